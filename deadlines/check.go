package deadlines

import (
	"fmt"
	"slices"
	"strings"
)

// tomlRule is a rule as its file has it.
type tomlRule struct {
	ID, Title, Who, Force, Law, Cite, URL, Quote, Grade, By string
	Before, Missed, Excuse, Note, Doubt                     string
	Hour, Take, Lands, Pauses, Calendar, Lapses, Lead       string
	Checked, Until                                          tomlDay
	HourNote                                                string  `toml:"hour_note"`
	InForce                                                 tomlDay `toml:"in_force"`
	Met, Ends, Moot, Unless                                 []string
	Separate, Resets                                        bool
	Clock                                                   []tomlClock
	Other                                                   []struct{ Count, Why string }
}

type tomlClock struct {
	From                        oneOrMany
	Count, Within, Absent       string
	Usual, Unusual              string
	Next, Optional, Wins, Alone bool
}

// rules reads one file of rules.
func (l *loader) rules(name string) {
	var f struct{ Rule []tomlRule }
	text, ok := l.read(name, &f)
	if !ok {
		return
	}
	lines := linesOf(text, "[[rule]]")
	for i := range f.Rule {
		t := &f.Rule[i]
		b := &builder{loader: l, file: name, line: nth(lines, i), t: t}
		b.r = &Rule{ID: t.ID, Title: t.Title, Who: t.Who, Force: t.Force, Law: t.Law, Cite: t.Cite, URL: t.URL, Quote: t.Quote,
			Grade: t.Grade, Checked: t.Checked.Date, By: t.By, InForce: t.InForce.Date, Until: t.Until.Date, Met: t.Met,
			Before: t.Before, Missed: t.Missed, Excuse: t.Excuse, note: t.Note, doubt: t.Doubt, hour: t.Hour, hourNote: t.HourNote,
			separate: t.Separate, resets: t.Resets, file: name, line: b.line}
		b.words()
		b.counting()
		b.clocks()
		l.keep(b.r)
	}
}

// builder makes one rule and notes what is wrong with it.
type builder struct {
	*loader
	file string
	line int
	t    *tomlRule
	r    *Rule
}

func (b *builder) wrong(format string, a ...any) {
	b.fault(b.file, b.line, "rule %q: %w", b.t.ID, fmt.Errorf(format, a...))
}

// words checks what people read.
func (b *builder) words() {
	t := b.t
	if !idShape.MatchString(t.ID) {
		b.wrong("the id is not made of small letters, digits and hyphens")
	}
	for _, w := range []struct{ name, value string }{{"title", t.Title}, {"law", t.Law}, {"cite", t.Cite}, {"before", t.Before}, {"missed", t.Missed}} {
		if strings.TrimSpace(w.value) == "" {
			b.wrong("has no %s", w.name)
		}
	}
	if !strings.HasPrefix(t.URL, "https://") && !strings.HasPrefix(t.URL, "http://") {
		b.wrong("url %q is not a web address", t.URL)
	}
	if t.Checked.IsZero() {
		b.wrong("does not say when its source was checked")
	}
	b.oneOf("who", t.Who, "parent", "council", "school", "tribunal", "services", "organisation", "adviser")
	b.oneOf("force", t.Force, "law", "guidance", "aim")
	b.oneOf("grade", t.Grade, gradeRead, gradePart, gradeGuidance, gradeNone)
	if !t.Until.IsZero() && !t.InForce.Before(t.Until.Date) {
		b.wrong("ends (until %s) before it begins", t.Until)
	}
	if (t.Hour == "") != (t.HourNote == "") {
		b.wrong("hour and hour_note go together")
	}
}

// oneOf checks a key that takes only certain words.
func (b *builder) oneOf(key, value string, allowed ...string) {
	if !slices.Contains(allowed, value) {
		b.wrong("%s is %q, which is none of %s", key, value, strings.Join(quoted(allowed), ", "))
	}
}

func quoted(words []string) []string {
	var q []string
	for _, w := range words {
		q = append(q, fmt.Sprintf("%q", w))
	}
	return q
}

// counting checks how the rule counts and lands.
func (b *builder) counting() {
	t, r := b.t, b.r
	b.oneOf("take", t.Take, "", "later", "earlier")
	b.oneOf("lands", t.Lands, landsAnywhere, landsWorkingDay, landsTribunal)
	b.oneOf("pauses", t.Pauses, "", pausesTribunal)
	b.oneOf("calendar", t.Calendar, "", calendarEngland, calendarUK)
	r.take, r.lands, r.pauses = t.Take, t.Lands, t.Pauses != ""
	r.calendar = b.pack.england
	if t.Calendar == calendarUK {
		r.calendar = b.pack.uk
	}
	r.lapses = b.length("lapses", t.Lapses, after)
	r.lead = b.length("lead", t.Lead, before)
	r.met = b.selectors("met", t.Met)
	r.ends = b.selectors("ends", t.Ends)
	r.moot = b.selectors("moot", t.Moot)
	r.unless = b.selectors("unless", t.Unless)
	for _, o := range t.Other {
		c, err := parseCount(o.Count)
		if err != nil {
			b.wrong("other: %w", err)
		}
		if o.Why == "" {
			b.wrong("an other date gives no reason (why)")
		}
		r.others = append(r.others, otherCount{c, o.Why})
	}
}

