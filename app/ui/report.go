package ui

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/intake"
)

// report is what became of files that were added together.
type report struct {
	kept, read []intake.Result // as keeping them gave it, and as reading them did
	notes      []string        // of folders
	asked      int
	done       bool // all of them are read
	seen       bool // its page was shown
}

// reportLine is one line: a file, how deep it lay inside others, and what to say of it.
type reportLine struct {
	intake.Result
	deep int
}

// lines gives the files in their order, what came inside an e-mail below it.
func (r *report) lines() []reportLine {
	all := intake.Together(r.kept, r.read)
	inside := map[casefile.ID][]intake.Result{}
	here := map[casefile.ID]bool{}
	for _, one := range all {
		here[one.Document.ID] = one.Document.ID != ""
	}
	var tops []intake.Result
	for _, one := range all {
		if of := one.Document.Within; of != "" && here[of] {
			inside[of] = append(inside[of], one)
		} else {
			tops = append(tops, one)
		}
	}
	var lines []reportLine
	var add func(results []intake.Result, deep int)
	add = func(results []intake.Result, deep int) {
		for _, one := range results {
			lines = append(lines, reportLine{one, deep})
			if below := inside[one.Document.ID]; one.Document.ID != "" && len(below) > 0 {
				delete(inside, one.Document.ID) // the same file given twice shows them once
				add(below, deep+1)
			}
		}
	}
	add(tops, 0)
	return lines
}

// urgent tells whether a line cannot wait to be read: a file is not there, not shown, not to be shown, or was there before.
func (l reportLine) urgent() bool {
	d := l.Document
	return l.Refused != "" || l.Already || d.Privilege != casefile.PrivilegeOpen || d.Pages == 0 && !d.Unread()
}

// remarkable tells whether there is anything to know about a file.
func (l reportLine) remarkable() bool { return l.urgent() || len(l.Notes) > 0 }

// offerReport opens the report where something in it cannot wait and nobody has gone on to something else.
func (u *UI) offerReport() {
	r := u.reading
	u.status.refresh()
	if u.showReport() || r.last == nil || r.last.seen || r.sight == nil || r.sight != u.inSight() || !r.last.isUrgent() || u.sheet != nil {
		return
	}
	u.openReport()
}

func (r *report) isUrgent() bool {
	if len(r.notes) > 0 {
		return true
	}
	for _, l := range r.lines() {
		if l.urgent() {
			return true
		}
	}
	return false
}

// worthALook tells whether there is a report with something to know that nobody has looked at.
func (r *report) worthALook() bool {
	if r == nil || r.seen || !r.done && !r.isUrgent() {
		return false
	}
	for _, l := range r.lines() {
		if l.remarkable() {
			return true
		}
	}
	return len(r.notes) > 0
}

// openReport shows what became of the files that were added last.
func (u *UI) openReport() {
	if u.reading.last != nil && !u.showReport() {
		u.reading.last.seen = true
		u.open(func(u *UI) view { return newTakenPage(u) })
		u.status.refresh()
	}
}

// showReport shows the report anew where it is in sight, and tells whether it is.
func (u *UI) showReport() bool {
	t, ok := u.inSight().(*takenPage)
	if ok {
		t.Refresh()
	}
	return ok
}

// takenPage says what became of each file: a line a file, quick at any number.
type takenPage struct {
	u       *UI
	files   *report
	content *part.ListPage
	head    *part.Page
	sums    *part.Text
	notes   *part.Text
	which   *part.Choices
	back    *part.Press
	list    *rowList
	all     []reportLine
	shown   []reportLine
}

func newTakenPage(u *UI) *takenPage {
	t := &takenPage{u: u, files: u.reading.last, sums: part.Body("").In(part.InkQuiet), notes: part.Body("")}
	t.which = part.NewChoices(say("Every file"), say("Not kept"), say("Something to know"), say("Kept"))
	t.which.OnChange = func(int) { t.fill() }
	t.back = part.Button(say("Go on (Esc)"), part.Main, u.back)
	t.head = part.NewPage(part.Stack(1.5, part.Beside(part.Stack(0.75, part.Title(say("What became of the files")), t.sums), t.back), t.notes, t.which))
	t.list = newRowList(func() int { return len(t.shown) }, newTakenRow, func(i int, r *takenRow) { r.show(t.shown[i]) }, t.open)
	t.content = part.NewListPage(t.head, t.list, t.list)
	return t
}

func (t *takenPage) Content() fyne.CanvasObject { return t.content }
func (t *takenPage) Close()                     {}

// Focus is the way on.
func (t *takenPage) Focus() fyne.Focusable { return t.back }

// Refresh lists the files with what is known of each by now.
func (t *takenPage) Refresh() {
	t.all = t.files.lines()
	t.sums.Say(t.sumWords())
	t.notes.Hidden = len(t.files.notes) == 0
	t.notes.Say(strings.Join(t.files.notes, " "))
	t.fill()
	t.head.Refresh()
	t.content.Refresh()
}

