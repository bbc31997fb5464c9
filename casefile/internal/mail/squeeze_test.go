package mail

import (
	"regexp"
	"strings"
	"testing"

	"ehccasefile/casefile/internal/prose"
)

// everyOwnWordOnce: what each message says itself stands in the result once, and only once unless an answer keeps it.
func everyOwnWordOnce(t *testing.T, threads []Thread) {
	t.Helper()
	all := ""
	for _, d := range Sheets(threads) {
		all += spread(prose.Words(d.Blocks))
	}
	answered := map[string]bool{"B4": true, "A12": true, "D7": true} // quoted by an answer between the lines, which keeps them
	for _, n := range okoroMail {
		for _, p := range strings.Split(n.words, "\n\n") {
			got := strings.Count(all, spread(p))
			if got == 0 {
				t.Errorf("%s: %q is lost", n.id, p)
			}
			if got > 1 && !answered[n.id] && count(spread(p)) > 4 {
				t.Errorf("%s: %q stands %d times", n.id, p, got)
			}
		}
	}
}

var headingLine = regexp.MustCompile(`(?i)^\W*(from|sent|date|to|cc|subject)\s*:|\bwrote:\s*$|^\W*-{3,}.*-{3,}|^\W*begin forwarded message:`)

// noWordLost: every paragraph of every message that was given stands in the result, but for the headings of quotations.
func noWordLost(t *testing.T, given []Message, threads []Thread) {
	t.Helper()
	all := ""
	for _, d := range Sheets(threads) {
		all += spread(prose.Words(d.Blocks))
	}
	for _, m := range given {
		for _, line := range strings.Split(prose.Words(m.Body), "\n") {
			if headingLine.MatchString(line) {
				continue
			}
			if words := spread(line); !strings.Contains(all, words) {
				t.Errorf("%s: %q is lost", m.ID, line)
			}
		}
	}
}
