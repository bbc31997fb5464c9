package ui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/intake"
)

// beside stands beside the list of papers, where the window has room for both: a page of the paper the keyboard is on, and what is known of it.
type beside struct {
	u    *UI
	page *part.Page
	doc  casefile.Document // "" as its id: none
	at   int               // the page shown, counted from 0
	stop context.CancelFunc

	preview *part.Preview
	pager   *part.Text
	open    func()
}

// besideWait lets whoever runs down the list pass by without every paper on the way being drawn.
const besideWait = 120 * time.Millisecond

// besideEms is the least width of list and paper together, and the paper's own.
const (
	besideEms  = 56
	besideWide = 25
)

func newBeside(u *UI, open func()) *beside {
	return &beside{u: u, page: part.NewPage(), stop: func() {}, preview: part.NewPreview(), pager: part.Quiet(""), open: open}
}

// show shows a paper, from its first page; the same one again stays at its page.
func (b *beside) show(doc casefile.Document) {
	if !b.page.Visible() {
		b.doc = casefile.Document{} // looked at anew when there is room
		return
	}
	if doc.ID != b.doc.ID {
		b.at = 0
	}
	if doc.ID == "" {
		b.stop()
	}
	same := doc.ID == b.doc.ID && doc.Pages == b.doc.Pages && slices.Equal(doc.Notes, b.doc.Notes)
	b.doc = doc
	b.draw()
	if !same && doc.ID != "" {
		b.load()
	}
}

// turn shows the page before or after.
func (b *beside) turn(by int) {
	if to := b.at + by; to >= 0 && to < b.doc.Pages {
		b.at = to
		b.load()
	}
}

// draw puts the words together.
func (b *beside) draw() {
	if b.doc.ID == "" {
		b.page.Set()
		return
	}
	kids := []fyne.CanvasObject{part.Strong(b.doc.Title), part.Quiet(strings.Join(b.facts(), " · "))}
	if why := b.u.book.held[b.doc.ID]; why != "" && !b.doc.Unread() {
		kids = append(kids, part.Stack(0.5, part.Line(1, part.NewChip(part.Note, say("held back"))), part.Quiet(why)))
	}
	if isOld(b.doc, b.u.today()) {
		kids = append(kids, part.NewChip(part.Soon, say("over three years old")))
	}
	if isBlind(b.doc) {
		kids = append(kids, part.NewChip(part.Soon, say("words cannot be searched")))
	}
	if b.u.isShut(b.doc) {
		kids = append(kids, part.Body(say("This paper is locked with a password. Open it to type the password.")))
	}
	kids = append(kids, part.Line(1.5, part.Button(say("Open (Enter)"), part.Outline, b.open)), b.pager, b.preview)
	b.page.Set(part.NewCard("", kids...))
}

// facts are what is known of the paper in a few words.
func (b *beside) facts() []string {
	words := []string{say(b.doc.Kind.Title()), say("no date")}
	if !b.doc.On.IsZero() {
		words[1] = dayMonthYear(b.doc.On)
	}
	if b.doc.Author != "" {
		words = append(words, shorten(b.doc.Author, 60))
	}
	words = append(words, pagesOf(b.doc))
	for _, s := range b.doc.Sections {
		words = append(words, say(s.Title()))
	}
	return words
}

// load draws the page beside the window, once the keyboard has rested on the paper for a moment.
func (b *beside) load() {
	b.stop()
	ctx, stop := context.WithCancel(b.u.scope())
	b.stop = stop
	b.pager.Say(say("Drawing the page…"))
	file, doc, at, run, words := b.u.file, b.doc, b.at, b.u.run, b.u.passwords.list(b.doc.ID)
	background(b.u, ctx, func(ctx context.Context) (picture, error) {
		if run.pause(ctx, besideWait); ctx.Err() != nil {
			return picture{}, ctx.Err()
		}
		return drawPage(ctx, file, doc, at, words)
	}, b.drawn)
}

func (b *beside) drawn(pic picture, err error) {
	b.preview.Say(pic.words)
	if pic.image != nil {
		b.preview.Draw(pic.image)
	}
	pages := say("Page {{.N}} of {{.Of}}", "N", b.at+1, "Of", max(1, b.doc.Pages))
	switch {
	case errors.Is(err, intake.ErrPassword):
		pages = say("Without its password there is no picture of it.")
	case err != nil && b.doc.Pages == 0:
		pages = say("There is no picture of it. Open it to see why.")
	case err != nil:
		pages = explain(err).What
	case b.doc.Pages > 1:
		pages += ". " + say("Left and Right turn the pages.")
	}
	b.pager.Say(pages)
	b.page.Reflow()
}

// listAndBeside lays the paper beside the list where there is room for both, and leaves it out elsewhere. roomy is told when that changes.
type listAndBeside struct{ roomy func(bool) }

func (listAndBeside) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (l listAndBeside) Layout(o []fyne.CanvasObject, size fyne.Size) {
	room := size.Width >= part.Ems(besideEms)
	if room != o[1].Visible() {
		l.roomy(room)
	}
	wide := size.Width
	if room {
		wide -= part.Ems(besideWide)
		o[1].Move(fyne.NewPos(wide, 0))
		o[1].Resize(fyne.NewSize(part.Ems(besideWide), size.Height))
	}
	o[0].Resize(fyne.NewSize(wide, size.Height))
}
