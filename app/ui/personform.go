package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// personForm asks what is known of a person. Only the name is needed.
type personForm struct {
	form
	person                   casefile.Person
	name, role, email, phone *part.Entry
	address, note, also      *part.Entry
	group                    *part.Choices
	org                      *part.Suggest
	child                    *childChoices
	groupOf                  casefile.PersonKind // as it was shown at first
}

func newPersonForm(u *UI, p casefile.Person) view {
	f := &personForm{person: p, form: form{u: u}, groupOf: u.book.groupOf(p)}
	f.form.save = f.keep
	f.name, f.role, f.email, f.phone = part.NewEntry(say("Name")), part.NewEntry(say("Role")), part.NewEntry(say("E-mail")), part.NewEntry(say("Phone"))
	f.address, f.note, f.also = part.NewLongEntry(say("Address"), 2), part.NewLongEntry(say("Notes"), 2), part.NewEntry(say("Also written as"))
	var orgs []string
	for _, a := range u.book.authorities {
		orgs = append(orgs, a.Name)
	}
	f.org = part.NewSuggest(say("Organisation"), orgs)
	f.group = choicesOf(casefile.PersonKinds(), f.groupOf, casefile.PersonKind.Title)
	if p.ID == "" && p.Group == "" {
		f.group.None()
	}
	f.child = newChildChoices(u, p.Child, true)
	f.name.SetText(p.Name)
	f.role.SetText(p.Role)
	f.email.SetText(p.Email)
	f.phone.SetText(p.Phone)
	f.address.SetText(p.Address)
	f.note.SetText(p.Note)
	f.also.SetText(strings.Join(p.Also, ", "))
	if a, ok := u.book.authority(p.Authority); ok {
		f.org.Fill(a.Name)
	}
	f.build()
	f.resume()
	f.first = f.name
	return f
}

func (f *personForm) build() {
	name := part.NewField(say("Name, or what you know them as"), f.name, "")
	group := part.NewField(say("What are they to you?"), f.group, "")
	also := part.NewField(say("Other ways the name is written"), f.also, say("With commas between: “Mrs Pryce, Helen P.” What the log holds under them is shown here too."))
	f.fields = map[string]wrongable{"name": name, "group": group, "also": also}
	kids := []fyne.CanvasObject{part.Columns(17, 1, name, part.NewField(say("Role"), f.role, say("Such as case officer, SENCO, speech therapist."))), group,
		part.NewField(say("Where they work"), f.org, ""),
		part.Columns(17, 1, part.NewField(say("E-mail"), f.email, ""), part.NewField(say("Phone"), f.phone, "")),
		part.NewField(say("Address, if it is not that of the organisation"), f.address, ""), part.NewField(say("Notes"), f.note, ""), also}
	if field := f.child.field(say("Whose case?")); field != nil {
		kids = append(kids, field)
	}
	title := say("Add a person")
	if f.person.ID != "" {
		title = shorten(f.person.Name, 60)
	}
	begun := f.keepsBegun(formPerson, f.person.ID, "", inputOf("name", f.name), inputOf("role", f.role), inputOf("group", f.group), inputOf("org", f.org), inputOf("email", f.email),
		inputOf("phone", f.phone), inputOf("address", f.address), inputOf("note", f.note), inputOf("also", f.also), inputOf("child", f.child))
	kids = append([]fyne.CanvasObject{begun}, append(kids, f.saveButtons())...)
	f.page = part.NewPage(pageHead(f.u, title, say("Only the name is needed.")), part.NewCard("", kids...))
}

// read makes a person of what was written.
func (f *personForm) read() (casefile.Person, error) {
	p := f.person
	p.Name, p.Role, p.Email, p.Phone = trim(f.name.Text), trim(f.role.Text), trim(f.email.Text), trim(f.phone.Text)
	p.Address, p.Note, p.Child = trim(f.address.Text), trim(f.note.Text), f.child.id()
	if i := f.group.Chosen(); i >= 0 && casefile.PersonKinds()[i] != f.groupOf || i >= 0 && f.person.ID == "" {
		p.Group = casefile.PersonKinds()[i] // what nobody chose stays as the organisation says it
	}
	p.Also = nil
	for _, name := range strings.Split(f.also.Text, ",") {
		if name = trim(name); name != "" && !slices.Contains(p.Also, name) && name != p.Name {
			p.Also = append(p.Also, name)
		}
	}
	return p, p.Validate()
}

