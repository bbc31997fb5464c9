package photo

import (
	"bytes"
	"image"
	"image/png"
	"math"
	"testing"
)

// seenBy is what ImageMagick makes of a file, as the same size.
func seenBy(t testing.TB, data []byte, name string, args ...string) image.Image {
	t.Helper()
	out := tool(t, data, name, "out.png", append(append([]string{"convert", name + "[0]"}, args...), "-depth", "8", "out.png")...)
	m, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Each way of packing a picture gives what ImageMagick sees.
func TestEveryKindIsSeenAsAnotherProgramSeesIt(t *testing.T) {
	colour, text := asPNG(t, photograph(301, 203, 3)), asPNG(t, textPage(9).SubImage(image.Rect(140, 120, 733, 421)))
	bits := []string{"-threshold", "60%", "-monochrome"}
	with := func(a []string, more ...string) []string { return append(append([]string{}, a...), more...) }
	for _, c := range []struct {
		name, file string
		from       []byte
		args       []string
		most       float64 // mean difference a colour, of 255: packing grain as JPEG makes 3.6, and 6 where it is the second time
	}{
		{"JPEG", "a.jpg", colour, nil, 4},
		{"JPEG progressive", "a.jpg", colour, []string{"-interlace", "JPEG"}, 4},
		{"JPEG grey", "a.jpg", colour, []string{"-colorspace", "gray"}, 4},
		{"JPEG 4:4:4", "a.jpg", colour, []string{"-sampling-factor", "4:4:4"}, 4},
		{"JPEG 4:2:2", "a.jpg", colour, []string{"-sampling-factor", "2x1"}, 4},
		{"JPEG CMYK", "a.jpg", colour, []string{"-colorspace", "CMYK"}, 4},
		{"PNG", "a.png", colour, nil, 4},
		{"PNG interlaced", "a.png", colour, []string{"-interlace", "PNG"}, 4},
		{"PNG 16 bits", "PNG48:a.png", colour, nil, 4},
		{"PNG grey", "a.png", colour, []string{"-colorspace", "gray"}, 4},
		{"PNG palette", "PNG8:a.png", colour, []string{"-colors", "40"}, 0},
		{"PNG one bit", "a.png", text, bits, 0},
		{"PNG two bits", "a.png", text, []string{"-colors", "4", "-depth", "2", "-define", "png:color-type=0", "-define", "png:bit-depth=2"}, 0},
		{"TIFF Group 4", "a.tif", text, with(bits, "-compress", "Group4"), 0},
		{"TIFF Group 3", "a.tif", text, with(bits, "-compress", "Fax"), 0},
		{"TIFF Group 4, low bits first", "a.tif", text, with(bits, "-compress", "Group4", "-define", "tiff:fill-order=lsb"), 0},
		{"TIFF Group 4, black is zero", "a.tif", text, with(bits, "-compress", "Group4", "-define", "quantum:polarity=min-is-black"), 0},
		{"TIFF one bit plain", "a.tif", text, with(bits, "-compress", "None"), 0},
		{"TIFF LZW", "a.tif", colour, []string{"-compress", "LZW"}, 4},
		{"TIFF Zip", "a.tif", colour, []string{"-compress", "Zip"}, 4},
		{"TIFF PackBits", "a.tif", colour, []string{"-compress", "RLE"}, 4},
		{"TIFF JPEG", "a.tif", colour, []string{"-compress", "JPEG"}, 5},
		{"TIFF grey JPEG", "a.tif", colour, []string{"-colorspace", "gray", "-compress", "JPEG"}, 5},
		{"TIFF 16 bits", "a.tif", colour, []string{"-depth", "16", "-compress", "LZW"}, 4},
		{"TIFF 16 bits, big end first", "a.tif", colour, []string{"-depth", "16", "-endian", "MSB", "-compress", "Zip"}, 4},
		{"TIFF grey 4 bits", "a.tif", colour, []string{"-colorspace", "gray", "-depth", "4", "-compress", "None"}, 4},
		{"TIFF planes", "a.tif", colour, []string{"-interlace", "plane", "-compress", "LZW"}, 4},
		{"TIFF palette", "a.tif", colour, []string{"-type", "Palette", "-colors", "50"}, 1},
		{"TIFF CMYK", "a.tif", colour, []string{"-colorspace", "CMYK", "-compress", "LZW"}, 4},
		{"TIFF tiles", "a.tif", colour, []string{"-define", "tiff:tile-geometry=64x64", "-compress", "Zip"}, 4},
		{"TIFF tiles, bits", "a.tif", text, with(bits, "-define", "tiff:tile-geometry=128x128", "-compress", "Group4"), 0},
		{"TIFF big", "TIFF64:a.tif", colour, []string{"-compress", "LZW"}, 4},
		{"TIFF big, big end first", "TIFF64:a.tif", colour, []string{"-endian", "MSB", "-compress", "LZW"}, 4},
		{"TIFF old strips of one row", "a.tif", colour, []string{"-define", "tiff:rows-per-strip=1"}, 4},
		{"GIF", "a.gif", colour, nil, 0},
		{"BMP", "a.bmp", colour, nil, 4},
		{"WebP", "a.webp", colour, nil, 7},
		{"WebP lossless", "a.webp", colour, []string{"-define", "webp:lossless=true"}, 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			name := c.file
			if at := bytes.IndexByte([]byte(name), ':'); at > 0 {
				name = name[at+1:]
			}
			args := append(append([]string{"convert", "in.png"}, c.args...), c.file)
			data := tool(t, c.from, "in.png", name, args...)
			p := only(t, data, Wish{AsIs: true})
			if d := apart(t, picture(t, p), seenBy(t, data, name, "-colorspace", "sRGB", "-type", "TrueColor")); d > c.most {
				t.Errorf("the page is %.2f apart", d)
			}
			if bilevel := len(c.args) > 0 && c.args[0] == "-threshold"; bilevel && p.Format != "png" {
				t.Error("black and white became a JPEG")
			}
		})
	}
}

