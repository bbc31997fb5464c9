package ui

import (
	"net/url"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// why shows the reason of one date as a story: the sum step by step, what it was counted from, the law, what else it could
// be, and what to do if it is missed.
func (u *UI) why(d due) { u.whyOn(d, nil) }

// whyOn shows it as it stands on another day, where that is looked at.
func (u *UI) whyOn(d due, seen *otherDay) {
	u.open(func(u *UI) view { return &whyPage{u: u, due: d, seen: seen, page: part.NewPage()} })
}

type whyPage struct {
	u    *UI
	due  due
	seen *otherDay // nil for today
	page *part.Page
}

func (w *whyPage) Content() fyne.CanvasObject { return w.page }
func (w *whyPage) Close()                     {}

// Refresh draws the reason; after a fact was changed, the date as it is now.
func (w *whyPage) Refresh() { w.u.asSeen(w.seen, w.draw) }

func (w *whyPage) draw() {
	if !w.find() {
		w.page.Set(pageHead(w.u, say("This date has gone"), say("A fact it was counted from was changed or deleted.")))
		return
	}
	d := w.due
	left := part.Stack(2, part.NewCard(say("The sum, step by step"), w.steps()), w.factsCard())
	for _, card := range []*part.Card{w.near(), w.noTerms(), w.claims(), w.otherDates(), w.missing(), w.missed(), w.exceptions()} {
		if card != nil {
			left.Add(card)
		}
	}
	right := part.Stack(2, w.law(), w.standing())
	if card := w.u.wordsCard(d.Rule.Title, d.Rule.Law, d.Rule.Before, d.Rule.Missed); card != nil {
		right.Add(card)
	}
	w.page.Set(w.head(d), part.Columns(17, 1.4, left, right))
}

// find looks for the same deadline in the book as it is now: the same rule started by the same fact.
func (w *whyPage) find() bool {
	for _, d := range w.u.book.dues {
		if d.child == w.due.child && d.Key() == w.due.Key() {
			w.due = d
			return true
		}
	}
	return false
}

func (w *whyPage) head(d due) fyne.CanvasObject {
	title := say("Why {{.Day}}?", "Day", dateWithHour(d.Deadline))
	if d.Due.IsZero() {
		title = say("Why is there no date?")
	}
	head := part.Stack(1, pageHead(w.u, title, w.u.dueTitle(d)))
	if band := w.seen.band(w.u, nil); band != nil {
		head.Add(band)
	}
	head.Add(part.Line(1, w.u.sureChip(d.Rule), w.stateChip()))
	if d.Directed {
		head.Add(part.Body(say("This day was set for this case; it counts instead of the rule.")))
	}
	return head
}

func (w *whyPage) stateChip() fyne.CanvasObject {
	tone, words := w.u.dueChip(w.due)
	return part.NewChip(tone, words)
}

// sureChip says how sure a rule is: only one read in the law itself is marked as done.
func (u *UI) sureChip(r *deadlines.Rule) fyne.CanvasObject {
	if r.Grade == "V1" {
		return part.NewChip(part.Done, say(r.Sureness()))
	}
	return part.NewChip(part.Soon, say(r.Sureness()))
}

func (w *whyPage) steps() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for i, s := range w.due.Steps {
		rows = append(rows, part.Step(i+1, part.Body(s.String())))
	}
	if len(rows) == 0 {
		return part.Body(say("There is nothing to count yet."))
	}
	return part.Stack(1.25, withRules(rows)...)
}

func withRules(rows []fyne.CanvasObject) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i, r := range rows {
		if i > 0 {
			out = append(out, part.NewRule())
		}
		out = append(out, r)
	}
	return out
}

// factsCard lists the facts; each opens, to be changed.
func (w *whyPage) factsCard() *part.Card {
	var rows []fyne.CanvasObject
	for _, f := range w.due.From {
		rows = append(rows, w.fact(f))
	}
	if w.due.Met != nil {
		rows = append(rows, w.fact(*w.due.Met))
	}
	if len(rows) == 0 {
		rows = append(rows, part.Body(say("No fact.")))
	}
	return part.NewCard(say("Counted from"), part.Rows(rows...), part.Quiet(pressToChange(len(rows))))
}

func (w *whyPage) fact(f deadlines.Fact) fyne.CanvasObject {
	b := w.u.book
	event, _ := b.event(casefileID(f.ID))
	paper := say("No paper is joined to it.")
	if d, ok := b.document(event.Document); ok {
		paper = say("Paper: {{.Title}}", "Title", shorten(d.Title, 80))
	}
	if event.Note != "" {
		paper += " " + event.Note
	}
	words := part.Stack(0.25, part.Strong(w.u.factTitle(f.Kind)), part.Quiet(factDay(event, f)+" "+paper))
	if of, ok := b.event(event.Of); ok { // one kind of letter can answer several things: this says which
		words.Add(part.Quiet(say("It belongs to: {{.What}}, {{.Day}}.", "What", lowerFirst(w.u.factTitle(of.Kind)), "Day", of.Day().Long())))
	}
	return part.Row(words, w.u.factTitle(f.Kind)+", "+event.Day().Long(), func() { w.u.editEvent(event.ID) })
}

