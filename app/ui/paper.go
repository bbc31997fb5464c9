package ui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/png" // a page's picture comes as a PNG
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/intake"
	"ehccasefile/deadlines"
)

// paperPage shows one document: a page of it, what is known about it, and what can be done with it.
type paperPage struct {
	u    *UI
	ctx  context.Context
	doc  casefile.Document // as the case file holds it
	page *part.Page
	was  paperEdit // what stood in the fields at first
	done bool      // saved or deleted: nothing is lost by leaving

	title, author *part.Entry
	titleF        *part.Field
	on            *part.DateField
	kind          *part.Choices
	held          *heldField
	whose         *part.Choices
	owners        []casefile.CaseID // what whose offers
	sections      map[casefile.Section]*part.Press

	seems *proposals
	other *relations
	lock  *unlocker // of a locked paper
	split bool      // it is to be split once it is open

	preview      *part.Preview
	shown        int                // the page the preview shows, counted from 0
	stop         context.CancelFunc // ends the drawing that is under way
	pager        *part.Text
	before, next *part.Press
}

// openPaper shows a document by its id.
func (u *UI) openPaper(id casefile.ID) {
	if doc, ok := u.book.document(id); ok {
		u.open(func(u *UI) view { return newPaperPage(u, doc) })
	}
}

func newPaperPage(u *UI, doc casefile.Document) view {
	p := &paperPage{u: u, ctx: u.scope(), doc: doc, preview: part.NewPreview(), pager: part.Quiet(""), stop: func() {}}
	p.before = part.Button(say("Page before"), part.Outline, func() { p.turn(-1) })
	p.next = part.Button(say("Next page"), part.Outline, func() { p.turn(+1) })
	p.seems, p.other = &proposals{p: p}, &relations{p: p}
	p.lock = newUnlocker(u, func() []casefile.ID { return []casefile.ID{doc.ID} }, p.unlocked)
	p.fields()
	p.was, _ = p.edit() // a date the case file holds can always be read
	p.page = part.NewPage()
	p.draw()
	p.load()
	p.findOut()
	return p
}

func (p *paperPage) Content() fyne.CanvasObject { return p.page }

// Focus begins with the title; of a locked paper, with its password.
func (p *paperPage) Focus() fyne.Focusable {
	if p.u.isShut(p.doc) {
		return p.lock.entry
	}
	return p.title
}

// Refresh shows what became known of the paper meanwhile, and leaves what is being written.
func (p *paperPage) Refresh() {
	doc, ok := p.u.book.document(p.doc.ID)
	if ok && !reflect.DeepEqual(doc, p.doc) {
		read := doc.Pages != p.doc.Pages || !slices.Equal(doc.Notes, p.doc.Notes)
		p.showMark(doc)
		p.doc = doc
		if read {
			p.load()
			p.findOut()
		}
	}
	p.draw() // for what was written down or added meanwhile
	p.page.Refresh()
}

// findOut finds out beside the window what the paper says, and which others it has to do with.
func (p *paperPage) findOut() {
	p.seems.findOut()
	p.other.findOut()
}

// redraw puts the page together anew, with the keyboard where it was.
func (p *paperPage) redraw() {
	if p.page == nil {
		return
	}
	words := focusWords(p.u.win.Canvas())
	p.draw()
	if p.u.inSight() == view(p) && p.u.sheet == nil {
		focusByWords(p.u.win.Canvas(), p.page, words)
	}
}

// Close keeps what was written and not saved within reach of Undo.
func (p *paperPage) Close() {
	p.lock.forget()
	edit, err := p.edit()
	if p.opens(edit) { // which Save would have asked about
		edit.Privilege, edit.Reason = p.was.Privilege, p.was.Reason
	}
	if p.done || err != nil || edit.Title == "" || reflect.DeepEqual(edit, p.was) {
		return
	}
	id, was := p.doc.ID, p.was
	p.u.gone = &deletion{func(tx *casefile.Tx) error { return keepEdit(tx, id, edit, was) }, say("Saved: {{.Title}}.", "Title", shorten(edit.Title, 60))}
	p.u.status.say(say("Your changes to “{{.Title}}” were not saved. Undo brings them back and saves them.", "Title", shorten(p.doc.Title, 60)))
}

