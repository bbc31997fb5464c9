package timeline

import (
	"slices"

	"ehccasefile/deadlines"
)

// State is how a point of the picture stands. Whoever draws it gives each a shape of its own.
type State int

// The states of a point.
const (
	Happened State = iota // something happened that answers no date
	Met                   // something was done in time
	MetLate               // it was done, after its last day
	Late                  // the last day has passed, and it was not done
	Soon                  // the day is at most two weeks away
	Ahead                 // it is further away
)

// Open tells whether it is not done.
func (s State) Open() bool { return s >= Late }

// Moment is one point: something that happened or is set to happen, or a last day that nobody has answered yet.
type Moment struct {
	On    deadlines.Date
	State State
	Fact  *deadlines.Fact     // what happened; nil for a last day that was not answered
	Due   *deadlines.Deadline // the date it answers, or the last day itself; nil for a fact that answers none
}

// unseen are facts that only say how days are counted.
var unseen = []string{"term-starts", "term-ends"}

// Moments gives the points of one child's case, the oldest first. Each fact's On is the day it is listed under; dues is what follows from these facts.
// Dates that no longer matter are left out, and so is a fact that only sets the day of a date, such as a day the Tribunal set: the date stands there itself.
func Moments(facts []deadlines.Fact, dues []deadlines.Deadline, today deadlines.Date) []Moment {
	var out []Moment
	answers, sets := byFact(dues)
	for i := range facts {
		f := &facts[i]
		if f.On.IsZero() || slices.Contains(unseen, f.Kind) || f.ID != "" && slices.Contains(sets[f.ID], f.On) {
			continue
		}
		m := Moment{On: f.On, Fact: f}
		if f.ID != "" {
			m.Due = answered(answers[f.ID])
		}
		switch {
		case f.On.After(today):
			m.State = coming(f.On, today)
		case m.Due != nil && m.Due.Met.On.After(m.Due.Due):
			m.State = MetLate
		case m.Due != nil:
			m.State = Met
		}
		out = append(out, m)
	}
	for i := range dues {
		if s, open := standing(dues[i], today); open {
			out = append(out, Moment{On: dues[i].Due, State: s, Due: &dues[i]})
		}
	}
	slices.SortStableFunc(out, func(a, b Moment) int { return a.On.Compare(b.On) })
	return out
}

// standing gives the state of a last day that nobody has answered; not open: it is no point of its own.
func standing(d deadlines.Deadline, today deadlines.Date) (s State, open bool) {
	switch d.State(today) {
	case deadlines.Late:
		return Late, true
	case deadlines.Today, deadlines.Soon:
		return Soon, true
	case deadlines.Later:
		return Ahead, true
	}
	return Happened, false
}

func coming(d, today deadlines.Date) State {
	if today.DaysTo(d) <= 14 {
		return Soon
	}
	return Ahead
}

// byFact gives what each fact answers, and the days of the dates that each fact is counted in.
func byFact(dues []deadlines.Deadline) (answers map[string][]*deadlines.Deadline, sets map[string][]deadlines.Date) {
	answers, sets = map[string][]*deadlines.Deadline{}, map[string][]deadlines.Date{}
	for i := range dues {
		d := &dues[i]
		if d.Due.IsZero() || d.Ended != "" {
			continue
		}
		if d.Met != nil {
			answers[d.Met.ID] = append(answers[d.Met.ID], d)
		}
		for _, f := range d.From {
			sets[f.ID] = append(sets[f.ID], d.Due)
		}
	}
	return answers, sets
}

// answered chooses among the dates that a fact answers: the one it was latest for, then one of the law, then the soonest.
func answered(dues []*deadlines.Deadline) *deadlines.Deadline {
	var best *deadlines.Deadline
	for _, d := range dues {
		if best == nil || weight(d) > weight(best) || weight(d) == weight(best) && d.Due.Before(best.Due) {
			best = d
		}
	}
	return best
}

func weight(d *deadlines.Deadline) int {
	if late := d.Due.DaysTo(d.Met.On); late > 0 {
		return 1 + late
	}
	if d.Rule.Force == "law" {
		return 1
	}
	return 0
}
