package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
)

// Everything that can be pressed or written in is reached by Tab alone, from every screen.
func TestTabReachesEverything(t *testing.T) {
	families(t, func(t *testing.T, p *user) {
		p.everyView(func(name string) {
			reached := p.tabsAround()
			p.seen(func(o fyne.CanvasObject) {
				f, ok := o.(fyne.Focusable)
				if d, off := o.(fyne.Disableable); !ok || off && d.Disabled() {
					return
				}
				if !reached[f] {
					words := ""
					if n, ok := o.(named); ok {
						words = n.Name()
					}
					t.Errorf("%s: Tab does not reach %T %q", name, o, words)
				}
			})
		})
	})
}

// tabsAround presses Tab until it comes round, and gives what had the focus.
func (p *user) tabsAround() map[fyne.Focusable]bool {
	c, reached := p.u.win.Canvas(), map[fyne.Focusable]bool{}
	for range 500 {
		c.FocusNext()
		f := c.Focused()
		if f == nil || reached[f] {
			break
		}
		reached[f] = true
		if tab, ok := f.(fyne.Tabbable); ok && tab.AcceptsTab() {
			p.t.Errorf("%T keeps Tab to itself", f)
		}
	}
	return reached
}

func TestShortcutsGoToEveryScreenAndBack(t *testing.T) {
	p := sitWith(t, "okoro")
	for _, s := range screens() {
		if s.key == "" {
			continue // by the sidebar and the menu alone
		}
		p.keys(ctrl, s.key)
		if p.u.screen != s.id {
			t.Errorf("%s shows %q", keyName(ctrl, s.key), p.u.screen)
		}
	}
	p.u.Go("today")
	p.key(fyne.KeyF1)
	p.mustRead("Everything you can do", "Ctrl+L", "Ctrl+Shift+O")
	p.key(fyne.KeyEscape)
	p.mustRead("Your next step")
}

// No two menu items share a shortcut, or the first would hide the second.
func TestNoShortcutIsUsedTwice(t *testing.T) {
	p := sitWith(t, "okoro")
	seen := map[string]string{}
	for _, m := range p.u.win.MainMenu().Items {
		for _, item := range m.Items {
			if item.Shortcut == nil {
				continue
			}
			if other, used := seen[item.Shortcut.ShortcutName()]; used {
				t.Errorf("%q and %q both have %s", other, item.Label, item.Shortcut.ShortcutName())
			}
			seen[item.Shortcut.ShortcutName()] = item.Label
		}
	}
}

func TestShortcutsWaitWhileAQuestionIsOpen(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.ask("Sure?", nil, answer{words: "No"})
	p.keys(ctrl, fyne.KeyL)
	p.mustNotRead("Log what happened")
	p.key(fyne.KeyEscape)
	p.keys(ctrl, fyne.KeyL)
	p.mustRead("What was it?")
}

func TestTheFocusComesBackAfterAPage(t *testing.T) {
	p := sitWith(t, "okoro")
	button := p.button("Dates written down")
	p.u.win.Canvas().Focus(button)
	p.key(fyne.KeyReturn)
	p.mustRead("Dates that were written down")
	p.key(fyne.KeyEscape)
	if got, ok := p.u.win.Canvas().Focused().(*part.Press); !ok || got.Words != button.Words {
		t.Errorf("the focus is on %v", p.u.win.Canvas().Focused())
	}
}

func TestTextSizesByKeyboard(t *testing.T) {
	p := sitWith(t, "okoro")
	p.keys(ctrl, fyne.KeyEqual)
	p.keys(ctrl, fyne.KeyEqual)
	if p.u.look.factor != 1.6 {
		t.Errorf("twice larger is %v", p.u.look.factor)
	}
	p.keys(ctrl, fyne.KeyMinus)
	p.keys(ctrl, fyne.Key0)
	if p.u.look.factor != 1 {
		t.Errorf("normal is %v", p.u.look.factor)
	}
}
