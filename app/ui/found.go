package ui

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// found is one result of a search: a hit of the case file, or a date that was worked out, which no case file holds.
type found struct {
	casefile.Hit
	due *due // of a date that was worked out; nil for a hit
}

// foundDue is the kind of a date that was worked out.
const foundDue = "due"

// lacks tells whether its excerpt is still to be read. The book has what stands in the log.
func (f found) lacks() bool { return f.Excerpt == "" && f.Kind != foundDue && f.Kind != "entry" }

// searchGroups sort the results, in the order in which they are listed; the first is all of them.
var searchGroups = []searchGroup{
	{"Everything", nil},
	{"Log", []string{"entry"}},
	{"Papers", []string{"document"}},
	{"Dates", []string{"event", foundDue}},
	{"People", []string{"person", "authority"}},
	{"Your case", []string{"appeal", "child", "bundle", "family"}},
}

type searchGroup struct {
	title string
	kinds []string
}

func (g searchGroup) has(kind string) bool { return g.kinds == nil || slices.Contains(g.kinds, kind) }

// foundKinds say what a result is, in the order of the groups.
var foundKinds = []struct{ kind, title string }{
	{"entry", "Log"}, {"document", "Paper"}, {"event", "Date"}, {foundDue, "Deadline"}, {"person", "Person"}, {"authority", "Organisation"},
	{"appeal", "Appeal"}, {"child", "Child"}, {"bundle", "Bundle"}, {"family", "Family"},
}

func kindOrder(kind string) int {
	for i, k := range foundKinds {
		if k.kind == kind {
			return i
		}
	}
	return len(foundKinds)
}

func kindTitle(kind string) string {
	if i := kindOrder(kind); i < len(foundKinds) {
		return say(foundKinds[i].title)
	}
	return ""
}

// named gives what has a name in the law's words, which the case file does not know: dates written down, and dates worked out.
func (s *searchScreen) named() []found {
	var out []found
	b := s.u.book
	for _, e := range b.events {
		out = append(out, found{Hit: casefile.Hit{Kind: "event", ID: e.ID, Child: e.Child, On: e.Day(), Title: s.u.factTitle(e.Kind), Excerpt: firstOf(e.Note, e.Day().Long())}})
	}
	for _, d := range b.dues {
		f := found{Hit: casefile.Hit{Kind: foundDue, Child: d.child, On: d.Due, Title: say(d.Rule.Title), Excerpt: upper(b.whoActs(d.Rule.Who, d.child))}, due: &d}
		out = append(out, f)
	}
	return out
}

// together puts what the case file found and what is found by its name in order: by kind, the best first. It is called beside the window.
func together(hits []casefile.Hit, named []found, words string) []found {
	names, byHit := map[casefile.ID]found{}, map[casefile.ID]bool{}
	for _, n := range named {
		if n.ID != "" {
			names[n.ID] = n
		}
	}
	var all []found
	for _, h := range hits {
		f := found{Hit: h}
		if n, ok := names[h.ID]; ok {
			f.Title, f.Excerpt = n.Title, n.Excerpt
		}
		byHit[h.ID] = true
		all = append(all, f)
	}
	for _, n := range named {
		if _, whole := casefile.Find(n.Title+" "+n.Excerpt+" "+n.On.Long(), words); whole && (n.ID == "" || !byHit[n.ID]) {
			all = append(all, n)
		}
	}
	slices.SortStableFunc(all, func(a, b found) int { return cmp.Compare(kindOrder(a.Kind), kindOrder(b.Kind)) })
	return all
}

// marked gives a text with the words that were looked for in bold.
func marked(text, words string, ink fyne.ThemeColorName) []part.Span {
	at, _ := casefile.Find(text, words)
	var spans []part.Span
	end := 0
	for _, p := range at {
		if p[0] > end {
			spans = append(spans, part.Span{Words: text[end:p[0]], Ink: ink})
		}
		spans = append(spans, part.Span{Words: text[p[0]:p[1]], Bold: true, Ink: part.InkMain})
		end = p[1]
	}
	return append(spans, part.Span{Words: text[end:], Ink: ink})
}

// foundRow is one result: what it is and when, its title, and the line in which the words stand.
type foundRow struct {
	widget.BaseWidget
	kind, on, title, line *part.Text
	chip                  *part.Chip
	all                   *fyne.Container
}

