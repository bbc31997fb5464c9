package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// This file holds what changes the order of a bundle: pure functions, and the two pages that use them.

// copyBundle gives a bundle whose sections can be changed without changing the book's.
func copyBundle(b casefile.Bundle) casefile.Bundle {
	b.Sections = slices.Clone(b.Sections)
	for i := range b.Sections {
		b.Sections[i].Documents = slices.Clone(b.Sections[i].Documents)
	}
	return b
}

// moveDocument moves a document one place up (-1) or down (+1), into the section next to it at an end.
func moveDocument(b casefile.Bundle, id casefile.ID, by int) (casefile.Bundle, bool) {
	b = copyBundle(b)
	for i := range b.Sections {
		docs := b.Sections[i].Documents
		at := slices.Index(docs, id)
		if at < 0 {
			continue
		}
		if to := at + by; to >= 0 && to < len(docs) {
			docs[at], docs[to] = docs[to], docs[at]
			return b, true
		}
		return moveSection(b, i, id, by)
	}
	return b, false
}

// moveSection moves a document from section i to the one before or after it.
func moveSection(b casefile.Bundle, i int, id casefile.ID, by int) (casefile.Bundle, bool) {
	next := i + by
	if next < 0 || next >= len(b.Sections) {
		return b, false
	}
	b.Sections[i].Documents = without(b.Sections[i].Documents, id)
	if by < 0 {
		b.Sections[next].Documents = append(b.Sections[next].Documents, id)
	} else {
		b.Sections[next].Documents = slices.Insert(b.Sections[next].Documents, 0, id)
	}
	return withoutEmpty(b), true
}

func without(ids []casefile.ID, id casefile.ID) []casefile.ID {
	return slices.DeleteFunc(slices.Clone(ids), func(have casefile.ID) bool { return have == id })
}

// withoutEmpty drops headings with nothing under them.
func withoutEmpty(b casefile.Bundle) casefile.Bundle {
	b.Sections = slices.DeleteFunc(b.Sections, func(s casefile.BundleSection) bool { return len(s.Documents) == 0 })
	return b
}

// withoutDocument takes a document out.
func withoutDocument(b casefile.Bundle, id casefile.ID) casefile.Bundle {
	b = copyBundle(b)
	for i := range b.Sections {
		b.Sections[i].Documents = without(b.Sections[i].Documents, id)
	}
	return withoutEmpty(b)
}

// putUnder puts documents at the end of the section with this heading, made at the end where there is none; they leave the
// place they had.
func putUnder(b casefile.Bundle, heading string, ids []casefile.ID) casefile.Bundle {
	b = copyBundle(b)
	for _, id := range ids {
		for i := range b.Sections {
			b.Sections[i].Documents = without(b.Sections[i].Documents, id)
		}
	}
	for i := range b.Sections {
		if b.Sections[i].Title == heading {
			b.Sections[i].Documents = append(b.Sections[i].Documents, ids...)
			return withoutEmpty(b)
		}
	}
	b.Sections = append(b.Sections, casefile.BundleSection{Title: heading, Documents: ids})
	return withoutEmpty(b)
}

// isOld tells whether a report is more than three years old on a day; published summaries of the Practice Direction of 2025
// say that such reports stay out unless there is a reason.
func isOld(d casefile.Document, today deadlines.Date) bool {
	switch d.Kind {
	case casefile.DocumentReport, casefile.DocumentSchoolReport, casefile.DocumentMedicalReport:
		return !d.On.IsZero() && d.On.AddMonths(36).Before(today)
	}
	return false
}

// heading is the choice of a section by its heading, or of a new one.
type heading struct {
	titles []string
	pick   *part.Choices
	entry  *part.Entry
	field  *part.Field
}

func newHeading(b casefile.Bundle) *heading {
	h := &heading{entry: part.NewEntry(say("New heading"))}
	for _, s := range b.Sections {
		h.titles = append(h.titles, s.Title)
	}
	h.pick = part.NewChoices(append(slices.Clone(h.titles), say("A new heading"))...)
	h.field = part.NewField(say("New heading"), h.entry, say("Such as: Reports from school."))
	h.pick.OnChange = func(int) { h.show() }
	h.show()
	return h
}

func (h *heading) isNew() bool { return h.pick.Chosen() == len(h.titles) }

func (h *heading) show() {
	h.field.Hidden = !h.isNew()
	h.field.Wrong("")
}

// read gives the heading chosen; false where a new one has no words yet, which is then said.
func (h *heading) read() (string, bool) {
	if !h.isNew() {
		return h.titles[h.pick.Chosen()], true
	}
	words := strings.TrimSpace(h.entry.Text)
	h.field.Wrong(sayIf(words == "", "Write the heading these papers should stand under."))
	return words, words != ""
}

