package deadlines

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"
)

// written gives the calendar file of some facts.
func written(t *testing.T, facts []Fact, today Date, o CalendarOptions, name string) []byte {
	t.Helper()
	var items []CalendarItem
	for _, d := range load(t).Work(facts, today) {
		items = append(items, CalendarItem{Deadline: d, Case: "a child", Name: name})
	}
	var b bytes.Buffer
	if o.Today.IsZero() {
		o.Today = today
	}
	if err := WriteCalendar(&b, items, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// entries opens a file by another implementation, which must take all of it, and gives its entries by their titles and days.
func entries(t *testing.T, file []byte) map[string]ical.Event {
	t.Helper()
	dec := ical.NewDecoder(bytes.NewReader(file))
	cal, err := dec.Decode()
	if err != nil {
		t.Fatalf("another program refuses the file: %v\n%s", err, file)
	}
	if err := ical.NewEncoder(new(bytes.Buffer)).Encode(cal); err != nil { // it checks what RFC 5545 asks of every component
		t.Fatalf("another program finds it incomplete: %v", err)
	}
	found := map[string]ical.Event{}
	uids := map[string]bool{}
	for _, e := range cal.Events() {
		uid, _ := e.Props.Text(ical.PropUID)
		if uid == "" || uids[uid] {
			t.Errorf("the name %q is missing or stands twice", uid)
		}
		uids[uid] = true
		title, err := e.Props.Text(ical.PropSummary)
		if err != nil {
			t.Fatal(err)
		}
		found[title] = e
	}
	return found
}

// wholeDay gives the day of an entry.
func wholeDay(t *testing.T, e ical.Event) Date {
	t.Helper()
	start, err := e.DateTimeStart(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	end, err := e.DateTimeEnd(time.UTC)
	if err != nil || DateOf(start).AddDays(1) != DateOf(end) || e.Props.Get(ical.PropDateTimeStart).Params.Get("VALUE") != "DATE" {
		t.Errorf("it is no whole day: %v to %v, %v", start, end, err)
	}
	return DateOf(start)
}

// alarms gives the moments at which an entry rings, as days and hours.
func alarms(t *testing.T, e ical.Event) []string {
	t.Helper()
	var rings []string
	for _, a := range e.Children {
		if a.Name != ical.CompAlarm {
			continue
		}
		d, err := a.Props.Get(ical.PropTrigger).Duration()
		if err != nil {
			t.Fatal(err)
		}
		rings = append(rings, wholeDay(t, e).time().Add(-12*time.Hour).Add(d).Format("2006-01-02 15:04"))
	}
	slices.Sort(rings)
	return rings
}

var (
	decided = Fact{ID: "d", Kind: "decision-sent", On: On(2026, 10, 5)}
	noted   = time.Date(2026, time.November, 22, 21, 0, 0, 0, time.UTC)
)

const appealTitle = "Maya: Last day for the Tribunal to receive the appeal"

func TestTheCalendarOpensElsewhere(t *testing.T) {
	got := entries(t, written(t, []Fact{decided, {Kind: "order-continue", On: On(2026, 11, 2)}}, On(2026, 11, 22), CalendarOptions{Now: noted}, "Maya"))
	e, ok := got[appealTitle]
	if !ok {
		t.Fatalf("there is no appeal among %d entries", len(got))
	}
	if day := wholeDay(t, e); day != On(2026, 12, 7) {
		t.Errorf("the appeal is on %s", day.Long())
	}
	if rings := alarms(t, e); len(rings) != 9 || rings[0] != "2026-11-23 09:00" || !slices.Contains(rings, "2026-12-07 09:00") || rings[8] != "2026-12-08 09:00" {
		t.Errorf("it rings at %v", rings)
	}
	about, err := e.Props.Text(ical.PropDescription)
	if err != nil || !strings.Contains(about, "rule 20(1)(c)") || !strings.Contains(about, "By 5pm.") || !strings.Contains(about, "not legal advice") {
		t.Errorf("it says %q, %v", about, err)
	}
	for title := range got {
		if strings.Contains(title, "keeps the plan going") {
			t.Error("what has no date is in the calendar")
		}
	}
}

// TestASecondImportUpdates: the date moved, the entry's name did not, and its number is higher; what was done is cancelled and rings no more.
func TestASecondImportUpdates(t *testing.T) {
	o := CalendarOptions{Now: noted}
	first := entries(t, written(t, []Fact{decided}, On(2026, 11, 22), o, "Maya"))[appealTitle]
	o.Now = noted.Add(48 * time.Hour)
	moved := entries(t, written(t, []Fact{decided, {Kind: "certificate-issued", On: On(2026, 11, 23), Of: "d"}}, On(2026, 11, 24), o, "Maya"))[appealTitle]
	done := entries(t, written(t, []Fact{decided, {Kind: "appeal-lodged", On: On(2026, 11, 23), Of: "d"}}, On(2026, 11, 24), o, "Maya"))["No longer open: "+appealTitle]
	text := func(e ical.Event, name string) string { s, _ := e.Props.Text(name); return s }
	number := func(e ical.Event) int { n, _ := e.Props.Get(ical.PropSequence).Int(); return n }
	if text(first, ical.PropUID) != text(moved, ical.PropUID) || text(first, ical.PropUID) != text(done, ical.PropUID) {
		t.Error("the entry changed its name, so a second import would double it")
	}
	if wholeDay(t, first) == wholeDay(t, moved) || number(moved) <= number(first) {
		t.Errorf("moved from %s to %s, number %d to %d", wholeDay(t, first), wholeDay(t, moved), number(first), number(moved))
	}
	if text(done, ical.PropStatus) != "CANCELLED" || len(alarms(t, done)) != 0 {
		t.Errorf("what was done has the status %q and rings at %v", text(done, ical.PropStatus), alarms(t, done))
	}
	if again := written(t, []Fact{decided}, On(2026, 11, 22), CalendarOptions{Now: noted}, "Maya"); !bytes.Equal(again, written(t, []Fact{decided}, On(2026, 11, 22), CalendarOptions{Now: noted}, "Maya")) {
		t.Error("the same facts give another file")
	}
}

// TestTwoChildrenStayApart: the same fact in two cases is two entries.
func TestTwoChildrenStayApart(t *testing.T) {
	d := first(t, load(t).Work([]Fact{decided}, On(2026, 11, 22)), "appeal-limit")
	var b bytes.Buffer
	items := []CalendarItem{{Deadline: d, Case: "1", Name: "Maya"}, {Deadline: d, Case: "2", Name: "Leo"}, {Deadline: d, Case: "2", Name: "Leo again"}}
	if err := WriteCalendar(&b, items, CalendarOptions{Now: noted}); err != nil {
		t.Fatal(err)
	}
	if got := entries(t, b.Bytes()); len(got) != 3 {
		t.Errorf("%d entries, want 3", len(got))
	}
}

// TestADiscreetCalendarTellsNothing: no name, no subject, no law.
func TestADiscreetCalendarTellsNothing(t *testing.T) {
	file := written(t, []Fact{decided, {Kind: "review-meeting", On: On(2026, 11, 2)}}, On(2026, 11, 22), CalendarOptions{Now: noted, Discreet: true}, "Maya Okoro")
	for _, word := range []string{"maya", "okoro", "appeal", "tribunal", "council", "ehc", "plan", "send reg", "rule", "child", "decision"} {
		if strings.Contains(strings.ToLower(string(file)), word) {
			t.Errorf("the file holds %q", word)
		}
	}
	if got := entries(t, file); len(got) != 1 || strings.Count(string(file), "BEGIN:VEVENT") < 4 {
		t.Errorf("%d titles in %d entries", len(got), strings.Count(string(file), "BEGIN:VEVENT"))
	}
}

// TestOddNamesSurvive: lines are folded to 75 bytes and end as RFC 5545 wants, and another program reads back what was written.
func TestOddNamesSurvive(t *testing.T) {
	for _, name := range []string{"O'Brien, \"Jo\"; the 2nd", "محمد بن عبد الله", "Zoë \\ Łukasz", strings.Repeat("Ağça ", 60), "👩‍👧 both"} {
		file := written(t, []Fact{decided}, On(2026, 11, 22), CalendarOptions{Now: noted}, name)
		if _, ok := entries(t, file)[name+": Last day for the Tribunal to receive the appeal"]; !ok {
			t.Errorf("%q does not come back", name)
		}
		for line := range strings.SplitAfterSeq(string(file), "\n") {
			if line != "" && (!strings.HasSuffix(line, "\r\n") || len(line) > 77) {
				t.Errorf("%q: a line of %d bytes that ends %q", name, len(line), line[max(0, len(line)-3):])
			}
		}
	}
}

// TestControlsAndNothing: what has no place in a line is a space, and a calendar of nothing is refused by name.
func TestControlsAndNothing(t *testing.T) {
	file := written(t, []Fact{decided}, On(2026, 11, 22), CalendarOptions{Now: noted}, "two\nlines\x07\tBEGIN:VALARM")
	if _, ok := entries(t, file)["two lines  BEGIN:VALARM: Last day for the Tribunal to receive the appeal"]; !ok {
		t.Errorf("a name with control characters: %q", file)
	}
	if err := WriteCalendar(new(bytes.Buffer), nil, CalendarOptions{Now: noted}); err != ErrNoDates {
		t.Errorf("an empty calendar: %v", err)
	}
}

// TestNothingRingsForWhatIsPast: an import sets no alarm before the day the dates were worked out for.
func TestNothingRingsForWhatIsPast(t *testing.T) {
	e := entries(t, written(t, []Fact{decided}, On(2026, 12, 6), CalendarOptions{Now: noted}, "Maya"))[appealTitle]
	if got := alarms(t, e); !slices.Equal(got, []string{"2026-12-06 09:00", "2026-12-07 09:00", "2026-12-08 09:00"}) {
		t.Errorf("it rings at %v", got)
	}
}

func TestTriggers(t *testing.T) {
	for n, want := range map[int]string{28: "-P27DT15H", 7: "-P6DT15H", 2: "-P1DT15H", 1: "-PT15H", 0: "PT9H", -1: "P1DT9H"} {
		if got := trigger(n); got != want {
			t.Errorf("%d days before: %s, want %s", n, got, want)
		}
	}
}

// TestEveryLifeMakesACalendar: whatever happened, another program opens the file.
func TestEveryLifeMakesACalendar(t *testing.T) {
	got := written(t, life(60), On(2026, 11, 22), CalendarOptions{Now: noted}, "")
	cal, err := ical.NewDecoder(bytes.NewReader(got)).Decode()
	if err != nil || len(cal.Events()) < 5 {
		t.Error(fmt.Sprint(len(got), " bytes: ", err))
	}
}
