package ui

import (
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"ehccasefile/app/ui/part"
)

// tabsTo presses Tab until the keyboard is on what begins with these words.
func (p *user) tabsTo(words string) {
	p.t.Helper()
	for range 200 {
		p.u.win.Canvas().FocusNext()
		if n, ok := p.u.win.Canvas().Focused().(named); ok && strings.HasPrefix(n.Name(), words) {
			return
		}
	}
	p.t.Fatalf("Tab does not reach %q", words)
}

// on gives the name of what the keyboard is on, which has to be in sight.
func (p *user) on() string {
	p.t.Helper()
	found := false
	p.seen(func(o fyne.CanvasObject) {
		f, ok := o.(fyne.Focusable)
		found = found || ok && f == p.u.win.Canvas().Focused()
	})
	if !found {
		p.t.Fatalf("the keyboard is on %q, which is not in sight", focusWords(p.u.win.Canvas()))
	}
	return focusWords(p.u.win.Canvas())
}

// A choice of which another was chosen meanwhile has the keyboard no more: the chosen one has it.
func TestTheKeyboardGoesToTheChosenOne(t *testing.T) {
	p := sitWith(t, "okoro")
	p.keys(ctrl, fyne.Key9)
	p.tabsTo("Light")
	p.u.setColours("warm")
	if p.on() != "Warm, low glare" {
		t.Errorf("the keyboard is on %q", p.on())
	}
}

func TestTheLookIsChosenByKeyboard(t *testing.T) {
	p := sitWith(t, "okoro")
	p.keys(ctrl, fyne.Key9)
	p.mustRead("Settings", "Now: Light. Dark words on paper.", "Now: 100%.", "Now: Atkinson Hyperlegible.", "Now: The text cursor blinks.")
	p.tabsTo("Light")
	for _, s := range schemes[1:] {
		p.key(fyne.KeyRight)
		p.mustRead("Now: " + s.title + ". " + s.about)
		if p.on() != s.title || p.u.look.colours != s.id || p.u.app.Preferences().String(prefVariant) != s.id {
			t.Errorf("the keyboard is on %q, the colours are %q, kept is %q", p.on(), p.u.look.colours, p.u.app.Preferences().String(prefVariant))
		}
		if got := theme.Color(part.OnGround); got != s.ink[part.OnGround] {
			t.Errorf("%s: the ground is %v", s.id, got)
		}
	}
	p.key(fyne.KeyRight)
	p.mustRead("Now: " + asComputer + ".")
	p.tabsTo("100%")
	p.key(fyne.KeyRight)
	p.key(fyne.KeyRight)
	p.mustRead("Now: 160%.")
	if p.u.look.factor != 1.6 || p.on() != "160%" {
		t.Errorf("the text is at %v, the keyboard on %q", p.u.look.factor, p.on())
	}
	p.keys(ctrl, fyne.KeyMinus)
	p.mustRead("Now: 130%.")
	p.u.setText(1)
	p.taps("Noto Sans")
	p.mustRead("Now: Noto Sans.")
	if p.on() != "Noto Sans" {
		t.Errorf("a tap left the keyboard on %q", p.on())
	}
}

func TestTheOtherTypefaceIsDrawn(t *testing.T) {
	p := sitWith(t, "okoro")
	wide := func() float32 {
		return fyne.MeasureText("Why this date? Il1 O0", 16, fyne.TextStyle{}).Width
	}
	before := wide()
	p.u.setFace(faceNoto)
	if wide() == before {
		t.Errorf("the words are as wide as before")
	}
	p.u.setFace(faceAtkinson)
	if wide() != before {
		t.Errorf("the words did not go back to their width")
	}
}

