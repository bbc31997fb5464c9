package deadlines

import (
	"strings"
	"testing"
	"time"
)

// reckon counts words from a day, on the built-in calendar.
func reckon(t testing.TB, words string, from Date) Date {
	t.Helper()
	c, err := parseCount(words)
	if err != nil {
		t.Fatal(err)
	}
	return c.from(from, load(t).england, false).end
}

func TestCountsKnownFromJudgmentsAndGuides(t *testing.T) {
	for _, x := range []struct{ source, from, words, want string }{
		{"Dodds v Walker [1981] 1 WLR 1027", "1978-09-30", "4 months after", "1979-01-30"},
		{"Dodds v Walker: no corresponding date", "2026-10-31", "4 months after", "2027-02-28"},
		{"Dodds v Walker: a leap year", "2027-10-31", "4 months after", "2028-02-29"},
		{"hmcts prototype: 31 December and 2 months", "2025-12-31", "2 months after", "2026-02-28"},
		{"IPSEA: 1 November and 4 weeks", "2026-11-01", "4 weeks of", "2026-11-29"},
		{"Re F: 20 November and 28 days", "2025-11-20", "28 days after", "2025-12-18"},
		{"reg 13: day 15 is served + 14", "2026-02-20", "15 days beginning with", "2026-03-06"},
		{"reg 15(2): 15 working days beginning with a Monday", "2026-03-02", "15 working days beginning with", "2026-03-20"},
		{"by hand, over Easter", "2026-04-01", "3 working days after", "2026-04-08"},
		{"by hand, back over Easter", "2026-04-08", "3 working days before", "2026-04-01"},
		{"reg 18(2)", "2027-09-01", "5 months before", "2027-04-01"},
		{"by hand: no 31 February", "2027-07-31", "5 months before", "2027-02-28"},
		{"reg 18(1)", "2028-09-01", "before 15 February", "2028-02-14"},
		{"before 1 March of a leap year", "2028-09-01", "before 1 March", "2028-02-29"},
		{"s 44(1)", "2026-01-01", "12 months starting with", "2026-12-31"},
		{"on the day", "2026-08-01", "on the day", "2026-08-01"},
	} {
		if got := reckon(t, x.words, day(t, x.from)); got != day(t, x.want) {
			t.Errorf("%s: %s %s = %s, want %s", x.source, x.words, day(t, x.from).Long(), got.Long(), day(t, x.want).Long())
		}
	}
}

func TestWordsThatAreNoCount(t *testing.T) {
	for _, words := range []string{
		"", "6", "6 weeks", "weeks after", "six weeks after", "0 weeks after", "-1 weeks after", "+1 week after", "01 week after",
		"1 weeks after", "2 week after", "6 fortnights after", "6 weeks afterwards", "401 days after", "99999999999999999999 days after",
		"before 31 February", "before 29 February", "before February", "before 015 February", "before", " 6 weeks after", "6  weeks after",
		"6 weeks after ", "6 schooldays after", "6 school days before", "1 school days after", "On the day",
	} {
		if c, err := parseCount(words); err == nil {
			t.Errorf("parseCount(%q) = %+v, want an error", words, c)
		} else if !strings.Contains(err.Error(), "count") {
			t.Errorf("parseCount(%q) says %q, which does not name the count", words, err)
		}
	}
}

// TestMonthsNeverLeaveTheirMonth tries every day of five years, with a leap day in them, against every number of months.
func TestMonthsNeverLeaveTheirMonth(t *testing.T) {
	for d := On(2025, time.January, 1); d.Year < 2030; d = d.AddDays(1) {
		for n := -14; n <= 14; n++ {
			got := d.AddMonths(n)
			if monthNumber(got)-monthNumber(d) != n || got.Day > d.Day || got.Day < d.Day && got.AddDays(1).Day != 1 {
				t.Fatalf("%s and %d months = %s", d.Long(), n, got.Long())
			}
		}
	}
}

func monthNumber(d Date) int { return d.Year*12 + int(d.Month) }

// TestStartingWithEndsTheDayBeforeAfter holds for every unit without days left out.
func TestStartingWithEndsTheDayBeforeAfter(t *testing.T) {
	for d := On(2026, time.January, 1); d.Year < 2029; d = d.AddDays(1) {
		for _, length := range []string{"1 day", "15 days", "6 weeks", "1 month", "6 months", "12 months"} {
			starting, after := reckon(t, length+" starting with", d), reckon(t, length+" after", d)
			if starting.AddDays(1) != after {
				t.Fatalf("%s from %s: starting with %s, after %s", length, d.Long(), starting.Long(), after.Long())
			}
		}
	}
}

