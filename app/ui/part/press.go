package part

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Look is how a Press appears.
type Look int

// The looks of a Press.
const (
	Main    Look = iota // the one main button of a screen: filled
	Outline             // any other button
	Plain               // a row of a card: no edge until the pointer or the focus is on it
	Side                // an entry of the sidebar: filled when chosen
	Choice              // one of several rounded choices: filled when chosen
	Drop                // a place to drop files: a thin edge
	Pin                 // a point of a picture: close about its face
)

// Press is anything that can be pressed: by pointer, Enter or Space. Keys it has no use for go on to the canvas, so that
// Escape works wherever the focus is.
type Press struct {
	widget.BaseWidget
	Face   fyne.CanvasObject
	Look   Look
	Words  string // what a screen reader says of it, and what it is found by
	Kind   Kind   // for a screen reader
	Do     func()
	Chosen bool
	Ticked bool                      // a tick box that shows its state in its own way
	Off    bool                      // cannot be pressed now
	Keys   func(*fyne.KeyEvent) bool // takes further keys; true: it used this one
	Runes  func(rune)                // takes letters, where it is set
	passed bool                      // Tab passes over it: another choice of its group is chosen, or the field beside it does the same by a key
	group  *Choices                  // it is one of these
	page   *Page
	focus  bool
	hover  bool
	labels []*Text // inked anew when the look changes
}

// Button gives a button with words on it.
func Button(words string, look Look, do func()) *Press {
	label := NewText(SizeBody, Span{Words: words, Bold: look == Main || look == Outline})
	p := &Press{Face: label, Look: look, Words: words, Do: do, labels: []*Text{label}}
	p.ExtendBaseWidget(p)
	return p
}

// Tick gives a rounded tick box: it is on or off by itself.
func Tick(words string, on bool) *Press {
	p := Button(words, Choice, nil)
	p.Kind, p.Chosen = TickBox, on
	p.Do = func() { p.Choose(!p.Chosen) }
	return p
}

// Row gives a row that can be pressed, showing any part; words is what a screen reader says of it.
func Row(face fyne.CanvasObject, words string, do func()) *Press {
	p := &Press{Face: face, Look: Plain, Words: words, Do: do}
	p.ExtendBaseWidget(p)
	return p
}

// SideItem gives an entry of the sidebar with its shortcut beside it.
func SideItem(words, shortcut string, do func()) *Press {
	label, keys := Body(words).OneLine(), Quiet(shortcut).OneLine()
	face := newBox(apart{}, []fyne.CanvasObject{label, keys})
	p := &Press{Face: face, Look: Side, Words: strings.TrimSuffix(words+", "+shortcut, ", "), Do: do, labels: []*Text{label, keys}}
	p.ExtendBaseWidget(p)
	return p
}

// apart puts the first at the left edge and the last at the right, in one line.
type apart struct{}

func (apart) least(kids []fyne.CanvasObject) float32 {
	var w float32
	for _, kid := range kids {
		w += kid.MinSize().Width
	}
	return w + Steps(1)
}

func (apart) place(kids []fyne.CanvasObject, width float32, at put) float32 {
	var height float32
	for _, kid := range kids {
		height = max(height, kid.MinSize().Height)
	}
	for i, kid := range kids {
		least, x := kid.MinSize(), float32(0)
		if i > 0 {
			x = width - least.Width
		}
		at.at(kid, x, (height-least.Height)/2, least.Width, least.Height)
	}
	return height
}

// Choose shows the press as chosen or not.
func (p *Press) Choose(chosen bool) {
	p.Chosen = chosen
	p.Refresh()
}

// Allow lets it be pressed, or not.
func (p *Press) Allow(on bool) {
	p.Off = !on
	p.Refresh()
}

// Enable, Disable and Disabled are Fyne's: Tab passes over what is disabled.
func (p *Press) Enable() { p.Allow(true) }

// Disable is Fyne's.
func (p *Press) Disable() { p.Allow(false) }

