package deadlines

import (
	"cmp"
	"fmt"
	"slices"
)

// Move is what a changed fact did to one deadline.
type Move struct {
	Was, Is *Deadline // as it stood and as it stands; nil where it was not there, or is no longer
	Say     string    // what changed, as sentences: "Last day …: it was Monday …, and is now Tuesday …, one day later."
	Why     []Step    // the steps of its reason that are new; empty where it is no longer there
}

// Moved compares what Work gave before a fact changed with what it gives after: which deadlines moved, came, went, were done, ended or opened
// again, and why, in words. Deadlines are the same where the same rule was started by the same fact: by its ID, or by kind and day where it has
// none. Those that moved come first, then the others, each in the order of after.
func Moved(before, after []Deadline) []Move {
	old := map[string]*Deadline{}
	for i := range before {
		old[before[i].Key()] = &before[i]
	}
	var moves []Move
	for i := range after {
		was := old[after[i].Key()]
		delete(old, after[i].Key())
		if m := (Move{Was: was, Is: &after[i]}); m.tell() {
			moves = append(moves, m)
		}
	}
	for i := range before {
		if old[before[i].Key()] == &before[i] {
			moves = append(moves, Move{Was: &before[i], Say: before[i].Rule.Title + ": this no longer follows from what is written down."})
		}
	}
	slices.SortStableFunc(moves, func(a, b Move) int { return cmp.Compare(a.rank(), b.rank()) })
	return moves
}

// Key names a deadline so that it is found again after its date moved: its rule, and the fact that started it.
func (d Deadline) Key() string {
	if len(d.From) == 0 {
		return d.Rule.ID
	}
	f := d.From[0]
	if f.ID != "" {
		return d.Rule.ID + " " + f.ID
	}
	return d.Rule.ID + " " + f.name()
}

// rank puts first what moved a day that was already shown.
func (m Move) rank() int {
	switch {
	case m.Was != nil && m.Is != nil && m.Was.Due != m.Is.Due:
		return 0
	case m.Is != nil:
		return 1
	}
	return 2
}

// tell words what changed, and says whether anything did.
func (m *Move) tell() bool {
	m.Why = newSteps(m.Was, m.Is)
	say := ""
	switch was, is := m.Was, m.Is; {
	case was == nil:
		say = came(is)
	case was.Due != is.Due:
		say = shifted(was.Due, is.Due)
	case is.Ended != "" && was.Ended == "":
		say = is.Ended
	case is.Met != nil && (was.Met == nil || was.Met.On != is.Met.On):
		say = "it is done."
	case (was.Met != nil || was.Ended != "") && is.Met == nil && is.Ended == "":
		say = "it is open again."
	case was.By != is.By || len(was.Claims) != len(is.Claims) || was.Sure != is.Sure:
		say = "the day stays the same, and its reason changed."
	default:
		return false
	}
	m.Say = m.Is.Rule.Title + ": " + say
	return true
}

func came(d *Deadline) string {
	if d.Due.IsZero() {
		return "this follows now, without a fixed date."
	}
	return fmt.Sprintf("this follows now, for %s.", d.Due.Long())
}

// shifted words a move of the day.
func shifted(was, is Date) string {
	switch {
	case was.IsZero():
		return fmt.Sprintf("it had no date, and is now %s.", is.Long())
	case is.IsZero():
		return fmt.Sprintf("it was %s, and now has no date.", was.Long())
	}
	days, how := was.DaysTo(is), "later"
	if days < 0 {
		days, how = -days, "earlier"
	}
	return fmt.Sprintf("it was %s, and is now %s, %s %s.", was.Long(), is.Long(), plural(days, "day"), how)
}

// newSteps gives the steps of is that was does not have.
func newSteps(was, is *Deadline) []Step {
	if was == nil {
		return is.Steps
	}
	var steps []Step
	for _, s := range is.Steps {
		if !slices.Contains(was.Steps, s) {
			steps = append(steps, s)
		}
	}
	return steps
}
