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
	Council   string         // the council's name, for the certificate of service; "" where it is not known
	Kind      string         // the kind of appeal in words; "" where there is none
	On        deadlines.Date // the date on the cover; zero for none, so that a bundle made again is the same
	Sections  []Section
	Scheme    Scheme                   // the plan it follows: its limits are looked at; the zero one has none
	Product   casefile.BundleProduct   // "" for evidence
	Numbering casefile.BundleNumbering // "" for continuous
	Late      casefile.BundleLate      // where the documents of a later round go; "" for the end
	Before    []casefile.Served        // what was served, the oldest first: numbers of these stay
	Limit     Limit                    // the allowance for the evidence
	Today     deadlines.Date           // the day that papers' age is counted to where no appeal was lodged; zero for none
	Redacted  bool                     // what the documents' Redaction says is blacked out; the numbers are those of the copy that is not redacted
	Hearing   deadlines.Date           // the day of the hearing, for the subject line of e-mails; zero where the case does not say
	Edition   Edition                  // how the pages are laid out; the numbers are those of the edition for the screen
	Divider   bool                     // a sheet before each section; off, because such sheets may count against the allowance
	Left      []Line                   // documents already known not to go in, with the reason; Make repeats them in its report
	Passwords []string                 // that the family gave; each is tried on each file that is locked, and none is written anywhere
	lodged    deadlines.Date           // the appeal; zero where it was not, or there is none
	sentIn    bool                     // the appeal went to the Tribunal, by its record or by an event
	holds     []hold                   // papers of the case of which an appeal of this kind must be sent with one
}

// Section is a part of the bundle under one heading. A section without a title has no heading and no bookmark of its own.
type Section struct {
	Title     string
	Documents []Document
	Counts    string // what its pages count against, as Part.Counts; "evidence" where nothing is said of any section
	Round     int    // 0, or the round of later papers that it holds at the end of the bundle
}

// Document is one document of the plan. Where its bytes come from cannot be written down outside this package: FromCase gives documents
// of papers that were shown to be open, FromFolder those of a folder's files. Any other has no bytes, and Make leaves it out.
type Document struct {
	bytes      source
	was        *casefile.ServedPaper // what it was when it was served; nil for one that is new
	kind       casefile.DocumentKind
	chain      bool        // a printed chain of e-mails, shown as printed
	gone       string      // why sheets stand in the place of a paper that was served; "" for any other
	ID         casefile.ID // of the case file's record; "" for a file from a folder
	Title      string      // as index and bookmark show it
	Author     string
	Kind       string // in words, "professional report"
	On         deadlines.Date
	Name       string // the original file name: for messages to the family only, never inside the bundle
	Type       casefile.FileType
	Searchable bool
	Pages      int                // as far as known before it is made; 0 if not
	Expect     int                // how many pages it should have, where somebody said; the report says when it has others
	Notes      []string           // what the report should say of it
	Round      int                // 0, or the round of later papers it came with
	Redaction  casefile.Redaction // what a redacted copy blacks out
	other      string             // its title in the other copy, redacted or not; "" where it is the same
}

// MaxPasswords is how many passwords are tried on a locked paper: each takes the reader a moment.
const MaxPasswords = 20

// count writes a number with its noun, in the plural where there is not exactly one.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
