package part

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"ehccasefile/casefile/timeline"
	"ehccasefile/deadlines"
)

// pictureOf gives a picture of n points, every gap days one, and of the same days as bars.
func pictureOf(n, gap int, opened *string) TimeStory {
	s := TimeStory{Today: sunday, TodayWords: "Today", WeekWords: "week", DaysTitle: "Log"}
	s.Span = timeline.Span{From: sunday.AddDays(-n*gap/2 - 5), To: sunday.AddDays(n*gap/2 + 5)}
	for i := range n {
		name := fmt.Sprint("point ", i)
		day := s.From.AddDays(5 + i*gap)
		s.Points = append(s.Points, TimePoint{On: day, State: timeline.State(i % 6), Low: timeline.State(i % 6).Open(), Title: name, Detail: day.Short(), Words: name, Do: func() { *opened = name }})
		s.Days = append(s.Days, day)
	}
	s.Many = func(points []int) TimePoint {
		return TimePoint{On: s.Points[points[0]].On, Title: "several", Words: "several", Number: len(points), Do: func() { *opened = "several" }}
	}
	s.OfDays = func(n int, _ timeline.Span) string { return fmt.Sprint("bar of ", n) }
	s.OpenDays = func(n int, _ timeline.Span) { *opened = fmt.Sprint("bar of ", n) }
	return s
}

func presses(t *Timeline, look Look) (out []*Press) {
	for _, o := range t.Kids() {
		if p, ok := o.(*Press); ok && p.Look == look {
			out = append(out, p)
		}
	}
	return out
}

func TestTheArrowsGoFromPointToPoint(t *testing.T) {
	var opened string
	var edges []int
	picture := NewTimeline()
	s := pictureOf(5, 20, &opened)
	s.Days = nil
	s.Edge = func(by int, _ deadlines.Date) { edges = append(edges, by) }
	page := NewPage(picture)
	w := onCanvas(t, page, 1000, 700)
	picture.Set(s)
	page.Reflow()
	all := presses(picture, Pin)
	if len(all) != 5 {
		t.Fatalf("five points have %d presses", len(all))
	}
	w.Canvas().Focus(picture.First())
	if w.Canvas().Focused() != fyne.Focusable(all[2]) {
		t.Errorf("the keyboard begins at %v, not with the point nearest to today", w.Canvas().Focused())
	}
	key := func(name fyne.KeyName) { w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name}) }
	for _, k := range []fyne.KeyName{fyne.KeyRight, fyne.KeyDown, fyne.KeyRight} {
		key(k)
	}
	key(fyne.KeyReturn)
	if opened != "point 4" || len(edges) != 1 || edges[0] != 1 {
		t.Errorf("it opened %q and went over the edges %v", opened, edges)
	}
	key(fyne.KeyHome)
	key(fyne.KeyLeft)
	key(fyne.KeySpace)
	if opened != "point 0" || len(edges) != 2 || edges[1] != -1 {
		t.Errorf("it opened %q and went over the edges %v", opened, edges)
	}
	stops := 0
	for _, p := range all {
		if !p.Disabled() {
			stops++
		}
	}
	if stops != 1 {
		t.Errorf("Tab stops at %d points of the picture", stops)
	}
}

func TestThePictureStaysSmallAndKeepsItsPlace(t *testing.T) {
	var opened string
	picture := NewTimeline()
	page := NewPage(picture)
	w := onCanvas(t, page, 1000, 700)
	for _, n := range []int{0, 1, 60, 10_000} {
		picture.Set(pictureOf(n, 1, &opened))
		page.Reflow()
		if got := len(picture.front) + len(picture.drawn); got > 600 {
			t.Errorf("%d points are drawn with %d objects", n, got)
		}
		for i, a := range picture.Kids() {
			end := a.Position().Add(a.Size())
			if a.Position().X < -1 || end.X > picture.Size().Width+1 || end.Y > picture.HeightFor(picture.Size().Width)+1 {
				t.Errorf("%d points: %T reaches from %v to %v of %v", n, a, a.Position(), end, picture.Size())
			}
			for _, b := range picture.Kids()[:i] {
				if overlap(a, b) {
					t.Errorf("%d points: %v %v and %v %v lie over each other", n, a.Position(), a.Size(), b.Position(), b.Size())
				}
			}
		}
	}
	picture.Set(pictureOf(5, 20, &opened))
	page.Reflow()
	w.Canvas().Focus(picture.First())
	w.Resize(fyne.NewSize(640, 500))
	if p, ok := w.Canvas().Focused().(*Press); !ok || p.Words != "point 2" || !p.Visible() || presses(picture, Pin)[2] != p {
		t.Errorf("after the window was made smaller the keyboard is on %v", w.Canvas().Focused())
	}
}

