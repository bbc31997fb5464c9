package folio

import (
	"slices"
	"strconv"
	"strings"

	"ehccasefile/casefile/internal/guess"
	"ehccasefile/casefile/internal/pattern"
	"ehccasefile/deadlines"
)

// Document is one document of a bundle.
type Document struct {
	Title    string
	Section  string // the heading it stands under; "" for none
	On       deadlines.Date
	From, To int    // its pages, counted from 0
	Marks    []Mark // its own bookmarks, with Depth and Up counted among themselves
}

// Passed is pages that belong to no document.
type Passed struct {
	From, To int // counted from 0
	Why      Why
}

// Why is what such pages are.
type Why byte

// What pages that belong to no document are.
const (
	Front   Why = iota // cover and index
	Divider            // a sheet that says which section begins
)

// How says by what a bundle was divided.
type How string

// The ways, the surest first.
const (
	ByBookmarks How = "bookmarks"
	ByIndex     How = "index"
	Whole       How = "whole" // nothing in it says where its documents begin
)

// Division is a bundle's documents, in order. No page is lost: each stands in one document, or in Passed.
type Division struct {
	How       How
	Documents []Document
	Passed    []Passed
}

// cut is where a document begins.
type cut struct {
	at      int
	last    int // its last page, where the index says so; -1 where not
	title   string
	section string
	on      deadlines.Date
	mark    int // of Marks; -1 for none
}

// Divide finds the documents: by the bookmarks of the level that names them, else by the lines of the index.
func (b *Bundle) Divide() Division {
	how, cuts := b.cuts()
	if len(cuts) == 0 {
		return Division{How: Whole, Documents: []Document{{From: 0, To: len(b.Pages) - 1}}}
	}
	d := Division{How: how}
	b.before(&d, cuts[0])
	for i, c := range cuts {
		end := len(b.Pages) - 1
		if i+1 < len(cuts) {
			end = cuts[i+1].at - 1
		}
		to := end
		if c.last >= c.at && c.last < end {
			to = c.last
		}
		if at, ok := b.headingBetween(c.at, to); ok {
			to = at - 1
		}
		d.Documents = append(d.Documents, Document{Title: c.title, Section: c.section, On: c.on, From: c.at, To: to, Marks: b.below(c.mark, c.at, to)})
		if to < end {
			b.between2(&d, c, to+1, end)
		}
	}
	return d
}

// cuts chooses what the bundle is divided by.
func (b *Bundle) cuts() (How, []cut) {
	rows := b.rowCuts()
	best, depth, share := []cut(nil), -1, 0.0
	for d := 0; d <= b.deepest(); d++ {
		list := b.markCuts(d)
		if s := alike(list, rows); len(list) > 0 && s > share+1e-9 {
			best, depth, share = list, d, s
		}
	}
	switch {
	case share >= 0.6:
		return ByBookmarks, b.ended(best, rows)
	case len(rows) > 1:
		return ByIndex, rows
	}
	if depth = b.namingDepth(); depth < 0 {
		return Whole, nil
	}
	if list := b.markCuts(depth); len(list) > 0 {
		return ByBookmarks, list
	}
	return Whole, nil
}

// rowCuts makes cuts of the lines of the index; none where they are few, out of order, or many name pages that are not there.
func (b *Bundle) rowCuts() (out []cut) {
	for _, r := range b.Rows {
		at, ok := b.PageOf(r.From)
		if !ok || len(out) > 0 && at <= out[len(out)-1].at || slices.Contains(b.Index, at) {
			continue
		}
		c := cut{at: at, last: -1, title: r.Title, section: tidySection(r.Section), on: r.On, mark: -1}
		if to, ok := b.PageOf(r.To); ok {
			c.last = to
		}
		out = append(out, c)
	}
	if len(out) < 2 || 4*len(out) < 3*len(b.Rows) {
		return nil
	}
	return out
}

// markCuts makes cuts of the bookmarks of one level, and of those above it that have none below them.
func (b *Bundle) markCuts(depth int) (out []cut) {
	for i, m := range b.Marks {
		if m.Page < 0 || m.Depth > depth || m.Depth < depth && !m.Leaf || b.isFront(m) {
			continue
		}
		out = append(out, b.cutAt(i))
	}
	slices.SortStableFunc(out, func(x, y cut) int { return x.at - y.at })
	return unnumbered(slices.CompactFunc(out, func(x, y cut) bool { return x.at == y.at }))
}

var leadingItem = pattern.New(`^(?:tab|item|doc|document)?\s*[A-Z]?(\d{1,3})[A-Za-z]?(?:\s*[.):–—-]\s*|\s+)(\S.*)$`)

