package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// peopleScreen lists everybody of the case: people, the organisations they work for, and names that stand in the log alone. Who was dealt
// with last comes first.
type peopleScreen struct {
	u       *UI
	content *part.ListPage
	head    *part.Page
	filter  *part.Entry
	groups  *part.Choices
	counted *part.Text
	empty   *part.Page
	list    *rowList
	opened  bool // somebody was opened from the list: the keyboard comes back to it
	shown   []contact
}

// contactGroups are the groups to choose from; the first is all of them.
var contactGroups = []struct{ id, title string }{
	{"", "Everybody"}, {string(casefile.PersonCouncil), "Council"}, {string(casefile.PersonSchool), "School"},
	{string(casefile.PersonProfessional), "Professionals"}, {string(casefile.PersonAdvocate), "Advocates"}, {string(casefile.PersonTribunal), "Tribunal"},
	{string(casefile.PersonFamily), "Family"}, {string(casefile.PersonOther), "Others"}, {groupOrg, "Organisations"}, {groupNames, "In the log only"},
}

func newPeople(u *UI) view {
	s := &peopleScreen{u: u, filter: part.NewEntry(say("Find somebody")), counted: part.Quiet(""), empty: part.NewPage()}
	s.filter.SetPlaceHolder(say("Name, role, organisation"))
	s.filter.OnChanged = func(string) { s.fill() }
	var words []string
	for _, g := range contactGroups {
		words = append(words, say(g.title))
	}
	s.groups = part.NewChoices(words...)
	s.groups.OnChange = func(int) { s.fill() }
	add := part.Button(say("Add a person"), part.Main, func() { u.open(func(u *UI) view { return newPersonForm(u, casefile.Person{}) }) })
	org := part.Button(say("Add an organisation"), part.Outline, func() {
		u.open(func(u *UI) view { return newOrgForm(u, casefile.Authority{Kind: casefile.AuthorityCouncil}) })
	})
	s.head = part.NewPage(part.Stack(1.5, part.Beside(part.Title(say("People")), add, org), s.filter, s.groups, s.counted))
	s.list = newRowList(func() int { return len(s.shown) }, newPaperRow, s.showRow, s.open)
	s.filter.Keys = s.list.fromFilter
	s.content = part.NewListPage(s.head, container.NewStack(s.list, s.empty), s.list)
	return s
}

func (s *peopleScreen) Content() fyne.CanvasObject { return s.content }
func (s *peopleScreen) Close()                     {}

// Focus begins with the filter, and with the list when coming back from somebody.
func (s *peopleScreen) Focus() fyne.Focusable {
	if s.opened && len(s.shown) > 0 {
		return s.list
	}
	return s.filter
}

// Refresh shows the book as it is now.
func (s *peopleScreen) Refresh() {
	s.head.Refresh()
	s.fill()
}

// fill shows those of the chosen group who hold every word of the filter, with the number of each group.
func (s *peopleScreen) fill() {
	words := strings.Fields(strings.ToLower(s.filter.Text))
	numbers, chosen := map[string]int{}, contactGroups[s.groups.Chosen()].id
	s.shown = nil
	total := 0
	for _, c := range s.u.book.contacts {
		if !of(c.child, s.u.child) {
			continue
		}
		total++
		if len(words) > 0 && !holds(s.u.contactWords(c), words) {
			continue
		}
		numbers[c.group]++
		numbers[""]++
		if chosen == "" || chosen == c.group {
			s.shown = append(s.shown, c)
		}
	}
	for i, g := range contactGroups {
		s.groups.Rename(i, say("{{.What}} {{.N}}", "What", say(g.title), "N", numbers[g.id]))
		s.groups.Offer(i, numbers[g.id] > 0 || i == 0)
	}
	s.groups.Hidden = total == 0
	s.sayFound(total)
	s.list.UnselectAll()
	s.list.Refresh()
	s.head.Reflow()
	s.content.Refresh()
}

func (s *peopleScreen) sayFound(total int) {
	s.counted.Say(say("Who you dealt with last comes first. Down goes to the list, Enter opens."))
	s.counted.Hidden = total == 0
	s.empty.Hidden, s.list.Hidden = len(s.shown) > 0, len(s.shown) == 0
	if total > 0 {
		s.empty.Set(part.NewCard(say("Nobody found"), part.Body(say("Nobody here fits these words. Try fewer of them, or choose Everybody."))))
		return
	}
	s.empty.Set(part.NewCard(say("Nobody is written down yet"),
		part.Body(say("Keep here whom you deal with: the officer at the council, the SENCO (the teacher in charge of special needs), therapists, your advocate. What you log with them is then found under their name."))))
}

// contactWords is what somebody is found by, in lower case.
func (u *UI) contactWords(c contact) string {
	words := []string{c.name, u.book.about(c)}
	if p, ok := u.book.person(c.id); ok {
		words = append(append(words, p.Email, p.Phone, p.Address, p.Note), p.Also...)
	}
	if a, ok := u.book.authority(c.id); ok {
		words = append(words, a.Email, a.Phone, a.Address)
	}
	return strings.ToLower(strings.Join(words, " "))
}

// showRow fills a row of the list with somebody.
func (s *peopleScreen) showRow(i int, r *paperRow) {
	c, u := s.shown[i], s.u
	var words []string
	if about := u.book.about(c); about != "" {
		words = append(words, shorten(about, 60))
	}
	if n := len(c.entries); n > 0 {
		last := u.book.entries[c.entries[0]].On
		words = append(words, say("{{.Entries}}, last {{.Day}}", "Entries", count(n, "entry", "entries"), "Day", last.Short()))
	}
	r.title.Say(c.name)
	r.about.Say(strings.Join(words, " · "))
	tone, chip := u.contactChip(c)
	r.chip.Hidden = chip == ""
	r.chip.Set(tone, chip)
	r.all.Refresh()
}

// contactChip says the one thing to know about somebody first: the promise that is longest late, or what is waited for.
func (u *UI) contactChip(c contact) (part.Tone, string) {
	if c.org { // it is said of its people, or of itself on its page
		return part.Note, ""
	}
	late, waiting := 0, 0
	for _, i := range c.entries {
		e := u.book.entries[i]
		if !of(e.Child, u.child) {
			continue
		}
		if u.broken(e) {
			late = max(late, e.PromisedBy.DaysTo(u.today()))
		}
		if awaited(e) {
			waiting++
		}
	}
	switch {
	case late > 0:
		return part.Soon, say("promise {{.Days}} late", "Days", days(late))
	case waiting > 0:
		return part.Note, say("{{.N}} awaited", "N", waiting)
	}
	return part.Note, ""
}

func (s *peopleScreen) open(i int) {
	s.opened = true
	s.u.openContact(s.shown[i])
}

// openContact shows somebody.
func (u *UI) openContact(c contact) {
	u.open(func(u *UI) view { return newContactPage(u, c.id, c.name) })
}

// openPerson shows a person by id.
func (u *UI) openPerson(id casefile.ID) {
	if c, ok := u.book.contact(id, ""); ok {
		u.openContact(c)
	}
}

// openAuthority shows an organisation by id.
func (u *UI) openAuthority(id casefile.ID) { u.openPerson(id) }
