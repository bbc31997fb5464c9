package part

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"ehccasefile/deadlines"
)

// Falls is something that falls on a day: a few words, with the sign and the colours of a tone.
type Falls struct {
	Tone  Tone
	Words string
}

// Signed gives the words with the sign of their tone before them.
func (f Falls) Signed() string {
	if sign := f.Tone.sign(); sign != "" {
		return sign + " " + f.Words
	}
	return f.Words
}

// MonthDay is what a month says of one of its days.
type MonthDay struct {
	Rest  string // the name of a day that does not count, "Christmas Day"; drawn below the number
	Shade bool   // the day is shaded: it does not count for everybody
	Falls []Falls
}

// Month shows one month as weeks, Monday first, with what falls on each day. Arrows go by a day and a week, Page Up and Page Down by a
// month, Home to today; Enter, Space or a click opens the day.
type Month struct {
	widget.BaseWidget
	Day   func(deadlines.Date) MonthDay // what falls on a day
	Says  func(deadlines.Date) string   // what a screen reader says of the day the keyboard is on
	Moved func()                        // the keyboard went to another day
	Open  func(deadlines.Date)          // a day was chosen
	at    deadlines.Date
	Today deadlines.Date // the day that is marked
	Mark  string         // with this word
	names []*Text
	cells []*monthCell
	focus bool
	page  *Page
}

// monthCell is one day.
type monthCell struct {
	on      deadlines.Date
	ground  *canvas.Rectangle
	shade   bool
	number  *Text
	rest    *Text // nil for most days
	falls   []*Text
	washes  []*canvas.Rectangle // behind what falls on it
	tones   []Tone
	isToday bool
}

// fallLines is how many lines of words a thing that falls on a day may take; the day itself says all of them.
const fallLines = 4

// fallsShown is how many things are shown on a day before the others are counted.
const fallsShown = 3

// NewMonth gives the month around a day, with what falls on each of its days.
func NewMonth(at, today deadlines.Date, day func(deadlines.Date) MonthDay) *Month {
	m := &Month{Day: day, at: at, Today: today, Mark: Say("today")}
	for _, name := range []string{Say("Mon"), Say("Tue"), Say("Wed"), Say("Thu"), Say("Fri"), Say("Sat"), Say("Sun")} {
		m.names = append(m.names, Quiet(name).OneLine())
	}
	m.ExtendBaseWidget(m)
	m.build()
	return m
}

// Fits tells whether a month can be read at a width: below it, show the days one below the other instead.
func Fits(width float32) bool { return width/7 >= Ems(5.9) }

// At is the day the keyboard is on.
func (m *Month) At() deadlines.Date { return m.at }

// Go puts the keyboard on a day, of another month too.
func (m *Month) Go(d deadlines.Date) {
	turned := d.Month != m.at.Month || d.Year != m.at.Year
	m.at = d
	if turned {
		m.build()
		m.page.Reflow()
	}
	m.BaseWidget.Refresh()
	if m.Moved != nil {
		m.Moved()
	}
	if m.focus {
		m.reveal()
	}
}

// Refresh asks anew what falls on each day.
func (m *Month) Refresh() {
	m.build()
	for _, kid := range m.Kids() {
		kid.Refresh()
	}
	m.BaseWidget.Refresh()
}

// build makes the cells of the month.
func (m *Month) build() {
	m.cells = m.cells[:0:0]
	for d := deadlines.On(m.at.Year, m.at.Month, 1); d.Month == m.at.Month; d = d.AddDays(1) {
		m.cells = append(m.cells, newMonthCell(d, m.marked(d), m.Day(d)))
	}
}

// marked gives the word that marks a day; "" for all but one.
func (m *Month) marked(d deadlines.Date) string {
	if d == m.Today {
		return m.Mark
	}
	return ""
}

