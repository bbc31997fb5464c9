package deadlines

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// Date is a civil day: a square on the calendar, with no clock and no time zone. Two Dates are equal with ==. The zero
// value means "no date".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// The years Parse takes. Nothing in a family's papers lies outside them, and a slip of the finger ("0226") usually does.
const (
	firstYear = 1900
	lastYear  = 2199
)

// On gives the day of that year, month and day. A day the month does not have (31 April) runs on into the next month, as in
// package time; use Parse for what a person typed.
func On(year int, month time.Month, day int) Date { return DateOf(noon(year, month, day)) }

// DateOf gives the day of t in t's own location: a moment on a British clock gives the British day.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// Parse reads a date written as 2026-03-16, and nothing else. The day must exist, and the year lie in 1900 to 2199. The
// error's text is fit to show to a person.
func Parse(s string) (Date, error) {
	if len(s) != len("2006-01-02") || s[4] != '-' || s[7] != '-' {
		return Date{}, fmt.Errorf("%q is not a date: write it as year-month-day, like 2026-03-16", s)
	}
	y, errY := digits(s[:4])
	m, errM := digits(s[5:7])
	d, errD := digits(s[8:])
	if errY != nil || errM != nil || errD != nil {
		return Date{}, fmt.Errorf("%q is not a date: write it as year-month-day, like 2026-03-16", s)
	}
	if y < firstYear || y > lastYear {
		return Date{}, fmt.Errorf("%q has a year outside %d to %d", s, firstYear, lastYear)
	}
	day := Date{y, time.Month(m), d}
	if On(y, time.Month(m), d) != day {
		return Date{}, fmt.Errorf("%q is a day that does not exist", s)
	}
	return day, nil
}

// digits reads a number made of digits alone: strconv would also take "+1".
func digits(s string) (int, error) {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, strconv.ErrSyntax
		}
	}
	return strconv.Atoi(s)
}

// noon stands for the day while package time does the sums: in UTC no clock is ever put back across midnight.
func noon(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 12, 0, 0, 0, time.UTC)
}

func (d Date) time() time.Time { return noon(d.Year, d.Month, d.Day) }

// AddDays gives the day n days later, or earlier where n is below zero.
func (d Date) AddDays(n int) Date { return On(d.Year, d.Month, d.Day+n) }

// AddMonths gives the corresponding date n months later (earlier below zero): the day of the same number, or the month's
// last day where it has no such day. Dodds v Walker [1981] 1 WLR 1027 (HL).
func (d Date) AddMonths(n int) Date {
	first := On(d.Year, d.Month+time.Month(n), 1)
	last := On(first.Year, first.Month+1, 0)
	return Date{first.Year, first.Month, min(d.Day, last.Day)}
}

// Weekday gives the day of the week.
func (d Date) Weekday() time.Weekday { return time.Weekday((d.number()%7 + 7 + 3) % 7) } // 1 March of the year 0 was a Wednesday

// Compare gives -1 where d is before e, 0 where they are the same day, +1 where d is after e. The zero Date is before all.
func (d Date) Compare(e Date) int {
	switch a, b := d.ordinal(), e.ordinal(); {
	case a < b:
		return -1
	case a > b:
		return +1
	}
	return 0
}

// ordinal grows with time; it is for comparing only.
func (d Date) ordinal() int { return (d.Year*16+int(d.Month))*32 + d.Day }

// Before says whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After says whether d is a later day than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// DaysTo gives how many days e lies after d; below zero where it lies before.
func (d Date) DaysTo(e Date) int { return e.number() - d.number() }

// number counts the days from 1 March of the year 0 by the Gregorian calendar. A year that begins in March ends with its leap day, so the
// months before it always have the same lengths: 153 days in each five.
func (d Date) number() int {
	y, m := d.Year, int(d.Month)-3
	if m < 0 {
		y, m = y-1, m+12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*m+2)/5 + d.Day - 1
}

// IsZero says whether this is no date at all.
func (d Date) IsZero() bool { return d == Date{} }

// String gives 2026-03-16, or nothing for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.time().Format("2006-01-02")
}

// Long gives "Monday 16 March 2026", the form people read; nothing for the zero Date.
func (d Date) Long() string {
	if d.IsZero() {
		return ""
	}
	b := append(make([]byte, 0, 32), d.Weekday().String()...)
	b = strconv.AppendInt(append(b, ' '), int64(d.Day), 10)
	b = append(append(append(b, ' '), d.Month.String()...), ' ')
	return string(strconv.AppendInt(b, int64(d.Year), 10))
}

// Short gives "16 Mar 2026", for tables; nothing for the zero Date.
func (d Date) Short() string {
	if d.IsZero() {
		return ""
	}
	return strconv.Itoa(d.Day) + " " + d.Month.String()[:3] + " " + strconv.Itoa(d.Year)
}

// MarshalJSON writes "2026-03-16", or null for the zero Date.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(d.String())
}

// UnmarshalJSON reads what MarshalJSON writes; an empty string also means no date.
func (d *Date) UnmarshalJSON(b []byte) error {
	var s *string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("a date in JSON is a string like \"2026-03-16\" or null: %w", err)
	}
	if s == nil || *s == "" {
		*d = Date{}
		return nil
	}
	day, err := Parse(*s)
	if err != nil {
		return err
	}
	*d = day
	return nil
}
