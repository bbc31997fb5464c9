package ui

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// dates writes facts into a case as a person would, and gives back the user at Today.
func (p *user) dates(facts map[string]string) {
	p.t.Helper()
	for _, kind := range p.u.pack.Facts() { // in the order of a case, so that one fact finds another
		on, wanted := facts[kind.ID]
		if !wanted {
			continue
		}
		p.keys(ctrl, fyne.KeyD)
		p.types("Find words", kind.Title)
		p.key(fyne.KeyReturn)
		p.mustRead(kind.Question)
		p.types("When", on)
		p.keys(ctrl, fyne.KeyReturn)
	}
	if len(p.u.book.events) != len(facts) {
		p.t.Fatalf("%d dates are written down, want %d:\n%s", len(p.u.book.events), len(facts), p.reads())
	}
	p.u.Go("today")
}

func TestTheNextStepIsTheAppealWithItsReason(t *testing.T) {
	p := sitWithEmpty(t)
	p.dates(map[string]string{"decision-sent": "5 Oct 2026", "certificate-issued": "6/11/26"})
	p.mustRead("Last day for the Tribunal to receive the appeal: Monday 7 December 2026, 5pm.", "15 days left.")
	p.taps("Why this date?")
	p.mustRead("Why Monday 7 December 2026, 5pm?", "The sum, step by step", "Saturday 5 December 2026", "Sunday 6 December 2026",
		"Counted from", "Monday 5 October 2026", "Friday 6 November 2026", "The law", "rule 20(1)(c)", "Not yet checked by a lawyer", "If you miss it")
}

func TestAChangedFactMovesTheDateAndUndoBringsItBack(t *testing.T) {
	p := sitWithEmpty(t)
	p.dates(map[string]string{"decision-sent": "5 Oct 2026", "certificate-issued": "6 Nov 2026"})
	p.taps("Why this date?")
	p.taps(p.u.factTitle("certificate-issued"))
	p.types("When", "20 Nov 2026")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("What this changed", "Moved", "It was Monday 7 December 2026, and is now Monday 21 December 2026, 14 days later.")
	p.key(fyne.KeyEscape)
	p.mustRead("Why Monday 21 December 2026")
	p.taps(p.u.factTitle("decision-sent"))
	p.taps("Delete it")
	p.mustRead("Delete this date?")
	p.taps("Delete it")
	p.mustRead("This date has gone")
	p.keys(ctrl, fyne.KeyU)
	p.mustRead("Why Monday 21 December 2026")
}

func TestALateDutyOfTheCouncilIsNamedAndMetByItsFact(t *testing.T) {
	p := sitWithEmpty(t)
	p.dates(map[string]string{"request-received": "1 Sep 2026"})
	p.mustRead("Late, and not by you", "▲ ", "days late", "Write to")
	late := 0
	for _, d := range p.u.dues() {
		if d.State(p.u.today()) == deadlines.Late {
			late++
		}
	}
	if late == 0 {
		t.Fatal("nothing is late")
	}
	p.taps("Why this date?")
	p.taps("It has happened")
	p.types("When", "20 Nov 2026")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("● done, 38 days late")
	p.u.Go("timeline") // says the same in the same way
	p.mustRead("● done, 38 days late")
}

// Every date of every family can be asked for its reason, which has its sum, its law and how sure it is.
func TestEveryDateHasItsReason(t *testing.T) {
	families(t, func(t *testing.T, p *user) {
		for _, d := range p.u.dues() {
			p.u.Go("today")
			p.u.why(d)
			want := []string{"The sum, step by step", "Counted from", "The law", d.Rule.Cite, d.Rule.Sureness()}
			for _, step := range d.Steps {
				want = append(want, step.String())
			}
			if d.Rule.By == "" {
				want = append(want, "Not yet checked by a lawyer")
			}
			words := p.reads()
			for _, w := range want {
				if !strings.Contains(words, w) {
					t.Errorf("%s: %q is not in sight", d.Rule.ID, w)
				}
			}
			if unsure := d.Rule.Grade == "M" || d.Rule.Grade == "V2"; unsure && strings.Contains(words, "✓ "+d.Rule.Sureness()) {
				t.Errorf("%s looks as sure as one read in the law", d.Rule.ID)
			}
		}
	})
}

func TestADateNeedsAChildWhereThereAreSeveral(t *testing.T) {
	p := sitWith(t, "okoro")
	before := len(p.u.book.events)
	p.keys(ctrl, fyne.KeyD)
	p.mustRead("What comes next")
	p.types("Find words", "draft plan was served")
	p.taps("The draft plan was served")
	p.types("When", "31 April")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("There is no 31 April")
	p.types("When", "yesterday")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("Choose whom it is about.")
	p.taps("Leo")
	p.keys(ctrl, fyne.KeyReturn)
	if len(p.u.book.events) != before+1 {
		t.Errorf("%d dates, want %d", len(p.u.book.events), before+1)
	}
}

