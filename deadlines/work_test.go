package deadlines

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// onlyRule gives the deadlines of one rule.
func onlyRule(all []Deadline, id string) []Deadline {
	return slices.DeleteFunc(slices.Clone(all), func(d Deadline) bool { return d.Rule.ID != id })
}

// first gives the one deadline of a rule, which must be there.
func first(t *testing.T, all []Deadline, id string) Deadline {
	t.Helper()
	found := onlyRule(all, id)
	if len(found) != 1 {
		t.Fatalf("there are %d deadlines of %s, want 1", len(found), id)
	}
	return found[0]
}

func TestTheSumIsTold(t *testing.T) {
	d := first(t, load(t).Work([]Fact{
		{Kind: "decision-sent", On: On(2026, time.October, 5), ID: "d"},
		{Kind: "certificate-issued", On: On(2026, time.November, 6), Of: "d"},
	}, On(2026, time.November, 22)), "appeal-limit")
	want := []Step{
		{"The council sent its decision letter on Monday 5 October 2026.", On(2026, 10, 5)},
		{"Two months after Monday 5 October 2026 is Saturday 5 December 2026.", On(2026, 12, 5)},
		{"The mediation certificate was issued on Friday 6 November 2026.", On(2026, 11, 6)},
		{"One month after Friday 6 November 2026 is Sunday 6 December 2026.", On(2026, 12, 6)},
		{"The later of the two counts is Sunday 6 December 2026.", On(2026, 12, 6)},
		{"The time ends on a Sunday, not a working day, so the next working day is in time: Monday 7 December 2026.", On(2026, 12, 7)},
		{"On that day it must be done by 5pm (rule 12(1), from published guidance).", On(2026, 12, 7)},
	}
	if diff := cmp.Diff(want, d.Steps); diff != "" {
		t.Errorf("the steps (-want +got):\n%s", diff)
	}
	if d.By != "5pm" || !d.Sure || len(d.Missing) != 0 || len(d.From) != 2 || d.Rule.Sureness() != "read in the law itself" {
		t.Errorf("by %q, sure %t, missing %v, from %v, %s", d.By, d.Sure, d.Missing, d.From, d.Rule.Sureness())
	}
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	pack := load(t)
	for _, x := range []struct{ fact, rule, missing, says string }{
		{"decision-sent", "appeal-limit", "certificate-issued", "unless the appeal is only about the school"},
		{"certificate-issued", "appeal-limit", "decision-sent", "is not recorded"},
		{"review-meeting", "amend-final", "amendment-notice-sent", "within 8 weeks of the notice"},
		{"amendment-notice-sent", "amend-final", "review-meeting", "within 12 weeks of that meeting"},
		{"amendment-notice-sent", "amend-response", "amendment-notice-served", "could make this later"},
		{"appeal-received-by-la", "la-response", "response-directed", "registration letter"},
	} {
		d := first(t, pack.Work([]Fact{{Kind: x.fact, On: On(2026, time.March, 2)}}, On(2026, time.March, 3)), x.rule)
		if d.Sure || !slices.Equal(d.Missing, []string{x.missing}) || !strings.Contains(steps(d), x.says) {
			t.Errorf("%s from %s: sure %t, missing %v, steps:\n%s", x.rule, x.fact, d.Sure, d.Missing, steps(d))
		}
	}
}

// TestAGuessIsTold: a fact that joins by its day says so, and takes sureness away where there were several to choose from.
func TestAGuessIsTold(t *testing.T) {
	pack := load(t)
	one := first(t, pack.Work([]Fact{
		{Kind: "decision-sent", On: On(2026, time.February, 2)}, {Kind: "certificate-issued", On: On(2026, time.February, 20)},
	}, On(2026, time.March, 1)), "appeal-limit")
	if !one.Sure || !strings.Contains(steps(one), "the only one before it") {
		t.Errorf("with one decision: sure %t\n%s", one.Sure, steps(one))
	}
	two := onlyRule(pack.Work([]Fact{
		{Kind: "decision-sent", On: On(2026, time.February, 2)}, {Kind: "final-plan-sent", On: On(2026, time.February, 9)},
		{Kind: "certificate-issued", On: On(2026, time.February, 20)},
	}, On(2026, time.March, 1)), "appeal-limit")
	if len(two) != 2 || two[1].Sure || !strings.Contains(steps(two[1]), "the latest before it") {
		t.Errorf("with two decisions: %v", two)
	}
}

