package part

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"ehccasefile/casefile/timeline"
)

// Sign is the mark of a point on a picture of time. Each state has a shape of its own: a tick on a round ground is done in time, a tick on a square ground done
// late, a triangle late, a ring with a dot soon, an empty ring to come, a dot something that happened; a number stands for several.
type Sign struct {
	widget.BaseWidget
	state timeline.State
	many  int // more than one: so many points in one, in place of the state's shape
}

// NewSign gives the sign of a state.
func NewSign(state timeline.State) *Sign { return newSign(state, 0) }

func newSign(state timeline.State, many int) *Sign {
	s := &Sign{state: state, many: many}
	s.ExtendBaseWidget(s)
	return s
}

// signSide is how wide and high a sign is.
func signSide() float32 { return Ems(1.2) }

// MinSize is a square as high as a line.
func (s *Sign) MinSize() fyne.Size { return fyne.NewSquareSize(signSide()) }

// signInk is the colour of a state.
func signInk(s timeline.State) fyne.ThemeColorName {
	switch s {
	case timeline.Met:
		return InkDone
	case timeline.MetLate, timeline.Soon:
		return InkSoon
	case timeline.Late:
		return InkLate
	}
	return InkMain
}

// CreateRenderer is Fyne's.
func (s *Sign) CreateRenderer() fyne.WidgetRenderer {
	r := &signRenderer{sign: s, round: canvas.NewCircle(nil), square: canvas.NewRectangle(nil), triangle: canvas.NewArbitraryPolygon(nil, nil),
		dot: canvas.NewCircle(nil), down: canvas.NewLine(nil), up: canvas.NewLine(nil), number: canvas.NewText("", nil)}
	r.triangle.NormalizedPoints = true
	r.triangle.Points = []fyne.Position{{X: 0.5, Y: 0.02}, {X: 1, Y: 0.94}, {X: 0, Y: 0.94}}
	r.triangle.CornerRadii = []float32{1.5, 1.5, 1.5}
	r.number.Alignment = fyne.TextAlignCenter
	r.number.TextStyle.Bold = true
	r.paint()
	return r
}

type signRenderer struct {
	sign       *Sign
	round, dot *canvas.Circle
	square     *canvas.Rectangle
	triangle   *canvas.ArbitraryPolygon
	down, up   *canvas.Line
	number     *canvas.Text
}

func (r *signRenderer) Destroy()           {}
func (r *signRenderer) MinSize() fyne.Size { return r.sign.MinSize() }
func (r *signRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.round, r.square, r.triangle, r.dot, r.down, r.up, r.number}
}

func (r *signRenderer) Layout(size fyne.Size) {
	a := min(size.Width, size.Height)
	place := func(o fyne.CanvasObject, part float32) {
		o.Move(fyne.NewPos((size.Width-a*part)/2, (size.Height-a*part)/2))
		o.Resize(fyne.NewSquareSize(a * part))
	}
	place(r.round, 0.86)
	place(r.square, 0.82)
	place(r.triangle, 0.94)
	place(r.dot, 0.34)
	if r.sign.state == timeline.Happened {
		place(r.dot, 0.62)
	}
	at := func(x, y float32) fyne.Position { return fyne.NewPos(x*a, y*a) }
	r.down.Position1, r.down.Position2 = at(0.29, 0.52), at(0.44, 0.67)
	r.up.Position1, r.up.Position2 = at(0.43, 0.67), at(0.72, 0.34)
	if r.sign.many > 1 {
		r.square.Move(fyne.NewPos(0, a*0.04))
		r.square.Resize(fyne.NewSize(size.Width, a*0.92))
		r.square.CornerRadius = a * 0.3
		r.number.Resize(size)
	}
}

func (r *signRenderer) Refresh() {
	r.paint()
	r.Layout(r.sign.Size())
	canvas.Refresh(r.sign)
}

// paint shows what the state has and hides the rest.
func (r *signRenderer) paint() {
	s, many := r.sign.state, r.sign.many > 1
	ink := colour(signInk(s))
	tick := !many && (s == timeline.Met || s == timeline.MetLate)
	ring := s == timeline.Soon || s == timeline.Ahead
	r.round.Hidden = many || !ring && s != timeline.Met
	r.square.Hidden = !many && s != timeline.MetLate
	r.triangle.Hidden = many || s != timeline.Late
	r.dot.Hidden = many || s != timeline.Soon && s != timeline.Happened
	r.down.Hidden, r.up.Hidden, r.number.Hidden = !tick, !tick, !many
	r.round.FillColor, r.round.StrokeColor, r.round.StrokeWidth = ink, ink, 0
	if ring {
		r.round.FillColor, r.round.StrokeWidth = colour(OnCard), max(2, signSide()*0.12)
	}
	r.square.FillColor, r.square.CornerRadius = ink, 2
	r.triangle.FillColor, r.dot.FillColor = ink, ink
	r.down.StrokeColor, r.up.StrokeColor = colour(OnCard), colour(OnCard)
	r.down.StrokeWidth, r.up.StrokeWidth = signSide()*0.11, signSide()*0.11
	r.number.Color, r.number.TextSize, r.number.Text = colour(OnCard), Ems(0.8), strconv.Itoa(r.sign.many)
	if r.sign.many > 99 {
		r.number.TextSize, r.number.Text = Ems(0.55), "99+"
	}
}

func signKey(s fyne.CanvasObject, words string) *Box {
	return newBox(pin{}, []fyne.CanvasObject{s, Quiet(words).OneLine()})
}

// pin puts a sign beside the first line of its words, on the left of them or on the right.
type pin struct{ right bool }

// signAir is between a sign and its words.
func signAir() float32 { return Steps(0.75) }

func (p pin) least(kids []fyne.CanvasObject) float32 {
	return signSide() + signAir() + kids[1].MinSize().Width
}

func (p pin) place(kids []fyne.CanvasObject, width float32, at put) float32 {
	side := signSide()
	words := width - side - signAir()
	h, line := HeightFor(kids[1], words), Quiet("Ág").lineHeight()
	x, y := float32(0), (line-side)/2
	if p.right {
		x = words + signAir()
		at.at(kids[0], x, max(0, y), side, side)
		at.at(kids[1], 0, max(0, -y), words, h)
	} else {
		at.at(kids[0], x, max(0, y), side, side)
		at.at(kids[1], side+signAir(), max(0, -y), words, h)
	}
	return max(side, h+max(0, -y))
}
