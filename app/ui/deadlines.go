package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"ehccasefile/app/ui/part"
	"ehccasefile/deadlines"
)

// deadlinesScreen shows every date that follows, as a list or as a month, as it stands today or on any other day. Each opens into its reason.
type deadlinesScreen struct {
	u         *UI
	content   *fyne.Container
	head      *part.Page // above the list
	listed    *part.ListPage
	list      *dueList
	empty     *part.Page
	monthly   *part.Page
	month     *monthView
	byMonth   bool
	seen      *otherDay // nil for today
	filter    dueFilter
	filtering bool          // the choices of the filter are in sight
	choices   *part.Choices // the first of them
}

func newDeadlines(u *UI) view {
	s := &deadlinesScreen{u: u, head: part.NewPage(), empty: part.NewPage(), monthly: part.NewPage()}
	s.list = newDueList(func(d due) { u.whyOn(d, s.seen) })
	s.month = newMonthView(s)
	s.listed = part.NewListPage(s.head, container.New(refitting{s.list}, s.list.rowList, s.empty), s.list)
	s.content = container.NewStack(s.listed, s.monthly)
	return s
}

func (s *deadlinesScreen) Content() fyne.CanvasObject { return s.content }
func (s *deadlinesScreen) Close()                     {}

// Focus puts the keyboard on the list, or on the month.
func (s *deadlinesScreen) Focus() fyne.Focusable {
	switch {
	case s.byMonth && part.Fits(s.month.width()):
		return s.month.grid
	case s.byMonth:
		return s.monthly.Start()
	case len(s.list.items) > 0:
		return s.list.rowList
	}
	return s.head.Start()
}

// Refresh shows the book as it is now, on the day that is looked at.
func (s *deadlinesScreen) Refresh() { s.u.asSeen(s.seen, s.draw) }

func (s *deadlinesScreen) draw() {
	s.listed.Hidden, s.monthly.Hidden = s.byMonth, !s.byMonth
	if s.byMonth {
		s.monthly.Set(append(s.top(), s.month.draw()...)...)
	} else {
		s.drawList()
	}
	s.content.Refresh()
	if s.list.held && (s.byMonth || s.list.Hidden) { // the keyboard must not stay where nothing shows it
		s.u.focusFirst(s)
		s.listed.ToTop()
	}
	s.list.showRow()
}

// drawList fills the list, or says why it is empty.
func (s *deadlinesScreen) drawList() {
	s.head.Set(part.Stack(1.5, s.top()...))
	all := s.u.dues()
	shown := slices.DeleteFunc(slices.Clone(all), func(d due) bool { return !s.filter.holds(d, s.u.today()) })
	s.list.fill(s.u.dueItems(shown), s.u.stage.Size().Width)
	s.list.Hidden, s.empty.Hidden = len(shown) == 0, len(shown) > 0
	switch {
	case len(shown) > 0:
	case len(all) > 0:
		s.empty.Set(part.NewCard(say("Nothing found"), part.Body(say("No date fits these choices.")),
			part.Line(1, part.Button(say("Show every date"), part.Outline, func() {
				s.filter = dueFilter{}
				s.u.redraw()
			}))))
	default:
		s.empty.Set(s.noDates())
	}
}

// noDates says how to begin, where no date follows from anything yet.
func (s *deadlinesScreen) noDates() *part.Card {
	return part.NewCard(say("No date follows yet"),
		part.Body(say("Write down the first thing that happened with a date, for example the day of the council's last letter. Every date that follows is then worked out, with its reason.")),
		part.Line(1, part.Button(say("Something with a date happened (Ctrl+D)"), part.Main, func() { s.u.newEvent("", "") })))
}

// top is what stands above the dates: how they are shown, of which day, and which of them.
func (s *deadlinesScreen) top() []fyne.CanvasObject {
	u := s.u
	if s.filtering && !s.byMonth && u.short() { // the choices alone, or they would not be in sight
		return append([]fyne.CanvasObject{part.Beside(part.Title(say("Deadlines")), s.filterButton())}, s.filters()...)
	}
	kids := []fyne.CanvasObject{part.Beside(part.Stack(0.5, part.Title(say("Deadlines")), part.Body(s.standing()).In(part.InkQuiet)), s.how())}
	if band := s.seen.band(u, func() { s.look(deadlines.Date{}) }); band != nil {
		kids = append(kids, band)
	}
	other := part.Button(say("View as of another day"), part.Outline, func() { u.askDay(s.day(), s.look) })
	moved := part.Button(say("What moved, and why"), part.Outline, u.openLastMoves)
	file := part.Button(say("Calendar file"), part.Outline, func() { u.open(newCalendarPage) })
	buttons := []fyne.CanvasObject{other, moved, file}
	if !s.byMonth {
		buttons = append([]fyne.CanvasObject{s.filterButton()}, buttons...)
	}
	kids = append(kids, part.Line(1.25, buttons...))
	if s.filtering && !s.byMonth {
		kids = append(kids, s.filters()...)
	}
	return kids
}

