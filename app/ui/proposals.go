package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/intake"
	"ehccasefile/deadlines"
)

// This file is the card of a paper's page that says what was read in it. Nothing is taken by itself: each proposal goes into its field, or opens
// the form for a date, only when it is pressed.

// proposals is what a paper seems to be, and what was done about it.
type proposals struct {
	p     *paperPage
	guess intake.Proposal
	ready bool
	all   bool // every fact is shown, not only the first few
	uses  []*part.Press
}

// fewFacts are shown at once; a registration letter may name a dozen.
const fewFacts = 3

// findOut reads the paper's words beside the window, and shows what they say.
func (s *proposals) findOut() {
	p, u := s.p, s.p.u
	file, doc, today := u.file, p.doc, u.today()
	background(u, p.ctx, func(context.Context) (intake.Proposal, error) {
		var pages []string
		err := file.View(func(tx *casefile.Tx) error {
			if text, err := casefile.TextOf(tx, doc.ID); err == nil {
				pages = text.Pages
			}
			return nil
		})
		return intake.Guess(doc.Name, pages, today), err
	}, func(g intake.Proposal, err error) {
		s.guess, s.ready = g, err == nil // a file that cannot be read is told by the page itself
		p.redraw()
	})
}

// card shows the proposals; nil where there is none.
func (s *proposals) card() *part.Card {
	s.uses = nil
	if !s.ready || s.p.doc.Unread() {
		return nil
	}
	rows := append(s.facts(), s.details()...)
	for _, note := range s.guess.Notes {
		rows = append(rows, part.Quiet(say(note)))
	}
	if len(rows) == 0 {
		return nil
	}
	return part.NewCard(say("What the program read in it"), part.Quiet(say("Look before you use it. Nothing is kept until you save.")), part.Stack(1.25, withRules(rows)...))
}

// details are the proposals that differ from what stands in the fields.
func (s *proposals) details() (rows []fyne.CanvasObject) {
	p, g := s.p, s.guess
	if p.doc.Type.Mail() { // its head says it all, and was taken when it was read
		return nil
	}
	on, err := p.on.Date()
	if g.Title.Found() && g.Title.Text != "" && g.Title.Text != trim(p.title.Text) {
		rows = append(rows, s.row(say("Title"), g.Title.Text, g.Title.Clue, func() { p.title.SetText(g.Title.Text) }))
	}
	switch {
	case g.On.Found() && g.On.Day.IsZero():
		rows = append(rows, part.Quiet(say(g.On.Say)))
	case g.On.Found() && (err != nil || on != g.On.Day):
		rows = append(rows, s.row(say("Date on the paper"), g.On.Day.Long(), g.On.Clue, func() { p.on.SetDate(g.On.Day) }))
	}
	if g.Author.Found() && g.Author.Text != "" && g.Author.Text != trim(p.author.Text) {
		rows = append(rows, s.row(say("Who wrote it"), g.Author.Text, g.Author.Clue, func() { p.author.SetText(g.Author.Text) }))
	}
	kind := slices.Index(casefile.DocumentKinds(), g.Kind.Kind)
	if g.Kind.Found() && kind >= 0 && kind != p.kind.Chosen() {
		rows = append(rows, s.row(say("What sort of paper"), say(g.Kind.Kind.Title()), g.Kind.Clue, func() { p.kind.Choose(kind) }))
	}
	return rows
}

// row is one proposal with the sentence it came from and a button that puts it into its field.
func (s *proposals) row(what, value string, clue intake.Clue, use func()) fyne.CanvasObject {
	at := len(s.uses)
	button := part.Button(say("Use it"), part.Outline, func() {
		use()
		s.p.redraw()
		s.focus(at)
		s.p.u.status.say(say("{{.What}}: it stands in its field now. Save keeps it.", "What", what))
	})
	button.Words = say("Use it") + ": " + what + ", " + value
	s.uses = append(s.uses, button)
	return part.Beside(part.Stack(0.25, part.Strong(what+": "+value), clueText(clue)), button)
}

