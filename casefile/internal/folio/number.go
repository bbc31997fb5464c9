package folio

import (
	"strconv"
	"strings"

	"ehccasefile/casefile/internal/pattern"
)

// Number is a page number as a bundle prints it: "12", "A12", "12A", "iv". The zero Number is none.
type Number struct {
	Prefix string // letters before, in capitals
	N      int
	Suffix string // letters behind, in capitals
	Roman  bool
}

// String gives the number as an index would name it.
func (n Number) String() string {
	switch {
	case n.N == 0:
		return ""
	case n.Roman:
		return n.Prefix + roman(n.N) + n.Suffix
	}
	return n.Prefix + strconv.Itoa(n.N) + n.Suffix
}

var (
	writtenNumber = pattern.New(`^([A-Za-z]{0,3}|[A-Z]{2,12}0)[-.]?(\d{1,7})([A-Z]{0,2}|[a-z])$`)
	writtenRoman  = pattern.New(`^x{0,3}(?:ix|iv|v?i{1,3}|v)$|^x{1,3}$`)
)

// Parse reads a number as it is written in an index or a bookmark; false for any other word.
func Parse(s string) (Number, bool) {
	if writtenRoman.MatchString(s) {
		return Number{N: fromRoman(s), Roman: true}, true
	}
	m := writtenNumber.FindStringSubmatch(s)
	if m == nil {
		return Number{}, false
	}
	n, err := strconv.Atoi(m[2])
	return Number{Prefix: strings.TrimSuffix(strings.ToUpper(m[1]), "0"), N: n, Suffix: strings.ToUpper(m[3])}, err == nil && n > 0
}

// Follows tells whether a page with number n may come right after one with number m: 12 after 11 and after 11C, 11A after 11, and the first of
// a section after any of another.
func (n Number) Follows(m Number) bool {
	switch {
	case n.N == 0 || m.N == 0:
		return false
	case n.Prefix != m.Prefix || n.Roman != m.Roman:
		return n.N == 1 && n.Suffix == "" && !(n.Roman && m.Prefix == n.Prefix)
	case n.N == m.N+1:
		return n.Suffix == ""
	case n.N == m.N:
		return n.Suffix == after(m.Suffix)
	}
	return false
}

// after gives the letters that come after some: A after none, B after A, AA after Z.
func after(s string) string {
	switch {
	case s == "":
		return "A"
	case s[len(s)-1] == 'Z':
		return strings.Repeat("A", len(s)+1)
	}
	return s[:len(s)-1] + string(s[len(s)-1]+1)
}

var romans = []struct {
	n int
	s string
}{{10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}}

func roman(n int) string {
	var b strings.Builder
	for _, r := range romans {
		for ; n >= r.n; n -= r.n {
			b.WriteString(r.s)
		}
	}
	return b.String()
}

func fromRoman(s string) (n int) {
	for _, r := range romans {
		for strings.HasPrefix(s, r.s) {
			n, s = n+r.n, s[len(r.s):]
		}
	}
	return n
}
