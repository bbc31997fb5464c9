package bundle

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"ehccasefile/casefile/internal/layer"
	"ehccasefile/casefile/internal/pdf"
	"ehccasefile/casefile/internal/worker"
)

// proveBlack proves a redacted copy from the finished file alone, by another reader than the one that joined it: no word lies in an area, each
// area is black, and the rest of the page looks as it does in the document. What does not hold is a finding. Words that were blacked out and stand
// elsewhere too, in a title, a bookmark or on a page, are listed: whether they may stay only a person can say.
func (k *desk) proveBlack(ctx context.Context, l *layout, out func() []byte, seen worker.Inspection, r *Report) {
	for _, d := range l.blackened() {
		if d.blacked.before == nil {
			continue // sheets stand in for its pages
		}
		for i := range d.blacked.was {
			if ctx.Err() != nil {
				return
			}
			if say := k.provePage(ctx, d, i, out(), seen.Pages); say != "" {
				r.Checked.OK = false
				r.Checked.Findings = append(r.Checked.Findings, Finding{Page: d.from + i, What: "redaction", Say: say})
			}
		}
	}
	r.Remain = l.remains(seen)
}

// The pictures that are compared, and how far they may differ: drawn twice at other places, letters blur in other ways, so squares of dots are compared.
const (
	proofDPI    = 60
	proofSquare = 6    // dots along a side
	proofBlack  = 48   // a dot darker than this is black
	proofApart  = 90   // brightness by which two squares may differ
	proofShare  = 0.02 // share of the squares that may differ more
)

// provePage looks at one page of a document, counted from 0, and says what is wrong with it; "" for nothing.
func (k *desk) provePage(ctx context.Context, d placed, i int, out []byte, pages []worker.Page) string {
	at, p := d.from-1+i, d.blacked.was[i]
	x, y, scale := 0.0, 0.0, 1.0
	if !d.own {
		x, y, scale = pdf.OntoA4(p.Width, p.Height)
	}
	var areas []layer.Rect
	for _, a := range inPoints(d.blacked.On(i+1), p) {
		areas = append(areas, layer.Rect{x + a[0]*scale, y + a[1]*scale, x + a[2]*scale, y + a[3]*scale})
	}
	for _, w := range pages[at].Words {
		if middleIn(w.Rect, areas) {
			return "A word can still be found in a place that is blacked out. Do not send this copy."
		}
	}
	after, err := k.drawn(ctx, out, at)
	if err != nil {
		return "The page could not be drawn to prove what is blacked out. Do not send this copy."
	}
	before, err := k.drawn(ctx, d.blacked.before, i)
	if err != nil {
		return "The page could not be drawn to prove what is blacked out. Do not send this copy."
	}
	c := pagePair{after: after, before: before, high: pages[at].Height, x: x, y: y, scale: scale, areas: areas, page: p}
	if !c.black() {
		return "A place that should be black is not. Do not send this copy."
	}
	if !c.alike() {
		return "Outside the places that are blacked out, the page does not look as it does in the document. Compare the two."
	}
	return ""
}

func (k *desk) drawn(ctx context.Context, data []byte, page int) (image.Image, error) {
	w, err := k.worker(ctx)
	if err != nil {
		return nil, err
	}
	drawn, err := w.Picture(ctx, data, page, proofDPI)
	if err != nil {
		return nil, err
	}
	m, err := png.Decode(bytes.NewReader(drawn))
	if err != nil {
		return nil, fmt.Errorf("look at the page: %w", err)
	}
	return m, nil
}

// middleIn tells whether the middle of a word lies in one of the areas.
func middleIn(w worker.Rect, areas []layer.Rect) bool {
	for _, a := range areas {
		if within(w, worker.Rect(a)) {
			return true
		}
	}
	return false
}

// pagePair is a page of the finished copy and the one it was made from, as pictures.
type pagePair struct {
	after, before image.Image
	high          float64 // of the finished page, in points
	x, y, scale   float64 // where the page lies on it
	areas         []layer.Rect
	page          pdf.Page
}

// black tells whether the dots well inside every area are black.
func (c pagePair) black() bool {
	const dot = 72.0 / proofDPI
	for _, a := range c.areas {
		for y := a[1] + dot; y < a[3]-dot; y += dot {
			for x := a[0] + dot; x < a[2]-dot; x += dot {
				if v, ok := bright(c.after, x/dot, (c.high-y)/dot); ok && v > proofBlack {
					return false
				}
			}
		}
	}
	return true
}

// alike compares the two pictures square by square, but for the areas and the strip where the number is printed.
func (c pagePair) alike() bool {
	const dot = 72.0 / proofDPI
	step := float64(proofSquare) * dot
	all, apart := 0, 0
	for y := step; y+step < c.page.Height; y += step {
		for x := 0.0; x+step < c.page.Width; x += step {
			there := layer.Rect{c.x + x*c.scale, c.y + y*c.scale, c.x + (x+step)*c.scale, c.y + (y+step)*c.scale}
			if there[1] < numberHigh || touches([4]float64{there[0] - dot, there[1] - dot, there[2] + dot, there[3] + dot}, c.areas) {
				continue
			}
			all++
			a := mean(c.before, x/dot, (c.page.Height-y-step)/dot, proofSquare)
			b := mean(c.after, there[0]/dot, (c.high-there[3])/dot, float64(proofSquare)*c.scale)
			if max(a, b)-min(a, b) > proofApart {
				apart++
			}
		}
	}
	return float64(apart) <= proofShare*float64(all)
}

// numberHigh is the strip at the foot of a page in which its number is printed, in points.
const numberHigh = 48

// bright is the brightness of one dot, 0 to 255, and whether there is one.
func bright(m image.Image, x, y float64) (int, bool) {
	at := image.Pt(m.Bounds().Min.X+int(x), m.Bounds().Min.Y+int(y))
	if !at.In(m.Bounds()) {
		return 0, false
	}
	return int(color.GrayModel.Convert(m.At(at.X, at.Y)).(color.Gray).Y), true
}

// mean is the brightness of a square of dots.
func mean(m image.Image, x, y, side float64) int {
	sum, n := 0, 0
	for dy := 0.0; dy < side; dy++ {
		for dx := 0.0; dx < side; dx++ {
			if v, ok := bright(m, x+dx, y+dy); ok {
				sum, n = sum+v, n+1
			}
		}
	}
	if n == 0 {
		return 255
	}
	return sum / n
}
