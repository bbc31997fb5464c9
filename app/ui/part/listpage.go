package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// LongList is a list that draws only the rows in sight and scrolls by itself.
type LongList interface {
	fyne.CanvasObject
	// RowsHeight is the height of all its rows.
	RowsHeight() float32
	// ScrollToOffset shows it from that height on.
	ScrollToOffset(float32)
	// OnListPage tells it the page it stands on.
	OnListPage(*ListPage)
}

// ListPage is a head above a long list. Where both have room the head stands still and the list scrolls below it. Where large text leaves the
// list too little, the two scroll as one page: then the list keeps the height of the window, stays in it, and turns its own rows as the page goes on, so
// that it draws no more rows than can be seen.
type ListPage struct {
	widget.BaseWidget
	head   *Page
	rest   fyne.CanvasObject // the list, or what stands there instead of it
	rows   LongList
	wheel  *wheel
	gutter *canvas.Rectangle // hides the list's own bar, for the page has one
	column *fyne.Container
	scroll *container.Scroll
}

// leastRows is the least height that a list beside a head that stands still may have, in body ems.
const leastRows = 13

// NewListPage gives a page of a head and, below it, rest, which holds the rows and what is shown where there are none.
func NewListPage(head *Page, rest fyne.CanvasObject, rows LongList) *ListPage {
	l := &ListPage{head: head, rest: rest, rows: rows}
	l.wheel = newWheel(l)
	l.gutter = canvas.NewRectangle(theme.Color(theme.ColorNameBackground))
	l.column = container.New(listPageLayout{l}, head, rest, l.gutter, l.wheel)
	l.scroll = container.NewVScroll(l.column)
	l.scroll.OnScrolled = func(fyne.Position) { l.turn() }
	head.within = l
	rows.OnListPage(l)
	l.ExtendBaseWidget(l)
	return l
}

// Kids is what stands on it.
func (l *ListPage) Kids() []fyne.CanvasObject { return []fyne.CanvasObject{l.head, l.rest} }

// CreateRenderer is Fyne's.
func (l *ListPage) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.scroll) }

// MinSize lets the page be as small as the window wants: it scrolls.
func (l *ListPage) MinSize() fyne.Size {
	return fyne.NewSize(max(l.head.MinSize().Width, l.rest.MinSize().Width), Ems(8))
}

// Resize lays it out for that size.
func (l *ListPage) Resize(size fyne.Size) {
	if size == l.Size() {
		return
	}
	l.BaseWidget.Resize(size)
	l.Refresh()
}

// Refresh lays it out anew, for its head may have changed its height, or the list its rows.
func (l *ListPage) Refresh() {
	l.gutter.FillColor = theme.Color(theme.ColorNameBackground)
	l.column.Refresh()
	l.scroll.Refresh()
	l.BaseWidget.Refresh()
}

// AsOne tells whether head and list scroll as one page.
func (l *ListPage) AsOne() bool {
	return l.headHeight() > max(0, l.Size().Height-min(Ems(leastRows), l.Size().Height/2))
}

func (l *ListPage) headHeight() float32 {
	return HeightFor(l.head, min(l.Size().Width, Ems(widestEms)+2*Steps(3.5)))
}

// restHeight is the height of everything below the head.
func (l *ListPage) restHeight() float32 {
	height := float32(0)
	if l.rows.Visible() {
		height = l.rows.RowsHeight()
	}
	Walk(l.rest, func(o fyne.CanvasObject) {
		if page, ok := o.(*Page); ok && !l.rows.Visible() {
			height = max(height, page.HeightFor(l.Size().Width))
		}
	})
	return height
}

// whole is the height of the page.
func (l *ListPage) whole() float32 {
	if !l.AsOne() {
		return l.Size().Height
	}
	return max(l.Size().Height, l.headHeight()+l.restHeight())
}

