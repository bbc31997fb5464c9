package photo

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"strings"

	"golang.org/x/image/bmp"
	"golang.org/x/image/webp"

	"ehccasefile/casefile/internal/limit"
)

const maxPixels = limit.Pixels

// fromImage makes a decoded picture readable row by row: on white where it was see-through.
func (s *stream) fromImage(m image.Image) {
	b := m.Bounds()
	s.wide, s.high = b.Dx(), b.Dy()
	s.turn = max(s.turn, 1)
	y := b.Min.Y
	read := rowReader(m)
	switch m.(type) {
	case *image.Gray, *image.Gray16:
	default:
		s.colour = true
	}
	s.next = func(row []byte) error {
		read(row, y)
		y++
		return nil
	}
}

// rowReader gives a function that takes row y of a picture, by the quick way for the kinds that are large.
func rowReader(m image.Image) func(row []byte, y int) {
	switch m := m.(type) {
	case *image.Gray:
		return func(row []byte, y int) { copy(row, m.Pix[m.PixOffset(m.Rect.Min.X, y):]) }
	case *image.YCbCr:
		return func(row []byte, y int) { ycbcrRow(row, m, y) }
	case *image.CMYK:
		return func(row []byte, y int) {
			pix := m.Pix[m.PixOffset(m.Rect.Min.X, y):]
			for x := 0; x < len(row); x += 3 {
				p := pix[x/3*4:]
				row[x], row[x+1], row[x+2] = color.CMYKToRGB(p[0], p[1], p[2], p[3])
			}
		}
	case *image.RGBA:
		return func(row []byte, y int) { throughRow(row, m.Pix[m.PixOffset(m.Rect.Min.X, y):], true) }
	case *image.NRGBA:
		return func(row []byte, y int) { throughRow(row, m.Pix[m.PixOffset(m.Rect.Min.X, y):], false) }
	case *image.Gray16:
		return func(row []byte, y int) {
			for x := range row {
				row[x] = m.Pix[m.PixOffset(m.Rect.Min.X+x, y)]
			}
		}
	}
	return func(row []byte, y int) { anyRow(row, m, y) }
}

func ycbcrRow(row []byte, m *image.YCbCr, y int) {
	half := m.SubsampleRatio == image.YCbCrSubsampleRatio420 || m.SubsampleRatio == image.YCbCrSubsampleRatio422
	full := m.SubsampleRatio == image.YCbCrSubsampleRatio444 || m.SubsampleRatio == image.YCbCrSubsampleRatio440
	first := m.Rect.Min.X
	c := m.COffset(first, y)
	light, blue, red := m.Y[m.YOffset(first, y):], m.Cb[c:], m.Cr[c:]
	for x, i := 0, 0; i < len(row); x, i = x+1, i+3 {
		k := x
		switch {
		case half:
			k = (first&1 + x) >> 1
		case !full:
			k = m.COffset(first+x, y) - c
		}
		row[i], row[i+1], row[i+2] = color.YCbCrToRGB(light[x], blue[k], red[k])
	}
}

// throughRow lays four bytes a pixel on white; ready says that the colours were multiplied by how dense they are.
func throughRow(row, pix []byte, ready bool) {
	for x, i := 0, 0; x < len(row); x, i = x+3, i+4 {
		p := pix[i : i+4 : i+4]
		a := uint32(p[3])
		for c := range 3 {
			v := uint32(p[c])
			if !ready {
				v = (v*a + 127) / 255
			}
			row[x+c] = byte(min(255, v+255-a))
		}
	}
}

// anyRow is the slow way that every picture can go.
func anyRow(row []byte, m image.Image, y int) {
	for x := 0; x < len(row); x += 3 {
		r, g, b, a := m.At(m.Bounds().Min.X+x/3, y).RGBA()
		row[x], row[x+1], row[x+2] = byte((r+0xffff-a)>>8), byte((g+0xffff-a)>>8), byte((b+0xffff-a)>>8)
	}
}

// firstLine is what a decoder said, without its own name before it.
func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// openGIF reads the first picture of a GIF.
func openGIF(data []byte) (*stream, error) {
	conf, err := gif.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, damaged("%s", firstLine(err))
	}
	if err := checkSides(conf.Width, conf.Height, maxPixels); err != nil {
		return nil, err
	}
	m, err := gif.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, damaged("%s", firstLine(err))
	}
	s := &stream{lossless: true}
	if bytes.Count(data[:min(len(data), 1<<20)], []byte("\x00\x21\xf9\x04")) > 1 {
		s.notes = append(s.notes, noteFrames)
	}
	if full := image.Rect(0, 0, conf.Width, conf.Height); m.Bounds() != full { // the first may cover only a part
		whole := image.NewRGBA(full)
		if err := checkMemory(conf.Width, conf.Height, 4); err != nil {
			return nil, err
		}
		draw.Draw(whole, full, image.White, image.Point{}, draw.Src)
		draw.Draw(whole, m.Bounds(), m, m.Bounds().Min, draw.Over)
		m = whole
	}
	s.fromImage(m)
	return s, nil
}

