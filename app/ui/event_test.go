package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// asksWhy opens the reason of the first deadline of a rule.
func (p *user) asksWhy(rule string) {
	p.t.Helper()
	for _, d := range p.u.dues() {
		if d.Rule.ID == rule {
			p.u.why(d)
			return
		}
	}
	p.t.Fatalf("no date follows from %s", rule)
}

func TestAnExceptionIsWrittenDownFromTheReason(t *testing.T) {
	p := sitWithEmpty(t)
	p.dates(map[string]string{"request-received": "1 Sep 2026"})
	p.asksWhy("assess-decision")
	due := p.u.top().view.(*whyPage).due
	x := due.Rule.Exceptions[0]
	p.mustRead("If they say an exception applies", upper(x.Title), x.Show, x.Ask)
	p.taps(upper(x.Title))
	p.mustRead("Which date is it about?", "Whichever date it fits")
	p.types("When", "12 Oct 2026")
	p.keys(ctrl, fyne.KeyReturn)

	p.mustRead("An exception is claimed", "It does not move the date.", "What has to be shown", "Claimed on Monday 12 October 2026.", due.Due.Long())
	p.mustNotRead("If they say an exception applies", "What this changed")
	e := p.u.book.events[len(p.u.book.events)-1]
	if e.Kind != x.ID || e.Against != "assess-decision" || string(e.Of) != due.From[0].ID {
		t.Errorf("kept %+v", e)
	}
	for _, f := range p.u.top().view.(*whyPage).due.From {
		if f.Kind == x.ID {
			t.Error("the claim is listed among the facts it was counted from")
		}
	}
	p.taps(upper(x.Title))
	p.mustRead("Delete it")
}

func TestADayTheTribunalSetGoesBeforeTheRule(t *testing.T) {
	p := sitWithEmpty(t)
	p.dates(map[string]string{"appeal-lodged": "2 Nov 2026", "appeal-received-by-la": "9 Nov 2026"})
	p.asksWhy("la-response")
	was := p.u.top().view.(*whyPage).due.Due
	p.taps("The Tribunal set another day")
	p.mustRead("Which day did the Tribunal set?", "Which date is it about?")
	p.types("When", "14 Dec 2026")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("What this changed", "Moved", "and is now Monday 14 December 2026")
	p.key(fyne.KeyEscape)
	p.mustRead("Why Monday 14 December 2026", "This day was set for this case; it counts instead of the rule.", "It could also be", was.Long(), p.u.factTitle(kindDirected))
	p.mustNotRead("The Tribunal set another day: write it down")
}

func TestADayTheTribunalSetAsksWhichDateItIs(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.newEvent(kindDirected, "")
	p.types("When", "14 Dec 2026")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("Choose which date the Tribunal set.")
	if _, ok := p.u.win.Canvas().Focused().(*part.Press); !ok {
		t.Errorf("the keyboard is on %T, not on the choice", p.u.win.Canvas().Focused())
	}
	p.key(fyne.KeyRight)
	p.keys(ctrl, fyne.KeyReturn)
	if e := p.u.book.events; len(e) != 1 || e[0].Against == "" {
		t.Errorf("kept %+v", e)
	}
}

func TestARequestSentByEmailAfterFive(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.newEvent("request-received", "")
	p.mustNotRead("How was it sent?")
	p.taps("I know when it was sent")
	p.mustRead("How was it sent?", "On which day was it sent?")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("Give the day it happened.")
	p.types("Sent on", "Friday 4 Sep 2026")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("Choose how it was sent.")
	p.taps("By e-mail")
	p.types("Hour", "25:30")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("There is no such hour.")
	if f, ok := p.u.win.Canvas().Focused().(*part.Entry); !ok || f.Words != "Hour" {
		t.Errorf("the keyboard is on %v, not on the hour", p.u.win.Canvas().Focused())
	}
	p.types("Hour", "17.30")
	p.types("When", "3 Sep 2026")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("It cannot arrive before it was sent.")
	p.types("When", "")
	p.keys(ctrl, fyne.KeyReturn)

	e := p.u.book.events[0]
	if e.Sent != (deadlines.Sending{On: deadlines.On(2026, 9, 4), How: deadlines.Email, At: "17:30"}) || !e.On.IsZero() {
		t.Fatalf("kept %+v", e)
	}
	p.u.Go("today")
	p.mustRead("the council received the request for an assessment, ")
	p.asksWhy("assess-decision")
	p.mustRead("after 5pm", "Monday 7 September 2026", "Sent by e-mail on Friday 4 September 2026 at 17:30. Taken as there on Monday 7 September 2026.")
	p.taps(p.u.factTitle("request-received"))
	p.types("When", "8 Sep 2026") // the council's answer proves it
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("What this changed")
	p.key(fyne.KeyEscape)
	p.mustRead("It arrived on Tuesday 8 September 2026.")
	p.taps(p.u.factTitle("request-received"))
	p.taps("Leave out how it was sent")
	p.keys(ctrl, fyne.KeyReturn)
	if e := p.u.book.events[0]; e.Sent != (deadlines.Sending{}) {
		t.Errorf("kept %+v", e)
	}
	p.u.open(newEventsPage)
	p.mustRead("Tue 8 Sep 2026")
}

