package page

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"ehccasefile/casefile/internal/prose"
)

const (
	gridPad   = 4.5  // between a border and the words
	gridMost  = 30   // columns that are drawn as columns
	gridLeast = 34.0 // the least width of a table inside a cell
	bandMost  = 110  // the height that a row of a table inside a cell is cut into
	sample    = 300  // rows that the widths of columns are taken from
)

// gridRow is a row whose cells are set but not yet on a page.
type gridRow struct {
	cells  []gridCell
	head   bool
	height float64 // of what is left of it
	begun  bool    // its first band is drawn
	inner  bool    // it belongs to a table inside something else
}

type gridCell struct {
	x, width float64
	slabs    []slab
}

// grid is a table that is being drawn down the pages.
type grid struct {
	s      *setter
	widths []float64   // of its columns
	heads  []prose.Row // the rows that every page repeats
}

// table draws a table from where the paper stands: it begins a new page before a row that fits one but not this one, cuts
// a row that no page could hold, and repeats the head rows.
func (s *setter) table(b prose.Block) {
	if b.Quote > 0 || !drawable(b, Measure) {
		for _, sl := range s.block(b, Measure) {
			s.put(sl)
		}
		return
	}
	defer s.within(s.in.child("Table"))()
	g := &grid{s: s, widths: s.shares(b, Measure)}
	g.heads = g.tops(b)
	for i, r := range b.Rows {
		if s.full {
			return
		}
		row := s.row(r, g.widths)
		need := row.height
		if i < len(g.heads) {
			need += 3 * Body.Lead // a head does not stand alone at the foot of a page
		}
		left := Height - foot - s.p.y
		if s.p.y > head && need > left && (need < frame/2 || left < 3*Body.Lead) {
			g.overleaf(i)
		}
		g.draw(row, i)
	}
}

// tops gives the rows at the top that name the columns, unless they would fill much of a page.
func (g *grid) tops(b prose.Block) []prose.Row {
	high, n := 0.0, 0
	for n < len(b.Rows) && b.Rows[n].Head && n < 6 {
		high += g.again(b.Rows[n]).height
		n++
	}
	if high > frame/3 || n == len(b.Rows) {
		return nil
	}
	return b.Rows[:n]
}

// again sets a row whose letters are counted elsewhere.
func (g *grid) again(r prose.Row) *gridRow {
	defer g.s.within(nil)() // an artifact: it was read where it stood first
	lost := g.s.p.lost
	row := g.s.row(r, g.widths)
	g.s.p.lost = lost
	return row
}

// overleaf begins a new page with the head rows, except before one of them.
func (g *grid) overleaf(at int) {
	g.s.page()
	if at < len(g.heads) {
		return
	}
	for _, h := range g.heads {
		g.s.put(g.again(h).take(g.s, frame/3, true))
	}
}

// draw puts a row on as many pages as it asks for.
func (g *grid) draw(row *gridRow, at int) {
	s := g.s
	for !s.full {
		band := row.take(s, Height-foot-s.p.y, s.p.y == head)
		if band.height == 0 {
			g.overleaf(at)
			band = row.take(s, Height-foot-s.p.y, true)
		}
		s.put(band)
		if row.done() {
			return
		}
		g.overleaf(at)
	}
}

// row sets the cells of a row.
func (s *setter) row(r prose.Row, widths []float64) *gridRow {
	row := &gridRow{head: r.Head}
	tr := s.in.child("TR")
	x, col := 0.0, 0
	for _, c := range r.Cells {
		if col >= len(widths) {
			break
		}
		w, span := 0.0, across(c)
		for ; span > 0 && col < len(widths); span-- {
			w += widths[col]
			col++
		}
		row.cells = append(row.cells, gridCell{x: x, width: w, slabs: s.cell(tr.cell(r.Head, across(c)), c, w)})
		x += w
	}
	for ; col < len(widths); col++ { // a row may have fewer cells than the widest one
		row.cells = append(row.cells, gridCell{x: x, width: widths[col]})
		x += widths[col]
	}
	row.measure()
	return row
}

// cell begins a cell of a row of the tree.
func (e *element) cell(head bool, span int) *element {
	kind, more := "TD", ""
	if head {
		kind, more = "TH", "/Scope/Column"
	}
	if span > 1 {
		more += fmt.Sprintf("/ColSpan %d", span)
	}
	td := e.child(kind)
	if td != nil && more != "" {
		td.more = "/A<</O/Table" + more + ">>"
	}
	return td
}

