package intake

import (
	"context"
	"errors"
	"fmt"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// Keep takes papers into a case file, one after another, and reads nothing in them: [Read] does that later. Each is committed before
// said (which may be nil) is called for it; what cannot be used is refused with a reason, and the others go in. The error is for what stops
// everything: ctx ended, or the case file cannot be written; then the results so far are given with it, and all of them hold.
func Keep(ctx context.Context, f *casefile.File, items []Item, opt Options, said func(Result)) ([]Result, error) {
	k := keeper{f: f, opt: opt}
	results := make([]Result, 0, len(items))
	for i, item := range items {
		if err := ctx.Err(); err != nil {
			return results, err
		}
		title := opt.Title
		if title != "" && len(items) > 1 {
			title = fmt.Sprintf("%s (%d of %d)", opt.Title, i+1, len(items))
		}
		r, err := k.one(item, title)
		if err != nil {
			return results, fmt.Errorf("add %q: %w", item.Name, err)
		}
		results = append(results, r)
		if said != nil {
			said(r)
		}
	}
	return results, nil
}

// keeper keeps one batch of papers. It knows which bytes are here already.
type keeper struct {
	f    *casefile.File
	opt  Options
	same map[string][]casefile.ID // the documents that have these bytes, by their SHA-256; nil before the first look
	next uint64                   // how many changes the file has seen by the next paper, if nobody else writes meanwhile
}

// look notes the bytes of every document. Where nobody else has written since the paper before, what was noted still holds.
func (k *keeper) look(tx *casefile.Tx) {
	known := k.same != nil && tx.Changes() == k.next
	if k.next = tx.Changes(); known {
		return
	}
	k.same = map[string][]casefile.ID{}
	for _, d := range casefile.All[casefile.Document](tx, "") {
		k.same[d.Blob.SHA256] = append(k.same[d.Blob.SHA256], d.ID)
	}
}

// one keeps one paper straight from where it lies. What goes wrong in reading it is a refusal.
func (k *keeper) one(item Item, title string) (Result, error) {
	s, err := item.open()
	if err != nil {
		return Result{Name: item.Name, Refused: reason(err)}, nil
	}
	defer s.from.Close()
	opt := k.opt
	opt.Title = title
	r, err := k.keep(propose(item.Name, casefile.Sniff(s.head), opt), s)
	if s.fault != nil {
		return Result{Name: item.Name, Refused: reason(s.fault)}, nil
	}
	return r, err
}

// keep commits bytes and record together, unless the same bytes are there already.
func (k *keeper) keep(d casefile.Document, s *source) (Result, error) {
	r := Result{Name: d.Name, Kept: true}
	err := k.f.Update(func(tx *casefile.Tx) (err error) {
		if d.Blob, err = tx.Add(s, d.Name); err != nil {
			return err
		}
		k.look(tx)
		if same, elsewhere := k.sameBytes(tx, d); same != nil {
			r.Document, r.Already, r.Notes = *same, true, []string{already(*same)}
			if len(d.Holds) > 0 && len(same.Holds) == 0 { // put together by an older version
				same.Holds = d.Holds
				if r.Document, err = casefile.Put(tx, *same); err != nil {
					return err
				}
			}
			return holdBackToo(tx, &r, d)
		} else if elsewhere != "" {
			r.Notes = []string{elsewhere}
		}
		r.Document, err = casefile.Put(tx, d)
		return err
	})
	if err == nil && !r.Already {
		k.same[d.Blob.SHA256] = append(k.same[d.Blob.SHA256], r.Document.ID)
		k.next++ // our own
	}
	return r, err
}

// holdBackToo marks a paper that is here already as held back, where it is added again with the word that it is.
func holdBackToo(tx *casefile.Tx, r *Result, d casefile.Document) error {
	if d.Privilege == casefile.PrivilegeOpen || r.Document.Privilege != casefile.PrivilegeOpen {
		return nil
	}
	marked, err := r.Document.Mark(d.Privilege, d.Reason)
	if problem, is := errors.AsType[casefile.Problem](err); is { // a certificate stays open, and stops no other paper
		r.Notes = append(r.Notes, problem.Say)
		return nil
	}
	if err == nil {
		r.Document, err = casefile.Put(tx, marked)
		r.Notes = append(r.Notes, "It is held back now, as you said.")
	}
	return err
}

// sameBytes looks for the same bytes among the child's own papers; for those of another child it says whose they are.
func (k *keeper) sameBytes(tx *casefile.Tx, d casefile.Document) (*casefile.Document, string) {
	elsewhere := ""
	for _, id := range k.same[d.Blob.SHA256] {
		there, err := casefile.Get[casefile.Document](tx, id)
		if err != nil { // deleted meanwhile
			continue
		}
		if there.Child == d.Child {
			return &there, ""
		}
		elsewhere = fmt.Sprintf("The same file is also kept for %s as “%s”.", owner(tx, there.Child), there.Title)
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
