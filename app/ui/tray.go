package ui

import (
	"bytes"
	"image/png"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/software"

	"ehccasefile/deadlines"
)

// tray is the little icon beside the clock, with the number of the family's own dates that are near: a number is nobody's name.
type tray struct {
	desk  desktop.App
	due   int
	state trayState
	shown bool
}

// trayState is what its menu says.
type trayState struct {
	due        int
	open, lock bool // a case file is open; it can be locked
}

// makeTray makes the icon, where the system has a place for it.
func (u *UI) makeTray() {
	desk, ok := u.app.(desktop.App)
	if !ok {
		return
	}
	u.tray = &tray{desk: desk}
	u.showTray()
}

// showTray shows the number and the menu for the state the window is in. While a file is locked, the number stays as it was.
func (u *UI) showTray() {
	t := u.tray
	if t == nil || u.leaving {
		return
	}
	switch {
	case u.file != nil:
		t.due = u.nearDates()
	case u.locked == nil:
		t.due = 0
	}
	state := trayState{t.due, u.file != nil, u.file != nil && u.file.Sealed()}
	if t.shown && state == t.state {
		return
	}
	t.desk.SetSystemTrayMenu(u.trayMenu(state)) // the first one makes the icon
	if !t.shown || state.due != t.state.due {
		t.desk.SetSystemTrayIcon(trayIcon(u.app.Icon(), state.due))
	}
	t.state, t.shown = state, true
}

// trayMenu says the number in words, and opens, locks and quits.
func (u *UI) trayMenu(s trayState) *fyne.Menu {
	words := say("No date is near")
	if s.due > 0 {
		words = count(s.due, "date is near", "dates are near")
	}
	near := fyne.NewMenuItem(words, nil)
	near.Disabled = true
	lock := fyne.NewMenuItem(say("Lock"), u.lockFromTray)
	if s.open && !s.lock {
		lock.Label = say("Hide everything")
	}
	lock.Disabled = !s.open
	quit := fyne.NewMenuItem(say("Quit"), func() { u.bringBack(); u.uncover(); u.leave() })
	quit.IsQuit = true
	return fyne.NewMenu("EHC Casefile", near, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(say("Open"), u.bringBack), lock, quit)
}

// bringBack shows the window in front of the others.
func (u *UI) bringBack() {
	u.win.Show()
	u.win.RequestFocus()
}

// lockFromTray locks the case file, or covers the window where there is no passphrase.
func (u *UI) lockFromTray() {
	switch {
	case u.file == nil:
	case u.file.Sealed():
		u.lock()
	case u.cover == nil:
		u.coverUp(u.whyCovered())
	}
}

// nearDates counts the family's own dates of today and the days that count as soon; the made-up family has none.
func (u *UI) nearDates() (n int) {
	if !u.book.family.AsOf.IsZero() {
		return 0
	}
	for _, d := range u.book.dues {
		if state := d.State(u.today()); ownDate(&d.Deadline) && (state == deadlines.Today || state == deadlines.Soon) {
			n++
		}
	}
	return n
}

// traySize is how large the icon is drawn; the system makes it smaller.
const traySize = 64

// trayIcon draws the number on the icon.
func trayIcon(icon fyne.Resource, n int) fyne.Resource {
	if n == 0 {
		return icon
	}
	words := strconv.Itoa(n)
	if n > 9 {
		words = "9+"
	}
	face := canvas.NewImageFromResource(icon)
	face.Resize(fyne.NewSquareSize(traySize))
	disc := canvas.NewCircle(rgb(0x8C2F20))
	disc.StrokeColor, disc.StrokeWidth = rgb(0xFFFFFF), 2
	disc.Move(fyne.NewPos(20, 20))
	disc.Resize(fyne.NewSquareSize(traySize - 20))
	number := canvas.NewText(words, rgb(0xFFFFFF))
	number.TextStyle.Bold, number.TextSize, number.Alignment = true, 32, fyne.TextAlignCenter
	number.Move(fyne.NewPos(20, 20+(44-number.MinSize().Height)/2))
	number.Resize(fyne.NewSize(traySize-20, number.MinSize().Height))
	c := software.NewTransparentCanvas()
	c.SetPadded(false)
	c.SetContent(container.NewWithoutLayout(face, disc, number))
	c.Resize(fyne.NewSquareSize(traySize))
	var out bytes.Buffer
	if err := png.Encode(&out, c.Capture()); err != nil {
		return icon
	}
	return fyne.NewStaticResource("tray-"+words+".png", out.Bytes())
}
