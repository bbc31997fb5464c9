package intake

import (
	"strings"
	"unicode"

	"ehccasefile/casefile/internal/pattern"
)

// PageLook is what is known of a page before it is asked whether its words have to be read off its picture.
type PageLook struct {
	Text     string  // the text it holds
	Pictures float64 // how much of it is pictures, 0 to 1; below 0 where that is not known
}

// What makes a page one whose words are missing.
const (
	fewLetters   = 40   // a page with fewer letters of its own says next to nothing; a heading alone has some 20
	scanLetters  = 160  // and on a page that is one picture, even this many are notes on a scan and not what it says
	scanShare    = 0.7  // of a page that is pictures: it is a scan
	pictureShare = 0.05 // less than this is a logo or a rule, and no picture to read
	often        = 0.6  // of the pages on which a line stands that was put on all of them
	fewLines     = 3    // that are put on every page; more than that is a form
	oftenPages   = 3    // pages that a paper has at least before lines are compared
)

// NeedsReading gives the pages, counted from 0, whose words have to be read off their picture before they can be searched. Text
// that does not say what the page says does not count: page numbers, the date and sender a fax machine prints, stamps such as
// "Received 4 Mar 2026", and whatever stands on most pages of the paper, numbers aside. A page without a picture, such as an
// empty one, has nothing to be read.
func NeedsReading(pages []PageLook) []int {
	everywhere := repeated(pages)
	var out []int
	for i, p := range pages {
		if p.Pictures >= 0 && p.Pictures < pictureShare {
			continue
		}
		enough := fewLetters
		if p.Pictures >= scanShare {
			enough = scanLetters
		}
		if own(p.Text, everywhere) < enough {
			out = append(out, i)
		}
	}
	return out
}

// own counts the letters of a page's text that are its own.
func own(text string, everywhere map[string]bool) int {
	n := 0
	for line := range strings.Lines(text) {
		if shape := shapeOf(line); !everywhere[shape] && !added(line) {
			n += letterCount(line)
		}
	}
	return n
}

// repeated finds the lines that stand on most pages. They are compared by their shape, so that "Page 3 of 12" is "Page 4 of 12".
// Where more lines do than anybody puts on a page, it is a form that says the same on each page, and says it.
func repeated(pages []PageLook) map[string]bool {
	if len(pages) < oftenPages {
		return nil
	}
	seen := map[string]int{}
	for _, p := range pages {
		once := map[string]bool{}
		for line := range strings.Lines(p.Text) {
			if shape := shapeOf(line); shape != "" && !once[shape] {
				once[shape] = true
				seen[shape]++
			}
		}
	}
	for shape, n := range seen {
		if n < oftenPages || float64(n) < often*float64(len(pages)) {
			delete(seen, shape)
		}
	}
	if len(seen) > fewLines {
		return nil
	}
	out := make(map[string]bool, len(seen))
	for shape := range seen {
		out[shape] = true
	}
	return out
}

// shapeOf is a line with every number the same, and without spaces and case.
func shapeOf(line string) string {
	var b strings.Builder
	digit := false
	for _, r := range line {
		switch {
		case unicode.IsSpace(r):
			continue
		case unicode.IsDigit(r):
			if !digit {
				b.WriteByte('#')
			}
		default:
			b.WriteRune(unicode.ToLower(r))
		}
		digit = unicode.IsDigit(r)
	}
	return b.String()
}

func letterCount(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// putOn are the forms of lines that offices, scanners and fax machines put on a page. A line counts as one only if it is short
// and nothing else stands in it.
var putOn = pattern.New(`(?i)^\W*(` + strings.Join([]string{
	`(page|p\.?|tudalen|sheet|bates|exhibit|appendix|annex|tab|bundle)[\s:no.#-]*[a-z]{0,6}[-.]?\d+( *(of|o|/) *\d+)?`,
	`\d+ *(of|o|/) *\d+`,
	`[a-z]{0,4}[-.]?\d{1,7}`,
	`(date )?(received|scanned|posted|recd|rec'd|entered|filed|stamped|copied|derbyniwyd|faxed|printed)\b.{0,60}`,
	`(fax|from|to|tel|time|date|job|attn)\b *[:.].{0,80}`,
	`.{0,60}\d{1,2}[:.]\d{2}.{0,60}\b(p|page|pg)[ .:]*\d+.{0,12}`,
	`(scanned|created) (by|with|using) .{0,40}`,
	`(private|confidential|private (and|&) confidential|copy|draft|original|official([ -]sensitive)?|protected|urgent|void|paid)`,
	`((mon|tues|wednes|thurs|fri|satur|sun)[a-z]*,? )?\d{1,2}(st|nd|rd|th)?[ ./-]+([a-z]{3,9}|\d{1,2})[ ./-]+\d{2,4}([ ,]+\d{1,2}[:.]\d{2}([:.]\d{2})?( ?[ap]m)?)?`,
}, "|") + `)\W*$`)

// added tells a line that was put on the page afterwards.
func added(line string) bool {
	line = strings.TrimSpace(line)
	return len(line) < 140 && putOn.MatchString(line)
}
