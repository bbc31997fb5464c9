package pdf

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"strings"
	"testing"
)

// red gives the box of the red patch of a drawn page, in points from its bottom left.
func (p picture) red(t *testing.T, dpi float64) rect {
	t.Helper()
	r := rect{math.Inf(1), math.Inf(1), 0, 0}
	for y := range p.h {
		for x := range p.w {
			c := p.b[3*(y*p.w+x):]
			if c[0] > 200 && c[1] < 90 && c[2] < 90 {
				r = rect{min(r[0], float64(x)), min(r[1], float64(p.h-y-1)), max(r[2], float64(x+1)), max(r[3], float64(p.h-y))}
			}
		}
	}
	if r[2] == 0 {
		t.Fatal("the page shows no red patch")
	}
	for i := range r {
		r[i] *= 72 / dpi
	}
	return r
}

type readWord struct {
	Text string  `xml:",chardata"`
	X0   float64 `xml:"xMin,attr"`
	Y0   float64 `xml:"yMin,attr"`
	X1   float64 `xml:"xMax,attr"`
	Y1   float64 `xml:"yMax,attr"`
}

// readWords is what poppler reads, words with their places from the top left, page by page.
func readWords(t *testing.T, path string) [][]readWord {
	t.Helper()
	var doc struct {
		Pages []struct {
			Words []readWord `xml:"word"`
		} `xml:"body>doc>page"`
	}
	if err := xml.Unmarshal([]byte(quiet(t, "pdftotext", "-bbox", path, "-")), &doc); err != nil {
		t.Fatal(err)
	}
	var out [][]readWord
	for _, p := range doc.Pages {
		out = append(out, p.Words)
	}
	return out
}

// Whatever way a page is turned, cropped, shifted or scaled, its words lie where its picture is: a word is put over the red
// patch as poppler draws it in the source, and poppler must find it over the patch as it draws that in the book.
func TestUnseenWordsLieOnTheirPicture(t *testing.T) {
	list := geometries()
	var sources []*Source
	var words []Word
	for _, a := range list {
		s := mustRead(t, a.data)
		dpi, unit := patchDPI(s), s.leaves[0].view.unit
		at := draw(t, save(t, "was.pdf", a.data), 1, dpi).red(t, dpi)
		words = append(words, Word{Text: "Patch", Rect: [4]float64{at[0] * unit, at[1] * unit, at[2] * unit, at[3] * unit}})
		sources = append(sources, s)
	}
	for _, a4 := range []bool{false, true} {
		b := bookOf(t, a4, sources...)
		b.Number = nil
		plain := save(t, "plain.pdf", assemble(t, b))
		for i := range b.Parts {
			b.Parts[i].Words = func(int) []Word { return words[i : i+1] }
		}
		path := save(t, "book.pdf", assemble(t, b))
		quiet(t, "qpdf", "--check", path)
		for i, got := range readWords(t, path) {
			t.Run(fmt.Sprint(list[i].name, " a4 ", a4), func(t *testing.T) {
				dpi := patchDPI(mustRead(t, assemble(t, Book{A4: a4, Parts: []Part{{Source: sources[i], BackTo: -1}}})))
				now := draw(t, path, i+1, dpi)
				if i%4 == 0 && !bytes.Equal(now.b, draw(t, plain, i+1, dpi).b) {
					t.Error("the words show")
				}
				onPatch(t, got, now, dpi)
			})
		}
	}
}

// patchDPI draws a page some 300 dots long; poppler draws without the page's own unit.
func patchDPI(s *Source) float64 {
	w, h := s.leaves[0].view.size()
	return 300 * 72 / max(w, h) * s.leaves[0].view.unit
}

// onPatch wants the word over the patch, by less than two dots.
func onPatch(t *testing.T, got []readWord, now picture, dpi float64) {
	t.Helper()
	want, high := now.red(t, dpi), float64(now.h)*72/dpi
	for _, g := range got {
		if g.Text != "Patch" {
			continue
		}
		for i, d := range []float64{g.X0 - want[0], high - g.Y1 - want[1], g.X1 - want[2], high - g.Y0 - want[3]} {
			if math.Abs(d) > 2*72/dpi {
				t.Errorf("side %d is %.2f points off: %+v, want %v on a page %v high", i, d, g, want, high)
			}
		}
		return
	}
	t.Errorf("the word was not found in %v", got)
}

// letter is words in lines, each in its box, as a reader of scans finds them.
func letter(lines ...string) []Word {
	var out []Word
	for i, line := range lines {
		x, y := 72.0, 760-20*float64(i)
		for _, s := range strings.Fields(line) {
			wide := 6 * float64(len([]rune(s)))
			out = append(out, Word{Text: s, Rect: [4]float64{x, y, x + wide, y + 12}})
			x += wide + 4
		}
	}
	return out
}

