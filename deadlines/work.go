package deadlines

import (
	"cmp"
	"fmt"
	"slices"
)

// Work gives every deadline that follows from the facts: soonest Due first, those without a date last, and in the order of
// the rules where two fall on one day. Deadlines that were met or no longer matter are among them; see State. The order of
// the facts does not matter, unless several of a kind fall on one day. Facts of unknown kinds and facts without a date
// start nothing.
func (p *Pack) Work(f []Fact, today Date) []Deadline {
	b := newBoard(p, f)
	count := 0
	var begun [][]*start
	for _, l := range p.laws {
		starts := b.begin(l)
		if len(starts) == 0 {
			continue
		}
		for _, s := range starts {
			s.terms, s.unpaused = b.terms, b.everyDayCounts(s)
			s.reckon(p)
		}
		b.direct(l, starts)
		for _, s := range starts {
			if !s.outside {
				s.remarks()
			}
		}
		b.discharge(l, starts, today)
		b.outlive(starts, today)
		b.claim(l, starts)
		b.starts[l.id] = starts
		begun = append(begun, starts)
		count += len(starts)
	}
	order := make([]*Deadline, 0, count)
	for _, starts := range begun {
		for _, s := range starts {
			b.anchor(s)
			s.finish()
			order = append(order, &s.deadline)
		}
	}
	slices.SortStableFunc(order, func(a, b *Deadline) int {
		return cmp.Or(boolOrder(a.Due.IsZero(), b.Due.IsZero()), a.Due.Compare(b.Due))
	})
	all := make([]Deadline, count)
	for i, d := range order {
		all[i] = *d
	}
	return all
}

// boolOrder puts false before true.
func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return +1
}

// begin finds what starts the law: each fact of its first clock, or each deadline of the law it counts from. Facts of its
// other clocks join one of these, or start a deadline of their own where there is none to join.
func (b *board) begin(l *law) []*start {
	if len(l.refs) > 0 {
		return b.beginFrom(l)
	}
	var waiting []*event
	among := b.among(l.starters)
	starts, room := make([]*start, 0, len(among)), make([]start, len(among)) // one asking for memory instead of one each
	for _, e := range among {
		r := l.at(e.On)
		if r == nil {
			r = l.newest()
		}
		switch {
		case r.startedBy(e):
			s := &room[len(starts)]
			s.trigger, s.rule = e, r
			starts = append(starts, s)
		case slices.ContainsFunc(r.clocks[1:], func(c *clock) bool { return !c.Past && e.pickedBy(c.from) }):
			waiting = append(waiting, e)
		}
	}
	if l.newest().Resets {
		starts = b.pack.merge(starts)
	}
	starts = b.joinClocks(l, starts, waiting)
	b.joinPast(l, starts)
	return starts
}

// joinPast gives each deadline the latest fact before it, or of its day, for a clock that looks back: such facts start nothing.
func (b *board) joinPast(l *law, starts []*start) {
	for _, s := range starts {
		for _, c := range s.rule.clocks {
			if !c.Past {
				continue
			}
			for _, e := range slices.Backward(b.among(l.starters)) {
				if e != s.trigger && !e.On.After(s.trigger.On) && e.pickedBy(c.from) {
					s.joined = append(s.joined, joined{b.firstOfSame(e, l, c), said})
					break
				}
			}
		}
	}
}

// firstOfSame gives the first fact that tells of the same review or plan as e: the plan was made, and then sent.
func (b *board) firstOfSame(e *event, l *law, c *clock) *event {
	for _, first := range b.among(l.starters) {
		if first.On.Before(e.On) && first.pickedBy(c.from) && b.pack.sameReview(first, e) {
			return first
		}
	}
	return e
}

// startedBy says whether e starts the rule: by its first clock, or by one that stands alone.
func (r *Rule) startedBy(e *event) bool {
	for i, c := range r.clocks {
		if (i == 0 || c.Alone) && e.pickedBy(c.from) {
			return true
		}
	}
	return false
}

// beginFrom starts one deadline for each of the law it counts from.
func (b *board) beginFrom(l *law) []*start {
	var starts []*start
	for _, ref := range l.refs {
		for _, s := range b.starts[ref] {
			if s.deadline.Due.IsZero() {
				continue
			}
			if r := l.at(s.trigger.On); r != nil {
				starts = append(starts, &start{trigger: s.trigger, joined: s.joined, rule: r, base: s})
			}
		}
	}
	slices.SortStableFunc(starts, func(a, b *start) int { return a.trigger.On.Compare(b.trigger.On) })
	return starts
}

// joinClocks lets the facts of a rule's further clocks find the deadline they belong to.
func (b *board) joinClocks(l *law, starts []*start, waiting []*event) []*start {
	for _, e := range waiting {
		s, how := b.tie(e, anchors(starts, e))
		if s != nil && (how == said || s.rule.reaches(s.trigger, e) && b.fits(e, s.trigger)) {
			s.joined = append(s.joined, joined{e, how})
			continue
		}
		r := l.at(e.On)
		if r == nil {
			r = l.newest()
		}
		starts = append(starts, &start{trigger: e, rule: r})
		slices.SortStableFunc(starts, func(a, b *start) int { return a.trigger.On.Compare(b.trigger.On) })
	}
	return starts
}

