package ui

import (
	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// write opens the form for a fact about this very date: its rule, and the fact that started it.
func (w *whyPage) write(kind string) {
	e := casefile.Event{Head: casefile.Head{Child: w.due.child}, Kind: kind, Against: w.due.Rule.ID}
	if len(w.due.From) > 0 {
		e.Of = casefileID(w.due.From[0].ID)
	}
	w.u.openEvent(e)
}

// claims shows the exceptions that were claimed against the date; nil where there is none.
func (w *whyPage) claims() *part.Card {
	var rows []fyne.CanvasObject
	for _, c := range w.due.Claims {
		event, _ := w.u.book.event(casefileID(c.Fact.ID))
		day := say("Claimed on {{.Day}}.", "Day", event.Day().Long())
		face := part.Stack(0.5, part.Strong(upper(say(c.Exception.Title))), part.Quiet(day),
			w.told(say("What has to be shown"), c.Exception.Show), w.told(say("What to ask for"), c.Exception.Ask))
		rows = append(rows, part.Row(face, upper(say(c.Exception.Title))+". "+day, func() { w.u.editEvent(event.ID) }))
	}
	if len(rows) == 0 {
		return nil
	}
	words := say("It does not move the date. Whoever claims it has to show that it applies, and that it is why the time could not be kept.")
	return part.NewCard(say("An exception is claimed"), part.Body(words), part.Rows(rows...), part.Quiet(pressToChange(len(rows))))
}

// told is a sentence with a few words in bold that say what it is.
func (w *whyPage) told(what, sentence string) fyne.CanvasObject {
	return part.NewText(part.SizeBody, part.Span{Words: what + ": ", Bold: true}, part.Span{Words: say(sentence)})
}

// exceptions lists the grounds the law knows while none is claimed; pressing one writes the claim down. It is nil where there is none, or
// nothing is left to excuse.
func (w *whyPage) exceptions() *part.Card {
	d := w.due
	inTime := d.Met != nil && !d.Met.On.After(d.Due)
	if len(d.Rule.Exceptions) == 0 || len(d.Claims) > 0 || inTime || d.Ended != "" {
		return nil
	}
	var rows []fyne.CanvasObject
	for _, x := range d.Rule.Exceptions {
		title := upper(say(x.Title))
		face := part.Stack(0.5, part.Strong(title), part.Quiet(say(x.Show)), part.Quiet(say(x.Ask)))
		rows = append(rows, part.Row(face, say("{{.Ground}}: write down that it is claimed", "Ground", title), func() { w.write(x.ID) }))
	}
	words := say("These are the only grounds for missing this time. A claim does not move the date. Press one to write down that it was claimed.")
	return part.NewCard(say("If they say an exception applies"), part.Quiet(words), part.Rows(rows...))
}

// near shows the fixed date nearest to one that has none; nil where there is none.
func (w *whyPage) near() *part.Card {
	n := w.due.Near
	if n == nil || !w.due.Due.IsZero() {
		return nil
	}
	face := part.Stack(0.25, part.Strong(say(n.Rule.Title)), part.Body(n.Due.Long()))
	title := say("The nearest fixed date")
	for _, d := range w.u.book.dues {
		if d.child == w.due.child && d.Rule.ID == n.Rule.ID && d.Due == n.Due {
			return part.NewCard(title, part.Rows(part.Row(face, say(n.Rule.Title)+", "+n.Due.Long(), func() { w.u.whyOn(d, w.seen) })))
		}
	}
	return part.NewCard(title, face)
}

// noTerms asks for the dates of term where a date is counted in school days and they do not reach; nil for every other date.
func (w *whyPage) noTerms() *part.Card {
	if !w.due.NoTerms {
		return nil
	}
	starts := part.Button(say("Write down when a term starts"), part.Outline, func() { w.u.newEvent(kindTermStarts, w.due.child) })
	ends := part.Button(say("Write down when a term ends"), part.Outline, func() { w.u.newEvent(kindTermEnds, w.due.child) })
	return part.NewCard(say("The dates of term are missing"),
		part.Body(say("This is counted in school days, so the day can be given only once the terms are written down. The school's website shows them.")),
		part.Line(1.5, starts, ends))
}
