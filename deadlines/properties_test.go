package deadlines

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the zones of TestNoZoneMatters
)

// TestEveryDayFrom2014 starts every rule on every day from the SEND Regulations' first to the last whose dates lie within the published bank
// holidays, and holds each date against what the law and this package promise of it.
func TestEveryDayFrom2014(t *testing.T) {
	pack := load(t)
	for _, k := range pack.Facts() {
		t.Run(k.ID, func(t *testing.T) {
			t.Parallel()
			everyDay(t, pack, k.ID)
		})
	}
}

func everyDay(t *testing.T, pack *Pack, kind string) {
	last := map[*Rule]Deadline{}
	for d := On(2014, time.September, 1); d.Year < 2027; d = d.AddDays(1) {
		for _, got := range pack.Work([]Fact{{ID: "f", Kind: kind, On: d}}, d) {
			if fault := broken(got, d) + unlawful(pack, got); fault != "" {
				t.Fatalf("%s from %s: %s\n%s", got.Rule.ID, d.Long(), fault, steps(got))
			}
			before, seen := last[got.Rule]
			if seen && (got.Due.Before(before.Due) || got.Nominal.Before(before.Nominal)) && !got.Due.IsZero() {
				t.Fatalf("%s: %s on %s gives %s, and the day before gave %s", got.Rule.ID, kind, d.Long(), got.Due.Long(), before.Due.Long())
			}
			last[got.Rule] = got
		}
	}
}

// earlierBeside names the rules where a second date may be earlier than the first: the two weeks' notice of a meeting, where nobody is to be
// called late by the stricter reading, and targets that no law fixes.
var earlierBeside = []string{"review-notice", "review-papers", "draft-plan", "review-u5"}

// unlawful says which promise about days of rest, safe dates or doubt a deadline breaks; "" where it keeps them all.
func unlawful(pack *Pack, d Deadline) string {
	rest := !d.Due.IsZero() && !d.Rule.calendar.working(d.Due)
	switch {
	case d.Due.IsZero() != d.Nominal.IsZero():
		return "it has one of its two dates and not the other"
	case d.Rule.Lands != landsAnywhere && rest && !d.Directed:
		return "it ends on a day of rest"
	case d.Rule.Lands == landsTribunal && tribunalHoliday(d.Due):
		return "the time to appeal ends in the Tribunal's holiday"
	case d.Rule.pauses && !d.Directed && tribunalHoliday(d.Nominal) && d.Rule.clocks[0].count.unit != months:
		return "it ends on a day that does not count"
	case d.Rule.Lands == landsAnywhere && d.Due != d.Nominal:
		return "it moved, and nothing in its law moves it"
	}
	for _, o := range d.Other {
		if o.Due.Before(d.Due) && !slices.Contains(earlierBeside, d.Rule.ID) {
			return fmt.Sprintf("%s stands beside it and is earlier, so it is not the safe one", o.Due.Long())
		}
		if o.Due.IsZero() || o.Why == "" {
			return "a second date has no day or no reason"
		}
	}
	return ""
}

// TestNoZoneMatters: the same facts give the same dates and words on machines anywhere, on each side of the date line.
func TestNoZoneMatters(t *testing.T) {
	here := time.Local
	t.Cleanup(func() { time.Local = here })
	var want []Deadline
	for _, name := range []string{"UTC", "Europe/London", "Pacific/Kiritimati", "America/Los_Angeles", "Africa/Casablanca"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		time.Local = zone
		got := load(t).Work(life(60), On(2026, time.November, 22))
		if want == nil {
			want = got
		} else if !reflect.DeepEqual(got, want) {
			t.Errorf("in %s the dates differ", name)
		}
	}
	night := time.Date(2026, time.March, 29, 0, 30, 0, 0, time.FixedZone("BST", 3600))
	if got := DateOf(night); got != On(2026, time.March, 29) {
		t.Errorf("half past midnight in Britain is %s", got)
	}
}

