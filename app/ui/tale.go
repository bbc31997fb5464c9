package ui

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/timeline"
	"ehccasefile/deadlines"
)

// tale is what the timeline tells of the children shown.
type tale struct {
	points []point // the oldest first
	bands  []taleBand
	days   []deadlines.Date // of log entries and papers, the oldest first
}

// point is a moment of one child's case.
type point struct {
	timeline.Moment
	child casefile.CaseID
}

// due gives the deadline with its child.
func (p point) due() due { return due{*p.Due, p.child} }

type taleBand struct {
	timeline.Band
	child casefile.CaseID
}

func (t tale) plain() []timeline.Moment {
	out := make([]timeline.Moment, len(t.points))
	for i, p := range t.points {
		out[i] = p.Moment
	}
	return out
}

func (t tale) bandsOnly() []timeline.Band {
	out := make([]timeline.Band, len(t.bands))
	for i, b := range t.bands {
		out[i] = b.Band
	}
	return out
}

// tale gathers it from the book.
func (u *UI) tale() tale {
	var t tale
	for _, c := range u.book.children {
		if !of(c.ID, u.child) {
			continue
		}
		var facts []deadlines.Fact
		for _, e := range u.book.eventsOf(c.ID) {
			f := e.Fact()
			f.On = e.Day()
			facts = append(facts, f)
		}
		var dues []deadlines.Deadline
		for _, d := range u.book.dues {
			if d.child == c.ID {
				dues = append(dues, d.Deadline)
			}
		}
		for _, m := range timeline.Moments(facts, dues, u.today()) {
			t.points = append(t.points, point{m, c.ID})
		}
		for _, b := range timeline.Bands(facts, dues, u.today()) {
			t.bands = append(t.bands, taleBand{b, c.ID})
		}
	}
	slices.SortStableFunc(t.points, func(a, b point) int { return a.On.Compare(b.On) })
	for _, e := range slices.Backward(u.book.entries) {
		if of(e.Child, u.child) {
			t.days = append(t.days, e.On)
		}
	}
	for _, d := range u.book.documents {
		if of(d.Child, u.child) && !d.On.IsZero() {
			t.days = append(t.days, d.On)
		}
	}
	slices.SortFunc(t.days, deadlines.Date.Compare)
	return t
}

// story gives the picture its points, bands and words.
func (t *timelineScreen) story() part.TimeStory {
	u, all := t.u, t.tale.points
	s := part.TimeStory{Span: t.span, Today: u.today(), TodayWords: say("Today, {{.Day}}", "Day", pictureDay(u.today(), u.today())), WeekWords: say("week"),
		Days: t.tale.days, DaysTitle: say("Log and papers: how much was written or came"), Key: t.key, Edge: t.edge, NumberSays: say("so many together"), OverSays: overSays}
	for _, k := range t.keys() {
		s.Signs = append(s.Signs, part.TimeSign{State: k.state, Words: k.words})
	}
	words := map[int]part.TimePoint{} // made once each, and only for what has a label of its own
	one := func(i int) part.TimePoint {
		if _, made := words[i]; !made {
			words[i] = u.timePoint(all[i])
		}
		return words[i]
	}
	for _, p := range all {
		s.Points = append(s.Points, part.TimePoint{On: p.On, State: p.State, Low: p.State.Open(), Whose: string(p.child)})
	}
	for _, b := range t.tale.bands {
		s.Bands = append(s.Bands, u.timeBand(b))
	}
	s.One, s.Many = one, func(points []int) part.TimePoint { return u.many(all, one, points) }
	s.OfDays = func(n int, span timeline.Span) string {
		return say("{{.Things}} of the log and papers, {{.Days}}", "Things", count(n, "thing", "things"), "Days", u.spanWords(span))
	}
	s.OpenDays = func(_ int, span timeline.Span) { u.open(newDaysPage(span)) }
	return s
}

// overSays says what the slanting lines in a band mean.
func overSays(late, claimed bool) string {
	switch {
	case late && claimed:
		return say("past the last day, exception claimed")
	case late:
		return say("past the last day")
	}
	return say("exception claimed")
}

