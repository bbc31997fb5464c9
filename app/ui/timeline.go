package ui

import (
	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile/timeline"
	"ehccasefile/deadlines"
)

// timelineScreen is the picture of the case: the weeks that the law counts, what was done in them, what was not, and what is to come; and the same as a list.
type timelineScreen struct {
	u       *UI
	page    *part.Page
	picture *part.Timeline
	zooms   *part.Choices
	earlier *part.Press
	later   *part.Press
	now     *part.Press
	tale    tale
	zoom    timeline.Zoom
	span    timeline.Span
	opened  bool // the zoom was chosen, by us or by somebody
	rows    int  // how many rows the list shows
}

// fewPoints is how many points the list below the picture shows before it offers more.
const fewPoints = 20

func newTimeline(u *UI) view {
	t := &timelineScreen{u: u, page: part.NewPage(), picture: part.NewTimeline(), rows: fewPoints}
	t.zooms = part.NewChoices(say("A month"), say("Three months"), say("A year"), say("The whole story"))
	t.zooms.OnChange = func(i int) { t.show(timeline.Zoom(i), t.middle()) }
	t.earlier = part.Button(say("◂ Earlier"), part.Outline, func() { t.Move(-1) })
	t.later = part.Button(say("Later ▸"), part.Outline, func() { t.Move(+1) })
	t.now = part.Button(say("To today"), part.Outline, func() { t.show(t.zoom, u.today()) })
	return t
}

func (t *timelineScreen) Content() fyne.CanvasObject { return t.page }
func (t *timelineScreen) Close()                     {}

// Refresh shows the book as it is now, at the zoom that was chosen: at first the whole story, or a year where it is longer.
func (t *timelineScreen) Refresh() {
	t.tale = t.u.tale()
	whole := t.whole()
	if !t.opened {
		t.opened, t.zoom = true, timeline.Whole
		if whole.Days() > 400 {
			t.zoom = timeline.Year
		}
		t.span = timeline.Around(t.zoom, t.u.today())
		t.choose(t.zoom)
	}
	if t.zoom == timeline.Whole {
		t.span = whole
	}
	t.draw()
}

func (t *timelineScreen) whole() timeline.Span {
	all := t.tale.plain()
	for _, day := range t.tale.days { // log and papers may begin long before the first date
		all = append(all, timeline.Moment{On: day})
	}
	return timeline.All(all, t.tale.bandsOnly(), t.u.today())
}

// choose shows which zoom it is, without asking for it again.
func (t *timelineScreen) choose(z timeline.Zoom) {
	change := t.zooms.OnChange
	t.zooms.OnChange = nil
	t.zooms.Choose(int(z))
	t.zooms.OnChange = change
}

// middle is the day a new zoom is opened around: today, where it is in sight.
func (t *timelineScreen) middle() deadlines.Date {
	if t.zoom == timeline.Whole || t.span.Holds(t.u.today()) {
		return t.u.today()
	}
	return t.span.From.AddDays(t.span.Days() / 2)
}

// show shows a zoom around a day.
func (t *timelineScreen) show(z timeline.Zoom, day deadlines.Date) {
	t.zoom, t.rows = z, fewPoints
	t.span = timeline.Around(z, day)
	if z == timeline.Whole {
		t.span = t.whole()
	}
	t.draw()
}

// Move goes to an earlier time (-1) or a later one (+1), as far as the story goes.
func (t *timelineScreen) Move(by int) {
	if t.zoom == timeline.Whole || by < 0 && !t.before() || by > 0 && !t.after() {
		return
	}
	t.span, t.rows = t.span.Shift(by), fewPoints
	t.draw()
}

func (t *timelineScreen) before() bool { return t.whole().From.Before(t.span.From) }
func (t *timelineScreen) after() bool  { return t.whole().To.After(t.span.To) }

// key zooms with plus and minus, and moves with the keys of < and >.
func (t *timelineScreen) key(ev *fyne.KeyEvent) bool {
	to := t.zoom
	switch ev.Name {
	case fyne.KeyPlus, fyne.KeyEqual:
		to--
	case fyne.KeyMinus:
		to++
	case fyne.KeyComma:
		t.Move(-1)
		return true
	case fyne.KeyPeriod:
		t.Move(+1)
		return true
	default:
		return false
	}
	if to >= timeline.Month && to <= timeline.Whole {
		t.choose(to)
		t.show(to, t.middle())
	}
	return true
}

// edge goes on in the time before or after what is shown, with the keyboard on the nearest point there.
func (t *timelineScreen) edge(by int, at deadlines.Date) {
	was := t.span
	if t.Move(by); t.span != was {
		t.picture.FocusBeyond(by, at)
	}
}

