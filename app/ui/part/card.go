package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Card is a sheet of white paper on the ground, with a thin line around it.
type Card struct {
	widget.BaseWidget
	inside *Box
	Accent bool // a bar of the main colour at its left: the one thing that comes first
}

// NewCard gives a card with a title (empty: none) and parts below it.
func NewCard(title string, kids ...fyne.CanvasObject) *Card {
	if title != "" {
		kids = append([]fyne.CanvasObject{Heading(title)}, kids...)
	}
	c := &Card{inside: Inset(2.25, 2, Stack(1.5, kids...))}
	c.ExtendBaseWidget(c)
	return c
}

// Set changes what stands on the card, the title included.
func (c *Card) Set(kids ...fyne.CanvasObject) {
	c.inside.kids[0].(*Box).kids = kids
	c.Refresh()
}

// Add puts more below what stands on it.
func (c *Card) Add(kids ...fyne.CanvasObject) {
	c.inside.kids[0].(*Box).kids = append(c.inside.kids[0].(*Box).kids, kids...)
	c.Refresh()
}

// Kids is what stands on it.
func (c *Card) Kids() []fyne.CanvasObject { return []fyne.CanvasObject{c.inside} }

// HeightFor gives the height at a width.
func (c *Card) HeightFor(width float32) float32 { return c.inside.HeightFor(width) }

// MinSize is the least size that cuts nothing.
func (c *Card) MinSize() fyne.Size { return c.inside.MinSize() }

// CreateRenderer is Fyne's.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	r := &cardRenderer{card: c, paper: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil)}
	r.paint()
	return r
}

type cardRenderer struct {
	card       *Card
	paper, bar *canvas.Rectangle
}

func (r *cardRenderer) Destroy()           {}
func (r *cardRenderer) MinSize() fyne.Size { return r.card.MinSize() }
func (r *cardRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.paper, r.bar, r.card.inside}
}

func (r *cardRenderer) Layout(size fyne.Size) {
	r.paper.Resize(size)
	r.bar.Move(fyne.NewPos(0, Steps(1)))
	r.bar.Resize(fyne.NewSize(Steps(0.75), size.Height-2*Steps(1)))
	r.card.inside.Resize(size)
}

func (r *cardRenderer) Refresh() {
	r.paint()
	r.card.inside.Refresh()
	r.Layout(r.card.Size())
	canvas.Refresh(r.card)
}

func (r *cardRenderer) paint() {
	r.paper.FillColor, r.paper.StrokeColor = colour(OnCard), colour(LineThin)
	r.paper.StrokeWidth, r.paper.CornerRadius = thick(1), Steps(1.25)
	r.bar.FillColor, r.bar.CornerRadius = colour(InkMain), Steps(0.375)
	r.bar.Hidden = !r.card.Accent
}

// Rule is a thin line across.
type Rule struct {
	widget.BaseWidget
}

// NewRule gives a thin line.
func NewRule() *Rule {
	r := &Rule{}
	r.ExtendBaseWidget(r)
	return r
}

// MinSize is as high as a line is thick.
func (r *Rule) MinSize() fyne.Size { return fyne.NewSize(0, thick(1)) }

// CreateRenderer is Fyne's.
func (r *Rule) CreateRenderer() fyne.WidgetRenderer {
	line := canvas.NewRectangle(colour(LineThin))
	return &groundRenderer{WidgetRenderer: widget.NewSimpleRenderer(line), ground: line, fill: LineThin}
}

// groundRenderer colours a plain rectangle anew when the theme changes.
type groundRenderer struct {
	fyne.WidgetRenderer
	ground *canvas.Rectangle
	fill   fyne.ThemeColorName
	edge   bool // with a line around it, in themes that ask for strong lines: there grounds look alike
}

func (r *groundRenderer) paint() {
	r.ground.FillColor = colour(r.fill)
	if r.edge {
		r.ground.StrokeColor, r.ground.StrokeWidth = colour(LineThin), thick(0)
	}
}

func (r *groundRenderer) Refresh() {
	r.paint()
	r.WidgetRenderer.Refresh()
}

// NewGround gives a plain coloured ground to stand things on.
func NewGround(fill fyne.ThemeColorName) fyne.CanvasObject {
	g := &ground{fill: fill}
	g.ExtendBaseWidget(g)
	return g
}

type ground struct {
	widget.BaseWidget
	fill fyne.ThemeColorName
}

func (g *ground) CreateRenderer() fyne.WidgetRenderer {
	rect := canvas.NewRectangle(colour(g.fill))
	r := &groundRenderer{WidgetRenderer: widget.NewSimpleRenderer(rect), ground: rect, fill: g.fill, edge: true}
	r.paint()
	return r
}

// Rows puts parts one below the other with a thin line between each two. Rows that can be pressed reach a little beyond the
// edges, so that their words stand in line with everything else.
func Rows(kids ...fyne.CanvasObject) *Box {
	var out []fyne.CanvasObject
	for i, kid := range kids {
		if i > 0 {
			out = append(out, NewRule())
		}
		out = append(out, kid)
	}
	return newBox(rows{}, out)
}

type rows struct{}

func (rows) least(kids []fyne.CanvasObject) float32 { return widest(kids) }

func (rows) place(kids []fyne.CanvasObject, width float32, at put) float32 {
	var y float32
	for i, kid := range kids {
		if i > 0 {
			y += Steps(0.5)
		}
		var out float32
		if p, ok := kid.(*Press); ok && p.Look == Plain {
			out, _ = p.air()
		}
		h := HeightFor(kid, width+2*out)
		at.at(kid, -out, y, width+2*out, h)
		y += h
	}
	return y
}
