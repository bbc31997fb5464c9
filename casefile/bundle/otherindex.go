package bundle

import (
	"strings"
	"unicode"

	"ehccasefile/casefile/internal/folio"
)

// index compares the lines of the index with the numbers printed on the pages, and with one another.
func (o *other) index() {
	if len(o.Rows) == 0 {
		o.noIndex()
		return
	}
	gaps := 0
	for i := range o.Rows {
		if from, to := o.unnamed(i); from <= to {
			gaps++
		}
	}
	for i, r := range o.Rows {
		from, known := o.PageOf(r.From)
		switch {
		case !o.Runs:
		case !known:
			o.fault(r.Page+1, "index", "The index says that “%s” is on page %s. No page bears that number.", r.Title, r.From)
			continue
		default:
			o.sure++
		}
		to, toKnown := o.PageOf(r.To)
		switch {
		case r.To.N == 0:
		case o.Runs && !toKnown:
			o.fault(r.Page+1, "index", "The index gives “%s” the pages %s to %s. No page bears the number %s.", r.Title, r.From, r.To, r.To)
			continue
		case known && toKnown && to < from:
			o.fault(r.Page+1, "index", "The index gives “%s” the pages %s to %s.", r.Title, r.From, r.To)
			continue
		}
		if i+1 < len(o.Rows) {
			o.neighbours(r, o.Rows[i+1])
		}
		if from, to := o.unnamed(i); from <= to && 3*gaps <= len(o.Rows) {
			o.sayUnnamed(r, from, to)
		}
		if known {
			o.begins(i, from)
		}
	}
	if !o.Runs {
		o.untold(o.Index[0]+1, "index", "It could not be told from printed numbers whether the index names the right pages.")
	}
}

func (o *other) noIndex() {
	front := 0
	for at := range o.Pages[:min(5, len(o.Pages))] {
		if len(o.Pages[at].Pictures) > 0 && wordsBut(o.Pages[at], o.Printed[at].Box) == "" {
			front++
		}
	}
	switch at := o.HeadedIndex(); {
	case at >= 0:
		o.untold(at+1, "index", "Page %d of the file is headed as an index, but its lines could not be read.", at+1)
	case front > 0:
		o.untold(1, "index", "It could not be told whether there is an index: pages at the front are pictures, whose words cannot be read.")
	default:
		o.absent(0, "index", "No index was found.")
	}
}

// neighbours looks whether a line of the index goes on past where the next begins.
func (o *other) neighbours(r, next folio.Row) {
	end := r.To
	if end.N == 0 {
		end = r.From
	}
	last, ok := o.PageOf(end)
	first, ok2 := o.PageOf(next.From)
	switch {
	case !ok || !ok2:
	case first < last || first == last && r.To.N > 0 && r.To != r.From:
		o.fault(r.Page+1, "index", "In the index, “%s” goes on to page %s, but “%s” begins on page %s.", r.Title, end, next.Title, next.From)
	}
}

// unnamed gives the pages, counted from 0, between a line that names its last page and the next, or the end; from is past to where there are
// none.
func (o *other) unnamed(i int) (from, to int) {
	r := o.Rows[i]
	end := r.To
	if end.N == 0 {
		return 1, 0
	}
	last, ok := o.PageOf(end)
	if !ok {
		return 1, 0
	}
	if i+1 == len(o.Rows) {
		return last + 1, len(o.Pages) - 1
	}
	next, ok := o.PageOf(o.Rows[i+1].From)
	if !ok {
		return 1, 0
	}
	return last + 1, next - 1
}

// fewWords is how many words a sheet between two papers has at most.
const fewWords = 30

func (o *other) sayUnnamed(r folio.Row, from, to int) {
	sheets := true
	for at := from; at <= to; at++ {
		sheets = sheets && len(o.Pages[at].Words) <= fewWords && len(o.Pages[at].Pictures) == 0
	}
	pages := "page " + o.Name(from)
	if from < to {
		pages = "pages " + o.Name(from) + " to " + o.Name(to)
	}
	if sheets {
		o.absent(from+1, "index", "No line of the index names %s, after “%s”: a sheet between papers, it seems.", pages, r.Title)
		return
	}
	o.fault(r.Page+1, "index", "No line of the index names %s, after “%s”.", pages, r.Title)
}

