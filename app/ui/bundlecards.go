package ui

import (
	"strconv"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
)

// This file is what stands on the bundle's screen around the order: the pages allowed, what to look at, and how to begin.

// draw puts the screen together as the drawing has it: the allowance, the order, what to look at, and the making.
func (b *bundleScreen) draw() {
	b.first, b.rows = nil, nil
	head := pageHead(b.u, firstOf(b.bundle.Title, say("Evidence for the appeal")), b.sentence())
	kind := b.kindCard()
	if len(b.documents()) == 0 {
		b.page.Set(head, b.emptyCard())
		return
	}
	var cards []fyne.CanvasObject
	beside := part.Stack(2, b.beforeCard())
	if b.making.cancel != nil || b.making.report != nil {
		cards = append(cards, head, b.makeCard())
	} else {
		cards = append(cards, part.Beside(head, b.button("Make the bundle… (Ctrl+Enter)", part.Main, b.askWhere))) // in sight, however long the list below is
		beside.Add(b.makeCard())
	}
	if card := b.lockedCard(); card != nil {
		cards = append(cards, card)
	}
	b.page.Set(append(cards, kind, b.allowanceCard(), part.Aside(17, 1.5, b.orderCard(), beside))...)
}

// shut gives the locked papers of the bundle that were not opened.
func (b *bundleScreen) shut() (ids []casefile.ID) {
	for _, d := range b.documents() {
		if b.u.isShut(d) {
			ids = append(ids, d.ID)
		}
	}
	return ids
}

// lockedCard takes the password of papers that are locked; nil where none is, and while the bundle is being made.
func (b *bundleScreen) lockedCard() *part.Card {
	ids := b.shut()
	if len(ids) == 0 || b.making.cancel != nil {
		return nil
	}
	var names []fyne.CanvasObject
	for _, id := range ids {
		names = append(names, part.Body("● "+shorten(b.u.book.titleOf(id), 80)))
	}
	what := say("A locked paper is left out. Type its password, and the bundle can hold it.")
	if len(ids) > 1 {
		what = say("Locked papers are left out. Type a password: it is tried on each of them.")
	}
	return part.NewCard(say("{{.Papers}} locked with a password", "Papers", count(len(ids), "paper is", "papers are")),
		part.Stack(0.5, names...), part.Body(what), b.lock.field, part.Line(1.5, b.lock.press), b.lock.kept())
}

// unlocked says what was opened, and what is still to be done for it. The keyboard goes on to that.
func (b *bundleScreen) unlocked(opened []casefile.ID) {
	left, made := len(b.shut()), b.making.report != nil
	words := say("Unlocked: {{.Title}}.", "Title", shorten(b.u.book.titleOf(opened[0]), 60))
	if len(opened) > 1 {
		words = say("{{.Papers}} unlocked.", "Papers", upper(count(len(opened), "paper is", "papers are")))
	}
	b.u.reload(nil)
	b.u.redraw()
	switch {
	case left > 0:
		words += " " + say("{{.Papers}} still locked.", "Papers", upper(count(left, "paper is", "papers are")))
	case made:
		words += " " + say("Make the bundle again to put it in.")
		b.focus(b.kept["Make it again… (Ctrl+Enter)"])
	default:
		b.focus(b.kept["Make the bundle… (Ctrl+Enter)"])
	}
	b.u.status.say(words)
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
	if b.bundle.Product == casefile.ProductFull {
		return words
	}
	return words + " · " + say("you send this one; the council makes its own for the hearing")
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
			part.Body(say("Open a paper under Documents ({{.Keys}}) if the Tribunal may see it after all, or add others.", "Keys", screenKeys("documents"))), part.Line(1.5, add))
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

// allowanceCard shows the pages against the allowance, with where the allowance comes from, and the other limits below.
func (b *bundleScreen) allowanceCard() *part.Card {
	pages, uncounted := b.evidencePages()
	limit, known := b.limit()
	words := count(pages, "page of evidence", "pages of evidence")
	if limit.Pages > 0 {
		words = say("{{.N}} of {{.Of}} pages", "N", pages, "Of", limit.Pages)
	}
	if uncounted > 0 {
		words += " · " + count(uncounted, "paper is locked or unread, and not counted", "papers are locked or unread, and not counted")
	}
	switch {
	case !known:
		return part.NewCard("", part.Beside(part.Stack(0.5, part.Strong(words), part.Quiet(say("How many pages are allowed follows from the appeal. No appeal is written down yet."))),
			part.Button(say("Write down the appeal…"), part.Outline, func() { b.u.open(newCasePage) })))
	case limit.Pages == 0:
		return b.withOthers(part.NewCard("", part.Strong(words), part.Quiet(firstOf(limit.Source, say("No limit of the Tribunal binds this bundle.")))))
	}
	meter := part.NewMeter()
	meter.Set(pages, limit.Pages)
	if over := pages - limit.Pages; over > 0 {
		return b.withOthers(part.NewCard("", part.Beside(part.Strong(words).In(part.InkLate), part.NewChip(part.Late, say("{{.Pages}} too many", "Pages", count(over, "page", "pages")))), meter,
			part.Body(say("The Tribunal may refuse what goes over. Leave something out, or ask the Tribunal first to allow more.")), part.Quiet(limit.Source)))
	}
	return b.withOthers(part.NewCard("", part.Beside(part.Strong(words), part.Quiet(limit.Source)), meter))
}