// draw shows the span.
func (t *timelineScreen) draw() {
	t.picture.Set(t.story())
	whole := t.zoom == timeline.Whole
	t.earlier.Allow(!whole && t.before())
	t.later.Allow(!whole && t.after())
	t.now.Allow(!t.span.Holds(t.u.today()))
	if len(t.tale.points) == 0 && len(t.tale.bands) == 0 {
		t.page.Set(pageHead(t.u, say("Timeline"), ""), t.emptyCard())
		return
	}
	picture := part.NewCard("", t.picture)
	kids := []fyne.CanvasObject{pageHead(t.u, t.title(), t.sentence()), part.Beside(t.zooms, t.earlier, t.later, t.now), picture,
		part.Quiet(say("Tab goes into the picture. There the arrow keys go from point to point, Enter opens one, + and − zoom, and < and > go earlier and later."))}
	if claims := t.claims(); claims != nil {
		kids = append(kids, part.Columns(19, 1, claims, t.soFar()))
	} else {
		kids = append(kids, t.soFar())
	}
	t.page.Set(append(kids, t.list())...)
}

func (t *timelineScreen) emptyCard() fyne.CanvasObject {
	happened := part.Button(say("Something with a date happened (Ctrl+D)"), part.Main, func() { t.u.newEvent("", "") })
	written := part.Button(say("Log what happened (Ctrl+L)"), part.Outline, t.u.quickLog)
	return part.NewCard(say("No date is written down yet"),
		part.Body(say("Write down one date, such as the day the council received your request. This page then draws the weeks the law gives, what was done in them, and what is still to come.")),
		part.Line(1.5, happened, written))
}

// soFar counts the steps that others had to take (an aim is no duty, and is not counted), and saves the picture.
func (t *timelineScreen) soFar() *part.Card {
	var done, all, waits int
	var longest point
	for _, p := range t.tale.points {
		if p.Due == nil || p.Due.Rule.Who == "parent" || p.Due.Rule.Force == "aim" || p.State == timeline.Soon || p.State == timeline.Ahead {
			continue
		}
		all++
		if p.State == timeline.Met {
			done++
		}
		if late := p.On.DaysTo(t.u.today()); p.State == timeline.Late && late > waits {
			waits, longest = late, p
		}
	}
	var rows []fyne.CanvasObject
	if all > 0 {
		steps := part.Beside(part.Body(say("Steps by others that were done in time")), part.Strong(say("{{.N}} of {{.All}}", "N", done, "All", all)))
		rows = append(rows, part.Inset(0, 0.75, steps))
	}
	if waits > 0 {
		words := say("Late today: {{.What}}", "What", lowerFirst(t.u.dueTitle(longest.due())))
		rows = append(rows, part.Inset(0, 0.75, part.Beside(part.Body(words), part.NewChip(part.Late, say("{{.Days}} late", "Days", days(waits))))))
	}
	rows = append(rows, part.Inset(0, 0.75, part.Beside(part.Body(say("Keep this picture, or give it to somebody")), part.Button(say("Save as a PDF page"), part.Outline, t.save))))
	return part.NewCard(say("So far"), part.Rows(rows...))
}

// claims lists the exceptions that were claimed against what is in sight; nil where there is none.
func (t *timelineScreen) claims() *part.Card {
	var rows []fyne.CanvasObject
	for _, d := range t.u.dues() {
		for _, c := range d.Claims {
			what := upper(say(c.Exception.Title))
			day := say("Against: {{.What}}", "What", lowerFirst(t.u.dueTitle(d)))
			face := part.Stack(0.25, part.Strong(what), part.Quiet(day))
			rows = append(rows, part.Row(face, say("Exception claimed: {{.What}}", "What", what)+". "+day, func() { t.u.why(d) }))
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return part.NewCard(say("Exceptions claimed"), part.Rows(rows...), part.Quiet(say("A claim moves no date. Whoever claims it has to show that it applies.")))
}

// list is the same points as rows, for large text and for who does not look at pictures.
func (t *timelineScreen) list() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	total := 0
	for _, p := range t.tale.points {
		if !t.span.Holds(p.On) {
			continue
		}
		if total++; total <= t.rows {
			rows = append(rows, t.u.pointRow(p))
		}
	}
	if total == 0 {
		return part.NewCard(say("The same as a list"), part.Body(say("Nothing is written down between these days.")))
	}
	card := part.NewCard(say("The same as a list"), part.Rows(rows...))
	if hidden := total - t.rows; hidden > 0 {
		card.Add(part.Line(1, part.Button(say("Show {{.N}} more", "N", min(hidden, 2*fewPoints)), part.Outline, func() {
			t.rows += 2 * fewPoints
			t.draw()
		})))
	}
	return card
}
