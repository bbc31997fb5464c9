package deadlines

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"
)

// CalendarItem is one deadline for a calendar file.
type CalendarItem struct {
	Deadline Deadline
	Case     string // the caller's key of the case or child, so that two children's dates stay apart; only its hash is written
	Name     string // whose it is, written before the title; may be empty
}

// CalendarOptions says how a calendar file is written.
type CalendarOptions struct {
	Now      time.Time // the moment of writing: a later file goes before an earlier one
	Today    Date      // the day the deadlines were worked out for: no alarm is set before it
	Discreet bool      // says nothing of what it is about: every title is "Reminder, see Casefile"
}

// ErrNoDates says that there is nothing to put into a calendar, and RFC 5545 has no empty one.
var ErrNoDates = errors.New("no deadline has a date to put into a calendar")

// discreetTitle is all that a discreet calendar says.
const (
	discreetTitle = "Reminder, see Casefile"
	discreetOver  = "No longer open, see Casefile"
)

// morning is the hour of the day at which a calendar rings.
const morning = 9

// WriteCalendar writes the deadlines that have a date as an iCalendar file (RFC 5545): whole days, with an alarm at nine in the morning of each day
// to remind on. The name of an entry (its UID) hangs on the case, the rule and the fact that started it, and not on its date, so that a second import
// moves what moved and doubles nothing. What was done or ended while its day is still to come is written once more as cancelled, without alarms:
// left out, the older entry would go on ringing. Where nothing has a date it gives ErrNoDates; other errors are w's.
func WriteCalendar(w io.Writer, items []CalendarItem, o CalendarOptions) error {
	cal := ics.NewCalendar()
	cal.SetProductId("-//Casefile//Casefile//EN")
	cal.SetMethod(ics.MethodPublish)
	names := map[string]int{}
	for _, item := range items {
		uid := item.uid()
		if names[uid]++; names[uid] > 1 { // two facts of one kind and day, without a name of their own
			uid = fmt.Sprintf("%d-%s", names[uid], uid)
		}
		switch d := item.Deadline; {
		case d.Due.IsZero():
		case d.Met == nil && d.Ended == "":
			item.write(cal.AddEvent(uid), false, o)
		case !d.Due.AddDays(-dayAfter).Before(o.Today): // an earlier file may still ring
			item.write(cal.AddEvent(uid), true, o)
		}
	}
	if len(cal.Components) == 0 {
		return ErrNoDates
	}
	var whole bytes.Buffer                                                  // the library loses some errors of a writer; a buffer has none
	if err := cal.SerializeTo(&whole, ics.WithNewLineWindows); err != nil { // RFC 5545 wants these line ends everywhere
		return fmt.Errorf("make the calendar: %w", err)
	}
	_, err := w.Write(whole.Bytes())
	return err
}

// uid names the entry for ever, and tells nothing.
func (c CalendarItem) uid() string {
	sum := sha256.Sum256([]byte(c.Case + "\x00" + c.Deadline.Key()))
	return hex.EncodeToString(sum[:16]) + "@casefile.invalid"
}

// epoch is where the numbers of revisions begin: minutes since then fit every program's integer for four thousand years.
var epoch = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

func (c CalendarItem) write(e *ics.VEvent, over bool, o CalendarOptions) {
	d := c.Deadline
	e.SetDtStampTime(o.Now)
	e.SetModifiedAt(o.Now)
	e.SetSequence(max(0, int(o.Now.Sub(epoch)/time.Minute)))
	e.SetAllDayStartAt(d.Due.time())
	e.SetAllDayEndAt(d.Due.AddDays(1).time()) // the end of a whole day is the day after it
	e.SetTimeTransparency(ics.TransparencyTransparent)
	e.SetClass(ics.ClassificationPrivate)
	title := c.title(over, o.Discreet)
	e.SetSummary(title)
	if !o.Discreet {
		e.SetDescription(c.description())
	}
	if over {
		e.SetStatus(ics.ObjectStatusCancelled)
		return
	}
	for _, n := range d.remindDays() {
		if d.Due.AddDays(-n).Before(o.Today) { // some programs ring at once for what is past
			continue
		}
		a := e.AddAlarm()
		a.SetAction(ics.ActionDisplay)
		a.SetTrigger(trigger(n))
		a.SetDescription(title)
	}
}

// title gives the entry's title.
func (c CalendarItem) title(over, discreet bool) string {
	if discreet && over {
		return discreetOver
	}
	if discreet {
		return discreetTitle
	}
	title := c.Deadline.Rule.Title
	if c.Name != "" {
		title = plainLine(c.Name) + ": " + title
	}
	if over {
		title = "No longer open: " + title
	}
	return title
}

// plainLine puts a space for what has no place in a line of text, such as a tabulator.
func plainLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}

// description says what to do, and by which law.
func (c CalendarItem) description() string {
	d := c.Deadline
	var say []string
	if d.By != "" {
		say = append(say, "By "+d.By+".")
	}
	say = append(say, d.Rule.Before, "If it is missed: "+d.Rule.Missed, d.Rule.Cite+" ("+d.Rule.Sureness()+").")
	for _, o := range d.Other {
		say = append(say, "It could also be "+o.Due.Long()+": "+o.Why)
	}
	if !d.Sure {
		say = append(say, "This date is not certain: look at its reason in Casefile.")
	}
	say = append(say, "Information, not legal advice.")
	return strings.Join(say, "\n")
}

// trigger gives the moment of an alarm n days before a whole day, as a time from the midnight with which that day begins.
func trigger(n int) string {
	hours := morning - 24*n
	sign := ""
	if hours < 0 {
		sign, hours = "-", -hours
	}
	if days := hours / 24; days > 0 {
		return fmt.Sprintf("%sP%dDT%dH", sign, days, hours%24)
	}
	return fmt.Sprintf("%sPT%dH", sign, hours)
}
