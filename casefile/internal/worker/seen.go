package worker

import (
	"math"
	"slices"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
)

// seenObjects is how many things of a page are looked at for pictures and ink: the picture of a scan comes first, or nearly so.
const seenObjects = 12

// stampWide and stampHigh are the corner at the bottom right that belongs to a page number, in points: what stands in it alone is no ink
// of the page's own.
const stampWide, stampHigh = 120.0, 40.0

// objects looks at the first things on a page: its pictures, and whether there is anything to see but a page number.
func (p *paper) objects(n int, v view, page *Page) {
	count, err := p.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: p.page(n)})
	if err != nil {
		return
	}
	page.Bare = true
	for i := range min(count.Count, seenObjects) {
		o, err := p.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: p.page(n), Index: i})
		if err != nil {
			page.Bare = false
			return
		}
		box, ok := p.seenBox(o.PageObject, v)
		if ok && (box[0] < page.Width-stampWide || box[3] > stampHigh) {
			page.Bare = false
		}
		if pic, ok := p.pictureIn(o.PageObject, box); ok {
			page.Pictures = append(page.Pictures, pic)
		}
	}
	page.Bare = page.Bare && count.Count <= seenObjects
}

// seenBox is where a thing lies on the page as a reader sees it; false where none of it is seen.
func (p *paper) seenBox(o references.FPDF_PAGEOBJECT, v view) (Rect, bool) {
	b, err := p.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: o})
	if err != nil {
		return Rect{}, true // it may be seen
	}
	r := v.rect(float64(b.Left), float64(b.Bottom), float64(b.Right), float64(b.Top))
	return r, r[2] > 0 && r[3] > 0 && r[0] < v.width() && r[1] < v.height()
}

// pictureIn gives the picture that a thing is, or the only one a form of one thing holds, with how many dots of it come to an inch.
func (p *paper) pictureIn(o references.FPDF_PAGEOBJECT, box Rect) (Picture, bool) {
	switch p.kindOf(o) {
	case enums.FPDF_PAGEOBJ_IMAGE:
	case enums.FPDF_PAGEOBJ_FORM:
		count, err := p.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: o})
		if err != nil || count.Count != 1 {
			return Picture{}, false
		}
		in, err := p.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: o, Index: 0})
		if err != nil || p.kindOf(in.PageObject) != enums.FPDF_PAGEOBJ_IMAGE {
			return Picture{}, false
		}
		o = in.PageObject
	default:
		return Picture{}, false
	}
	size, err := p.FPDFImageObj_GetImagePixelSize(&requests.FPDFImageObj_GetImagePixelSize{ImageObject: o})
	if err != nil {
		return Picture{}, false
	}
	wide, high := box[2]-box[0], box[3]-box[1]
	if !(wide > 1 && high > 1) {
		return Picture{}, false
	}
	long, short := float64(max(size.Width, size.Height)), float64(min(size.Width, size.Height))
	dots := min(long/max(wide, high), short/min(wide, high)) * 72
	return Picture{Rect: box, Dots: int(math.Round(dots)), Light: p.isLight(o, float64(size.Width)*float64(size.Height))}, true
}

// lightest is how many bytes a dot a picture takes, at most, that may be a blank sheet. A page of writing takes ten times as many.
const lightest = 0.03

// isLight tells whether so little is in a picture of so many dots that it may show nothing.
func (p *paper) isLight(o references.FPDF_PAGEOBJECT, dots float64) bool {
	raw, err := p.FPDFImageObj_GetImageDataRaw(&requests.FPDFImageObj_GetImageDataRaw{ImageObject: o})
	return err == nil && float64(len(raw.Data)) < lightest*dots
}

// turned tells how the words of a page stand, as a reader sees it: 0 upright, 90 reading downward, 180 upside down, 270 reading upward. pdfium
// counts a letter's angle clockwise, as the turn of a page is. It is what more than four in five of its letters do; 0 where they do not agree or are few.
func (v view) turned(chars []*responses.GetPageTextStructuredChar) int {
	var by [4]int
	all := 0
	for _, c := range chars[:min(len(chars), maxPageChars)] {
		if clean(c.Text) == "" {
			continue
		}
		quarter := int(math.Round(c.Angle/(math.Pi/2))) % 4
		if math.Abs(c.Angle-float64(quarter)*math.Pi/2) > 0.2 {
			quarter = 0
		}
		by[((quarter+v.quarters)%4+4)%4]++
		all++
	}
	most := slices.Index(by[:], slices.Max(by[:]))
	if all < 40 || 5*by[most] < 4*all {
		return 0
	}
	return most * 90
}
