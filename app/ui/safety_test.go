package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ehccasefile/casefile"
)

// clocks are the two clocks of the window, which a test turns.
type clocks struct {
	wall time.Time
	ran  time.Duration
}

// turns sets the window's clocks to noon, and gives the way to turn them.
func (p *user) turns() *clocks {
	c := &clocks{wall: noon()}
	p.u.now = func() time.Time { return c.wall }
	p.u.ran = func() time.Duration { return c.ran }
	p.u.beat()
	return c
}

// waits lets time pass in which nobody does anything, a beat at a time.
func (p *user) waits(c *clocks, d time.Duration) {
	for end := c.ran + d; c.ran < end; {
		step := min(beatEvery, end-c.ran)
		c.ran += step
		c.wall = c.wall.Add(step)
		p.u.beat()
	}
}

func TestTheCaseLocksWhenNobodyIsThere(t *testing.T) {
	p, _ := sitWithSealed(t)
	c := p.turns()
	p.waits(c, 4*time.Minute+20*time.Second)
	p.mustRead("Your next step")
	p.waits(c, 20*time.Second)
	p.mustRead("put away in half a minute")
	p.key(fyne.KeyTab) // as Fyne does: the keyboard goes on
	p.u.win.Canvas().FocusNext()
	p.waits(c, 30*time.Second)
	p.mustRead("Your next step")
	p.mustNotRead("put away in half a minute")
	p.u.pointer.Cursor() // the mouse moves
	p.waits(c, 4*time.Minute+50*time.Second)
	p.mustRead("Your next step")
	p.waits(c, 20*time.Second)
	p.mustRead("This case file is locked.")
	p.mustNotRead("Sam")
	p.types("Passphrase", "four brown owls")
	p.taps("Open")
	p.mustRead("Sam")
}

func TestTypingIsBeingThere(t *testing.T) {
	p, _ := sitWithSealed(t)
	c := p.turns()
	p.keys(ctrl, fyne.KeyL)
	p.u.win.Canvas().Focus(p.field("What was said"))
	for range 20 {
		test.Type(p.field("What was said"), "a")
		p.waits(c, time.Minute)
	}
	p.mustRead("Log what happened")
}

func TestTheCaseLocksAfterSleep(t *testing.T) {
	for name, sleep := range map[string]func(c *clocks){
		"the wall clock ran ahead":    func(c *clocks) { c.wall, c.ran = c.wall.Add(time.Hour), c.ran+beatEvery },
		"both clocks went on":         func(c *clocks) { c.wall, c.ran = c.wall.Add(time.Hour), c.ran+time.Hour },
		"less than the idle time":     func(c *clocks) { c.wall, c.ran = c.wall.Add(time.Minute), c.ran+beatEvery },
		"the program stood a minute":  func(c *clocks) { c.wall, c.ran = c.wall.Add(61*time.Second), c.ran+61*time.Second },
		"the clock was never awaited": func(c *clocks) { c.wall = c.wall.Add(24 * time.Hour) },
	} {
		t.Run(name, func(t *testing.T) {
			p, _ := sitWithSealed(t)
			c := p.turns()
			sleep(c)
			p.u.beat()
			p.mustRead("This case file is locked.")
		})
	}
	p, _ := sitWithSealed(t)
	c := p.turns()
	c.wall, c.ran = c.wall.Add(20*time.Second), c.ran+20*time.Second // the computer was busy
	p.u.beat()
	c.wall = c.wall.Add(-time.Hour) // the clock was put right
	p.u.beat()
	p.mustRead("Your next step")
}

func TestNeverLocking(t *testing.T) {
	p, _ := sitWithSealed(t)
	c := p.turns()
	p.u.open(newSafety)
	p.taps("Never")
	p.u.back()
	p.waits(c, time.Hour)
	c.wall = c.wall.Add(time.Hour)
	p.u.beat()
	p.mustRead("Your next step")
	p.u.open(newSafety)
	p.taps("2 minutes")
	p.u.back()
	p.waits(c, 2*time.Minute+10*time.Second)
	p.mustRead("This case file is locked.")
}

