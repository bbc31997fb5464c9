package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// documents is the screen of papers: what is held, found by its words. Files dropped on the window are kept.
type documents struct {
	u       *UI
	content *part.ListPage
	head    *part.Page
	filter  *part.Entry
	counted *part.Text
	empty   *part.Page
	list    *rowList
	opened  bool        // a paper was opened from the list: the keyboard comes back to it
	state   *part.Text  // what is to be known of papers that cannot be searched
	act     *part.Press // what can be done about it
	stateIn *part.Box
	beside  *beside // the paper the keyboard is on
	shown   []casefile.Document
}

func newDocuments(u *UI) view {
	d := &documents{u: u, filter: part.NewEntry(say("Find a paper")), counted: part.Quiet(""), empty: part.NewPage()}
	d.filter.SetPlaceHolder(say("Find by title, writer or date"))
	d.filter.OnChanged = func(string) { d.fill() }
	add := part.Button(say("Add files… (Ctrl+O)"), part.Main, u.addFiles)
	d.state, d.act = part.Body(""), part.Button("", part.Outline, nil)
	d.stateIn = part.Beside(d.state, d.act)
	d.head = part.NewPage(part.Stack(1.5, part.Beside(part.Title(say("Documents")), add), d.stateIn, d.filter, d.counted))
	d.list = newRowList(func() int { return len(d.shown) }, newPaperRow, d.showRow, d.open)
	d.filter.Keys = d.list.fromFilter
	d.beside = newBeside(u, func() { d.open(d.list.at) })
	d.list.came, d.list.keys = func(int) { d.showBeside() }, d.turnPages
	both := container.New(listAndBeside{d.roomy}, container.NewStack(d.list, d.empty), d.beside.page)
	d.content = part.NewListPage(d.head, both, d.list)
	return d
}

// roomy shows or hides the paper beside the list, as the window has room for it.
func (d *documents) roomy(room bool) {
	d.beside.page.Hidden = !room
	d.showBeside()
}

// showBeside shows the paper the keyboard is on beside the list; none where none is shown.
func (d *documents) showBeside() {
	if d.list.at < len(d.shown) {
		d.beside.show(d.shown[d.list.at])
		return
	}
	d.beside.show(casefile.Document{})
}

// turnPages turns the pages of the paper beside the list.
func (d *documents) turnPages(ev *fyne.KeyEvent) bool {
	by := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: +1}[ev.Name]
	d.beside.turn(by)
	return by != 0
}

func (d *documents) Content() fyne.CanvasObject { return d.content }
func (d *documents) Close()                     { d.beside.stop() }

// Focus begins with the filter, and with the list when coming back from a paper.
func (d *documents) Focus() fyne.Focusable {
	if d.opened && len(d.shown) > 0 {
		return d.list
	}
	return d.filter
}

func (d *documents) open(i int) {
	d.opened = true
	d.u.openPaper(d.shown[i].ID)
}

// Dropped keeps files as documents of the child in view.
func (d *documents) Dropped(paths []string) { d.u.takeIn(paths, d.u.onlyChild(), nil) }

// Refresh shows the book as it is now.
func (d *documents) Refresh() {
	d.head.Refresh()
	d.fill()
}

// fill shows the papers that hold every word of the filter.
func (d *documents) fill() {
	words := strings.Fields(strings.ToLower(d.filter.Text))
	d.shown = nil
	var all []casefile.Document
	for _, doc := range d.u.book.documents {
		if !of(doc.Child, d.u.child) {
			continue
		}
		all = append(all, doc)
		if len(words) == 0 || holds(d.u.paperWords(doc), words) {
			d.shown = append(d.shown, doc)
		}
	}
	sortPapers(d.shown)
	d.counted.Say(d.countWords(all, len(words) > 0))
	d.showState()
	d.lookForScans()
	d.sayIfEmpty(len(all))
	d.list.UnselectAll()
	d.list.Refresh()
	d.showBeside()
	d.content.Refresh()
}

// showState shows how far the reading is, or what cannot be searched, with what can be done about it.
func (d *documents) showState() {
	words, act, do := d.u.reading.state()
	d.stateIn.Hidden = do == nil
	d.state.Say(words)
	d.act.Do = do
	if d.act.Words != act {
		d.act.Rename(act)
	}
	d.head.Refresh()
	d.content.Refresh()
	if d.u.win.Canvas().Focused() == fyne.Focusable(d.filter) {
		d.head.Reveal(d.filter) // what came above it must not push it out of sight
	}
}

// sortPapers puts the newest first, and before them those without a date, which still wait for their details.
func sortPapers(docs []casefile.Document) {
	slices.SortStableFunc(docs, func(a, b casefile.Document) int {
		switch {
		case a.On.IsZero() != b.On.IsZero() && a.On.IsZero():
			return -1
		case a.On.IsZero() != b.On.IsZero():
			return 1
		case a.On.IsZero():
			return b.Made.Compare(a.Made)
		}
		return b.On.Compare(a.On)
	})
}

