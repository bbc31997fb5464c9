package worker

import (
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
)

// bookmarks gives the outline; one that goes round in a circle, or is past the limits, is taken for none.
//
// go-pdfium v1.20.0 has two ways to an outline. GetBookmarks reads it whole, and for ever if it is a circle. Walking it step by
// step can be bounded, but its FPDFBookmark_GetDest asks pdfium the wrong question and finds no page (TestKnownLimits). So we
// walk it first to see that it ends, and then read it whole.
func (p *paper) bookmarks() []Bookmark {
	left := maxBookmarks
	if !p.ends(nil, maxDepth, &left) {
		return nil
	}
	all, err := p.GetBookmarks(&requests.GetBookmarks{Document: p.doc})
	if err != nil {
		return nil
	}
	return p.marks(all.Bookmarks)
}

// ends walks the lines under a bookmark, or the top ones if it is nil, and tells whether they end within the limits.
func (p *paper) ends(parent *references.FPDF_BOOKMARK, depth int, left *int) bool {
	first, err := p.FPDFBookmark_GetFirstChild(&requests.FPDFBookmark_GetFirstChild{Document: p.doc, Bookmark: parent})
	if err != nil {
		return false
	}
	for ref := first.Bookmark; ref != nil; {
		if *left--; *left < 0 || depth == 0 || !p.ends(ref, depth-1, left) {
			return false
		}
		next, err := p.FPDFBookmark_GetNextSibling(&requests.FPDFBookmark_GetNextSibling{Document: p.doc, Bookmark: *ref})
		if err != nil {
			return false
		}
		ref = next.Bookmark
	}
	return true
}

// marks gives lines with their pages: by destination, or else by action.
func (p *paper) marks(lines []responses.GetBookmarksBookmark) []Bookmark {
	var all []Bookmark
	for _, l := range lines {
		b := Bookmark{Title: clean(l.Title), Page: -1, Kids: p.marks(l.Children)}
		if l.DestInfo != nil {
			b.Page = p.pageIn(l.DestInfo.PageIndex)
		} else if act, err := p.FPDFBookmark_GetAction(&requests.FPDFBookmark_GetAction{Bookmark: l.Reference}); err == nil && act.Action != nil {
			b.Page, _ = p.action(*act.Action)
		}
		all = append(all, b)
	}
	return all
}

// leading counts the lines of an outline that lead to a page.
func leading(list []Bookmark) (n int) {
	for _, b := range list {
		if b.Page >= 0 {
			n++
		}
		n += leading(b.Kids)
	}
	return n
}