func scanOf(t testing.TB, n int) *Source { return mustRead(t, scan(n, 100)) }

// blank is n pages without a word.
func blank(t testing.TB, n int) *Source {
	return mustRead(t, paper(n, "/MediaBox"+a4Box, func(int) string { return "1 1 1 rg 0 0 9 9 re f" }).bytes())
}

func worded(t testing.TB, s *Source, lines ...string) Book {
	b := bookOf(t, true, s)
	b.Parts[0].Words = func(page int) []Word { return letter(append(lines, fmt.Sprintf("sheet%d", page))...) }
	return b
}

func TestUnseenWordsReadInOrderInAnyScript(t *testing.T) {
	lines := []string{"Dear Ms Okoro, the plan’s Section F says “up to” 3 hours.", "Annwyl Ŵyn a Siân ŷd tŷ", "Ελληνικά Русский Łódź",
		"ไทย 日本語 한국어", "ﬁnal"}
	b := worded(t, blank(t, 2), lines...)
	path := save(t, "book.pdf", assemble(t, b))
	quiet(t, "qpdf", "--check", path)
	got := quiet(t, "pdftotext", "-f", "2", "-l", "2", path, "-")
	flat := strings.Join(strings.Fields(got), " ")
	if want := strings.Join(append(lines, "sheet1"), " "); !strings.HasPrefix(flat, want) {
		t.Errorf("got %q\nwant %q", flat, want)
	}
	if fonts := quiet(t, "pdffonts", path); strings.Count(fonts, "Glyphless") != 1 || !strings.Contains(fonts, "yes") {
		t.Errorf("one shared, embedded font is wanted:\n%s", fonts)
	}
}

func TestUnseenWordsAreTheSameEachTimeAndSmall(t *testing.T) {
	const n = 40
	s := scanOf(t, n)
	line := "The local authority must secure the special educational provision set out in Section F of the plan."
	var lines []string
	for i := range 30 {
		lines = append(lines, fmt.Sprintf("%d %s", i, line))
	}
	b := worded(t, s, lines...)
	with := assemble(t, b)
	if !bytes.Equal(with, assemble(t, b)) {
		t.Error("the same book gave other bytes")
	}
	b.Parts[0].Words = nil
	without := assemble(t, b)
	if bytes.Contains(without, []byte("Glyphless")) {
		t.Error("a book without words carries their font")
	}
	each := (len(with) - len(without)) / n
	t.Logf("a page of %d words takes %d bytes", len(letter(lines...)), each)
	if each > 6000 {
		t.Errorf("a page of %d words takes %d bytes", len(letter(lines...)), each)
	}
}

func TestUnseenWordsThatCannotBe(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	box := [4]float64{100, 100, 150, 112}
	b := bookOf(t, true, blank(t, 1))
	b.Parts[0].Words = func(int) []Word {
		return []Word{{"", box}, {"\x00\x1b\n", box}, {"nan", [4]float64{nan, 0, 10, 10}}, {"far", [4]float64{0, 0, inf, 10}},
			{"off", [4]float64{9000, 9000, 9100, 9012}}, {"flat", [4]float64{10, 10, 10, 20}}, {"back", [4]float64{20, 20, 10, 10}},
			{"\xff\xfebad", box}, {strings.Repeat("long", 1000), [4]float64{100, 200, 150, 212}}, {"😀", [4]float64{100, 300, 150, 312}},
			{"a) Tj ET Q (b\\<>", [4]float64{100, 400, 150, 412}}}
	}
	path := save(t, "book.pdf", assemble(t, b))
	quiet(t, "qpdf", "--check", path)
	text := ""
	for _, w := range readWords(t, path)[0] {
		text += w.Text
	}
	for _, never := range []string{"nan", "far", "off", "flat", "back"} {
		if strings.Contains(text, never) {
			t.Errorf("%q was written: %q", never, text)
		}
	}
	for _, want := range []string{"\uFFFDbad", "a)TjETQ(b\\<>", strings.Repeat("long", 20)} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing from %q", want, text)
		}
	}
	b.Parts[0].Words = func(int) []Word { return make([]Word, 1<<20) }
	if out := assemble(t, b); len(out) > 20_000 {
		t.Errorf("a million empty words took %d bytes", len(out))
	}
}

func BenchmarkUnseenWords(b *testing.B) {
	book := worded(b, scanOf(b, 100), strings.Repeat("provision ", 400))
	for b.Loop() {
		assemble(b, book)
	}
}
