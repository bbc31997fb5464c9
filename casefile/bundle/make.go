package bundle

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"

	"ehccasefile/casefile/internal/page"
	"ehccasefile/casefile/internal/pdf"
)

// Make makes the bundle and writes it to w, only once it is finished and checked. What cannot go in is
// left out and stands in Report.Left with the reason; ErrNothing comes back, with the report, when nothing is left to put
// in. A fault that the check finds is in Report.Checked and does not stop the writing: the family decides. A paper that is marked as held
// back meanwhile is left out, or, once it was read, stops the bundle with a [casefile.Problem]. said, if not
// nil, is told how far it is. When ctx ends, Make stops at once and writes nothing.
func Make(ctx context.Context, w io.Writer, p Plan, said func(Progress)) (Report, error) {
	rounds := 1
	if p.Edition != Screen {
		rounds = 2
	}
	said = paced(said, rounds)
	k := desk{redacted: p.Redacted, passwords: p.Passwords}
	defer k.close()
	l, err := k.gather(ctx, p, said)
	report := Report{Limit: l.Limit, Left: l.Left}
	if err != nil {
		return report, err
	}
	defer thrift()()
	made, err := k.assemble(ctx, l, said)
	report.Left = l.Left
	if err != nil {
		return report, err
	}
	l.fill(&report)
	said(Progress{Stage: Checking, Of: report.Pages})
	k.prove(ctx, l, made, &report)
	if l.Edition != Screen && ctx.Err() == nil {
		if made, err = k.edition(ctx, l, &report, said); err != nil {
			return report, err
		}
	}
	report.SHA256, report.Bytes = made.Sum, made.Size()
	report.sent.SHA256 = report.SHA256
	if l.Edition == Screen {
		report.Again = l.again(report.SHA256)
	}
	if err := ctx.Err(); err != nil {
		return report, err
	}
	if err := l.stillOpen(); err != nil {
		return report, err
	}
	if _, err := made.WriteTo(w); err != nil {
		return report, fmt.Errorf("write the bundle: %w", err)
	}
	return report, nil
}

// gather loads the documents, several at a time, and takes them in their order. What cannot go in is then in Left.
func (k *desk) gather(ctx context.Context, p Plan, said func(Progress)) (*layout, error) {
	largePages()
	defer ease()()
	l := &layout{Plan: p.tidy()}
	next := k.ahead(ctx, l.Sections)
	go page.Number() // it will be wanted, and is made meanwhile
	done, of := 0, l.documents()
	for _, s := range l.Sections {
		c := chapter{title: s.Title, counts: s.Counts, round: s.Round}
		for _, d := range s.Documents {
			if err := ctx.Err(); err != nil {
				return l, err
			}
			done++
			said(Progress{Stage: Reading, Title: d.Title, Done: done, Of: of})
			in, err := (<-next).wait(ctx)
			if d.was != nil && ctx.Err() == nil {
				in, err = asServed(in, err)
			}
			switch {
			case ctx.Err() != nil:
				return l, ctx.Err()
			case err != nil:
				l.Left = append(l.Left, Line{Title: d.Title, Note: reason(err)})
			default:
				c.docs = append(c.docs, placed{loaded: in})
			}
		}
		l.chapters = append(l.chapters, c)
	}
	return l, l.dropEmpty()
}

// found is a document that was loaded, or why it was not.
type found struct {
	in  loaded
	err error
}

// coming is a document that is being loaded; nil for one that nobody loads any more, because ctx ended.
type coming chan found

func (c coming) wait(ctx context.Context) (loaded, error) {
	select {
	case f := <-c:
		return f.in, f.err
	case <-ctx.Done():
		return loaded{}, ctx.Err()
	}
}

