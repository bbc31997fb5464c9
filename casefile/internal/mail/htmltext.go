package mail

import (
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"

	"ehccasefile/casefile/internal/prose"
)

// text adds words to the paragraph that is open. Spaces and ends of lines are one space, but in preformatted text.
func (p *page) text(s string) {
	if p.now.pre {
		for i, line := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
			if i > 0 {
				p.newline()
			}
			if line = spaced(line); line != "" {
				p.run(line)
			}
		}
		return
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			if !p.space {
				p.space, p.gap = true, p.now
			}
		case r < ' ' || r >= 0x7F && r < 0xA0 || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x2069 || r == 0xFEFF || r == 0xAD || r == 0x34F:
		default:
			switch {
			case !p.space || p.lineStart(b.Len()):
			case b.Len() > 0:
				b.WriteByte(' ')
			default: // the space looks like the words among which it stood
				p.runIn(p.gap, " ")
			}
			p.space = false
			b.WriteRune(r)
		}
	}
	if b.Len() > 0 {
		s := b.String()
		if p.now.link != "" {
			s = shortLinks(s)
		}
		p.run(s)
	}
}

// lineStart says whether nothing stands on the open line yet.
func (p *page) lineStart(pending int) bool {
	return pending == 0 && (len(p.runs) == 0 || strings.HasSuffix(p.runs[len(p.runs)-1].Text, "\n"))
}

func (p *page) newline() {
	if len(p.runs) > 0 {
		p.run("\n")
	}
	p.space = false
}

func (p *page) run(s string) { p.runIn(p.now, s) }

func (p *page) runIn(f style, s string) {
	r := prose.Run{Text: s, Bold: f.bold, Italic: f.italic, Underline: f.underline, Strike: f.strike, Raised: f.raised, Link: f.link}
	if n := len(p.runs); n > 0 {
		last := p.runs[n-1]
		last.Text = s
		if last == r && len(p.runs[n-1].Text) < 4096 {
			p.runs[n-1].Text += s
			return
		}
	}
	p.runs = append(p.runs, r)
}

// flush ends the open paragraph. Two ends of line in a row end a paragraph too: that is how most people part theirs.
func (p *page) flush() {
	runs := p.runs
	p.runs, p.space = nil, false
	if !anyWords(runs) {
		return
	}
	for _, group := range splitBlank(runs) {
		b := prose.Block{Kind: prose.Paragraph, Quote: p.quote, Runs: group}
		if level := p.heading(); level > 0 {
			b.Kind, b.Level = prose.Heading, level
		} else if p.mark != "" {
			b.Kind, b.Mark, b.Level = prose.Item, p.mark, max(p.lists-1, 0)
			p.mark = ""
		}
		p.put(b)
	}
}

func anyWords(runs []prose.Run) bool {
	for _, r := range runs {
		if strings.TrimSpace(r.Text) != "" {
			return true
		}
	}
	return false
}

// splitBlank parts runs where an empty line stands, and trims ends of line at the edges.
func splitBlank(runs []prose.Run) [][]prose.Run {
	var out [][]prose.Run
	var now []prose.Run
	ends := 2
	add := func(r prose.Run, s string) {
		if n := len(now); n > 0 && now[n-1] == (prose.Run{Text: now[n-1].Text, Bold: r.Bold, Italic: r.Italic, Underline: r.Underline, Strike: r.Strike, Raised: r.Raised, Link: r.Link}) && len(now[n-1].Text) < 4096 {
			now[n-1].Text += s
			return
		}
		r.Text = s
		now = append(now, r)
	}
	for _, r := range runs {
		for i, line := range strings.Split(r.Text, "\n") {
			if i > 0 {
				ends++
			}
			if strings.TrimSpace(line) == "" && (ends > 0 || line == "") {
				continue
			}
			if ends > 1 && len(now) > 0 {
				out, now = append(out, now), nil
			} else if ends == 1 && len(now) > 0 {
				add(r, "\n")
			}
			ends = 0
			add(r, line)
		}
	}
	if len(now) > 0 {
		out = append(out, now)
	}
	return out
}

