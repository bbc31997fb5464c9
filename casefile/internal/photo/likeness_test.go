package photo

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"testing"

	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
)

// scannedAgain makes what a second scan or a phone makes of a page: another size, a little askew and moved, grain and a
// grey that is not even.
func scannedAgain(m *image.Gray, seed uint64) *image.Gray {
	r := rand.New(rand.NewPCG(seed, 11))
	scale, angle := 0.75+r.Float64()*0.6, (r.Float64()*2-1)*0.0175 // up to one degree
	w, h := float64(m.Rect.Dx())*scale, float64(m.Rect.Dy())*scale
	out := image.NewGray(image.Rect(0, 0, int(w), int(h)))
	draw.Draw(out, out.Rect, image.NewUniform(color.Gray{Y: 245}), image.Point{}, draw.Src)
	turn := f64.Aff3{scale, -scale * angle, h*angle/2 + r.Float64()*12 - 6, scale * angle, scale, -w*angle/2 + r.Float64()*12 - 6}
	draw.ApproxBiLinear.Transform(out, turn, m, m.Rect, draw.Src, nil)
	for i, v := range out.Pix {
		shade := 40 * (i % out.Stride) / out.Stride
		out.Pix[i] = byte(min(255, max(0, int(v)*(255-shade)/255+r.IntN(31)-15)))
	}
	return out
}

func likenessOf(t testing.TB, m *image.Gray) Likeness {
	t.Helper()
	seen := study(&raster{wide: m.Rect.Dx(), high: m.Rect.Dy(), pix: m.Pix})
	if !seen.words {
		t.Error("a page of text is not seen as one")
	}
	return seen.likeness()
}

func packed(t testing.TB, m *image.Gray) *image.Gray {
	t.Helper()
	back, err := jpeg.Decode(bytes.NewReader(asJPEG(t, m)))
	if err != nil {
		t.Fatal(err)
	}
	even := image.NewGray(back.Bounds()) // a decoded JPEG's rows may be longer than the picture is wide
	draw.Draw(even, even.Rect, back, image.Point{}, draw.Src)
	return even
}

// A hundred pages of text are told apart, and each is known again from a second scan.
func TestLikenessKnowsAPageAgainAndTellsOthersApart(t *testing.T) {
	const n = 100
	var first, again [n]Likeness
	for i := range n {
		m := textPage(uint64(i) + 100)
		first[i] = likenessOf(t, m)
		again[i] = likenessOf(t, packed(t, scannedAgain(m, uint64(i))))
	}
	missed, wrong, pairs := 0, 0, 0
	farthest, nearest := 0.0, 1.0
	for i := range n {
		for j := range n {
			d := first[i].Distance(again[j])
			switch {
			case i == j:
				farthest = max(farthest, d)
				if d > Alike {
					missed++
				}
			default:
				pairs++
				nearest = min(nearest, d)
				if d <= Alike {
					wrong++
				}
			}
			if k := first[i].Distance(first[j]); i < j {
				pairs++
				nearest = min(nearest, k)
				if k <= Alike {
					wrong++
				}
			}
		}
	}
	t.Logf("the same pages are at most %.2f apart, others at least %.2f; missed %d of %d, wrong %d of %d", farthest, nearest, missed, n, wrong, pairs)
	if missed > 1 || wrong > 0 {
		t.Error("too many are missed or wrong")
	}
}

func ExampleLikeness() {
	var a, b Likeness
	a.Cells[3] = 9
	fmt.Println(a.Distance(a) < Alike, a.Distance(b) < Alike)
	// Output: true false
}
