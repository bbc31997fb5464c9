package bundle

import (
	"errors"
	"fmt"
	"strings"

	"ehccasefile/casefile"
)

// FromCase makes the plan of a saved bundle: its documents as the case file holds them, the child's name, the appeal and
// its page allowance. Papers that are held back, those of another child and those no longer in the file stand in Plan.Left, each with
// the reason.
func FromCase(f *casefile.File, b casefile.Bundle) (Plan, error) {
	p := Plan{Title: b.Title}
	err := f.View(func(tx *casefile.Tx) error {
		if err := p.caption(tx, b); err != nil {
			return err
		}
		for _, s := range b.Sections {
			section := Section{Title: s.Title}
			for _, id := range s.Documents {
				d, left := fromRecord(tx, id, b.Child)
				if left != nil {
					p.Left = append(p.Left, *left)
					continue
				}
				section.Documents = append(section.Documents, d)
			}
			if len(section.Documents) > 0 {
				p.Sections = append(p.Sections, section)
			}
		}
		return nil
	})
	if err != nil {
		return Plan{}, fmt.Errorf("plan the bundle %q: %w", b.Title, err)
	}
	return p, nil
}

// caption fills in what the cover says: whose bundle it is and for which appeal.
func (p *Plan) caption(tx *casefile.Tx, b casefile.Bundle) error {
	if b.Child != "" {
		c, err := casefile.Get[casefile.Child](tx, b.Child)
		if err != nil {
			return fmt.Errorf("find the child: %w", err)
		}
		p.Child = c.FullName
		if p.Child == "" {
			p.Child = c.Name
		}
		p.ServedBy = "The family of " + p.Child
	}
	if b.Appeal == "" {
		return nil
	}
	a, err := casefile.Get[casefile.Appeal](tx, b.Appeal)
	if err != nil {
		return fmt.Errorf("find the appeal: %w", err)
	}
	p.Kind, p.Reference = a.Type.Title(), a.Reference
	p.Limit, err = Allowance(a)
	return err
}

// fromRecord turns a paper that is open into a document of the plan, or says why it is left out. Its bytes are read, and their sum
// checked, when the bundle is made.
func fromRecord(tx *casefile.Tx, id casefile.ID, child casefile.CaseID) (Document, *Line) {
	proof, err := casefile.Show(tx, id)
	if held, ok := errors.AsType[casefile.HeldBack](err); ok {
		return Document{}, &Line{Title: held.Title, Note: held.Why}
	}
	if err != nil {
		return Document{}, &Line{Title: "A document chosen earlier", Note: "It is no longer in the case file."}
	}
	d, from := proof.Document(), shown{proof, child}
	if err := from.fits(d); err != nil {
		return Document{}, &Line{Title: d.Title, Note: reason(err)}
	}
	return Document{
		ID: d.ID, Title: d.Title, Author: d.Author, Kind: strings.ToLower(d.Kind.Title()), On: d.On, Name: d.Name, Type: d.Type,
		Searchable: d.Searchable, Pages: d.BundlePages(), Redaction: d.Redaction, bytes: from,
	}, nil
}
