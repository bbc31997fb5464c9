package ui

import "testing"

// A case file is opened while something else (the window coming forward, a change) asks for the book again: what was to follow
// the opening, the frame with its sidebar, must still follow. Once it did not, and the case stood on the screen without one.
func TestReloadKeepsWhatFollows(t *testing.T) {
	p := sitWith(t, "okoro")
	var waiting []func()
	p.u.run = runner{start: func(f func()) { waiting = append(waiting, f) }, post: func(f func()) { f() }}
	followed := 0
	p.u.reload(func() { followed++ })
	p.u.reload(nil)
	for _, f := range waiting {
		f()
	}
	if followed != 1 {
		t.Errorf("what waits for the book was done %d times, want once", followed)
	}
	if len(p.u.after) != 0 {
		t.Error("it waits still")
	}
}

// However often the book is asked for while it is read, it is read once more, and no more than once at a time.
func TestReloadsAreReadOneAtATime(t *testing.T) {
	p := sitWith(t, "okoro")
	var waiting []func()
	p.u.run = runner{start: func(f func()) { waiting = append(waiting, f) }, post: func(f func()) { f() }}
	followed := 0
	for range 200 {
		p.u.reload(func() { followed++ })
	}
	if len(waiting) != 1 {
		t.Errorf("%d readings at a time", len(waiting))
	}
	for n := 0; n < len(waiting); n++ {
		waiting[n]()
	}
	if len(waiting) != 2 || followed != 200 {
		t.Errorf("%d readings, followed %d times", len(waiting), followed)
	}
}
