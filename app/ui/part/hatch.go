package part

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// hatch is a stretch of a band filled with slanting lines: time that ran over, or, slanting the other way, time for which an exception is claimed.
type hatch struct {
	widget.BaseWidget
	ground, ink fyne.ThemeColorName
	back        bool // the lines lean back
}

func newHatch(ground, ink fyne.ThemeColorName, back bool) *hatch {
	h := &hatch{ground: ground, ink: ink, back: back}
	h.ExtendBaseWidget(h)
	return h
}

// mostLines bounds what a very long stretch is drawn with.
const mostLines = 150

// CreateRenderer is Fyne's.
func (h *hatch) CreateRenderer() fyne.WidgetRenderer {
	r := &hatchRenderer{hatch: h, rect: canvas.NewRectangle(nil)}
	r.draw(h.Size())
	return r
}

type hatchRenderer struct {
	hatch   *hatch
	rect    *canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *hatchRenderer) Destroy()                     {}
func (r *hatchRenderer) MinSize() fyne.Size           { return fyne.Size{} } // it fills what it is given
func (r *hatchRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *hatchRenderer) Layout(size fyne.Size)        { r.draw(size) }

func (r *hatchRenderer) Refresh() {
	r.draw(r.hatch.Size())
	canvas.Refresh(r.hatch)
}

// draw lays lines a step apart, each cut where it leaves the stretch.
func (r *hatchRenderer) draw(size fyne.Size) {
	r.rect.FillColor, r.rect.StrokeColor, r.rect.StrokeWidth = colour(r.hatch.ground), colour(r.hatch.ink), 1
	r.rect.Resize(size)
	r.objects = []fyne.CanvasObject{r.rect}
	step := max(Steps(1.1), size.Width/mostLines)
	for x := step - size.Height; x < size.Width; x += step {
		a, b := max(0, x), min(size.Width, x+size.Height)
		if b <= a {
			continue
		}
		line := canvas.NewLine(shaded(colour(r.hatch.ink), 0x70)) // lines should not shout
		line.StrokeWidth = 1.6
		line.Position1 = fyne.NewPos(a, size.Height-(a-x))
		line.Position2 = fyne.NewPos(b, size.Height-(b-x))
		if r.hatch.back {
			line.Position1.Y, line.Position2.Y = size.Height-line.Position1.Y, size.Height-line.Position2.Y
		}
		r.objects = append(r.objects, line)
	}
}

// shaded gives a colour that is partly seen through.
func shaded(c color.Color, alpha uint8) color.Color {
	r, g, b, _ := c.RGBA()
	return color.NRGBA{R: uint8(r >> 8), G: uint8(g >> 8), B: uint8(b >> 8), A: alpha}
}
