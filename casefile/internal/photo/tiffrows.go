package photo

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"

	"ehccasefile/casefile/internal/limit"
)

// rows gives, for each plane of the page, a function that reads its raw rows from the top.
func (l *leaf) rows() ([]func(row []byte) error, error) {
	planes := 1
	if l.planes {
		planes = l.samples
	}
	all := make([]func([]byte) error, planes)
	for p := range planes {
		first := p * l.down() * l.across()
		all[p] = l.strips(first)
		if l.tiled {
			band := l.rowBytes() * l.across() * l.chunkHigh
			if int64(band)*int64(planes) > limit.PictureMemory/2 {
				return nil, tooLarge("its tiles are too large")
			}
			all[p] = l.tiles(first, band)
		}
	}
	return all, nil
}

// strips reads row after row, strip after strip. A strip that cannot be read ends the picture there.
func (l *leaf) strips(first int) func(row []byte) error {
	var read func([]byte) error
	y := 0
	return func(row []byte) error {
		if y%l.chunkHigh == 0 {
			var err error
			if read, err = l.chunk(first + y/l.chunkHigh); err != nil {
				return err
			}
		}
		y++
		return read(row)
	}
}

// tiles unpacks a band of tiles at a time and gives its rows side by side.
func (l *leaf) tiles(first, size int) func(row []byte) error {
	band := make([]byte, size)
	width := l.rowBytes()
	y := 0
	return func(row []byte) error {
		if y%l.chunkHigh == 0 {
			for i := range l.across() {
				read, err := l.chunk(first + y/l.chunkHigh*l.across() + i)
				for k := 0; err == nil && k < l.chunkHigh; k++ {
					at := (i*l.chunkHigh + k) * width
					err = read(band[at : at+width])
				}
				if err != nil {
					return err
				}
			}
		}
		l.sideBySide(row, band, y%l.chunkHigh)
		y++
		return nil
	}
}

// sideBySide joins row k of each tile of a band.
func (l *leaf) sideBySide(row, band []byte, k int) {
	width := l.rowBytes()
	for i := range l.across() {
		at := (i*l.chunkHigh + k) * width
		if start := i * l.chunkWide * l.inChunk() * l.bits; start%8 == 0 && start/8 < len(row) {
			copy(row[start/8:], band[at:at+width])
		}
	}
}

// reader gives a function that reads a row and makes it grey or red, green and blue.
func (l *leaf) reader(rows []func([]byte) error) func(out []byte) error {
	raw := make([][]byte, len(rows))
	for i := range raw {
		raw[i] = make([]byte, (l.wide*l.inChunk()*l.bits+7)/8)
	}
	paint := l.painter(raw)
	return func(out []byte) error {
		for i, read := range rows {
			if err := read(raw[i]); err != nil {
				return err
			}
		}
		paint(out)
		return nil
	}
}

// value gives sample c of pixel x, its eight highest bits.
func (l *leaf) value(raw [][]byte, x, c int) int {
	row, i := raw[0], x*l.samples+c
	if l.planes {
		row, i = raw[c], x
	}
	switch l.bits {
	case 8:
		return int(row[i])
	case 16:
		return int(l.order.Uint16(row[2*i:]) >> 8)
	}
	bit := i * l.bits
	return int(row[bit/8]>>(8-l.bits-bit%8)) & (1<<l.bits - 1)
}

// painter gives a function that makes pixels from the raw rows.
func (l *leaf) painter(raw [][]byte) func(out []byte) {
	full := 1<<min(l.bits, 8) - 1
	density := func(x int) byte {
		if l.alpha == 0 {
			return 255
		}
		return byte(l.value(raw, x, l.alpha))
	}
	ready := l.number(l.fields[tagExtra], 0) == 1 // colours are multiplied by how dense they are
	on := func(v int, a byte) byte {
		if ready {
			return byte(min(255, v+255-int(a)))
		}
		return onWhite(byte(v), a)
	}
	pixels := func(put func(x int, a byte, p []byte)) func([]byte) {
		return func(out []byte) {
			for x := range l.wide {
				put(x, density(x), out[3*x:3*x+3])
			}
		}
	}
	switch l.means {
	case meansWhiteZero, meansBlackZero:
		return func(out []byte) {
			for x := range out {
				v := l.value(raw, x, 0) * 255 / full
				if l.means == meansWhiteZero {
					v = 255 - v
				}
				out[x] = on(v, density(x))
			}
		}
	case meansPalette:
		return pixels(func(x int, _ byte, p []byte) {
			n := len(l.palette) / 3
			v := min(l.value(raw, x, 0), n-1)
			p[0], p[1], p[2] = byte(l.palette[v]>>8), byte(l.palette[n+v]>>8), byte(l.palette[2*n+v]>>8)
		})
	case meansCMYK:
		return pixels(func(x int, _ byte, p []byte) {
			v := func(c int) byte { return byte(l.value(raw, x, c) * 255 / full) }
			p[0], p[1], p[2] = color.CMYKToRGB(v(0), v(1), v(2), v(3))
		})
	}
	return pixels(func(x int, a byte, p []byte) {
		for c := range 3 {
			p[c] = on(l.value(raw, x, c)*255/full, a)
		}
	})
}