// fields makes the inputs and fills them with what is known.
func (p *paperPage) fields() {
	p.title, p.author = part.NewEntry(say("Title")), part.NewEntry(say("Who wrote it"))
	p.title.SetText(p.doc.Title)
	p.title.CursorColumn = len([]rune(p.doc.Title))
	p.author.SetText(p.doc.Author)
	p.titleF = part.NewField(say("Title, as the index of a bundle shows it"), p.title, "")
	p.on = part.NewDateField(say("Date on the paper"), say("No date on it? Leave it empty."), p.u.today())
	p.on.SetDate(p.doc.On)
	p.kind = choicesOf(casefile.DocumentKinds(), p.doc.Kind, casefile.DocumentKind.Title)
	p.held = newHeldField(p.doc, func() *part.Page { return p.page })
	p.sections = map[casefile.Section]*part.Press{}
	for _, s := range casefile.Sections() {
		p.sections[s] = part.Tick(say(s.Title()), slices.Contains(p.doc.Sections, s))
	}
	p.children()
}

// children offers the family's children and the whole family.
func (p *paperPage) children() {
	words := []string{say("The whole family")}
	p.owners = []casefile.CaseID{""}
	for _, c := range p.u.book.children {
		words, p.owners = append(words, shorten(c.Name, 24)), append(p.owners, c.ID)
	}
	p.whose = part.NewChoices(words...)
	p.whose.Choose(slices.Index(p.owners, p.doc.Child))
}

// choicesOf offers every value of a list by its words, with one chosen.
func choicesOf[T comparable](all []T, chosen T, title func(T) string) *part.Choices {
	var words []string
	at := 0
	for i, v := range all {
		words = append(words, say(title(v)))
		if v == chosen {
			at = i
		}
	}
	c := part.NewChoices(words...)
	c.Choose(at)
	return c
}

// draw puts the page together: the picture beside the fields where the window is wide enough.
func (p *paperPage) draw() {
	var speak []fyne.CanvasObject
	for _, s := range casefile.Sections() {
		speak = append(speak, p.sections[s])
	}
	details := part.NewCard(say("What it is"), p.titleF, part.NewField(say("Date on the paper"), p.on, ""),
		part.NewField(say("Who wrote it"), p.author, ""),
		part.NewField(say("What sort of paper"), p.kind, ""),
		part.NewField(say("Sections of the plan it speaks about"), part.Line(1.5, speak...), say("Choose as many as fit, or none.")))
	if field := p.other.chainField(); field != nil {
		details.Add(field)
	}
	details.Add(p.held.field, p.held.why,
		part.NewField(say("Whose is it?"), p.whose, ""),
		part.Line(1.5, part.Button(say("Save (Ctrl+Enter)"), part.Main, p.Save),
			part.Button(say("Save a copy…"), part.Outline, p.saveCopy), part.Button(say("Delete"), part.Outline, p.remove)))
	cards := []fyne.CanvasObject{pageHead(p.u, shorten(p.doc.Title, 120), p.summary())}
	for _, card := range []*part.Card{p.lockedCard(), p.heldCard(), p.seems.card(), p.other.card()} {
		if card != nil {
			cards = append(cards, card)
		}
	}
	p.page.Set(append(cards, part.Columns(18, 1.15, details, part.Stack(2, p.looks(), p.blackout(), p.origin())))...)
}

// summary says in one line what the paper is.
func (p *paperPage) summary() string {
	words := []string{say(p.doc.Kind.Title())}
	if !p.doc.On.IsZero() {
		words = append(words, dayMonthYear(p.doc.On))
	}
	return strings.Join(append(words, pagesOf(p.doc)), " · ")
}

// pagesOf says how many pages a document has, as far as that is known.
func pagesOf(d casefile.Document) string {
	if d.Pages == 0 {
		return say("pages not counted")
	}
	return count(d.Pages, "page", "pages")
}

// looks is the card with the picture of a page, or with the words of a text.
func (p *paperPage) looks() *part.Card {
	if p.u.isShut(p.doc) { // no empty room for a picture that cannot be drawn
		return part.NewCard(say("How it looks"), p.pager)
	}
	kids := []fyne.CanvasObject{p.preview, p.pager}
	if p.doc.Pages > 1 {
		kids = append(kids, part.Line(1.5, p.before, p.next))
	}
	if p.doc.Type.Picture() && !p.doc.Unread() {
		kids = append(kids, p.straightening())
	}
	return part.NewCard(say("How it looks"), kids...)
}

// straightening offers to show a picture as it came, or straightened and trimmed again. It is then read anew.
func (p *paperPage) straightening() fyne.CanvasObject {
	words, hint := say("Show it as it came"), say("A page of words is straightened and trimmed for a bundle where that is safe. The original stays as it came either way.")
	if p.doc.AsItCame {
		words = say("Straighten and trim it")
	}
	id, to := p.doc.ID, !p.doc.AsItCame
	press := part.Button(words, part.Outline, func() {
		p.u.change(func(tx *casefile.Tx) error {
			_, err := intake.ShowAsItCame(tx, id, to)
			return err
		}, p.u.reading.begin)
	})
	return part.Stack(0.5, part.Line(1.5, press), part.Quiet(hint))
}