// fits says whether e, of which nobody said what it belongs to, can belong to the trigger: not where it was found to belong to something else that it might have belonged to.
func (b *board) fits(e, trigger *event) bool {
	return !b.mayBelong(e.Kind, trigger.Kind) || e.hangsOn(trigger)
}

// anchors gives the starts that e may join: those begun by a clock that stands before its own. Two certificates without a
// decision never join each other; a last day for comments joins the service of a notice whose sending nobody recorded.
func anchors(starts []*start, e *event) []*start {
	return slices.DeleteFunc(slices.Clone(starts), func(s *start) bool { return s.rule.place(s.trigger) >= s.rule.place(e) })
}

// place gives which of the rule's clocks e starts, the first being 0.
func (r *Rule) place(e *event) int {
	return slices.IndexFunc(r.clocks, func(c *clock) bool { return e.pickedBy(c.from) })
}

// reaches says whether e is near enough to the trigger to belong to it without being told so.
func (r *Rule) reaches(trigger, e *event) bool {
	for _, c := range r.clocks[1:] {
		if e.pickedBy(c.from) && c.within != nil && e.On.After(c.within.plain(trigger.On).end) {
			return false
		}
	}
	return true
}

// oneReview is the longest a review lawfully takes, from meeting to final plan: 12 weeks.
const oneReview = 84

// merge makes one of triggers that tell of the same thing in two ways: on one day, or within one review. The first stands.
func (p *Pack) merge(starts []*start) []*start {
	var kept []*start
	for _, s := range starts {
		i := slices.IndexFunc(kept, func(k *start) bool { return p.sameReview(k.trigger, s.trigger) })
		if i < 0 {
			kept = append(kept, s)
			continue
		}
		kept[i].twins = append(kept[i].twins, s.trigger)
	}
	return kept
}

// sameReview says whether two facts of different kinds tell of one and the same review, or of one and the same plan: they
// belong to one fact; or to none, but are of kinds that belong to the same (the plan was made, the final plan was sent).
func (p *Pack) sameReview(a, b *event) bool {
	if a.On == b.On {
		return true
	}
	if b.Kind == kindNotice && a.parent != nil && a.parent == b.parent {
		return true // a review is finished once, by its decision; the notice that follows finishes nothing more, however late it is
	}
	if a.Kind == b.Kind || a.parent != b.parent || a.On.DaysTo(b.On) > oneReview {
		return false
	}
	return a.parent != nil || slices.Equal(p.kinds[p.kind[a.Kind]].joins, p.kinds[p.kind[b.Kind]].joins)
}

// discharge finds what met or ended each deadline: the earliest fact that did. A day still to come ends nothing: until then the
// duty stands.
func (b *board) discharge(l *law, starts []*start, today Date) {
	if len(starts[0].rule.unless) > 0 {
		for _, e := range b.events {
			if e.pickedBy(starts[0].rule.unless) {
				if s, _ := b.tie(e, starts); s != nil {
					s.stands = true
				}
			}
		}
	}
	for _, e := range b.among(l.touched) {
		if slices.ContainsFunc(starts, func(s *start) bool { return slices.Contains(s.twins, e) }) {
			continue
		}
		open := starts
		if starts[0].rule.Separate {
			open = slices.DeleteFunc(slices.Clone(starts), func(s *start) bool { return s.over != nil })
		}
		if e.On.After(today) && !(starts[0].rule.backward() && e.pickedBy(starts[0].rule.met)) {
			continue // but a meeting that is set is as good as held for what must come before it
		}
		b.dischargeBy(e, open)
	}
}

// dischargeBy lets one fact meet or end the deadline it belongs to. Once ended, it can still be met in time (an appeal after all),
// and no longer late.
func (b *board) dischargeBy(e *event, open []*start) {
	touches := func(s *start) bool {
		r := s.rule
		return s.trigger != e && (e.pickedBy(r.met) || e.pickedBy(r.ends) || e.pickedBy(r.moot))
	}
	if !slices.ContainsFunc(open, touches) {
		return
	}
	if r := open[0].rule; r.Separate && !e.pickedBy(r.met) {
		b.endAll(e, open)
		return
	}
	if r := open[0].rule; r.backward() && e.parent != nil && open[0].trigger.parent != nil && !e.pickedBy(r.met) {
		b.endChain(e, open)
		return
	}
	s, how := b.tie(e, open)
	if s == nil || s.trigger == e || s.deadline.Met != nil {
		return
	}
	d := &s.deadline
	switch {
	case e.pickedBy(s.rule.met) && (s.over == nil || !e.On.After(s.over.On) || !e.On.After(d.Due)):
		met := e.asDone(s.rule)
		d.Met, d.Ended, s.over = &met, "", e
		s.tellMet(b, e, how)
	case s.over != nil || !e.pickedBy(s.rule.ends) && (s.stands || !e.pickedBy(s.rule.moot)):
	case how == guessed && s.rule.Who == "parent" && !s.rule.backward():
		s.sum.warn(e.sentence(b.pack) + " It was not said which of several it is about, so this stays open.")
	default:
		b.end(s, e)
	}
}