// turn keeps the list in the window and turns its rows to where the page is.
func (l *ListPage) turn() {
	if !l.AsOne() {
		return
	}
	top, height := l.headHeight(), l.Size().Height
	if !l.rows.Visible() {
		height = max(height, l.restHeight())
	}
	at := max(top, min(l.scroll.Offset.Y, l.whole()-height))
	l.rest.Move(fyne.NewPos(0, at))
	width := 2 * theme.Size(theme.SizeNameScrollBarSmall)
	l.gutter.Move(fyne.NewPos(l.rows.Size().Width-width, at))
	l.gutter.Resize(fyne.NewSize(width, l.rows.Size().Height))
	l.rows.ScrollToOffset(at - top)
}

// Turned tells how far the page is scrolled.
func (l *ListPage) Turned() float32 { return l.scroll.Offset.Y }

// ToTop scrolls to the beginning.
func (l *ListPage) ToTop() { l.scrollTo(0) }

// Start gives what to focus when the page opens and nothing on it comes first.
func (l *ListPage) Start() fyne.Focusable { return l.head.Start() }

// Below tells whether a part of the page stands wholly below what can be seen of it.
func (l *ListPage) Below(o fyne.CanvasObject) bool {
	if !l.AsOne() {
		return false
	}
	top, found := depth(l.column, o)
	return found && top-l.scroll.Offset.Y > l.Size().Height-Ems(4)
}

// Reveal scrolls so that a part of the head can be seen.
func (l *ListPage) Reveal(o fyne.CanvasObject) {
	if top, found := depth(l.column, o); found && l.AsOne() {
		l.show(top, top+o.Size().Height, Ems(2.5), 0)
	}
}

// ShowRow scrolls so that the row between two heights of the list can be seen. The list has the window for itself then, or the head would end in the
// middle of a line.
func (l *ListPage) ShowRow(top, bottom float32) {
	if head := l.headHeight(); l.AsOne() {
		l.show(head+top, head+bottom, 0, head)
	}
}

// ToFirstRow scrolls to the beginning of the list where the page stands further down.
func (l *ListPage) ToFirstRow() {
	if head := l.headHeight(); l.AsOne() && l.scroll.Offset.Y > head {
		l.scrollTo(head)
	}
}

// show scrolls as little as brings what stands between two heights of the page into view with some air around it, but not to above least.
func (l *ListPage) show(top, bottom, air, least float32) {
	view := l.Size().Height
	switch at := l.scroll.Offset.Y; {
	case top-air < at:
		l.scrollTo(max(least, top-air))
	case bottom+air > at+view:
		l.scrollTo(max(least, min(bottom+air-view, top-air)))
	}
}

func (l *ListPage) scrollTo(y float32) {
	l.scroll.ScrollToOffset(fyne.NewPos(0, min(max(0, y), l.whole()-l.Size().Height)))
	l.turn()
}

// listPageLayout lays head and list out as there is room.
type listPageLayout struct{ page *ListPage }

func (l listPageLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, l.page.whole())
}

func (l listPageLayout) Layout([]fyne.CanvasObject, fyne.Size) {
	p := l.page
	size, head := p.Size(), p.headHeight()
	width := min(size.Width, Ems(widestEms)+2*Steps(3.5))
	p.wheel.Hidden = !p.AsOne()
	p.gutter.Hidden = p.wheel.Hidden || !p.rows.Visible()
	if p.wheel.Hidden {
		p.head.Resize(fyne.NewSize(width, head))
		p.rest.Move(fyne.NewPos(0, head))
		p.rest.Resize(fyne.NewSize(size.Width, size.Height-head))
		return
	}
	p.head.Resize(fyne.NewSize(width, head))
	high := size.Height
	if !p.rows.Visible() {
		high = max(high, p.restHeight())
	}
	p.rest.Resize(fyne.NewSize(size.Width, high))
	p.wheel.Resize(fyne.NewSize(size.Width, p.whole()))
	p.turn()
}

// wheel lies over head and list, which would scroll by themselves, and gives the turning of the mouse wheel to the page; everything else of the mouse goes
// through.
type wheel struct {
	widget.BaseWidget
	page *ListPage
}

func newWheel(page *ListPage) *wheel {
	w := &wheel{page: page}
	w.ExtendBaseWidget(w)
	return w
}

// CreateRenderer is Fyne's.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}

// Scrolled turns the page.
func (w *wheel) Scrolled(ev *fyne.ScrollEvent) { w.page.scroll.Scrolled(ev) }
