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

// ErrNoEvidence is the ErrNoDocuments of a child who has papers, but none of a kind that Suggest puts into the evidence;
// PassedOver names them.
var ErrNoEvidence = fmt.Errorf("all the papers are of other kinds: %w", ErrNoDocuments)

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
// order of date within each, nothing that is held back, each paper once. The result is not saved.
func Suggest(f *casefile.File, child casefile.CaseID) (casefile.Bundle, error) {
	b := casefile.Bundle{Head: casefile.Head{Child: child}, Title: "Evidence bundle"}
	passed := 0
	err := f.View(func(tx *casefile.Tx) error {
		if _, err := casefile.Get[casefile.Child](tx, child); err != nil {
			return fmt.Errorf("find the child: %w", err)
		}
		for _, a := range casefile.All[casefile.Appeal](tx, child) {
			if a.Running() {
				b.Appeal, b.Title = a.ID, "Evidence for the appeal"
			}
		}
		docs, left := sorted(tx, child)
		passed = len(left)
		for _, e := range evidence {
			if ids := ofKind(docs, e.kinds); len(ids) > 0 {
				b.Sections = append(b.Sections, casefile.BundleSection{Title: e.title, Documents: ids})
			}
		}
		return nil
	})
	switch {
	case err != nil:
		return casefile.Bundle{}, fmt.Errorf("suggest a bundle: %w", err)
	case len(b.Sections) == 0 && passed > 0:
		return casefile.Bundle{}, ErrNoEvidence
	case len(b.Sections) == 0:
		return casefile.Bundle{}, ErrNoDocuments
	}
	return b, nil
}

// PassedOver lists the papers of the child and of the whole family that Suggest does not choose, each with the reason, in
// order of date. A bundle made from a suggestion has them in Plan.Left, so that nobody misses one without knowing.
func PassedOver(f *casefile.File, child casefile.CaseID) ([]Line, error) {
	var left []Line
	err := f.View(func(tx *casefile.Tx) error {
		_, left = sorted(tx, child)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list the papers passed over: %w", err)
	}
	return left, nil
}

// sorted parts the papers of this child and of the whole family into those that go in, each content once, and those that do
// not, with the reason. Both are in order of date; those without a date come last.
func sorted(tx *casefile.Tx, child casefile.CaseID) (in []casefile.Document, left []Line) {
	held := casefile.Held(tx)
	docs := slices.DeleteFunc(casefile.All[casefile.Document](tx, ""), func(d casefile.Document) bool { return d.Child != child && d.Child != "" })
	slices.SortStableFunc(docs, func(a, b casefile.Document) int {
		return cmp.Or(undatedLast(a, b), a.On.Compare(b.On), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
	})
	seen := map[string]string{} // titles by content
	for _, d := range docs {
		first, twice := seen[d.Blob.SHA256]
		note := held[d.ID]
		if note == "" {
			note = passedOver(d)
		}
		if note == "" && twice {
			note = fmt.Sprintf("It is the same paper as “%s”, which is in already.", first)
		}
		if note != "" {
			left = append(left, Line{Title: d.Title, Note: note})
			continue
		}
		seen[d.Blob.SHA256] = d.Title
		in = append(in, d)
	}
	return in, left
}

// passedOver says why a paper that is open does not belong in an evidence submission; "" for one that does.
func passedOver(d casefile.Document) string {
	for _, e := range evidence {
		if slices.Contains(e.kinds, d.Kind) {
			return ""
		}
	}
	if d.Kind == casefile.DocumentForm {
		return "A form is usually sent by itself, so it was not put into your evidence. Choose it in the window if you want it in."
	}
	return "It usually comes into the council’s own bundle with the appeal, so it was not put into your evidence. " +
		"Choose it in the window if you want it in."
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
