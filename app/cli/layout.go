package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"

	"ehccasefile/casefile/bundle"
	"ehccasefile/deadlines"
)

// layout is how a bundle is laid out: its edition, and whether it is cut into parts for e-mail.
type layout struct {
	edition, parts, pages string
	limit                 bundle.PartLimit
}

// withLayout adds the options that say how a bundle is laid out.
func (o *options) withLayout() *layout {
	l := new(layout)
	o.flags.StringVar(&l.edition, "edition", "", "")
	o.flags.StringVar(&l.parts, "parts", "", "")
	o.flags.StringVar(&l.pages, "part-pages", "", "")
	return l
}

// inParts tells whether parts were asked for.
func (l layout) inParts() bool { return l.parts != "" || l.pages != "" }

// check looks at what was asked, and reads the limits of parts.
func (l *layout) check(served deadlines.Date, log string) error {
	if err := oneOf("edition", bundle.Edition(l.edition), bundle.Editions()[1:]); err != nil {
		return err
	}
	var err error
	l.limit = bundle.PartLimit{MailMB: bundle.MailMB}
	if l.parts != "" {
		if l.limit.MailMB, err = strconv.ParseFloat(l.parts, 64); err != nil || !(l.limit.MailMB >= 1 && l.limit.MailMB <= 1000) {
			return misusef("--parts is the largest e-mail in megabytes, from 1 to 1000: %q is not.", l.parts)
		}
	}
	if l.pages != "" {
		if l.limit.Pages, err = strconv.Atoi(l.pages); err != nil || l.limit.Pages < 1 {
			return misusef("--part-pages is a number of pages: %q is not.", l.pages)
		}
	}
	switch {
	case l.edition != "" && l.inParts():
		return misuse("Parts are cut from the edition for the screen. Leave out --edition.")
	case l.edition != "" && !served.IsZero():
		return misuse("Keep as sent the edition for the screen. This one has the same page numbers.")
	case l.inParts() && log != "":
		return misuse("Write the list of what was blacked out with the whole redacted copy. The parts have the same page numbers.")
	}
	return nil
}

// save makes and saves the bundle as it should be laid out.
func save(ctx context.Context, to string, plan bundle.Plan, l layout, said func(bundle.Progress)) (bundle.Report, error) {
	if l.inParts() {
		return bundle.SaveParts(ctx, bundle.Destination{Path: to, May: madeBundle.mayReplace}, plan, l.limit, said)
	}
	return bundle.Save(ctx, to, plan, said)
}

// sayParts prints what the parts are, and what goes into the subject line of each e-mail.
func (c *call) sayParts(r bundle.Report) {
	if len(r.Parts) == 0 {
		return
	}
	fmt.Fprintf(c.out, "\nMade in %s\n", several(len(r.Parts), "part", "parts"))
	for _, p := range r.Parts {
		pages := "page " + p.First
		if p.First != p.Last {
			pages = fmt.Sprintf("pages %s to %s", p.First, p.Last)
		}
		fmt.Fprintf(c.out, "  %s: %s, with the cover and the index %s, %.1f MB\n", filepath.Base(p.Path), pages, several(p.Pages, "page", "pages"), float64(p.Bytes)/1e6)
		fmt.Fprintf(c.out, "    Subject: %s\n", p.Subject)
		fmt.Fprintf(c.out, "    SHA-256: %s\n", p.SHA256)
		if p.Note != "" {
			fmt.Fprintln(c.out, "    "+p.Note)
		}
	}
	fmt.Fprintln(c.out, "  "+r.MailSays)
	if r.HearingMissing {
		fmt.Fprintln(c.out, "  The case file does not say on which day the hearing is. Add it, or write it into the subject line yourself.")
	}
}
