package casefile

// Text is the words read from a document, page by page. It is derived: it can be read again from the original.
type Text struct {
	Head
	Document ID       `json:"document"`
	Pages    []string `json:"pages,omitempty"`
}

func (t Text) kind() string { return kindText }
func (t Text) when() when   { return when{made: t.Made} }

// kindText names the one kind whose former words the history does not keep, because they can be read again.
const kindText = "text"

// Validate asks for the document it was read from.
func (t Text) Validate() error {
	var c check
	c.owned(t.Head)
	c.that("document", t.Document != "", "Say which document these words were read from.")
	c.ref("document", t.Document)
	return c.err()
}
