package part

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"ehccasefile/deadlines"
)

// Calendar shows one month, Monday first. Arrows move by a day and a week, Page Up and Page Down by a month, Home goes to
// today, Enter chooses, Escape leaves without. A click on a day chooses it; one on ‹ or › turns the month.
type Calendar struct {
	widget.BaseWidget
	chosen func(deadlines.Date)
	at     deadlines.Date // the day the keyboard is on
	today  deadlines.Date
}

// NewCalendar gives a calendar open at a day; chosen is called once, with the zero date when it was left.
func NewCalendar(at, today deadlines.Date, chosen func(deadlines.Date)) *Calendar {
	c := &Calendar{at: at, today: today, chosen: chosen}
	c.ExtendBaseWidget(c)
	return c
}

// FocusGained is Fyne's.
func (c *Calendar) FocusGained() { c.Refresh() }

// FocusLost is Fyne's.
func (c *Calendar) FocusLost() {}

// TypedRune has no use for letters.
func (c *Calendar) TypedRune(rune) {}

// stepFrom gives the day that a key goes to among days, from the day the keyboard is on: arrows by a day and a week, the page keys by a month,
// Home to today. False for any other key.
func stepFrom(at, today deadlines.Date, key fyne.KeyName) (to deadlines.Date, moves bool) {
	switch key {
	case fyne.KeyLeft:
		return at.AddDays(-1), true
	case fyne.KeyRight:
		return at.AddDays(1), true
	case fyne.KeyUp:
		return at.AddDays(-7), true
	case fyne.KeyDown:
		return at.AddDays(7), true
	case fyne.KeyPageUp:
		return at.AddMonths(-1), true
	case fyne.KeyPageDown:
		return at.AddMonths(1), true
	case fyne.KeyHome:
		return today, true
	}
	return at, false
}

// TypedKey moves and chooses.
func (c *Calendar) TypedKey(ev *fyne.KeyEvent) {
	if to, moves := stepFrom(c.at, c.today, ev.Name); moves {
		c.moveTo(to)
		return
	}
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.chosen(c.at)
	case fyne.KeyEscape:
		c.chosen(deadlines.Date{})
	}
}

// AcceptsTab keeps Tab inside: the calendar is left by choosing or by Escape.
func (c *Calendar) AcceptsTab() bool { return true }

func (c *Calendar) moveTo(d deadlines.Date) {
	c.at = d
	c.Refresh()
}

// Tapped chooses the day below the pointer, or turns the month.
func (c *Calendar) Tapped(ev *fyne.PointEvent) {
	cell := c.cell()
	column, row := int(ev.Position.X/cell.Width), int(ev.Position.Y/cell.Height)
	switch {
	case row == 0 && column == 0:
		c.moveTo(c.at.AddMonths(-1))
	case row == 0 && column == 6:
		c.moveTo(c.at.AddMonths(1))
	case row >= 2 && column < 7:
		if d := c.first().AddDays((row-2)*7 + column); d.Month == c.at.Month {
			c.chosen(d)
		}
	}
}

// first is the Monday on or before the first of the month shown.
func (c *Calendar) first() deadlines.Date {
	first := deadlines.On(c.at.Year, c.at.Month, 1)
	return first.AddDays(-((int(first.Weekday()) + 6) % 7))
}

func (c *Calendar) cell() fyne.Size { return fyne.NewSize(Ems(2.6), Ems(2.1)) }

// MinSize is seven days by a heading, the days' names, and six weeks.
func (c *Calendar) MinSize() fyne.Size {
	cell := c.cell()
	return fyne.NewSize(7*cell.Width, 8*cell.Height+Ems(2))
}

// CreateRenderer is Fyne's.
func (c *Calendar) CreateRenderer() fyne.WidgetRenderer {
	r := &calendarRenderer{calendar: c}
	r.draw()
	return r
}

type calendarRenderer struct {
	calendar *Calendar
	objects  []fyne.CanvasObject
}

func (r *calendarRenderer) Destroy()                     {}
func (r *calendarRenderer) Layout(fyne.Size)             {}
func (r *calendarRenderer) MinSize() fyne.Size           { return r.calendar.MinSize() }
func (r *calendarRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *calendarRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.calendar)
}

func (r *calendarRenderer) draw() {
	c, cell := r.calendar, r.calendar.cell()
	r.objects = nil
	r.text("‹", 0, 0, true, InkMain)
	r.text("›", 6, 0, true, InkMain)
	r.across(c.at.Month.String()+" "+strconv.Itoa(c.at.Year), 0, SizeBody, InkPlain)
	for i, name := range []string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"} {
		r.text(name, i, 1, false, InkQuiet)
	}
	for i := range 42 {
		r.day(c.first().AddDays(i), i%7, 2+i/7)
	}
	r.across("Arrows, then Enter. Esc leaves.", 8*cell.Height, SizeQuiet, InkQuiet)
}

func (r *calendarRenderer) day(d deadlines.Date, column, row int) {
	c, cell := r.calendar, r.calendar.cell()
	if d.Month != c.at.Month {
		return
	}
	ink := InkPlain
	if d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
		ink = InkQuiet
	}
	if d == c.at || d == c.today {
		box := canvas.NewRectangle(colour(inkNothing))
		box.CornerRadius, box.StrokeWidth, box.StrokeColor = Steps(1), thick(1.5), colour(InkMain)
		if d == c.at {
			box.FillColor, ink = colour(InkMain), InkOnMain
		}
		box.Move(fyne.NewPos(float32(column)*cell.Width+2, float32(row)*cell.Height+2))
		box.Resize(cell.Subtract(fyne.NewSize(4, 4)))
		r.objects = append(r.objects, box)
	}
	r.text(strconv.Itoa(d.Day), column, row, d == c.today, ink)
}

// text writes in the middle of a cell.
func (r *calendarRenderer) text(words string, column, row int, bold bool, ink fyne.ThemeColorName) {
	cell := r.calendar.cell()
	t := r.write(words, SizeBody, bold, ink)
	t.Move(fyne.NewPos(float32(column)*cell.Width, float32(row)*cell.Height+(cell.Height-t.MinSize().Height)/2))
	t.Resize(fyne.NewSize(cell.Width, t.MinSize().Height))
}

// across writes in the middle of the whole width.
func (r *calendarRenderer) across(words string, y float32, size fyne.ThemeSizeName, ink fyne.ThemeColorName) {
	t := r.write(words, size, size == SizeBody, ink)
	t.Move(fyne.NewPos(0, y+Ems(0.4)))
	t.Resize(fyne.NewSize(r.calendar.MinSize().Width, t.MinSize().Height))
}

func (r *calendarRenderer) write(words string, size fyne.ThemeSizeName, bold bool, ink fyne.ThemeColorName) *canvas.Text {
	t := canvas.NewText(words, colour(ink))
	t.TextSize, t.TextStyle, t.Alignment = theme.Size(size), fyne.TextStyle{Bold: bold}, fyne.TextAlignCenter
	r.objects = append(r.objects, t)
	return t
}
