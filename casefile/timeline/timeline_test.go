package timeline

import (
	"fmt"
	"math/rand"
	"slices"
	"testing"
	"time"

	"ehccasefile/deadlines"
)

func pack(t *testing.T) *deadlines.Pack {
	t.Helper()
	p, err := deadlines.Load()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func on(s string) deadlines.Date {
	d, err := deadlines.Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// story works out a case from "kind date [of]" lines; a fact's ID is its kind.
func story(t *testing.T, today string, facts ...[3]string) ([]deadlines.Fact, []deadlines.Deadline) {
	t.Helper()
	var list []deadlines.Fact
	for _, f := range facts {
		list = append(list, deadlines.Fact{ID: f[0], Kind: f[0], On: on(f[1]), Of: f[2]})
	}
	return list, pack(t).Work(list, on(today))
}

func find(moments []Moment, fact, rule string) *Moment {
	for i, m := range moments {
		if fact != "" && m.Fact != nil && m.Fact.Kind == fact || rule != "" && m.Fact == nil && m.Due.Rule.ID == rule {
			return &moments[i]
		}
	}
	return nil
}

func TestMomentsAreMetMissedAndToCome(t *testing.T) {
	facts, dues := story(t, "2026-06-20",
		[3]string{"request-received", "2026-01-05"}, [3]string{"assess-decision-sent", "2026-02-26"}, [3]string{"term-starts", "2026-01-06"})
	moments := Moments(facts, dues, on("2026-06-20"))
	for _, want := range []struct {
		fact, rule string
		state      State
		day        string
	}{
		{"request-received", "", Happened, "2026-01-05"},
		{"assess-decision-sent", "", MetLate, "2026-02-26"}, // six weeks were over on 16 February
		{"", "final-plan", Late, "2026-05-25"},
	} {
		m := find(moments, want.fact, want.rule)
		if m == nil || m.State != want.state || m.On != on(want.day) {
			t.Errorf("%s%s is %+v, not %v on %s", want.fact, want.rule, m, want.state, want.day)
		}
	}
	if find(moments, "term-starts", "") != nil || find(moments, "", "assess-decision") != nil {
		t.Error("a term, or a date that was answered, is a point of its own")
	}
	if !slices.IsSortedFunc(moments, func(a, b Moment) int { return a.On.Compare(b.On) }) {
		t.Error("they are not in the order of time")
	}
	early := Moments(facts[:1], pack(t).Work(facts[:1], on("2026-02-10")), on("2026-02-10"))
	if m := find(early, "", "assess-decision"); m == nil || m.State != Soon {
		t.Errorf("six days before, the decision is %+v", m)
	}
	if m := find(early, "", "final-plan"); m == nil || m.State != Ahead {
		t.Errorf("the plan is %+v", m)
	}
}

func TestADayThatWasSetIsNotToldTwice(t *testing.T) {
	facts, dues := story(t, "2026-11-22", [3]string{"appeal-lodged", "2026-10-23"}, [3]string{"appeal-received-by-la", "2026-11-03", "appeal-lodged"},
		[3]string{"response-directed", "2026-12-15", "appeal-received-by-la"})
	n := 0
	for _, m := range Moments(facts, dues, on("2026-11-22")) {
		if m.On == on("2026-12-15") {
			n++
		}
	}
	if n != 1 {
		t.Errorf("the day of the response is %d points", n)
	}
}

func TestBandsCountWeeksAndWhatRanOver(t *testing.T) {
	today := on("2026-06-20")
	facts, dues := story(t, "2026-06-20", [3]string{"request-received", "2026-01-05"}, [3]string{"assess-decision-sent", "2026-02-26"})
	bands := Bands(facts, dues, today)
	if len(bands) != 1 || bands[0].Weeks() != 20 || !slices.Equal(bands[0].Marks, []int{6, 16, 20}) {
		t.Fatalf("the bands are %+v", bands)
	}
	over := bands[0].Over
	if len(over) != 2 || over[0].To != on("2026-02-26") || over[0].Open || !over[1].Open || over[1].To != today || bands[0].End() != today {
		t.Errorf("what ran over is %+v", over)
	}
	facts, dues = story(t, "2026-06-20", [3]string{"request-received", "2026-01-05"}, [3]string{"decision-sent", "2026-02-10", "request-received"})
	if b := Bands(facts, dues, today); len(b) != 1 || b[0].Ended != on("2026-02-10") || len(b[0].Over) != 0 {
		t.Errorf("after a refusal the band is %+v", b)
	}
}

func TestAClaimIsDrawnAndMovesNothing(t *testing.T) {
	facts, dues := story(t, "2026-02-10", [3]string{"request-received", "2026-01-05"}, [3]string{"claim-absence", "2026-02-02"})
	b := Bands(facts, dues, on("2026-02-10"))
	if len(b) != 1 || len(b[0].Over) == 0 || !b[0].Over[0].Claimed || b[0].Over[0].Late || b[0].To != on("2026-05-25") {
		t.Errorf("%+v", b)
	}
}

func TestTicksLeaveRoom(t *testing.T) {
	for days := 10; days < 8000; days += 37 {
		s := Span{on("2019-03-14"), on("2019-03-14").AddDays(days)}
		ticks := s.Ticks(0.09)
		if len(ticks) == 0 && days > 400 || len(ticks) > 12 {
			t.Errorf("%d days have %d ticks", days, len(ticks))
		}
		for i, k := range ticks {
			if !s.Holds(k.On) || i > 0 && s.At(k.On)-s.At(ticks[i-1].On) < 0.08 {
				t.Errorf("%d days: the tick %v stands at %v", days, k, s.At(k.On))
			}
		}
	}
}

// Whatever stands on a picture, every point in sight is in one label, no two labels lie over each other, none reaches outside, and there are not many.
func TestNoTwoLabelsOverlap(t *testing.T) {
	dice := rand.New(rand.NewSource(7))
	for round := range 200 {
		n := []int{0, 1, 7, 40, 300, 10_000}[round%6]
		if n == 10_000 && round > 20 {
			n = 90
		}
		days := 30 + dice.Intn(4000)
		start := on("2016-01-01")
		var points []Point
		for range n {
			points = append(points, Point{On: start.AddDays(dice.Intn(days+40) - 20), Low: dice.Intn(3) == 0, Whose: fmt.Sprint(dice.Intn(2))})
		}
		room := Room{Span: Span{start, start.AddDays(days)}, Width: 300 + dice.Float64()*1500, Sign: 18, Air: 6, Gap: 8, Widest: 320, Lanes: 1 + dice.Intn(6)}
		room.Measure = func(group []int, most float64) (float64, float64) {
			w := 60 + float64(group[0]%17)*25
			if len(group) > 1 {
				w = 110
			}
			if w > most {
				return most, 40
			}
			return w, 20
		}
		began := time.Now()
		out := room.Lay(points)
		if took := time.Since(began); took > 100*time.Millisecond {
			t.Errorf("%d points took %v", n, took)
		}
		check(t, room, points, out)
	}
}

func check(t *testing.T, room Room, points []Point, out Layout) {
	t.Helper()
	held := map[int]int{}
	for i, l := range out.Labels {
		for _, p := range l.Points {
			held[p]++
		}
		if l.a < -0.01 || l.b > room.Width+0.01 {
			t.Fatalf("a label reaches from %v to %v of %v", l.a, l.b, room.Width)
		}
		for _, o := range out.Labels[:i] {
			if o.Low == l.Low && o.Lane == l.Lane && o.a < l.b && l.a < o.b {
				t.Fatalf("%+v and %+v overlap", o, l)
			}
		}
	}
	for i, p := range points {
		want := 0
		if room.Holds(p.On) {
			want = 1
		}
		if held[i] != want {
			t.Fatalf("point %d stands in %d labels, not %d", i, held[i], want)
		}
	}
	if len(out.Labels) > 2*mostCells || len(out.High) > room.Lanes+heapShare+1 {
		t.Fatalf("%d labels in %d lanes", len(out.Labels), len(out.High))
	}
}
