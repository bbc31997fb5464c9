package part

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
)

// What a screen reader is told. Fyne has four roles (button, link, text, container), so that the label itself says what kind of
// part it is and how it stands: "Tick box, ticked: School", "Text field: Who. Empty."

// Kind says what a Press is, where its look alone does not.
type Kind int

// The kinds of a Press.
const (
	Pressable Kind = iota // as it looks: a button, a row, a screen
	TickBox               // on or off by itself
)

// spokenSigns are the signs that stand before words for the eye; the words say the same.
var spokenSigns = strings.NewReplacer("▲ ", "", "● ", "", "✓ ", "", "○ ", "", "▾", "", "▲", "", "●", "", "✓", "")

// plainly gives words as they are spoken.
func plainly(words string) string { return strings.TrimSpace(spokenSigns.Replace(words)) }

// Spoken gives all the words shown inside a part, as a screen reader says them.
func Spoken(o fyne.CanvasObject) string {
	var words []string
	Walk(o, func(o fyne.CanvasObject) {
		if t, ok := o.(*Text); ok && plainly(t.String()) != "" {
			words = append(words, plainly(t.String()))
		}
	})
	return strings.Join(words, ". ")
}

// Name is what the press is found by again after a page was drawn anew; its state is no part of it.
func (p *Press) Name() string { return p.Words }

// AccessibilityLabel is what a screen reader says: the kind, the state, the words.
func (p *Press) AccessibilityLabel() string {
	words := p.kindWords()
	if p.Off {
		words = Say("{{.Kind}}, cannot be pressed now", "Kind", words)
	}
	return words + ": " + plainly(p.of()+p.Words)
}

// AccessibilityRole is a button.
func (p *Press) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// kindWords say what it is and how it stands.
func (p *Press) kindWords() string {
	chosen := p.Chosen || p.Ticked
	switch {
	case p.Kind == TickBox && chosen:
		return Say("Tick box, ticked")
	case p.Kind == TickBox:
		return Say("Tick box, not ticked")
	case p.group != nil && chosen:
		return Say("Choice {{.N}} of {{.All}}, chosen", "N", p.place(), "All", len(p.group.presses))
	case p.group != nil:
		return Say("Choice {{.N}} of {{.All}}, not chosen", "N", p.place(), "All", len(p.group.presses))
	case p.Look == Side && chosen:
		return Say("Screen, shown now")
	case p.Look == Side:
		return Say("Screen")
	case p.Look == Plain:
		return Say("Row")
	}
	return Say("Button")
}

// place says which of the choices it is: 1 is the first.
func (p *Press) place() int { return slices.Index(p.group.presses, p) + 1 }

// of says what is chosen here.
func (p *Press) of() string {
	if p.group == nil || p.group.label == "" {
		return ""
	}
	return p.group.label + ", "
}

// Name is what the field is found by again.
func (e *Entry) Name() string { return e.Words }

// AccessibilityLabel says what kind of field it is, its label, what is written, and what stands below it.
func (e *Entry) AccessibilityLabel() string {
	kind := Say(firstWords(e.kind, "Text field"))
	if e.Disabled() {
		kind = Say("{{.Kind}}, cannot be changed now", "Kind", kind)
	}
	words := kind + ": " + e.Words + ". "
	switch {
	case e.Text == "":
		words += Say("Empty.")
	case e.Password: // not even how many letters there are
		words += Say("Something is written.")
	default:
		words += sentenceOf(e.Text)
	}
	if e.below != nil && e.below() != "" {
		words += " " + e.below()
	}
	return words
}

// AccessibilityRole is text, the nearest Fyne has.
func (e *Entry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// belowWords are the words of an explanation under a field, or of what is wrong with it.
func belowWords(t *Text) string {
	switch {
	case !t.Visible() || t.String() == "":
		return ""
	case t.Ink == InkLate:
		return Say("Wrong: {{.What}}", "What", sentenceOf(plainly(t.String())))
	}
	return sentenceOf(plainly(t.String()))
}

// entryOf gives the field that is inside an input, nil where there is none.
func entryOf(input fyne.CanvasObject) *Entry {
	switch input := input.(type) {
	case *Entry:
		return input
	case *Suggest:
		return input.Entry
	case *DateField:
		return input.Entry
	}
	return nil
}

func firstWords(words, otherwise string) string {
	if words != "" {
		return words
	}
	return otherwise
}

// sentenceOf ends words with a full stop.
func sentenceOf(words string) string {
	if strings.HasSuffix(words, ".") || strings.HasSuffix(words, "?") {
		return words
	}
	return words + "."
}

// AccessibilityLabel says the page's name. The anchor has the keyboard when a page opens and nothing on it comes first.
func (a *anchor) AccessibilityLabel() string {
	title := ""
	Walk(a.page.content, func(o fyne.CanvasObject) {
		if t, ok := o.(*Text); ok && t.Type == SizeTitle && title == "" {
			title = t.String()
		}
	})
	return Say("Page: {{.Title}} Tab goes to the first thing on it.", "Title", sentenceOf(firstWords(title, Spoken(a.page.content))))
}

// AccessibilityRole is text.
func (a *anchor) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel says the day the keyboard is on.
func (c *Calendar) AccessibilityLabel() string {
	day := c.at.Long()
	if c.at == c.today {
		day = Say("{{.Day}}, today", "Day", day)
	}
	return Say("Calendar: {{.Day}}. Arrows go to another day, Enter chooses, Escape leaves.", "Day", day)
}

// AccessibilityRole is text.
func (c *Calendar) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel says how full the bar is.
func (m *Meter) AccessibilityLabel() string {
	return Say("Bar: {{.N}} per cent.", "N", int(m.part*100+0.5))
}

// AccessibilityRole is text.
func (m *Meter) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel says that a page is shown as a picture, or the words shown instead.
func (p *Preview) AccessibilityLabel() string {
	if p.Drawn() {
		return Say("Picture of the page.")
	}
	return p.words.AccessibilityLabel()
}

// AccessibilityRole is text.
func (p *Preview) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
