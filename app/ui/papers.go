package ui

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/intake"
)

// takeIn keeps files as documents of a child, beside the window, and tells then which documents they became. What was refused
// or should be known is shown; a bad file never stops the others.
func (u *UI) takeIn(paths []string, child casefile.CaseID, then func([]casefile.ID)) {
	var items []intake.Item
	for _, p := range paths {
		items = append(items, intake.FileItem(p))
	}
	file, done := u.file, 0
	u.status.say(say("Taking in {{.Files}}…", "Files", count(len(items), "file", "files")))
	said := func(intake.Result) {
		u.post(func() {
			done++
			u.status.say(say("Taking in files: {{.Done}} of {{.All}}", "Done", done, "All", len(items)))
		})
	}
	background(u, context.Background(), func(ctx context.Context) ([]intake.Result, error) {
		return intake.Add(ctx, file, items, intake.Options{Child: child}, said)
	}, func(results []intake.Result, err error) {
		u.status.say(takenWords(results))
		if err != nil {
			u.fail(say("Not every file could be taken in."), err)
		}
		if then != nil {
			then(documentIDs(results))
		}
		if remarks(results) {
			u.open(func(u *UI) view { return newTakenPage(u, results) })
		}
	})
}

func documentIDs(results []intake.Result) []casefile.ID {
	var ids []casefile.ID
	for _, r := range results {
		if r.Refused == "" && r.Document.ID != "" {
			ids = append(ids, r.Document.ID)
		}
	}
	return ids
}

func takenWords(results []intake.Result) string {
	kept := len(documentIDs(results))
	if kept == len(results) {
		return say("{{.Files}} kept.", "Files", upper(count(kept, "file is", "files are")))
	}
	return say("{{.Kept}} of {{.All}} files kept.", "Kept", kept, "All", len(results))
}

// remarks tells whether anything about the files should be read.
func remarks(results []intake.Result) bool {
	for _, r := range results {
		if r.Refused != "" || r.Already || len(r.Notes) > 0 {
			return true
		}
	}
	return false
}

// takenPage says what became of each file.
type takenPage struct {
	u       *UI
	page    *part.Page
	results []intake.Result
	back    *part.Press
}

func newTakenPage(u *UI, results []intake.Result) view {
	return &takenPage{u: u, page: part.NewPage(), results: results}
}

func (t *takenPage) Content() fyne.CanvasObject { return t.page }
func (t *takenPage) Close()                     {}

// Focus is the way on.
func (t *takenPage) Focus() fyne.Focusable { return t.back }

// Refresh lists the files with what is to be known of each.
func (t *takenPage) Refresh() {
	var rows []fyne.CanvasObject
	for _, r := range t.results {
		rows = append(rows, takenRow(r))
	}
	t.back = part.Button(say("Go on (Esc)"), part.Main, t.u.back)
	t.page.Set(pageHead(t.u, say("What became of the files"), takenWords(t.results)), part.NewCard("", part.Stack(1.25, withRules(rows)...)), part.Line(1, t.back))
}

func takenRow(r intake.Result) fyne.CanvasObject {
	words := part.Stack(0.25, part.Strong(filepath.Base(r.Name)))
	chip := part.NewChip(part.Done, say("kept"))
	switch {
	case r.Refused != "":
		chip = part.NewChip(part.Late, say("not kept"))
		words.Add(part.Body(r.Refused))
	case r.Already:
		chip = part.NewChip(part.Done, say("here already"))
	}
	for _, note := range r.Notes {
		words.Add(part.Body(note))
	}
	return part.Beside(words, chip)
}

// dropped hands files that were dropped on the window to what is in sight.
func (u *UI) dropped(_ fyne.Position, uris []fyne.URI) {
	var paths []string
	for _, uri := range uris {
		if uri.Scheme() == "file" {
			paths = append(paths, uri.Path())
		}
	}
	if len(paths) > 0 && u.sheet == nil {
		u.giveFiles(paths)
	}
}

// giveFiles gives files to the view in sight, to the screen for documents, or else keeps them at once.
func (u *UI) giveFiles(paths []string) {
	if top := u.top(); top != nil {
		if d, ok := top.view.(dropper); ok {
			d.Dropped(paths)
			return
		}
	}
	if u.file == nil {
		u.openCase(paths[0])
		return
	}
	u.Go("documents")
	if d, ok := u.top().view.(dropper); ok && u.screen == "documents" {
		d.Dropped(paths)
		return
	}
	u.takeIn(paths, u.onlyChild(), nil)
}

// onlyChild is the child a paper belongs to when nobody said: the one chosen, or the only one.
func (u *UI) onlyChild() casefile.CaseID {
	if u.child == "" && len(u.book.children) == 1 {
		return u.book.children[0].ID
	}
	return u.child
}

// addFiles chooses files for the view in sight (Ctrl+O).
func (u *UI) addFiles() {
	u.pick(wish{title: say("Add files"), sentence: say("PDF, photos and scans, e-mails, Word files, recordings: anything you have. Several at once if you like."),
		endings: paperEndings, many: true, taken: u.giveFiles})
}

// pickCase chooses a case file to open.
func (u *UI) pickCase() {
	u.pick(wish{title: say("Open a case file"), sentence: say("Its name ends in .casefile, or in .age where somebody handed a case on."),
		endings: []string{".casefile", ".age"}, taken: func(paths []string) { u.openCase(paths[0]) }})
}

// paperEndings are the endings shown when papers are chosen; what a file is, is found by looking inside.
var paperEndings = []string{".pdf", ".jpg", ".jpeg", ".png", ".txt", ".heic", ".heif", ".webp", ".tif", ".tiff", ".gif", ".bmp", ".eml", ".msg", ".mbox",
	".doc", ".docx", ".odt", ".rtf", ".m4a", ".mp3", ".wav", ".ogg", ".opus", ".amr", ".mp4", ".mov", ".3gp", ".avi", ".webm"}
