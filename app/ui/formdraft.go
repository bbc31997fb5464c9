package ui

import (
	"strconv"
	"strings"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// This file lets a form of plain fields keep what is begun in it. The log and the dates have their own ways, in quicklog.go and eventdraft.go, because what
// they ask hangs together.

// These are the names of such forms among those that keep what is begun.
const (
	formChild  = "child"
	formAppeal = "appeal"
	formPerson = "person"
	formOrg    = "organisation"
	formNote   = "note"
)

// plainForms are the rows of draftForms for them.
func plainForms() map[string]draftForm {
	return map[string]draftForm{
		formChild: {aboutPlainDraft, func(u *UI, d draft) {
			c, _ := u.book.child(casefile.CaseID(d.ID))
			u.open(func(u *UI) view { return newChildForm(u, c) })
		}, func(b *book, id casefile.ID) bool { _, ok := b.child(casefile.CaseID(id)); return ok }},
		formAppeal: {aboutPlainDraft, func(u *UI, d draft) {
			a, ok := u.book.appeal(d.ID)
			if !ok {
				a = casefile.Appeal{Head: casefile.Head{Child: casefile.CaseID(d.Kind)}, Type: casefile.AppealTypes()[0]}
			}
			u.open(func(u *UI) view { return newAppealForm(u, a) })
		}, func(b *book, id casefile.ID) bool { _, ok := b.appeal(id); return ok }},
		formPerson: {aboutPlainDraft, func(u *UI, d draft) {
			p, _ := u.book.person(d.ID)
			u.open(func(u *UI) view { return newPersonForm(u, p) })
		}, func(b *book, id casefile.ID) bool { _, ok := b.person(id); return ok }},
		formOrg: {aboutPlainDraft, func(u *UI, d draft) {
			a, _ := u.book.authority(d.ID)
			u.open(func(u *UI) view { return newOrgForm(u, a) })
		}, func(b *book, id casefile.ID) bool { _, ok := b.authority(id); return ok }},
		formNote: {aboutPlainDraft, func(u *UI, d draft) {
			if _, ok := u.book.child(casefile.CaseID(d.Kind)); ok && u.child != "" {
				u.child = casefile.CaseID(d.Kind)
			}
			u.Go("bundle")
			if b, ok := u.top().view.(*bundleScreen); ok {
				u.open(func(*UI) view { return newNotePage(b) })
			}
		}, nil},
	}
}

// aboutPlainDraft names the form, and gives the first words that stand in it.
func aboutPlainDraft(u *UI, d draft) (what, words string) {
	what = map[string]string{formChild: say("About a child"), formAppeal: say("An appeal"), formPerson: say("A person"), formOrg: say("An organisation"),
		formNote: say("Why a limit is not kept")}[d.Form]
	return what, shorten(strings.Join(strings.Fields(d.Words["name"]+" "+d.Words["note"]), " "), 120)
}

// input is what is written in a form under one name of its draft.
type input struct {
	name  string
	read  func() string
	write func(string)
}

// inputOf makes an input of a form: an entry by what stands in it, choices by their number.
func inputOf(name string, of any) input {
	switch of := of.(type) {
	case *part.Entry:
		return input{name, func() string { return of.Text }, of.SetText}
	case *part.DateField:
		return input{name, func() string { return of.Entry.Text }, of.Entry.SetText}
	case *part.Suggest:
		return input{name, func() string { return of.Entry.Text }, of.Fill}
	case *childChoices:
		return input{name, func() string { return string(of.id()) }, func(id string) { of.choose(casefile.CaseID(id)) }}
	case *part.Choices:
		return input{name, func() string { return strconv.Itoa(of.Chosen()) }, func(at string) {
			if i, err := strconv.Atoi(at); err == nil && i >= 0 {
				of.Choose(i)
			}
		}}
	}
	panic("ui: a form has an input whose draft cannot be kept")
}

// jotting is what a form of plain fields needs to keep what is begun in it.
type jotting struct {
	name    string
	id      casefile.ID
	kind    string
	inputs  []input
	begun   draft     // as the form opened
	resumed *part.Box // says that it was begun before
	kept    bool      // saved or thrown away: no draft stays
}

// keepsBegun makes the form keep what is begun in it under its name. It gives the line of the form that says so where something was begun before: put it first.
// Call resume once the page is built.
func (f *form) keepsBegun(name string, id casefile.ID, kind string, inputs ...input) *part.Box {
	f.jots = &jotting{name: name, id: id, kind: kind, inputs: inputs, resumed: part.Stack(0)}
	f.jots.resumed.Hidden = true
	return f.jots.resumed
}

// resume takes up what was begun before.
func (f *form) resume() {
	f.jots.begun = f.draft()
	d, ok := f.u.drafts[f.jots.begun.key()]
	if !ok {
		return
	}
	for _, in := range f.jots.inputs {
		if words, ok := d.Words[in.name]; ok {
			in.write(words)
		}
	}
	f.jots.resumed.Set(f.u.takenUp(d, f.throw)...)
	f.jots.resumed.Hidden = false
}

// draft gives what stands in the fields.
func (f *form) draft() draft {
	d := draft{Form: f.jots.name, ID: f.jots.id, Kind: f.jots.kind, Words: map[string]string{}}
	for _, in := range f.jots.inputs {
		d.Words[in.name] = in.read()
	}
	return d
}

// written gives what is written that is kept nowhere yet.
func (f *form) written() (draft, bool) {
	if f.jots == nil {
		return draft{}, false
	}
	d := f.draft()
	return d, !f.jots.kept && !d.equal(f.jots.begun)
}

// Close keeps what was written as a draft.
func (f *form) Close() { f.u.noteDraft(f) }

// throw leaves without keeping what was begun.
func (f *form) throw() {
	d := f.draft()
	d.At = f.u.now()
	f.jots.kept = true
	f.u.throwDraft(d)
}

// leave leaves the form, for its words are being saved. What it gives brings them back as a draft, where they could not be.
func (f *form) leave() (lost func()) {
	d := f.draft()
	f.jots.kept = true
	f.u.back()
	return func() {
		d.At = f.u.now()
		f.u.drafts[d.key()] = d
		f.u.redraw()
	}
}
