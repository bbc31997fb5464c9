package casefile

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// reservedNames are devices on Windows, whatever ending follows them.
var reservedNames = []string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8",
	"COM9", "COM¹", "COM²", "COM³", "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³"}

// SafeName makes words into the name of a file or folder that Windows, macOS and Linux all take and that does what it seems to: at most so many
// letters, no path, no device, nothing that cannot be seen or turns the direction of reading. It never gives an empty name.
func SafeName(words string, most int) string {
	words = norm.NFC.String(strings.ToValidUTF8(words, ""))
	words = strings.Join(strings.Fields(strings.Map(safeRune, words)), " ")
	if runes := []rune(words); len(runes) > most {
		words = string(runes[:most])
	}
	words = shortBytes(words, 3*most)
	words = strings.Trim(words, ". ")
	base, _, _ := strings.Cut(words, ".")
	if slices.Contains(reservedNames, strings.ToUpper(strings.TrimSpace(base))) {
		words = "_" + words
	}
	if words == "" {
		return "_"
	}
	return words
}

// safeRune gives what stands in a name for a letter: itself, a hyphen for what is not allowed, or nothing for what cannot be seen.
func safeRune(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), unicode.Is(unicode.Variation_Selector, r):
		return -1
	case strings.ContainsRune(`<>:"/\|?*#%`, r): // the last two would break a link to the file
		return '-'
	}
	return r
}

// shortBytes cuts a text to at most so many bytes, between two letters.
func shortBytes(s string, most int) string {
	for len(s) > most {
		r := []rune(s)
		s = string(r[:len(r)-1])
	}
	return s
}
