package deadlines

import (
	"fmt"
	"slices"
	"strings"
)

// tomlRule is a rule as its file has it.
type tomlRule struct {
	ID, Title, Who, Force, Law, Cite, URL, Quote, Grade, By string
	Row                                                     any // one text or several
	Before, Missed, Letter, Excuse, Note, Doubt             string
	Hour, Take, Lands, Pauses, Calendar, Lapses, Lead       string
	Checked, Until                                          any    // dates
	HourNote                                                string `toml:"hour_note"`
	InForce                                                 any    `toml:"in_force"`
	Met, Ends, Moot, Unless, Exceptions, Anchor             []string
	Unpaused                                                []string
	Separate, Resets, Directed                              bool
	Remind                                                  []int
	Clock                                                   []tomlClock
	Other                                                   []Other
}

type tomlClock struct {
	From                        any // one text or several
	Count, Within, Absent       string
	Usual, Unusual              string
	Next, Optional, Wins, Alone bool
	Past                        bool
}

// rules reads one file of rules.
func (l *loader) rules(name string) func() {
	var f struct{ Rule []tomlRule }
	r := l.begin(name, &f)
	return func() {
		text, ok := l.end(r)
		if !ok {
			return
		}
		lines := linesOf(text, "[[rule]]")
		for i := range f.Rule {
			t := &f.Rule[i]
			b := &builder{loader: l, file: name, line: nth(lines, i), t: t, r: t.rule()}
			b.r.file, b.r.line = name, b.line
			b.dates()
			b.lists()
			b.words()
			b.answers()
			b.counting()
			b.clocks()
			l.keep(b.r)
		}
	}
}

