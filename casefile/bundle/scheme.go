package bundle

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/pelletier/go-toml/v2"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

//go:embed plans
var embedded embed.FS

// Scheme is a plan as data, one file of plans: what a bundle for one kind of appeal holds, in which order, and within which limits.
type Scheme struct {
	ID        string                   // the file's name without its ending: "placement"
	Title     string                   // in words to choose by
	Appeal    casefile.AppealType      // the kind of appeal it is for; "" for the general one
	Numbering casefile.BundleNumbering // unless the family chooses another
	Limits    []Rule                   // each of another thing it is on
	Needs     []Rule                   // what an appeal of this kind is sent with, each with its Papers
	Evidence  Product
	Full      Product
}

// Product is what one product of a scheme is called, and its sections in order.
type Product struct {
	Title    string
	Sections []Part
}

// Part is one section of a product.
type Part struct {
	ID     string
	Title  string
	Kinds  []casefile.DocumentKind
	From   string // "council" or "family" where the same kinds come from both; "" for both together
	Counts string // what its pages count against: "evidence", "council", "core", "plan", "working-document", "supplementary"; "" for nothing
}

// Rule is something a bundle is looked at by, with where it comes from. One with On is a limit.
type Rule struct {
	ID      string
	On      string // what it bounds: "evidence", "core", "report", "report-age", …; "" for a rule that is no limit
	Title   string
	Most    int                     // 0 where there is none, or none is known
	Unit    string                  // "pages" unless said
	Do      string                  // what to do, in a plain sentence or two
	Ask     string                  // what to do where somebody else made the bundle; "" where that is the same
	Papers  []casefile.DocumentKind // kinds of which one paper must be there; none for a rule that asks for nothing
	Absent  string                  // what to do where the case holds no such paper
	Source  string                  // where it comes from, in words to show
	Grade   string                  // "P" the text itself, "S" published summaries, "own" the family's own directions, "own-advice" this program's
	Checked deadlines.Date          // when the source was read
	Read    []string                // the pages that were read
}

// Product gives the sections of a product; of the evidence for "".
func (s Scheme) Product(p casefile.BundleProduct) Product {
	if p == casefile.ProductFull {
		return s.Full
	}
	return s.Evidence
}

// Limit gives the limit on something, "evidence"; false where the scheme has none.
func (s Scheme) Limit(on string) (Rule, bool) {
	for _, r := range s.Limits {
		if r.On == on {
			return r, true
		}
	}
	return Rule{}, false
}

// Own gives the scheme with the limits that the Tribunal set for this family in the place of the published ones.
func (s Scheme) Own(a casefile.Appeal) Scheme {
	own := slices.Clone(a.Limits)
	if a.PageLimit > 0 {
		own = append(own, casefile.OwnLimit{On: "evidence", Most: a.PageLimit})
	}
	s.Limits = slices.Clone(s.Limits)
	for i, r := range s.Limits {
		for _, l := range own {
			if l.On == r.On {
				s.Limits[i].Most, s.Limits[i].Source, s.Limits[i].Grade, s.Limits[i].Checked, s.Limits[i].Read = l.Most, ownSource, "own", deadlines.Date{}, nil
			}
		}
	}
	return s
}

const ownSource = "The Tribunal's directions in your own case."

// general is the scheme for what is no appeal.
const general = "general"

// Schemes gives every plan: those of the appeals in the order they are offered, then the general one.
func Schemes() ([]Scheme, error) {
	all, err := loadSchemes()
	return slices.Clone(all.schemes), err
}

// SchemeOf gives the plan of a saved bundle: the one it names, else that of its appeal, else the general one where there is no appeal. The
// family's own limits are in it. The zero Appeal is none.
func SchemeOf(b casefile.Bundle, a casefile.Appeal) (Scheme, error) {
	all, err := loadSchemes()
	if err != nil {
		return Scheme{}, err
	}
	for _, s := range all.schemes {
		if b.Plan == s.ID || b.Plan == "" && s.Appeal == a.Type {
			return s.Own(a), nil
		}
	}
	return Scheme{}, casefile.Problem{Field: "plan", Say: fmt.Sprintf("This program knows no plan called %q for a bundle. A newer version may.", b.Plan)}
}

