package bundle

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/pattern"
	"ehccasefile/casefile/internal/pdf"
)

// numbering gives the pages of a bundle their numbers, one after another. An edition of a bundle (large print, redacted) has the
// numbers of the bundle it is an edition of, and so asks its layout for them instead of counting anew.
type numbering struct {
	sections bool     // A1, A2, B1 instead of 1, 2, 3
	all      []string // what was given so far
	chapter  int      // letters used up
	prefix   string
	plain    string // the last number without a letter after it
	n        int    // the last number of this prefix
	between  int    // letters used up after plain
}

// front numbers cover and index. Pages past base were added later, and take letters.
func (n *numbering) front(pages, base int) {
	for i := range pages {
		switch {
		case i >= base:
			n.letter()
		case n.sections:
			n.give(roman(i + 1))
		default:
			n.next()
		}
	}
}

// section begins a section.
func (n *numbering) section() {
	if n.sections {
		n.prefix, n.n = letters(n.chapter), 0
		n.chapter++
	}
}

// next numbers one page.
func (n *numbering) next() {
	n.n++
	n.give(n.prefix + strconv.Itoa(n.n))
}

func (n *numbering) give(s string) {
	n.plain, n.between = s, 0
	n.all = append(n.all, s)
}

// letter numbers one page that comes in between: 12A after 12.
func (n *numbering) letter() {
	n.all = append(n.all, n.plain+letters(n.between))
	n.between++
}

// letters gives A, B … Z, AA, AB … for 0, 1 …
func letters(i int) string {
	s := string(rune('A' + i%26))
	if i < 26 {
		return s
	}
	return letters(i/26-1) + s
}

// roman gives i, ii, iii … for 1, 2, 3 …, up to 39.
func roman(i int) string {
	return strings.Repeat("x", i/10) + []string{"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"}[i%10]
}

// isContinuous tells whether the numbers are those of the pages: 1, 2, 3.
func isContinuous(numbers []string) bool {
	for i, s := range numbers {
		if s != strconv.Itoa(i+1) {
			return false
		}
	}
	return true
}

var (
	plainNumber = pattern.New(`^([A-Z]*)([1-9]\d{0,5})$`)
	romanNumber = pattern.New(`^x{0,3}(?:ix|iv|v?i{0,3})$`)
	// overflowNumber is a page that goes on in large print: "10 (i)".
	overflowNumber = pattern.New(`^(\S+) \((x{0,3}(?:ix|iv|v?i{0,3}))\)$`)
	betweenNumber  = pattern.New(`^([A-Z]*[1-9]\d{0,5}|[ivx]+)([A-Z]+)$`)
)

// labels writes numbers as a PDF's page labels: runs of pages that count upward.
func labels(numbers []string) []pdf.Label {
	var all []pdf.Label
	for at, s := range numbers {
		l := pdf.Label{From: at, Prefix: s}
		if m := plainNumber.FindStringSubmatch(s); m != nil {
			l.Prefix, l.Style = m[1], "D"
			l.Start, _ = strconv.Atoi(m[2])
		}
		if n := len(all); n > 0 && l.Style != "" && all[n-1].Style == l.Style && all[n-1].Prefix == l.Prefix && all[n-1].Start+at-all[n-1].From == l.Start {
			continue
		}
		all = append(all, l)
	}
	return all
}

// pageRange writes the numbers of pages that follow one another: "12", "B3–B6".
func pageRange(first, last string) string {
	if first == last {
		return first
	}
	return first + "–" + last
}

// counter gives the numbering of a plan.
func (p Plan) counter() *numbering {
	return &numbering{sections: p.Numbering == casefile.NumberingSections}
}

// explain says on the cover what the numbers are.
func (l *layout) explain() string {
	where := "The number at the foot of each page is also its page in this PDF."
	if !isContinuous(l.numbers) || l.dress.other {
		where = "The number at the foot of each page is also what a reader’s page box shows."
	}
	return where + " Each line of the index opens its document; the number at the foot of a page leads back to the index."
}

// naming is how a finished bundle names its pages: by its labels, or by counting.
type naming struct {
	labels []string       // nil where pages are counted
	at     map[string]int // the page, from 0, of a label
	part   int            // which part of a set it is; 0 for a whole bundle
}

// name gives what a page, counted from 0, should be called.
func (n naming) name(at int) string {
	if n.labels == nil || at < 0 || at >= len(n.labels) {
		return strconv.Itoa(at + 1)
	}
	return n.labels[at]
}

// page gives the page, counted from 1, that bears a number; 0 for none.
func (n naming) page(number string) int {
	if n.labels == nil {
		i, err := strconv.Atoi(number)
		if err != nil || i < 0 {
			return 0
		}
		return i
	}
	at, ok := n.at[number]
	if !ok {
		return 0
	}
	return at + 1
}

