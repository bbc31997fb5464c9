package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// typist counts every key that is no letter of the words written.
type typist struct {
	*user
	keysPressed int
}

func (c *typist) presses(name fyne.KeyName) {
	c.keysPressed++
	if name == fyne.KeyTab {
		c.u.win.Canvas().FocusNext()
		return
	}
	c.key(name)
}

func (c *typist) shortcut(mod fyne.KeyModifier, key fyne.KeyName) {
	c.keysPressed++
	c.keys(mod, key)
}

// writes types words where the keyboard is.
func (c *typist) writes(words string) {
	c.t.Helper()
	f := c.u.win.Canvas().Focused()
	if f == nil {
		c.t.Fatal("the keyboard is nowhere")
	}
	test.Type(f, words)
}

// letter presses one letter that is no word: it chooses.
func (c *typist) letter(r rune) {
	c.keysPressed++
	c.u.win.Canvas().Focused().TypedRune(r)
}

// A whole phone call, with a promise and the day it falls due, takes under ten keys beside the words, from anywhere; so does an e-mail
// that waits for a reply, and a meeting.
func TestACallWithAPromiseTakesUnderTenKeys(t *testing.T) {
	p := sitWithEmpty(t)
	p.keepsPerson(casefile.Person{Name: "Adaeze Okafor", Role: "plan co-ordinator, SEND team"})
	for _, row := range []struct {
		kind casefile.EntryKind
		key  rune // 0 where it is chosen already
	}{{casefile.EntryCall, 0}, {casefile.EntryMeeting, 'm'}, {casefile.EntryLetter, 'L'}} {
		c := &typist{user: p}
		p.u.Go("documents")
		c.shortcut(ctrl, fyne.KeyL)
		if row.key != 0 {
			c.letter(row.key)
		}
		c.presses(fyne.KeyTab)
		c.writes("oka")
		c.presses(fyne.KeyDown)
		c.presses(fyne.KeyTab)
		c.writes("yesterday")
		c.presses(fyne.KeyTab)
		c.writes("The psychologist is off sick.")
		c.presses(fyne.KeyTab)
		c.writes("the draft plan")
		c.presses(fyne.KeyTab)
		c.writes("30 Nov")
		c.shortcut(ctrl, fyne.KeyReturn)
		e := p.u.book.entries[0]
		if e.Kind != row.kind || e.With != "Adaeze Okafor, plan co-ordinator" || e.On != deadlines.On(2026, 11, 21) || e.Said != "The psychologist is off sick." ||
			e.Promised != "the draft plan" || e.PromisedBy != deadlines.On(2026, 11, 30) || len(e.People) != 1 {
			t.Errorf("kept %+v", e)
		}
		if c.keysPressed >= 10 {
			t.Errorf("%s: %d keys beside the words, want under ten", row.kind, c.keysPressed)
		}
		t.Logf("%s: %d keys beside the words", row.kind, c.keysPressed)
	}
	p.mustRead("The entry is in the log")
}

// Papers are dropped on the form wherever the keyboard is, and cost no key.
func TestAReplyThatIsAwaitedIsSeenUntilItComes(t *testing.T) {
	p := sitWithEmpty(t)
	p.keys(ctrl, fyne.KeyL)
	p.types("With whom", "Northmoor SEND team")
	p.types("When", "1 Nov")
	p.types("What was said", "Asked for the report.")
	p.taps("I asked for an answer")
	p.keys(ctrl, fyne.KeyReturn)
	e := p.u.book.entries[0]
	if !e.Awaits || !e.Answered.IsZero() {
		t.Fatalf("kept %+v", e)
	}
	p.keys(ctrl, fyne.Key3)
	p.mustRead("Awaiting reply 1")
	log := p.u.top().view.(*logScreen)
	p.rowReads(log.list, 0, "no reply for 21 days")
	p.u.openEntry(e.ID)
	p.taps("The reply came")
	p.mustRead("It came on Sunday 22 November 2026.")
	p.key(fyne.KeyEscape)
	p.rowReads(log.list, 0, "answered")
	p.mustNotRead("Awaiting reply 1")
	p.u.openEntry(e.ID)
	p.taps("It has not come after all")
	p.mustRead("no reply for 21 days")
	p.taps("Change it")
	p.taps("I asked for an answer")
	p.taps("Save")
	p.mustNotRead("no reply", "The reply you asked for")
}