// day is the day that is looked at; zero for today.
func (s *deadlinesScreen) day() deadlines.Date {
	if s.seen == nil {
		return deadlines.Date{}
	}
	return s.seen.day
}

// look shows another day, or today for the zero date.
func (s *deadlinesScreen) look(day deadlines.Date) {
	if s.seen = nil; !day.IsZero() {
		s.seen = &otherDay{day: day}
		s.month.grid.Go(day)
	} else {
		s.month.grid.Go(s.u.today())
	}
	s.u.redraw()
	if s.u.win.Canvas().Focused() == nil {
		s.u.focusFirst(s)
	}
}

// how is the choice between list and month.
func (s *deadlinesScreen) how() fyne.CanvasObject {
	how := part.NewChoices(say("List"), say("Month"))
	if s.byMonth {
		how.Choose(1)
	}
	how.OnChange = func(i int) {
		s.byMonth = i == 1
		s.u.redraw()
	}
	return how
}

// standing counts the dates in words.
func (s *deadlinesScreen) standing() string {
	var in [groups]int
	dues := s.u.dues()
	for _, d := range dues {
		in[groupOf(d, s.u.today())]++
	}
	if len(dues) == 0 {
		return say("Every date that follows from what you write down.")
	}
	var words []string
	for _, w := range []string{
		some(in[groupLate], "1 date is late, and not by you", "{{.N}} dates are late, and not by you"),
		some(in[groupOwn], "1 of your own has passed", "{{.N}} of your own have passed"),
		some(in[groupWeek], "1 date comes this week", "{{.N}} dates come this week"),
		some(in[groupMonth]+in[groupLater], "1 date is still to come", "{{.N}} dates are still to come"),
	} {
		if w != "" {
			words = append(words, w)
		}
	}
	if len(words) == 0 {
		return say("Nothing is waiting.")
	}
	return strings.Join(words, ". ") + "."
}

// some says a number of things, and nothing for none.
func some(n int, one, many string) string {
	switch n {
	case 0:
		return ""
	case 1:
		return say(one)
	}
	return say(many, "N", n)
}

// filterButton says what is shown, and opens the choices.
func (s *deadlinesScreen) filterButton() fyne.CanvasObject {
	what := []string{lowerFirst(say(dueStates[s.filter.state].title))}
	if s.filter.who != "" {
		what = append(what, s.u.book.whoActs(s.filter.who, ""))
	}
	words := say("Choose dates")
	if !s.filter.any() {
		words = say("Shown: {{.What}}", "What", strings.Join(what, ", "))
	}
	if s.filtering {
		words = say("Hide the choices")
	}
	return part.Button(words, part.Outline, func() {
		s.filtering = !s.filtering
		s.u.redraw()
		if s.filtering { // they may stand below what is in sight
			s.u.win.Canvas().Focus(s.choices.First())
		}
	})
}

// mostNames is how many children are offered as choices; with more, the chooser at the left has them.
const mostNames = 5

// filters are the choices: whose dates, who must act, how they stand.
func (s *deadlinesScreen) filters() []fyne.CanvasObject {
	var kids []fyne.CanvasObject
	u := s.u
	s.choices = nil
	if n := len(u.book.children); n > 1 && n <= mostNames {
		names, ids := []string{say("All the children")}, []string{""}
		for _, c := range u.book.children {
			names, ids = append(names, shorten(c.Name, 24)), append(ids, string(c.ID))
		}
		kids = append(kids, s.choice(say("Whose"), names, slices.Index(ids, string(u.child)), func(i int) { u.chooseChild(casefileID(ids[i])) }))
	}
	names, ids := []string{say("Everybody")}, []string{""}
	for _, d := range u.dues() {
		if !slices.Contains(ids, d.Rule.Who) {
			names, ids = append(names, upper(u.book.whoActs(d.Rule.Who, ""))), append(ids, d.Rule.Who)
		}
	}
	kids = append(kids, s.choice(say("Who must act"), names, max(0, slices.Index(ids, s.filter.who)), func(i int) { s.filter.who = ids[i] }))
	names = nil
	for _, st := range dueStates {
		names = append(names, say(st.title))
	}
	return append(kids, s.choice(say("How it stands"), names, s.filter.state, func(i int) { s.filter.state = i }))
}

func (s *deadlinesScreen) choice(label string, names []string, now int, chosen func(int)) fyne.CanvasObject {
	c := part.NewChoices(names...)
	c.Choose(now)
	if s.choices == nil {
		s.choices = c
	}
	c.OnChange = func(i int) {
		chosen(i)
		s.u.redraw()
	}
	return part.NewField(label, c, "")
}
