package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// newEvent writes down that something with a date happened; kind and child may be known already.
func (u *UI) newEvent(kind string, child casefile.CaseID) {
	if len(u.book.children) == 0 {
		u.open(newChildPage)
		return
	}
	if child == "" {
		child = u.child
	}
	event := casefile.Event{Head: casefile.Head{Child: child}, Kind: kind}
	if kind == "" {
		u.open(func(u *UI) view { return newKindPage(u, event) })
		return
	}
	u.openEvent(event)
}

// openEvent asks for the date of an event of which some things are known already.
func (u *UI) openEvent(event casefile.Event) {
	u.open(func(u *UI) view { return newEventForm(u, event) })
}

// editEvent changes one that was written down.
func (u *UI) editEvent(id casefile.ID) {
	if e, ok := u.book.event(id); ok {
		u.openEvent(e)
	}
}

// kindPage asks in plain words what happened.
type kindPage struct {
	u      *UI
	event  casefile.Event
	group  string // the heading whose kinds are shown; "" where the headings are
	page   *part.Page
	filter *part.Entry
	waited *part.Card // what would meet a deadline that still matters
	rows   *part.Card

	firstKind string // the first row's, which Enter takes; "" where nothing's title fits
}

func newKindPage(u *UI, event casefile.Event) view { return newGroupPage(u, event, "") }

// newGroupPage shows the kinds that stand under one heading, or the headings.
func newGroupPage(u *UI, event casefile.Event, group string) view {
	k := &kindPage{u: u, event: event, group: group, filter: part.NewEntry(say("Find words")), waited: part.NewCard(""), rows: part.NewCard("")}
	k.filter.SetPlaceHolder(say("Find words: plan, appeal"))
	k.filter.OnChanged = func(string) { k.Refresh() }
	k.filter.OnSubmitted = func(string) { k.takeFirst() }
	k.page = part.NewPage(pageHead(u, say("What happened?"), say("Choose what fits best; Enter takes the first line found. Then comes its date.")), k.filter, k.waited, k.rows)
	return k
}

func (k *kindPage) Content() fyne.CanvasObject { return k.page }
func (k *kindPage) Close()                     {}
func (k *kindPage) Focus() fyne.Focusable      { return k.filter }

// Refresh lists what is waited for, then the headings, or the kinds of one; or all kinds that hold every word of the filter.
func (k *kindPage) Refresh() {
	words := strings.Fields(strings.ToLower(k.filter.Text))
	k.firstKind = ""
	k.showWaited(len(words) == 0 && k.group == "")
	switch {
	case len(words) > 0:
		k.rows.Set(part.Heading(say("What fits these words")), part.Rows(k.found(words)...))
	case k.group != "":
		k.rows.Set(part.Heading(say(k.group)), part.Rows(k.under(k.group)...))
	default:
		k.rows.Set(part.Heading(say("Everything that can start or end a date")), part.Rows(k.headings()...))
	}
	k.page.Reflow()
}

// found gives the kinds that hold every word: those whose title does first, then those that only explain it so.
func (k *kindPage) found(words []string) []fyne.CanvasObject {
	var rows, explained []fyne.CanvasObject
	for _, kind := range k.u.pack.Facts() {
		switch {
		case holds(strings.ToLower(say(kind.Title)), words):
			rows = append(rows, k.row(kind))
			if k.firstKind == "" {
				k.firstKind = kind.ID
			}
		case holds(strings.ToLower(say(kind.Title)+" "+say(kind.Help)), words):
			explained = append(explained, k.row(kind))
		}
	}
	if rows = append(rows, explained...); len(rows) == 0 {
		rows = append(rows, part.Body(say("Nothing fits these words. If it starts or ends no date, it belongs in the log: Ctrl+L.")))
	}
	return rows
}

// under gives the kinds of one heading.
func (k *kindPage) under(group string) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, kind := range k.u.pack.Facts() {
		if kind.Group == group {
			rows = append(rows, k.row(kind))
		}
	}
	return rows
}

// headings gives a row for each heading, in the order of a case.
func (k *kindPage) headings() []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	seen := map[string]bool{}
	for _, kind := range k.u.pack.Facts() {
		if group := kind.Group; !seen[group] {
			seen[group] = true
			rows = append(rows, part.Row(part.Body(say(group)), say(group), func() {
				k.u.replace(func(u *UI) view { return newGroupPage(u, k.event, group) })
			}))
		}
	}
	return rows
}