func TestTheLogIsFilteredByKindPersonAndWhatIsAwaited(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("log")
	log := p.u.top().view.(*logScreen)
	all := len(p.u.book.entries)
	calls, late, waiting := 0, 0, 0
	for _, e := range p.u.book.entries {
		if e.Kind == casefile.EntryCall {
			calls++
		}
		if p.u.broken(e) {
			late++
		}
		if awaited(e) {
			waiting++
		}
	}
	p.mustRead("Everything "+say("{{.N}}", "N", all), "Phone call "+say("{{.N}}", "N", calls), "Promise late "+say("{{.N}}", "N", late), "Awaiting reply "+say("{{.N}}", "N", waiting))
	p.taps("Promise late")
	if len(log.shown) != late || late == 0 {
		t.Errorf("late: %d shown, want %d", len(log.shown), late)
	}
	p.rowReads(log.list, 0, "promise 16 days late")
	p.taps("Everything")
	p.taps("Phone call")
	if len(log.shown) != calls {
		t.Errorf("calls: %d shown, want %d", len(log.shown), calls)
	}
	who := p.someone("Ms Adaeze Okafor")
	p.types("With whom", "okafor")
	p.key(fyne.KeyDown)
	for _, e := range log.shown {
		if e.Kind != casefile.EntryCall || !contains(p.namesOf(e), who.Name) {
			t.Errorf("a %s with %q is shown", e.Kind, e.With)
		}
	}
	if len(log.shown) == 0 || len(log.shown) == calls {
		t.Errorf("%d calls with her", len(log.shown))
	}
	p.types("Find words", "zzzz")
	p.mustRead("Nothing found")
	p.taps("Show every entry")
	if len(log.shown) != all {
		t.Errorf("%d of %d are shown", len(log.shown), all)
	}
}

// namesOf names everybody an entry was with.
func (p *user) namesOf(e casefile.Entry) (names []string) {
	for _, id := range append(p.u.book.peopleIn(e.With), e.People...) {
		who, _ := p.u.book.person(id)
		names = append(names, who.Name)
	}
	return names
}

func TestANoteThatConfirmsACall(t *testing.T) {
	p := sitWithEmpty(t)
	p.keepsPerson(casefile.Person{Name: "Adaeze Okafor", Role: "officer", Email: "a.okafor@northmoor.example"})
	p.keys(ctrl, fyne.KeyL)
	p.types("With whom", "Adaeze Okafor, officer")
	p.types("When", "yesterday")
	p.types("Time", "14:05")
	p.types("What was said", "The psychologist is off sick.")
	p.types("Promise", "the draft plan.")
	p.types("By when", "30 Nov")
	p.taps("Save and write a note to confirm it")
	want := "Dear Adaeze Okafor,\n\nThank you for speaking with me on the phone on Saturday 21 November 2026 at 14:05. I am writing down what was said, so that we both have the same record.\n\n" +
		"My note of it: The psychologist is off sick.\n\nI understood that I can expect this by Monday 30 November 2026: the draft plan.\n\nIf any of this is not right, please let me know.\n\nKind regards"
	if got := p.field("The note").Text; got != want {
		t.Errorf("the note says %q", got)
	}
	p.taps("Copy the note")
	if p.u.app.Clipboard().Content() != want {
		t.Error("the note was not copied")
	}
	p.taps("Copy a.okafor@northmoor.example")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("Your next step", "The note is in the log as sent today")
	if e := p.u.book.entries[0]; len(p.u.book.entries) != 2 || e.Kind != casefile.EntryEmail || e.On != deadlines.On(2026, 11, 22) || len(e.People) != 1 {
		t.Errorf("kept %+v", e)
	}
	p.u.openEntry(p.u.book.entries[1].ID)
	p.taps("Write a note to confirm it")
	if got := p.field("The note").Text; got != want {
		t.Errorf("from the entry, the note says %q", got)
	}
	p.keys(ctrl, fyne.KeyL)
	p.taps("Letter")
	p.mustNotRead("Save and write a note")
}
