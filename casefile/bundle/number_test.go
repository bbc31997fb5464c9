package bundle

import (
	"fmt"
	"strings"
	"testing"

	"ehccasefile/casefile"
)

func TestNumbersByEveryWay(t *testing.T) {
	for _, c := range []struct {
		numbering casefile.BundleNumbering
		want      string
	}{
		{"", "1 2 2A 3 4 4A 4B 5"},
		{casefile.NumberingSections, "i ii iiA A1 A2 A2A A2B B1"},
	} {
		n := Plan{Numbering: c.numbering}.counter()
		n.front(3, 2)
		n.section()
		n.next()
		n.next()
		n.letter()
		n.letter()
		n.section()
		n.next()
		if got := strings.Join(n.all, " "); got != c.want {
			t.Errorf("%s: got %s, want %s", c.numbering, got, c.want)
		}
		names := namingOf(n.all, 0)
		for i, s := range n.all {
			if names.name(i) != s || names.page(s) != i+1 || names.wrong(i, nil) != "" {
				t.Errorf("%s: page %d is %q, found on %d, %s", s, i+1, names.name(i), names.page(s), names.wrong(i, nil))
			}
		}
		var spelt []string
		for i, l := range labels(n.all) { // as ISO 32000, 12.4.2 has a reader spell them
			end := len(n.all)
			if all := labels(n.all); i+1 < len(all) {
				end = all[i+1].From
			}
			for at := l.From; at < end; at++ {
				s := l.Prefix
				if l.Style == "D" {
					s += fmt.Sprint(max(1, l.Start) + at - l.From)
				}
				spelt = append(spelt, s)
			}
		}
		if got := strings.Join(spelt, " "); got != c.want {
			t.Errorf("as labels: %s", got)
		}
	}
	if letters(25)+letters(26)+letters(27)+letters(701)+letters(702) != "ZAAABZZAAA" {
		t.Error("letters after Z are wrong")
	}
	for i, want := range map[int]string{1: "i", 4: "iv", 9: "ix", 14: "xiv", 39: "xxxix"} {
		if roman(i) != want {
			t.Errorf("%d is %s", i, roman(i))
		}
	}
}

func TestLabelsOutOfOrderAreFound(t *testing.T) {
	for _, c := range []struct{ labels, wrong string }{
		{"i ii A1 A2 B1", ""}, {"i ii A1 A3 B1", "A3"}, {"i ii A1 A2 C1", "C1"}, {"i ii A1 A1 B1", "A1"}, {"i iii A1", "iii"},
		{"1 2 2A 2B 3", ""}, {"1 2 2B 3", "2B"}, {"1 2 2A 4", "4"}, {"1 2A 2 3", "2A"}, {"A1 A1A A1B A2 B1", ""}, {"A1 B2", "B2"},
	} {
		n := namingOf(strings.Fields(c.labels), 0)
		var wrong []string
		for i, s := range n.labels {
			if n.wrong(i, nil) != "" {
				wrong = append(wrong, s)
			}
		}
		if len(wrong) == 0 != (c.wrong == "") || c.wrong != "" && wrong[0] != c.wrong {
			t.Errorf("%s: wrong are %q, want %q", c.labels, wrong, c.wrong)
		}
	}
	for _, counted := range []string{"1 2 3", "1 2 4", "", "x-1 x-2", "Cover 1 2"} {
		if namingOf(strings.Fields(counted), 0).labels != nil {
			t.Errorf("%q names its pages", counted)
		}
	}
}
