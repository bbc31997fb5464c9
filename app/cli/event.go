package cli

import (
	"fmt"
	"slices"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

func runEvent(c *call) error {
	o := newOptions(c)
	child, passphraseFile, note := o.text("child"), o.withPassphrase(), o.text("note")
	of, against, dated := o.text("of"), o.text("against"), o.date("dated")
	sent, by, at := o.date("sent"), o.text("by"), o.text("at")
	words, err := o.parse(c, 3, 3)
	if err != nil {
		return err
	}
	l, err := c.loadLaw(deadlines.Date{}, "")
	if err != nil {
		return err
	}
	kind, err := l.kindOf(words[1])
	if err != nil {
		return err
	}
	event := casefile.Event{Kind: kind.ID, Note: *note, Of: casefile.ID(*of), Against: *against, Dated: *dated,
		Sent: deadlines.Sending{On: *sent, At: *at}}
	if words[2] != noDay {
		if event.On, err = parseDate(words[2]); err != nil {
			return err
		}
	}
	if *by != "" {
		if event.Sent.How, err = parseMethod(*by); err != nil {
			return err
		}
	}
	return c.withCase(words[0], *passphraseFile, func(f *casefile.File) error {
		if event, err = l.putEvent(f, event, *child); err != nil {
			return err
		}
		fmt.Fprintf(c.out, "Recorded: %s, %s.\n", kind.Title, dayWords(event))
		if today := deadlines.DateOf(c.now()); event.Day().After(today.AddMonths(farAhead)) {
			fmt.Fprintf(c.out, "Please check the year: %s is more than two years from today. It was recorded as you gave it.\n", event.Day().Long())
		}
		return c.whatFollows(f, event)
	})
}

// farAhead is how many months ahead a date is more likely a slip of the year than a fact.
const farAhead = 24

// noDay stands in the place of the day of something that was sent and whose arrival nobody can prove.
const noDay = "-"

// dayWords says when it was, or how it was sent.
func dayWords(e casefile.Event) string {
	switch {
	case e.Sent == (deadlines.Sending{}):
		return e.On.Long()
	case e.On.IsZero():
		return sentWords(e.Sent)
	}
	return e.On.Long() + ", " + sentWords(e.Sent)
}

// putEvent keeps an event whose fact can be meant, among the others of its child.
func (l law) putEvent(f *casefile.File, event casefile.Event, child string) (casefile.Event, error) {
	err := f.Update(func(tx *casefile.Tx) (err error) {
		if event.Child, err = oneChild(tx, child); err != nil {
			return err
		}
		if err := l.pack.CheckAmong(event.Fact(), casefile.Facts(tx, event.Child)); err != nil {
			return misuse(sentence(err))
		}
		event, err = casefile.Put(tx, event)
		return err
	})
	return event, err
}

// whatFollows prints the deadlines that are counted from an event and were not met yet.
func (c *call) whatFollows(f *casefile.File, event casefile.Event) error {
	return f.View(func(tx *casefile.Tx) error {
		l, err := c.loadLaw(asOf(tx, deadlines.Date{}), "")
		if err != nil {
			return err
		}
		lead := "What follows from it:\n"
		facts := casefile.Facts(tx, event.Child)
		dues := l.work(facts, casefile.Child{})
		for _, d := range dues {
			if d.Met != nil || !d.isFrom(string(event.ID)) {
				continue
			}
			fmt.Fprint(c.out, lead, "\n")
			l.print(c.out, d, false)
			lead = ""
		}
		own := slices.DeleteFunc(facts, func(f deadlines.Fact) bool { return f.ID != string(event.ID) })
		for _, say := range l.fitNothing(own, dues) {
			fmt.Fprintln(c.out, say)
		}
		return nil
	})
}

// isFrom tells whether a deadline was counted from a fact, or has it as a claim against it.
func (d due) isFrom(id string) bool {
	return slices.ContainsFunc(d.From, func(f deadlines.Fact) bool { return f.ID == id }) ||
		slices.ContainsFunc(d.Claims, func(c deadlines.Claim) bool { return c.Fact.ID == id })
}
