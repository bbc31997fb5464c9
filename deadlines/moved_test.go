package deadlines

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// moves compares two sets of facts, seen on one day.
func moves(t *testing.T, before, after []Fact, today Date) []Move {
	t.Helper()
	return Moved(load(t).Work(before, today), load(t).Work(after, today))
}

// moveOf gives the move of one rule, which must be there.
func moveOf(t *testing.T, all []Move, rule string) Move {
	t.Helper()
	for _, m := range all {
		if m.Is != nil && m.Is.Rule.ID == rule || m.Is == nil && m.Was.Rule.ID == rule {
			return m
		}
	}
	t.Fatalf("nothing is told of %s: %v", rule, all)
	return Move{}
}

func TestWhatMovedIsTold(t *testing.T) {
	decision := Fact{ID: "d", Kind: "decision-sent", On: On(2026, 10, 5)}
	meeting := Fact{ID: "m", Kind: "review-meeting", On: On(2026, 3, 2)}
	for _, x := range []struct {
		name          string
		before, after []Fact
		rule          string
		says, why     string
	}{
		{"a certificate moves the appeal", []Fact{decision}, []Fact{decision, {ID: "c", Kind: "certificate-issued", On: On(2026, 11, 10), Of: "d"}}, "appeal-limit",
			"Last day for the Tribunal to receive the appeal: it was Monday 7 December 2026, and is now Thursday 10 December 2026, 3 days later.", "The mediation certificate was issued on Tuesday 10 November 2026."},
		{"an early notice brings the final plan forward", []Fact{meeting}, []Fact{meeting, {ID: "n", Kind: "amendment-notice-sent", On: On(2026, 3, 16)}}, "amend-final",
			"it was Monday 25 May 2026, and is now Monday 11 May 2026, 14 days earlier.", "on Monday 16 March 2026"},
		{"a later meeting", []Fact{meeting}, []Fact{{ID: "m", Kind: "review-meeting", On: On(2026, 3, 9)}}, "review-decision",
			"it was Monday 30 March 2026, and is now Monday 6 April 2026, 7 days later.", "The review meeting is set for, or took place on, Monday 9 March 2026."},
		{"a fact was deleted", []Fact{decision}, nil, "appeal-limit", "this no longer follows from what is written down.", ""},
		{"a fact is new", nil, []Fact{decision}, "med-contact", "this follows now, for Saturday 5 December 2026.", "The council sent its decision letter"},
		{"an appeal was lodged", []Fact{decision}, []Fact{decision, {ID: "a", Kind: "appeal-lodged", On: On(2026, 11, 2)}}, "appeal-limit", "it is done.", "That is in time."},
		{"a directed day", []Fact{{ID: "r", Kind: "appeal-received-by-la", On: On(2026, 11, 2)}}, []Fact{{ID: "r", Kind: "appeal-received-by-la", On: On(2026, 11, 2)},
			{Kind: "day-directed", Against: "la-response", Of: "r", On: On(2026, 12, 4)}}, "la-response", "and is now Friday 4 December 2026", "it governs"},
	} {
		t.Run(x.name, func(t *testing.T) {
			m := moveOf(t, moves(t, x.before, x.after, On(2026, 11, 26)), x.rule)
			if !strings.Contains(m.Say, x.says) {
				t.Errorf("it says %q, want %q", m.Say, x.says)
			}
			if x.why != "" && !strings.Contains(fmt.Sprint(m.Why), x.why) {
				t.Errorf("the reason is %q, want %q", m.Why, x.why)
			}
		})
	}
}

// TestADayThatStaysIsNoMove: two months after 5 and after 6 October both end on a weekend, and rest on the same Monday.
func TestADayThatStaysIsNoMove(t *testing.T) {
	on := func(day int) []Fact { return []Fact{{ID: "d", Kind: "decision-sent", On: On(2026, 10, day)}} }
	for _, m := range moves(t, on(5), on(6), On(2026, 11, 26)) {
		if m.Is.Rule.ID == "appeal-limit" {
			t.Errorf("the last day stays, and it says %q", m.Say)
		}
	}
}

// TestNothingMovesByItself: the same facts in any order move nothing, and what is told of two sets is true of them.
func TestNothingMovesByItself(t *testing.T) {
	pack := load(t)
	random := rand.New(rand.NewPCG(7, 2026))
	for range 40 {
		facts := randomLife(random, pack)
		today := On(2024, 3, 1)
		before := pack.Work(facts, today)
		if got := Moved(before, pack.Work(facts, today)); len(got) != 0 {
			t.Fatalf("the same facts moved %v", got[0].Say)
		}
		changed := append([]Fact(nil), facts...)
		i := random.IntN(len(changed))
		changed[i].On = changed[i].On.AddDays(1 + random.IntN(20))
		for _, m := range Moved(before, pack.Work(changed, today)) {
			if !strings.HasSuffix(m.Say, ".") || m.Was == nil && m.Is == nil {
				t.Errorf("told badly: %+v", m)
			}
			if m.Was != nil && m.Is != nil && m.Was.Key() != m.Is.Key() {
				t.Errorf("%s was taken for %s", m.Was.Key(), m.Is.Key())
			}
		}
	}
}
