package bundle

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ehccasefile/casefile"
)

// ErrNoDocuments is given by Suggest when the child has no paper that belongs into the bundle.
var ErrNoDocuments = errors.New("there are no papers yet that belong in an evidence bundle")

// ErrNoEvidence is the ErrNoDocuments of a child who has papers, but none of a kind that Suggest puts into the bundle;
// PassedOver names them.
var ErrNoEvidence = fmt.Errorf("all the papers are of other kinds: %w", ErrNoDocuments)

// Suggest chooses and orders a child's papers for a bundle like the one given: of its child, plan and product. Where it names no plan, the
// child's running appeal says which. The sections are those of the plan, in order of date within each; nothing that is held back, each paper
// once. Everything else of the bundle given stays. The result is not saved.
func Suggest(f *casefile.File, like casefile.Bundle) (casefile.Bundle, error) {
	b, passed := like, 0
	b.Sections = nil
	err := f.View(func(tx *casefile.Tx) error {
		product, err := forWhom(tx, &b)
		if err != nil {
			return err
		}
		if like.Title == "" {
			b.Title = product.Title
		}
		docs, left := sorted(tx, b, product)
		passed = len(left)
		for _, part := range product.Sections {
			if ids := part.of(tx, docs); len(ids) > 0 {
				b.Sections = append(b.Sections, casefile.BundleSection{Title: part.Title, Documents: ids, Section: part.ID})
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

// forWhom finds the appeal a bundle is for, and the product it should be.
func forWhom(tx *casefile.Tx, b *casefile.Bundle) (Product, error) {
	if _, err := casefile.Get[casefile.Child](tx, b.Child); err != nil {
		return Product{}, fmt.Errorf("find the child: %w", err)
	}
	var appeal casefile.Appeal
	for _, a := range casefile.All[casefile.Appeal](tx, b.Child) {
		if a.ID == b.Appeal || b.Appeal == "" && a.Running() {
			appeal = a
		}
	}
	if b.Plan == general {
		appeal = casefile.Appeal{}
	}
	b.Appeal = appeal.ID
	scheme, err := SchemeOf(*b, appeal)
	return scheme.Product(b.Product), err
}

// PassedOver lists the papers of the child and of the whole family that Suggest does not choose for a bundle like the one given, each with
// the reason, in order of date. A bundle made from a suggestion has them in Plan.Left, so that nobody misses one without knowing.
func PassedOver(f *casefile.File, like casefile.Bundle) ([]Line, error) {
	var left []Line
	err := f.View(func(tx *casefile.Tx) error {
		product, err := forWhom(tx, &like)
		if err == nil {
			_, left = sorted(tx, like, product)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the papers passed over: %w", err)
	}
	return left, nil
}

// sorted parts the papers of the child and of the whole family into those that go in, each content once, and those that do
// not, with the reason. Both are in order of date; those without a date come last.
func sorted(tx *casefile.Tx, b casefile.Bundle, product Product) (in []casefile.Document, left []Line) {
	held := casefile.Held(tx)
	docs := slices.DeleteFunc(casefile.All[casefile.Document](tx, ""), func(d casefile.Document) bool { return d.Child != b.Child && d.Child != "" })
	slices.SortStableFunc(docs, func(a, b casefile.Document) int {
		return cmp.Or(undatedLast(a, b), a.On.Compare(b.On), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
	})
	seen := map[string]string{} // titles by content
	for _, d := range docs {
		first, twice := seen[d.Blob.SHA256]
		note := held[d.ID]
		if note == "" {
			note = product.passesOver(d, b)
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

// passesOver says why a paper that is open does not belong in a product; "" for one that does.
func (p Product) passesOver(d casefile.Document, b casefile.Bundle) string {
	const choose = "Choose it in the window if you want it in."
	for _, part := range p.Sections {
		if slices.Contains(part.Kinds, d.Kind) {
			return ""
		}
	}
	switch {
	case d.Kind == casefile.DocumentMediationAgreement:
		return reason(errAgreement)
	case b.Product == casefile.ProductFull:
		return "The plan of this bundle has no place for a paper of its kind, so it was not put in. " + choose
	case d.Kind == casefile.DocumentForm:
		return "A form is usually sent by itself, so it was not put into your evidence. " + choose
	}
	return "It usually comes into the council’s own bundle with the appeal, so it was not put into your evidence. " + choose
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

// of gives the papers that stand in a section.
func (p Part) of(tx *casefile.Tx, docs []casefile.Document) []casefile.ID {
	var ids []casefile.ID
	for _, d := range docs {
		if slices.Contains(p.Kinds, d.Kind) && (p.From == "" || (p.From == "council") == isCouncils(tx, d)) {
			ids = append(ids, d.ID)
		}
	}
	return ids
}

// isCouncils tells whether a paper names the council as its author. Anybody else's counts as the family's; the family can move it.
func isCouncils(tx *casefile.Tx, d casefile.Document) bool {
	author := strings.ToLower(d.Author)
	for _, a := range casefile.All[casefile.Authority](tx, "") {
		if a.Kind == casefile.AuthorityCouncil && a.Name != "" && strings.Contains(author, strings.ToLower(a.Name)) {
			return true
		}
	}
	return false
}
