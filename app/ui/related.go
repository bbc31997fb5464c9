package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/intake"
)

// This file is what a paper's page says of other papers: what it came with, what came with it, what it looks like. It also offers how a printed
// chain of e-mails goes into a bundle.

// relations is what was found beside the window.
type relations struct {
	p     *paperPage
	alike []intake.Alike
	chain *part.Choices // of a printed chain of e-mails: each message once, or the pages as printed; nil for every other paper
	once  int           // the pages that show each message once; 0 where that is not known
}

// findOut looks for papers that look like this one, and whether it is a printed chain of e-mails.
func (r *relations) findOut() {
	p, u := r.p, r.p.u
	file, doc := u.file, p.doc
	if doc.Once > 0 {
		r.once = doc.Once
		r.offerChain()
	}
	background(u, p.ctx, func(context.Context) ([]intake.Alike, error) {
		return intake.LooksLike(file, doc.ID)
	}, func(found []intake.Alike, err error) {
		if err == nil && len(found)+len(r.alike) > 0 { // where it could not be looked, nothing is said
			r.alike = found
			p.redraw()
		}
	})
}

// offerChain makes the choice of how a chain goes into a bundle.
func (r *relations) offerChain() {
	p, once := r.p, say("Each message once")
	if r.once > 0 {
		once = say("Each message once ({{.Pages}})", "Pages", count(r.once, "page", "pages"))
	}
	squeezed := p.squeezed()
	r.chain = part.NewChoices(once, say("The pages as printed ({{.Pages}})", "Pages", count(p.doc.Pages, "page", "pages")))
	if !squeezed {
		r.chain.Choose(1)
	}
	r.chain.OnChange = func(int) {
		p.shown = 0
		p.redraw()
		p.load()
	}
}

// chainField asks how a chain goes into a bundle; nil for every other paper.
func (r *relations) chainField() fyne.CanvasObject {
	if r.chain == nil {
		return nil
	}
	return part.NewField(say("In a bundle show"), r.chain, say("This is a printed chain of e-mails. The original stays whole either way."))
}

// squeezed tells how a chain is to be shown, as it stands in the field.
func (p *paperPage) squeezed() bool {
	if p.other.chain == nil {
		return p.doc.Squeezed
	}
	return p.other.chain.Chosen() == 0
}

// asShown is the paper with what is chosen about how it looks.
func (p *paperPage) asShown() casefile.Document {
	doc := p.doc
	if doc.Squeezed = p.squeezed(); doc.Squeezed && p.other.once > 0 {
		doc.Pages = p.other.once
	}
	return doc
}

// card names the papers this one has to do with; nil where there are none.
func (r *relations) card() *part.Card {
	u := r.p.u
	var rows []fyne.CanvasObject
	add := func(words string, id casefile.ID) {
		if _, ok := u.book.document(id); ok {
			rows = append(rows, part.Row(part.Beside(part.Body(words), part.NewText(part.SizeBody, part.Span{Words: say("Open it"), Bold: true}).In(part.InkMain).OneLine()), say("Open it")+": "+words, func() { u.openPaper(id) }))
		}
	}
	if of, ok := u.book.document(r.p.doc.Within); ok {
		words := say("Came with: {{.Title}}", "Title", of.Title)
		if r.p.doc.TakenFrom > 0 {
			words = say("Taken out of: {{.Title}}, from page {{.N}} of the PDF", "Title", of.Title, "N", r.p.doc.TakenFrom)
		}
		add(words, of.ID)
	}
	for _, d := range u.book.documents {
		if d.Within == r.p.doc.ID {
			words := say("Came with it: {{.Title}}", "Title", d.Title)
			if d.TakenFrom > 0 {
				words = say("Taken out of it: {{.Title}}", "Title", d.Title)
			}
			add(words, d.ID)
		}
	}
	for _, a := range r.alike {
		add(say(a.Say), casefile.ID(a.Other))
	}
	if thread := intake.SameThread(u.book.documents, r.p.doc); thread != nil {
		words := say("{{.N}} e-mails have this subject. Put together in one paper, each message stands once, and what they quote is folded.", "N", len(thread))
		rows = append(rows, part.Beside(part.Body(words), part.Button(say("Put them together"), part.Outline, func() { u.gather(thread) })))
	}
	if split := r.splitRow(); split != nil {
		rows = append(rows, split)
	}
	if len(rows) == 0 {
		return nil
	}
	return part.NewCard(say("Papers that belong to it, or look like it"), part.Rows(rows...))
}

// gather puts e-mails of one conversation together in a paper of its own, has it read, and opens it.
func (u *UI) gather(thread []casefile.Document) {
	file := u.file
	var ids []casefile.ID
	for _, d := range thread {
		ids = append(ids, d.ID)
	}
	background(u, u.reading.scope(), func(ctx context.Context) (casefile.Document, error) {
		return intake.Gather(ctx, file, ids)
	}, func(d casefile.Document, err error) {
		if u.file != file {
			return
		}
		if err != nil {
			u.fail(say("The e-mails could not be put together."), err)
			return
		}
		u.reload(func() { u.openPaper(d.ID) })
		u.reading.begin()
	})
}
