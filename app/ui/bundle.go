package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
)

// bundleScreen is where the evidence for an appeal is chosen, put in order, and made into one PDF.
type bundleScreen struct {
	u      *UI
	ctx    context.Context
	page   *part.Page
	child  casefile.CaseID
	bundle casefile.Bundle
	asked  bool        // a first choice has been asked for
	chosen casefile.ID // the document whose tools are open
	making *making
	first  fyne.Focusable
}

func newBundleScreen(u *UI) view {
	return &bundleScreen{u: u, ctx: u.scope(), page: part.NewPage(), making: newMaking(u)}
}

func (b *bundleScreen) Content() fyne.CanvasObject { return b.page }
func (b *bundleScreen) Close()                     { b.making.stop() }
func (b *bundleScreen) Focus() fyne.Focusable      { return b.first }

// Refresh shows the bundle as the case file holds it.
func (b *bundleScreen) Refresh() {
	b.first = nil
	child, ok := b.whose()
	switch {
	case len(b.u.book.documents) == 0:
		b.showEmpty()
	case !ok:
		b.askWhose()
	default:
		if child != b.child {
			b.child, b.asked, b.chosen = child, false, ""
		}
		b.find()
		b.draw()
	}
}

// whose gives the child whose bundle this is: the one chosen, the only one, or the one with the only running appeal.
func (b *bundleScreen) whose() (casefile.CaseID, bool) {
	book := b.u.book
	if b.u.child != "" {
		return b.u.child, true
	}
	if len(book.children) == 1 {
		return book.children[0].ID, true
	}
	var with []casefile.CaseID
	for _, a := range book.appeals {
		if a.Running() && !slices.Contains(with, a.Child) {
			with = append(with, a.Child)
		}
	}
	if len(with) == 1 {
		return with[0], true
	}
	return "", false
}

// find takes the saved bundle, or asks once for a first choice.
func (b *bundleScreen) find() {
	b.bundle = casefile.Bundle{}
	for _, have := range b.u.book.bundles {
		if have.Child == b.child {
			b.bundle = have
		}
	}
	if b.bundle.ID == "" && !b.asked {
		b.asked = true
		b.suggest()
	}
}

// suggest makes a first choice of documents, in order, and keeps it.
func (b *bundleScreen) suggest() {
	file, child := b.u.file, b.child
	background(b.u, b.ctx, func(context.Context) (casefile.Bundle, error) {
		return bundle.Suggest(file, child)
	}, func(first casefile.Bundle, err error) {
		if err != nil {
			b.u.fail(say("No first choice could be made."), err)
			return
		}
		b.keep(first)
	})
}

// appeal gives the appeal the bundle is for, or the child's running one.
func (b *bundleScreen) appeal() (casefile.Appeal, bool) {
	var running casefile.Appeal
	for _, a := range b.u.book.appeals {
		if a.ID == b.bundle.Appeal && a.ID != "" {
			return a, true
		}
		if a.Child == b.child && a.Running() {
			running = a
		}
	}
	return running, running.ID != ""
}

func (b *bundleScreen) showEmpty() {
	add := part.Button(say("Add files… (Ctrl+O)"), part.Main, b.u.addFiles)
	b.first = add
	b.page.Set(pageHead(b.u, say("Evidence for the appeal"), say("A bundle is made of papers, and none has been added yet.")),
		part.NewCard(say("First, add your papers"),
			part.Body(say("Reports, letters, e-mails and photos. They are kept as they came, and can be put in order here.")), part.Line(1.5, add)))
}

func (b *bundleScreen) askWhose() {
	var rows []fyne.CanvasObject
	for _, c := range b.u.book.children {
		row := part.Row(part.Strong(c.Name), c.Name, func() { b.u.chooseChild(c.ID) })
		if b.first == nil {
			b.first = row
		}
		rows = append(rows, row)
	}
	b.page.Set(pageHead(b.u, say("Evidence for the appeal"), say("A bundle is about one child.")),
		part.NewCard(say("Whose bundle?"), part.Rows(rows...)))
}

