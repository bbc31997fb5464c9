package ui

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// casePage shows the children and their appeals, to be changed.
type casePage struct {
	u    *UI
	page *part.Page
}

func newCasePage(u *UI) view { return &casePage{u: u, page: part.NewPage()} }

func (p *casePage) Content() fyne.CanvasObject { return p.page }
func (p *casePage) Close()                     {}

// Refresh draws one card a child.
func (p *casePage) Refresh() {
	kids := []fyne.CanvasObject{pageHead(p.u, say("Children and appeals"), say("What the papers and the bundle need to know. Press a line to change it."))}
	for _, c := range p.u.book.children {
		kids = append(kids, p.child(c))
	}
	add := part.Button(say("Add a child"), part.Outline, func() { p.u.open(newChildPage) })
	p.page.Set(append(kids, part.Line(1, add))...)
}

func (p *casePage) child(c casefile.Child) *part.Card {
	about := []string{p.u.book.council(c.ID)}
	if c.School != "" {
		about = append(about, c.School)
	}
	if !c.Born.IsZero() {
		about = append(about, say("born {{.Day}}", "Day", dayMonthYear(c.Born)))
	}
	rows := []fyne.CanvasObject{part.Row(part.Stack(0.25, part.Strong(firstOf(c.FullName, c.Name)), part.Quiet(upper(strings.Join(about, " · ")))),
		say("Details of {{.Name}}", "Name", c.Name), func() { p.u.open(func(u *UI) view { return newChildForm(u, c) }) })}
	for _, a := range p.u.book.appeals {
		if a.Child == c.ID {
			rows = append(rows, p.appeal(a))
		}
	}
	add := part.Button(say("Add an appeal"), part.Outline, func() {
		p.u.open(func(u *UI) view {
			return newAppealForm(u, casefile.Appeal{Head: casefile.Head{Child: c.ID}, Type: casefile.AppealTypes()[0]})
		})
	})
	add.Words = say("Add an appeal for {{.Name}}", "Name", c.Name)
	return part.NewCard(shorten(c.Name, 60), part.Rows(rows...), part.Line(1, add))
}

func (p *casePage) appeal(a casefile.Appeal) fyne.CanvasObject {
	about := []string{firstOf(a.Reference, say("no reference yet"))}
	if a.PageLimit > 0 {
		about = append(about, say("{{.N}} pages allowed", "N", a.PageLimit))
	}
	tone, state := part.Note, say("running")
	if !a.Running() {
		tone, state = part.Done, say("ended")
	}
	face := part.Beside(part.Stack(0.25, part.Strong(say("Appeal: {{.About}}", "About", lowerFirst(a.Type.Title()))), part.Quiet(strings.Join(about, " · "))), part.NewChip(tone, state))
	return part.Row(face, say("Appeal: {{.About}}", "About", a.Type.Title()), func() { p.u.open(func(u *UI) view { return newAppealForm(u, a) }) })
}

