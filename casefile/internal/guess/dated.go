package guess

import (
	"strings"

	"ehccasefile/deadlines"
)

// Dated gives the first whole date written in a title, and the title without it; the zero Date and the title as it is where there is none. One
// that can be read two ways, day and month, is read as people in England write it.
func Dated(title string) (on deadlines.Date, rest string) {
	days := daysIn(title)
	if len(days) == 0 {
		return on, title
	}
	d := days[0]
	before, behind := strings.TrimRight(title[:d.start], " "), strings.TrimLeft(title[d.end:], " ")
	for _, w := range []string{"dated", "of", "on", "date:", "–", "—", "-", ","} { // what led up to the date
		if cut, ok := strings.CutSuffix(before, w); ok && (cut == "" || strings.HasSuffix(cut, " ") || len(w) > 0 && !isLetter(w[0])) {
			before = strings.TrimRight(cut, " ")
			break
		}
	}
	if open, ok := strings.CutSuffix(before, "("); ok {
		if shut, ok := strings.CutPrefix(behind, ")"); ok {
			before, behind = strings.TrimRight(open, " "), strings.TrimLeft(shut, " ")
		}
	}
	return d.day, strings.TrimSpace(before + " " + behind)
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
