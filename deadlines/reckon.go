package deadlines

import (
	"fmt"
	"strings"
)

// leg is what one clock of a rule came to.
type leg struct {
	clock clock
	start Date
	end   Date
}

// reckon works out the deadline: each clock, which of them to take, where the end may rest, and what else is to be said.
func (s *start) reckon(p *Pack) {
	s.deadline = Deadline{Rule: s.rule, Sure: true}
	if !s.governed() {
		s.deadline.From = []Fact{s.trigger.Fact}
		return
	}
	legs := s.legs(p)
	s.take(legs)
	s.rest()
	s.others(legs)
	s.remarks()
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
func (s *start) clocks() []clock {
	var together []clock
	for _, c := range s.rule.clocks {
		switch {
		case !c.alone:
			together = append(together, c)
		case s.trigger.pickedBy(c.from):
			return []clock{c}
		}
	}
	return together
}

// legsFromBase runs the clocks from another rule's due date.
func (s *start) legsFromBase() []leg {
	d := s.base
	s.deadline.From = d.From
	s.sum.tell(d.Due, "%s: the last day is %s.", d.Rule.Title, d.Due.Long())
	s.sum.unsure = !d.Sure
	var legs []leg
	for _, c := range s.rule.clocks {
		t := c.count.from(d.Due, s.rule.calendar, s.rule.pauses)
		s.sum.add(t)
		legs = append(legs, leg{c, d.Due, t.end})
	}
	return legs
}

// factsOf gives the facts that start the clock, earliest first.
func (s *start) factsOf(c clock) []joined {
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
func (s *start) missing(p *Pack, c clock) {
	if c.optional {
		return
	}
	kind := c.from[0].kind
	s.deadline.Missing = append(s.deadline.Missing, kind)
	say := c.absent
	if say == "" {
		say = fmt.Sprintf("Not recorded yet: %q. It could change this date.", p.kinds[p.kind[kind]].Title)
	}
	s.gaps = append(s.gaps, say)
}

// run counts one clock from one fact.
func (s *start) run(p *Pack, c clock, j joined) leg {
	s.deadline.From = append(s.deadline.From, j.Fact)
	s.sum.tell(j.On, "%s%s", p.sentence(j.Fact), s.joinWords(p, j))
	if j.how == guessed {
		s.sum.unsure = true
	}
	if c.usual != nil && j.event != s.trigger && j.On.After(c.usual.plain(s.trigger.On).end) {
		s.sum.warn(c.unusual)
	}
	on := j.On
	if c.next && !s.rule.calendar.working(on) {
		on = s.rule.calendar.next(on)
		s.sum.tell(on, "%s is %s, so it counts as received on the next working day, %s.", j.On.Long(), s.rule.calendar.why(j.On), on.Long())
	}
	t := c.count.from(on, s.rule.calendar, s.rule.pauses)
	s.sum.add(t)
	return leg{c, on, t.end}
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
func (s *start) again(p *Pack, c clock, j joined) {
	t := c.count.from(j.On, s.rule.calendar, s.rule.pauses)
	end := s.rule.calendar.land(t.end, s.rule.lands).end
	s.deadline.From = append(s.deadline.From, j.Fact)
	s.sum.warn(fmt.Sprintf("There is a second fact of this kind: %s The earlier one was counted, because that is safe.", p.sentence(j.Fact)))
	s.sum.other = append(s.sum.other, Alternative{Due: end, Why: fmt.Sprintf("Counted from %s instead.", j.On.Long())})
}

// take picks among the clocks.
func (s *start) take(legs []leg) {
	var chosen Date
	for _, l := range legs {
		switch {
		case !l.clock.count.dated():
			return
		case l.clock.wins:
			s.govern(l)
			return
		case chosen.IsZero(), s.rule.take == "later" && l.end.After(chosen), s.rule.take == "earlier" && l.end.Before(chosen):
			chosen = l.end
		}
	}
	if len(legs) > 1 {
		s.sum.tell(chosen, "The %s of the two counts is %s.", s.rule.take, chosen.Long())
	}
	s.deadline.Nominal = chosen
	if s.rule.take != "earlier" {
		return
	}
	for _, l := range legs {
		if l.end != chosen {
			s.sum.other = append(s.sum.other, Alternative{Due: l.end, Why: fmt.Sprintf("%s counted from %s.", upper(l.clock.count.length(false)), l.start.Long())})
		}
	}
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// govern lets a date that was set by a direction stand, whatever counting gives.
func (s *start) govern(l leg) {
	s.deadline.Nominal, s.deadline.Due = l.end, l.end
	s.sum.tell(l.end, "That date was set for this case, so it governs: %s.", l.end.Long())
}

// rest moves the end off the days where it may not rest, and adds the hour.
func (s *start) rest() {
	d, r := &s.deadline, s.rule
	if d.Nominal.IsZero() {
		return
	}
	if d.Due.IsZero() {
		s.sum.add(r.calendar.land(d.Nominal, r.lands))
		d.Due = s.sum.end
		if r.lands == landsAnywhere && r.Force == "law" && !r.calendar.working(d.Due) {
			s.sum.tell(d.Due, "The time ends on %s. Nothing in this law moves it, so it stays the last day.", r.calendar.why(d.Due))
		}
	}
	if r.hour != "" {
		d.By = r.hour
		s.sum.tell(d.Due, "On that day it must be done by %s (%s).", r.hour, r.hourNote)
	}
}

// others adds the second dates that sources give.
func (s *start) others(legs []leg) {
	if len(legs) == 0 {
		return
	}
	for _, o := range s.rule.others {
		t := o.count.from(legs[0].start, s.rule.calendar, false)
		s.sum.other = append(s.sum.other, Alternative{Due: t.end, Why: o.why})
	}
}

// remarks adds what is missing, and what the rule has to say of itself.
func (s *start) remarks() {
	for _, gap := range s.gaps {
		s.sum.warn(gap)
	}
	if s.rule.note != "" {
		s.sum.tell(Date{}, "%s", s.rule.note)
	}
	s.sum.warn(s.rule.doubt)
}
