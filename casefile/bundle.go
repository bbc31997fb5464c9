package casefile

// Bundle is a saved choice of documents and their order, from which the PDF is made.
type Bundle struct {
	Head
	Title    string          `json:"title"`
	Appeal   ID              `json:"appeal,omitempty"`
	Sections []BundleSection `json:"sections,omitempty"`
}

// BundleSection is a heading of the bundle and the documents under it, in order.
type BundleSection struct {
	Title     string `json:"title"`
	Documents []ID   `json:"documents,omitempty"`
}

func (b Bundle) kind() string { return "bundle" }
func (b Bundle) when() when   { return when{made: b.Made} }

// Validate asks for titles, and for each document at most once.
func (b Bundle) Validate() error {
	var c check
	c.owned(b.Head)
	c.need("title", b.Title, "Give the bundle a title.")
	c.ref("appeal", b.Appeal)
	seen := map[ID]bool{}
	for _, s := range b.Sections {
		c.need("sections", s.Title, "Give every section of the bundle a title.")
		c.refs("sections", s.Documents)
		for _, d := range s.Documents {
			c.that("sections", !seen[d], "A document stands in the bundle twice.")
			seen[d] = true
		}
	}
	return c.err()
}
