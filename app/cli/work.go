package cli

import (
	"fmt"
	"strings"

	"ehccasefile/deadlines"
)

func runWork(c *call) error {
	o := newOptions(c).withJSON()
	given, today := o.many("fact"), o.date("today")
	if _, err := o.parse(c, 0, 0); err != nil {
		return err
	}
	if len(given.words) == 0 {
		return misuse("Give at least one --fact, for example --fact decision-sent=2026-02-01.")
	}
	l, err := c.loadLaw(*today)
	if err != nil {
		return err
	}
	facts, err := l.readFacts(given.words)
	if err != nil {
		return err
	}
	dues := l.work(facts, "")
	if o.json {
		return c.printJSON(rows(dues, l.today))
	}
	c.printDues(l, dues, true)
	return nil
}

// readFacts reads facts written as decision-sent=2026-02-01. Each gets a number as its ID, so that reasons can name it.
func (l law) readFacts(words []string) ([]deadlines.Fact, error) {
	var facts []deadlines.Fact
	for i, w := range words {
		id, day, ok := strings.Cut(w, "=")
		if !ok {
			return nil, misusef("%q is not a fact with its date. Write it like decision-sent=2026-02-01.", w)
		}
		kind, err := l.kindOf(id)
		if err != nil {
			return nil, err
		}
		on, err := parseDate(day)
		if err != nil {
			return nil, err
		}
		facts = append(facts, deadlines.Fact{ID: fmt.Sprint(i + 1), Kind: kind.ID, On: on})
	}
	return facts, nil
}

// kindOf finds a kind of fact by its id.
func (l law) kindOf(id string) (deadlines.FactKind, error) {
	kind, ok := l.pack.Fact(strings.ToLower(strings.TrimSpace(id)))
	if !ok {
		return kind, misusef("There is no kind of fact called %q. The command facts lists them.", id)
	}
	return kind, nil
}
