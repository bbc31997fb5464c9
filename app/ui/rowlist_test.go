package ui

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"ehccasefile/app/ui/part"
)

// drawn gives between which heights of the window the row with these words is drawn.
func (p *user) drawn(l *rowList, words string) (top, bottom float32, ok bool) {
	var look func(fyne.CanvasObject)
	look = func(o fyne.CanvasObject) {
		switch w := o.(type) {
		case *fyne.Container:
			said := ""
			part.Walk(w, func(o fyne.CanvasObject) {
				if text, is := o.(*part.Text); is {
					said += text.String() + " "
				}
			})
			if strings.Contains(said, words) {
				top = fyne.CurrentApp().Driver().AbsolutePositionForObject(w).Y
				bottom, ok = top+w.Size().Height, true
				return
			}
			for _, kid := range w.Objects {
				look(kid)
			}
		case fyne.Widget:
			for _, kid := range test.WidgetRenderer(w).Objects() {
				look(kid)
			}
		}
	}
	look(l)
	return top, bottom, ok
}

// mustSeeRow fails unless the row with these words is wholly in the part of the window that pages stand in.
func (p *user) mustSeeRow(l *rowList, words string) {
	p.t.Helper()
	stage := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.u.stage).Y
	top, bottom, ok := p.drawn(l, words)
	if !ok || top < stage-1 || bottom > stage+p.u.stage.Size().Height+1 {
		p.t.Errorf("the row %q is drawn (%v) from %v to %v, and pages stand from %v to %v", words, ok, top, bottom, stage, stage+p.u.stage.Size().Height)
	}
}

// firstWords and lastWords are words of the first and the last row of the log.
func (l *logScreen) firstWords() string { return l.shown[0].Said[:12] }
func (l *logScreen) lastWords() string  { return l.shown[len(l.shown)-1].Said[:12] }

func TestTheLastEntryIsInSightAtEveryTextSize(t *testing.T) {
	p := sitWith(t, "okoro")
	for _, factor := range textSizes {
		p.wears(factor, "light")
		p.u.Go("log")
		l := p.u.top().view.(*logScreen)
		p.u.win.Canvas().Focus(l.list)
		p.key(fyne.KeyEnd)
		p.mustSeeRow(l.list, l.lastWords())
		p.key(fyne.KeyHome)
		p.mustSeeRow(l.list, l.firstWords())
	}
}

// Fyne learns the first row in sight by dividing the height scrolled by the height of a row with its line.
func TestNoRowIsTakenForTheOneBeforeIt(t *testing.T) {
	p := sitWith(t, "okoro")
	for _, factor := range textSizes {
		p.wears(factor, "light")
		for name, l := range map[string]*rowList{
			"entries": newRowList(func() int { return 0 }, newEntryRow, func(int, *entryRow) {}, nil),
			"papers":  newRowList(func() int { return 0 }, newPaperRow, func(int, *paperRow) {}, nil),
		} {
			row := l.CreateItem().MinSize().Height + theme.Padding()
			for i := range 20_000 {
				if at := float32(i) * row; int(math.Floor(float64(at/row))) != i {
					t.Fatalf("%s at %v: row %d is taken for another, each %v high", name, factor, i, row)
				}
			}
		}
	}
}

func TestInLargeTextHeadAndListScrollAsOnePage(t *testing.T) {
	p := sitWith(t, "okoro")
	p.wears(2, "light")
	p.u.Go("log")
	l := p.u.top().view.(*logScreen)
	p.taps("Choose which entries") // all choices, which fill the window
	page := l.content
	if !page.AsOne() || l.head.Size().Height < l.head.HeightFor(l.head.Size().Width)-1 {
		t.Fatalf("as one page: %v; the head is %v high and needs %v", page.AsOne(), l.head.Size().Height, l.head.HeightFor(l.head.Size().Width))
	}

	// By the keyboard: into the list, to its end, and back into the head.
	p.u.win.Canvas().Focus(l.list)
	p.mustSeeRow(l.list, l.firstWords())
	p.key(fyne.KeyEnd)
	p.mustSeeRow(l.list, l.lastWords())
	if rows := l.list.Size().Height; rows > p.u.stage.Size().Height+1 {
		t.Errorf("the list is %v high and draws rows that nobody sees", rows)
	}
	p.u.win.Canvas().Focus(l.filter)
	driver := fyne.CurrentApp().Driver()
	if at := driver.AbsolutePositionForObject(l.filter).Y; at < 0 || at > p.u.stage.Size().Height {
		t.Errorf("the keyboard is in the filter, and that stands at %v", at)
	}

	// By the wheel, with the pointer over the list: down to the last row, and up again to the heading.
	over := fyne.NewPos(driver.AbsolutePositionForObject(p.u.stage).X+200, p.u.stage.Size().Height/2)
	for range 4000 {
		test.Scroll(p.u.win.Canvas(), over, 0, -60)
	}
	p.mustSeeRow(l.list, l.lastWords())
	for range 4000 {
		test.Scroll(p.u.win.Canvas(), over, 0, 60)
	}
	if page.Turned() != 0 {
		t.Errorf("the wheel leaves the page at %v", page.Turned())
	}

	// Fewer rows, and none: the page is no longer than what stands on it.
	p.types("Find words", "no entry says this")
	p.u.win.Canvas().Focus(l.list)
	p.mustRead("Nothing found")
	if fmt.Sprint(page.Turned()) != "0" && page.Turned() > l.head.Size().Height {
		t.Errorf("the page stands at %v below a head of %v", page.Turned(), l.head.Size().Height)
	}
}