// begins looks whether a paper begins on the page that the index names. It may not where that page calls itself the second of several, or
// where the title stands at the head of a neighbouring page and not of that one. That is for a person to look at, as a title can stand on any page.
func (o *other) begins(i, at int) {
	if n, of := o.Own(at); n == 2 && at > 0 && !o.isNamed(at-1) {
		if first, same := o.Own(at - 1); first == 1 && same == of {
			o.untold(o.Rows[i].Page+1, "index", "The index says that “%s” begins on page %s, but that page calls itself page 2 of %d. Look which is right.", o.Rows[i].Title, o.Rows[i].From, of)
			return
		}
	}
	title := telling(o.Rows[i].Title)
	if len(title) < 2 || o.heads(at, title) > 0.4 || o.isPicture(at) {
		return
	}
	found := -1
	for _, near := range []int{at - 1, at + 1, at + 2} {
		if near >= 0 && near < len(o.Pages) && !o.isNamed(near) && o.heads(near, title) >= 0.99 {
			if found >= 0 {
				return
			}
			found = near
		}
	}
	if found >= 0 {
		o.untold(o.Rows[i].Page+1, "index", "The index says that “%s” begins on page %s, but its title stands on page %s. Look which is right.", o.Rows[i].Title, o.Rows[i].From, o.Name(found))
	}
}

// isNamed tells whether a line of the index begins on a page, or the page is one of the index.
func (o *other) isNamed(page int) bool {
	for _, at := range o.Index {
		if at == page {
			return true
		}
	}
	return o.beginsAt(page)
}

// heads tells how much of a title stands among the first words of a page: 0 to 1.
func (o *other) heads(at int, title map[string]bool) float64 {
	found := map[string]bool{}
	for i, w := range o.Pages[at].Words {
		if i >= 60 {
			break
		}
		for word := range telling(w.Text) {
			if title[word] {
				found[word] = true
			}
		}
	}
	return float64(len(found)) / float64(len(title))
}

// telling gives the words of a title that tell it from others.
func telling(s string) map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len(w) > 2 && !plainWords[w] {
			words[w] = true
		}
	}
	return words
}

var plainWords = map[string]bool{"the": true, "and": true, "for": true, "from": true, "with": true, "dated": true, "page": true, "pages": true, "pdf": true}

// sameTitle tells whether two titles seem to name one paper.
func sameTitle(a, b string) bool {
	x, y := telling(a), telling(b)
	both := 0
	for w := range x {
		if y[w] {
			both++
		}
	}
	least := min(len(x), len(y))
	return least > 0 && both == least && (both > 1 || len(x) == len(y)) || least > 3 && 5*both >= 4*least
}

// links compares each line of the index with where its link goes.
func (o *other) links() {
	linked := 0
	for _, r := range o.Rows {
		if r.Linked {
			linked++
		}
	}
	if linked == 0 {
		if len(o.Rows) > 0 {
			o.absent(o.Index[0]+1, "link", "The lines of the index have no links.")
		}
		return
	}
	for _, r := range o.Rows {
		at, known := o.PageOf(r.From)
		switch {
		case !r.Linked:
			o.fault(r.Page+1, "link", "The index line “%s” has no link to page %s.", r.Title, r.From)
		case !known:
		case r.Link != at:
			o.fault(r.Page+1, "link", "The index says that “%s” is on page %s, but its link opens %s.", r.Title, r.From, o.opened(r.Link))
		default:
			o.proof.Links++
			o.sure++
		}
	}
}

// opened names a page that something opens.
func (o *other) opened(at int) string {
	if at < 0 {
		return "no page"
	}
	return "page " + o.Name(at)
}

