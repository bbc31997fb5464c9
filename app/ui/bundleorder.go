package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// This file is the card of the bundle's order: its rows, what can be done with each, and how they are moved.

// spot is a row of the order: a document, or a heading.
type spot struct {
	doc     casefile.ID
	heading string
}

// orderRow is a spot as it is shown.
type orderRow struct {
	spot
	press *part.Press
}

// orderCard lists the documents under their headings; the picked row shows its tools.
func (b *bundleScreen) orderCard() *part.Card {
	var kids []fyne.CanvasObject
	n, all := 0, len(b.documents())
	for _, s := range b.bundle.Sections {
		kids = append(kids, b.headingRow(s.Title))
		for _, id := range s.Documents {
			d, _ := b.u.book.document(id)
			n++
			kids = append(kids, b.row(d, n, all))
		}
	}
	add := b.button("Put in papers…", part.Outline, b.openAdd)
	suggest := b.button("Choose and order anew…", part.Outline, b.askSuggest)
	kids = append(kids, part.Inset(0, 1, part.Stack(1.5,
		part.Quiet(say("Drag a row, or press Alt+Up and Alt+Down. Enter shows what else can be done. Delete leaves a paper out.")), part.Line(1.5, add, suggest))))
	return part.NewCard(say("In this order"), part.Rows(kids...))
}

// row is one document of the order, with its tools below it where it is picked.
func (b *bundleScreen) row(d casefile.Document, n, all int) fyne.CanvasObject {
	face := part.Beside(part.Step(n, part.Stack(0.25, part.Strong(d.Title), part.Quiet(b.info(d)))), b.chips(d)...)
	words := []string{d.Title, say("{{.N}} of {{.All}}", "N", n, "All", all), b.info(d), b.remarks(d)}
	at := spot{doc: d.ID}
	drag := part.NewDrag(face, func(y float32) { b.dragTo(at, y) }, func() { b.dropped(at) })
	press := b.press(at, drag, strings.Join(words, ", "))
	if at != b.picked {
		return press
	}
	return b.withTools(press, b.tool("Move up (Alt+Up)", func() { b.Move(-1) }), b.tool("Move down (Alt+Down)", func() { b.Move(+1) }),
		b.tool("Under another heading…", func() { b.u.open(func(u *UI) view { return newHeadingPage(b, d) }) }),
		b.tool("Leave out (Delete)", func() { b.leaveOut(d) }), b.tool("Look at it", func() { b.u.openPaper(d.ID) }))
}

// headingRow is a heading, which can be renamed, and moved with everything under it.
func (b *bundleScreen) headingRow(title string) fyne.CanvasObject {
	at := spot{heading: title}
	press := b.press(at, part.NewText(part.SizeQuiet, part.Span{Words: title, Bold: true}).In(part.InkMain), say("Heading: {{.Title}}", "Title", title))
	if at != b.picked {
		return press
	}
	return b.withTools(press, b.tool("Move up (Alt+Up)", func() { b.Move(-1) }), b.tool("Move down (Alt+Down)", func() { b.Move(+1) }),
		b.tool("Rename…", func() { b.u.open(func(u *UI) view { return newRenamePage(b, title) }) }))
}

func (b *bundleScreen) tool(words string, do func()) fyne.CanvasObject {
	return b.button(words, part.Outline, do)
}

// button gives the screen's button with these words, the same one every time.
func (b *bundleScreen) button(words string, look part.Look, do func()) *part.Press {
	p, ok := b.kept[words]
	if !ok {
		p = part.Button(say(words), look, nil)
		b.kept[words] = p
	}
	p.Look, p.Do = look, do
	return p
}

// withTools puts tools below a row.
func (b *bundleScreen) withTools(press *part.Press, tools ...fyne.CanvasObject) fyne.CanvasObject {
	return part.Stack(0.5, part.Rows(press), part.Inset(0, 0.5, part.Line(1.25, tools...)))
}

// press is a row that picks its spot when pressed, and goes on to the next with the arrow keys. It is the same one every time,
// with a new face.
func (b *bundleScreen) press(at spot, face fyne.CanvasObject, words string) *part.Press {
	key := "row " + string(at.doc) + " " + at.heading
	r, ok := b.kept[key]
	if !ok {
		r = part.Row(face, words, func() { b.pick(at) })
		b.kept[key] = r
	}
	r.Face, r.Words = face, words
	r.Keys = func(ev *fyne.KeyEvent) bool { return b.rowKey(at, ev) }
	b.rows = append(b.rows, orderRow{at, r})
	if b.first == nil || at == b.picked {
		b.first = r
	}
	return r
}

// rowKey leaves a document out with Delete, and goes from row to row with the arrows.
func (b *bundleScreen) rowKey(at spot, ev *fyne.KeyEvent) bool {
	i := b.rowIndex(at)
	switch ev.Name {
	case fyne.KeyDelete, fyne.KeyBackspace:
		if d, ok := b.u.book.document(at.doc); ok {
			b.leaveOut(d)
		}
	case fyne.KeyDown:
		b.focusRow(i + 1)
	case fyne.KeyUp:
		b.focusRow(i - 1)
	default:
		return false
	}
	return true
}

func (b *bundleScreen) rowIndex(at spot) int {
	for i, r := range b.rows {
		if r.spot == at {
			return i
		}
	}
	return -1
}

func (b *bundleScreen) focusRow(i int) {
	if i >= 0 && i < len(b.rows) {
		b.u.win.Canvas().Focus(b.rows[i].press)
	}
}

