package bundle

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"ehccasefile/casefile"
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

// sent is what Serve keeps of the bundle.
func (l *layout) sent() casefile.Served {
	s := casefile.Served{Title: l.Title, Pages: l.pages, Front: l.frontN, Numbering: l.Numbering, Late: l.Late}
	for _, c := range l.chapters {
		for _, d := range c.docs {
			p := casefile.ServedPaper{Document: d.ID, Section: c.title, Title: d.Title, Author: d.Author, On: d.On, SHA256: d.sum,
				Pages: d.to - d.from + 1, At: d.from, Number: l.number(d.from), Late: d.Round}
			if mine, ok := d.bytes.(*ours); ok {
				p.Ours = mine.kind
				if mine.kind == casefile.WithNote {
					s.Note = mine.text
				}
			}
			if d.was != nil {
				p.SHA256 = d.was.SHA256
			}
			s.Papers = append(s.Papers, p)
		}
	}
	return s
}

// again says how a bundle that is made again as it was served compares with what was sent; "" for one that is not.
func (l *layout) again(sum string) string {
	if len(l.Before) == 0 || l.rounds() == len(l.Before) {
		return ""
	}
	last := l.Before[len(l.Before)-1]
	if last.SHA256 == sum {
		return fmt.Sprintf("This is the very file that was sent on %s, byte for byte.", last.On.Long())
	}
	for _, c := range l.chapters {
		for _, d := range c.docs {
			if d.gone != "" {
				return fmt.Sprintf("It has the page numbers of what was sent on %s, but not every paper is there any more: see the list.", last.On.Long())
			}
		}
	}
	return fmt.Sprintf("It has the pages and numbers of what was sent on %s, but is not the same file to the last byte. A name, a reference or the program may have changed.", last.On.Long())
}

// Serve keeps with a saved bundle what was sent on a day: from then on its numbers stay, and papers that come later are added after it. r is
// the report of the making. A bundle that was not saved is saved. What has been kept already is not kept twice.
func Serve(f *casefile.File, b casefile.Bundle, r Report, on deadlines.Date) (casefile.Bundle, error) {
	s := r.sent
	s.On = on
	if s.Pages == 0 {
		return b, casefile.Problem{Field: "served", Say: "Make the bundle first. Then say that it was sent."}
	}
	if slices.ContainsFunc(s.Papers, func(p casefile.ServedPaper) bool { return p.Document == "" && p.Ours == "" }) {
		return b, casefile.Problem{Field: "served", Say: "A bundle of a folder cannot be kept as sent. Add its papers to the case file first."}
	}
	if last, ok := b.Last(); ok && last.On.After(on) {
		return b, casefile.Problem{Field: "served", Say: fmt.Sprintf("It was sent on %s before. Give a later day.", last.On.Long())}
	}
	if last, ok := b.Last(); ok && last.SHA256 == s.SHA256 {
		return b, nil
	}
	b.Served = append(slices.Clone(b.Served), s)
	err := f.Update(func(tx *casefile.Tx) (err error) {
		b, err = casefile.Put(tx, b)
		return err
	})
	if err != nil {
		return b, fmt.Errorf("keep what was sent: %w", err)
	}
	return b, nil
}

// frozen fills the plan with what was served last, in its order and with its words, and puts what is new after it: at the end, or after
// the last paper of its section.
func (p *Plan) frozen(tx *casefile.Tx, b casefile.Bundle) {
	last, _ := b.Last()
	fresh := p.Sections // as the family has them now
	p.Before, p.Title, p.Sections = b.Served, last.Title, nil
	if len(b.Served) > 1 {
		p.Late = last.Late
	}
	p.Numbering = last.Numbering
	now := map[casefile.ID]Document{}
	counts := map[string]string{}
	for _, s := range fresh {
		counts[s.Title] = s.Counts
		for _, d := range s.Documents {
			now[d.ID] = d
		}
	}
	in := map[casefile.ID]bool{}
	for _, was := range last.Papers {
		in[was.Document] = true
		round := 0
		if p.Late != casefile.LateLetters {
			round = was.Late
		}
		n := len(p.Sections)
		if n == 0 || p.Sections[n-1].Title != was.Section || p.Sections[n-1].Round != round {
			p.Sections = append(p.Sections, Section{Title: was.Section, Counts: counts[was.Section], Round: round})
			n++
		}
		p.Sections[n-1].Documents = append(p.Sections[n-1].Documents, p.servedOne(tx, b, was, now))
	}
	var late []Document
	for _, s := range fresh {
		for _, d := range s.Documents {
			if in[d.ID] || d.ID == "" {
				continue
			}
			d.Round = len(b.Served)
			if !p.insert(s.Title, d) {
				late = append(late, d)
			}
		}
	}
	if len(late) > 0 {
		p.Sections = append(p.Sections, Section{Title: lateTitle(len(b.Served)), Documents: late, Counts: "evidence", Round: len(b.Served)})
	}
}

func lateTitle(round int) string {
	if round == 1 {
		return "Later papers"
	}
	return fmt.Sprintf("Later papers, time %d", round)
}

// insert puts a late paper into its section, or the last one where its section is new; false where late papers go to the end.
func (p *Plan) insert(title string, d Document) bool {
	if p.Late != casefile.LateLetters {
		return false
	}
	at := len(p.Sections) - 1
	for i, s := range p.Sections {
		if s.Title == title {
			at = i
		}
	}
	p.Sections[at].Documents = append(p.Sections[at].Documents, d)
	return true
}

// servedOne gives a paper that was served, as it may be shown now.
func (p *Plan) servedOne(tx *casefile.Tx, b casefile.Bundle, was casefile.ServedPaper, now map[casefile.ID]Document) Document {
	d := Document{ID: was.Document, was: &was}
	if was.Ours != "" {
		last, _ := b.Last()
		d.bytes = ownPages(tx, b, was.Ours, last.Note, b.Served[0].On)
	} else if have, ok := now[was.Document]; ok {
		d = have
		d.was = &was
	} else if _, left := fromRecord(tx, was.Document, p.bundleOf(b)); left != nil {
		d.gone = left.Note
	} else {
		d.gone = "It was taken out of the bundle."
	}
	d.Title, d.Author, d.On, d.Round, d.Pages = was.Title, was.Author, was.On, was.Late, was.Pages
	if _, err := casefile.Show(tx, was.Document); err != nil && was.Ours == "" {
		if _, held := errors.AsType[casefile.HeldBack](err); held {
			d.Title, d.Author, d.On = "A paper that was withdrawn", "", deadlines.Date{}
		}
	}
	return d
}

// AsServed gives a saved bundle as it was when it was sent on a day, so that it can be made again: without what came later. A [casefile.Problem]
// where nothing was sent that day.
func AsServed(b casefile.Bundle, on deadlines.Date) (casefile.Bundle, error) {
	at := -1
	for i, s := range b.Served {
		if s.On == on {
			at = i
		}
	}
	if at < 0 {
		return b, casefile.Problem{Field: "served", Say: fmt.Sprintf("Nothing is kept as sent on %s.", on.Long())}
	}
	b.Served = b.Served[:at+1]
	in := map[casefile.ID]bool{}
	for _, p := range b.Served[at].Papers {
		in[p.Document] = true
	}
	sections := slices.Clone(b.Sections)
	for i, s := range sections {
		sections[i].Documents = slices.DeleteFunc(slices.Clone(s.Documents), func(id casefile.ID) bool { return !in[id] })
	}
	b.Sections = sections
	return b, nil
}
