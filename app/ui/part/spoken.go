package part

import (
	"strconv"
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
	OneOf                 // one choice of several
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
		words += ", cannot be pressed now"
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
		return "Tick box, ticked"
	case p.Kind == TickBox:
		return "Tick box, not ticked"
	case p.Kind == OneOf && chosen:
		return "Choice" + p.place() + ", chosen"
	case p.Kind == OneOf:
		return "Choice" + p.place() + ", not chosen"
	case p.Look == Side && chosen:
		return "Screen, shown now"
	case p.Look == Side:
		return "Screen"
	case p.Look == Plain:
		return "Row"
	}
	return "Button"
}

// place says which of the choices it is.
func (p *Press) place() string {
	if p.group == nil {
		return ""
	}
	for i, other := range p.group.presses {
		if other == p {
			return " " + strconv.Itoa(i+1) + " of " + strconv.Itoa(len(p.group.presses))
		}
	}
	return ""
}

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
	words := firstWords(e.kind, "Text field") + ": " + e.Words + ". "
	if e.Disabled() {
		words = firstWords(e.kind, "Text field") + ", cannot be changed now: " + e.Words + ". "
	}
	switch {
	case e.Text == "":
		words += "Empty."
	case e.Password: // not even how many letters there are
		words += "Something is written."
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
		return "Wrong: " + sentenceOf(plainly(t.String()))
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
	return "Page: " + sentenceOf(firstWords(title, Spoken(a.page.content))) + " Tab goes to the first thing on it."
}

// AccessibilityRole is text.
func (a *anchor) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel says the day the keyboard is on.
func (c *Calendar) AccessibilityLabel() string {
	words := "Calendar: " + c.at.Long()
	if c.at == c.today {
		words += ", today"
	}
	return words + ". Arrows go to another day, Enter chooses, Escape leaves."
}

// AccessibilityRole is text.
func (c *Calendar) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel says how full the bar is.
func (m *Meter) AccessibilityLabel() string {
	return "Bar: " + strconv.Itoa(int(m.part*100+0.5)) + " per cent."
}

// AccessibilityRole is text.
func (m *Meter) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel says that a page is shown as a picture, or the words shown instead.
func (p *Preview) AccessibilityLabel() string {
	if p.Drawn() {
		return "Picture of the page."
	}
	return p.words.AccessibilityLabel()
}

// AccessibilityRole is text.
func (p *Preview) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
