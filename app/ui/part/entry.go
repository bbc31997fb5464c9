package part

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Entry is a field to write in, on one line or several, that keeps nobody in: Tab goes on to the next part even from a field
// of several lines, and Escape, F1 and the shortcuts of the window work as everywhere.
type Entry struct {
	widget.Entry
	Words string                    // its label, for a screen reader
	kind  string                    // what a screen reader calls it; "" for a text field
	below func() string             // what stands below it, for a screen reader; may be nil
	Keys  func(*fyne.KeyEvent) bool // takes keys first; true: it used this one
	// Copied is told what was copied out of a field of a secret, while its letters are shown.
	Copied func(words string)
	secret bool
	page   *Page
	focus  bool
}

// sideways is how a field of one line goes along with the caret. It is none of the directions for which Fyne draws a bar: in one line the bar would lie
// over the words.
const sideways = fyne.ScrollDirection(-1)

// NewEntry gives a field of one line; label is what a screen reader calls it.
func NewEntry(label string) *Entry {
	e := &Entry{Words: label}
	e.Scroll = sideways
	e.ExtendBaseWidget(e)
	return e
}

// NewSecret gives a field of one line that shows dots, with an eye to show the letters.
func NewSecret(label string) *Entry {
	e := &Entry{Words: label, kind: "Secret field", secret: true}
	e.Password = true
	e.Scroll = sideways
	e.ExtendBaseWidget(e)
	return e
}

// NewLongEntry gives a field of several lines, rows of them shown at first.
func NewLongEntry(label string, rows int) *Entry {
	e := &Entry{Words: label, kind: "Text field of several lines"}
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapWord
	e.Scroll = fyne.ScrollVerticalOnly
	e.ExtendBaseWidget(e)
	e.SetMinRowsVisible(rows)
	return e
}

// AcceptsTab lets Tab out.
func (e *Entry) AcceptsTab() bool { return false }

// TypedKey gives the owner and the window what they have a use for.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case e.Keys != nil && e.Keys(ev):
	case ev.Name == fyne.KeyEscape, ev.Name == fyne.KeyF1:
		HandOn(e, ev)
	default:
		e.Entry.TypedKey(ev)
	}
}

// TypedShortcut hands on what is no editing to the canvas.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if custom, ok := s.(*desktop.CustomShortcut); ok {
		if c, ok := fyne.CurrentApp().Driver().CanvasForObject(e).(fyne.Shortcutable); ok && custom.Modifier&fyne.KeyModifierShortcutDefault != 0 {
			c.TypedShortcut(s)
		}
	}
	taken := e.SelectedText() // by then a cut has taken it away
	e.Entry.TypedShortcut(s)
	switch s.(type) {
	case *fyne.ShortcutCopy, *fyne.ShortcutCut:
		if e.secret && e.Copied != nil && taken != "" && !e.Password {
			e.Copied(taken)
		}
	}
}

// IsSecret tells whether the field is for a secret.
func (e *Entry) IsSecret() bool { return e.secret }

// FocusGained brings the field into view.
func (e *Entry) FocusGained() {
	e.focus = true
	e.Entry.FocusGained()
	e.Refresh()
	e.page.Reveal(e)
}

// FocusLost takes the ring away.
func (e *Entry) FocusLost() {
	e.focus = false
	e.Entry.FocusLost()
	e.Refresh()
}

// MinSize of one line is as high as a button, so that a field and what stands beside it end on one line.
func (e *Entry) MinSize() fyne.Size {
	least := e.Entry.MinSize()
	if !e.MultiLine {
		_, air := (&Press{}).air()
		least.Height = max(least.Height, Body("").lineHeight()+2*air)
	}
	return least
}

// CreateRenderer puts the ring around Fyne's own field, which shows its focus too faintly.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	return &ringed{WidgetRenderer: e.Entry.CreateRenderer(), entry: e, ring: canvas.NewRectangle(nil)}
}

