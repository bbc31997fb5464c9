package ui

import (
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
)

// welcome is what is seen before a case file is open: make one, open one, or try the example family.
type welcome struct {
	u     *UI
	page  *part.Page
	first *part.Press
}

// showWelcome shows Welcome in the whole window.
func (u *UI) showWelcome() {
	u.closeViews()
	u.screen = ""
	u.setContent(u.stage)
	u.win.SetMainMenu(u.menu())
	u.push(newWelcome)
}

func newWelcome(u *UI) view { return &welcome{u: u, page: part.NewPage()} }

func (w *welcome) Content() fyne.CanvasObject { return w.page }
func (w *welcome) Close()                     {}
func (w *welcome) Focus() fyne.Focusable      { return w.first }

// Dropped opens a case file that was dropped on the window.
func (w *welcome) Dropped(paths []string) { w.u.openCase(paths[0]) }

// Refresh draws the ways to begin, and the case files opened lately.
func (w *welcome) Refresh() {
	w.first = part.Button(say("Start a new case file (Ctrl+N)"), part.Main, w.u.newCase)
	open := part.Button(say("Open a case file (Ctrl+Shift+O)"), part.Outline, w.u.pickCase)
	try := part.Button(say("Try the example family"), part.Outline, w.u.tryExample)
	begin := part.NewCard(say("Begin"),
		part.Body(say("You do not have to hold it all in your head. A case file is one file on this computer. It holds what happened, your papers and every date that follows. Nothing is sent anywhere.")),
		part.Line(1.5, w.first, open))
	example := part.NewCard(say("Look around first"),
		part.Body(say("The example family is made up. Nothing you do there touches your own case.")), part.Line(1.5, try))
	kids := []fyne.CanvasObject{
		part.Stack(0.75, part.Title(say("EHC Casefile")),
			part.Body(say("For families in England asking for an Education, Health and Care plan. It keeps the record, works out the dates, and makes the bundle.")).In(part.InkQuiet)),
		begin, example,
	}
	if recent := w.recent(); recent != nil {
		kids = append(kids, recent)
	}
	kids = append(kids, part.Line(1.5, part.Button(say("Help"), part.Outline, w.u.openHelp), part.Button(say("What a word means"), part.Outline, w.u.openWords)),
		part.Quiet(say("F1 shows everything you can do, and its keys. Ctrl+plus makes the text larger. Information, not legal advice.")))
	w.page.Set(kids...)
}

// recent lists the case files opened lately by file name and folder only.
func (w *welcome) recent() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, path := range w.u.recent() {
		face := part.Stack(0.25, part.Strong(filepath.Base(path)), part.Quiet(filepath.Dir(path)))
		rows = append(rows, part.Row(face, say("Open {{.Name}}", "Name", filepath.Base(path)), func() { w.u.openCase(path) }))
	}
	if len(rows) == 0 {
		return nil
	}
	tidy := part.Button(say("Choose what is listed"), part.Outline, func() { w.u.open(newSafety) })
	return part.NewCard(say("Opened lately"), part.Rows(rows...), part.Line(1, tidy))
}

// mostRecent is how many case files are remembered.
const mostRecent = 5

// recent gives the case files opened lately that are still there, newest first.
func (u *UI) recent() []string {
	var there []string
	for _, path := range u.app.Preferences().StringList(prefRecent) {
		if _, err := os.Stat(path); err == nil {
			there = append(there, path)
		}
	}
	return there
}

// remember puts a case file at the head of the list, unless none are to be listed.
func (u *UI) remember(path string) {
	if u.app.Preferences().Bool(prefUnlisted) {
		return
	}
	list := []string{path}
	for _, other := range u.app.Preferences().StringList(prefRecent) {
		if other != path && len(list) < mostRecent {
			list = append(list, other)
		}
	}
	u.app.Preferences().SetStringList(prefRecent, list)
}
