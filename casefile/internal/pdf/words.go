package pdf

import (
	"math"
	"strings"
	"unicode"
)

// Word is a word that a scan shows without holding it. It is written into the
// book unseen, in its place, so that the page can be searched and copied from.
type Word struct {
	Text string
	Rect [4]float64 // left, bottom, right, top in points; origin at the bottom left of the source's page as displayed, as Source.Pages measures it
}

// Bounds of the words that are written. A page of small print has some 2,000.
const (
	maxPageWords   = 20_000
	maxWordUnits   = 200  // UTF-16 units of one word
	minWordSide    = 0.01 // points
	maxHorizontal  = 5000 // Tz, in hundredths of the natural width
	wordBase       = 0.1  // how far above the bottom of its box a word's base line lies, as part of the box's height
	wordUnitWidth  = 0.5  // width of one unit of the glyphless font, at size 1
	unseen         = "3 Tr"
	noCharacter    = 0xFFFD
	firstSurrogate = 0xD800
	lastSurrogate  = 0xDFFF
)

// words gives the page's words as content, unseen (text rendering mode 3,
// 9.3.6); nil where it has none. The page's own turning, cropping and scaling
// are followed, so that each word lies on its picture.
func (s *sheet) words() []byte {
	if s.part.Words == nil || s.under == 0 {
		return nil
	}
	list := s.part.Words(s.page - s.first)
	w, h := s.leaf.view.size()
	p := pen{edge: rect{0, 0, w, h}, font: appendName(nil, s.underKey)}
	for _, word := range list[:min(len(list), maxPageWords)] {
		p.write(word)
	}
	if p.b == nil || !s.purse.spend(len(p.b)) {
		return nil
	}
	m := s.leaf.view.fromSight()
	if s.at.scaled {
		m = m.then(s.at.onto)
	}
	b := append(m.cm([]byte("q ")), "BT "+unseen+"\n"...)
	return append(append(b, p.b...), "ET Q\n"...)
}

// pen writes words one after the other.
type pen struct {
	b    []byte
	edge rect    // of the page
	font []byte  // its name in the page's resources
	size float64 // that is set; 0 before the first word
	wide float64 // horizontal scaling that is set, in hundredths
}

// write adds one word, scaled to fill its box, with a space after it: programs
// that copy what is selected need no guess where a word ends.
func (p *pen) write(w Word) {
	units := spellable(w.Text)
	box, ok := p.fits(rect(w.Rect))
	if len(units) == 0 || !ok {
		return
	}
	// The size is the font's and not the matrix's: some readers measure a letter without ink by it.
	size := round(box.height())
	if size != p.size {
		p.b = operands(append(append(p.b, p.font...), ' '), size)
		p.b = append(p.b, "Tf "...)
		p.size = size
	}
	wide := math.Round(min(100*box.width()/(size*wordUnitWidth*float64(len(units))), maxHorizontal))
	if wide != p.wide {
		p.b = append(operands(p.b, wide), "Tz "...)
		p.wide = wide
	}
	p.b = operands(p.b, 1, 0, 0, 1, box[0], box[1]+size*wordBase)
	p.b = append(p.b, "Tm <"...)
	for _, u := range append(units, ' ') {
		p.b = hex4(p.b, u)
	}
	p.b = append(p.b, "> Tj\n"...)
}

// fits keeps a box to the page. One that lies off it, or is none, is refused.
func (p *pen) fits(r rect) (rect, bool) {
	for _, v := range r {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return rect{}, false
		}
	}
	r = rect{max(r[0], p.edge[0]), max(r[1], p.edge[1]), min(r[2], p.edge[2]), min(r[3], p.edge[3])}
	return r, r.width() >= minWordSide && r.height() >= minWordSide
}

// spellable gives the units of a word without what cannot be seen. A character
// beyond the first plane, which a font of 2-byte codes cannot name, becomes one
// that says so.
func spellable(s string) []uint16 {
	var out []uint16
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case unicode.IsControl(r) || unicode.IsSpace(r):
			continue
		case r > 0xFFFF:
			r = noCharacter
		}
		if out = append(out, uint16(r)); len(out) == maxWordUnits {
			break
		}
	}
	return out
}

// glyphless makes the font that unseen words are written in, shared by the
// whole book: each 2-byte code is the UTF-16 unit it stands for, and every one
// is the same empty glyph, half as wide as it is high. It gives nothing where no
// part has words.
func (p *plan) glyphless(base int) *batch {
	b := &batch{}
	if !p.hasWords() {
		return b
	}
	packed := func(d dict, data []byte) local {
		return b.addStream(append(d, field{"Filter", name("FlateDecode")}), deflate(data))
	}
	sameGlyph := make([]byte, 2<<16)
	for i := 1; i < len(sameGlyph); i += 2 {
		sameGlyph[i] = 1
	}
	face := emptyFace()
	file := packed(dict{{"Length1", len(face)}}, face)
	shape := b.add(ours{{"Type", name("FontDescriptor")}, {"FontName", name("Glyphless")}, {"Flags", 5},
		{"FontBBox", array{0, -100, 500, 900}}, {"ItalicAngle", 0}, {"Ascent", 900}, {"Descent", -100},
		{"CapHeight", 900}, {"StemV", 80}, {"FontFile2", file}})
	cid := b.add(ours{{"Type", name("Font")}, {"Subtype", name("CIDFontType2")}, {"BaseFont", name("Glyphless")},
		{"CIDSystemInfo", ours{{"Registry", text("(Adobe)")}, {"Ordering", text("(Identity)")}, {"Supplement", 0}}},
		{"DW", 500}, {"CIDToGIDMap", packed(nil, sameGlyph)}, {"FontDescriptor", shape}})
	p.under = global(base + int(b.fresh()) - 1)
	b.put(p.under, ours{{"Type", name("Font")}, {"Subtype", name("Type0")}, {"BaseFont", name("Glyphless")},
		{"Encoding", name("Identity-H")}, {"DescendantFonts", array{cid}}, {"ToUnicode", packed(nil, unitNames())}})
	return b
}

func (p *plan) hasWords() bool {
	for _, part := range p.book.Parts {
		if part.Words != nil {
			return true
		}
	}
	return false
}

// unitNames is the ToUnicode map (9.10.3) in which every code is itself. A range
// may not run over the end of its last byte.
func unitNames() []byte {
	b := []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	var rows [][]byte
	for high := 0; high < 0x10000; high += 0x100 {
		if high >= firstSurrogate && high <= lastSurrogate {
			continue
		}
		row := hex4([]byte("<"), uint16(high))
		row = hex4(append(row, "> <"...), uint16(high+0xFF))
		row = hex4(append(row, "> <"...), uint16(high))
		rows = append(rows, append(row, ">\n"...))
	}
	for len(rows) > 0 {
		n := min(100, len(rows))
		b = append(appendReal(b, float64(n)), " beginbfrange\n"...)
		for _, row := range rows[:n] {
			b = append(b, row...)
		}
		b = append(b, "endbfrange\n"...)
		rows = rows[n:]
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}
