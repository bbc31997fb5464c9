package deadlines

import (
	"slices"
)

// board holds one case's facts while they find each other.
type board struct {
	pack   *Pack
	events []*event
	byID   map[string]*event
	kinds  []int               // the places of the kinds that are there, each once
	starts map[string][]*start // by the id of the law they start

	directions, claims []*event // the days the Tribunal set, and the exceptions claimed
	terms              []term   // the school's terms, as far as they were entered
}

// event is a fact in the order of time.
type event struct {
	Fact
	kind   int    // the place of its kind in the pack's list
	at     int    // place in time
	parent *event // the fact it belongs to: what Of says, or the latest before it that it may belong to
	said   bool   // the parent was said by Of
	words  string // the fact as a sentence, once it was asked for
	arrival
}

// start is one deadline in the making: the event that starts it and those that belong to it.
type start struct {
	trigger  *event
	joined   []joined
	twins    []*event // triggers that tell of the same thing in another way
	rule     *Rule
	base     *start // where the rule counts from another rule's date: that rule's
	deadline Deadline
	sum      sum
	outside  bool     // no version of the rule governs its day
	gaps     []string // what to say of facts that are missing
	over     *event   // what discharged or ended it
	terms    []term   // the school's terms, as far as they were entered
	unpaused bool     // every day counts, though the rule leaves some out
	stands   bool     // a fact says that the duty stands, so moot facts do not end it
}

// joined is an event that takes part in a deadline, and whether its place was a guess between several.
type joined struct {
	*event
	how tie
}

// tie says how two facts came together.
type tie int

const (
	said    tie = iota // Of says so
	only               // there was only one it could belong to
	guessed            // the latest of several before it
)

// newBoard works out the day each fact counts as, sorts them by it and finds whom each belongs to. Facts of unknown kinds and facts
// without a day are left out.
func newBoard(p *Pack, facts []Fact) *board {
	b := &board{pack: p, byID: map[string]*event{}, starts: map[string][]*start{}}
	for _, f := range facts {
		if i, known := p.kind[f.Kind]; known {
			if e := (&event{Fact: f, kind: i}); e.arrive(p, p.kinds[i]) {
				b.events = append(b.events, e)
			}
		}
	}
	slices.SortStableFunc(b.events, func(x, y *event) int { return x.On.Compare(y.On) })
	for i, e := range b.events {
		e.at = i
		if !slices.Contains(b.kinds, e.kind) {
			b.kinds = append(b.kinds, e.kind)
		}
		if e.ID != "" {
			b.byID[e.ID] = e
		}
		switch {
		case e.Kind == kindDirected:
			b.directions = append(b.directions, e)
		case p.exceptions[e.Kind] != nil:
			b.claims = append(b.claims, e)
		}
	}
	for _, e := range b.events {
		b.adopt(e)
	}
	b.terms = termsOf(b.events)
	return b
}

// among gives the events of these kinds, in the order of time; nil, cheaply, where there are none, which is so for most rules of a case.
func (b *board) among(kinds kindSet) []*event {
	if !slices.ContainsFunc(b.kinds, func(k int) bool { return kinds[k] }) {
		return nil
	}
	var found []*event
	for _, e := range b.events {
		if kinds[e.kind] {
			found = append(found, e)
		}
	}
	return found
}

// adopt finds the fact that e belongs to.
func (b *board) adopt(e *event) {
	if p := b.byID[e.Of]; p != nil && p != e {
		e.parent, e.said = p, true
		return
	}
	for _, p := range slices.Backward(b.events) {
		if p != e && !p.On.After(e.On) && b.mayBelong(e.Kind, p.Kind) && !b.closed(p, e) {
			e.parent = p
			return
		}
	}
}

