package worker

import (
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// What share looks at.
const (
	wordyPage  = 3000 // bytes of words: such a page needs no look at its pictures
	maxObjects = 5000 // of one page that are looked at
	manyShapes = 500  // on a page without letters: its letters were turned into shapes
)

// share gives how much of a page its pictures cover, 0 to 1: a scan gives 1 or nearly so. A page without letters that has
// hundreds of shapes gives 1 as well, as they may be writing. A page with a good deal of text, and one that cannot be looked
// at, gives 0.
func (p *paper) share(page int, text string) float64 {
	if len(text) > wordyPage {
		return 0
	}
	v, err := p.view(page)
	if err != nil {
		return 0
	}
	count, err := p.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: p.page(page)})
	if err != nil {
		return 0
	}
	covered, shapes := 0.0, 0
	for i := range min(count.Count, maxObjects) {
		o, err := p.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: p.page(page), Index: i})
		if err != nil {
			break
		}
		switch kind := p.kindOf(o.PageObject); {
		case kind == enums.FPDF_PAGEOBJ_PATH:
			shapes++
		case kind == enums.FPDF_PAGEOBJ_IMAGE, kind == enums.FPDF_PAGEOBJ_FORM && p.holdsPicture(o.PageObject):
			covered += p.area(o.PageObject, v)
		}
	}
	if shapes > manyShapes && text == "" {
		return 1
	}
	return math.Round(min(1, covered/((v.right-v.left)*(v.top-v.bottom)))*1000) / 1000
}

func (p *paper) kindOf(o references.FPDF_PAGEOBJECT) enums.FPDF_PAGEOBJ {
	kind, err := p.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o})
	if err != nil {
		return enums.FPDF_PAGEOBJ_UNKNOWN
	}
	return kind.Type
}

// holdsPicture tells whether one of the first things in a form is a picture: scanners put theirs into one.
func (p *paper) holdsPicture(form references.FPDF_PAGEOBJECT) bool {
	count, err := p.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: form})
	if err != nil {
		return false
	}
	for i := range min(count.Count, 20) {
		o, err := p.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: form, Index: uint64(i)})
		if err == nil && p.kindOf(o.PageObject) == enums.FPDF_PAGEOBJ_IMAGE {
			return true
		}
	}
	return false
}

// area is what of an object lies on the visible page, in its own units.
func (p *paper) area(o references.FPDF_PAGEOBJECT, v view) float64 {
	b, err := p.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: o})
	if err != nil {
		return 0
	}
	wide := min(float64(b.Right), v.right) - max(float64(b.Left), v.left)
	high := min(float64(b.Top), v.top) - max(float64(b.Bottom), v.bottom)
	if !(wide > 0 && high > 0) { // and no number that is none
		return 0
	}
	return wide * high
}
