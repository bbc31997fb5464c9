package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/deadlines"
)

// openDay shows one day by itself: the dates that fall on it, what was promised for it, what is written down for it.
func (u *UI) openDay(day deadlines.Date, seen *otherDay) {
	u.open(func(u *UI) view { return &dayPage{u: u, day: day, seen: seen, page: part.NewPage()} })
}

type dayPage struct {
	u    *UI
	day  deadlines.Date
	seen *otherDay // nil for today
	page *part.Page
}

func (p *dayPage) Content() fyne.CanvasObject { return p.page }
func (p *dayPage) Close()                     {}

// Refresh draws the day from the book, as it stands on the day that is looked at.
func (p *dayPage) Refresh() { p.u.asSeen(p.seen, p.draw) }

func (p *dayPage) draw() {
	u := p.u
	kids := []fyne.CanvasObject{pageHead(u, p.day.Long(), upper(strings.Join(append([]string{p.away()}, u.restWords(p.day)...), " · ")))}
	if band := p.seen.band(u, nil); band != nil {
		kids = append(kids, band)
	}
	facts := u.fallsIn(firstOfMonth(p.day))[p.day]
	if len(facts.dues) > 0 {
		kids = append(kids, part.NewCard(say("Dates that fall on this day"), part.Rows(drawn(rows(facts.dues, u.dueRow))...)))
	}
	var promised, written []fyne.CanvasObject
	for _, e := range facts.promises {
		tone, words := u.promiseChip(e)
		face := part.Beside(part.Stack(0.25, part.Strong(shorten(e.Promised, 200)), part.Quiet(shorten(firstOf(e.With, say(e.Kind.Title())), 80))), part.NewChip(tone, words))
		promised = append(promised, part.Row(face, say("Promised: {{.What}}", "What", e.Promised), func() { u.openEntry(e.ID) }))
	}
	for _, e := range u.book.events { // on a day by itself, also those that are past
		if of(e.Child, u.child) && e.Day() == p.day {
			written = append(written, part.Row(part.Body(u.eventTitle(e)), u.eventTitle(e), func() { u.editEvent(e.ID) }))
		}
	}
	if len(promised) > 0 {
		kids = append(kids, part.NewCard(say("Promised for this day"), part.Rows(promised...)))
	}
	if len(written) > 0 {
		kids = append(kids, part.NewCard(say("Written down for this day"), part.Rows(written...)))
	}
	if len(facts.dues)+len(promised)+len(written) == 0 {
		kids = append(kids, part.NewCard("", part.Body(say("Nothing falls on this day."))))
	}
	p.page.Set(kids...)
}

// away says how far off the day is.
func (p *dayPage) away() string {
	switch n := p.u.today().DaysTo(p.day); {
	case n == -1:
		return say("yesterday")
	case n < 0:
		return say("{{.Days}} ago", "Days", days(-n))
	case n > 1:
		return say("in {{.Days}}", "Days", days(n))
	default:
		return daysLeft(n)
	}
}
