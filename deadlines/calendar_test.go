package deadlines

import (
	"strings"
	"testing"
	"time"
)

// TestWholeYear holds every day of 2026 and of 2027 against GOV.UK's list for England and Wales: all other weekdays work.
func TestWholeYear(t *testing.T) {
	rest := map[int]string{
		2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
		2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
	}
	for year, list := range rest {
		free := 0
		for d := On(year, time.January, 1); d.Year == year; d = d.AddDays(1) {
			weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
			want := !weekend && !strings.Contains(list, d.String()[5:])
			working, known := load(t).WorkingDay(d)
			if working != want || !known {
				t.Errorf("%s: working %t (want %t), known %t", d.Long(), working, want, known)
			}
			if !weekend && !working {
				free++
			}
		}
		if free != 8 {
			t.Errorf("%d has %d bank holidays, want 8", year, free)
		}
	}
}

// TestEveryYearHasItsHolidays: at least eight days a year in England, all of them also in the United Kingdom's calendar, none at a weekend.
func TestEveryYearHasItsHolidays(t *testing.T) {
	pack := load(t)
	inYear := map[int]int{}
	for d, name := range pack.england.holidays {
		inYear[d.Year]++
		if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
			t.Errorf("%s (%s) is at a weekend", d.Long(), name)
		}
		if pack.uk.holidays[d] == "" {
			t.Errorf("%s (%s) is missing in the calendar of the United Kingdom", d.Long(), name)
		}
	}
	for year := pack.england.from.Year; year <= pack.england.to.Year; year++ {
		if inYear[year] < 8 {
			t.Errorf("%d has only %d bank holidays", year, inYear[year])
		}
	}
	if len(pack.uk.holidays) != 225 {
		t.Errorf("the list has %d days, want the 225 published", len(pack.uk.holidays))
	}
}

func TestBeyondTheList(t *testing.T) {
	pack := load(t)
	for day, known := range map[Date]bool{
		On(2011, time.December, 31): false, On(2012, time.January, 3): true, On(2028, time.December, 29): true, On(2029, time.January, 1): false,
	} {
		if _, got := pack.WorkingDay(day); got != known {
			t.Errorf("%s: known %t, want %t", day.Long(), got, known)
		}
	}
	for _, d := range pack.Work([]Fact{{Kind: "decision-sent", On: On(2030, time.May, 6)}, {Kind: "certificate-issued", On: On(2030, time.May, 7)}}, On(2030, time.May, 8)) {
		if d.Rule.ID != "appeal-limit" {
			continue
		}
		if d.Sure || d.Due.IsZero() {
			t.Errorf("a date beyond the list: %s, sure %t", d.Due.Long(), d.Sure)
		}
		if !strings.Contains(steps(d), "published only") {
			t.Errorf("no step warns:\n%s", steps(d))
		}
	}
}

// steps gives a deadline's steps, one a line.
func steps(d Deadline) string {
	var b strings.Builder
	for _, s := range d.Steps {
		b.WriteString(s.String() + "\n")
	}
	return b.String()
}

func TestDaysOfRestByName(t *testing.T) {
	pack := load(t)
	for day, name := range map[Date]string{On(2026, time.December, 25): "Christmas Day", On(2026, time.December, 24): "", On(2027, time.March, 26): "Good Friday"} {
		if got := pack.BankHoliday(day); got != name {
			t.Errorf("%s is %q, want %q", day.Long(), got, name)
		}
	}
	for day, rest := range map[Date]bool{On(2026, time.December, 24): false, On(2026, time.December, 25): true, On(2027, time.January, 1): true,
		On(2027, time.January, 2): false, On(2026, time.July, 31): false, On(2026, time.August, 1): true, On(2026, time.September, 1): false} {
		if TribunalHoliday(day) != rest {
			t.Errorf("%s: %t", day.Long(), !rest)
		}
	}
}
