package bundle

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"ehccasefile/casefile/internal/pattern"
	"ehccasefile/casefile/internal/worker"
)

// row is one line of an index, as a reader of the PDF finds it.
type row struct {
	page       int // of the index page, counted from 0
	words      []worker.Word
	title      string // the words, without the page number
	from, last int    // the pages the line names, counted from 1; 0 if there is none
	ranged     bool   // the line gives both
	linked     bool
	part       int // the part of a set that the margin beside it names; 0 for none
	to         int // where its link goes, counted from 0; -1 for nowhere
}

var (
	rangeText = pattern.New(`^(\d{1,6})(?:[–-](\d{1,6}))?$`)
	namedText = pattern.New(`^([A-Z]{0,2}[1-9]\d{0,5}[A-Z]{0,2})(?:[–-]([A-Z]{0,2}[1-9]\d{0,5}[A-Z]{0,2}))?$`)
	indexMark = pattern.New(`(?i)^(index|contents)\b`)
)

// index finds the index: it begins where the bookmark of that name says, and ends before the first document it names. Papers that were
// added later have an index of their own, with a bookmark of its own.
func (c *comparison) index() []row {
	var rows []row
	found := false
	for _, m := range c.indexMarks() {
		more := c.indexFrom(m.Page)
		found = true
		if len(more) == 0 {
			c.found(m.Page+1, "index", "The index has no lines with links.")
		}
		rows = append(rows, more...)
	}
	if !found {
		c.found(0, "index", "There is no bookmark that opens an index, so the index could not be found.")
	}
	return c.once(rows)
}

// once leaves out what a reader of the text finds twice of an index in large print: a line that is cut off at the edge of one sheet, and stands
// whole and with its link on the one before or after it.
func (c *comparison) once(rows []row) []row {
	return slices.DeleteFunc(slices.Clone(rows), func(r row) bool {
		return !r.linked && slices.ContainsFunc(rows, func(o row) bool {
			beside := o.page == r.page+1 && c.goesOn(o.page) || o.page == r.page-1 && c.goesOn(r.page)
			return o.linked && beside && o.from == r.from && o.last == r.last
		})
	})
}

// indexMarks are the bookmarks of an index: the first of that name, and those of later papers.
func (c *comparison) indexMarks() []worker.Bookmark {
	var marks []worker.Bookmark
	add := func(m worker.Bookmark) {
		if m.Page >= 0 && m.Page < len(c.Pages) && indexMark.MatchString(m.Title) && (len(marks) == 0 || strings.HasPrefix(m.Title, lateIndex)) {
			marks = append(marks, m)
		}
	}
	for _, m := range c.Bookmarks {
		add(m)
		for _, k := range m.Kids {
			if strings.HasPrefix(k.Title, lateIndex) {
				add(k)
			}
		}
	}
	return marks
}

// indexFrom reads the index that begins on a page.
func (c *comparison) indexFrom(start int) []row {
	rows := c.rowsOn(start)
	for at := start + 1; at < len(c.Pages) && at+1 < firstNamed(rows); at++ {
		more := c.rowsOn(at)
		if len(more) == 0 {
			break
		}
		rows = append(rows, more...)
	}
	return rows
}

// clear tells whether a word stands above the foot of a page, and on it: where a page is enlarged, a reader of the text gets the words too that
// lie beyond the sheet or are cut off at its foot.
func clear(p worker.Page, w worker.Word) bool {
	return (w.Rect[1]+w.Rect[3])/2 > largeFoot && w.Rect[3] <= p.Height
}

// rowLeft is where the rows of an index of ours begin, in points: what stands left of it is in the margin.
const rowLeft = 56.0

var setMark = pattern.New(`^Part (\d{1,4}) of \d{1,4}\b`)

// partIn tells which part of a set a bundle says that it is, by its first bookmark; 0 for a whole one.
func partIn(seen worker.Inspection) int {
	if len(seen.Bookmarks) == 0 {
		return 0
	}
	n := 0
	if m := setMark.FindStringSubmatch(seen.Bookmarks[0].Title); m != nil {
		n, _ = strconv.Atoi(m[1])
	}
	return n
}

// besidePart finds the part that stands in the margin beside a row: "Part 2".
func besidePart(words []worker.Word, row worker.Rect) int {
	for i, w := range words {
		if w.Text != "Part" || i+1 == len(words) || w.Rect[2] > row[0] || (w.Rect[1]+w.Rect[3])/2 < row[1] || (w.Rect[1]+w.Rect[3])/2 > row[3] {
			continue
		}
		if n, err := strconv.Atoi(words[i+1].Text); err == nil && level(w, words[i+1]) {
			return n
		}
	}
	return 0
}

