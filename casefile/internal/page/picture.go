package page

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/jung-kurt/gofpdf"
)

// ErrTooLarge is given for a picture with more pixels than can safely be handled.
var ErrTooLarge = errors.New("the picture has too many pixels")

// The bounds of a picture: pixels in all, pixels of one that has to be unpacked and redrawn in memory, and along one side.
const (
	maxPixels  = 100 << 20
	maxRedrawn = 40 << 20
	maxSide    = 1 << 16
)

// The frame a picture keeps to on its page, and how many dots make an inch where the file does not say, or says nonsense.
const (
	pictureMargin = 40.0
	pictureFoot   = 54.0
	usualDPI      = 96.0
)

// picture is an image ready to be placed.
type picture struct {
	camera
	kind       string // as gofpdf calls it
	wide, high int    // pixels as stored, before turning
	data       []byte
	hidden     bool // something was said beside the pixels, and left out
}

func (pic picture) bounded() error {
	if pic.wide < 1 || pic.high < 1 {
		return errors.New("the picture is empty")
	}
	if pic.wide > maxSide || pic.high > maxSide || pic.wide*pic.high > maxPixels {
		return fmt.Errorf("%w: %d by %d", ErrTooLarge, pic.wide, pic.high)
	}
	return nil
}

// Picture puts a JPEG or PNG on a page of its own, upright or on its side as the picture asks: turned the way its camera
// says, in its natural size or smaller, in the middle.
func (p *Paper) Picture(data []byte) error {
	pic, err := readPicture(data)
	if err != nil {
		return err
	}
	p.place(pic)
	if err := p.pdf.Error(); err != nil {
		return fmt.Errorf("place the picture: %w", err)
	}
	if pic.hidden {
		p.note("Hidden details (such as camera, time and place) are left out of this copy of the picture.")
	}
	return nil
}

// note adds a sentence to Notes, once.
func (p *Paper) note(sentence string) {
	if !slices.Contains(p.notes, sentence) {
		p.notes = append(p.notes, sentence)
	}
}

func readPicture(data []byte) (picture, error) {
	if bytes.HasPrefix(data, []byte{0xFF, markSOI}) {
		return jpegPicture(data)
	}
	return pngPicture(data)
}

// natural is the picture's own size in points as it is seen, once turned.
func (pic picture) natural() (w, h float64) {
	dpi := pic.dpi
	if dpi < 72 || dpi > 2400 {
		dpi = usualDPI
	}
	w, h = float64(pic.wide)*72/dpi, float64(pic.high)*72/dpi
	if pic.orientation >= 5 {
		w, h = h, w
	}
	return w, h
}

// place chooses the sheet on which the picture stands larger, upright where both do as well, and draws it.
func (p *Paper) place(pic picture) {
	w, h := pic.natural()
	fit := func(sheetW, sheetH float64) float64 {
		return min(1, (sheetW-2*pictureMargin)/w, (sheetH-pictureMargin-pictureFoot)/h)
	}
	sheetW, sheetH := Width, Height
	if fit(Height, Width) > fit(Width, Height) {
		sheetW, sheetH = Height, Width
	}
	scale := fit(sheetW, sheetH)
	w, h = w*scale, h*scale
	p.sheet(sheetW, sheetH)
	x := (sheetW - w) / 2
	y := pictureFoot + (sheetH-pictureMargin-pictureFoot-h)/2
	figure := p.top.child("Figure")
	figure.alt = "A photograph or scan"
	p.mark(figure)
	p.stick(pic, fmt.Sprintf("picture %d", p.Pages()), [4]float64{x, y, w, h}, sheetH)
}

// stick draws a picture, known by this name, into a box (left, bottom, width, height) of a sheet of this height.
func (p *Paper) stick(pic picture, name string, box [4]float64, sheetH float64) {
	x, y, w, h := box[0], box[1], box[2], box[3]
	m := turned(pic.orientation)
	opt := gofpdf.ImageOptions{ImageType: pic.kind}
	p.pdf.RegisterImageOptionsReader(name, opt, bytes.NewReader(pic.data))
	p.pdf.RawWriteStr(fmt.Sprintf("q %.4f %.4f %.4f %.4f %.4f %.4f cm",
		m[0]*w, m[1]*h, m[2]*w, m[3]*h, x+m[4]*w, y+m[5]*h))
	p.pdf.ImageOptions(name, 0, sheetH-1, 1, 1, false, opt, 0, "")
	p.pdf.RawWriteStr("Q")
}

// turned gives the matrix that takes the unit square of the stored picture to that of the seen one, for an Exif
// orientation.
func turned(orientation int) [6]float64 {
	switch orientation {
	case 2: // mirrored left to right
		return [6]float64{-1, 0, 0, 1, 1, 0}
	case 3: // upside down
		return [6]float64{-1, 0, 0, -1, 1, 1}
	case 4: // mirrored top to bottom
		return [6]float64{1, 0, 0, -1, 0, 1}
	case 5: // mirrored about the diagonal from the top left
		return [6]float64{0, -1, -1, 0, 1, 1}
	case 6: // to be turned a quarter to the right
		return [6]float64{0, -1, 1, 0, 0, 1}
	case 7: // mirrored about the other diagonal
		return [6]float64{0, 1, 1, 0, 0, 0}
	case 8: // to be turned a quarter to the left
		return [6]float64{0, 1, -1, 0, 1, 0}
	}
	return [6]float64{1, 0, 0, 1, 0, 0}
}
