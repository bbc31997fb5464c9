package timeline

import (
	"slices"
	"strings"

	"ehccasefile/deadlines"
)

// Band is a time that the law counts in weeks, such as the twenty from the request to the final plan.
type Band struct {
	From, To deadlines.Date      // the day it is counted from, and its last day
	Ended    deadlines.Date      // the day from which it no longer mattered, where that was before To
	Marks    []int               // the weeks at which something is due, the last one included
	Due      *deadlines.Deadline // what is due at its end
	Over     []Stretch
}

// Weeks is how many weeks the band is long.
func (b Band) Weeks() int { return b.From.DaysTo(b.To) / 7 }

// End is the last day that is drawn of it, what ran over included.
func (b Band) End() deadlines.Date {
	end := b.To
	for _, s := range b.Over {
		if s.To.After(end) {
			end = s.To
		}
	}
	return end
}

// Stretch is a time beyond a last day, or one for which an exception is claimed.
type Stretch struct {
	From, To deadlines.Date
	Late     bool // the last day had passed
	Open     bool // and it has not been done yet
	Claimed  bool // an exception is claimed for it, which moves no date
	Due      *deadlines.Deadline
}

// counted are the dates whose weeks are drawn as a band, with the weeks that matter on the way. Of two that begin with one fact the earlier row goes first.
var counted = []struct {
	rule  string
	marks []int
}{
	{"final-plan", []int{6, 16}}, {"amend-final", []int{4}}, {"review-decision", nil}, {"reassess-final", nil},
	{"ord-assess-plan", []int{2, 10}}, {"ord-assess-plan-conceded", []int{2, 10}}, {"ord-make-final", []int{5}}, {"ord-amend", nil},
}

// Bands gives the bands of one child's case, in the order of time.
func Bands(facts []deadlines.Fact, dues []deadlines.Deadline, today deadlines.Date) []Band {
	var out []Band
	begun := map[string]bool{}
	for _, c := range counted {
		for i := range dues {
			d := &dues[i]
			if d.Rule.ID != c.rule || d.Due.IsZero() || len(d.From) == 0 || begun[d.From[0].ID] {
				continue
			}
			b := Band{From: d.From[0].On, To: d.Due, Due: d}
			if d.Ended != "" && d.Met == nil && !b.cut(facts) || b.Weeks() < 1 {
				continue
			}
			begun[d.From[0].ID] = true
			for _, m := range append(slices.Clone(c.marks), b.Weeks()) {
				if m <= b.Weeks() && !slices.Contains(b.Marks, m) {
					b.Marks = append(b.Marks, m)
				}
			}
			b.Over = over(d.From[0].ID, dues, today)
			out = append(out, b)
		}
	}
	slices.SortStableFunc(out, func(a, b Band) int { return a.From.Compare(b.From) })
	return out
}

// cut finds the fact that ended a band before its last day; false where none is known.
func (b *Band) cut(facts []deadlines.Fact) bool {
	for _, words := range append(slices.Clone(b.Due.Rule.Ends), b.Due.Rule.Moot...) {
		kind, _, _ := strings.Cut(words, " of ")
		for _, f := range facts {
			if f.Kind == kind && !f.On.Before(b.From) && f.On.Before(b.To) && (b.Ended.IsZero() || f.On.Before(b.Ended)) {
				b.Ended = f.On
			}
		}
	}
	return !b.Ended.IsZero()
}

// over gives what ran over, or is said to be excused, among the duties that began with one fact. Of several on one last day it gives one.
func over(start string, dues []deadlines.Deadline, today deadlines.Date) []Stretch {
	var out []Stretch
	for i := range dues {
		d := &dues[i]
		if d.Due.IsZero() || d.Ended != "" || d.Rule.Force != "law" || len(d.From) == 0 || d.From[0].ID != start {
			continue
		}
		s := Stretch{From: d.Due, To: today, Late: true, Open: d.Met == nil, Claimed: len(d.Claims) > 0, Due: d}
		switch {
		case d.Met != nil:
			s.To = d.Met.On
		case !today.After(d.Due) && s.Claimed:
			s.From, s.To, s.Late = d.Claims[0].Fact.On, d.Due, false
		}
		if s.From.IsZero() || !s.To.After(s.From) || slices.ContainsFunc(out, func(x Stretch) bool { return x.From == s.From }) {
			continue
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b Stretch) int { return a.From.Compare(b.From) })
	return out
}
