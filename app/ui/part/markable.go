package part

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Markable is a Preview on which the pointer can mark a place by dragging across it. Whoever uses it offers the same by keyboard.
type Markable struct {
	widget.BaseWidget
	paper    *Preview
	from, to fyne.Position // of what is being marked; the same where nothing is
	marked   func(left, bottom, right, top float32)
	band     *canvas.Rectangle
}

// NewMarkable gives an empty one. marked is told a place as parts of the page, 0 to 1, from its bottom left corner.
func NewMarkable(marked func(left, bottom, right, top float32)) *Markable {
	m := &Markable{paper: NewPreview(), marked: marked, band: canvas.NewRectangle(nil)}
	m.ExtendBaseWidget(m)
	return m
}

// least is the shortest side of a mark, in parts of the page: less is a slip of the hand.
const least = 0.004

// Dragged is Fyne's.
func (m *Markable) Dragged(ev *fyne.DragEvent) {
	if m.from == m.to {
		m.from = ev.Position.Subtract(ev.Dragged)
	}
	m.to = ev.Position
	m.showBand()
}

// DragEnd is Fyne's.
func (m *Markable) DragEnd() {
	at, size := m.sheet()
	from, to := m.from, m.to
	m.from, m.to = fyne.Position{}, fyne.Position{}
	m.showBand()
	if !m.paper.Drawn() || size.Width <= 0 || size.Height <= 0 {
		return
	}
	part := func(x, start, length float32) float32 { return max(0, min(1, (x-start)/length)) }
	left, right := part(min(from.X, to.X), at.X, size.Width), part(max(from.X, to.X), at.X, size.Width)
	top, bottom := 1-part(min(from.Y, to.Y), at.Y, size.Height), 1-part(max(from.Y, to.Y), at.Y, size.Height)
	if right-left > least && top-bottom > least {
		m.marked(left, bottom, right, top)
	}
}

// sheet is where the page lies on the widget.
func (m *Markable) sheet() (fyne.Position, fyne.Size) {
	if !m.paper.Drawn() {
		return fyne.Position{}, fyne.Size{}
	}
	size := m.paper.fit(m.Size())
	return fyne.NewPos((m.Size().Width-size.Width)/2, 0), size
}

func (m *Markable) showBand() {
	m.band.FillColor, m.band.StrokeColor, m.band.StrokeWidth = colour(inkNothing), colour(InkMain), 2
	m.band.Move(fyne.NewPos(min(m.from.X, m.to.X), min(m.from.Y, m.to.Y)))
	m.band.Resize(fyne.NewSize(max(m.from.X, m.to.X)-min(m.from.X, m.to.X), max(m.from.Y, m.to.Y)-min(m.from.Y, m.to.Y)))
	m.band.Hidden = m.from == m.to
	m.band.Refresh()
}

// Draw shows a picture.
func (m *Markable) Draw(page image.Image) { m.paper.Draw(page) }

// Widen lets the page be as wide as there is room, or as high as a screen again.
func (m *Markable) Widen(wide bool) { m.paper.Wide = wide }

// Say shows words instead.
func (m *Markable) Say(words string) { m.paper.Say(words) }

// Kids is what it holds.
func (m *Markable) Kids() []fyne.CanvasObject { return []fyne.CanvasObject{m.paper} }

// HeightFor is the preview's.
func (m *Markable) HeightFor(width float32) float32 { return m.paper.HeightFor(width) }

// MinSize is the preview's.
func (m *Markable) MinSize() fyne.Size {
	return fyne.NewSize(Ems(8), m.HeightFor(max(Ems(8), m.Size().Width)))
}

// CreateRenderer is Fyne's.
func (m *Markable) CreateRenderer() fyne.WidgetRenderer {
	m.showBand()
	return widget.NewSimpleRenderer(container.New(overlay{m}, m.paper, m.band))
}

// overlay lays the paper over the whole, and leaves the band where the pointer was.
type overlay struct{ m *Markable }

// Layout is Fyne's.
func (o overlay) Layout(_ []fyne.CanvasObject, size fyne.Size) { o.m.paper.Resize(size) }

// MinSize is Fyne's.
func (o overlay) MinSize([]fyne.CanvasObject) fyne.Size { return o.m.paper.MinSize() }