func TestTodayOfOneChildHidesTheOther(t *testing.T) {
	p := sitWith(t, "okoro")
	p.mustRead("Leo: ", "Maya: ")
	p.u.chooseChild(p.u.book.children[0].ID)
	p.mustNotRead("Leo: ")
}

func TestChildrenCouncilsAndAppeals(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.open(newCasePage)
	p.taps("Details of Sam")
	p.types("Full name", "Samuel Hale")
	p.types("Council", "Northmoor Council")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("Samuel Hale", "Northmoor Council")
	p.taps("Add an appeal for Sam")
	p.types("Pages", "many")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("Write a number")
	p.types("Pages", "90")
	p.types("Reference", "EH938/26/00001")
	p.taps("The school named")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("EH938/26/00001", "90 pages allowed", "running")
	if a := p.u.book.appeals[0]; a.Type != casefile.AppealPlacement || a.PageLimit != 90 {
		t.Errorf("kept %+v", a)
	}
	p.taps("Add a child")
	p.types("First name", "Ada")
	p.taps("Save")
	if names := strings.Join([]string{p.u.book.children[0].Name, p.u.book.children[1].Name}, " "); names != "Sam Ada" {
		t.Errorf("the children are %s", names)
	}
}

func TestAnAdvocateOfManySeesAllOfThem(t *testing.T) {
	p := sitWithEmpty(t)
	p.must(p.u.file.Update(func(tx *casefile.Tx) error {
		for i := range 30 {
			c, err := casefile.Put(tx, casefile.Child{Name: fmt.Sprint("Child ", i)})
			if err != nil {
				return err
			}
			if _, err := casefile.Put(tx, casefile.Event{Head: casefile.Head{Child: c.ID}, Kind: "request-received", On: deadlines.On(2026, 9, 1)}); err != nil {
				return err
			}
		}
		return nil
	}))
	p.u.Go("today")
	p.mustRead("and 27 more", "Child 0: the council says whether it will assess", "more")
	p.taps("Show ")
	p.mustRead("Child 29: the council says whether it will assess")
	p.atDeadlines()
	p.taps("Choose dates")
	p.mustNotRead("Whose") // thirty choices are no help; the chooser at the left has them
	p.u.chooseChild(p.u.book.children[30].ID)
	for _, i := range p.u.top().view.(*deadlinesScreen).list.items {
		if i.heading == "" && i.due.child != p.u.book.children[30].ID {
			t.Errorf("%s is another child's", i.words.title)
		}
	}
}

// The first step alone must not make anybody miss the date that follows at the end of the same time.
func TestTheNextStepNamesTheDateAfterIt(t *testing.T) {
	p := sitWithEmpty(t)
	child := p.u.book.children[0].ID
	p.must(p.u.file.Update(func(tx *casefile.Tx) error {
		_, err := casefile.Put(tx, casefile.Event{Head: casefile.Head{Child: child}, Kind: "decision-sent", On: deadlines.On(2026, 10, 5)})
		return err
	}))
	p.u.reload(nil)
	p.u.Go("today")
	p.mustRead("Last day to contact the mediation adviser: Saturday 5 December 2026.", "After it comes “Last day for the Tribunal to receive the appeal”: Monday 7 December 2026, 5pm.")
}

// Hundreds of broken promises are shown a bounded number at a time, so that Today opens at once however long the case is.
func TestManyWhoHaveGoneQuietAreShownInSteps(t *testing.T) {
	p := sitWithEmpty(t)
	p.must(p.u.file.Update(func(tx *casefile.Tx) error {
		for i := range 120 {
			day := p.u.today().AddDays(i - 200)
			e := casefile.Entry{Kind: casefile.EntryCall, On: day, With: fmt.Sprint("Officer ", i), Promised: "the draft", PromisedBy: day.AddDays(7)}
			if _, err := casefile.Put(tx, e); err != nil {
				return err
			}
		}
		return nil
	}))
	p.u.reload(nil)
	p.u.Go("today")
	p.mustRead("Officer 4", "Show 50 more of 120")
	p.mustNotRead("Officer 5")
	p.taps("Show 50 more of 120")
	p.mustRead("Officer 54")
	p.mustNotRead("Officer 55")
	p.taps("Show 50 more of 120")
	p.taps("Show 15 more")
	p.mustRead("Officer 119")
	p.mustNotRead("Show ")
}