// bookmarks compares each bookmark that names a page, or a paper of the index, with the page it opens.
func (o *other) bookmarks() {
	if len(o.Marks) == 0 {
		o.absent(0, "bookmark", "There are no bookmarks.")
		return
	}
	named := map[int]bool{} // rows that a bookmark is for
	said := false
	for _, m := range o.Marks {
		said = said || m.Way != folio.NoPage
		row := o.rowOf(m)
		if row >= 0 {
			named[row] = true
		}
		o.bookmark(m, row)
	}
	if by, shifted := o.shift(); shifted {
		o.fault(0, "bookmark", "Most bookmarks name a page that is %s than the one they open.", laterBy(by))
	}
	opened := 0
	for i, r := range o.Rows {
		if at, ok := o.PageOf(r.From); ok && !named[i] && o.isOpened(at) {
			named[i] = true
		}
		if named[i] {
			opened++
		}
	}
	if 10*opened >= 6*len(o.Rows) {
		for i, r := range o.Rows {
			if at, ok := o.PageOf(r.From); ok && !named[i] {
				o.fault(at+1, "bookmark", "No bookmark opens “%s” on page %s.", r.Title, r.From)
			}
		}
	} else {
		o.absent(0, "bookmark", "There are bookmarks for %d of the %d papers in the index.", opened, len(o.Rows))
	}
	if !said {
		o.absent(0, "bookmark", "The bookmarks do not say which page they open.")
	}
}

func (o *other) bookmark(m folio.Mark, row int) {
	at, known := o.PageOf(m.From)
	switch {
	case m.Page < 0:
		o.fault(0, "bookmark", "The bookmark “%s” opens no page of the file.", m.Title)
	case m.Way != folio.NoPage && o.Runs && !known:
		o.fault(m.Page+1, "bookmark", "The bookmark “%s” opens page %s. No page bears the number %s.", m.Title, o.Name(m.Page), m.From)
	case m.Way != folio.NoPage && known && at != m.Page:
		if _, shifted := o.shift(); !shifted {
			o.fault(m.Page+1, "bookmark", "The bookmark “%s” opens page %s.", m.Title, o.Name(m.Page))
		}
	case row >= 0:
		if at, ok := o.PageOf(o.Rows[row].From); ok && at != m.Page {
			o.fault(m.Page+1, "bookmark", "The bookmark “%s” opens page %s, but the index says page %s.", m.Title, o.Name(m.Page), o.Rows[row].From)
			return
		}
		o.proof.Bookmarks++
		o.sure++
	case m.Way != folio.NoPage:
		o.proof.Bookmarks++
	case o.beginsAt(m.Page):
		o.proof.Bookmarks++
		o.sure++
	}
}

// beginsAt tells whether a line of the index says that a paper begins on a page.
func (o *other) beginsAt(page int) bool {
	for _, r := range o.Rows {
		if at, ok := o.PageOf(r.From); ok && at == page {
			return true
		}
	}
	return false
}

// shift tells by how many pages most bookmarks that name one are wrong, all by as many: then that is one fault and not as many as there are
// bookmarks.
func (o *other) shift() (by int, shifted bool) {
	off, has := map[int]int{}, 0
	for _, m := range o.Marks {
		if at, known := o.PageOf(m.From); m.Way != folio.NoPage && known && m.Page >= 0 {
			off[at-m.Page]++
			has++
		}
	}
	for n, times := range off {
		if n != 0 && 2*times > has && times > 2 {
			return n, true
		}
	}
	return 0, false
}

// rowOf finds the line of the index that a bookmark is for, by its title; -1 where none, or several, could be meant.
func (o *other) rowOf(m folio.Mark) int {
	found := -1
	for i, r := range o.Rows {
		if sameTitle(m.Title, r.Title) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	if found < 0 {
		return -1
	}
	for _, x := range o.Marks { // a title that several bookmarks bear tells nothing
		if (x.Page != m.Page || x.Depth != m.Depth) && sameTitle(x.Title, o.Rows[found].Title) {
			return -1
		}
	}
	return found
}

// isOpened tells whether a bookmark opens a page.
func (o *other) isOpened(page int) bool {
	for _, m := range o.Marks {
		if m.Page == page {
			return true
		}
	}
	return false
}

func laterBy(n int) string {
	if n < 0 {
		return count(-n, "page") + " earlier"
	}
	return count(n, "page") + " later"
}
