package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// monthView is the month of the screen Deadlines: a grid of weeks, or one column of days where the grid does not fit.
type monthView struct {
	s      *deadlinesScreen
	grid   *part.Month
	about  *part.Text // the day the keyboard is on, and what falls on it
	what   *part.Text
	months deadlines.Date // the month that is drawn, by its first day
	known  deadlines.Date // the month whose days are known
	days   map[deadlines.Date]dayFacts
	now    *part.Press // the row of the day that is looked at, in large text
}

// dayFacts is what falls on one day.
type dayFacts struct {
	dues     []due
	promises []casefile.Entry
	events   []casefile.Event
}

// empty tells whether nothing falls on the day.
func (f dayFacts) empty() bool { return len(f.dues)+len(f.promises)+len(f.events) == 0 }

func newMonthView(s *deadlinesScreen) *monthView {
	m := &monthView{s: s, about: part.Strong("").AtMost(2), what: part.Quiet("").AtMost(2)}
	m.grid = part.NewMonth(s.u.today(), s.u.today(), m.day)
	m.grid.Says, m.grid.Moved, m.grid.Open = m.says, m.moved, m.open
	return m
}

// width is what the month has to stand in.
func (m *monthView) width() float32 { return m.s.monthly.ColumnWidth() }

// draw gives the parts of the month around the day the keyboard is on.
func (m *monthView) draw() []fyne.CanvasObject {
	u, at := m.s.u, m.grid.At()
	m.months = firstOfMonth(at)
	m.known, m.days = m.months, u.fallsIn(m.months)
	m.grid.Today, m.grid.Mark = u.today(), m.mark()
	m.grid.Refresh()
	m.tell()
	before, after := m.months.AddDays(-1), m.months.AddMonths(1)
	turn := []fyne.CanvasObject{
		part.Button("‹ "+monthName(before), part.Outline, func() { m.turn(before) }),
		part.Button(upper(m.mark()), part.Outline, func() { m.turn(m.today()) }),
		part.Button(monthName(after)+" ›", part.Outline, func() { m.turn(after) }),
	}
	keys := part.Quiet(say("Arrows go from day to day, Page Up and Page Down by a month, Home to today. Enter opens the day."))
	wide := part.Stack(1, part.Stack(0.25, m.about, m.what), m.grid, keys)
	kids := []fyne.CanvasObject{part.Beside(part.Lead(monthName(m.months)), turn...), part.NewEither(part.Fits, wide, m.column())}
	if len(u.dues()) == 0 {
		kids = append([]fyne.CanvasObject{m.s.noDates()}, kids...)
	}
	if card := m.rest(); card != nil {
		kids = append(kids, card)
	}
	return kids
}

func firstOfMonth(d deadlines.Date) deadlines.Date { return deadlines.On(d.Year, d.Month, 1) }

// monthName gives "November 2026".
func monthName(d deadlines.Date) string {
	_, words, _ := strings.Cut(dayMonthYear(d), " ")
	return words
}

// today is the day that is looked at.
func (m *monthView) today() deadlines.Date {
	if m.s.seen != nil {
		return m.s.seen.day
	}
	return m.s.u.today()
}

// mark is what the day that is looked at is called.
func (m *monthView) mark() string {
	if m.s.seen != nil {
		return say("that day")
	}
	return say("today")
}

// turn shows another month by button; the keyboard stays on the button. To the day that is looked at the keyboard goes itself, for a full day before it may
// have pushed it out of sight.
func (m *monthView) turn(to deadlines.Date) {
	forward := to.After(m.grid.At())
	m.grid.Go(to)
	if to == m.today() {
		m.s.u.win.Canvas().Focus(m.current())
		return
	}
	if c := m.s.u.win.Canvas(); c.Focused() == nil || focusWords(c) == "" {
		return
	}
	m.keepTurning(forward)
}

// current is what shows the day that is looked at: the grid, or in large text its row.
func (m *monthView) current() fyne.Focusable {
	if !part.Fits(m.width()) && m.now != nil {
		return m.now
	}
	return m.grid
}

