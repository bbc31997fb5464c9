package deadlines

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A count is a length of time in the statute's own words: "6 weeks after", "15 days beginning with", "before 15 February".
type count struct {
	words string // as written in the rule
	way   way
	n     int
	unit  unit
	month time.Month // for a fixed day of the year
	day   int
}

// way says how a count runs from its day.
type way int

const (
	after        way = iota // the day itself does not count (Lester v Garland; Dodds v Walker)
	startingWith            // the day itself counts (Trow v Ind Coope)
	before                  // back from the day
	beforeFixed             // strictly before a day of the same year
	onTheDay                // the day itself
	atOnce                  // as soon as it happens: no later day is given
	noFixedTime             // the law gives no time
)

type unit string

const (
	days        unit = "day"
	weeks       unit = "week"
	months      unit = "month"
	workingDays unit = "working day"
	schoolDays  unit = "school day"
)

// wordsOf gives the ways in which the law words a count; longer endings stand first.
var wordsOf = []struct {
	ending string
	way    way
}{
	{" starting with", startingWith}, {" beginning with", startingWith},
	{" following", after}, {" after", after}, {" of", after}, {" from", after}, {" before", before},
}

// longest bounds a count, so that a slip of the finger in a rule is seen.
const longest = 400

// parseCount reads the statute's words. It is strict: "1 weeks after" and "6 weeks" are errors.
func parseCount(words string) (count, error) {
	switch words {
	case "on the day":
		return count{words: words, way: onTheDay}, nil
	case "at once":
		return count{words: words, way: atOnce}, nil
	case "no fixed time":
		return count{words: words, way: noFixedTime}, nil
	}
	if day, ok := strings.CutPrefix(words, "before "); ok {
		return parseFixed(words, day)
	}
	for _, w := range wordsOf {
		if length, ok := strings.CutSuffix(words, w.ending); ok {
			n, u, err := parseLength(length)
			if err == nil && u == schoolDays && w.way == before {
				err = errors.New("school days cannot be counted back")
			}
			if err != nil {
				return count{}, fmt.Errorf("count %q: %w", words, err)
			}
			return count{words: words, way: w.way, n: n, unit: u}, nil
		}
	}
	return count{}, fmt.Errorf("count %q: not words this program can count; write it like \"6 weeks after\", \"15 days beginning with\" or \"before 15 February\"", words)
}

// parseFixed reads the "15 February" of "before 15 February".
func parseFixed(words, day string) (count, error) {
	t, err := time.Parse("2 January 2006", day+" 2023") // a year without 29 February, which not every year could meet
	if err != nil || t.Format("2 January") != day {
		return count{}, fmt.Errorf("count %q: %q is not a day that every year has", words, day)
	}
	return count{words: words, way: beforeFixed, month: t.Month(), day: t.Day()}, nil
}

// parseLength reads "6 weeks", "1 month", "30 working days".
func parseLength(s string) (int, unit, error) {
	number, name, _ := strings.Cut(s, " ")
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > longest || strconv.Itoa(n) != number {
		return 0, "", fmt.Errorf("%q is not a number from 1 to %d", number, longest)
	}
	for _, u := range []unit{days, weeks, months, workingDays, schoolDays} {
		if name == u.of(n) {
			return n, u, nil
		}
	}
	return 0, "", fmt.Errorf("%q is not days, weeks, months, working days or school days (or one and many are mixed up)", name)
}

// of gives the unit's name for n of them.
func (u unit) of(n int) string {
	if n == 1 {
		return string(u)
	}
	return string(u) + "s"
}

// dated says whether the count gives a day at all.
func (c count) dated() bool { return c.way != atOnce && c.way != noFixedTime }

// backward says whether the count gives a day before the one it starts from.
func (c count) backward() bool { return c.way == before || c.way == beforeFixed }

// length gives "six weeks" or "30 working days", with a capital where it opens a sentence.
func (c count) length(capital bool) string {
	s := number(c.n) + " " + c.unit.of(c.n)
	if capital {
		s = strings.ToUpper(s[:1]) + s[1:]
	}
	return s
}

