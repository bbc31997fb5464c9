package worker

// Contents is what Read finds in a PDF.
type Contents struct {
	Pages     int       `json:"pages"`              // how many pages it has, even where not all were read
	Text      []string  `json:"text"`               // the words of each page in reading order; "" where a page has none
	Pictures  []float64 `json:"pictures"`           // how much of each page is pictures, 0 to 1; see share
	Seen      []byte    `json:"seen,omitempty"`     // what pdf.Source.Seen gives of it; nil where our own parser cannot read it
	Aside     []string  `json:"aside,omitempty"`    // what each page holds beside its text: stamps, notes, answers in a form; nil where no page does
	Other     string    `json:"other,omitempty"`    // words of the file that belong to no page: its outline, answers no page shows
	Unread    int       `json:"unread,omitempty"`   // how many pages' words could not be read, or were too many
	Encrypted bool      `json:"encrypted"`          // it is sealed, though it opens without a password
	Warnings  []string  `json:"warnings,omitempty"` // plain sentences a reader should know, such as a form we cannot show
}

// Rect is left, bottom, right, top in points. The origin is the bottom left corner of the page as a reader sees it, after
// cropping and turning.
type Rect [4]float64

// Inspection is what Inspect finds in a PDF: everything that can be said about it without drawing it.
type Inspection struct {
	Title     string     `json:"title"` // from the document's information
	Lang      string     `json:"lang"`  // language of the catalogue, such as "en-GB"
	Mode      string     `json:"mode"`  // what a reader shows at opening: "outlines", "thumbnails", "full-screen", … or ""
	Pages     []Page     `json:"pages"`
	Bookmarks []Bookmark `json:"bookmarks,omitempty"`
}

// Page is one page as a reader sees it. Its unit is always 1/72 inch: a page's own /UserUnit is not applied.
type Page struct {
	Width  float64 `json:"w"` // points, as displayed
	Height float64 `json:"h"`
	Label  string  `json:"label,omitempty"` // the page label a reader's page box shows; "" if the document has none
	Words  []Word  `json:"words,omitempty"`
	Links  []Link  `json:"links,omitempty"`

	Pictures []Picture `json:"pictures,omitempty"` // among the first things on it
	Turned   int       `json:"turned,omitempty"`   // how its words stand: 0 upright, 90 reading downward, 180 upside down, 270 reading upward
	Bare     bool      `json:"bare,omitempty"`     // there is nothing to see on it but what stands in the corner of a page number
}

// Picture is a picture on a page.
type Picture struct {
	Rect Rect `json:"r"`
	Dots int  `json:"dots"` // how many of its dots come to an inch

	Light bool `json:"light,omitempty"` // so little is in it that it may be a blank sheet
}

// Word is one run of characters without a space, and the box round its ink.
type Word struct {
	Text string `json:"t"`
	Rect Rect   `json:"r"`
}

// Link is one link on a page.
type Link struct {
	Rect Rect   `json:"r"`
	To   int    `json:"to"` // page it leads to, counted from 0; -1 if it leads nowhere in this document
	URI  string `json:"uri,omitempty"`
}

// Bookmark is one line of the outline, with the lines below it.
type Bookmark struct {
	Title string     `json:"title"`
	Page  int        `json:"page"` // page it leads to, counted from 0; -1 if nowhere in this document
	Kids  []Bookmark `json:"kids,omitempty"`
}
