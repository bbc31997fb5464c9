package cli

import (
	"fmt"

	"ehccasefile/deadlines"
)

// kindRow is a kind of fact as JSON gives it.
type kindRow struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Question string `json:"question"`
	Help     string `json:"help"`
	Who      string `json:"who"`
}

func runFacts(c *call) error {
	o := newOptions(c).withJSON()
	if _, err := o.parse(c, 0, 0); err != nil {
		return err
	}
	l, err := c.loadLaw(deadlines.Date{})
	if err != nil {
		return err
	}
	if o.json {
		all := []kindRow{}
		for _, k := range l.pack.Facts() {
			all = append(all, kindRow{k.ID, k.Title, k.Question, k.Help, k.Who})
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
