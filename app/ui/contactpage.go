package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// contactPage shows one person, organisation or name: how to reach them, what they promised, what was said, and papers from them.
type contactPage struct {
	u    *UI
	id   casefile.ID
	name string // finds a name that stands in the log alone
	page *part.Page
	main *part.Press
	more map[string]bool // the cards that show all their rows
}

func newContactPage(u *UI, id casefile.ID, name string) view {
	return &contactPage{u: u, id: id, name: name, page: part.NewPage(), more: map[string]bool{}}
}

func (p *contactPage) Content() fyne.CanvasObject { return p.page }
func (p *contactPage) Close()                     {}
func (p *contactPage) Focus() fyne.Focusable      { return p.main }

// Refresh draws it from the book.
func (p *contactPage) Refresh() {
	c, ok := p.u.book.contact(p.id, p.name)
	if !ok {
		p.main = part.Button(say("Back to everybody"), part.Main, func() { p.u.Go("people") })
		p.page.Set(pageHead(p.u, say("Nobody of this name is here any more"), say("Ctrl+U brings back what was last deleted.")), part.Line(1, p.main))
		return
	}
	p.name = c.name
	left := part.Stack(2)
	for _, card := range []*part.Card{p.reach(c), p.promises(c), p.colleagues(c)} {
		if card != nil {
			left.Add(card)
		}
	}
	right := part.Stack(2, p.entries(c))
	if card := p.papers(c); card != nil {
		right.Add(card)
	}
	p.page.Set(pageHead(p.u, shorten(c.name, 120), p.u.book.about(c)), part.Line(1.5, p.buttons(c)...), part.Columns(17, 1, left, right))
}

// buttons are what can be done with them.
func (p *contactPage) buttons(c contact) []fyne.CanvasObject {
	u := p.u
	log := part.Button(say("Log something with them"), part.Main, func() { u.quickLogTo(c.name, p.child(c)) })
	p.main = log
	join := part.Button(say("Same as somebody else…"), part.Outline, func() { u.open(func(u *UI) view { return newJoinPage(u, c) }) })
	if c.id == "" {
		keep := part.Button(say("Keep their details"), part.Outline, func() {
			u.open(func(u *UI) view { return newPersonForm(u, casefile.Person{Name: c.name}) })
		})
		return []fyne.CanvasObject{log, keep, join}
	}
	if a, ok := u.book.authority(c.id); ok {
		change := part.Button(say("Change it"), part.Outline, func() { u.open(func(u *UI) view { return newOrgForm(u, a) }) })
		remove := part.Button(say("Remove"), part.Outline, func() { p.removeOrg(a) })
		return []fyne.CanvasObject{log, change, remove}
	}
	person, _ := u.book.person(c.id)
	change := part.Button(say("Change it"), part.Outline, func() { u.open(func(u *UI) view { return newPersonForm(u, person) }) })
	remove := part.Button(say("Remove"), part.Outline, func() { p.remove(person) })
	return []fyne.CanvasObject{log, change, join, remove}
}

// child is whose case the next entry with them is about: as theirs was the last time.
func (p *contactPage) child(c contact) casefile.CaseID {
	if p.u.child == "" && len(c.entries) > 0 {
		return p.u.book.entries[c.entries[0]].Child
	}
	return p.u.child
}

