package ui

import (
	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// This file is what a paper's page says and does where the paper is locked with a password of its own.

// lockedCard says that a paper is locked, and takes its password; nil for one that is not.
func (p *paperPage) lockedCard() *part.Card {
	switch {
	case !p.doc.Locked():
		return nil
	case !p.u.isShut(p.doc):
		return part.NewCard(say("Locked with a password, and open for now"),
			part.Body(say("You typed its password. Until you lock or close the case file, it can be shown, put into a bundle and split. The original stays locked as it came.")))
	}
	what := say("It is kept as it came. Type its password to see it here and to put it into a bundle.")
	if p.doc.Pages > 0 {
		what = say("You opened it before, so its words can be searched. Type its password again to see it here and to put it into a bundle.")
	}
	kids := []fyne.CanvasObject{part.Body(what), p.lock.field, part.Line(1.5, p.lock.press), p.lock.kept()}
	if p.split {
		kids = append([]fyne.CanvasObject{part.Strong(say("Its password is needed to split it. It is split as soon as it is open."))}, kids...)
	}
	return accent(part.NewCard(say("This paper is locked with a password"), kids...))
}

// askToSplit asks for the password first, and splits the paper then.
func (p *paperPage) askToSplit() {
	p.split = true
	p.draw()
	p.page.ToTop()
	p.u.win.Canvas().Focus(p.lock.entry)
}

// unlocked shows a paper that was opened, with the keyboard where the details begin.
func (p *paperPage) unlocked([]casefile.ID) {
	p.u.status.say(say("Unlocked: {{.Title}}.", "Title", shorten(p.doc.Title, 60)))
	p.u.reload(nil)
	p.draw()
	p.load()
	if p.u.inSight() == view(p) && p.u.sheet == nil {
		p.u.win.Canvas().Focus(p.title)
		p.page.ToTop()
	}
	if p.split {
		p.split = false
		p.u.split(p.doc)
	}
}
