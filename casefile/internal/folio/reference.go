package folio

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"ehccasefile/casefile/internal/pattern"
	"ehccasefile/casefile/internal/worker"
)

// reference is words of a line that name a page, or the first and the last of several: "12", "A12–A20", "Pages 12 to 20".
type reference struct {
	From, To Number // To is zero where one page is named
	line     int    // of the page
	box      worker.Rect
	first    int // of the line's words
	count    int
}

var writtenReference = pattern.New(`^(?:(?i:pages?|pgs?|pp?)\b\.?\s*)?[\[(]?\s*([A-Za-z]{0,3}[-.]?\d{1,7}(?:[A-Z]{0,2}|[a-z])|[A-Z]{2,12}\d{4,7}|[ivx]{1,6})` +
	`(?:\s*(?:[-–—‐‑]|to|&|and)\s*([A-Za-z]{0,3}[-.]?\d{1,7}(?:[A-Z]{0,2}|[a-z])|[A-Z]{2,12}\d{4,7}|[ivx]{1,6}))?\s*[\])]?$`)

// readReference reads words that are nothing but a reference.
func readReference(s string) (from, to Number, ok bool) {
	m := writtenReference.FindStringSubmatch(s)
	if m == nil {
		return from, to, false
	}
	if from, ok = Parse(m[1]); !ok {
		return from, to, false
	}
	if m[2] == "" {
		return from, to, true
	}
	if to, ok = Parse(m[2]); ok && to.Prefix == "" && from.Prefix != "" { // A12–20
		to.Prefix = from.Prefix
	}
	return from, to, ok
}

const mostWordsOfAReference = 5 // "Pages 12 – 20"

// references finds in each line what may name pages: words that stand apart from the others as a cell of a table does, or at the
// line's end.
func references(lines []line) (out []reference) {
	for at, l := range lines {
		for i := 0; i < len(l.words); i++ {
			for n := min(mostWordsOfAReference, len(l.words)-i); n > 0; n-- {
				some := line{words: l.words[i : i+n]}
				from, to, ok := readReference(some.text())
				if !ok || !l.apart(i, n) {
					continue
				}
				box := l.words[i].Rect
				for _, w := range some.words {
					box = around(box, w.Rect)
				}
				out = append(out, reference{from, to, at, box, i, n})
				i += n - 1
				break
			}
		}
	}
	return out
}

// apart tells whether some words of a line stand in a cell of their own: there is a gap on either side, dots that lead to them, or the edge.
func (l line) apart(i, n int) bool {
	before := i == 0 || l.gapBefore(i) || leads(l.words[i-1].Text)
	return before && (i+n == len(l.words) || l.gapBefore(i+n))
}

// gapBefore tells whether more than a space lies between a word and the one before it. The places are those of the ink, and a 1 has much white
// beside it.
func (l line) gapBefore(i int) bool {
	gap := l.words[i].Rect[0] - l.words[i-1].Rect[2]
	if strings.HasSuffix(l.words[i-1].Text, "1") {
		gap -= 0.25 * l.height()
	}
	if strings.HasPrefix(l.words[i].Text, "1") {
		gap -= 0.1 * l.height()
	}
	return gap > max(5, 0.45*l.height())
}

// leads tells of dots that lead from a title to its page.
func leads(s string) bool {
	return strings.Count(s, ".")+strings.Count(s, "…")*3+strings.Count(s, "_") >= 3
}

// column is the references of a page that stand under one another.
type column struct {
	refs  []reference
	rises int // how many of them name a later page than the one above, less those that name an earlier one
	at    float64
}

// columns finds the references that stand under one another by their left edges, their middles or their right edges.
func columns(refs []reference) (out []column) {
	for _, anchor := range []func(worker.Rect) float64{
		func(r worker.Rect) float64 { return r[2] },
		func(r worker.Rect) float64 { return r[0] },
		func(r worker.Rect) float64 { return (r[0] + r[2]) / 2 },
	} {
		sorted := slices.Clone(refs)
		slices.SortStableFunc(sorted, func(a, b reference) int { return cmp.Compare(anchor(a.box), anchor(b.box)) })
		for from := 0; from < len(sorted); {
			to := from + 1
			for to < len(sorted) && anchor(sorted[to].box)-anchor(sorted[to-1].box) < 4 {
				to++
			}
			c := column{refs: slices.Clone(sorted[from:to])}
			slices.SortStableFunc(c.refs, func(a, b reference) int { return cmp.Compare(a.line, b.line) })
			for i, r := range c.refs {
				c.at = max(c.at, r.box[2])
				if i > 0 {
					c.rises += risen(c.refs[i-1], r)
				}
			}
			out = append(out, c)
			from = to
		}
	}
	return out
}

// risen tells whether a reference names a later page than the one above it: 1, 0 for the same, -1 for an earlier one.
func risen(above, r reference) int {
	if above.From.Prefix != r.From.Prefix || above.From.Roman != r.From.Roman {
		return 1 // another section
	}
	return cmp.Compare(r.From.N, above.From.N)
}

// counts tells whether a column numbers the lines, 1, 2, 3, and names no pages.
func (c column) counts() bool {
	for i, r := range c.refs {
		if r.To.N != 0 || i > 0 && r.From.N != c.refs[i-1].From.N+1 {
			return false
		}
	}
	return true
}

// pagesColumn finds the column that names pages: the one with the most references that rise, the rightmost of those that have about as
// many. most is the highest number that a page of the bundle can have; a column most of which is past it holds years or telephone numbers.
func pagesColumn(refs []reference, most, least int) (best column, found bool) {
	score := func(c column) float64 {
		s := float64(len(c.refs)+2*c.rises) + c.at/1000
		if c.counts() {
			s -= float64(len(c.refs)) + 2
		}
		return s
	}
	for _, c := range columns(refs) {
		past := 0
		for _, r := range c.refs {
			if r.From.N > most {
				past++
			}
		}
		if len(c.refs) < least || c.rises < 0 || 2*past > len(c.refs) {
			continue
		}
		if !found || score(c) > score(best)+1e-9 && !(c.at < best.at-20 && float64(len(c.refs)) < 1.3*float64(len(best.refs))) ||
			c.at > best.at+20 && float64(len(c.refs)) > 0.75*float64(len(best.refs)) && c.rises >= len(c.refs)/2 {
			best, found = c, true
		}
	}
	return best, found
}

// gapUnder is how much white lies between a line and the next, in points; infinite under the last.
func gapUnder(lines []line, i int) float64 {
	if i+1 >= len(lines) {
		return math.Inf(1)
	}
	return lines[i].box[1] - lines[i+1].box[3]
}