func overlap(a, b fyne.CanvasObject) bool {
	_, chipA := a.(*Chip)
	_, chipB := b.(*Chip)
	const eps = 0.6
	return !chipA && !chipB && a.Position().X+eps < b.Position().X+b.Size().Width && b.Position().X+eps < a.Position().X+a.Size().Width &&
		a.Position().Y+eps < b.Position().Y+b.Size().Height && b.Position().Y+eps < a.Position().Y+a.Size().Height
}

func TestBarsOpenWhatTheyStandFor(t *testing.T) {
	var opened string
	picture := NewTimeline()
	page := NewPage(picture)
	onCanvas(t, page, 1000, 700)
	s := pictureOf(3, 30, &opened)
	s.Days = append(s.Days, s.Days[2], s.Days[2])
	picture.Set(s)
	page.Reflow()
	for _, p := range presses(picture, Pin) {
		if p.Words == "bar of 3" {
			test.Tap(p)
		}
	}
	if opened != "bar of 3" {
		t.Errorf("the bar opened %q", opened)
	}
	if w := s.Days; len(w) != 5 {
		t.Fatal("the story changed")
	}
}

func TestABandSaysItsWeeks(t *testing.T) {
	picture := NewTimeline()
	page := NewPage(picture)
	onCanvas(t, page, 1000, 700)
	from := sunday.AddDays(-100)
	b := timeline.Band{From: from, To: from.AddDays(140), Marks: []int{6, 16, 20}, Over: []timeline.Stretch{{From: from.AddDays(42), To: from.AddDays(98), Late: true}}}
	picture.Set(TimeStory{Span: timeline.Span{From: from.AddDays(-5), To: from.AddDays(150)}, Today: sunday, TodayWords: "Today", WeekWords: "week",
		Bands: []TimeBand{{Band: b, Title: "The twenty weeks", Short: "20 weeks", Over: []string{"56 days late"}}}})
	page.Reflow()
	said := map[string]bool{}
	Walk(picture, func(o fyne.CanvasObject) {
		if text, ok := o.(*Text); ok {
			said[text.String()] = true
		}
	})
	for _, want := range []string{"The twenty weeks", "56 days late", "week 0", "6", "16", "20", "Today"} {
		if !said[want] {
			t.Errorf("it does not say %q: %v", want, said)
		}
	}
}

func BenchmarkTimeline(b *testing.B) {
	var opened string
	app := test.NewTempApp(b)
	app.Settings().SetTheme(plainTheme{app.Settings().Theme(), 1})
	picture := NewTimeline()
	page := NewPage(picture)
	w := test.NewTempWindow(b, page)
	w.Resize(fyne.NewSize(1200, 800))
	s := pictureOf(10_000, 1, &opened)
	for b.Loop() {
		picture.Set(s)
		page.Reflow()
	}
}

// A band has an edge, because its wash alone is hardly seen, and slanting lines in it are explained where there are some.
func TestBandsHaveEdgesAndTheirLinesAreExplained(t *testing.T) {
	var opened string
	s := pictureOf(5, 20, &opened)
	s.OverSays = func(late, claimed bool) string { return fmt.Sprint("late ", late, ", claimed ", claimed) }
	s.Bands = []TimeBand{{Band: timeline.Band{From: s.From, To: s.To}, Title: "The weeks"}}
	picture := NewTimeline()
	page := NewPage(picture)
	onCanvas(t, page, 1000, 700)
	says := func() string {
		picture.Set(s)
		page.Reflow()
		return Spoken(picture)
	}
	if words := says(); strings.Contains(words, "claimed") {
		t.Errorf("it explains lines that are not there: %s", words)
	}
	for _, o := range picture.drawn {
		if r, ok := o.(*canvas.Rectangle); ok && r.Size().Height == bandHeight() && r.Size().Width > 100 && (r.StrokeColor != colour(LineField) || r.StrokeWidth < 1) {
			t.Errorf("a band has an edge of %v, %v wide", r.StrokeColor, r.StrokeWidth)
		}
	}
	over := timeline.Stretch{From: sunday.AddDays(-20), To: sunday, Late: true}
	s.Bands[0].Band.Over, s.Bands[0].Over = []timeline.Stretch{over, over}, []string{"", ""}
	if words := says(); strings.Count(words, "late true, claimed false") != 1 {
		t.Errorf("it says %s", words)
	}
}
