package folio

import (
	"cmp"
	"slices"
	"strings"

	"ehccasefile/casefile/internal/guess"
	"ehccasefile/casefile/internal/pattern"
	"ehccasefile/casefile/internal/worker"
	"ehccasefile/deadlines"
)

// Row is one line of an index.
type Row struct {
	Page     int    // of the index page, counted from 0
	Title    string // the words of the line without its number, date and pages
	Section  string // the heading it stands under, "" for none
	On       deadlines.Date
	From, To Number // the pages it names; To is zero where it names only the first
	Linked   bool
	Link     int // where its link goes, counted from 0; -1 for nowhere in the file
}

var indexHeading = pattern.New(`(?i)^(?:[\w’'&,.-]+\s+){0,5}(?:index|contents)\b`)

// Index pages are looked for among the first pages: a cover, a letter and a list of who is who may stand before them.
const firstPages = 25

// leastRows is how many lines an index has at least where it is headed as one, and where it is not.
const leastRows, leastRowsUnheaded = 2, 5

// findIndex finds the pages of the index, and reads its rows.
func (b *Bundle) findIndex() {
	start, ok := b.indexStart()
	if !ok {
		return
	}
	for at := start; at < len(b.Pages); at++ {
		if at > start && at >= b.firstNamed(start) {
			break
		}
		rows := b.rowsOn(at, 1)
		if len(rows) == 0 || at > start && !continues(b.Rows, rows) {
			break
		}
		b.Index, b.Rows = append(b.Index, at), append(b.Rows, rows...)
	}
}

// continues tells whether the rows of a page go on where those before end.
func continues(before, rows []Row) bool {
	last, first := before[len(before)-1].From, rows[0].From
	return last.Prefix != first.Prefix || last.Roman != first.Roman || first.N >= last.N
}

// indexStart finds the first page of the index: where a bookmark of that name leads, else the first page that is headed so and names
// pages, else one that names so many that it can be nothing else.
func (b *Bundle) indexStart() (int, bool) {
	for _, m := range b.Marks {
		if m.Page >= 0 && m.Page < min(2*firstPages, len(b.Pages)) && indexHeading.MatchString(m.Title) && len(b.rowsOn(m.Page, leastRows)) > 0 {
			return m.Page, true
		}
	}
	for at := range b.Pages[:min(firstPages, len(b.Pages))] {
		if b.headed(at) && b.far(b.rowsOn(at, leastRows)) {
			return at, true
		}
	}
	for at := range b.Pages[:min(firstPages, len(b.Pages))] {
		if rows := b.rowsOn(at, leastRowsUnheaded); b.far(rows) && b.wide(rows) {
			return at, true
		}
	}
	return 0, false
}

// headed tells whether one of the first lines of a page is headed as an index, in few words.
func (b *Bundle) headed(at int) bool {
	for i, l := range linesOf(b.Pages[at].Words) {
		if i < 12 && len(l.words) <= 8 && indexHeading.MatchString(l.text()) {
			return true
		}
	}
	return false
}

// HeadedIndex gives the first page, of those at the front, that is headed as an index, -1 for none: it may be one whose lines cannot be read.
func (b *Bundle) HeadedIndex() int {
	for at := range b.Pages[:min(firstPages, len(b.Pages))] {
		if b.headed(at) {
			return at
		}
	}
	return -1
}

// far tells whether rows name pages in the whole of the bundle, as its index does and the list at the head of one report does not.
func (b *Bundle) far(rows []Row) bool {
	if len(rows) == 0 {
		return false
	}
	last := rows[len(rows)-1].From
	if at, ok := b.PageOf(last); ok {
		return 3*at >= len(b.Pages) || len(rows) > 20 || last.Prefix != ""
	}
	return true
}

// wide tells whether the rows are about the pages of this file at all.
func (b *Bundle) wide(rows []Row) bool {
	n := 0
	for _, r := range rows {
		if _, ok := b.PageOf(r.From); ok {
			n++
		}
	}
	return 4*n >= 3*len(rows)
}