// openBMP reads a Windows bitmap.
func openBMP(data []byte) (*stream, error) {
	conf, err := bmp.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, bmpFault(err)
	}
	if err := checkSides(conf.Width, conf.Height, maxPixels); err != nil {
		return nil, err
	}
	if err := checkMemory(conf.Width, conf.Height, 4); err != nil {
		return nil, err
	}
	if len(data) < conf.Width*conf.Height/8 { // no bitmap packs closer than a bit a pixel
		return nil, damaged("it ends before the picture does")
	}
	m, err := bmp.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, bmpFault(err)
	}
	s := &stream{lossless: true}
	s.fromImage(m)
	if len(data) > 46 {
		metre := func(at int) float64 {
			return float64(uint32(data[at])|uint32(data[at+1])<<8|uint32(data[at+2])<<16) * 0.0254
		}
		s.dpiX, s.dpiY = metre(38), metre(42)
	}
	return s, nil
}

func bmpFault(err error) error {
	if err == bmp.ErrUnsupported {
		return refused("it is a bitmap packed in a rare way; saving it as PNG or JPEG helps")
	}
	return damaged("%s", firstLine(err))
}

// openWebP reads a WebP, or the first picture of a moving one.
func openWebP(data []byte) (*stream, error) {
	s := &stream{lossless: true}
	still, err := s.webpChunks(data)
	if err != nil {
		return nil, err
	}
	conf, err := webp.DecodeConfig(bytes.NewReader(still))
	if err != nil {
		return nil, damaged("%s", firstLine(err))
	}
	if err := checkSides(conf.Width, conf.Height, maxPixels); err != nil {
		return nil, err
	}
	per := 4.0
	if conf.ColorModel == color.YCbCrModel {
		per = 1.5
	}
	if err := checkMemory(conf.Width, conf.Height, per); err != nil {
		return nil, err
	}
	m, err := webp.Decode(bytes.NewReader(still))
	if err != nil {
		return nil, damaged("%s", firstLine(err))
	}
	if n, ok := m.(*image.NYCbCrA); ok {
		s.fromImage(n)
	} else {
		s.fromImage(m)
	}
	s.profile = checkProfile(s.profile, s.colour)
	return s, nil
}

// webpChunks reads what stands beside the pixels and gives a file with the still picture, or the first of a moving one, alone.
func (s *stream) webpChunks(data []byte) ([]byte, error) {
	if len(data) < 20 {
		return nil, damaged("it ends before the picture begins")
	}
	pixels := []byte(nil)
	for rest := data[12:]; len(rest) >= 8; {
		size := int64(le32(rest[4:]))
		body := rest[8:min(int64(len(rest)), 8+size)]
		switch name := string(rest[:4]); name {
		case "VP8 ", "VP8L", "ALPH":
			if pixels == nil || string(pixels[:4]) == "ALPH" && name == "VP8 " {
				pixels = append(pixels, chunk(name, body)...)
				s.lossless = name == "VP8L"
			}
		case "ANMF":
			if pixels == nil && len(body) > 16 {
				s.notes = append(s.notes, noteFrames)
				pixels = firstFrame(body[16:])
			}
		case "EXIF":
			s.exif(bytes.TrimPrefix(body, []byte("Exif\x00\x00")))
		case "ICCP":
			s.profile = body
		case "XMP ":
			s.hidden = true
		}
		rest = rest[min(int64(len(rest)), 8+size+size&1):]
	}
	if pixels == nil {
		return nil, damaged("no picture is in it")
	}
	return webpFile(pixels), nil
}

// firstFrame gives the chunks of one picture of a moving one.
func firstFrame(rest []byte) (pixels []byte) {
	for len(rest) >= 8 {
		size := int64(le32(rest[4:]))
		body := rest[8:min(int64(len(rest)), 8+size)]
		if name := string(rest[:4]); name == "VP8 " || name == "VP8L" || name == "ALPH" {
			pixels = append(pixels, chunk(name, body)...)
		}
		rest = rest[min(int64(len(rest)), 8+size+size&1):]
	}
	return pixels
}

// webpFile writes chunks as a file of their own; one with a mask of how dense it is needs a header that says so.
func webpFile(pixels []byte) []byte {
	if string(pixels[:4]) == "ALPH" {
		if at := bytes.Index(pixels, []byte("VP8 ")); at > 0 && len(pixels) >= at+18 {
			v := pixels[at+8:]
			w, h := (int(v[6])|int(v[7])<<8)&0x3fff-1, (int(v[8])|int(v[9])<<8)&0x3fff-1
			head := []byte{0x10, 0, 0, 0, byte(w), byte(w >> 8), 0, byte(h), byte(h >> 8), 0}
			pixels = append(chunk("VP8X", head), pixels...)
		}
	}
	return append(append([]byte("RIFF"), le(uint32(len(pixels)+4))...), append([]byte("WEBP"), pixels...)...)
}

func chunk(name string, body []byte) []byte {
	out := append(append([]byte(name), le(uint32(len(body)))...), body...)
	if len(body)%2 == 1 {
		out = append(out, 0)
	}
	return out
}

func le32(b []byte) uint32 {
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}
func le(n uint32) []byte { return []byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)} }
