package ui

import (
	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// This file holds the pages that open from the bundle: under which heading, other words for a heading, and more papers.

// headingField is the choice of a section by its heading, or of a new one.
type headingField struct {
	titles []string
	pick   *part.Choices
	entry  *part.Entry
	field  *part.Field
}

func newHeadingField(b casefile.Bundle) *headingField {
	h := &headingField{entry: part.NewEntry(say("New heading"))}
	for _, s := range b.Sections {
		h.titles = append(h.titles, s.Title)
	}
	var words []string
	for _, t := range h.titles {
		words = append(words, shorten(t, 60))
	}
	h.pick = part.NewChoices(append(words, say("A new heading"))...)
	h.field = part.NewField(say("New heading"), h.entry, say("Such as: Reports from school."))
	h.pick.OnChange = func(int) { h.show() }
	h.show()
	return h
}

// choose begins with a heading.
func (h *headingField) choose(title string) {
	for i, t := range h.titles {
		if t == title {
			h.pick.Choose(i)
		}
	}
}

func (h *headingField) isNew() bool { return h.pick.Chosen() == len(h.titles) }

func (h *headingField) show() {
	h.field.Hidden = !h.isNew()
	h.field.Wrong("")
}

// read gives the heading chosen; false where a new one has no words yet, which is then said.
func (h *headingField) read() (string, bool) {
	if !h.isNew() {
		return h.titles[h.pick.Chosen()], true
	}
	words := trim(h.entry.Text)
	h.field.Wrong(sayIf(words == "", "Write the heading these papers should stand under."))
	return words, words != ""
}

// newHeadingPage moves a document under another heading.
func newHeadingPage(b *bundleScreen, doc casefile.Document) view {
	h := newHeadingField(b.bundle)
	if section, _, ok := placeOf(b.bundle, doc.ID); ok {
		h.choose(b.bundle.Sections[section].Title)
	}
	f := &form{u: b.u, first: h.pick.First()}
	f.save = func() {
		if title, ok := h.read(); ok {
			b.keep(putUnder(b.bundle, title, []casefile.ID{doc.ID}))
			b.u.back()
			b.focusOn(spot{doc: doc.ID})
		}
	}
	h.entry.OnSubmitted = func(string) { f.save() }
	f.page = part.NewPage(pageHead(b.u, say("Under which heading?"), doc.Title),
		part.NewCard("", h.pick, h.field, part.Line(1.5, part.Button(say("Put it there (Ctrl+Enter)"), part.Main, f.save))))
	return f
}

// newRenamePage gives a heading other words.
func newRenamePage(b *bundleScreen, title string) view {
	entry := part.NewEntry(say("Heading"))
	entry.SetText(title)
	entry.CursorColumn = len([]rune(title))
	field := part.NewField(say("Heading, as it stands in the index"), entry, say("Two headings with the same words become one."))
	f := &form{u: b.u, first: entry}
	f.save = func() {
		words := trim(entry.Text)
		field.Wrong(sayIf(words == "", "Write the heading these papers should stand under."))
		if words != "" {
			b.picked = spot{heading: words}
			b.keep(renameHeading(b.bundle, title, words))
			b.u.back()
			b.focusOn(spot{heading: words})
		}
	}
	entry.OnSubmitted = func(string) { f.save() }
	f.page = part.NewPage(pageHead(b.u, say("Rename the heading"), title), part.NewCard("", field, f.saveButtons()))
	return f
}

// addPage offers the documents that are not in the bundle.
type addPage struct {
	b     *bundleScreen
	page  *part.Page
	h     *headingField
	put   *part.Press
	docs  []casefile.Document
	rows  []*part.Press
	marks []*part.Chip
	in    map[casefile.ID]bool // those chosen to go in
}

// newAddPage opens with some documents chosen already, as far as they can be read.
func newAddPage(b *bundleScreen, chosen []casefile.ID) view {
	p := &addPage{b: b, h: newHeadingField(b.bundle), in: map[casefile.ID]bool{}, page: part.NewPage()}
	p.put = part.Button("", part.Main, p.Save)
	p.h.entry.OnSubmitted = func(string) { p.Save() }
	for _, id := range chosen {
		p.in[id] = true
	}
	return p
}

func (p *addPage) Content() fyne.CanvasObject { return p.page }
func (p *addPage) Close()                     {}

// Focus begins with the first paper.
func (p *addPage) Focus() fyne.Focusable {
	if len(p.rows) == 0 {
		return nil
	}
	return p.rows[0]
}

// Refresh lists the papers the case file holds now.
func (p *addPage) Refresh() {
	held := 0
	p.docs, held = p.b.others()
	p.rows, p.marks = nil, nil
	var list []fyne.CanvasObject
	for _, d := range p.docs {
		list = append(list, p.row(d))
	}
	cards := []fyne.CanvasObject{pageHead(p.b.u, say("Put in papers"), say("Press each paper that should go in, then say under which heading. The arrow keys go from one to the next."))}
	if len(list) == 0 {
		list = append(list, part.Body(say("Every paper that may go in is in the bundle already.")))
	}
	cards = append(cards, part.NewCard(say("Papers that are not in it"), part.Rows(list...)))
	if len(p.docs) > 0 {
		cards = append(cards, part.NewCard(say("Under which heading?"), p.h.pick, p.h.field, part.Line(1.5, p.put)))
	}
	if held > 0 {
		cards = append(cards, p.b.heldList())
	}
	p.page.Set(cards...)
	p.showChosen()
}

// row can be chosen and unchosen; the arrow keys go on to the next.
func (p *addPage) row(d casefile.Document) *part.Press {
	mark, at := part.NewChip(part.Done, say("chosen")), len(p.rows)
	r := part.Row(part.Beside(part.Stack(0.25, part.Strong(d.Title), part.Quiet(p.b.info(d))), mark), d.Title, func() {
		p.in[d.ID] = !p.in[d.ID]
		p.showChosen()
	})
	r.Kind = part.TickBox
	r.Keys = func(ev *fyne.KeyEvent) bool {
		to, ok := map[fyne.KeyName]int{fyne.KeyDown: at + 1, fyne.KeyUp: at - 1}[ev.Name]
		if ok && to >= 0 && to < len(p.rows) {
			p.b.u.win.Canvas().Focus(p.rows[to])
		}
		return ok
	}
	p.rows, p.marks = append(p.rows, r), append(p.marks, mark)
	return r
}

// chosen gives the documents chosen, in the order of time.
func (p *addPage) chosen() []casefile.ID {
	var ids []casefile.ID
	for i := len(p.docs) - 1; i >= 0; i-- { // they are shown newest first
		if p.in[p.docs[i].ID] {
			ids = append(ids, p.docs[i].ID)
		}
	}
	return ids
}

// showChosen marks the rows, and says on the button how many go in.
func (p *addPage) showChosen() {
	for i, d := range p.docs {
		p.rows[i].Ticked = p.in[d.ID]
		p.marks[i].Hidden = !p.in[d.ID]
	}
	n := len(p.chosen())
	p.put.Allow(n > 0)
	p.put.Rename(say("Choose papers above first"))
	if n > 0 {
		p.put.Rename(say("Put in {{.Papers}} (Ctrl+Enter)", "Papers", count(n, "paper", "papers")))
	}
	p.page.Reflow()
}

// Save puts the chosen documents in.
func (p *addPage) Save() {
	ids := p.chosen()
	title, ok := p.h.read()
	if !ok || len(ids) == 0 {
		p.page.Reflow()
		return
	}
	p.b.keep(putUnder(p.b.bundle, title, ids))
	p.b.u.status.say(say("{{.Papers}} put into the bundle.", "Papers", upper(count(len(ids), "paper was", "papers were"))))
	p.b.u.back()
	p.b.focusOn(spot{doc: ids[0]})
}
