package page

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/bits"
	"strings"
	"unicode/utf16"

	"github.com/go-text/typesetting/font"
)

// embed puts a script's typeface into the PDF, with the glyphs that were used: a Type0 font whose codes are our own (ISO 32000-1, 9.7).
// It gives the font's object.
func (s *scriptInk) embed(r *revision) int {
	small, place := s.subset()
	name := subsetTag(small) + "+NotoSans" + s.name
	file := r.stream(fmt.Sprintf("/Length1 %d", len(small)), small)
	k := 1000 / float64(s.face.Upem())
	descriptor := r.add(fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%s]/ItalicAngle 0/Ascent 1069/Descent -293/CapHeight 714/StemV 80/FontFile2 %d 0 R>>",
		name, s.box(k), file))
	glyphs := make([]byte, 2)
	var widths strings.Builder
	for _, c := range s.order {
		glyphs = binary.BigEndian.AppendUint16(glyphs, uint16(place[c.id]))
		fmt.Fprintf(&widths, "%.0f ", c.wide)
	}
	below := r.add(fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 0/W[1[%s]]/CIDToGIDMap %d 0 R/FontDescriptor %d 0 R>>",
		name, strings.TrimSpace(widths.String()), r.stream("", glyphs), descriptor))
	return r.add(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>",
		name, below, r.stream("", s.toUnicode())))
}

// subsetTag is the six letters that say of a font that it is a part of one.
func subsetTag(file []byte) string {
	sum := sha256.Sum256(file)
	out := make([]byte, 6)
	for i := range out {
		out[i] = 'A' + sum[i]%26
	}
	return string(out)
}

// box is the space all glyphs keep to, in thousandths.
func (s *scriptInk) box(k float64) string {
	head := tables(s.file())["head"]
	at := func(i int) float64 { return float64(int16(binary.BigEndian.Uint16(head[i:]))) * k }
	return fmt.Sprintf("%.0f %.0f %.0f %.0f", at(36), at(38), at(40), at(42))
}