// origin is the card that says what came and that it was not touched.
func (p *paperPage) origin() *part.Card {
	kids := []fyne.CanvasObject{
		part.Quiet(say("File: {{.Name}}", "Name", p.doc.Name)),
		part.Quiet(say("{{.Type}}, {{.Size}}. The original is kept as it came, byte for byte.", "Type", p.doc.Type.Title(), "Size", size(p.doc.Blob.Size))),
		part.Quiet(say("SHA-256: {{.Sum}}", "Sum", p.doc.Blob.SHA256)),
	}
	for _, note := range p.doc.Notes {
		kids = append(kids, part.Body("● "+note))
	}
	if p.doc.Unread() {
		kids = append(kids, part.Line(1.5, part.Button(say("Read it now"), part.Outline, p.u.reading.begin)))
	}
	return part.NewCard(say("The file itself"), kids...)
}

// turn shows the page before or after.
func (p *paperPage) turn(by int) {
	if to := p.shown + by; to >= 0 && to < p.asShown().Pages {
		p.shown = to
		p.load()
	}
}

// previewDPI is enough to read a page's headings by, and quick to draw.
const previewDPI = 80

// picture is a page as drawn, or its words where it has no picture.
type picture struct {
	image image.Image
	words string
}

// load draws the page shown, beside the window. A page still being drawn when another is wanted is forgotten.
func (p *paperPage) load() {
	p.stop()
	ctx, stop := context.WithCancel(p.ctx)
	p.stop = stop
	p.before.Allow(p.shown > 0)
	p.next.Allow(p.shown+1 < p.asShown().Pages)
	p.pager.Say(say("Drawing the page…"))
	file, doc, page, words := p.u.file, p.asShown(), p.shown, p.u.passwords.list(p.doc.ID)
	background(p.u, ctx, func(ctx context.Context) (picture, error) {
		return drawPage(ctx, file, doc, page, words)
	}, p.drawn)
}

// drawPage reads a document and draws one page of it. It is called beside the window.
func drawPage(ctx context.Context, file *casefile.File, doc casefile.Document, page int, passwords []string) (picture, error) {
	return drawPageAt(ctx, file, doc, intake.Place{Page: page, DPI: previewDPI}, passwords)
}

// drawPageAt is drawPage at so many dots an inch.
func drawPageAt(ctx context.Context, file *casefile.File, doc casefile.Document, at intake.Place, passwords []string) (picture, error) {
	drawn, err := intake.PictureWith(ctx, file, doc, at, passwords)
	if errors.Is(err, intake.ErrNoPicture) {
		return picture{words: firstWords(file, doc.ID, at.Page)}, nil
	}
	if err != nil {
		return picture{}, err
	}
	img, _, err := image.Decode(bytes.NewReader(drawn))
	return picture{image: img}, err
}

// firstWords gives the words of a page as they were read, shortened to what fits beside the fields.
func firstWords(file *casefile.File, doc casefile.ID, page int) string {
	words := ""
	// A failure to read shows no words, which is what is true; the paper itself is not touched.
	_ = file.View(func(tx *casefile.Tx) error {
		for _, t := range casefile.All[casefile.Text](tx, "") {
			if t.Document == doc && page < len(t.Pages) {
				words = t.Pages[page]
			}
		}
		return nil
	})
	return shorten(words, 1200)
}

func (p *paperPage) drawn(pic picture, err error) {
	p.preview.Say(pic.words)
	pages := say("Page {{.N}} of {{.Of}}", "N", p.shown+1, "Of", max(1, p.asShown().Pages))
	switch {
	case err != nil:
		p.pager.Say(p.notDrawn(err))
	case pic.image != nil:
		p.preview.Draw(pic.image)
		p.pager.Say(pages)
	default:
		p.pager.Say(pages)
	}
	p.page.Reflow()
}

// notDrawn says why there is no picture: what was noted when the paper came, or what happened now.
func (p *paperPage) notDrawn(err error) string {
	if errors.Is(err, intake.ErrPassword) {
		return say("It is locked, so it cannot be shown yet. Type its password above.")
	}
	if p.doc.Pages == 0 && len(p.doc.Notes) > 0 {
		return say("There is no picture of it. See below why.")
	}
	return explain(err).What + " " + say("The paper itself is kept.")
}

// paperEdit is what can be written about a paper.
type paperEdit struct {
	Title, Author string
	On            deadlines.Date
	Kind          casefile.DocumentKind
	Sections      []casefile.Section
	Privilege     casefile.Privilege
	Reason        string
	Child         casefile.CaseID
	Squeezed      bool
}