func firstOf(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// newChildPage adds a child.
func newChildPage(u *UI) view { return newChildForm(u, casefile.Child{}) }

// childForm asks what is known of a child.
type childForm struct {
	form
	child              casefile.Child
	name, full, school *part.Entry
	born               *part.DateField
	council            *part.Suggest
}

func newChildForm(u *UI, c casefile.Child) view {
	f := &childForm{child: c, form: form{u: u}}
	f.form.save = f.keep
	f.name, f.full, f.school = part.NewEntry(say("First name")), part.NewEntry(say("Full name")), part.NewEntry(say("School"))
	f.born = part.NewDateField(say("Born"), "", u.today())
	var councils []string
	for _, a := range u.book.authorities {
		if a.Kind == casefile.AuthorityCouncil {
			councils = append(councils, a.Name)
		}
	}
	f.council = part.NewSuggest(say("Council"), councils)
	f.name.SetText(c.Name)
	f.full.SetText(c.FullName)
	f.school.SetText(c.School)
	f.born.SetDate(c.Born)
	if c.Authority != "" {
		f.council.Fill(u.book.council(c.ID))
	}
	begun := f.keepsBegun(formChild, casefile.ID(c.ID), "", inputOf("name", f.name), inputOf("full", f.full), inputOf("school", f.school), inputOf("born", f.born),
		inputOf("council", f.council))
	name := part.NewField(say("First name, as the family says it"), f.name, "")
	f.fields = map[string]wrongable{"name": name, "born": f.born}
	f.page = part.NewPage(pageHead(u, f.title(), say("Only the first name is needed.")),
		part.NewCard("", begun, name, part.NewField(say("Full name, as on papers"), f.full, ""), part.NewField(say("Born on"), f.born, ""),
			part.NewField(say("School or college"), f.school, ""), part.NewField(say("The council that decides"), f.council, ""), f.saveButtons()))
	f.first = f.name
	f.resume()
	return f
}

func (f *childForm) title() string {
	if f.child.ID == "" {
		return say("Add a child")
	}
	return shorten(f.child.Name, 60)
}

func (f *childForm) keep() {
	c, err := f.child, error(nil)
	if c.Born, err = f.born.Date(); err != nil {
		f.valid(casefile.Problem{Field: "born", Say: err.Error()})
		return
	}
	c.Name, c.FullName, c.School = trim(f.name.Text), trim(f.full.Text), trim(f.school.Text)
	if !f.valid(c.Validate()) {
		return
	}
	u, council := f.u, trim(f.council.Entry.Text)
	known := u.book.authorities
	lost := f.leave()
	u.changeOr(func(tx *casefile.Tx) error { return putChild(tx, c, council, known) }, func() { u.status.say(say("Saved.")) }, lost)
}

// putChild keeps a child, and its council where that was not known before.
func putChild(tx *casefile.Tx, c casefile.Child, council string, known []casefile.Authority) error {
	c.Authority = ""
	for _, a := range known {
		if strings.EqualFold(a.Name, council) {
			c.Authority = a.ID
		}
	}
	if council != "" && c.Authority == "" {
		a, err := casefile.Put(tx, casefile.Authority{Name: council, Kind: casefile.AuthorityCouncil})
		if err != nil {
			return err
		}
		c.Authority = a.ID
	}
	_, err := casefile.Put(tx, c)
	return err
}

// appealForm asks what an appeal is about, its reference, and how many pages were allowed.
type appealForm struct {
	form
	appeal           casefile.Appeal
	about            *part.Choices
	reference, pages *part.Entry
	lodged, ended    *part.DateField
	outcome          *part.Entry
	pagesField       *part.Field
}

func newAppealForm(u *UI, a casefile.Appeal) view {
	f := &appealForm{appeal: a, form: form{u: u}}
	f.form.save = f.keep
	var types []string
	chosen := 0
	for i, t := range casefile.AppealTypes() {
		types = append(types, say(t.Title()))
		if t == a.Type {
			chosen = i
		}
	}
	f.about = part.NewChoices(types...)
	f.about.Choose(chosen)
	f.reference, f.pages, f.outcome = part.NewEntry(say("Reference")), part.NewEntry(say("Pages")), part.NewEntry(say("How it ended"))
	f.lodged, f.ended = part.NewDateField(say("Sent"), "", u.today()), part.NewDateField(say("Ended"), say("Empty while it is running."), u.today())
	f.reference.SetText(a.Reference)
	f.outcome.SetText(a.Outcome)
	f.lodged.SetDate(a.Lodged)
	f.ended.SetDate(a.Ended)
	if a.PageLimit > 0 {
		f.pages.SetText(strconv.Itoa(a.PageLimit))
	}
	f.build()
	f.first = f.about.First()
	f.resume()
	return f
}

func (f *appealForm) build() {
	name := shorten(f.u.book.childName(f.appeal.Child), 60)
	f.pagesField = part.NewField(say("How many pages you may send, if your letter says so"), f.pages, say("Leave it empty if your own letter from the Tribunal names no number."))
	reference := part.NewField(say("The Tribunal's reference"), f.reference, "")
	f.fields = map[string]wrongable{"ended": f.ended, "page_limit": f.pagesField, "lodged": f.lodged}
	child := ""
	if f.appeal.ID == "" {
		child = string(f.appeal.Child)
	}
	begun := f.keepsBegun(formAppeal, f.appeal.ID, child, inputOf("about", f.about), inputOf("name", f.reference), inputOf("pages", f.pages), inputOf("lodged", f.lodged),
		inputOf("ended", f.ended), inputOf("note", f.outcome))
	var kinds []string
	for _, t := range casefile.AppealTypes() {
		kinds = append(kinds, t.Title())
	}
	title := say("Appeal")
	if name != "" {
		title = say("Appeal for {{.Name}}", "Name", name)
	}
	f.page = part.NewPage(f.u.andWords([]fyne.CanvasObject{pageHead(f.u, title, ""),
		part.NewCard("", begun, part.NewField(say("What is it about?"), f.about, ""),
			part.Columns(14, 1, reference, f.pagesField),
			part.Columns(15, 1, part.NewField(say("Sent to the Tribunal on"), f.lodged, ""), part.NewField(say("Ended on"), f.ended, "")),
			part.NewField(say("How it ended"), f.outcome, ""), f.saveButtons(),
			part.Quiet(say("To have the dates worked out, also write down that the appeal was sent: Ctrl+D.")))}, kinds...)...)
}

func (f *appealForm) keep() {
	a, err := f.read()
	if !f.valid(err) {
		return
	}
	u := f.u
	lost := f.leave()
	u.changeOr(func(tx *casefile.Tx) error { _, err := casefile.Put(tx, a); return err }, func() { u.status.say(say("Saved.")) }, lost)
}

func (f *appealForm) read() (a casefile.Appeal, err error) {
	a = f.appeal
	a.Type = casefile.AppealTypes()[f.about.Chosen()]
	a.Reference, a.Outcome, a.PageLimit = trim(f.reference.Text), trim(f.outcome.Text), 0
	if a.Lodged, err = f.lodged.Date(); err != nil {
		return a, casefile.Problem{Field: "lodged", Say: err.Error()}
	}
	if a.Ended, err = f.ended.Date(); err != nil {
		return a, casefile.Problem{Field: "ended", Say: err.Error()}
	}
	if pages := trim(f.pages.Text); pages != "" {
		if a.PageLimit, err = strconv.Atoi(pages); err != nil || a.PageLimit < 1 {
			return a, casefile.Problem{Field: "page_limit", Say: say("Write a number, like 75, or leave it empty.")}
		}
	}
	return a, a.Validate()
}
