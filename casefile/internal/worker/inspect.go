package worker

import (
	"math"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
)

// inspect is the job of Worker.Inspect.
func inspect(d *desk, _ order, pdf []byte) ([]byte, error) {
	p, err := d.open(pdf, "")
	if err != nil {
		return nil, err
	}
	defer p.close()
	if p.pages > MaxPages {
		return nil, detail{fault: tooLarge, say: "it has more than 5,000 pages"}
	}
	i := Inspection{Title: p.title(), Lang: p.lang(), Mode: p.mode(), Sealed: p.sealed(), Bookmarks: p.bookmarks()}
	words, links := 0, 0
	for n := range p.pages {
		page, err := p.look(n)
		if err != nil {
			return nil, p.fault(err)
		}
		words, links = words+len(page.Words), links+len(page.Links)
		if words > maxWords || links > maxLinks {
			return nil, detail{fault: tooLarge, say: "it has too many words or links"}
		}
		i.Pages = append(i.Pages, page)
		d.going(working, p.pages)
	}
	return asJSON(i)
}

func (p *paper) title() string {
	t, err := p.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: p.doc, Tag: "Title"})
	if err != nil {
		return ""
	}
	return clean(t.Value)
}

func (p *paper) lang() string {
	l, err := p.FPDFCatalog_GetLanguage(&requests.FPDFCatalog_GetLanguage{Document: p.doc})
	if err != nil {
		return ""
	}
	return clean(l.Language)
}

var modes = map[responses.FPDFDoc_GetPageModeMode]string{
	responses.FPDFDoc_GetPageModeModeUseOutlines: "outlines", responses.FPDFDoc_GetPageModeModeUseThumbs: "thumbnails",
	responses.FPDFDoc_GetPageModeModeFullScreen: "full-screen", responses.FPDFDoc_GetPageModeModeUseOC: "layers",
	responses.FPDFDoc_GetPageModeModeUseAttachments: "attachments",
}

func (p *paper) mode() string {
	m, err := p.FPDFDoc_GetPageMode(&requests.FPDFDoc_GetPageMode{Document: p.doc})
	if err != nil {
		return ""
	}
	return modes[m.PageMode]
}

// look gives one page as a reader sees it.
func (p *paper) look(n int) (Page, error) {
	v, err := p.view(n)
	if err != nil {
		return Page{}, err
	}
	page := Page{Width: cents(v.width()), Height: cents(v.height()), Label: p.label(n)}
	chars, err := p.GetPageTextStructured(&requests.GetPageTextStructured{Page: p.page(n), Mode: requests.GetPageTextStructuredModeChars})
	if err != nil {
		return Page{}, err
	}
	page.Words = v.words(chars.Chars)
	page.Turned = v.turned(chars.Chars)
	p.objects(n, v, &page)
	page.Links, err = p.links(n, v)
	return page, err
}

func (p *paper) label(n int) string {
	l, err := p.FPDF_GetPageLabel(&requests.FPDF_GetPageLabel{Document: p.doc, Page: n})
	if err != nil {
		return ""
	}
	return clean(l.Label)
}

// view is how a page is shown: the part of its own plane that is seen, and by how many quarters it is turned clockwise.
type view struct {
	left, bottom, right, top float64
	quarters                 int
}

func (p *paper) view(n int) (view, error) {
	box, err := p.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: p.page(n)})
	if err != nil {
		return view{}, err
	}
	turn, err := p.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: p.page(n)})
	if err != nil {
		return view{}, err
	}
	b := box.Rect
	return view{float64(b.Left), float64(b.Bottom), float64(b.Right), float64(b.Top), int(turn.PageRotation)}, nil
}

func (v view) width() float64 {
	if v.quarters%2 == 1 {
		return v.top - v.bottom
	}
	return v.right - v.left
}

func (v view) height() float64 {
	if v.quarters%2 == 1 {
		return v.right - v.left
	}
	return v.top - v.bottom
}

// point takes a point of the page's own plane to where a reader sees it.
func (v view) point(x, y float64) (float64, float64) {
	switch v.quarters {
	case 1:
		return y - v.bottom, v.right - x
	case 2:
		return v.right - x, v.top - y
	case 3:
		return v.top - y, x - v.left
	}
	return x - v.left, y - v.bottom
}

// rect does the same for a rectangle.
func (v view) rect(left, bottom, right, top float64) Rect {
	x1, y1 := v.point(left, bottom)
	x2, y2 := v.point(right, top)
	return Rect{cents(min(x1, x2)), cents(min(y1, y2)), cents(max(x1, x2)), cents(max(y1, y2))}
}

// cents rounds to a hundredth of a point, which is finer than any printer.
func cents(x float64) float64 { return math.Round(x*100) / 100 }

// farLetters is how far apart, in points, two letters of one word never stand. Where letters of a page and those of a number that was put on it lie
// different ways, pdfium finds neither gap nor line's end between them, though they stand at opposite edges.
const farLetters = 40

