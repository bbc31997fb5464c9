package ui

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"slices"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/casefile/intake"
)

// blackoutPage is where the places are marked that redacted copies of a bundle black out of one document.
type blackoutPage struct {
	u    *UI
	ctx  context.Context
	id   casefile.ID
	name string
	page *part.Page

	marking *bundle.Marking // nil until the document was opened
	trouble string          // why it could not be
	keeping int             // changes on their way into the file: until they are there, the file does not know better

	words, why, title, area     *part.Entry
	wordsF, whyF, areaF, titleF *part.Field
	found                       *part.Text

	paper        *part.Markable
	plain        image.Image // the page shown, without black
	shown        int         // counted from 0
	stop         context.CancelFunc
	pager        *part.Text
	before, next *part.Press
	larger       *part.Press // or smaller
	wide         bool        // the page takes the whole width, so that its words can be read
}

// openBlackout opens the page for a document.
func (u *UI) openBlackout(doc casefile.Document) {
	u.open(func(u *UI) view { return newBlackoutPage(u, doc) })
}

func newBlackoutPage(u *UI, doc casefile.Document) view {
	b := &blackoutPage{u: u, ctx: u.scope(), id: doc.ID, name: doc.Title, page: part.NewPage(), found: part.Quiet(""), pager: part.Quiet(""), stop: func() {}}
	b.words, b.why, b.title, b.area = part.NewEntry(say("Words")), part.NewEntry(say("Why")), part.NewEntry(say("Title in the redacted copy")), part.NewEntry(say("Place"))
	b.wordsF = part.NewField(say("Words to black out"), b.words, say("A name, a number, an address. Every place where they stand is marked."))
	b.whyF = part.NewField(say("Why"), b.why, say("For the list of what was blacked out. For example: another child."))
	b.areaF = part.NewField(say("Or a place on this page"), b.area, say("Drag across the page with the mouse. Or type left, top, right and bottom in hundredths of the page, such as 10,20,50,30."))
	b.titleF = part.NewField(say("Title in the redacted copy"), b.title, say("Write another title only if this one gives away too much. Leave it empty to keep it."))
	b.title.SetText(doc.Redaction.Title)
	b.paper = part.NewMarkable(func(left, bottom, right, top float32) {
		b.mark([4]float64{float64(left), float64(bottom), float64(right), float64(top)})
	})
	b.before = part.Button(say("Page before"), part.Outline, func() { b.turn(-1) })
	b.next = part.Button(say("Next page"), part.Outline, func() { b.turn(+1) })
	b.larger = part.Button(say("Show it larger"), part.Outline, func() { b.widen(!b.wide) })
	b.draw()
	b.load()
	return b
}

func (b *blackoutPage) Content() fyne.CanvasObject { return b.page }
func (b *blackoutPage) Focus() fyne.Focusable      { return b.words }
func (b *blackoutPage) Close()                     { b.keepTitle() }

// Refresh shows what is marked by now, which Undo may have changed.
func (b *blackoutPage) Refresh() {
	doc, ok := b.u.book.document(b.id)
	if m := b.marking; ok && m != nil && b.keeping == 0 && !slices.Equal(doc.Redaction.Areas, m.Redaction.Areas) && (doc.Redaction.Pages == m.Redaction.Pages || len(doc.Redaction.Areas) == 0) {
		m.Redaction.Areas = doc.Redaction.Areas
		b.draw()
		b.show()
	}
	b.page.Refresh()
}

// Save marks what stands in the fields: Ctrl+Enter.
func (b *blackoutPage) Save() { b.find() }

// load opens the document for marking, beside the window.
func (b *blackoutPage) load() {
	file, id, words := b.u.file, b.id, b.u.passwords.list(b.id)
	background(b.u, b.ctx, func(ctx context.Context) (*bundle.Marking, error) {
		return bundle.Mark(ctx, file, id, words...)
	}, func(m *bundle.Marking, err error) {
		if err != nil {
			b.trouble = explain(err).What
		}
		b.marking = m
		b.draw()
		b.show()
	})
}

// draw puts the page together.
func (b *blackoutPage) draw() {
	cards := []fyne.CanvasObject{pageHead(b.u, say("Black out"), shorten(b.name, 120))}
	switch {
	case b.trouble != "":
		cards = append(cards, part.NewCard(say("It cannot be marked"), part.Body(b.trouble)))
	case b.marking == nil:
		cards = append(cards, part.NewCard(say("Opening the document…"), part.Body(say("This takes a moment."))))
	default:
		mark := part.NewCard(say("What may not be seen"), part.Body(say("Only a redacted copy of a bundle is blacked out. The document itself stays whole.")),
			b.wordsF, b.whyF, part.Line(1.5, part.Button(say("Find and black out (Ctrl+Enter)"), part.Main, b.find)), b.found,
			b.areaF, part.Line(1.5, part.Button(say("Black out this place"), part.Outline, b.markTyped)), b.titleF)
		looks := part.NewCard("", part.Beside(part.Heading(say("How it will look")), b.larger), b.paper, b.pager)
		if b.marking.Pages > 1 {
			looks.Add(part.Line(1.5, b.before, b.next))
		}
		if b.wide {
			cards = append(cards, looks, mark, b.places())
		} else {
			cards = append(cards, part.Columns(18, 1.15, part.Stack(2, mark, b.places()), looks))
		}
	}
	b.page.Set(cards...)
}

