package deadlines

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write testdata/rules.golden.md anew")

// TestGolden prints every rule for a lawyer to read; the difference is what gets reviewed when a rule changes.
func TestGolden(t *testing.T) {
	const path = "testdata/rules.golden.md"
	got := printed(t, load(t))
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

const preface = `# The rules, printed for reading

Written by go test ./deadlines -update from rules/*.toml, so that a lawyer can read the rules without reading the program. Do not edit.
Nothing here has been checked by a lawyer yet.

**How to read it.** Each rule says who must act, whether it is law, guidance or an aim, what the law says in our own words, where it stands,
and how surely it is known: *read in the law itself* (V1), *read in part in the law* (V1-part), *from published guidance* (V2), *not yet checked* (M).

**Counting.** "Six weeks of" and "two months after" leave out the first day; "fifteen days beginning with" counts it. A month ends on the day of
the same number, or on the month's last day. "Before 15 February" is in time on 14 February. Working days are Monday to Friday without the bank
holidays of England (for freedom of information, of the whole kingdom). School days are the working days of the terms a family entered; without
them no date is given. Where a rule says nothing of weekends and holidays, its last day stays where it falls.

**Safe days.** Where sources differ or a fact is missing, the earlier day is shown first and the other beside it with its reason. The exceptions
are the two weeks' notice of a review meeting and of its papers.

**Facts.** "A after ` + "`b`" + `" is an A that belongs to a B: the family says so, or it is the latest B before it. What is done belongs to one deadline
only: the one the family names, else the latest that began before it, and the reason says so. A notice of changes that follows a review already closed, or a change
outside a review, is not taken into that review, and a review is finished once: a notice after its decision finishes nothing more. Each decision has a limit of its own; one never ends another
whose day has not come. *Several stand side by side*: each is open until it is done itself. *Moot*: no longer matters, unless a fact named behind it is there.

**Exceptions** never move a date: they are the council's to claim and to prove. **A day the Tribunal set** goes before what the rule gives.
August and Christmas do not move it; where it is a day of rest, the next working day (rule 12(2)) stands beside it.
`

// printed writes the pack as a document.
func printed(t *testing.T, p *Pack) string {
	var b strings.Builder
	b.WriteString(preface + "\n## The rows of the table of timescales\n")
	for _, line := range tableRows(t) {
		if title, ok := strings.CutPrefix(line, "# "); ok {
			fmt.Fprintf(&b, "\n**%s**\n\n", title)
			continue
		}
		fmt.Fprintf(&b, "* `%s`: %s\n", line, strings.Join(titlesOf(p, line), "; "))
	}
	file := ""
	for _, r := range p.Rules() {
		if r.file != file {
			file = r.file
			fmt.Fprintf(&b, "\n## %s\n", r.Topic())
		}
		printRule(&b, p, r)
	}
	b.WriteString("\n## Exceptions that may be claimed\n")
	for _, k := range p.Facts() {
		if e := p.exceptions[k.ID]; e != nil {
			fmt.Fprintf(&b, "\n* **%s** (`%s`). To be shown: %s What to ask: %s\n", upper(e.Title), e.ID, e.Show, e.Ask)
		}
	}
	b.WriteString("\n## Facts\n\n")
	for _, k := range p.Facts() {
		fmt.Fprintf(&b, "* **%s** (`%s`). %s %s%s\n", k.Title, k.ID, k.Question, k.Help, printArrival(k)+printClosed(k))
	}
	return b.String()
}

// titlesOf gives the rules that stand for a row of the table, each version apart.
func titlesOf(p *Pack, row string) []string {
	var titles []string
	for _, r := range p.Rules() {
		if slices.Contains(r.Rows, row) {
			title := r.Title
			if !r.Until.IsZero() {
				title += " (until " + r.Until.AddDays(-1).Short() + ")"
			}
			titles = append(titles, title)
		}
	}
	return titles
}

// tableRows reads the ids of the table of timescales, with its headings.
func tableRows(t *testing.T) []string {
	t.Helper()
	b, err := os.ReadFile("testdata/rows.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(strings.ReplaceAll(string(b), "\r\n", "\n"), "\n") // the first line says what the file is
	var rows []string
	for line := range strings.Lines(list) {
		if line = strings.TrimSpace(line); line != "" {
			rows = append(rows, line)
		}
	}
	return rows
}

// TestEveryRowHasItsRule: the table of timescales and the rules name the same rows, and the printed rules show each.
func TestEveryRowHasItsRule(t *testing.T) {
	pack := load(t)
	var table, rules []string
	for _, row := range tableRows(t) {
		if !strings.HasPrefix(row, "#") {
			table = append(table, row)
		}
	}
	for _, r := range pack.Rules() {
		rules = append(rules, r.Rows...)
	}
	slices.Sort(table)
	slices.Sort(rules)
	if diff := cmp.Diff(table, slices.Compact(rules)); diff != "" {
		t.Errorf("the rows of the table (-) and those that have a rule (+) differ:\n%s", diff)
	}
	if len(table) != 86 {
		t.Errorf("the table has %d rows, want 86", len(table))
	}
}

// printClosed says after which facts one of this kind joins nothing without being told to.
func printClosed(k FactKind) string {
	if len(k.closed) == 0 {
		return ""
	}
	return " It is not taken to belong to what was closed before it by `" + strings.Join(k.closed, "`, `") + "`, unless the family says so."
}

func printArrival(k FactKind) string {
	switch {
	case k.Arrives != "":
		return " May be worked out from how it was sent."
	case k.Letter:
		return " The date printed on it may be entered beside the day it was sent; the earlier counts."
	}
	return ""
}

func printRule(b *strings.Builder, p *Pack, r *Rule) {
	fmt.Fprintf(b, "\n### %s\n\n`%s` · %s · %s\n\n%s\n\n", r.Title, r.ID, actors[r.Who], r.Force, r.Law)
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
	line("Its words", r.Quote)
	readAt, on := "Read at", ", read on "+r.Checked.Short()
	switch {
	case r.Grade == gradeNone:
		readAt, on = "To be read at", ""
	case r.Grade == gradeGuidance && strings.Contains(r.URL, "legislation.gov.uk"):
		readAt, on = "The provision, which was not itself read", ", which was read on "+r.Checked.Short()
	}
	line(readAt, r.URL)
	line("Sureness", fmt.Sprintf("%s (%s)%s, %s", r.Sureness(), r.Grade, on, by))
	line("In force", inForce(r))
	for _, c := range r.clocks {
		line("Time", printClock(p, c))
	}
	if len(r.clocks) > 1 {
		line("Of these", r.Take)
	}
	line("Counting", printCounting(p, r))
	if r.Hour != "" {
		line("Hour", "by "+r.Hour+", "+r.HourNote)
	}
	for _, o := range r.others {
		line("Second date", printOther(o))
	}
	if r.Directed {
		line("The Tribunal", "may set another day (or an order or a written agreement may), which then governs")
	}
	line("Nearest date from", strings.Join(r.Anchor, ", "))
	line("Done by", printSelectors(p, r.met))
	line("Ended by", printSelectors(p, r.ends))
	line("Moot once", printSelectors(p, r.moot))
	line("… unless", printSelectors(p, r.unless))
	if r.lapses != nil {
		line("Shown as late until", r.lapses.words+" the last day")
	}
	if r.lead != nil {
		line("Looks back", r.lead.words+" the day")
	}
	if len(r.Remind) > 0 {
		line("Reminders", strings.Trim(fmt.Sprint(r.Remind), "[]")+" days before")
	}
	line("Exceptions", r.Excuse)
	line("Remark", r.Note)
	line("In doubt", r.Doubt)
	line("Before", r.Before)
	line("If missed", r.Missed)
	if r.Letter != nil {
		line("Letter", r.Letter.Title)
	}
}

// actors says who must act.
var actors = map[string]string{
	"parent": "for the parent or young person", "council": "for the council", "school": "for the school", "tribunal": "for the Tribunal",
	"services": "for the services asked for advice", "organisation": "for the organisation asked", "adviser": "for the mediation adviser",
	"health": "for the NHS integrated care board", "governors": "for the school's governors",
}

func printOther(o otherCount) string {
	s := o.count.words
	switch o.Lands {
	case landsWorkingDay:
		s += ", moved off a day of rest"
	case landsTribunal:
		s += ", moved off a day of rest, August and Christmas"
	}
	if len(o.From) > 0 {
		s += ", where " + strings.Join(o.From, " or ") + " started it"
	}
	return s + ": " + o.Why
}

func inForce(r *Rule) string {
	if r.InForce.IsZero() {
		return ""
	}
	return "for what happened from " + r.InForce.Short() + untilWords(r.Until)
}

func printClock(p *Pack, c *clock) string {
	s := fmt.Sprintf("**%s** ", c.count.words)
	if len(c.refs) > 0 {
		return s + "the day of the rule `" + strings.Join(c.refs, "`, `") + "`"
	}
	s += printSelectors(p, c.from)
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

func printCounting(p *Pack, r *Rule) string {
	if !r.clocks[0].count.dated() {
		return ""
	}
	var s []string
	switch r.Lands {
	case landsWorkingDay:
		s = append(s, "an end on a day of rest moves to the next working day")
	case landsTribunal:
		s = append(s, "an end on a day of rest moves to the next working day, one in August or from 25 December to 1 January to the first working day after; one on a day of rest just before those days is shown as the last working day before it, which is safe on every reading")
	default:
		s = append(s, "the end rests where it falls")
	}
	if r.pauses {
		s = append(s, "August and 25 December to 1 January are not counted")
		if len(r.unpaused) > 0 {
			s = append(s, "but every day of the whole time counts, whichever of its starts governs, where it follows "+printSelectors(p, r.unpaused))
		}
		if r.clocks[0].count.unit == months {
			s = append(s, "how a month leaves days out is not settled, so the plain date is shown first, as the safe one, and the longer beside it")
		}
	}
	if r.calendar.name != "England" {
		s = append(s, "bank holidays of "+r.calendar.name)
	}
	if r.Separate {
		s = append(s, "several stand side by side")
	}
	return strings.Join(s, "; ")
}

// printSelectors names facts by their titles, with their ids.
func printSelectors(p *Pack, all []selector) string {
	var s []string
	for _, one := range all {
		say := fmt.Sprintf("*%s* (`%s`)", lowerFirst(p.kinds[p.kind[one.kind]].Title), one.kind)
		if one.of != "" {
			say += fmt.Sprintf(" after `%s`", one.of)
		}
		s = append(s, say)
	}
	return strings.Join(s, "; ")
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }
