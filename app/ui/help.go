package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
)

// help is the screen that explains the program and the words. All of it is inside the program: nothing is fetched.
type help struct {
	u      *UI
	page   *part.Page
	filter *part.Entry
	first  func() // what Enter opens: the first line found; nil for none
}

func newHelp(u *UI) view {
	h := &help{u: u, page: part.NewPage(), filter: part.NewEntry(say("Find in Help"))}
	h.filter.SetPlaceHolder(say("Find words: backup, draft"))
	h.filter.OnChanged = func(string) { h.Refresh() }
	h.filter.OnSubmitted = func(string) {
		if h.first != nil {
			h.first()
		}
	}
	return h
}

func (h *help) Content() fyne.CanvasObject { return h.page }
func (h *help) Close()                     {}

// Focus puts the keyboard into the filter.
func (h *help) Focus() fyne.Focusable { return h.filter }

// Refresh lists the topics under their headings, or what holds every word of the filter.
func (h *help) Refresh() {
	h.first = nil
	kids := []fyne.CanvasObject{pageHead(h.u, say("Help"), say("It works without the internet. Type a word, or choose below.")), h.filter}
	if words := strings.Fields(strings.ToLower(h.filter.Text)); len(words) > 0 {
		h.page.Set(append(kids, h.found(words))...)
		return
	}
	var cards []fyne.CanvasObject
	for _, group := range topicGroups {
		var rows []fyne.CanvasObject
		for _, t := range topics() {
			if t.group == group {
				rows = append(rows, h.topicRow(t))
			}
		}
		cards = append(cards, part.NewCard(say(group), part.Rows(rows...)))
	}
	all := part.NewCard(say("Words"), part.Body(say("What the words in letters and in the law mean, in plain English.")),
		part.Line(1.5, part.Button(say("All the words"), part.Outline, h.u.openWords)))
	h.page.Set(append(kids, part.Columns(17, 1, part.Stack(2, cards[0], cards[1]), part.Stack(2, append(cards[2:], all)...)))...)
}

func (h *help) topicRow(t topic) fyne.CanvasObject {
	face := part.Stack(0.25, part.Strong(say(t.title)), part.Quiet(say(t.about)))
	return part.Row(face, say(t.title)+". "+say(t.about), func() { h.u.openTopic(t) })
}

// mostFound is how many lines of one kind are shown at once.
const mostFound = 12

// found lists the topics and words that hold all these words: first those whose name does.
func (h *help) found(words []string) fyne.CanvasObject {
	var named, rest []fyne.CanvasObject
	take := func(title, text string, row func() fyne.CanvasObject, do func()) {
		switch {
		case holds(strings.ToLower(title), words):
			if len(named) == 0 {
				h.first = do
			}
			named = append(named, row())
		case holds(strings.ToLower(title+" "+text), words):
			rest = append(rest, row())
			if h.first == nil {
				h.first = do
			}
		}
	}
	for _, t := range topics() {
		take(say(t.title), t.text(), func() fyne.CanvasObject { return h.topicRow(t) }, func() { h.u.openTopic(t) })
	}
	for _, w := range glossary() {
		take(say(w.term), say(w.means)+" "+strings.Join(w.also, " "), func() fyne.CanvasObject { return h.u.wordRow(w) }, func() { h.u.explain(w.term) })
	}
	rows := append(named, rest...)
	switch {
	case len(rows) == 0:
		return part.NewCard(say("Nothing found"), part.Body(say("Nothing in Help holds all these words. Try fewer of them, or other ones.")))
	case len(rows) > mostFound:
		return part.NewCard(say("Found"), part.Rows(rows[:mostFound]...), part.Quiet(say("And {{.N}} more. Another word narrows it down.", "N", len(rows)-mostFound)))
	}
	return part.NewCard(say("Found"), part.Rows(rows...))
}

// text is all that a topic says.
func (t topic) text() string {
	all := []string{say(t.about)}
	for _, p := range t.parts {
		all = append(all, say(p.heading))
		for _, words := range append(append([]string{}, p.words...), p.steps...) {
			all = append(all, say(words))
		}
	}
	return strings.Join(all, " ")
}

// openHelp shows Help: as a screen with a case file, and as a page without one.
func (u *UI) openHelp() { u.goOrOpen("help", newHelp) }

// openLaw shows About the law: as a screen with a case file, and as a page without one.
func (u *UI) openLaw() { u.goOrOpen("law", newLaw) }

func (u *UI) goOrOpen(id string, build func(*UI) view) {
	if u.file != nil {
		u.Go(id)
		return
	}
	u.open(build)
}

// openTopic shows one page of Help.
func (u *UI) openTopic(t topic) {
	u.open(func(u *UI) view {
		kids := []fyne.CanvasObject{pageHead(u, say(t.title), say(t.about))}
		for _, p := range t.parts {
			kids = append(kids, partCard(p))
		}
		if t.act != "" && (u.file != nil || !t.needsCase) {
			kids = append(kids, part.Line(1.5, part.Button(say(t.act), part.Outline, func() { t.do(u) })))
		}
		return fixedPage{part.NewPage(kids...)}
	})
}

// openTopicByID shows the page of Help with that id: for a screen that wants to explain itself.
func (u *UI) openTopicByID(id string) {
	for _, t := range topics() {
		if t.id == id {
			u.openTopic(t)
		}
	}
}

func partCard(p topicPart) fyne.CanvasObject {
	var kids, steps []fyne.CanvasObject
	for _, words := range p.words {
		kids = append(kids, part.Body(say(words)))
	}
	for i, words := range p.steps {
		steps = append(steps, part.Step(i+1, part.Body(say(words))))
	}
	return part.NewCard(say(p.heading), append(kids, steps...)...)
}