// TestSchoolDaysAreCountedTwice counts the school days of a year of terms a second way.
func TestSchoolDaysAreCountedTwice(t *testing.T) {
	cal := load(t).england.within([]term{
		{On(2026, 9, 2), On(2026, 10, 23)}, {On(2026, 11, 2), On(2026, 12, 18)}, {On(2027, 1, 4), On(2027, 2, 12)},
		{On(2027, 2, 22), On(2027, 3, 25)}, {On(2027, 4, 12), On(2027, 5, 28)}, {On(2027, 6, 7), On(2027, 7, 21)},
	})
	inSchool := func(d Date) bool {
		return cal.working(d) && slices.ContainsFunc(cal.terms, func(x term) bool { return !d.Before(x.first) && !d.After(x.last) })
	}
	for _, words := range []string{"1 school day after", "15 school days of", "50 school days after", "6 school days starting with"} {
		c, err := parseCount(words)
		if err != nil {
			t.Fatal(err)
		}
		for d := On(2026, 9, 1); d.Before(On(2027, 7, 30)); d = d.AddDays(1) {
			got := c.from(d, cal, false)
			counted := 0
			for at := d; !at.After(got.end); at = at.AddDays(1) {
				if inSchool(at) && (at != d || c.way == startingWith) {
					counted++
				}
			}
			left := 0
			for at := d; !at.After(On(2027, 7, 21)); at = at.AddDays(1) {
				if inSchool(at) && (at != d || c.way == startingWith) {
					left++
				}
			}
			switch {
			case left < c.n && (!got.end.IsZero() || !got.noTerms || !got.unsure):
				t.Fatalf("%s %s: %s, though only %d school days are known", words, d.Long(), got.end.Long(), left)
			case left >= c.n && (counted != c.n || !inSchool(got.end)):
				t.Fatalf("%s %s: %s, which has %d school days", words, d.Long(), got.end.Long(), counted)
			}
		}
	}
}

// TestAMissingTermIsTold: a day counted over a hole in the terms is not sure.
func TestAMissingTermIsTold(t *testing.T) {
	c, _ := parseCount("15 school days of")
	england := load(t).england
	for _, x := range []struct {
		terms []term
		from  Date
		says  string
	}{
		{nil, On(2026, 9, 10), "no whole set of term dates is written down"},
		{[]term{{On(2026, 9, 2), On(2026, 9, 20)}}, On(2026, 9, 10), "end before school day 15"},
		{[]term{{On(2026, 11, 2), On(2026, 12, 18)}}, On(2026, 9, 10), "No term before Monday 2 November 2026"},
		{[]term{{On(2026, 9, 2), On(2026, 10, 23)}, {On(2027, 1, 4), On(2027, 2, 12)}}, On(2026, 10, 20), "Between Friday 23 October 2026 and Monday 4 January 2027"},
	} {
		got := c.from(x.from, england.within(x.terms), false)
		if !got.unsure || !strings.Contains(fmt.Sprint(got.steps), x.says) {
			t.Errorf("from %s: unsure %t, %v, want %q", x.from, got.unsure, got.steps, x.says)
		}
	}
}

// randomFacts gives facts of every kind with everything a fact can carry, sensible or not.
func randomFacts(random *rand.Rand, pack *Pack) []Fact {
	facts := randomLife(random, pack)
	rules := pack.Rules()
	methods := append(Methods(), "", "pigeon")
	for i := range facts {
		f := &facts[i]
		if random.IntN(3) == 0 {
			f.Against = rules[random.IntN(len(rules))].ID
		}
		if random.IntN(3) == 0 {
			f.Dated = f.On.AddDays(random.IntN(9) - 4)
		}
		if random.IntN(3) == 0 {
			f.Sent = Sending{On: f.On.AddDays(-random.IntN(6)), How: methods[random.IntN(len(methods))], At: []string{"", "09:00", "17:00", "17:01", "xx"}[random.IntN(5)]}
			if random.IntN(2) == 0 {
				f.On = Date{}
			}
		}
	}
	return facts
}

// TestWhateverIsEntered: facts that carry everything a fact can carry, in whatever mixture, keep what Work promises.
func TestWhateverIsEntered(t *testing.T) {
	pack := load(t)
	random := rand.New(rand.NewPCG(26, 11))
	for range 300 {
		facts := randomFacts(random, pack)
		today := On(2022, time.January, 1).AddDays(random.IntN(2000))
		for _, d := range pack.Work(facts, today) {
			if fault := broken(d, today); fault != "" {
				t.Fatalf("%s: %s\nfacts %+v\nsteps\n%s", d.Rule.ID, fault, facts, steps(d))
			}
		}
		pack.Check(facts) // it must not fall over; what it says is tested elsewhere
	}
}

// TestClaimsMoveNothing: whatever is claimed, no date of a case changes.
func TestClaimsMoveNothing(t *testing.T) {
	pack := load(t)
	random := rand.New(rand.NewPCG(5, 4))
	for range 60 {
		facts := randomLife(random, pack)
		facts = slices.DeleteFunc(facts, func(f Fact) bool { return pack.exceptions[f.Kind] != nil })
		today := On(2025, time.June, 1)
		before := datesOf(pack.Work(facts, today))
		for id := range pack.exceptions {
			facts = append(facts, Fact{Kind: id, On: On(2024, time.May, 1)})
		}
		after := datesOf(slices.DeleteFunc(pack.Work(facts, today), func(d Deadline) bool { return d.Rule.ID == "ord-exceptions" }))
		if !slices.Equal(before, after) {
			t.Fatalf("claims moved dates:\n%v\n%v", before, after)
		}
	}
}

func datesOf(all []Deadline) []string {
	var dates []string
	for _, d := range all {
		dates = append(dates, d.Key()+" "+d.Due.String())
	}
	return dates
}
