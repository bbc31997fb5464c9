package ui

import (
	"slices"
	"strconv"
	"strings"

	"ehccasefile/casefile"
)

// formEvent is the form's name among those that keep what is begun.
const formEvent = "event"

// aboutEventDraft says what happened, and to whom where that is not clear; and the note.
func aboutEventDraft(u *UI, d draft) (what, words string) {
	what = u.factTitle(d.Kind)
	if name := u.book.childName(casefile.CaseID(d.Words["child"])); len(u.book.children) > 1 && name != "" {
		what = shorten(name, 24) + ": " + lowerFirst(what)
	}
	return what, shorten(strings.Join(strings.Fields(d.Words["on"]+" "+d.Words["note"]), " "), 120)
}

// openEventDraft opens the form that takes it up.
func openEventDraft(u *UI, d draft) {
	if d.ID == "" {
		u.openEvent(casefile.Event{Head: casefile.Head{Child: casefile.CaseID(d.Words["child"])}, Kind: d.Kind})
		return
	}
	u.editEvent(d.ID)
}

// draft gives what stands in the fields.
func (f *eventForm) draft() draft {
	d := draft{Form: formEvent, Kind: f.event.Kind, ID: f.event.ID, Words: map[string]string{
		"child": string(f.child.id()), "on": f.on.Entry.Text, "paper": f.paper.Entry.Text, "note": f.note.Text,
		"against": f.against(), "of": string(f.belongsTo())}}
	if f.dated != nil {
		d.Words["dated"] = f.dated.Entry.Text
	}
	if f.sent != nil && !f.sent.inside.Hidden {
		d.Words["how"], d.Words["sent"], d.Words["at"] = strconv.Itoa(f.sent.how.Chosen()), f.sent.on.Entry.Text, f.sent.at.Text
	}
	return d
}

// restore writes a draft into the fields. What is about something comes first: the other choices hang on it.
func (f *eventForm) restore(d draft) {
	f.child.choose(casefile.CaseID(d.Words["child"]))
	if rule := d.Words["against"]; rule != "" && f.about != nil {
		if !slices.Contains(f.rules, rule) {
			f.all = true
			f.aboutWhat()
		}
		f.about.Choose(slices.Index(f.rules, rule))
	}
	if f.of != nil {
		f.of.Choose(slices.Index(f.ofIDs, casefile.ID(d.Words["of"])))
	}
	f.on.Entry.SetText(d.Words["on"])
	f.paper.Fill(d.Words["paper"])
	f.note.SetText(d.Words["note"])
	if f.dated != nil {
		f.dated.Entry.SetText(d.Words["dated"])
	}
	if how, sent := d.Words["how"]; sent && f.sent != nil {
		f.sent.show(true)
		if i, err := strconv.Atoi(how); err == nil {
			f.sent.how.Choose(i)
		}
		f.sent.on.Entry.SetText(d.Words["sent"])
		f.sent.at.SetText(d.Words["at"])
	}
}

// throw leaves without keeping what was begun.
func (f *eventForm) throw() {
	d := f.draft()
	d.At = f.u.now()
	f.kept = true
	f.u.throwDraft(d)
}

// Close keeps what was written as a draft.
func (f *eventForm) Close() { f.u.noteDraft(f) }

// written gives what is written that is kept nowhere yet.
func (f *eventForm) written() (draft, bool) {
	d := f.draft()
	return d, !f.kept && !d.equal(f.begun)
}
