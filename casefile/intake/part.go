package intake

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// Taken is a document taken out of a bundle that the case file holds: a PDF of some of its pages.
type Taken struct {
	Title string
	On    deadlines.Date // zero where the bundle gives none
	From  int            // the page of the bundle's file that it began on, counted from 1
	Data  []byte
}

// KeepTaken keeps a document taken out of a bundle as a paper of its own, which came with the bundle: where that is held back, so is this; and where
// this is held back, the bundle, whose pages hold it, goes into none. The bundle stays whole. Bytes that are here already are not kept twice. [Read] reads it as any paper, and holds it back by its own words too.
func KeepTaken(ctx context.Context, f *casefile.File, bundle casefile.ID, t Taken) (Result, error) {
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	var of casefile.Document
	err := f.View(func(tx *casefile.Tx) (err error) {
		of, err = casefile.Get[casefile.Document](tx, bundle)
		return err
	})
	if err != nil {
		return Result{}, fmt.Errorf("take %q out of its bundle: %w", t.Title, err)
	}
	k := keeper{f: f, opt: Options{Child: of.Child, On: t.On, Privilege: of.Privilege, Reason: of.Reason, within: of.ID, from: t.From}}
	item := Item{Name: casefile.SafeName(t.Title, 80) + ".pdf", Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(t.Data)), nil }}
	r, err := k.one(item, t.Title)
	if err != nil {
		return r, fmt.Errorf("keep %q: %w", t.Title, err)
	}
	return r, nil
}