// rule gives the words of the file.
func (t *tomlRule) rule() *Rule {
	r := &Rule{ID: t.ID, Title: t.Title, Who: t.Who, Force: t.Force, Law: t.Law, Cite: t.Cite, URL: t.URL, Quote: t.Quote,
		Grade: t.Grade, By: t.By,
		Take: t.Take, Lands: t.Lands, Pauses: t.Pauses, Calendar: t.Calendar, Hour: t.Hour, HourNote: t.HourNote, Others: t.Other,
		Directed: t.Directed, Met: t.Met, Ends: t.Ends, Moot: t.Moot, Unless: t.Unless, Unpaused: t.Unpaused, Separate: t.Separate, Resets: t.Resets,
		Lapses: t.Lapses, Lead: t.Lead, Anchor: t.Anchor, Remind: t.Remind,
		Before: t.Before, Missed: t.Missed, Excuse: t.Excuse, Note: t.Note, Doubt: t.Doubt}
	for _, c := range t.Clock {
		r.Clocks = append(r.Clocks, Clock{Count: c.Count, Within: c.Within, Usual: c.Usual, Unusual: c.Unusual, Absent: c.Absent,
			Next: c.Next, Optional: c.Optional, Wins: c.Wins, Alone: c.Alone, Past: c.Past})
	}
	return r
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

// dates reads when the rule was checked and when it is in force.
func (b *builder) dates() {
	for _, d := range []struct {
		key string
		v   any
		to  *Date
	}{{"checked", b.t.Checked, &b.r.Checked}, {"in_force", b.t.InForce, &b.r.InForce}, {"until", b.t.Until, &b.r.Until}} {
		var err error
		if *d.to, err = tomlDay(d.v); err != nil {
			b.wrong("%s: %w", d.key, err)
		}
	}
}

// lists reads what may be one text or several.
func (b *builder) lists() {
	b.r.Rows = b.list("row", b.t.Row)
	if b.t.Row == nil {
		b.r.Rows = []string{b.r.ID}
	}
	for i, c := range b.t.Clock {
		b.r.Clocks[i].From = b.list("from", c.From)
	}
}

// list reads one.
func (b *builder) list(key string, v any) []string {
	all, err := oneOrMany(v)
	if err != nil {
		b.wrong("%s: %w", key, err)
	}
	return all
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
	if b.r.Checked.IsZero() {
		b.wrong("does not say when its source was checked")
	}
	b.oneOf("who", t.Who, "parent", "council", "school", "tribunal", "services", "organisation", "adviser", "health", "governors")
	b.oneOf("force", t.Force, "law", "guidance", "aim")
	b.oneOf("grade", t.Grade, gradeRead, gradePart, gradeGuidance, gradeNone)
	if !b.r.Until.IsZero() && !b.r.InForce.Before(b.r.Until) {
		b.wrong("ends (until %s) before it begins", b.r.Until)
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
	r.pauses = t.Pauses != ""
	r.calendar = b.pack.england
	if t.Calendar == calendarUK {
		r.calendar = b.pack.uk
	}
	r.compiled.lapses = b.length("lapses", t.Lapses, after)
	r.lead = b.length("lead", t.Lead, before)
	r.met = b.selectors("met", t.Met)
	r.ends = b.selectors("ends", t.Ends)
	r.moot = b.selectors("moot", t.Moot)
	r.unless = b.selectors("unless", t.Unless)
	r.unpaused = b.selectors("unpaused", t.Unpaused)
	if len(t.Unpaused) > 0 && !r.pauses {
		b.wrong("unpaused goes with pauses")
	}
	for _, o := range t.Other {
		c, err := parseCount(o.Count)
		if err != nil {
			b.wrong("other: %w", err)
		}
		if o.Why == "" {
			b.wrong("an other date gives no reason (why)")
		}
		b.selectors("from of an other date", o.From)
		b.oneOf("lands of an other date", o.Lands, landsAnywhere, landsWorkingDay, landsTribunal)
		r.others = append(r.others, otherCount{o, c})
	}
}

// answers finds what answers the rule: its letter, the exceptions that may be claimed, when to remind.
func (b *builder) answers() {
	for _, id := range b.t.Exceptions {
		e := b.pack.exceptions[id]
		if e == nil {
			b.wrong("exceptions names %q, which %s does not have", id, exceptionsFile)
			continue
		}
		b.r.Exceptions = append(b.r.Exceptions, e)
	}
	switch id := b.t.Letter; id {
	case "":
		b.wrong("names no letter that answers it (letter); write %q where none does", noLetter)
	case noLetter:
	default:
		if b.r.Letter = b.pack.letters[id]; b.r.Letter == nil {
			b.wrong("letter is %q, which %s does not have", id, lettersFile)
		}
	}
	for i, n := range b.t.Remind {
		if n < 0 || n > longest || i > 0 && n >= b.t.Remind[i-1] {
			b.wrong("remind is not a list of days that grows smaller, like [28, 14, 7]")
			break
		}
	}
	if _, known := b.pack.kind[kindDirected]; b.t.Directed && !known {
		b.wrong("the Tribunal may set its day, but %s has no fact %q", factsFile, kindDirected)
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
	for _, c := range r.Clocks {
		made := b.clock(c)
		r.clocks = append(r.clocks, made)
		if !c.Alone {
			r.together = append(r.together, made)
		}
	}
	if slices.ContainsFunc(r.clocks, func(c *clock) bool { return (len(c.refs) > 0) != (len(r.clocks[0].refs) > 0) }) {
		b.wrong("counts from another rule's date with some clocks only; that cannot be joined")
	}
}

// clock makes one clock ready.
func (b *builder) clock(c Clock) *clock {
	made := &clock{Clock: c, within: b.length("within", c.Within, after), usual: b.length("usual", c.Usual, after)}
	if (c.Usual == "") != (c.Unusual == "") {
		b.wrong("usual and unusual go together")
	}
	var err error
	if made.count, err = parseCount(c.Count); err != nil {
		b.wrong("%w", err)
	}
	if len(c.From) == 0 {
		b.wrong("has a clock that starts from nothing (from)")
	}
	var facts []string
	for _, from := range c.From {
		if ref, ok := strings.CutPrefix(from, "="); ok {
			made.refs = append(made.refs, ref)
		} else {
			facts = append(facts, from)
		}
	}
	if len(made.refs) > 0 && len(facts) > 0 {
		b.wrong("has a clock that counts from a fact and from another rule's date")
	}
	made.from = b.selectors("clock", facts)
	return made
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
		of = &law{id: r.ID, touched: make(kindSet, len(l.pack.kinds)), starters: make(kindSet, len(l.pack.kinds))}
		l.pack.law[r.ID] = of
		l.pack.laws = append(l.pack.laws, of)
	}
	for _, c := range r.clocks {
		for _, ref := range c.refs {
			if !slices.Contains(of.refs, ref) {
				of.refs = append(of.refs, ref)
			}
		}
	}
	for _, c := range r.clocks {
		for _, s := range c.from {
			of.starters.add(l.pack, s)
		}
	}
	for _, s := range slices.Concat(r.met, r.ends, r.moot) {
		of.touched.add(l.pack, s)
	}
	of.versions = append(of.versions, r)
}

// add notes the kind a selector picks; one the pack does not know is a fault that was noted where it stands.
func (k kindSet) add(p *Pack, s selector) {
	if i, known := p.kind[s.kind]; known {
		k[i] = true
	}
}

// arrange checks the rules against each other: versions that overlap, and rules that count from each other. It puts each
// rule behind those it counts from.
func (l *loader) arrange() {
	for _, law := range l.pack.laws {
		l.versions(law)
	}
	o := &ordering{loader: l, seen: map[*law]bool{}}
	for _, one := range l.pack.laws {
		o.visit(one, nil)
	}
	l.pack.laws = o.laws
	for _, r := range l.pack.rules {
		for _, id := range r.Anchor {
			if l.pack.law[id] == nil {
				l.fault(r.file, r.line, "rule %q is anchored to the unknown rule %q", r.ID, id)
			}
		}
	}
	l.claims()
}

// ordering puts laws behind those they count from.
type ordering struct {
	*loader
	laws []*law
	seen map[*law]bool
}

// visit puts what the law counts from, then the law; chain is what led here.
func (o *ordering) visit(at *law, chain []*law) {
	r := at.newest()
	if slices.Contains(chain, at) {
		o.fault(r.file, r.line, "rule %q counts from itself", at.id)
		return
	}
	if o.seen[at] {
		return
	}
	for _, ref := range at.refs {
		if to := o.pack.law[ref]; to != nil {
			o.visit(to, append(chain, at))
		} else {
			o.fault(r.file, r.line, "rule %q counts from the unknown rule %q", at.id, ref)
		}
	}
	if !o.seen[at] {
		o.seen[at] = true
		o.laws = append(o.laws, at)
	}
}

// claims lets each exception's fact belong to what starts the rules that know it.
func (l *loader) claims() {
	for _, r := range l.pack.rules {
		for _, e := range r.Exceptions {
			k := &l.pack.kinds[l.pack.kind[e.ID]]
			for _, c := range r.clocks {
				for _, s := range c.from {
					if !slices.Contains(k.Of, s.kind) {
						k.Of = append(k.Of, s.kind)
						k.joins = k.Of
					}
				}
			}
		}
	}
}

// versions puts a rule's versions in order and refuses two that govern the same day.
func (l *loader) versions(of *law) {
	slices.SortStableFunc(of.versions, func(a, b *Rule) int { return a.InForce.Compare(b.InForce) })
	for i, r := range of.versions[1:] {
		before := of.versions[i]
		switch {
		case before.InForce == r.InForce || before.Until.IsZero() || before.Until.After(r.InForce):
			l.fault(r.file, r.line, "rule %q is given twice for the same days: the older needs an until, the newer an in_force", r.ID)
		case (len(before.clocks[0].refs) == 0) != (len(r.clocks[0].refs) == 0):
			l.fault(r.file, r.line, "rule %q counts from another rule's date in one version and not in the other", r.ID)
		}
	}
}