// keepTurning puts the keyboard on the button that goes on in the same direction, whose words are another month's now.
func (m *monthView) keepTurning(forward bool) {
	words := "‹ " + monthName(m.months.AddDays(-1))
	if forward {
		words = monthName(m.months.AddMonths(1)) + " ›"
	}
	c := m.s.u.win.Canvas()
	if n, ok := c.Focused().(named); !ok || !inSight(m.s.Content(), n) {
		focusByWords(c, m.s.Content(), words)
	}
}

// inSight tells whether a part is shown inside content.
func inSight(content fyne.CanvasObject, n fyne.Focusable) bool {
	found := false
	part.Walk(content, func(o fyne.CanvasObject) {
		if f, ok := o.(fyne.Focusable); ok && f == n {
			found = true
		}
	})
	return found
}

// moved tells of the day the keyboard went to, and draws another month.
func (m *monthView) moved() {
	if m.s.byMonth && firstOfMonth(m.grid.At()) != m.months {
		m.s.Refresh()
		return
	}
	m.tell()
}

// tell shows above the grid what the day is that the keyboard is on.
func (m *monthView) tell() {
	m.s.u.asSeen(m.s.seen, func() {
		d := m.grid.At()
		m.about.Say(strings.Join(append([]string{d.Long()}, m.s.u.restWords(d)...), " · "))
		m.what.Say(m.whatFalls(d))
	})
}

func (m *monthView) whatFalls(d deadlines.Date) string {
	var words []string
	for _, f := range m.s.u.fallsOf(m.days[d]) {
		words = append(words, f.Words)
	}
	if len(words) == 0 {
		return say("Nothing falls on this day.")
	}
	return strings.Join(words, "; ")
}

// says is what a screen reader says of a day.
func (m *monthView) says(d deadlines.Date) string {
	words := ""
	m.s.u.asSeen(m.s.seen, func() {
		words = strings.Join(append(append([]string{d.Long()}, m.s.u.restWords(d)...), m.whatFalls(d)), ". ")
	})
	return words
}

// day is what the grid shows of a day.
func (m *monthView) day(d deadlines.Date) (out part.MonthDay) {
	u := m.s.u
	u.asSeen(m.s.seen, func() {
		if first := firstOfMonth(d); first != m.known {
			m.known, m.days = first, u.fallsIn(first)
		}
		out.Falls = u.fallsOf(m.days[d])
	})
	working, _ := u.pack.WorkingDay(d)
	out.Shade = !working || deadlines.TribunalHoliday(d)
	if out.Rest = u.pack.BankHoliday(d); out.Rest == "" && deadlines.TribunalHoliday(d) {
		out.Rest = say("Tribunal holiday")
	}
	return out
}

// open shows a day by itself.
func (m *monthView) open(d deadlines.Date) { m.s.u.openDay(d, m.s.seen) }

