package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

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
	r.chip.Hidden = words == ""
	r.chip.Set(tone, words)
	r.all.Refresh()
}

// awaited tells whether something is still to come from whom an entry was with: what they promised, or an answer.
func awaited(e casefile.Entry) bool {
	return e.Promised != "" && e.PromiseKept.IsZero() || e.Awaits && e.Answered.IsZero()
}

// promiseChip says how an entry's promise stands, or how long an answer is waited for; no words where there is neither.
func (u *UI) promiseChip(e casefile.Entry) (part.Tone, string) {
	switch {
	case u.broken(e):
		return part.Soon, say("promise {{.Days}} late", "Days", days(e.PromisedBy.DaysTo(u.today())))
	case e.Promised != "" && e.PromiseKept.IsZero() && e.PromisedBy.IsZero():
		return part.Note, say("promised")
	case e.Promised != "" && e.PromiseKept.IsZero():
		return part.Note, say("promised for {{.Day}}", "Day", e.PromisedBy.Short())
	case e.Awaits && e.Answered.IsZero():
		return u.waitChip(e.On.DaysTo(u.today()))
	case e.Promised != "":
		return part.Done, say("promise kept")
	case e.Awaits:
		return part.Done, say("answered")
	}
	return part.Note, ""
}

func (u *UI) waitChip(waited int) (part.Tone, string) {
	switch {
	case waited <= 0:
		return part.Note, say("awaiting reply")
	case waited >= quietAfter:
		return part.Soon, say("no reply for {{.Days}}", "Days", days(waited))
	}
	return part.Note, say("awaiting reply, {{.Days}}", "Days", days(waited))
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
	beside := right - putChip(o[3].(*part.Chip), right, y) // what the chip leaves
	lead, chip := part.Ems(9.5), part.Ems(11)              // room for a chip is left in each row, or rows with one would look otherwise than those beside them
	if right-x-lead-chip < part.Ems(18) {                  // no room for a column: the day stands above, and one line less of what was said
		y += put(o[0], x, y, beside-x)
		y += put(o[1], x, y, right-x)
		o[2].(*part.Text).AtMost(1).Refresh()
		put(o[2], x, y, right-x)
		return
	}
	o[2].(*part.Text).AtMost(2).Refresh()
	put(o[0], x, y, lead-part.Steps(1))
	y += put(o[1], x+lead, y, beside-x-lead) + part.Steps(0.25)
	put(o[2], x+lead, y, beside-x-lead)
}

// put places a text and gives the height it takes.
func put(o fyne.CanvasObject, x, y, width float32) float32 {
	height := part.HeightFor(o, width)
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
	return height
}
