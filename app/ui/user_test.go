package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/intake"
	"ehccasefile/seeds"
)

func TestMain(m *testing.M) {
	intake.WorkerIfAsked()
	os.Exit(m.Run())
}

// user is somebody in front of the window: taps, types and reads.
type user struct {
	t    *testing.T
	u    *UI
	made map[use]*making // the bundles that everyBundle made
}

// noon is the moment of every test.
func noon() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

// sit opens the window on Welcome, with a folder of its own.
func sit(t *testing.T) *user {
	t.Helper()
	a := test.NewTempApp(t)
	u := New(a, Options{Now: noon, Folder: t.TempDir(), Inline: true})
	u.win.Resize(fyne.NewSize(1024, 700))
	if u.sheet != nil {
		t.Fatal("the window opens with a message")
	}
	t.Cleanup(u.shut)
	return &user{t: t, u: u}
}

// sitWith opens the window on a made-up family.
func sitWith(t *testing.T, seed string) *user {
	t.Helper()
	p := sit(t)
	family, err := seeds.Open(seed)
	p.must(err)
	path := filepath.Join(p.u.folder, seed+".casefile")
	f, err := casefile.Create(path, casefile.NoPassphrase(), noon)
	p.must(err)
	p.must(casefile.Fill(f, family))
	p.must(f.Close())
	p.u.openCase(path)
	return p
}

// sitWithEmpty opens the window on a case file that was just made: a family and one child, nothing else.
func sitWithEmpty(t *testing.T) *user {
	t.Helper()
	p := sit(t)
	path := filepath.Join(p.u.folder, "empty.casefile")
	f, err := casefile.Create(path, casefile.NoPassphrase(), noon)
	p.must(err)
	p.must(f.Update(func(tx *casefile.Tx) error { return putFamily(tx, "Hale", "Sam") }))
	p.must(f.Close())
	p.u.openCase(path)
	return p
}

func (p *user) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// seen walks everything shown: the question above, where there is one, and otherwise the window.
func (p *user) seen(see func(fyne.CanvasObject)) {
	if p.u.sheet != nil && p.u.cover == nil {
		part.Walk(p.u.sheet.page, see)
		return
	}
	part.Walk(p.u.win.Content(), see)
}

// reads gives all words in sight.
func (p *user) reads() string {
	var words []string
	p.seen(func(o fyne.CanvasObject) {
		if t, ok := o.(*part.Text); ok {
			words = append(words, t.String())
		}
	})
	return strings.Join(words, "\n")
}

// mustRead fails unless all these words are in sight.
func (p *user) mustRead(words ...string) {
	p.t.Helper()
	for _, w := range words {
		if !strings.Contains(p.reads(), w) {
			p.t.Fatalf("%q is not in sight:\n%s", w, p.reads())
		}
	}
}

func (p *user) mustNotRead(words ...string) {
	p.t.Helper()
	for _, w := range words {
		if strings.Contains(p.reads(), w) {
			p.t.Fatalf("%q should not be in sight:\n%s", w, p.reads())
		}
	}
}

// button finds what can be pressed and begins with these words.
func (p *user) button(words string) *part.Press {
	p.t.Helper()
	var found *part.Press
	p.seen(func(o fyne.CanvasObject) {
		if b, ok := o.(*part.Press); ok && found == nil && strings.HasPrefix(b.Words, words) {
			found = b
		}
	})
	if found == nil {
		p.t.Fatalf("no button %q in sight:\n%s", words, p.reads())
	}
	return found
}

func (p *user) taps(words string) {
	p.t.Helper()
	test.Tap(p.button(words))
}

// ticks presses a tick box that is ticked, or is not, and so turns it round.
func (p *user) ticks(words string, ticked bool) {
	p.t.Helper()
	state := map[bool]string{true: "Tick box, ticked: ", false: "Tick box, not ticked: "}
	before, after := state[ticked]+words, state[!ticked]+words
	if label := p.button(words).AccessibilityLabel(); !strings.HasPrefix(label, before) {
		p.t.Fatalf("%q is not %q", label, before)
	}
	p.taps(words)
	if label := p.button(words).AccessibilityLabel(); !strings.HasPrefix(label, after) {
		p.t.Fatalf("pressed, %q is not %q", label, after)
	}
}

// field finds a field by its label.
func (p *user) field(label string) *part.Entry {
	p.t.Helper()
	var found *part.Entry
	p.seen(func(o fyne.CanvasObject) {
		if e, ok := o.(*part.Entry); ok && found == nil && e.Words == label {
			found = e
		}
	})
	if found == nil {
		p.t.Fatalf("no field %q in sight:\n%s", label, p.reads())
	}
	return found
}

// types writes into a field in place of what stands there.
func (p *user) types(label, words string) {
	p.t.Helper()
	e := p.field(label)
	e.SetText("")
	p.u.win.Canvas().Focus(e)
	test.Type(e, words)
}

// keys presses a shortcut of the menu.
func (p *user) keys(mod fyne.KeyModifier, key fyne.KeyName) {
	p.t.Helper()
	want := (&desktop.CustomShortcut{KeyName: key, Modifier: mod}).ShortcutName()
	for _, m := range p.u.win.MainMenu().Items {
		for _, item := range m.Items {
			if item.Shortcut != nil && item.Shortcut.ShortcutName() == want {
				item.Action()
				return
			}
		}
	}
	p.t.Fatalf("no menu item has the shortcut %s", keyName(mod, key))
}

// key presses a key where the keyboard is.
func (p *user) key(name fyne.KeyName) {
	ev := &fyne.KeyEvent{Name: name}
	if f := p.u.win.Canvas().Focused(); f != nil {
		f.TypedKey(ev)
		return
	}
	p.u.typed(ev)
}