// onto gives the document as it is after the edit. Its mark is set only where it was chosen anew since was: a paper that was held
// back meanwhile must not be opened by whoever mends its title. A certificate that is held back gives a Problem.
func (e paperEdit) onto(d casefile.Document, was paperEdit) (casefile.Document, error) {
	d.Title, d.Author, d.On, d.Kind = e.Title, e.Author, e.On, e.Kind
	d.Sections, d.Child, d.Squeezed = e.Sections, e.Child, e.Squeezed
	if e.Privilege != was.Privilege || e.Reason != was.Reason || e.Kind != was.Kind {
		mark, reason := d.Privilege, d.Reason
		if e.Privilege != was.Privilege || e.Reason != was.Reason {
			mark, reason = e.Privilege, e.Reason
		}
		return d.Mark(mark, reason)
	}
	return d, nil
}

// keepEdit writes an edit to the paper as it is by now, because its pages may have been read meanwhile. Its words go with it
// to another child.
func keepEdit(tx *casefile.Tx, id casefile.ID, edit, was paperEdit) error {
	now, err := casefile.Get[casefile.Document](tx, id)
	if err != nil {
		return err
	}
	next, err := edit.onto(now, was)
	if err != nil {
		return err
	}
	if _, err := casefile.Put(tx, next); err != nil || edit.Child == now.Child {
		return err
	}
	for _, text := range casefile.All[casefile.Text](tx, now.Child) {
		if text.Document == id {
			text.Child = edit.Child
			if _, err := casefile.Put(tx, text); err != nil {
				return err
			}
		}
	}
	return nil
}

// Save keeps what was written about the paper.
func (p *paperPage) Save() {
	edit, err := p.edit()
	p.titleF.Wrong(sayIf(edit.Title == "", "Give the document a title."))
	if err != nil {
		p.on.Wrong(err.Error())
	}
	_, marks := edit.onto(p.doc, p.was)
	p.held.field.Wrong("")
	if marks != nil {
		p.held.field.Wrong(marks.Error())
	}
	switch {
	case edit.Title == "" || err != nil || marks != nil:
	case p.opens(edit):
		p.askToOpen(edit)
	default:
		p.keep(edit)
	}
}

// keep writes an edit and goes back to where the paper was opened from.
func (p *paperPage) keep(edit paperEdit) {
	id, was := p.doc.ID, p.was
	p.u.change(func(tx *casefile.Tx) error { return keepEdit(tx, id, edit, was) }, func() {
		p.done = true
		p.u.status.say(say("Saved: {{.Title}}.", "Title", shorten(edit.Title, 60)))
		if top := p.u.top(); top != nil && top.view == view(p) {
			p.u.back()
		}
	})
}

// edit takes what stands in the fields; an error where the date cannot be read.
func (p *paperPage) edit() (paperEdit, error) {
	on, err := p.on.Date()
	e := paperEdit{Title: trim(p.title.Text), Author: trim(p.author.Text), On: on, Kind: casefile.DocumentKinds()[p.kind.Chosen()],
		Child: p.owners[p.whose.Chosen()], Squeezed: p.squeezed()}
	e.Privilege, e.Reason = p.held.read()
	for _, s := range casefile.Sections() {
		if p.sections[s].Chosen {
			e.Sections = append(e.Sections, s)
		}
	}
	return e, err
}

// remove deletes the paper; Undo brings it back, into bundles and entries too, which still name it.
func (p *paperPage) remove() {
	doc := p.doc
	p.done = true
	p.u.remove(func(tx *casefile.Tx) error { return casefile.Delete[casefile.Document](tx, doc.ID) },
		func(tx *casefile.Tx) error { _, err := casefile.Put(tx, doc); return err },
		say("Deleted: {{.Title}}.", "Title", shorten(doc.Title, 60)), say("It is back: {{.Title}}.", "Title", shorten(doc.Title, 60)), nil)
	if top := p.u.top(); top != nil && top.view == view(p) {
		p.u.back()
	}
}

// saveCopy writes the original, byte for byte, where the family chooses. Nothing is ever written for looking only.
func (p *paperPage) saveCopy() {
	u, file, doc := p.u, p.u.file, p.doc
	u.askPlace(say("Save a copy"), say("The copy is not sealed: anybody who finds it can read it."), filepath.Base(doc.Name), func(path string) {
		u.writeBeside(path, func() ([]byte, error) { return file.Read(doc.Blob) }, say("A copy was saved: {{.Name}}.", "Name", filepath.Base(path)))
	})
}

// size says a number of bytes as people do.
func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", n>>10)
	}
	return count(int(n), "byte", "bytes")
}
