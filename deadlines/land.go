package deadlines

import (
	"fmt"
	"time"
)

// Where an end date may not rest. A rule names one of these, or none: the SEND Regulations give councils no relief for
// weekends, holidays or August, so their rules name none.
const (
	landsAnywhere   = ""
	landsWorkingDay = "working-day"    // HESC Rules, rule 12(2): the next working day is in time
	landsTribunal   = "tribunal-start" // the same, and rule 12(3)(a) for starting an appeal
)

// pausesTribunal names the days that are not counted for acts other than starting an appeal: HESC Rules, rule 12(3)(b).
const pausesTribunal = "tribunal-holidays"

// TribunalHoliday says whether d lies in 25 December to 1 January, or in August: the days of rule 12(3) of the HESC Rules, which the Tribunal
// leaves out, or after which time to start an appeal runs on. The council's own dates know no such days.
func TribunalHoliday(d Date) bool { return tribunalHoliday(d) }

// tribunalHoliday says whether d lies in 25 December to 1 January, or in August.
func tribunalHoliday(d Date) bool {
	return d.Month == time.August || christmas(d)
}

// christmas says whether d lies in 25 December to 1 January, both included.
func christmas(d Date) bool {
	return d.Month == time.December && d.Day >= 25 || d.Month == time.January && d.Day == 1
}

// holidayEnd gives the last day of the Tribunal's holiday in which d lies.
func holidayEnd(d Date) Date {
	switch d.Month {
	case time.August:
		return On(d.Year, time.August, 31)
	case time.December:
		return On(d.Year+1, time.January, 1)
	}
	return d
}

// land moves an end date off the days where it may not rest, and says why.
func (c *calendar) land(end Date, lands string) sum {
	switch lands {
	case landsTribunal:
		return c.landStart(end)
	case landsWorkingDay:
		return c.landWorking(end)
	}
	return sum{end: end}
}

// landWorking: time that ends on a day that is not a working day runs to the next one.
func (c *calendar) landWorking(end Date) sum {
	s := sum{end: end}
	if !c.working(end) {
		s.end = c.next(end)
		s.tell(s.end, "The time ends on %s, not a working day, so the next working day is in time: %s.", c.why(end), s.end.Long())
	}
	s.warn(c.beyond(s.end))
	return s
}

// landStart: an appeal whose time ends in the Tribunal's holiday is in time on the first working day after it; on another
// day of rest, on the next working day.
func (c *calendar) landStart(end Date) sum {
	if !tribunalHoliday(end) {
		s := c.landWorking(end)
		if tribunalHoliday(s.end) {
			return c.landBefore(end, s.end)
		}
		return s
	}
	s := sum{end: c.next(holidayEnd(end))}
	days := "1 January"
	if end.Month == time.August {
		days = "31 August"
	}
	s.tell(s.end, "The time ends in the Tribunal's holiday (August, and 25 December to 1 January), so the first working day after %s is in time: %s.",
		days, s.end.Long())
	s.warn(c.beyond(s.end))
	return s
}

// landBefore is for time that ends on a day of rest just before the Tribunal's holiday (Sunday 31 July). The next working day is in time by
// rule 12(2), but lies in the holiday; whether rule 12(3)(a) carries it past the holiday is not plain, for the time did not end in it. The last
// working day before is in time on every reading, so it stands first, and the two others beside it.
func (c *calendar) landBefore(end, next Date) sum {
	safe := c.previous(end)
	after := c.next(holidayEnd(next))
	s := sum{end: safe}
	s.warn(fmt.Sprintf("The time ends on %s, just before the Tribunal's holiday (August, and 25 December to 1 January). Readings differ on what follows, so the last working day before it is the safe one: %s.",
		c.why(end), safe.Long()))
	s.steps[0].On = safe
	s.warn(c.beyond(after))
	s.other = append(s.other,
		Alternative{Due: next, Why: "Rule 12(2) takes the next working day as in time, though it lies in the Tribunal's holiday. If the safe day has passed, send the appeal by this day."},
		Alternative{Due: after, Why: fmt.Sprintf("Some would read rule 12(3)(a) as moving this on past the Tribunal's holiday. The time itself ended before the holiday, so do not rely on %s.", after.Long())})
	return s
}
