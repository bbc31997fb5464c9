package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"ehccasefile/app/ui/part"
	"ehccasefile/deadlines"
)

// dueFilter is what the list of deadlines is narrowed to.
type dueFilter struct {
	who   string // the one who must act, as the rules name them; "" is everybody
	state int    // a place in dueStates
}

// any tells whether it leaves nothing out.
func (f dueFilter) any() bool { return f == dueFilter{} }

// dueStates are the choices of how dates stand.
var dueStates = []struct {
	title  string
	states []deadlines.State
}{
	{"Everything", nil},
	{"Late", []deadlines.State{deadlines.Late}},
	{"To come", []deadlines.State{deadlines.Today, deadlines.Soon, deadlines.Later}},
	{"Done, or over", []deadlines.State{deadlines.Met, deadlines.MetLate, deadlines.Ended}},
	{"No date yet", []deadlines.State{deadlines.Undated}},
}

// holds tells whether a date is among what is asked for.
func (f dueFilter) holds(d due, today deadlines.Date) bool {
	states := dueStates[f.state].states
	return (f.who == "" || d.Rule.Who == f.who) && (states == nil || slices.Contains(states, d.State(today)))
}

// The groups in which deadlines are listed, in order.
const (
	groupLate = iota // by others
	groupOwn         // the family's own, passed
	groupWeek
	groupMonth
	groupLater
	groupDone
	groupNone
	groups
)

// groupOf says where a date is listed.
func groupOf(d due, today deadlines.Date) int {
	left := 0
	if !d.Due.IsZero() {
		left = today.DaysTo(d.Due)
	}
	switch d.State(today) {
	case deadlines.Late:
		if d.Rule.Who == "parent" {
			return groupOwn
		}
		return groupLate
	case deadlines.Undated:
		return groupNone
	case deadlines.Met, deadlines.MetLate, deadlines.Ended:
		return groupDone
	}
	switch {
	case left < 7:
		return groupWeek
	case left < 31:
		return groupMonth
	}
	return groupLater
}

// groupTitle names a group, with the days it reaches to.
func groupTitle(group int, today deadlines.Date) string {
	switch group {
	case groupLate:
		return say("Late, and not by you")
	case groupOwn:
		return say("Dates of your own that have passed")
	case groupWeek:
		return say("This week, to {{.Day}}", "Day", dayName(today.AddDays(6), today))
	case groupMonth:
		return say("The next 30 days, to {{.Day}}", "Day", dayName(today.AddDays(30), today))
	case groupLater:
		return say("Later")
	case groupDone:
		return say("Done, or no longer matters")
	}
	return say("No date yet")
}

// dueItem is one line of the list: a date, or the heading of a group.
type dueItem struct {
	heading string // "" for a date
	due     due
	words   dueWords
}

// dueWords is what a line says of a date.
type dueWords struct {
	date, title, detail, state string
	tone                       part.Tone
}

func (u *UI) dueWords(d due) dueWords {
	w := dueWords{date: rowDate(d.Due, u.today()), title: u.dueTitle(d), detail: u.dueDetail(d)}
	if d.By != "" && !d.Due.IsZero() {
		w.date += ", " + d.By
	}
	if d.Ended != "" {
		w.detail += " · " + d.Ended
	}
	w.tone, w.state = u.dueChip(d)
	return w
}

// dueItems lists dates under their headings; what is done stands newest first.
func (u *UI) dueItems(dues []due) []dueItem {
	var in [groups][]due
	for _, d := range dues {
		g := groupOf(d, u.today())
		in[g] = append(in[g], d)
	}
	slices.Reverse(in[groupDone])
	var items []dueItem
	for g, some := range in {
		if len(some) > 0 {
			items = append(items, dueItem{heading: groupTitle(g, u.today()) + " · " + count(len(some), "date", "dates")})
		}
		for _, d := range some {
			items = append(items, dueItem{due: d, words: u.dueWords(d)})
		}
	}
	return items
}

