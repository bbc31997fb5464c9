package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Band is a strip across a page that says something about all of it, in the colours and with the sign of a tone: that another day is looked
// at, for example.
type Band struct {
	widget.BaseWidget
	tone   Tone
	inside *Box
}

// NewBand gives a band that says words, a quieter sentence below them ("" for none), and buttons beside them.
func NewBand(tone Tone, words, more string, buttons ...fyne.CanvasObject) *Band {
	sign := tone.sign()
	if sign != "" {
		sign += " "
	}
	said := Stack(0.25, NewText(SizeBody, Span{Words: sign + words, Bold: true}).In(tone.ink()))
	if more != "" {
		said.Add(NewText(SizeQuiet, Span{Words: more}).In(tone.ink()))
	}
	b := &Band{tone: tone, inside: Inset(2, 1.25, Beside(said, buttons...))}
	b.ExtendBaseWidget(b)
	return b
}

// Kids is what stands on it.
func (b *Band) Kids() []fyne.CanvasObject { return []fyne.CanvasObject{b.inside} }

// HeightFor gives the height at a width.
func (b *Band) HeightFor(width float32) float32 { return b.inside.HeightFor(width) }

// MinSize is the least size that cuts nothing.
func (b *Band) MinSize() fyne.Size { return b.inside.MinSize() }

// CreateRenderer is Fyne's.
func (b *Band) CreateRenderer() fyne.WidgetRenderer {
	r := &bandRenderer{band: b, ground: canvas.NewRectangle(nil)}
	r.paint()
	return r
}

type bandRenderer struct {
	band   *Band
	ground *canvas.Rectangle
}

func (r *bandRenderer) Destroy()           {}
func (r *bandRenderer) MinSize() fyne.Size { return r.band.MinSize() }
func (r *bandRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.band.inside}
}

func (r *bandRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	r.band.inside.Resize(size)
}

func (r *bandRenderer) Refresh() {
	r.paint()
	r.band.inside.Refresh()
	r.Layout(r.band.Size())
	canvas.Refresh(r.band)
}

func (r *bandRenderer) paint() {
	r.ground.FillColor, r.ground.StrokeColor = colour(r.band.tone.ground()), colour(r.band.tone.ink())
	r.ground.StrokeWidth, r.ground.CornerRadius = 1.2, Steps(1.25)
}

// Either shows one of two parts, by the width there is.
type Either struct {
	widget.BaseWidget
	wide, narrow fyne.CanvasObject
	fits         func(width float32) bool
}

// NewEither gives a part that shows the first where fits says that it has room, and the second otherwise.
func NewEither(fits func(width float32) bool, wide, narrow fyne.CanvasObject) *Either {
	e := &Either{fits: fits, wide: wide, narrow: narrow}
	e.ExtendBaseWidget(e)
	return e
}

// at gives the part that is shown at a width.
func (e *Either) at(width float32) fyne.CanvasObject {
	if e.fits(width) {
		return e.wide
	}
	return e.narrow
}

// Kids is the one that is shown.
func (e *Either) Kids() []fyne.CanvasObject { return []fyne.CanvasObject{e.at(e.Size().Width)} }

// HeightFor gives the height at a width.
func (e *Either) HeightFor(width float32) float32 { return HeightFor(e.at(width), width) }

// MinSize is the least width of the narrow one, and the height at the width it has now.
func (e *Either) MinSize() fyne.Size {
	least := e.narrow.MinSize().Width
	return fyne.NewSize(least, e.HeightFor(max(least, e.Size().Width)))
}

// CreateRenderer is Fyne's.
func (e *Either) CreateRenderer() fyne.WidgetRenderer { return &eitherRenderer{e} }

type eitherRenderer struct{ either *Either }

func (r *eitherRenderer) Destroy()           {}
func (r *eitherRenderer) MinSize() fyne.Size { return r.either.MinSize() }
func (r *eitherRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.either.wide, r.either.narrow}
}

func (r *eitherRenderer) Layout(size fyne.Size) {
	shown, other := r.either.wide, r.either.narrow
	if !r.either.fits(size.Width) {
		shown, other = other, shown
	}
	other.Hide()
	shown.Show()
	shown.Resize(size)
}

func (r *eitherRenderer) Refresh() {
	r.either.wide.Refresh()
	r.either.narrow.Refresh()
	r.Layout(r.either.Size())
	canvas.Refresh(r.either)
}
