package ui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/png" // a page's picture comes as a PNG
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/intake"
)

// paperPage shows one document: its first page, what is known about it, and what can be done with it.
type paperPage struct {
	u    *UI
	ctx  context.Context
	doc  casefile.Document
	page *part.Page

	title, author, note *part.Entry
	titleF              *part.Field
	on                  *part.DateField
	kind, privilege     *part.Choices
	whose               *part.Choices
	sections            map[casefile.Section]*part.Press

	preview *part.Preview
	shown   int // the page the preview shows, counted from 0
	pager   *part.Text
	text    []string
}

// openPaper shows a document by its id.
func (u *UI) openPaper(id casefile.ID) {
	if doc, ok := u.book.document(id); ok {
		u.open(func(u *UI) view { return newPaperPage(u, doc) })
	}
}

func newPaperPage(u *UI, doc casefile.Document) view {
	p := &paperPage{u: u, ctx: u.scope(), doc: doc, preview: part.NewPreview(), pager: part.Quiet("")}
	p.fields()
	p.page = part.NewPage()
	p.draw()
	p.load()
	return p
}

func (p *paperPage) Content() fyne.CanvasObject { return p.page }
func (p *paperPage) Refresh()                   { p.page.Refresh() }
func (p *paperPage) Close()                     {}
func (p *paperPage) Focus() fyne.Focusable      { return p.title }

// fields makes the inputs and fills them with what is known.
func (p *paperPage) fields() {
	p.title, p.author = part.NewEntry(say("Title")), part.NewEntry(say("Who wrote it"))
	p.title.SetText(p.doc.Title)
	p.author.SetText(p.doc.Author)
	p.titleF = part.NewField(say("Title, as the index of a bundle shows it"), p.title, "")
	p.on = part.NewDateField(say("Date on the paper"), say("No date on it? Leave it empty."), p.u.today())
	p.on.SetDate(p.doc.On)
	p.kind = choicesOf(casefile.DocumentKinds(), p.doc.Kind, casefile.DocumentKind.Title)
	p.privilege = part.NewChoices(say("Open"), say("Held back: without prejudice"))
	if p.doc.Privilege == casefile.PrivilegeWithoutPrejudice {
		p.privilege.Choose(1)
	}
	p.sections = map[casefile.Section]*part.Press{}
	for _, s := range casefile.Sections() {
		press := part.Button(say(s.Title()), part.Choice, nil)
		press.Do = func() { press.Choose(!press.Chosen) }
		press.Chosen = hasSection(p.doc, s)
		p.sections[s] = press
	}
	p.whose = p.children()
}

// children offers the family's children and the whole family, where there is something to choose.
func (p *paperPage) children() *part.Choices {
	words, chosen := []string{say("The whole family")}, 0
	for i, c := range p.u.book.children {
		words = append(words, c.Name)
		if c.ID == p.doc.Child {
			chosen = i + 1
		}
	}
	c := part.NewChoices(words...)
	c.Choose(chosen)
	return c
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

func hasSection(d casefile.Document, s casefile.Section) bool {
	for _, have := range d.Sections {
		if have == s {
			return true
		}
	}
	return false
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
		part.NewField(say("Sections of the plan it speaks about"), part.Line(1.5, speak...), say("B is needs, F is provision, I is the school.")),
		part.NewField(say("May the Tribunal see it?"), p.privilege, say("What was said in mediation is held back. A paper held back never goes into a bundle.")),
		part.NewField(say("Whose is it?"), p.whose, ""),
		part.Line(1.5, part.Button(say("Save (Ctrl+Enter)"), part.Main, p.Save),
			part.Button(say("Save a copy…"), part.Outline, p.saveCopy), part.Button(say("Delete"), part.Outline, p.remove)))
	p.page.Set(pageHead(p.u, p.doc.Title, p.summary()), part.Columns(18, 1.15, details, part.Stack(2, p.looks(), p.origin())))
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
	kids := []fyne.CanvasObject{p.preview, p.pager}
	if p.doc.Pages > 1 {
		kids = append(kids, part.Line(1.5,
			part.Button(say("Page before"), part.Outline, func() { p.turn(-1) }),
			part.Button(say("Next page"), part.Outline, func() { p.turn(+1) })))
	}
	return part.NewCard(say("How it looks"), kids...)
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
	return part.NewCard(say("The file itself"), kids...)
}

