package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Flowing is an object whose height follows from its width, as a paragraph's does.
type Flowing interface {
	fyne.CanvasObject
	// HeightFor gives the height needed to show everything at this width.
	HeightFor(width float32) float32
}

// Holder is a part that holds others; Kids are those shown now, in reading order.
type Holder interface {
	Kids() []fyne.CanvasObject
}

// HeightFor gives the height o needs at a width: what it says itself if it is Flowing, and its least height otherwise.
func HeightFor(o fyne.CanvasObject, width float32) float32 {
	if f, ok := o.(Flowing); ok {
		return f.HeightFor(width)
	}
	return o.MinSize().Height
}

// Walk calls see with o and everything shown inside it, in reading order.
func Walk(o fyne.CanvasObject, see func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	see(o)
	for _, kid := range inside(o) {
		Walk(kid, see)
	}
}

// WalkAt is Walk that also says where each object stands, o itself at the given place. It goes into those only for which see gives true. Where
// the keyboard waits at the top of a page, it comes to that too.
func WalkAt(o fyne.CanvasObject, at fyne.Position, see func(fyne.CanvasObject, fyne.Position) bool) {
	if o == nil || !o.Visible() || !see(o, at) {
		return
	}
	if p, ok := o.(*Page); ok {
		at = at.Add(p.scroll.Position()).Add(p.column.Position())
		if p.anchor.on {
			see(p.anchor, at)
		}
	}
	if l, ok := o.(*ListPage); ok {
		at = at.Add(l.scroll.Position()).Add(l.column.Position())
	}
	for _, kid := range inside(o) {
		WalkAt(kid, at.Add(kid.Position()), see)
	}
}

// inside gives what is shown inside o, in reading order.
func inside(o fyne.CanvasObject) []fyne.CanvasObject {
	switch h := o.(type) {
	case Holder:
		return h.Kids()
	case *fyne.Container:
		return h.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{h.Content}
	}
	return nil
}

// put is told where an object goes; when only measuring it is nil.
type put func(o fyne.CanvasObject, x, y, w, h float32)

func (p put) at(o fyne.CanvasObject, x, y, w, h float32) {
	if p != nil {
		p(o, x, y, w, h)
	}
}

// flow arranges objects in a width.
type flow interface {
	// place says where everything goes and gives the height used.
	place(kids []fyne.CanvasObject, width float32, at put) float32
	// least is the smallest width that cuts nothing.
	least(kids []fyne.CanvasObject) float32
}

// Box holds parts and arranges them by a flow; a Box behind a card or a row may have a ground.
type Box struct {
	widget.BaseWidget
	kids []fyne.CanvasObject
	flow flow
}

func newBox(f flow, kids []fyne.CanvasObject) *Box {
	b := &Box{kids: kids, flow: f}
	b.ExtendBaseWidget(b)
	return b
}

// bareBox is a box for a part that is more than a box: that part extends it as itself.
func bareBox(f flow, kids ...fyne.CanvasObject) *Box { return &Box{kids: kids, flow: f} }

// Set changes what the box holds.
func (b *Box) Set(kids ...fyne.CanvasObject) {
	b.kids = kids
	b.Refresh()
}

// Add puts one more part at the end.
func (b *Box) Add(kid fyne.CanvasObject) { b.Set(append(b.kids, kid)...) }

// Kids gives what is shown.
func (b *Box) Kids() []fyne.CanvasObject { return shown(b.kids) }

// HeightFor gives the height at a width.
func (b *Box) HeightFor(width float32) float32 { return b.flow.place(shown(b.kids), width, nil) }

// MinSize is the least width that cuts nothing, and the height at the width it has now.
func (b *Box) MinSize() fyne.Size {
	kids := shown(b.kids)
	least := b.flow.least(kids)
	return fyne.NewSize(least, b.flow.place(kids, max(least, b.Size().Width), nil))
}

// CreateRenderer is Fyne's.
func (b *Box) CreateRenderer() fyne.WidgetRenderer { return &boxRenderer{box: b} }

type boxRenderer struct{ box *Box }

func (r *boxRenderer) Destroy()                     {}
func (r *boxRenderer) Objects() []fyne.CanvasObject { return r.box.kids }
func (r *boxRenderer) MinSize() fyne.Size           { return r.box.MinSize() }

func (r *boxRenderer) Layout(size fyne.Size) {
	r.box.flow.place(shown(r.box.kids), size.Width, func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	})
}

func (r *boxRenderer) Refresh() {
	for _, kid := range r.box.kids {
		kid.Refresh()
	}
	r.Layout(r.box.Size())
}

func shown(kids []fyne.CanvasObject) []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, 0, len(kids))
	for _, kid := range kids {
		if kid != nil && kid.Visible() {
			out = append(out, kid)
		}
	}
	return out
}

// Roomy is a part that can do with less width than it likes, by wrapping its words.
type Roomy interface {
	// NaturalWidth is the width at which nothing wraps.
	NaturalWidth() float32
}

// natural gives the width a part likes, and no more than there is.
func natural(o fyne.CanvasObject, most float32) float32 {
	least := o.MinSize().Width
	if b, ok := o.(*Box); ok {
		if _, column := b.flow.(stack); column {
			for _, kid := range shown(b.kids) {
				least = max(least, natural(kid, most))
			}
			return least
		}
	}
	if r, ok := o.(Roomy); ok {
		return max(least, min(r.NaturalWidth(), most))
	}
	return least
}

func widest(kids []fyne.CanvasObject) float32 {
	var w float32
	for _, kid := range kids {
		w = max(w, kid.MinSize().Width)
	}
	return w
}
