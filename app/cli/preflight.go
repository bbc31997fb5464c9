package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/deadlines"
)

func runPreflight(c *call) error {
	o := newOptions(c).withJSON()
	passphraseFile, today := o.withPassphrase(), o.date("today")
	chosen := o.withChoice()
	words, err := o.parse(c, 1, 1)
	if err == nil {
		err = chosen.check()
	}
	if err != nil {
		return err
	}
	if today.IsZero() {
		*today = deadlines.DateOf(c.now())
	}
	return c.withCase(words[0], *passphraseFile, func(f *casefile.File) error {
		b, err := chosen.bundle(f)
		if errors.Is(err, bundle.ErrNoEvidence) {
			return c.sayNoEvidence(f, b, o.json)
		}
		if err != nil {
			return err
		}
		found, err := bundle.Look(f, b, *today)
		if err != nil {
			return err
		}
		if o.json {
			return c.printJSON(struct {
				bundle.Preflight
				Note string `json:"note"` // a draft; empty where every limit is kept
			}{found, found.Note()})
		}
		fmt.Fprintln(c.out, b.Title)
		sayPreflight(c.out, found)
		if note := found.Note(); note != "" {
			fmt.Fprint(c.out, "\nA note to go with it. Put it into a file, fill in the lines, and use it with bundle --note FILE.\n\n")
			fmt.Fprintln(c.out, note)
		}
		return nil
	})
}

// sayPreflight prints how a bundle stands against its limits, and what there is to look at, each with its rule.
func sayPreflight(w io.Writer, p bundle.Preflight) {
	for _, m := range p.Measures {
		if m.Limit.Pages == 0 {
			fmt.Fprintf(w, "%s: %d. No limit is known.\n  %s\n", m.What, m.Pages, m.Limit.Source)
			continue
		}
		fmt.Fprintf(w, "%s: %s\n  %s\n", m.What, m.Limit.Say(m.Pages), m.Limit.Source)
	}
	if len(p.Remarks) == 0 {
		fmt.Fprintln(w, "Nothing else stands out.")
		return
	}
	fmt.Fprintln(w, "\nTo look at")
	for _, r := range p.Remarks {
		fmt.Fprintln(w, "  "+remarkLine(r))
		fmt.Fprintf(w, "    %s\n    %s\n", r.Do, r.Source)
	}
}

// remarkLine says what there is to look at, and where.
func remarkLine(r bundle.Remark) string {
	line := r.Say
	switch {
	case r.At != "":
		line += " (" + pageWord(r.At) + " " + r.At + ")"
	case len(r.Pages) > 0:
		line += fmt.Sprintf(" (page %s of the paper)", numbers(r.Pages))
	}
	if r.Title != "" {
		line = r.Title + ": " + line
	}
	return line
}

// numbers writes a list of numbers: "3, 4, 7".
func numbers(all []int) string {
	s := ""
	for i, n := range all {
		if i > 0 {
			s += ", "
		}
		s += fmt.Sprint(n)
	}
	return s
}

// pageWord is "page" or "pages", for numbers as printed: "12, 14".
func pageWord(at string) string {
	if strings.Contains(at, ",") {
		return "pages"
	}
	return "page"
}