// What is chosen is there again at the next start; what older programs kept still counts, and what is not known does not.
func TestTheLookIsRemembered(t *testing.T) {
	p := sit(t)
	p.u.setColours("warm")
	p.u.setText(1.3)
	p.u.setFace(faceNoto)
	p.u.setStill(true)
	kept := p.u.app.Preferences()
	p.u.look = look{}
	p.u.restoreLook()
	if want := (look{1.3, "warm", faceNoto, true}); p.u.look != want {
		t.Errorf("kept: %v, want %v", p.u.look, want)
	}
	for value, want := range map[string]string{"light": "light", "dark": "dark", "": "", "purple": firstColours()} {
		kept.SetString(prefVariant, value)
		p.u.restoreLook()
		if p.u.look.colours != want {
			t.Errorf("%q is restored as %q", value, p.u.look.colours)
		}
	}
}

// The menu offers the same colours, says which are chosen, and works before a case file is open.
func TestTheMenuOffersEveryScheme(t *testing.T) {
	p := sit(t)
	item := func(title string) *fyne.MenuItem {
		for _, m := range p.u.win.MainMenu().Items {
			for _, item := range m.Items {
				if item.Label == title {
					return item
				}
			}
		}
		t.Fatalf("no menu item %q", title)
		return nil
	}
	for _, s := range schemes {
		item(s.title).Action()
		if p.u.look.colours != s.id || !item(s.title).Checked || item(asComputer).Checked {
			t.Errorf("%s: the menu does not choose it, or does not say so", s.title)
		}
	}
	item(asComputer).Action()
	if p.u.look.colours != "" || !item(asComputer).Checked {
		t.Errorf("the computer's own colours are not chosen")
	}
	if got := p.u.look.Color(part.OnGround, theme.VariantDark); got != darkColours[part.OnGround] {
		t.Errorf("a dark computer gets %v", got)
	}
}

// counting is the program with a driver that counts what begins to move.
type counting struct {
	fyne.App
	moved *int
}

func (c counting) Driver() fyne.Driver { return countingDriver{c.App.Driver(), c.moved} }

type countingDriver struct {
	fyne.Driver
	moved *int
}

func (c countingDriver) StartAnimation(a *fyne.Animation) {
	*c.moved++
	c.Driver.StartAnimation(a)
}

// With movement off not even the text cursor moves.
func TestNothingMovesWhenAskedToBeStill(t *testing.T) {
	p := sitWith(t, "okoro")
	moved := func() (n int) {
		p.keys(ctrl, fyne.KeyL)
		was := fyne.CurrentApp()
		fyne.SetCurrentApp(counting{was, &n})
		p.types("With whom", "Ms")
		fyne.SetCurrentApp(was)
		p.keys(ctrl, fyne.Key9)
		return n
	}
	if moved() == 0 {
		t.Fatal("a cursor that blinks does not move: the test sees nothing")
	}
	p.keys(ctrl, fyne.Key9)
	p.tabsTo("The text cursor blinks")
	p.key(fyne.KeyRight)
	p.mustRead("Now: Nothing moves by itself.")
	if n := moved(); n != 0 {
		t.Errorf("%d things began to move", n)
	}
	p.taps("The text cursor blinks")
	if moved() == 0 {
		t.Errorf("the cursor does not blink again")
	}
}

func TestSettingsSayWhereThingsLie(t *testing.T) {
	p := sitWith(t, "okoro")
	p.keys(ctrl, fyne.Key9)
	p.mustRead(p.u.file.Path(), p.u.backupFolder(), p.u.settingsFolder(), "The folder is made with the first backup")
	if err := os.MkdirAll(p.u.backupFolder(), 0o700); err != nil {
		t.Fatal(err)
	}
	p.u.redraw()
	p.mustRead("They are made by themselves")
	p.taps("Show in folder: Backups")
	p.mustRead("Opening backups")
	p.tabsTo("Children and appeals")
	p.key(fyne.KeyReturn)
	p.mustRead("Press a line to change it.")
	p.key(fyne.KeyEscape)
	if !strings.HasPrefix(p.on(), "Children and appeals") {
		t.Errorf("the keyboard is on %q", p.on())
	}
}

// An empty case has every card of settings.
func TestEverySettingsCardIsMade(t *testing.T) {
	p := sitWithEmpty(t)
	for i, card := range settingsCards() {
		if made := card(p.u); made == nil || part.Spoken(made) == "" {
			t.Errorf("card %d is empty", i)
		}
	}
}
