package cli

import (
	"fmt"
	"os"
	"time"

	"golang.org/x/term"

	"ehccasefile/casefile/bundle"
)

// sayStages gives what tells a person at a terminal how far the bundle is, on standard error: a line a stage, and now and then how long the rest
// takes.
func (c *call) sayStages() func(bundle.Progress) {
	if f, ok := c.errs.Writer.(*os.File); !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	const often = 5 * time.Second
	began := c.now()
	last, told := bundle.Stage(""), began
	return func(p bundle.Progress) {
		now := c.now()
		if p.Stage == last && now.Sub(told) < often {
			return
		}
		say := p.Say()
		if left, ok := p.Left(now.Sub(began)); ok {
			say += ", " + bundle.LeftWords(left)
		}
		last, told = p.Stage, now
		fmt.Fprintln(c.errs, say)
	}
}
