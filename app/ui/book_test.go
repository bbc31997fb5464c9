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
