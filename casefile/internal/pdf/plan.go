package pdf

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Numbers of the objects that every book has. After them come the nodes of the
// page tree, the pages, the number's font and then the parts.
const (
	catalogNum = 1 + iota
	infoNum
	wordsNum // XMP
	saveNum
	markNum      // marks and saves
	restoreNum   // restores
	unmarkNum    // restores and ends the mark
	endNumberNum // ends a printed number
	treeNum
	documentNum // the tree's one element, which holds the parts'
	firstNode
)

// saveState is the content that saves the state before a page's own.
const saveState = global(saveNum)

// markState does the same on a page that is read as one paragraph.
const markState = global(markNum)

// restoreState and unmarkState end what saveState and markState began; endNumber is the end of what is drawn for a number.
const (
	restoreState = global(restoreNum)
	unmarkState  = global(unmarkNum)
	endNumber    = global(endNumberNum)
)

// fan is how many kids a node of the page tree has at most.
const fan = 64

// plan is a book with everything counted, before any of it is copied. It does
// not change while parts are copied side by side.
type plan struct {
	book     *Book
	total    int
	places   []place
	lines    []printed
	drawn    map[string]global // content that draws numbers and is shared by pages: what comes before a number, and its letters
	links    map[int][]Link
	nodes    []int // how many nodes each level of the page tree has, from the leaves up
	pageBase int   // number of the first page
	font     *numberFont
	under    global     // the font of unseen words, 0 where no part has any
	seen     [][]glance // what was found on the pages of each part, nil for one that was not looked at
}

// printed is a page's number, spelt and measured.
type printed struct {
	line []uint16
	wide float64
}

func newPlan(ctx context.Context, b *Book) (*plan, error) {
	p := &plan{book: b, links: map[int][]Link{}}
	for i, part := range b.Parts {
		if part.Source == nil {
			return nil, fmt.Errorf("pdf: part %d has no source", i)
		}
	}
	if err := checkLaid(b); err != nil {
		return nil, err
	}
	for _, part := range b.Parts {
		p.total += len(part.Source.leaves)
	}
	p.places = make([]place, 0, p.total)
	p.seen = make([][]glance, len(b.Parts))
	if err := p.glanceAll(ctx); err != nil {
		return nil, err
	}
	for i, part := range b.Parts {
		for k, l := range part.Source.leaves {
			crowded := b.Number != nil && p.seen[i] != nil && p.seen[i][k].crowded
			at := placeOf(l.view, b.A4 && !part.Own, crowded)
			if part.Lays != nil {
				at = at.on(&part.Lays[k])
			}
			p.places = append(p.places, at)
		}
	}
	if p.total == 0 {
		return nil, errors.New("pdf: the book has no pages")
	}
	for n := (p.total + fan - 1) / fan; ; n = (n + fan - 1) / fan {
		p.nodes = append(p.nodes, n)
		if n == 1 {
			break
		}
	}
	p.pageBase = firstNode
	for _, n := range p.nodes {
		p.pageBase += n
	}
	for _, l := range b.Links {
		p.links[l.Page] = append(p.links[l.Page], l)
	}
	return p, p.check()
}

func placeOf(v view, a4, crowded bool) place {
	if !a4 {
		return place{view: v, onto: identity, sight: identity}
	}
	view, onto, scaled := v.ontoA4(crowded)
	return place{view: view, onto: onto, scaled: scaled, sight: identity}
}

// check refuses pages that are not in the book, and labels that PDF does not know.
func (p *plan) check() error {
	in := func(page int) bool { return page >= 0 && page < p.total }
	for i, part := range p.book.Parts {
		if part.BackTo >= p.total {
			return fmt.Errorf("pdf: part %d leads back to page %d of %d", i, part.BackTo, p.total)
		}
	}
	for i, l := range p.book.Links {
		if !in(l.Page) || !in(l.To) {
			return fmt.Errorf("pdf: link %d leads from page %d to %d of %d", i, l.Page, l.To, p.total)
		}
	}
	for _, l := range p.book.Labels {
		if !strings.Contains("DRrAa", l.Style) || len(l.Style) > 1 || !in(l.From) {
			return fmt.Errorf("pdf: page labels of style %q from page %d of %d", l.Style, l.From, p.total)
		}
	}
	return p.checkMarks(p.book.Outline)
}

