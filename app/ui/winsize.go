package ui

import "fyne.io/fyne/v2"

// The size of the window as it was left. Its place cannot be remembered: Fyne can ask the system for a place, and cannot be told which one
// the window has. It opens in the middle of the screen.
const (
	prefWidth  = "width"
	prefHeight = "height"
)

var (
	usualSize = fyne.NewSize(1280, 800)
	leastSize = fyne.NewSize(640, 480)
	mostSize  = fyne.NewSize(7680, 4320)
)

// lastSize gives the size the window had, or the usual one where what is noted cannot be meant.
func (u *UI) lastSize() fyne.Size {
	p := u.app.Preferences()
	size := fyne.NewSize(float32(p.Float(prefWidth)), float32(p.Float(prefHeight)))
	if size.Width < leastSize.Width || size.Height < leastSize.Height || size.Width > mostSize.Width || size.Height > mostSize.Height {
		return usualSize
	}
	return size
}

// rememberSize notes the size where it has changed.
func (u *UI) rememberSize() {
	size := u.win.Canvas().Size()
	if size == u.noted || u.win.FullScreen() || size.Width < leastSize.Width || size.Height < leastSize.Height {
		return
	}
	u.noted = size
	p := u.app.Preferences()
	p.SetFloat(prefWidth, float64(size.Width))
	p.SetFloat(prefHeight, float64(size.Height))
}