// clueText says where a proposal was read, and how sure it is.
func clueText(clue intake.Clue) *part.Text {
	return part.Quiet(say(clue.Say) + " " + sentence(say(clue.Sure.Title())))
}

// focus puts the keyboard on the next proposal, or on the title where none is left.
func (s *proposals) focus(at int) {
	if len(s.uses) == 0 {
		s.p.u.win.Canvas().Focus(s.p.title)
		return
	}
	s.p.u.win.Canvas().Focus(s.uses[min(at, len(s.uses)-1)])
}

// facts are the dates that may start or end a clock, the first few or all.
func (s *proposals) facts() (rows []fyne.CanvasObject) {
	facts := s.guess.Facts
	if !s.all && len(facts) > fewFacts+1 {
		facts = facts[:fewFacts]
	}
	for _, f := range facts {
		rows = append(rows, s.fact(f))
	}
	if left := len(s.guess.Facts) - len(facts); left > 0 {
		rows = append(rows, part.Line(1, part.Button(say("Show {{.Dates}}", "Dates", count(left, "more date", "more dates")), part.Outline, func() {
			s.all = true
			s.p.redraw()
			s.p.u.win.Canvas().Focus(s.uses[min(len(s.uses)-1, fewFacts)])
		})))
	}
	return rows
}

// fact is one dated fact with its sentence, and the way to write it down, or to what is written down already.
func (s *proposals) fact(f intake.ProposedFact) fyne.CanvasObject {
	title := s.factTitle(f)
	words := part.Stack(0.25, part.Strong(title), clueText(f.Clue))
	if e, ok := s.writtenDown(f); ok {
		look := part.Button(say("Look at it"), part.Outline, func() { s.p.u.editEvent(e.ID) })
		look.Words = say("Look at it") + ": " + title
		s.uses = append(s.uses, look)
		return part.Beside(words, part.NewChip(part.Done, say("already written down")), look)
	}
	button := part.Button(say("Write it down…"), part.Outline, func() { s.writeDown(f) })
	button.Words = say("Write it down…") + " " + title
	s.uses = append(s.uses, button)
	return part.Beside(words, button)
}

func (s *proposals) factTitle(f intake.ProposedFact) string {
	title := say("A day, and it is not plain for what")
	if f.Kind != "" {
		title = s.p.u.factTitle(f.Kind)
	}
	switch {
	case !f.On.IsZero():
		return title + ", " + f.On.Long()
	case !f.Dated.IsZero():
		return say("{{.What}}: the letter is dated {{.Day}}", "What", title, "Day", f.Dated.Long())
	}
	return title
}

// child is the child of a fact that the paper shows.
func (s *proposals) child() casefile.CaseID {
	if s.p.doc.Child == "" {
		return s.p.u.onlyChild()
	}
	return s.p.doc.Child
}

// writtenDown finds the event that says the same, on the same day.
func (s *proposals) writtenDown(f intake.ProposedFact) (casefile.Event, bool) {
	same := func(day, seen deadlines.Date) bool { return !seen.IsZero() && day == seen }
	for _, e := range s.p.u.book.eventsOf(s.child()) {
		if f.Kind != "" && e.Kind != f.Kind {
			continue
		}
		if same(e.On, f.On) || same(e.Dated, f.Dated) || same(e.On, f.Dated) {
			return e, true
		}
	}
	return casefile.Event{}, false
}

// writeDown opens the form for the fact, or asks first what it is.
func (s *proposals) writeDown(f intake.ProposedFact) {
	u := s.p.u
	e := casefile.Event{Head: casefile.Head{Child: s.child()}, Kind: f.Kind, On: f.On, Dated: f.Dated, Document: s.p.doc.ID}
	switch {
	case len(u.book.children) == 0:
		u.open(newChildPage)
	case f.Kind == "":
		u.open(func(u *UI) view { return newKindPage(u, e) })
	default:
		u.openEvent(e)
	}
}