// A file without a passphrase cannot be locked: a plain page lies over it.
func TestAFileWithoutAPassphraseIsCovered(t *testing.T) {
	p := sitWithEmpty(t)
	c := p.turns()
	p.waits(c, 6*time.Minute)
	p.mustRead("This case file has no passphrase, so it cannot be locked.")
	p.mustNotRead("Sam", "Your next step")
	p.waits(c, 6*time.Minute)
	p.key(fyne.KeyReturn)
	p.mustRead("Sam", "Your next step")
	p.waits(c, 4*time.Minute)
	p.mustRead("Your next step")
}

func TestHidingEverything(t *testing.T) {
	p, _ := sitWithSealed(t)
	p.keys(ctrl, fyne.KeyL)
	p.types("What was said", "half a sentence")
	p.u.ask("Delete what Sam said?", nil, answer{words: "Keep it"})
	p.keys(ctrl, fyne.KeyH)
	p.mustNotRead("Sam", "half a sentence", "Delete")
	if n := len(p.u.win.Canvas().Overlays().List()); n != 0 {
		t.Errorf("%d things lie over the plain page", n)
	}
	for _, m := range p.u.win.MainMenu().Items {
		for _, item := range m.Items {
			if strings.Contains(item.Label, "Sam") || item.Label == "" {
				t.Errorf("the menu says %q", item.Label)
			}
		}
	}
	p.u.obey(command{do: func(*UI) { t.Error("something was done behind the plain page") }})
	p.keys(ctrl, fyne.KeyH)
	p.mustRead("Delete what Sam said?")
	p.taps("Keep it")
	if got := p.field("What was said").Text; got != "half a sentence" {
		t.Errorf("afterwards the field says %q", got)
	}
	p.keys(ctrl, fyne.KeyH)
	p.key(fyne.KeyReturn)
	p.mustRead("Log what happened")
}

// What locks behind the plain page is still locked when it is taken away.
func TestLockingBehindThePlainPage(t *testing.T) {
	p, _ := sitWithSealed(t)
	c := p.turns()
	p.keys(ctrl, fyne.KeyH)
	p.waits(c, 6*time.Minute)
	p.mustNotRead("locked", "Sam")
	p.key(fyne.KeyReturn)
	p.mustRead("This case file is locked.")
	if p.u.win.Canvas().Focused() != fyne.Focusable(p.field("Passphrase")) {
		t.Errorf("the keyboard is at %v", p.u.win.Canvas().Focused())
	}
}

// Locking would end what is being done, so it waits for it behind the plain page.
func TestLockingWaitsForWhatIsBeingDone(t *testing.T) {
	p, _ := sitWithSealed(t)
	c := p.turns()
	end := p.u.begin("Something long.")
	p.waits(c, 6*time.Minute)
	p.mustRead("The case file locks when it ends.")
	if p.u.locked != nil {
		t.Error("it was locked")
	}
	end()
	p.waits(c, 10*time.Second)
	p.key(fyne.KeyReturn)
	p.mustRead("This case file is locked.")
}

func TestTheWindowNamesNobody(t *testing.T) {
	p, _ := sitWithSealed(t)
	p.keys(ctrl, fyne.KeyL)
	if title := p.u.win.Title(); title != "EHC Casefile" {
		t.Errorf("the title is %q", title)
	}
}

func TestTheListOfFilesCanBeDoneWithout(t *testing.T) {
	p := sitWithEmpty(t)
	path := p.u.file.Path()
	p.u.open(newSafety)
	p.taps("Clear the list")
	p.taps("Do not list them")
	p.u.closeCase()
	p.mustRead("Begin")
	p.mustNotRead("Opened lately", "empty.casefile")
	p.u.openCase(path)
	p.u.closeCase()
	p.mustNotRead("empty.casefile")
	p.u.open(newSafety)
	p.taps("List them")
	p.u.openCase(path)
	p.u.closeCase()
	p.mustRead("empty.casefile")
}