// focused gives the row that has the keyboard; an empty spot where none has.
func (b *bundleScreen) focused() spot {
	for _, r := range b.rows {
		if b.u.win.Canvas().Focused() == fyne.Focusable(r.press) {
			return r.spot
		}
	}
	return spot{}
}

// focusOn gives the keyboard to a row, and brings it into sight.
func (b *bundleScreen) focusOn(at spot) {
	if i := b.rowIndex(at); i >= 0 {
		b.focusRow(i)
		b.page.Reveal(b.rows[i].press)
	}
}

// after gives the row the keyboard goes to when a document leaves: the one after it, or else the one before.
func (b *bundleScreen) after(id casefile.ID) spot {
	docs := b.documents()
	for i, d := range docs {
		switch {
		case d.ID != id:
		case i+1 < len(docs):
			return spot{doc: docs[i+1].ID}
		case i > 0:
			return spot{doc: docs[i-1].ID}
		}
	}
	return spot{}
}

func (b *bundleScreen) info(d casefile.Document) string {
	words := pagesOf(d)
	if !d.On.IsZero() {
		words = dayMonthYear(d.On) + " · " + words
	}
	return words
}

// chips are the signs of what to look at; a paper with nothing to look at has a tick.
func (b *bundleScreen) chips(d casefile.Document) []fyne.CanvasObject {
	var chips []fyne.CanvasObject
	for _, words := range b.looks(d) {
		chips = append(chips, part.NewChip(part.Soon, words))
	}
	if len(chips) == 0 {
		chips = append(chips, part.NewChip(part.Done, ""))
	}
	return chips
}

// looks says what to look at before a document goes in.
func (b *bundleScreen) looks(d casefile.Document) []string {
	var words []string
	if isOld(d, b.u.today()) {
		words = append(words, say("over three years old"))
	}
	switch {
	case b.u.isShut(d):
		words = append(words, say("locked"))
	case d.Pages == 0:
		words = append(words, unreadWords(d))
	case isBlind(d):
		words = append(words, say("cannot be searched"))
	}
	return words
}

func (b *bundleScreen) remarks(d casefile.Document) string {
	if words := b.looks(d); len(words) > 0 {
		return strings.Join(words, ", ")
	}
	return say("nothing stands out")
}

// pick opens a row's tools, or closes them.
func (b *bundleScreen) pick(at spot) {
	if b.picked == at {
		at = spot{}
	}
	b.picked = at
	b.u.redraw()
	if i := b.rowIndex(at); i >= 0 { // the tools stand between this row and the next: both in sight, the row above all
		b.page.Reveal(b.rows[min(i+1, len(b.rows)-1)].press)
		b.page.Reveal(b.rows[i].press)
	}
}

// Move moves the row that has the keyboard, or the one whose tools are open, one place up or down.
func (b *bundleScreen) Move(by int) {
	at := b.focused()
	if at == (spot{}) {
		at = b.picked
	}
	if next, ok := b.moved(at, by); ok {
		b.keep(next)
		b.page.Reveal(b.rows[b.rowIndex(at)].press)
		b.sayMoved(at)
	}
}

func (b *bundleScreen) sayMoved(at spot) {
	b.u.status.say(say("{{.Which}} was moved.", "Which", shorten(b.named(at), 60)))
}

// moved gives the bundle with a row moved; false where it cannot be.
func (b *bundleScreen) moved(at spot, by int) (casefile.Bundle, bool) {
	if by == 0 {
		return b.bundle, false
	}
	if at.heading != "" {
		return moveHeading(b.bundle, at.heading, by)
	}
	return moveDocument(b.bundle, at.doc, by)
}

func (b *bundleScreen) named(at spot) string {
	if d, ok := b.u.book.document(at.doc); ok {
		return d.Title
	}
	return at.heading
}

// dragTo moves a document after the pointer, which is at height y of the window. Nothing is kept before it is let go.
func (b *bundleScreen) dragTo(at spot, y float32) {
	b.picked = spot{}
	for range len(b.rows) {
		next, ok := b.moved(at, b.dragStep(b.rowIndex(at), y))
		if !ok {
			return
		}
		b.bundle, b.dragged = next, true
		b.u.redraw()
		b.focusOn(at)
	}
}

// dragStep says whether row i must move up (-1) or down (+1) to be under the pointer; 0 where it is, or would only jump back.
func (b *bundleScreen) dragStep(i int, y float32) int {
	if i < 0 {
		return 0
	}
	top, bottom := b.reach(i)
	switch {
	case y < top && i > 0:
		if above, _ := b.reach(i - 1); y < above+bottom-top {
			return -1
		}
	case y > bottom && i+1 < len(b.rows):
		if _, below := b.reach(i + 1); y > below-bottom+top {
			return +1
		}
	}
	return 0
}

// reach gives the top and the bottom of a row on the window.
func (b *bundleScreen) reach(i int) (top, bottom float32) {
	press := b.rows[i].press
	top = fyne.CurrentApp().Driver().AbsolutePositionForObject(press).Y
	return top, top + press.Size().Height
}

// dropped keeps the order a row was dragged into.
func (b *bundleScreen) dropped(at spot) {
	if b.dragged {
		b.dragged = false
		b.keep(b.bundle)
		b.sayMoved(at)
	}
}

func (b *bundleScreen) openAdd() {
	b.u.open(func(u *UI) view { return newAddPage(b, nil) })
}
