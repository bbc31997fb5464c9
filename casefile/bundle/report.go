package bundle

import (
	"fmt"
	"strings"

	"ehccasefile/casefile"
)

// Report says what a bundle holds, what was left out, and what the check of the finished file found.
type Report struct {
	Pages          int        `json:"pages"`            // all pages, cover and index too
	Sheets         int        `json:"sheets,omitempty"` // of an edition for paper or in large print: its own pages, with those that have no number
	EvidencePages  int        `json:"evidence_pages"`   // the pages that count against the limit: the documents' own, with dividers; of a full bundle, those of the family's evidence
	Documents      int        `json:"documents"`
	Unsearchable   int        `json:"unsearchable_pages"` // the documents' pages that hold no word to search, photographs among them
	Items          []Line     `json:"items"`              // the documents inside, in order
	Left           []Line     `json:"left"`               // the documents left out, each with its reason in Note
	Limit          Limit      `json:"limit"`
	Checked        Proof      `json:"checked"`
	Redacted       []Place    `json:"redacted,omitempty"`        // of a redacted copy: what was blacked out, in order of its pages
	Remain         []Remain   `json:"remain,omitempty"`          // of a redacted copy: words that were blacked out and can still be read on other pages or elsewhere on the same
	SHA256         string     `json:"sha256"`                    // of the finished file
	Bytes          int        `json:"bytes"`                     // its size
	Changes        []string   `json:"changes,omitempty"`         // what is new since it was last served, in plain sentences
	Preflight      Preflight  `json:"preflight"`                 // what there is to look at, in the finished pages
	Parts          []PartFile `json:"parts,omitempty"`           // where it was made in parts
	MailSays       string     `json:"part_limit,omitempty"`      // what their limit means, in plain words
	HearingMissing bool       `json:"hearing_missing,omitempty"` // the subject lines lack the date of the hearing, which the case does not say
	Again          string     `json:"again,omitempty"`           // where it is made again as it was served: whether it is the very same file

	sent  casefile.Served // what Serve keeps of it
	heads Sending         // whose it is
}

// Line is one document in a report.
type Line struct {
	Title string `json:"title"`
	From  int    `json:"from,omitempty"`  // first page in the bundle
	To    int    `json:"to,omitempty"`    // last page in the bundle
	First string `json:"first,omitempty"` // what is printed on the first of them: "B3"
	Last  string `json:"last,omitempty"`
	Note  string `json:"note,omitempty"` // what a person should know of it, or why it was left out

	SHA256 string `json:"sha256,omitempty"` // of the file that the family holds, from which its pages were made

	held casefile.ID // the paper, where it was asked for and is held back
}

// OverLimit tells whether the evidence has more pages than the allowance.
func (r Report) OverLimit() bool { return r.Limit.Pages > 0 && r.EvidencePages > r.Limit.Pages }

// Stage is what Make is doing.
type Stage string

// The stages of Make, in their order.
const (
	Reading  Stage = "reading"  // documents, one by one
	Making   Stage = "making"   // pages
	Checking Stage = "checking" // the finished file
)

// Progress is how far Make has come.
type Progress struct {
	Stage    Stage
	Title    string  // of the document being read
	Done, Of int     // documents while reading, pages after that
	Share    float64 // how much of the whole is done, about: 0 to 1
}

// Say puts the progress in words.
func (p Progress) Say() string {
	switch p.Stage {
	case Reading:
		return fmt.Sprintf("Reading document %d of %d: %s", p.Done, p.Of, p.Title)
	case Making:
		return fmt.Sprintf("Making page %d of %d", p.Done, p.Of)
	}
	return fmt.Sprintf("Checking %s", count(p.Of, "page"))
}

// Proof is what Check found in a finished bundle.
type Proof struct {
	OK        bool      `json:"ok"` // everything that should agree does, and nothing was left that could not be told
	Pages     int       `json:"pages"`
	Documents int       `json:"documents"`           // rows of the index
	Links     int       `json:"links"`               // index links that open the page their row names
	Elsewhere int       `json:"elsewhere,omitempty"` // of a part of a set: index rows whose document is in another part
	Bookmarks int       `json:"bookmarks"`           // bookmarks that open the page they name
	Labels    int       `json:"labels"`              // page labels equal to the page
	Numbers   int       `json:"numbers"`             // pages with their own number printed on them
	Findings  []Finding `json:"findings"`            // what does not agree

	Ours    bool      `json:"ours"`    // this program made it: index, links, bookmarks, labels and numbers all have to be there
	Absent  []Finding `json:"absent"`  // of another's bundle: what is not there, which is worth knowing and no fault
	Unknown []Finding `json:"unknown"` // what could not be told, so that somebody has to look
	Look    []Remark  `json:"look"`    // what a reader of it would stumble over: blank pages, pages that cannot be searched
}

// Finding is one thing that does not agree, is not there, or could not be told.
type Finding struct {
	Page int    `json:"page"` // of the PDF, counted from 1; 0 for the whole file
	What string `json:"what"` // "index", "link", "bookmark", "label" or "number"
	Say  string `json:"say"`  // the same in a plain sentence
}

// joined puts notes into one line.
func joined(notes []string) string { return strings.Join(notes, " ") }
