package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ehccasefile/casefile/internal/limit"
	"ehccasefile/casefile/internal/prose"
)

// Prose draws written words on A4 and gives them as a PDF, with the document's own notes and what else a reader should
// know: letters that could not be printed, pictures that could not be read. Words past limit.Pages pages are left out,
// and a note says so. The error is one of writing the PDF.
func Prose(doc prose.Document) (pdf []byte, notes []string, err error) {
	p := New(doc.Title)
	p.Prose(doc.Blocks)
	pdf, err = p.Bytes()
	return pdf, append(slices.Clone(doc.Notes), p.Notes()...), err
}

// Prose draws blocks from where the paper stands: headings, paragraphs, lists, tables and pictures, over as many pages as
// they take, limit.Pages at most. A table that goes over a page repeats its head rows.
func (p *Paper) Prose(blocks []prose.Block) {
	if p.Pages() == 0 {
		p.Page()
	}
	s := &setter{p: p, in: p.top, pictures: map[*byte]drawn{}, glyphs: map[glyph]float64{}}
	for i, b := range blocks {
		if s.full {
			return
		}
		if b.Kind == prose.Table {
			s.put(gap(4))
			s.table(b)
			s.put(gap(8))
			continue
		}
		s.putAll(s.block(b, Measure), i+1 < len(blocks))
	}
}

// setter turns blocks into slabs and puts them on pages.
type setter struct {
	p        *Paper
	full     bool     // no more pages may begin
	in       *element // what the blocks being set are part of; nil for what is said again
	list     *element // the list that the next item goes on, nil for a new one
	pictures map[*byte]drawn
	glyphs   map[glyph]float64 // widths measured before, in thousandths of the size
}

// slab is a piece of a page that is never cut: a line of words, a picture, a band of a table, or an empty space.
type slab struct {
	height float64
	keep   bool // it stays on one page with the slab after it
	space  bool // nothing is on it: it is left out at the top of a page
	turn   bool // a new page begins in its place
	ink    func(x, y float64)
}

func gap(height float64) slab { return slab{height: height, space: true} }

const frame = Height - head - foot // how high the words of a page may stand

// putAll puts the slabs of one block on pages. A heading takes care not to end one.
func (s *setter) putAll(slabs []slab, more bool) {
	for i, sl := range slabs {
		if sl.keep {
			need := 0.0
			for _, next := range slabs[i:] {
				need += next.height
				if !next.keep {
					break
				}
			}
			if more {
				need += 2 * Body.Lead
			}
			if s.p.y > head && s.p.y+need > Height-foot && need < frame {
				s.page()
			}
		}
		s.put(sl)
	}
}

// put draws one slab where the paper stands, on a new page if it does not fit this one.
func (s *setter) put(sl slab) {
	if sl.turn {
		if s.p.y > head {
			s.page()
		}
		return
	}
	if s.p.y > head && s.p.y+sl.height > Height-foot {
		s.page()
	}
	if s.full || sl.space && s.p.y == head {
		return
	}
	if sl.ink != nil {
		sl.ink(side, s.p.y)
	}
	s.p.y += sl.height
}

// page begins a new page, if there may be one more.
func (s *setter) page() {
	if s.full {
		return
	}
	if s.p.Pages() >= limit.Pages {
		s.full = true
		s.p.note(fmt.Sprintf("Only the first %d pages are shown: it is longer than that.", limit.Pages))
		return
	}
	s.p.Page()
}

const (
	quoteStep = 13.0 // how far the words of a quote stand in
	itemStep  = 18.0 // and those of a list
	narrowest = 90.0 // the least width that steps may leave
)