// headEdge is the right edge of the head of the column of page numbers; 0 where there is none.
func headEdge(words []worker.Word) float64 {
	for _, w := range words {
		if w.Text == "Pages" {
			return w.Rect[2]
		}
	}
	return 0
}

// firstNamed is the lowest page number in the rows.
func firstNamed(rows []row) int {
	first := 0
	for _, r := range rows {
		if r.from > 0 && (first == 0 || r.from < first) {
			first = r.from
		}
	}
	return first
}

// standsApart tells whether a gap as wide as a word is high, or the edge of the page, is left of it. Page numbers stand so in their column; the
// last word of a section's title, which runs all the way across, does not.
func standsApart(w worker.Word, line []worker.Word) bool {
	return !slices.ContainsFunc(line, func(x worker.Word) bool {
		return x.Rect[0] < w.Rect[0] && w.Rect[0]-x.Rect[2] < w.Rect[3]-w.Rect[1]
	})
}

// rowsOn finds the lines of an index page: every link within the document but that of the printed number, and every page
// number under the others' that has no link.
func (c *comparison) rowsOn(at int) []row {
	p := c.Pages[at]
	var rows []row
	var used []worker.Rect
	edge, foot := 0.0, corner(p)
	for _, l := range p.Links {
		if l.URI != "" || l.Rect[3] <= nearFoot || foot >= 0 && within(p.Words[foot].Rect, l.Rect) {
			continue
		}
		r := row{page: at, linked: true, to: l.To}
		for _, w := range p.Words {
			if within(w.Rect, l.Rect) {
				r.words = append(r.words, w)
			}
		}
		edge = max(edge, r.read(c.naming))
		r.part = besidePart(p.Words, l.Rect)
		rows, used = append(rows, r), append(used, l.Rect)
	}
	if edge == 0 && c.part > 0 {
		edge = headEdge(p.Words)
	}
	for i, w := range p.Words {
		alone := !slices.ContainsFunc(used, func(u worker.Rect) bool { return within(w.Rect, u) })
		if alone && i != foot && math.Abs(w.Rect[2]-edge) < 3 && clear(p, w) && c.rangeIn(w.Text) != nil && standsApart(w, lineOf(p.Words, w)) {
			r := row{page: at, to: -1, words: lineOf(p.Words, w)}
			r.read(c.naming)
			r.part = besidePart(p.Words, worker.Rect{rowLeft, w.Rect[1], w.Rect[2], w.Rect[3]})
			rows = append(rows, r)
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(b.top(), a.top()) })
	return rows
}

// read takes the page numbers from the rightmost word and the title from the others, and gives the numbers' right edge.
func (r *row) read(n naming) float64 {
	right := -1
	for i, w := range r.words {
		if right < 0 || w.Rect[2] > r.words[right].Rect[2] {
			right = i
		}
	}
	if right < 0 {
		return 0
	}
	m := n.rangeIn(r.words[right].Text)
	edge := 0.0
	if m != nil {
		edge = r.words[right].Rect[2]
		r.from = n.page(m[1])
		r.last = r.from
		if m[2] != "" {
			r.ranged = true
			r.last = n.page(m[2])
		}
		r.words = slices.Delete(slices.Clone(r.words), right, right+1)
	}
	r.title = r.text()
	return edge
}

// rangeIn finds the page numbers in a word that is nothing but them: the first, and the last or ""; nil for any other word.
func (n naming) rangeIn(word string) []string {
	if n.labels == nil {
		return rangeText.FindStringSubmatch(word)
	}
	return namedText.FindStringSubmatch(word)
}

// text is the row's words, with spaces between.
func (r row) text() string {
	texts := make([]string, len(r.words))
	for i, w := range r.words {
		texts[i] = w.Text
	}
	return strings.Join(texts, " ")
}

func (r row) top() float64 {
	top := 0.0
	for _, w := range r.words {
		top = max(top, w.Rect[3])
	}
	return top
}

// lineOf gives the words that stand on one line with w.
func lineOf(words []worker.Word, w worker.Word) []worker.Word {
	var out []worker.Word
	middle := (w.Rect[1] + w.Rect[3]) / 2
	for _, x := range words {
		if x.Rect[1] <= middle && middle <= x.Rect[3] {
			out = append(out, x)
		}
	}
	return out
}

// within tells whether the middle of a word lies in a rectangle.
func within(w, r worker.Rect) bool {
	x, y := (w[0]+w[2])/2, (w[1]+w[3])/2
	return r[0] <= x && x <= r[2] && r[1] <= y && y <= r[3]
}