// asDone gives the fact as it discharges a duty. A letter counts for a duty from the day it was sent, whatever is printed on it: the earlier of
// the two is safe only for the family's own time.
func (e *event) asDone(r *Rule) Fact {
	f := e.Fact
	if r.Who != "parent" && !e.sentOn.IsZero() {
		f.On = e.sentOn
	}
	return f
}

// endChain ends the days to come of the chain that e closes: a decision ends what was directed in its own appeal, and in no other.
func (b *board) endChain(e *event, open []*start) {
	for _, s := range open {
		if s.over == nil && s.trigger.parent != nil && (s.trigger.hangsOn(e.parent) || e.hangsOn(s.trigger.parent)) {
			b.end(s, e)
		}
	}
}

// end notes that the deadline no longer matters.
func (b *board) end(s *start, e *event) {
	s.over = e
	s.deadline.Ended = e.sentence(b.pack) + " This no longer matters."
}

// endAll ends deadlines that stand side by side: a final plan ends the wait for every service's advice.
func (b *board) endAll(e *event, open []*start) {
	for _, s := range open {
		if s.trigger.earlier(e) {
			b.end(s, e)
		}
	}
}

// sentence tells a fact in a sentence.
func (p *Pack) sentence(f Fact) string { return p.kinds[p.kind[f.Kind]].sentence(f.On) }

// sentence tells the fact in a sentence. A fact is told in many reasons and worded once.
func (e *event) sentence(p *Pack) string {
	if e.words == "" {
		e.words = p.sentence(e.Fact)
	}
	return e.words
}

// tellMet says what discharged the deadline, and whether in time.
func (s *start) tellMet(b *board, e *event, how tie) {
	due := s.deadline.Due
	say := e.sentence(b.pack)
	if how == guessed && !s.rule.backward() {
		s.sum.unsure = true
	}
	switch late := due.DaysTo(s.deadline.Met.On); {
	case due.IsZero():
	case late > 0:
		say += fmt.Sprintf(" That is %s late.", plural(late, "day"))
	default:
		say += " That is in time."
	}
	if how == guessed {
		say += " It was taken to belong here because this is the latest before it."
		if s.rule.backward() {
			say = e.sentence(b.pack) + " It was taken to be for this because it lies in the year before."
		}
	} else if rival := b.rival(e); how == only && rival != nil {
		say += " It was not said what this belongs to. It may belong to this instead: " + b.pack.sentence(rival.Fact)
	}
	s.tellArrival(e)
	s.sum.step(e.On, say)
}

// outlive ends what no longer matters: an old deadline once a later one of the same rule began after it was due, or was
// itself dealt with; and one that has lapsed.
func (b *board) outlive(starts []*start, today Date) {
	for i, s := range slices.Backward(starts) {
		if s.over != nil || s.deadline.Ended != "" {
			continue
		}
		for _, later := range starts[i+1:] {
			if s.endsBy(later, today) {
				s.deadline.Ended = b.pack.sentence(later.trigger.Fact) + " That began a later count, so this one no longer matters."
				break
			}
		}
		if lapse := s.lapse(); s.deadline.Ended == "" && !lapse.IsZero() && today.After(lapse) {
			s.deadline.Ended = fmt.Sprintf("The last day was %s and nothing was recorded for it, so it is no longer shown as late. %s", s.deadline.Due.Long(), s.rule.Missed)
		}
	}
}

// endsBy says whether a later deadline of the same rule ends this one. One whose day has not come is never ended so, and none
// by a day that is still to come, such as the next meeting or a slip in the year: the right or duty still stands.
func (s *start) endsBy(later *start, today Date) bool {
	if s.rule.Separate || later.trigger.On.After(today) || !s.trigger.On.Before(later.trigger.On) {
		return false
	}
	due := s.deadline.Due
	if due.IsZero() { // two that have no day stand side by side, unless they tell of the same
		return s.trigger.Kind == later.trigger.Kind && s.trigger.parent == later.trigger.parent
	}
	if later.trigger.On.After(due) {
		return true
	}
	dealt := later.over != nil || later.deadline.Ended != ""
	return dealt && due.Before(today)
}

// finish hands the words of the sum to the deadline.
func (s *start) finish() {
	d := &s.deadline
	d.Steps = s.sum.steps
	d.Other = slices.DeleteFunc(s.sum.other, func(a Alternative) bool { return a.Due == d.Due && !d.Due.IsZero() })
	d.NoTerms = s.sum.noTerms
	if s.deadline.Directed {
		d.Missing = nil
		return
	}
	if s.sum.unsure || !s.rule.sure() || len(d.Missing) > 0 {
		d.Sure = false
	}
}