// dueLine is one line in the list.
type dueLine struct {
	widget.BaseWidget
	heading, date, title, detail *part.Text
	chip                         *part.Chip
	all                          *fyne.Container
}

// The most lines that the words of a date take in the list; its reason has them all.
const (
	titleLines  = 3
	detailLines = 3
)

func newDueLine() *dueLine {
	l := &dueLine{heading: part.Heading(""), date: part.Body("").AtMost(2), title: part.Strong("").AtMost(titleLines), detail: part.Quiet("").AtMost(detailLines), chip: part.NewChip(part.Note, "")}
	l.all = container.New(dueLineLayout{l}, l.heading, l.date, l.title, l.detail, l.chip)
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer is Fyne's.
func (l *dueLine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.all) }

// Kids is what is shown.
func (l *dueLine) Kids() []fyne.CanvasObject { return []fyne.CanvasObject{l.all} }

// fill puts the words of a line into it.
func (l *dueLine) fill(i dueItem) {
	l.heading.Hidden = i.heading == ""
	l.date.Hidden, l.title.Hidden, l.detail.Hidden, l.chip.Hidden = !l.heading.Hidden, !l.heading.Hidden, !l.heading.Hidden, !l.heading.Hidden
	l.heading.Say(i.heading)
	l.date.Say(i.words.date)
	l.title.Say(i.words.title)
	l.detail.Say(i.words.detail)
	l.chip.Set(i.words.tone, i.words.state)
}

// show fills it and draws it.
func (l *dueLine) show(i dueItem) {
	l.fill(i)
	l.all.Refresh()
}

// dueLineLayout: the day in a column of its own, the title with who must act below it, the chip at the right; where that leaves too little,
// the day and the chip stand above.
type dueLineLayout struct{ line *dueLine }

// MinSize is that of a short line; the list is told of the others.
func (dueLineLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(part.Ems(12), part.Ems(3))
}

// Layout is Fyne's.
func (l dueLineLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l.line.place(size.Width, func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	})
}

// place arranges the line in a width and gives the height it needs; at may do nothing.
func (l *dueLine) place(width float32, at func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	x, y := part.Steps(3.5), part.Steps(1)
	width = min(width, part.Ems(66)+2*x) - 2*x
	below := func(o fyne.CanvasObject, x, width float32) {
		h := part.HeightFor(o, width)
		at(o, x, y, width, h)
		y += h
	}
	if l.heading.Visible() {
		y += part.Steps(1)
		below(l.heading, x, width)
		return y + part.Steps(0.5)
	}
	chip, lead := l.chip.MinSize(), part.Ems(9.5)
	if width-lead-part.Ems(chipEms) < part.Ems(16) { // no room beside each other; the same for every line, whatever its chip
		at(l.chip, x+width-chip.Width, y-l.chip.Rise(), chip.Width, chip.Height)
		dateWidth := width - chip.Width - part.Steps(1)
		h := part.HeightFor(l.date, dateWidth)
		at(l.date, x, y, dateWidth, h)
		y += max(h, chip.Height)
		below(l.title, x, width)
		below(l.detail, x, width)
		return y + part.Steps(1)
	}
	at(l.chip, x+width-chip.Width, y-l.chip.Rise(), chip.Width, chip.Height)
	at(l.date, x, y, lead-part.Steps(1), part.HeightFor(l.date, lead-part.Steps(1)))
	bottom := y + max(chip.Height, part.HeightFor(l.date, lead-part.Steps(1)))
	inner := width - lead - chip.Width - part.Steps(2)
	below(l.title, x+lead, inner)
	y += part.Steps(0.25)
	below(l.detail, x+lead, inner)
	return max(y, bottom) + part.Steps(1)
}

// dueList is the list of deadlines under their headings. The keyboard goes from date to date.
type dueList struct {
	*rowList
	items   []dueItem
	scratch *dueLine
	width   float32
}