// headingPage moves the chosen document under another heading.
type headingPage struct {
	b    *bundleScreen
	page *part.Page
	h    *heading
}

func (b *bundleScreen) newHeadingPage(u *UI) view {
	p := &headingPage{b: b, h: newHeading(b.bundle)}
	doc, _ := u.book.document(b.chosen)
	p.page = part.NewPage(pageHead(u, say("Under which heading?"), doc.Title),
		part.NewCard("", p.h.pick, p.h.field, part.Line(1.5, part.Button(say("Put it there"), part.Main, p.Save))))
	return p
}

func (p *headingPage) Content() fyne.CanvasObject { return p.page }
func (p *headingPage) Refresh()                   { p.page.Refresh() }
func (p *headingPage) Close()                     {}
func (p *headingPage) Focus() fyne.Focusable      { return p.h.pick.First() }

// Save moves the document.
func (p *headingPage) Save() {
	title, ok := p.h.read()
	if !ok {
		p.page.Reflow()
		return
	}
	p.b.keep(putUnder(p.b.bundle, title, []casefile.ID{p.b.chosen}))
	p.b.u.back()
}

// addPage offers the documents that are not in the bundle.
type addPage struct {
	b    *bundleScreen
	page *part.Page
	h    *heading
	rows []*part.Press
	docs []casefile.Document
	in   map[casefile.ID]bool // those chosen to go in
}

func (b *bundleScreen) newAddPage(u *UI) view {
	p := &addPage{b: b, h: newHeading(b.bundle), in: map[casefile.ID]bool{}}
	held := 0
	for _, d := range u.book.documents {
		switch {
		case !of(d.Child, b.child) || slices.ContainsFunc(b.documents(), func(in casefile.Document) bool { return in.ID == d.ID }):
		case d.Privilege == casefile.PrivilegeWithoutPrejudice:
			held++
		default:
			p.docs = append(p.docs, d)
			p.rows = append(p.rows, p.row(d))
		}
	}
	p.page = part.NewPage(append([]fyne.CanvasObject{pageHead(u, say("Put in more papers"), say("Choose one or more, and the heading they stand under."))}, p.cards(held)...)...)
	return p
}

func (p *addPage) cards(held int) []fyne.CanvasObject {
	list := []fyne.CanvasObject{part.Body(say("Every paper that may go in is in the bundle already."))}
	if len(p.rows) > 0 {
		list = nil
		for _, r := range p.rows {
			list = append(list, r)
		}
	}
	cards := []fyne.CanvasObject{part.NewCard(say("Papers that are not in it"), part.Rows(list...))}
	if held > 0 {
		cards = append(cards, part.Quiet(say("{{.N}} held back as without prejudice. They never go into a bundle.", "N", count(held, "paper", "papers"))))
	}
	if len(p.rows) > 0 {
		cards = append(cards, part.NewCard(say("Under which heading?"), p.h.pick, p.h.field),
			part.Line(1.5, part.Button(say("Put them in (Ctrl+Enter)"), part.Main, p.Save)))
	}
	return cards
}

// row can be chosen and unchosen.
func (p *addPage) row(d casefile.Document) *part.Press {
	mark := part.NewChip(part.Note, say("not chosen"))
	r := part.Row(part.Beside(part.Stack(0.25, part.Strong(d.Title), part.Quiet(p.b.info(d))), mark), d.Title, nil)
	r.Do = func() {
		p.in[d.ID] = !p.in[d.ID]
		mark.Set(part.Note, say("not chosen"))
		r.Words = d.Title
		if p.in[d.ID] {
			mark.Set(part.Done, say("chosen"))
			r.Words = d.Title + ", " + say("chosen")
		}
		p.page.Reflow()
	}
	return r
}

func (p *addPage) Content() fyne.CanvasObject { return p.page }
func (p *addPage) Refresh()                   { p.page.Refresh() }
func (p *addPage) Close()                     {}

// Focus begins with the first paper.
func (p *addPage) Focus() fyne.Focusable {
	if len(p.rows) == 0 {
		return nil
	}
	return p.rows[0]
}

// Save puts the chosen documents in.
func (p *addPage) Save() {
	var ids []casefile.ID
	for _, d := range p.docs {
		if p.in[d.ID] {
			ids = append(ids, d.ID)
		}
	}
	title, ok := p.h.read()
	if !ok || len(ids) == 0 {
		p.page.Reflow()
		return
	}
	p.b.keep(putUnder(p.b.bundle, title, ids))
	p.b.u.back()
}
