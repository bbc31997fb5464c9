package deadlines

import (
	"encoding/json"
	"testing"
	"time"
)

func TestParseIsStrict(t *testing.T) {
	for _, s := range []string{
		"", "2026", "2026-3-16", "2026-03-16 ", " 2026-03-16", "16-03-2026", "16/03/2026", "2026/03/16", "2026-02-29", "2026-13-01", "2026-00-10",
		"2026-04-31", "2026-01-00", "1899-12-31", "2200-01-01", "0226-03-16", "+026-03-16", "2026-+3-16", "2026-03-1a", "２０２６-03-16", "2026-03-16T00:00",
	} {
		if d, err := Parse(s); err == nil {
			t.Errorf("Parse(%q) = %s, want an error", s, d)
		}
	}
	for s, want := range map[string]Date{
		"2024-02-29": {2024, time.February, 29}, "1900-01-01": {1900, time.January, 1}, "2199-12-31": {2199, time.December, 31},
	} {
		if d, err := Parse(s); err != nil || d != want {
			t.Errorf("Parse(%q) = %v, %v", s, d, err)
		}
	}
}

func TestDateInWords(t *testing.T) {
	d := On(2026, time.March, 16)
	if got := []string{d.String(), d.Long(), d.Short()}; got[0] != "2026-03-16" || got[1] != "Monday 16 March 2026" || got[2] != "16 Mar 2026" {
		t.Errorf("written as %q", got)
	}
	var none Date
	if none.String()+none.Long()+none.Short() != "" || !none.IsZero() {
		t.Error("no date is written as something")
	}
}

func TestDateOrder(t *testing.T) {
	list := []Date{{}, On(2025, time.December, 31), On(2026, time.January, 1), On(2026, time.January, 2), On(2026, time.February, 1)}
	for i, a := range list {
		for j, b := range list {
			if a.Before(b) != (i < j) || a.After(b) != (i > j) || (a.Compare(b) == 0) != (i == j) {
				t.Errorf("%v and %v are in the wrong order", a, b)
			}
		}
	}
	if n := On(2024, time.February, 28).DaysTo(On(2024, time.March, 1)); n != 2 {
		t.Errorf("28 February to 1 March 2024 is %d days, want 2", n)
	}
	if n := On(2026, time.March, 1).DaysTo(On(2026, time.February, 28)); n != -1 {
		t.Errorf("back over the end of February is %d days, want -1", n)
	}
}

func TestDateJSON(t *testing.T) {
	type letter struct{ Sent Date }
	b, err := json.Marshal([]letter{{On(2026, time.March, 16)}, {}})
	if err != nil || string(b) != `[{"Sent":"2026-03-16"},{"Sent":null}]` {
		t.Fatalf("Marshal = %s, %v", b, err)
	}
	var back []letter
	if err := json.Unmarshal([]byte(`[{"Sent":"2026-03-16"},{"Sent":null},{"Sent":""}]`), &back); err != nil {
		t.Fatal(err)
	}
	if back[0].Sent != On(2026, time.March, 16) || !back[1].Sent.IsZero() || !back[2].Sent.IsZero() {
		t.Errorf("Unmarshal = %v", back)
	}
	for _, bad := range []string{`{"Sent":"2026-02-30"}`, `{"Sent":20260316}`, `{"Sent":"Monday"}`} {
		if err := json.Unmarshal([]byte(bad), &letter{}); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
}

// TestDateOfTakesItsOwnClock: the same moment is another day elsewhere, and the machine's own zone plays no part.
func TestDateOfTakesItsOwnClock(t *testing.T) {
	moment := time.Date(2026, time.March, 29, 23, 30, 0, 0, time.UTC)
	bst := time.FixedZone("BST", 3600)
	if got := DateOf(moment); got != On(2026, time.March, 29) {
		t.Errorf("in UTC it is %s", got)
	}
	if got := DateOf(moment.In(bst)); got != On(2026, time.March, 30) {
		t.Errorf("on a British clock it is %s", got)
	}
}

// TestNoZoneMovesADay works in zones that put their clocks on and back at midnight.
func TestNoZoneMovesADay(t *testing.T) {
	pack := load(t)
	facts := []Fact{{Kind: "decision-sent", On: On(2026, time.February, 1)}, {Kind: "certificate-issued", On: On(2026, time.March, 20)}}
	local := time.Local
	t.Cleanup(func() { time.Local = local })
	for _, hours := range []int{-12, 0, 1, 14} {
		time.Local = time.FixedZone("here", hours*3600)
		for _, d := range pack.Work(facts, On(2026, time.April, 1)) {
			if d.Rule.ID == "appeal-limit" && d.Due != On(2026, time.April, 20) {
				t.Errorf("%d hours from Greenwich the appeal is due on %s", hours, d.Due.Long())
			}
		}
	}
}

// TestNumber holds the sum by which days are numbered against package time, on every day that a case file can hold.
func TestNumber(t *testing.T) {
	first := On(firstYear, time.January, 1)
	at := first.time()
	for n := 0; at.Year() <= lastYear; n++ {
		d := DateOf(at)
		if first.DaysTo(d) != n || d.Weekday() != at.Weekday() {
			t.Fatalf("%s is a %s, %d days after %s; want %s and %d", d, d.Weekday(), first.DaysTo(d), first, at.Weekday(), n)
		}
		at = at.AddDate(0, 0, 1)
	}
}
