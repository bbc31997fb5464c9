package cli

import (
	"fmt"
	"slices"
	"strings"

	"ehccasefile/deadlines"
)

// kindRow is a kind of fact as JSON gives it.
type kindRow struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Question string `json:"question"`
	Help     string `json:"help"`
	Who      string `json:"who"`

	Group   string   `json:"group"`
	Of      []string `json:"of"`      // the kinds it may belong to
	Arrives string   `json:"arrives"` // "received" or "served" where it may be given as sent
	Letter  bool     `json:"letter"`  // it may carry a printed date
	Starts  []string `json:"starts"`  // the rules it starts, or takes part in
	Meets   []string `json:"meets"`   // the rules it meets
	Ends    []string `json:"ends"`    // the rules it ends
}

// kindOfRow gives a kind of fact as JSON shows it, with the rules it works on.
func kindOfRow(p *deadlines.Pack, k deadlines.FactKind) kindRow {
	row := kindRow{ID: k.ID, Title: k.Title, Question: k.Question, Help: k.Help, Who: k.Who, Group: k.Group, Of: append([]string{}, k.Of...),
		Arrives: k.Arrives, Letter: k.Letter, Starts: []string{}, Meets: []string{}, Ends: []string{}}
	for _, r := range p.Rules() {
		for _, c := range r.Clocks {
			row.Starts = noteRule(row.Starts, r, k.ID, c.From)
		}
		row.Meets = noteRule(row.Meets, r, k.ID, r.Met)
		row.Ends = noteRule(row.Ends, r, k.ID, r.Ends, r.Moot)
	}
	return row
}

// noteRule adds a rule, once, if a kind is among its words, such as "decision-sent" or "decision-sent of review-meeting".
func noteRule(rules []string, r *deadlines.Rule, kind string, lists ...[]string) []string {
	for _, w := range slices.Concat(lists...) {
		first, _, _ := strings.Cut(w, " of ")
		if first == kind && !slices.Contains(rules, r.ID) {
			rules = append(rules, r.ID)
		}
	}
	return rules
}

func runFacts(c *call) error {
	o := newOptions(c).withJSON()
	from := o.withLaw()
	if _, err := o.parse(c, 0, 0); err != nil {
		return err
	}
	l, err := c.loadLaw(deadlines.Date{}, *from)
	if err != nil {
		return err
	}
	if o.json {
		all := []kindRow{}
		for _, k := range l.pack.Facts() {
			all = append(all, kindOfRow(l.pack, k))
		}
		return c.printJSON(all)
	}
	for i, k := range l.pack.Facts() {
		if i > 0 {
			fmt.Fprintln(c.out)
		}
		fmt.Fprintf(c.out, "%s: %s\n  %s\n", k.ID, k.Title, k.Question)
		if k.Help != "" {
			fmt.Fprintf(c.out, "  %s\n", k.Help)
		}
	}
	return nil
}
