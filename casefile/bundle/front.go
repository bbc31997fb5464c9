package bundle

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/page"
	"ehccasefile/casefile/internal/pdf"
)

// chapter is a section with its documents turned into pages.
type chapter struct {
	title  string
	counts string
	round  int // of later papers, which have an index of their own; 0 for none
	docs   []placed

	sheet  *page.Paper // that index
	source *pdf.Source // its pages
	sheetN int         // how many pages it takes
	at     int         // its first page in the bundle, counted from 1
}

// placed is a document and where it stands: from and to are pages of the bundle, counted from 1.
type placed struct {
	loaded
	from, to int
	row      page.Spot // its line in the index, on a page of the bundle
}

// layout is a bundle with every page's place settled. An edition of it takes its places and numbers from here.
type layout struct {
	Plan
	chapters []chapter
	front    *pdf.Source // cover and index
	frontN   int
	indexAt  int // the index's first page, counted from 1
	coverAt  []page.Spot
	pages    int
	numbers  []string // what is printed on each page
	starts   []int    // the first page of each part of the book that was made last, counted from 0
	dress    dressing // what the front says besides, of an edition or a part
}

// settle finds every page's number. The index must know the pages, and the pages come after the index: so it is laid out
// again until it takes as many pages as was thought. So do the pages of our own that name others.
func (l *layout) settle() error {
	l.frontN = 2
	for range 8 {
		l.place()
		paper := l.draw()
		for n := l.otherFront(); paper.Pages() < n; {
			paper.Page()
			paper.Write(page.Small, "This page is empty so that the redacted copy and the other have the same page numbers.")
		}
		rest := paper.Pages() == l.frontN
		l.frontN = paper.Pages()
		for i := range l.chapters {
			same, err := l.settleChapter(&l.chapters[i])
			if err != nil {
				return err
			}
			rest = rest && same
		}
		if rest {
			var err error
			l.front, err = sourceOf(paper)
			return err
		}
	}
	return errors.New("the index does not come to rest")
}

// otherFront is how many pages cover and index take in the other copy, redacted or not, whose titles may be longer; 0 where they are the same.
func (l *layout) otherFront() int {
	other, differs := *l, false
	other.Redacted = !l.Redacted
	other.chapters = slices.Clone(l.chapters)
	for i := range other.chapters {
		docs := slices.Clone(l.chapters[i].docs)
		for j := range docs {
			if docs[j].other != "" {
				docs[j].Title, differs = docs[j].other, true
			}
		}
		other.chapters[i].docs = docs
	}
	if !differs {
		return 0
	}
	return other.draw().Pages()
}

// settleChapter draws the pages of ours in a chapter for the numbers as they stand now, and tells whether they take as many as before.
func (l *layout) settleChapter(c *chapter) (rest bool, err error) {
	rest = true
	if c.round > 0 {
		paper := l.drawLate(c)
		rest = paper.Pages() == c.sheetN
		c.sheetN = paper.Pages()
		if c.source, err = sourceOf(paper); err != nil {
			return false, err
		}
	}
	for j := range c.docs {
		d := &c.docs[j]
		mine, ok := d.bytes.(*ours)
		if !ok || d.gone != "" {
			continue
		}
		before := len(d.source.Pages())
		if err := mine.draw(l, d); err != nil {
			return false, err
		}
		rest = rest && len(d.source.Pages()) == before
	}
	return rest, nil
}

// place gives every page its place and number, for as many pages as are thought to be needed.
func (l *layout) place() {
	n := l.counter()
	base := l.frontN
	if len(l.Before) > 0 {
		base = l.Before[0].Front
	}
	n.front(l.frontN, base)
	for i := range l.chapters {
		c := &l.chapters[i]
		n.section()
		c.at = len(n.all) + 1
		for range c.sheetN {
			n.next()
		}
		if l.Divider && c.title != "" {
			n.next()
		}
		for j := range c.docs {
			d := &c.docs[j]
			d.from = len(n.all) + 1
			for range d.source.Pages() {
				if d.Round > 0 && c.round == 0 {
					n.letter()
				} else {
					n.next()
				}
			}
			d.to = len(n.all)
		}
	}
	l.numbers, l.pages = n.all, len(n.all)
}

// number is what is printed on a page, counted from 1.
func (l *layout) number(at int) string { return l.numbers[at-1] }

