package ui

import (
	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
)

// named is a part that can be found again by its name after a screen was drawn anew. Its label for a screen reader will not do:
// that one changes with its state.
type named interface {
	fyne.Focusable
	Name() string
}

// focusWords gives the words of what has the focus.
func focusWords(c fyne.Canvas) string {
	if n, ok := c.Focused().(named); ok {
		return n.Name()
	}
	return ""
}

// focusByWords gives the focus to the part inside content with these words, unless something shown there has it already.
func focusByWords(c fyne.Canvas, content fyne.CanvasObject, words string) bool {
	var found fyne.Focusable
	held := false
	part.Walk(content, func(o fyne.CanvasObject) {
		n, ok := o.(named)
		if !ok {
			return
		}
		held = held || c.Focused() == fyne.Focusable(n)
		if found == nil && words != "" && n.Name() == words {
			found = n
			if s, ok := o.(interface{ Stand() fyne.Focusable }); ok {
				found = s.Stand()
			}
		}
	})
	if held {
		return true
	}
	if found == nil {
		return false
	}
	c.Focus(found)
	return true
}
