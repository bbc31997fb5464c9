package ui

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"ehccasefile/app/ui/part"
)

// rowList is Fyne's list, quick at any length, with Enter to open, Home, End and the page keys, and Escape and F1 as
// everywhere. A line stands around the row the keyboard is on.
type rowList struct {
	widget.List
	open func(int)
	keys func(*fyne.KeyEvent) bool // takes further keys, where it is set; true: it used this one
	came func(int)                 // is told which row the keyboard came to, where it is set
	at   widget.ListItemID
	say  func(int) string // the words of row i, for a screen reader
	held bool             // it has the keyboard
	page *part.ListPage   // the page it stands on
	row  float32          // the height of a row that has none of its own, as the text is now
	own  map[int]float32  // the heights of those that have
}

// pageOfRows is how far the page keys go.
const pageOfRows = 8

// newRowList gives a list of length rows; row makes an empty one, show fills row i, open opens it.
func newRowList[R fyne.CanvasObject](length func() int, row func() R, show func(int, R), open func(int)) *rowList {
	l := &rowList{open: open}
	l.Length = length
	l.CreateItem = func() fyne.CanvasObject { return container.New(ringed{}, row(), newRing()) }
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		kids := o.(*fyne.Container).Objects
		show(i, kids[0].(R))
		drawRing(kids[1].(*canvas.Rectangle), l.held && i == l.at)
	}
	l.say = speaker(row, show)
	l.OnSelected = open
	l.OnHighlighted = l.goTo
	l.ExtendBaseWidget(l)
	return l
}

// speaker gives the words of any row, read off a row of its own that is never shown: the list has none for what is scrolled away.
func speaker[R fyne.CanvasObject](row func() R, show func(int, R)) func(int) string {
	var aside R
	made := false
	return func(i int) string {
		if !made {
			aside, made = row(), true
		}
		show(i, aside)
		return part.Spoken(aside)
	}
}

// Name is what the list is found by again.
func (l *rowList) Name() string { return say("Rows of the list") }

// AccessibilityLabel says which row the keyboard is on, and its words.
func (l *rowList) AccessibilityLabel() string {
	n := l.Length()
	if n == 0 {
		return say("List, empty.")
	}
	at := min(max(l.at, 0), n-1)
	return say("List, row {{.Row}} of {{.All}}: {{.Words}}. Enter opens it.", "Row", at+1, "All", n, "Words", l.say(at))
}

// AccessibilityRole is text, the nearest Fyne has.
func (l *rowList) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

func newRing() *canvas.Rectangle {
	ring := canvas.NewRectangle(color.Transparent)
	ring.Hide()
	return ring
}

// drawRing shows or hides the ring, in the colour of the present theme.
func drawRing(ring *canvas.Rectangle, on bool) {
	ring.StrokeColor, ring.StrokeWidth, ring.CornerRadius = theme.Color(part.LineFocus), part.Ring(), part.Steps(1)
	ring.Hidden = !on
	ring.Refresh()
}

// ringed puts the ring inside the edge of the row, and no wider than a page's column. With the line below it a row is a whole number high: Fyne divides by
// that to learn which row stands first, and with a fraction it is wrong by one at some places, so that the last row stays out of sight.
type ringed struct{}

func (ringed) MinSize(o []fyne.CanvasObject) fyne.Size {
	size := o[0].MinSize()
	size.Height = float32(math.Ceil(float64(size.Height+theme.Padding()))) - theme.Padding()
	return size
}

func (ringed) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(size)
	x, y := part.Steps(2.25), part.Steps(0.25)
	column := min(size.Width, part.Ems(66)+2*part.Steps(3.5))
	o[1].Move(fyne.NewPos(x, y))
	o[1].Resize(fyne.NewSize(column-2*x, size.Height-2*y))
}

// goTo marks row i in place of the one before.
func (l *rowList) goTo(i widget.ListItemID) {
	before := l.at
	l.at = i
	l.RefreshItem(before)
	l.RefreshItem(i)
	if l.came != nil {
		l.came(i)
	}
}

// OnListPage is part.ListPage's.
func (l *rowList) OnListPage(page *part.ListPage) { l.page = page }

// Refresh draws it anew, for the text may have another size now.
func (l *rowList) Refresh() {
	l.row = l.CreateItem().MinSize().Height
	l.List.Refresh()
}

// SetItemHeight gives row i its own height.
func (l *rowList) SetItemHeight(i widget.ListItemID, height float32) {
	if l.own == nil {
		l.own = map[int]float32{}
	}
	l.own[i] = height
	l.List.SetItemHeight(i, height)
}

// RowsHeight is the height of all rows, with the lines between them.
func (l *rowList) RowsHeight() float32 {
	top, _ := l.span(l.Length())
	return max(0, top-theme.Padding())
}

// span says between which heights of the list row i stands.
func (l *rowList) span(i int) (top, bottom float32) {
	if l.row == 0 {
		l.row = l.CreateItem().MinSize().Height
	}
	top = float32(i) * (l.row + theme.Padding())
	for n, own := range l.own {
		if n < i {
			top += own - l.row
		}
	}
	if own, ok := l.own[i]; ok {
		return top, top + own
	}
	return top, top + l.row
}

// ScrollToTop shows the first row.
func (l *rowList) ScrollToTop() {
	l.List.ScrollToTop()
	if l.page != nil {
		l.page.ToFirstRow()
	}
}

// showRow brings the row the keyboard is on into view, where the list scrolls with its page.
func (l *rowList) showRow() {
	if l.page != nil && l.held && l.Length() > 0 {
		l.page.ShowRow(l.span(l.at))
	}
}

// FocusGained is Fyne's.
func (l *rowList) FocusGained() {
	l.held = true
	l.List.FocusGained()
	l.showRow()
}

// FocusLost is Fyne's.
func (l *rowList) FocusLost() {
	l.held = false
	l.List.FocusLost()
}

// TypedKey opens with Enter, goes far with the page keys, and leaves the rest to the list or the window.
func (l *rowList) TypedKey(ev *fyne.KeyEvent) {
	defer l.showRow()
	if l.keys != nil && l.keys(ev) {
		return
	}
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

// fromFilter goes from the filter above the list into it, with Down or Enter, where it has rows.
func (l *rowList) fromFilter(ev *fyne.KeyEvent) bool {
	if ev.Name != fyne.KeyDown && ev.Name != fyne.KeyReturn && ev.Name != fyne.KeyEnter || l.Length() == 0 {
		return false
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil {
		c.Focus(l)
	}
	return true
}