// reach says how to reach them, each with a button that copies it; nil where nothing is known and nothing can be.
func (p *contactPage) reach(c contact) *part.Card {
	var rows []fyne.CanvasObject
	add := func(what, words, copied string) {
		if words == "" {
			return
		}
		copies := part.Button(say("Copy"), part.Outline, func() {
			p.u.app.Clipboard().SetContent(words)
			p.u.status.say(copied)
		})
		copies.Words = say("Copy {{.What}}: {{.Words}}", "What", lowerFirst(what), "Words", words)
		rows = append(rows, part.Beside(part.Stack(0.25, part.Quiet(what), part.Body(words)), copies))
	}
	note, also := "", []string(nil)
	if a, ok := p.u.book.authority(c.id); ok {
		add(say("E-mail"), a.Email, say("The e-mail address is copied."))
		add(say("Phone"), a.Phone, say("The phone number is copied."))
		add(say("Address"), a.Address, say("The address is copied."))
	}
	if who, ok := p.u.book.person(c.id); ok {
		note, also = who.Note, who.Also
		add(say("E-mail"), who.Email, say("The e-mail address is copied."))
		add(say("Phone"), who.Phone, say("The phone number is copied."))
		a, _ := p.u.book.authority(who.Authority)
		add(say("Address"), firstOf(who.Address, a.Address), say("The address is copied."))
	}
	if note != "" {
		rows = append(rows, part.Stack(0.25, part.Quiet(say("Your note")), part.Body(note)))
	}
	if len(also) > 0 {
		rows = append(rows, part.Stack(0.25, part.Quiet(say("Also written as")), part.Body(strings.Join(also, ", "))))
	}
	if len(rows) == 0 {
		rows = append(rows, part.Body(say("No phone number, e-mail or address is written down.")).In(part.InkQuiet))
	}
	return part.NewCard(say("How to reach them"), part.Stack(1.25, withRules(rows)...))
}

// promises lists what they promised: what is late, what is awaited, then what was kept. nil where there is none.
func (p *contactPage) promises(c contact) *part.Card {
	var made []casefile.Entry
	for _, i := range c.entries {
		if e := p.u.book.entries[i]; of(e.Child, p.u.child) && (e.Promised != "" || e.Awaits) {
			made = append(made, e)
		}
	}
	if len(made) == 0 {
		return nil
	}
	slices.SortStableFunc(made, func(a, b casefile.Entry) int { return p.u.promiseOrder(a) - p.u.promiseOrder(b) })
	var rows []fyne.CanvasObject
	for _, e := range made {
		tone, chip := p.u.promiseChip(e)
		what := firstOf(e.Promised, say("An answer to you"))
		face := part.Beside(part.Stack(0.25, part.Body(upper(shorten(what, 160))), part.Quiet(say("Said on {{.Day}}", "Day", dayMonthYear(e.On)))), part.NewChip(tone, chip))
		rows = append(rows, part.Row(face, what+", "+chip, func() { p.u.openEntry(e.ID) }))
	}
	return p.card(say("What they promised"), rows)
}

// promiseOrder puts what is late first, then what is awaited, then the rest.
func (u *UI) promiseOrder(e casefile.Entry) int {
	switch {
	case u.broken(e):
		return 0
	case awaited(e):
		return 1
	}
	return 2
}

// entries lists what was said with them, newest first.
func (p *contactPage) entries(c contact) *part.Card {
	var rows []fyne.CanvasObject
	all := 0
	for _, i := range c.entries {
		e := p.u.book.entries[i]
		if !of(e.Child, p.u.child) {
			continue
		}
		if all++; all > fewRows {
			continue
		}
		face := part.Stack(0.25, part.Strong(dayName(e.On, p.u.today())+" · "+say(e.Kind.Title())), part.Body(shorten(firstOf(e.Said, e.Promised), 300)).AtMost(2))
		rows = append(rows, part.Row(face, e.On.Long()+", "+say(e.Kind.Title()), func() { p.u.openEntry(e.ID) }))
	}
	title := say("In the log")
	if len(rows) == 0 {
		return part.NewCard(title, part.Body(say("Nothing is in the log with them yet.")).In(part.InkQuiet))
	}
	card := part.NewCard(title, part.Rows(rows...))
	if all > fewRows {
		card.Add(part.Line(1, part.Button(say("Show all {{.N}} in the log", "N", all), part.Outline, func() { p.u.showLogWith(c.name) })))
	}
	return card
}

// mostOnCard is how many rows a card ever shows: Documents and the log have them all.
const mostOnCard = 50

