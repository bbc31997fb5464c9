package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// today is the screen that says what to do next, what is due, who is late, and who has gone quiet.
type today struct {
	u    *UI
	page *part.Page
	more map[string]int // how many more rows than a few a card shows, by its title
}

func newToday(u *UI) view { return &today{u: u, page: part.NewPage(), more: map[string]int{}} }

func (t *today) Content() fyne.CanvasObject { return t.page }
func (t *today) Close()                     {}

// fewRows is how many rows a card shows before it offers the others.
const fewRows = 5

// moreRows is how many it shows more at each press: thousands at once would make the window wait.
const moreRows = 50

// Refresh draws it from the book.
func (t *today) Refresh() {
	b := t.u.book
	kids := []fyne.CanvasObject{
		part.Stack(0.75, part.Title(t.u.today().Long()), part.Body(t.standing()).In(part.InkQuiet)),
		t.nextStep(),
	}
	if begun := t.u.draftCard(); begun != nil {
		kids = append(kids, begun)
	}
	if len(b.children) > 0 && (len(b.events) > 0 || len(t.u.goneQuiet()) > 0) {
		kids = append(kids, t.others()...)
	}
	written := part.Button(say("Dates written down (Ctrl+E)"), part.Outline, func() { t.u.open(newEventsPage) })
	all := part.Button(say("Every date that follows ({{.Keys}})", "Keys", screenKeys("deadlines")), part.Outline, func() { t.u.Go("deadlines") })
	ways := part.Line(1.5, written, all)
	if len(b.children) == 0 || len(b.events) > 0 { // where nothing is written down yet, the step above has this button
		ways = part.Line(1.5, part.Button(say("Something with a date happened (Ctrl+D)"), part.Outline, func() { t.u.newEvent("", "") }), written, all)
	}
	t.page.Set(append(kids, ways)...)
}

// standing says in a line how each child's case stands: the running appeal, or the last thing that happened.
func (t *today) standing() string {
	var words []string
	more := 0
	for _, c := range t.u.book.children {
		switch {
		case !of(c.ID, t.u.child):
		case len(words) == mostStanding:
			more++ // whoever helps many families finds each through the chooser
		default:
			words = append(words, shorten(c.Name, 40)+": "+t.childStanding(c))
		}
	}
	if more > 0 {
		words = append(words, say("and {{.N}} more", "N", more))
	}
	return strings.Join(words, " · ")
}

// mostStanding is for how many children Today says in a line how things stand.
const mostStanding = 4

func (t *today) childStanding(c casefile.Child) string {
	for _, a := range t.u.book.appeals {
		if a.Child == c.ID && a.Running() {
			return say("an appeal is running ({{.About}})", "About", lowerFirst(a.Type.Title()))
		}
	}
	var last casefile.Event
	for _, e := range t.u.book.events {
		if e.Child == c.ID && !e.Day().After(t.u.today()) && e.Kind != kindTermStarts && e.Kind != kindTermEnds {
			last = e
		}
	}
	if last.ID == "" {
		return say("no date written down yet")
	}
	return say("{{.What}}, {{.Day}}", "What", lowerFirst(t.u.factTitle(last.Kind)), "Day", last.Day().Short())
}

// nextStep is the card with the one thing that comes first.
func (t *today) nextStep() fyne.CanvasObject {
	s := t.u.nextStep()
	kids := []fyne.CanvasObject{part.Quiet(say("Your next step")), part.Lead(s.do)}
	if s.detail != "" {
		kids = append(kids, part.Body(s.detail).In(part.InkQuiet))
	}
	var buttons []fyne.CanvasObject
	for i, b := range s.buttons {
		look := part.Outline
		if i == 0 {
			look = part.Main
		}
		buttons = append(buttons, part.Button(b.words, look, b.do))
	}
	words := part.Stack(0.75, kids...)
	card := part.NewCard("", part.Beside(words, buttons...))
	card.Accent = true
	return card
}

// others are the cards below the next step.
func (t *today) others() []fyne.CanvasObject {
	late, own, coming := t.split()
	lateCard := t.card(say("Late, and not by you"), say("Nobody is late."), rows(late, t.u.lateSayRow))
	quiet := t.card(say("Gone quiet"), say("No promise has passed its date, and no answer is overdue."), t.quietRows())
	kids := []fyne.CanvasObject{part.Columns(19, 1, lateCard, quiet)}
	kids = append(kids, t.card(say("Coming up"), say("No date is coming up."), rows(coming, t.u.dueRow)))
	if since := t.sinceCard(); since != nil {
		kids = append(kids, since)
	}
	if len(own) > 0 {
		kids = append(kids, t.card(say("Dates of your own that have passed"), "", rows(own, t.u.lateRow)))
	}
	return kids
}

// split sorts what still matters: late by others, late by the family, and to come.
func (t *today) split() (late, own, coming []due) {
	for _, d := range t.u.dues() {
		switch d.State(t.u.today()) {
		case deadlines.Late:
			if d.Rule.Who == "parent" {
				own = append(own, d)
			} else {
				late = append(late, d)
			}
		case deadlines.Today, deadlines.Soon, deadlines.Later:
			coming = append(coming, d)
		}
	}
	return late, own, coming
}

// rowMaker makes one row of a card. Rows that are not shown are not made: a large case has thousands of them.
type rowMaker func() fyne.CanvasObject

// card shows rows, a few at first; or says that there are none.
func (t *today) card(title, none string, rows []rowMaker) *part.Card {
	if len(rows) == 0 {
		return part.NewCard(title, part.Body(none).In(part.InkQuiet))
	}
	shown := fewRows + t.more[title]
	if len(rows) <= shown+1 {
		return part.NewCard(title, part.Rows(drawn(rows)...))
	}
	hidden := len(rows) - shown
	words := say("Show {{.N}} more", "N", hidden)
	if hidden > moreRows+1 {
		words = say("Show {{.N}} more of {{.All}}", "N", moreRows, "All", len(rows))
	}
	more := part.Button(words, part.Outline, func() {
		t.more[title] += moreRows
		t.Refresh()
	})
	return part.NewCard(title, part.Rows(drawn(rows[:shown])...), part.Line(1, more))
}

func drawn(rows []rowMaker) (out []fyne.CanvasObject) {
	for _, r := range rows {
		out = append(out, r())
	}
	return out
}

func rows(dues []due, one func(due) fyne.CanvasObject) (out []rowMaker) {
	for _, d := range dues {
		out = append(out, func() fyne.CanvasObject { return one(d) })
	}
	return out
}

// dues gives the deadlines of the children shown.
func (u *UI) dues() []due {
	var out []due
	for _, d := range u.book.dues {
		if of(d.child, u.child) {
			out = append(out, d)
		}
	}
	return out
}

// factTitle says a kind of fact in words; one that this version does not know stands for itself.
func (u *UI) factTitle(kind string) string {
	if u.pack != nil {
		if k, ok := u.pack.Fact(kind); ok {
			return say(k.Title)
		}
	}
	return kind
}
