package intake

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// Options is what is known about the papers before they are read. The zero value is fine.
type Options struct {
	Child casefile.CaseID       // the child they belong to; "" for the whole family
	Title string                // "" proposes one from each file's name; with several papers each also gets its number
	On    deadlines.Date        // the date on the paper
	Kind  casefile.DocumentKind // "" means a photo for a picture and "other" for the rest

	Privilege casefile.Privilege // "" means open; a paper that is held back is so from its first moment in the file
	Reason    string             // why it is held back, in words
}

// Result says what became of one paper.
type Result struct {
	Name     string            // the item's name, untouched
	Document casefile.Document // what is in the case file; zero if refused
	Kept     bool              // it is in the case file, now or already
	Already  bool              // the same bytes were there before; nothing was added, and Notes says where they are
	Notes    []string          // sentences to show with it
	Refused  string            // why it was not added, and what to do; "" otherwise
}

// Add takes papers into a case file, one after another. Each is committed before said (which may be nil) is called for it; what
// cannot be used is refused with a reason, and the others go in. The error is for what stops everything: ctx ended, or the
// case file cannot be written; then the results so far are given with it, and all of them hold.
func Add(ctx context.Context, f *casefile.File, items []Item, opt Options, said func(Result)) ([]Result, error) {
	results := make([]Result, 0, len(items))
	for i, item := range items {
		if err := ctx.Err(); err != nil {
			return results, err
		}
		each := opt
		if opt.Title != "" && len(items) > 1 {
			each.Title = fmt.Sprintf("%s (%d of %d)", opt.Title, i+1, len(items))
		}
		r, err := addOne(ctx, f, item, each)
		if err != nil {
			return results, fmt.Errorf("add %q: %w", item.Name, err)
		}
		results = append(results, r)
		if said != nil {
			said(r)
		}
	}
	ReadAgain(ctx, f, nil) // what an earlier run kept and did not come to read; what still cannot be read keeps its note
	return results, ctx.Err()
}

// addOne keeps a paper, then reads it.
func addOne(ctx context.Context, f *casefile.File, item Item, opt Options) (Result, error) {
	data, err := item.bytes()
	if err != nil {
		return Result{Name: item.Name, Refused: reason(err)}, nil
	}
	t := Sniff(data)
	if t == "" {
		return Result{Name: item.Name, Refused: unusable(data)}, nil
	}
	r, err := keep(f, propose(item.Name, t, opt), data)
	if err != nil {
		return r, err
	}
	if slices.Contains(r.Document.Notes, NotRead) {
		if got, err := look(ctx, t, data); err == nil { // else it stays kept and unread, and its note says so
			if r.Document, err = finish(f, r.Document, got); err != nil {
				return r, err
			}
		}
	}
	r.Notes = append(r.Notes, r.Document.Notes...)
	return r, nil
}

// propose fills in a record as far as name, type and options allow.
func propose(name string, t casefile.FileType, opt Options) casefile.Document {
	d := casefile.Document{
		Head:  casefile.Head{Child: opt.Child},
		Title: opt.Title, On: opt.On, Kind: opt.Kind, Privilege: casefile.PrivilegeOpen, Name: name, Type: t,
		Notes: append(misnamed(name, t), NotRead),
	}
	if d.Title == "" {
		d.Title = proposeTitle(name)
	}
	if opt.Privilege != "" {
		d.Privilege, d.Reason = opt.Privilege, opt.Reason
	}
	if d.Kind == "" {
		d.Kind = casefile.DocumentOther
		if t == casefile.FileJPEG || t == casefile.FilePNG {
			d.Kind = casefile.DocumentPhoto
		}
	}
	return d
}

// keep commits bytes and record together, unless the same bytes are there already.
func keep(f *casefile.File, d casefile.Document, data []byte) (Result, error) {
	hash := sha256.Sum256(data)
	sum := hex.EncodeToString(hash[:])
	r := Result{Name: d.Name, Kept: true}
	err := f.Update(func(tx *casefile.Tx) error {
		same, elsewhere := sameBytes(tx, sum, d.Child)
		if same != nil {
			r.Document, r.Already = *same, true
			r.Notes = []string{already(*same)}
			return nil
		}
		if elsewhere != "" {
			r.Notes = []string{elsewhere}
		}
		blob, err := tx.Add(bytes.NewReader(data), d.Name)
		if err != nil {
			return err
		}
		d.Blob = blob
		r.Document, err = casefile.Put(tx, d)
		return err
	})
	return r, err
}

// sameBytes looks for the same bytes among the child's own papers; for those of another child it says whose they are.
func sameBytes(tx *casefile.Tx, sum string, child casefile.CaseID) (*casefile.Document, string) {
	elsewhere := ""
	for _, d := range casefile.All[casefile.Document](tx, "") {
		if d.Blob.SHA256 != sum {
			continue
		}
		if d.Child == child {
			return &d, ""
		}
		elsewhere = fmt.Sprintf("The same file is also kept for %s as “%s”.", owner(tx, d.Child), d.Title)
	}
	return nil, elsewhere
}

func owner(tx *casefile.Tx, child casefile.CaseID) string {
	if c, err := casefile.Get[casefile.Child](tx, child); child != "" && err == nil && c.Name != "" {
		return c.Name
	}
	return "the whole family"
}

func already(d casefile.Document) string {
	return fmt.Sprintf("This file is already here as “%s”, added on %s. Nothing was added twice.",
		d.Title, deadlines.DateOf(d.Made).Long())
}
