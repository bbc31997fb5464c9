// Package sheet makes the pages a family prints to keep away from the computer or to give to somebody: the recovery sheet, and the timeline.
//
// It promises of the recovery sheet one page of A4 that can be read in any light, says what it is for to whoever finds it in ten years, and names no child;
// and of the timeline that it shows the same points as the window, drawn in lines and letters that stay sharp, with each of them again as a row of words.
package sheet

import (
	"fmt"
	"strings"

	"ehccasefile/casefile/internal/page"
	"ehccasefile/deadlines"
)

// The key's letters are large and stand far apart: they are typed back by tired people.
var keyStyle = page.Style{Size: 22, Lead: 34, Below: 2, Bold: true}

// words are what the sheet says around the key.
var words = struct{ above, below []string }{
	above: []string{
		"This key opens the case file if the passphrase is forgotten. Nobody else has it. If the passphrase and this sheet are both lost, nobody can open the case file, not even the makers of the program.",
	},
	below: []string{
		"To use it: open the case file in EHC Casefile and type this key where the passphrase is asked for. Capitals, spaces and hyphens do not matter. The letters I, L, O and U are not used: what looks like one is a number.",
		"Keep this sheet where you keep birth certificates, and not beside the computer. Whoever has this sheet and the case file can read everything in it.",
		"If a new recovery key is made, this one stops working. Tear this sheet up then.",
	},
}

// Recovery gives the recovery sheet as a PDF: the key in its groups (as casefile gives it), the name of the file it opens and the day it was made. It holds nothing else
// of the family. The error says why no page could be made.
func Recovery(file, key string, made deadlines.Date) ([]byte, error) {
	p := page.New("Recovery sheet")
	p.Write(page.Title, "Recovery sheet")
	p.Write(page.Body, fmt.Sprintf("For the case file “%s”. Printed on %s.", file, made.Long()))
	for _, w := range words.above {
		p.Write(page.Body, w)
	}
	p.Write(page.Sub, "The recovery key")
	groups := strings.Split(key, "-")
	const across = 4
	for len(groups) > 0 {
		n := min(across, len(groups))
		p.Write(keyStyle, strings.Join(groups[:n], " – "))
		groups = groups[n:]
	}
	p.Gap(10)
	for _, w := range words.below {
		p.Write(page.Body, w)
	}
	p.Write(page.Sub, "Where the case file lies, and who may have it")
	for range 3 {
		p.Gap(18)
		p.Write(page.Small, strings.Repeat("_", 110))
	}
	out, err := p.Bytes()
	if err != nil {
		return nil, fmt.Errorf("make the recovery sheet: %w", err)
	}
	return out, nil
}
