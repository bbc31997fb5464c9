package part

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"ehccasefile/casefile/timeline"
	"ehccasefile/deadlines"
)

// TimePoint is one point of a Timeline, with its words.
type TimePoint struct {
	On            deadlines.Date
	State         timeline.State
	Low           bool   // below the bands: what is still open
	Whose         string // points of one day are put together only where they are of one person
	Title, Detail string // beside its sign: a few words, and a few quieter ones
	Words         string // what a screen reader says
	Number        int    // shown in place of the sign where it stands for several; 0 shows the sign
	Do            func() // opens what it stands for
}

// TimeBand is a time counted in weeks, with its words.
type TimeBand struct {
	timeline.Band
	Title, Short string   // stand in it; the short ones where the title has no room
	Over         []string // stand in each of the band's stretches, where there is room
}

// TimeSign is a state and what its sign means.
type TimeSign struct {
	State timeline.State
	Words string
}

// TimeStory is what a Timeline shows. It knows no case: whoever fills it says what the points are.
type TimeStory struct {
	timeline.Span
	Today      deadlines.Date
	TodayWords string
	WeekWords  string                // before the first number of a band's weeks: "week"
	Points     []TimePoint           // their words may be left to One
	One        func(i int) TimePoint // gives a point its words, only once they are wanted; nil where they are there already
	Bands      []TimeBand
	Days       []deadlines.Date // in order: one for each quiet thing, counted in bars below
	DaysTitle  string
	Many       func(points []int) TimePoint            // stands for several points that have no room of their own, or fall on one day
	OfDays     func(n int, s timeline.Span) (w string) // what a screen reader says of a bar
	OpenDays   func(n int, s timeline.Span)            // opens what a bar stands for
	Key        func(*fyne.KeyEvent) bool               // takes keys the picture has no use for itself; true: it used this one
	Edge       func(by int, at deadlines.Date)         // the arrows went past the last point (+1), which is of this day, or the first (-1)
	Signs      []TimeSign                              // what the signs mean, in a line below
	NumberSays string                                  // what a number in place of a sign means
	OverSays   func(late, claimed bool) string         // what the slanting lines of a stretch of a band mean; nil says nothing
}

// Timeline is a picture of time: bands of weeks, points with their words in lanes above and below, today as a line, and bars for what is many and quiet. It is made
// of shapes and letters, and so is sharp at any size. Tab goes to it and on; inside it the arrow keys go from point to point, and Enter opens one.
type Timeline struct {
	widget.BaseWidget
	story TimeStory
	page  *Page
	lays  map[layKey]*laid
	built *laid
	drawn []fyne.CanvasObject // behind everything
	front []fyne.CanvasObject // words and what can be pressed, in reading order
	ring  ring                // the points
	bars  ring
}

// NewTimeline gives a picture of nothing; Set fills it.
func NewTimeline() *Timeline {
	t := &Timeline{}
	t.ExtendBaseWidget(t)
	return t
}

// Set gives it another story, which is seen once the page it stands on is laid out anew.
func (t *Timeline) Set(s TimeStory) { t.story, t.lays, t.built = s, nil, nil }

// Kids is what is shown, in reading order.
func (t *Timeline) Kids() []fyne.CanvasObject { return t.front }

// HeightFor gives the height at a width.
func (t *Timeline) HeightFor(width float32) float32 { return t.lay(width).height }

// MinSize is narrow: words wrap, and points that crowd are put together.
func (t *Timeline) MinSize() fyne.Size {
	least := Ems(13)
	return fyne.NewSize(least, t.HeightFor(max(least, t.Size().Width)))
}

// First is what the keyboard begins with: the point nearest to today. It is nil where there is none.
func (t *Timeline) First() fyne.Focusable {
	if p := t.ring.current(); p != nil {
		return p
	}
	return nil
}

// FocusBeyond puts the keyboard on the last point before a day (by below 0) or the first after it.
func (t *Timeline) FocusBeyond(by int, day deadlines.Date) {
	to := -1
	for i, s := range t.ring.starts {
		if by < 0 && s.Before(day) || by > 0 && s.After(day) && to < 0 {
			to = i
		}
	}
	if to < 0 {
		to = t.ring.at
	}
	t.ring.goTo(to)
}

func (t *Timeline) setPage(page *Page) {
	t.page = page
	for _, p := range append(slices.Clone(t.ring.presses), t.bars.presses...) {
		p.setPage(page)
	}
}

// CreateRenderer is Fyne's.
func (t *Timeline) CreateRenderer() fyne.WidgetRenderer { return &timelineRenderer{t} }

type timelineRenderer struct{ t *Timeline }

func (r *timelineRenderer) Destroy()           {}
func (r *timelineRenderer) MinSize() fyne.Size { return r.t.MinSize() }
func (r *timelineRenderer) Objects() []fyne.CanvasObject {
	return append(slices.Clone(r.t.drawn), r.t.front...)
}

func (r *timelineRenderer) Layout(size fyne.Size) { r.t.build(size.Width) }

func (r *timelineRenderer) Refresh() {
	r.t.built = nil // the theme may have changed
	r.t.build(r.t.Size().Width)
	canvas.Refresh(r.t)
}

// ring is a row of presses that Tab enters once; the arrow keys go from one to the next.
type ring struct {
	presses []*Press
	starts  []deadlines.Date // of each, to find its place again
	at      int
}

func (r *ring) current() *Press {
	if r.at < len(r.presses) {
		return r.presses[r.at]
	}
	return nil
}

// choose lets Tab stop at one of them.
func (r *ring) choose(at int) {
	r.at = min(max(at, 0), max(0, len(r.presses)-1))
	for i, p := range r.presses {
		p.passed = i != r.at
	}
}

// near chooses the one that starts nearest to a day.
func (r *ring) near(d deadlines.Date) {
	best := 0
	for i, s := range r.starts {
		if away(s, d) < away(r.starts[best], d) {
			best = i
		}
	}
	r.choose(best)
}

func away(a, b deadlines.Date) int {
	n := a.DaysTo(b)
	return max(n, -n)
}

// goTo moves the keyboard.
func (r *ring) goTo(at int) {
	if at < 0 || at >= len(r.presses) {
		return
	}
	r.choose(at)
	if c := fyne.CurrentApp().Driver().CanvasForObject(r.presses[at]); c != nil {
		c.Focus(r.presses[at])
	}
}

// key moves along a ring with the arrows, Home and End.
func (t *Timeline) key(r *ring, ev *fyne.KeyEvent) bool {
	to := r.at
	switch ev.Name {
	case fyne.KeyRight, fyne.KeyDown:
		to++
	case fyne.KeyLeft, fyne.KeyUp:
		to--
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = len(r.presses) - 1
	default:
		return t.story.Key != nil && t.story.Key(ev)
	}
	switch {
	case to >= 0 && to < len(r.presses):
		r.goTo(to)
	case r == &t.ring && t.story.Edge != nil && to < 0:
		t.story.Edge(-1, r.starts[0])
	case r == &t.ring && t.story.Edge != nil:
		t.story.Edge(+1, r.starts[len(r.starts)-1])
	}
	return true
}