// TestARivalIsTold: a decision that may answer the review as well as the request says so, unless the family said which.
func TestARivalIsTold(t *testing.T) {
	for of, told := range map[string]bool{"": true, "request": false} {
		d := first(t, load(t).Work([]Fact{
			{Kind: "review-meeting", On: On(2026, 3, 2)},
			{Kind: "reassessment-request-received", On: On(2026, 3, 10), ID: "request"},
			{Kind: "decision-sent", On: On(2026, 3, 25), Of: of},
		}, On(2026, 4, 20)), "reassess-decision")
		got := strings.Contains(fmt.Sprint(d.Steps), "It may belong to this instead: The review meeting")
		if got != told || d.Met == nil {
			t.Errorf("said to be of %q, the rival is told: %t, want %t: %v", of, got, told, d.Steps)
		}
	}
}

// TestASecondCertificateIsSafe: the earlier gives the date, the later stands beside it.
func TestASecondCertificateIsSafe(t *testing.T) {
	d := first(t, load(t).Work([]Fact{
		{Kind: "decision-sent", On: On(2026, time.February, 2)},
		{Kind: "certificate-issued", On: On(2026, time.March, 20)}, {Kind: "certificate-issued", On: On(2026, time.March, 27)},
	}, On(2026, time.April, 1)), "appeal-limit")
	if d.Due != On(2026, time.April, 20) || d.Sure || len(d.Other) != 1 || d.Other[0].Due != On(2026, time.April, 27) {
		t.Errorf("due %s, sure %t, other %v", d.Due, d.Sure, d.Other)
	}
}

// TestOldOnesEnd: for each rule, a start three years before another is not late beside it for ever.
func TestOldOnesEnd(t *testing.T) {
	pack := load(t)
	for _, l := range pack.laws {
		if len(l.refs) > 0 {
			continue
		}
		kind := l.newest().clocks[0].from[0].kind
		older, newer := On(2022, time.October, 3), On(2025, time.October, 6)
		all := onlyRule(pack.Work([]Fact{{Kind: kind, On: older}, {Kind: kind, On: newer}}, newer.AddDays(1)), l.id)
		if len(all) != 2 {
			t.Errorf("%s: two starts give %d deadlines", l.id, len(all))
		}
		for _, d := range all {
			if d.From[0].On == older && d.State(newer) == Late {
				t.Errorf("%s of %s is still late on %s", l.id, older.Long(), newer.Long())
			}
		}
	}
}

// TestALifeEndsClean: a case told to its end leaves nothing late, ten years on, but the review that never came.
func TestALifeEndsClean(t *testing.T) {
	told := []struct {
		kind string
		on   Date
	}{
		{"request-received", On(2022, 1, 10)}, {"decision-sent", On(2022, 2, 18)}, {"certificate-issued", On(2022, 3, 15)},
		{"appeal-lodged", On(2022, 4, 12)}, {"appeal-received-by-la", On(2022, 4, 26)}, {"appeal-ended", On(2022, 6, 14)},
		{"draft-served", On(2022, 8, 15)}, {"plan-made", On(2022, 9, 20)}, {"final-plan-sent", On(2022, 9, 20)},
		{"review-meeting", On(2023, 7, 3)}, {"amendment-notice-sent", On(2023, 8, 14)}, {"amendment-notice-served", On(2023, 8, 15)},
		{"final-amended-sent", On(2023, 11, 20)}, {"review-meeting", On(2024, 7, 1)}, {"decision-sent", On(2024, 7, 25)},
		{"reassessment-request-received", On(2024, 10, 1)}, {"reassess-agreed-sent", On(2024, 10, 20)}, {"final-amended-sent", On(2025, 2, 3)},
		{"transfer-due", On(2025, 9, 1)}, {"sar-received", On(2025, 3, 3)}, {"foi-received", On(2025, 3, 3)}, {"conduct", On(2025, 3, 3)},
		{"mediation-wanted", On(2025, 3, 3)}, {"tribunal-decision-sent", On(2025, 6, 2)}, {"permission-refused-sent", On(2025, 7, 7)},
	}
	var facts []Fact
	for _, f := range told {
		facts = append(facts, Fact{Kind: f.kind, On: f.on})
	}
	today := On(2035, time.January, 1)
	for _, d := range load(t).Work(facts, today) {
		if d.State(today) == Late && d.Rule.ID != "review-annual" {
			t.Errorf("%s, due %s, is still late:\n%s", d.Rule.ID, d.Due.Long(), steps(d))
		}
	}
}

