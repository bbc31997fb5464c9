package cli

import (
	"fmt"

	"ehccasefile/deadlines"
)

// ruleRow is a rule as JSON gives it.
type ruleRow struct {
	ID       string         `json:"id"`
	Title    string         `json:"title"`
	Who      string         `json:"who"`
	Force    string         `json:"force"`
	Cite     string         `json:"cite"`
	URL      string         `json:"url"`
	Quote    string         `json:"quote"`
	Grade    string         `json:"grade"`
	Sureness string         `json:"sureness"`
	Checked  deadlines.Date `json:"checked"`
	By       string         `json:"by"` // the lawyer who checked it; empty: nobody yet
	Met      []string       `json:"met"`
	Before   string         `json:"before"`
	Missed   string         `json:"missed"`
}

func runRules(c *call) error {
	o := newOptions(c).withJSON()
	if _, err := o.parse(c, 0, 0); err != nil {
		return err
	}
	l, err := c.loadLaw(deadlines.Date{})
	if err != nil {
		return err
	}
	if o.json {
		return c.printJSON(ruleRows(l.pack))
	}
	for i, r := range l.pack.Rules() {
		if i > 0 {
			fmt.Fprintln(c.out)
		}
		c.printRule(r)
	}
	return nil
}

func ruleRows(p *deadlines.Pack) []ruleRow {
	all := []ruleRow{}
	for _, r := range p.Rules() {
		all = append(all, ruleRow{
			ID: r.ID, Title: r.Title, Who: r.Who, Force: r.Force, Cite: r.Cite, URL: r.URL, Quote: r.Quote, Grade: r.Grade,
			Sureness: r.Sureness(), Checked: r.Checked, By: r.By, Met: append([]string{}, r.Met...), Before: r.Before, Missed: r.Missed,
		})
	}
	return all
}

func (c *call) printRule(r *deadlines.Rule) {
	fmt.Fprintf(c.out, "%s: %s\n", r.ID, r.Title)
	fmt.Fprintf(c.out, "  %s\n", actor(r))
	fmt.Fprintf(c.out, "  %s\n", r.Cite)
	if r.URL != "" {
		fmt.Fprintf(c.out, "  %s\n", r.URL)
	}
	by := "not yet checked by a lawyer"
	if r.By != "" {
		by = "checked by " + r.By
	}
	fmt.Fprintf(c.out, "  Law: %s; source seen on %s; %s.\n", r.Sureness(), r.Checked.Long(), by)
}
