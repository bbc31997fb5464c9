package ui

import (
	"fmt"
	"os"
	"testing"

	"fyne.io/fyne/v2"

	"ehccasefile/casefile"
	sheets "ehccasefile/casefile/sheet"
	"ehccasefile/casefile/timeline"
)

func TestZZ(t *testing.T) {
	if *pictures == "" {
		t.Skip()
	}
	p := sitWith(t, "okoro")
	shot := func(name string, size fyne.Size) {
		p.u.win.Resize(size)
		p.draws(name + ".png")
	}
	big, small := fyne.NewSize(1280, 800), fyne.NewSize(1024, 2300)
	for _, child := range []string{"", "Maya", "Leo"} {
		for _, c := range p.u.book.children {
			if c.Name == child {
				p.u.chooseChild(c.ID)
			}
		}
		for _, f := range []float32{1, 2} {
			for _, v := range []string{"light", "dark"} {
				p.wears(f, v)
				p.u.Go("timeline")
				shot(fmt.Sprintf("tl-%s-%v-%s", child, f, v), big)
				if f == 2 {
					shot(fmt.Sprintf("tl-%s-%v-%s-small", child, f, v), small)
				}
			}
		}
		p.wears(1, "light")
		p.u.Go("timeline")
		s := p.u.top().view.(*timelineScreen)
		for z, n := range []string{"month", "quarter", "year", "whole"} {
			s.zooms.Choose(z)
			shot(fmt.Sprintf("tl-%s-zoom-%s", child, n), big)
		}
		_ = timeline.Month
	}
	_ = casefile.ID("")
}

func TestZP(t *testing.T) {
	if *pictures == "" {
		t.Skip()
	}
	p := sitWith(t, "okoro")
	for _, child := range []string{"", "Maya", "Leo"} {
		for _, c := range p.u.book.children {
			if c.Name == child {
				p.u.chooseChild(c.ID)
			}
		}
		p.wears(1, "light")
		p.u.Go("timeline")
		s := p.u.top().view.(*timelineScreen)
		for z, n := range []string{"month", "quarter", "year", "whole"} {
			s.zooms.Choose(z)
			pdf, err := sheets.Timeline(s.printed())
			p.must(err)
			p.must(os.WriteFile(*pictures+"/"+child+n+".pdf", pdf, 0o600))
		}
	}
}
