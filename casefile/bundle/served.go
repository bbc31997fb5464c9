package bundle

import (
	"errors"
	"fmt"
	"slices"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

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
