package casefile

import "ehccasefile/deadlines"

// Served is a bundle as it was sent: every page's number, and by which bytes each paper can be told. From it the bundle is made
// again as it was, and a later one keeps its numbers.
type Served struct {
	On        deadlines.Date  `json:"on"`     // the day it was sent
	Title     string          `json:"title"`  // on its cover
	SHA256    string          `json:"sha256"` // of the PDF
	Pages     int             `json:"pages"`  // of the PDF
	Front     int             `json:"front"`  // of these, cover and index
	Numbering BundleNumbering `json:"numbering,omitempty"`
	Late      BundleLate      `json:"late,omitempty"` // where the papers went that were new to it
	Papers    []ServedPaper   `json:"papers"`         // in the order of the pages
	Note      string          `json:"note,omitempty"` // the words of the note that went with it
}

// ServedPaper is one paper of a bundle that was sent. Its words are kept, because a title may be changed later; its bytes are not.
type ServedPaper struct {
	Document ID             `json:"document,omitempty"` // empty for pages of our own
	Ours     BundlePage     `json:"ours,omitempty"`     // which pages of our own they are
	Section  string         `json:"section"`            // the heading it stands under
	Title    string         `json:"title"`
	Author   string         `json:"author,omitempty"`
	On       deadlines.Date `json:"on,omitzero"`
	SHA256   string         `json:"sha256"` // of the bytes its pages were made from
	Pages    int            `json:"pages"`
	At       int            `json:"at"`             // its first page in the PDF, from 1
	Number   string         `json:"number"`         // what is printed on that page: "12", "B3", "12A"
	Late     int            `json:"late,omitempty"` // 1 for the first papers that came after, 2 for the next; 0 for those of the first bundle
}

func (s Served) validate(c *check) {
	c.that("served", !s.On.IsZero(), "Give the day the bundle was sent.")
	c.that("served", isSum(s.SHA256) && s.Pages > 0 && s.Front > 0, "What was sent is not written down as this program does it.")
	for _, p := range s.Papers {
		c.ref("served", p.Document)
		c.that("served", (p.Document == "") != (p.Ours == ""), "A paper that was sent has no name.")
		c.that("served", p.Pages > 0 && p.At > 0 && isSum(p.SHA256), "A paper that was sent is not written down as this program does it.")
	}
}
