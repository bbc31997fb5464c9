package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Page is what a screen stands on: one column that scrolls, with air around it and not wider than is pleasant. It keeps the
// part that has the focus in view, and lays itself out anew when a part on it changes its height.
type Page struct {
	widget.BaseWidget
	content *Box
	scroll  *container.Scroll
	column  *fyne.Container
	anchor  *anchor
	within  *ListPage // the page it is the head of, where it is one
}

// onPage is a part that wants to know the page it stands on.
type onPage interface{ setPage(*Page) }

// widestEms is the width of a page's column, in body ems.
const widestEms = 66

// NewPage gives a page holding these parts, two steps apart.
func NewPage(kids ...fyne.CanvasObject) *Page {
	p := &Page{content: Stack(2, kids...)}
	p.anchor = newAnchor(p)
	p.column = container.New(pageLayout{p}, p.anchor, p.content)
	p.scroll = container.NewVScroll(p.column)
	p.ExtendBaseWidget(p)
	p.adopt()
	return p
}

// Set changes what stands on the page and keeps the place it is scrolled to.
func (p *Page) Set(kids ...fyne.CanvasObject) {
	p.content.kids = kids
	p.Reflow()
}

// Kids is what stands on it.
func (p *Page) Kids() []fyne.CanvasObject { return []fyne.CanvasObject{p.content} }

// Reflow lays the page out anew after a part changed its height.
func (p *Page) Reflow() {
	if p == nil {
		return
	}
	p.adopt()
	p.content.Refresh()
	p.scroll.Refresh()
}

// Refresh redraws it, for the theme may have changed.
func (p *Page) Refresh() {
	p.Reflow()
	p.BaseWidget.Refresh()
}

// ToTop scrolls to the beginning.
func (p *Page) ToTop() { p.scroll.ScrollToTop() }

// Turned tells how far the page is scrolled.
func (p *Page) Turned() float32 { return p.scroll.Offset.Y }

func (p *Page) adopt() {
	Walk(p.content, func(o fyne.CanvasObject) {
		if part, ok := o.(onPage); ok {
			part.setPage(p)
		}
	})
}

// Reveal scrolls so that a part on the page can be seen, with a little of what stands around it.
func (p *Page) Reveal(o fyne.CanvasObject) {
	if p == nil || p.scroll.Size().Height == 0 {
		return
	}
	if p.within != nil {
		p.within.Reveal(o)
		return
	}
	top, found := depth(p.column, o)
	if !found {
		return
	}
	top -= p.scroll.Offset.Y
	bottom, air := top+o.Size().Height, Ems(2.5)
	switch {
	case top < air:
		p.scrollBy(top - air)
	case bottom > p.scroll.Size().Height-air:
		p.scrollBy(min(bottom+air-p.scroll.Size().Height, top-air))
	}
}

// Below tells whether a part of the page stands wholly below what can be seen of it.
func (p *Page) Below(o fyne.CanvasObject) bool {
	top, found := depth(p.column, o)
	return found && p.scroll.Size().Height > 0 && top-p.scroll.Offset.Y > p.scroll.Size().Height-Ems(1.5)
}

// depth says how far below the top of root a part inside it stands. The parts' own places are added up, because Fyne's driver
// knows only of what was painted before.
func depth(root, o fyne.CanvasObject) (y float32, found bool) {
	if root == o {
		return 0, true
	}
	for _, kid := range inside(root) {
		if below, found := depth(kid, o); found {
			return kid.Position().Y + below, true
		}
	}
	return 0, false
}

func (p *Page) scrollBy(dy float32) {
	if p.within != nil {
		p.within.scrollTo(p.within.Turned() + dy)
		return
	}
	y := min(max(0, p.scroll.Offset.Y+dy), max(0, p.column.MinSize().Height-p.scroll.Size().Height))
	p.scroll.ScrollToOffset(fyne.NewPos(0, y))
}

// CreateRenderer is Fyne's.
func (p *Page) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.scroll) }

// MinSize lets the page be as small as the window wants: it scrolls.
func (p *Page) MinSize() fyne.Size {
	return fyne.NewSize(p.content.MinSize().Width+2*p.edge(), Ems(8))
}

func (p *Page) edge() float32 { return Steps(3.5) }

// HeightFor is the height at which nothing would need to scroll.
func (p *Page) HeightFor(width float32) float32 {
	return p.content.HeightFor(p.columnWidth(width)) + 2*Steps(3)
}

// ColumnWidth is the width of its column as it stands.
func (p *Page) ColumnWidth() float32 { return p.columnWidth(p.Size().Width) }

func (p *Page) columnWidth(width float32) float32 { return min(width-2*p.edge(), Ems(widestEms)) }

// pageLayout knows the width the page will have before it says how high it is, which Fyne's own scroller does not.
type pageLayout struct{ page *Page }

func (l pageLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	width := l.page.Size().Width
	return fyne.NewSize(0, l.page.HeightFor(width))
}

func (l pageLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	width := l.page.columnWidth(l.page.Size().Width)
	l.page.content.Move(fyne.NewPos(l.page.edge(), Steps(3)))
	l.page.content.Resize(fyne.NewSize(width, l.page.content.HeightFor(width)))
	l.page.anchor.Move(fyne.NewPos(l.page.edge()-Steps(1.5), Steps(3)))
	l.page.anchor.Resize(fyne.NewSize(4, Ems(2)))
}
