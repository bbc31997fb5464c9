package ui

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
)

func TestZZ(t *testing.T) {
	if *pictures == "" {
		t.Skip()
	}
	p := sitWith(t, "okoro")
	for _, l := range []struct {
		f float32
		v string
	}{{1, "light"}, {2, "dark"}} {
		p.wears(l.f, l.v)
		see := func(name string) {
			p.u.win.Resize(fyne.NewSize(1280, 800))
			p.draws(fmt.Sprintf("%s-%s-%.0f.png", name, l.v, l.f*100))
		}
		for _, id := range []string{"backups", "law", "help"} {
			p.u.Go(id)
			see(id)
		}
		p.everyLookup(see)
		p.u.Go("today")
		p.u.why(p.u.dues()[0])
		see("why")
	}
}
