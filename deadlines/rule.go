package deadlines

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

	exceptions map[string]*Exception
	letters    map[string]*Letter
}

// Rule is one duty, right or limit, with its law, as it stands from InForce until Until. Its words are those of its file; how a
// file is written stands at the head of rules/assessment.toml.
type Rule struct {
	ID      string
	Rows    []string // the rows of the table of timescales it stands for: its own ID, unless a row has several rules or the rule several rows
	Title   string
	Who     string // who must act: "parent", "council", "school", "tribunal", "services" (those asked for advice), "organisation" (one asked for records), "adviser", "health", "governors"
	Force   string // "law", "guidance" or "aim" (what is worked towards, and no duty)
	Law     string // what the law says, in this program's own words
	Cite    string // the provision
	URL     string // where it was read
	Quote   string // the provision's words, where they are quoted
	Grade   string // how it was read: "V1", "V1-part", "V2" or "M"; see Sureness
	Checked Date   // when the source was last read
	By      string // the named lawyer who checked the rule; empty: not yet checked by a lawyer
	InForce Date   // the first day of facts it governs; zero: not stated
	Until   Date   // the first day it no longer governs; zero: still in force

	Clocks         []Clock
	Take           string   // "later" or "earlier" of several clocks
	Lands          string   // where the end may not rest: "", "working-day" or "tribunal-start"
	Pauses         string   // which days are not counted: "" or "tribunal-holidays"
	Unpaused       []string // started by one of these facts, every day counts all the same
	Calendar       string   // whose bank holidays: "" for England, "uk" for every part of the kingdom
	Hour, HourNote string   // the hour of the last day, and where it is from
	Others         []Other
	Directed       bool     // the Tribunal may set another day for it, which then governs
	Met            []string // the facts that discharge it; "decision-sent of review-meeting" is one that follows such a meeting
	Ends           []string // the facts after which it no longer matters
	Moot, Unless   []string // facts that end it too, unless one of the others is there
	Separate       bool     // several stand side by side: a later one never ends an older
	Resets         bool     // each start begins it afresh
	Lapses         string   // how long after the last day it is still shown as late: "12 months after"
	Lead           string   // how long before the day a fact still counts as done for it: "12 months before"
	Anchor         []string // for a rule without a date: the rules whose dates are shown as the nearest
	Remind         []int    // the days before the last day to remind on; empty: the usual ones

	Before     string       // what to do before the day
	Missed     string       // what can be done once it has passed
	Letter     *Letter      // the letter that answers it; nil where none does
	Excuse     string       // the exceptions the law allows: a claim for the one who must act to prove, which never moves the date
	Exceptions []*Exception // the same, one by one
	Note       string       // a remark shown with the sum
	Doubt      string       // what is not settled; it takes sureness away

	compiled
	file string
	line int
}

// Clock is one count of a rule, in the words of its file.
type Clock struct {
	From     []string // the facts it starts from, any of them; or "=rule": that rule's due date
	Count    string   // the statute's words: "6 weeks after"
	Within   string   // a fact joins without being told so only so long after the first
	Usual    string   // a fact that comes later than this is counted with a warning,
	Unusual  string   // which is this
	Absent   string   // what to say while its fact is not there
	Next     bool     // a day of rest on which it would start is moved to the next working day
	Optional bool     // nothing is missing without it
	Wins     bool     // where it is there, it governs: a day the Tribunal set
	Alone    bool     // it starts a deadline of its own, and joins none
	Past     bool     // it starts none: the latest of its facts before the one that starts the rule joins
}

// Other is a second date that some source or reading gives, counted from the same day as the rule's first clock.
type Other struct {
	Count, Lands, Why string
	From              []string // only for deadlines that one of these facts started; empty: for all
}

// Exception is a ground on which the law excuses whoever missed a time. It is theirs to claim and to prove, and it never moves a
// date. Its ID is also the kind of the fact that records a claim.
type Exception struct {
	ID    string
	Title string // the ground, as the end of a sentence: "the family was away for four weeks or more"
	Show  string // what the one who claims it must show
	Ask   string // what to ask them for
}

// Letter is one of the program's model letters.
type Letter struct {
	ID, Title string
}

// compiled is what counting needs of a rule's words.
type compiled struct {
	clocks, together        []*clock // all; those that do not stand alone
	others                  []otherCount
	met, ends, moot, unless []selector
	unpaused                []selector
	lapses, lead            *count // lead nil: leadUp
	calendar                *calendar
	pauses                  bool
}

// clock is a Clock made ready to count.
type clock struct {
	Clock
	from          []selector // alternatives; empty where refs is set
	refs          []string   // the ids of other rules, whose due dates it counts from
	count         count
	within, usual *count
}

// otherCount is an Other made ready to count.
type otherCount struct {
	Other
	count count
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

// Sureness gives the grade in words: "read in the law itself" ("read in an official source" for an aim or guidance), "read in part in the law", "from published guidance" or
// "not yet checked".
func (r *Rule) Sureness() string {
	if r.Grade == gradeRead && r.Force != "law" {
		return "read in an official source"
	}
	return sureness[r.Grade]
}

var sureness = map[string]string{
	gradeRead:     "read in the law itself",
	gradePart:     "read in part in the law",
	gradeGuidance: "from published guidance",
	gradeNone:     "not yet checked",
}

// sure says whether the rule was read in the law, and nothing about it is in doubt.
func (r *Rule) sure() bool {
	return (r.Grade == gradeRead || r.Grade == gradePart) && r.Doubt == ""
}

// backward says whether the rule counts back from a day to come, or is that day: what is done for it is done before it.
func (r *Rule) backward() bool {
	c := r.clocks[0].count
	return c.backward() || c.way == onTheDay
}

// law is every version of one rule, oldest first, and what starts it.
type law struct {
	id       string
	versions []*Rule
	refs     []string // the laws it counts from, if any
	touched  kindSet  // the kinds of fact that may meet or end it
	starters kindSet  // the kinds of fact that start any of its clocks
}

// kindSet says of each kind of fact, by its place in the pack's list, whether it is meant.
type kindSet []bool

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

// IsClaim says whether facts of this kind record an exception that is claimed.
func (p *Pack) IsClaim(kind string) bool { return p.exceptions[kind] != nil }

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
