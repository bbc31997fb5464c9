package photo

import (
	"bytes"
	"compress/zlib"
	"image/png"
	"io"
)

const pngMark = "\x89PNG\r\n\x1a\n"

// pngFile is a PNG's header and the pieces that are needed to draw it. Rows are unpacked one by one, so that the largest
// takes no more memory than its packed bytes; only interlaced ones have to be unpacked whole.
type pngFile struct {
	wide, high, depth, kind int
	laced                   bool
	palette, through        []byte
	pixels                  [][]byte // the packed pieces
	zip                     io.Reader
	last, row               []byte // two raw rows, each with its filter before it
}

// openPNG reads a PNG. A moving one (APNG) gives its first picture, which is what stands where a plain PNG has its own.
func openPNG(data []byte) (*stream, error) {
	s, p := &stream{lossless: true, turn: 1}, &pngFile{}
	for rest := data[len(pngMark):]; len(rest) >= 8; {
		size := int64(be32(rest))
		body := rest[8:min(int64(len(rest)), 8+size)]
		if err := p.chunk(string(rest[4:8]), body, s); err != nil {
			return nil, err
		}
		rest = rest[min(int64(len(rest)), 12+size):]
	}
	if p.wide == 0 || len(p.pixels) == 0 {
		return nil, damaged("it ends before the picture begins")
	}
	if err := checkSides(p.wide, p.high, maxPixels); err != nil {
		return nil, err
	}
	if p.laced {
		return p.openLaced(data, s)
	}
	return p.openRows(s)
}

func (p *pngFile) chunk(name string, body []byte, s *stream) error {
	switch name {
	case "IHDR":
		return p.header(body)
	case "PLTE":
		p.palette = body
	case "tRNS":
		p.through = body
	case "IDAT":
		p.pixels = append(p.pixels, body)
	case "acTL":
		s.notes = append(s.notes[:0], noteFrames)
	case "pHYs":
		if len(body) == 9 && body[8] == 1 { // dots a metre
			s.dpiX, s.dpiY = float64(be32(body))*0.0254, float64(be32(body[4:]))*0.0254
		}
	case "eXIf":
		x, y := s.dpiX, s.dpiY
		if s.exif(body); x > 0 {
			s.dpiX, s.dpiY = x, y
		}
	case "iCCP":
		if _, packed, ok := bytes.Cut(body, []byte{0}); ok && len(packed) > 1 {
			if z, err := zlib.NewReader(bytes.NewReader(packed[1:])); err == nil {
				s.profile, _ = io.ReadAll(io.LimitReader(z, maxProfile+1))
			}
		}
	case "tEXt", "zTXt", "iTXt", "tIME":
		s.hidden = true
	}
	return nil
}

func (p *pngFile) header(b []byte) error {
	if len(b) < 13 || p.wide > 0 {
		return damaged("its header is cut short or comes twice")
	}
	if be32(b) > 1<<30 || be32(b[4:]) > 1<<30 || be32(b) == 0 || be32(b[4:]) == 0 {
		return damaged("its size is no size")
	}
	p.wide, p.high, p.depth, p.kind, p.laced = int(be32(b)), int(be32(b[4:])), int(b[8]), int(b[9]), b[12] == 1
	allowed := map[int]string{0: "\x01\x02\x04\x08\x10", 2: "\x08\x10", 3: "\x01\x02\x04\x08", 4: "\x08\x10", 6: "\x08\x10"}
	if bytes.IndexByte([]byte(allowed[p.kind]), b[8]) < 0 || b[10] != 0 || b[11] != 0 || b[12] > 1 {
		return damaged("its header says nothing that a PNG can be")
	}
	return nil
}

// samples is how many numbers a pixel has.
func (p *pngFile) samples() int { return [7]int{1, 0, 3, 1, 2, 0, 4}[p.kind] }

// openLaced unpacks an interlaced picture whole.
func (p *pngFile) openLaced(data []byte, s *stream) (*stream, error) {
	if err := checkMemory(p.wide, p.high, float64(p.samples()*max(p.depth, 8))/8+1); err != nil {
		return nil, err
	}
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, damaged("%s", firstLine(err))
	}
	s.fromImage(m)
	s.profile = checkProfile(s.profile, s.colour)
	return s, nil
}

func (p *pngFile) openRows(s *stream) (*stream, error) {
	readers := make([]io.Reader, len(p.pixels))
	for i, piece := range p.pixels {
		readers[i] = bytes.NewReader(piece)
	}
	z, err := zlib.NewReader(io.MultiReader(readers...))
	if err != nil {
		return nil, damaged("%s", firstLine(err))
	}
	if p.kind == 3 && len(p.palette) < 3 {
		return nil, damaged("its colours are missing")
	}
	p.zip = z
	n := 1 + (p.wide*p.samples()*p.depth+7)/8
	p.last, p.row = make([]byte, n), make([]byte, n)
	s.wide, s.high, s.colour = p.wide, p.high, p.kind&2 != 0
	s.bilevel = p.kind == 0 && p.depth == 1 && len(p.through) == 0
	if p.kind == 3 {
		s.colour, s.bilevel = p.shades()
	}
	s.profile = checkProfile(s.profile, s.colour)
	s.next = p.next
	if !s.colour {
		s.next = p.nextGrey
	}
	return s, nil
}

