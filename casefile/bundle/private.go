package bundle

import (
	"fmt"
	"regexp"
	"strings"
)

// private are words that say of a paper that it is not for the Tribunal. They are looked for only in the files of a folder: a paper of a
// case file was looked at when it was taken in, and has a mark of its own. Better one paper too many left out, which one word in
// index.csv brings in, than one that cannot be taken back.
var private = regexp.MustCompile(`(?i)\bwithout[\s_-]+prejudice\b|\bprivileged\s+(?:and|&)\s+confidential\b|\bconfidential\s+(?:and|&)\s+(?:legally\s+)?privileged\b|\blegal(?:ly)?\s+(?:professional\s+)?privileged?\b`)

// statute is how the same words go on where they mean another thing: "without prejudice to the generality of", "to section 12".
var statute = regexp.MustCompile(`(?i)^\s+to\s+(?:the\s+)?(?:foregoing\s+)?(?:generality|(?:sub-?)?(?:section|paragraph|regulation|rule|article|clause)s?\b|any\s+other\s+(?:provision|power|right|remedy))`)

// privateWords gives the first words of a text that hold it back, as they stand there; "" where there are none.
func privateWords(text string) string {
	text = strings.ReplaceAll(text, "_", " ") // in a file's name
	for _, at := range private.FindAllStringIndex(text, -1) {
		if !statute.MatchString(text[at[1]:]) {
			return strings.Join(strings.Fields(strings.ReplaceAll(text[at[0]:at[1]], "_", " ")), " ")
		}
	}
	return ""
}

// privateError is given for a file of a folder whose words hold it back.
type privateError struct {
	words string
	page  int // 0: in its name or title
}

// Error says it in a plain sentence, with the way round.
func (e privateError) Error() string {
	where := "in its name"
	if e.page > 0 {
		where = fmt.Sprintf("on page %d", e.page)
	}
	return fmt.Sprintf("It is held back: “%s” stands %s. If the Tribunal may see it after all, write open under privilege in its row of index.csv.", e.words, where)
}