// firstNamed is the lowest page, behind the first of the index, that its rows name.
func (b *Bundle) firstNamed(start int) int {
	first := len(b.Pages)
	for _, r := range b.Rows {
		if at, ok := b.PageOf(r.From); ok && at > start {
			first = min(first, at)
		}
	}
	return first
}

// rowsOn reads the rows of an index page, nil where it has fewer than least.
func (b *Bundle) rowsOn(at, least int) []Row {
	p := b.Pages[at]
	words := slices.DeleteFunc(slices.Clone(p.Words), func(w worker.Word) bool {
		return b.Printed[at].N > 0 && overlaps(w.Rect, b.Printed[at].Box)
	})
	lines := linesOf(words)
	refs := references(lines)
	most := len(b.Pages)
	for _, n := range b.Printed {
		most = max(most, n.N)
	}
	c, ok := pagesColumn(refs, most+most/2+20, max(1, least))
	if !ok {
		return nil
	}
	t := table{b, at, lines, c}
	return t.rows()
}

func overlaps(a, b worker.Rect) bool {
	x, y := (a[0]+a[2])/2, (a[1]+a[3])/2
	return b[0] <= x && x <= b[2] && b[1] <= y && y <= b[3]
}

// table is an index page with the column that names pages.
type table struct {
	*Bundle
	at    int
	lines []line
	column
}

// rows gives each reference with the lines that belong to it.
func (t table) rows() (rows []Row) {
	of := t.owners()
	section := ""
	if n := len(t.Rows); n > 0 {
		section = t.Rows[n-1].Section
	}
	line := 0
	for i, r := range t.refs {
		for ; line <= r.line; line++ {
			if of[line] < 0 {
				if s := t.lines[line].text(); isSection(s) {
					section = s
				}
			}
		}
		row := Row{Page: t.at, From: r.From, To: r.To, Section: section, Link: -1}
		row.On, row.Title = t.words(of, i)
		t.link(&row, r, of, i)
		rows = append(rows, row)
	}
	return rows
}

var sectionHeading = pattern.New(`^(?i:section|part|tab|bundle|volume|divider|schedule)\b|^[A-Z]\s*[.:)–-]\s*\S|^[A-Z][A-Z ,&’'()-]{4,}$`)

func isSection(s string) bool { return len(s) <= 120 && sectionHeading.MatchString(s) }

// owners gives for each line the row it belongs to, -1 for none. Lines close to one another make a block; one with a single reference is a
// row. Where a block has several references, each row goes on until the next.
func (t table) owners() []int {
	of := make([]int, len(t.lines))
	refOn := make([]int, len(t.lines))
	for i := range of {
		of[i], refOn[i] = -1, -1
	}
	for i, r := range t.refs {
		refOn[r.line] = i
	}
	gap := t.usualGap()
	for from := 0; from < len(t.lines); {
		to := from
		for gapUnder(t.lines, to) < gap {
			to++
		}
		one, many := -1, 0
		for k := from; k <= to; k++ {
			if refOn[k] >= 0 {
				one = refOn[k]
				many++
			}
		}
		now := -1
		if many == 1 && to-from < 12 {
			now = one
		}
		for k := from; k <= to; k++ {
			if many > 1 && refOn[k] >= 0 {
				now = refOn[k]
			}
			of[k] = now
			if many > 1 && refOn[k] < 0 && isSection(t.lines[k].text()) {
				of[k], now = -1, -1
			}
		}
		from = to + 1
	}
	return of
}

// usualGap is how much white at most lies between two lines of one row: some more than the least between any two lines of the page.
func (t table) usualGap() float64 {
	least := 1e9
	for i := range t.lines[:max(0, len(t.lines)-1)] {
		if g := gapUnder(t.lines, i); g > -t.lines[i].height()/2 {
			least = min(least, max(g, 0))
		}
	}
	return least + 2.5
}

var itemNumber = pattern.New(`^(?:[A-Z]?\d{1,3}[A-Za-z]?[.):]?|[A-Z][.):]?)$`)

