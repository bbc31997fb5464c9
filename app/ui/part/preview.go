package part

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Preview shows a page of paper as a picture, whole and in its own shape with a thin line around it, or its words where it
// has no picture.
type Preview struct {
	widget.BaseWidget
	page  image.Image
	words *Text
	Wide  bool // the page is as wide as there is room, however high that makes it
}

// NewPreview gives an empty preview.
func NewPreview() *Preview {
	p := &Preview{words: Quiet("")}
	p.ExtendBaseWidget(p)
	return p
}

// Draw shows a picture.
func (p *Preview) Draw(page image.Image) {
	p.page = page
	p.words.Say("")
	p.Refresh()
}

// Say shows words instead; none leave it empty.
func (p *Preview) Say(words string) {
	p.page = nil
	p.words.Say(words)
	p.Refresh()
}

// Drawn tells whether a picture is shown.
func (p *Preview) Drawn() bool { return p.page != nil }

// Kids is what is shown in words.
func (p *Preview) Kids() []fyne.CanvasObject { return []fyne.CanvasObject{p.words} }

// HeightFor keeps the page's own shape, and unless it should be wide, never more than about one screen's height.
func (p *Preview) HeightFor(width float32) float32 {
	if p.page == nil {
		return p.words.HeightFor(width)
	}
	most := Ems(34)
	if p.Wide {
		most = 100 * width
	}
	return p.fit(fyne.NewSize(width, most)).Height
}

// fit gives the size of the page inside a space, in its own shape.
func (p *Preview) fit(space fyne.Size) fyne.Size {
	size := p.page.Bounds().Size()
	if size.X < 1 || size.Y < 1 {
		return fyne.Size{}
	}
	scale := min(space.Width/float32(size.X), space.Height/float32(size.Y))
	return fyne.NewSize(float32(size.X)*scale, float32(size.Y)*scale)
}

// MinSize lets it be small.
func (p *Preview) MinSize() fyne.Size {
	return fyne.NewSize(Ems(8), p.HeightFor(max(Ems(8), p.Size().Width)))
}

// CreateRenderer is Fyne's.
func (p *Preview) CreateRenderer() fyne.WidgetRenderer {
	r := &previewRenderer{preview: p, image: canvas.NewImageFromImage(nil), edge: canvas.NewRectangle(nil)}
	r.image.FillMode, r.image.ScaleMode = canvas.ImageFillStretch, canvas.ImageScaleSmooth
	r.paint()
	return r
}

type previewRenderer struct {
	preview *Preview
	image   *canvas.Image
	edge    *canvas.Rectangle
}

func (r *previewRenderer) Destroy()           {}
func (r *previewRenderer) MinSize() fyne.Size { return r.preview.MinSize() }

func (r *previewRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.image, r.edge, r.preview.words}
}

func (r *previewRenderer) Layout(size fyne.Size) {
	r.preview.words.Resize(size)
	if r.preview.page == nil {
		return
	}
	page := r.preview.fit(size)
	at := fyne.NewPos((size.Width-page.Width)/2, 0)
	for _, o := range []fyne.CanvasObject{r.image, r.edge} {
		o.Move(at)
		o.Resize(page)
	}
}

func (r *previewRenderer) Refresh() {
	r.paint()
	r.Layout(r.preview.Size())
	canvas.Refresh(r.preview)
}

func (r *previewRenderer) paint() {
	r.image.Image = r.preview.page
	r.image.Hidden, r.edge.Hidden = r.preview.page == nil, r.preview.page == nil
	r.edge.FillColor, r.edge.StrokeColor, r.edge.StrokeWidth = colour(inkNothing), colour(LineThin), thick(1)
	r.image.Refresh()
}
