package bundle

import (
	"fmt"
	"strings"

	"ehccasefile/casefile"
)

// FromCase makes the plan of a saved bundle: its documents as the case file holds them, the child's name, the appeal and
// its page allowance. Documents marked without prejudice, those of another child and those no longer in the file stand in
// Plan.Left.
func FromCase(f *casefile.File, b casefile.Bundle) (Plan, error) {
	p := Plan{Title: b.Title}
	err := f.View(func(tx *casefile.Tx) error {
		if err := p.caption(tx, b); err != nil {
			return err
		}
		for _, s := range b.Sections {
			section := Section{Title: s.Title}
			for _, id := range s.Documents {
				d, err := casefile.Get[casefile.Document](tx, id)
				if err != nil {
					p.Left = append(p.Left, Line{Title: "A document chosen earlier", Note: "It is no longer in the case file."})
					continue
				}
				if d.Child != "" && d.Child != b.Child {
					p.Left = append(p.Left, Line{Title: d.Title, Note: "It belongs to another child’s case, so it stays out of this bundle."})
					continue
				}
				section.Documents = append(section.Documents, fromRecord(f, d))
			}
			p.Sections = append(p.Sections, section)
		}
		return nil
	})
	if err != nil {
		return Plan{}, fmt.Errorf("plan the bundle %q: %w", b.Title, err)
	}
	p.holdBack()
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

// fromRecord turns a record into a document of the plan; its bytes are read, and their sum checked, when it is made.
func fromRecord(f *casefile.File, d casefile.Document) Document {
	return Document{
		ID: d.ID, Title: d.Title, Author: d.Author, Kind: strings.ToLower(d.Kind.Title()), On: d.On, Name: d.Name, Type: d.Type,
		Privilege: d.Privilege, Searchable: d.Searchable, Pages: d.Pages,
		Load: func() ([]byte, error) { return f.Read(d.Blob) },
	}
}

// holdBack moves every document that is not open from the sections to Left. It is the one gate: FromCase and Make both
// pass through it, so that no way of asking leads round it.
func (p *Plan) holdBack() {
	sections := make([]Section, 0, len(p.Sections))
	for _, s := range p.Sections {
		open := Section{Title: s.Title}
		for _, d := range s.Documents {
			if d.Privilege != "" && d.Privilege != casefile.PrivilegeOpen {
				p.Left = append(p.Left, Line{Title: d.Title, Note: heldBack})
				continue
			}
			open.Documents = append(open.Documents, d)
		}
		if len(open.Documents) > 0 {
			sections = append(sections, open)
		}
	}
	p.Sections = sections
}
