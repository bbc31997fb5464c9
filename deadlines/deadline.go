package deadlines

// Step is one sum of a reason, as a sentence, and the day it came to (zero where it comes to none).
type Step struct {
	Say string
	On  Date
}

// String gives the sentence.
func (s Step) String() string { return s.Say }

// Alternative is a second date that some source or reading gives, with the reason.
type Alternative struct {
	Due Date
	Why string
}

// Deadline is one date that follows from the facts, with its reason.
type Deadline struct {
	Rule     *Rule         // the version of the rule that governs these facts
	From     []Fact        // the facts it was counted from, the first one first; On is the day each counts as
	Nominal  Date          // what counting gives, before weekends and holidays; zero where the rule has no date
	Due      Date          // the last day in time; zero where the rule has no date
	By       string        // the hour of that day, where a rule has one ("5pm")
	Met      *Fact         // the fact that discharged it, in time or late; nil while none has
	Steps    []Step        // each sum, in order, as whole sentences
	Sure     bool          // false where the rule was not read in the law, or a fact is missing, assumed or beyond the calendar
	Missing  []string      // ids of the kinds of fact that would make it surer
	Other    []Alternative // second dates, where sources or readings differ
	Ended    string        // why an old one no longer matters, as a sentence; "" while it does
	Claims   []Claim       // the exceptions claimed against it; they never move it
	Near     *Near         // for one without a date: the nearest fixed date of the same chain; nil where there is none
	Directed bool          // the Tribunal set this day; what the rule alone gives stands in Other
	NoTerms  bool          // it is counted in school days, and the dates of term that were entered do not reach
}

// Claim is an exception that was claimed against a deadline.
type Claim struct {
	Fact      Fact // when it was claimed
	Exception *Exception
}

// Near is the fixed date nearest to something that has none.
type Near struct {
	Rule *Rule
	Due  Date
}

// State is how a deadline stands on a day.
type State int

// The states of a deadline.
const (
	Undated State = iota // the rule gives no date
	Late                 // the last day has passed, and nothing discharged it
	Today                // this is the last day
	Soon                 // the last day is at most 14 days away
	Later                // the last day is further away
	MetLate              // done, after the last day
	Met                  // done, in time
	Ended                // it no longer matters
)

var stateWords = [...]string{"no fixed date", "late", "today", "soon", "later", "done late", "done", "ended"}

// String gives the state in plain words.
func (s State) String() string {
	if s < 0 || int(s) >= len(stateWords) {
		return "unknown"
	}
	return stateWords[s]
}

// soonDays is how near a last day must be to count as soon.
const soonDays = 14

// State says how the deadline stands on the day given.
func (d Deadline) State(today Date) State {
	switch {
	case d.Met != nil && !d.Due.IsZero() && d.Met.On.After(d.Due):
		return MetLate
	case d.Met != nil:
		return Met
	case d.Ended != "":
		return Ended
	case d.Due.IsZero():
		return Undated
	case d.Due.Before(today):
		return Late
	case d.Due == today:
		return Today
	case today.DaysTo(d.Due) <= soonDays:
		return Soon
	}
	return Later
}
