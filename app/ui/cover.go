package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"ehccasefile/app/ui/part"
)

// keyHide hides everything, and shows it again.
const keyHide = fyne.KeyH

// cover is the plain page that lies over the window when somebody comes into the room. It says nothing about anybody.
type cover struct {
	on      *part.Press
	focused string // the words of what had the keyboard
}

// setContent shows something in the whole window, as soon as it is not covered.
func (u *UI) setContent(o fyne.CanvasObject) {
	u.shown = o
	if u.cover == nil {
		u.win.SetContent(container.NewStack(u.pointer, u.withVoices(o)))
	}
}

// hide covers the window at once, and uncovers it again.
func (u *UI) hide() {
	if u.cover != nil {
		u.uncover()
		return
	}
	u.coverUp("")
}

// coverUp covers the window: its page, its menu, and any question in front of it. words (which may be empty) say why.
func (u *UI) coverUp(words string) {
	c := &cover{focused: focusWords(u.win.Canvas())}
	if u.sheet != nil {
		u.sheet.pop.Hide() // it is asked again afterwards
	}
	u.dropOverlays()
	c.on = part.Button(say("Go on (Enter)"), part.Main, u.uncover)
	kids := []fyne.CanvasObject{part.Lead(say("Paused"))}
	if words != "" {
		kids = append(kids, part.Body(words))
	}
	card := part.NewCard("", part.Stack(1.75, append(kids, part.Line(1, c.on))...))
	u.cover = c
	u.win.SetContent(container.NewStack(u.pointer, u.withVoices(container.NewStack(part.NewGround(part.OnGround), container.NewVScroll(container.New(inTheMiddle{}, card))))))
	u.win.SetMainMenu(u.menu())
	u.win.Canvas().Focus(c.on)
}

// uncover shows the window as it was, with the keyboard where it was.
func (u *UI) uncover() {
	c := u.cover
	if c == nil {
		return
	}
	u.cover = nil
	u.used()
	u.setContent(u.shown)
	u.win.SetMainMenu(u.menu())
	if u.sheet != nil {
		u.sheet.show()
		return
	}
	if top := u.top(); top != nil && !focusByWords(u.win.Canvas(), u.shown, c.focused) {
		u.focusFirst(top.view)
	}
}

// coverMenu is all the menu there is while the window is covered.
func (u *UI) coverMenu() *fyne.MainMenu {
	show := u.item(command{"File", "Show everything again", ctrl, keyHide, (*UI).uncover, false})
	show.Action, show.Disabled = u.uncover, false
	quit := u.item(command{"File", "Quit", ctrl, fyne.KeyQ, (*UI).leave, false})
	quit.Action = func() {
		u.uncover()
		u.leave()
	}
	return fyne.NewMainMenu(fyne.NewMenu(say("File"), show, quit))
}

// closeOverlays ends every question, menu and calendar in front of the window, without an answer.
func (u *UI) closeOverlays() {
	if u.sheet != nil {
		u.sheet.pop.Hide()
		u.sheet = nil
	}
	u.dropOverlays()
}

func (u *UI) dropOverlays() {
	overlays := u.win.Canvas().Overlays()
	for top := overlays.Top(); top != nil; top = overlays.Top() {
		overlays.Remove(top)
	}
}

// inTheMiddle puts a card in the middle, no wider than a sentence is pleasant to read.
type inTheMiddle struct{}

func (inTheMiddle) width(room float32) float32 { return min(part.Ems(30), room-part.Steps(6)) }

// MinSize is the card at the width that every window has.
func (l inTheMiddle) MinSize(o []fyne.CanvasObject) fyne.Size {
	least := o[0].MinSize().Width + part.Steps(6)
	return fyne.NewSize(least, part.HeightFor(o[0], l.width(max(least, o[0].Size().Width+part.Steps(6))))+part.Steps(6))
}

// Layout is Fyne's.
func (l inTheMiddle) Layout(o []fyne.CanvasObject, size fyne.Size) {
	width := l.width(size.Width)
	height := part.HeightFor(o[0], width)
	o[0].Resize(fyne.NewSize(width, height))
	o[0].Move(fyne.NewPos((size.Width-width)/2, max(part.Steps(3), (size.Height-height)*0.4)))
}
