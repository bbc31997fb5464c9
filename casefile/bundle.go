package casefile

import "slices"

// Bundle is a saved choice of documents and their order, from which the PDF is made. Which plan it follows, how its pages are numbered
// and what was served before are kept with it, so that it can be made again as it was.
type Bundle struct {
	Head
	Title     string          `json:"title"`
	Appeal    ID              `json:"appeal,omitempty"`
	Sections  []BundleSection `json:"sections,omitempty"`
	Plan      string          `json:"plan,omitempty"`      // the name of a plan of package bundle: "placement"; empty for the one its appeal has
	Product   BundleProduct   `json:"product,omitempty"`   // empty for evidence
	Numbering BundleNumbering `json:"numbering,omitempty"` // empty for continuous
	Late      BundleLate      `json:"late,omitempty"`      // empty for at the end
	With      []BundlePage    `json:"with,omitempty"`      // pages of our own that go with it
	Note      string          `json:"note,omitempty"`      // the words of the note that says why a limit is not kept, as the family left them
	Served    []Served        `json:"served,omitempty"`    // what was sent, the oldest first
}

// BundleSection is a heading of the bundle and the documents under it, in order.
type BundleSection struct {
	Title     string `json:"title"`
	Documents []ID   `json:"documents,omitempty"`
	Section   string `json:"section,omitempty"` // the section of the plan it stands for, which says what its pages count against; empty for the evidence
}

// BundleProduct says what a bundle is for.
type BundleProduct string

// What a family makes: the evidence it serves, or the whole bundle where it was directed to, or where the council fails to.
const (
	ProductEvidence BundleProduct = "evidence"
	ProductFull     BundleProduct = "full"
)

var bundleProducts = words[BundleProduct]{{ProductEvidence, "Our evidence"}, {ProductFull, "The full bundle"}}

// BundleProducts gives every product in the order to offer them.
func BundleProducts() []BundleProduct { return bundleProducts.all() }

// Title gives the product in words; evidence for an empty one.
func (p BundleProduct) Title() string { return bundleProducts.title(orFirst(p, ProductEvidence)) }

// BundleNumbering says how pages are numbered.
type BundleNumbering string

// The numberings: 1, 2, 3 over all pages; or A1, A2, B1 by section, where an order asks for that.
const (
	NumberingContinuous BundleNumbering = "continuous"
	NumberingSections   BundleNumbering = "sections"
)

var bundleNumberings = words[BundleNumbering]{{NumberingContinuous, "1, 2, 3 to the end"}, {NumberingSections, "A1, A2, B1 by section"}}

// BundleNumberings gives every numbering in the order to offer them.
func BundleNumberings() []BundleNumbering { return bundleNumberings.all() }

// Title gives the numbering in words; continuous for an empty one.
func (n BundleNumbering) Title() string {
	return bundleNumberings.title(orFirst(n, NumberingContinuous))
}

// BundleLate says where papers go that come after a bundle was served.
type BundleLate string

// Late papers go to the end, with numbers that go on; or in between, as 12A and 12B, where that was directed. Old numbers stay either way.
const (
	LateAtEnd   BundleLate = "end"
	LateLetters BundleLate = "letters"
)

var bundleLates = words[BundleLate]{{LateAtEnd, "At the end"}, {LateLetters, "In their section, as 12A and 12B"}}

// BundleLates gives every place for late papers in the order to offer them.
func BundleLates() []BundleLate { return bundleLates.all() }

// Title gives the place in words; at the end for an empty one.
func (l BundleLate) Title() string { return bundleLates.title(orFirst(l, LateAtEnd)) }

// BundlePage names pages of our own that may go with a bundle.
type BundlePage string

// The pages of our own: when what happened, the recordings that are held, and why a limit is not kept.
const (
	WithChronology BundlePage = "chronology"
	WithMedia      BundlePage = "media"
	WithNote       BundlePage = "note"
)

var bundlePages = words[BundlePage]{{WithChronology, "A chronology"}, {WithMedia, "A list of recordings we hold"}, {WithNote, "A note on limits"}}

// BundlePages gives every page of our own in the order to offer them.
func BundlePages() []BundlePage { return bundlePages.all() }

// Title gives the pages in words.
func (p BundlePage) Title() string { return bundlePages.title(p) }

// Has tells whether pages of our own go with the bundle.
func (b Bundle) Has(p BundlePage) bool { return slices.Contains(b.With, p) }

// Last gives what was served last; false where nothing was.
func (b Bundle) Last() (Served, bool) {
	if len(b.Served) == 0 {
		return Served{}, false
	}
	return b.Served[len(b.Served)-1], true
}

func orFirst[K ~string](k, first K) K {
	if k == "" {
		return first
	}
	return k
}

func (b Bundle) kind() string { return "bundle" }
func (b Bundle) when() when   { return when{made: b.Made} }

// Validate asks for titles, for each document at most once, and for choices that there are.
func (b Bundle) Validate() error {
	var c check
	c.owned(b.Head)
	c.need("title", b.Title, "Give the bundle a title.")
	c.ref("appeal", b.Appeal)
	seen := map[ID]bool{}
	for _, s := range b.Sections {
		c.need("sections", s.Title, "Give every section of the bundle a title.")
		c.refs("sections", s.Documents)
		c.that("sections", s.Section == "" || isFactID(s.Section), "Choose a section of the plan.")
		for _, d := range s.Documents {
			c.that("sections", !seen[d], "A document stands in the bundle twice.")
			seen[d] = true
		}
	}
	c.that("plan", b.Plan == "" || isFactID(b.Plan), "Choose what the bundle is for.")
	c.that("product", b.Product == "" || bundleProducts.has(b.Product), "Choose our evidence or the full bundle.")
	c.that("numbering", b.Numbering == "" || bundleNumberings.has(b.Numbering), "Choose how the pages are numbered.")
	c.that("late", b.Late == "" || bundleLates.has(b.Late), "Choose where late papers go.")
	for _, p := range b.With {
		c.that("with", bundlePages.has(p), "Choose among the chronology, the list of recordings and the note.")
	}
	for _, s := range b.Served {
		s.validate(&c)
	}
	return c.err()
}
