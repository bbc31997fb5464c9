package part

import "fyne.io/fyne/v2"

// Stack arranges parts one below the other, gap steps of 8 apart, each as wide as the stack.
func Stack(gap float32, kids ...fyne.CanvasObject) *Box { return newBox(stack{gap}, kids) }

type stack struct{ gap float32 }

func (s stack) least(kids []fyne.CanvasObject) float32 { return widest(kids) }

func (s stack) place(kids []fyne.CanvasObject, width float32, at put) float32 {
	var y float32
	for i, kid := range kids {
		if i > 0 {
			y += Steps(s.gap)
		}
		h := HeightFor(kid, width)
		at.at(kid, 0, y, width, h)
		y += h
	}
	return y
}

// Line arranges parts side by side at their own widths, gap steps apart, and goes on in a new line where they do not fit.
func Line(gap float32, kids ...fyne.CanvasObject) *Box { return newBox(line{gap}, kids) }

type line struct{ gap float32 }

func (l line) least(kids []fyne.CanvasObject) float32 { return widest(kids) }

func (l line) place(kids []fyne.CanvasObject, width float32, at put) float32 {
	var y, total float32
	for len(kids) > 0 {
		n, h := l.fill(kids, width)
		l.row(kids[:n], y, width, h, at)
		kids = kids[n:]
		total = y + h
		y = total + Steps(min(l.gap, 1))
	}
	return total
}

// fill says how many of the parts fit in one line, and how high it is.
func (l line) fill(kids []fyne.CanvasObject, width float32) (n int, height float32) {
	var x float32
	for i, kid := range kids {
		w := natural(kid, width)
		if i > 0 && x+w > width+0.5 {
			break
		}
		x += w + Steps(l.gap)
		height = max(height, HeightFor(kid, w))
		n++
	}
	return n, height
}

func (l line) row(kids []fyne.CanvasObject, y, width, height float32, at put) {
	var x float32
	for _, kid := range kids {
		w := natural(kid, width)
		h := HeightFor(kid, w)
		at.at(kid, x, y+(height-h)/2, w, h)
		x += w + Steps(l.gap)
	}
}

// Beside puts the first part on the left with all the room there is, and the others on the right at their own widths,
// centred. Where that leaves the first less than half, or less than 14 ems (and less than it needs in one line), or where it would break a row of choices
// that has room by itself, the others go below it.
func Beside(first fyne.CanvasObject, others ...fyne.CanvasObject) *Box {
	return newBox(beside{}, []fyne.CanvasObject{first, Line(1.5, others...)})
}

type beside struct{}

func (b beside) least(kids []fyne.CanvasObject) float32 { return widest(kids) }

func (b beside) place(kids []fyne.CanvasObject, width float32, at put) float32 {
	if len(kids) < 2 {
		return stack{1}.place(kids, width, at)
	}
	line := kids[1].(*Box)
	own, gap := line.naturalWidth(), Steps(2)
	left := width - own - gap
	if left < min(max(Ems(14), width/2), natural(kids[0], Ems(100))) || left < kids[0].MinSize().Width || breaks(kids[0], left) && !breaks(kids[0], width) {
		return stack{1}.place(kids, width, at)
	}
	lh, rh := HeightFor(kids[0], left), HeightFor(line, own)
	height := max(lh, rh)
	at.at(kids[0], 0, (height-lh)/2, left, lh)
	at.at(line, left+gap, (height-rh)/2, own, rh)
	return height
}

// breaks tells whether choices would need a second line in a width, which is worse than that they have one to themselves.
func breaks(o fyne.CanvasObject, width float32) bool {
	c, ok := o.(*Choices)
	return ok && c.NaturalWidth() > width
}

// naturalWidth is the width at which a Line needs one line only.
func (b *Box) naturalWidth() float32 {
	l, ok := b.flow.(line)
	kids := shown(b.kids)
	if !ok {
		return widest(kids)
	}
	var w float32
	for i, kid := range kids {
		if i > 0 {
			w += Steps(l.gap)
		}
		w += natural(kid, Ems(100))
	}
	return w
}

// Led puts a short first part (a date) in a column of its own, lead ems wide, and the second beside it; where the second
// would have less than 12 ems it goes below.
func Led(lead float32, first, second fyne.CanvasObject) *Box {
	return newBox(led{lead}, []fyne.CanvasObject{first, second})
}