// cell sets the blocks of a cell, without the space after the last.
func (s *setter) cell(of *element, c prose.Cell, width float64) []slab {
	defer s.within(of)()
	var out []slab
	for _, b := range c.Blocks {
		for _, sl := range s.block(b, max(width-2*gridPad, 10)) {
			if !sl.turn && !(sl.space && len(out) == 0) {
				out = append(out, sl)
			}
		}
	}
	for len(out) > 0 && out[len(out)-1].space {
		out = out[:len(out)-1]
	}
	return out
}

func across(c prose.Cell) int { return min(max(c.Across, 1), gridMost+1) }

func (r *gridRow) measure() {
	r.height = Body.Lead + 2*gridPad
	for _, c := range r.cells {
		high := 2 * gridPad
		for _, sl := range c.slabs {
			high += sl.height
		}
		r.height = max(r.height, high)
	}
}

// take cuts a band off the top of a row: from each cell as much as fits this height. A forced band takes at least one
// slab. A band of no height means that nothing fits.
func (r *gridRow) take(s *setter, most float64, forced bool) slab {
	inks := make([]gridCell, len(r.cells))
	high, any := 0.0, false
	for i := range r.cells {
		c := &r.cells[i]
		n, sum := c.fits(most - 2*gridPad)
		if n == 0 && forced && len(c.slabs) > 0 {
			n, sum = 1, c.slabs[0].height
		}
		any = any || n > 0
		high = max(high, sum)
		inks[i] = gridCell{x: c.x, width: c.width, slabs: c.slabs[:n]}
		c.slabs = c.slabs[n:]
		for len(c.slabs) > 0 && c.slabs[0].space {
			c.slabs = c.slabs[1:]
		}
	}
	if !any && !forced && (!r.empty() || most < Body.Lead+2*gridPad) {
		return slab{}
	}
	if !r.begun {
		high = max(high, Body.Lead)
	}
	first := !r.begun
	r.begun = true
	b := band{cells: inks, high: high, head: r.head, top: first || !r.inner, bottom: r.done() || !r.inner}
	if b.top {
		b.high += gridPad
	}
	if b.bottom {
		b.high += gridPad
	}
	return slab{height: b.high, ink: func(x, y float64) { s.band(b, x, y) }}
}

func (r *gridRow) empty() bool {
	for _, c := range r.cells {
		if len(c.slabs) > 0 {
			return false
		}
	}
	return true
}

func (r *gridRow) done() bool { return r.begun && r.empty() }

// fits counts the slabs at the top of a cell that fit a height.
func (c *gridCell) fits(most float64) (n int, sum float64) {
	for _, sl := range c.slabs {
		if sum+sl.height > most {
			break
		}
		sum += sl.height
		n++
	}
	return n, sum
}

// band is what one page shows of a row.
type band struct {
	cells       []gridCell
	high        float64
	head        bool
	top, bottom bool // a line is drawn there
}

// band draws the borders and words of a band whose top left corner is at x, y.
func (s *setter) band(b band, x, y float64) {
	pdf := s.p.pdf
	s.p.mark(nil)
	if b.head {
		pdf.SetFillColor(0xEE, 0xF0, 0xF2)
		last := b.cells[len(b.cells)-1]
		pdf.Rect(x, y, last.x+last.width, b.high, "F")
	}
	for _, c := range b.cells {
		left, right := x+c.x, x+c.x+c.width
		s.p.mark(nil)
		pdf.SetDrawColor(0x8A, 0x90, 0x96)
		pdf.SetLineWidth(0.5)
		pdf.Line(left, y, left, y+b.high)
		pdf.Line(right, y, right, y+b.high)
		if b.top {
			pdf.Line(left, y, right, y)
		}
		if b.bottom {
			pdf.Line(left, y+b.high, right, y+b.high)
		}
		at := y
		if b.top {
			at += gridPad
		}
		for _, sl := range c.slabs {
			if sl.ink != nil {
				sl.ink(left+gridPad, at)
			}
			at += sl.height
		}
	}
}

// nested sets a table inside something else as slabs: its rows, cut into bands where they are high.
func (s *setter) nested(b prose.Block, width float64) []slab {
	if !drawable(b, width) {
		return s.listed(b, width)
	}
	defer s.within(s.in.child("Table"))()
	widths := s.shares(b, width)
	out := []slab{gap(3)}
	for _, r := range b.Rows {
		row := s.row(r, widths)
		row.inner = true
		for {
			out = append(out, row.take(s, bandMost, true))
			if row.done() {
				break
			}
		}
	}
	return append(out, gap(5))
}