// draw puts the screen together as the drawing has it: the allowance, the order, what to look at, and the making.
func (b *bundleScreen) draw() {
	side := part.Stack(2, b.beforeCard(), b.makeCard())
	b.page.Set(pageHead(b.u, b.heading(), b.sentence()), b.allowanceCard(), part.Columns(17, 1.5, b.orderCard(), side))
}

func (b *bundleScreen) heading() string {
	if b.bundle.Title != "" {
		return b.bundle.Title
	}
	return say("Evidence for the appeal")
}

// sentence says whose and what it is, and what it is not.
func (b *bundleScreen) sentence() string {
	words := b.u.book.childName(b.child)
	if a, ok := b.appeal(); ok {
		words += " · " + say(a.Type.Title())
		if a.Reference != "" {
			words += " · " + a.Reference
		}
	}
	return words + " · " + say("served by you; it is not the council's hearing bundle")
}

// keep saves the bundle and draws it again once it is kept.
func (b *bundleScreen) keep(next casefile.Bundle) {
	next.Child = b.child
	b.u.change(func(tx *casefile.Tx) error {
		_, err := casefile.Put(tx, next)
		return err
	}, nil)
}

// documents gives the bundle's documents that are still in the case file, in order.
func (b *bundleScreen) documents() []casefile.Document {
	var docs []casefile.Document
	for _, s := range b.bundle.Sections {
		for _, id := range s.Documents {
			if d, ok := b.u.book.document(id); ok {
				docs = append(docs, d)
			}
		}
	}
	return docs
}

// allowanceCard shows the pages against the allowance, with where the allowance comes from.
func (b *bundleScreen) allowanceCard() *part.Card {
	pages := 0
	for _, d := range b.documents() {
		pages += d.Pages
	}
	limit := b.limit()
	if limit.Pages == 0 {
		return part.NewCard("", part.Beside(part.Strong(count(pages, "page of evidence", "pages of evidence")),
			part.Quiet(say("No page allowance is known. Write down the appeal under Case, Child and appeal details."))))
	}
	meter := part.NewMeter()
	meter.Set(pages, limit.Pages)
	words := say("{{.N}} of {{.Of}} pages", "N", pages, "Of", limit.Pages)
	if pages > limit.Pages {
		words = "▲ " + words + ": " + say("{{.N}} over the allowance", "N", pages-limit.Pages)
	}
	return part.NewCard("", part.Strong(words), meter, part.Quiet(limit.Source))
}

func (b *bundleScreen) limit() bundle.Limit {
	a, ok := b.appeal()
	if !ok {
		return bundle.Limit{}
	}
	limit, err := bundle.Allowance(a)
	if err != nil {
		return bundle.Limit{}
	}
	return limit
}

// orderCard lists the documents under their headings; the chosen one shows its tools.
func (b *bundleScreen) orderCard() *part.Card {
	var kids []fyne.CanvasObject
	n := 0
	for _, s := range b.bundle.Sections {
		kids = append(kids, part.NewText(part.SizeQuiet, part.Span{Words: s.Title, Bold: true}).In(part.InkMain))
		for _, id := range s.Documents {
			if d, ok := b.u.book.document(id); ok {
				n++
				kids = append(kids, b.row(n, d))
				if id == b.chosen {
					kids = append(kids, b.tools(d))
				}
			}
		}
	}
	if n == 0 {
		kids = append(kids, part.Body(say("Nothing is chosen yet.")))
	}
	add := part.Button(say("Put in more papers…"), part.Outline, func() { b.u.open(b.newAddPage) })
	suggest := part.Button(say("Choose and order anew"), part.Outline, b.askSuggest)
	kids = append(kids, part.Line(1.5, add, suggest), part.Quiet(say("Enter opens a document's tools. Alt+↑ and Alt+↓ move it. Delete leaves it out.")))
	if b.first == nil {
		b.first = add
	}
	return part.NewCard(say("In this order"), kids...)
}

