package ui

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"ehccasefile/deadlines"
)

func TestDLPics(t *testing.T) {
	if *pictures == "" {
		return
	}
	p := sitWith(t, "okoro")
	for _, f := range []float32{1, 2} {
		for _, v := range []string{"light", "dark"} {
			p.wears(f, v)
			p.dlViews(func(name string) {
				p.checkUncut(fmt.Sprintf("%s at %v", name, f))
				w := fyne.NewSize(1280, 800)
				if strings.HasSuffix(name, "-s") {
					w = fyne.NewSize(1024, 700)
				}
				p.u.win.Resize(w)
				p.draws(fmt.Sprintf("%s-%s-%.0f.png", name, v, f*100))
			})
		}
	}
}

func (p *user) dlViews(see func(string)) {
	u := p.u
	u.Go("today")
	see("today")
	u.Go("deadlines")
	see("list")
	see("list-s")
	s := u.top().view.(*deadlinesScreen)
	s.filtering = true
	u.redraw()
	see("filter")
	s.filtering = false
	s.look(deadlines.On(2027, 1, 10))
	see("asof")
	p.u.win.Canvas().Focus(s.list)
	p.key(fyne.KeyReturn)
	see("asof-why")
	u.back()
	s.look(deadlines.Date{})
	s.byMonth = true
	u.redraw()
	u.focusFirst(s)
	see("month")
	see("month-s")
	s.month.grid.Go(deadlines.On(2026, 12, 25))
	see("month-dec")
	u.openDay(deadlines.On(2026, 12, 1), nil)
	see("day")
	u.Go("deadlines")
	u.askDay(deadlines.Date{}, func(deadlines.Date) {})
	see("askday")
	u.Go("deadlines")
	u.open(newCalendarPage)
	see("calendar")
	u.Go("deadlines")
	u.openLastMoves()
	see("moves-last")
}
