package part

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Watch lies below everything in a window and is told when the pointer moves over it. It takes nothing from what lies above: Fyne asks everything
// below the pointer how the pointer should look, from the bottom up, and whatever is asked last decides.
type Watch struct {
	widget.BaseWidget
	moved func()
}

// NewWatch gives a watch that calls moved.
func NewWatch(moved func()) *Watch {
	w := &Watch{moved: moved}
	w.ExtendBaseWidget(w)
	return w
}

// Cursor is asked for at every move of the pointer.
func (w *Watch) Cursor() desktop.Cursor {
	w.moved()
	return desktop.DefaultCursor
}

// CreateRenderer draws nothing.
func (w *Watch) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}