// TestWorkingDaysLandOnWorkingDays checks the end, and counts the working days in between a second way.
func TestWorkingDaysLandOnWorkingDays(t *testing.T) {
	cal := load(t).england
	for d := On(2026, time.January, 1); d.Year < 2028; d = d.AddDays(1) {
		for _, n := range []int{1, 15, 20, 30} {
			c := count{way: after, n: n, unit: workingDays}
			end := c.from(d, cal, false).end
			between := 0
			for at := d.AddDays(1); !at.After(end); at = at.AddDays(1) {
				if cal.working(at) {
					between++
				}
			}
			if !cal.working(end) || between != n {
				t.Fatalf("%d working days after %s = %s, which has %d between", n, d.Long(), end.Long(), between)
			}
		}
	}
}

// TestPausesLeaveTheTribunalsHolidaysOut counts the days in between a second way.
func TestPausesLeaveTheTribunalsHolidaysOut(t *testing.T) {
	cal := load(t).england
	for d := On(2026, time.January, 1); d.Year < 2028; d = d.AddDays(1) {
		c := count{way: after, n: 28, unit: days}
		end := c.from(d, cal, true).end
		counted := 0
		for at := d.AddDays(1); !at.After(end); at = at.AddDays(1) {
			if at.Month != time.August && !(at.Month == time.December && at.Day > 24) && !(at.Month == time.January && at.Day == 1) {
				counted++
			}
		}
		if counted != 28 || tribunalHoliday(end) {
			t.Fatalf("28 days after %s = %s, which has %d that count", d.Long(), end.Long(), counted)
		}
	}
}

// TestLaterFactsNeverGiveEarlierDates runs each rule over two years of starting days, a leap year among them.
func TestLaterFactsNeverGiveEarlierDates(t *testing.T) {
	pack := load(t)
	for _, l := range pack.laws {
		for _, c := range l.newest().clocks {
			for _, from := range c.from {
				t.Run(l.id+"/"+from.kind, func(t *testing.T) { neverEarlier(t, pack, l.id, from.kind) })
			}
		}
	}
}

func neverEarlier(t *testing.T, pack *Pack, rule, kind string) {
	t.Helper()
	var last Date
	for d := On(2024, time.January, 1); d.Year < 2026; d = d.AddDays(1) {
		for _, got := range pack.Work([]Fact{{Kind: kind, On: d}}, d) {
			if got.Rule.ID != rule {
				continue
			}
			if got.Due.Before(last) {
				t.Fatalf("%s on %s gives %s, and the day before gave %s", kind, d.Long(), got.Due.Long(), last.Long())
			}
			last = got.Due
		}
	}
}

// TestAppealsFallOnWorkingDays: never on a day of rest, and never in the Tribunal's holiday. Time that ends on a day of rest just before the
// holiday is given until the last working day before it, with both other readings beside it.
func TestAppealsFallOnWorkingDays(t *testing.T) {
	pack := load(t)
	safe := 0
	for d := On(2013, time.January, 1); d.Year < 2028; d = d.AddDays(1) {
		s := pack.england.land(d, landsTribunal)
		if !pack.england.working(s.end) || tribunalHoliday(s.end) {
			t.Fatalf("time that ends on %s is given until %s", d.Long(), s.end.Long())
		}
		if !s.end.Before(d) {
			continue
		}
		safe++
		if pack.england.working(d) || d.DaysTo(s.end) < -3 || !s.unsure || len(s.other) != 2 || tribunalHoliday(s.other[1].Due) || !tribunalHoliday(s.other[0].Due) {
			t.Fatalf("time that ends on %s is given until %s, beside %v", d.Long(), s.end.Long(), s.other)
		}
	}
	if safe == 0 {
		t.Error("no year had time ending on a weekend just before the holiday, so the safe reading was not tried")
	}
}

// FuzzCount: whatever the words, an error or a day that obeys them.
func FuzzCount(f *testing.F) {
	for _, words := range []string{"6 weeks after", "15 days beginning with", "1 month from", "30 working days of", "before 15 February", "no fixed time", "2 weeks before"} {
		f.Add(words, 2026, 3, 16, true)
	}
	cal := load(f).england
	f.Fuzz(func(t *testing.T, words string, y, m, d int, pauses bool) {
		c, err := parseCount(words)
		from := On(1990+(y%200+200)%200, time.Month(m%12), d%31)
		if err != nil {
			return
		}
		got := c.from(from, cal, pauses)
		switch {
		case !c.dated():
			if !got.end.IsZero() {
				t.Errorf("%s gives %s", words, got.end)
			}
		case c.way == before && !got.end.Before(from), c.way == after && !got.end.After(from), c.way == startingWith && got.end.Before(from):
			t.Errorf("%s %s gives %s", words, from.Long(), got.end.Long())
		case c.unit == workingDays && !cal.working(got.end):
			t.Errorf("%s %s gives %s, no working day", words, from.Long(), got.end.Long())
		}
	})
}