// toUnicode is the map from codes to what they stand for (9.10.3). A code that stands for nothing is a joiner, which nobody sees.
func (s *scriptInk) toUnicode() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for from := 0; from < len(s.order); from += 100 {
		list := s.order[from:min(len(s.order), from+100)]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(list))
		for i, c := range list {
			says := c.says
			if says == "" {
				says = "\u200D"
			}
			fmt.Fprintf(&b, "<%04X> <", from+i+1)
			for _, u := range utf16.Encode([]rune(says)) {
				fmt.Fprintf(&b, "%04X", u)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}

// tables cuts a TrueType file into its tables.
func tables(file []byte) map[string][]byte {
	be, out := binary.BigEndian, map[string][]byte{}
	for i := range int(be.Uint16(file[4:])) {
		entry := file[12+16*i:]
		at, n := be.Uint32(entry[8:]), be.Uint32(entry[12:])
		out[string(entry[:4])] = file[at : at+n]
	}
	return out
}

// outlines is the glyphs of a TrueType file.
type outlines struct {
	glyf, loca []byte
	long       bool
}

func (o outlines) glyph(id font.GID) []byte {
	be := binary.BigEndian
	if o.long {
		return o.glyf[be.Uint32(o.loca[4*id:]):be.Uint32(o.loca[4*id+4:])]
	}
	return o.glyf[2*int(be.Uint16(o.loca[2*id:])) : 2*int(be.Uint16(o.loca[2*id+2:]))]
}

// parts gives the places in a glyph's data where it names another glyph that it is put together from.
func parts(glyph []byte) []int {
	be := binary.BigEndian
	if len(glyph) < 10 || int16(be.Uint16(glyph)) >= 0 {
		return nil
	}
	var out []int
	for at := 10; ; {
		flags := be.Uint16(glyph[at:])
		out = append(out, at+2)
		at += 6
		if flags&1 != 0 { // its place is two words, not two bytes
			at += 2
		}
		switch {
		case flags&8 != 0: // one scale
			at += 2
		case flags&0x40 != 0: // two
			at += 4
		case flags&0x80 != 0: // a matrix
			at += 8
		}
		if flags&0x20 == 0 {
			return out
		}
	}
}

// subset gives a TrueType file of the used glyphs alone, in the order of their codes, and the new place of each.
func (s *scriptInk) subset() ([]byte, map[font.GID]int) {
	be, whole := binary.BigEndian, tables(s.file())
	from := outlines{glyf: whole["glyf"], loca: whole["loca"], long: be.Uint16(whole["head"][50:]) == 1}
	place, list := map[font.GID]int{0: 0}, []font.GID{0}
	need := func(id font.GID) int {
		if _, ok := place[id]; !ok {
			place[id] = len(list)
			list = append(list, id)
		}
		return place[id]
	}
	for _, c := range s.order {
		need(c.id)
	}
	var glyf, loca, hmtx []byte
	metrics, wide := whole["hmtx"], int(be.Uint16(whole["hhea"][34:]))
	for i := 0; i < len(list); i++ { // it grows by what glyphs are put together from
		loca = be.AppendUint32(loca, uint32(len(glyf)))
		if list[i] == noInk {
			hmtx = append(hmtx, 0, 0, 0, 0)
			continue
		}
		g := bytes.Clone(from.glyph(list[i]))
		for _, at := range parts(g) {
			be.PutUint16(g[at:], uint16(need(font.GID(be.Uint16(g[at:])))))
		}
		glyf = append(glyf, g...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		id := int(list[i])
		side := 4*wide + 2*(id-wide)
		if id < wide {
			side = 4*id + 2
		}
		hmtx = append(hmtx, metrics[4*min(id, wide-1):][:2]...)
		hmtx = append(hmtx, metrics[side:side+2]...)
	}
	loca = be.AppendUint32(loca, uint32(len(glyf)))
	head, hhea, maxp := bytes.Clone(whole["head"]), bytes.Clone(whole["hhea"]), bytes.Clone(whole["maxp"])
	be.PutUint32(head[8:], 0)
	be.PutUint16(head[50:], 1)
	be.PutUint16(hhea[34:], uint16(len(list)))
	be.PutUint16(maxp[4:], uint16(len(list)))
	return trueType([]string{"cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"},
		map[string][]byte{"cvt ": whole["cvt "], "fpgm": whole["fpgm"], "glyf": glyf, "head": head, "hhea": hhea, "hmtx": hmtx, "loca": loca, "maxp": maxp, "prep": whole["prep"]}), place
}

// trueType puts tables together to a file, in the order of names.
func trueType(names []string, data map[string][]byte) []byte {
	be := binary.BigEndian
	n := 0
	for _, name := range names {
		if len(data[name]) > 0 {
			n++
		}
	}
	half := bits.Len(uint(n)) - 1 // of the directory's search: the largest power of two in it
	out := []byte{0, 1, 0, 0, 0, byte(n), 0, byte(16 << half), 0, byte(half), 0, byte(16*n - 16<<half)}
	at := len(out) + 16*n
	var body []byte
	for _, name := range names {
		d := data[name]
		if len(d) == 0 {
			continue
		}
		padded := append(bytes.Clone(d), make([]byte, -len(d)&3)...)
		sum := uint32(0)
		for i := 0; i < len(padded); i += 4 {
			sum += be.Uint32(padded[i:])
		}
		out = be.AppendUint32(be.AppendUint32(be.AppendUint32(append(out, name...), sum), uint32(at+len(body))), uint32(len(d)))
		body = append(body, padded...)
	}
	return append(out, body...)
}

// deflated packs bytes as a PDF's streams are.
func deflated(data []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write(data) // into memory: neither fails
	w.Close()
	return b.Bytes()
}