// cell is words of a row that stand under one another, between the same white on either side.
type cell struct {
	left, right float64
	words       []string
}

// words gives a row's title and date: the words of its cells, without that of the pages and that of its number.
func (t table) words(of []int, i int) (on deadlines.Date, title string) {
	var kept []string
	for k, c := range t.cells(of, i) {
		text := strings.Join(c.words, " ")
		if k == 0 && itemNumber.MatchString(text) {
			continue
		}
		if on.IsZero() {
			on, text = guess.Dated(text)
		}
		if text = cleanTitle(text); text != "" {
			kept = append(kept, text)
		}
	}
	title = strings.Join(kept, ", ")
	if first, rest, ok := strings.Cut(title, " "); ok && itemNumber.MatchString(first) && strings.ContainsAny(first, ".):") {
		title = rest // the number stands in the title's own cell
	}
	return on, cleanTitle(title)
}

// cells puts the words of a row into cells, from left to right: runs of a line without white between them, that stand over one another.
func (t table) cells(of []int, i int) (cells []cell) {
	r := t.refs[i]
	for k, l := range t.lines {
		if of[k] != i {
			continue
		}
		for from := 0; from < len(l.words); {
			to := from + 1
			for to < len(l.words) && !l.gapBefore(to) && !leads(l.words[to].Text) && !(k == r.line && (to == r.first || to == r.first+r.count)) {
				to++
			}
			if !(k == r.line && from >= r.first && from < r.first+r.count) && !leads(l.words[from].Text) {
				cells = into(cells, line{words: l.words[from:to]})
			}
			from = to
		}
	}
	slices.SortStableFunc(cells, func(a, b cell) int { return cmp.Compare(a.left, b.left) })
	for i := 0; i+1 < len(cells); i++ { // a day, with much white behind it
		if len(cells[i].words) == 1 && i > 0 && dayNumber.MatchString(cells[i].words[0]) && monthName.MatchString(cells[i+1].words[0]) {
			cells[i].words = append(cells[i].words, cells[i+1].words...)
			cells = slices.Delete(cells, i+1, i+2)
		}
	}
	return cells
}

var (
	dayNumber = pattern.New(`^[0-3]?\d(?:st|nd|rd|th)?$`)
	monthName = pattern.New(`(?i)^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b`)
)

// into adds a run of words to the cell it stands under, or makes one of it.
func into(cells []cell, l line) []cell {
	left, right := l.words[0].Rect[0], l.words[len(l.words)-1].Rect[2]
	at := slices.IndexFunc(cells, func(c cell) bool { return min(c.right, right)-max(c.left, left) > 0.5*min(c.right-c.left, right-left) })
	if at < 0 {
		cells = append(cells, cell{left: left, right: right})
		at = len(cells) - 1
	}
	c := &cells[at]
	c.left, c.right = min(c.left, left), max(c.right, right)
	for _, w := range l.words {
		c.words = append(c.words, w.Text)
	}
	return cells
}

// cleanTitle takes off what a table leaves at the ends of a title.
func cleanTitle(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	s = strings.ReplaceAll(s, "()", "")
	return strings.Trim(s, " .,;:–—-|_…")
}

// link finds the link of a row: one that lies on its reference, or on most of its words.
func (t table) link(row *Row, r reference, of []int, i int) {
	better := func(l worker.Link) {
		if !row.Linked || row.Link < 0 {
			row.Linked, row.Link = true, l.To
		}
	}
	for _, l := range t.Pages[t.at].Links {
		if l.URI == "" && overlaps(r.box, l.Rect) {
			better(l)
		}
	}
	if row.Linked {
		return
	}
	for _, l := range t.Pages[t.at].Links {
		if l.URI != "" {
			continue
		}
		for k, one := range t.lines {
			if of[k] != i {
				continue
			}
			for _, w := range one.words {
				if overlaps(w.Rect, l.Rect) {
					better(l)
				}
			}
		}
	}
}