// showWaited lists what would meet a deadline that still matters.
func (k *kindPage) showWaited(show bool) {
	var waited []fyne.CanvasObject
	for _, kind := range k.u.pack.Facts() {
		if show && k.waits(kind.ID) {
			waited = append(waited, k.row(kind))
		}
	}
	k.waited.Hidden = len(waited) == 0
	k.waited.Set(append([]fyne.CanvasObject{part.Heading(say("What comes next"))}, part.Rows(waited...))...)
}

func (k *kindPage) row(kind deadlines.FactKind) fyne.CanvasObject {
	return part.Row(part.Body(say(kind.Title)), say(kind.Title), func() { k.choose(kind.ID) })
}

// waits tells whether a deadline that still matters would be met by this kind of fact.
func (k *kindPage) waits(kind string) bool {
	for _, d := range k.u.dues() {
		switch d.State(k.u.today()) {
		case deadlines.Late, deadlines.Today, deadlines.Soon, deadlines.Later:
			if slices.ContainsFunc(d.Rule.Met, func(met string) bool { return plainKind(met) == kind }) {
				return true
			}
		}
	}
	return false
}

// plainKind gives the kind of fact of a rule's words for one: "decision-sent of review-meeting" is a decision-sent.
func plainKind(words string) string {
	kind, _, _ := strings.Cut(words, " of ")
	return kind
}

// takeFirst takes the first line once something was typed that finds it.
func (k *kindPage) takeFirst() {
	if trim(k.filter.Text) != "" && k.firstKind != "" {
		k.choose(k.firstKind)
	}
}

// choose puts the form for the date in this page's place.
func (k *kindPage) choose(kind string) {
	event := k.event
	event.Kind = kind
	k.u.replace(func(u *UI) view { return newEventForm(u, event) })
}

func paperTitles(u *UI) []string {
	var titles []string
	for _, d := range u.book.documents {
		titles = append(titles, d.Title)
	}
	return titles
}

func paperTitled(u *UI, title string) (casefile.ID, bool) {
	for _, d := range u.book.documents {
		if strings.EqualFold(d.Title, title) {
			return d.ID, true
		}
	}
	return "", false
}

// eventsPage lists the dates that were written down, newest first; each opens to be changed or deleted.
type eventsPage struct {
	u    *UI
	page *part.Page
}

func newEventsPage(u *UI) view { return &eventsPage{u: u, page: part.NewPage()} }

func (p *eventsPage) Content() fyne.CanvasObject { return p.page }
func (p *eventsPage) Close()                     {}

// Refresh lists them.
func (p *eventsPage) Refresh() {
	var rows []fyne.CanvasObject
	for _, e := range slices.Backward(p.u.book.events) {
		if !of(e.Child, p.u.child) {
			continue
		}
		title, about := p.u.factTitle(e.Kind), e.Note
		if d, ok := p.u.book.document(e.Document); ok {
			about = strings.TrimSpace(say("Paper: {{.Title}}", "Title", shorten(d.Title, 80)) + " " + e.Note)
		}
		if name := p.u.book.childName(e.Child); len(p.u.book.children) > 1 && name != "" {
			title = shorten(name, 24) + ": " + lowerFirst(title)
		}
		words := part.Stack(0.25, part.Strong(title))
		if how := howSent(e.Sent); how != "" {
			about = strings.TrimSpace(how + " " + about)
		}
		if about != "" {
			words.Add(part.Quiet(about))
		}
		rows = append(rows, part.Row(part.Led(10.5, part.Body(rowDate(e.Day(), deadlines.Date{})), words), title+", "+e.Day().Long(), func() { p.u.editEvent(e.ID) }))
	}
	if len(rows) == 0 {
		rows = append(rows, part.Body(say("No date is written down yet.")))
	}
	add := part.Button(say("Something with a date happened (Ctrl+D)"), part.Main, func() { p.u.newEvent("", "") })
	p.page.Set(pageHead(p.u, say("Dates that were written down"), say("Everything else is worked out from these. Press one to change it.")), part.Line(1, add), part.NewCard("", part.Rows(rows...)))
}
