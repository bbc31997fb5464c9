package bundle

import (
	"errors"
	"fmt"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// ErrNothing is given by Make when no document can go into the bundle; the report says why for each.
var ErrNothing = errors.New("there is no document to put in the bundle")

// Plan is what goes into a bundle and in which order. It holds no document's bytes: each is loaded while the bundle is made.
type Plan struct {
	Title     string         // on the cover, and the title of the file
	Child     string         // the child's name as it stands on the cover
	Reference string         // the Tribunal's reference, "EH938/26/00412"; "" if there is none yet
	ServedBy  string         // who sends it, as it stands on the cover
	Kind      string         // the kind of appeal in words; "" where there is none
	On        deadlines.Date // the date on the cover; zero for none, so that a bundle made again is the same
	Sections  []Section
	Limit     Limit
	Divider   bool     // a sheet before each section; off, because such sheets may count against the allowance
	Left      []Line   // documents already known not to go in, with the reason; Make repeats them in its report
	Passwords []string // that the family gave; each is tried on each file that is locked, and none is written anywhere
}

// Section is a part of the bundle under one heading. A section without a title has no heading and no bookmark of its own.
type Section struct {
	Title     string
	Documents []Document
}

// Document is one document of the plan. Where its bytes come from cannot be written down outside this package: FromCase gives documents
// of papers that were shown to be open, FromFolder those of a folder's files. Any other has no bytes, and Make leaves it out.
type Document struct {
	bytes      source
	ID         casefile.ID // of the case file's record; "" for a file from a folder
	Title      string      // as index and bookmark show it
	Author     string
	Kind       string // in words, "professional report"
	On         deadlines.Date
	Name       string // the original file name: for messages to the family only, never inside the bundle
	Type       casefile.FileType
	Searchable bool
	Pages      int      // as far as known before it is made; 0 if not
	Expect     int      // how many pages it should have, where somebody said; the report says when it has others
	Notes      []string // what the report should say of it
}

// Limit is a page allowance for the evidence of one party.
type Limit struct {
	Pages  int    `json:"pages"`  // 0: none known
	Source string `json:"source"` // where the number comes from, in words to show
	Grade  string `json:"grade"`  // "S" published summaries, "own" the family's own directions, "" none
}

// Say tells how a number of evidence pages stands against the allowance, in one plain sentence.
func (l Limit) Say(pages int) string {
	switch {
	case l.Pages == 0:
		return fmt.Sprintf("%s of evidence. No page allowance is known for this bundle.", count(pages, "page"))
	case pages > l.Pages:
		return fmt.Sprintf("%d of %d pages: %d too many.", pages, l.Pages, pages-l.Pages)
	}
	return fmt.Sprintf("%d of %d pages.", pages, l.Pages)
}

// count writes a number with its noun, in the plural where there is not exactly one.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
