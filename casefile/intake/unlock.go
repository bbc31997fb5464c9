package intake

import (
	"context"
	"fmt"
	"slices"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/worker"
)

// ErrPassword means that a PDF is locked, and that no password given opens it.
var ErrPassword = worker.ErrPassword

// What is said of a locked paper that was read with its password.
const (
	readLocked  = casefile.LockedNote + " Its words were read with the one you gave. The password itself is not kept."
	blindLocked = "Some of its pages are only pictures of words. In a locked paper these are not read. Save a copy without the password and add that."
)

// Unlock tries a password on a locked PDF; ErrPassword comes back where it does not open it. The first time, the paper is read as [Read] reads
// others: its pages are counted, its words are kept to be searched, and what looks private is held back. The original stays locked as it came,
// and the password is written nowhere. A paper that is not locked is given back as it is.
func Unlock(ctx context.Context, f *casefile.File, id casefile.ID, password string) (casefile.Document, error) {
	paper, data, err := lockedPaper(f, id)
	if err != nil || data == nil {
		return paper, err
	}
	w, err := reader.borrow()
	if err != nil {
		return paper, err
	}
	defer reader.giveBack()
	if paper.Pages > 0 || f.ReadOnly() != nil { // it was read before, or what is read cannot be kept
		_, err := w.Count(ctx, data, password)
		return paper, err
	}
	open, err := w.Repair(ctx, data, password)
	if err != nil {
		return paper, err
	}
	d := desk{f: f, w: w}
	got, err := d.lookAtPDF(ctx, open)
	if err != nil {
		return paper, err
	}
	got.seen = nil // it is of other bytes than those that are kept
	got.notes = slices.Insert(got.notes, 0, readLocked)
	if len(got.blind) > 0 {
		got.blind, got.notes = nil, append(got.notes, blindLocked)
	}
	if paper, err = d.finish(paper, got); err != nil {
		return paper, fmt.Errorf("write down what is in %q: %w", paper.Title, err)
	}
	return paper, nil
}

// isShut tells whether a paper is locked and was never read.
func isShut(d casefile.Document) bool { return d.Locked() && d.Pages == 0 }

// lockedPaper gives a paper with its bytes; none where it is not locked.
func lockedPaper(f *casefile.File, id casefile.ID) (paper casefile.Document, data []byte, err error) {
	err = f.View(func(tx *casefile.Tx) (err error) {
		if paper, err = casefile.Get[casefile.Document](tx, id); err != nil || !paper.Locked() {
			return err
		}
		data, err = tx.Read(paper.Blob)
		return err
	})
	if err != nil {
		return paper, nil, fmt.Errorf("open a locked paper: %w", err)
	}
	return paper, data, nil
}