// number writes small numbers as words.
func number(n int) string {
	small := []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
	if n >= 0 && n < len(small) {
		return small[n]
	}
	return strconv.Itoa(n)
}

// A sum is what a count or a landing came to, and the words for it.
type sum struct {
	end    Date
	steps  []Step
	unsure bool
	other  []Alternative

	noTerms bool // it needed school days that no term entered holds, so there is no end
}

// tell adds a step.
func (s *sum) tell(on Date, format string, a ...any) { s.step(on, fmt.Sprintf(format, a...)) }

// step adds a step that is worded already.
func (s *sum) step(on Date, say string) {
	s.steps = append(s.steps, Step{Say: say, On: on})
}

// warn adds a step that takes sureness away; an empty one is none.
func (s *sum) warn(say string) {
	if say != "" {
		s.steps = append(s.steps, Step{Say: say})
		s.unsure = true
	}
}

// add takes over the words and doubts of a later sum, and its end.
func (s *sum) add(t sum) {
	s.end = t.end
	s.steps = append(s.steps, t.steps...)
	s.unsure = s.unsure || t.unsure
	s.noTerms = s.noTerms || t.noTerms
	s.other = append(s.other, t.other...)
}

// from counts from d. pauses leaves the Tribunal's holidays out.
func (c count) from(d Date, cal *calendar, pauses bool) sum {
	switch c.way {
	case onTheDay:
		return sum{end: d}
	case atOnce:
		var s sum
		s.tell(d, "The law gives no later day: the duty is to act at once, from %s.", d.Long())
		return s
	case noFixedTime:
		var s sum
		s.tell(Date{}, "The law sets no fixed time for this, so no date can be given.")
		return s
	case beforeFixed:
		return c.fixed(d)
	}
	switch {
	case c.unit == schoolDays:
		return c.school(d, cal)
	case c.unit == months && pauses:
		return c.pausedMonths(d, cal)
	case c.unit == workingDays || pauses:
		return c.walk(d, cal, pauses)
	}
	return c.plain(d)
}

// fixed gives the eve of a day of the year: "before 15 February" is in time on 14 February and not on the 15th.
func (c count) fixed(d Date) sum {
	day := On(d.Year, c.month, c.day)
	s := sum{end: day.AddDays(-1)}
	s.tell(s.end, "The law says before %s, so the last day in time is %s.", day.Long(), s.end.Long())
	return s
}

// plain counts days, weeks or months with none left out.
func (c count) plain(d Date) sum {
	sign := 1
	if c.way == before {
		sign = -1
	}
	var end Date
	switch c.unit {
	case months:
		end = d.AddMonths(sign * c.n)
	case weeks:
		end = d.AddDays(sign * 7 * c.n)
	default:
		end = d.AddDays(sign * c.n)
	}
	return c.tellPlain(d, end)
}

// tellPlain words a plain count from d that came to end, the starting day not counted.
func (c count) tellPlain(d, end Date) sum {
	s := sum{end: end}
	switch {
	case c.way == startingWith:
		s.end = end.AddDays(-1)
		s.tell(s.end, "The %s that begin with %s end on %s, because the first day counts.", c.length(false), d.Long(), s.end.Long())
	case c.way == before:
		s.step(s.end, c.length(true)+" before "+d.Long()+" is "+s.end.Long()+".")
	case c.unit == months && end.Day != d.Day:
		s.tell(s.end, "%s after %s is %s, the last day of a month that has no day %d.", c.length(true), d.Long(), s.end.Long(), d.Day)
	default:
		s.step(s.end, c.length(true)+" after "+d.Long()+" is "+s.end.Long()+".")
	}
	return s
}

