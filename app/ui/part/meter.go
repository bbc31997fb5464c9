package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Meter is a bar that fills: pages against an allowance, or work done. Above its limit it turns to the colour of lateness; the
// words beside it must say so too.
type Meter struct {
	widget.BaseWidget
	part float32
}

// NewMeter gives an empty bar.
func NewMeter() *Meter {
	m := &Meter{}
	m.ExtendBaseWidget(m)
	return m
}

// Set fills the bar to done of all; all 0 leaves it empty.
func (m *Meter) Set(done, all int) {
	m.part = 0
	if all > 0 {
		m.part = float32(done) / float32(all)
	}
	m.Refresh()
}

// MinSize is a bar of some length.
func (m *Meter) MinSize() fyne.Size { return fyne.NewSize(Ems(6), Steps(1.5)) }

// CreateRenderer is Fyne's.
func (m *Meter) CreateRenderer() fyne.WidgetRenderer {
	r := &meterRenderer{meter: m, whole: canvas.NewRectangle(nil), full: canvas.NewRectangle(nil)}
	r.paint()
	return r
}

type meterRenderer struct {
	meter       *Meter
	whole, full *canvas.Rectangle
}

func (r *meterRenderer) Destroy()                     {}
func (r *meterRenderer) MinSize() fyne.Size           { return r.meter.MinSize() }
func (r *meterRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.whole, r.full} }

func (r *meterRenderer) Layout(size fyne.Size) {
	r.whole.Resize(size)
	r.full.Resize(fyne.NewSize(size.Width*min(1, r.meter.part), size.Height))
	r.whole.CornerRadius, r.full.CornerRadius = size.Height/2, size.Height/2
}

func (r *meterRenderer) Refresh() {
	r.paint()
	r.Layout(r.meter.Size())
	canvas.Refresh(r.meter)
}

func (r *meterRenderer) paint() {
	r.whole.FillColor, r.full.FillColor = colour(OnNote), colour(InkDone)
	r.whole.StrokeColor, r.whole.StrokeWidth = colour(LineField), thick(1)
	if r.meter.part > 1 {
		r.full.FillColor = colour(InkLate)
	}
}

// NewDropZone gives a place that says files may be dropped, and opens a chooser when pressed. (Fyne tells the window of a
// drop, not the part below it: the shell hands the files to the view in sight.)
func NewDropZone(words string, choose func()) *Press {
	p := Row(Body(words).In(InkQuiet), words, choose)
	p.Look = Drop
	return p
}
