package bundle

import (
	"fmt"
	"slices"

	"ehccasefile/casefile"
)

// Limit is how many pages, or years, are allowed of something.
type Limit struct {
	ID     string `json:"id,omitempty"` // the rule's: "evidence-75"
	Pages  int    `json:"pages"`        // 0: none known
	Source string `json:"source"`       // where the number comes from, in words to show
	Grade  string `json:"grade"`        // "S" published summaries, "own" the family's own directions, "" none
}

// limit gives a rule as a limit.
func (r Rule) limit() Limit {
	l := Limit{ID: r.ID, Pages: r.Most, Source: r.Source, Grade: r.Grade}
	if l.Pages == 0 {
		l.Grade = ""
	}
	return l
}

// Allowance gives how many pages of evidence an appeal allows: the family's own direction where it has one, otherwise the published
// number for its kind.
func Allowance(a casefile.Appeal) (Limit, error) { return AllowanceOf(casefile.Bundle{}, a) }

// AllowanceOf is Allowance for the plan that a bundle names, where it names one.
func AllowanceOf(b casefile.Bundle, a casefile.Appeal) (Limit, error) {
	s, err := SchemeOf(b, a)
	if err != nil {
		return Limit{}, err
	}
	r, _ := s.Limit("evidence")
	return r.limit(), nil
}

// Say tells how a number of evidence pages stands against the allowance, in one plain sentence.
func (l Limit) Say(pages int) string {
	switch {
	case l.Pages == 0:
		return fmt.Sprintf("%s of evidence. No page allowance is known for this bundle.", count(pages, "page"))
	case pages > l.Pages:
		return fmt.Sprintf("%d of %d pages: %d too many.", pages, l.Pages, pages-l.Pages)
	}
	return fmt.Sprintf("%d of %d pages.", pages, l.Pages)
}

// Measure is a number of pages against its limit.
type Measure struct {
	What  string `json:"what"` // in words: "Pages of evidence"
	Pages int    `json:"pages"`
	Limit Limit  `json:"limit"`
	Do    string `json:"do"` // what can be done where it is over
}

// Over is by how many pages a limit is not kept; 0 where it is.
func (m Measure) Over() int {
	if m.Limit.Pages == 0 {
		return 0
	}
	return max(0, m.Pages-m.Limit.Pages)
}

// measures sets the pages that count against each limit of the scheme beside it. pages are by what a section counts as.
func (s Scheme) measures(pages map[string]int, product casefile.BundleProduct) []Measure {
	var all []Measure
	for _, r := range s.Limits {
		if !slices.Contains(counted, r.On) || r.On != "evidence" && pages[r.On] == 0 {
			continue
		}
		m := Measure{What: r.Title, Pages: pages[r.On], Limit: r.limit(), Do: r.Do}
		all = append(all, m)
		if r.On == "evidence" && product == casefile.ProductFull {
			all[len(all)-1].What += ", the family’s"
			m.What, m.Pages = r.Title+", the council’s", pages["council"]
			all = append(all, m)
		}
	}
	return all
}
