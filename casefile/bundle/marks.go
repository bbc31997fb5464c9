package bundle

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"

	"ehccasefile/casefile/internal/pattern"
	"ehccasefile/casefile/internal/worker"
)

var (
	markPage = pattern.New(`\s+[–-]\s+page ([A-Z]{0,2}\d{1,6}[A-Z]{0,2}|[ivx]{1,6}[A-Z]{0,2})$`)
	markDay  = pattern.New(`\s+\(\d{1,2} [A-Z][a-z]{2} \d{4}\)$`)
)

// bookmarks compares each bookmark that names a page with the page it opens, and each line of the index with the bookmark
// of its document. What lies below a document's bookmark is that document's own outline, and names its own pages.
func (c *comparison) bookmarks() {
	marked := map[int]bool{} // rows whose document has a bookmark, right or wrong
	var walk func(marks []worker.Bookmark)
	walk = func(marks []worker.Bookmark) {
		for _, m := range marks {
			row := c.named(m, marked)
			if row >= 0 {
				marked[row] = true
			} else {
				walk(m.Kids)
			}
			c.bookmark(m, row)
		}
	}
	walk(c.Bookmarks)
	for i, r := range c.rows {
		if !marked[i] && r.from > 0 {
			c.found(r.from, "bookmark", "No bookmark opens “%s” on page %s.", r.title, c.name(r.from-1))
		}
	}
}

// bookmark compares what one bookmark says with where it goes.
func (c *comparison) bookmark(m worker.Bookmark, row int) {
	n := c.saidPage(m)
	if n == 0 {
		if row >= 0 && m.Page+1 != c.rows[row].from {
			c.found(m.Page+1, "bookmark", "The bookmark “%s” opens %s, but the index says page %s.", m.Title, c.pageOrNone(m.Page), c.name(c.rows[row].from-1))
		}
		return
	}
	switch {
	case m.Page+1 != n:
		c.found(max(m.Page+1, 0), "bookmark", "The bookmark “%s” opens %s.", m.Title, c.pageOrNone(m.Page))
	case row >= 0 && !c.rows[row].opens(m, row+1):
		c.found(n, "bookmark", "The bookmark “%s” does not begin with the title in the index: “%s”.", m.Title, c.rows[row].title)
	case row >= 0 && n != c.rows[row].from:
		c.found(n, "bookmark", "The bookmark “%s” and the index, which says page %s, do not agree.", m.Title, c.name(c.rows[row].from-1))
	default:
		c.proof.Bookmarks++
	}
}

// named finds the row of the index whose document a bookmark is for: one with its title, on the page it names or opens, and
// not yet taken. A section's bookmark, which may bear the words of its first document, has that document's below it.
func (c *comparison) named(m worker.Bookmark, taken map[int]bool) int {
	title := markDay.ReplaceAllString(wordsOf(m), "")
	said := c.saidPage(m)
	for i, r := range c.rows {
		if taken[i] || r.from != m.Page+1 && r.from != said || !r.bears(title) {
			continue
		}
		section := slices.ContainsFunc(m.Kids, func(k worker.Bookmark) bool {
			return c.saidPage(k) != 0 && (k.Page == m.Page || c.saidPage(k) == said) && c.named(k, taken) == i
		})
		if !section {
			return i
		}
	}
	return -1
}

// wordsOf is what a bookmark says before the page it names.
func wordsOf(m worker.Bookmark) string { return markPage.ReplaceAllString(m.Title, "") }

// saidPage is the page a bookmark names, counted from 1; 0 if it names none, or one that no page bears.
func (c *comparison) saidPage(m worker.Bookmark) int {
	if s := markPage.FindStringSubmatch(m.Title); s != nil {
		return c.page(s[1])
	}
	return 0
}

// bears tells whether the words of the row hold the title, in its order, among the number, author and date that stand
// there too. A letter the paper's typeface does not have is printed as �, and a title too long for its page ends in "…".
func (r row) bears(title string) bool {
	want := squash(title)
	if len(want) == 0 {
		return false
	}
	if turned(title) {
		return r.holds(want, 0) > 0 || r.holds(want, 1) > 0
	}
	for from := range r.words { // the row's own number may be how the title begins: row 2, "2026 report"
		if inOrder(r.words[from:], want) {
			return true
		}
	}
	return false
}