type led struct{ lead float32 }

func (l led) least(kids []fyne.CanvasObject) float32 { return widest(kids) }

func (l led) place(kids []fyne.CanvasObject, width float32, at put) float32 {
	x := Ems(l.lead)
	if len(kids) < 2 || width-x < Ems(16) || width-x < kids[1].MinSize().Width {
		return stack{0.5}.place(kids, width, at)
	}
	a, b := HeightFor(kids[0], x-Steps(1)), HeightFor(kids[1], width-x)
	height := max(a, b)
	at.at(kids[0], 0, (height-a)/2, x-Steps(1), a)
	at.at(kids[1], x, (height-b)/2, width-x, b)
	return height
}

// Columns puts parts side by side in shares of the width (the first has share times the second's), all as high as the
// highest, and fields with their inputs in line; where a column would be narrower than least ems they go one below the other.
func Columns(least float32, share float32, kids ...fyne.CanvasObject) *Box {
	return newBox(columns{narrow: least, share: share}, kids)
}

type columns struct{ narrow, share float32 }

func (c columns) least(kids []fyne.CanvasObject) float32 { return widest(kids) }

func (c columns) place(kids []fyne.CanvasObject, width float32, at put) float32 {
	widths := c.beside(kids, width)
	if widths == nil {
		return stack{2}.place(kids, width, at)
	}
	labels := c.labels(kids, width)
	lower := func(i int) float32 { return max(0, labels-labelOf(kids[i], widths[i], labels)) }
	var height, x float32
	for i, kid := range kids {
		height = max(height, lower(i)+HeightFor(kid, widths[i]))
	}
	for i, kid := range kids {
		at.at(kid, x, lower(i), widths[i], c.tall(kid, widths[i], height))
		x += widths[i] + Steps(2)
	}
	return height
}

// beside gives the widths of the columns; nil where they go one below the other.
func (c columns) beside(kids []fyne.CanvasObject, width float32) []float32 {
	widths := c.widths(len(kids), width-Steps(2)*float32(len(kids)-1))
	for i, kid := range kids {
		if widths[i] < Ems(c.narrow) || widths[i] < kid.MinSize().Width {
			return nil
		}
	}
	return widths
}

// labels is how high the highest label is, where every column is a field: the others' labels stand at the bottom of that height.
func (c columns) labels(kids []fyne.CanvasObject, width float32) (height float32) {
	for i, w := range c.beside(kids, width) {
		label := labelOf(kids[i], w, -1)
		if label < 0 {
			return 0
		}
		height = max(height, label)
	}
	return height
}

// labelOf gives how high the label of a field is, or of a row of fields; otherwise for what is none.
func labelOf(o fyne.CanvasObject, width, otherwise float32) float32 {
	switch o := o.(type) {
	case *Field:
		return HeightFor(o.Box.kids[0], width)
	case *Box:
		if c, ok := o.flow.(columns); ok {
			if h := c.labels(o.Kids(), width); h > 0 {
				return h
			}
		}
	}
	return otherwise
}

// tall lets cards in one row end together, and leaves everything else its own height.
func (c columns) tall(kid fyne.CanvasObject, width, row float32) float32 {
	if _, ok := kid.(*Card); ok {
		return row
	}
	return HeightFor(kid, width)
}

func (c columns) widths(n int, width float32) []float32 {
	out := make([]float32, n)
	all := c.share + float32(n-1)
	for i := range out {
		out[i] = width / all
	}
	if n > 0 {
		out[0] *= c.share
	}
	return out
}

// Inset puts air around a part: left and right, top and bottom, in steps of 8.
func Inset(across, down float32, kid fyne.CanvasObject) *Box {
	return newBox(inset{across, down}, []fyne.CanvasObject{kid})
}

type inset struct{ across, down float32 }

func (i inset) least(kids []fyne.CanvasObject) float32 { return widest(kids) + 2*Steps(i.across) }

func (i inset) place(kids []fyne.CanvasObject, width float32, at put) float32 {
	var h float32
	x, y := Steps(i.across), Steps(i.down)
	for _, kid := range kids {
		h = HeightFor(kid, width-2*x)
		at.at(kid, x, y, width-2*x, h)
	}
	return h + 2*y
}
