package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/timeline"
	"ehccasefile/deadlines"
)

// daysPage lists what the log and the papers hold of some days: what a bar of the timeline stands for.
type daysPage struct {
	u       *UI
	span    timeline.Span
	content *part.ListPage
	head    *part.Page
	list    *rowList
	empty   *part.Page
	things  []thing
}

// thing is a log entry or a paper.
type thing struct {
	on    deadlines.Date
	entry *casefile.Entry
	paper *casefile.Document
}

func newDaysPage(span timeline.Span) func(*UI) view {
	return func(u *UI) view {
		p := &daysPage{u: u, span: span, head: part.NewPage(pageHead(u, say("Log and papers"), u.spanWords(span)))}
		p.list = newRowList(func() int { return len(p.things) }, newEntryRow, func(i int, r *entryRow) { p.show(r, p.things[i]) }, p.open)
		p.empty = part.NewPage(part.NewCard("", part.Body(say("Nothing in the log is of these days, and no paper has such a date.")),
			part.Line(1, part.Button(say("Log what happened (Ctrl+L)"), part.Main, u.quickLog))))
		p.content = part.NewListPage(p.head, container.NewStack(p.list, p.empty), p.list)
		return p
	}
}

func (p *daysPage) Content() fyne.CanvasObject { return p.content }
func (p *daysPage) Close()                     {}

// Focus puts the keyboard in the list.
func (p *daysPage) Focus() fyne.Focusable {
	if len(p.things) == 0 {
		return nil
	}
	return p.list
}

// Refresh lists them, the oldest first.
func (p *daysPage) Refresh() {
	p.things = nil
	b := p.u.book
	for i := range b.entries {
		if e := &b.entries[i]; of(e.Child, p.u.child) && p.span.Holds(e.On) {
			p.things = append(p.things, thing{on: e.On, entry: e})
		}
	}
	for i := range b.documents {
		if d := &b.documents[i]; of(d.Child, p.u.child) && p.span.Holds(d.On) {
			p.things = append(p.things, thing{on: d.On, paper: d})
		}
	}
	slices.SortStableFunc(p.things, func(a, b thing) int { return a.on.Compare(b.on) })
	p.list.Hidden, p.empty.Hidden = len(p.things) == 0, len(p.things) > 0
	p.list.UnselectAll()
	p.list.Refresh()
	p.content.Refresh()
}

func (p *daysPage) show(r *entryRow, t thing) {
	if t.entry != nil {
		r.show(p.u, *t.entry)
		return
	}
	r.when.Say(rowDate(t.paper.On, p.u.today()))
	r.with.Set(part.Span{Words: shorten(t.paper.Title, 80), Bold: true}, part.Span{Words: " · " + say("Paper"), Ink: part.InkQuiet})
	r.said.Say(say(t.paper.Kind.Title()))
	r.chip.Hidden = true
	r.chip.Set(part.Note, "")
	r.all.Refresh()
}

func (p *daysPage) open(i int) {
	p.list.UnselectAll()
	if t := p.things[i]; t.entry != nil {
		p.u.openEntry(t.entry.ID)
	} else {
		p.u.openPaper(t.paper.ID)
	}
}