// inOrder tells whether the words hold what is wanted, in its order, among others.
func inOrder(words []worker.Word, want []rune) bool {
	for _, w := range words {
		have := squash(w.Text)
		if n := len(have); n > 0 && have[n-1] == '…' && alike(have[:n-1], want) {
			return true
		}
		if alike(have, want) {
			want = want[min(len(have), len(want)):]
		}
		if len(want) == 0 {
			return true
		}
	}
	return false
}

// indexDay is a date as the index shows it beside a title.
var indexDay = pattern.New(`^\d{1,2} [A-Z][a-z]{2} \d{4}$`)

// opens tells whether a bookmark begins with the title of the row of that number: a date may follow in it, which may stand in
// the title too.
func (r row) opens(m worker.Bookmark, number int) bool {
	title := wordsOf(m)
	return r.titled(title, number) || r.titled(markDay.ReplaceAllString(title, ""), number)
}

// titled tells whether the row's own number is followed by the title and by nothing more of it: what comes next is the author,
// who begins a line, or the date.
func (r row) titled(title string, number int) bool {
	words, want := r.words, squash(title)
	if len(words) > 0 && words[0].Text == strconv.Itoa(number) {
		words = words[1:]
	}
	if turned(title) {
		n := row{words: words}.holds(want, 0)
		return n > 0 && ends(words, n)
	}
	for i, w := range words {
		have := squash(w.Text)
		if n := len(have); n > 0 && have[n-1] == '…' && alike(have[:n-1], want) {
			return true
		}
		if !alike(have, want) {
			return false
		}
		if want = want[len(have):]; len(want) == 0 {
			return ends(words, i+1)
		}
	}
	return false
}

// ends tells whether nothing more of a title comes after its first n words.
func ends(words []worker.Word, n int) bool {
	rest := row{words: words[n:]}
	return len(rest.words) == 0 || !level(words[n-1], rest.words[0]) || indexDay.MatchString(rest.text())
}

// turned tells whether some of a title runs from right to left. The reader gives the words of such a line as they stand from left to
// right, and cannot tell an opening bracket from a closing one.
func turned(title string) bool {
	for _, r := range title {
		p, _ := bidi.LookupRune(r)
		if c := p.Class(); c == bidi.R || c == bidi.AL {
			return true
		}
	}
	return false
}

// holds tells how many words from one on hold the letters of a title, in whatever order; 0 if they do not.
func (r row) holds(want []rune, from int) int {
	left := map[rune]int{}
	for _, x := range want {
		left[facing(x)]++
	}
	n := 0
	for i := from; i < len(r.words); i++ {
		have := squash(r.words[i].Text)
		for _, x := range have {
			if x == '…' && left[x] == 0 {
				return i + 1
			}
			if x != unicode.ReplacementChar {
				if left[facing(x)]--; left[facing(x)] < 0 {
					return 0
				}
			}
		}
		if n += len(have); n == len(want) {
			return i + 1
		}
	}
	return 0
}

// facing makes brackets of a pair alike.
func facing(r rune) rune { return min(r, []rune(bidi.ReverseString(string(r)))[0]) }

// level tells whether two words stand on one line.
func level(a, b worker.Word) bool {
	in := func(a, b worker.Rect) bool { return b[1] <= (a[1]+a[3])/2 && (a[1]+a[3])/2 <= b[3] }
	return in(a.Rect, b.Rect) || in(b.Rect, a.Rect)
}

// alike tells whether want begins with have.
func alike(have, want []rune) bool {
	if len(have) > len(want) {
		return false
	}
	for i, r := range have {
		if r != want[i] && r != unicode.ReplacementChar {
			return false
		}
	}
	return true
}

// squash leaves what can be seen of a text.
func squash(s string) []rune {
	return []rune(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) {
			return -1
		}
		return r
	}, norm.NFC.String(s)))
}