// block sets one block to a width.
func (s *setter) block(b prose.Block, width float64) []slab {
	if b.Kind != prose.Item {
		s.list = nil
	}
	if b.Quote < 1 {
		return s.plain(b, width)
	}
	defer s.within(s.in.child("BlockQuote"))()
	bars := min(b.Quote, 5, max(0, int((width-narrowest)/quoteStep)))
	in := float64(bars) * quoteStep
	slabs := s.plain(b, width-in)
	for i, sl := range slabs {
		if !sl.turn {
			slabs[i] = s.barred(sl, bars)
		}
	}
	return slabs
}

// within sets what follows as part of an element, until what it gives is called.
func (s *setter) within(e *element) func() {
	in, list := s.in, s.list
	s.in, s.list = e, nil
	return func() { s.in, s.list = in, list }
}

// tagged says of slabs what they belong to.
func (s *setter) tagged(e *element, slabs []slab) []slab {
	for i, sl := range slabs {
		if sl.ink != nil {
			slabs[i].ink = func(x, y float64) {
				s.p.mark(e)
				sl.ink(x, y)
			}
		}
	}
	return slabs
}

// barred moves a slab in and draws the bars of its quotes at its left.
func (s *setter) barred(sl slab, bars int) slab {
	inner := sl.ink
	sl.ink = func(x, y float64) {
		s.p.mark(nil)
		s.p.pdf.SetDrawColor(0xA8, 0xAE, 0xB4)
		s.p.pdf.SetLineWidth(1.6)
		for i := range bars {
			at := x + 2 + float64(i)*quoteStep
			s.p.pdf.Line(at, y, at, y+sl.height)
		}
		if inner != nil {
			inner(x+float64(bars)*quoteStep, y)
		}
	}
	return sl
}

// plain sets a block without its quotes.
func (s *setter) plain(b prose.Block, width float64) []slab {
	switch b.Kind {
	case prose.Heading:
		return s.heading(b, width)
	case prose.Item:
		return s.item(b, width)
	case prose.Table:
		return s.nested(b, width)
	case prose.Picture:
		return s.picture(b, width)
	case prose.Rule:
		return []slab{{height: 14, ink: func(x, y float64) { s.rule(x, y+7, width) }}}
	case prose.Break:
		return []slab{{turn: true}}
	}
	return s.paragraph(b, width)
}

func (s *setter) rule(x, y, width float64) {
	s.p.mark(nil)
	s.p.pdf.SetDrawColor(0x88, 0x88, 0x88)
	s.p.pdf.SetLineWidth(0.6)
	s.p.pdf.Line(x, y, x+width, y)
}

// paragraph sets a paragraph; one without words is an empty line, a little lower than a full one.
func (s *setter) paragraph(b prose.Block, width float64) []slab {
	if blank(b) {
		return []slab{gap(Body.Lead * 0.6)}
	}
	runs := b.Runs
	if b.Say != "" {
		runs = append(slices.Clone(runs), prose.Run{Text: b.Say})
	}
	return append(s.tagged(s.in.child("P"), s.lines(runs, Body, width)), gap(6))
}

func blank(b prose.Block) bool {
	for _, r := range b.Runs {
		if strings.TrimSpace(r.Text) != "" {
			return false
		}
	}
	return b.Say == "" && b.Mark == ""
}

// proseHeads are the sizes of headings, from level 1 on.
var proseHeads = [...]Style{
	{Size: 17, Lead: 22, Above: 14, Below: 7, Bold: true},
	{Size: 14, Lead: 18.5, Above: 12, Below: 6, Bold: true},
	{Size: 12, Lead: 16.5, Above: 10, Below: 5, Bold: true},
	{Size: 11, Lead: 15.5, Above: 8, Below: 4, Bold: true},
	{Size: 10.5, Lead: 15.5, Above: 8, Below: 4, Bold: true},
	{Size: 10.5, Lead: 15.5, Above: 8, Below: 4, Bold: true, Italic: true},
}