// places lists what is marked, each with a way to its page and a way to give it up.
func (b *blackoutPage) places() *part.Card {
	areas := b.marking.Redaction.Areas
	var kids []fyne.CanvasObject
	if b.marking.Changed {
		kids = append(kids, part.Body("▲ "+say("The pages have changed since places were marked. The old places were given up. Mark them again.")))
	}
	if len(areas) == 0 {
		return part.NewCard(say("Nothing is blacked out"), kids...)
	}
	for _, a := range areas {
		words := say("Page {{.N}}: {{.Why}}", "N", a.Page, "Why", shorten(a.Why, 60))
		kids = append(kids, part.Beside(part.Body(words),
			spoken(part.Button(say("Show"), part.Outline, func() { b.goTo(a.Page - 1) }), say("Show")+": "+words),
			spoken(part.Button(say("Give up"), part.Outline, func() { b.giveUp(a) }), say("Give up")+": "+words)))
	}
	kids = append(kids, part.Quiet(say("Look at every page of the redacted copy before you send it.")))
	return part.NewCard(count(len(areas), "place blacked out", "places blacked out"), kids...)
}

// spoken gives a button other words for a screen reader: those on it may stand on many.
func spoken(p *part.Press, words string) *part.Press {
	p.Words = words
	return p
}

// find marks every place where the words stand.
func (b *blackoutPage) find() {
	if b.marking == nil {
		return
	}
	b.areaF.Wrong("")
	b.wordsF.Wrong(sayIf(trim(b.words.Text) == "", "Write the words to black out."))
	b.whyF.Wrong(sayIf(trim(b.why.Text) == "", "Say why, in a few words."))
	if trim(b.words.Text) == "" || trim(b.why.Text) == "" {
		return
	}
	was := slices.Clone(b.marking.Redaction.Areas)
	n := b.marking.Find(b.words.Text, trim(b.why.Text))
	words := say("Not found: {{.Words}}", "Words", shorten(trim(b.words.Text), 60))
	if n > 0 {
		words = say("Found in {{.Places}}: {{.Words}}", "Places", count(n, "place", "places"), "Words", shorten(trim(b.words.Text), 60))
	}
	if b.marking.Wordless > 0 {
		words += ". " + say("{{.Pages}} could not be searched: no words are known there. Look yourself.", "Pages", count(b.marking.Wordless, "page", "pages"))
	}
	b.found.Say(words)
	if n == 0 {
		b.page.Reflow()
		return
	}
	b.goToFirst(len(was))
	b.keep(was)
}

// goToFirst shows the page of the first place that was just marked.
func (b *blackoutPage) goToFirst(from int) {
	if areas := b.marking.Redaction.Areas; from < len(areas) {
		b.shown = areas[from].Page - 1
	}
}

// markTyped marks the place that was typed.
func (b *blackoutPage) markTyped() {
	box, err := bundle.ParseBox(b.area.Text)
	b.areaF.Wrong("")
	if err != nil {
		b.areaF.Wrong(err.Error())
		return
	}
	b.mark(box)
}

// mark marks a place on the page shown.
func (b *blackoutPage) mark(box [4]float64) {
	b.wordsF.Wrong("")
	b.whyF.Wrong(sayIf(trim(b.why.Text) == "", "Say why, in a few words."))
	if b.marking == nil || trim(b.why.Text) == "" {
		return
	}
	was := slices.Clone(b.marking.Redaction.Areas)
	if err := b.marking.Add(casefile.Area{Page: b.shown + 1, Box: box, Why: trim(b.why.Text)}); err != nil {
		b.areaF.Wrong(err.Error())
		return
	}
	b.area.SetText("")
	b.keep(was)
}

// giveUp no longer blacks out a place.
func (b *blackoutPage) giveUp(a casefile.Area) {
	was := slices.Clone(b.marking.Redaction.Areas)
	if at := slices.Index(b.marking.Redaction.Areas, a); at >= 0 {
		b.marking.Redaction.Areas = slices.Delete(slices.Clone(b.marking.Redaction.Areas), at, at+1)
	}
	b.keep(was)
}

// keep writes what is marked; Undo brings back what was before.
func (b *blackoutPage) keep(was []casefile.Area) {
	id, now := b.id, b.marking.Redaction
	now.Title = trim(b.title.Text)
	before := now
	before.Areas = was
	b.keeping++
	kept := func() { b.keeping-- }
	b.u.changeOr(func(tx *casefile.Tx) error { return keepRedaction(tx, id, now) }, kept, kept)
	b.u.gone = &deletion{func(tx *casefile.Tx) error { return keepRedaction(tx, id, before) }, say("What is blacked out is as it was.")}
	b.draw()
	b.show()
}

