package bundle

import (
	"fmt"
	"strings"

	"ehccasefile/casefile/internal/page"
	"ehccasefile/casefile/internal/pdf"
	"ehccasefile/deadlines"
)

// lateIndex is the bookmark and the heading of the index of later papers, by which Check finds it too.
const lateIndex = "Index of later papers"

// asServed holds a document of a bundle that was served to what it was: the same pages, or as many sheets that say that it is not there,
// so that no other page changes its number.
func asServed(in loaded, err error) (loaded, error) {
	switch {
	case in.gone != "":
	case err != nil:
		in.gone = reason(err)
	case len(in.source.Pages()) != in.was.Pages && in.bytes != nil:
		if _, mine := in.bytes.(*ours); mine {
			return in, nil // settle gives it its pages
		}
		in.gone = fmt.Sprintf("It has %s now; %s were sent.", count(len(in.source.Pages()), "page"), count(in.was.Pages, "page"))
	default:
		if _, mine := in.bytes.(*ours); !mine && in.sum != in.was.SHA256 {
			in.notes = append(in.notes, "It has changed since it was sent. Compare it with the copy you sent.")
		}
		return in, nil
	}
	in.notes = []string{"It is not as it was sent, so sheets stand in its place and every other number stays. " + in.gone}
	in.own, in.words = true, nil
	in.source, err = standIn(in.was.Pages)
	return in, err
}

// standIn makes sheets for the pages of a paper that is no longer there.
func standIn(pages int) (*pdf.Source, error) {
	p := page.New("")
	for range pages {
		p.Page()
		p.Gap(240)
		p.Write(page.Sub, "This page was sent with an earlier bundle and is no longer part of it.")
		p.Write(page.Body, "The numbers of all other pages stay as they were.")
	}
	return sourceOf(p)
}

// moved says of a document that was served that its number is another now. It should never be said.
func (l *layout) moved(d placed) []string {
	if d.was == nil || d.was.Number == l.number(d.from) {
		return nil
	}
	return []string{fmt.Sprintf("It was page %s when it was sent, and is page %s now.", d.was.Number, l.number(d.from))}
}

// since is the day of what was served last; zero where nothing was.
func (l *layout) since() deadlines.Date {
	if len(l.Before) == 0 {
		return deadlines.Date{}
	}
	return l.Before[len(l.Before)-1].On
}

// added gives the documents that came with a round.
func (l *layout) added(round int) (docs []placed) {
	for _, c := range l.chapters {
		for _, d := range c.docs {
			if d.Round == round {
				docs = append(docs, d)
			}
		}
	}
	return docs
}

// changed says what is new since the bundle was last served.
func (l *layout) changed() (lines []string) {
	for _, d := range l.added(len(l.Before)) {
		if len(l.Before) > 0 {
			lines = append(lines, fmt.Sprintf("Added: %s, %s.", d.Title, l.pagesWord(d.from, d.to)))
		}
	}
	for _, c := range l.chapters {
		for _, d := range c.docs {
			if d.gone != "" {
				lines = append(lines, fmt.Sprintf("Taken out: %s, %s.", d.Title, l.pagesWord(d.from, d.to)))
			}
		}
	}
	return lines
}

// pagesWord names the pages of a document: "page 12", "pages 12 to 15".
func (l *layout) pagesWord(from, to int) string {
	if from == to {
		return "page " + l.number(from)
	}
	return fmt.Sprintf("pages %s to %s", l.number(from), l.number(to))
}

// round is one later round, as the cover and the index of later papers tell of it: what came after what was sent on which day.
func (l *layout) round(n int) string {
	return fmt.Sprintf("Changes since the bundle of %s, which had %s", l.Before[n-1].On.Long(), count(l.Before[n-1].Pages, "page"))
}

// changes tells on the cover what came later, a paragraph a round, and gives the places of these.
func (l *layout) changes(p *page.Paper) (spots []page.Spot) {
	for n := 1; n <= l.rounds(); n++ {
		docs := l.added(n)
		first, last := docs[0], docs[len(docs)-1]
		say := fmt.Sprintf("%s: %s added, on %s.", l.round(n), count(len(docs), "paper"), l.pagesWord(first.from, last.to))
		if len(docs) > 1 && l.chapterOf(first).round == 0 {
			var at []string
			for _, d := range docs {
				at = append(at, l.pagesWord(d.from, d.to))
			}
			say = fmt.Sprintf("%s: %s added, on %s.", l.round(n), count(len(docs), "paper"), strings.Join(at, ", "))
		}
		spots = append(spots, p.Write(page.Body, say+" All other numbers are as they were."))
	}
	return spots
}

// rounds is how many rounds of later papers are in.
func (l *layout) rounds() int {
	n := 0
	for _, c := range l.chapters {
		for _, d := range c.docs {
			n = max(n, d.Round)
		}
	}
	for n > 0 && len(l.added(n)) == 0 {
		n--
	}
	return n
}

func (l *layout) chapterOf(d placed) *chapter {
	for i := range l.chapters {
		for _, x := range l.chapters[i].docs {
			if x.from == d.from {
				return &l.chapters[i]
			}
		}
	}
	return &chapter{}
}

// coverLinks leads from what the cover says of later papers to them.
func (l *layout) coverLinks(b *pdf.Book) {
	for i, s := range l.coverAt {
		d := l.added(i + 1)[0]
		to := d.from
		if c := l.chapterOf(d); c.round > 0 {
			to = c.at
		}
		b.Links = append(b.Links, pdf.Link{Page: s.Page, Rect: s.Rect, To: to - 1, Say: "The papers that came later"})
	}
}

// drawLate makes the index of a round of later papers at the end.
func (l *layout) drawLate(c *chapter) *page.Paper {
	p := page.New("")
	p.Page()
	p.Write(page.Heading, lateIndex)
	p.Write(page.Body, l.round(c.round)+": the papers below were added after it. All other pages and their numbers are as they were.")
	l.table(p, func(x *chapter) bool { return x.round == c.round }, c.at-1)
	return p
}
