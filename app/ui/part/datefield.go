package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"ehccasefile/deadlines"
)

// DateField takes a day as people write it, shows below which day it understood, and has a calendar: by the button, or by
// the Down key in the field, for which Tab passes over the button. It may be left empty.
type DateField struct {
	*Box
	Entry    *Entry
	OnChange func()
	today    deadlines.Date
	open     *Press
	below    *Text
	empty    string // said while nothing is written
	remark   func(deadlines.Date) string
	page     *Page
	pop      *widget.PopUp
}

// NewDateField gives an empty field that counts from today. While it is empty it says the words of empty below.
func NewDateField(label, empty string, today deadlines.Date) *DateField {
	d := &DateField{Entry: NewEntry(label), today: today, below: Quiet(empty), empty: empty}
	d.Entry.SetPlaceHolder(Say("5 Jan, yesterday"))
	d.open = Button("Calendar (Down)", Outline, d.ShowCalendar)
	d.open.passed = true // Down in the field opens it too, and a form is shorter by a Tab for each of its dates
	d.Box = bareBox(stack{0.5}, newBox(field{}, []fyne.CanvasObject{d.Entry, d.open}), d.below)
	d.ExtendBaseWidget(d)
	d.Entry.OnChanged = func(string) { d.understood() }
	d.Entry.Keys = d.key
	d.Entry.kind, d.Entry.below = "Date field", func() string { return belowWords(d.below) }
	d.open.Words = Say("Calendar for {{.Field}}", "Field", label)
	d.below.Hidden = empty == ""
	return d
}

// field gives the entry what the button leaves, and the button goes below where the entry would be too narrow.
type field struct{}

func (field) least(kids []fyne.CanvasObject) float32 { return max(Ems(8), widest(kids)) }

func (field) place(kids []fyne.CanvasObject, width float32, at put) float32 {
	own, gap := natural(kids[1], width), max(Steps(1), 2*Ring()+3) // both rings fit between
	if width-own-gap < Ems(8) {
		first := HeightFor(kids[0], width)
		at.at(kids[0], 0, 0, width, first)
		own = min(own, width)
		second := HeightFor(kids[1], own)
		at.at(kids[1], 0, first+gap, own, second)
		return first + gap + second
	}
	height := max(kids[0].MinSize().Height, HeightFor(kids[1], own))
	at.at(kids[0], 0, 0, width-own-gap, height)
	at.at(kids[1], width-own, 0, own, height)
	return height
}

// Remark adds a sentence about the day that was understood.
func (d *DateField) Remark(about func(deadlines.Date) string) { d.remark = about }

// Date gives the day written: the zero date where the field is empty, and what is wrong where it is no day.
func (d *DateField) Date() (deadlines.Date, error) { return ParseWhen(d.Entry.Text, d.today) }

// SetDate writes a day into the field.
func (d *DateField) SetDate(day deadlines.Date) {
	if day.IsZero() {
		d.Entry.SetText("")
		return
	}
	d.Entry.SetText(plain(day))
}

// understood shows which day the words mean, or why they mean none.
func (d *DateField) understood() {
	day, err := d.Date()
	words, ink := d.empty, InkQuiet
	switch {
	case err != nil:
		words, ink = "▲ "+err.Error(), InkLate
	case !day.IsZero():
		words = day.Long()
		if d.remark != nil {
			words += " · " + d.remark(day)
		}
	}
	d.below.Ink = ink
	d.below.Hidden = words == ""
	d.below.Say(words)
	d.page.Reflow()
	if d.OnChange != nil {
		d.OnChange()
	}
}

// Wrong says what is wrong with the day; an empty sentence shows again what was understood.
func (d *DateField) Wrong(sentence string) {
	if sentence == "" {
		d.understood()
		return
	}
	d.below.Ink, d.below.Hidden = InkLate, false
	d.below.Say("▲ " + sentence)
	d.page.Reflow()
}

// First is what the keyboard begins with: the field.
func (d *DateField) First() fyne.Focusable { return d.Entry }

func (d *DateField) key(ev *fyne.KeyEvent) bool {
	if ev.Name != fyne.KeyDown {
		return false
	}
	d.ShowCalendar()
	return true
}

// ShowCalendar opens the calendar at the day written, or at today.
func (d *DateField) ShowCalendar() {
	canvas := fyne.CurrentApp().Driver().CanvasForObject(d.Entry)
	if canvas == nil {
		return
	}
	start, err := d.Date()
	if err != nil || start.IsZero() {
		start = d.today
	}
	cal := NewCalendar(start, d.today, func(day deadlines.Date) {
		d.closeCalendar(canvas)
		if !day.IsZero() {
			d.SetDate(day)
		}
	})
	d.pop = widget.NewPopUp(cal, canvas)
	d.pop.ShowAtPosition(roomFor(canvas, d.Entry, d.pop.MinSize()))
	canvas.Focus(cal)
}

// roomFor gives a place below o, or above it, where something of this size is seen whole.
func roomFor(canvas fyne.Canvas, o fyne.CanvasObject, size fyne.Size) fyne.Position {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	y := at.Y + o.Size().Height + 4
	if y+size.Height > canvas.Size().Height {
		y = max(0, min(at.Y-size.Height-4, canvas.Size().Height-size.Height))
	}
	return fyne.NewPos(max(0, min(at.X, canvas.Size().Width-size.Width)), y)
}

func (d *DateField) closeCalendar(canvas fyne.Canvas) {
	d.pop.Hide()
	d.pop = nil
	canvas.Focus(d.Entry)
}

func (d *DateField) setPage(page *Page) { d.page = page }
