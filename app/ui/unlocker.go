package ui

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/casefile/intake"
)

// passwords are those of locked papers that were typed and found right while the case file is open. They are held in memory alone, and
// forgotten when it is locked or closed.
type passwords struct {
	kept  [][]byte            // bytes, so that they can be overwritten
	opens map[casefile.ID]int // which of them opens a paper
}

// forget overwrites them.
func (p *passwords) forget() {
	for _, words := range p.kept {
		clear(words)
	}
	p.kept, p.opens = nil, nil
}

// open tells whether a paper was opened.
func (p *passwords) open(id casefile.ID) bool {
	_, ok := p.opens[id]
	return ok
}

// list gives them all to whoever tries them, the one that opens a paper first.
func (p *passwords) list(first casefile.ID) []string {
	var all []string
	at, known := p.opens[first]
	if known {
		all = append(all, string(p.kept[at]))
	}
	for i, words := range p.kept {
		if !known || i != at {
			all = append(all, string(words))
		}
	}
	return all
}

// full tells whether there is no room for another.
func (p *passwords) full(typed string) bool {
	return len(p.kept) >= bundle.MaxPasswords && p.index(typed) < 0
}

func (p *passwords) index(typed string) int {
	return slices.IndexFunc(p.kept, func(words []byte) bool { return string(words) == typed })
}

// keep remembers a password and the papers it opens.
func (p *passwords) keep(typed string, ids []casefile.ID) {
	at := p.index(typed)
	if at < 0 {
		at, p.kept = len(p.kept), append(p.kept, []byte(typed))
	}
	if p.opens == nil {
		p.opens = map[casefile.ID]int{}
	}
	for _, id := range ids {
		p.opens[id] = at
	}
}

// isShut tells whether a paper is locked and was not opened since the case file was.
func (u *UI) isShut(d casefile.Document) bool { return d.Locked() && !u.passwords.open(d.ID) }

// shutPapers gives the locked papers of the case file that were not opened.
func (u *UI) shutPapers() (ids []casefile.ID) {
	for _, d := range u.book.documents {
		if u.isShut(d) {
			ids = append(ids, d.ID)
		}
	}
	return ids
}

// unlocker is the field that takes the password of locked papers.
type unlocker struct {
	u     *UI
	ctx   context.Context
	entry *part.Entry
	field *part.Field
	press *part.Press
	on    func() []casefile.ID // the papers it is for
	done  func([]casefile.ID)  // is told which were opened
}

func newUnlocker(u *UI, on func() []casefile.ID, done func([]casefile.ID)) *unlocker {
	k := &unlocker{u: u, ctx: u.scope(), on: on, done: done, entry: part.NewSecret(say("Password of the paper"))}
	k.entry.Copied = u.copied
	k.field = part.NewField(say("Password of the paper"), k.entry, say("Capital letters count. It is the paper's own password, not that of your case file."))
	k.entry.OnSubmitted = func(string) { k.try() }
	k.press = part.Button(say("Unlock (Enter)"), part.Main, k.try)
	return k
}

// forget empties the field.
func (k *unlocker) forget() { k.entry.SetText("") }

// kept says what becomes of the password, and what of the words.
func (k *unlocker) kept() fyne.CanvasObject {
	return part.Quiet(say("The password is never saved. It is forgotten when you lock or close the case file. The words in the paper are kept in your case file, so that you can search them."))
}

// try tries what was typed on the papers, beside the window.
func (k *unlocker) try() {
	typed, ids := k.entry.Text, k.on()
	switch {
	case k.press.Off || len(ids) == 0:
		return
	case typed == "":
		k.wrong(say("Type the password of the paper."))
		return
	case k.u.passwords.full(typed):
		k.wrong(say("{{.N}} passwords are remembered, which is as many as can be tried. Close the case file and open it again to begin anew.", "N", bundle.MaxPasswords))
		return
	}
	k.field.Wrong("")
	k.press.Allow(false)
	file, others := k.u.file, k.u.shutPapers()
	background(k.u, k.ctx, func(ctx context.Context) ([]casefile.ID, error) {
		opened, err := unlockWith(ctx, file, ids, typed)
		if err == nil && len(opened) > 0 { // people often use one password for all they send
			more, _ := unlockWith(ctx, file, slices.DeleteFunc(others, func(id casefile.ID) bool { return slices.Contains(ids, id) }), typed)
			opened = append(opened, more...)
		}
		return opened, err
	}, func(opened []casefile.ID, err error) {
		k.press.Allow(true)
		switch {
		case err != nil:
			t := explain(err)
			k.wrong(t.What + " " + t.Do)
		case len(opened) == 0 && len(ids) > 1:
			k.wrong(say("This password opens none of them. Check capital letters and spaces."))
		case len(opened) == 0:
			k.wrong(say("This password does not open the paper. Check capital letters and spaces."))
		default:
			k.forget()
			k.u.passwords.keep(typed, opened)
			k.done(opened)
		}
	})
}

// wrong says what is wrong with what was typed, which stays.
func (k *unlocker) wrong(sentence string) {
	k.field.Wrong(sentence)
	if k.u.sheet == nil && k.u.cover == nil {
		k.u.win.Canvas().Focus(k.entry)
	}
}

// unlockWith tries a password on papers and gives those it opens. It is called beside the window. One that is broken, or gone, stops no other.
func unlockWith(ctx context.Context, file *casefile.File, ids []casefile.ID, password string) (opened []casefile.ID, err error) {
	for _, id := range ids {
		_, failed := intake.Unlock(ctx, file, id, password)
		switch {
		case ctx.Err() != nil:
			return opened, ctx.Err()
		case failed == nil:
			opened = append(opened, id)
		case !errors.Is(failed, intake.ErrPassword):
			err = failed
		}
	}
	if len(opened) > 0 {
		return opened, nil
	}
	return nil, err
}
