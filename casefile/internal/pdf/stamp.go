package pdf

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
)

// numberFont is the font that numbers are printed in: a Type0 font of 2-byte
// UTF-16 codes (Identity-H), as the maker of our own pages embeds it.
type numberFont struct {
	num     global
	width   map[uint16]float64 // thousandths of the size
	usual   float64            // width of what width does not list
	missing func(uint16) bool
}

var errNoFont = errors.New("pdf: the book's font file has no bold Identity-H font on its first page")

// findFont looks for the font on the first page of s, a bold one before others.
func (r *reader) findFont(s *Source) (ref, *numberFont, error) {
	var best ref
	var chosen dict
	for _, f := range r.dict(r.dict(s.leaves[0].resources).get("Font")) {
		n, ok := f.val.(ref)
		d := r.dict(f.val)
		if !ok || r.name(d.get("Subtype")) != "Type0" || r.name(d.get("Encoding")) != "Identity-H" {
			continue
		}
		if chosen == nil || r.isBold(d) && !r.isBold(chosen) {
			best, chosen = n, d
		}
	}
	below := r.array(chosen.get("DescendantFonts"))
	if len(below) == 0 {
		return 0, nil, errNoFont
	}
	f := r.dict(below[0])
	font := &numberFont{width: map[uint16]float64{}, usual: 1000, missing: r.missing(f)}
	if w, ok := number(r.value(f.get("DW"))); ok {
		font.usual = w
	}
	r.widths(r.array(f.get("W")), font.width)
	return best, font, nil
}

func (r *reader) isBold(d dict) bool {
	n := string(r.name(d.get("BaseFont")))
	return strings.Contains(strings.ToLower(n), "bold") || strings.HasSuffix(n, "B")
}

// widths reads W of a CIDFont (9.7.4.3): "c [w w w]" and "from to w".
func (r *reader) widths(w array, into map[uint16]float64) {
	for i := 0; i+1 < len(w); {
		from, _ := integer(r.value(w[i]))
		if list, ok := r.value(w[i+1]).(array); ok {
			for k, o := range list {
				into[uint16(from+k)], _ = number(r.value(o))
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			return
		}
		to, _ := integer(r.value(w[i+1]))
		width, _ := number(r.value(w[i+2]))
		for c := from; c <= min(to, 0xFFFF); c++ {
			into[uint16(c)] = width
		}
		i += 3
	}
}

// missing reads CIDToGIDMap: a character without a glyph would print as a box.
func (r *reader) missing(f dict) func(uint16) bool {
	s, ok := r.stream(f.get("CIDToGIDMap"))
	if !ok {
		return func(uint16) bool { return false }
	}
	b, _ := r.decode(s)
	return func(u uint16) bool {
		i := 2 * int(u)
		return i+1 >= len(b) || b[i] == 0 && b[i+1] == 0
	}
}

// line spells s and measures it, for a size of 1.
func (f *numberFont) line(s string) ([]uint16, float64, error) {
	var line []uint16
	wide := 0.0
	for _, u := range utf16.Encode([]rune(s)) {
		if f.missing(u) {
			return nil, 0, fmt.Errorf("pdf: the book's font has no glyph for %q in the number %q", rune(u), s)
		}
		w, ok := f.width[u]
		if !ok {
			w = f.usual
		}
		line = append(line, u)
		wide += w / 1000
	}
	return line, wide, nil
}

// showing spells one letter of a number. All are shown by one operator, lest a reader take those of a turned page for several words.
func showing(u uint16) []byte { return append(hex4([]byte("<"), u), ">\n"...) }

// Where the number stands, in points of an A4 page as displayed.
const (
	numberSize  = 11.0
	numberRight = 24.0 // from the right edge to the number's last digit
	numberBase  = 14.0 // from the bottom edge to its base line
	groundSide  = 3.0  // white around it
	groundLow   = 3.5
	groundHigh  = 10.5
)

// stamp is one number, laid out for one page.
type stamp struct {
	line  []uint16
	wide  float64 // of the number, in points at scale 1
	scale float64 // 1 on A4; larger and smaller with the page
	right float64 // right edge of the page, at scale 1
}

// newStamp lays out a number on a page of w by h points. On a large page it
// grows with the page, to be read when that is shown or printed whole; on a
// tiny one it takes at most a third of its width and height.
func newStamp(line []uint16, wide, w, h float64) stamp {
	s := stamp{line: line, wide: wide * numberSize}
	s.scale = max(1, min(w, h)/a4Short)
	s.scale = min(s.scale, w/3/(s.wide+numberRight), h/3/(numberBase+groundHigh))
	s.right = w / s.scale
	return s
}

// ground is the white under the number, at scale 1.
func (s stamp) ground() rect {
	x := s.right - numberRight
	return rect{x - s.wide - groundSide, numberBase - groundLow, x + groundSide, numberBase + groundHigh}
}

// box is the ground in points of the displayed page.
func (s stamp) box() rect { return matrix{s.scale, 0, 0, s.scale, 0, 0}.box(s.ground()) }

// begin writes what comes before the number's letters, upright wherever the reader's program turns the page. The number is an artifact: it is no
// part of what the page says (14.8.2.2).
func (s stamp) begin(b []byte, font name, v view) []byte {
	b = append(b, "/Artifact <</Type/Pagination/Subtype/Footer>> BDC\nq "...)
	b = matrix{s.scale, 0, 0, s.scale, 0, 0}.then(v.fromSight()).cm(b)
	g := s.ground()
	b = operands(append(b, "1 g "...), g[0], g[1], g.width(), g.height())
	b = appendName(append(b, "re f 0 g BT "...), font)
	b = operands(append(b, ' '), numberSize)
	b = operands(append(b, "Tf "...), s.right-numberRight-s.wide, numberBase)
	return append(b, "Td [\n"...)
}