func (p *page) heading() int {
	for i := len(p.stack) - 1; i >= 0 && i > len(p.stack)-8; i-- {
		switch p.stack[i].tag {
		case atom.H1:
			return 1
		case atom.H2:
			return 2
		case atom.H3:
			return 3
		case atom.H4:
			return 4
		case atom.H5:
			return 5
		case atom.H6:
			return 6
		}
	}
	return 0
}

func (p *page) put(b prose.Block) { p.out = append(p.out, b) }

// table is a table that is open: while it is, p.out gathers the blocks of its present cell.
type table struct {
	saved  []prose.Block // what stood before it
	before []prose.Block // what stands in it but in no cell
	rows   []prose.Row
	made   int // blocks in rows
	inCell bool
	nested bool // a table lies in it: it is there to place things, not to compare them
	quote  int
}

func (p *page) top() *table {
	if len(p.tables) == 0 {
		return nil
	}
	return &p.tables[len(p.tables)-1]
}

func (p *page) openTable() {
	if t := p.top(); t != nil {
		t.nested = true
	}
	p.tables = append(p.tables, table{saved: p.out, quote: p.quote})
	p.out = nil
}

func (p *page) openRow() {
	if t := p.top(); t != nil && !t.inCell {
		t.rows = append(t.rows, prose.Row{})
	}
}

func (p *page) openCell(head bool, across int) {
	t := p.top()
	if t == nil || t.inCell {
		return
	}
	if len(t.rows) == 0 {
		t.rows = append(t.rows, prose.Row{})
	}
	t.before, p.out = append(t.before, p.out...), nil
	row := &t.rows[len(t.rows)-1]
	row.Head = row.Head || head && len(row.Cells) == 0
	row.Cells = append(row.Cells, prose.Cell{Across: across})
	t.inCell = true
}

func (p *page) closeCell() {
	t := p.top()
	if t == nil || !t.inCell {
		return
	}
	row := &t.rows[len(t.rows)-1]
	row.Cells[len(row.Cells)-1].Blocks = p.out
	t.made += len(p.out) + 1
	p.out, t.inCell = nil, false
}

// closeTable puts the table where it belongs: as a table where it compares things, or its cells one after the other where it
// only places them.
func (p *page) closeTable() {
	t := p.top()
	if t == nil {
		return
	}
	t.before = append(t.before, p.out...)
	rows, before, saved, nested, quote := t.rows, t.before, t.saved, t.nested, t.quote
	p.tables = p.tables[:len(p.tables)-1]
	p.out = append(saved, before...)
	if !nested && compares(rows) {
		p.put(prose.Block{Kind: prose.Table, Rows: filled(rows), Quote: quote})
		return
	}
	for _, row := range rows {
		for _, cell := range row.Cells {
			p.out = append(p.out, cell.Blocks...)
		}
	}
}

// compares says whether rows are a table for reading: at least two rows with words in two cells or more, in cells of few
// paragraphs, without pictures or quotations.
func compares(rows []prose.Row) bool {
	full := 0
	for _, row := range rows {
		cells := 0
		for _, cell := range row.Cells {
			if len(cell.Blocks) > 20 || len(row.Cells) > 30 {
				return false
			}
			if len(cell.Blocks) > 0 {
				cells++
			}
			for _, b := range cell.Blocks {
				if b.Kind == prose.Picture || b.Kind == prose.Table {
					return false
				}
			}
		}
		if cells > 1 {
			full++
		}
	}
	return full > 1
}

func filled(rows []prose.Row) []prose.Row {
	var out []prose.Row
	for _, row := range rows {
		for _, cell := range row.Cells {
			if len(cell.Blocks) > 0 {
				out = append(out, row)
				break
			}
		}
	}
	return out
}