// words joins characters to words: a word ends at a space, real or found by pdfium from a gap, at a line's end, and where the next letter is far off.
func (v view) words(chars []*responses.GetPageTextStructuredChar) []Word {
	var words []Word
	var text strings.Builder
	var box, before Rect
	end := func() {
		if text.Len() > 0 {
			words = append(words, Word{Text: text.String(), Rect: v.rect(box[0], box[1], box[2], box[3])})
			text.Reset()
		}
	}
	for _, c := range chars[:min(len(chars), maxPageChars)] {
		s := clean(c.Text)
		if s == "" {
			end()
			continue
		}
		at := c.PointPosition
		ink := Rect{at.Left, at.Bottom, at.Right, at.Top}
		if text.Len() > 0 && (apart(before, ink) > max(farLetters, 4*size(before), 4*size(ink))) {
			end()
		}
		if text.Len() == 0 {
			box = ink
		}
		before = ink
		box = Rect{min(box[0], ink[0]), min(box[1], ink[1]), max(box[2], ink[2]), max(box[3], ink[3])}
		text.WriteString(s)
		if brokenLine(c.Text) {
			end()
		}
	}
	end()
	return words
}

// apart is how far two rectangles are from each other, across or up, whichever is more; below 0 where they overlap.
func apart(a, b Rect) float64 {
	return max(a[0]-b[2], b[0]-a[2], a[1]-b[3], b[1]-a[3])
}

func size(r Rect) float64 { return max(r[2]-r[0], r[3]-r[1]) }

// brokenLine tells whether a character is pdfium's mark for a hyphen at the end of a line: the rest stands on the next one.
func brokenLine(s string) bool { return s == "\ufffe" || s == "\x02" }

// clean drops what cannot be shown: NUL, other controls, and pdfium's mark for a hyphen at a line's end becomes a hyphen.
func clean(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case brokenLine(string(r)):
			return '-'
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "")))
}

// links gives the links of a page.
func (p *paper) links(n int, v view) ([]Link, error) {
	var links []Link
	for at, tries := 0, 0; tries < maxPageLinks; tries++ {
		next, err := p.FPDFLink_Enumerate(&requests.FPDFLink_Enumerate{Page: p.page(n), StartPos: at})
		if err != nil {
			return nil, err
		}
		if next.Link == nil || next.NextStartPos == nil {
			return links, nil
		}
		l, ok, err := p.link(*next.Link, v)
		if err != nil {
			return nil, err
		}
		if ok {
			links = append(links, l)
		}
		at = *next.NextStartPos
	}
	return links, nil
}

// link gives one link; one without a rectangle cannot be clicked and is no link.
func (p *paper) link(ref references.FPDF_LINK, v view) (Link, bool, error) {
	r, err := p.FPDFLink_GetAnnotRect(&requests.FPDFLink_GetAnnotRect{Link: ref})
	if err != nil || r.Rect == nil {
		return Link{}, false, err
	}
	l := Link{Rect: v.rect(float64(r.Rect.Left), float64(r.Rect.Bottom), float64(r.Rect.Right), float64(r.Rect.Top)), To: -1}
	dest, err := p.FPDFLink_GetDest(&requests.FPDFLink_GetDest{Document: p.doc, Link: ref})
	if err == nil && dest.Dest != nil {
		l.To = p.pageOf(dest.Dest)
		return l, true, nil
	}
	act, err := p.FPDFLink_GetAction(&requests.FPDFLink_GetAction{Link: ref})
	if err != nil || act.Action == nil {
		return l, true, nil
	}
	l.To, l.URI = p.action(*act.Action)
	return l, true, nil
}

// action gives where an action leads: a page of this document or an address; an action of another kind leads nowhere.
func (p *paper) action(ref references.FPDF_ACTION) (int, string) {
	kind, err := p.FPDFAction_GetType(&requests.FPDFAction_GetType{Action: ref})
	if err != nil {
		return -1, ""
	}
	switch kind.Type {
	case enums.FPDF_ACTION_ACTION_GOTO:
		dest, err := p.FPDFAction_GetDest(&requests.FPDFAction_GetDest{Document: p.doc, Action: ref})
		if err == nil {
			return p.pageOf(dest.Dest), ""
		}
	case enums.FPDF_ACTION_ACTION_URI:
		uri, err := p.FPDFAction_GetURIPath(&requests.FPDFAction_GetURIPath{Document: p.doc, Action: ref})
		if err == nil && uri.URIPath != nil {
			return -1, clean(*uri.URIPath)
		}
	}
	return -1, ""
}

// pageOf gives the page of a destination, -1 if it has none that exists.
func (p *paper) pageOf(dest *references.FPDF_DEST) int {
	if dest == nil {
		return -1
	}
	i, err := p.FPDFDest_GetDestPageIndex(&requests.FPDFDest_GetDestPageIndex{Document: p.doc, Dest: *dest})
	if err != nil {
		return -1
	}
	return p.pageIn(i.Index)
}

// pageIn gives a page number of this document, -1 for any other.
func (p *paper) pageIn(i int) int {
	if i < 0 || i >= p.pages {
		return -1
	}
	return i
}
