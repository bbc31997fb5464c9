package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/casefile/intake"
)

// fewestMarks is how many bookmarks a PDF has at least to be offered for splitting.
const fewestMarks = 2

// splitRow offers to take a bundle apart into its documents; nil for a paper that seems to be none, or was taken apart already.
func (r *relations) splitRow() fyne.CanvasObject {
	doc := r.p.doc
	if doc.Type != casefile.FilePDF || doc.Bookmarks < fewestMarks || doc.Pages < 2 {
		return nil
	}
	for _, d := range r.p.u.book.documents {
		if d.Within == doc.ID && d.TakenFrom > 0 {
			return nil
		}
	}
	words := say("This PDF has {{.N}} bookmarks. If it is a bundle, each of its documents can be kept as a paper of its own. The bundle stays whole.", "N", doc.Bookmarks)
	button := part.Button(say("Split this bundle into its documents"), part.Outline, nil)
	button.Do = func() {
		if r.p.u.isShut(doc) {
			r.p.askToSplit()
			return
		}
		button.Disable()
		r.p.u.split(doc)
	}
	return part.Stack(0.5, part.Body(words), part.Line(1.25, button))
}

// splitting is what became of a bundle that was taken apart.
type splitting struct {
	kept  int
	whole bool // nothing in it says where its documents begin
}

// split takes a bundle apart beside the window, keeps its documents, and has them read.
func (u *UI) split(doc casefile.Document) {
	file, words := u.file, u.passwords.list(doc.ID)
	u.status.say(say("Splitting the bundle…"))
	background(u, u.reading.scope(), func(ctx context.Context) (splitting, error) {
		return splitIn(ctx, file, doc, words)
	}, func(s splitting, err error) {
		if u.file != file {
			return
		}
		switch {
		case errors.Is(err, bundle.ErrLocked):
			err = casefile.Problem{Field: "bundle", Say: "This PDF is locked with a password. Open it, type its password, and split it then."}
			u.fail(say("The bundle could not be split."), err)
		case err != nil:
			u.fail(say("The bundle could not be split."), err)
		case s.whole:
			u.status.say(say("Nothing in it says where its documents begin, so it stays one paper."))
		default:
			u.status.say(say("{{.Documents}} taken out of the bundle. They are being read now.", "Documents", count(s.kept, "document", "documents")))
		}
		u.reload(nil) // what was kept before it went wrong is kept
		u.reading.begin()
	})
}

// splitIn does the work, beside the window.
func splitIn(ctx context.Context, file *casefile.File, doc casefile.Document, passwords []string) (splitting, error) {
	var s splitting
	data, err := file.Read(doc.Blob)
	if err != nil {
		return s, err
	}
	_, err = bundle.Split(ctx, data, passwords, func(p bundle.Piece) error {
		if p.Whole {
			s.whole = true
			return nil
		}
		r, err := intake.KeepTaken(ctx, file, doc.ID, intake.Taken{Title: p.Title, On: p.On, From: p.From, Data: p.Data})
		if err == nil && r.Kept {
			s.kept++
		}
		return err
	})
	return s, err
}