func (p *plan) checkMarks(list []Mark) error {
	for _, m := range list {
		if m.Page < 0 || m.Page >= p.total || m.Part >= len(p.book.Parts) {
			return fmt.Errorf("pdf: bookmark %q leads to page %d of %d, part %d", m.Title, m.Page, p.total, m.Part)
		}
		if err := p.checkMarks(m.Kids); err != nil {
			return err
		}
	}
	return nil
}

// pageNum gives the object number of a page of the book.
func (p *plan) pageNum(page int) global { return global(p.pageBase + page) }

// parentOf gives the node that a page hangs from.
func (p *plan) parentOf(page int) global {
	return global(firstNode + p.below(0) + page/fan)
}

// below counts the nodes that are numbered before a level: the root comes first.
func (p *plan) below(level int) int {
	n := 0
	for _, k := range p.nodes[level+1:] {
		n += k
	}
	return n
}

// top is the destination of a page of the book.
func (p *plan) top(page int) array { return p.places[page].top(p.pageNum(page)) }

// stamp lays out the number of a page, if it has one.
func (p *plan) stamp(page int) (stamp, bool) {
	if p.lines == nil || p.lines[page].line == nil {
		return stamp{}, false
	}
	w, h := p.places[page].view.size()
	return newStamp(p.lines[page].line, p.lines[page].wide, w, h).laid(p.places[page].lay, w), true
}

// number prepares what is printed on each page, and copies the font for it.
func (p *plan) number(ctx context.Context, base int) (*batch, error) {
	if p.book.Number == nil {
		return &batch{}, nil
	}
	says := make([]string, p.total)
	any := false
	for i := range says {
		says[i] = p.book.Number(i)
		any = any || says[i] != ""
	}
	if !any {
		return &batch{}, nil
	}
	if p.book.Font == nil {
		return nil, errNoFont
	}
	c := newCarrier(ctx, p, job{source: p.book.Font})
	n, font, err := c.findFont(p.book.Font)
	if err != nil {
		return nil, err
	}
	at, ok := c.carry(n).(local)
	if !ok {
		return nil, errNoFont
	}
	font.num = global(base + int(at) - 1)
	p.font = font
	if err := c.drain(); err != nil {
		return nil, err
	}
	if err := p.spell(says); err != nil {
		return nil, err
	}
	p.share(&c.batch, base)
	return &c.batch, nil
}

// numberKey is what a page's resources call the number's font, unless the page has something of that name.
const numberKey = name("Number")

// share writes once for the whole book what numbers are drawn with: most pages have the same ground at the same place, and all have the same few
// letters. Drawn for each page by itself, the numbers would be half of all that a bundle of text pages adds to its documents.
func (p *plan) share(b *batch, base int) {
	p.drawn = map[string]global{}
	add := func(content []byte) {
		if p.drawn[string(content)] == 0 {
			p.drawn[string(content)] = global(base + int(b.addStream(nil, content)) - 1)
		}
	}
	for page := range p.lines {
		if st, ok := p.stamp(page); ok {
			add(st.begin(nil, numberKey, p.places[page].view))
			for _, u := range st.line {
				add(showing(u))
			}
		}
	}
}

func (p *plan) spell(says []string) error {
	p.lines = make([]printed, len(says))
	for i, s := range says {
		if s == "" {
			continue
		}
		line, wide, err := p.font.line(s)
		if err != nil {
			return err
		}
		p.lines[i] = printed{line, wide}
	}
	return nil
}
