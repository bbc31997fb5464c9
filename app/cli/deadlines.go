package cli

import (
	"fmt"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

func runDeadlines(c *call) error {
	o := newOptions(c).withJSON()
	child, passphraseFile := o.text("child"), o.withPassphrase()
	today, why, from := o.date("today"), o.yes("why"), o.withLaw()
	words, err := o.parse(c, 1, 1)
	if err != nil {
		return err
	}
	return c.withCase(words[0], *passphraseFile, func(f *casefile.File) error {
		l, dues, err := c.duesOf(f, *child, *today, *from)
		if err != nil {
			return err
		}
		if o.json {
			return c.printJSON(rows(dues, l.today))
		}
		c.printDues(l, dues, *why)
		return nil
	})
}

// duesOf reads a case file's deadlines.
func (c *call) duesOf(f *casefile.File, child string, today deadlines.Date, from string) (l law, dues []due, err error) {
	err = f.View(func(tx *casefile.Tx) error {
		kids, err := children(tx, child)
		if err != nil {
			return err
		}
		if l, err = c.loadLaw(asOf(tx, today), from); err != nil {
			return err
		}
		dues = l.ofCase(tx, kids, child == "")
		return nil
	})
	return l, dues, err
}

// printDues writes what is open, and after it what is done or no longer matters.
func (c *call) printDues(l law, dues []due, why bool) {
	fmt.Fprintf(c.out, "Deadlines, seen on %s\n", l.today.Long())
	open, closed := 0, 0
	for _, d := range dues {
		if l.isOpen(d) {
			open++
			fmt.Fprintln(c.out)
			l.print(c.out, d, why)
		}
	}
	if open == 0 {
		fmt.Fprintln(c.out, "\nNothing is waiting.")
	}
	for _, d := range dues {
		if l.isOpen(d) {
			continue
		}
		if closed++; closed == 1 {
			fmt.Fprintln(c.out, "\nDone, or over")
		}
		fmt.Fprintln(c.out)
		l.print(c.out, d, why)
	}
}
