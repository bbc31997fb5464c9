package casefile

import "strings"

// Redaction is what is blacked out of a document in the redacted copies of a bundle: another child's name, a private address. The document
// itself, and every copy that is not redacted, stays whole.
type Redaction struct {
	Pages string `json:"pages"`           // SHA-256 of the PDF that was marked: where the document shows others now, nobody knows what lies under an area
	Title string `json:"title,omitempty"` // instead of the document's own, which may say what is blacked out; "" for the same
	Areas []Area `json:"areas"`
}

// Area is a part of a page that is blacked out, and why: the log of a redacted copy gives the reason of each.
type Area struct {
	Page int        `json:"page"` // counted from 1
	Box  [4]float64 `json:"box"`  // left, bottom, right, top as parts of the page as displayed, 0 to 1, from its bottom left corner
	Why  string     `json:"why"`
}

// On gives the areas of one page, counted from 1.
func (r Redaction) On(page int) (areas []Area) {
	for _, a := range r.Areas {
		if a.Page == page {
			areas = append(areas, a)
		}
	}
	return areas
}

// maxAreas is the most areas of one document.
const maxAreas = 20_000

// check asks that every area is a part of a page and has its reason.
func (r Redaction) check(c *check) {
	if len(r.Areas) == 0 && r.Title == "" && r.Pages == "" {
		return
	}
	c.that("redaction", isSum(r.Pages), "It is not known which pages were marked. Mark the places again.")
	c.that("redaction", len(r.Areas) <= maxAreas, "There are too many places to black out. Leave the whole document out of the redacted copy.")
	for _, a := range r.Areas {
		b := a.Box
		c.that("redaction", a.Page >= 1, "Pages are counted from 1.")
		c.that("redaction", b[0] >= 0 && b[1] >= 0 && b[2] <= 1 && b[3] <= 1 && b[0] < b[2] && b[1] < b[3], "A place to black out does not lie on its page.")
		c.that("redaction", strings.TrimSpace(a.Why) != "", "Say why each place is blacked out. The reason goes into the log.")
	}
}