// papers lists what they wrote, newest first; nil where there is none.
func (p *contactPage) papers(c contact) *part.Card {
	var docs []casefile.Document
	for _, id := range c.papers {
		if d, ok := p.u.book.document(id); ok && of(d.Child, p.u.child) {
			docs = append(docs, d)
		}
	}
	if len(docs) == 0 {
		return nil
	}
	sortPapers(docs)
	var rows []fyne.CanvasObject
	for _, d := range docs {
		about := say(d.Kind.Title())
		if !d.On.IsZero() {
			about = dayMonthYear(d.On) + " · " + about
		}
		face := fyne.CanvasObject(part.Stack(0.25, part.Body(shorten(d.Title, 160)), part.Quiet(about)))
		if p.u.book.held[d.ID] != "" {
			face = part.Beside(face, part.NewChip(part.Note, say("held back")))
		}
		rows = append(rows, part.Row(face, d.Title, func() { p.u.openPaper(d.ID) }))
	}
	return p.card(say("Papers from them"), rows)
}

// colleagues lists who works for an organisation; nil for people, and where nobody does.
func (p *contactPage) colleagues(c contact) *part.Card {
	var rows []fyne.CanvasObject
	for _, o := range p.u.book.contacts {
		if who, ok := p.u.book.person(o.id); c.org && ok && who.Authority == c.id {
			rows = append(rows, part.Row(part.Stack(0.25, part.Body(who.Name), part.Quiet(upper(who.Role))), who.Name, func() { p.u.openContact(o) }))
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return p.card(say("Who works there"), rows)
}

// card shows a few rows, and offers the others.
func (p *contactPage) card(title string, rows []fyne.CanvasObject) *part.Card {
	all := len(rows)
	rows = rows[:min(all, mostOnCard)]
	if len(rows) <= fewRows+1 || p.more[title] {
		return part.NewCard(title, part.Rows(rows...))
	}
	more := part.Button(say("Show {{.N}} more", "N", len(rows)-fewRows), part.Outline, func() {
		p.more[title] = true
		p.Refresh()
	})
	return part.NewCard(title, part.Rows(rows[:fewRows]...), part.Line(1, more))
}

// remove removes a person; what was logged with them stays.
func (p *contactPage) remove(who casefile.Person) {
	name := shorten(who.Name, 60)
	p.u.remove(func(tx *casefile.Tx) error { return casefile.Delete[casefile.Person](tx, who.ID) },
		func(tx *casefile.Tx) error { _, err := casefile.Put(tx, who); return err },
		say("Removed: {{.Name}}. What is in the log stays.", "Name", name), say("Back again: {{.Name}}.", "Name", name), nil)
	p.u.back()
}

// removeOrg removes an organisation, unless somebody works there or it decides about a child.
func (p *contactPage) removeOrg(a casefile.Authority) {
	name := shorten(a.Name, 60)
	for _, c := range p.u.book.children {
		if c.Authority == a.ID {
			p.u.ask(say("{{.Name}} stays", "Name", name), []string{say("It is the council that decides for {{.Child}}. Choose another council there first: Case, Child and appeal details.", "Child", shorten(c.Name, 40))}, answer{words: say("Close this"), main: true})
			return
		}
	}
	for _, who := range p.u.book.people {
		if who.Authority == a.ID {
			p.u.ask(say("{{.Name}} stays", "Name", name), []string{say("{{.Person}} works there. Say first where they work now, or remove them.", "Person", shorten(who.Name, 40))}, answer{words: say("Close this"), main: true})
			return
		}
	}
	p.u.remove(func(tx *casefile.Tx) error { return casefile.Delete[casefile.Authority](tx, a.ID) },
		func(tx *casefile.Tx) error { _, err := casefile.Put(tx, a); return err },
		say("Removed: {{.Name}}. What is in the log stays.", "Name", name), say("Back again: {{.Name}}.", "Name", name), nil)
	p.u.back()
}
