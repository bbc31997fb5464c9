package deadlines

import (
	"cmp"
	"fmt"
	"slices"
)

// The facts by which a family enters the school's terms: each half of a term is one of its own, so that half-term is left out.
const (
	kindTermStarts = "term-starts"
	kindTermEnds   = "term-ends"
)

// term is a stretch of school days, its first and its last day included.
type term struct{ first, last Date }

// longestBreak is the longest the school is closed between two halves of terms: the summer holidays. A longer gap between the terms that
// were entered means that one is missing.
const longestBreak = 56

// termsOf pairs each start of a term with the end that follows it. Where one lacks its other half, none is used: a day
// counted over a hole could come too late.
func termsOf(events []*event) []term {
	events = slices.Clone(events)
	slices.SortStableFunc(events, func(a, b *event) int { // a term of one day starts before it ends
		return cmp.Or(a.On.Compare(b.On), boolOrder(a.Kind == kindTermEnds, b.Kind == kindTermEnds))
	})
	var terms []term
	var first Date
	for _, e := range events {
		switch e.Kind {
		case kindTermStarts:
			if !first.IsZero() {
				return nil
			}
			first = e.On
		case kindTermEnds:
			if first.IsZero() {
				return nil
			}
			terms = append(terms, term{first, e.On})
			first = Date{}
		}
	}
	if !first.IsZero() {
		return nil
	}
	return terms
}

// within gives the calendar with the school's terms on it.
func (c *calendar) within(terms []term) *calendar {
	school := *c
	school.terms = terms
	return &school
}

// school counts school days: the working days of the terms that were entered. Without terms that reach far enough there is no day.
func (c count) school(d Date, cal *calendar) sum {
	at := d
	if c.way == startingWith {
		at = d.AddDays(-1)
	}
	var s sum
	left := c.n
	for i, t := range cal.terms {
		if t.last.Before(d) {
			continue
		}
		if gap := cal.gap(i, d); gap != "" {
			s.warn(gap)
		}
		for day := later(at.AddDays(1), t.first); !day.After(t.last) && left > 0; day = day.AddDays(1) {
			if cal.working(day) {
				left--
				at = day
			}
		}
		if left == 0 {
			s.end = at
			s.tell(at, "%s is %s, counting Monday to Friday in the terms that were entered, without bank holidays.", upper(c.schoolWords(d)), at.Long())
			s.warn(cal.beyond(at))
			return s
		}
	}
	s.noTerms = true
	if len(cal.terms) == 0 {
		s.warn("This is counted in school days, and no whole set of term dates is written down. Write down when each term and half-term starts and ends.")
	} else {
		s.warn(fmt.Sprintf("This is counted in school days, and the term dates that are written down end before %s. Write down the next terms.", c.schoolWords(d)))
	}
	return s
}

// schoolWords says which day is meant: "school day 15 after Monday 2 March 2026".
func (c count) schoolWords(d Date) string {
	how := "after"
	if c.way == startingWith {
		how = "starting with"
	}
	return fmt.Sprintf("school day %d %s %s", c.n, how, d.Long())
}

// gap warns where a term may be missing before the i-th, seen from d; "" where none seems to be.
func (c *calendar) gap(i int, d Date) string {
	t := c.terms[i]
	if !t.first.After(d) {
		return ""
	}
	if i == 0 {
		return fmt.Sprintf("No term before %s is written down. Were there school days before it, this would end sooner.", t.first.Long())
	}
	if before := c.terms[i-1].last; before.DaysTo(t.first) > longestBreak {
		return fmt.Sprintf("Between %s and %s no term is written down. Were there school days in that time, this would end sooner.", before.Long(), t.first.Long())
	}
	return ""
}

// later gives the later of two days.
func later(a, b Date) Date {
	if a.Before(b) {
		return b
	}
	return a
}
