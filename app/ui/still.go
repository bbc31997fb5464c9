package ui

import (
	"runtime"

	"fyne.io/fyne/v2"
)

// Fyne asks its own settings whether things may move, and those settings are one file for every Fyne program of this user. So that one
// program can hold still without writing there, Fyne is handed a program whose settings answer for themselves. What moves by itself
// otherwise is the text cursor, which blinks; nothing of ours does.

// stillApp is the program with settings that say: nothing moves.
type stillApp struct{ fyne.App }

// Settings gives those settings.
func (a stillApp) Settings() fyne.Settings { return stillSettings{a.App.Settings()} }

type stillSettings struct{ fyne.Settings }

// ShowAnimations says that nothing moves.
func (stillSettings) ShowAnimations() bool { return false }

// canHoldStill tells whether the text cursor can be kept from blinking. On macOS Fyne needs its own settings back when the system changes
// from light to dark.
func canHoldStill() bool { return runtime.GOOS != "darwin" }

// applyMotion lets things move, or not. It is called once the program runs: before that Fyne looks for its own settings.
func (u *UI) applyMotion() {
	switch {
	case u.look.still && canHoldStill():
		fyne.SetCurrentApp(stillApp{u.app})
	default:
		fyne.SetCurrentApp(u.app)
	}
}

// setStill chooses whether things may move by themselves.
func (u *UI) setStill(still bool) {
	u.look.still = still
	u.app.Preferences().SetBool(prefStill, still)
	u.applyMotion()
	u.redraw()
}
