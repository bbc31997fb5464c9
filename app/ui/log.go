package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// logScreen lists what happened, newest first, and finds entries by their words, by whom they were with, by how it happened and by what is
// awaited. It stays quick with 10,000 of them.
type logScreen struct {
	u       *UI
	content *part.ListPage
	head    *part.Page // above the list: heading, filters, buttons
	filter  *part.Entry
	who     *part.Suggest
	states  *part.Choices
	kinds   *part.Choices
	more    *part.Press // shows the filters below the first, where large text leaves too little room for them and the list
	counted *part.Text
	empty   *part.Page
	list    *rowList
	wide    bool // the filters were asked for
	opened  bool // an entry was opened from the list: the keyboard comes back to it
	shown   []casefile.Entry
}

// logStates are what an entry may be chosen by beside its kind; the first is every entry.
var logStates = []struct {
	title string
	is    func(*UI, casefile.Entry) bool
}{
	{"Everything", func(*UI, casefile.Entry) bool { return true }},
	{"Awaiting reply", func(_ *UI, e casefile.Entry) bool { return awaited(e) }},
	{"Promise late", (*UI).broken},
	{"Promise kept", func(_ *UI, e casefile.Entry) bool { return !e.PromiseKept.IsZero() }},
}

func newLog(u *UI) view {
	l := &logScreen{u: u, filter: part.NewEntry(say("Find words")), counted: part.Quiet(""), empty: part.NewPage()}
	l.filter.SetPlaceHolder(say("Find words, or a date like 2026-03"))
	l.filter.OnChanged = func(string) { l.fill() }
	l.who = part.NewSuggest(say("With whom"), u.namesInLog())
	l.who.Entry.SetPlaceHolder(say("With anybody"))
	l.who.OnChange = l.fill
	var states, kinds []string
	for _, s := range logStates {
		states = append(states, say(s.title))
	}
	for _, k := range append([]casefile.EntryKind{""}, casefile.EntryKinds()...) {
		kinds = append(kinds, l.kindWords(k))
	}
	l.states, l.kinds = part.NewChoices(states...), part.NewChoices(kinds...)
	l.states.OnChange, l.kinds.OnChange = func(int) { l.fill() }, func(int) { l.fill() }
	log := part.Button(say("Log what happened (Ctrl+L)"), part.Main, u.quickLog)
	happened := part.Button(say("Something with a date happened (Ctrl+D)"), part.Outline, func() { u.newEvent("", "") })
	l.more = part.Button("", part.Outline, func() {
		l.wide = !l.wide
		l.fill()
		if l.wide {
			u.win.Canvas().Focus(l.who.Entry)
		}
	})
	l.head = part.NewPage(part.Stack(1.25, part.Beside(part.Title(say("Log")), log, happened),
		part.Columns(14, 1.4, l.filter, l.who), l.states, l.kinds, part.Line(1, l.more), l.counted))
	l.list = newRowList(func() int { return len(l.shown) }, newEntryRow, func(i int, r *entryRow) { r.show(u, l.shown[i]) }, l.open)
	l.filter.Keys = l.list.fromFilter
	l.content = part.NewListPage(l.head, container.NewStack(l.list, l.empty), l.list)
	return l
}

func (l *logScreen) Content() fyne.CanvasObject { return l.content }
func (l *logScreen) Close()                     {}

// Focus begins with the filter, and with the list when coming back from an entry.
func (l *logScreen) Focus() fyne.Focusable {
	if l.opened && len(l.shown) > 0 {
		return l.list
	}
	return l.filter
}

func (l *logScreen) open(i int) {
	l.opened = true
	l.u.openEntry(l.shown[i].ID)
}

// Dropped starts an entry with the files as its papers.
func (l *logScreen) Dropped(paths []string) { l.u.quickLogWith(paths) }

// Refresh shows the book as it is now.
func (l *logScreen) Refresh() {
	l.who.Names = l.u.namesInLog()
	l.head.Refresh()
	l.fill()
}

func (l *logScreen) kindWords(k casefile.EntryKind) string {
	if k == "" {
		return say("Every kind")
	}
	return say(k.Title())
}

// fill shows the entries that fit every filter, and says how many would fit each choice.
func (l *logScreen) fill() {
	words, with := strings.Fields(strings.ToLower(l.filter.Text)), l.with()
	state, kind := l.states.Chosen(), ""
	if i := l.kinds.Chosen(); i > 0 {
		kind = string(casefile.EntryKinds()[i-1])
	}
	l.shown = slices.Grow(l.shown[:0], len(l.u.book.entries))
	total, states, kinds := 0, make([]int, len(logStates)), map[casefile.EntryKind]int{}
	for i, e := range l.u.book.entries {
		if !of(e.Child, l.u.child) {
			continue
		}
		total++
		if !with(i, e) || len(words) > 0 && !holds(l.u.entryWords(e), words) {
			continue
		}
		fits := kind == "" || string(e.Kind) == kind
		for n, s := range logStates {
			if fits && s.is(l.u, e) {
				states[n]++
			}
		}
		if logStates[state].is(l.u, e) {
			kinds[e.Kind]++
			kinds[""]++
			if fits {
				l.shown = append(l.shown, e)
			}
		}
	}
	l.number(total, states, kinds)
	l.sayIfEmpty(total)
	l.list.UnselectAll()
	l.list.Refresh()
	l.head.Reflow()
	l.content.Refresh()
}