// turn shows the page before or after.
func (p *paperPage) turn(by int) {
	if next := p.shown + by; next >= 0 && next < p.doc.Pages {
		p.shown = next
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

// load draws the page shown, beside the window.
func (p *paperPage) load() {
	p.pager.Say(say("Drawing the page…"))
	file, doc, page := p.u.file, p.doc, p.shown
	background(p.u, p.ctx, func(ctx context.Context) (picture, error) {
		return drawPage(ctx, file, doc, page)
	}, p.drawn)
}

// drawPage reads a document and draws one page of it. It is called beside the window.
func drawPage(ctx context.Context, file *casefile.File, doc casefile.Document, page int) (picture, error) {
	data, err := file.Read(doc.Blob)
	if err != nil {
		return picture{}, err
	}
	drawn, err := intake.Picture(ctx, data, doc.Type, page, previewDPI)
	if errors.Is(err, intake.ErrNoPicture) {
		return picture{words: firstWords(file, doc.ID, page)}, nil
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
	switch {
	case err != nil:
		p.pager.Say(explain(err).What + " " + say("The paper itself is kept."))
	case pic.image != nil:
		p.preview.Draw(canvas.NewImageFromImage(pic.image))
		p.pager.Say(say("Page {{.N}} of {{.Of}}", "N", p.shown+1, "Of", max(1, p.doc.Pages)))
	default:
		p.preview.Say(pic.words)
		p.pager.Say(say("Plain text"))
	}
	p.page.Reflow()
}

// Save keeps what was written about the paper.
func (p *paperPage) Save() {
	doc, ok := p.read()
	if !ok {
		return
	}
	p.u.change(func(tx *casefile.Tx) error {
		_, err := casefile.Put(tx, doc)
		return err
	}, func() {
		p.u.status.say(say("Kept: {{.Title}}.", "Title", doc.Title))
		if top := p.u.top(); top != nil && top.view == view(p) {
			p.u.back()
		}
	})
}

// read takes the fields into a document; false where something is wrong, which is then said beside it.
func (p *paperPage) read() (casefile.Document, bool) {
	doc := p.doc
	doc.Title, doc.Author = strings.TrimSpace(p.title.Text), strings.TrimSpace(p.author.Text)
	p.titleF.Wrong(sayIf(doc.Title == "", "Give the document a title."))
	on, err := p.on.Date()
	if err != nil {
		p.on.Wrong(err.Error())
	}
	doc.On, doc.Kind = on, casefile.DocumentKinds()[p.kind.Chosen()]
	doc.Privilege = []casefile.Privilege{casefile.PrivilegeOpen, casefile.PrivilegeWithoutPrejudice}[p.privilege.Chosen()]
	doc.Sections = nil
	for _, s := range casefile.Sections() {
		if p.sections[s].Chosen {
			doc.Sections = append(doc.Sections, s)
		}
	}
	doc.Child = ""
	if i := p.whose.Chosen(); i > 0 && i <= len(p.u.book.children) {
		doc.Child = p.u.book.children[i-1].ID
	}
	return doc, doc.Title != "" && err == nil
}

// remove deletes the paper; Undo brings it back.
func (p *paperPage) remove() {
	doc := p.doc
	p.u.remove(func(tx *casefile.Tx) error { return casefile.Delete[casefile.Document](tx, doc.ID) },
		func(tx *casefile.Tx) error { _, err := casefile.Put(tx, doc); return err },
		say("Deleted: {{.Title}}.", "Title", doc.Title), say("It is back: {{.Title}}.", "Title", doc.Title))
	p.u.back()
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
