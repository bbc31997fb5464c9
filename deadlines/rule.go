package deadlines

import "strings"

// Pack is the law as read from one set of rule files. It never changes after loading and may be shared freely between
// goroutines.
type Pack struct {
	kinds   []FactKind
	kind    map[string]int // place in kinds
	rules   []*Rule
	laws    []*law // in an order in which each comes after those it counts from
	law     map[string]*law
	england *calendar
	uk      *calendar
}

// FactKind is a kind of dated fact that may be asked of a family, in plain words.
type FactKind struct {
	ID       string   // "decision-sent"
	Title    string   // "The council sent its decision letter"
	Question string   // "When did the council send its decision letter?"
	Help     string   // where to find the date, and which date counts
	Who      string   // who does it: "parent", "council", "school", "tribunal", …
	Of       []string // the kinds of fact it may belong to, as a certificate belongs to a decision

	joins []string // those of Of that it joins without being told
	says  string   // the fact as a sentence, with {date} in it
}

// sentence tells the fact with its day: "The council sent its decision letter on Monday 5 October 2026."
func (k FactKind) sentence(on Date) string { return strings.ReplaceAll(k.says, "{date}", on.Long()) }

// Fact is something that happened, or is set to happen, on a day.
type Fact struct {
	ID   string // the caller's own name for it, unique among the facts given; may be empty
	Kind string // a FactKind's ID
	Of   string // the ID of the fact this one belongs to (a certificate to its decision); may be empty
	On   Date
}

// Rule is one duty, right or limit, with its law, as it stands from InForce until Until.
type Rule struct {
	ID      string
	Title   string
	Who     string   // who must act: "parent", "council", "school", "tribunal", "services" (those asked for advice), "organisation" (one asked for records)
	Force   string   // "law", "guidance" or "aim" (what is worked towards, and no duty)
	Law     string   // what the law says, in this program's own words
	Cite    string   // the provision
	URL     string   // where it was read
	Quote   string   // the provision's words, where they are quoted
	Grade   string   // how it was read: "V1", "V1-part", "V2" or "M"; see Sureness
	Checked Date     // when the source was last read
	By      string   // the named lawyer who checked the rule; empty: not yet checked by a lawyer
	InForce Date     // the first day of facts it governs; zero: not stated
	Until   Date     // the first day it no longer governs; zero: still in force
	Met     []string // the facts that discharge it; "decision-sent of review-meeting" is one that follows such a meeting
	Before  string   // what to do before the day
	Missed  string   // what can be done once it has passed
	Excuse  string   // the exceptions the law allows: a claim for the one who must act to prove, which never moves the date

	note, doubt      string
	hour, hourNote   string
	take, lands      string
	pauses           bool
	calendar         *calendar
	clocks           []clock
	others           []otherCount
	met, ends        []selector
	moot, unless     []selector // moot facts end it too, unless one of the others is there
	separate, resets bool
	lapses           *count
	lead             *count // how long before the day a fact still counts as done for it; nil: leadUp
	file             string
	line             int
}

// clock is one count of a rule, and the facts it starts from.
type clock struct {
	from     []selector // alternatives; empty where ref is set
	ref      string     // the id of another rule, whose due date it counts from
	count    count
	next     bool // a day of rest on which it would start is moved to the next working day
	optional bool // nothing is missing without it
	alone    bool // it starts a deadline of its own, and joins none
	wins     bool // where it is there, it governs: a direction of the Tribunal, a later day the council gave
	within   *count
	usual    *count // a fact that comes later than this after the trigger is counted with a warning
	unusual  string // the warning
	absent   string // what to say while its fact is not there
}

// otherCount is a second date that some source gives, counted from the same day as the rule's first clock.
type otherCount struct {
	count count
	why   string
}

// selector picks facts: of a kind, and, where of is set, only those that follow a fact of that other kind.
type selector struct{ kind, of string }

func (s selector) String() string {
	if s.of == "" {
		return s.kind
	}
	return s.kind + " of " + s.of
}

// The words of Grade, in which the program says how surely a rule is known.
const (
	gradeRead     = "V1"
	gradePart     = "V1-part"
	gradeGuidance = "V2"
	gradeNone     = "M"
)

// Sureness gives the grade in words: "read in the law itself", "read in part in the law", "from published guidance" or
// "not yet checked".
func (r *Rule) Sureness() string { return sureness[r.Grade] }

var sureness = map[string]string{
	gradeRead:     "read in the law itself",
	gradePart:     "read in part in the law",
	gradeGuidance: "from published guidance",
	gradeNone:     "not yet checked",
}

// sure says whether the rule was read in the law, and nothing about it is in doubt.
func (r *Rule) sure() bool {
	return (r.Grade == gradeRead || r.Grade == gradePart) && r.doubt == ""
}

// backward says whether the rule counts back from a day to come.
func (r *Rule) backward() bool { return r.clocks[0].count.backward() }

// law is every version of one rule, oldest first, and what starts it.
type law struct {
	id       string
	versions []*Rule
	ref      string          // the law it counts from, if any
	touched  map[string]bool // the kinds of fact that may meet or end it
}

// at picks the version that governs facts of that day; nil where none does.
func (l *law) at(d Date) *Rule {
	for _, r := range l.versions {
		if !d.Before(r.InForce) && (r.Until.IsZero() || d.Before(r.Until)) {
			return r
		}
	}
	return nil
}

// newest gives the version last in force.
func (l *law) newest() *Rule { return l.versions[len(l.versions)-1] }

// Facts gives every kind of fact, in the order of facts.toml, which follows a case from the first request on.
func (p *Pack) Facts() []FactKind { return append([]FactKind(nil), p.kinds...) }

// Fact gives the kind with that id, and whether there is one.
func (p *Pack) Fact(id string) (FactKind, bool) {
	i, ok := p.kind[id]
	if !ok {
		return FactKind{}, false
	}
	return p.kinds[i], true
}

// Rules gives every version of every rule, in the order of the files. Do not change them.
func (p *Pack) Rules() []*Rule { return append([]*Rule(nil), p.rules...) }

// Rule gives the rule with that id, in its newest version, and whether there is one.
func (p *Pack) Rule(id string) (*Rule, bool) {
	l, ok := p.law[id]
	if !ok {
		return nil, false
	}
	return l.newest(), true
}