// timePoint gives a point its words.
func (u *UI) timePoint(p point) part.TimePoint {
	title, detail := u.pointTitle(p), u.pointDetail(p)
	return part.TimePoint{On: p.On, State: p.State, Low: p.State.Open(), Whose: string(p.child), Title: title, Detail: detail,
		Words: say("{{.What}}, {{.Day}}, {{.State}}", "What", u.pointInFull(p), "Day", p.On.Long(), "State", u.pointState(p)), Do: func() { u.openPoint(p) }}
}

// openPoint opens what a point stands for: the reason of the date it is about, or the fact itself.
func (u *UI) openPoint(p point) {
	if p.Due != nil {
		u.why(p.due())
		return
	}
	u.editEvent(casefileID(p.Fact.ID))
}

// pointTitle names a point in few words, with the child's name where several are shown.
func (u *UI) pointTitle(p point) string {
	title := ""
	switch {
	case p.Fact == nil:
		title = shortDue(p.Due.Rule)
	case u.pack != nil && u.pack.IsClaim(p.Fact.Kind):
		title = say("Exception claimed")
	default:
		if title = shortFact(p.Fact.Kind); title == "" {
			title = u.factTitle(p.Fact.Kind)
		}
	}
	return u.named(p.child, title)
}

// named puts a child's name before words where several children are shown.
func (u *UI) named(child casefile.CaseID, words string) string {
	if name := u.book.childName(child); len(u.book.children) > 1 && u.child == "" && name != "" {
		return shorten(name, 24) + ": " + lowerFirst(words)
	}
	return words
}

// pointInFull names a point as the rest of the program does.
func (u *UI) pointInFull(p point) string {
	if p.Fact != nil {
		return u.named(p.child, u.factTitle(p.Fact.Kind))
	}
	return u.dueTitle(p.due())
}

// pointDetail says the day and how it stands, as briefly as can be.
func (u *UI) pointDetail(p point) string {
	day := pictureDay(p.On, u.today())
	switch p.State {
	case timeline.Late, timeline.MetLate, timeline.Soon:
		words := day + ", " + u.pointState(p)
		if p.Due != nil && p.Due.Rule.Force == "aim" {
			words += ", " + say("an aim")
		}
		return words
	case timeline.Met:
		if p.Due.Met.On == p.Due.Due {
			return day + ", " + say("on the last day")
		}
	}
	return day
}

// pointState says how a point stands.
func (u *UI) pointState(p point) string {
	switch p.State {
	case timeline.Met:
		return say("done in time")
	case timeline.MetLate:
		return say("{{.Days}} late", "Days", days(p.Due.Due.DaysTo(p.Due.Met.On)))
	case timeline.Late:
		return say("{{.Days}} late", "Days", days(p.On.DaysTo(u.today())))
	case timeline.Soon, timeline.Ahead:
		return daysLeft(u.today().DaysTo(p.On))
	}
	return say("happened")
}

// pointRow is a point as a row of a list.
func (u *UI) pointRow(p point) fyne.CanvasObject {
	words := part.Stack(0.25, part.Strong(u.pointInFull(p)))
	if about := u.pointAbout(p); about != "" {
		words.Add(part.Quiet(about))
	}
	face := fyne.CanvasObject(words)
	if tone, state := u.pointChip(p); state != "" {
		face = part.Beside(words, part.NewChip(tone, state))
	}
	said := say("{{.What}}, {{.Day}}, {{.State}}. Open it", "What", u.pointInFull(p), "Day", p.On.Long(), "State", u.pointState(p))
	return part.Row(part.Led(10.5, part.Body(rowDate(p.On, u.today())), face), said, func() { u.openPoint(p) })
}

