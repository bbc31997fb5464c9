package deadlines

// Step is one sum of a reason, as a sentence, and the day it came to.
type Step struct {
	Say string
	On  Date
}

// String gives the sentence.
func (s Step) String() string { return s.Say }

// Alternative is a second date that some source gives, with the reason.
type Alternative struct {
	Due Date
	Why string
}

// Deadline is one date that follows from the facts, with its reason.
type Deadline struct {
	Rule    *Rule
	From    []Fact        // the facts it was counted from
	Nominal Date          // what counting gives
	Due     Date          // the last day in time
	By      string        // the hour, where a rule has one ("5pm")
	Met     *Fact         // the fact that discharged it, in time or late
	Steps   []Step        // each sum
	Sure    bool          // false where the source or a fact leaves doubt
	Missing []string      // ids of facts that would make it surer
	Other   []Alternative // second dates, where sources differ
	Ended   string        // why an old one no longer matters
}

// State is how a deadline stands on a day.
type State int

// The states, in the order a person should look at them.
const (
	Undated State = iota
	Late
	Today
	Soon
	Later
	MetLate
	Met
	Ended
)

// State says how the deadline stands today.
func (d Deadline) State(today Date) State { return Undated }

// Work gives every deadline that follows from the facts, soonest first, undated last.
func (p *Pack) Work(f []Fact, today Date) []Deadline { return nil }

// WorkingDay says whether d is a working day in England, and whether the published list reaches it.
func (p *Pack) WorkingDay(d Date) (working, known bool) { return false, false }
