package cli

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOptionsStandAnywhere(t *testing.T) {
	table := []struct {
		args, words, attached []string
		said                  string
	}{
		{args: []string{"a", "--said", "x", "b"}, words: []string{"a", "b"}, said: "x"},
		{args: []string{"--said=x", "a", "b"}, words: []string{"a", "b"}, said: "x"},
		{args: []string{"a", "b", "-said", "--x"}, words: []string{"a", "b"}, said: "--x"},
		{args: []string{"a", "b", "--attach", "c", "d", "e"}, words: []string{"a", "b"}, attached: []string{"c", "d", "e"}},
		{args: []string{"a", "--attach", "c", "--attach", "d", "b"}, words: []string{"a", "b"}, attached: []string{"c", "d"}},
		{args: []string{"--said", "x", "--", "--attach", "-b"}, words: []string{"--attach", "-b"}, said: "x"},
		{args: []string{"a", "--", "--said"}, words: []string{"a", "--said"}},
	}
	for _, row := range table {
		o := newOptions(&call{})
		said, attach := o.text("said"), o.many("attach")
		words, err := o.parse(&call{args: row.args}, 1, 2)
		if err != nil {
			t.Errorf("%q: %v", row.args, err)
			continue
		}
		if d := cmp.Diff(words, row.words) + cmp.Diff(attach.words, row.attached) + cmp.Diff(*said, row.said); d != "" {
			t.Errorf("%q: %s", row.args, d)
		}
	}
}

func TestWrongOptionsNameThemselves(t *testing.T) {
	table := map[string][]string{
		"There is no option --nonsense here.":                                 {"a", "--nonsense"},
		"--said needs something after it.":                                    {"a", "--said"},
		`"2026-06-31" is a day that does not exist.`:                          {"--on", "2026-06-31", "a"},
		`"b" is one word too many.`:                                           {"a", "b"},
		"Something is missing.":                                               {"--said", "x"},
		`"today" is not a date: write it as year-month-day, like 2026-03-16.`: {"a", "--on", "today"},
	}
	for want, args := range table {
		o := newOptions(&call{})
		o.text("said")
		o.date("on")
		if _, err := o.parse(&call{args: args}, 1, 1); err == nil || err.Error() != want {
			t.Errorf("%q: %v, not %q", args, err, want)
		}
	}
}
