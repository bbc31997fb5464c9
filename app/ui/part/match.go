package part

import (
	"strings"
	"unicode"
)

// matching gives at most n of names in which every word of typed begins a word, those that begin with it first. Nothing
// typed matches nothing, and so does a name already written in full.
func matching(names []string, typed string, n int) []string {
	typed = strings.ToLower(strings.TrimSpace(typed))
	if typed == "" {
		return nil
	}
	var first, then []string
	for _, name := range names {
		lower := strings.ToLower(name)
		switch {
		case lower == typed:
			return nil
		case strings.HasPrefix(lower, typed):
			first = append(first, name)
		case allBegin(lower, strings.Fields(typed)):
			then = append(then, name)
		}
	}
	out := append(first, then...)
	return out[:min(n, len(out))]
}

func allBegin(name string, typed []string) bool {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for _, t := range typed {
		found := false
		for _, w := range words {
			found = found || strings.HasPrefix(w, t)
		}
		if !found {
			return false
		}
	}
	return true
}