func newMonthCell(d deadlines.Date, mark string, day MonthDay) *monthCell {
	c := &monthCell{on: d, ground: canvas.NewRectangle(color.Transparent), shade: day.Shade, isToday: mark != ""}
	words := strconv.Itoa(d.Day)
	if c.isToday {
		words += " · " + mark
	}
	c.number = NewText(SizeBody, Span{Words: words, Bold: c.isToday || len(day.Falls) > 0})
	if len(day.Falls) == 0 && !c.isToday {
		c.number.In(InkQuiet)
	}
	if day.Rest != "" {
		c.rest = Quiet(day.Rest)
	}
	for i, f := range day.Falls {
		if i == fallsShown && len(day.Falls) > fallsShown+1 {
			c.falls, c.tones = append(c.falls, NewText(SizeQuiet, Span{Words: Say("and {{.N}} more", "N", len(day.Falls)-i), Bold: true})), append(c.tones, Note)
			break
		}
		words := NewText(SizeQuiet, Span{Words: f.Signed()}).In(f.Tone.ink()).AtMost(fallLines)
		words.Narrow = true
		c.falls, c.tones = append(c.falls, words), append(c.tones, f.Tone)
	}
	for range c.falls {
		c.washes = append(c.washes, canvas.NewRectangle(color.Transparent))
	}
	return c
}

func (m *Month) cell(d deadlines.Date) *monthCell {
	for _, c := range m.cells {
		if c.on == d {
			return c
		}
	}
	return nil
}

// Kids is the words on it, in reading order.
func (m *Month) Kids() []fyne.CanvasObject {
	var kids []fyne.CanvasObject
	for _, n := range m.names {
		kids = append(kids, n)
	}
	for _, c := range m.cells {
		kids = append(kids, c.words()...)
	}
	return kids
}

func (c *monthCell) words() []fyne.CanvasObject {
	kids := []fyne.CanvasObject{c.number}
	if c.rest != nil {
		kids = append(kids, c.rest)
	}
	for _, f := range c.falls {
		kids = append(kids, f)
	}
	return kids
}

// place arranges a cell's words in a width, and gives the height they need.
func (c *monthCell) place(x, y, width float32, at put) float32 {
	air := Steps(1)
	inner := width - 2*air
	top := y + air
	for _, kid := range c.words() {
		h := HeightFor(kid, inner)
		at.at(kid, x+air, top, inner, h)
		top += h + Steps(0.5)
	}
	return top - y
}

// lay places everything for a width, and gives the height.
func (m *Month) lay(width float32, at put) float32 {
	column := width / 7
	var y float32
	for i, n := range m.names {
		at.at(n, float32(i)*column+Steps(1), 0, column-Steps(1), n.MinSize().Height)
		y = max(y, n.MinSize().Height+Steps(0.5))
	}
	for first := 0; first < len(m.cells); {
		last, height := first, Ems(3)
		for ; last < len(m.cells) && (last == first || weekdayOf(m.cells[last].on) > 0); last++ {
			height = max(height, m.cells[last].place(0, 0, column, nil))
		}
		for _, c := range m.cells[first:last] {
			m.layCell(c, float32(weekdayOf(c.on))*column, y, fyne.NewSize(column, height), at)
		}
		y += height
		first = last
	}
	return y
}

// layCell places one day, with the washes behind what falls on it.
func (m *Month) layCell(c *monthCell, x, y float32, size fyne.Size, at put) {
	gap := Steps(0.25)
	at.at(c.ground, x+gap/2, y+gap/2, size.Width-gap, size.Height-gap)
	c.place(x, y, size.Width, at)
	if at == nil {
		return
	}
	for i, f := range c.falls {
		p, s := f.Position(), f.Size()
		at.at(c.washes[i], p.X-Steps(0.5), p.Y-Steps(0.15), s.Width+Steps(1), s.Height+Steps(0.3))
	}
}

// weekdayOf counts from Monday, which is 0.
func weekdayOf(d deadlines.Date) int { return (int(d.Weekday()) + 6) % 7 }

// HeightFor gives the height at a width.
func (m *Month) HeightFor(width float32) float32 { return m.lay(width, nil) }

// MinSize lets it be as narrow as anybody wants: whoever shows it asks Fits first.
func (m *Month) MinSize() fyne.Size {
	return fyne.NewSize(Ems(7), m.HeightFor(max(Ems(7), m.Size().Width)))
}

