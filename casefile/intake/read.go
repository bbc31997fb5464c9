package intake

import (
	"context"
	"errors"
	"slices"
	"unicode"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/worker"
)

// found is what reading a paper gave.
type found struct {
	pages int
	text  []string // nil where there are no words to keep
	notes []string
}

// look reads pages and words of a paper. A paper that cannot be read is no error here but a note; an error means that it
// could not be tried, and reading it again may help.
func look(ctx context.Context, t casefile.FileType, data []byte) (found, error) {
	if t == casefile.FileText {
		text := textPages(decodeText(data))
		return found{pages: len(text), text: text}, nil
	}
	w, err := reader.borrow()
	if err != nil {
		return found{}, err
	}
	defer reader.giveBack()
	f, err := lookWith(ctx, w, t, data)
	if err == nil {
		return f, nil
	}
	if note := unread(t, err); note != "" {
		return found{notes: []string{note}}, nil
	}
	return found{}, err
}

func lookWith(ctx context.Context, w *worker.Worker, t casefile.FileType, data []byte) (found, error) {
	if t != casefile.FilePDF {
		_, err := w.Image(ctx, data)
		return found{pages: 1}, err
	}
	c, err := w.Read(ctx, data)
	if err != nil {
		return found{}, err
	}
	f := found{pages: c.Pages, notes: append(c.Warnings, wordless(c.Text)...)}
	if slices.ContainsFunc(c.Text, hasWords) {
		f.text = c.Text
	}
	return f, nil
}

// hasWords tells a page of words from one with a stray number or stamp: it wants three letters in a row somewhere.
func hasWords(s string) bool {
	row := 0
	for _, r := range s {
		if row++; !unicode.IsLetter(r) {
			row = 0
		}
		if row == 3 {
			return true
		}
	}
	return false
}

// finish writes what was found into the paper's record, unless the paper was deleted meanwhile. Its words go with it in the
// same commit.
func finish(f *casefile.File, d casefile.Document, got found) (casefile.Document, error) {
	return d, f.Update(func(tx *casefile.Tx) error {
		now, err := casefile.Get[casefile.Document](tx, d.ID)
		if errors.Is(err, casefile.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		notRead := slices.Index(now.Notes, NotRead)
		if notRead < 0 { // somebody else read it meanwhile
			d = now
			return nil
		}
		now.Pages, now.Searchable = got.pages, slices.ContainsFunc(got.text, hasWords)
		if now.Notes = slices.Replace(now.Notes, notRead, notRead+1, got.notes...); len(now.Notes) == 0 {
			now.Notes = nil // as the case file gives it back
		}
		if d, err = casefile.Put(tx, now); err != nil || got.text == nil {
			return err
		}
		_, err = casefile.Put(tx, casefile.Text{Head: casefile.Head{Child: d.Child}, Document: d.ID, Pages: got.text})
		return err
	})
}

// ReadAgain reads every kept paper that has not been read yet, because the program ended or was stopped before that, and
// calls said (which may be nil) after each one that is done. An error means that it stopped early: ctx ended, or the case file
// could not be written.
func ReadAgain(ctx context.Context, f *casefile.File, said func(Result)) ([]Result, error) {
	var waiting []casefile.Document
	err := f.View(func(tx *casefile.Tx) error {
		for _, d := range casefile.All[casefile.Document](tx, "") {
			if slices.Contains(d.Notes, NotRead) {
				waiting = append(waiting, d)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var results []Result
	for _, d := range waiting {
		r, err := readOne(ctx, f, d)
		if err != nil {
			return results, err
		}
		results = append(results, r)
		if said != nil {
			said(r)
		}
	}
	return results, nil
}

func readOne(ctx context.Context, f *casefile.File, d casefile.Document) (Result, error) {
	data, err := f.Read(d.Blob)
	if err != nil {
		return Result{}, err
	}
	got, err := look(ctx, d.Type, data)
	if err != nil {
		return Result{}, err
	}
	d, err = finish(f, d, got)
	return Result{Name: d.Name, Document: d, Kept: true, Notes: d.Notes}, err
}