// TestOrderOfTheList: soonest first, undated last.
func TestOrderOfTheList(t *testing.T) {
	got := load(t).Work(life(40), On(2026, time.November, 22))
	for i := 1; i < len(got); i++ {
		a, b := got[i-1].Due, got[i].Due
		if a.IsZero() && !b.IsZero() || !b.IsZero() && b.Before(a) {
			t.Fatalf("%s (%s) stands before %s (%s)", got[i-1].Rule.ID, a, got[i].Rule.ID, b)
		}
	}
	if len(got) < 40 {
		t.Errorf("only %d deadlines follow from a long life", len(got))
	}
}

// TestNothingFollowsFromNothing: unknown kinds, no day, no facts.
func TestNothingFollowsFromNothing(t *testing.T) {
	for _, facts := range [][]Fact{nil, {{Kind: "nothing", On: On(2026, 1, 5)}}, {{Kind: "decision-sent"}}} {
		if got := load(t).Work(facts, On(2026, 1, 6)); len(got) != 0 {
			t.Errorf("from %v follows %v", facts, got)
		}
	}
}

// TestRingsEnd: facts that claim to belong to each other, to themselves or to nothing do not hang the program.
func TestRingsEnd(t *testing.T) {
	on := On(2026, time.March, 2)
	for _, facts := range [][]Fact{
		{{ID: "a", Of: "a", Kind: "decision-sent", On: on}},
		{{ID: "a", Of: "b", Kind: "decision-sent", On: on}, {ID: "b", Of: "a", Kind: "certificate-issued", On: on}},
		{{ID: "a", Of: "b", Kind: "appeal-lodged", On: on}, {ID: "b", Of: "c", Kind: "certificate-issued", On: on}, {ID: "c", Of: "b", Kind: "mediation-wanted", On: on}, {Kind: "decision-sent", On: on}},
		{{ID: "a", Of: "gone", Kind: "certificate-issued", On: on}, {Kind: "decision-sent", On: on}},
		{{ID: "a", Kind: "certificate-issued", On: on}, {ID: "a", Kind: "decision-sent", On: on}},
	} {
		if got := load(t).Work(facts, on); len(got) == 0 {
			t.Errorf("nothing follows from %v", facts)
		}
	}
}

// TestRandomLives: whatever happens in whatever order, what Work promises holds.
func TestRandomLives(t *testing.T) {
	pack := load(t)
	random := rand.New(rand.NewPCG(2026, 11))
	for range 150 {
		facts := randomLife(random, pack)
		today := On(2022, time.January, 1).AddDays(random.IntN(2000))
		got := pack.Work(facts, today)
		for _, d := range got {
			if fault := broken(d, today); fault != "" {
				t.Fatalf("%s: %s\nfacts %v\nsteps\n%s", d.Rule.ID, fault, facts, steps(d))
			}
		}
		shuffled := slices.Clone(facts)
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if diff := cmp.Diff(got, pack.Work(shuffled, today), cmpopts.IgnoreUnexported(Rule{})); diff != "" {
			t.Fatalf("the order of the facts matters:\n%s", diff)
		}
	}
}

// randomLife gives facts of random kinds on days of their own, some of which belong to others.
func randomLife(random *rand.Rand, pack *Pack) []Fact {
	kinds := pack.Facts()
	var facts []Fact
	at := On(2022, time.January, 1)
	for i := range 5 + random.IntN(35) {
		at = at.AddDays(1 + random.IntN(60))
		f := Fact{ID: fmt.Sprint("f", i), Kind: kinds[random.IntN(len(kinds))].ID, On: at}
		if random.IntN(3) == 0 {
			f.Of = fmt.Sprint("f", random.IntN(i+1))
		}
		facts = append(facts, f)
	}
	return facts
}

