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
//
// Where that next working day would itself lie in the holiday (time ends on Sunday 31 July), rule 12(3)(a) does not
// plainly reach it, because the time did not end in August. The strict reading is the due date, the kinder one stands beside it.
func (c *calendar) landStart(end Date) sum {
	if !tribunalHoliday(end) {
		s := c.landWorking(end)
		if tribunalHoliday(s.end) {
			kind := c.next(holidayEnd(s.end))
			s.other = append(s.other, Alternative{Due: kind, Why: fmt.Sprintf(
				"Some would read rule 12(3)(a) as moving this on past the Tribunal's holiday. The time itself ended before the holiday, so do not rely on %s.", kind.Long())})
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
