package bundle

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"ehccasefile/casefile/internal/folio"
	"ehccasefile/casefile/internal/pdf"
	"ehccasefile/deadlines"
)

// Piece is one document taken out of a bundle.
type Piece struct {
	Title   string         `json:"title"`
	Section string         `json:"section,omitempty"` // the heading it stood under
	On      deadlines.Date `json:"on"`
	From    int            `json:"from"` // its pages in the bundle's file, counted from 1
	To      int            `json:"to"`
	First   string         `json:"first"` // what is printed on the first of them
	Last    string         `json:"last"`
	Data    []byte         `json:"-"` // a PDF of those pages
	Whole   bool           `json:"-"` // nothing says where documents begin, so it is all of the bundle
}

// Pages is how many pages it has.
func (p Piece) Pages() int { return p.To - p.From + 1 }

// Divided is what became of a bundle that was divided into its documents. Each of its pages is in one of the pieces, or in Passed.
type Divided struct {
	How    string   `json:"how"` // what said where documents begin: "bookmarks", "index", or "whole" where nothing did
	Pages  int      `json:"pages"`
	Pieces []Piece  `json:"pieces"`
	Passed []Line   `json:"passed"`          // pages that are no document, and what they are: cover and index, sheets between sections
	Notes  []string `json:"notes,omitempty"` // what of the file does not go along
}

// Split divides a bundle, whoever made it, into its documents, in order: by those bookmarks that name documents, or by its index. take gets
// each as a PDF of its own whose pages are as they were, numbers and all, with those links and bookmarks that lead from page to page of
// it. passwords are tried on a bundle that is locked. The error is take's, ErrLocked, or says why the file cannot be read.
func Split(ctx context.Context, data []byte, passwords []string, take func(Piece) error) (Divided, error) {
	k := desk{passwords: passwords}
	defer k.close()
	var in loaded
	data, err := k.readPDF(ctx, &in, data)
	if err != nil {
		return Divided{}, fmt.Errorf("divide the bundle: %w", err)
	}
	seen, err := k.inspect(ctx, data)
	if err != nil {
		return Divided{}, err
	}
	if len(seen.Pages) != len(in.source.Pages()) {
		return Divided{}, errPagesDiffer
	}
	b := folio.Look(seen)
	plan := b.Divide()
	out := Divided{How: string(plan.How), Pages: len(seen.Pages), Pieces: []Piece{}, Passed: []Line{}, Notes: in.notes}
	for _, p := range plan.Passed {
		out.Passed = append(out.Passed, Line{Title: passedTitles[p.Why], From: p.From + 1, To: p.To + 1, First: b.Name(p.From), Last: b.Name(p.To)})
	}
	for _, d := range plan.Documents {
		p := Piece{Title: oneLine(d.Title), Section: oneLine(d.Section), On: d.On, From: d.From + 1, To: d.To + 1, First: b.Name(d.From), Last: b.Name(d.To), Whole: plan.How == folio.Whole}
		if p.Title == "" {
			p.Title = "Document without a title"
		}
		if p.Data, err = cutOut(ctx, in.source, d, b); err != nil {
			return out, fmt.Errorf("take out “%s”: %w", p.Title, err)
		}
		if err := take(p); err != nil {
			return out, err
		}
		p.Data = nil
		out.Pieces = append(out.Pieces, p)
	}
	return out, ctx.Err()
}

var errPagesDiffer = errors.New("divide the bundle: two readers of it do not agree how many pages it has")

var passedTitles = map[folio.Why]string{folio.Front: "Cover and index", folio.Divider: "A sheet between sections"}

// cutOut makes a PDF of a document's pages. Their labels are the numbers that they bear, so that a reader finds page 45 as page 45.
func cutOut(ctx context.Context, source *pdf.Source, d folio.Document, b *folio.Bundle) ([]byte, error) {
	var pages []int
	var names []string
	for at := d.From; at <= d.To; at++ {
		pages, names = append(pages, at), append(names, b.Name(at))
	}
	book := pdf.Book{Title: d.Title, Parts: []pdf.Part{{Source: source.Only(pages...), BackTo: -1}}, Outline: marksUnder(d.Marks, -1)}
	if b.Runs {
		book.Labels = labels(names)
	}
	var out bytes.Buffer
	if err := pdf.Assemble(ctx, &out, book, nil); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// marksUnder makes a tree of the bookmarks below one of a list; -1 for the outermost.
func marksUnder(list []folio.Mark, up int) (out []pdf.Mark) {
	for i, m := range list {
		if m.Up == up {
			out = append(out, pdf.Mark{Title: m.Title, Page: m.Page, Kids: marksUnder(list, i), Part: -1})
		}
	}
	return out
}
