package ui

import (
	"errors"
	"slices"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// form is a page with fields and one button that saves, as Ctrl+Enter does.
type form struct {
	u      *UI
	page   *part.Page
	first  fyne.Focusable
	save   func()
	fields map[string]wrongable // by the name a Problem gives
	drop   func([]string)
	jots   *jotting // nil where nothing is kept of what is begun
}

// wrongable is an input that can say what is wrong with it.
type wrongable interface{ Wrong(string) }

// firstable is an input that says where the keyboard begins in it.
type firstable interface{ First() fyne.Focusable }

func (f *form) Content() fyne.CanvasObject { return f.page }
func (f *form) Refresh()                   { f.page.Refresh() }
func (f *form) Focus() fyne.Focusable      { return f.first }
func (f *form) Save()                      { f.save() }

// Dropped takes files where the form has a use for them.
func (f *form) Dropped(paths []string) {
	if f.drop != nil {
		f.drop(paths)
	}
}

// valid says beside each field what is wrong with it, puts the keyboard into the first such field, and tells whether nothing is.
func (f *form) valid(err error) bool {
	for _, field := range f.fields {
		field.Wrong("")
	}
	var problems casefile.Problems
	var one casefile.Problem
	if errors.As(err, &one) && !errors.As(err, &problems) {
		problems = casefile.Problems{one}
	}
	var first fyne.Focusable
	for _, p := range problems {
		field, ok := f.fields[p.Field]
		if !ok {
			f.u.fail(say("This was not saved."), p)
			continue
		}
		field.Wrong(say(p.Say))
		if at, ok := field.(firstable); ok && first == nil {
			first = at.First()
		}
	}
	if first != nil && f.u.sheet == nil {
		f.u.win.Canvas().Focus(first)
	}
	return err == nil
}

// saveButtons is the foot of a form.
func (f *form) saveButtons(more ...fyne.CanvasObject) fyne.CanvasObject {
	save := part.Button(say("Save (Ctrl+Enter)"), part.Main, f.save)
	return part.Line(1.5, append([]fyne.CanvasObject{save}, more...)...)
}

// childChoices offers the children, and the whole family where that makes sense; with a single child there is no choice.
type childChoices struct {
	ids     []casefile.CaseID
	choices *part.Choices
}

func newChildChoices(u *UI, now casefile.CaseID, wholeFamily bool) *childChoices {
	c := &childChoices{}
	var names []string
	for _, child := range u.book.children {
		c.ids = append(c.ids, child.ID)
		names = append(names, shorten(child.Name, 24))
	}
	if wholeFamily && len(names) != 1 {
		c.ids = append(c.ids, "")
		names = append(names, say("The whole family"))
	}
	if len(names) == 0 {
		return c
	}
	c.choices = part.NewChoices(names...)
	if i := slices.Index(c.ids, now); i >= 0 {
		c.choices.Choose(i)
	} else if len(c.ids) > 1 {
		c.choices.None()
	}
	return c
}

// asked tells whether somebody has yet to choose.
func (c *childChoices) asked() bool { return c.choices != nil && c.choices.Chosen() < 0 }

// id is the chosen child.
func (c *childChoices) id() casefile.CaseID {
	if c.choices == nil || c.asked() {
		return ""
	}
	return c.ids[c.choices.Chosen()]
}

// choose chooses a child, where it is among those offered.
func (c *childChoices) choose(id casefile.CaseID) {
	if c.choices != nil {
		c.choices.Choose(slices.Index(c.ids, id))
	}
}

// field is nil where there is nothing to choose.
func (c *childChoices) field(label string) *part.Field {
	if len(c.ids) < 2 {
		return nil
	}
	return part.NewField(label, c.choices, "")
}