// walk counts day by day, leaving out what does not count: days of rest for working days, the Tribunal's holidays where
// they pause the time.
func (c count) walk(d Date, cal *calendar, pauses bool) sum {
	left, at, step := c.n, d, 1
	if c.unit == weeks {
		left *= 7
	}
	switch c.way {
	case startingWith:
		at = d.AddDays(-1)
	case before:
		step = -1
	}
	var w walked
	for left > 0 {
		at = at.AddDays(step)
		if w.counts(at, cal, pauses, c.unit == workingDays) {
			left--
		}
	}
	return w.tell(c, d, at, cal)
}

// walked remembers what a walk left out.
type walked struct {
	paused   int
	holidays []Date
	doubtful []Date
	beyond   Date
}

// counts says whether the day counts, and remembers why not.
func (w *walked) counts(at Date, cal *calendar, pauses, working bool) bool {
	if pauses && tribunalHoliday(at) {
		w.paused++
		return false
	}
	if !working {
		return true
	}
	if !cal.known(at) {
		w.beyond = at
	}
	if cal.doubtful[at] != "" {
		w.doubtful = append(w.doubtful, at)
	}
	if !cal.working(at) {
		if cal.holidays[at] != "" {
			w.holidays = append(w.holidays, at)
		}
		return false
	}
	return true
}

// tell words the walk.
func (w *walked) tell(c count, d, end Date, cal *calendar) sum {
	s := sum{end: end}
	how := "after"
	switch c.way {
	case startingWith:
		how = "starting with"
	case before:
		how = "before"
	}
	s.tell(end, "%s %s %s %s %s%s.", c.length(true), how, d.Long(), verb(c.way), end.Long(), w.leftOut(c.unit, cal))
	if w.paused > 0 {
		s.tell(Date{}, "Days in August and from 25 December to 1 January are not counted: that leaves out %s.", plural(w.paused, "day"))
	}
	if !w.beyond.IsZero() {
		s.warn(cal.beyond(w.beyond))
	}
	for _, day := range w.doubtful {
		s.warn(fmt.Sprintf("%s was counted as a working day. %s", day.Long(), cal.doubtful[day]))
		again := c.walk(d, cal.with(day, "in doubt"), w.paused > 0)
		s.other = append(s.other, Alternative{Due: again.end, Why: "If " + day.Long() + " is a bank holiday, the last day is " + again.end.Long() + "."})
	}
	return s
}

func verb(w way) string {
	if w == startingWith {
		return "ends on"
	}
	return "is"
}

// leftOut names the days of rest that a count of working days passed over.
func (w *walked) leftOut(u unit, cal *calendar) string {
	if u != workingDays {
		return ""
	}
	if len(w.holidays) == 0 {
		return ", counting Monday to Friday"
	}
	var names []string
	for _, h := range w.holidays {
		names = append(names, fmt.Sprintf("%s (%s)", h.Long(), cal.holidays[h]))
	}
	return ", counting Monday to Friday without the bank holidays in " + cal.name + ": " + strings.Join(names, "; ")
}

// plural gives "1 day", "8 days".
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}

// pausedMonths counts months of which some days are not counted. No source says how a month can skip days, so the plain
// corresponding date is given as the safe one, and beside it that date plus the days left out.
func (c count) pausedMonths(d Date, cal *calendar) sum {
	s := c.plain(d)
	out := 0
	for at := d.AddDays(1); !at.After(s.end); at = at.AddDays(1) {
		if tribunalHoliday(at) {
			out++
		}
	}
	if out == 0 {
		return s
	}
	long := count{way: after, n: out, unit: days}.walk(s.end, cal, true)
	late := cal.landWorking(long.end)
	s.warn(fmt.Sprintf("%s of that time lie in August or from 25 December to 1 January, and are not counted. How a month skips days is not settled, so %s is given as the safe date.",
		plural(out, "day"), s.end.Long()))
	s.other = append(s.other, Alternative{Due: late.end, Why: fmt.Sprintf(
		"%s plus the %s that are not counted comes to %s. This reading is not settled: do not rely on it.", s.end.Long(), plural(out, "day"), late.end.Long())})
	return s
}
