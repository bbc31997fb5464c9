package pdf

import "time"

// Book says what to put together. Pages are counted from 0 over all parts in
// their order.
type Book struct {
	Title   string                // shown in the window's title bar; the only thing the file says of itself
	Lang    string                // language of our own words, "en-GB"
	Parts   []Part                // in the order of the book
	Links   []Link                // links drawn on pages of ours, such as the rows of an index
	Outline []Mark                // bookmarks
	Labels  []Label               // page labels; without any, pages are labelled 1, 2, 3 …
	Number  func(page int) string // what is printed on a page, "" for nothing; nil prints nothing at all
	Font    *Source               // a file whose first page embeds the number's bold font; needed when anything is printed
	Tagged  bool                  // give it a structure tree, by which a screen reader reads it
	A4      bool                  // lay pages of another size onto A4, upright or sideways as they are
	Created time.Time             // written as the date of making; the zero time writes none
}

// Part is one source in the book. The same Source may stand in several parts.
type Part struct {
	Source *Source
	Title  string // what the part is, in the structure tree
	Own    bool   // made by us: never scaled, and trusted to leave the number's corner free
	BackTo int    // page of the book that the printed number leads back to, -1 for none
	Keep   bool   // nest the source's own bookmarks below the Mark that names this part
	Lays   []Lay  // how each page of the source lies on its sheet; nil for as it is. A book with any cannot be tagged

	// Words gives the words that page of the source, counted from 0, shows but
	// does not hold, in reading order; nil for none. A page that has text of its
	// own must get none: it would be found and copied twice. Words is called once
	// a page, by several goroutines at once, and must give the same each time.
	Words func(page int) []Word
}

// Link is a place on a page that leads to another page of the book.
type Link struct {
	Page int        // where it stands
	Rect [4]float64 // left, bottom, right, top in points; origin at the bottom left of the page as displayed
	To   int        // where it leads
	Say  string     // what it is, for a screen reader
	Tag  string     // the ID of the element in the page's own structure tree that it goes into, "" for none
}

// Mark is one bookmark.
type Mark struct {
	Title string
	Page  int
	Kids  []Mark
	Part  int // bookmarks of this part's source go below Kids, if the part says Keep; -1 for none
}

// Label starts a run of page labels (12.4.2).
type Label struct {
	From   int    // first page of the run
	Prefix string // put before each number
	Style  string // "D" 1 2 3, "r" i ii iii, "R", "a", "A", or "" for the prefix alone
	Start  int    // number of the first page; below 1 means 1
}