// heading sets a heading, kept whole and with what follows it.
func (s *setter) heading(b prose.Block, width float64) []slab {
	if blank(b) {
		return []slab{gap(Body.Lead * 0.6)}
	}
	level := min(max(b.Level, 1), len(proseHeads))
	style := proseHeads[level-1]
	e := s.in.child(fmt.Sprintf("H%d", level))
	out := []slab{gap(style.Above)}
	if b.Mark == "" {
		out = append(out, s.tagged(e, s.lines(b.Runs, style, width))...)
	} else {
		out = append(out, s.hung(b, style, 0, width, hanging{e, e})...)
	}
	for i := range out {
		out[i].keep = true
	}
	return append(out, slab{height: style.Below, space: true, keep: true})
}

// item sets an item of a list: its mark stands before the words, which hang beside it.
func (s *setter) item(b prose.Block, width float64) []slab {
	level := min(max(b.Level, 0), 8, max(0, int((width-narrowest)/itemStep)))
	in := min(float64(level)*itemStep+4, max(0, width-30))
	if s.list == nil {
		s.list = s.in.child("L")
	}
	item := s.list.child("LI")
	return append(s.hung(b, Body, in, width, hanging{item.child("Lbl"), item.child("LBody")}), gap(3.5))
}

// hanging is what a mark and the words beside it are elements of.
type hanging struct{ label, body *element }

// hung sets a mark at in and the words beside it, each a part of its element.
func (s *setter) hung(b prose.Block, style Style, in, width float64, as hanging) []slab {
	mark := s.tagged(as.label, s.lines([]prose.Run{{Text: b.Mark}}, style, width))
	markWidth := s.width(style, b.Mark) + 5
	beside := max(itemStep, markWidth)
	if beside > width/2 {
		return append(mark, s.tagged(as.body, s.lines(b.Runs, style, width))...)
	}
	words := s.tagged(as.body, s.lines(b.Runs, style, width-in-beside))
	markAt, wordsAt := in, in+beside
	if runsRight(b.Runs) {
		markAt, wordsAt = width-in-markWidth, 0
	}
	for i, sl := range words {
		words[i].ink = func(x, y float64) {
			if i == 0 {
				mark[0].ink(x+markAt, y)
			}
			sl.ink(x+wordsAt, y)
		}
	}
	return words
}

// drawn is a picture that was read before, or the error of it.
type drawn struct {
	pic  picture
	name string
	err  error
}

// picture sets a picture between words, as large as it is or as the width and the page allow; where it cannot be read
// its words stand there.
func (s *setter) picture(b prose.Block, width float64) []slab {
	if len(b.Picture) == 0 {
		return s.unseen(b, width)
	}
	key := &b.Picture[0]
	got, known := s.pictures[key]
	if !known {
		got.pic, got.err = readPicture(b.Picture)
		got.name = fmt.Sprintf("prose %d", len(s.pictures))
		s.pictures[key] = got
	}
	if got.err != nil {
		s.p.note("A picture could not be read; its place is marked.")
		return s.unseen(b, width)
	}
	if got.pic.hidden {
		s.p.note("Hidden details (such as camera, time and place) are left out of the pictures.")
	}
	w, h := got.pic.natural()
	scale := min(1, width/w, (frame-20)/h)
	w, h = w*scale, h*scale
	figure := s.in.child("Figure")
	if figure != nil {
		figure.alt = cmp.Or(b.Say, "A picture")
	}
	return s.tagged(figure, []slab{{height: h, ink: func(x, y float64) {
		s.p.stick(got.pic, got.name, [4]float64{x, Height - y - h, w, h}, Height)
	}}, gap(8)})
}

// unseen sets what stands in the place of a picture that is not shown.
func (s *setter) unseen(b prose.Block, width float64) []slab {
	say := "A picture that could not be shown"
	if b.Say != "" {
		say += ": " + b.Say
	}
	return append(s.tagged(s.in.child("P"), s.lines([]prose.Run{{Text: "[" + say + "]", Italic: true}}, Body, width)), gap(6))
}
