package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"ehccasefile/app/ui/part"
)

// rowList is Fyne's list, quick at any length, with Enter to open, Home, End and the page keys, and Escape and F1 as
// everywhere. The row the keyboard is on is marked, where its rows know how.
type rowList struct {
	widget.List
	open func(int)
	at   widget.ListItemID
	held bool // it has the keyboard
}

// marker is a row that can show that the keyboard is on it.
type marker interface{ Mark(on bool) }

// pageOfRows is how far the page keys go.
const pageOfRows = 8

// newRowList gives a list of length rows; row makes an empty one, show fills row i, open opens it.
func newRowList[R fyne.CanvasObject](length func() int, row func() R, show func(int, R), open func(int)) *rowList {
	l := &rowList{open: open}
	l.Length = length
	l.CreateItem = func() fyne.CanvasObject { return row() }
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		show(i, o.(R))
		if m, ok := o.(marker); ok {
			m.Mark(l.held && i == l.at)
		}
	}
	l.OnSelected = open
	l.OnHighlighted = l.goTo
	l.ExtendBaseWidget(l)
	return l
}

// goTo marks row i in place of the one before.
func (l *rowList) goTo(i widget.ListItemID) {
	before := l.at
	l.at = i
	l.RefreshItem(before)
	l.RefreshItem(i)
}

// FocusGained is Fyne's.
func (l *rowList) FocusGained() {
	l.held = true
	l.List.FocusGained()
}

// FocusLost is Fyne's.
func (l *rowList) FocusLost() {
	l.held = false
	l.List.FocusLost()
}

// TypedKey opens with Enter, goes far with the page keys, and leaves the rest to the list or the window.
func (l *rowList) TypedKey(ev *fyne.KeyEvent) {
	last := l.Length() - 1
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if l.at <= last {
			l.open(l.at)
		}
	case fyne.KeyHome:
		l.Highlight(0)
	case fyne.KeyEnd:
		l.Highlight(last)
	case fyne.KeyPageDown:
		l.Highlight(min(last, l.at+pageOfRows))
	case fyne.KeyPageUp:
		l.Highlight(max(0, l.at-pageOfRows))
	case fyne.KeyEscape, fyne.KeyF1:
		part.HandOn(l, ev)
	default:
		l.List.TypedKey(ev)
	}
}