// unnumbered takes the number of each document off its title, where nearly all have one and the numbers rise.
func unnumbered(list []cut) []cut {
	rises, last := 0, 0
	for _, c := range list {
		if m := leadingItem.FindStringSubmatch(c.title); m != nil {
			n, _ := strconv.Atoi(m[1])
			if n > last || n == 1 {
				rises++
			}
			last = n
		}
	}
	if len(list) < 3 || 10*rises < 8*len(list) {
		return list
	}
	for i := range list {
		if m := leadingItem.FindStringSubmatch(list[i].title); m != nil {
			list[i].title = m[2]
		}
	}
	return list
}

// isFront tells whether a bookmark is that of the index or of what stands before it.
func (b *Bundle) isFront(m Mark) bool {
	return slices.Contains(b.Index, m.Page) || indexHeading.MatchString(m.Title) && (len(b.Index) == 0 || m.Page <= b.Index[len(b.Index)-1]) ||
		len(b.Index) > 0 && m.Page < b.Index[0] && m.Leaf
}

func (b *Bundle) cutAt(i int) cut {
	m := b.Marks[i]
	c := cut{at: m.Page, last: -1, mark: i}
	c.title, c.on = tidyTitle(m)
	if to, ok := b.PageOf(m.To); ok && to >= m.Page {
		c.last = to
	}
	if m.Up >= 0 {
		c.section, _ = tidyTitle(b.Marks[m.Up])
	}
	return c
}

// ended gives cuts with what the lines of the index say besides: the last page, a date, a heading, and a title where the bookmark has none that says anything.
func (b *Bundle) ended(list, rows []cut) []cut {
	for i := range list {
		at := slices.IndexFunc(rows, func(r cut) bool { return r.at == list[i].at })
		if at < 0 {
			continue
		}
		r := rows[at]
		if list[i].last < 0 {
			list[i].last = r.last
		}
		if list[i].on.IsZero() {
			list[i].on = r.on
		}
		if list[i].section == "" {
			list[i].section = r.section
		}
		if emptyTitle.MatchString(list[i].title) && r.title != "" {
			list[i].title = r.title
		}
	}
	return list
}

// alike tells how well two divisions agree: 1 where all cuts are the same, 0 where none is.
func alike(a, b []cut) float64 {
	both := 0
	for _, x := range a {
		if slices.ContainsFunc(b, func(y cut) bool { return x.at == y.at }) {
			both++
		}
	}
	if len(a)+len(b) == 0 {
		return 0
	}
	return 2 * float64(both) / float64(len(a)+len(b))
}

func (b *Bundle) deepest() int {
	deepest := -1
	for _, m := range b.Marks {
		deepest = max(deepest, m.Depth)
	}
	return deepest
}

// namingDepth is the level of bookmarks that names documents, where there is no index to tell: the deepest that says its pages, else the outermost that
// has more than one.
func (b *Bundle) namingDepth() int {
	for depth := b.deepest(); depth >= 0; depth-- {
		has, says := 0, 0
		for _, m := range b.Marks {
			if m.Depth == depth && m.Page >= 0 {
				has++
				if m.Way != NoPage {
					says++
				}
			}
		}
		if says > 1 && 10*says >= 6*has {
			return depth
		}
	}
	for depth := 0; depth <= b.deepest(); depth++ {
		if len(b.markCuts(depth)) > 1 {
			return depth
		}
	}
	return b.deepest()
}

// before says what becomes of the pages before the first document: cover and index are passed over, others are a document.
func (b *Bundle) before(d *Division, first cut) {
	if first.at == 0 {
		return
	}
	from := 0
	if len(b.Index) > 0 && b.Index[len(b.Index)-1] < first.at {
		from = b.Index[len(b.Index)-1] + 1
		d.Passed = append(d.Passed, Passed{0, from - 1, Front})
	}
	for from < first.at && b.isDivider(from) && (from > 0 || len(b.Index) > 0) {
		d.Passed = append(d.Passed, Passed{from, from, Divider})
		from++
	}
	if from < first.at {
		d.Documents = append(d.Documents, Document{Title: b.frontTitle(from, first.at), From: from, To: first.at - 1})
	}
}

// frontTitle names pages before the first document: as a bookmark does, if it is the only one that leads there.
func (b *Bundle) frontTitle(from, to int) string {
	title := ""
	for _, m := range b.Marks {
		if m.Page >= from && m.Page < to {
			if title != "" {
				return frontPages
			}
			title, _ = tidyTitle(m)
		}
	}
	if title == "" {
		return frontPages
	}
	return title
}

