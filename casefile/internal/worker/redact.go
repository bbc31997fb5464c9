package worker

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"math"

	"ehccasefile/casefile/internal/page"
)

// Black is one page of a PDF that is to be drawn anew.
type Black struct {
	Width, Height float64 // of the new page, in points, as displayed
	Areas         []Rect  // what is painted black: parts of the page as displayed, 0 to 1, from its bottom left corner
}

// How a page is drawn anew: fine enough for small print, and at most this many bytes in all.
const (
	blackDPI   = 200
	blackJPEG  = 88
	blackBytes = 160 << 20
)

// Redact draws every page of a PDF anew as a picture, with the areas black, and gives the pictures as a PDF: nothing of the old file is in
// it, neither text nor notes, outline, attachments or what another page shares. There must be one Black for each page. Errors as for Read.
func (w *Worker) Redact(ctx context.Context, pdf []byte, pages []Black) ([]byte, error) {
	head, err := json.Marshal(pages)
	if err != nil {
		return nil, fmt.Errorf("write down what to black out: %w", err)
	}
	data := binary.BigEndian.AppendUint32(make([]byte, 0, 4+len(head)+len(pdf)), uint32(len(head)))
	return w.do(ctx, order{Job: jobRedact}, append(append(data, head...), pdf...))
}

// redact is the job of Worker.Redact.
func redact(d *desk, _ order, data []byte) ([]byte, error) {
	if len(data) < 4 || int64(binary.BigEndian.Uint32(data)) > int64(len(data)-4) {
		return nil, detail{fault: damaged}
	}
	n := 4 + int(binary.BigEndian.Uint32(data))
	var pages []Black
	if err := json.Unmarshal(data[4:n], &pages); err != nil {
		return nil, detail{fault: damaged}
	}
	p, err := d.open(data[n:], "")
	if err != nil {
		return nil, err
	}
	defer p.close()
	if p.pages != len(pages) {
		return nil, detail{fault: damaged, say: fmt.Sprintf("it has %d pages, not %d", p.pages, len(pages))}
	}
	out, size := page.New(""), 0
	for i, b := range pages {
		drawn, err := p.blacked(i, b)
		if err != nil {
			return nil, err
		}
		if size += len(drawn); size > blackBytes {
			return nil, detail{fault: tooLarge, say: "drawn anew it is too long"}
		}
		if err := out.Facsimile(drawn, b.Width, b.Height); err != nil {
			return nil, err
		}
		d.going(working, p.pages)
	}
	return out.Bytes()
}

// blacked draws one page with its areas black.
func (p *paper) blacked(n int, b Black) ([]byte, error) {
	w, h := pixels(b.Width, b.Height, blackDPI)
	shot, err := p.drawnAs(n, w, h)
	if err != nil {
		return nil, p.fault(err)
	}
	defer shot.Cleanup()
	drawn := shot.Result.RenderedImage
	canvas := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(canvas, canvas.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(canvas, canvas.Bounds(), drawn, drawn.Bounds().Min, draw.Over)
	for _, a := range b.Areas {
		draw.Draw(canvas, inPixels(a, w, h), image.Black, image.Point{}, draw.Src)
	}
	p.desk.going(working, p.pages)
	return small(canvas)
}

// inPixels gives the pixels that an area touches, and one more on each side, so that no edge of a letter shows.
func inPixels(a Rect, w, h int) image.Rectangle {
	x, y := float64(w), float64(h)
	return image.Rect(int(math.Floor(a[0]*x))-1, int(math.Floor((1-a[3])*y))-1, int(math.Ceil(a[2]*x))+1, int(math.Ceil((1-a[1])*y))+1)
}

// small writes a picture without loss where it is grey, as text is, and otherwise whichever way is shorter.
func small(m *image.RGBA) ([]byte, error) {
	var lossless, lossy bytes.Buffer
	grey, isGrey := greyOf(m)
	var still image.Image = m
	level := png.BestSpeed
	if isGrey {
		still, level = grey, png.DefaultCompression
	}
	if err := (&png.Encoder{CompressionLevel: level}).Encode(&lossless, still); err != nil {
		return nil, fmt.Errorf("write the page: %w", err)
	}
	if lossless.Len() < 300<<10 {
		return lossless.Bytes(), nil
	}
	if err := jpeg.Encode(&lossy, still, &jpeg.Options{Quality: blackJPEG}); err != nil {
		return nil, fmt.Errorf("write the page: %w", err)
	}
	if lossy.Len() < lossless.Len() {
		return lossy.Bytes(), nil
	}
	return lossless.Bytes(), nil
}

// greyOf gives the picture in grey, and whether it had no colour.
func greyOf(m *image.RGBA) (*image.Gray, bool) {
	out := image.NewGray(m.Rect)
	for i := 0; i < len(m.Pix); i += 4 {
		r, g, b := m.Pix[i], m.Pix[i+1], m.Pix[i+2]
		if r != g || g != b {
			return nil, false
		}
		out.Pix[i/4] = color.Gray{Y: r}.Y
	}
	return out, true
}
