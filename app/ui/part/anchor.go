package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// anchor is where the keyboard stands when a page opens and nothing on it is meant to be pressed first: from it Tab goes to the
// first part of the page, and the arrows scroll. A bar beside the heading shows that the keyboard stands there. Once left it is passed over: the way back
// would be a stop at which nothing can be done.
type anchor struct {
	widget.BaseWidget
	page *Page
	bar  *canvas.Rectangle
	on   bool
}

func newAnchor(page *Page) *anchor {
	a := &anchor{page: page, bar: canvas.NewRectangle(nil)}
	a.bar.CornerRadius, a.bar.Hidden = 2, true
	a.ExtendBaseWidget(a)
	return a
}

// MinSize is nothing.
func (a *anchor) MinSize() fyne.Size { return fyne.Size{} }

// Refresh takes the theme's colour.
func (a *anchor) Refresh() {
	a.bar.FillColor = colour(LineFocus)
	a.bar.Refresh()
	a.BaseWidget.Refresh()
}

// CreateRenderer is Fyne's.
func (a *anchor) CreateRenderer() fyne.WidgetRenderer {
	a.bar.FillColor = colour(LineFocus)
	return widget.NewSimpleRenderer(container.NewStack(a.bar))
}

// FocusGained shows the bar.
func (a *anchor) FocusGained() { a.show(true) }

// FocusLost takes it out of the order of Tab.
func (a *anchor) FocusLost() {
	a.on = false
	a.show(false)
}

func (a *anchor) show(on bool) {
	a.bar.Hidden = !on
	a.bar.Refresh()
}

// TypedRune has no use for letters.
func (a *anchor) TypedRune(rune) {}

// TypedKey scrolls, or hands the key on.
func (a *anchor) TypedKey(ev *fyne.KeyEvent) {
	line := Steps(6)
	switch ev.Name {
	case fyne.KeyDown:
		a.page.scrollBy(line)
	case fyne.KeyUp:
		a.page.scrollBy(-line)
	default:
		if !a.page.pageKey(ev) {
			HandOn(a, ev)
		}
	}
}

// Enable is Fyne's.
func (a *anchor) Enable() { a.on = true }

// Disable is Fyne's.
func (a *anchor) Disable() { a.on = false }

// Disabled tells whether Tab passes over it.
func (a *anchor) Disabled() bool { return !a.on }

// Start gives what to focus when the page opens and nothing on it comes first.
func (p *Page) Start() fyne.Focusable {
	p.anchor.on = true
	return p.anchor
}

// pageKey scrolls by the keys that turn pages; true: it was one of them.
func (p *Page) pageKey(ev *fyne.KeyEvent) bool {
	if p == nil {
		return false
	}
	most := p.scroll.Size().Height * 0.8
	switch ev.Name {
	case fyne.KeyPageDown:
		p.scrollBy(most)
	case fyne.KeyPageUp:
		p.scrollBy(-most)
	case fyne.KeyHome:
		p.scrollBy(-p.scroll.Offset.Y)
	case fyne.KeyEnd:
		p.scrollBy(p.column.MinSize().Height)
	default:
		return false
	}
	return true
}
