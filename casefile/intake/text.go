package intake

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// windows1252 gives the characters of the bytes 0x80 to 0x9f; the encoding leaves five of them undefined.
// Source: Unicode Consortium, CP1252.TXT.
var windows1252 = [32]rune{
	'€', utf8.RuneError, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', utf8.RuneError, 'Ž', utf8.RuneError,
	utf8.RuneError, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', utf8.RuneError, 'ž', 'Ÿ',
}

// decodeText gives the words of a plain text file: UTF-16 where its mark says so, else UTF-8, else Windows-1252.
func decodeText(b []byte) string {
	if order, ok := utf16Order(b); ok {
		return fromUTF16(b[2:], order)
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if utf8.Valid(whole(b)) {
		return string(whole(b))
	}
	var s strings.Builder
	for _, c := range b {
		if c >= 0x80 && c < 0xa0 {
			s.WriteRune(windows1252[c-0x80])
		} else {
			s.WriteRune(rune(c))
		}
	}
	return s.String()
}

// utf16Order tells by its mark whether text is UTF-16, and in which order its bytes stand.
func utf16Order(b []byte) (binary.ByteOrder, bool) {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return binary.LittleEndian, true
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return binary.BigEndian, true
	}
	return nil, false
}

func fromUTF16(b []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

// A sheet of A4 in a bundle holds about this much plain text; a text file itself has no pages.
const (
	linesOfPage = 47
	lineLength  = 84
)

// textPages cuts a text where its sheets will end, roughly: a form feed begins a page, long lines are folded.
func textPages(s string) []string {
	var pages []string
	for _, part := range strings.Split(strings.TrimRight(lines.Replace(s), "\n\f"), "\f") {
		pages = append(pages, cutPages(part)...)
	}
	return pages
}

var lines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func cutPages(part string) []string {
	var pages []string
	var page []string
	used := 0
	for _, line := range strings.Split(part, "\n") {
		takes := max(1, (utf8.RuneCountInString(line)+lineLength-1)/lineLength)
		if used > 0 && used+takes > linesOfPage {
			pages, page, used = append(pages, strings.Join(page, "\n")), nil, 0
		}
		page, used = append(page, line), used+takes
	}
	return append(pages, strings.Join(page, "\n"))
}
