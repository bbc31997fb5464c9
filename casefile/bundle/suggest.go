package bundle

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"ehccasefile/casefile"
)

// ErrNoDocuments is given by Suggest when the child has no paper that belongs into an evidence submission.
var ErrNoDocuments = errors.New("there are no papers yet that belong in an evidence bundle")

// evidence says in which section a kind of paper goes in an evidence submission. The decision letter, the plan and its
// drafts, the working document, the certificate and forms are not here: they have their own places in the hearing bundle,
// which the council makes, and would use up the family's pages.
var evidence = []struct {
	title string
	kinds []casefile.DocumentKind
}{
	{"Statements", []casefile.DocumentKind{casefile.DocumentStatement}},
	{"Professional reports", []casefile.DocumentKind{casefile.DocumentReport, casefile.DocumentMedicalReport}},
	{"School", []casefile.DocumentKind{casefile.DocumentSchoolReport}},
	{"Letters and e-mails", []casefile.DocumentKind{casefile.DocumentLetter, casefile.DocumentEmail}},
	{"Photographs, notes and other papers", []casefile.DocumentKind{casefile.DocumentPhoto, casefile.DocumentNote, casefile.DocumentOther}},
}

// Suggest chooses and orders a child's evidence submission for the appeal that is running: sections by kind of paper, in
// order of date within each, nothing without prejudice, each paper once. The result is not saved.
func Suggest(f *casefile.File, child casefile.CaseID) (casefile.Bundle, error) {
	b := casefile.Bundle{Head: casefile.Head{Child: child}, Title: "Evidence bundle"}
	err := f.View(func(tx *casefile.Tx) error {
		if _, err := casefile.Get[casefile.Child](tx, child); err != nil {
			return fmt.Errorf("find the child: %w", err)
		}
		for _, a := range casefile.All[casefile.Appeal](tx, child) {
			if a.Running() {
				b.Appeal, b.Title = a.ID, "Evidence for the appeal"
			}
		}
		docs := chosen(casefile.All[casefile.Document](tx, child), child)
		for _, e := range evidence {
			if ids := ofKind(docs, e.kinds); len(ids) > 0 {
				b.Sections = append(b.Sections, casefile.BundleSection{Title: e.title, Documents: ids})
			}
		}
		return nil
	})
	if err != nil {
		return casefile.Bundle{}, fmt.Errorf("suggest a bundle: %w", err)
	}
	if len(b.Sections) == 0 {
		return casefile.Bundle{}, ErrNoDocuments
	}
	return b, nil
}

// chosen gives the open papers of this child or of the whole family, each content once, in order of date; those without a
// date come last.
func chosen(docs []casefile.Document, child casefile.CaseID) []casefile.Document {
	var out []casefile.Document
	seen := map[string]bool{}
	for _, d := range docs {
		if d.Privilege != casefile.PrivilegeOpen || seen[d.Blob.SHA256] || d.Child != child && d.Child != "" {
			continue
		}
		seen[d.Blob.SHA256] = true
		out = append(out, d)
	}
	slices.SortStableFunc(out, func(a, b casefile.Document) int {
		return cmp.Or(undatedLast(a, b), a.On.Compare(b.On), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
	})
	return out
}

func undatedLast(a, b casefile.Document) int {
	switch {
	case a.On.IsZero() && !b.On.IsZero():
		return 1
	case !a.On.IsZero() && b.On.IsZero():
		return -1
	}
	return 0
}

func ofKind(docs []casefile.Document, kinds []casefile.DocumentKind) []casefile.ID {
	var ids []casefile.ID
	for _, d := range docs {
		if slices.Contains(kinds, d.Kind) {
			ids = append(ids, d.ID)
		}
	}
	return ids
}