func TestASecretLeavesTheClipboard(t *testing.T) {
	const key = "7K2QX-ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567"
	p, _ := sitWithSealed(t)
	c, clipboard := p.turns(), p.u.app.Clipboard()
	p.u.open(func(u *UI) view { return newRecovery(u, key) })
	p.taps("Copy it")
	p.waits(c, 26*time.Second)
	if clipboard.Content() != key {
		t.Fatalf("after 26 seconds the clipboard holds %q", clipboard.Content())
	}
	p.waits(c, 6*time.Second)
	if clipboard.Content() != "" {
		t.Errorf("after 32 seconds the clipboard holds %q", clipboard.Content())
	}
	p.taps("Copy it")
	clipboard.SetContent("a recipe")
	p.waits(c, time.Minute)
	if clipboard.Content() != "a recipe" {
		t.Error("what somebody else copied was taken away")
	}
	p.taps("Copy it")
	p.keys(ctrlShift, fyne.KeyL)
	if clipboard.Content() != "" {
		t.Error("the secret stays on the clipboard of a locked case")
	}
}

// A passphrase that is shown can be copied, and leaves the clipboard too; one that is not shown cannot.
func TestAShownPassphraseLeavesTheClipboard(t *testing.T) {
	p, _ := sitWithSealed(t)
	c, clipboard := p.turns(), p.u.app.Clipboard()
	clipboard.SetContent("a recipe")
	p.u.openPassphrase()
	p.types("The new passphrase", "five white doves")
	e := p.field("The new passphrase")
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	e.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clipboard})
	if clipboard.Content() != "a recipe" || p.u.secret != nil {
		t.Errorf("what is not shown was copied: %q", clipboard.Content())
	}
	e.Password = false // the eye
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	e.TypedShortcut(&fyne.ShortcutCut{Clipboard: clipboard})
	p.mustRead("In 30 seconds it is taken off the clipboard again")
	if clipboard.Content() != "five white doves" {
		t.Fatalf("the clipboard holds %q", clipboard.Content())
	}
	p.waits(c, 32*time.Second)
	if clipboard.Content() != "" {
		t.Errorf("after 32 seconds the clipboard holds %q", clipboard.Content())
	}
}

// The size of the window is found again.
func TestTheWindowKeepsItsSize(t *testing.T) {
	a := test.NewTempApp(t)
	u := New(a, Options{Now: noon, Folder: t.TempDir(), Inline: true})
	u.win.Resize(fyne.NewSize(1111, 777))
	u.beat()
	again := New(a, Options{Now: noon, Folder: t.TempDir(), Inline: true})
	if got := again.win.Canvas().Size(); got != fyne.NewSize(1111, 777) {
		t.Errorf("it opens at %v", got)
	}
	a.Preferences().SetFloat(prefWidth, 3)
	if got := again.lastSize(); got != usualSize {
		t.Errorf("a size that cannot be meant gives %v", got)
	}
}

// everySafety opens what is shown of reminders, locking, hiding and what is begun and not saved.
func (p *user) everySafety(see func(name string)) {
	u := p.u
	u.Go(screens()[0].id)
	u.open(newSafety)
	see("safety")
	u.coverUp("")
	see("hidden")
	u.uncover()
	u.coverUp(u.whyCovered())
	see("covered")
	u.uncover()
	u.Go(screens()[0].id)
	u.quickLog()
	q := u.top().view.(*quickForm)
	q.with.Entry.SetText("Ms Okafor, the officer for special educational needs at the council")
	q.said.SetText("The draft is nearly done, she says, but the educational psychologist has not sent the report yet.")
	u.back()
	if len(u.book.children) > 0 {
		u.openEvent(casefile.Event{Kind: "decision-sent"})
		u.top().view.(*eventForm).note.SetText("by post")
		u.back()
	}
	see("begun")
	u.openDraft()
	u.watch.writing = true
	u.status.refresh()
	see("begun-form")
	u.watch.writing = false
	u.back()
	u.status.refresh()
	clear(u.drafts)
}
