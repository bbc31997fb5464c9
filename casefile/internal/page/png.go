package page

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
)

var errPNG = errors.New("the picture's file is damaged")

const pngMark = "\x89PNG\r\n\x1a\n"

// pngPicture reads a PNG for placing: its coded pixels untouched where a PDF can hold them, otherwise (see-through,
// interlaced or 16 bits deep) redrawn on white without loss. Only pixels and palette go in.
func pngPicture(data []byte) (picture, error) {
	pic := picture{kind: "PNG", camera: camera{orientation: 1}}
	plain, err := pic.chunks(data)
	if err != nil {
		return picture{}, err
	}
	if plain {
		return pic, nil
	}
	return pic.redraw(png.Decode, data)
}

// chunks keeps the header, palette and pixels, reads the rest for size and orientation, and tells whether a PDF can hold
// the pixels as they are.
func (pic *picture) chunks(data []byte) (plain bool, err error) {
	if !bytes.HasPrefix(data, []byte(pngMark)) {
		return false, errPNG
	}
	var header, palette, pixels []byte
	through := false
	for rest := data[len(pngMark):]; len(rest) >= 12; {
		size := int64(binary.BigEndian.Uint32(rest))
		if size+12 > int64(len(rest)) {
			break
		}
		name, body := string(rest[4:8]), rest[8:8+size]
		rest = rest[12+size:]
		switch name {
		case "IHDR":
			header = body
		case "PLTE":
			palette = body
		case "IDAT":
			pixels = append(pixels, body...)
		case "tRNS":
			through = true
		default:
			pic.aside(name, body)
		}
	}
	if len(header) != 13 || len(pixels) == 0 {
		return false, errPNG
	}
	pic.wide, pic.high = int(binary.BigEndian.Uint32(header)), int(binary.BigEndian.Uint32(header[4:]))
	if err := pic.bounded(); err != nil {
		return false, err
	}
	pic.data = pngFile(header, palette, pixels)
	depth, colours, laced := header[8], header[9], header[12] != 0
	return depth <= 8 && colours <= 3 && !laced && !through && (colours != 3 || len(palette) >= 3), nil
}

// aside reads a chunk that is not drawn.
func (pic *picture) aside(name string, body []byte) {
	switch name {
	case "pHYs":
		if len(body) == 9 && body[8] == 1 { // dots a metre
			pic.dpi = float64(binary.BigEndian.Uint32(body)) * 0.0254
		}
	case "eXIf":
		pic.hidden = true
		pic.orientation = readExif(body).orientation
	case "tEXt", "zTXt", "iTXt":
		pic.hidden = true
	}
}

// pngFile writes the chunks as one clean file.
func pngFile(header, palette, pixels []byte) []byte {
	out := []byte(pngMark)
	add := func(name string, body []byte) {
		out = binary.BigEndian.AppendUint32(out, uint32(len(body)))
		out = append(append(out, name...), body...)
		out = append(out, 0, 0, 0, 0) // the sum is not looked at again
	}
	add("IHDR", header)
	if len(palette) > 0 {
		add("PLTE", palette)
	}
	add("IDAT", pixels)
	add("IEND", nil)
	return out
}

// redraw unpacks an image, lays it on white and codes it without loss.
func (pic picture) redraw(decode func(io.Reader) (image.Image, error), data []byte) (picture, error) {
	if pic.wide*pic.high > maxRedrawn {
		return picture{}, fmt.Errorf("%w to be redrawn: %d by %d", ErrTooLarge, pic.wide, pic.high)
	}
	img, err := decode(bytes.NewReader(data))
	if err != nil {
		return picture{}, fmt.Errorf("read the picture: %w", err)
	}
	var onto draw.Image = image.NewRGBA(img.Bounds())
	switch img.(type) {
	case *image.Gray, *image.Gray16:
		onto = image.NewGray(img.Bounds())
	}
	draw.Draw(onto, onto.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(onto, onto.Bounds(), img, img.Bounds().Min, draw.Over)
	var b bytes.Buffer
	if err := png.Encode(&b, onto); err != nil {
		return picture{}, fmt.Errorf("redraw the picture: %w", err)
	}
	clean := picture{kind: "PNG", camera: camera{orientation: 1}}
	if _, err := clean.chunks(b.Bytes()); err != nil {
		return picture{}, err
	}
	pic.kind, pic.data = "PNG", clean.data
	return pic, nil
}