// law is everything that plans holds.
type law struct {
	schemes []Scheme
	rules   map[string]Rule
}

var loadSchemes = sync.OnceValues(func() (law, error) {
	files, err := fs.Sub(embedded, "plans")
	if err != nil {
		return law{}, err
	}
	return readSchemes(files)
})

// What the files hold, as written.
type (
	sourceFile struct {
		Say     string
		Grade   string
		Checked toml.LocalDate
		Read    []string
	}
	rulesFile struct {
		Source map[string]sourceFile
		Rule   []struct {
			ID, On, Title, Unit, Source, Do, Ask, Absent string
			Most                                         int
			Papers                                       []casefile.DocumentKind
		}
	}
	sectionsFile struct {
		Section []struct {
			ID, Title, From, Counts string
			Kinds                   []casefile.DocumentKind
		}
	}
	productFile struct {
		Title    string
		Sections []string
	}
	schemeFile struct {
		Title     string
		Appeal    casefile.AppealType
		Numbering casefile.BundleNumbering
		Limits    []string
		Needs     []string
		Evidence  productFile
		Full      productFile
	}
)

// readSchemes reads the plans of a folder, and refuses what it does not know: a key, a kind of paper, a rule without a source.
func readSchemes(files fs.FS) (law, error) {
	l := law{rules: map[string]Rule{}}
	var rules rulesFile
	var sections sectionsFile
	faults := []error{strict(files, "shared/rules.toml", &rules), strict(files, "shared/sections.toml", &sections)}
	faults = append(faults, l.takeRules(rules)...)
	parts, bad := takeParts(sections)
	faults = append(faults, bad...)
	names, err := fs.Glob(files, "*.toml")
	faults = append(faults, err)
	for _, name := range names {
		var f schemeFile
		err := strict(files, name, &f)
		if err == nil {
			err = l.take(strings.TrimSuffix(name, path.Ext(name)), f, parts)
		}
		faults = append(faults, err)
	}
	order := casefile.AppealTypes()
	slices.SortStableFunc(l.schemes, func(a, b Scheme) int {
		return (slices.Index(order, a.Appeal)+len(order)+1)%(len(order)+1) - (slices.Index(order, b.Appeal)+len(order)+1)%(len(order)+1)
	})
	return l, errors.Join(faults...)
}

