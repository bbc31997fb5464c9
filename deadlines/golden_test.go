package deadlines

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write testdata/rules.golden.md anew")

// TestGolden prints every rule for a lawyer to read; the difference is what gets reviewed when a rule changes.
func TestGolden(t *testing.T) {
	const path = "testdata/rules.golden.md"
	got := printed(load(t))
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), got); diff != "" {
		t.Errorf("the rules no longer read as in %s; if that is meant, run go test ./deadlines -update and have the difference read (-was +is):\n%s", path, diff)
	}
}

// printed writes the pack as a document.
func printed(p *Pack) string {
	var b strings.Builder
	b.WriteString("# The rules, printed for reading\n\nWritten by `go test ./deadlines -update` from rules/*.toml. Do not edit.\n")
	file := ""
	for _, r := range p.Rules() {
		if r.file != file {
			file = r.file
			fmt.Fprintf(&b, "\n## %s\n", file)
		}
		printRule(&b, p, r)
	}
	b.WriteString("\n## Facts\n\n")
	for _, k := range p.Facts() {
		fmt.Fprintf(&b, "* **%s** (%s). %s %s\n", k.Title, k.ID, k.Question, k.Help)
	}
	return b.String()
}

func printRule(b *strings.Builder, p *Pack, r *Rule) {
	fmt.Fprintf(b, "\n### %s\n\n`%s` · %s must act · %s\n\n%s\n\n", r.Title, r.ID, r.Who, r.Force, r.Law)
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(b, "* %s: %s\n", name, value)
		}
	}
	by := r.By
	if by == "" {
		by = "not yet checked by a lawyer"
	}
	line("Law", r.Cite)
	line("Read at", r.URL)
	line("Sureness", fmt.Sprintf("%s (%s), read on %s, %s", r.Sureness(), r.Grade, r.Checked.Short(), by))
	line("In force", inForce(r))
	for _, c := range r.clocks {
		line("Clock", printClock(p, c))
	}
	line("Take", r.Take)
	line("Counting", printCounting(r))
	line("Hour", r.Hour)
	for _, o := range r.others {
		line("Second date", o.count.words+": "+o.Why)
	}
	line("Met by", printSelectors(r.met))
	line("Ended by", printSelectors(r.ends))
	line("Moot once", printSelectors(r.moot))
	line("… unless", printSelectors(r.unless))
	if r.lapses != nil {
		line("Shown as late until", r.lapses.words+" the last day")
	}
	if r.lead != nil {
		line("Looks back", r.lead.words+" the day")
	}
	line("Exceptions", r.Excuse)
	line("Remark", r.Note)
	line("In doubt", r.Doubt)
	line("Before", r.Before)
	line("If missed", r.Missed)
}

func inForce(r *Rule) string {
	if r.InForce.IsZero() {
		return ""
	}
	return "from " + r.InForce.Short() + untilWords(r.Until)
}

func printClock(p *Pack, c clock) string {
	s := fmt.Sprintf("**%s** ", c.count.words)
	if len(c.refs) > 0 {
		return s + "the day of rule `" + strings.Join(c.refs, "`, `") + "`"
	}
	s += printSelectors(c.from)
	for _, k := range []struct {
		on   bool
		says string
	}{
		{c.Alone, "a deadline of its own"},
		{c.Past, "the latest before it"},
		{c.Optional, "where there is one"},
		{c.Wins, "which then governs"},
		{c.Next, "on a day of rest, from the next working day"},
	} {
		if k.on {
			s += "; " + k.says
		}
	}
	if c.within != nil {
		s += "; where it comes not later than " + c.within.words + " the first"
	}
	if c.usual != nil {
		s += "; counted with a warning where it comes later than " + c.usual.words
	}
	return s
}

func printCounting(r *Rule) string {
	var s []string
	switch r.Lands {
	case landsWorkingDay:
		s = append(s, "an end on a day of rest moves to the next working day")
	case landsTribunal:
		s = append(s, "an end on a day of rest moves to the next working day, one in August or from 25 December to 1 January to the first working day after")
	default:
		s = append(s, "the end rests where it falls")
	}
	if r.pauses {
		s = append(s, "August and 25 December to 1 January are not counted")
	}
	if r.calendar.name != "England" {
		s = append(s, "bank holidays of "+r.calendar.name)
	}
	if r.Separate {
		s = append(s, "several stand side by side")
	}
	return strings.Join(s, "; ")
}

func printSelectors(all []selector) string {
	var s []string
	for _, one := range all {
		s = append(s, one.String())
	}
	return strings.Join(s, ", ")
}
