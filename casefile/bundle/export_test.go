package bundle

import (
	"bytes"
	"context"
	"io"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/page"
	"ehccasefile/casefile/internal/pdf"
)

// Loaded gives a document whose bytes come from load: the tests of how pages are put together need no case file for each.
func Loaded(d Document, load func() ([]byte, error)) Document {
	d.bytes = loading(load)
	return d
}

type loading func() ([]byte, error)

func (l loading) read() (casefile.Shown, error) {
	data, err := l()
	return casefile.Shown{Data: data}, err
}
func (l loading) still() error { return nil }

// Known gives a document whose bytes come from load, with what a case file knows of them.
func Known(d Document, load func() ([]byte, error), sum string, seen []byte) Document {
	d.bytes = knowing{loading(load), sum, seen}
	return d
}

type knowing struct {
	loading
	sum  string
	seen []byte
}

func (k knowing) read() (casefile.Shown, error) {
	in, err := k.loading.read()
	in.SHA256, in.Seen = k.sum, k.seen
	return in, err
}

// ProveBlack runs the proof of a redacted copy of p on another file, and gives what it found.
func ProveBlack(ctx context.Context, p Plan, file []byte) ([]Finding, error) {
	k := desk{redacted: true}
	defer k.close()
	p.Redacted = true
	l, err := k.gather(ctx, p, func(Progress) {})
	if err == nil {
		err = l.settle()
	}
	if err != nil {
		return nil, err
	}
	seen, err := k.inspect(ctx, file)
	if err != nil {
		return nil, err
	}
	r := Report{Checked: compare(seen)}
	k.proveBlack(ctx, l, func() []byte { return file }, seen, &r)
	return r.Checked.Findings, nil
}

// Unproved makes a bundle without the check at its end, which the measures of speed look at apart.
func Unproved(ctx context.Context, w io.Writer, p Plan) (Report, error) {
	k := desk{passwords: p.Passwords}
	defer k.close()
	return k.unproved(ctx, w, p)
}

// Bench is a desk that stays open: many small bundles are made with one reader.
type Bench struct{ desk }

// Unproved makes a bundle as the function of that name does.
func (b *Bench) Unproved(ctx context.Context, w io.Writer, p Plan) (Report, error) {
	b.passwords = p.Passwords
	return b.unproved(ctx, w, p)
}

// Count has the reader count the pages of a PDF.
func (b *Bench) Count(ctx context.Context, data []byte) (int, error) {
	w, err := b.worker(ctx)
	if err != nil {
		return 0, err
	}
	return w.Count(ctx, data, "")
}

// Check checks as the function of that name does.
func (b *Bench) Check(ctx context.Context, pdf []byte) (Proof, error) {
	seen, err := b.inspect(ctx, pdf)
	return compare(seen), err
}

// CheckAny checks as Check does, whoever made the bundle.
func (b *Bench) CheckAny(ctx context.Context, pdf []byte) (Proof, error) { return b.check(ctx, pdf) }

// Close ends the reader.
func (b *Bench) Close() { b.close() }

func (k *desk) unproved(ctx context.Context, w io.Writer, p Plan) (Report, error) {
	l, err := k.gather(ctx, p, func(Progress) {})
	r := Report{Left: l.Left}
	if err != nil {
		return r, err
	}
	defer thrift()()
	made, err := k.assemble(ctx, l, func(Progress) {})
	r.Left = l.Left
	if err != nil {
		return r, err
	}
	l.fill(&r)
	_, err = made.WriteTo(w)
	return r, err
}

// Pieced gives a document whose pages were copied one by one, with pictures of those that cannot be, and what is said of it.
func Pieced(ctx context.Context, data []byte) ([]byte, []string, error) {
	var k desk
	defer k.close()
	var d placed
	if err := k.pieced(ctx, &d, data); err != nil {
		return nil, nil, err
	}
	var out bytes.Buffer
	err := pdf.Assemble(ctx, &out, pdf.Book{Parts: []pdf.Part{{Source: d.source, BackTo: -1}}}, nil)
	return out.Bytes(), d.notes, err
}

// IndexRow is where a document stands, and its row: pages counted from 1, places in points.
type IndexRow struct {
	From, To, Page int
	Low, Top, High float64
}

// Index lays out a bundle of documents that are all alike, and gives their rows.
func Index(title, section, author string, documents, pages int) ([]IndexRow, error) {
	blank := page.New("")
	for range pages {
		blank.Page()
	}
	made, err := blank.Bytes()
	if err != nil {
		return nil, err
	}
	source, err := pdf.Read(made, pdf.DefaultLimits())
	if err != nil {
		return nil, err
	}
	s := Section{Title: section}
	for range documents {
		s.Documents = append(s.Documents, Document{Title: title, Author: author})
	}
	l := layout{Plan: Plan{Title: title, Child: author, Sections: []Section{s}}.tidy()}
	c := chapter{title: l.Sections[0].Title}
	for _, d := range l.Sections[0].Documents {
		c.docs = append(c.docs, placed{loaded: loaded{Document: d, source: source}})
	}
	l.chapters = []chapter{c}
	if err := l.settle(); err != nil {
		return nil, err
	}
	var rows []IndexRow
	for _, d := range l.chapters[0].docs {
		r := d.row.Rect
		rows = append(rows, IndexRow{d.from, d.to, d.row.Page + 1, r[1], r[3], r[3] - r[1]})
	}
	return rows, nil
}

// Cuts shares a page of these rows of dots, a point each, among pieces.
func Cuts(dots []bool, most float64) [][2]float64 {
	k := inked{high: float64(len(dots)), own: dots}
	from, to := span(dots, k.high)
	return k.cuts(dots, k.high, from, to, most)
}

// Overlap is by how much pieces lie over one another where there is no gap to cut in.
const Overlap = overlap
