package photo

import (
	"image"

	"ehccasefile/casefile/internal/limit"
)

// stream is a picture whose rows are read one after another, so that a large one never has to be held whole.
type stream struct {
	wide, high int
	colour     bool                   // three bytes a pixel: red, green, blue; otherwise one: grey
	bilevel    bool                   // only black and white are in it
	lossless   bool                   // it did not come through a JPEG
	next       func(row []byte) error // fills the next row from the top; an error ends the picture
	turn       int                    // how it has to be turned to be upright, 1 to 8 as Exif numbers it
	dpiX, dpiY float64                // as stored, before turning; 0 where not said
	profile    []byte                 // of colour (ICC), nil for none
	notes      []string
	fault      error  // that ended the rows early
	hidden     bool   // something was said beside the pixels
	plainJPEG  []byte // the same picture with nothing beside its coded pixels, where it can stand as it is
}

// channels is how many bytes a pixel of a row takes.
func (s *stream) channels() int {
	if s.colour {
		return 3
	}
	return 1
}

// checkSides refuses a picture by the size it says it has.
func checkSides(wide, high int, pixels int64) error {
	switch {
	case wide < 1 || high < 1:
		return damaged("it has no size")
	case wide > limit.Side || high > limit.Side, int64(wide)*int64(high) > pixels:
		return tooLarge("it is %d by %d pixels", wide, high)
	}
	return nil
}

// checkMemory refuses a picture that can only be decoded whole and would take so many bytes.
func checkMemory(wide, high int, bytesPerPixel float64) error {
	if float64(wide)*float64(high)*bytesPerPixel > limit.PictureMemory {
		return tooLarge("it is %d by %d pixels and of a kind that has to be unpacked whole", wide, high)
	}
	return nil
}

// raster is a small picture in memory: at most what an A4 page can hold.
type raster struct {
	wide, high int
	colour     bool
	bilevel    bool
	pix        []byte // rows without gaps, three bytes a pixel or one
}

func newRaster(wide, high int, colour bool) *raster {
	r := &raster{wide: wide, high: high, colour: colour}
	r.pix = make([]byte, wide*high*r.channels())
	return r
}

func (r *raster) channels() int {
	if r.colour {
		return 3
	}
	return 1
}

func (r *raster) row(y int) []byte {
	n := r.wide * r.channels()
	return r.pix[y*n : (y+1)*n]
}

// grey is the picture without colour; it is the picture itself where it has none.
func (r *raster) grey() *raster {
	if !r.colour {
		return r
	}
	g := newRaster(r.wide, r.high, false)
	for i := range g.pix {
		p := r.pix[3*i : 3*i+3 : 3*i+3]
		g.pix[i] = luma(p[0], p[1], p[2])
	}
	return g
}

// luma is how bright a colour is (ITU-R BT.601).
func luma(r, g, b byte) byte {
	return byte((19595*uint32(r) + 38470*uint32(g) + 7471*uint32(b) + 1<<15) >> 16)
}

// picture gives the raster as an image of the standard library, sharing pixels where it has no colour.
func (r *raster) picture() image.Image {
	if !r.colour {
		return &image.Gray{Pix: r.pix, Stride: r.wide, Rect: image.Rect(0, 0, r.wide, r.high)}
	}
	m := image.NewRGBA(image.Rect(0, 0, r.wide, r.high))
	for i, o := 0, 0; i < len(r.pix); i, o = i+3, o+4 {
		m.Pix[o], m.Pix[o+1], m.Pix[o+2], m.Pix[o+3] = r.pix[i], r.pix[i+1], r.pix[i+2], 255
	}
	return m
}
