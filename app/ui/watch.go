package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
)

// watching is what the window knows of whether anybody is there. It looks once in a beat; the clocks are handed in, so that tests can turn them.
type watching struct {
	began bool
	wall  time.Time     // by the computer's clock, at the last beat
	ran   time.Duration // how long the program had run then
	used  time.Duration // when somebody last did something
	trace trace         // what was to be seen then
	told  bool          // that it will lock soon
	moved bool          // the pointer moved since the last beat, or a command was given

	sweep time.Duration // when to overwrite memory after locking; 0 for never

	writing bool // something was being written then that is not saved
}

const (
	beatEvery  = 2 * time.Second
	sleptFor   = 30 * time.Second // the clock ran so far ahead of the program, or the program stood still so long: the computer slept
	tellBefore = 30 * time.Second // of locking
	sweepAfter = 2 * time.Minute
)

// trace is what changes when somebody uses the keyboard: where it is, what stands there, and how far the page was turned.
type trace struct {
	focused  fyne.Focusable
	view     view
	depth    int
	sheet    *sheet
	text     string
	row, col int
	at       int
	turned   float32
}

// lookAround gives the trace as it is now.
func (u *UI) lookAround() trace {
	t := trace{focused: u.win.Canvas().Focused(), depth: len(u.views), sheet: u.sheet}
	if top := u.top(); top != nil && top.view != nil {
		t.view = top.view
		if page, ok := scrolling(top.view); ok {
			t.turned = page.Turned()
		}
	}
	switch f := t.focused.(type) {
	case *part.Entry:
		t.text, t.row, t.col = f.Text, f.CursorRow, f.CursorColumn
	case *rowList:
		t.at, t.turned = f.at, f.GetScrollOffset()
	}
	return t
}

// used notes that somebody is there.
func (u *UI) used() { u.watch.moved = true }

// beat looks whether anybody is there, keeps what is being written, and does what its time has come for.
func (u *UI) beat() {
	w, wall, ran := &u.watch, u.now().Round(0), u.ran()
	slept := w.began && slept(wall.Sub(w.wall), ran-w.ran)
	if now := u.lookAround(); !w.began || w.moved || now != w.trace {
		w.trace, w.used = now, ran
		if w.told {
			w.told = false
			u.status.say("")
		}
	}
	w.began, w.moved, w.wall, w.ran = true, false, wall, ran
	u.keepDrafts()
	if writing := u.writing(); writing != w.writing {
		w.writing = writing
		u.status.refresh()
	}
	u.rememberSize()
	u.forgetSecret(ran)
	u.sweep(ran)
	u.remindNow()
	u.dayTurned()
	u.lockUnwatched(ran-w.used, slept)
}

// slept tells whether the computer slept between two beats. Where the program's own clock stands still meanwhile, the wall's ran ahead of it; where it goes on,
// there was no beat for long.
func slept(wall, ran time.Duration) bool {
	return wall-ran >= sleptFor || ran >= 2*sleptFor
}

// lockUnwatched locks the case file when nobody has done anything for the time that was chosen, or when the computer slept. A file without a
// passphrase cannot be locked, so the window is covered; and so it is while something is being done that locking would end.
func (u *UI) lockUnwatched(idle time.Duration, slept bool) {
	after := u.lockAfter()
	if u.file == nil || after == 0 {
		return
	}
	switch {
	case idle < after && !slept:
		if idle >= after-tellBefore && !u.watch.told && u.cover == nil {
			u.watch.told = true
			u.status.say(say("Nobody has touched the keyboard or the mouse for a while. The case is put away in half a minute"))
		}
	case u.file.Sealed() && !u.lossy():
		u.lock()
	case u.cover == nil:
		u.coverUp(u.whyCovered())
		u.watch.trace = u.lookAround() // it was not a person who moved the keyboard there
	}
}

// whyCovered says on the cover why there is no passphrase to be typed.
func (u *UI) whyCovered() string {
	if u.file.Sealed() {
		return say("Something is still being done. The case file locks when it ends.")
	}
	return say("This case file has no passphrase, so it cannot be locked. Anybody can go on from here. You can give it one under File, Passphrase and recovery key.")
}
