package bundle

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"

	"ehccasefile/casefile/internal/page"
	"ehccasefile/casefile/internal/pdf"
)

// Make makes the bundle and writes it to w, in one piece and only once it is finished and checked. What cannot go in is
// left out and stands in Report.Left with the reason; ErrNothing comes back, with the report, when nothing is left to put
// in. A fault that the check finds is in Report.Checked and does not stop the writing: the family decides. said, if not
// nil, is told how far it is. When ctx ends, Make stops at once and writes nothing.
func Make(ctx context.Context, w io.Writer, p Plan, said func(Progress)) (Report, error) {
	if said == nil {
		said = func(Progress) {}
	}
	var k desk
	defer k.close()
	l, report, err := k.gather(ctx, p, said)
	if err != nil {
		return report, err
	}
	if err := l.settle(); err != nil {
		return report, fmt.Errorf("lay out the index: %w", err)
	}
	book, err := l.book()
	if err != nil {
		return report, err
	}
	var out bytes.Buffer
	err = pdf.Assemble(ctx, &out, book, func(done, of int) { said(Progress{Stage: Making, Done: done, Of: of}) })
	if err != nil {
		return report, fmt.Errorf("put the bundle together: %w", err)
	}
	l.fill(&report)
	report.SHA256 = fmt.Sprintf("%x", sha256.Sum256(out.Bytes()))
	said(Progress{Stage: Checking, Of: report.Pages})
	k.prove(ctx, l, out.Bytes(), &report)
	if err := ctx.Err(); err != nil {
		return report, err
	}
	if _, err := w.Write(out.Bytes()); err != nil {
		return report, fmt.Errorf("write the bundle: %w", err)
	}
	return report, nil
}

// gather loads the documents one by one. The report it gives has what was left out so far.
func (k *desk) gather(ctx context.Context, p Plan, said func(Progress)) (*layout, Report, error) {
	p = p.tidy()
	l := &layout{Plan: p}
	report := Report{Limit: p.Limit}
	done, of := 0, p.documents()
	for _, s := range p.Sections {
		c := chapter{title: s.Title}
		for _, d := range s.Documents {
			if err := ctx.Err(); err != nil {
				return nil, report, err
			}
			done++
			said(Progress{Stage: Reading, Title: d.Title, Done: done, Of: of})
			in, err := k.load(ctx, d)
			switch {
			case ctx.Err() != nil:
				return nil, report, ctx.Err()
			case err != nil:
				p.Left = append(p.Left, Line{Title: d.Title, Note: reason(err)})
			default:
				c.docs = append(c.docs, placed{loaded: in})
			}
		}
		if len(c.docs) > 0 {
			l.chapters = append(l.chapters, c)
		}
	}
	report.Left = p.Left
	if len(l.chapters) == 0 {
		return nil, report, ErrNothing
	}
	return l, report, nil
}

// tidy gives the plan with every title on one line and none missing, and without what must be held back.
func (p Plan) tidy() Plan {
	p.Left = append([]Line{}, p.Left...)
	p.holdBack()
	p.Title, p.Child = oneLine(p.Title), oneLine(p.Child)
	if p.Title == "" {
		p.Title = "Bundle of documents"
	}
	for i := range p.Sections {
		s := &p.Sections[i]
		s.Title = oneLine(s.Title)
		for j := range s.Documents {
			d := &s.Documents[j]
			d.Title, d.Author = oneLine(d.Title), oneLine(d.Author)
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

// book says to the assembler what to put together. Its pages count from 0.
func (l *layout) book() (pdf.Book, error) {
	front, err := pdf.Read(l.front, pdf.DefaultLimits())
	if err != nil {
		return pdf.Book{}, fmt.Errorf("read the index: %w", err)
	}
	number, err := page.Number()
	if err != nil {
		return pdf.Book{}, err
	}
	font, err := pdf.Read(number, pdf.DefaultLimits())
	if err != nil {
		return pdf.Book{}, fmt.Errorf("read the numbers' typeface: %w", err)
	}
	b := pdf.Book{
		Title: l.Title, Lang: "en-GB", Font: font, A4: true,
		Parts:   []pdf.Part{{Source: front, Own: true, BackTo: -1}},
		Labels:  []pdf.Label{{From: 0, Style: "D", Start: 1}},
		Outline: []pdf.Mark{{Title: marked("Index", 2), Page: 1, Part: -1}},
		Number:  func(at int) string { return fmt.Sprint(at + 1) },
	}
	if l.Child != "" {
		b.Title = l.Title + " – " + l.Child
	}
	for _, c := range l.chapters {
		if err := l.add(&b, c); err != nil {
			return pdf.Book{}, err
		}
	}
	return b, nil
}

// add puts a section into the book: its divider if there is one, its documents, their index links and bookmarks.
func (l *layout) add(b *pdf.Book, c chapter) error {
	section := pdf.Mark{Title: marked(c.title, c.docs[0].from), Page: c.docs[0].from - 1, Part: -1}
	if l.Divider && c.title != "" {
		sheet, err := divider(c.title)
		if err != nil {
			return err
		}
		b.Parts = append(b.Parts, pdf.Part{Source: sheet, Own: true, BackTo: c.docs[0].row.Page})
		section.Title, section.Page = marked(c.title, c.docs[0].from-1), c.docs[0].from-2
	}
	for _, d := range c.docs {
		name := d.Title
		if !d.On.IsZero() {
			name += " (" + d.On.Short() + ")"
		}
		section.Kids = append(section.Kids, pdf.Mark{Title: marked(name, d.from), Page: d.from - 1, Part: len(b.Parts)})
		b.Links = append(b.Links, pdf.Link{Page: d.row.Page, Rect: d.row.Rect, To: d.from - 1, Say: marked(d.Title, d.from)})
		b.Parts = append(b.Parts, pdf.Part{Source: d.source, Own: d.own, BackTo: d.row.Page, Keep: true})
	}
	if c.title == "" {
		b.Outline = append(b.Outline, section.Kids...)
	} else {
		b.Outline = append(b.Outline, section)
	}
	return nil
}

// marked is a bookmark's text: what it opens, and on which page.
func marked(name string, at int) string { return fmt.Sprintf("%s – page %d", name, at) }

// divider makes the sheet before a section.
func divider(title string) (*pdf.Source, error) {
	p := page.New("")
	p.Page()
	p.Gap(240)
	p.Write(page.Title, title)
	made, err := p.Bytes()
	if err != nil {
		return nil, fmt.Errorf("make a divider: %w", err)
	}
	return pdf.Read(made, pdf.DefaultLimits())
}

// fill puts into the report what the finished bundle holds.
func (l *layout) fill(r *Report) {
	r.Pages, r.EvidencePages = l.pages, l.pages-l.frontN
	r.Items = []Line{}
	for _, c := range l.chapters {
		for _, d := range c.docs {
			r.Items = append(r.Items, Line{Title: d.Title, From: d.from, To: d.to, Note: joined(d.notes)})
		}
	}
	r.Documents = len(r.Items)
}
