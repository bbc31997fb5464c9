package part

import (
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
)

// Choices are a few rounded buttons of which one is chosen. Arrow keys go from one to the next; Tab leaves them.
type Choices struct {
	*Box
	OnChange func(int)
	presses  []*Press
	chosen   int
	label    string // what is chosen here, for a screen reader
}

// NewChoices gives choices with the first one chosen.
func NewChoices(words ...string) *Choices {
	c := &Choices{Box: bareBox(line{1.5})}
	c.ExtendBaseWidget(c)
	for i, w := range words {
		p := Button(w, Choice, func() { c.Choose(i) })
		p.Keys, p.passed, p.group = c.key, i > 0, c
		c.presses = append(c.presses, p)
		c.Box.kids = append(c.Box.kids, p)
	}
	c.presses[0].Chosen = true
	return c
}

// NaturalWidth is the width at which they stand in one line.
func (c *Choices) NaturalWidth() float32 { return c.Box.naturalWidth() }

// None leaves nothing chosen, where a guess might be wrong; Chosen is -1 until somebody chooses.
func (c *Choices) None() *Choices {
	c.presses[c.chosen].Choose(false)
	c.chosen = -1
	return c
}

// Chosen is the index of the chosen one.
func (c *Choices) Chosen() int { return c.chosen }

// Choose chooses by index.
func (c *Choices) Choose(i int) {
	if i < 0 || i >= len(c.presses) {
		return
	}
	for _, p := range c.presses {
		p.passed = true
	}
	if c.chosen >= 0 {
		c.presses[c.chosen].Choose(false)
	}
	c.chosen = i
	c.presses[i].passed = false
	c.presses[i].Choose(true)
	if c.OnChange != nil {
		c.OnChange(i)
	}
}

// Rename changes the words of one choice: a number on it has changed.
func (c *Choices) Rename(i int, words string) {
	if c.presses[i].Words != words {
		c.presses[i].Rename(words)
	}
}

// Offer shows a choice, or hides one that leads nowhere now. The chosen one stays.
func (c *Choices) Offer(i int, on bool) {
	c.presses[i].Hidden = !on && i != c.chosen
}

// Letters lets a letter choose: the first choice whose words begin with it, and typed again the next.
func (c *Choices) Letters() *Choices {
	for _, p := range c.presses {
		p.Runes = c.letter
	}
	return c
}

func (c *Choices) letter(r rune) {
	for n := range c.presses {
		i := (max(0, c.chosen) + 1 + n) % len(c.presses)
		first, _ := utf8.DecodeRuneInString(c.presses[i].Words)
		if !c.presses[i].Hidden && unicode.ToLower(first) == unicode.ToLower(r) {
			c.goTo(i)
			return
		}
	}
}

// goTo chooses, and takes the keyboard along.
func (c *Choices) goTo(i int) {
	c.presses[i].takeKeyboard()
	c.Choose(i)
}

// First is what the keyboard begins with: the chosen one.
func (c *Choices) First() fyne.Focusable { return c.presses[max(0, c.chosen)] }

// key moves with the arrows, and chooses as it goes, as people know it from other programs.
func (c *Choices) key(ev *fyne.KeyEvent) bool {
	step := 0
	switch ev.Name {
	case fyne.KeyRight, fyne.KeyDown:
		step = 1
	case fyne.KeyLeft, fyne.KeyUp:
		step = -1
	default:
		return false
	}
	to := max(0, c.chosen) // of none chosen, the first has the keyboard
	for range c.presses {
		if to = (to + step + len(c.presses)) % len(c.presses); !c.presses[to].Hidden {
			break
		}
	}
	c.goTo(to)
	return true
}

// Suggest is a field of one line that offers names which fit what was typed, as buttons below it: Down or Tab goes to them.
type Suggest struct {
	*Box
	Entry    *Entry
	Names    []string // all that may be offered
	OnChange func()   // told of every change, where it is set
	offer    *Box
	page     *Page
}

// mostOffered keeps the offer to one or two lines.
const mostOffered = 4

// NewSuggest gives a field with names to offer.
func NewSuggest(label string, names []string) *Suggest {
	s := &Suggest{Entry: NewEntry(label), Names: names, offer: Line(1)}
	s.Box = bareBox(stack{0.75}, s.Entry, s.offer)
	s.ExtendBaseWidget(s)
	s.offer.Hidden = true
	s.Entry.OnChanged = func(string) {
		s.refit()
		if s.OnChange != nil {
			s.OnChange()
		}
	}
	s.Entry.Keys = s.key
	s.Entry.kind, s.Entry.below = "Text field with names to choose from", s.offered
	return s
}

// offered says how many names stand below the field.
func (s *Suggest) offered() string {
	if s.offer.Hidden || len(s.offer.kids) == 0 {
		return ""
	}
	first := s.offer.kids[0].(*Press).Words
	if len(s.offer.kids) == 1 {
		return Say("One name fits. Down takes {{.Name}}.", "Name", first)
	}
	return Say("{{.N}} names fit. Down takes {{.Name}}.", "N", len(s.offer.kids), "Name", first)
}

// refit offers what fits now.
func (s *Suggest) refit() {
	var fit []fyne.CanvasObject
	for _, name := range matching(s.Names, s.Entry.Text, mostOffered) {
		fit = append(fit, Button(name, Choice, func() { s.take(name) }))
	}
	s.offer.kids = fit
	s.offer.Hidden = len(fit) == 0
	s.page.Reflow()
}

func (s *Suggest) take(name string) {
	s.Entry.SetText(name)
	s.offer.kids, s.offer.Hidden = nil, true
	s.page.Reflow()
	if c := fyne.CurrentApp().Driver().CanvasForObject(s.Entry); c != nil {
		c.Focus(s.Entry)
	}
	s.Entry.CursorColumn = len([]rune(name))
	s.Entry.Refresh()
}

// key takes the first offer with Down.
func (s *Suggest) key(ev *fyne.KeyEvent) bool {
	if ev.Name != fyne.KeyDown || len(s.offer.kids) == 0 {
		return false
	}
	s.offer.kids[0].(*Press).press()
	return true
}

// First is what the keyboard begins with: the field.
func (s *Suggest) First() fyne.Focusable { return s.Entry }

func (s *Suggest) setPage(page *Page) { s.page = page }

// Fill writes a name into the field without offering others.
func (s *Suggest) Fill(name string) {
	s.Entry.SetText(name)
	s.offer.kids, s.offer.Hidden = nil, true
	s.page.Reflow()
}
