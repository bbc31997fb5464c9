package pdf

import (
	"bytes"
	"math"
	"regexp"
	"strconv"
	"testing"
)

var bboxWord = regexp.MustCompile(`<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]+)<`)

// wordBoxes gives the first page's words as poppler sees them, from the bottom left of a page so high.
func wordBoxes(t *testing.T, data []byte, high float64) map[string]rect {
	t.Helper()
	out := map[string]rect{}
	for _, m := range bboxWord.FindAllStringSubmatch(quiet(t, "pdftotext", "-f", "1", "-l", "1", "-bbox", save(t, "laid.pdf", data), "-"), -1) {
		var v [4]float64
		for i := range v {
			v[i], _ = strconv.ParseFloat(m[i+1], 64)
		}
		out[m[5]] = rect{v[0], high - v[3], v[2], high - v[1]}
	}
	return out
}

// A page that is turned, cropped or of another size lies on its sheet where its A4 page says, moved as Onto says.
func TestALaidPageLiesWhereItsA4PageSays(t *testing.T) {
	for _, keys := range []string{"/MediaBox[0 0 595 842]", "/MediaBox[0 0 595 842]/Rotate 90", "/MediaBox[0 0 595 842]/Rotate 180", "/MediaBox[0 0 842 595]/Rotate 270",
		"/MediaBox[-100 -50 700 900]/CropBox[0 20 595 820]", "/MediaBox[0 0 400 400]", "/MediaBox[0 0 1190 1684]/Rotate 90"} {
		d := paper(1, keys, func(int) string { return "BT /F1 30 Tf 100 200 Td (lower) Tj 50 100 Td (upper) Tj ET" })
		s, err := Read(d.Bytes(), DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		plain := assemble(t, Book{A4: true, Parts: []Part{{Source: s, BackTo: -1}}})
		w, h := s.leaves[0].view.size()
		wide, high := a4Short, a4Long
		if w > h {
			wide, high = high, wide
		}
		for _, onto := range []matrix{{0.8, 0, 0, 0.8, 60, 40}, {1.5, 0, 0, 1.5, -30, -100}} {
			lay := Lay{Sheet: [2]float64{900, 1000}, See: [4]float64{0, 0, wide, high}, Onto: onto}
			laid := wordBoxes(t, assemble(t, Book{A4: true, Parts: []Part{{Source: s, BackTo: -1, Lays: []Lay{lay}}}}), 1000)
			for word, was := range wordBoxes(t, plain, high) {
				want, got := onto.box(was), laid[word]
				for i := range want {
					if math.Abs(want[i]-got[i]) > 3.5 { // a page within 2 points of A4 keeps its own size
						t.Errorf("%s, %v: %q lies at %.0f and not at %.0f", keys, onto, word, got, want)
						break
					}
				}
			}
		}
	}
}

func TestLinksStayOnThePieceThatShowsThem(t *testing.T) {
	d := paper(1, "/MediaBox"+a4Box, func(int) string { return "" })
	s, err := Read(d.Bytes(), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	piece := func(low, top float64) Lay {
		return Lay{Sheet: [2]float64{842, 595}, See: [4]float64{0, low, 595, top}, Onto: [6]float64{1.4, 0, 0, 1.4, 0, 595 - 1.4*top}}
	}
	b := Book{A4: true, Parts: []Part{{Source: s.Only(0, 0), BackTo: -1, Lays: []Lay{piece(442, 842), piece(42, 442)}}},
		Links: []Link{{Page: 0, Rect: [4]float64{50, 700, 500, 720}, To: 1}, {Page: 1, Rect: [4]float64{50, 700, 500, 720}, To: 0}, {Page: 1, Rect: [4]float64{50, 300, 500, 320}, To: 0}}}
	path := save(t, "pieces.pdf", assemble(t, b))
	got := python(t, `
import pikepdf, sys
d = pikepdf.open(sys.argv[1])
print([[[round(float(x)) for x in a.Rect] for a in list(p.obj.Annots)] for p in d.pages])`, path)
	if want := "[[[70, 396, 700, 424]], [[70, 396, 700, 424]]]\n"; got != want {
		t.Errorf("the links are %s and not %s", got, want)
	}
}

func TestWhatCannotBeLaidIsRefused(t *testing.T) {
	d := paper(1, "/MediaBox"+a4Box, func(int) string { return "" })
	s, err := Read(d.Bytes(), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	good := Lay{Sheet: [2]float64{100, 100}, Onto: identity}
	for i, b := range []Book{
		{Tagged: true, Parts: []Part{{Source: s, Lays: []Lay{good}}}},
		{Parts: []Part{{Source: s, Lays: []Lay{good, good}}}},
		{Parts: []Part{{Source: s, Lays: []Lay{{Sheet: good.Sheet}}}}},
		{Parts: []Part{{Source: s, Lays: []Lay{{Onto: identity}}}}},
	} {
		if err := Assemble(t.Context(), &bytes.Buffer{}, b, nil); err == nil {
			t.Errorf("book %d was laid", i)
		}
	}
}