func TestALetterWithAnotherDatePrintedOnIt(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.newEvent("decision-sent", "")
	p.types("When", "9 Oct 2026")
	p.types("Date on the letter", "5 Oct 2026")
	p.keys(ctrl, fyne.KeyReturn)
	p.asksWhy("appeal-limit")
	p.mustRead("The letter is dated Monday 5 October 2026", "Why Monday 7 December 2026")
}

func TestAYearThatCannotBeMeantIsToldAtItsField(t *testing.T) {
	p := sitWithEmpty(t)
	form := newEventForm(p.u, casefile.Event{Kind: "request-received"}).(*eventForm)
	for field, e := range map[string]casefile.Event{
		"on":   {Kind: "request-received", On: deadlines.On(1026, 9, 4)},
		"sent": {Kind: "request-received", On: deadlines.On(2026, 9, 4), Sent: deadlines.Sending{On: deadlines.On(1926, 9, 4), How: deadlines.Email}},
	} {
		err := form.checked(e)
		if got, ok := err.(casefile.Problem); !ok || got.Field != field {
			t.Errorf("%s: %+v", field, err)
		}
	}
	none := casefile.Event{Kind: "request-received", On: deadlines.On(2026, 9, 4), Of: casefile.ID("gone")}
	if err, ok := form.checked(none).(casefile.Problem); !ok || err.Field != "on" {
		t.Errorf("%+v", err)
	}
}

// A date without a day of its own shows the nearest one that has one; a date in school days asks for the terms.
func TestADateWithoutADay(t *testing.T) {
	p := sitWithEmpty(t)
	p.dates(map[string]string{"decision-sent": "5 Oct 2026"})
	fixed := p.u.dues()[0]
	undated := fixed
	rule := *fixed.Rule
	rule.ID, rule.Title = "made-up", "A made-up date"
	undated.Rule, undated.Due, undated.Steps = &rule, deadlines.Date{}, nil
	undated.Near = &deadlines.Near{Rule: fixed.Rule, Due: fixed.Due}
	undated.NoTerms = true
	p.u.book.dues = append(p.u.book.dues, undated)
	p.u.why(undated)
	p.mustRead("Why is there no date?", "The nearest fixed date", fixed.Due.Long(), "The dates of term are missing")
	p.taps(fixed.Rule.Title)
	p.mustRead("Why " + fixed.Due.Long())
	p.key(fyne.KeyEscape)
	p.taps("Write down when a term starts")
	p.mustRead("On which day does the term, or half-term, start?")
}

func TestOnlyTheDatesThatMatterNowAreOfferedFirst(t *testing.T) {
	p := sitWithEmpty(t)
	p.dates(map[string]string{"appeal-lodged": "2 Nov 2026", "appeal-received-by-la": "9 Nov 2026"})
	p.u.newEvent(kindDirected, "")
	p.mustRead("The council answers the appeal")
	p.mustNotRead("Last day to ask for costs")
	p.taps("Another date")
	p.mustRead("The council answers the appeal", "Last day to ask for costs")
	p.taps("Last day to ask for costs")
	p.types("When", "14 Dec 2026")
	p.keys(ctrl, fyne.KeyReturn)
	if e := p.u.book.events[len(p.u.book.events)-1]; e.Against != "costs" {
		t.Errorf("kept %+v", e)
	}
}

// Nothing opens over what somebody has gone on to.
func TestWhatMovedWaitsForNobody(t *testing.T) {
	p := sitWithEmpty(t)
	p.dates(map[string]string{"decision-sent": "5 Oct 2026"})
	e := p.u.book.events[0]
	told := p.u.tellMoves(e)
	e.On = deadlines.On(2026, 10, 12)
	p.must(p.u.file.Update(func(tx *casefile.Tx) error { _, err := casefile.Put(tx, e); return err }))
	p.keys(ctrl, fyne.KeyL)
	told()
	p.mustRead("What was it?")
	p.mustNotRead("What this changed")
}
