package bundle

import (
	"errors"
	"fmt"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// FromCase makes the plan of a saved bundle: its documents as the case file holds them, the child's name, the appeal and
// its limits. Papers that are held back, those of another child and those no longer in the file stand in Plan.Left, each with
// the reason. Where the bundle was served, what was served keeps its pages, words and numbers, and what is new comes after it.
func FromCase(f *casefile.File, b casefile.Bundle) (Plan, error) {
	p := Plan{Title: b.Title, Product: b.Product, Numbering: b.Numbering, Late: b.Late}
	err := f.View(func(tx *casefile.Tx) error { return p.fill(tx, b) })
	if err != nil {
		return Plan{}, fmt.Errorf("plan the bundle %q: %w", b.Title, err)
	}
	return p, nil
}

func (p *Plan) fill(tx *casefile.Tx, b casefile.Bundle) error {
	if err := p.caption(tx, b); err != nil {
		return err
	}
	p.holds = p.holdsOf(tx, b.Child)
	for _, s := range b.Sections {
		section := Section{Title: s.Title, Counts: p.counts(s)}
		for _, id := range s.Documents {
			d, left := fromRecord(tx, id, p.bundleOf(b))
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
	if _, served := b.Last(); served {
		p.frozen(tx, b)
		return nil
	}
	p.withOurs(tx, b)
	return nil
}

// counts says what a section's pages count against: what its part of the scheme does, or the evidence.
func (p *Plan) counts(s casefile.BundleSection) string {
	for _, part := range p.Scheme.Product(p.Product).Sections {
		if part.ID == s.Section && part.Counts != "" {
			return part.Counts
		}
	}
	return "evidence"
}

// about heads the pages of our own.
const about = "About this bundle"

// withOurs puts the pages of our own first. Those that would say nothing stay out.
func (p *Plan) withOurs(tx *casefile.Tx, b casefile.Bundle) {
	first := Section{Title: about, Counts: "evidence"}
	for _, kind := range []casefile.BundlePage{casefile.WithNote, casefile.WithChronology, casefile.WithMedia} {
		if !b.Has(kind) {
			continue
		}
		o := ownPages(tx, b, kind, b.Note, deadlines.Date{})
		if o.empty() {
			p.Left = append(p.Left, Line{Title: kind.Title(), Note: "There is nothing to say in it."})
			continue
		}
		first.Documents = append(first.Documents, Document{Title: oursTitles[kind], bytes: o})
	}
	if len(first.Documents) > 0 {
		p.Sections = append([]Section{first}, p.Sections...)
	}
}

// oursTitles are what index and bookmark call pages of our own.
var oursTitles = map[casefile.BundlePage]string{
	casefile.WithNote: "Note on the limits of this bundle", casefile.WithChronology: "Chronology", casefile.WithMedia: "Recordings held by the family",
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
		if a, err := casefile.Get[casefile.Authority](tx, c.Authority); err == nil {
			p.Council = a.Name // where it cannot be read, the certificate leaves a line
		}
	}
	var a casefile.Appeal
	if b.Appeal != "" {
		var err error
		if a, err = casefile.Get[casefile.Appeal](tx, b.Appeal); err != nil {
			return fmt.Errorf("find the appeal: %w", err)
		}
		p.Kind, p.Reference = a.Type.Title(), a.Reference
		p.lodged, p.sentIn = a.Lodged, wasSent(tx, a)
		p.Hearing = hearingOf(tx, b.Child, a)
	}
	var err error
	if p.Scheme, err = SchemeOf(b, a); err != nil {
		return err
	}
	if r, ok := p.Scheme.Limit("evidence"); ok {
		p.Limit = r.limit()
	}
	return nil
}

// hearingOf is the day of the hearing as the case says it; zero where it says none, or more than one: which is meant is not guessed.
func hearingOf(tx *casefile.Tx, child casefile.CaseID, a casefile.Appeal) (on deadlines.Date) {
	for _, e := range casefile.All[casefile.Event](tx, child) {
		switch {
		case e.Kind != "hearing-set" || e.On.IsZero() || e.On.Before(a.Lodged) || e.On == on:
		case on.IsZero():
			on = e.On
		default:
			return deadlines.Date{}
		}
	}
	return on
}

// whose is whose bundle a paper goes into, and whether it may be a pack that a mediation agreement goes into.
type whose struct {
	child     casefile.CaseID
	agreement bool
}

func (p *Plan) bundleOf(b casefile.Bundle) whose {
	return whose{b.Child, p.Scheme.ID == general && p.Product == casefile.ProductFull}
}

// fromRecord turns a paper that is open into a document of the plan, or says why it is left out. Its bytes are read, and their sum
// checked, when the bundle is made.
func fromRecord(tx *casefile.Tx, id casefile.ID, to whose) (Document, *Line) {
	proof, err := casefile.Show(tx, id)
	if held, ok := errors.AsType[casefile.HeldBack](err); ok {
		return Document{}, &Line{Title: held.Title, Note: held.Why, held: id}
	}
	if err != nil {
		return Document{}, &Line{Title: "A document chosen earlier", Note: "It is no longer in the case file."}
	}
	d, from := proof.Document(), shown{proof, to.child, to.agreement}
	if err := from.fits(d); err != nil {
		return Document{}, &Line{Title: d.Title, Note: reason(err)}
	}
	return Document{
		ID: d.ID, Title: d.Title, Author: d.Author, Kind: strings.ToLower(d.Kind.Title()), On: d.On, Name: d.Name, Type: d.Type,
		Searchable: d.Searchable, Pages: d.BundlePages(), Redaction: d.Redaction, bytes: from, kind: d.Kind, chain: isChain(d),
	}, nil
}

// isChain tells whether a paper is a printed chain of e-mails that is shown as it was printed, with what each repeats.
func isChain(d casefile.Document) bool { return d.Once > 0 && !d.Squeezed }
