package worker

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
)

// picture is the job of Worker.Picture. A file that pdfium gives up is drawn from what can be mended of it.
func picture(d *desk, o order, data []byte) ([]byte, error) {
	drawn, err := d.draw(o, data)
	if isDamage(err) {
		if saved, ok := mend(data); ok {
			if drawn, failed := d.draw(o, saved); failed == nil {
				return drawn, nil
			}
		}
	}
	return drawn, err
}

func (d *desk) draw(o order, data []byte) ([]byte, error) {
	p, err := d.open(data, o.Password)
	if err != nil {
		return nil, err
	}
	defer p.close()
	if o.Page < 0 || o.Page >= p.pages {
		return nil, detail{fault: noPage, say: fmt.Sprintf("page %d of %d", o.Page+1, p.pages)}
	}
	drawn, err := p.drawn(o.Page, o.Size)
	if err != nil {
		return nil, p.fault(err)
	}
	defer drawn.Cleanup()
	return asPNG(drawn.Result.RenderedImage)
}

// drawn draws page i with its remarks and the answers of its form.
func (p *paper) drawn(i, dpi int) (*responses.RenderPageInPixels, error) {
	v, err := p.view(i)
	if err != nil {
		return nil, err
	}
	w, h := pixels(v.width(), v.height(), dpi)
	return p.drawnAs(i, w, h)
}

// drawnAs is drawn in so many dots.
func (p *paper) drawnAs(i, w, h int) (*responses.RenderPageInPixels, error) {
	return p.RenderPageInPixels(&requests.RenderPageInPixels{
		Page: p.page(i), Width: w, Height: h, RenderFlags: enums.FPDF_RENDER_FLAG_ANNOT,
		RenderForm: true, Document: &p.doc, // the answers in a form are drawn by the form and not with the other annotations
	})
}

// pixels is a page's size at a resolution, made smaller where it would be too large to draw safely.
func pixels(width, height float64, dpi int) (int, int) {
	scale := float64(min(max(dpi, 1), maxDPI)) / 72
	if n := width * height * scale * scale; n > maxDrawn {
		scale *= math.Sqrt(maxDrawn / n)
	}
	side := func(x float64) int { return min(max(int(math.Round(x*scale)), 1), maxDrawn/100) }
	return side(width), side(height)
}

// asPNG writes a picture quickly rather than small: it goes no further than the window.
func asPNG(m image.Image) ([]byte, error) {
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, m); err != nil {
		return nil, fmt.Errorf("write the picture: %w", err)
	}
	return b.Bytes(), nil
}
