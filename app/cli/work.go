package cli

import (
	"fmt"

	"ehccasefile/casefile"
)

func runWork(c *call) error {
	o := newOptions(c).withJSON()
	given, today, from := o.many("fact"), o.date("today"), o.withLaw()
	if _, err := o.parse(c, 0, 0); err != nil {
		return err
	}
	if len(given.words) == 0 {
		return misuse("Give at least one --fact, for example --fact decision-sent=2026-02-01.")
	}
	l, err := c.loadLaw(*today, *from)
	if err != nil {
		return err
	}
	facts, err := l.readFacts(given.words)
	if err != nil {
		return err
	}
	dues := l.work(facts, casefile.Child{})
	if o.json {
		return c.printJSON(rows(dues, l.today))
	}
	c.printDues(l, dues, true)
	for _, say := range l.fitNothing(facts, dues) {
		fmt.Fprintln(c.out, "\n"+say)
	}
	return nil
}
