package page

import (
	"fmt"
	"slices"
	"strings"
)

// Column is one column of a table.
type Column struct {
	Head  string
	Width float64 // points; 0 for the one that takes what the others leave
	Right bool    // set against its right edge, as numbers are
	Bold  bool
}

// Cell is the text of one cell, and a quieter second text under it.
type Cell struct{ Text, Sub string }

// Row is one row of a table. A Section row shows its first cell alone, as a heading within the table, and stays with the
// row after it. A row that Opens something gets a tag that a link can be tied to.
//
// Margin stands beside the row, left of the table, and moves nothing.
type Row struct {
	Cells   []Cell
	Section bool
	Opens   bool
	Margin  string
}

// Table is rows under column heads, which are repeated on each page. A Plain one has neither heads nor rules.
type Table struct {
	Columns []Column
	Rows    []Row
	Plain   bool
}

const (
	cellPad   = 6.0
	columnGap = 12.0
)

var (
	cellText    = Style{Size: 10, Lead: 14}
	cellSub     = Style{Size: 8.5, Lead: 12, Grey: true}
	cellMargin  = Style{Size: 8.5, Lead: 14, Bold: true}
	cellHead    = Style{Size: 8.5, Lead: 12, Bold: true, Grey: true}
	cellSection = Style{Size: 11, Lead: 15, Bold: true}
)

// rowInk is a row broken into lines.
type rowInk struct {
	text, sub [][]string // by column
	height    float64
	section   bool
	cells     []*element // by column
	subs      []*element // the same for their second texts
	tag       string
}

// Table draws a table from where the paper stands and gives the place of each row, links and all. Rows are not cut at the
// foot of a page: one that does not fit begins the next. A text of very many lines ends in "…".
func (p *Paper) Table(t Table) []Spot {
	widths := t.widths()
	inks := make([]rowInk, len(t.Rows))
	for i, r := range t.Rows {
		inks[i] = p.measure(t, r, widths)
	}
	p.room(cellHead.Lead + 40)
	table := p.top.child("Table")
	p.heads(t, widths, table.child("TR"))
	spots := make([]Spot, len(inks))
	for i, ink := range inks {
		need := ink.height
		if ink.section && i+1 < len(inks) {
			need += inks[i+1].height
		}
		if p.y+need > Height-foot {
			p.Page()
			p.heads(t, widths, nil)
		}
		top := p.y
		p.grow(table, t, t.Rows[i], &ink)
		p.draw(t, ink, widths)
		if m := t.Rows[i].Margin; m != "" {
			p.beside(ink, box{0, top + t.pad(), side - marginGap}, m)
		}
		spots[i] = Spot{Page: p.Pages() - 1, Rect: [4]float64{side - 4, Height - p.y, side + Measure + 4, Height - top}, Tag: ink.tag}
	}
	return spots
}

// widths shares the measure among the columns.
func (t Table) widths() []float64 {
	out := make([]float64, len(t.Columns))
	left := Measure - columnGap*float64(len(out)-1)
	for _, c := range t.Columns {
		left -= c.Width
	}
	for i, c := range t.Columns {
		out[i] = c.Width
		if c.Width == 0 {
			out[i] = left
		}
	}
	return out
}

// grow adds a row to the tree. What a row opens is linked from its widest cell.
func (p *Paper) grow(table *element, t Table, r Row, ink *rowInk) {
	tr := table.child("TR")
	if ink.section {
		th := tr.child("TH")
		th.more = fmt.Sprintf("/A<</O/Table/ColSpan %d>>", len(t.Columns))
		ink.cells = []*element{th}
		return
	}
	for i, c := range t.Columns {
		td := tr.child("TD")
		cell := td
		if t.Plain && i == 0 {
			td.kind, td.more = "TH", "/A<</O/Table/Scope/Row>>"
		}
		if r.Opens && c.Width == 0 {
			td = td.child("Link")
			p.links++
			td.id = fmt.Sprintf("link%d", p.links)
			ink.tag = td.id
		}
		ink.cells, ink.subs = append(ink.cells, td), append(ink.subs, cell.child("P"))
	}
}

// heads draws the column heads and the rule under them. Their row of the tree is nil where they are said again.
func (p *Paper) heads(t Table, widths []float64, row *element) {
	if t.Plain {
		return
	}
	x := side
	for i, c := range t.Columns {
		th := row.child("TH")
		if th != nil {
			th.more = "/A<</O/Table/Scope/Column>>"
		}
		p.mark(th)
		p.cell(cellHead, c.Right, box{x, p.y, widths[i]}, []string{c.Head})
		x += widths[i] + columnGap
	}
	p.y += cellHead.Lead + 4
	p.rule(0.9, 0x33)
}

