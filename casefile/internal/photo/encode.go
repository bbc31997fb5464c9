package photo

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
)

// quality is what photographs are packed with: text stays clean and faces do too.
const quality = 85

// encode packs a raster: black and white, and drawings of few colours, without loss as PNG; the rest as JPEG.
func (p *Page) encode(r *raster, s *stream) error {
	var b bytes.Buffer
	if m := r.drawing(s); m != nil {
		p.Format = "png"
		if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, m); err != nil {
			return damaged("%s", firstLine(err))
		}
		p.Data = withDots(b.Bytes(), p.DPI)
		return nil
	}
	p.Format = "jpeg"
	if err := jpeg.Encode(&b, r.picture(), &jpeg.Options{Quality: quality}); err != nil {
		return damaged("%s", firstLine(err))
	}
	p.Data = withHead(b.Bytes(), p.DPI, s.profile)
	return nil
}

// drawing gives the raster with a palette where a PNG suits it, nil otherwise.
func (r *raster) drawing(s *stream) image.Image {
	if r.bilevel {
		return r.paletted([]color.Color{color.Gray{}, color.Gray{Y: 255}}, func(p []byte) uint8 { return p[0] >> 7 })
	}
	if !s.lossless {
		return nil
	}
	most := 16 // shades of grey
	if r.colour {
		most = 256
	}
	numbers, palette := map[uint32]uint8{}, []color.Color{}
	c := r.channels()
	last := uint32(1 << 31)
	for i := 0; i < len(r.pix); i += c {
		k := key(r.pix[i : i+c])
		if k == last {
			continue
		}
		last = k
		if _, known := numbers[k]; known {
			continue
		}
		if len(palette) == most {
			return nil
		}
		numbers[k] = uint8(len(palette))
		palette = append(palette, color.RGBA{byte(k >> 16), byte(k >> 8), byte(k), 255})
	}
	return r.paletted(palette, func(p []byte) uint8 { return numbers[key(p)] })
}

// key is a colour as one number; grey counts as its colour.
func key(p []byte) uint32 {
	if len(p) == 1 {
		return uint32(p[0]) * 0x010101
	}
	return uint32(p[0])<<16 | uint32(p[1])<<8 | uint32(p[2])
}

func (r *raster) paletted(palette color.Palette, number func([]byte) uint8) image.Image {
	m := image.NewPaletted(image.Rect(0, 0, r.wide, r.high), palette)
	c := r.channels()
	for i := range m.Pix {
		m.Pix[i] = number(r.pix[i*c : i*c+c])
	}
	return m
}

// withHead puts the size and the profile of colour at the beginning of a bare JPEG.
func withHead(bare []byte, dpi float64, profile []byte) []byte {
	out := append(make([]byte, 0, len(bare)+len(profile)+40), 0xFF, markSOI)
	n := uint16(min(65535, math.Round(dpi)))
	if n > 0 {
		out = append(out, "\xff\xe0\x00\x10JFIF\x00\x01\x01\x01"...)
		out = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(out, n), n)
		out = append(out, 0, 0)
	} else {
		out = append(out, "\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"...)
	}
	if len(profile) > 0 {
		out = binary.BigEndian.AppendUint16(append(out, 0xFF, markAPP2), uint16(len(profile)+16))
		out = append(append(out, "ICC_PROFILE\x00\x01\x01"...), profile...)
	}
	return append(out, bare[2:]...)
}

// withDots puts the size into a PNG, after its header.
func withDots(file []byte, dpi float64) []byte {
	const header = len(pngMark) + 25
	if dpi == 0 || len(file) < header {
		return file
	}
	metre := uint32(math.Round(dpi / 0.0254))
	body := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("pHYs"), metre), metre)
	body = append(body, 1)
	out := append(make([]byte, 0, len(file)+21), file[:header]...)
	out = append(binary.BigEndian.AppendUint32(out, 9), body...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(body))
	return append(out, file[header:]...)
}

// checkProfile gives a profile of colour that may be passed on: small, whole, and for as many channels as the page has
// (ICC.1:2010, 7.2).
func checkProfile(p []byte, colour bool) []byte {
	if len(p) < 132 || len(p) > maxProfile-100 || int(be32(p)) != len(p) || string(p[36:40]) != "acsp" {
		return nil
	}
	if space := string(p[16:20]); colour && space != "RGB " || !colour && space != "GRAY" {
		return nil
	}
	return p
}
