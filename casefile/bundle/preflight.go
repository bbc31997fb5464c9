package bundle

import (
	"fmt"
	"slices"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/worker"
	"ehccasefile/deadlines"
)

// Preflight is what there is to look at in a bundle: how it stands against its limits, and what else a rule speaks of. Nothing in it
// stops a bundle from being made: the family decides.
type Preflight struct {
	Measures []Measure `json:"measures"`
	Remarks  []Remark  `json:"remarks"`
}

// Remark is one thing to look at.
type Remark struct {
	Rule     string      `json:"rule"`               // the rule's id
	Document casefile.ID `json:"document,omitempty"` // the paper; "" for the whole bundle
	Title    string      `json:"title,omitempty"`    // of the paper
	Pages    []int       `json:"pages,omitempty"`    // of the paper, counted from 1
	At       string      `json:"at,omitempty"`       // the same in the finished bundle, as printed on it: "12, 14"
	Say      string      `json:"say"`                // what it is, in a plain sentence
	Do       string      `json:"do"`                 // what to do
	Source   string      `json:"source"`             // where the rule comes from
	Grade    string      `json:"grade"`              // how sure that is, as Rule.Grade
	Breaks   bool        `json:"breaks,omitempty"`   // a limit or a ban is not kept: a note should say why
}

// Look looks over a bundle before it is made: what the case file knows of its papers, quickly and without opening them. What only the
// finished pages show is in the Report of Make. today is the day the age of reports counts to where no appeal was lodged.
func Look(f *casefile.File, b casefile.Bundle, today deadlines.Date) (Preflight, error) {
	var found Preflight
	err := f.View(func(tx *casefile.Tx) error {
		p := Plan{Title: b.Title, Product: b.Product, Numbering: b.Numbering, Late: b.Late, Today: today}
		if err := p.fill(tx, b); err != nil {
			return err
		}
		s := p.survey()
		for _, section := range p.Sections {
			for _, d := range section.Documents {
				s.papers = append(s.papers, known(tx, section, d))
			}
		}
		found = s.look()
		return nil
	})
	if err != nil {
		return Preflight{}, fmt.Errorf("look over the bundle %q: %w", b.Title, err)
	}
	return found, nil
}

// survey is a bundle being looked over.
type survey struct {
	scheme  Scheme
	product casefile.BundleProduct
	day     deadlines.Date // that ages count to: when the appeal was lodged, or today; zero where neither is known
	lodged  bool
	papers  []looked
	asked   []Line // held back and asked for
	sentIn  bool   // the appeal went to the Tribunal
	holds   []hold // what the case holds of what an appeal is sent with
	final   bool   // the pages are there to be seen
	theirs  bool   // somebody else made the bundle
	found   []Remark
}

// looked is a paper being looked at.
type looked struct {
	Document
	section string
	counts  string
	pages   int           // 0: not known
	text    []string      // the words of each page; "" where a page has none
	locked  bool          // it opens only with its own password, which is asked for when the bundle is made
	blind   []int         // pages whose words can only be seen, where that is known beforehand
	own     bool          // made of a picture, so that no words are expected
	ours    bool          // pages of our own
	seen    []worker.Page // the finished pages; nil beforehand
	numbers []string      // what is printed on them
	blank   []int         // finished pages on which nothing is to be seen
}

func (p Plan) survey() *survey {
	s := &survey{scheme: p.Scheme, product: p.Product, day: p.lodged, lodged: !p.lodged.IsZero(), sentIn: p.sentIn, holds: p.holds}
	if s.day.IsZero() {
		s.day = p.Today
	}
	for _, l := range p.Left {
		if l.held != "" {
			s.asked = append(s.asked, l)
		}
	}
	return s
}

// known is what the case file knows of a document of the plan.
func known(tx *casefile.Tx, section Section, d Document) looked {
	out := looked{Document: d, section: section.Title, counts: section.Counts, pages: d.Pages}
	_, out.ours = d.bytes.(*ours)
	if out.ours || d.gone != "" {
		out.ours = true
		return out
	}
	if t, err := casefile.TextOf(tx, d.ID); err == nil {
		out.text, out.blind = t.Pages, t.Blind
	}
	out.own = d.kind == casefile.DocumentPhoto || d.Type.Picture()
	if now, err := casefile.Get[casefile.Document](tx, d.ID); err == nil {
		out.locked = now.Locked()
	}
	return out
}

