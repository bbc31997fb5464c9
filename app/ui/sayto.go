package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/deadlines"
)

// sayPage gives the words for somebody who is late: two or three plain sentences with the law and the days, ready to copy.
type sayPage struct {
	u    *UI
	due  due
	page *part.Page
	copy *part.Press
}

// whatToSay opens it for a date that somebody else has let pass.
func (u *UI) whatToSay(d due) {
	u.open(func(u *UI) view { return &sayPage{u: u, due: d, page: part.NewPage()} })
}

func (p *sayPage) Content() fyne.CanvasObject { return p.page }
func (p *sayPage) Close()                     {}

// Focus is on the button that copies the words.
func (p *sayPage) Focus() fyne.Focusable { return p.copy }

// Refresh writes the words anew: the days count on.
func (p *sayPage) Refresh() {
	u := p.u
	found := false
	for _, d := range u.book.dues {
		if d.child == p.due.child && d.Key() == p.due.Key() {
			p.due, found = d, true
		}
	}
	who := u.book.whoActs(p.due.Rule.Who, p.due.child)
	title := say("What to say to {{.Who}}", "Who", who)
	p.copy = part.Button(say("Copy these words"), part.Main, p.copyWords)
	if !found || p.due.State(u.today()) != deadlines.Late {
		p.copy.Allow(false)
		p.page.Set(pageHead(u, title, say("This date is no longer late, so there is nothing to say.")))
		return
	}
	tone, late := u.dueChip(p.due)
	var paragraphs []fyne.CanvasObject
	for _, s := range u.lateWords(p.due) {
		paragraphs = append(paragraphs, part.Body(s))
	}
	logged := part.Button(say("Log what you did"), part.Outline, u.quickLog)
	words := part.NewCard(say("Send this, or read it out on the phone"), part.Stack(1, paragraphs...), part.Line(1.5, p.copy, logged))
	words.Accent = true
	kids := []fyne.CanvasObject{part.Stack(1, pageHead(u, title, u.dueTitle(p.due)), part.Line(1, part.NewChip(tone, late))), words}
	p.page.Set(append(kids, p.beside()...)...)
}

// beside is what to know before the words are sent, and what more can be done.
func (p *sayPage) beside() []fyne.CanvasObject {
	u, r := p.u, p.due.Rule
	why := part.Button(say("Why this date?"), part.Outline, func() { u.why(p.due) })
	sure := []fyne.CanvasObject{part.Line(1, u.sureChip(r))}
	if r.Grade != "V1" && r.Grade != "V1-part" {
		sure = append(sure, part.Body(say("This was not read in the law itself. Look at the reason before you name it to anybody.")))
	}
	if r.By == "" {
		sure = append(sure, part.Quiet(say("Not yet checked by a lawyer. This is information, not legal advice.")))
	}
	for _, c := range p.due.Claims {
		sure = append(sure, part.Body(say("They claim an exception: {{.What}}. It does not move the date. {{.Ask}}", "What", say(c.Exception.Title), "Ask", say(c.Exception.Ask))))
	}
	sure = append(sure, part.Line(1, why))
	cards := []fyne.CanvasObject{}
	if r.Missed != "" {
		cards = append(cards, part.NewCard(say("What you can do"), part.Body(sentence(say(r.Missed)))))
	}
	return append(cards, part.NewCard(say("Before you send it"), sure...))
}

// copyWords puts the words on the clipboard.
func (p *sayPage) copyWords() {
	p.u.app.Clipboard().SetContent(strings.Join(p.u.lateWords(p.due), "\n\n"))
	p.u.status.say(say("Copied. Paste it into an e-mail or a letter."))
}

// daysToAnswer is how long the words give for an answer.
const daysToAnswer = 7

// lateWords is what to say to somebody who has let a date pass: what was due when and by which law, that it is late by so many days, and what
// is asked for by which day.
func (u *UI) lateWords(d due) []string {
	r := d.Rule
	child, _ := u.book.child(d.child)
	first := say("I am writing about {{.Child}}.", "Child", firstOf(child.FullName, child.Name, say("my child"))) + " "
	values := []any{"What", lowerFirst(say(r.Title)), "Day", d.Due.Long(), "Cite", strings.TrimSuffix(say(r.Cite), ".")}
	switch {
	case d.Directed:
		first += say("“{{.What}}” was due on {{.Day}}, the day that was set in this case.", values...)
	case r.Force == "guidance":
		first += say("By the published guidance, “{{.What}}” was due by {{.Day}}. It stands in {{.Cite}}.", values...)
	case r.Force == "aim":
		first += say("The aim was to do this by {{.Day}}: {{.What}}. It stands in {{.Cite}}.", values...)
	default:
		first += say("By law, “{{.What}}” was due by {{.Day}}. The law is {{.Cite}}.", values...)
	}
	second := say("It is now {{.Days}} late, and as far as I know it has not been done.", "Days", days(d.Due.DaysTo(u.today())))
	third := say("Please do it now, and tell me in writing by {{.Day}} when it will be done.", "Day", u.answerDay().Long())
	if len(r.Exceptions) > 0 && len(d.Claims) == 0 {
		third += " " + say("If you say that an exception in the law applies, please tell me which one and what shows it.")
	}
	return []string{first, second + " " + third}
}

// answerDay is the day to name for an answer: a week on, and a working day.
func (u *UI) answerDay() deadlines.Date {
	d := u.today().AddDays(daysToAnswer)
	for {
		if working, _ := u.pack.WorkingDay(d); working {
			return d
		}
		d = d.AddDays(1)
	}
}

// lateSayRow is a date that somebody else let pass; it opens what to say to them.
func (u *UI) lateSayRow(d due) fyne.CanvasObject {
	row := u.lateRow(d).(*part.Press)
	_, state := u.dueChip(d)
	row.Words = say("{{.Title}}, {{.Date}}, {{.State}}. What to say to them", "Title", u.dueTitle(d), "Date", dateWithHour(d.Deadline), "State", state)
	row.Do = func() { u.whatToSay(d) }
	return row
}
