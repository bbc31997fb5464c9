package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"ehccasefile/app/ui/part"
)

// Fyne 2.8, built with -tags accessibility, asks for labels only what stands in plain containers: it looks into no widget, and so
// into no page of ours. This file therefore lays a container over the window that holds one voice for everything with a label, at the same
// place. Voices draw nothing, take no pointer, and are gathered only when Fyne asks, which without that tag is never.

// voices is the window's content with its voices.
type voices struct {
	u       *UI
	content fyne.CanvasObject
	spoken  *fyne.Container // the voices
	labels  []string        // as they were gathered last, in the order of the page
	start   int             // which stop comes first
}

// voice is one thing a screen reader can find.
type voice struct {
	label string
	role  fyne.AccessibleRole
	at    fyne.Position
	size  fyne.Size
	stop  fyne.Focusable // nil for words
}

// withVoices gives what the window is to show: the content, hidden from Fyne's search in a widget, and its voices beside it.
func (u *UI) withVoices(content fyne.CanvasObject) fyne.CanvasObject {
	v := &voices{u: u, content: content, spoken: container.NewWithoutLayout()}
	asked := &asked{gather: v.gather}
	asked.ExtendBaseWidget(asked)
	return container.NewStack(newUnheard(content), asked, v.spoken)
}

// gather makes the voices of what is seen now: the question above, where there is one; of another thing above, a calendar or a menu, what has
// the keyboard; otherwise of the window.
//
// Fyne's bridge to Windows keeps a place of its own, and moves it on by one at every Tab; it begins anew whenever what it is given changes. So
// everything that Tab stops at comes first, in the order of Tab, beginning with what the next Tab will reach: the place goes with the keyboard.
// (Backwards past the beginning it does not.)
func (v *voices) gather() {
	stops, words := v.found()
	at := slices.IndexFunc(stops, func(s voice) bool { return s.stop == v.u.win.Canvas().Focused() })
	var labels []string
	for _, s := range append(slices.Clone(stops), words...) {
		labels = append(labels, s.label)
	}
	if n := len(stops); !slices.Equal(labels, v.labels) || at >= 0 && (at-v.start+n)%n >= n-2 { // turned before the end is reached: at the end it would be as before
		v.labels, v.start = labels, at+1
	}
	if v.start >= len(stops) {
		v.start = 0
	}
	v.spoken.Objects = nil
	for _, s := range slices.Concat(stops[v.start:], stops[:v.start], words) {
		v.spoken.Objects = append(v.spoken.Objects, &s)
	}
}

// found gives what Tab stops at, and everything else with words.
func (v *voices) found() (stops, words []voice) {
	canvas := v.u.win.Canvas()
	focused, _ := canvas.Focused().(fyne.CanvasObject)
	root := v.content
	switch {
	case v.u.sheet != nil:
		root = v.u.sheet.page
	case canvas.Overlays().Top() != nil:
		root = focused
	}
	if root == nil {
		return nil, nil
	}
	driver := fyne.CurrentApp().Driver()
	part.WalkAt(root, driver.AbsolutePositionForObject(root), func(o fyne.CanvasObject, at fyne.Position) bool {
		s, ok := voiceOf(o, at)
		switch {
		case !ok:
			return true
		case s.stop != nil:
			stops = append(stops, s)
		default:
			words = append(words, s)
		}
		return false // what stands on a button is in its label
	})
	if focused != nil && !slices.ContainsFunc(stops, func(s voice) bool { return s.stop == canvas.Focused() }) {
		if s, ok := voiceOf(focused, driver.AbsolutePositionForObject(focused)); ok {
			s.stop = canvas.Focused()
			stops = slices.Insert(stops, 0, s)
		}
	}
	return stops, words
}

// voiceOf gives the voice of one object; none where it has nothing to say.
func voiceOf(o fyne.CanvasObject, at fyne.Position) (voice, bool) {
	a, ok := o.(fyne.Accessible)
	if !ok || a.AccessibilityRole() == fyne.AccessibleRoleContainer || a.AccessibilityLabel() == "" {
		return voice{}, false
	}
	s := voice{label: a.AccessibilityLabel(), role: a.AccessibilityRole(), at: at, size: o.Size()}
	off, may := o.(fyne.Disableable)
	if f, stop := o.(fyne.Focusable); stop && !(may && off.Disabled()) {
		s.stop = f
	}
	return s, true
}

// AccessibilityLabel is what is said.
func (v *voice) AccessibilityLabel() string { return v.label }

// AccessibilityRole is what it is.
func (v *voice) AccessibilityRole() fyne.AccessibleRole { return v.role }

// Position and the others are Fyne's: a voice has a place, and nothing to draw.
func (v *voice) Position() fyne.Position { return v.at }
func (v *voice) Size() fyne.Size         { return v.size }
func (v *voice) MinSize() fyne.Size      { return fyne.Size{} }
func (v *voice) Visible() bool           { return true }
func (v *voice) Move(fyne.Position)      {}
func (v *voice) Resize(fyne.Size)        {}
func (v *voice) Show()                   {}
func (v *voice) Hide()                   {}
func (v *voice) Refresh()                {}

// asked is what Fyne comes to before the voices: being asked for its role, it gathers them.
type asked struct {
	widget.BaseWidget
	gather func()
}

func (a *asked) AccessibilityLabel() string { return "" }

func (a *asked) AccessibilityRole() fyne.AccessibleRole {
	a.gather()
	return fyne.AccessibleRoleContainer
}

func (a *asked) MinSize() fyne.Size { return fyne.Size{} }
func (a *asked) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}

// unheard is a widget around the content, into which Fyne's search for labels does not look.
type unheard struct {
	widget.BaseWidget
	content fyne.CanvasObject
}

func newUnheard(content fyne.CanvasObject) *unheard {
	c := &unheard{content: content}
	content.Move(fyne.NewPos(0, 0)) // it may have stood elsewhere: Fyne's simplest renderer only sizes it
	c.ExtendBaseWidget(c)
	return c
}

// Kids is the content.
func (c *unheard) Kids() []fyne.CanvasObject { return []fyne.CanvasObject{c.content} }

// Refresh lays the content out anew.
func (c *unheard) Refresh() {
	c.content.Refresh()
	c.BaseWidget.Refresh()
}

func (c *unheard) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.content) }
