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

// logScreen lists what happened, newest first, and finds entries by their words. It stays quick with 10,000 of them.
type logScreen struct {
	u       *UI
	content *fyne.Container
	head    *part.Page // above the list: heading, filter, buttons
	filter  *part.Entry
	counted *part.Text
	empty   *part.Page
	list    *rowList
	shown   []casefile.Entry
}

func newLog(u *UI) view {
	l := &logScreen{u: u, filter: part.NewEntry(say("Find words")), counted: part.Quiet("")}
	l.filter.SetPlaceHolder(say("Find words, a name, a date like 2026-03"))
	l.filter.OnChanged = func(string) { l.fill() }
	log := part.Button(say("Write (Ctrl+L)"), part.Main, u.quickLog)
	happened := part.Button(say("A date (Ctrl+D)"), part.Outline, func() { u.newEvent("", "") })
	l.head = part.NewPage(part.Stack(1.5,
		part.Beside(part.Title(say("Log")), log, happened), l.filter, l.counted))
	l.list = newRowList(func() int { return len(l.shown) }, newEntryRow,
		func(i int, r *entryRow) { r.show(u, l.shown[i]) }, func(i int) { u.openEntry(l.shown[i].ID) })
	l.empty = part.NewPage()
	l.filter.Keys = l.list.fromFilter
	l.content = container.New(part.HeadAndRest{}, l.head, container.NewStack(l.list, l.empty))
	return l
}

func (l *logScreen) Content() fyne.CanvasObject { return l.content }
func (l *logScreen) Close()                     {}

// Focus puts the keyboard in the filter.
func (l *logScreen) Focus() fyne.Focusable { return l.filter }

// Dropped starts an entry with the files as its papers.
func (l *logScreen) Dropped(paths []string) { l.u.quickLogWith(paths) }

// Refresh shows the book as it is now.
func (l *logScreen) Refresh() {
	l.head.Refresh()
	l.fill()
}

// fill shows the entries that hold every word of the filter.
func (l *logScreen) fill() {
	words := strings.Fields(strings.ToLower(l.filter.Text))
	l.shown = l.shown[:0]
	total := 0
	for _, e := range l.u.book.entries {
		if !of(e.Child, l.u.child) {
			continue
		}
		total++
		if holds(l.u.entryWords(e), words) {
			l.shown = append(l.shown, e)
		}
	}
	l.counted.Say(l.countWords(total, len(words) > 0))
	l.sayIfEmpty(total)
	l.list.UnselectAll()
	l.list.Refresh()
	l.content.Refresh()
}

func (l *logScreen) countWords(total int, filtered bool) string {
	if filtered {
		return say("{{.Found}} of {{.Total}}, newest first. Down goes to the list.", "Found", len(l.shown), "Total", count(total, "entry", "entries"))
	}
	return say("{{.Total}}, newest first. Down goes to the list.", "Total", count(total, "entry", "entries"))
}

func (l *logScreen) sayIfEmpty(total int) {
	l.empty.Hidden, l.list.Hidden = len(l.shown) > 0, len(l.shown) == 0
	if total == 0 {
		l.empty.Set(part.NewCard(say("Nothing is written down yet"),
			part.Body(say("Log every call, e-mail, letter and meeting, even the short ones. Two minutes now is worth an hour at the hearing."))))
		return
	}
	l.empty.Set(part.NewCard(say("Nothing found"), part.Body(say("No entry holds all these words. Try fewer of them."))))
}