// Disabled tells whether Tab passes over it: it cannot be pressed, or another of its group stands for it.
func (p *Press) Disabled() bool { return p.Off || p.passed }

// Rename changes a button's words.
func (p *Press) Rename(words string) {
	p.Words = words
	if len(p.labels) > 0 {
		p.labels[0].Say(words)
	}
	p.Refresh()
}

// Kids is what is shown on it.
func (p *Press) Kids() []fyne.CanvasObject { return []fyne.CanvasObject{p.Face} }

// Tapped presses it. One of several choices takes the keyboard first: what it does may draw the page anew, and the keyboard then
// goes to the choice of the same name. Anything else may open another page, which has the keyboard then.
func (p *Press) Tapped(*fyne.PointEvent) {
	if p.Look == Choice {
		p.takeKeyboard()
	}
	p.press()
}

func (p *Press) takeKeyboard() {
	p.passed = false
	c := fyne.CurrentApp().Driver().CanvasForObject(p)
	if c == nil && p.page != nil { // it is so new that it was not painted yet: a key that repeats is quicker than a frame
		c = fyne.CurrentApp().Driver().CanvasForObject(p.page)
	}
	if c != nil && !p.focus && !p.Off {
		c.Focus(p)
	}
}

// Stand gives what has the keyboard in its stead: of several choices, the chosen one.
func (p *Press) Stand() fyne.Focusable {
	if p.group != nil && p.passed {
		return p.group.First()
	}
	return p
}

func (p *Press) press() {
	if !p.Off && p.Do != nil {
		p.Do()
	}
}

// FocusGained shows the ring, and brings the press into view.
func (p *Press) FocusGained() {
	p.focus = true
	p.Refresh()
	p.page.Reveal(p)
}

// FocusLost hides the ring.
func (p *Press) FocusLost() {
	p.focus = false
	p.Refresh()
}

// TypedRune has no use for letters, unless its owner has.
func (p *Press) TypedRune(r rune) {
	if p.Runes != nil {
		p.Runes(r)
	}
}

// TypedKey presses on Enter and Space, and hands on what it has no use for.
func (p *Press) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case p.Keys != nil && p.Keys(ev):
	case ev.Name == fyne.KeySpace || ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter:
		p.press()
	case p.page.pageKey(ev):
	default:
		HandOn(p, ev)
	}
}

// HandOn gives a key that a focused part has no use for to the canvas.
func HandOn(o fyne.CanvasObject, ev *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return
	}
	if f := c.OnTypedKey(); f != nil {
		f(ev)
	}
}

// MouseIn shows that it can be pressed.
func (p *Press) MouseIn(*desktop.MouseEvent) { p.setHover(true) }

// MouseMoved is Fyne's.
func (p *Press) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends that.
func (p *Press) MouseOut() { p.setHover(false) }

func (p *Press) setHover(on bool) {
	p.hover = on
	p.Refresh()
}

// Cursor is a hand.
func (p *Press) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (p *Press) setPage(page *Page) { p.page = page }

// air is the space around the face.
func (p *Press) air() (x, y float32) {
	switch p.Look {
	case Plain:
		return Steps(0.75), Steps(1)
	case Choice:
		return Steps(1.75), Steps(0.7)
	case Pin:
		return pinAir()
	case Side:
		return Steps(1.25), Steps(1.1)
	default:
		return Steps(1.75), Steps(1.15)
	}
}

// HeightFor gives the height at a width.
func (p *Press) HeightFor(width float32) float32 {
	x, y := p.air()
	return HeightFor(p.Face, width-2*x) + 2*y
}

// NaturalWidth is the width at which its words do not wrap.
func (p *Press) NaturalWidth() float32 {
	x, _ := p.air()
	return natural(p.Face, Ems(100)) + 2*x
}

// MinSize is the least size that cuts nothing.
func (p *Press) MinSize() fyne.Size {
	x, y := p.air()
	least := p.Face.MinSize()
	if f, ok := p.Face.(Flowing); ok {
		least.Height = f.HeightFor(max(least.Width, p.Size().Width-2*x))
	}
	return fyne.NewSize(least.Width+2*x, least.Height+2*y)
}