// listed sets a table that has no room for columns: its cells one below the other.
func (s *setter) listed(b prose.Block, width float64) []slab {
	s.p.note("A table was too wide for the page; its cells stand one below the other.")
	var out []slab
	for _, r := range b.Rows {
		for _, c := range r.Cells {
			for _, inner := range c.Blocks {
				out = append(out, s.block(inner, width)...)
			}
		}
		out = append(out, gap(4))
	}
	return out
}

// drawable tells whether a table's columns have room in a width.
func drawable(b prose.Block, width float64) bool {
	n := columns(b)
	return n > 0 && n <= gridMost && width >= gridLeast && width/float64(n) >= 3*gridPad
}

// columns counts the columns of the widest row, up to one too many.
func columns(b prose.Block) int {
	most := 0
	for _, r := range b.Rows {
		n := 0
		for _, c := range r.Cells {
			n += across(c)
			if n > gridMost {
				return n
			}
		}
		most = max(most, n)
	}
	return most
}

// shares divides a width among the columns: each has room for its longest word, where there is room for all of them, and
// what is left goes by how much is written in each.
func (s *setter) shares(b prose.Block, width float64) []float64 {
	n := columns(b)
	least, wish := make([]float64, n), make([]float64, n)
	for i := range n {
		least[i], wish[i] = 3*gridPad, 4*gridPad
	}
	for _, r := range b.Rows[:min(len(b.Rows), sample)] {
		col := 0
		for _, c := range r.Cells {
			if span := across(c); span > 1 {
				col += span
				continue
			}
			word, line := s.wants(c)
			least[col] = max(least[col], min(word+2*gridPad+1, width/2))
			wish[col] = max(wish[col], least[col], min(line+2*gridPad+1, width))
			col++
		}
	}
	return divide(least, wish, width)
}

// divide gives each its wish if all fit. Otherwise those that wish for less than a fair part get their wish, and the rest
// their least and a share of what is left by what they wish beyond it.
func divide(least, wish []float64, width float64) []float64 {
	out := make([]float64, len(least))
	if sumWish := total(wish); sumWish <= width {
		for i := range wish {
			out[i] = wish[i] * width / sumWish
		}
		return out
	}
	if sumLeast := total(least); sumLeast >= width {
		for i := range least {
			out[i] = least[i] * width / sumLeast
		}
		return out
	}
	for range least {
		contented := settle(out, wish, width)
		if !contented {
			break
		}
	}
	left, base, beyond := width-total(out), 0.0, 0.0
	for i := range out {
		if out[i] == 0 {
			base, beyond = base+least[i], beyond+wish[i]-least[i]
		}
	}
	if left < base || beyond <= 0 {
		clear(out)
		left, base, beyond = width, total(least), total(wish)-total(least)
	}
	for i := range out {
		if out[i] == 0 {
			out[i] = least[i] + (left-base)*(wish[i]-least[i])/beyond
		}
	}
	return out
}

// settle gives their wish to the columns that have no width and wish for no more than a fair part; it tells whether there
// were any.
func settle(out, wish []float64, width float64) bool {
	free := 0
	for _, w := range out {
		if w == 0 {
			free++
		}
	}
	fair, any := (width-total(out))/float64(max(free, 1)), false
	for i := range out {
		if out[i] == 0 && wish[i] <= fair {
			out[i], any = wish[i], true
		}
	}
	return any
}

func total(of []float64) float64 {
	sum := 0.0
	for _, f := range of {
		sum += f
	}
	return sum
}

// wants gives the width of a cell's longest word and of its longest paragraph. A table in it wishes for all there is.
func (s *setter) wants(c prose.Cell) (word, line float64) {
	for _, b := range c.Blocks {
		if b.Kind == prose.Table || b.Kind == prose.Picture {
			word, line = max(word, 60), max(line, Measure)
			continue
		}
		sum := 0.0
		if b.Kind == prose.Item {
			sum = itemStep + float64(b.Level)*itemStep
		}
		for _, r := range b.Runs {
			text := r.Text
			if len(text) > 2000 {
				text = strings.ToValidUTF8(text[:2000], "")
			}
			for _, w := range strings.Fields(text) {
				word = max(word, s.rough(w, r.Bold)+float64(b.Quote)*quoteStep)
			}
			sum += s.rough(text, r.Bold)
		}
		line = max(line, sum)
	}
	return word, line
}

// rough measures text without counting what cannot be printed.
func (s *setter) rough(text string, bold bool) float64 {
	w := 0.0
	for _, r := range text {
		if scriptOf(r) == nil && (r > 0xFFFF || !covered()[uint16(r)]) {
			r = missing
		}
		w += s.letter(Body, look{bold: bold}, r)
	}
	return min(w, float64(utf8.RuneCountInString(text))*Body.Size)
}
