package ui

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// sending asks how something was sent, where nobody knows when it arrived. It stays folded until it is wanted, and what is folded is
// not kept.
type sending struct {
	fold   *part.Press
	inside *part.Box
	how    *part.Choices
	howIn  *part.Field
	on     *part.DateField
	at     *part.Entry
	atIn   *part.Field
}

func newSending(now deadlines.Sending, today deadlines.Date) *sending {
	s := &sending{on: part.NewDateField(say("Sent on"), "", today), at: part.NewEntry(say("Hour"))}
	var ways []string
	for _, m := range deadlines.Methods() {
		ways = append(ways, upper(say(m.String())))
	}
	s.how = part.NewChoices(ways...)
	s.how.None()
	s.how.Choose(slices.Index(deadlines.Methods(), now.How))
	s.on.SetDate(now.On)
	s.at.SetText(now.At)
	s.at.SetPlaceHolder("17:30")
	s.howIn = part.NewField(say("How was it sent?"), s.how, "")
	s.atIn = part.NewField(say("At what hour, if you know it?"), s.at, say("As a rule of thumb, what is e-mailed, uploaded or handed in after 5pm counts on the next working day."))
	s.inside = part.Stack(1.5, part.Body(say("Leave the day above empty, unless something proves when it arrived: a receipt, an answer, a tracking page. The day is then worked out from how it was sent, and the reason says how.")),
		s.howIn, part.NewField(say("On which day was it sent?"), s.on, ""), s.atIn)
	s.fold = part.Button("", part.Outline, s.turn)
	s.show(now != deadlines.Sending{})
	return s
}

func (s *sending) content() fyne.CanvasObject {
	return part.Stack(1.5, part.Line(1, s.fold), s.inside)
}

// turn folds or unfolds it, and goes on inside.
func (s *sending) turn() {
	s.show(s.inside.Hidden)
	if c := fyne.CurrentApp().Driver().CanvasForObject(s.fold); c != nil && !s.inside.Hidden {
		c.Focus(s.how.First())
	}
}

func (s *sending) show(open bool) {
	s.inside.Hidden = !open
	s.howIn.Wrong("") // lays the page out anew
	if open {
		s.fold.Rename(say("Leave out how it was sent"))
	} else {
		s.fold.Rename(say("I know when it was sent, not when it arrived"))
	}
}

// read gives what was written; nothing where it is folded or empty.
func (s *sending) read() (deadlines.Sending, error) {
	if s.inside.Hidden {
		return deadlines.Sending{}, nil
	}
	day, err := s.on.Date()
	if err != nil {
		return deadlines.Sending{}, casefile.Problem{Field: "sent", Say: err.Error()}
	}
	at, how := clock(s.at.Text), s.how.Chosen()
	_, wrong := time.Parse("15:04", at)
	switch {
	case how < 0 && day.IsZero() && at == "":
		return deadlines.Sending{}, nil
	case how < 0:
		return deadlines.Sending{}, casefile.Problem{Field: "how", Say: say("Choose how it was sent.")}
	case day.IsZero():
		return deadlines.Sending{}, casefile.Problem{Field: "sent", Say: say("Write down the day it was sent.")}
	case at != "" && (wrong != nil || len(at) != len("15:04")):
		return deadlines.Sending{}, casefile.Problem{Field: "at", Say: say("There is no such hour. Write it like 17:30, or leave it empty.")}
	}
	return deadlines.Sending{On: day, How: deadlines.Methods()[how], At: at}, nil
}

// howSent says how and when something was sent: "Sent by e-mail on Friday 4 December 2026 at 17:30."
func howSent(s deadlines.Sending) string {
	switch {
	case s.On.IsZero() || s.How.String() == "":
		return ""
	case s.At == "":
		return say("Sent {{.How}} on {{.Day}}.", "How", say(s.How.String()), "Day", s.On.Long())
	}
	return say("Sent {{.How}} on {{.Day}} at {{.Hour}}.", "How", say(s.How.String()), "Day", s.On.Long(), "Hour", s.At)
}