// TypedRune has no use for letters.
func (m *Month) TypedRune(rune) {}

// TypedKey moves, and opens the day.
func (m *Month) TypedKey(ev *fyne.KeyEvent) {
	if to, moves := stepFrom(m.at, m.Today, ev.Name); moves {
		m.Go(to)
		return
	}
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.open()
	default:
		HandOn(m, ev)
	}
}

func (m *Month) open() {
	if m.Open != nil {
		m.Open(m.at)
	}
}

// Tapped goes to the day below the pointer and opens it.
func (m *Month) Tapped(ev *fyne.PointEvent) {
	for _, c := range m.cells {
		p, s := c.ground.Position(), c.ground.Size()
		if ev.Position.X >= p.X && ev.Position.X <= p.X+s.Width && ev.Position.Y >= p.Y && ev.Position.Y <= p.Y+s.Height {
			m.Go(c.on)
			m.open()
			return
		}
	}
}

// FocusGained shows the ring, and brings the day into view.
func (m *Month) FocusGained() {
	m.focus = true
	m.BaseWidget.Refresh()
	m.reveal()
}

// reveal brings the day the keyboard is on into view: all that falls on it, and if that is too much, its beginning.
func (m *Month) reveal() {
	if c := m.cell(m.at); c != nil {
		words := c.words()
		m.page.Reveal(words[len(words)-1])
		m.page.Reveal(c.number)
	}
}

// FocusLost hides the ring.
func (m *Month) FocusLost() {
	m.focus = false
	m.BaseWidget.Refresh()
}

// AccessibilityLabel says the day the keyboard is on, and what falls on it.
func (m *Month) AccessibilityLabel() string {
	words := m.at.Long()
	if m.Says != nil {
		words = m.Says(m.at)
	}
	return Say("Month, one day: {{.Words}}", "Words", words)
}

// Name is what the keyboard finds it by again.
func (m *Month) Name() string { return Say("Month, one day") }

// AccessibilityRole is a button: Enter opens the day.
func (m *Month) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func (m *Month) setPage(page *Page) { m.page = page }

// CreateRenderer is Fyne's.
func (m *Month) CreateRenderer() fyne.WidgetRenderer {
	r := &monthRenderer{month: m, ring: canvas.NewRectangle(color.Transparent)}
	r.Refresh()
	return r
}

type monthRenderer struct {
	month   *Month
	ring    *canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *monthRenderer) Destroy()                     {}
func (r *monthRenderer) MinSize() fyne.Size           { return r.month.MinSize() }
func (r *monthRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *monthRenderer) Layout(size fyne.Size) {
	r.month.lay(size.Width, func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	})
	if c := r.month.cell(r.month.at); c != nil {
		r.ring.Move(c.ground.Position().Subtract(fyne.NewPos(1, 1)))
		r.ring.Resize(c.ground.Size().Add(fyne.NewSize(2, 2)))
	}
}

// Refresh colours everything for the theme, and puts the ring where the keyboard is.
func (r *monthRenderer) Refresh() {
	m := r.month
	r.objects = r.objects[:0:0]
	for _, c := range m.cells {
		c.ground.FillColor, c.ground.StrokeColor, c.ground.StrokeWidth, c.ground.CornerRadius = colour(OnCard), colour(LineThin), 1, Steps(0.75)
		if c.shade {
			c.ground.FillColor = colour(OnRest)
		}
		if c.isToday {
			c.ground.StrokeColor, c.ground.StrokeWidth = colour(InkMain), 2
		}
		r.objects = append(r.objects, c.ground)
		for i, w := range c.washes {
			w.FillColor, w.CornerRadius = colour(c.tones[i].ground()), Steps(0.5)
			r.objects = append(r.objects, w)
		}
	}
	r.objects = append(r.objects, m.Kids()...)
	r.ring.StrokeColor, r.ring.StrokeWidth, r.ring.CornerRadius, r.ring.FillColor = colour(LineFocus), 2.5, Steps(0.75), color.Transparent
	r.ring.Hidden = !m.focus
	r.objects = append(r.objects, r.ring)
	r.Layout(m.Size())
	canvas.Refresh(m)
}
