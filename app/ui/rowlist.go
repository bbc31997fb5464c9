package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"ehccasefile/app/ui/part"
)

// rowList is Fyne's list, quick at any length, with Enter to open and Escape and F1 as everywhere.
type rowList struct {
	widget.List
	open func(int)
	at   widget.ListItemID
}

// newRowList gives a list of length rows; row makes an empty one, show fills row i, open opens it.
func newRowList[R fyne.CanvasObject](length func() int, row func() R, show func(int, R), open func(int)) *rowList {
	l := &rowList{open: open}
	l.Length = length
	l.CreateItem = func() fyne.CanvasObject { return row() }
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) { show(i, o.(R)) }
	l.OnSelected = open
	l.OnHighlighted = func(i widget.ListItemID) { l.at = i }
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey opens with Enter, and leaves the rest to the list or the window.
func (l *rowList) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if l.at < l.Length() {
			l.open(l.at)
		}
	case fyne.KeyEscape, fyne.KeyF1:
		part.HandOn(l, ev)
	default:
		l.List.TypedKey(ev)
	}
}