// keepTitle writes another title when the page is left.
func (b *blackoutPage) keepTitle() {
	if b.marking == nil || trim(b.title.Text) == b.marking.Redaction.Title {
		return
	}
	id, now := b.id, b.marking.Redaction
	now.Title = trim(b.title.Text)
	b.u.change(func(tx *casefile.Tx) error { return keepRedaction(tx, id, now) }, nil)
}

// keepRedaction writes what is blacked out of a document as it is by now.
func keepRedaction(tx *casefile.Tx, id casefile.ID, r casefile.Redaction) error {
	d, err := casefile.Get[casefile.Document](tx, id)
	if err != nil {
		return err
	}
	if d.Redaction = r; len(r.Areas) == 0 && r.Title == "" {
		d.Redaction = casefile.Redaction{}
	}
	_, err = casefile.Put(tx, d)
	return err
}

func (b *blackoutPage) turn(by int) { b.goTo(b.shown + by) }

func (b *blackoutPage) goTo(page int) {
	if b.marking != nil && page >= 0 && page < b.marking.Pages {
		b.shown = page
		b.show()
	}
}

// widen gives the page the whole width, or the column beside the fields again, and keeps the button in sight.
func (b *blackoutPage) widen(wide bool) {
	b.wide = wide
	b.paper.Widen(wide)
	b.larger.Rename(say("Show it larger"))
	if wide {
		b.larger.Rename(say("Show it smaller"))
	}
	b.draw()
	b.show()
	b.page.Reveal(b.larger)
}

// blackoutDPI is enough to read a page's words by, and blackoutWideDPI where it has the whole width.
const (
	blackoutDPI     = 100
	blackoutWideDPI = 150
)

// show draws the page shown, beside the window, with what is marked on it.
func (b *blackoutPage) show() {
	b.stop()
	if b.marking == nil {
		return
	}
	ctx, stop := context.WithCancel(b.ctx)
	b.stop = stop
	b.before.Allow(b.shown > 0)
	b.next.Allow(b.shown+1 < b.marking.Pages)
	b.pager.Say(say("Drawing the page…"))
	file, doc, page, areas := b.u.file, b.marking.Document, b.shown, b.marking.Redaction.On(b.shown+1)
	words := b.u.passwords.list(b.id)
	dpi := blackoutDPI
	if b.wide {
		dpi = blackoutWideDPI
	}
	background(b.u, ctx, func(ctx context.Context) (picture, error) {
		drawn, err := drawPageAt(ctx, file, doc, intake.Place{Page: page, DPI: dpi}, words)
		if drawn.image != nil {
			drawn.image = blackedOut(drawn.image, areas)
		}
		return drawn, err
	}, func(pic picture, err error) {
		switch {
		case err != nil:
			b.pager.Say(explain(err).What)
		case pic.image != nil:
			b.paper.Draw(pic.image)
			b.pager.Say(say("Page {{.N}} of {{.Of}}", "N", page+1, "Of", b.marking.Pages))
		}
		b.page.Reflow()
	})
}

// blackedOut paints the places. The words shine through a little, so that a person sees what is hit; in the copy nothing does.
func blackedOut(m image.Image, areas []casefile.Area) image.Image {
	out := image.NewRGBA(m.Bounds())
	draw.Draw(out, out.Bounds(), m, m.Bounds().Min, draw.Src)
	w, h := float64(out.Bounds().Dx()), float64(out.Bounds().Dy())
	for _, a := range areas {
		at := image.Rect(int(a.Box[0]*w), int((1-a.Box[3])*h), int(a.Box[2]*w+1), int((1-a.Box[1])*h+1)).Add(out.Bounds().Min)
		draw.Draw(out, at, image.NewUniform(color.NRGBA{A: 0xD8}), image.Point{}, draw.Over)
	}
	return out
}

// blackout is the card that says what redacted copies black out, and leads to where it is marked.
func (p *paperPage) blackout() *part.Card {
	if p.u.isShut(p.doc) && p.u.book.held[p.doc.ID] == "" {
		return part.NewCard(say("Redacted copies"), part.Quiet(say("It is locked. Once it is open, you can mark what to black out of it.")))
	}
	if p.u.book.held[p.doc.ID] != "" || p.doc.Pages == 0 {
		return part.NewCard(say("Redacted copies"), part.Quiet(say("Nothing can be blacked out of it: it goes into no bundle, or it has no pages.")))
	}
	words := say("Nothing is blacked out of it.")
	if n := len(p.doc.Redaction.Areas); n > 0 {
		words = say("In a redacted copy, {{.Places}} blacked out.", "Places", count(n, "place is", "places are"))
	}
	doc := p.doc
	return part.NewCard(say("Redacted copies"), part.Body(words), part.Quiet(say("Hide another child’s name or a private address. The document itself stays whole.")),
		part.Line(1.5, part.Button(say("Black out…"), part.Outline, func() { p.u.openBlackout(doc) })))
}
