package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// openEntry shows one entry of the log whole.
func (u *UI) openEntry(id casefile.ID) {
	u.open(func(u *UI) view { return &entryPage{u: u, id: id, page: part.NewPage()} })
}

// editEntry opens the form on an entry.
func (u *UI) editEntry(id casefile.ID) {
	if e, ok := u.book.entry(id); ok {
		u.open(func(u *UI) view { return newQuickForm(u, e) })
	}
}

type entryPage struct {
	u    *UI
	id   casefile.ID
	page *part.Page
	edit *part.Press
}

func (p *entryPage) Content() fyne.CanvasObject { return p.page }
func (p *entryPage) Close()                     {}
func (p *entryPage) Focus() fyne.Focusable      { return p.edit }

func (p *entryPage) entry() (casefile.Entry, bool) { return p.u.book.entry(p.id) }

// Refresh draws the entry as it is now.
func (p *entryPage) Refresh() {
	e, ok := p.entry()
	p.edit = part.Button(say("Change it"), part.Main, func() { p.u.editEntry(p.id) })
	if !ok {
		p.edit.Allow(false)
		p.page.Set(pageHead(p.u, say("This entry was deleted"), say("Ctrl+U brings back what was last deleted.")))
		return
	}
	kids := []fyne.CanvasObject{pageHead(p.u, say(e.Kind.Title()), p.when(e))}
	kids = append(kids, p.what(e))
	if e.Promised != "" {
		kids = append(kids, p.promise(e))
	}
	if e.Awaits {
		kids = append(kids, p.answer(e))
	}
	if who := p.who(e); who != nil {
		kids = append(kids, who)
	}
	if len(e.Documents) > 0 {
		kids = append(kids, p.papers(e))
	}
	remove := part.Button(say("Delete it"), part.Outline, func() { p.askDelete(e) })
	confirm := part.Button(say("Write a note to confirm it"), part.Outline, func() { p.u.open(func(u *UI) view { return newConfirmPage(u, e) }) })
	confirm.Hidden = !confirms(e.Kind)
	p.page.Set(append(kids, part.Line(1.5, p.edit, confirm, remove))...)
}

func (p *entryPage) when(e casefile.Entry) string {
	words := e.On.Long()
	if e.At != "" {
		words += ", " + e.At
	}
	if name := p.u.book.childName(e.Child); name != "" {
		words += " · " + shorten(name, 60)
	}
	return words
}

func (p *entryPage) what(e casefile.Entry) *part.Card {
	card := part.NewCard(e.With)
	said := e.Said
	if said == "" {
		said = say("Nothing more was written.")
	}
	kids := []fyne.CanvasObject{part.Body(said)}
	if e.With != "" {
		kids = append([]fyne.CanvasObject{part.Heading(e.With)}, kids...)
	}
	card.Set(kids...)
	return card
}

func (p *entryPage) promise(e casefile.Entry) *part.Card {
	alone := e
	alone.Awaits = false // which its own card says
	tone, words := p.u.promiseChip(alone)
	by := say("No day was named.")
	if !e.PromisedBy.IsZero() {
		by = say("By {{.Day}}.", "Day", e.PromisedBy.Long())
	}
	kids := []fyne.CanvasObject{part.Beside(part.Stack(0.25, part.Body(e.Promised), part.Quiet(by)), part.NewChip(tone, words))}
	if e.PromiseKept.IsZero() {
		kept := part.Button(say("It has come: the promise is kept"), part.Outline, func() { p.keepPromise(e, p.u.today()) })
		kids = append(kids, part.Line(1, kept))
	} else {
		not := part.Button(say("It was not kept after all"), part.Outline, func() { p.keepPromise(e, deadlines.Date{}) })
		kids = append(kids, part.Quiet(say("Kept on {{.Day}}.", "Day", e.PromiseKept.Long())), part.Line(1, not))
	}
	return part.NewCard(say("What was promised"), kids...)
}

// keepPromise notes the day a promise was kept, or that it was not.
func (p *entryPage) keepPromise(e casefile.Entry, on deadlines.Date) {
	e.PromiseKept = on
	if !on.IsZero() && on.Before(e.On) {
		e.PromiseKept = e.On
	}
	p.u.change(func(tx *casefile.Tx) error {
		_, err := casefile.Put(tx, e)
		return err
	}, nil)
}

func (p *entryPage) papers(e casefile.Entry) *part.Card {
	var rows []fyne.CanvasObject
	for _, id := range e.Documents {
		d, ok := p.u.book.document(id)
		if !ok {
			rows = append(rows, part.Body(say("A paper that is no longer in the case file")))
			continue
		}
		face := fyne.CanvasObject(part.Body(d.Title))
		if p.u.book.held[id] != "" {
			face = part.Beside(face, part.NewChip(part.Note, say("held back")))
		}
		rows = append(rows, part.Row(face, d.Title, func() { p.u.openPaper(id) }))
	}
	return part.NewCard(say("Papers"), part.Rows(rows...))
}

// answer says how long a reply has been waited for, and takes down that it came.
func (p *entryPage) answer(e casefile.Entry) *part.Card {
	title := say("The reply you asked for")
	if !e.Answered.IsZero() {
		not := part.Button(say("It has not come after all"), part.Outline, func() { p.answered(e, deadlines.Date{}) })
		return part.NewCard(title, part.Beside(part.Body(say("It came on {{.Day}}.", "Day", e.Answered.Long())), part.NewChip(part.Done, say("answered"))), part.Line(1, not))
	}
	tone, words := p.u.waitChip(e.On.DaysTo(p.u.today()))
	came := part.Button(say("The reply came"), part.Outline, func() { p.answered(e, p.u.today()) })
	return part.NewCard(title, part.Beside(part.Body(say("Asked for on {{.Day}}.", "Day", e.On.Long())), part.NewChip(tone, words)), part.Line(1, came))
}

// answered notes the day a reply came, or that it did not.
func (p *entryPage) answered(e casefile.Entry, on deadlines.Date) {
	e.Answered = on
	if !on.IsZero() && on.Before(e.On) {
		e.Answered = e.On
	}
	p.u.change(func(tx *casefile.Tx) error {
		_, err := casefile.Put(tx, e)
		return err
	}, nil)
}

// who leads to those the entry was with; nil where nobody of them is known.
func (p *entryPage) who(e casefile.Entry) *part.Card {
	ids := append(p.u.book.names.find(e.With), e.People...)
	slices.Sort(ids)
	var rows []fyne.CanvasObject
	for _, id := range slices.Compact(ids) {
		if c, ok := p.u.book.contact(id, ""); ok {
			rows = append(rows, part.Row(part.Stack(0.25, part.Body(c.name), part.Quiet(p.u.book.about(c))), c.name, func() { p.u.openContact(c) }))
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return part.NewCard(say("Who that was"), part.Rows(rows...))
}

func (p *entryPage) askDelete(e casefile.Entry) {
	p.u.ask(say("Delete this entry?"),
		[]string{say("{{.Kind}}, {{.Day}}. The papers that came with it stay. Ctrl+U brings it back until something else is deleted or the case file is closed.", "Kind", e.Kind.Title(), "Day", e.On.Long())},
		answer{words: say("Delete it"), do: func() { p.delete(e) }}, answer{words: say("Keep it"), main: true})
}

func (p *entryPage) delete(e casefile.Entry) {
	p.u.remove(func(tx *casefile.Tx) error { return casefile.Delete[casefile.Entry](tx, e.ID) },
		func(tx *casefile.Tx) error { _, err := casefile.Put(tx, e); return err },
		say("The entry was deleted."), say("The entry is back."), nil)
	p.u.back()
}
