package deadlines

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// load reads the built-in rules, once for all tests.
var load = func() func(t testing.TB) *Pack {
	pack, err := Load()
	return func(t testing.TB) *Pack {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return pack
	}
}()

// An example is one block of testdata/examples.txt.
type example struct {
	name, source string
	facts        []Fact
	today        Date
	want         []wanted
}

// wanted is one "=> rule …" line.
type wanted struct {
	rule, state  string
	nominal, due Date
	absent       bool
	or           []Date
	sure         *bool
	by, near     string
	claim        string
	directed     bool
	free         bool // no exception is claimed
}

// readExamples reads the file; a block it cannot read fails the test.
func readExamples(t testing.TB) []example {
	t.Helper()
	b, err := os.ReadFile("testdata/examples.txt")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(b), "\r\n", "\n")
	var all []example
	for block := range strings.SplitSeq(text, "\n\n") {
		var lines []string
		for line := range strings.Lines(block) {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
				lines = append(lines, line)
			}
		}
		if len(lines) > 0 {
			all = append(all, readExample(t, lines))
		}
	}
	return all
}

func readExample(t testing.TB, lines []string) example {
	t.Helper()
	e := example{name: lines[0]}
	for _, line := range lines[1:] {
		switch {
		case strings.HasPrefix(line, "source: "):
			e.source = strings.TrimPrefix(line, "source: ")
		case strings.HasPrefix(line, "=> "):
			e.want = append(e.want, readWanted(t, strings.Fields(line)[1:]))
		case strings.HasPrefix(line, "today "):
			e.today = day(t, strings.Fields(line)[1])
		default:
			e.facts = append(e.facts, readFact(t, strings.Fields(line)))
		}
	}
	if e.source == "" || len(e.want) == 0 {
		t.Fatalf("example %q names no source or expects nothing", e.name)
	}
	for _, f := range e.facts {
		if f.On.IsZero() {
			f.On = f.Sent.On
		}
		if e.today.IsZero() || len(e.facts) > 0 && f.On.After(e.today) && !strings.Contains(strings.Join(lines, "\n"), "today ") {
			e.today = f.On
		}
	}
	return e
}

func readFact(t testing.TB, words []string) Fact {
	t.Helper()
	f := Fact{Kind: words[0]}
	if words[1] != "-" {
		f.On = day(t, words[1])
	}
	for i := 2; i+1 < len(words); i += 2 {
		switch words[i] {
		case "as":
			f.ID = words[i+1]
		case "of":
			f.Of = words[i+1]
		case "against":
			f.Against = words[i+1]
		case "dated":
			f.Dated = day(t, words[i+1])
		case "sent":
			f.Sent.On = day(t, words[i+1])
		case "by":
			f.Sent.How = Method(words[i+1])
		case "at":
			f.Sent.At = words[i+1]
		default:
			t.Fatalf("fact %q: %q is not understood", words, words[i])
		}
	}
	return f
}

func readWanted(t testing.TB, words []string) wanted {
	t.Helper()
	w := wanted{rule: words[0]}
	var state []string
	yes, no := true, false
	for i := 1; i < len(words); i++ {
		switch word := words[i]; {
		case word == "none": // no date, which is what nothing said means
		case word == "absent":
			w.absent = true
		case word == "or":
			i++
			w.or = append(w.or, day(t, words[i]))
		case word == "near":
			i++
			w.near = words[i]
		case word == "directed":
			w.directed = true
		case word == "no-claim":
			w.free = true
		case strings.HasPrefix(word, "claim-"):
			w.claim = word
		case strings.HasSuffix(word, "pm"):
			w.by = word
		case word == "sure":
			w.sure = &yes
		case word == "unsure":
			w.sure = &no
		case word[0] >= '0' && word[0] <= '9' && w.nominal.IsZero():
			w.nominal = day(t, word)
			w.due = w.nominal
		case word[0] >= '0' && word[0] <= '9':
			w.due = day(t, word)
		default:
			state = append(state, word)
		}
	}
	w.state = strings.Join(state, " ")
	return w
}

func day(t testing.TB, s string) Date {
	t.Helper()
	d, err := Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// differs says what a deadline lacks of what was wanted; "" where it lacks nothing.
func (w wanted) differs(d Deadline, today Date) string {
	var wrong []string
	note := func(format string, a ...any) { wrong = append(wrong, fmt.Sprintf(format, a...)) }
	if d.Due != w.due || d.Nominal != w.nominal {
		note("counts to %s and is due on %s, want %s and %s", d.Nominal.Long(), d.Due.Long(), w.nominal.Long(), w.due.Long())
	}
	if got := d.State(today).String(); w.state != "" && got != w.state {
		note("is %q on %s, want %q", got, today.Long(), w.state)
	}
	if w.sure != nil && d.Sure != *w.sure {
		note("sure is %t, want %t", d.Sure, *w.sure)
	}
	if w.by != "" && d.By != w.by || w.directed != d.Directed && w.directed {
		note("by %q, directed %t", d.By, d.Directed)
	}
	if w.near != "" && (d.Near == nil || d.Near.Rule.ID != w.near || d.Near.Due.IsZero()) {
		note("the nearest date is not that of %s: %v", w.near, d.Near)
	}
	if w.free && len(d.Claims) > 0 || w.claim != "" && !slices.ContainsFunc(d.Claims, func(c Claim) bool { return c.Exception.ID == w.claim }) {
		note("has the claims %v", d.Claims)
	}
	for _, or := range w.or {
		if !slices.ContainsFunc(d.Other, func(a Alternative) bool { return a.Due == or && a.Why != "" }) {
			note("does not show %s beside it", or.Long())
		}
	}
	return strings.Join(wrong, "; ")
}

// TestExamples holds every worked example against the program, and every rule against the examples.
func TestExamples(t *testing.T) {
	pack := load(t)
	used := map[string]bool{}
	for _, e := range readExamples(t) {
		t.Run(e.name, func(t *testing.T) {
			if err := pack.Check(e.facts); err != nil {
				t.Error(err)
			}
			got := pack.Work(e.facts, e.today)
			for _, w := range e.want {
				used[w.rule] = used[w.rule] || !w.absent
				checkWanted(t, w, got, e.today)
			}
		})
	}
	for _, r := range pack.Rules() {
		if !used[r.ID] {
			t.Errorf("rule %s (%s:%d) has no example", r.ID, r.file, r.line)
		}
	}
}

// checkWanted looks for a deadline that is as wanted, and prints every step of those that are not.
func checkWanted(t *testing.T, w wanted, got []Deadline, today Date) {
	t.Helper()
	var tries []string
	for _, d := range got {
		if d.Rule.ID != w.rule {
			continue
		}
		if w.absent {
			t.Errorf("%s: found, due on %s, where nothing should start it", w.rule, d.Due.Long())
			return
		}
		wrong := w.differs(d, today)
		if wrong == "" {
			return
		}
		for _, s := range d.Steps {
			wrong += "\n      " + s.String()
		}
		tries = append(tries, wrong)
	}
	if w.absent {
		return
	}
	t.Errorf("%s: nothing as wanted among %d deadlines\n  - %s", w.rule, len(tries), strings.Join(tries, "\n  - "))
}
