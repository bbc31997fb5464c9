package part

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Tone says what a chip means. Each has a sign of its own beside its colour, for those who see no colours.
type Tone int

// The tones of a chip.
const (
	Late Tone = iota // ▲
	Soon             // ●
	Done             // ✓
	Note             // no sign: plain information
)

// Chip is a few words in a rounded ground.
type Chip struct {
	widget.BaseWidget
	tone  Tone
	label *Text
}

// NewChip gives a chip that says words, with its tone's sign before them.
func NewChip(tone Tone, words string) *Chip {
	c := &Chip{tone: tone, label: NewText(SizeQuiet).OneLine()}
	c.ExtendBaseWidget(c)
	c.Set(tone, words)
	return c
}

// Set changes what it says.
func (c *Chip) Set(tone Tone, words string) {
	c.tone = tone
	c.label.Ink = tone.ink()
	sign := tone.sign()
	if sign != "" && words != "" {
		sign += " "
	}
	c.label.Set(Span{Words: sign + words, Bold: true})
	c.Refresh()
}

// Kids is its words.
func (c *Chip) Kids() []fyne.CanvasObject { return []fyne.CanvasObject{c.label} }

func (t Tone) sign() string { return [...]string{"▲", "●", "✓", ""}[t] }

// Ink gives the colour of words in this tone, for a card or the ground.
func (t Tone) Ink() fyne.ThemeColorName { return t.ink() }

func (t Tone) ink() fyne.ThemeColorName {
	return [...]fyne.ThemeColorName{InkLate, InkSoon, InkDone, InkMain}[t]
}

func (t Tone) ground() fyne.ThemeColorName {
	return [...]fyne.ThemeColorName{OnLate, OnSoon, OnDone, OnNote}[t]
}

// MinSize is the words and the air around them.
func (c *Chip) MinSize() fyne.Size {
	return c.label.MinSize().Add(fyne.NewSize(2*Steps(1.25), 2*Steps(0.35)))
}

// Rise is how far above a line of plain words a chip begins whose words stand level with them.
func (c *Chip) Rise() float32 { return (c.MinSize().Height - Body("").lineHeight()) / 2 }

// CreateRenderer is Fyne's.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	return &blobRenderer{ground: canvas.NewRectangle(colour(c.tone.ground())), label: c.label, owner: c,
		fill: func() fyne.ThemeColorName { return c.tone.ground() }}
}

// blobRenderer draws words centred on a rounded ground.
type blobRenderer struct {
	ground *canvas.Rectangle
	label  *Text
	owner  fyne.Widget
	fill   func() fyne.ThemeColorName
}

func (r *blobRenderer) Destroy()           {}
func (r *blobRenderer) MinSize() fyne.Size { return r.owner.MinSize() }
func (r *blobRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.label}
}

func (r *blobRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	r.ground.CornerRadius = size.Height / 2
	least := r.label.MinSize()
	r.label.Move(fyne.NewPos((size.Width-least.Width)/2, (size.Height-least.Height)/2+r.label.points()*0.06))
	r.label.Resize(least)
}

func (r *blobRenderer) Refresh() {
	r.ground.FillColor = colour(r.fill())
	r.label.Refresh()
	r.Layout(r.owner.Size())
	canvas.Refresh(r.owner)
}

// Step is one numbered step of a reason: a number in a circle and what it says.
func Step(number int, what fyne.CanvasObject) *Box {
	return newBox(step{}, []fyne.CanvasObject{newNumber(number), what})
}

type step struct{}

func (step) least(kids []fyne.CanvasObject) float32 {
	return kids[0].MinSize().Width + Steps(1.5) + kids[1].MinSize().Width
}

func (step) place(kids []fyne.CanvasObject, width float32, at put) float32 {
	circle := kids[0].MinSize()
	x := circle.Width + Steps(1.5)
	h := HeightFor(kids[1], width-x)
	at.at(kids[0], 0, 0, circle.Width, circle.Height)
	at.at(kids[1], x, Steps(0.3), width-x, h)
	return max(circle.Height, h+Steps(0.3))
}

type number struct {
	widget.BaseWidget
	label *Text
}

func newNumber(n int) *number {
	c := &number{label: NewText(SizeQuiet, Span{Words: strconv.Itoa(n), Bold: true}).OneLine().In(InkMain)}
	c.ExtendBaseWidget(c)
	return c
}

func (c *number) Kids() []fyne.CanvasObject { return []fyne.CanvasObject{c.label} }

func (c *number) MinSize() fyne.Size {
	side := max(c.label.MinSize().Width, c.label.MinSize().Height) + Steps(0.8)
	return fyne.NewSize(side, side)
}

func (c *number) CreateRenderer() fyne.WidgetRenderer {
	return &blobRenderer{ground: canvas.NewRectangle(colour(OnNote)), label: c.label, owner: c,
		fill: func() fyne.ThemeColorName { return OnNote }}
}