func (f *personForm) keep() {
	p, err := f.read()
	if !f.valid(err) {
		return
	}
	u, was, org, known := f.u, f.person, trim(f.org.Entry.Text), f.u.book.authorities
	kind := orgKind(firstKind(p.Group, f.groupOf))
	var kept casefile.Person
	lost := f.leave()
	u.removeOr(func(tx *casefile.Tx) (err error) {
		if p.Authority, err = putOrg(tx, org, kind, known); err == nil {
			kept, err = casefile.Put(tx, p)
		}
		return err
	}, deletion{func(tx *casefile.Tx) error {
		if was.ID == "" {
			return casefile.Delete[casefile.Person](tx, kept.ID)
		}
		_, err := casefile.Put(tx, was)
		return err
	}, say("As it was before: {{.Name}}.", "Name", shorten(p.Name, 60))}, say("Saved: {{.Name}}.", "Name", shorten(p.Name, 60)), nil, lost)
}

func firstKind(kinds ...casefile.PersonKind) casefile.PersonKind {
	for _, k := range kinds {
		if k != "" {
			return k
		}
	}
	return casefile.PersonOther
}

// orgKind says what sort of body people of a kind work for.
func orgKind(k casefile.PersonKind) casefile.AuthorityKind {
	switch k {
	case casefile.PersonCouncil:
		return casefile.AuthorityCouncil
	case casefile.PersonSchool:
		return casefile.AuthoritySchool
	case casefile.PersonProfessional:
		return casefile.AuthorityHealth
	case casefile.PersonTribunal:
		return casefile.AuthorityTribunal
	}
	return casefile.AuthorityOther
}

// putOrg gives the id of an organisation by its name, and keeps it where it was not known before. No name gives no id.
func putOrg(tx *casefile.Tx, name string, kind casefile.AuthorityKind, known []casefile.Authority) (casefile.ID, error) {
	if name == "" {
		return "", nil
	}
	for _, a := range known {
		if strings.EqualFold(a.Name, name) {
			return a.ID, nil
		}
	}
	a, err := casefile.Put(tx, casefile.Authority{Name: name, Kind: kind})
	return a.ID, err
}

// orgForm asks what is known of an organisation.
type orgForm struct {
	form
	org                         casefile.Authority
	name, email, phone, address *part.Entry
	sort                        *part.Choices
}

func newOrgForm(u *UI, a casefile.Authority) view {
	f := &orgForm{org: a, form: form{u: u}}
	f.form.save = f.keep
	f.name, f.email, f.phone, f.address = part.NewEntry(say("Name")), part.NewEntry(say("E-mail")), part.NewEntry(say("Phone")), part.NewLongEntry(say("Address"), 3)
	f.sort = choicesOf(casefile.AuthorityKinds(), a.Kind, casefile.AuthorityKind.Title)
	f.name.SetText(a.Name)
	f.email.SetText(a.Email)
	f.phone.SetText(a.Phone)
	f.address.SetText(a.Address)
	name := part.NewField(say("Name"), f.name, "")
	f.fields = map[string]wrongable{"name": name}
	begun := f.keepsBegun(formOrg, a.ID, "", inputOf("name", f.name), inputOf("sort", f.sort), inputOf("email", f.email), inputOf("phone", f.phone), inputOf("address", f.address))
	title := say("Add an organisation")
	if a.ID != "" {
		title = shorten(a.Name, 60)
	}
	f.page = part.NewPage(pageHead(u, title, say("A council, a school, a health service, a charity. Only the name is needed.")),
		part.NewCard("", begun, name, part.NewField(say("What is it?"), f.sort, ""),
			part.Columns(17, 1, part.NewField(say("E-mail"), f.email, ""), part.NewField(say("Phone"), f.phone, "")), part.NewField(say("Address"), f.address, ""), f.saveButtons()))
	f.first = f.name
	f.resume()
	return f
}

func (f *orgForm) keep() {
	a, was := f.org, f.org
	a.Name, a.Email, a.Phone, a.Address = trim(f.name.Text), trim(f.email.Text), trim(f.phone.Text), trim(f.address.Text)
	a.Kind = casefile.AuthorityKinds()[f.sort.Chosen()]
	if !f.valid(a.Validate()) {
		return
	}
	var kept casefile.Authority
	lost := f.leave()
	f.u.removeOr(func(tx *casefile.Tx) (err error) {
		kept, err = casefile.Put(tx, a)
		return err
	}, deletion{func(tx *casefile.Tx) error {
		if was.ID == "" {
			return casefile.Delete[casefile.Authority](tx, kept.ID)
		}
		_, err := casefile.Put(tx, was)
		return err
	}, say("As it was before: {{.Name}}.", "Name", shorten(a.Name, 60))}, say("Saved: {{.Name}}.", "Name", shorten(a.Name, 60)), nil, lost)
}