// namingOf finds how a bundle with these page labels names its pages. Labels of other shapes than ours, or none, mean that pages are counted.
func namingOf(labels []string, part int) naming {
	n := naming{at: map[string]int{}, part: part}
	counted := part == 0
	for i, s := range labels {
		if s == noNumber || overflowNumber.MatchString(s) {
			counted = false
			if s == noNumber {
				continue
			}
		} else if !plainNumber.MatchString(s) && !(s != "" && romanNumber.MatchString(s)) && !betweenNumber.MatchString(s) {
			return naming{part: part}
		}
		if m := plainNumber.FindStringSubmatch(s); m == nil || m[1] != "" {
			counted = false
		}
		if _, twice := n.at[s]; !twice {
			n.at[s] = i
		}
	}
	if counted {
		return naming{part: part}
	}
	n.labels = labels
	return n
}

// wrong says what is amiss with the label of a page: it must come after the one before it, or in a part begin a document. begins tells of
// which pages that is so. "" for nothing.
func (n naming) wrong(at int, begins map[int]bool) string {
	s := n.labels[at]
	if s == noNumber {
		return ""
	}
	if n.at[s] != at {
		return fmt.Sprintf("page %d has the label “%s”, which page %d has too", at+1, s, n.at[s]+1)
	}
	before := at - 1
	for before >= 0 && n.labels[before] == noNumber {
		before--
	}
	if before < 0 || follows(n.labels[before], s) || n.part > 0 && begins[at] && later(n.labels[before], s) {
		return ""
	}
	return fmt.Sprintf("the label “%s” of page %d does not follow “%s”", s, at+1, n.labels[before])
}

// later tells whether a number comes after another, with others in between: 45 after 3, B1 after A2, 12A after 12.
func later(before, s string) bool {
	rank := func(s string) (of, letters string, n int) {
		if m := betweenNumber.FindStringSubmatch(s); m != nil && !plainNumber.MatchString(s) {
			s, letters = m[1], m[2]
		}
		if m := plainNumber.FindStringSubmatch(s); m != nil {
			n, _ = strconv.Atoi(m[2])
			return m[1], letters, n
		}
		return "", letters, 0 // small Roman ones come first
	}
	of1, l1, n1 := rank(before)
	of2, l2, n2 := rank(s)
	return cmp.Or(cmp.Compare(len(of1), len(of2)), cmp.Compare(of1, of2), cmp.Compare(n1, n2), cmp.Compare(len(l1), len(l2)), cmp.Compare(l1, l2)) < 0
}

// goesOn tells whether a page bears no number of its own: it is a sheet without any, or the page before it goes on.
func (n naming) goesOn(at int) bool {
	return n.labels != nil && (n.labels[at] == noNumber || overflowNumber.MatchString(n.labels[at]))
}

// follows tells whether one number may come right after another: 12 after 11 and after 11C, 11A after 11, B1 after A9.
func follows(before, s string) bool {
	if m := overflowNumber.FindStringSubmatch(s); m != nil {
		if b := overflowNumber.FindStringSubmatch(before); b != nil {
			return b[1] == m[1] && follows(b[2], m[2])
		}
		return before == m[1] && m[2] == "i"
	}
	if b := overflowNumber.FindStringSubmatch(before); b != nil {
		before = b[1]
	}
	if m := betweenNumber.FindStringSubmatch(s); m != nil && !plainNumber.MatchString(s) {
		if m[2] == "A" {
			return before == m[1]
		}
		b := betweenNumber.FindStringSubmatch(before)
		return b != nil && b[1] == m[1] && after(b[2], m[2])
	}
	if b := betweenNumber.FindStringSubmatch(before); b != nil && !plainNumber.MatchString(before) {
		before = b[1]
	}
	if romanNumber.MatchString(s) {
		for i := 1; i < 39; i++ {
			if roman(i) == before {
				return roman(i+1) == s
			}
		}
		return false
	}
	a, b := plainNumber.FindStringSubmatch(before), plainNumber.FindStringSubmatch(s)
	if b == nil {
		return false
	}
	if a == nil || a[1] != b[1] {
		return b[2] == "1" && (a == nil && (b[1] == "A" || b[1] == "") || a != nil && (a[1] == "" && b[1] == "A" || after(a[1], b[1])))
	}
	x, _ := strconv.Atoi(a[2])
	y, _ := strconv.Atoi(b[2])
	return y == x+1
}

// after tells whether b is the next group of letters after a.
func after(a, b string) bool {
	for i := range 26 * 27 {
		if letters(i) == a {
			return letters(i+1) == b
		}
	}
	return false
}
