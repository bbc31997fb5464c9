package deadlines

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// remindersOf gives the days on which one rule is reminded of, over two years around a day.
func remindersOf(t *testing.T, facts []Fact, today Date, rule string) []string {
	t.Helper()
	var days []string
	for _, r := range Reminders(load(t).Work(facts, today), today.AddDays(-365), today.AddDays(365)) {
		if r.Deadline.Rule.ID == rule {
			days = append(days, r.On.String())
		}
	}
	return days
}

func TestWhichDaysToRemind(t *testing.T) {
	meeting := Fact{Kind: "review-meeting", On: On(2026, 3, 2)} // a decision by Monday 30 March
	want := strings.Fields("2026-03-02 2026-03-16 2026-03-23 2026-03-27 2026-03-29 2026-03-30 2026-03-31")
	if got := remindersOf(t, []Fact{meeting}, On(2026, 3, 3), "review-decision"); !slices.Equal(got, want) {
		t.Errorf("the usual days: %v, want %v", got, want)
	}
	want = strings.Fields("2026-10-12 2026-10-26 2026-11-09 2026-11-16 2026-11-23 2026-11-27 2026-11-30 2026-12-02 2026-12-04 2026-12-05 2026-12-06 2026-12-07 2026-12-08")
	decision := Fact{ID: "d", Kind: "decision-sent", On: On(2026, 10, 5)} // an appeal by Monday 7 December
	if got := remindersOf(t, []Fact{decision}, On(2026, 10, 6), "appeal-limit"); !slices.Equal(got, want) {
		t.Errorf("before an appeal limit: %v, want %v", got, want)
	}
	for _, done := range []Fact{{Kind: "appeal-lodged", On: On(2026, 11, 2)}, {Kind: "decision-accepted", On: On(2026, 11, 2)}} {
		if got := remindersOf(t, []Fact{decision, done}, On(2026, 11, 3), "appeal-limit"); len(got) != 0 {
			t.Errorf("after %s it is still reminded of: %v", done.Kind, got)
		}
	}
	if got := remindersOf(t, []Fact{{Kind: "order-continue", On: On(2026, 3, 2)}}, On(2026, 3, 3), "ord-continue"); len(got) != 0 {
		t.Errorf("what has no date is reminded of: %v", got)
	}
}

func TestWhatAReminderSays(t *testing.T) {
	all := load(t).Work([]Fact{{Kind: "decision-sent", On: On(2026, 10, 5)}, {Kind: "review-meeting", On: On(2026, 10, 6)}}, On(2026, 10, 6))
	said := map[string]string{}
	for _, r := range Reminders(all, On(2026, 10, 1), On(2026, 12, 31)) {
		said[r.Deadline.Rule.ID+" "+r.On.String()] = r.Say
	}
	for key, want := range map[string]string{
		"appeal-limit 2026-12-04":    "Last day for the Tribunal to receive the appeal: the last day is Monday 7 December 2026, by 5pm, in 3 days. Send the form",
		"appeal-limit 2026-12-06":    "in 1 day. ",
		"appeal-limit 2026-12-07":    "today, Monday 7 December 2026, by 5pm, is the last day. ",
		"review-decision 2026-11-04": "the last day was Tuesday 3 November 2026, and it is not written down as done. Write to the council, ask for its decision by a day you name",
	} {
		if !strings.Contains(said[key], want) {
			t.Errorf("%s says %q, want %q", key, said[key], want)
		}
	}
}

// TestRemindersKeepWithinTheirDays: whatever happened, nothing outside the days asked for, nothing that is done, soonest first.
func TestRemindersKeepWithinTheirDays(t *testing.T) {
	pack := load(t)
	random := rand.New(rand.NewPCG(28, 14))
	for range 60 {
		today := On(2022, time.January, 1).AddDays(random.IntN(1500))
		from, to := today, today.AddDays(random.IntN(60))
		got := Reminders(pack.Work(randomLife(random, pack), today), from, to)
		for i, r := range got {
			switch state := r.Deadline.State(today); {
			case r.On.Before(from) || r.On.After(to), r.On.DaysTo(r.Deadline.Due) != r.Days, state == Met, state == MetLate, state == Ended, state == Undated:
				t.Fatalf("%s on %s, %d days before %s, which is %s", r.Deadline.Rule.ID, r.On, r.Days, r.Deadline.Due, state)
			case i > 0 && r.On.Before(got[i-1].On):
				t.Fatalf("%s stands behind %s", r.On, got[i-1].On)
			}
		}
	}
}

func BenchmarkReminders(b *testing.B) {
	all := load(b).Work(life(40), On(2026, time.November, 22))
	for b.Loop() {
		Reminders(all, On(2020, time.January, 1), On(2030, time.January, 1))
	}
}
