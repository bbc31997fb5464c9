package worker

import (
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// bookmarks gives the outline. A hostile one may go round in a circle, so lines and levels are counted.
func (p *paper) bookmarks() []Bookmark {
	left := maxBookmarks
	return p.below(nil, maxDepth, &left)
}

// below gives the lines under a bookmark, or the top ones if it is nil.
func (p *paper) below(parent *references.FPDF_BOOKMARK, depth int, left *int) []Bookmark {
	if depth == 0 {
		return nil
	}
	first, err := p.FPDFBookmark_GetFirstChild(&requests.FPDFBookmark_GetFirstChild{Document: p.doc, Bookmark: parent})
	if err != nil {
		return nil
	}
	var marks []Bookmark
	for ref := first.Bookmark; ref != nil && *left > 0; {
		*left--
		b := p.bookmark(*ref)
		b.Kids = p.below(ref, depth-1, left)
		marks = append(marks, b)
		next, err := p.FPDFBookmark_GetNextSibling(&requests.FPDFBookmark_GetNextSibling{Document: p.doc, Bookmark: *ref})
		if err != nil {
			break
		}
		ref = next.Bookmark
	}
	return marks
}

// bookmark gives one line's title and page, by its destination or else its action.
func (p *paper) bookmark(ref references.FPDF_BOOKMARK) Bookmark {
	b := Bookmark{Page: -1}
	if t, err := p.FPDFBookmark_GetTitle(&requests.FPDFBookmark_GetTitle{Bookmark: ref}); err == nil {
		b.Title = clean(t.Title)
	}
	dest, err := p.FPDFBookmark_GetDest(&requests.FPDFBookmark_GetDest{Document: p.doc, Bookmark: ref})
	if err == nil && dest.Dest != nil {
		b.Page = p.pageOf(dest.Dest)
		return b
	}
	act, err := p.FPDFBookmark_GetAction(&requests.FPDFBookmark_GetAction{Bookmark: ref})
	if err == nil && act.Action != nil {
		b.Page, _ = p.action(*act.Action)
	}
	return b
}
