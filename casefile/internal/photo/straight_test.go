package photo

import (
	"bytes"
	"image"
	"math"
	"strings"
	"testing"
)

// askew is a page of text turned by degrees to the right.
func askew(seed uint64, degrees float64) *raster {
	m := textPage(seed)
	return (&raster{wide: m.Rect.Dx(), high: m.Rect.Dy(), pix: m.Pix}).rotated(-degrees)
}

func TestCrookedTextIsStraightened(t *testing.T) {
	for i, degrees := range []float64{-6, -3.2, -1, -0.5, 0.5, 1.8, 4.4, 6} {
		r := askew(uint64(i)+40, degrees)
		seen := study(r)
		if !seen.words || math.Abs(seen.skew-degrees) > 0.11 {
			t.Errorf("%.1f°: words %v, seen as %.2f°", degrees, seen.words, seen.skew)
			continue
		}
		if again := study(seen.straighten(r)); again.skew != 0 {
			t.Errorf("%.1f°: still %.2f° after it was turned", degrees, again.skew)
		}
	}
	for _, degrees := range []float64{0, 0.15, -0.15} {
		if seen := study(askew(50, degrees)); seen.skew != 0 {
			t.Errorf("a page that is %.2f° askew is turned by %.2f°", degrees, seen.skew)
		}
	}
}

func TestWhatWasDoneIsSaidAndCanBeLeft(t *testing.T) {
	r := askew(60, 2)
	data := asPNG(t, r.picture())
	p := only(t, data, Wish{})
	if len(p.Done) != 1 || !strings.HasPrefix(p.Done[0], "Turned 2.0°") && !strings.HasPrefix(p.Done[0], "Turned 1.9°") {
		t.Errorf("done: %q", p.Done)
	}
	if p := only(t, data, Wish{AsIs: true}); len(p.Done) != 0 || p.Width != r.wide || !p.Words {
		t.Errorf("asked for as it is: %q, %d wide of %d", p.Done, p.Width, r.wide)
	}
}

// Photographs are never turned or trimmed, and not taken for text.
func TestPhotographsAreLeftAlone(t *testing.T) {
	for seed := range uint64(4) {
		data := asJPEG(t, photograph(900, 700, seed))
		if p := only(t, data, Wish{}); p.Words || len(p.Done) > 0 || !p.Untouched {
			t.Errorf("photograph %d: words %v, done %q, untouched %v", seed, p.Words, p.Done, p.Untouched)
		}
	}
	rose := tool(t, nil, "x", "r.jpg", "convert", "rose:", "-scale", "1200", "r.jpg")
	if p := only(t, rose, Wish{}); p.Words || len(p.Done) > 0 {
		t.Errorf("the rose: words %v, done %q", p.Words, p.Done)
	}
}

// bordered puts a page on a dark lid.
func bordered(m *image.Gray, edge int, lid byte) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, m.Rect.Dx()+2*edge, m.Rect.Dy()+2*edge))
	for i := range out.Pix {
		out.Pix[i] = lid
	}
	for y := range m.Rect.Dy() {
		copy(out.Pix[out.PixOffset(edge, y+edge):], m.Pix[m.PixOffset(0, y):m.PixOffset(0, y)+m.Rect.Dx()])
	}
	return out
}

func TestDarkEdgesGoAndInkStays(t *testing.T) {
	m := textPage(70)
	p := only(t, asPNG(t, bordered(m, 40, 12)), Wish{})
	if len(p.Done) != 1 || p.Done[0] != "Trimmed" || p.Width < 1240 || p.Width > 1246 || p.Height < 1754 || p.Height > 1760 {
		t.Errorf("%q, %d by %d", p.Done, p.Width, p.Height)
	}
	inked := bordered(m, 40, 12)
	for y := 300; y < 500; y++ { // white words on the lid: a banner that reaches the edge
		inked.Pix[inked.PixOffset(10, y)], inked.Pix[inked.PixOffset(20, y)] = 255, 255
	}
	for x := range 1320 {
		if x%3 == 0 {
			inked.Pix[inked.PixOffset(x, 15)] = 250
		}
	}
	q := only(t, asPNG(t, inked), Wish{})
	if q.Height < 1754+40 || q.Width < 1240+30 { // ten columns left of the marks are bare
		t.Errorf("bright marks near the edge were cut off: %d by %d", q.Width, q.Height)
	}
	for _, lid := range []byte{255, 200, 150} { // light surroundings: in doubt they stay
		if p := only(t, asPNG(t, bordered(m, 40, lid)), Wish{}); len(p.Done) > 0 {
			t.Errorf("surroundings of %d: %q", lid, p.Done)
		}
	}
}

// A JPEG that is right already keeps its coded pixels.
func TestGoodJPEGIsPassedThroughWithoutItsNotes(t *testing.T) {
	data := jpegTurned(t, 1)
	p := only(t, data, Wish{})
	scan := data[bytes.Index(data, []byte{0xFF, markSOS}):]
	if !p.Untouched || !bytes.HasSuffix(p.Data, scan) || bytes.Contains(p.Data, []byte("GPS")) || !p.Hidden {
		t.Errorf("untouched %v, hidden %v", p.Untouched, p.Hidden)
	}
	picture(t, p)
}

// A profile of colour goes with the page, and whatever calls itself one and is none does not.
func TestProfileOfColourIsKept(t *testing.T) {
	profile := make([]byte, 200)
	copy(profile[:4], []byte{0, 0, 0, 200})
	copy(profile[16:], "RGB ")
	copy(profile[36:], "acsp")
	bare := asJPEG(t, arrow(64, 48))
	for _, c := range []struct {
		change int
		kept   bool
	}{{100, true}, {37, false}, {16, false}, {3, false}} {
		piece := bytes.Clone(profile)
		piece[c.change]++
		p := only(t, withHead(bare, 0, piece), Wish{})
		if got := bytes.Contains(p.Data, piece[:64]); got != c.kept {
			t.Errorf("byte %d changed: kept %v", c.change, got)
		}
	}
}

func TestLargePhotographFitsThePage(t *testing.T) {
	big := convert(t, asPNG(t, arrow(600, 450)), "a.jpg", "-scale", "4032x3024!", "-sampling-factor", "2x2")
	if p := only(t, big, Wish{}); p.Width != 3307 || p.Height != 2480 || p.Format != "jpeg" {
		t.Errorf("%d by %d as %s", p.Width, p.Height, p.Format)
	}
}

func BenchmarkPhonePhotograph(b *testing.B) {
	data := convert(b, asPNG(b, photograph(1008, 756, 1)), "a.jpg", "-scale", "4032x3024!", "-sampling-factor", "2x2", "-quality", "88")
	for b.Loop() {
		only(b, data, Wish{})
	}
}

func BenchmarkScannedPage(b *testing.B) {
	data := convert(b, asPNG(b, textPage(1)), "a.tif", "-scale", "200%", "-threshold", "60%", "-monochrome", "-compress", "Group4")
	for b.Loop() {
		only(b, data, Wish{})
	}
}
