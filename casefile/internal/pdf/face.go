package pdf

import "encoding/binary"

// emptyFace is a TrueType font file of two glyphs without ink, for words that
// are searched and never seen. It is embedded because some readers ask for a
// font they miss even where nothing of it is drawn.
//
// Source: the OpenType specification, chapters "head", "hhea", "maxp", "OS/2",
// "hmtx", "cmap", "loca", "glyf", "name", "post".
func emptyFace() []byte {
	tables := []struct {
		tag  string
		data []byte
	}{ // in the order of their tags, as the directory wants them
		{"OS/2", os2Table()},
		{"cmap", words16(0, 1, 3, 1, 0, 12, 4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0, 0xFFFF, 1, 0)},
		{"glyf", hairline()},
		{"head", words16(1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0,
			0, minus(100), 500, 900, 0, 8, 2, 0, 0)},
		{"hhea", words16(1, 0, 900, minus(100), 0, 500, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1)},
		{"hmtx", words16(500, 0, 0)},
		{"loca", words16(0, 0, 12)},
		{"maxp", words16(1, 0, 2, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)},
		{"name", words16(0, 0, 6)},
		{"post", words16(3, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)},
	}
	n := uint16(len(tables))
	head := words16(1, 0, n, 128, 3, n*16-128) // 8 is the largest power of two below n
	at := len(head) + 16*len(tables)
	var body []byte
	headAt := 0
	for _, t := range tables {
		if t.tag == "head" {
			headAt = at + len(body)
		}
		head = append(head, t.tag...)
		head = binary.BigEndian.AppendUint32(head, sumOf(t.data))
		head = binary.BigEndian.AppendUint32(head, uint32(at+len(body)))
		head = binary.BigEndian.AppendUint32(head, uint32(len(t.data)))
		body = append(body, t.data...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	file := append(head, body...)
	binary.BigEndian.PutUint32(file[headAt+8:], 0xB1B0AFBA-sumOf(file)) // checkSumAdjustment
	return file
}

// hairline is the one glyph that is used: a line from corner to corner of its box and back. It encloses nothing, so that there is
// no ink even where a reader would draw it, but it has a box, by which some readers mark what was found.
func hairline() []byte {
	b := words16(1, 0, minus(100), 500, 900, 1, 0) // one contour, its box, its last point, no instructions
	b = append(b, 1, 1)                            // two points on the curve
	return append(b, words16(0, 500, minus(100), 1000)...)
}

// os2Table says of the font that it may be embedded and how high it is.
func os2Table() []byte {
	b := words16(4, 500, 400, 5, 0)
	b = append(b, make([]byte, 10*2+2+10+16)...) // sub- and superscripts, strike-out, class, panose, ranges
	b = append(b, "    "...)
	b = append(b, words16(0x40, 0, 0xFFFF, 900, minus(100), 0, 900, 100)...)
	return append(b, words16(0, 1, 0, 0, 500, 900, 0, 0, 0)...) // code pages, heights, default and break characters, context
}

func words16(list ...uint16) []byte {
	b := make([]byte, 0, 2*len(list))
	for _, v := range list {
		b = binary.BigEndian.AppendUint16(b, v)
	}
	return b
}

// minus is a negative number as 16 bits hold it.
func minus(v uint16) uint16 { return -v }

// sumOf is a table's checksum: its 32-bit words added up.
func sumOf(b []byte) uint32 {
	var sum uint32
	for i := 0; i < len(b); i += 4 {
		var four [4]byte
		copy(four[:], b[i:])
		sum += binary.BigEndian.Uint32(four[:])
	}
	return sum
}