// ahead loads the documents beside each other, as many at once as there are processors and one more, and gives them in their order.
func (k *desk) ahead(ctx context.Context, sections []Section) <-chan coming {
	type task struct {
		Document
		one coming
	}
	n := runtime.GOMAXPROCS(0)
	line, todo := make(chan coming, n), make(chan task)
	for range n + 1 {
		go func() {
			for t := range todo {
				in, err := k.load(ctx, t.Document)
				t.one <- found{in, err}
			}
		}()
	}
	go func() {
		defer close(line)
		defer close(todo)
		for _, s := range sections {
			for _, d := range s.Documents {
				one := make(coming, 1)
				select {
				case line <- one:
				case <-ctx.Done():
					return
				}
				select {
				case todo <- task{d, one}:
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	return line
}

// dropEmpty takes out chapters without a document, and gives ErrNothing if that leaves none.
func (l *layout) dropEmpty() error {
	l.chapters = slices.DeleteFunc(l.chapters, func(c chapter) bool { return len(c.docs) == 0 })
	if len(l.chapters) == 0 {
		return ErrNothing
	}
	return nil
}

// assemble puts the pages together. Should a document that could be read not let itself be copied, it is mended or left
// out, and the rest is put together without it.
func (k *desk) assemble(ctx context.Context, l *layout, said func(Progress)) (*pdf.Built, error) {
	for {
		if err := l.settle(); err != nil {
			return nil, fmt.Errorf("lay out the index: %w", err)
		}
		book, err := l.book()
		if err != nil {
			return nil, err
		}
		made, err := pdf.Build(ctx, book, func(done, of int) { said(Progress{Stage: Making, Done: done, Of: of}) })
		switch {
		case err == nil:
			return made, nil
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case !k.sift(ctx, l):
			return nil, fmt.Errorf("put the bundle together: %w", err)
		}
		if err := l.dropEmpty(); err != nil {
			return nil, err
		}
	}
}

// sift copies each document alone, has the reader write afresh those that fail, and leaves out those that fail even then.
// It tells whether it changed anything.
func (k *desk) sift(ctx context.Context, l *layout) bool {
	changed := false
	for i := range l.chapters {
		var good []placed
		for _, d := range l.chapters[i].docs {
			err := alone(ctx, d.source)
			if _, mine := d.bytes.(*ours); err != nil && !mine && d.gone == "" {
				changed = true
				err = k.mend(ctx, &d)
			}
			if err != nil {
				l.Left = append(l.Left, Line{Title: d.Title, Note: reason(err)})
				continue
			}
			good = append(good, d)
		}
		l.chapters[i].docs = good
	}
	return changed
}

// alone tries whether a source can be copied.
func alone(ctx context.Context, s *pdf.Source) error {
	return pdf.Assemble(ctx, io.Discard, pdf.Book{A4: true, Parts: []pdf.Part{{Source: s, BackTo: -1}}}, nil)
}

// tidy gives the plan with every title on one line and none missing.
func (p Plan) tidy() Plan {
	p.Left = append([]Line{}, p.Left...)
	p.Sections = slices.Clone(p.Sections)
	p.Title, p.Child = oneLine(p.Title), oneLine(p.Child)
	if p.Title == "" {
		p.Title = "Bundle of documents"
	}
	for i := range p.Sections {
		s := &p.Sections[i]
		s.Title, s.Documents = oneLine(s.Title), slices.Clone(s.Documents)
		for j := range s.Documents {
			d := &s.Documents[j]
			d.Title, d.Author = oneLine(d.Title), oneLine(d.Author)
			if t := oneLine(d.Redaction.Title); t != "" && p.Redacted {
				d.Title, d.other = t, d.Title
			} else if t != "" {
				d.other = t
			}
			if d.Title == "" {
				d.Title = "Document without a title"
			}
		}
	}
	return p
}

func (p Plan) documents() int {
	n := 0
	for _, s := range p.Sections {
		n += len(s.Documents)
	}
	return n
}

// original is the SHA-256 of the file that the family holds: for a paper of a case file that of the paper, whatever its pages were made from; "" for
// sheets that stand in for something.
func (d placed) original() string {
	switch {
	case d.gone != "":
		return ""
	case d.paper != "":
		return d.paper
	}
	return d.sum
}

// fill puts into the report what the finished bundle holds.
func (l *layout) fill(r *Report) {
	r.Pages, r.EvidencePages = l.pages, l.evidence()
	r.Items = []Line{}
	for i := range l.chapters {
		for j := range l.chapters[i].docs {
			d := &l.chapters[i].docs[j]
			d.notes = append(d.notes, l.moved(*d)...)
			r.Items = append(r.Items, Line{Title: d.Title, From: d.from, To: d.to, First: l.number(d.from), Last: l.number(d.to), Note: joined(d.notes), SHA256: d.original()})
		}
	}
	r.Documents = len(r.Items)
	r.Redacted = l.places()
	r.Changes = l.changed()
	r.sent, r.heads = l.sent(), l.heads()
}
