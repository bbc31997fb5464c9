package office

import (
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"ehccasefile/casefile/internal/prose"
)

// story is a footnote, an endnote or a comment.
type story struct {
	kind   string
	by     string // of a comment: who and when
	blocks []prose.Block
	mark   string // once it is named in the words
}

// readStories reads the notes of one kind before the words that name them.
func (d *docx) readStories(x *tree, kind string) error {
	return x.each(func(xml.StartElement) error {
		return x.each(func(e xml.StartElement) error {
			if t := attr(e, "type"); e.Name.Local != kind || t != "" && t != "normal" {
				return nil
			}
			s := &story{kind: kind}
			if kind == "comment" {
				s.by = byline(attr(e, "author"), attr(e, "date"))
			}
			d.stories[kind+" "+attr(e, "id")] = s
			return d.content(x, mode{}, &s.blocks)
		})
	})
}

// byline says who wrote a comment and when.
func byline(author, date string) string {
	if len(date) >= 10 {
		if day, err := time.Parse(time.DateOnly, date[:10]); err == nil {
			date = day.Format("2 January 2006")
		}
	}
	switch {
	case author == "":
		return date
	case date == "":
		return author
	}
	return author + ", " + date
}

// mark writes the number of a note, raised, where the words name it.
func (p *docPara) mark(kind, id string, m mode) error {
	s := p.d.stories[kind+" "+id]
	if s == nil {
		return nil
	}
	if s.mark == "" {
		p.d.marked[kind]++
		p.d.order = append(p.d.order, s)
		s.mark = noteMark(kind, p.d.marked[kind])
	}
	return p.say(s.mark, docLook{raised: 1}, m)
}

// noteMark is how a note is numbered: 1 for a footnote, i for an endnote, [1] for a comment.
func noteMark(kind string, n int) string {
	switch kind {
	case "comment":
		return fmt.Sprintf("[%d]", n)
	case "endnote":
		return roman(n)
	}
	return strconv.Itoa(n)
}

// endnotes gathers the notes that the words named, to stand after them.
func (d *docx) endnotes() {
	for _, kind := range [...]struct{ kind, title string }{{"footnote", "Footnotes"}, {"endnote", "Endnotes"}, {"comment", "Comments"}} {
		e := end{title: kind.title}
		for _, s := range d.order {
			if s.kind == kind.kind {
				e.items = append(e.items, noted(s)...)
			}
		}
		d.ends = append(d.ends, e)
	}
	for _, name := range slices.Sorted(maps.Keys(d.stories)) {
		if s := d.stories[name]; s.mark == "" { // no word of the text names it
			d.keep("\n" + prose.Words(s.blocks) + "\n")
		}
	}
	if n := len(d.ends[2].items); n > 0 {
		d.note("The file holds comments. They are listed at its end.")
	}
}

// noted gives a note as items of the list of its kind.
func noted(s *story) []prose.Block {
	blocks := trimmed(s.blocks)
	if len(blocks) == 0 || blocks[0].Kind != prose.Paragraph {
		blocks = append([]prose.Block{{Kind: prose.Paragraph}}, blocks...)
	}
	out := append([]prose.Block(nil), blocks...)
	if runs := out[0].Runs; len(runs) > 0 { // Word sets a space or a tab between a note's number and its words
		runs = append([]prose.Run(nil), runs...)
		runs[0].Text = strings.TrimLeft(runs[0].Text, " \t")
		out[0].Runs = runs
	}
	out[0].Kind, out[0].Mark = prose.Item, s.mark
	if s.by != "" {
		out[0].Runs = append([]prose.Run{{Text: s.by + ": ", Bold: true}}, out[0].Runs...)
	}
	return out
}
