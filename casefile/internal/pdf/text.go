package pdf

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// bytes decodes a string's spelling (7.3.4).
func (t text) bytes() []byte {
	if len(t) < 2 {
		return nil
	}
	if t[0] == '<' {
		return unhex(t[1:])
	}
	return unescape(t[1 : len(t)-1])
}

func unhex(b []byte) []byte {
	out := make([]byte, 0, len(b)/2+1)
	half, high := false, byte(0)
	for _, c := range b {
		switch {
		case c == '>':
			if half {
				out = append(out, high<<4)
			}
			return out
		case !isHex(c):
		case half:
			out, half = append(out, high<<4|hexValue(c)), false
		default:
			half, high = true, hexValue(c)
		}
	}
	if half {
		out = append(out, high<<4)
	}
	return out
}

func unescape(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' || i+1 == len(b) {
			out = append(out, b[i])
			continue
		}
		i++
		switch c := b[i]; {
		case c == '\n':
		case c == '\r':
			if i+1 < len(b) && b[i+1] == '\n' {
				i++
			}
		case c >= '0' && c <= '7':
			v, n := 0, 0
			for ; n < 3 && i+n < len(b) && b[i+n] >= '0' && b[i+n] <= '7'; n++ {
				v = v*8 + int(b[i+n]-'0')
			}
			out = append(out, byte(v))
			i += n - 1
		default:
			if k := strings.IndexByte("nrtbf", c); k >= 0 {
				c = "\n\r\t\b\f"[k]
			}
			out = append(out, c)
		}
	}
	return out
}

// spell writes bytes as a string object.
func spell(b []byte) text {
	out := make(text, 0, len(b)+2)
	out = append(out, '(')
	for _, c := range b {
		switch c {
		case '(', ')', '\\':
			out = append(out, '\\', c)
		case '\r':
			out = append(out, '\\', 'r')
		default:
			out = append(out, c)
		}
	}
	return append(out, ')')
}

// words reads a text string (7.9.2.2): UTF-16, UTF-8 or PDFDocEncoding.
func (t text) words() string {
	b := t.bytes()
	switch {
	case len(b) >= 2 && b[0] == 0xFE && b[1] == 0xFF:
		return fromUTF16(b[2:], 1, 0)
	case len(b) >= 2 && b[0] == 0xFF && b[1] == 0xFE:
		return fromUTF16(b[2:], 0, 1)
	case len(b) >= 3 && string(b[:3]) == "\xEF\xBB\xBF":
		return clean(strings.ToValidUTF8(string(b[3:]), "�"))
	}
	var s strings.Builder
	for _, c := range b {
		s.WriteRune(docEncoding(c))
	}
	return clean(s.String())
}

func fromUTF16(b []byte, low, high int) string {
	u := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		u = append(u, uint16(b[i+high])<<8|uint16(b[i+low]))
	}
	return clean(string(utf16.Decode(u)))
}

// clean drops what has no place in a title: controls, and the language escapes of 7.9.2.2.
func clean(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case r < 32 || r == 127:
			return -1
		}
		return r
	}, s))
}

// docEncoding is PDFDocEncoding (annex D.3).
func docEncoding(c byte) rune {
	switch {
	case c >= 0x18 && c <= 0x1F:
		return []rune("˘ˇˆ˙˝˛˚˜")[c-0x18]
	case c >= 0x80 && c <= 0x9E:
		return []rune("•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž")[c-0x80]
	case c == 0xA0:
		return '€'
	case c == 0x7F, c == 0x9F, c == 0xAD:
		return utf8.RuneError
	}
	return rune(c)
}

// write spells words of ours: plain where ASCII will do, else UTF-16.
func write(s string) text {
	s = clean(strings.ToValidUTF8(s, "�"))
	plain := true
	for _, r := range s {
		plain = plain && r < 127
	}
	if plain {
		return spell([]byte(s))
	}
	out := text("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		out = hex4(out, u)
	}
	return append(out, '>')
}

func hex4(b []byte, u uint16) []byte {
	const d = "0123456789ABCDEF"
	return append(b, d[u>>12], d[u>>8&15], d[u>>4&15], d[u&15])
}