// broken says which promise a deadline breaks; "" where it keeps them all.
func broken(d Deadline, today Date) string {
	state := d.State(today)
	switch {
	case len(d.Steps) == 0:
		return "it has no steps"
	case len(d.From) == 0:
		return "it follows from nothing"
	case d.Sure && !d.Directed && (d.Rule.Grade == gradeGuidance || d.Rule.Grade == gradeNone):
		return "a rule not read in the law looks sure"
	case d.Sure && len(d.Missing) > 0:
		return "something is missing and it looks sure"
	case d.Met != nil && d.Ended != "":
		return "it is both met and ended"
	case state == Late && !d.Due.Before(today):
		return "it is late before its day has passed"
	case d.Due.IsZero() && state != Undated && state != Met && state != Ended:
		return "it has no day and is " + state.String()
	case d.Due.Before(d.Nominal) && (d.Rule.Lands != landsTribunal || onWorkingDay(d.Nominal)) && !d.Directed:
		return "it is due before what counting gives"
	case d.Met != nil && !slices.ContainsFunc(d.Rule.met, func(s selector) bool { return s.kind == d.Met.Kind }):
		return "it is met by a " + d.Met.Kind
	}
	for _, s := range d.Steps {
		if !strings.HasSuffix(s.Say, ".") || strings.Contains(s.Say, "%!") {
			return "a step is no sentence: " + s.Say
		}
	}
	return ""
}

// onWorkingDay says whether d is Monday to Friday; bank holidays are not asked for.
func onWorkingDay(d Date) bool { return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday }

func TestStates(t *testing.T) {
	due := On(2026, time.March, 16)
	for _, x := range []struct {
		d     Deadline
		today Date
		want  State
		says  string
	}{
		{Deadline{Due: due}, due.AddDays(1), Late, "late"},
		{Deadline{Due: due}, due, Today, "today"},
		{Deadline{Due: due}, due.AddDays(-1), Soon, "soon"},
		{Deadline{Due: due}, due.AddDays(-14), Soon, "soon"},
		{Deadline{Due: due}, due.AddDays(-15), Later, "later"},
		{Deadline{}, due, Undated, "no fixed date"},
		{Deadline{Due: due, Met: &Fact{On: due}}, due.AddDays(9), Met, "done"},
		{Deadline{Due: due, Met: &Fact{On: due.AddDays(1)}}, due.AddDays(9), MetLate, "done late"},
		{Deadline{Met: &Fact{On: due}}, due, Met, "done"},
		{Deadline{Due: due, Ended: "Because."}, due.AddDays(9), Ended, "ended"},
	} {
		if got := x.d.State(x.today); got != x.want || got.String() != x.says {
			t.Errorf("due %s, on %s: %v, want %v", x.d.Due, x.today, got, x.want)
		}
	}
	if got := State(99).String(); got != "unknown" {
		t.Errorf("a state there is none of reads %q", got)
	}
}

// life gives n facts of a long case, a month apart.
func life(n int) []Fact {
	kinds := []string{"request-received", "decision-sent", "certificate-issued", "appeal-lodged", "appeal-received-by-la", "tribunal-decision-sent",
		"draft-served", "plan-made", "final-plan-sent", "review-meeting", "amendment-notice-sent", "amendment-notice-served", "final-amended-sent", "plan-reviewed",
		"sar-received", "sar-answered", "foi-received", "transfer-due", "conduct", "reassessment-request-received"}
	var facts []Fact
	for i := range n {
		facts = append(facts, Fact{ID: fmt.Sprint(i), Kind: kinds[i%len(kinds)], On: On(2022, time.January, 10).AddDays(31 * i)})
	}
	return facts
}

func BenchmarkWork(b *testing.B) {
	pack, facts, today := load(b), life(40), On(2026, time.November, 22)
	for b.Loop() {
		pack.Work(facts, today)
	}
}

// FuzzWork: any three facts in any order keep what Work promises.
func FuzzWork(f *testing.F) {
	f.Add(uint8(0), uint8(1), uint8(2), 100, 200, 300, 400, uint8(1))
	f.Add(uint8(12), uint8(30), uint8(31), 0, 31, 31, 90, uint8(0))
	pack := load(f)
	kinds := pack.Facts()
	f.Fuzz(func(t *testing.T, a, b, c uint8, on1, on2, on3, now int, of uint8) {
		at := func(n int) Date { return On(2012, time.January, 1).AddDays(n % 8000) }
		kind := func(n uint8) string { return kinds[int(n)%len(kinds)].ID }
		facts := []Fact{{ID: "1", Kind: kind(a), On: at(on1)}, {ID: "2", Kind: kind(b), On: at(on2), Of: fmt.Sprint(of % 4)}, {ID: "3", Kind: kind(c), On: at(on3), Of: fmt.Sprint(of / 4 % 4)}}
		for _, d := range pack.Work(facts, at(now)) {
			if fault := broken(d, at(now)); fault != "" {
				t.Errorf("%s: %s\nfacts %v\nsteps\n%s", d.Rule.ID, fault, facts, steps(d))
			}
		}
	})
}