// sumWords counts what became of the files.
func (t *takenPage) sumWords() string {
	refused, remarks, inside := 0, 0, 0
	for _, l := range t.all {
		switch {
		case l.Refused != "":
			refused++
		case l.remarkable():
			remarks++
		}
		if l.deep > 0 {
			inside++
		}
	}
	words := []string{takenWords(t.files.kept)}
	if inside > 0 {
		words = append(words, say("{{.Papers}} out of e-mails.", "Papers", upper(count(inside, "paper came", "papers came"))))
	}
	if remarks > 0 {
		words = append(words, upper(count(remarks, "paper has something to look at.", "papers have something to look at.")))
	}
	words = append(words, say("Enter opens a paper."))
	return strings.Join(words, " ")
}

// fill shows the files that were asked for.
func (t *takenPage) fill() {
	t.shown = nil
	for _, l := range t.all {
		if []bool{true, l.Refused != "", l.remarkable(), l.Refused == ""}[t.which.Chosen()] {
			t.shown = append(t.shown, l)
		}
	}
	width := takenWidth(t.u.stage.Size().Width)
	for i, l := range t.shown {
		t.list.SetItemHeight(i, takenHeight(linesOf(l, width)))
	}
	t.list.UnselectAll()
	t.list.Refresh()
}

// open shows a paper, or the whole of what is said of a file that was refused.
func (t *takenPage) open(i int) {
	t.list.UnselectAll()
	l := t.shown[i]
	if l.Refused != "" {
		t.u.showTrouble(filepath.Base(l.Name), trouble{What: l.Refused}, nil)
		return
	}
	t.u.openPaper(l.Document.ID)
}

// chip says in a word what became of a file.
func (l reportLine) chip() (part.Tone, string) {
	d := l.Document
	switch {
	case l.Refused != "":
		return part.Late, say("not kept")
	case l.Already:
		return part.Done, say("here already")
	case d.Privilege != casefile.PrivilegeOpen:
		return part.Note, say("held back")
	case d.Unread():
		return part.Note, say("kept, not read yet")
	case d.Pages == 0:
		return part.Soon, say("kept, no pages")
	}
	return part.Done, say("kept, {{.Pages}}", "Pages", count(d.Pages, "page", "pages"))
}

// words is what is to be known of a file.
func (l reportLine) words() string {
	if l.Refused != "" {
		return l.Refused
	}
	return strings.Join(l.Notes, " ")
}

// mostLines is how many lines of a file's notes are shown in the list; its page has them all.
const mostLines = 4

// linesOf guesses how many lines the notes of a file need, well enough for a row's height: measuring a thousand takes too long.
func linesOf(l reportLine, width float32) int {
	letters := min(82, max(12, int((width-part.Steps(3*float32(min(l.deep, 4))))/part.Ems(0.47)))) // a text is never wider than about 90
	n := len([]rune(l.words()))
	return min(mostLines, (n+letters-1)/letters)
}

// takenWidth is how wide the words of a row are in a stage of this width.
func takenWidth(stage float32) float32 {
	width := min(stage, part.Ems(66)+2*part.Steps(3.5)) - 2*part.Steps(3.5)
	if width < part.Ems(fullEms) {
		return width
	}
	return width - part.Ems(11)
}

func takenHeight(lines int) float32 {
	return part.Body("Ág").OneLine().MinSize().Height + float32(lines)*part.Quiet("Ág").OneLine().MinSize().Height + part.Steps(2.25)
}

// takenRow is one file in the list.
type takenRow struct {
	widget.BaseWidget
	name, words *part.Text
	chip        *part.Chip
	layout      *takenLayout
	all         *fyne.Container
}

func newTakenRow() *takenRow {
	r := &takenRow{name: part.Strong("Ág").AtMost(1), words: part.Quiet("").AtMost(mostLines), chip: part.NewChip(part.Done, ""), layout: &takenLayout{}}
	r.all = container.New(r.layout, r.name, r.words, r.chip)
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is Fyne's.
func (r *takenRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.all) }

// Kids is what is shown.
func (r *takenRow) Kids() []fyne.CanvasObject { return []fyne.CanvasObject{r.all} }

// show fills the row with a file.
func (r *takenRow) show(l reportLine) {
	r.name.Say(filepath.Base(l.Name))
	r.words.Say(l.words())
	r.chip.Set(l.chip())
	r.layout.deep = min(l.deep, 4)
	r.all.Refresh()
}

// takenLayout: the name and below it the notes at the left, further in where it came inside another; the chip at the right.
type takenLayout struct{ deep int }

// MinSize is that of a row without notes; the list is told of the others.
func (*takenLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(part.Ems(12), takenHeight(0))
}

// Layout is Fyne's.
func (l *takenLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	x, y := part.Steps(3.5), part.Steps(1)
	width := min(size.Width, part.Ems(66)+2*x) - 2*x
	least := o[2].MinSize()
	o[2].Resize(least)
	o[2].Move(fyne.NewPos(x+width-least.Width, y-o[2].(*part.Chip).Rise()))
	in := part.Steps(3 * float32(l.deep))
	for i, text := range o[:2] {
		room := width - in
		if i == 0 || width >= part.Ems(fullEms) {
			room -= least.Width + part.Steps(2)
		}
		h := part.HeightFor(text, room)
		text.Move(fyne.NewPos(x+in, y))
		text.Resize(fyne.NewSize(room, h))
		y += h + part.Steps(0.25)
	}
}

// fullEms is the width, in ems, of a row below which the notes go on under the chip.
const fullEms = 36