// holds tells whether text holds every word; both are lower-case.
func holds(text string, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

// entryWords is what an entry is found by, in lower case.
func (u *UI) entryWords(e casefile.Entry) string {
	return strings.ToLower(strings.Join([]string{e.On.String(), e.On.Long(), e.Kind.Title(), e.With, e.Said, e.Promised, u.book.childName(e.Child)}, " "))
}

// entryRow is one entry in the list: when, with whom and how, and the first words of what was said.
type entryRow struct {
	widget.BaseWidget
	when, with, said *part.Text
	chip             *part.Chip
	all              *fyne.Container
}

func newEntryRow() *entryRow {
	r := &entryRow{when: part.Body("Ág").AtMost(1), with: part.NewText(part.SizeBody).AtMost(1), said: part.Body("Ág").AtMost(2), chip: part.NewChip(part.Soon, "")}
	r.all = container.New(entryLayout{}, r.when, r.with, r.said, r.chip)
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is Fyne's.
func (r *entryRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.all) }

// Kids is what is shown.
func (r *entryRow) Kids() []fyne.CanvasObject { return []fyne.CanvasObject{r.all} }

// show fills the row with an entry.
func (r *entryRow) show(u *UI, e casefile.Entry) {
	r.when.Say(rowDate(e.On, u.today()))
	about := []string{say(e.Kind.Title())}
	if e.With != "" {
		about = append([]string{""}, about...)
	}
	if e.At != "" {
		about = append(about, e.At)
	}
	if name := u.book.childName(e.Child); len(u.book.children) > 1 && name != "" {
		about = append(about, shorten(name, 24))
	}
	if n := len(e.Documents); n > 0 {
		about = append(about, count(n, "paper", "papers"))
	}
	r.with.Set(part.Span{Words: shorten(e.With, 80), Bold: true}, part.Span{Words: strings.Join(about, " · "), Ink: part.InkQuiet})
	said := e.Said
	if said == "" && e.Promised != "" {
		said = say("Promised: {{.What}}", "What", e.Promised)
	}
	r.said.Say(strings.Join(strings.Fields(shorten(said, 400)), " "))
	tone, words := u.promiseChip(e)
	if words == "" || e.Waiting() && !u.broken(e) {
		if t, w := u.answerChip(e); w != "" {
			tone, words = t, w
		}
	}
	r.chip.Hidden = words == ""
	r.chip.Set(tone, words)
	r.all.Refresh()
}

// promiseChip says how an entry's promise stands; no words where it has none.
func (u *UI) promiseChip(e casefile.Entry) (part.Tone, string) {
	switch {
	case e.Promised == "":
		return part.Note, ""
	case !e.PromiseKept.IsZero():
		return part.Done, say("promise kept")
	case u.broken(e):
		return part.Soon, say("promise {{.Days}} late", "Days", days(e.PromisedBy.DaysTo(u.today())))
	case e.PromisedBy.IsZero():
		return part.Note, say("promised")
	}
	return part.Note, say("promised for {{.Day}}", "Day", e.PromisedBy.Short())
}

// entryLayout: the day in a column of its own, then one line with whom and two of what was said, the chip at the right.
type entryLayout struct{}

// MinSize is the same for every row, which is what keeps the list quick.
func (entryLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	line := part.Body("Ág").OneLine().MinSize().Height
	return fyne.NewSize(part.Ems(12), 3*line+part.Steps(2.5))
}

// Layout is Fyne's.
func (entryLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	x, y := part.Steps(3.5), part.Steps(1.1)
	right := min(size.Width, part.Ems(66)+2*x) - x
	if o[3].Visible() {
		chip := o[3].MinSize()
		o[3].Resize(chip)
		o[3].Move(fyne.NewPos(right-chip.Width, y))
		right -= chip.Width + part.Steps(1.5)
	}
	lead := part.Ems(9.5)
	if right-x-lead < part.Ems(18) { // no room for a column: the day stands above, and one line less of what was said
		y += put(o[0], x, y, right-x)
		y += put(o[1], x, y, right-x)
		o[2].(*part.Text).AtMost(1).Refresh()
		put(o[2], x, y, right-x)
		return
	}
	o[2].(*part.Text).AtMost(2).Refresh()
	put(o[0], x, y, lead-part.Steps(1))
	y += put(o[1], x+lead, y, right-x-lead) + part.Steps(0.25)
	put(o[2], x+lead, y, right-x-lead)
}

// put places a text and gives the height it takes.
func put(o fyne.CanvasObject, x, y, width float32) float32 {
	height := part.HeightFor(o, width)
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
	return height
}
