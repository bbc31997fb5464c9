package bundle

import (
	"context"
	"fmt"
	"slices"

	"ehccasefile/casefile/internal/pdf"
	"ehccasefile/casefile/internal/worker"
)

// Edition is how a bundle is laid out. Every edition has the page numbers of the one for the screen: page 10 is page 10 in each.
type Edition string

// The editions.
const (
	Screen     Edition = ""            // one page of A4 after another: what is served
	Print      Edition = "print"       // for both sides of the paper and a ring binder
	LargePrint Edition = "large-print" // each page enlarged, over as many sheets as it takes: 10, 10 (i), 10 (ii)
)

// Editions lists all of them.
func Editions() []Edition { return []Edition{Screen, Print, LargePrint} }

// Title names an edition in plain words.
func (e Edition) Title() string {
	switch e {
	case Print:
		return "To print on both sides"
	case LargePrint:
		return "Large print"
	}
	return "To read on a screen"
}

// says is what the cover of an edition says of it.
func (e Edition) says() string {
	switch e {
	case Print:
		return "To print on both sides. Sheets without a number are not counted."
	case LargePrint:
		return "Large print. Page 10 is still page 10, and goes on as 10 (i)."
	}
	return ""
}

// noNumber is the page label of a sheet that has no number.
const noNumber = "–"

// dressing is what the front of an edition or a part says besides. It may not move a page.
type dressing struct {
	edition, part string
	partOf        map[int]string // by a document's first page: the part it is in, "Part 2"
	other         bool           // the numbers are not those of the PDF's pages
}

// redress draws the front and the indexes of later papers anew with what an edition says, for the places that are settled.
func (l *layout) redress(d dressing) error {
	l.dress = d
	p := l.draw()
	if p.Pages() != l.frontN { // a very long cover has no room for it
		l.dress.part, l.dress.edition = "", ""
		p = l.draw()
	}
	if p.Pages() != l.frontN {
		return fmt.Errorf("the front of the edition takes %d pages and not %d", p.Pages(), l.frontN)
	}
	var err error
	if l.front, err = sourceOf(p); err != nil {
		return err
	}
	for i := range l.chapters {
		if c := &l.chapters[i]; c.round > 0 {
			if c.source, err = sourceOf(l.drawLate(c)); err != nil {
				return err
			}
		}
	}
	return nil
}

// piece is one part of an edition's book.
type piece struct {
	pdf.Part
	was int      // which part of the bundle's book it is; -1 for sheets that are added
	of  []int    // the page of the bundle on each of its sheets, counted from 0; -1 for none
	say []string // what is printed on each; "" for a sheet without a number
}

// relay puts the parts of a book into an edition: all that leads to a page of the bundle then leads to the first sheet of it.
func relay(b pdf.Book, pieces []piece) pdf.Book {
	sheets, parts := map[int][]int{}, map[int]int{}
	var says, names []string
	b.Parts = nil
	for i, p := range pieces {
		if p.was >= 0 {
			parts[p.was] = i
		}
		for k, at := range p.of {
			if at >= 0 {
				sheets[at] = append(sheets[at], len(says))
			}
			says, names = append(says, p.say[k]), append(names, p.say[k])
			if p.say[k] == "" {
				names[len(names)-1] = noNumber
			}
		}
	}
	for _, p := range pieces {
		if to := sheets[p.BackTo]; p.BackTo >= 0 && len(to) > 0 {
			p.BackTo = to[0]
		} else {
			p.BackTo = -1
		}
		b.Parts = append(b.Parts, p.Part)
	}
	var links []pdf.Link
	for _, l := range b.Links {
		for _, at := range sheets[l.Page] {
			if to := sheets[l.To]; len(to) > 0 {
				links = append(links, pdf.Link{Page: at, Rect: l.Rect, To: to[0], Say: l.Say, Tag: l.Tag})
			}
		}
	}
	b.Links, b.Outline = links, remarked(b.Outline, sheets, parts, names)
	b.Labels, b.Number = labels(names), func(at int) string { return says[at] }
	return b
}

// remarked leads bookmarks to the sheets of their pages. One whose page is not there is left out, but a section that goes on from an earlier part
// opens, and names, the first page there is of it.
func remarked(marks []pdf.Mark, sheets map[int][]int, parts map[int]int, names []string) (out []pdf.Mark) {
	for _, m := range marks {
		to, kids := sheets[m.Page], remarked(m.Kids, sheets, parts, names)
		if len(to) == 0 && len(kids) > 0 {
			to = []int{kids[0].Page}
			m.Title = markPage.ReplaceAllString(m.Title, "") + " – page " + names[to[0]]
		}
		if len(to) == 0 {
			continue
		}
		part, ok := parts[m.Part]
		if !ok || m.Part < 0 {
			part = -1
		}
		out = append(out, pdf.Mark{Title: m.Title, Page: to[0], Part: part, Kids: kids})
	}
	return out
}

// whole gives part i of the book as a piece, each page on a sheet of its own.
func (l *layout) whole(b pdf.Book, i int) piece {
	p := piece{Part: b.Parts[i], was: i}
	for k := range b.Parts[i].Source.Pages() {
		p.of = append(p.of, l.starts[i]+k)
		p.say = append(p.say, l.numbers[l.starts[i]+k])
	}
	return p
}

// edition lays the finished bundle out anew, and checks that as well: what agrees in it must still agree.
func (k *desk) edition(ctx context.Context, l *layout, r *Report, said func(Progress)) (*pdf.Built, error) {
	if err := l.redress(dressing{edition: l.Edition.says(), other: true}); err != nil {
		return nil, fmt.Errorf("lay out the edition: %w", err)
	}
	book, err := l.book()
	if err != nil {
		return nil, err
	}
	var pieces []piece
	switch l.Edition {
	case Print:
		pieces, err = l.onPaper(book)
	case LargePrint:
		pieces, err = k.enlarged(ctx, l, book, said)
	default:
		err = fmt.Errorf("there is no edition called %q", l.Edition)
	}
	if err != nil {
		return nil, err
	}
	book.Tagged = false // a screen reader is served by the edition for the screen
	book = relay(book, pieces)
	made, err := pdf.Build(ctx, book, func(done, of int) { said(Progress{Stage: Making, Done: done, Of: of}) })
	if err != nil {
		return nil, fmt.Errorf("lay out the edition: %w", err)
	}
	said(Progress{Stage: Checking, Of: l.pages})
	seen, err := k.inspect(ctx, made.Pieces()...)
	if err != nil {
		return nil, err
	}
	r.Sheets = len(seen.Pages)
	r.Checked = r.Checked.and(compare(seen), l.numbers, seen)
	return made, nil
}

// and joins the proof of the bundle with that of an edition of it, in which each number must stand as often as it should: once.
func (p Proof) and(e Proof, numbers []string, seen worker.Inspection) Proof {
	e.Findings = append(slices.Clone(p.Findings), e.Findings...)
	var got []string
	for _, page := range seen.Pages {
		if page.Label != noNumber && !overflowNumber.MatchString(page.Label) {
			got = append(got, page.Label)
		}
	}
	if !slices.Equal(got, numbers) {
		e.Findings = append(e.Findings, Finding{What: "number", Say: "This edition does not have the page numbers of the bundle it is an edition of."})
	}
	e.OK = len(e.Findings) == 0
	return e
}