// factDay says when a fact was, how it was sent, and which date is printed on it; f has the day that it counts as.
func factDay(e casefile.Event, f deadlines.Fact) string {
	how := howSent(e.Sent)
	switch {
	case how != "" && e.On.IsZero():
		return how + " " + say("Taken as there on {{.Day}}.", "Day", f.On.Long())
	case how != "":
		return how + " " + say("It arrived on {{.Day}}.", "Day", e.On.Long())
	case !e.Dated.IsZero() && e.Dated != e.On:
		return say("{{.Day}}. The letter is dated {{.Dated}}.", "Day", e.On.Long(), "Dated", e.Dated.Long())
	}
	return e.Day().Long() + "."
}

func (w *whyPage) law() *part.Card {
	r := w.due.Rule
	kids := []fyne.CanvasObject{part.Strong(say(r.Cite))}
	if r.Quote != "" {
		kids = append(kids, part.Body("“"+r.Quote+"”"))
	}
	kids = append(kids, part.Line(1, w.u.sureChip(r)), part.Quiet(checkedWords(r)))
	if link, err := url.Parse(r.URL); err == nil && r.URL != "" {
		kids = append(kids, part.Line(1, part.Button(say("Read it at {{.Site}}", "Site", siteOf(link)), part.Outline, func() { w.u.openLink(link) })))
	}
	kids = append(kids, part.Line(1, part.Button(say("The rule in full"), part.Outline, func() { w.u.openRule(r) })))
	return part.NewCard(say("The law"), kids...)
}

// checkedWords says when a rule's source was last read and by whom it was checked.
func checkedWords(r *deadlines.Rule) string {
	words := ""
	switch r.Force {
	case "guidance":
		words = say("This is guidance, not a duty in law.") + " "
	case "aim":
		words = say("This is an aim, not a duty.") + " "
	}
	if !r.Checked.IsZero() {
		words += say("We compared it with its source ourselves, last on {{.Day}}.", "Day", dayMonthYear(r.Checked)) + " "
	}
	if r.By == "" {
		return words + say("Not yet checked by a lawyer.")
	}
	return words + say("Checked by {{.Who}}.", "Who", r.By)
}

// standing says whether it was done, and what no longer matters.
func (w *whyPage) standing() *part.Card {
	d, b := w.due, w.u.book
	words := say("It is for {{.Who}} to do.", "Who", b.whoActs(d.Rule.Who, d.child))
	if d.Met != nil {
		words = say("Done: {{.What}}, {{.Day}}.", "What", lowerFirst(w.u.factTitle(d.Met.Kind)), "Day", d.Met.On.Long())
	}
	if d.Ended != "" {
		words = d.Ended
	}
	kids := []fyne.CanvasObject{part.Body(words)}
	if before := sentence(say(d.Rule.Before)); d.Rule.Before != "" && d.Met == nil && d.Ended == "" {
		kids = append(kids, part.Body(before))
	}
	if d.Rule.Who != "parent" && w.seen == nil && d.State(w.u.today()) == deadlines.Late {
		kids = append(kids, part.Line(1, part.Button(say("What to say to them"), part.Outline, func() { w.u.whatToSay(d) })))
	}
	if d.Met == nil && d.Ended == "" && len(d.Rule.Met) > 0 {
		done := part.Button(say("It has happened: write the date down"), part.Outline, func() { w.u.newEvent(plainKind(d.Rule.Met[0]), d.child) })
		kids = append(kids, part.Line(1, done))
	}
	if d.Rule.Directed && !d.Directed && d.Met == nil && d.Ended == "" {
		set := part.Button(say("The Tribunal set another day: write it down"), part.Outline, func() { w.write(kindDirected) })
		kids = append(kids, part.Line(1, set))
	}
	if !d.Due.IsZero() && d.Met == nil && d.Ended == "" && w.seen == nil {
		kids = append(kids, part.Line(1, part.Button(say("Put the dates in a calendar"), part.Outline, func() { w.u.open(newCalendarPage) })))
	}
	return part.NewCard(say("Who, and what to do"), kids...)
}

// otherDates is nil where sources agree.
func (w *whyPage) otherDates() *part.Card {
	var rows []fyne.CanvasObject
	for _, o := range w.due.Other {
		rows = append(rows, part.Stack(0.25, part.Strong(o.Due.Long()), part.Body(o.Why)))
	}
	if len(rows) == 0 {
		return nil
	}
	return part.NewCard(say("It could also be"), part.Stack(1.25, withRules(rows)...))
}

// missing is nil where nothing would make the date surer.
func (w *whyPage) missing() *part.Card {
	var rows []fyne.CanvasObject
	for _, id := range w.due.Missing {
		question := id
		if k, ok := w.u.pack.Fact(id); ok {
			question = say(k.Question)
		}
		rows = append(rows, part.Row(part.Body(question), question, func() { w.u.newEvent(id, w.due.child) }))
	}
	if len(rows) == 0 {
		return nil
	}
	return part.NewCard(say("To be surer"), part.Rows(rows...), part.Quiet(say("Press a question to write the date down.")))
}

// missed is nil where the rule says nothing about it.
func (w *whyPage) missed() *part.Card {
	if w.due.Rule.Missed == "" || w.due.Met != nil || w.due.Ended != "" {
		return nil
	}
	title := say("If it is missed")
	if w.due.Rule.Who == "parent" {
		title = say("If you miss it")
	}
	return part.NewCard(title, part.Body(sentence(say(w.due.Rule.Missed))))
}

// pressToChange says how a fact in a card is changed.
func pressToChange(rows int) string {
	if rows == 1 {
		return say("Press it to change it.")
	}
	return say("Press one to change it.")
}