// column lists the days of the month on which something falls, one below the other, for large text and narrow windows.
func (m *monthView) column() fyne.CanvasObject {
	u := m.s.u
	m.now = nil
	var rows []fyne.CanvasObject
	for d := m.months; d.Month == m.months.Month; d = d.AddDays(1) {
		facts := m.days[d]
		if facts.empty() && d != u.today() && u.pack.BankHoliday(d) == "" {
			continue
		}
		kids := []fyne.CanvasObject{part.Strong(dayName(d, u.today()))}
		if d == u.today() {
			kids[0] = part.Strong(dayName(d, u.today()) + " · " + m.mark())
		}
		if rest := u.restWords(d); len(rest) > 0 {
			kids = append(kids, part.Quiet(upper(strings.Join(rest, " · "))))
		}
		for _, f := range u.fallsOf(facts) {
			kids = append(kids, part.NewText(part.SizeBody, part.Span{Words: f.Signed()}).In(f.Tone.Ink()))
		}
		row := part.Row(part.Stack(0.25, kids...), m.says(d), func() { m.open(d) })
		row.Keys = m.columnKey
		if d == m.today() {
			m.now = row
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		rows = append(rows, part.Body(say("Nothing falls in this month.")))
	}
	return part.NewCard("", part.Rows(rows...))
}

// columnKey turns the month with the page keys, as the grid does.
func (m *monthView) columnKey(ev *fyne.KeyEvent) bool {
	to := m.grid.At()
	switch ev.Name {
	case fyne.KeyPageUp:
		to = to.AddMonths(-1)
	case fyne.KeyPageDown:
		to = to.AddMonths(1)
	case fyne.KeyHome:
		to = m.today()
	default:
		return false
	}
	forward := to.After(m.grid.At())
	m.grid.Go(to)
	m.s.u.win.Canvas().Unfocus()
	m.keepTurning(forward)
	return true
}

// rest says in words which days of the month count differently; nil where there is none.
func (m *monthView) rest() fyne.CanvasObject {
	u := m.s.u
	var kids []fyne.CanvasObject
	tribunal := false
	last := m.months
	for d := m.months; d.Month == m.months.Month; d = d.AddDays(1) {
		if name := u.pack.BankHoliday(d); name != "" {
			kids = append(kids, part.Body(say("{{.Day}}: {{.Name}}, a bank holiday. It is not a working day.", "Day", dayName(d, u.today()), "Name", name)))
		}
		tribunal = tribunal || deadlines.TribunalHoliday(d)
		last = d
	}
	if _, known := u.pack.WorkingDay(last); !known {
		kids = append(kids, part.Body(say("The bank holidays of this month are not published yet, or lie too far back for the list, so some may be missing here.")))
	}
	if tribunal {
		kids = append(kids, part.Body(say("August, and 25 December to 1 January, are the Tribunal's holiday (HESC Rules, rule 12(3)). Time to start an appeal that ends in it runs on to the first working day after it. For most other steps of an appeal, its days are not counted. The council's own dates run on.")))
	}
	if len(kids) == 0 {
		return nil
	}
	kids = append(kids, part.Quiet(say("Every date here already takes account of this; its reason says how.")))
	return part.NewCard(say("Days that count differently"), part.Stack(0.75, kids...))
}

// restWords says why a day does not count for everybody; none for most days.
func (u *UI) restWords(d deadlines.Date) []string {
	var words []string
	if name := u.pack.BankHoliday(d); name != "" {
		words = append(words, say("bank holiday: {{.Name}}", "Name", name))
	}
	if deadlines.TribunalHoliday(d) {
		words = append(words, say("in the Tribunal's holiday"))
	}
	return words
}

// fallsIn gives what falls on each day of a month, of the children shown: dates that still matter or were met, promises that are open, and
// what is written down for days to come.
func (u *UI) fallsIn(month deadlines.Date) map[deadlines.Date]dayFacts {
	days := map[deadlines.Date]dayFacts{}
	in := func(d deadlines.Date) bool { return !d.IsZero() && firstOfMonth(d) == month }
	for _, d := range u.dues() {
		if in(d.Due) && d.Ended == "" {
			f := days[d.Due]
			f.dues = append(f.dues, d)
			days[d.Due] = f
		}
	}
	for _, e := range u.book.entries {
		if of(e.Child, u.child) && in(e.PromisedBy) && e.PromiseKept.IsZero() {
			f := days[e.PromisedBy]
			f.promises = append(f.promises, e)
			days[e.PromisedBy] = f
		}
	}
	for _, e := range u.book.events {
		if day := e.Day(); of(e.Child, u.child) && in(day) && !day.Before(u.today()) {
			f := days[day]
			f.events = append(f.events, e)
			days[day] = f
		}
	}
	return days
}

// fallsOf puts what falls on a day in words, dates first.
func (u *UI) fallsOf(f dayFacts) []part.Falls {
	var out []part.Falls
	for _, d := range f.dues {
		tone, _ := u.dueChip(d)
		out = append(out, part.Falls{Tone: tone, Words: u.dueTitle(d)})
	}
	for _, e := range f.promises {
		tone := part.Note
		if u.broken(e) {
			tone = part.Soon
		}
		out = append(out, part.Falls{Tone: tone, Words: say("Promised: {{.What}}", "What", shorten(e.Promised, 80))})
	}
	for _, e := range f.events {
		out = append(out, part.Falls{Tone: part.Note, Words: u.eventTitle(e)})
	}
	return out
}

// eventTitle names what is written down, with the child's name where several are shown.
func (u *UI) eventTitle(e casefile.Event) string {
	title := u.factTitle(e.Kind)
	if name := u.book.childName(e.Child); len(u.book.children) > 1 && u.child == "" && name != "" {
		title = shorten(name, 24) + ": " + lowerFirst(title)
	}
	return title
}
