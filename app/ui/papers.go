package ui

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/casefile"
	"ehccasefile/casefile/intake"
)

// takeIn keeps files, and every file in folders, as documents of a child, and tells then which documents they became. After that they are read, beside
// the window. What was refused or should be known is shown; a bad file never stops the others.
func (u *UI) takeIn(paths []string, child casefile.CaseID, then func([]casefile.ID)) {
	file, ctx, began := u.file, u.reading.scope(), u.inSight()
	u.reading.keeps++
	u.status.say(say("Taking in {{.Files}}…", "Files", count(len(paths), "file", "files")))
	background(u, context.Background(), func(context.Context) (*report, error) {
		return u.keepPapers(ctx, file, paths, child)
	}, func(r *report, err error) {
		if r == nil { // the work ended in a way that left nothing
			r = &report{}
		}
		u.reading.keeps--
		if u.file != file || u.reading.shut || errors.Is(err, context.Canceled) {
			u.tellCutShort(r, err)
			return
		}
		u.status.say(takenWords(r.kept))
		if err != nil {
			u.fail(say("Not every file could be taken in."), err)
		}
		here := began == u.inSight()
		if then != nil {
			then(documentIDs(r.kept))
		}
		if u.reading.sight = nil; here { // then may have opened a page of its own
			u.reading.sight = u.inSight()
		}
		u.reading.took(r)
	})
}

// keepPapers keeps files and the files in folders. It is called beside the window.
func (u *UI) keepPapers(ctx context.Context, file *casefile.File, paths []string, child casefile.CaseID) (*report, error) {
	items, notes, err := intake.PathItems(ctx, paths)
	if err != nil {
		return &report{}, err
	}
	done := 0
	kept, err := intake.Keep(ctx, file, items, intake.Options{Child: child}, func(intake.Result) {
		done++
		now := done
		u.post(func() {
			if u.file == file {
				u.status.say(say("Taking in files: {{.Done}} of {{.All}}", "Done", now, "All", len(items)))
			}
		})
	})
	return &report{kept: kept, notes: notes, asked: len(items)}, err
}

// inSight is the view that is shown.
func (u *UI) inSight() view {
	if top := u.top(); top != nil {
		return top.view
	}
	return nil
}

// tellCutShort says that a case file was closed or locked before every file was in it.
func (u *UI) tellCutShort(r *report, err error) {
	if err == nil || u.leaving {
		return
	}
	u.showTrouble(say("Not every file was taken in."), trouble{
		What: say("The case file was closed or locked first. {{.Files}} kept.", "Files", upper(count(len(documentIDs(r.kept)), "file is", "files are"))),
		Do:   say("Open it and add the same files again. What is there already is not added twice.")}, nil)
}

// took shows what became of files that were just kept, where that cannot wait, and has them read.
func (r *reading) took(files *report) {
	if r.last != nil && !r.last.done { // those before are still being read
		r.last.kept, r.last.notes = append(r.last.kept, files.kept...), append(r.last.notes, files.notes...)
	} else {
		r.last = files
	}
	r.u.offerReport()
	r.joined(files.kept)
	r.begin()
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
	switch {
	case len(results) == 0:
		return say("Nothing was added.")
	case kept == len(results) && kept > 1:
		return say("All {{.Files}} kept.", "Files", count(kept, "file is", "files are"))
	case kept == len(results):
		return say("1 file is kept.")
	}
	return say("{{.Kept}} of {{.All}} files kept.", "Kept", kept, "All", len(results))
}

// dropped hands files that were dropped on the window to what is in sight.
func (u *UI) dropped(_ fyne.Position, uris []fyne.URI) {
	var paths []string
	for _, uri := range uris {
		if uri.Scheme() == "file" {
			paths = append(paths, uri.Path())
		}
	}
	if len(paths) > 0 && u.sheet == nil && u.cover == nil {
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
	if u.file == nil && u.locked != nil && !slices.Contains(caseEndings, strings.ToLower(filepath.Ext(paths[0]))) {
		u.showTrouble(say("The files were not taken in."), trouble{What: say("The case file is locked."), Do: say("Open it with its passphrase, then add them again.")}, nil)
		return
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
	u.pick(wish{title: say("Add files"), sentence: say("PDF, photos and scans, e-mails, Word files, recordings: anything you have. Several at once if you like, or a whole folder."),
		endings: paperEndings, many: true, folders: true, taken: u.giveFiles})
}

// pickCase chooses a case file to open.
func (u *UI) pickCase() {
	u.pick(wish{title: say("Open a case file"), sentence: say("Its name ends in .casefile, or in .age where somebody handed a case on."),
		endings: caseEndings, taken: func(paths []string) { u.openCase(paths[0]) }})
}

// caseEndings are the endings of case files and of archives of them.
var caseEndings = []string{".casefile", ".age"}

// paperEndings are the endings shown when papers are chosen; what a file is, is found by looking inside.
var paperEndings = []string{".pdf", ".jpg", ".jpeg", ".png", ".txt", ".heic", ".heif", ".webp", ".tif", ".tiff", ".gif", ".bmp", ".eml", ".msg", ".mbox",
	".doc", ".docx", ".odt", ".rtf", ".m4a", ".mp3", ".wav", ".ogg", ".opus", ".amr", ".mp4", ".mov", ".3gp", ".avi", ".webm"}
