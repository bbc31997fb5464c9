package ui

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// ordered makes a bundle of headings and one-letter documents: "A", "ab" stands for heading A over documents a and b.
func ordered(pairs ...string) casefile.Bundle {
	var b casefile.Bundle
	for i := 0; i+1 < len(pairs); i += 2 {
		s := casefile.BundleSection{Title: pairs[i]}
		for _, r := range pairs[i+1] {
			s.Documents = append(s.Documents, casefile.ID(r))
		}
		b.Sections = append(b.Sections, s)
	}
	return b
}

// shape writes a bundle as ordered takes it.
func shape(b casefile.Bundle) []string {
	var out []string
	for _, s := range b.Sections {
		docs := ""
		for _, id := range s.Documents {
			docs += string(id)
		}
		out = append(out, s.Title, docs)
	}
	return out
}

func wantOrder(t *testing.T, got casefile.Bundle, want ...string) {
	t.Helper()
	if d := cmp.Diff(want, shape(got)); d != "" {
		t.Errorf("the order is (-want +got):\n%s", d)
	}
}

func TestOrderMovesADocument(t *testing.T) {
	start := ordered("A", "abc", "B", "d")
	for _, row := range []struct {
		doc   casefile.ID
		by    int
		moved bool
		want  []string
	}{
		{"b", -1, true, []string{"A", "bac", "B", "d"}},
		{"b", +1, true, []string{"A", "acb", "B", "d"}},
		{"c", +1, true, []string{"A", "ab", "B", "cd"}},
		{"d", -1, true, []string{"A", "abcd"}}, // its own heading has nothing left under it
		{"a", -1, false, []string{"A", "abc", "B", "d"}},
		{"d", +1, false, []string{"A", "abc", "B", "d"}},
		{"x", +1, false, []string{"A", "abc", "B", "d"}},
	} {
		got, moved := moveDocument(start, row.doc, row.by)
		if moved != row.moved {
			t.Errorf("%s by %d: moved %v", row.doc, row.by, moved)
		}
		wantOrder(t, got, row.want...)
	}
	wantOrder(t, start, "A", "abc", "B", "d")
}

func TestOrderMovesAndRenamesAHeading(t *testing.T) {
	start := ordered("A", "ab", "B", "c", "C", "d")
	down, ok := moveHeading(start, "A", +1)
	if !ok {
		t.Error("A was not moved")
	}
	wantOrder(t, down, "B", "c", "A", "ab", "C", "d")
	if _, ok := moveHeading(start, "A", -1); ok {
		t.Error("the first heading was moved up")
	}
	wantOrder(t, renameHeading(start, "B", "School"), "A", "ab", "School", "c", "C", "d")
	wantOrder(t, renameHeading(start, "C", "A"), "A", "abd", "B", "c")
	wantOrder(t, start, "A", "ab", "B", "c", "C", "d")
}

func TestOrderPutsInAndLeavesOut(t *testing.T) {
	start := ordered("A", "ab", "B", "c")
	wantOrder(t, putUnder(start, "B", []casefile.ID{"x", "a"}), "A", "b", "B", "cxa")
	wantOrder(t, putUnder(start, "New", []casefile.ID{"c"}), "A", "ab", "New", "c")
	out := withoutDocument(start, "c")
	wantOrder(t, out, "A", "ab")
	wantOrder(t, putBack(out, start, "c"), "A", "ab", "B", "c")
	wantOrder(t, putBack(start, start, "c"), "A", "ab", "B", "c")
	wantOrder(t, start, "A", "ab", "B", "c")
}

func TestOrderIsTidied(t *testing.T) {
	messy := ordered("A", "ab", "B", "x", "A", "bc", "C", "")
	got := tidyBundle(messy, func(id casefile.ID) bool { return id != "x" })
	wantOrder(t, got, "A", "abc")
}

func TestOrderKnowsAnOldReport(t *testing.T) {
	report := casefile.Document{Kind: casefile.DocumentReport, On: deadlines.On(2023, 11, 21)}
	letter := report
	letter.Kind = casefile.DocumentLetter
	today := deadlines.On(2026, 11, 22)
	if !isOld(report, today) || isOld(report, today.AddDays(-1)) || isOld(letter, today) {
		t.Error("a report is old the day after three years, and a letter never")
	}
}
