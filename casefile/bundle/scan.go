package bundle

import (
	"context"

	"ehccasefile/casefile/internal/layer"
	"ehccasefile/casefile/internal/pdf"
	"ehccasefile/casefile/internal/worker"
)

// A page that holds this many words has its own text, and gets no second one; nor does one that holds half of what was read off its
// picture. What stamps, page numbers and fax machines leave on a scan is fewer words than that.
const wordy = 60

// scanned finds the words to put unseen under a document's pages: kept is what was read off their pictures, data the pages as a
// PDF. That they cannot be used is a note and no error: the pages show what they say.
func (k *desk) scanned(ctx context.Context, out *loaded, kept, data []byte) error {
	if kept == nil || data == nil {
		return nil
	}
	paper, err := layer.Decode(kept)
	if err != nil {
		out.notes = append(out.notes, "The words read from its pictures could not be used. Add the paper again.")
		return nil
	}
	had, err := k.has(ctx, data)
	if err != nil {
		out.notes = append(out.notes, "The words read from its pictures were left out: its own words could not be told from them.")
		return ctx.Err()
	}
	words := map[int][]pdf.Word{}
	for _, p := range paper {
		if list := out.under(p, had); list != nil {
			words[p.Number] = list
		}
	}
	if len(words) > 0 {
		out.words = func(page int) []pdf.Word { return words[page] }
	}
	return nil
}

// has gives the words that a PDF's pages hold already.
func (k *desk) has(ctx context.Context, data []byte) ([]worker.Page, error) {
	w, err := k.worker(ctx)
	if err != nil {
		return nil, err
	}
	seen, err := w.Inspect(ctx, data)
	return seen.Pages, err
}

// under gives the words to go under one page; nil where the page has text of its own. had is what each page of the PDF holds.
func (l *loaded) under(p layer.Page, had []worker.Page) []pdf.Word {
	pages := l.source.Pages()
	if p.Number >= len(pages) {
		return nil
	}
	wide, high := pages[p.Number].Width, pages[p.Number].Height
	read := p.In(layer.Rect{0, 0, wide, high})
	words := read
	if p.Number < len(had) {
		own := had[p.Number]
		words = layer.Beside(read, boxes(own, wide, high))
		if len(own.Words) >= wordy || 2*len(words) < len(read) {
			return nil
		}
	}
	out := make([]pdf.Word, 0, len(words))
	for _, w := range words {
		out = append(out, pdf.Word{Text: w.Text, Rect: w.Box})
	}
	return out
}

// boxes gives the places of a page's own words in points of the page as the book counts them, which follows a page's own unit.
func boxes(p worker.Page, wide, high float64) []layer.Rect {
	x, y := 1.0, 1.0
	if p.Width > 0 && p.Height > 0 {
		x, y = wide/p.Width, high/p.Height
	}
	var out []layer.Rect
	for _, w := range p.Words {
		out = append(out, layer.Rect{w.Rect[0] * x, w.Rect[1] * y, w.Rect[2] * x, w.Rect[3] * y})
	}
	return out
}