// evidencePages counts the pages of evidence, and the papers nobody could count.
func (b *bundleScreen) evidencePages() (pages, uncounted int) {
	for _, d := range b.documents() {
		pages += d.BundlePages()
		if d.Pages == 0 {
			uncounted++
		}
	}
	for _, m := range b.found.Measures {
		if b.bundle.Product == casefile.ProductFull && m.Limit.ID != "" {
			return m.Pages, uncounted // the family's evidence comes first
		}
	}
	return pages, uncounted
}

// withOthers adds the limits that are not on the evidence.
func (b *bundleScreen) withOthers(c *part.Card) *part.Card {
	limit, _ := b.limit()
	for i, m := range b.found.Measures {
		if m.Limit.Pages == 0 || m.Limit.ID == limit.ID && i == 0 {
			continue
		}
		words := say("{{.What}}: {{.N}} of {{.Of}}", "What", say(m.What), "N", m.Pages, "Of", m.Limit.Pages)
		if m.Over() > 0 {
			c.Add(part.Beside(part.Body(words), part.NewChip(part.Late, say("{{.Pages}} too many", "Pages", count(m.Over(), "page", "pages")))))
			continue
		}
		c.Add(part.Quiet(words))
	}
	return c
}

// limit gives the allowance of the bundle's plan; false where neither an appeal nor a plan is written down.
func (b *bundleScreen) limit() (bundle.Limit, bool) {
	a, ok := b.appeal()
	if !ok && b.bundle.Plan == "" {
		return bundle.Limit{}, false
	}
	limit, err := bundle.AllowanceOf(b.bundle, a)
	return limit, err == nil
}

// beforeCard says what to look at before the bundle is made; each row opens its paper.
func (b *bundleScreen) beforeCard() *part.Card {
	var rows []fyne.CanvasObject
	for i, r := range b.found.Remarks {
		if r.Rule != "held-back" && !isLimitOfAll(r) && !(r.Rule == "password" && b.u.passwords.open(r.Document)) { // the first are listed below, the others stand with the allowance
			rows = append(rows, b.remarkRow(i, r))
		}
	}
	if len(rows) == 0 {
		rows = append(rows, lookRow(say("Nothing stands out."), part.NewChip(part.Done, "")))
	}
	rows = append(rows, lookRow(b.heldWords(), part.NewChip(part.Done, "")))
	for _, l := range b.heldLines() {
		rows = append(rows, lookRow(leftWords(l), part.NewChip(part.Note, say("held back"))))
	}
	card := part.NewCard(say("Before you make it"), part.Rows(rows...))
	if b.found.NeedsNote() && !b.bundle.Has(casefile.WithNote) {
		card.Add(part.Body(say("A limit is not kept. A note that goes with the bundle can say why.")),
			part.Line(1.5, b.button("Write the note…", part.Outline, func() { b.u.open(func(*UI) view { return newNotePage(b) }) })))
	}
	return card
}

func isLimitOfAll(r bundle.Remark) bool { return r.Document == "" && r.Title == "" }

// remarkRow is one thing to look at, with what to do and where the rule comes from. Pressed, it opens its paper, or the way to
// add one that is missing.
func (b *bundleScreen) remarkRow(i int, r bundle.Remark) fyne.CanvasObject {
	words := say(r.Say)
	if r.Title != "" {
		words = shorten(r.Title, 60) + ": " + words
	}
	face := part.Beside(part.Stack(0.25, part.Body(words), part.Quiet(say(r.Do)), part.Quiet(say(r.Source))), part.NewChip(part.Soon, say("look")))
	key := "remark " + strconv.Itoa(i)
	row, ok := b.kept[key]
	if !ok {
		row = part.Row(face, words, nil)
		b.kept[key] = row
	}
	row.Face, row.Words, row.Do = face, words+" "+say(r.Do)+" "+say("Opens the paper."), func() { b.u.openPaper(r.Document) }
	if r.Document == "" { // the case holds none
		row.Words, row.Do = words+" "+say(r.Do)+" "+say("Opens the choice of files to add."), b.u.addFiles
	}
	return row
}

func lookRow(words string, chip *part.Chip) fyne.CanvasObject {
	return part.Inset(0, 0.75, part.Beside(part.Body(words), chip))
}
