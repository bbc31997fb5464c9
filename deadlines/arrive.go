package deadlines

import "fmt"

// arrival is what is known of the day on which a fact counts: how it was sent, or the date printed on it.
type arrival struct {
	told   []Step // how the day was found
	thumb  bool   // by a rule of thumb, with no proof
	sentOn Date   // for a letter with another date printed on it: the day it was sent
	safe   Date   // the earliest day time can run from, where it is before On
	second Date   // the other day it may count as, where there are two; zero otherwise
	why    string // why the second day
}

// closing is the hour after which what is sent by hand or electronically counts as received the next working day. It is court practice,
// borrowed; the SEND Regulations have no such rule.
const closing = "17:00"

// arrive sets On to the day on which the fact counts, and says whether there is one.
func (e *event) arrive(p *Pack, k FactKind) bool {
	switch {
	case k.Arrives != "" && e.Sent.How.String() != "" && !e.Sent.On.IsZero():
		e.received(p.england, k)
	case k.Letter && !e.Dated.IsZero() && e.Dated != e.On && !e.On.IsZero():
		e.dated()
	case k.Letter && e.On.IsZero():
		e.On = e.Dated
	}
	if e.On.IsZero() && k.Arrives == "" {
		e.On = e.Sent.On
	}
	return !e.On.IsZero()
}

// dated takes the earlier of the date printed on a letter and the day it was sent: time runs from sending (HESC Rules, rule 20), but the
// Tribunal may look at the letter alone.
func (e *event) dated() {
	printed, sent := e.Dated, e.On
	e.On, e.second, e.sentOn = printed, sent, sent
	if sent.Before(printed) {
		e.On, e.second = sent, printed
	}
	e.why = "Counted from " + e.second.Long() + " instead."
	e.tell(e.On, "The letter is dated %s and was sent on %s. The earlier day is counted, because that is safe.", printed.Long(), sent.Long())
}

func (e *event) tell(on Date, format string, a ...any) {
	e.told = append(e.told, Step{Say: fmt.Sprintf(format, a...), On: on})
}

// received works out the day of an arrival from its sending. The rule of thumb is IPSEA's (C13), borrowed from court practice; proof of
// another day goes before it.
func (e *event) received(england *calendar, k FactKind) {
	s := e.Sent
	at := ""
	if s.At != "" {
		at = " at " + s.At
	}
	e.tell(s.On, "It was sent %s on %s%s.", s.How, s.On.Long(), at)
	if !e.On.IsZero() {
		e.tell(e.On, "It is proved, or known, to have arrived on %s. That goes before any rule of thumb.", e.On.Long())
		return
	}
	e.thumb = true
	e.On = e.byThumb(england, k)
	if s.On.Before(e.On) {
		e.safe = s.On
	}
	e.tell(e.On, "This is a rule of thumb taken from court practice, not a rule of the SEND Regulations. Proof of the day it arrived would make it sure.")
}

// byThumb gives the day by the rule of thumb, and says why.
func (e *event) byThumb(england *calendar, k FactKind) Date {
	s, next := e.Sent, england.next(e.Sent.On)
	switch {
	case s.How == FirstClass:
		e.tell(next, "A first-class letter counts as %s on the next working day after posting: %s.", k.Arrives, next.Long())
		return next
	case s.How == SignedFor:
		e.tell(next, "A signed-for letter counts as %s on the day it was signed for, which is not recorded. Until it is, the next working day after posting is taken: %s. The tracking page shows the day.", k.Arrives, next.Long())
		return next
	case !england.working(s.On):
		e.tell(next, "That is %s, so it counts as %s on the next working day: %s.", england.why(s.On), k.Arrives, next.Long())
		return next
	case s.At > closing:
		e.tell(next, "That is after 5pm, so it counts as %s on the next working day: %s.", k.Arrives, next.Long())
		return next
	}
	e.tell(s.On, "What is sent %s on a working day by 5pm counts as %s that day.", s.How, k.Arrives)
	if s.At == "" && s.How != ByHand {
		e.tell(Date{}, "The hour is not recorded. After 5pm it would count on the next working day, %s.", next.Long())
	}
	return s.On
}

// tellArrival says how the day of a fact was found.
func (s *start) tellArrival(e *event) {
	s.sum.steps = append(s.sum.steps, e.told...)
	s.sum.unsure = s.sum.unsure || e.thumb || !e.second.IsZero()
}

// safeDay gives the day a clock runs from, and adds the date that the other day it may count as would give. For what a family must do,
// that is the earliest day time can run from; nobody else is called late by it.
func (s *start) safeDay(c *clock, e *event) Date {
	from, second, why := e.On, e.second, e.why
	if s.rule.Who == "parent" && !e.safe.IsZero() {
		from, second = e.safe, e.On
		why = "Counted from " + e.On.Long() + ", the day it counts as received by the rule of thumb."
		s.sum.tell(from, "Your own time is counted from the day it was sent, %s, because that is safe.", from.Long())
	}
	if !second.IsZero() {
		s.also(s.count(c.count, second), s.rule.Lands, why)
	}
	return from
}
