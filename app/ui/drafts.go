package ui

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// What is begun in a form and not saved is kept inside the case file every few moments, sealed like the rest: the program may end at any time, and people are
// called away. It is no record, and nobody's business but the writer's, who is offered it again on Today.

// draft is what was begun in a form: the words as typed, not yet understood.
type draft struct {
	Form   string            `json:"form"`           // a key of draftForms
	ID     casefile.ID       `json:"id,omitempty"`   // of what is being changed; "" for something new
	Kind   string            `json:"kind,omitempty"` // of an event; the child of a new appeal, and of a note
	At     time.Time         `json:"at"`             // when it was last written on
	Words  map[string]string `json:"words"`          // what stands in each field
	Papers []string          `json:"papers,omitempty"`

	before bool // it was kept in an earlier sitting
}

// draftForm is a kind of form that keeps what is begun in it.
type draftForm struct {
	about func(u *UI, d draft) (what, words string)  // names it, and gives the first words written
	open  func(u *UI, d draft)                       // opens the form, which takes the draft up by itself
	there func(b *book, id casefile.ID) (found bool) // tells whether what is changed is still there
}

// draftForms are the forms that are long enough to be missed. A new one is a writer and a row here.
func draftForms() map[string]draftForm {
	all := plainForms()
	all[formEntry] = draftForm{aboutEntryDraft, openEntryDraft, (*book).hasEntry}
	all[formEvent] = draftForm{aboutEventDraft, openEventDraft, func(b *book, id casefile.ID) bool { _, ok := b.event(id); return ok }}
	return all
}

// writer is a view in which something is written that would be missed.
type writer interface {
	written() (d draft, unsaved bool) // as it stands; d names its form even where nothing is unsaved
}

// key tells drafts apart: there is one for each new thing of a kind, and one for each thing that is changed.
func (d draft) key() string { return d.Form + "|" + d.Kind + "|" + string(d.ID) }

// equal tells whether two drafts say the same.
func (d draft) equal(o draft) bool {
	return maps.Equal(d.Words, o.Words) && slices.Equal(d.Papers, o.Papers)
}

// noteDraft remembers what a writer holds, or that it holds nothing any more.
func (u *UI) noteDraft(w writer) {
	d, unsaved := w.written()
	if d.Form == "" { // a form that keeps nothing
		return
	}
	was, known := u.drafts[d.key()]
	switch {
	case !unsaved:
		delete(u.drafts, d.key())
	case !known || !was.equal(d):
		d.At = u.now()
		u.drafts[d.key()] = d
	}
}

// noteDrafts remembers what every form that is open holds.
func (u *UI) noteDrafts() {
	for _, v := range u.views {
		if w, ok := v.view.(writer); ok {
			u.noteDraft(w)
		}
	}
}

// writing tells whether a form is open with something not saved.
func (u *UI) writing() bool {
	for _, v := range u.views {
		if w, ok := v.view.(writer); ok {
			if _, unsaved := w.written(); unsaved {
				return true
			}
		}
	}
	return false
}

// begunNow tells whether there is anything unsaved from this sitting: what was put aside in an earlier one is known to its writer.
func (u *UI) begunNow() bool {
	if u.writing() {
		return true
	}
	for _, d := range u.drafts {
		if !d.before {
			return true
		}
	}
	return false
}

// onlyEvents tells whether all that is begun are dates.
func (u *UI) onlyEvents() bool {
	u.noteDrafts()
	for _, d := range u.drafts {
		if d.Form != formEvent {
			return false
		}
	}
	return true
}

// draftWords gives all drafts as they are kept, and whether that is news to the file.
func (u *UI) draftWords() (words []byte, news bool) {
	if u.file == nil || u.file.ReadOnly() != nil {
		return nil, false
	}
	if all := u.draftList(); len(all) > 0 {
		words, _ = json.Marshal(all) // strings alone: it cannot fail
	}
	return words, !bytes.Equal(words, u.keptDrafts)
}

// draftList gives the drafts, what was written on last first.
func (u *UI) draftList() []draft {
	return slices.SortedFunc(maps.Values(u.drafts), func(a, b draft) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.key(), b.key()))
	})
}

