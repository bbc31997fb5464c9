package cli

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// visible writes text for a person's terminal: what would steer the terminal, or turn the direction of what is read, stands
// there as a mark instead. Names of files and what people wrote cannot be trusted with either.
type visible struct{ io.Writer }

// Write writes p with its marks; n counts the bytes of p.
func (v visible) Write(p []byte) (n int, err error) {
	if _, err := io.WriteString(v.Writer, shown(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// shown gives a text with marks in place of what is not to be seen. Line breaks and tabs stay.
func shown(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\u2028', r == '\u2029':
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(s, string(utf8.RuneError)))
}
