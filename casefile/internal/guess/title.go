package guess

import (
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

const longestTitle = 120 // characters; a list still shows it on two lines

// TitleOf makes a title a person would read from a file's name: "EP_report%20v2.pdf" gives "EP report v2".
func TitleOf(name string) string {
	s := strings.ToValidUTF8(name, "")
	if ext := filepath.Ext(s); len(ext) > 1 && len(ext) <= 6 && ext != s && !strings.ContainsAny(ext, " ") {
		s = strings.TrimSuffix(s, ext)
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '_' || r == '+' || r == '/' || r == '\\' || unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r): // controls, and marks that turn the direction of writing
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "%20", " "))
	s = strings.Trim(strings.Join(strings.Fields(s), " "), " .-")
	if s == "" {
		return "Paper without a name"
	}
	first, size := utf8.DecodeRuneInString(s)
	return Shorten(string(unicode.ToUpper(first)) + s[size:])
}

// Shorten gives a title of at most 120 characters.
func Shorten(s string) string {
	runes := []rune(s)
	if len(runes) <= longestTitle {
		return s
	}
	return strings.TrimSpace(string(runes[:longestTitle-1])) + "…"
}
