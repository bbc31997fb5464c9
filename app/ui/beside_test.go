package ui

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestThePaperTheKeyboardIsOnStandsBesideTheList(t *testing.T) {
	p := sitWith(t, "okoro")
	p.keys(ctrl, fyne.Key5)
	p.types("Find a paper", "statement of grace")
	p.mustNotRead("Page 1 of 5") // no room at 1024
	p.u.win.Resize(fyne.NewSize(1280, 800))
	d := p.u.top().view.(*documents)
	p.key(fyne.KeyDown)
	p.mustRead("Page 1 of 5. Left and Right turn the pages.")
	if !d.beside.preview.Drawn() || d.beside.doc.Title != "Statement of Grace Okoro" {
		t.Errorf("beside stands %q, drawn: %v", d.beside.doc.Title, d.beside.preview.Drawn())
	}
	p.key(fyne.KeyLeft)
	p.mustRead("Page 1 of 5")
	for range 7 {
		p.key(fyne.KeyRight)
	}
	p.mustRead("Page 5 of 5")
	p.types("Find a paper", "")
	if d.beside.doc.ID != d.shown[d.list.at].ID {
		t.Error("another paper stands beside the list than the one the keyboard is on")
	}
	p.types("Find a paper", "zzzz")
	p.mustNotRead("Page ")
	p.types("Find a paper", "statement of grace")
	p.key(fyne.KeyDown)
	p.taps("Open (Enter)")
	p.mustRead("What it is")
	p.key(fyne.KeyEscape)
	p.u.win.Resize(fyne.NewSize(1024, 700))
	p.mustNotRead("Page 1 of 5")
}
