package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"ehccasefile/app/ui/part"
)

// answer is one button of a question.
type answer struct {
	words string
	do    func()
	main  bool // the one that goes on; drawn filled
}

// sheet is a question or a message above everything else. Escape gives its last answer, which must be the harmless one.
type sheet struct {
	u       *UI
	pop     *widget.PopUp
	page    *part.Page
	last    *part.Press // the harmless answer
	answers []answer
	before  fyne.Focusable // what had the focus
}

// ask shows a question with its answers, the harmless one last.
func (u *UI) ask(heading string, words []string, answers ...answer) {
	if u.sheet != nil {
		u.sheet.close()
	}
	s := &sheet{u: u, answers: answers, before: u.win.Canvas().Focused()}
	kids := []fyne.CanvasObject{part.Lead(heading)}
	for _, w := range words {
		if w != "" {
			kids = append(kids, part.Body(w))
		}
	}
	var buttons []fyne.CanvasObject
	for _, a := range answers {
		look := part.Outline
		if a.main {
			look = part.Main
		}
		buttons = append(buttons, part.Button(a.words, look, func() { s.give(a) }))
	}
	s.page = part.NewPage(append(kids, part.Line(1.5, buttons...))...)
	s.pop = widget.NewModalPopUp(s.page, u.win.Canvas())
	s.last = buttons[len(buttons)-1].(*part.Press)
	u.sheet = s
	s.show()
}

// show puts it in front of the window; while the window is covered, it waits.
func (s *sheet) show() {
	if s.u.cover != nil {
		return
	}
	s.fit()
	s.u.win.Canvas().Unfocus() // one ring at a time: what had the keyboard gets it back at the end
	s.pop.Show()
	s.u.win.Canvas().Focus(s.last)
}

// fit makes the sheet as wide as is pleasant and as high as it needs, inside the window.
func (s *sheet) fit() {
	window := s.u.win.Canvas().Size()
	width := min(part.Ems(40), window.Width-part.Steps(8))
	height := min(s.page.HeightFor(width), window.Height-part.Steps(8))
	s.page.Resize(fyne.NewSize(width, height))
	s.pop.Resize(fyne.NewSize(width, height))
}

func (s *sheet) close() {
	s.pop.Hide()
	s.u.sheet = nil
	if s.before != nil {
		s.u.win.Canvas().Focus(s.before)
	}
}

func (s *sheet) give(a answer) {
	s.close()
	if a.do != nil {
		a.do()
	}
}

// cancel gives the harmless answer.
func (s *sheet) cancel() { s.give(s.answers[len(s.answers)-1]) }

// pageHead is the top of a page: its name, a sentence, and the way back where there is one.
func pageHead(u *UI, title, sentence string) fyne.CanvasObject {
	words := part.Stack(0.75, part.Title(title))
	if sentence != "" {
		words.Add(part.Body(sentence).In(part.InkQuiet))
	}
	if len(u.views) < 2 {
		return words
	}
	return part.Beside(words, part.Button(say("Back (Esc)"), part.Outline, u.back))
}