// sourceOf gives pages of ours as a source, for a book that compresses what is drawn on them.
func sourceOf(p *page.Paper) (*pdf.Source, error) {
	p.Loose()
	made, err := p.Bytes()
	if err != nil {
		return nil, err
	}
	return pdf.Read(made, pdf.DefaultLimits())
}

// draw makes cover and index for the pages as they stand now, and keeps where each document's row is.
func (l *layout) draw() *page.Paper {
	p := page.New(l.Title)
	l.cover(p)
	p.Page()
	l.indexAt = p.Write(page.Heading, "Index").Page + 1
	l.table(p, func(c *chapter) bool { return c.round == 0 }, 0)
	return p
}

// table draws the index of some chapters, and keeps where each document's row is. before is how many pages of the bundle come before
// the paper's first.
func (l *layout) table(p *page.Paper, has func(*chapter) bool, before int) {
	spots := p.Table(l.index(has))
	row := 0
	for i := range l.chapters {
		c := &l.chapters[i]
		if !has(c) {
			continue
		}
		if c.title != "" {
			row++
		}
		for j := range c.docs {
			spots[row].Page += before
			c.docs[j].row = spots[row]
			row++
		}
	}
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
	l.coverAt = l.changes(p)
	p.Write(page.Small, l.explain())
}

// particulars are the lines of the cover, those only that have something to say.
func (l *layout) particulars() []page.Row {
	what := "documents"
	if l.Kind != "" && l.Product != casefile.ProductFull {
		what = "evidence"
	}
	var rows []page.Row
	for _, r := range [][2]string{
		{"Appeal about", l.Kind},
		{"Tribunal reference", l.Reference},
		{"Served by", l.ServedBy},
		{"Date", l.On.Long()},
		{"This copy", l.copyKind()},
		{"This part", l.dress.part},
		{"Edition", l.dress.edition},
		{"Pages", fmt.Sprintf("%d, of which %d are %s", l.pages, l.inside(), what)},
	} {
		if r[1] != "" {
			rows = append(rows, page.Row{Cells: []page.Cell{{Text: r[0]}, {Text: r[1]}}})
		}
	}
	return rows
}

// copyKind says of a redacted copy that it is one.
func (l *layout) copyKind() string {
	if !l.Redacted {
		return ""
	}
	return "Redacted: parts of it are blacked out. The page numbers are those of the copy that is not redacted."
}

// inside is how many pages are the documents' own, with dividers.
func (l *layout) inside() int {
	n := l.pages - l.frontN
	for _, c := range l.chapters {
		n -= c.sheetN
	}
	return n
}

// evidence is how many pages count against the allowance for the family's evidence: all of an evidence submission, and of a full bundle
// those of the sections that hold it.
func (l *layout) evidence() int {
	if l.Product != casefile.ProductFull {
		return l.inside()
	}
	n := 0
	for _, c := range l.chapters {
		for _, d := range c.docs {
			if c.counts == "evidence" {
				n += d.to - d.from + 1
			}
		}
	}
	return n
}

// index is the table of the documents of some chapters, numbered through the whole bundle.
func (l *layout) index(has func(*chapter) bool) page.Table {
	t := page.Table{Columns: []page.Column{
		{Head: "No.", Width: 24},
		{Head: "Document"},
		{Head: "Date", Width: 66},
		{Head: "Pages", Width: l.wide(), Right: true, Bold: true},
	}}
	n := 0
	for i, c := range l.chapters {
		if !has(&l.chapters[i]) {
			n += len(c.docs)
			continue
		}
		if c.title != "" {
			t.Rows = append(t.Rows, page.Row{Section: true, Cells: []page.Cell{{Text: c.title}}})
		}
		for _, d := range c.docs {
			n++
			t.Rows = append(t.Rows, page.Row{Opens: true, Margin: l.dress.partOf[d.from], Cells: []page.Cell{
				{Text: fmt.Sprint(n)}, {Text: d.Title, Sub: d.under()}, {Text: d.On.Short()}, {Text: pageRange(l.number(d.from), l.number(d.to))},
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

// wide is the width of the column of page numbers, in points: more where they have letters.
func (l *layout) wide() float64 {
	if isContinuous(l.numbers) {
		return 58
	}
	return 84
}

// oneLine makes a title fit for one line: no line breaks, no runs of spaces, and no bytes that are no letters, as file names may have.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
}
