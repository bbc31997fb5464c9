package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// joinPage asks who somebody is the same as: a second spelling of a name in the log, or the same person written down twice.
type joinPage struct {
	u       *UI
	who     contact
	content *part.ListPage
	head    *part.Page
	filter  *part.Entry
	empty   *part.Page
	list    *rowList
	shown   []contact
}

func newJoinPage(u *UI, who contact) view {
	j := &joinPage{u: u, who: who, filter: part.NewEntry(say("Find somebody")), empty: part.NewPage()}
	j.filter.SetPlaceHolder(say("Name, role, organisation"))
	j.filter.OnChanged = func(string) { j.fill() }
	j.list = newRowList(func() int { return len(j.shown) }, newPaperRow, j.showRow, func(i int) { j.ask(j.shown[i]) })
	j.filter.Keys = j.list.fromFilter
	name := shorten(who.name, 60)
	j.head = part.NewPage(part.Stack(1.5, pageHead(u, say("Who is {{.Name}}?", "Name", name), say("Choose the person who stays. Everything under “{{.Name}}” is then found under them.", "Name", name)), j.filter))
	j.content = part.NewListPage(j.head, container.NewStack(j.list, j.empty), j.list)
	return j
}

func (j *joinPage) Content() fyne.CanvasObject { return j.content }
func (j *joinPage) Close()                     {}
func (j *joinPage) Focus() fyne.Focusable      { return j.filter }

// Refresh lists everybody else.
func (j *joinPage) Refresh() {
	j.head.Refresh()
	j.fill()
}

func (j *joinPage) fill() {
	words := strings.Fields(strings.ToLower(j.filter.Text))
	j.shown = nil
	for _, c := range j.u.book.contacts {
		if _, person := j.u.book.person(c.id); person && c.id != j.who.id && holds(j.u.contactWords(c), words) {
			j.shown = append(j.shown, c)
		}
	}
	j.empty.Hidden, j.list.Hidden = len(j.shown) > 0, len(j.shown) == 0
	j.empty.Set(part.NewCard(say("Nobody found"), part.Body(say("Only people whose details are kept can be chosen. Go back and keep the details first."))))
	j.list.UnselectAll()
	j.list.Refresh()
	j.content.Refresh()
}

func (j *joinPage) showRow(i int, r *paperRow) {
	r.title.Say(j.shown[i].name)
	r.about.Say(j.u.book.about(j.shown[i]))
	r.chip.Hidden = true
	r.all.Refresh()
}

// ask makes sure, because two people might share a name.
func (j *joinPage) ask(stays contact) {
	j.list.UnselectAll()
	names := []any{"One", shorten(j.who.name, 60), "Other", shorten(stays.name, 60)}
	j.u.ask(say("Are “{{.One}}” and “{{.Other}}” the same person?", names...),
		[]string{say("“{{.One}}” becomes another way to write “{{.Other}}”. What you wrote in the log is not changed. Ctrl+U undoes it.", names...)},
		answer{words: say("Yes, the same person"), do: func() { j.join(stays) }, main: true}, answer{words: say("No")})
}

// join makes one of two, and shows the one that stays.
func (j *joinPage) join(stays contact) {
	u := j.u
	keep, _ := u.book.person(stays.id)
	gone, known := u.book.person(j.who.id)
	if !known {
		gone = casefile.Person{Name: j.who.name}
	}
	var moved []casefile.ID // entries that named the one who goes
	u.remove(func(tx *casefile.Tx) (err error) {
		moved, err = joinPeople(tx, keep, gone)
		return err
	}, func(tx *casefile.Tx) error { return partPeople(tx, keep, gone, moved) },
		say("Joined: {{.Name}}.", "Name", shorten(keep.Name, 60)), say("They are two again."), nil)
	u.back()
	u.replace(func(u *UI) view { return newContactPage(u, keep.ID, keep.Name) })
}

// joinPeople gives one person the other's names and what was not known of them, and the entries of the log that name the other; it tells which.
func joinPeople(tx *casefile.Tx, keep, gone casefile.Person) (moved []casefile.ID, err error) {
	one := keep
	one.Also = slices.Clone(keep.Also)
	for _, name := range append([]string{gone.Name}, gone.Also...) {
		if name != one.Name && !slices.Contains(one.Also, name) {
			one.Also = append(one.Also, name)
		}
	}
	one.Role, one.Email, one.Phone = firstOf(keep.Role, gone.Role), firstOf(keep.Email, gone.Email), firstOf(keep.Phone, gone.Phone)
	one.Address, one.Authority = firstOf(keep.Address, gone.Address), casefile.ID(firstOf(string(keep.Authority), string(gone.Authority)))
	if gone.Note != "" && gone.Note != keep.Note {
		one.Note = trim(keep.Note + "\n" + gone.Note)
	}
	if keep.Child != gone.Child {
		one.Child = ""
	}
	if gone.ID != "" {
		if moved, err = renameIn(tx, nil, gone.ID, keep.ID); err != nil {
			return nil, err
		}
		if err := casefile.Delete[casefile.Person](tx, gone.ID); err != nil {
			return nil, err
		}
	}
	_, err = casefile.Put(tx, one)
	return moved, err
}

// partPeople undoes it.
func partPeople(tx *casefile.Tx, keep, gone casefile.Person, moved []casefile.ID) error {
	if _, err := casefile.Put(tx, keep); err != nil || gone.ID == "" {
		return err
	}
	if _, err := casefile.Put(tx, gone); err != nil || len(moved) == 0 {
		return err
	}
	_, err := renameIn(tx, moved, keep.ID, gone.ID)
	return err
}

// renameIn puts one person in another's place in entries of the log: in these, or with nil in all. It tells in which.
func renameIn(tx *casefile.Tx, in []casefile.ID, from, to casefile.ID) (moved []casefile.ID, err error) {
	for _, e := range casefile.All[casefile.Entry](tx, "") {
		at := slices.Index(e.People, from)
		if at < 0 || in != nil && !slices.Contains(in, e.ID) {
			continue
		}
		e.People = slices.Clone(e.People)
		if slices.Contains(e.People, to) {
			continue // both were there: it is found under the one who stays already
		}
		e.People[at] = to
		if _, err := casefile.Put(tx, e); err != nil {
			return nil, err
		}
		moved = append(moved, e.ID)
	}
	return moved, nil
}
