package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/deadlines"
)

// otherDay is the case as it stands on another day than today: "view as of". It is only ever looked at; nothing that is kept changes by it.
// A nil one is today.
type otherDay struct {
	day  deadlines.Date
	from *book // the book it was worked out from
	seen *book // the same, as on that day
}

// on gives the book as it stands on another day. What happened between that day and today had not begun anything then, and counts as not
// done; everything else that is written down counts as it does today.
func (b *book) on(day deadlines.Date, pack *deadlines.Pack) *book {
	o := *b
	o.today, o.dues = day, nil
	o.workOut(pack)
	o.dues = slices.DeleteFunc(o.dues, func(d due) bool { return begunBetween(d, day, b.today) })
	return &o
}

// begunBetween tells whether a date was started by something that happened after one day and up to another. A date that is counted back
// from a day to come was there before that day.
func begunBetween(d due, day, today deadlines.Date) bool {
	if len(d.From) == 0 {
		return false
	}
	start := d.From[0].On
	return start.After(day) && !start.After(today) && (d.Due.IsZero() || d.Due.After(start))
}

// at gives the book as on that day, worked out anew where something has changed since; nil for today.
func (o *otherDay) at(u *UI) *book {
	if o == nil {
		return nil
	}
	if u.seeing == o { // it is in sight already
		return u.book
	}
	if o.from != u.book {
		o.from, o.seen = u.book, u.book.on(o.day, u.pack)
	}
	return o.seen
}

// asSeen draws with the case in sight as it stands on another day. The rows and buttons that are left behind work on the case as it is; only
// reasons that open from them are of that day too.
func (u *UI) asSeen(o *otherDay, draw func()) {
	b := o.at(u)
	if b == nil {
		draw()
		return
	}
	book, seeing := u.book, u.seeing
	u.book, u.seeing = b, o
	defer func() { u.book, u.seeing = book, seeing }()
	draw()
}

// band says that another day is looked at; nil for today. back (which may be nil) goes back to today.
func (o *otherDay) band(u *UI, back func()) fyne.CanvasObject {
	if o == nil {
		return nil
	}
	words := say("Seen from {{.Day}}. This is not today.", "Day", o.day.Long())
	more := say("Worked out from all that is written down. What is not done by then counts as not done.")
	if o.from != nil && o.day.Before(o.from.today) {
		more = say("Worked out from all that is written down. What happened after that day counts as not done yet.")
	}
	if back == nil {
		return part.NewBand(part.Soon, words, more)
	}
	return part.NewBand(part.Soon, words, more, part.Button(say("Back to today"), part.Main, back))
}

// asOfPage asks for the day to look at.
type asOfPage struct {
	form
	field *part.DateField
}

// askDay opens the page; taken gets the day, or the zero date for today.
func (u *UI) askDay(now deadlines.Date, taken func(deadlines.Date)) {
	u.open(func(u *UI) view {
		p := &asOfPage{form: form{u: u}, field: part.NewDateField(say("Day"), say("Empty means today: {{.Day}}", "Day", u.today().Long()), u.today())}
		p.field.SetDate(now)
		p.first = p.field.First()
		p.save = func() { p.take(taken) }
		p.field.Entry.OnSubmitted = func(string) { p.save() }
		show := part.Button(say("Show that day (Ctrl+Enter)"), part.Main, p.save)
		p.page = part.NewPage(
			pageHead(u, say("View as of another day"), say("See how every date stands on any day, past or to come. Nothing that you wrote down is changed by it.")),
			part.NewCard("", part.NewField(say("Which day?"), p.field, ""), part.Line(1.5, show)))
		return p
	})
}

func (p *asOfPage) take(taken func(deadlines.Date)) {
	day, err := p.field.Date()
	if err != nil {
		p.field.Wrong(err.Error())
		p.u.win.Canvas().Focus(p.first)
		return
	}
	p.u.back()
	if day == p.u.today() {
		day = deadlines.Date{}
	}
	taken(day)
}
