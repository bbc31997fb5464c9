package bundle

import (
	"errors"
	"fmt"
	"strings"

	"ehccasefile/casefile/internal/page"
)

// chapter is a section with its documents turned into pages.
type chapter struct {
	title string
	docs  []placed
}

// placed is a document and where it stands: from and to are pages of the bundle, counted from 1.
type placed struct {
	loaded
	from, to int
	row      page.Spot // its line in the index
}

// layout is a bundle with every page's place settled.
type layout struct {
	Plan
	chapters []chapter
	front    []byte // cover and index as a PDF
	frontN   int
	indexAt  int // the index's first page, counted from 1
	pages    int
}

// settle finds every page's number. The index must know the pages, and the pages come after the index: so it is laid out
// again until it takes as many pages as was thought.
func (l *layout) settle() error {
	l.frontN = 2
	for range 5 {
		at := l.frontN
		for i := range l.chapters {
			if l.Divider && l.chapters[i].title != "" {
				at++
			}
			for j := range l.chapters[i].docs {
				d := &l.chapters[i].docs[j]
				n := len(d.source.Pages())
				d.from, d.to, at = at+1, at+n, at+n
			}
		}
		l.pages = at
		paper := l.draw()
		if paper.Pages() == l.frontN {
			front, err := paper.Bytes()
			l.front = front
			return err
		}
		l.frontN = paper.Pages()
	}
	return errors.New("the index does not come to rest")
}

// draw makes cover and index for the pages as they stand now, and keeps where each document's row is.
func (l *layout) draw() *page.Paper {
	p := page.New(l.Title)
	l.cover(p)
	p.Page()
	l.indexAt = p.Write(page.Heading, "Index").Page + 1
	spots := p.Table(l.index())
	row := 0
	for i := range l.chapters {
		if l.chapters[i].title != "" {
			row++
		}
		for j := range l.chapters[i].docs {
			l.chapters[i].docs[j].row = spots[row]
			row++
		}
	}
	return p
}

// cover draws the first page.
func (l *layout) cover(p *page.Paper) {
	p.Page()
	if l.Kind != "" {
		p.Write(page.Small, "First-tier Tribunal (Special Educational Needs and Disability)")
	}
	p.Gap(150)
	p.Write(page.Title, l.Title)
	if l.Child != "" {
		p.Write(page.Heading, l.Child)
	}
	p.Gap(18)
	p.Table(page.Table{Plain: true, Columns: []page.Column{{Width: 118}, {Bold: true}}, Rows: l.particulars()})
	p.Gap(26)
	p.Write(page.Small, "The number at the foot of each page is also its page in this PDF. Each line of the index opens its document; "+
		"the number at the foot of a page leads back to the index.")
}

// particulars are the lines of the cover, those only that have something to say.
func (l *layout) particulars() []page.Row {
	what := "documents"
	if l.Kind != "" {
		what = "evidence"
	}
	var rows []page.Row
	for _, r := range [][2]string{
		{"Appeal about", l.Kind},
		{"Tribunal reference", l.Reference},
		{"Served by", l.ServedBy},
		{"Date", l.On.Long()},
		{"Pages", fmt.Sprintf("%d, of which %d are %s", l.pages, l.pages-l.frontN, what)},
	} {
		if r[1] != "" {
			rows = append(rows, page.Row{Cells: []page.Cell{{Text: r[0]}, {Text: r[1]}}})
		}
	}
	return rows
}

// index is the table of all documents.
func (l *layout) index() page.Table {
	t := page.Table{Columns: []page.Column{
		{Head: "No.", Width: 24},
		{Head: "Document"},
		{Head: "Date", Width: 66},
		{Head: "Pages", Width: 58, Right: true, Bold: true},
	}}
	n := 0
	for _, c := range l.chapters {
		if c.title != "" {
			t.Rows = append(t.Rows, page.Row{Section: true, Cells: []page.Cell{{Text: c.title}}})
		}
		for _, d := range c.docs {
			n++
			t.Rows = append(t.Rows, page.Row{Opens: true, Cells: []page.Cell{
				{Text: fmt.Sprint(n)}, {Text: d.Title, Sub: d.under()}, {Text: d.On.Short()}, {Text: pageRange(d.from, d.to)},
			}})
		}
	}
	return t
}

// under is what stands below a document's title in the index.
func (d placed) under() string {
	if page.Lost(d.Title) == 0 {
		return d.Author
	}
	return strings.TrimSpace(d.Author + " (the whole title is in the bookmark)")
}

// pageRange writes the pages of a document: "12", or "12–15".
func pageRange(from, to int) string {
	if from == to {
		return fmt.Sprint(from)
	}
	return fmt.Sprintf("%d–%d", from, to)
}

// oneLine makes a title fit for one line: no line breaks, no runs of spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
