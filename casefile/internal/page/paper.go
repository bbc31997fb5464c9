package page

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/jung-kurt/gofpdf"

	"ehccasefile/assets"
)

// An upright sheet of A4 and the frame text keeps to. The foot is deeper than the other margins: a page number goes there.
const (
	Width  = 595.28
	Height = 841.89

	side = 62.0
	head = 62.0
	foot = 68.0

	// Measure is the width of a line of text.
	Measure = Width - 2*side
)

const face = "paper"

// Paper is a growing stack of pages. The first failure sticks and Bytes returns it, so that calls need no checking one by
// one. It is for one goroutine.
type Paper struct {
	pdf     *gofpdf.Fpdf
	inked   map[string]bool // the weights of the typeface that are in
	style   Style           // chosen last
	scripts []*scriptInk    // typefaces of other scripts, in the order they were first needed
	y       float64         // the top of the free space on this page, from the top edge
	high    float64         // how high this page is
	lost    int             // characters no typeface has
	notes   []string
	top     *element     // what the pages hold, for a screen reader
	owners  [][]*element // by page, what each marked stretch belongs to
	now     opened
	para    *element // of plain text
	rtl     bool     // the way of its line
	links   int      // elements that a link can be tied to
	made    []byte   // once closed
}

// Spot is a place on a page of a Paper: Page counts from 0; Rect is left, bottom, right, top in points from the page's
// bottom left corner. Tag is the id of the element in the page's structure tree that a link over it belongs to, "" for none.
type Spot struct {
	Page int
	Rect [4]float64
	Tag  string
}

// New gives an empty paper. The title is kept in the PDF's properties, in any script.
func New(title string) *Paper {
	f := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: gofpdf.SizeType{Wd: Width, Ht: Height}})
	f.SetAutoPageBreak(false, 0)
	f.SetMargins(0, 0, 0)
	f.SetCatalogSort(true)
	fixed := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	f.SetCreationDate(fixed)
	f.SetModificationDate(fixed)
	f.SetProducer("EHC Casefile", false)
	f.SetTitle(strings.ToValidUTF8(title, "\uFFFD"), true) // it panics on other bytes
	return &Paper{pdf: f, inked: map[string]bool{}, top: &element{kind: "Document"}}
}

// Loose leaves what is drawn on the pages uncompressed, for a book whose maker compresses it: gofpdf would take fresh room for each page.
func (p *Paper) Loose() { p.pdf.SetCompression(false) }

// Page begins a new upright page.
func (p *Paper) Page() { p.sheet(Width, Height) }

// sheet begins a new page of this size.
func (p *Paper) sheet(w, h float64) {
	p.unmark()
	p.pdf.AddPageFormat("P", gofpdf.SizeType{Wd: w, Ht: h})
	p.y, p.high = head, h
}

// Pages is the number of pages begun so far.
func (p *Paper) Pages() int { return p.pdf.PageCount() }

// Notes says, in plain sentences, what a reader of the pages should know: letters that could not be printed, hidden
// details taken off a picture.
func (p *Paper) Notes() []string {
	out := slices.Clone(p.notes)
	switch {
	case p.lost == 1:
		out = append(out, "One character is not in our typefaces and is shown as \uFFFD.")
	case p.lost > 1:
		out = append(out, fmt.Sprintf("%d characters are not in our typefaces; each is shown as \uFFFD.", p.lost))
	}
	return out
}

// Bytes closes the paper and gives it as a PDF. A library's panic inside comes out as an error.
func (p *Paper) Bytes() (out []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			out, err = nil, fmt.Errorf("write pages: %v", r)
		}
	}()
	if p.made != nil {
		return p.made, nil
	}
	if p.Pages() == 0 {
		p.Page()
	}
	p.unmark()
	var b bytes.Buffer
	if err := p.pdf.Output(&b); err != nil {
		return nil, fmt.Errorf("write pages: %w", err)
	}
	made, err := p.dress(b.Bytes())
	if err != nil {
		return nil, fmt.Errorf("write pages: %w", err)
	}
	p.made = made
	return p.made, nil
}

// Number gives a one-page PDF whose only font is the bold one page numbers are printed in, with the digits and letters
// such numbers are made of. It is made once, and must not be changed.
var Number = sync.OnceValues(func() ([]byte, error) {
	p := New("")
	p.Loose()
	p.Page()
	p.font(Style{Size: 9, Bold: true})
	p.pdf.Text(side, head, "0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz -.()/")
	return p.Bytes()
})

// font chooses size and weight for what is drawn next, and brings a typeface in before its first letter: a page with a
// picture alone carries none. gofpdf writes over the ends of the bytes it is given, so each paper gets its own.
func (p *Paper) font(s Style) {
	p.style = s
	weight, file := s.weight()
	if !p.inked[weight] {
		p.pdf.AddUTF8FontFromBytes(face, weight, bytes.Clone(file))
		p.inked[weight] = true
	}
	p.pdf.SetFont(face, weight, s.Size)
	if s.Grey {
		p.pdf.SetTextColor(0x55, 0x5b, 0x60)
	} else {
		p.pdf.SetTextColor(0x15, 0x1a, 0x1e)
	}
}

// weight gives the letters' weight and slope as gofpdf calls them, and the file they come from.
func (s Style) weight() (name string, file []byte) {
	switch {
	case s.Bold && s.Italic:
		return "BI", assets.PaperBoldItalic
	case s.Bold:
		return "B", assets.PaperBold
	case s.Italic:
		return "I", assets.PaperItalic
	}
	return "", assets.PaperRegular
}
