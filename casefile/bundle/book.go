package bundle

import (
	"fmt"

	"ehccasefile/casefile/internal/page"
	"ehccasefile/casefile/internal/pdf"
)

// book says to the assembler what to put together. Its pages count from 0.
func (l *layout) book() (pdf.Book, error) {
	number, err := page.Number()
	if err != nil {
		return pdf.Book{}, err
	}
	font, err := pdf.Read(number, pdf.DefaultLimits())
	if err != nil {
		return pdf.Book{}, fmt.Errorf("read the numbers' typeface: %w", err)
	}
	b := pdf.Book{
		Title: l.Title, Lang: "en-GB", Font: font, A4: true, Tagged: true,
		Parts:   []pdf.Part{{Source: l.front, Own: true, BackTo: -1, Title: "Cover and index"}},
		Labels:  labels(l.numbers),
		Outline: []pdf.Mark{{Title: l.marked("Index", l.indexAt), Page: l.indexAt - 1, Part: -1}},
		Number:  func(at int) string { return l.numbers[at] },
	}
	l.starts = []int{0}
	if l.Child != "" {
		b.Title = l.Title + " – " + l.Child
	}
	l.coverLinks(&b)
	for _, c := range l.chapters {
		if err := l.add(&b, c); err != nil {
			return pdf.Book{}, err
		}
	}
	return b, nil
}

// add puts a section into the book: its divider if there is one, its documents, their index links and bookmarks.
func (l *layout) add(b *pdf.Book, c chapter) error {
	section := pdf.Mark{Title: l.marked(c.title, c.docs[0].from), Page: c.docs[0].from - 1, Part: -1}
	if c.round > 0 {
		section.Title, section.Page = l.marked(c.title, c.at), c.at-1
		section.Kids = append(section.Kids, pdf.Mark{Title: l.marked(lateIndex, c.at), Page: c.at - 1, Part: -1})
		b.Parts = append(b.Parts, pdf.Part{Source: c.source, Own: true, BackTo: l.indexAt - 1})
		l.starts = append(l.starts, c.at-1)
	}
	if l.Divider && c.title != "" {
		sheet, err := divider(c.title)
		if err != nil {
			return err
		}
		b.Parts = append(b.Parts, pdf.Part{Source: sheet, Own: true, BackTo: c.docs[0].row.Page, Title: c.title})
		section.Title, section.Page = l.marked(c.title, c.docs[0].from-1), c.docs[0].from-2
		l.starts = append(l.starts, section.Page)
	}
	for _, d := range c.docs {
		name := d.Title
		if !d.On.IsZero() {
			name += " (" + d.On.Short() + ")"
		}
		section.Kids = append(section.Kids, pdf.Mark{Title: l.marked(name, d.from), Page: d.from - 1, Part: len(b.Parts)})
		b.Links = append(b.Links, pdf.Link{Page: d.row.Page, Rect: d.row.Rect, To: d.from - 1, Say: l.marked(d.Title, d.from), Tag: d.row.Tag})
		if mine, ok := d.bytes.(*ours); ok {
			b.Links = append(b.Links, mine.links(d.from)...)
		}
		b.Parts = append(b.Parts, pdf.Part{Source: d.source, Title: l.marked(name, d.from), Own: d.own, BackTo: d.row.Page, Keep: d.blacked == nil, Words: d.words})
		l.starts = append(l.starts, d.from-1)
	}
	if c.title == "" {
		b.Outline = append(b.Outline, section.Kids...)
	} else {
		b.Outline = append(b.Outline, section)
	}
	return nil
}

// marked is a bookmark's text: what it opens, and on which page.
func (l *layout) marked(name string, at int) string {
	return fmt.Sprintf("%s – page %s", name, l.number(at))
}

// divider makes the sheet before a section. It is one sheet, which its number counts on: a title that would not fit is written smaller, and one
// that not even then fits is cut. The index and its bookmark have it whole.
func divider(title string) (*pdf.Source, error) {
	style, gap := page.Title, 240.0
	for {
		p := page.New("")
		p.Page()
		p.Gap(gap)
		p.Write(style, title)
		switch letters := []rune(title); {
		case p.Pages() == 1 || len(letters) < 10:
			return sourceOf(p)
		case gap > 60:
			style, gap = page.Body, 60
		default:
			title = string(letters[:len(letters)*3/4]) + " …"
		}
	}
}