// What fax machines and the programs of councils send: both ways of Group 3, fill bits, several pages.
func TestFaxesOfManyPages(t *testing.T) {
	one := convert(t, asPNG(t, textPage(1)), "a.tif", "-threshold", "60%", "-monochrome", "-compress", "Fax", "-density", "150")
	two := convert(t, asPNG(t, textPage(2)), "a.tif", "-threshold", "60%", "-monochrome", "-compress", "Fax", "-density", "150")
	for _, way := range []string{"g3:1d", "g3:2d", "g3:1d:fill", "g3:2d:fill", "g4", "lzw", "packbits", "zip", "none"} {
		t.Run(way, func(t *testing.T) {
			file := tool(t, one, "a.tif", "c.tif", "sh", "-c", "cat > b.tif; tiffcp -c "+way+" a.tif a.tif c.tif")
			pages := every(t, file, Wish{AsIs: true})
			if len(pages) != 2 {
				t.Fatalf("%d pages", len(pages))
			}
			for _, p := range pages {
				if d := apart(t, picture(t, p), textBits(1)); d != 0 || len(p.Notes) > 0 || p.Format != "png" || !p.Words {
					t.Errorf("apart by %.3f, notes %q, %s, words %v", d, p.Notes, p.Format, p.Words)
				}
			}
		})
	}
	mh := tool(t, two, "a.tif", "c.tif", "convert", "a.tif", "-compress", "Fax", "-define", "tiff:rows-per-strip=64", "c.tif")
	if p := only(t, mh, Wish{AsIs: true}); apart(t, picture(t, p), textBits(2)) != 0 {
		t.Error("a fax in strips is not seen rightly")
	}
}

// textBits is a made page in black and white.
func textBits(seed uint64) image.Image {
	m := textPage(seed)
	for i, v := range m.Pix {
		m.Pix[i] = 255
		if float64(v) <= 0.6*255 {
			m.Pix[i] = 0
		}
	}
	return m
}

// A fax has half as many lines down an inch as dots across: its page must not be squashed.
func TestFaxKeepsItsShape(t *testing.T) {
	fax := convert(t, asPNG(t, textPage(4)), "a.tif", "-scale", "1728x1100!", "-threshold", "60%", "-monochrome",
		"-units", "PixelsPerInch", "-density", "204x98", "-compress", "Group4")
	p := only(t, fax, Wish{})
	if p.Width != 1728 || p.Height < 2280 || p.Height > 2300 || p.DPI < 203 || p.DPI > 205 || !p.Words {
		t.Errorf("%d by %d at %.0f, words %v", p.Width, p.Height, p.DPI, p.Words)
	}
	big := convert(t, asPNG(t, textPage(4)), "a.tif", "-threshold", "60%", "-monochrome", "-scale", "400%", "-threshold", "60%", "-monochrome",
		"-units", "PixelsPerInch", "-density", "600", "-compress", "Group4")
	if p := only(t, big, Wish{}); p.Width != 2480 || p.Height != 3508 || math.Abs(p.DPI-300) > 1 || p.Format != "png" {
		t.Errorf("%d by %d at %.0f as %s", p.Width, p.Height, p.DPI, p.Format)
	}
}