// CreateRenderer is Fyne's.
func (p *Press) CreateRenderer() fyne.WidgetRenderer {
	r := &pressRenderer{press: p, ground: canvas.NewRectangle(nil), ring: canvas.NewRectangle(nil)}
	r.paint()
	return r
}

// Shine is how much of 255 is seen, behind a point's words, of the lines that run there: enough to follow them, too little to be in the way.
const Shine = 0x30

type pressRenderer struct {
	press        *Press
	ground, ring *canvas.Rectangle
}

func (r *pressRenderer) Destroy()           {}
func (r *pressRenderer) MinSize() fyne.Size { return r.press.MinSize() }
func (r *pressRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.press.Face, r.ring}
}

func (r *pressRenderer) Layout(size fyne.Size) {
	x, y := r.press.air()
	inner := size.Width - 2*x
	h := HeightFor(r.press.Face, inner)
	r.press.Face.Move(fyne.NewPos(x, max(y, (size.Height-h)/2)))
	r.press.Face.Resize(fyne.NewSize(inner, h))
	r.ground.Resize(size)
	// The ring stands outside the edge, so that it is seen on a filled button too.
	out := Ring() + 0.5
	r.ring.Move(fyne.NewPos(-out, -out))
	r.ring.Resize(size.Add(fyne.NewSize(2*out, 2*out)))
}

func (r *pressRenderer) Refresh() {
	r.paint()
	r.press.Face.Refresh()
	r.Layout(r.press.Size())
	canvas.Refresh(r.press)
}

// paint colours the ground, the edge, the words and the ring for the state it is in.
func (r *pressRenderer) paint() {
	p := r.press
	fill, edge, ink, quiet := p.colours()
	r.ground.FillColor, r.ground.StrokeColor = colour(fill), colour(edge)
	if p.Look == Pin && fill == OnCard {
		r.ground.FillColor = shaded(colour(fill), 255-Shine)
	}
	r.ground.StrokeWidth = 0
	if edge != inkNothing {
		r.ground.StrokeWidth = thick(1.2)
		if p.Off {
			r.ground.StrokeWidth = thick(0.6)
		}
	}
	r.ground.CornerRadius = Steps(1)
	if p.Look == Choice {
		r.ground.CornerRadius = p.Size().Height / 2
	}
	r.ring.CornerRadius = r.ground.CornerRadius + Ring() + 0.5
	r.ring.StrokeWidth, r.ring.FillColor = Ring(), colour(inkNothing)
	r.ring.StrokeColor = colour(LineFocus)
	r.ring.Hidden = !p.focus
	for i, label := range p.labels {
		label.light = p.Off
		label.Ink = ink
		if i > 0 {
			label.Ink = quiet
		}
	}
}

// colours gives the ground, the edge, the ink of the words and the ink of a shortcut beside them.
func (p *Press) colours() (fill, edge, ink, quiet fyne.ThemeColorName) {
	hovered := func(otherwise fyne.ThemeColorName) fyne.ThemeColorName {
		if p.hover && !p.Off {
			return WashHover
		}
		return otherwise
	}
	switch {
	case p.Off: // a thin edge, and thin words: it is a button still, and who sees no colours sees that it is another kind
		return inkNothing, LineThin, InkQuiet, InkQuiet
	case p.Look == Main, p.Chosen:
		return InkMain, inkNothing, InkOnMain, InkOnMain
	case p.Look == Outline:
		return hovered(OnCard), InkMain, InkMain, InkMain
	case p.Look == Pin:
		return hovered(OnCard), inkNothing, InkPlain, InkQuiet
	case p.Look == Choice, p.Look == Drop:
		return hovered(OnCard), LineField, InkPlain, InkQuiet
	default:
		return hovered(inkNothing), inkNothing, InkPlain, InkQuiet
	}
}
