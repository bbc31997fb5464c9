package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Preview shows a page of paper as a picture, whole and in its own shape, or its first words where it has no picture.
type Preview struct {
	widget.BaseWidget
	image *canvas.Image
	words *Text
}

// NewPreview gives an empty preview.
func NewPreview() *Preview {
	p := &Preview{words: Quiet("")}
	p.ExtendBaseWidget(p)
	return p
}

// Draw shows a picture.
func (p *Preview) Draw(image *canvas.Image) {
	image.FillMode = canvas.ImageFillContain
	image.ScaleMode = canvas.ImageScaleSmooth
	p.image = image
	p.words.Say("")
	p.Refresh()
}

// Say shows words instead.
func (p *Preview) Say(words string) {
	p.image = nil
	p.words.Say(words)
	p.Refresh()
}

// Kids is what is shown in words.
func (p *Preview) Kids() []fyne.CanvasObject { return []fyne.CanvasObject{p.words} }

// HeightFor keeps the page's own shape, and never more than about one screen's height.
func (p *Preview) HeightFor(width float32) float32 {
	if p.image == nil || p.image.Image == nil {
		return p.words.HeightFor(width)
	}
	size := p.image.Image.Bounds().Size()
	return min(width*float32(size.Y)/float32(max(1, size.X)), Ems(34))
}

// MinSize lets it be small.
func (p *Preview) MinSize() fyne.Size { return fyne.NewSize(Ems(8), Ems(1)) }

// CreateRenderer is Fyne's.
func (p *Preview) CreateRenderer() fyne.WidgetRenderer { return &previewRenderer{p} }

type previewRenderer struct{ preview *Preview }

func (r *previewRenderer) Destroy()           {}
func (r *previewRenderer) MinSize() fyne.Size { return r.preview.MinSize() }

func (r *previewRenderer) Objects() []fyne.CanvasObject {
	if r.preview.image == nil {
		return []fyne.CanvasObject{r.preview.words}
	}
	return []fyne.CanvasObject{r.preview.image}
}

func (r *previewRenderer) Layout(size fyne.Size) {
	for _, o := range r.Objects() {
		o.Resize(size)
	}
}

func (r *previewRenderer) Refresh() {
	r.Layout(r.preview.Size())
	canvas.Refresh(r.preview)
}
