package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"ehccasefile/app/ui/part"
)

// lookup is a page with a list to look something up in: rules of law, facts, words, topics of help. It stays quick at any length.
type lookup struct {
	u       *UI
	content *part.ListPage
	head    *part.Page // above the list: heading, filter
	filter  *part.Entry
	counted *part.Text
	empty   *part.Page
	list    *rowList
	what    lookupWords
	all     []lookupItem
	shown   []lookupItem
}

// lookupWords is what a lookup says of itself.
type lookupWords struct {
	title, sentence string
	hint            string // in the empty filter
	found           string // what was typed already
	one, many       string // what its lines are
}

// lookupItem is one line of a lookup.
type lookupItem struct {
	title, detail string
	more          string // further words it is found by
	tone          part.Tone
	chip          string // "" for none
	open          func()
}

func newLookup(u *UI, what lookupWords, all []lookupItem) *lookup {
	l := &lookup{u: u, what: what, all: all, filter: part.NewEntry(say("Find words")), counted: part.Quiet("")}
	l.filter.SetPlaceHolder(what.hint)
	l.filter.SetText(what.found)
	l.filter.OnChanged = func(string) { l.fill() }
	l.head, l.empty = part.NewPage(), part.NewPage()
	l.list = newRowList(func() int { return len(l.shown) }, newLookupRow,
		func(i int, r *lookupRow) { r.show(l.shown[i]) }, func(i int) { l.shown[i].open() })
	l.filter.Keys = l.list.fromFilter
	l.content = part.NewListPage(l.head, container.NewStack(l.list, l.empty), l.list)
	return l
}

func (l *lookup) Content() fyne.CanvasObject { return l.content }
func (l *lookup) Close()                     {}

// Focus puts the keyboard in the filter.
func (l *lookup) Focus() fyne.Focusable { return l.filter }

// Refresh shows the list.
func (l *lookup) Refresh() {
	l.head.Set(part.Stack(1.5, pageHead(l.u, l.what.title, l.what.sentence), l.filter, l.counted))
	l.fill()
}

// fill shows what holds every word of the filter: first what has them in its title, then the rest.
func (l *lookup) fill() {
	words := strings.Fields(strings.ToLower(l.filter.Text))
	l.shown = l.shown[:0]
	var rest []lookupItem
	for _, item := range l.all {
		switch title := strings.ToLower(item.title); {
		case holds(title, words):
			l.shown = append(l.shown, item)
		case holds(title+" "+strings.ToLower(item.detail+" "+item.more+" "+item.chip), words):
			rest = append(rest, item)
		}
	}
	l.shown = append(l.shown, rest...)
	total := count(len(l.all), l.what.one, l.what.many)
	counted := total
	if len(l.shown) != len(l.all) {
		counted = say("{{.Found}} of {{.Total}}", "Found", len(l.shown), "Total", total)
	}
	if len(l.shown) > 0 {
		counted = say("{{.Found}}. Down goes to the list, Enter opens one.", "Found", counted)
	}
	l.counted.Say(counted)
	l.empty.Hidden, l.list.Hidden = len(l.shown) > 0, len(l.shown) == 0
	l.empty.Set(part.NewCard(say("Nothing found"), part.Body(say("Nothing here has all these words. Try fewer of them, or other ones."))))
	l.list.UnselectAll()
	l.list.Refresh()
	l.content.Refresh()
}

// lookupRow is one line: its title, a detail below it, a chip at the right.
type lookupRow struct {
	widget.BaseWidget
	title, detail *part.Text
	chip          *part.Chip
	all           *fyne.Container
}

func newLookupRow() *lookupRow {
	r := &lookupRow{title: part.Strong("Ág").AtMost(2), detail: part.Quiet("Ág").AtMost(2), chip: part.NewChip(part.Note, "")}
	r.all = container.New(lookupLayout{}, r.title, r.detail, r.chip)
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is Fyne's.
func (r *lookupRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.all) }

// Kids is what is shown.
func (r *lookupRow) Kids() []fyne.CanvasObject { return []fyne.CanvasObject{r.all} }

func (r *lookupRow) show(item lookupItem) {
	r.title.Say(item.title)
	r.detail.Say(item.detail)
	r.chip.Hidden = item.chip == ""
	r.chip.Set(item.tone, item.chip)
	r.all.Refresh()
}

// lookupLayout: the title in at most two lines, the detail in what is left of three, the chip at the right or, where there is no room, between them.
type lookupLayout struct{}

// MinSize is the same for every row, which is what keeps the list quick.
func (lookupLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(part.Ems(12), 3*part.Body("Ág").OneLine().MinSize().Height+part.Steps(2.5))
}

// Layout is Fyne's.
func (lookupLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	title, detail := o[0].(*part.Text), o[1].(*part.Text)
	x, y := part.Steps(3.5), part.Steps(1.1)
	right := min(size.Width, part.Ems(66)+2*x) - x
	lines, below, whole, under := 3, false, right-x, float32(0)
	if o[2].Visible() {
		chip := o[2].MinSize()
		o[2].Resize(chip)
		o[2].Move(fyne.NewPos(right-chip.Width, y))
		under = chip.Height
		if below = right-x-chip.Width < part.Ems(18); !below {
			right -= chip.Width + part.Steps(1.5)
		}
	}
	if below { // large text: one line of title, then the chip
		title.AtMost(1).Refresh()
		y += put(title, x, y, right-x)
		o[2].Move(fyne.NewPos(x, y))
		detail.AtMost(1).Refresh()
		put(detail, x, y+o[2].Size().Height+part.Steps(0.25), right-x)
		return
	}
	title.AtMost(2).Refresh()
	used := put(title, x, y, right-x)
	if used > 1.5*part.Strong("Ág").OneLine().MinSize().Height {
		lines--
	}
	detail.AtMost(lines - 1).Refresh()
	put(detail, x, y+max(used+part.Steps(0.25), under), whole) // below the chip, over the whole width
}