func newFoundRow() *foundRow {
	r := &foundRow{kind: part.Strong("Ág").AtMost(1), on: part.Quiet("Ág").AtMost(1), title: part.Body("Ág").AtMost(1), line: part.Quiet("Ág").AtMost(2), chip: part.NewChip(part.Note, "")}
	r.all = container.New(foundLayout{}, r.kind, r.on, r.title, r.line, r.chip)
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is Fyne's.
func (r *foundRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.all) }

// Kids is what is shown.
func (r *foundRow) Kids() []fyne.CanvasObject { return []fyne.CanvasObject{r.all} }

// show fills the row with a result of these words.
func (r *foundRow) show(u *UI, f found, words string) {
	title, line, tone, chip := u.foundWords(f, words)
	r.kind.Say(kindTitle(f.Kind))
	r.on.Say("")
	if !f.On.IsZero() {
		r.on.Say(f.On.Short())
	}
	r.title.Set(marked(title, words, part.InkPlain)...)
	r.line.Set(marked(line, words, part.InkQuiet)...)
	r.chip.Hidden = chip == ""
	r.chip.Set(tone, chip)
	r.all.Refresh()
}

// foundWords says what a result is called, the line in which the words stand, and the one thing to know about it first.
func (u *UI) foundWords(f found, words string) (title, line string, tone part.Tone, chip string) {
	title, line, tone = f.Title, f.Excerpt, part.Note
	switch f.Kind {
	case "entry":
		if e, ok := u.book.entry(f.ID); ok {
			tone, chip = u.promiseChip(e)
			line = e.Said
			if e.Promised != "" {
				line += " " + say("Promised: {{.What}}", "What", e.Promised)
			}
			line = casefile.Around(line, words)
			title = say(e.Kind.Title())
			if e.With != "" {
				title = shorten(e.With, 80) + " · " + title
			}
		}
	case "document":
		d, _ := u.book.document(f.ID)
		if f.Page > 0 && d.Pages > 1 {
			line = say("Page {{.N}}", "N", f.Page) + ": " + line
		}
		tone, chip = u.paperChip(d)
		if u.book.held[f.ID] == "" {
			chip = ""
		}
	case foundDue:
		tone, chip = u.dueChip(*f.due)
	}
	if name := u.book.childName(f.Child); len(u.book.children) > 1 && name != "" && f.Kind != "child" {
		title += " · " + shorten(name, 24)
	}
	return title, strings.Join(strings.Fields(line), " "), tone, chip
}

// foundLayout: what it is and its day in a column of their own, then the title and two lines, the chip at the right. Where there is no room
// for a column, what it is stands above.
type foundLayout struct{}

// MinSize is the same for every row, which is what keeps the list quick.
func (foundLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	body, quiet := part.Body("Ág").OneLine().MinSize().Height, part.Quiet("Ág").OneLine().MinSize().Height
	return fyne.NewSize(part.Ems(12), body+2*quiet+part.Steps(2.5))
}

// Layout is Fyne's.
func (foundLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	x, y := part.Steps(3.5), part.Steps(1.1)
	right := min(size.Width, part.Ems(66)+2*x) - x
	beside := right - putChip(o[4].(*part.Chip), right, y) // what the chip leaves
	line := o[3].(*part.Text)
	lead := part.Ems(8.5)
	if beside-x-lead < part.Ems(16) {
		half := min(part.Ems(7), (beside-x)/2)
		put(o[0], x, y, half)
		y += max(put(o[1], x+half, y, beside-x-half), part.HeightFor(o[0], half))
		y += put(o[2], x, y, right-x)
		line.AtMost(1).Refresh()
		put(line, x, y, right-x)
		return
	}
	put(o[1], x, y+put(o[0], x, y, lead-part.Steps(1)), lead-part.Steps(1))
	line.AtMost(2).Refresh()
	y += put(o[2], x+lead, y, beside-x-lead)
	put(line, x+lead, y, beside-x-lead)
}

// putChip places a chip at the right edge, level with a line of words at y, and gives the width it takes with the air before it; 0 where it is hidden.
func putChip(chip *part.Chip, right, y float32) float32 {
	if !chip.Visible() {
		return 0
	}
	least := chip.MinSize()
	chip.Resize(least)
	chip.Move(fyne.NewPos(right-least.Width, y-chip.Rise()))
	return least.Width + part.Steps(1.5)
}