// everyDayCounts says whether the days that the rule leaves out count all the same: in a discrimination claim they do. Where nobody said what the trigger belongs to
// and it may be such a claim, they count too, because that is safe.
func (b *board) everyDayCounts(s *start) bool {
	return slices.ContainsFunc(s.rule.unpaused, func(u selector) bool {
		if u.kind != s.trigger.Kind || s.trigger.said {
			return u.picks(s.trigger)
		}
		return slices.ContainsFunc(b.events, func(e *event) bool { return e.Kind == u.of && !e.On.After(s.trigger.On) })
	})
}

// closed says whether something that belongs to p closed it before e: a review that ended with a decision not to change the plan has no notice of changes to come.
func (b *board) closed(p, e *event) bool {
	by := b.pack.kinds[e.kind].closed
	return len(by) > 0 && slices.ContainsFunc(b.events, func(c *event) bool {
		return c != e && c.On.Before(e.On) && slices.Contains(by, c.Kind) && c.hangsOn(p)
	})
}

// mayBelong says whether facts of one kind belong to facts of the other without being told so.
func (b *board) mayBelong(kind, to string) bool {
	return slices.Contains(b.pack.kinds[b.pack.kind[kind]].joins, to)
}

// picks says whether the selector picks e.
func (s selector) picks(e *event) bool {
	if e.Kind != s.kind {
		return false
	}
	if s.of == "" {
		return true
	}
	found := false
	e.climb(func(p *event) bool { found = p.Kind == s.of; return !found })
	return found
}

// pickedBy says whether any of the selectors picks e.
func (e *event) pickedBy(all []selector) bool {
	return slices.ContainsFunc(all, func(s selector) bool { return s.picks(e) })
}

// climb visits the facts e belongs to, nearest first, while visit says to go on. Facts that belong to each other in a
// ring are visited once.
func (e *event) climb(visit func(*event) bool) {
	seen := []*event{e}
	for p := e.parent; p != nil && !slices.Contains(seen, p); p = p.parent {
		if !visit(p) {
			return
		}
		seen = append(seen, p)
	}
}

// tie finds the start that x belongs to: the one Of leads to; else, for a rule that counts back, the next one to come;
// else the latest before it.
func (b *board) tie(x *event, starts []*start) (*start, tie) {
	if s := b.tieSaid(x, starts); s != nil {
		return s, said
	}
	joiner := b.joiner(x, starts)
	if len(starts) > 0 && starts[0].rule.backward() {
		return nextStart(joiner, related(x, starts)), guessed
	}
	var found *start
	could := 0
	for _, s := range b.mayJoin(x, joiner, starts) {
		if s.trigger != x && s.trigger.earlier(joiner) {
			found = s
			could++
		}
	}
	if could == 1 {
		return found, only
	}
	return found, guessed
}

// earlier says whether e could have started what x belongs to: not after it, and not a twin that comes behind it.
func (e *event) earlier(x *event) bool {
	if e.On == x.On && e.Kind == x.Kind {
		return e.at < x.at
	}
	return !e.On.After(x.On)
}

// tieSaid follows what Of says, to the nearest start.
func (b *board) tieSaid(x *event, starts []*start) *start {
	for _, p := range x.saidRoots() {
		for _, s := range starts {
			if s.trigger == p || s.has(p) {
				return s
			}
		}
	}
	return nil
}

// has says whether e already takes part in the start.
func (s *start) has(e *event) bool {
	return slices.ContainsFunc(s.joined, func(j joined) bool { return j.event == e })
}

// joiner gives the event whose day decides where x belongs: the one Of leads to, where that is of a kind that may belong
// to what starts the rule (an appeal of a certificate goes where the certificate goes); else x.
func (b *board) joiner(x *event, starts []*start) *event {
	if !x.said || len(starts) == 0 {
		return x
	}
	for _, s := range starts {
		if b.mayBelong(x.parent.Kind, s.trigger.Kind) {
			return x.parent
		}
	}
	return x
}