// with gives what tells whether an entry was with whom is asked for: everybody where nobody is, somebody known by everything that is
// theirs, and otherwise whoever has these words in the name.
func (l *logScreen) with() func(int, casefile.Entry) bool {
	name := trim(l.who.Entry.Text)
	if name == "" {
		return func(int, casefile.Entry) bool { return true }
	}
	for _, c := range l.u.book.contacts {
		if sameName(c.name, name) {
			theirs := make(map[int]bool, len(c.entries))
			for _, i := range c.entries {
				theirs[i] = true
			}
			return func(i int, _ casefile.Entry) bool { return theirs[i] }
		}
	}
	words := strings.Fields(strings.ToLower(name))
	return func(_ int, e casefile.Entry) bool { return holds(strings.ToLower(e.With), words) }
}

// number writes on each choice how many entries it would show, and leaves out choices that show none.
func (l *logScreen) number(total int, states []int, kinds map[casefile.EntryKind]int) {
	for i, s := range logStates {
		l.states.Rename(i, say("{{.What}} {{.N}}", "What", say(s.title), "N", states[i]))
		l.states.Offer(i, i == 0 || states[i] > 0)
	}
	for i, k := range append([]casefile.EntryKind{""}, casefile.EntryKinds()...) {
		l.kinds.Rename(i, say("{{.What}} {{.N}}", "What", l.kindWords(k), "N", kinds[k]))
		l.kinds.Offer(i, i == 0 || kinds[k] > 0)
	}
	l.fold(total)
	words := say("{{.Total}}, newest first. Down goes to the list.", "Total", count(total, "entry", "entries"))
	switch {
	case total == 0:
		words = count(0, "entry", "entries")
	case len(l.shown) == 0:
		words = say("{{.Found}} of {{.Total}}", "Found", 0, "Total", count(total, "entry", "entries"))
	case len(l.shown) < total:
		words = say("{{.Found}} of {{.Total}}, newest first. Down goes to the list.", "Found", len(l.shown), "Total", count(total, "entry", "entries"))
	}
	l.counted.Say(words)
}

// fold hides the filters below the first where there is little room, unless they were asked for or are in use.
func (l *logScreen) fold(total int) {
	short := total > 0 && l.u.short()
	inUse := l.states.Chosen() > 0 || l.kinds.Chosen() > 0 || trim(l.who.Entry.Text) != ""
	hide := total == 0 || short && !l.wide && !inUse
	l.states.Hidden, l.kinds.Hidden, l.who.Hidden = hide, hide, hide
	l.more.Hidden = !short || inUse
	l.more.Rename(say("Choose which entries"))
	if l.wide {
		l.more.Rename(say("Hide the choices"))
	}
}

func (l *logScreen) sayIfEmpty(total int) {
	l.empty.Hidden, l.list.Hidden = len(l.shown) > 0, len(l.shown) == 0
	if total == 0 {
		l.empty.Set(part.NewCard(say("Nothing is written down yet"),
			part.Body(say("Log every call, e-mail, letter and meeting, even the short ones. Two minutes now is worth an hour at the hearing."))))
		return
	}
	every := part.Button(say("Show every entry"), part.Outline, l.clear)
	l.empty.Set(part.NewCard(say("Nothing found"), part.Body(say("No entry fits all of this. Try fewer words.")), part.Line(1, every)))
}

// clear shows every entry.
func (l *logScreen) clear() {
	l.states.Choose(0)
	l.kinds.Choose(0)
	l.who.Fill("")
	l.filter.SetText("")
	l.u.win.Canvas().Focus(l.filter)
}

// namesInLog gives whom the log can be filtered by, who was dealt with last first.
func (u *UI) namesInLog() []string {
	var names []string
	for _, c := range u.book.contacts {
		if len(c.entries) > 0 {
			names = append(names, c.name)
		}
	}
	return names
}

// showLogWith shows the log with somebody alone.
func (u *UI) showLogWith(name string) {
	u.Go("log")
	if l, ok := u.top().view.(*logScreen); ok {
		l.who.Fill(name)
	}
}

// holds tells whether text holds every word; both are lower-case.
func holds(text string, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

// entryWords is what an entry is found by, in lower case.
func (u *UI) entryWords(e casefile.Entry) string {
	return strings.ToLower(strings.Join([]string{e.On.String(), e.On.Long(), e.Kind.Title(), e.With, e.Said, e.Promised, u.book.childName(e.Child)}, " "))
}
