package ui

import (
	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile/bundle"
)

// This file is what stands on the bundle's screen around the order: the pages allowed, what to look at, and how to begin.

// draw puts the screen together as the drawing has it: the allowance, the order, what to look at, and the making.
func (b *bundleScreen) draw() {
	b.first, b.rows = nil, nil
	head := pageHead(b.u, firstOf(b.bundle.Title, say("Evidence for the appeal")), b.sentence())
	if len(b.documents()) == 0 {
		b.page.Set(head, b.emptyCard())
		return
	}
	if b.making.cancel != nil || b.making.report != nil {
		b.page.Set(head, b.makeCard(), b.allowanceCard(), part.Aside(17, 1.5, b.orderCard(), part.Stack(2, b.beforeCard())))
		return
	}
	b.page.Set(head, b.allowanceCard(), part.Aside(17, 1.5, b.orderCard(), part.Stack(2, b.beforeCard(), b.makeCard())))
}

// sentence says whose and what it is, and what it is not.
func (b *bundleScreen) sentence() string {
	words := shorten(b.u.book.childName(b.child), 40)
	if a, ok := b.appeal(); ok {
		words += " · " + lowerFirst(say(a.Type.Title()))
		if a.Reference != "" {
			words += " · " + a.Reference
		}
	}
	return words + " · " + say("served by you; it is not the council's hearing bundle")
}

// emptyCard is the way on where nothing is chosen.
func (b *bundleScreen) emptyCard() *part.Card {
	others, held := b.others()
	add := part.Button(say("Add files… (Ctrl+O)"), part.Main, b.u.addFiles)
	choose := part.Button(say("Choose papers myself…"), part.Outline, b.openAdd)
	b.first = add
	switch {
	case len(others) == 0 && held > 0:
		return part.NewCard(say("Every paper is held back"), part.Body(b.heldWords()),
			part.Body(say("Open a paper under Documents (Ctrl+3) if the Tribunal may see it after all, or add others.")), part.Line(1.5, add))
	case len(others) == 0:
		return part.NewCard(say("First, add your papers"),
			part.Body(say("Reports, letters, e-mails and photos. They are kept as they came, and can be put in order here.")), part.Line(1.5, add))
	case b.none:
		return part.NewCard(say("No paper here is evidence yet"),
			part.Body(say("Statements, reports, letters, e-mails, photos and notes go into this bundle. The decision letter, plans and forms have their own place in the bundle the council makes.")),
			part.Line(1.5, add, choose))
	case b.bundle.ID == "" && !b.writing:
		return part.NewCard(say("Choosing the papers…"), part.Body(say("By kind of paper and date. You can change everything afterwards.")))
	}
	again := part.Button(say("Choose and order them for me"), part.Main, b.suggestAgain)
	b.first, add.Look = again, part.Outline
	return part.NewCard(say("Nothing is chosen yet"), part.Body(say("Your papers can be put in order by kind and date, or you choose them yourself.")),
		part.Line(1.5, again, choose, part.Button(say("Add files… (Ctrl+O)"), part.Outline, b.u.addFiles)))
}

func (b *bundleScreen) askChild() {
	add := part.Button(say("Add a child"), part.Main, func() { b.u.open(newChildPage) })
	b.first = add
	b.page.Set(pageHead(b.u, say("Evidence for the appeal"), say("A bundle is about one child.")),
		part.NewCard(say("First, add your child"), part.Body(say("Only the first name is needed.")), part.Line(1.5, add)))
}

func (b *bundleScreen) askWhose() {
	var rows []fyne.CanvasObject
	b.first, b.rows = nil, nil
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

// allowanceCard shows the pages against the allowance, with where the allowance comes from.
func (b *bundleScreen) allowanceCard() *part.Card {
	pages, uncounted := 0, 0
	for _, d := range b.documents() {
		pages += d.BundlePages()
		if d.Pages == 0 {
			uncounted++
		}
	}
	limit, known := b.limit()
	words := count(pages, "page of evidence", "pages of evidence")
	if limit.Pages > 0 {
		words = say("{{.N}} of {{.Of}} pages", "N", pages, "Of", limit.Pages)
	}
	if uncounted > 0 {
		words += " · " + count(uncounted, "paper is not counted", "papers are not counted")
	}
	switch {
	case !known:
		return part.NewCard("", part.Beside(part.Stack(0.5, part.Strong(words), part.Quiet(say("How many pages are allowed follows from the appeal. None is written down yet."))),
			part.Button(say("Write down the appeal…"), part.Outline, func() { b.u.open(newCasePage) })))
	case limit.Pages == 0:
		return part.NewCard("", part.Strong(words), part.Quiet(limit.Source))
	}
	meter := part.NewMeter()
	meter.Set(pages, limit.Pages)
	if over := pages - limit.Pages; over > 0 {
		return part.NewCard("", part.Beside(part.Strong(words).In(part.InkLate), part.NewChip(part.Late, say("{{.Pages}} too many", "Pages", count(over, "page", "pages")))), meter,
			part.Body(say("The Tribunal may refuse what goes over. Leave something out, or ask the Tribunal first to allow more.")), part.Quiet(limit.Source))
	}
	return part.NewCard("", part.Beside(part.Strong(words), part.Quiet(limit.Source)), meter)
}

// limit gives the allowance of the appeal; false where no appeal is written down.
func (b *bundleScreen) limit() (bundle.Limit, bool) {
	a, ok := b.appeal()
	if !ok {
		return bundle.Limit{}, false
	}
	limit, err := bundle.Allowance(a)
	return limit, err == nil
}

// beforeCard says what to look at before the bundle is made.
func (b *bundleScreen) beforeCard() *part.Card {
	var rows []fyne.CanvasObject
	look := func(n int, one, many string) {
		if n > 0 {
			rows = append(rows, lookRow(count(n, one, many), part.NewChip(part.Soon, say("look"))))
		}
	}
	old, blind, unread := 0, 0, 0
	for _, d := range b.documents() {
		if isOld(d, b.u.today()) {
			old++
		}
		switch {
		case d.Pages == 0:
			unread++
		case isBlind(d):
			blind++
		}
	}
	look(old, "report is more than three years old. Say in your statement why it is needed.", "reports are more than three years old. Say in your statement why they are needed.")
	look(blind, "paper has words that cannot be searched: it is a scan.", "papers have words that cannot be searched: they are scans.")
	look(unread, "paper could not be read and may be left out. Open it to see why.", "papers could not be read and may be left out. Open them to see why.")
	if len(rows) == 0 {
		rows = append(rows, lookRow(say("Nothing stands out."), part.NewChip(part.Done, "")))
	}
	rows = append(rows, lookRow(b.heldWords(), part.NewChip(part.Done, "")))
	for _, l := range b.heldLines() {
		rows = append(rows, lookRow(leftWords(l), part.NewChip(part.Note, say("held back"))))
	}
	return part.NewCard(say("Before you make it"), part.Rows(rows...))
}

func lookRow(words string, chip *part.Chip) fyne.CanvasObject {
	return part.Inset(0, 0.75, part.Beside(part.Body(words), chip))
}