type ringed struct {
	fyne.WidgetRenderer
	entry *Entry
	ring  *canvas.Rectangle
}

// Objects lays the edge of a field of one line over its words, which may go on beyond it on the left.
func (r *ringed) Objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{r.ring}, r.WidgetRenderer.Objects()...)
	if edge, ok := all[2].(*canvas.Rectangle); ok && !r.entry.MultiLine {
		all = append(slices.Delete(all, 2, 3), edge)
	}
	return all
}

func (r *ringed) Layout(size fyne.Size) {
	out := Ring() - 0.5
	r.ring.Move(fyne.NewPos(-out, -out))
	r.ring.Resize(size.Add(fyne.NewSize(2*out, 2*out)))
	r.WidgetRenderer.Layout(size)
	if r.entry.MultiLine {
		return
	}
	for _, o := range r.WidgetRenderer.Objects() {
		if words, ok := o.(*container.Scroll); ok { // in the middle, and with air at the right however long they are
			low := max(0, size.Height-r.entry.Entry.MinSize().Height) / 2
			words.Move(words.Position().AddXY(0, low))
			words.Resize(words.Size().Subtract(fyne.NewSize(theme.InnerPadding(), low)))
		}
	}
}

func (r *ringed) Refresh() {
	r.ring.FillColor, r.ring.StrokeColor = colour(inkNothing), colour(LineFocus)
	r.ring.StrokeWidth, r.ring.CornerRadius = Ring(), theme.Size(theme.SizeNameInputRadius)+2
	r.ring.Hidden = !r.entry.focus
	r.WidgetRenderer.Refresh()
}

func (e *Entry) setPage(page *Page) { e.page = page }

// Field puts a label above an input, and what is to be known about it below: an explanation, or what is wrong with it.
type Field struct {
	*Box
	Input fyne.CanvasObject
	below *Text
	help  string
	page  *Page
}

// NewField gives a labelled input; help (which may be empty) stands below it.
func NewField(label string, input fyne.CanvasObject, help string) *Field {
	f := &Field{Input: input, below: Quiet(help), help: help}
	f.Box = bareBox(labelled{}, NewText(SizeQuiet, Span{Words: label, Bold: true}), input, f.below)
	f.ExtendBaseWidget(f)
	f.below.Hidden = help == ""
	f.introduce(label)
	return f
}

// labelled stands a label, an input and a sentence one below the other, far enough from each other for the ring around the input.
type labelled struct{}

func (labelled) least(kids []fyne.CanvasObject) float32 { return widest(kids) }

func (labelled) place(kids []fyne.CanvasObject, width float32, at put) float32 {
	return stack{max(0.5, (Ring()+2.5)/Steps(1))}.place(kids, width, at)
}

// introduce tells the input its label and what stands below it, for a screen reader.
func (f *Field) introduce(label string) {
	if c, ok := f.Input.(*Choices); ok {
		c.label = label
	}
	if e := entryOf(f.Input); e != nil {
		before := e.below
		e.below = func() string {
			if words := belowWords(f.below); words != "" || before == nil {
				return words
			}
			return before()
		}
	}
}

// Wrong says what is wrong below the input, with a sign; an empty sentence brings the explanation back.
func (f *Field) Wrong(sentence string) {
	words, ink := f.help, InkQuiet
	if sentence != "" {
		words, ink = "▲ "+sentence, InkLate
	}
	f.below.Ink = ink
	f.below.Say(words)
	f.below.Hidden = words == ""
	f.page.Reflow()
}

// First is what the keyboard begins with: the input, or the first thing in it; nil where there is nothing.
func (f *Field) First() fyne.Focusable {
	switch input := f.Input.(type) {
	case interface{ First() fyne.Focusable }:
		return input.First()
	case fyne.Focusable:
		return input
	}
	return nil
}

// IsWrong tells whether it says so now.
func (f *Field) IsWrong() bool { return f.below.Ink == InkLate }

func (f *Field) setPage(page *Page) { f.page = page }
