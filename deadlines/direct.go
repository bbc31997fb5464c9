package deadlines

import (
	"fmt"
	"slices"
)

// governBy lets a day that was set for this case stand, whatever counting gives: the clock that wins.
func (s *start) governBy(p *Pack, legs []leg) {
	for _, l := range legs {
		switch {
		case !l.clock.Wins:
		case l.guess: // a guess moves no date
			s.also(sum{end: l.end}, landsAnywhere, fmt.Sprintf("If what is to happen on %s belongs here. Say what it belongs to, and the day is sure.", l.start.Long()))
		default:
			s.govern(l.end)
			return
		}
	}
}

// direct lets the days that the Tribunal set for a rule govern its deadlines (facts of the kind day-directed about this rule).
func (b *board) direct(l *law, starts []*start) {
	if !l.newest().Directed {
		return
	}
	for _, e := range b.directions {
		if e.Against != l.id {
			continue
		}
		s, how := b.tie(e, starts)
		if s == nil {
			continue
		}
		s.deadline.From = append(s.deadline.From, e.Fact)
		s.sum.tell(e.On, "%s", b.pack.sentence(e.Fact))
		if s.deadline.Directed {
			s.sum.warn("There is more than one such day. The earlier one governs here, because that is safe: delete the one that no longer holds.")
			s.sum.other = append(s.sum.other, Alternative{Due: e.On, Why: "The other day that is recorded."})
			s.deadline.Sure = false
			continue
		}
		odd := e.On.Before(s.trigger.On) && !s.rule.backward() || !s.deadline.Due.IsZero() && e.On.After(s.deadline.Due.AddMonths(12))
		s.govern(e.On)
		if odd {
			s.deadline.Sure = false
			s.sum.tell(Date{}, "Check the year of that day: it lies before what it follows, or more than a year after the rule's own.")
		}
		if how == guessed {
			s.deadline.Sure = false
			s.sum.tell(Date{}, "It was not said what it belongs to, so it was taken with the latest before it.")
		}
		s.hour()
	}
}

// govern puts a day that the Tribunal set in the place of the rule's own, which is kept beside it. Such a day is fixed: August and Christmas
// do not stretch it (HESC Rules, rule 12(4)). That a weekend does is kept for the second date, for it is not safe to rely on.
func (s *start) govern(day Date) {
	d, r := &s.deadline, s.rule
	if !d.Due.IsZero() && d.Due != day {
		s.sum.other = append(s.sum.other, Alternative{Due: d.Due, Why: "The rule alone would give this day. The day that was set goes before it."})
	}
	if next := r.calendar.next(day); !r.calendar.working(day) {
		s.sum.other = append(s.sum.other, Alternative{Due: next, Why: fmt.Sprintf("The day set is %s, and rule 12(2) takes the next working day as in time. Do not rely on it.", r.calendar.why(day))})
	}
	d.Nominal, d.Due, d.Directed = day, day, true
	s.sum.tell(day, "That day was set for this case, so it governs: %s. August and Christmas do not move it.", day.Long())
}

// claim records the exceptions that were claimed against the deadlines. They say what must be shown, and never move a date.
func (b *board) claim(l *law, starts []*start) {
	for _, e := range b.claims {
		x := b.pack.exceptions[e.Kind]
		if e.Against != "" && e.Against != l.id || !l.excepts(x.ID) {
			continue
		}
		s, _ := b.tie(e, starts)
		if s == nil || !slices.Contains(s.rule.Exceptions, x) {
			continue
		}
		s.deadline.Claims = append(s.deadline.Claims, Claim{e.Fact, x})
		s.sum.tell(e.On, "%s A claim does not move this date. It has to be shown: %s", b.pack.sentence(e.Fact), x.Show)
	}
}

// anchor finds the nearest fixed date for a deadline that has none: the soonest of the rules it is anchored to, in the same chain of facts,
// that is still open; else the latest of the others.
func (b *board) anchor(s *start) {
	d := &s.deadline
	if !d.Due.IsZero() || len(s.rule.Anchor) == 0 {
		return
	}
	var near *start
	for _, id := range s.rule.Anchor {
		for _, a := range b.starts[id] {
			if !a.deadline.Due.IsZero() && s.chained(a) && (near == nil || a.nearer(near)) {
				near = a
			}
		}
	}
	if near == nil {
		return
	}
	d.Near = &Near{near.deadline.Rule, near.deadline.Due}
	s.sum.tell(d.Near.Due, "The nearest fixed date is %s: %s.", d.Near.Due.Long(), d.Near.Rule.Title)
}

// chained says whether two deadlines hang together: by one fact, or by facts of which one belongs to the other.
func (s *start) chained(a *start) bool {
	return s.trigger == a.trigger || s.trigger.hangsOn(a.trigger) || a.trigger.hangsOn(s.trigger) || a.has(s.trigger) || s.has(a.trigger)
}

// nearer says whether a is to be shown before b: an open one first, then the sooner.
func (a *start) nearer(b *start) bool {
	open := func(s *start) bool { return s.over == nil && s.deadline.Ended == "" }
	if open(a) != open(b) {
		return open(a)
	}
	return a.deadline.Due.Before(b.deadline.Due)
}
