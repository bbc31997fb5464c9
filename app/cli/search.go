package cli

import (
	"fmt"
	"slices"
	"strings"

	"ehccasefile/casefile"
)

func runSearch(c *call) error {
	o := newOptions(c).withJSON()
	child, passphraseFile := o.text("child"), o.withPassphrase()
	words, err := o.parse(c, 2, -1)
	if err != nil {
		return err
	}
	return c.withCase(words[0], *passphraseFile, func(f *casefile.File) error {
		hits, err := f.Search(strings.Join(words[1:], " "))
		if err != nil {
			return err
		}
		hits, err = hitsOf(f, hits, *child)
		if err != nil {
			return err
		}
		return c.sayHits(o.json, hits)
	})
}

// hitsOf leaves out what belongs to another child than the one named; what belongs to the whole family stays.
func hitsOf(f *casefile.File, hits []casefile.Hit, name string) ([]casefile.Hit, error) {
	kept := append([]casefile.Hit{}, hits...)
	if name == "" {
		return kept, nil
	}
	err := f.View(func(tx *casefile.Tx) error {
		named, err := children(tx, name)
		kept = slices.DeleteFunc(kept, func(h casefile.Hit) bool {
			return h.Child != "" && !slices.ContainsFunc(named, func(c casefile.Child) bool { return c.ID == h.Child })
		})
		return err
	})
	return kept, err
}

// kindWords says what a hit is.
var kindWords = map[string]string{
	"family": "Family", "authority": "Council, school or service", "child": "Child", "person": "Person", "document": "Paper", "event": "Date",
	"appeal": "Appeal", "entry": "Log", "bundle": "Bundle",
}

func (c *call) sayHits(asJSON bool, hits []casefile.Hit) error {
	if asJSON {
		return c.printJSON(hits)
	}
	if len(hits) == 0 {
		fmt.Fprintln(c.out, "Nothing was found. Try fewer words, or a part of a word.")
		return nil
	}
	for _, h := range hits {
		where := kindWords[h.Kind]
		if !h.On.IsZero() {
			where += ", " + h.On.String()
		}
		if h.Page > 0 {
			where += fmt.Sprintf(", page %d", h.Page)
		}
		fmt.Fprintf(c.out, "%s: %s\n", where, h.Title)
		if h.Excerpt != "" && h.Excerpt != h.Title {
			fmt.Fprintf(c.out, "  %s\n", h.Excerpt)
		}
	}
	fmt.Fprintf(c.out, "%s found.\n", several(len(hits), "place", "places"))
	return nil
}