// keepDrafts keeps them in the case file, where there is news. It is called every few moments.
func (u *UI) keepDrafts() {
	if u.file == nil || u.keepingDrafts {
		return
	}
	u.noteDrafts()
	words, news := u.draftWords()
	if !news {
		return
	}
	u.keepingDrafts = true
	file := u.file
	background(u, context.Background(), func(context.Context) (struct{}, error) {
		return struct{}{}, file.KeepDraft(words)
	}, func(_ struct{}, err error) {
		u.keepingDrafts = false
		if u.file != file {
			return
		}
		if err != nil && !u.draftsFailed {
			u.draftsFailed = true
			u.status.say(say("What you are writing is not kept yet. Save it soon"))
		}
		if err == nil {
			u.keptDrafts, u.draftsFailed = words, false
		}
	})
}

// takeUpDrafts remembers what the file kept from an earlier sitting. What was to be changed and is gone becomes something new, so that no word is lost.
func (u *UI) takeUpDrafts(words []byte) {
	var all []draft
	if json.Unmarshal(words, &all) != nil {
		return
	}
	u.keptDrafts = words
	for _, d := range all {
		form, ok := draftForms()[d.Form]
		if !ok { // of a newer version: it stays in the file until something else is kept
			continue
		}
		if d.ID != "" && (form.there == nil || !form.there(u.book, d.ID)) {
			d.ID = ""
		}
		if _, taken := u.drafts[d.key()]; taken {
			continue
		}
		d.before = true
		u.drafts[d.key()] = d
	}
}

// openDraft goes back to what was begun last.
func (u *UI) openDraft() {
	if u.writing() {
		return
	}
	for _, d := range u.draftList() {
		draftForms()[d.Form].open(u, d)
		return
	}
}

// draftCard offers what was begun and not saved; nil where there is nothing.
func (u *UI) draftCard() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, d := range u.draftList() {
		form := draftForms()[d.Form]
		what, words := form.about(u, d)
		about := part.Stack(0.25, part.Strong(what))
		if words != "" {
			about.Add(part.Body(words))
		}
		about.Add(part.Quiet(u.begunWhen(d)))
		rows = append(rows, part.Row(part.Beside(about, part.NewChip(part.Note, say("not saved"))), say("Not saved yet: {{.What}}", "What", what), func() { form.open(u, d) }))
	}
	if len(rows) == 0 {
		return nil
	}
	return part.NewCard(say("Begun and not saved"), part.Rows(rows...))
}

// begunWhen says when something was last written on.
func (u *UI) begunWhen(d draft) string {
	at := d.At.In(u.now().Location())
	if dayOf(at) == dayOf(u.now().In(at.Location())) {
		return say("Last changed today at {{.Time}}.", "Time", at.Format("15:04"))
	}
	return say("Last changed on {{.Day}} at {{.Time}}.", "Day", at.Format("Monday 2 January 2006"), "Time", at.Format("15:04"))
}

// takenUp is the line of a form that says that it holds what was begun before, with a way to be rid of it.
func (u *UI) takenUp(d draft, throw func()) []fyne.CanvasObject {
	away := part.Button(say("Throw it away"), part.Outline, throw)
	away.Words = say("Throw away what you began")
	return []fyne.CanvasObject{part.Beside(part.Stack(0.25, part.Strong(say("This is what you began and did not save.")), part.Quiet(u.begunWhen(d))), away)}
}

// throwDraft leaves a form without keeping what was begun; Ctrl+U brings it back.
func (u *UI) throwDraft(d draft) {
	u.back()
	delete(u.drafts, d.key())
	u.gone = &deletion{func(*casefile.Tx) error {
		u.post(func() { u.drafts[d.key()] = d; u.redraw() })
		return nil
	}, say("What you began is back. Today shows it.")}
	u.redraw()
	u.status.say(say("What you began is thrown away."))
}

func (b *book) hasEntry(id casefile.ID) bool {
	return slices.ContainsFunc(b.entries, func(e casefile.Entry) bool { return e.ID == id })
}
