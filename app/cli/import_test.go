package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"ehccasefile/casefile"
)

// What nobody knows of an archive is not said, and no day is made up for it.
func TestWhatAnArchiveDoesNotTellIsNotMadeUp(t *testing.T) {
	at := time.Date(2026, 3, 16, 9, 0, 0, 0, time.UTC)
	for says, s := range map[string]casefile.Summary{
		"the case of the family Okoro.":               {Family: "Okoro", Troubles: []string{"The history of the case is broken after change 0."}},
		"a case without a family's name.":             {Troubles: []string{"x"}},
		"kept from 16 March 2026 to 17 March 2026.\n": {From: at, Until: at.AddDate(0, 0, 1)},
	} {
		for _, asJSON := range []bool{false, true} {
			var out bytes.Buffer
			c := &call{out: visible{&out}}
			if err := c.sayContents("x.age", s, asJSON); err != nil {
				t.Fatal(err)
			}
			if !asJSON && !strings.Contains(out.String(), says) || strings.Contains(out.String(), "0001") || strings.Contains(out.String(), "family .") {
				t.Errorf("%q is not said, or too much is:\n%s", says, out.String())
			}
		}
	}
}
