package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// anchor is where the keyboard stands when a page opens and nothing on it is meant to be pressed first: from it Tab goes to the
// first part of the page, and the arrows scroll. Once left it is passed over, so that Tab never stops where nothing is seen.
type anchor struct {
	widget.BaseWidget
	page *Page
	on   bool
}

func newAnchor(page *Page) *anchor {
	a := &anchor{page: page}
	a.ExtendBaseWidget(a)
	return a
}

// MinSize is nothing.
func (a *anchor) MinSize() fyne.Size { return fyne.Size{} }

// CreateRenderer is Fyne's.
func (a *anchor) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}

// FocusGained is Fyne's.
func (a *anchor) FocusGained() {}

// FocusLost takes it out of the order of Tab.
func (a *anchor) FocusLost() { a.on = false }

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