// strict reads one file and refuses keys it does not know.
func strict(files fs.FS, name string, into any) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	if err := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(into); err != nil {
		if unknown, ok := errors.AsType[*toml.StrictMissingError](err); ok {
			return fmt.Errorf("%s: there is no such key:\n%s", name, unknown.String())
		}
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// takeRules checks the rules and keeps them by their ids.
func (l *law) takeRules(f rulesFile) (faults []error) {
	fault := func(id, say string, args ...any) {
		faults = append(faults, fmt.Errorf("rules.toml, %s: %s", id, fmt.Sprintf(say, args...)))
	}
	for _, r := range f.Rule {
		s, ok := f.Source[r.Source]
		_, twice := l.rules[r.ID]
		switch {
		case r.ID == "" || r.Title == "" || r.Do == "":
			fault(r.ID, "it needs an id, a title and what to do")
		case !ok || s.Say == "":
			fault(r.ID, "it has no source %q", r.Source)
		case !slices.Contains([]string{"P", "S", "own-advice"}, s.Grade):
			fault(r.ID, "its source has no grade")
		case s.Checked == toml.LocalDate{}:
			fault(r.ID, "its source has no day it was checked")
		case s.Grade != "own-advice" && len(s.Read) == 0:
			fault(r.ID, "its source names nothing that was read")
		case twice:
			fault(r.ID, "its id is given twice")
		case r.Most < 0:
			fault(r.ID, "its limit is below nothing")
		case (len(r.Papers) > 0) != (r.Absent != "") || len(r.Papers) > 0 && r.On != "":
			fault(r.ID, "a rule on what must be there has papers and absent, and is no limit")
		case slices.ContainsFunc(r.Papers, func(k casefile.DocumentKind) bool { return !slices.Contains(casefile.DocumentKinds(), k) }):
			fault(r.ID, "there is no such kind of paper")
		}
		unit := r.Unit
		if unit == "" {
			unit = "pages"
		}
		l.rules[r.ID] = Rule{ID: r.ID, On: r.On, Title: r.Title, Most: r.Most, Unit: unit, Do: r.Do, Ask: r.Ask, Papers: r.Papers, Absent: r.Absent, Source: s.Say, Grade: s.Grade,
			Checked: deadlines.On(s.Checked.Year, time.Month(s.Checked.Month), s.Checked.Day), Read: s.Read}
	}
	return faults
}

// counted is what a section's pages may count against.
var counted = []string{"", "evidence", "council", "core", "plan", "working-document", "supplementary"}

func takeParts(f sectionsFile) (map[string]Part, []error) {
	parts, known := map[string]Part{}, casefile.DocumentKinds()
	var faults []error
	for _, s := range f.Section {
		_, twice := parts[s.ID]
		var say string
		for _, k := range s.Kinds {
			if !slices.Contains(known, k) {
				say = fmt.Sprintf("there is no kind of paper %q", k)
			}
		}
		switch {
		case s.ID == "" || s.Title == "" || len(s.Kinds) == 0:
			say = "it needs an id, a title and kinds"
		case twice:
			say = "its id is given twice"
		case !slices.Contains(counted, s.Counts):
			say = fmt.Sprintf("nothing is counted as %q", s.Counts)
		case !slices.Contains([]string{"", "council", "family"}, s.From):
			say = fmt.Sprintf("nobody is called %q", s.From)
		}
		if say != "" {
			faults = append(faults, fmt.Errorf("sections.toml, %s: %s", s.ID, say))
		}
		parts[s.ID] = Part{ID: s.ID, Title: s.Title, Kinds: s.Kinds, From: s.From, Counts: s.Counts}
	}
	return parts, faults
}

// take checks one plan and keeps it.
func (l *law) take(id string, f schemeFile, parts map[string]Part) error {
	s := Scheme{ID: id, Title: f.Title, Appeal: f.Appeal, Numbering: f.Numbering}
	if s.Title == "" || (f.Appeal == "") != (id == general) || f.Appeal != "" && !slices.Contains(casefile.AppealTypes(), f.Appeal) {
		return fmt.Errorf("%s.toml: it needs a title and a kind of appeal", id)
	}
	if !slices.Contains(casefile.BundleNumberings(), f.Numbering) {
		return fmt.Errorf("%s.toml: there is no numbering %q", id, f.Numbering)
	}
	for _, name := range f.Limits {
		r, ok := l.rules[name]
		if _, twice := s.Limit(r.On); !ok || r.On == "" || twice {
			return fmt.Errorf("%s.toml: %q is no limit, or a second one on the same thing", id, name)
		}
		s.Limits = append(s.Limits, r)
	}
	for _, name := range f.Needs {
		r := l.rules[name]
		if len(r.Papers) == 0 || f.Appeal == "" || slices.ContainsFunc(s.Needs, func(have Rule) bool { return have.ID == name }) {
			return fmt.Errorf("%s.toml: %q is nothing an appeal is sent with, or there twice", id, name)
		}
		s.Needs = append(s.Needs, r)
	}
	for _, p := range []struct {
		from productFile
		to   *Product
	}{{f.Evidence, &s.Evidence}, {f.Full, &s.Full}} {
		p.to.Title = p.from.Title
		for _, name := range p.from.Sections {
			part, ok := parts[name]
			if !ok {
				return fmt.Errorf("%s.toml: there is no section %q", id, name)
			}
			p.to.Sections = append(p.to.Sections, part)
		}
		if p.to.Title == "" || len(p.to.Sections) == 0 {
			return fmt.Errorf("%s.toml: each product needs a title and sections", id)
		}
	}
	l.schemes = append(l.schemes, s)
	return nil
}
