package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// passphrase is the page of the keys of a case file: a new passphrase, a new recovery key, whether the one on paper is right.
type passphrase struct {
	u                    *UI
	page                 *part.Page
	old, fresh, again    *part.Entry
	oldF, freshF, againF *part.Field
	change               *part.Press
	typed                *part.Entry
	typedF               *part.Field
}

// openPassphrase opens the page, or for a file without a passphrase the one that gives it one.
func (u *UI) openPassphrase() {
	if u.file.Sealed() {
		u.open(newPassphrasePage)
		return
	}
	u.open(newSealPage)
}

func newPassphrasePage(u *UI) view {
	p := &passphrase{u: u, old: part.NewSecret(say("Current passphrase")), fresh: part.NewSecret(say("The new passphrase")),
		again: part.NewSecret(say("The new one again")), typed: part.NewEntry(say("The recovery key, from the paper"))}
	p.oldF = part.NewField(say("Current passphrase"), p.old, say("The recovery key will do, if it is forgotten."))
	p.freshF = part.NewField(say("The new passphrase"), p.fresh, say("Three or four words that nobody would guess work well."))
	p.againF = part.NewField(say("The new one again"), p.again, "")
	p.typedF = part.NewField(say("The recovery key, from the paper"), p.typed, say("Capitals, spaces and hyphens do not matter."))
	p.typed.OnSubmitted = func(string) { p.checkPaper() }
	p.change = part.Button(say("Change the passphrase (Ctrl+Enter)"), part.Main, p.Save)
	p.page = part.NewPage(pageHead(u, say("Passphrase and recovery key"), say("Both open this case file. Copies and backups made before a change still open with the passphrase they had then.")),
		part.NewCard(say("Change the passphrase"), p.oldF, p.freshF, p.againF, part.Line(1.5, p.change)),
		part.NewCard(say("Is the recovery key on your paper right?"), p.typedF, part.Line(1.5, part.Button(say("Check it"), part.Outline, p.checkPaper))),
		part.NewCard(say("A new recovery key"), part.Body(say("Make a new one if the paper is lost, or if somebody may have seen it. The old one then stops working.")),
			part.Line(1.5, part.Button(say("Make a new recovery key"), part.Outline, p.newKey))))
	return p
}

func (p *passphrase) Content() fyne.CanvasObject { return p.page }
func (p *passphrase) Refresh()                   { p.page.Refresh() }
func (p *passphrase) Focus() fyne.Focusable      { return p.old }

// Close forgets what was typed.
func (p *passphrase) Close() {
	for _, e := range []*part.Entry{p.old, p.fresh, p.again, p.typed} {
		e.SetText("")
	}
}

// Save changes the passphrase.
func (p *passphrase) Save() {
	if p.change.Off || !p.check() {
		return
	}
	p.change.Allow(false)
	file, old, fresh := p.u.file, p.old.Text, casefile.Passphrase(p.fresh.Text)
	background(p.u, p.u.scope(), func(context.Context) (struct{}, error) {
		return struct{}{}, changePassphrase(file, old, fresh)
	}, func(_ struct{}, err error) {
		p.change.Allow(true)
		if errors.Is(err, casefile.ErrWrongKey) {
			p.wrong(p.oldF, p.old, say("This is not the current passphrase. Check capital letters and spaces."))
			return
		}
		if err != nil {
			p.u.fail(say("The passphrase was not changed."), err)
			return
		}
		p.u.back()
		p.u.status.say(say("The passphrase is changed"))
	})
}

// changePassphrase takes the old passphrase, or the recovery key in its place. It is called beside the window.
func changePassphrase(file *casefile.File, old string, fresh casefile.Key) error {
	err := file.ChangePassphrase(casefile.Passphrase(old), fresh)
	if spare := casefile.RecoveryKey(old); errors.Is(err, casefile.ErrWrongKey) && spare.Fits() {
		return file.ChangePassphrase(spare, fresh)
	}
	return err
}

func (p *passphrase) check() bool {
	p.oldF.Wrong(sayIf(p.old.Text == "", "Type the passphrase that opens the file now."))
	p.freshF.Wrong(sayIf(len([]rune(p.fresh.Text)) < shortestSecret, "Use at least 8 letters."))
	p.againF.Wrong(sayIf(p.fresh.Text != p.again.Text, "The two are not the same. Type them again."))
	p.page.Reflow()
	for _, f := range []*part.Field{p.oldF, p.freshF, p.againF} {
		if f.IsWrong() {
			p.u.win.Canvas().Focus(f.First())
			return false
		}
	}
	return true
}

func (p *passphrase) wrong(f *part.Field, e *part.Entry, sentence string) {
	f.Wrong(sentence)
	p.page.Reflow()
	p.u.win.Canvas().Focus(e)
}

// checkPaper says whether the key on paper opens the file.
func (p *passphrase) checkPaper() {
	p.typedF.Wrong("")
	if err := p.u.file.CheckRecoveryKey(p.typed.Text); err != nil {
		t := explain(err)
		p.wrong(p.typedF, p.typed, t.What+" "+t.Do)
		return
	}
	p.typed.SetText("")
	p.u.ask(say("The recovery key on your paper is right."), []string{say("Keep it where you keep birth certificates.")}, answer{words: say("Close this")})
}

// newKey makes a new recovery key and shows it.
func (p *passphrase) newKey() {
	p.u.ask(say("Make a new recovery key?"), []string{say("The one on your paper stops working. Have paper ready, or a printer.")},
		answer{words: say("Make it"), do: func() {
			file := p.u.file
			background(p.u, p.u.scope(), func(context.Context) (string, error) { return file.AddRecoveryKey() }, func(key string, err error) {
				if err != nil {
					p.u.fail(say("No new recovery key was made."), err)
					return
				}
				p.u.replace(func(u *UI) view { return newRecovery(u, key) })
			})
		}, main: true},
		answer{words: say("Keep the old one")})
}