// rule draws a line across the measure.
func (p *Paper) rule(width float64, grey int) {
	p.mark(nil)
	p.pdf.SetDrawColor(grey, grey, grey)
	p.pdf.SetLineWidth(width)
	p.pdf.Line(side, p.y, side+Measure, p.y)
}

// measure breaks a row into lines and measures it.
func (p *Paper) measure(t Table, r Row, widths []float64) rowInk {
	if r.Section {
		p.font(cellSection)
		lines := p.fit(p.wrap(p.printable(r.Cells[0].Text), Measure), mostOfSection)
		return rowInk{text: [][]string{lines}, height: 12 + float64(len(lines))*cellSection.Lead + 4, section: true}
	}
	ink := rowInk{text: make([][]string, len(widths)), sub: make([][]string, len(widths))}
	for i, c := range r.Cells {
		p.font(t.style(i))
		ink.text[i] = p.fit(p.wrap(p.printable(c.Text), widths[i]), mostOfCell)
		high := float64(len(ink.text[i])) * cellText.Lead
		if c.Sub != "" {
			p.font(cellSub)
			ink.sub[i] = p.fit(p.wrap(p.printable(c.Sub), widths[i]), mostOfSub)
			high += float64(len(ink.sub[i])) * cellSub.Lead
		}
		ink.height = max(ink.height, high+2*t.pad())
	}
	return ink
}

// How many lines a section's heading, a cell and its second text may take, so that they fit a page together.
const (
	mostOfSection = 4
	mostOfCell    = 20
	mostOfSub     = 4
)

// fit cuts a text of too many lines, says so, and lets it end in "…".
func (p *Paper) fit(lines []string, most int) []string {
	if len(lines) <= most {
		return lines
	}
	if note := "A very long entry of a table was shortened to fit its page."; !slices.Contains(p.notes, note) {
		p.notes = append(p.notes, note)
	}
	return append(slices.Clone(lines[:most-1]), lines[most-1]+"…")
}

func (t Table) style(column int) Style {
	s := cellText
	s.Bold = t.Columns[column].Bold
	return s
}

func (t Table) pad() float64 {
	if t.Plain {
		return 3
	}
	return cellPad
}

// draw puts a row on the page and moves below it.
func (p *Paper) draw(t Table, ink rowInk, widths []float64) {
	top := p.y
	if ink.section {
		p.mark(ink.cells[0])
		p.cell(cellSection, false, box{side, top + 12, Measure}, ink.text[0])
		p.y = top + ink.height
		p.rule(0.5, 0x99)
		return
	}
	x := side
	for i := range widths {
		p.mark(ink.cells[i])
		p.cell(t.style(i), t.Columns[i].Right, box{x, top + t.pad(), widths[i]}, ink.text[i])
		under := top + t.pad() + float64(len(ink.text[i]))*cellText.Lead
		if len(ink.sub[i]) > 0 {
			p.mark(ink.subs[i])
		}
		p.cell(cellSub, t.Columns[i].Right, box{x, under, widths[i]}, ink.sub[i])
		x += widths[i] + columnGap
	}
	p.y = top + ink.height
	if !t.Plain {
		p.rule(0.4, 0xC8)
	}
}

// marginGap is how far words in the margin stay from the table.
const marginGap = 9.0

// beside writes into the margin, as a part of what the row's first cell says.
func (p *Paper) beside(ink rowInk, in box, text string) {
	below := p.y
	p.mark(ink.cells[0])
	p.cell(cellMargin, true, in, []string{p.printable(text)})
	p.y = below
}

// box is where a cell's words stand: its top left corner and its width, in points.
type box struct{ x, y, width float64 }

// cell draws lines into a box.
func (p *Paper) cell(s Style, right bool, in box, lines []string) {
	p.font(s)
	rtl := rightToLeft(strings.Join(lines, " "))
	if !right {
		lines = spaced(lines, rtl)
	}
	for i, l := range lines {
		at := in.x
		if right {
			at = in.x + in.width - p.wide(l)
		}
		p.text(at, in.y+float64(i)*s.Lead+s.baseline(), l, rtl)
	}
}