// jpegRows unpacks a strip or tile that is a JPEG whose tables may lie apart.
func (l *leaf) jpegRows(data []byte) (func(row []byte) error, error) {
	if l.bits != 8 || l.planes || l.samples != 1 && l.samples != 3 && l.samples != 4 {
		return nil, refused("it holds a JPEG of a rare kind")
	}
	m, err := l.decodeStrip(data)
	if err != nil {
		return nil, err
	}
	b := m.Bounds()
	read := rowReader(m)
	if inks, ok := m.(*image.CMYK); ok {
		read = func(row []byte, y int) { // the library takes the inks to be stored upside down
			for i, v := range inks.Pix[inks.PixOffset(0, y):][:min(len(row), inks.Stride)] {
				row[i] = 255 - v
			}
		}
	}
	one := make([]byte, b.Dx()*l.samples)
	y := 0
	return func(row []byte) error {
		if y >= b.Dy() {
			return damaged("a strip is cut short")
		}
		read(one, y)
		copy(row, one)
		y++
		return nil
	}, nil
}

func (l *leaf) decodeStrip(data []byte) (image.Image, error) {
	whole := []byte{0xFF, markSOI}
	if l.means == meansRGB { // Adobe's mark: the numbers are red, green and blue
		whole = append(whole, "\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00"...)
	} else if l.samples == 4 {
		whole = append(whole, "\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00"...)
	}
	if tables := l.fields[tagJPEGTables].raw; len(tables) > 4 {
		whole = append(whole, tables[2:len(tables)-2]...)
	}
	if len(data) < 4 {
		return nil, damaged("a strip is empty")
	}
	whole = append(whole, data[2:]...)
	conf, err := jpeg.DecodeConfig(bytes.NewReader(whole))
	if err != nil {
		return nil, damaged("%s", firstLine(err))
	}
	if conf.Width > l.chunkWide+16 || conf.Height > l.chunkHigh+16 {
		return nil, damaged("a strip is larger than it says")
	}
	if err := checkMemory(conf.Width, conf.Height, 8); err != nil {
		return nil, err
	}
	m, err := jpeg.Decode(bytes.NewReader(whole))
	if err != nil {
		return nil, damaged("%s", firstLine(err))
	}
	if grey := conf.ColorModel == color.GrayModel; grey != (l.samples == 1) {
		return nil, damaged("a strip has other colours than it says")
	}
	if inks := conf.ColorModel == color.CMYKModel; inks != (l.samples == 4) {
		return nil, damaged("a strip has other colours than it says")
	}
	return m, nil
}

// oldJPEG reads a page that is one JPEG, as scanners wrote it before 1995 and some still do.
func (l *leaf) oldJPEG(s *stream) (*stream, error) {
	at, n := l.number(l.fields[tagJPEGOffset], 0), l.number(l.fields[tagJPEGLength], 0)
	if at == 0 {
		at = l.number(l.fields[tagStripOffsets], 0)
	}
	size := uint64(len(l.data))
	if at == 0 || at >= size {
		return nil, damaged("where its JPEG lies is not said")
	}
	if n == 0 || n > size-at {
		n = size - at
	}
	piece := l.data[at : at+n]
	if KindOf(piece) != JPEG {
		return nil, refused("it holds an old kind of JPEG in pieces; saving it as PDF or JPEG helps")
	}
	inner, err := openJPEGStream(piece)
	if err != nil {
		return nil, err
	}
	inner.turn, inner.dpiX, inner.dpiY, inner.plainJPEG = s.turn, s.dpiX, s.dpiY, nil
	return inner, nil
}