// related keeps the starts of the chain that Of puts x into: their trigger hangs on what x hangs on, or the other way round; all of them where
// there is none. What x itself starts is no kin of it.
func related(x *event, starts []*start) []*start {
	roots := x.saidRoots()
	var kin []*start
	for _, s := range starts {
		if s.trigger != x && slices.ContainsFunc(roots, s.trigger.kinOf) {
			kin = append(kin, s)
		}
	}
	if len(kin) == 0 {
		return starts
	}
	return kin
}

// kinOf says whether e and root stand in one chain.
func (e *event) kinOf(root *event) bool {
	return e == root || e.hangsOn(root) || root.hangsOn(e) || slices.Contains(e.saidRoots(), root)
}

// mayJoin gives the starts that x may belong to. Where the family said that x belongs to something else, it belongs to no start of a kind that
// it might have named instead: a plan that follows a review does not keep an order. A review year is begun and ended by many kinds, so
// there the word of the family leaves it open.
func (b *board) mayJoin(x, joiner *event, starts []*start) []*start {
	kin := related(x, starts)
	if !x.said || joiner != x || len(starts) == 0 || starts[0].rule.Resets || slices.ContainsFunc(kin, func(s *start) bool { return s.trigger != x && slices.ContainsFunc(x.saidRoots(), s.trigger.kinOf) }) {
		return kin
	}
	may := b.pack.kinds[x.kind].Of
	return slices.DeleteFunc(slices.Clone(kin), func(s *start) bool { return s.trigger != x && slices.Contains(may, s.trigger.Kind) })
}

// saidRoots gives the facts e hangs on by Of, nearest first.
func (e *event) saidRoots() []*event {
	var roots []*event
	for at := e; at.said && !slices.Contains(roots, at.parent); at = at.parent {
		roots = append(roots, at.parent)
	}
	return roots
}

// leadUp is how far before a day to come a fact can lie and still count as done for it.
const leadUp = 12

// nextStart gives the start whose day comes next after x, if x lies in the time before it that the rule looks back over; else the latest one before x
// that had not lapsed by then.
//
// A day that was set and is still open is dealt with before the next one: what comes late for it is not early for another.
func nextStart(x *event, starts []*start) *start {
	for _, s := range starts {
		if s.rule.clocks[0].count.way == onTheDay && s.over == nil && s.trigger.On.Before(x.On) && !x.On.After(s.lapse()) {
			return s
		}
	}
	for _, s := range starts {
		if !s.trigger.On.Before(x.On) && s.trigger != x {
			if !x.On.Before(s.leads()) {
				return s
			}
			break
		}
	}
	for _, s := range slices.Backward(starts) {
		if s.trigger.On.Before(x.On) && !x.On.After(s.lapse()) {
			return s
		}
	}
	return nil
}

// leads gives the first day on which a fact counts as done for the day to come.
func (s *start) leads() Date {
	if s.rule.lead == nil {
		return s.trigger.On.AddMonths(-leadUp)
	}
	return s.rule.lead.plain(s.trigger.On).end
}

// rival gives a fact of another kind, in the year before e, to which e might as well belong; nil where the family said
// whose it is, or where there is no doubt.
func (b *board) rival(e *event) *event {
	if e.said || e.parent == nil {
		return nil
	}
	for _, p := range slices.Backward(b.events) {
		if p.On.After(e.On) || p.Kind == e.parent.Kind || p.On.Before(e.On.AddMonths(-leadUp)) || !b.mayBelong(e.Kind, p.Kind) {
			continue
		}
		if !p.hangsOn(e.parent) && !e.parent.hangsOn(p) {
			return p
		}
	}
	return nil
}

// hangsOn says whether p is among the facts e belongs to.
func (e *event) hangsOn(p *event) bool {
	found := false
	e.climb(func(at *event) bool { found = at == p; return !found })
	return found
}

// lapse gives the day after which the deadline is no longer shown as late; zero where it has none.
func (s *start) lapse() Date {
	if s.rule.lapses == nil || s.deadline.Due.IsZero() {
		return Date{}
	}
	return s.rule.lapses.plain(s.deadline.Due).end
}
