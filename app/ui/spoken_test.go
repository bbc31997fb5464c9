package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
)

// Whatever takes the keyboard has a label and a role, and its label says how it stands; and Fyne's own search for labels finds it, at its
// place, in the order of Tab.
func TestEverythingThatTakesTheKeyboardIsSpoken(t *testing.T) {
	families(t, func(t *testing.T, p *user) {
		p.addsPapers()
		p.everyView(func(name string) {
			p.seen(func(o fyne.CanvasObject) {
				if f, ok := o.(fyne.Focusable); ok {
					p.checkSpoken(name, f)
				}
			})
			p.checkVoices(name)
		})
	})
}

// checkSpoken fails where a part is silent, or says the same in another state.
func (p *user) checkSpoken(where string, f fyne.Focusable) {
	p.t.Helper()
	a, ok := f.(fyne.Accessible)
	if !ok || a.AccessibilityLabel() == "" || a.AccessibilityRole() == "" {
		p.t.Errorf("%s: %T says nothing", where, f)
		return
	}
	label := a.AccessibilityLabel()
	if strings.ContainsAny(label, "▲●✓○▾") {
		p.t.Errorf("%s: a sign is read aloud: %q", where, label)
	}
	if kind, words, ok := strings.Cut(label, ":"); !strings.HasPrefix(label, "List, empty") && (!ok || kind == "" || strings.Trim(words, " .,") == "") {
		p.t.Errorf("%s: %q does not say what it is and what it does", where, label)
	}
	for state, change := range statesOf(f) {
		undo := change()
		if a.AccessibilityLabel() == label {
			p.t.Errorf("%s: %q says the same when %s", where, label, state)
		}
		undo()
	}
	if a.AccessibilityLabel() != label {
		p.t.Fatalf("%s: the test left %q as %q", where, label, a.AccessibilityLabel())
	}
}

// statesOf gives what can change about a part, each with a way back.
func statesOf(f fyne.Focusable) map[string]func() func() {
	turn := func(b *bool) func() func() {
		return func() func() {
			*b = !*b
			return func() { *b = !*b }
		}
	}
	states := map[string]func() func(){}
	switch x := f.(type) {
	case *part.Press:
		states["it can be pressed, or not"] = turn(&x.Off)
		if x.Kind == part.TickBox || x.Look == part.Side || strings.HasPrefix(x.AccessibilityLabel(), "Choice ") {
			states["it is chosen, or not"] = turn(&x.Chosen)
		}
	case *part.Entry:
		states["something is written, or nothing"] = func() func() {
			was := x.Text
			x.Text = map[bool]string{true: "something", false: ""}[was == ""]
			return func() { x.Text = was }
		}
	case *rowList:
		if x.Length() > 1 {
			states["the keyboard is on another row"] = func() func() {
				was := x.at
				x.at = map[bool]int{true: 1, false: 0}[was == 0]
				return func() { x.at = was }
			}
		}
	case *part.Month:
		states["the keyboard is on another day"] = func() func() {
			x.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
			return func() { x.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft}) }
		}
	default:
		states["nobody knows its states"] = func() func() { return func() {} }
	}
	return states
}

// collected is what Fyne's bridges to screen readers find: containers are searched, and widgets are not.
func collected(o fyne.CanvasObject, at fyne.Position) (found []voice) {
	if o == nil || !o.Visible() {
		return nil
	}
	at = at.Add(o.Position())
	if a, ok := o.(fyne.Accessible); ok && a.AccessibilityRole() != fyne.AccessibleRoleContainer {
		found = append(found, voice{label: a.AccessibilityLabel(), role: a.AccessibilityRole(), at: at, size: o.Size()})
	}
	if c, ok := o.(*fyne.Container); ok {
		for _, kid := range c.Objects {
			found = append(found, collected(kid, at)...)
		}
	}
	return found
}

// checkVoices fails unless Fyne finds each part once and at its place, and a Tab goes to what comes first among them.
func (p *user) checkVoices(where string) {
	p.t.Helper()
	found := collected(p.u.win.Content(), fyne.Position{})
	driver := fyne.CurrentApp().Driver()
	p.seen(func(o fyne.CanvasObject) {
		f, ok := o.(fyne.Focusable)
		if off, may := o.(fyne.Disableable); !ok || may && off.Disabled() {
			return
		}
		label, at, n := f.(fyne.Accessible).AccessibilityLabel(), driver.AbsolutePositionForObject(o), 0
		for _, v := range found {
			if v.label == label && v.size == o.Size() && near(v.at, at) {
				n++
			}
		}
		if n != 1 {
			p.t.Errorf("%s: a screen reader finds %q %d times at %v", where, label, n, at)
		}
	})
	if before := p.u.win.Canvas().Focused(); before != nil && p.u.sheet == nil {
		p.u.win.Canvas().FocusNext()
		if after, ok := p.u.win.Canvas().Focused().(fyne.Accessible); !ok || after.AccessibilityLabel() != found[0].label {
			p.t.Errorf("%s: after a Tab a screen reader says %q and the keyboard is on %T", where, found[0].label, p.u.win.Canvas().Focused())
		}
		p.u.win.Canvas().Focus(before)
	}
}

func near(a, b fyne.Position) bool {
	return max(a.X-b.X, b.X-a.X, a.Y-b.Y, b.Y-a.Y) < 1
}

// The place that Fyne's bridge keeps goes on by one at each Tab and begins anew when labels change: it stays with the keyboard all the way round.
func TestTheSpokenPlaceGoesWithTheKeyboard(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("settings")
	found := collected(p.u.win.Content(), fyne.Position{})
	labels := func() (all []string) {
		for _, v := range found {
			all = append(all, v.label)
		}
		return all
	}
	at := -1
	for i := range 60 {
		at = (at + 1) % len(found)
		p.u.win.Canvas().FocusNext()
		if said, is := found[at].label, p.u.win.Canvas().Focused().(fyne.Accessible).AccessibilityLabel(); said != is {
			t.Fatalf("after %d Tabs %q is said and the keyboard is on %q", i+1, said, is)
		}
		if i == 7 { // a label changes under it
			p.u.side.items["log"].Words = "Diary"
		}
		before := labels()
		found = collected(p.u.win.Content(), fyne.Position{})
		if !slices.Equal(before, labels()) {
			at = -1
		}
	}
}

// A question above the window is all that is spoken while it waits.
func TestAQuestionIsSpoken(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.ask("Delete this entry?", []string{"Phone call."}, answer{words: "Delete it"}, answer{words: "Keep it"})
	var said []string
	for _, v := range collected(p.u.win.Content(), fyne.Position{}) {
		said = append(said, v.label)
	}
	if want := []string{"Button: Delete it", "Button: Keep it", "Delete this entry?", "Phone call."}; !slices.Equal(said, want) {
		t.Errorf("%q is spoken, want %q", said, want)
	}
}
