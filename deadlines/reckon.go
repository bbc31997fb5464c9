package deadlines

import (
	"fmt"
	"slices"
	"strings"
)

// leg is what one clock of a rule came to.
type leg struct {
	clock *clock
	start Date
	end   Date
	guess bool // its fact was only guessed to belong here, between several
}

// reckon works out the deadline: each clock, which of them to take, where the end may rest, and what else is to be said.
func (s *start) reckon(p *Pack) {
	s.deadline = Deadline{Rule: s.rule, Sure: true, From: make([]Fact, 0, 1+len(s.joined))}
	s.sum.steps = make([]Step, 0, 8) // most reasons have about as many
	if !s.governed() {
		s.deadline.From = []Fact{s.trigger.Fact}
		s.outside = true
		return
	}
	legs := s.legs(p)
	s.take(legs)
	s.rest()
	s.governBy(p, legs)
	s.hour()
	s.others(legs)
}

// governed says whether the version of the rule covers the day; where none does, no date is guessed.
func (s *start) governed() bool {
	r := s.rule
	if !s.trigger.On.Before(r.InForce) && (r.Until.IsZero() || s.trigger.On.Before(r.Until)) {
		return true
	}
	s.sum.warn(fmt.Sprintf("This program holds the law on this from %s%s, and %s lies outside that, so no date is given.",
		r.InForce.Long(), untilWords(r.Until), s.trigger.On.Long()))
	return false
}

func untilWords(until Date) string {
	if until.IsZero() {
		return ""
	}
	return " until " + until.AddDays(-1).Long()
}

// legs runs the clocks whose facts are there, and notes what is missing.
func (s *start) legs(p *Pack) []leg {
	if s.base != nil {
		return s.legsFromBase()
	}
	var legs []leg
	for _, c := range s.clocks() {
		found := s.factsOf(c)
		if len(found) == 0 {
			s.missing(p, c)
			continue
		}
		legs = append(legs, s.run(p, c, found[0]))
		for _, also := range found[1:] {
			s.again(p, c, also)
		}
	}
	return legs
}

// clocks gives those of the rule's clocks that this deadline uses: one that stands alone, or all the others.
func (s *start) clocks() []*clock {
	for i, c := range s.rule.clocks {
		if c.Alone && s.trigger.pickedBy(c.from) {
			return s.rule.clocks[i : i+1]
		}
	}
	return s.rule.together
}

// legsFromBase runs the clocks from another rule's due date.
func (s *start) legsFromBase() []leg {
	d := &s.base.deadline
	s.deadline.From = d.From
	s.sum.tell(d.Due, "%s: the last day is %s.", d.Rule.Title, d.Due.Long())
	s.sum.unsure = !s.base.deadline.Directed && (!d.Rule.sure() || s.base.sum.unsure || len(d.Missing) > 0)
	var legs []leg
	for _, c := range s.rule.clocks {
		if !slices.Contains(c.refs, d.Rule.ID) {
			continue
		}
		t := s.count(c.count, d.Due)
		s.sum.add(t)
		legs = append(legs, leg{c, d.Due, t.end, false})
	}
	return legs
}

// factsOf gives the facts that start the clock, earliest first.
func (s *start) factsOf(c *clock) []joined {
	var found []joined
	if s.trigger.pickedBy(c.from) {
		found = append(found, joined{s.trigger, said})
	}
	for _, j := range s.joined {
		if j.pickedBy(c.from) {
			found = append(found, j)
		}
	}
	return found
}

// missing notes a fact that could move the date.
func (s *start) missing(p *Pack, c *clock) {
	if c.Optional {
		return
	}
	kind := c.from[0].kind
	s.deadline.Missing = append(s.deadline.Missing, kind)
	say := c.Absent
	if say == "" {
		say = fmt.Sprintf("Not recorded yet: %q. It could change this date.", p.kinds[p.kind[kind]].Title)
	}
	s.gaps = append(s.gaps, say)
}

// run counts one clock from one fact.
func (s *start) run(p *Pack, c *clock, j joined) leg {
	if !slices.Contains(s.deadline.From, j.Fact) { // two clocks may run from one fact, which is told once
		s.deadline.From = append(s.deadline.From, j.Fact)
		s.tellArrival(j.event)
		s.sum.step(j.On, j.sentence(p)+s.joinWords(p, j))
	}
	if j.how == guessed {
		s.sum.unsure = true
	}
	if c.usual != nil && j.event != s.trigger && j.On.After(c.usual.plain(s.trigger.On).end) {
		s.sum.warn(c.Unusual)
	}
	on := s.safeDay(c, j.event)
	if c.Next && !s.rule.calendar.working(on) {
		on = s.rule.calendar.next(on)
		s.sum.tell(on, "%s is %s, so it counts as received on the next working day, %s.", j.On.Long(), s.rule.calendar.why(j.On), on.Long())
	}
	t := s.count(c.count, on)
	s.sum.add(t)
	return leg{c, on, t.end, j.how == guessed}
}

// joinWords says why a fact was taken to belong here when nobody said so.
func (s *start) joinWords(p *Pack, j joined) string {
	if j.event == s.trigger || j.how == said {
		return ""
	}
	to := p.sentence(s.trigger.Fact)
	to = strings.ToLower(to[:1]) + to[1:]
	if j.how == only {
		return " It was not said what this belongs to, so it was taken with the only one before it: " + to
	}
	return " It was not said what this belongs to, so it was taken with the latest before it: " + to
}

