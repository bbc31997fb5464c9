package seeds_test

import (
	"fmt"
	"slices"
	"testing"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// worked gives every deadline of every child of the Okoro family as "Leo review-decision 2026-10-30", by how it stands on the family's own day.
func worked(t *testing.T) map[deadlines.State][]string {
	t.Helper()
	pack, err := deadlines.Load()
	if err != nil {
		t.Fatal(err)
	}
	out := map[deadlines.State][]string{}
	err = filled(t, "okoro").View(func(tx *casefile.Tx) error {
		today := casefile.All[casefile.Family](tx, "")[0].AsOf
		for _, child := range casefile.All[casefile.Child](tx, "") {
			for _, d := range pack.Work(casefile.Facts(tx, child.ID), today) {
				state := d.State(today)
				out[state] = append(out[state], fmt.Sprint(child.Name, " ", d.Rule.ID, " ", d.Due))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range out {
		slices.Sort(list)
	}
	return out
}

func TestOkoroEventsAreFactsOfTheLaw(t *testing.T) {
	pack, err := deadlines.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range records(t, okoro(t), "events") {
		if _, known := pack.Fact(e.text("kind")); !known {
			t.Errorf("%s of %s is no fact that the law's rules know", e.text("kind"), e.text("on"))
		}
	}
}

// TestOkoroIsLateOnlyWhereTheStorySaysSo: the letter that did not come after the review of 2 October 2026 is two duties, the decision and the
// notice of changes that must go with it. Nothing else may be late.
func TestOkoroIsLateOnlyWhereTheStorySaysSo(t *testing.T) {
	got := worked(t)
	for state, want := range map[deadlines.State][]string{
		deadlines.Late:    {"Leo amend-notice 2026-10-30", "Leo review-decision 2026-10-30"},
		deadlines.Today:   nil,
		deadlines.Undated: nil,
		deadlines.Soon:    {"Leo review-annual 2026-12-01"},
		deadlines.Later:   {"Leo amend-final 2026-12-25", "Leo phase-transfer 2027-02-14", "Maya la-response 2026-12-15"},
	} {
		if !slices.Equal(got[state], want) {
			t.Errorf("state %v: %q, want %q", state, got[state], want)
		}
	}
	for state, some := range map[deadlines.State][]string{
		deadlines.Met:     {"Leo amend-final 2025-01-06", "Leo final-plan 2023-11-24", "Maya appeal-limit 2026-12-07", "Maya assess-decision 2026-10-05"},
		deadlines.MetLate: {"Leo advice-return 2023-09-28", "Leo sar 2025-04-10"},
	} {
		for _, one := range some {
			if !slices.Contains(got[state], one) {
				t.Errorf("state %v lacks %q: %q", state, one, got[state])
			}
		}
	}
}
