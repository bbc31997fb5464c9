package mail

import (
	"encoding/base64"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"

	"ehccasefile/casefile/internal/limit"
)

// text gives bytes of a said character set as words; a set that is not known, or not said, is guessed. It never fails: a byte
// that is wrong in UTF-8 is read as Windows would, which is what wrote most of them.
func text(b []byte, set string) string {
	if len(b) > limit.Text {
		b = b[:limit.Text]
	}
	set = strings.ToLower(strings.Trim(strings.TrimSpace(set), `"'`))
	switch set {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "unknown-8bit", "default", "x-unknown":
		return lenient(b)
	case "utf-7", "unicode-1-1-utf-7":
		return utf7(b)
	case "iso-8859-8-i", "iso-8859-8-e":
		set = "iso-8859-8"
	}
	if n, ok := strings.CutPrefix(set, "cp125"); ok {
		set = "windows-125" + n
	}
	enc, err := htmlindex.Get(set)
	if err != nil || set == "replacement" {
		return lenient(b)
	}
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return lenient(b)
	}
	return string(out)
}

// lenient reads UTF-8, and each byte that is none as windows-1252.
func lenient(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	var out strings.Builder
	out.Grow(len(b) + len(b)/8)
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			r = charmap.Windows1252.DecodeByte(b[0])
		}
		out.WriteRune(r)
		b = b[n:]
	}
	return out.String()
}

// utf7 reads RFC 2152: UTF-16 in base64 between "+" and "-". What does not fit stays as it is.
func utf7(b []byte) string {
	s, out := lenient(b), strings.Builder{}
	for {
		at := strings.IndexByte(s, '+')
		if at < 0 {
			out.WriteString(s)
			return out.String()
		}
		out.WriteString(s[:at])
		s = s[at+1:]
		end := 0
		for end < len(s) && base64Byte(s[end]) {
			end++
		}
		raw, err := base64.RawStdEncoding.DecodeString(s[:end])
		switch {
		case end == 0:
			out.WriteByte('+')
		case err != nil:
			out.WriteString("+" + s[:end])
		default:
			out.WriteString(utf16Text(raw, true))
		}
		s = strings.TrimPrefix(s[end:], "-")
	}
}

func base64Byte(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/'
}

// utf16Text reads UTF-16, big or little end first, up to a closing zero.
func utf16Text(b []byte, big bool) string {
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		u := uint16(b[i]) | uint16(b[i+1])<<8
		if big {
			u = u>>8 | u<<8
		}
		units = append(units, u)
	}
	return strings.TrimRight(string(utf16.Decode(units)), "\x00")
}

// clean makes words safe to show on one line: no control signs, none that turn the direction of writing or have no width,
// which can make a name look like another.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r' || r == 0xA0:
			return ' '
		case r < 0x20 || r >= 0x7F && r < 0xA0 || r == utf8.RuneError:
			return -1
		case r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x206F || r == 0xFEFF || r == 0xAD:
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// shorten gives at most n letters of s.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	count := 0
	for i := range s {
		if count++; count > n {
			return s[:i] + "…"
		}
	}
	return s
}