// again notes a second fact of a clock: the earlier one gives the date, because that is safe.
func (s *start) again(p *Pack, c *clock, j joined) {
	s.deadline.From = append(s.deadline.From, j.Fact)
	s.sum.warn(fmt.Sprintf("There is a second fact of this kind: %s The earlier one was counted, because that is safe.", p.sentence(j.Fact)))
	s.also(s.count(c.count, j.On), s.rule.Lands, fmt.Sprintf("Counted from %s instead.", j.On.Long()))
}

// count counts from d by the rule's calendar, with the school's terms where it needs them.
func (s *start) count(c count, d Date) sum {
	cal := s.rule.calendar
	if c.unit == schoolDays {
		cal = cal.within(s.terms)
	}
	t := c.from(d, cal, s.rule.pauses && !s.unpaused)
	switch {
	case c.unit != schoolDays || !t.unsure:
	case s.rule.Who != "parent":
		if t.noTerms {
			t.warn("Without them no day can be given.")
		}
	default:
		if !t.noTerms {
			t.other = append(t.other, Alternative{Due: t.end, Why: "By the terms that are written down, if none is missing."})
		}
		safe := count{words: c.words, way: c.way, n: c.n, unit: workingDays}.from(d, cal, false)
		t.add(safe)
		t.warn("Until all the terms are known, your own time is counted in working days. That is never later than school days, so it is safe.")
	}
	return t
}

// also notes a second date, and why; nothing where counting gave none.
func (s *start) also(t sum, lands, why string) {
	if t.end.IsZero() {
		return
	}
	due := s.rule.calendar.land(t.end, lands).end
	if due.Before(t.end) { // the safe day of landBefore, which is not what a second reading gives
		due = s.rule.calendar.landWorking(t.end).end
	}
	s.sum.other = append(s.sum.other, Alternative{Due: due, Why: why})
}

// take picks among the clocks.
func (s *start) take(legs []leg) {
	var chosen Date
	counted := 0
	for _, l := range s.certain(legs) {
		counted++
		switch {
		case !l.clock.count.dated():
			return
		case l.clock.Wins, l.end.IsZero(): // a direction comes after the sum; without term dates there is no day
			counted--
		case chosen.IsZero(), s.rule.Take == "later" && l.end.After(chosen), s.rule.Take == "earlier" && l.end.Before(chosen):
			chosen = l.end
		}
	}
	if counted > 1 {
		s.sum.tell(chosen, "The %s of the two counts is %s.", s.rule.Take, chosen.Long())
	}
	s.deadline.Nominal = chosen
	if s.rule.Take != "earlier" {
		return
	}
	for _, l := range legs {
		if l.end != chosen && !l.end.IsZero() && !l.clock.Wins {
			s.sum.other = append(s.sum.other, Alternative{Due: l.end, Why: fmt.Sprintf("%s counted from %s.", upper(l.clock.count.length(false)), l.start.Long())})
		}
	}
}

// certain leaves out, where the later count is taken, what only a guess brought in: it may not lengthen a time, so its day stands beside the safe one.
func (s *start) certain(legs []leg) []leg {
	if s.rule.Take != "later" || !slices.ContainsFunc(legs, func(l leg) bool { return !l.guess }) {
		return legs
	}
	var sure []leg
	for _, l := range legs {
		if !l.guess {
			sure = append(sure, l)
			continue
		}
		s.also(sum{end: l.end}, s.rule.Lands, fmt.Sprintf("If what happened on %s belongs here. Say what it belongs to, and the day is sure.", l.start.Long()))
	}
	return sure
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// rest moves the end off the days where it may not rest.
func (s *start) rest() {
	d, r := &s.deadline, s.rule
	if d.Nominal.IsZero() {
		return
	}
	s.sum.add(r.calendar.land(d.Nominal, r.Lands))
	d.Due = s.sum.end
	if r.Lands == landsAnywhere && r.Force == "law" && !r.calendar.working(d.Due) {
		s.sum.tell(d.Due, "The time ends on %s. Nothing in this law moves it, so it stays the last day.", r.calendar.why(d.Due))
	}
}

// hour adds the hour of the last day.
func (s *start) hour() {
	d, r := &s.deadline, s.rule
	if r.Hour != "" && !d.Due.IsZero() {
		d.By = r.Hour
		s.sum.tell(d.Due, "On that day it must be done by %s (%s).", r.Hour, r.HourNote)
	}
}

// others adds the second dates that sources give.
func (s *start) others(legs []leg) {
	if len(legs) == 0 {
		return
	}
	for _, o := range s.rule.others {
		if len(o.From) > 0 && !slices.Contains(o.From, s.trigger.Kind) {
			continue
		}
		s.also(s.count(o.count, legs[0].start), o.Lands, o.Why)
	}
}

// remarks adds what is missing, and what the rule has to say of itself. A day that was set does not wait for a missing fact.
func (s *start) remarks() {
	for _, gap := range s.gaps {
		if !s.deadline.Directed {
			s.sum.warn(gap)
		}
	}
	if s.rule.Note != "" {
		s.sum.tell(Date{}, "%s", s.rule.Note)
	}
	s.sum.warn(s.rule.Doubt)
}
