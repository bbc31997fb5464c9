package photo

import (
	"bytes"
	"compress/zlib"
	"io"

	"golang.org/x/image/tiff/lzw"

	"ehccasefile/casefile/internal/limit"
)

// The ways the pixels of a TIFF are packed.
const (
	packNone     = 1
	packLZW      = 5
	packOldJPEG  = 6
	packJPEG     = 7
	packDeflate  = 8
	packBits     = 32773
	packDeflate2 = 32946
)

// What the numbers of a TIFF's pixels mean.
const (
	meansWhiteZero = 0
	meansBlackZero = 1
	meansRGB       = 2
	meansPalette   = 3
	meansCMYK      = 5
	meansYCbCr     = 6
)

// leaf is one page of a TIFF.
type leaf struct {
	tagFile
	fields                   map[uint16]field
	wide, high               int
	samples, bits            int
	packed, means, predictor uint64
	planes                   bool // each colour lies for itself
	reverse                  bool
	palette                  []uint64
	alpha                    int // which sample says how dense a pixel is; 0 for none
	chunkWide, chunkHigh     int // of a strip or tile
	tiled                    bool
	offsets, lengths         []uint64
	hurt                     bool
}

// leaves finds the pages of a TIFF: its directories but for thumbnails and masks. It gives whether there are more than may be
// shown.
func leaves(data []byte) (pages []leaf, more bool, err error) {
	t, at, ok := openTags(data)
	if !ok {
		return nil, false, damaged("its header is cut short")
	}
	seen := map[uint64]bool{}
	var small []leaf
	for at != 0 && !seen[at] {
		seen[at] = true
		if len(pages) == limit.Frames || len(seen) > 4*limit.Frames {
			return pages, true, nil
		}
		fields, next, ok := t.directory(at)
		if !ok {
			break
		}
		l := leaf{tagFile: t, fields: fields}
		switch kind := t.number(fields[tagSubfile], 0); {
		case kind&5 != 0:
			small = append(small, l)
		default:
			pages = append(pages, l)
		}
		at = next
	}
	if len(pages) == 0 {
		pages = small[:min(len(small), 1)]
	}
	if len(pages) == 0 {
		return nil, false, damaged("no page is in it")
	}
	return pages, false, nil
}

// open makes one page ready to be read row by row.
func (l *leaf) open() (*stream, error) {
	s := &stream{turn: 1}
	if err := l.header(); err != nil {
		return nil, err
	}
	s.place(l.tagFile, l.fields)
	s.profile = l.fields[tagProfile].raw
	s.wide, s.high = l.wide, l.high
	s.lossless = l.packed != packJPEG && l.packed != packOldJPEG
	if l.packed == packOldJPEG {
		return l.oldJPEG(s)
	}
	if err := l.layout(); err != nil {
		return nil, err
	}
	rows, err := l.rows()
	if err != nil {
		return nil, err
	}
	s.colour = l.means != meansWhiteZero && l.means != meansBlackZero
	s.bilevel = l.bits == 1 && l.samples == 1 && !s.colour
	s.profile = checkProfile(s.profile, s.colour)
	if l.means == meansCMYK {
		s.notes, s.profile = append(s.notes, noteProcess), nil
	}
	s.next = l.reader(rows)
	return s, nil
}

// header reads what the page says of itself and refuses what cannot be shown.
func (l *leaf) header() error {
	n := func(tag uint16, usual uint64) uint64 { return l.number(l.fields[tag], usual) }
	w, h := n(tagWidth, 0), n(tagHeight, 0)
	if err := checkSides(int(min(w, 1<<30)), int(min(h, 1<<30)), maxPixels); err != nil {
		return err
	}
	l.wide, l.high = int(w), int(h)
	l.samples, l.bits = int(min(n(tagSamples, 1), 100)), int(min(n(tagBits, 1), 100))
	l.packed, l.means, l.predictor = n(tagCompression, packNone), n(tagPhotometric, meansWhiteZero), n(tagPredictor, 1)
	l.planes, l.reverse = n(tagPlanar, 1) == 2 && l.samples > 1, n(tagFillOrder, 1) == 2
	for _, bits := range l.numbers(l.fields[tagBits], 8) {
		if int(bits) != l.bits {
			return refused("its colours have different numbers of bits")
		}
	}
	return l.check(n(tagFormat, 1))
}

func (l *leaf) check(format uint64) error {
	least := map[uint64]int{meansWhiteZero: 1, meansBlackZero: 1, meansPalette: 1, meansRGB: 3, meansYCbCr: 3, meansCMYK: 4}
	need, known := least[l.means]
	switch {
	case l.packed == packOldJPEG:
		return nil
	case !known:
		return refused("its colours are of a rare kind (number %d)", l.means)
	case l.samples < need || l.samples > 8:
		return damaged("it has %d numbers a pixel", l.samples)
	case l.bits != 1 && l.bits != 2 && l.bits != 4 && l.bits != 8 && l.bits != 16, l.bits < 8 && l.samples > 1 && !l.planes:
		return refused("it has %d bits a colour", l.bits)
	case format != 1 && format != 4:
		return refused("its pixels are fractions or have signs, as measurements do")
	case l.means == meansYCbCr && l.packed != packJPEG:
		return refused("its colours are packed as a video's are")
	case l.isFax() && (l.bits != 1 || l.samples != 1):
		return damaged("a fax with more than black and white")
	case l.predictor > 2 || l.predictor == 2 && l.bits < 8:
		return refused("its rows are packed in a rare way (predictor %d)", l.predictor)
	case l.means == meansPalette:
		l.palette = l.numbers(l.fields[tagColourMap], 3<<16)
		if l.bits > 8 || len(l.palette) < 3 {
			return damaged("its colours are missing")
		}
	}
	if extra := l.number(l.fields[tagExtra], 0); l.samples > need && (extra == 1 || extra == 2) {
		l.alpha = need
	}
	return nil
}