// shades tells whether a palette has colours, and whether it is black and white alone.
func (p *pngFile) shades() (colour, bilevel bool) {
	bilevel = len(p.through) == 0
	for i := 0; i+3 <= len(p.palette); i += 3 {
		c := p.palette[i : i+3]
		if c[0] != c[1] || c[1] != c[2] {
			return true, false
		}
		bilevel = bilevel && (c[0] == 0 || c[0] == 255)
	}
	return false, bilevel
}

// raw unpacks the next row and takes its filter off (PNG, section 9).
func (p *pngFile) raw() ([]byte, error) {
	p.last, p.row = p.row, p.last
	if _, err := io.ReadFull(p.zip, p.row); err != nil {
		return nil, err
	}
	row, up := p.row[1:], p.last[1:]
	per := max(1, p.samples()*p.depth/8)
	switch p.row[0] {
	case 0:
	case 1:
		for i := per; i < len(row); i++ {
			row[i] += row[i-per]
		}
	case 2:
		for i := range row {
			row[i] += up[i]
		}
	case 3:
		for i := range row {
			left := 0
			if i >= per {
				left = int(row[i-per])
			}
			row[i] += byte((left + int(up[i])) / 2)
		}
	case 4:
		paeth(row, up, per)
	default:
		return nil, damaged("row filter %d is unknown", p.row[0])
	}
	return row, nil
}

// paeth takes off the filter that guesses each byte from its left, upper and upper left neighbour.
func paeth(row, up []byte, per int) {
	for i := range row {
		var a, c int
		if i >= per {
			a, c = int(row[i-per]), int(up[i-per])
		}
		b := int(up[i])
		pa, pb, pc := abs(b-c), abs(a-c), abs(a+b-2*c)
		switch {
		case pa <= pb && pa <= pc:
			row[i] += byte(a)
		case pb <= pc:
			row[i] += byte(b)
		default:
			row[i] += byte(c)
		}
	}
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// sample gives number i of a row as it is stored, and its eight highest bits.
func (p *pngFile) sample(row []byte, i int) (stored int, eight byte) {
	switch p.depth {
	case 8:
		return int(row[i]), row[i]
	case 16:
		return int(be16(row[2*i:])), row[2*i]
	}
	bit := i * p.depth
	v := int(row[bit/8]>>(8-p.depth-bit%8)) & (1<<p.depth - 1)
	return v, byte(v * 255 / (1<<p.depth - 1))
}

// nextGrey fills a row of a picture without colour.
func (p *pngFile) nextGrey(out []byte) error {
	row, err := p.raw()
	if err != nil {
		return err
	}
	per := p.samples()
	for x := range out {
		v, g := p.sample(row, x*per)
		switch {
		case p.kind == 3:
			r, _, _, a := p.entry(v)
			out[x] = onWhite(r, a)
		case p.kind == 4:
			_, a := p.sample(row, x*2+1)
			out[x] = onWhite(g, a)
		case len(p.through) >= 2 && v == int(be16(p.through)):
			out[x] = 255
		default:
			out[x] = g
		}
	}
	return nil
}

// next fills a row of a picture with colour.
func (p *pngFile) next(out []byte) error {
	row, err := p.raw()
	if err != nil {
		return err
	}
	per := p.samples()
	for x := 0; x < len(out); x += 3 {
		i := x / 3 * per
		if p.kind == 3 {
			v, _ := p.sample(row, i)
			r, g, b, a := p.entry(v)
			out[x], out[x+1], out[x+2] = onWhite(r, a), onWhite(g, a), onWhite(b, a)
			continue
		}
		vr, r := p.sample(row, i)
		vg, g := p.sample(row, i+1)
		vb, b := p.sample(row, i+2)
		a := byte(255)
		if p.kind == 6 {
			_, a = p.sample(row, i+3)
		} else if t := p.through; len(t) >= 6 && vr == int(be16(t)) && vg == int(be16(t[2:])) && vb == int(be16(t[4:])) {
			a = 0
		}
		out[x], out[x+1], out[x+2] = onWhite(r, a), onWhite(g, a), onWhite(b, a)
	}
	return nil
}

// entry gives a colour of the palette; one past its end is black, as other programs show it.
func (p *pngFile) entry(v int) (r, g, b, a byte) {
	a = 255
	if v < len(p.through) {
		a = p.through[v]
	}
	if 3*v+3 > len(p.palette) {
		return 0, 0, 0, a
	}
	return p.palette[3*v], p.palette[3*v+1], p.palette[3*v+2], a
}

func onWhite(v, a byte) byte {
	if a == 255 {
		return v
	}
	return byte((uint32(v)*uint32(a)+127)/255 + 255 - uint32(a))
}
