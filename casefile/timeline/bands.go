package timeline

import (
	"slices"
	"strings"

	"ehccasefile/deadlines"
)

// Band is a time that the law counts in weeks, such as the twenty from the request to the final plan.
type Band struct {
	From, To deadlines.Date      // the day it is counted from, and its last day
	Law      int                 // how many weeks the law gives; To can be sooner where a second time ran out first, or another day was set
	Ended    deadlines.Date      // the day from which it no longer mattered, where that was before To
	Marks    []int               // the weeks in it at which something is due
	Due      *deadlines.Deadline // what is due at its end
	Over     []Stretch
}

// Weeks is how many whole weeks the band is long.
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

// counted are the dates whose weeks are drawn as a band, with the weeks at which something is due. Of two that begin with one fact the earlier row goes first.
var counted = []struct {
	rule  string
	marks []int
}{
	{"final-plan", []int{6, 16, 20}}, {"amend-final", []int{4, 12}}, {"review-decision", []int{4}}, {"reassess-final", []int{14}},
	{"ord-assess-plan", []int{2, 10, 14}}, {"ord-assess-plan-conceded", []int{2, 10, 14}}, {"ord-make-final", []int{5, 11}}, {"ord-amend", []int{5}},
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
			b := Band{From: d.From[0].On, To: d.Due, Law: c.marks[len(c.marks)-1], Due: d}
			if d.Ended != "" && d.Met == nil && !b.cut(facts) || b.Weeks() < 1 {
				continue
			}
			begun[d.From[0].ID] = true
			for _, m := range c.marks {
				if m <= b.Weeks() {
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

// WeekSets gives which weeks may be written below a band, the fullest first: all, every second, every fourth, and then only those at which something is due.
func (b Band) WeekSets() [][]int {
	var sets [][]int
	for _, step := range []int{1, 2, 4} {
		var set []int
		for w := 0; w <= b.Weeks(); w += step {
			set = append(set, w)
		}
		if !slices.ContainsFunc(b.Marks, func(m int) bool { return m%step != 0 }) {
			sets = append(sets, set)
		}
	}
	if n := len(b.Marks); n > 0 {
		sets = append(sets, append([]int{0}, b.Marks...), b.Marks, b.Marks[n-1:])
	}
	return sets
}