// finished is what the finished pages show of a document.
func (l *layout) finished(c chapter, d placed, seen []worker.Page) looked {
	out := looked{Document: d.Document, section: c.title, counts: c.counts, pages: d.to - d.from + 1, own: d.kind == casefile.DocumentPhoto || d.Type.Picture()}
	_, out.ours = d.bytes.(*ours)
	out.ours = out.ours || d.gone != ""
	for at := d.from; at <= d.to && at <= len(seen); at++ {
		page := seen[at-1]
		out.seen, out.numbers = append(out.seen, page), append(out.numbers, l.number(at))
		var words []string
		for _, w := range page.Words {
			if w.Text != l.number(at) || w.Rect[3] > nearFoot {
				words = append(words, w.Text)
			}
		}
		out.text = append(out.text, strings.Join(words, " "))
	}
	return out
}

// look does every check there is.
func (s *survey) look() Preflight {
	pages := map[string]int{}
	for _, p := range s.papers {
		pages[p.counts] += p.pages
	}
	found := Preflight{Measures: s.scheme.measures(pages, s.product), Remarks: []Remark{}}
	if found.Measures == nil {
		found.Measures = []Measure{}
	}
	for _, m := range found.Measures {
		if m.Over() > 0 {
			s.breach(s.rule(m.Limit.ID), looked{}, nil, "%s: %d of %d, %d too many.", m.What, m.Pages, m.Limit.Pages, m.Over())
		}
	}
	s.needs()
	for _, c := range checks {
		if r, ok := s.find(c.rule); ok {
			c.look(s, r)
		}
	}
	found.Remarks = append(found.Remarks, s.found...)
	return found
}

// find gives the rule of a check: the limit of the scheme on that, or the rule of that id; false where a scheme has no such limit.
func (s *survey) find(name string) (Rule, bool) {
	all, err := loadSchemes()
	if r, ok := all.rules[name]; ok && err == nil {
		return r, true
	}
	return s.scheme.Limit(name)
}

// rule gives a limit of the scheme, as the family's own order has it, by its id.
func (s *survey) rule(id string) Rule {
	for _, r := range s.scheme.Limits {
		if r.ID == id {
			return r
		}
	}
	return Rule{ID: id}
}

// say notes something to look at. pages are those of the paper, counted from 1.
func (s *survey) say(r Rule, p looked, pages []int, words string, args ...any) {
	var at []string
	for _, n := range pages {
		if n <= len(p.numbers) {
			at = append(at, p.numbers[n-1])
		}
	}
	if s.theirs && r.Ask != "" {
		r.Do = r.Ask
	}
	s.found = append(s.found, Remark{Rule: r.ID, Document: p.ID, Title: p.Title, Pages: pages, At: strings.Join(at, ", "),
		Say: fmt.Sprintf(words, args...), Do: r.Do, Source: r.Source, Grade: r.Grade})
}

// breach is say of something that breaks a limit.
func (s *survey) breach(r Rule, p looked, pages []int, words string, args ...any) {
	s.say(r, p, pages, words, args...)
	s.found[len(s.found)-1].Breaks = true
}

// NeedsNote tells whether something is not kept that a note should explain.
func (p Preflight) NeedsNote() bool {
	return slices.ContainsFunc(p.Remarks, func(r Remark) bool { return r.Breaks })
}

// Note drafts the note that says why limits are not kept, from what was found: the words are for the family to change. Why it is
// needed the program cannot know, so it leaves a line for each. "" where every limit is kept.
func (p Preflight) Note() string {
	if !p.NeedsNote() {
		return ""
	}
	lines := []string{"This note goes with the bundle. It says where the bundle does not keep to a limit, and why that is needed.", ""}
	for i, r := range slices.DeleteFunc(slices.Clone(p.Remarks), func(r Remark) bool { return !r.Breaks }) {
		what := r.Say
		if r.Title != "" {
			what = fmt.Sprintf("“%s”: %s", r.Title, lowerFirst(r.Say))
		}
		rule, _, _ := strings.Cut(strings.TrimSuffix(r.Source, "."), ",") // what the family is told of it is not for the Tribunal
		lines = append(lines, fmt.Sprintf("%d. %s", i+1, what), "The rule: "+rule+".", "Why it is needed: "+strings.Repeat("_", 60), strings.Repeat("_", 76), "")
	}
	return strings.Join(append(lines, "Signed: "+strings.Repeat("_", 30)+"   Date: "+strings.Repeat("_", 18)), "\n")
}

func lowerFirst(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToLower(s[:1]) + s[1:]
}