// length reads an optional plain count that runs the way given, such as "12 months after".
func (b *builder) length(key, words string, runs way) *count {
	if words == "" {
		return nil
	}
	c, err := parseCount(words)
	if err != nil || c.way != runs || c.unit == workingDays {
		b.wrong("%s is %q, which is not a plain time like \"12 months %s\"", key, words, map[way]string{after: "after", before: "before"}[runs])
		return nil
	}
	return &c
}

// clocks checks what starts the rule.
func (b *builder) clocks() {
	t, r := b.t, b.r
	if len(t.Clock) == 0 {
		b.wrong("has no clock, so nothing would start it")
	}
	if len(t.Clock) > 1 && t.Take == "" && !t.Clock[1].Wins && !t.Clock[1].Alone {
		b.wrong("has several clocks and does not say which to take (later or earlier)")
	}
	for _, c := range t.Clock {
		made := clock{next: c.Next, alone: c.Alone, optional: c.Optional, wins: c.Wins, absent: c.Absent, unusual: c.Unusual}
		made.within, made.usual = b.length("within", c.Within, after), b.length("usual", c.Usual, after)
		if (c.Usual == "") != (c.Unusual == "") {
			b.wrong("usual and unusual go together")
		}
		var err error
		if made.count, err = parseCount(c.Count); err != nil {
			b.wrong("%w", err)
		}
		if len(c.From) == 0 {
			b.wrong("has a clock that starts from nothing (from)")
		} else if ref, ok := strings.CutPrefix(c.From[0], "="); ok && len(c.From) == 1 {
			made.ref = ref
		} else {
			made.from = b.selectors("clock", c.From)
		}
		r.clocks = append(r.clocks, made)
	}
	if len(r.clocks) > 0 && slices.ContainsFunc(r.clocks, func(c clock) bool { return c.ref != r.clocks[0].ref }) {
		b.wrong("counts from another rule's date with some clocks only; that cannot be joined")
	}
}

// selectors reads "kind" and "kind of kind".
func (b *builder) selectors(key string, words []string) []selector {
	var all []selector
	for _, w := range words {
		var s selector
		s.kind, s.of, _ = strings.Cut(w, " of ")
		for _, kind := range []string{s.kind, s.of} {
			if _, ok := b.pack.kind[kind]; !ok && (kind != "" || kind == s.kind) {
				b.wrong("%s names the unknown fact %q", key, kind)
			}
		}
		all = append(all, s)
	}
	return all
}

// keep puts the rule into the pack, beside its other versions.
func (l *loader) keep(r *Rule) {
	l.pack.rules = append(l.pack.rules, r)
	of := l.pack.law[r.ID]
	if of == nil {
		of = &law{id: r.ID, touched: map[string]bool{}}
		l.pack.law[r.ID] = of
		l.pack.laws = append(l.pack.laws, of)
	}
	if len(r.clocks) > 0 {
		of.ref = r.clocks[0].ref
	}
	for _, s := range slices.Concat(r.met, r.ends, r.moot) {
		of.touched[s.kind] = true
	}
	of.versions = append(of.versions, r)
}

// arrange checks the rules against each other: versions that overlap, and rules that count from each other. It puts each
// rule behind the one it counts from.
func (l *loader) arrange() {
	for _, law := range l.pack.laws {
		l.versions(law)
	}
	var ordered []*law
	done := map[*law]bool{}
	for _, one := range l.pack.laws {
		var chain []*law
		for at := one; at != nil && !done[at]; at = l.behind(at) {
			if slices.Contains(chain, at) {
				r := at.newest()
				l.fault(r.file, r.line, "rule %q counts from itself", at.id)
				return
			}
			chain = append(chain, at)
		}
		for _, next := range slices.Backward(chain) {
			done[next] = true
			ordered = append(ordered, next)
		}
	}
	l.pack.laws = ordered
}

// behind gives the law that at counts from.
func (l *loader) behind(at *law) *law {
	if at.ref == "" {
		return nil
	}
	to := l.pack.law[at.ref]
	if to == nil {
		r := at.newest()
		l.fault(r.file, r.line, "rule %q counts from the unknown rule %q", at.id, at.ref)
	}
	return to
}

// versions puts a rule's versions in order and refuses two that govern the same day.
func (l *loader) versions(of *law) {
	slices.SortStableFunc(of.versions, func(a, b *Rule) int { return a.InForce.Compare(b.InForce) })
	for i, r := range of.versions[1:] {
		before := of.versions[i]
		switch {
		case before.InForce == r.InForce || before.Until.IsZero() || before.Until.After(r.InForce):
			l.fault(r.file, r.line, "rule %q is given twice for the same days: the older needs an until, the newer an in_force", r.ID)
		case (before.clocks[0].ref == "") != (r.clocks[0].ref == ""):
			l.fault(r.file, r.line, "rule %q counts from another rule's date in one version and not in the other", r.ID)
		}
	}
}
