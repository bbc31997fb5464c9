package ui

import (
	"strings"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// statusLine is the foot of the window: what was last done, with a way to undo it, when it was saved, and what this is not.
type statusLine struct {
	u       *UI
	content *fyne.Container
	left    *part.Text
	act     *part.Press // stops the reading, or shows what became of files
	undo    *part.Press
	right   *part.Text
	news    string
}

func newStatusLine(u *UI) *statusLine {
	s := &statusLine{u: u, left: part.Quiet(""), right: part.Quiet(say("Information, not legal advice")).OneLine()}
	s.act = part.Button("", part.Outline, nil)
	s.act.Hide()
	s.undo = part.Button(say("Undo (Ctrl+U)"), part.Outline, u.undo)
	s.undo.Hide()
	s.content = container.New(footLayout{}, part.Inset(1.75, 0.75, part.Beside(s.left, s.act, s.undo, s.right)))
	return s
}

type footLayout struct{}

func (footLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }
func (footLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(size)
}

// say shows news at the foot of the window until the next.
func (s *statusLine) say(words string) {
	if last := s.u.reading.last; last != nil && last.done {
		last.seen = true // it was offered long enough; the menu still has it
	}
	s.news = words
	s.refresh()
}

func (s *statusLine) refresh() {
	s.left.Say(s.words())
	s.showAct()
	if s.u.gone != nil {
		s.undo.Show()
	} else {
		s.undo.Hide()
	}
	s.content.Refresh()
	if size := s.content.Size(); size.Width > 0 && part.HeightFor(s.content.Objects[0], size.Width) != size.Height {
		s.u.win.Content().Refresh() // a button came or went: the foot has another height
	}
}

// showAct offers to stop the reading, or to look at what became of files that were added.
func (s *statusLine) showAct() {
	r := s.u.reading
	words, do := "", func() {}
	switch {
	case r.stop != nil:
		words, do = say("Stop reading"), s.u.stopReading
	case r.last.worthALook():
		words, do = say("See the files you added"), s.u.openReport
	}
	s.act.Hidden, s.act.Do = words == "", do
	if s.act.Words != words {
		s.act.Rename(words)
	}
}

func (s *statusLine) words() string {
	words := say("Everything is saved")
	if !s.u.saved.IsZero() {
		words = say("Saved {{.Time}}", "Time", s.u.saved.Format("15:04"))
	}
	if s.u.watch.writing {
		words = say("What you are writing is kept as a draft, and not saved yet")
		if s.u.file == nil || s.u.file.ReadOnly() != nil || s.u.draftsFailed {
			words = say("What you are writing is not saved yet")
		}
	}
	switch r := s.u.reading; {
	case r.words != "" && r.keeps > 0 && s.news != "": // other files are being taken in meanwhile
		return s.news + " · " + r.words
	case r.words != "":
		return r.words + " · " + words
	}
	if s.news != "" {
		words = strings.TrimSuffix(s.news, ".") + " · " + words
	}
	if after := s.u.lockAfter(); s.news == "" && after > 0 && s.u.file != nil && s.u.file.Sealed() {
		words += " · " + say("locks after {{.N}} quiet minutes", "N", int(after.Minutes()))
	}
	if asOf := s.u.book.family.AsOf; !asOf.IsZero() {
		words += " · " + say("today is {{.Day}}", "Day", asOf.Short())
	}
	return words
}

// deletion is what was last deleted, and how to bring it back.
type deletion struct {
	restore func(*casefile.Tx) error
	words   string // said once it is back
}

// remove deletes something after which it can be brought back by Ctrl+U; then (which may be nil) follows.
func (u *UI) remove(do, restore func(*casefile.Tx) error, gone, again string, then func()) {
	u.removeOr(do, deletion{restore, again}, gone, then, nil)
}

// removeOr is remove with something to do (which may be nil) where it could not be kept.
func (u *UI) removeOr(do func(*casefile.Tx) error, back deletion, gone string, then, failed func()) {
	u.changeOr(do, func() {
		u.gone = &back
		u.status.say(gone)
		if then != nil {
			then()
		}
	}, failed)
}

// undo brings back what was last deleted.
func (u *UI) undo() {
	if u.gone == nil {
		return
	}
	last := u.gone
	u.gone = nil
	u.change(last.restore, func() { u.status.say(last.words) })
}