const frontPages = "Pages before the first document"

// between2 says what becomes of pages between a document and the next: sheets that divide sections are passed over, others are a document.
func (b *Bundle) between2(d *Division, c cut, from, to int) {
	for from <= to && b.isDivider(from) {
		d.Passed = append(d.Passed, Passed{from, from, Divider})
		from++
	}
	last := to
	for last >= from && b.isDivider(last) {
		last--
	}
	if from <= last {
		d.Documents = append(d.Documents, Document{Title: "Pages after “" + c.title + "”", Section: c.section, From: from, To: last})
	}
	for at := last + 1; at <= to; at++ {
		d.Passed = append(d.Passed, Passed{at, at, Divider})
	}
}

// dividerWords is how many words a sheet that divides sections has at most.
const dividerWords = 16

// isDivider tells whether a page says nothing but which section begins: few words, no picture, and headed as a section or in the words of a
// bookmark that leads to it.
func (b *Bundle) isDivider(at int) bool {
	p := b.Pages[at]
	var words []string
	for _, w := range p.Words {
		if b.Printed[at].N == 0 || !overlaps(w.Rect, b.Printed[at].Box) {
			words = append(words, w.Text)
		}
	}
	text := strings.Join(words, " ")
	if len(words) == 0 || len(words) > dividerWords || len(p.Pictures) > 0 {
		return false
	}
	if sectionHeading.MatchString(text) {
		return true
	}
	for _, m := range b.Marks {
		if title, _ := tidyTitle(m); m.Page == at && !m.Leaf && strings.Contains(guess.Fold(title), guess.Fold(text)) {
			return true
		}
	}
	return false
}

// headingBetween finds a sheet that divides sections behind the first page of a document: the document ends before it, if a bookmark with others
// below it leads there.
func (b *Bundle) headingBetween(from, to int) (int, bool) {
	for _, m := range b.Marks {
		if m.Page > from && m.Page <= to && !m.Leaf && b.isDivider(m.Page) {
			return m.Page, true
		}
	}
	return 0, false
}

// below gives the bookmarks below one that lead to pages of its document.
func (b *Bundle) below(mark, from, to int) (out []Mark) {
	if mark < 0 {
		return nil
	}
	at := map[int]int{} // places in Marks to places in out
	for i := mark + 1; i < len(b.Marks) && b.Marks[i].Depth > b.Marks[mark].Depth; i++ {
		m := b.Marks[i]
		if m.Page < from || m.Page > to {
			continue
		}
		up, ok := -1, false
		for above := m.Up; above > mark && !ok; above = b.Marks[above].Up {
			up, ok = at[above]
		}
		if !ok {
			up = -1
		}
		m.Up, m.Depth, m.Page = up, 0, m.Page-from
		if up >= 0 {
			m.Depth = out[up].Depth + 1
		}
		at[i] = len(out)
		out = append(out, m)
	}
	return out
}

var (
	lastBrackets = pattern.New(`^(.*\S)\s*[(\[]([^()\[\]]{6,30})[)\]]$`)
	pdfEnding    = pattern.New(`(?i)\.pdf$`)
	emptyTitle   = pattern.New(`(?i)^(?:\(no title\)|untitled|page|document|doc|scan|img|item|tab)?[\s_-]*\d*$`)
)

// tidyTitle gives a bookmark's title without the page it names and the date at either end of it, and that date.
func tidyTitle(m Mark) (title string, on deadlines.Date) {
	title = m.Title
	for _, w := range ways {
		if w.way != m.Way {
			continue
		}
		if at := w.is.FindStringSubmatchIndex(title); at != nil {
			title = title[:at[0]] + " " + strings.TrimLeft(title[lastGroup(at):], " )].:–—-_")
			break
		}
	}
	title = cleanTitle(pdfEnding.ReplaceAllString(strings.TrimSpace(title), ""))
	if in := lastBrackets.FindStringSubmatch(title); in != nil {
		if day, rest := guess.Dated(in[2]); !day.IsZero() && rest == "" {
			return in[1], day
		}
	}
	on, rest := guess.Dated(title)
	if !on.IsZero() && rest != "" && (strings.HasSuffix(title, rest) || strings.HasPrefix(title, rest)) {
		return cleanTitle(rest), on
	}
	return title, on
}

// lastGroup is where the last thing that was found in a title ends.
func lastGroup(at []int) int {
	end := 0
	for i := 3; i < len(at); i += 2 {
		end = max(end, at[i])
	}
	return end
}

// tidySection gives a heading of an index without the page it may name.
func tidySection(s string) string { return cleanTitle(s) }