// row is one document of the order.
func (b *bundleScreen) row(n int, d casefile.Document) *part.Press {
	face := part.Beside(part.Step(n, part.Stack(0.25, part.Strong(d.Title), part.Quiet(b.info(d)))), b.chips(d)...)
	r := part.Row(face, d.Title, func() { b.choose(d.ID) })
	r.Keys = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyDelete {
			b.leaveOut(d)
			return true
		}
		return false
	}
	if d.ID == b.chosen || b.first == nil && b.chosen == "" {
		b.first = r
	}
	return r
}

func (b *bundleScreen) info(d casefile.Document) string {
	words := pagesOf(d)
	if !d.On.IsZero() {
		words = dayMonthYear(d.On) + " · " + words
	}
	return words
}

// chips are the signs of what to look at; one that is in order has a tick.
func (b *bundleScreen) chips(d casefile.Document) []fyne.CanvasObject {
	var chips []fyne.CanvasObject
	if d.Privilege == casefile.PrivilegeWithoutPrejudice {
		chips = append(chips, part.NewChip(part.Late, say("held back")))
	}
	if isOld(d, b.u.today()) {
		chips = append(chips, part.NewChip(part.Soon, say("over three years old")))
	}
	if isBlind(d) {
		chips = append(chips, part.NewChip(part.Soon, say("words cannot be searched")))
	}
	if len(chips) == 0 {
		chips = append(chips, part.NewChip(part.Done, ""))
	}
	return chips
}

// choose opens a document's tools, or closes them.
func (b *bundleScreen) choose(id casefile.ID) {
	if b.chosen == id {
		id = ""
	}
	b.chosen = id
	b.u.showBook()
}

// tools are what can be done with the chosen document.
func (b *bundleScreen) tools(d casefile.Document) fyne.CanvasObject {
	button := func(words string, do func()) *part.Press { return part.Button(say(words), part.Outline, do) }
	return part.Inset(1, 0.5, part.Line(1.25,
		button("Move up (Alt+↑)", func() { b.Move(-1) }), button("Move down (Alt+↓)", func() { b.Move(+1) }),
		button("Under another heading…", func() { b.u.open(b.newHeadingPage) }),
		button("Leave out", func() { b.leaveOut(d) }), button("Open it", func() { b.u.openPaper(d.ID) })))
}

// Move moves the chosen document one place, into the next section at an end.
func (b *bundleScreen) Move(by int) {
	id := b.chosen
	if id == "" {
		id = b.focused()
	}
	if next, moved := moveDocument(b.bundle, id, by); moved {
		b.chosen = id
		b.keep(next)
	}
}

// focused gives the document whose row has the keyboard.
func (b *bundleScreen) focused() casefile.ID {
	words := focusWords(b.u.win.Canvas())
	for _, d := range b.documents() {
		if d.Title == words {
			return d.ID
		}
	}
	return ""
}

// leaveOut takes a document out of the bundle; it stays in the case file.
func (b *bundleScreen) leaveOut(d casefile.Document) {
	b.chosen = ""
	b.keep(withoutDocument(b.bundle, d.ID))
	b.u.status.say(say("Left out: {{.Title}}. It is still among your documents.", "Title", d.Title))
}

// askSuggest asks before a choice made by hand is replaced.
func (b *bundleScreen) askSuggest() {
	b.u.ask(say("Choose and order the papers anew?"),
		[]string{say("The order you have now is replaced by one made by kind of paper and date. No paper is deleted.")},
		answer{words: say("Choose anew"), do: b.suggestAgain, main: true}, answer{words: say("Keep it as it is")})
}

func (b *bundleScreen) suggestAgain() {
	file, child, old := b.u.file, b.child, b.bundle
	background(b.u, b.ctx, func(context.Context) (casefile.Bundle, error) {
		return bundle.Suggest(file, child)
	}, func(next casefile.Bundle, err error) {
		if err != nil {
			b.u.fail(say("No new choice could be made."), err)
			return
		}
		next.Head, next.Title = old.Head, old.Title
		b.keep(next)
	})
}
