package casefile

import (
	"encoding/hex"
	"errors"
	"slices"
	"strings"
)

// Text is what was read from a document: its words, page by page, and for one that is no PDF its pages. It is derived: it can be read again from
// the original. A Text has the ID of its document; older files have some with IDs of their own, which [TextOf] finds too.
type Text struct {
	Head
	Document ID       `json:"document"`
	Pages    []string `json:"pages,omitempty"`
	Aside    []string `json:"aside,omitempty"`  // what each page holds beside its text, such as stamps, notes and the answers in a form; nil where no page does
	Form     Blob     `json:"form,omitzero"`    // a PDF that shows the document on pages; zero where the original is one, or none could be made
	Layer    Blob     `json:"layer,omitzero"`   // the words with their places on pages that are pictures of words; zero where there are none
	Blind    []int    `json:"blind,omitempty"`  // the pages, from 1, whose words can only be seen: pictures of words
	Failed   []int    `json:"failed,omitempty"` // of Blind, the pages on which reading failed the last time: it may do better the next time
	Prints   [][]byte `json:"prints,omitempty"` // what each page that is a picture looks like, to find the same page scanned again
	Seen     []byte   `json:"seen,omitempty"`   // what a look through the pages found that matters where a number is printed: it saves a bundle the look
	By       string   `json:"by,omitempty"`     // what made them: "LibreOffice 7.4", "tesseract 5.3"; empty for this program alone
}

// found gives the words by which each page is found: its own, and behind them those beside its text.
func (t Text) found() []string {
	if len(t.Aside) == 0 {
		return t.Pages
	}
	all := make([]string, max(len(t.Pages), len(t.Aside)))
	copy(all, t.Pages)
	for i, words := range t.Aside {
		if words != "" {
			all[i] = strings.TrimSpace(all[i] + "\n" + words)
		}
	}
	return all
}

// derived gives the bytes that were made from the document.
func (t Text) derived() (all []Blob) {
	for _, b := range []Blob{t.Form, t.Layer} {
		if b != (Blob{}) {
			all = append(all, b)
		}
	}
	return all
}

// Shows gives the bytes that show a document on pages, and whether they are a PDF that was made of it: so for one that is no PDF, and for a printed
// chain of e-mails that is to be squeezed. Where none was made they are the original's own.
func (t Text) Shows(d Document) (b Blob, made bool) {
	if t.Form != (Blob{}) && (d.Type != FilePDF || d.Squeezed) {
		return t.Form, true
	}
	return d.Blob, false
}

// TextOf gives what was read from a document, or [ErrNotFound].
func TextOf(tx *Tx, document ID) (Text, error) {
	t, err := Get[Text](tx, document)
	if !errors.Is(err, ErrNotFound) {
		return t, err
	}
	documents, err := tx.rows(Document{}.kind())
	if err != nil {
		return Text{}, tx.fail(err)
	}
	own := map[[16]byte]bool{}
	for _, r := range documents {
		own[r.id] = true
	}
	texts, err := tx.rows(kindText)
	if err != nil {
		return Text{}, tx.fail(err)
	}
	for _, r := range texts {
		if own[r.id] {
			continue
		}
		if t, err := Get[Text](tx, ID(hex.EncodeToString(r.id[:]))); err != nil || t.Document == document {
			return t, err
		}
	}
	return Text{}, ErrNotFound
}

// PutText keeps what was read from a document in the place of what was read before. Pages and words that were made then and are not used now
// leave the file.
func PutText(tx *Tx, t Text) (Text, error) {
	was, err := TextOf(tx, t.Document)
	switch {
	case err == nil:
		t.ID = was.ID
	case errors.Is(err, ErrNotFound):
		t.ID = t.Document
	default:
		return t, err
	}
	if t, err = Put(tx, t); err != nil {
		return t, err
	}
	var old []string
	for _, b := range was.derived() {
		if !slices.Contains(t.derived(), b) {
			old = append(old, b.SHA256)
		}
	}
	return t, tx.dropDerived(old)
}

// dropDerived erases bytes that were made from documents, unless a document or what was read from another still has them.
func (tx *Tx) dropDerived(sums []string) error {
	if len(sums) == 0 {
		return nil
	}
	named := map[string]bool{}
	for _, d := range All[Document](tx, "") {
		named[d.Blob.SHA256] = true
	}
	for _, t := range All[Text](tx, "") {
		for _, b := range t.derived() {
			named[b.SHA256] = true
		}
	}
	if tx.err != nil {
		return tx.err
	}
	return tx.eraseEvidence(slices.DeleteFunc(sums, func(s string) bool { return named[s] }))
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
	for _, b := range t.derived() {
		c.that("form", isSum(b.SHA256) && b.Size > 0, "What was made from the document is missing.")
	}
	return c.err()
}
