package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
)

// This file is what the window says of papers that are held back: on a paper's own page, and on the bundle's.

// heldField asks whether the Tribunal may see a paper, and if not, why.
type heldField struct {
	choose *part.Choices
	reason *part.Entry
	means  *part.Text // what the choice means
	why    *part.Field
	field  *part.Field
	page   func() *part.Page
}

// newHeldField shows a paper's mark. One that this version does not know is shown as without prejudice, and kept where nobody chooses anew.
func newHeldField(d casefile.Document, page func() *part.Page) *heldField {
	var words []string
	for _, p := range casefile.Privileges() {
		words = append(words, say(p.Title()))
	}
	h := &heldField{choose: part.NewChoices(words...), reason: part.NewEntry(say("Why it is held back")), means: part.Quiet(""), page: page}
	h.why = part.NewField(say("Why it is held back"), h.reason, say("Such as: “Without prejudice” stands on page 1. The bundle's report shows it to you, and nobody else."))
	h.field = part.NewField(say("May the Tribunal see it?"), part.Stack(0.75, h.choose, h.means), say("A paper held back never goes into a bundle."))
	h.show(d)
	h.choose.OnChange = func(int) { h.explain() }
	return h
}

// show shows the mark of a paper.
func (h *heldField) show(d casefile.Document) {
	at := slices.Index(casefile.Privileges(), d.Privilege)
	if at < 0 {
		at = 1
	}
	h.choose.Choose(at)
	h.reason.SetText(d.Reason)
	h.explain()
}

// explain says what the choice means, and asks for a reason where the paper is held back.
func (h *heldField) explain() {
	p := h.chosen()
	h.means.Say(say(p.Explain()))
	h.why.Hidden = p == casefile.PrivilegeOpen
	if page := h.page(); page != nil {
		page.Reflow()
	}
}

func (h *heldField) chosen() casefile.Privilege { return casefile.Privileges()[h.choose.Chosen()] }

// read gives the mark and the reason as they stand in the fields.
func (h *heldField) read() (casefile.Privilege, string) {
	if h.chosen() == casefile.PrivilegeOpen {
		return casefile.PrivilegeOpen, ""
	}
	return h.chosen(), trim(h.reason.Text)
}

// heldCard says why a paper is held back; nil for one that is open.
func (p *paperPage) heldCard() *part.Card {
	why := p.u.book.held[p.doc.ID]
	if why == "" {
		return nil
	}
	return part.NewCard(say("Held back from the Tribunal"), part.Body(say(why)))
}

// showMark shows a mark that was set meanwhile, unless another was chosen here.
func (p *paperPage) showMark(now casefile.Document) {
	mark, reason := p.held.read()
	if (now.Privilege != p.doc.Privilege || now.Reason != p.doc.Reason) && mark == p.was.Privilege && reason == p.was.Reason {
		p.held.show(now)
		p.was.Privilege, p.was.Reason = p.held.read()
	}
}

// opens tells whether an edit opens a paper that is held back.
func (p *paperPage) opens(e paperEdit) bool {
	return e.Privilege == casefile.PrivilegeOpen && p.was.Privilege != casefile.PrivilegeOpen
}

// askToOpen asks once before a paper that is held back may be shown.
func (p *paperPage) askToOpen(edit paperEdit) {
	p.u.ask(say("Are you sure that the Tribunal may see this paper?"),
		[]string{p.doc.Title, say(p.u.book.held[p.doc.ID]), say(p.doc.Privilege.Explain()), say("What was sent once cannot be taken back. If you are not sure, ask an adviser first.")},
		answer{words: say("Yes, open it"), do: func() { p.keep(edit) }}, answer{words: say("No, keep it held back"), main: true})
}

// heldLines lists the papers of the saved bundle that are held back by now, as its report does.
func (b *bundleScreen) heldLines() []bundle.Line {
	var lines []bundle.Line
	for _, have := range b.u.book.bundles {
		if have.ID != b.bundle.ID {
			continue
		}
		for _, s := range have.Sections {
			for _, id := range s.Documents {
				_, _, in := placeOf(b.bundle, id)
				if d, ok := b.u.book.document(id); ok && !in && b.u.book.held[id] != "" {
					lines = append(lines, bundle.Line{Title: d.Title, Note: b.u.book.held[id]})
				}
			}
		}
	}
	return lines
}

// heldWords says how much is held back, and that it stays out.
func (b *bundleScreen) heldWords() string {
	held := len(b.heldPapers())
	if held == 0 {
		return say("Nothing is held back.")
	}
	return count(held, "paper is held back. It stays out.", "papers are held back. They stay out.")
}

// heldPapers are the papers of the child and of the family that are held back.
func (b *bundleScreen) heldPapers() []casefile.Document {
	var held []casefile.Document
	for _, d := range b.u.book.documents {
		if of(d.Child, b.child) && b.u.book.held[d.ID] != "" {
			held = append(held, d)
		}
	}
	return held
}

// heldList shows what is held back and why; a paper opens when it is pressed.
func (b *bundleScreen) heldList() *part.Card {
	var rows []fyne.CanvasObject
	for _, d := range b.heldPapers() {
		face := part.Stack(0.25, part.Strong(d.Title), part.Quiet(say(b.u.book.held[d.ID])))
		rows = append(rows, part.Row(face, d.Title+", "+say("held back")+", "+say("Look at it"), func() { b.u.openPaper(d.ID) }))
	}
	return part.NewCard(say("Held back"), part.Rows(rows...))
}