func newDueList(open func(due)) *dueList {
	l := &dueList{scratch: newDueLine()}
	l.rowList = newRowList(func() int { return len(l.items) }, newDueLine, func(i int, row *dueLine) { row.show(l.items[i]) }, func(i int) {
		l.UnselectAll()
		if i < len(l.items) && l.items[i].heading == "" {
			open(l.items[i].due)
		}
	})
	l.keys = l.step
	return l
}

// fill shows these lines, each as high as its words need at this width.
func (l *dueList) fill(items []dueItem, width float32) {
	l.items, l.width = items, width
	for i, item := range items {
		if len(items) > mostMeasured {
			l.SetItemHeight(i, l.guess(item))
			continue
		}
		l.SetItemHeight(i, l.measure(item))
	}
	if l.at = min(l.at, len(items)-1); l.at < 0 || items[l.at].heading != "" {
		l.at = l.beside(max(0, l.at), 1)
	}
	l.UnselectAll()
	l.Refresh()
	if len(items) > 0 {
		l.Highlight(l.at)
		l.showHeading()
	}
}

// chipEms is how much room a line leaves for its chip when it is asked whether all stands beside each other, in ems.
const chipEms = 10

// mostMeasured is how many lines are measured word by word; in a longer list their heights are guessed by their letters, rather too high.
const mostMeasured = 200

// measure gives the height that a line needs.
func (l *dueList) measure(item dueItem) float32 {
	l.scratch.fill(item)
	return l.scratch.place(l.width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
}

// guess gives a height that is enough for a line, without measuring its words.
func (l *dueList) guess(i dueItem) float32 {
	width := min(l.width, part.Ems(66)+2*part.Steps(3.5)) - 2*part.Steps(3.5)
	lines := func(words string, em, width float32, most int) float32 {
		return float32(min(most, 1+int(float32(len([]rune(words)))*part.Ems(em)/width)))
	}
	body, quiet := l.scratch.title.LineHeight(), l.scratch.detail.LineHeight()
	if i.heading != "" {
		return lines(i.heading, 0.65, width, titleLines)*l.scratch.heading.LineHeight() + part.Steps(2.5)
	}
	chip := part.Ems(0.6*float32(len([]rune(i.words.state)))) + part.Steps(5)
	if inner := width - part.Ems(9.5) - chip; width-part.Ems(9.5)-part.Ems(chipEms) >= part.Ems(16) {
		return max(2*body, lines(i.words.title, 0.62, inner, titleLines)*body+lines(i.words.detail, 0.52, inner, detailLines)*quiet) + part.Steps(2.5)
	}
	return (2+lines(i.words.title, 0.62, width, titleLines))*body + lines(i.words.detail, 0.52, width, detailLines)*quiet + part.Steps(3)
}

// showHeading scrolls to the top where the keyboard is on the first date, so that its heading is seen too.
func (l *dueList) showHeading() {
	if l.at == l.beside(0, 1) {
		l.ScrollToTop()
	}
}

// refit measures the lines anew where the width has changed.
func (l *dueList) refit(width float32) {
	if width != l.width && width > 0 {
		l.fill(l.items, width)
	}
}

// step goes past headings.
func (l *dueList) step(ev *fyne.KeyEvent) bool {
	by := 0
	switch ev.Name {
	case fyne.KeyUp:
		by = -1
	case fyne.KeyDown:
		by = 1
	default:
		return false
	}
	if to := l.beside(l.at+by, by); to != l.at {
		l.Highlight(to)
		l.showHeading()
	}
	return true
}

// beside gives the first date from i on in a direction, or the one the keyboard is on where there is none.
func (l *dueList) beside(i, by int) int {
	for ; i >= 0 && i < len(l.items); i += by {
		if l.items[i].heading == "" {
			return i
		}
	}
	return max(0, l.at)
}

// refitting lays the list over all its room, and tells it of its width.
type refitting struct{ list *dueList }

func (refitting) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (r refitting) Layout(o []fyne.CanvasObject, size fyne.Size) {
	r.list.refit(size.Width)
	for _, kid := range o {
		kid.Resize(size)
	}
}
