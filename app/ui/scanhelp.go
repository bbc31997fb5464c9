package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile/intake"
)

// newScanHelp is the page that says how to get the program which reads scans. Nothing is fetched from here: this program never goes online.
func newScanHelp(u *UI) view { return newScanHelpPage(u) }

type scanHelp struct {
	page *part.Page
	copy *part.Press
}

func newScanHelpPage(u *UI) *scanHelp {
	h := &scanHelp{}
	address := part.NewEntry(say("Address"))
	address.SetText(addressIn(intake.HowToRead))
	h.copy = part.Button(say("Copy the address"), part.Main, func() {
		u.app.Clipboard().SetContent(address.Text)
		u.status.say(say("The address is copied. Paste it into your browser."))
	})
	field := part.NewField(say("The address for Windows"), address, say("This program never goes online by itself: open it in your browser."))
	h.page = part.NewPage(pageHead(u, say("How scans can be read"), say("A scan or photo of a page is a picture. Its words cannot be searched until they are read off.")),
		part.NewCard("", part.Body(say(intake.HowToRead)), field, part.Line(1.5, h.copy)),
		part.NewCard(say("Without it"), part.Body(say("Everything else works. Scans are kept, shown, and go into a bundle as they are; only searching does not find what they say."))))
	return h
}

// addressIn finds the address in a text; "" where there is none.
func addressIn(text string) string {
	for word := range strings.FieldsSeq(text) {
		if word = strings.TrimRight(word, ".,;"); strings.Contains(word, ".") && strings.Contains(word, "/") {
			return word
		}
	}
	return ""
}

func (h *scanHelp) Content() fyne.CanvasObject { return h.page }
func (h *scanHelp) Refresh()                   { h.page.Refresh() }
func (h *scanHelp) Close()                     {}
func (h *scanHelp) Focus() fyne.Focusable      { return h.copy }