// pointAbout says which date a fact answers, or who must act.
func (u *UI) pointAbout(p point) string {
	switch {
	case p.Fact == nil:
		return u.dueDetail(p.due())
	case p.Due != nil:
		return say("The last day was {{.Day}}: {{.What}}", "Day", dayMonthYear(p.Due.Due), "What", lowerFirst(say(p.Due.Rule.Title)))
	}
	event, _ := u.book.event(casefileID(p.Fact.ID))
	return shorten(event.Note, 160)
}

func (u *UI) pointChip(p point) (part.Tone, string) {
	state := u.pointState(p)
	switch p.State {
	case timeline.Met:
		return part.Done, say("done")
	case timeline.MetLate:
		return part.Soon, say("done, {{.Late}}", "Late", state)
	case timeline.Late:
		return part.Late, state
	case timeline.Soon:
		return part.Soon, state
	case timeline.Ahead:
		return part.Note, state
	}
	return part.Note, ""
}

// many stands for several points: those of one day are called after the one that matters most.
func (u *UI) many(all []point, one func(int) part.TimePoint, points []int) part.TimePoint {
	var of []point
	for _, i := range points {
		of = append(of, all[i])
	}
	t := toldTogether(len(of), func(i int) timeline.Moment { return of[i].Moment }, func(i int) (string, string) {
		p := one(points[i])
		return p.Title, p.Detail
	})
	span := timeline.Span{From: of[0].On, To: of[len(of)-1].On}
	words := say("{{.Things}}, {{.Days}}. Show them", "Things", count(len(of), "thing", "things"), "Days", u.spanWords(span))
	if t.number == 0 {
		words = one(points[t.lead]).Words + ". " + words
	} else if t.detail != "" {
		words += ", " + t.detail
	}
	return part.TimePoint{On: of[0].On, State: of[t.lead].State, Low: of[t.lead].State.Open(), Title: t.title, Detail: t.detail, Number: t.number,
		Words: words, Do: func() { u.open(newPointsPage(of)) }}
}

// weightOf says which of several points is told first.
var weightOf = map[timeline.State]int{timeline.Late: 5, timeline.MetLate: 4, timeline.Soon: 3, timeline.Met: 2, timeline.Ahead: 1}

// told is what one label says of several points. number is 0 where they are of one day and the label is called after the one that leads.
type told struct {
	title, detail string
	number, lead  int
}

// toldTogether makes one label of n points in the order of time. It looks at nothing but what it is given, because pages are drawn beside the window.
func toldTogether(n int, at func(int) timeline.Moment, words func(int) (title, detail string)) told {
	var t told
	late := 0
	for i := range n {
		s := at(i).State
		if s == timeline.Late || s == timeline.MetLate {
			late++
		}
		if weightOf[s] > weightOf[at(t.lead).State] {
			t.lead = i
		}
	}
	span := timeline.Span{From: at(0).On, To: at(n - 1).On}
	if span.From == span.To {
		title, detail := words(t.lead)
		t.title, t.detail = title, detail+", "+part.Unbroken(say("and {{.N}} more", "N", n-1))
		return t
	}
	t.number, t.title = n, shortSpan(span)
	if late > 0 {
		t.title += ","
		t.detail = say("{{.N}} late", "N", late)
	}
	return t
}

// pictureDay gives "30 October", with the year where it is not this one.
func pictureDay(d, today deadlines.Date) string {
	if words := dayMonthYear(d); d.Year != today.Year {
		return words
	}
	return strconv.Itoa(d.Day) + " " + d.Month.String()
}

// shortSpan gives "14 Sep to 2 Oct 2026".
func shortSpan(s timeline.Span) string {
	from := s.From.Short()
	if s.From.Year == s.To.Year {
		from = strings.TrimSuffix(from, " "+strconv.Itoa(s.From.Year))
	}
	return say("{{.From}} to {{.To}}", "From", from, "To", s.To.Short())
}

// spanWords says a time in words.
func (u *UI) spanWords(s timeline.Span) string {
	if s.From == s.To {
		return s.From.Long()
	}
	return say("{{.From}} to {{.To}}", "From", dayMonthYear(s.From), "To", dayMonthYear(s.To))
}
