package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// silence is somebody who owes something and has gone quiet: a promise that passed its date, or a question without an answer.
type silence struct {
	entry   casefile.Entry
	since   deadlines.Date // the day the promise was for, or the day of the question
	promise bool
}

// quietAfter is for how many days a question may be without an answer before Today names who was asked.
const quietAfter = 7

// goneQuiet gives who has gone silent, the longest silence first.
func (u *UI) goneQuiet() []silence {
	var out []silence
	for _, e := range u.book.entries {
		switch {
		case !of(e.Child, u.child):
		case u.broken(e):
			out = append(out, silence{e, e.PromisedBy, true})
		case e.Waiting() && e.On.DaysTo(u.today()) >= quietAfter:
			out = append(out, silence{e, e.On, false})
		}
	}
	slices.Reverse(out)
	slices.SortStableFunc(out, func(x, y silence) int { return x.since.Compare(y.since) })
	return out
}

// broken tells whether an entry's promise has passed its date without being kept.
func (u *UI) broken(e casefile.Entry) bool {
	return e.Promised != "" && e.PromiseKept.IsZero() && !e.PromisedBy.IsZero() && e.PromisedBy.Before(u.today())
}

// who names who is silent.
func (s silence) who() string { return firstOf(s.entry.With, say(s.entry.Kind.Title())) }

// chip says for how long: a promise is late, a question waits.
func (s silence) chip(gone string) string {
	if s.promise {
		return say("{{.Days}} late", "Days", gone)
	}
	return gone
}

// words says what they owe, and since when.
func (s silence) words(u *UI) string {
	if s.promise {
		return say("Promised by {{.Day}}: {{.What}}", "Day", dayMonthYear(s.since), "What", shorten(s.entry.Promised, 120))
	}
	about := strings.Join(strings.Fields(shorten(s.entry.Said, 120)), " ")
	if about == "" {
		return say("Asked on {{.Day}}, and no answer is written down.", "Day", dayMonthYear(s.since))
	}
	return say("Asked on {{.Day}}, no answer yet: {{.What}}", "Day", dayMonthYear(s.since), "What", about)
}

// quietRows shows who has gone silent.
func (t *today) quietRows() []rowMaker {
	var rows []rowMaker
	for _, s := range t.u.goneQuiet() {
		rows = append(rows, func() fyne.CanvasObject { return t.quietRow(s) })
	}
	return rows
}

func (t *today) quietRow(s silence) fyne.CanvasObject {
	gone := days(s.since.DaysTo(t.u.today()))
	tone := part.Note
	if s.promise {
		tone = part.Soon
	}
	words := part.Stack(0.25, part.Strong(shorten(s.who(), 80)), part.Quiet(s.words(t.u)))
	return part.Row(part.Beside(words, part.NewChip(tone, s.chip(gone))), say("Gone quiet: {{.Who}}, {{.Days}}", "Who", s.who(), "Days", gone), func() { t.u.openEntry(s.entry.ID) })
}

// quietStep is the longest silence.
func (u *UI) quietStep([]due) (step, bool) {
	quiet := u.goneQuiet()
	if len(quiet) == 0 {
		return step{}, false
	}
	s := quiet[0]
	see := []answer{{words: say("See what was said"), do: func() { u.openEntry(s.entry.ID) }}}
	if !s.promise {
		return step{say("Ask {{.Who}} again.", "Who", shorten(s.who(), 60)), s.words(u), see}, true
	}
	what := strings.TrimRight(shorten(s.entry.Promised, 120), ".")
	words := say("Ask {{.Who}} again: {{.What}}.", "Who", shorten(s.entry.With, 60), "What", what)
	if s.entry.With == "" {
		words = say("Ask again: {{.What}}.", "What", what)
	}
	return step{words, say("It was promised by {{.Day}}.", "Day", s.since.Long()), see}, true
}