func (d *documents) countWords(all []casefile.Document, filtered bool) string {
	papers := count(len(all), "paper", "papers")
	if filtered {
		return say("{{.Found}} of {{.Total}}. Down goes to the list, Enter opens.", "Found", len(d.shown), "Total", papers)
	}
	pages, undated := 0, 0
	for _, doc := range all {
		pages += doc.Pages
		if doc.On.IsZero() {
			undated++
		}
	}
	words := say("{{.Total}}, {{.Pages}}, newest first", "Total", papers, "Pages", count(pages, "page", "pages"))
	if undated > 0 {
		words = say("{{.Total}}, {{.Pages}}. First those without a date, then newest first", "Total", papers, "Pages", count(pages, "page", "pages"))
	}
	return words + ". " + say("Down goes to the list, Enter opens.")
}

func (d *documents) sayIfEmpty(total int) {
	d.empty.Hidden, d.list.Hidden = len(d.shown) > 0, len(d.shown) == 0
	if total > 0 {
		d.empty.Set(part.NewCard(say("Nothing found"), part.Body(say("No paper holds all these words. Try fewer of them."))))
		return
	}
	d.empty.Set(part.NewCard(say("No papers yet"),
		part.Body(say("Reports, letters, e-mails, plans and photos go here. They are kept as they came, and you can put them into a bundle later.")),
		part.NewDropZone(say("Drop files on the window, or press here to choose them"), d.u.addFiles)))
}

// paperWords is what a paper is found by, in lower case.
func (u *UI) paperWords(d casefile.Document) string {
	return strings.ToLower(strings.Join([]string{d.Title, d.Author, d.Kind.Title(), d.On.String(), d.On.Long(), d.Name, u.book.childName(d.Child), u.book.held[d.ID], u.book.titleOf(d.Within)}, " "))
}

// showRow fills a row of the list with a paper.
func (d *documents) showRow(i int, r *paperRow) {
	doc, u := d.shown[i], d.u
	words := []string{say("no date")}
	if !doc.On.IsZero() {
		words[0] = dayMonthYear(doc.On)
	}
	words = append(words, say(doc.Kind.Title()))
	if doc.Author != "" {
		words = append(words, shorten(doc.Author, 40))
	}
	words = append(words, pagesOf(doc))
	if mail, ok := u.book.document(doc.Within); ok {
		words = append(words, say("came with “{{.Title}}”", "Title", shorten(mail.Title, 50)))
	}
	if len(u.book.children) > 1 {
		words = append(words, shorten(firstOf(u.book.childName(doc.Child), say("the whole family")), 24))
	}
	r.title.Say(doc.Title)
	r.about.Say(strings.Join(words, " · "))
	tone, chip := u.paperChip(doc)
	r.chip.Hidden = chip == ""
	r.chip.Set(tone, chip)
	r.all.Refresh()
}

// paperRow is one paper in the list: its title, what is known of it, and the one thing to look at.
type paperRow struct {
	widget.BaseWidget
	title, about *part.Text
	chip         *part.Chip
	all          *fyne.Container
}

func newPaperRow() *paperRow {
	r := &paperRow{title: part.Strong("Ág").AtMost(1), about: part.Quiet("Ág").AtMost(1), chip: part.NewChip(part.Soon, "")}
	r.all = container.New(paperLayout{}, r.title, r.about, r.chip)
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is Fyne's.
func (r *paperRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.all) }

// Kids is what is shown.
func (r *paperRow) Kids() []fyne.CanvasObject { return []fyne.CanvasObject{r.all} }

// paperLayout: two lines at the left, the chip at the right in the middle.
type paperLayout struct{}

func (paperLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	lines := part.Body("Ág").OneLine().MinSize().Height + part.Quiet("Ág").OneLine().MinSize().Height
	return fyne.NewSize(part.Ems(12), lines+part.Steps(2.25))
}

func (paperLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	x, y := part.Steps(3.5), part.Steps(1)
	width := min(size.Width, part.Ems(66)+2*x) - 2*x
	if chip := o[2]; chip.Visible() {
		least := chip.MinSize()
		chip.Resize(least)
		chip.Move(fyne.NewPos(x+width-least.Width, (size.Height-least.Height)/2))
		width -= least.Width + part.Steps(2)
	}
	for _, text := range o[:2] {
		h := part.HeightFor(text, width)
		text.Move(fyne.NewPos(x, y))
		text.Resize(fyne.NewSize(width, h))
		y += h + part.Steps(0.25)
	}
}

// paperChip says the one thing to know about a paper first; no words where nothing stands out.
func (u *UI) paperChip(d casefile.Document) (part.Tone, string) {
	switch {
	case d.Unread(): // for which alone it is held back
		return part.Soon, unreadWords(d)
	case u.book.held[d.ID] != "":
		return part.Note, say("held back")
	case u.isShut(d):
		return part.Soon, say("locked")
	case d.Pages == 0:
		return part.Soon, unreadWords(d)
	case isOld(d, u.today()):
		return part.Soon, say("over three years old")
	case isBlind(d):
		return part.Soon, say("cannot be searched")
	}
	return part.Note, ""
}

// isBlind tells whether a paper is a picture of words only: a scan nobody has read in.
func isBlind(d casefile.Document) bool {
	return !d.Searchable && d.Pages > 0 && d.Type == casefile.FilePDF
}

// unreadWords says why a paper has no pages.
func unreadWords(d casefile.Document) string {
	if d.Unread() {
		return say("not read yet")
	}
	return say("could not be read")
}
