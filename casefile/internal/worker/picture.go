package worker

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"
	"golang.org/x/image/draw"
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
	p, err := d.open(data, "")
	if err != nil {
		return nil, err
	}
	defer p.close()
	if o.Page < 0 || o.Page >= p.pages {
		return nil, detail{fault: noPage, say: fmt.Sprintf("page %d of %d", o.Page+1, p.pages)}
	}
	v, err := p.view(o.Page)
	if err != nil {
		return nil, p.fault(err)
	}
	w, h := pixels(v.width(), v.height(), o.Size)
	drawn, err := p.RenderPageInPixels(&requests.RenderPageInPixels{
		Page: p.page(o.Page), Width: w, Height: h, RenderFlags: enums.FPDF_RENDER_FLAG_ANNOT,
		RenderForm: true, Document: &p.doc, // the answers in a form are drawn by the form and not with the other annotations
	})
	if err != nil {
		return nil, p.fault(err)
	}
	defer drawn.Cleanup()
	return asPNG(drawn.Result.RenderedImage)
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

// checkImage is the job of Worker.Image.
func checkImage(_ *desk, _ order, data []byte) ([]byte, error) {
	info, _, err := decode(data)
	if err != nil {
		return nil, err
	}
	return asJSON(info)
}

// drawPhoto is the job of Worker.Photo.
func drawPhoto(_ *desk, o order, data []byte) ([]byte, error) {
	info, m, err := decode(data)
	if err != nil {
		return nil, err
	}
	return asPNG(upright(smaller(m, min(o.Size, maxPhotoSide)), info.Orientation))
}

// decode looks at the size first, as a few bytes may ask for gigabytes, and only then decodes to the end.
func decode(data []byte) (ImageInfo, image.Image, error) {
	c, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return ImageInfo{}, nil, detail{fault: damaged, say: firstLine(err.Error())}
	}
	if err := checkSize(c); err != nil {
		return ImageInfo{}, nil, err
	}
	m, err := decoders[format](bytes.NewReader(data))
	if err != nil {
		return ImageInfo{}, nil, detail{fault: damaged, say: firstLine(err.Error())}
	}
	info := ImageInfo{Format: format, Width: c.Width, Height: c.Height, Orientation: 1}
	if format == "jpeg" {
		info.Orientation = orientation(data)
	}
	return info, m, nil
}

var decoders = map[string]func(*bytes.Reader) (image.Image, error){
	"jpeg": func(r *bytes.Reader) (image.Image, error) { return jpeg.Decode(r) },
	"png":  func(r *bytes.Reader) (image.Image, error) { return png.Decode(r) },
}

// checkSize refuses a picture whose sides, area or memory pass the limits.
func checkSize(c image.Config) error {
	if c.Width < 1 || c.Height < 1 {
		return detail{fault: damaged, say: "it has no size"}
	}
	area := int64(c.Width) * int64(c.Height)
	if c.Width > MaxSide || c.Height > MaxSide || area > MaxPixels || area*depth(c) > maxImageMemory {
		return detail{fault: tooLarge, say: fmt.Sprintf("it is %d by %d pixels", c.Width, c.Height)}
	}
	return nil
}

// smaller scales a picture down until its longer side is at most side; it never makes one larger.
func smaller(m image.Image, side int) image.Image {
	b := m.Bounds()
	long := max(b.Dx(), b.Dy())
	if side < 1 || long <= side {
		return m
	}
	scale := func(n int) int { return max(1, n*side/long) }
	small := image.NewNRGBA(image.Rect(0, 0, scale(b.Dx()), scale(b.Dy())))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), m, b, draw.Src, nil)
	return small
}