func (l *leaf) isFax() bool { return l.packed >= faxRows && l.packed <= faxGroup4 }

// layout finds where the strips or tiles lie.
func (l *leaf) layout() error {
	n := func(tag uint16, usual uint64) int { return int(min(l.number(l.fields[tag], usual), 1<<30)) }
	l.chunkWide, l.chunkHigh = l.wide, min(n(tagRowsPerStrip, uint64(l.high)), l.high)
	offsets, lengths := l.fields[tagStripOffsets], l.fields[tagStripBytes]
	if l.fields[tagTileOffsets].raw != nil {
		l.tiled = true
		l.chunkWide, l.chunkHigh = n(tagTileWidth, 0), n(tagTileHeight, 0)
		offsets, lengths = l.fields[tagTileOffsets], l.fields[tagTileBytes]
	}
	if l.chunkWide < 1 || l.chunkHigh < 1 || l.chunkWide > limit.Side || l.chunkHigh > limit.Side {
		return damaged("its strips have no size")
	}
	need := l.down() * l.across()
	if l.planes {
		need *= l.samples
	}
	l.offsets, l.lengths = l.numbers(offsets, need), l.numbers(lengths, need)
	if len(l.offsets) == 0 {
		return damaged("where its pixels lie is not said")
	}
	return nil
}

func (l *leaf) down() int   { return (l.high + l.chunkHigh - 1) / l.chunkHigh }
func (l *leaf) across() int { return (l.wide + l.chunkWide - 1) / l.chunkWide }

// inChunk is how many numbers a pixel has in one strip or tile.
func (l *leaf) inChunk() int {
	if l.planes {
		return 1
	}
	return l.samples
}

// rowBytes is the length of one row of a strip or tile, unpacked.
func (l *leaf) rowBytes() int { return (l.chunkWide*l.inChunk()*l.bits + 7) / 8 }

// chunk gives a function that reads the rows of one strip or tile from the top.
func (l *leaf) chunk(i int) (func(row []byte) error, error) {
	if i >= len(l.offsets) {
		return nil, damaged("strip %d is missing", i+1)
	}
	at, n := l.offsets[i], uint64(0)
	if i < len(l.lengths) {
		n = l.lengths[i]
	}
	if size := uint64(len(l.data)); at >= size {
		return nil, damaged("strip %d lies behind the end of the file", i+1)
	} else if n == 0 || n > size-at {
		n = size - at
	}
	return l.unpack(l.data[at : at+n])
}

func (l *leaf) unpack(data []byte) (func(row []byte) error, error) {
	if l.isFax() {
		f := &fax{data: data, wide: l.chunkWide, kind: int(l.packed), reverse: l.reverse,
			twoWays: l.packed == faxGroup3 && l.number(l.fields[tagT4Options], 0)&1 == 1}
		return func(row []byte) error {
			err := f.next(row)
			l.hurt = l.hurt || f.hurt
			return err
		}, nil
	}
	if l.packed == packJPEG {
		return l.jpegRows(data)
	}
	var r io.Reader = bytes.NewReader(data)
	switch l.packed {
	case packNone:
	case packLZW:
		r = lzw.NewReader(r, lzw.MSB, 8)
	case packDeflate, packDeflate2:
		z, err := zlib.NewReader(r)
		if err != nil {
			return nil, damaged("%s", firstLine(err))
		}
		r = z
	case packBits:
		r = &bitPacker{in: data}
	default:
		return nil, refused("its pixels are packed in a rare way (number %d)", l.packed)
	}
	return func(row []byte) error {
		if _, err := io.ReadFull(r, row); err != nil {
			return err
		}
		if l.reverse && l.bits < 8 {
			for i, b := range row {
				row[i] = reversed(b)
			}
		}
		l.predict(row)
		return nil
	}, nil
}

// predict adds up a row that was stored as differences.
func (l *leaf) predict(row []byte) {
	if l.predictor != 2 {
		return
	}
	n := l.inChunk()
	if l.bits == 8 {
		for i := n; i < len(row); i++ {
			row[i] += row[i-n]
		}
		return
	}
	for i := 2 * n; i+1 < len(row); i += 2 {
		l.order.PutUint16(row[i:], l.order.Uint16(row[i:])+l.order.Uint16(row[i-2*n:]))
	}
}

// bitPacker unpacks runs of equal bytes (TIFF 6.0, section 9).
type bitPacker struct {
	in   []byte
	left int  // bytes of the run that are still to be given
	same bool // all are the first of in
}

// Read fills p.
func (b *bitPacker) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		if b.left == 0 {
			if len(b.in) < 2 {
				return n, io.EOF
			}
			head := int(int8(b.in[0]))
			b.in = b.in[1:]
			if head == -128 {
				continue
			}
			b.left, b.same = head+1, head < 0
			if b.same {
				b.left = 1 - head
			}
		}
		k := min(b.left, len(p)-n)
		if b.same {
			for i := range k {
				p[n+i] = b.in[0]
			}
		} else if k = copy(p[n:n+k], b.in); k == 0 {
			return n, io.EOF
		} else {
			b.in = b.in[k:]
		}
		n += k
		if b.left -= k; b.left == 0 && b.same {
			b.in = b.in[1:]
		}
	}
	return n, nil
}
