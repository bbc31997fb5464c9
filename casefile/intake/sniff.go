package intake

import (
	"bytes"
	"unicode/utf8"

	"ehccasefile/casefile"
)

// Sniff tells what kind of paper begins with these bytes, by content alone: a PDF (its mark may stand anywhere in the first
// 1,024 bytes), a JPEG, a PNG, or plain text in UTF-8, UTF-16 with its mark, or Windows-1252. It gives "" for anything else.
func Sniff(head []byte) casefile.FileType {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		return casefile.FileJPEG
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		return casefile.FilePNG
	case bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF")):
		return casefile.FilePDF
	case known(head) == "" && isText(head):
		return casefile.FileText
	}
	return ""
}

// foreign are kinds that people have and this program cannot use, with words for them. The first that matches counts.
var foreign = []struct {
	at   int
	mark string
	kind string
}{
	{0, "PK\x03\x04", "a Word, Excel, OpenDocument or ZIP file"},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Word, Excel or Outlook file"},
	{0, "{\\rtf", "a Rich Text file"},
	{0, "MZ", "a Windows program"},
	{0, "\x7fELF", "a program"},
	{0, "\xcf\xfa\xed\xfe", "a program"},
	{0, "#!", "a program"},
	{4, "ftypheic", "an iPhone photo (HEIC)"},
	{4, "ftypheix", "an iPhone photo (HEIC)"},
	{4, "ftypmif1", "an iPhone photo (HEIC)"},
	{4, "ftypavif", "an AVIF picture"},
	{4, "ftyp", "a video or sound recording"},
	{8, "WEBP", "a WebP picture"},
	{8, "WAVE", "a sound recording"},
	{0, "ID3", "a sound recording"},
	{0, "GIF8", "a GIF picture"},
	{0, "II*\x00", "a TIFF picture"},
	{0, "MM\x00*", "a TIFF picture"},
	{0, "7z\xbc\xaf", "a 7-Zip file"},
	{0, "Rar!", "a RAR file"},
	{0, "\x1f\x8b", "a compressed file"},
	{0, "SQLite format 3", "a database"},
}

// known names a kind that cannot be used; "" if it is none of those.
func known(head []byte) string {
	for _, f := range foreign {
		if len(head) > f.at && bytes.HasPrefix(head[f.at:], []byte(f.mark)) {
			return f.kind
		}
	}
	start := bytes.ToLower(bytes.TrimLeft(head[:min(len(head), 1024)], "\xef\xbb\xbf \t\r\n"))
	if bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html")) {
		return "a web page"
	}
	return ""
}

// isText tells whether bytes are words in one of the encodings that decodeText knows. They may end in the middle of a character.
func isText(b []byte) bool {
	if len(b) == 0 {
		return false
	}
	if _, ok := utf16Order(b); ok {
		return wordy(decodeText(b))
	}
	for _, c := range b {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' || c == 0x7f {
			return false
		}
	}
	return utf8.Valid(whole(b)) || isWindows1252(b)
}

// whole cuts off a last character that is not complete.
func whole(b []byte) []byte {
	for n := 1; n < utf8.UTFMax && n <= len(b); n++ {
		if tail := b[len(b)-n:]; utf8.RuneStart(tail[0]) {
			if !utf8.FullRune(tail) {
				return b[:len(b)-n]
			}
			break
		}
	}
	return b
}

// isWindows1252 wants bytes that the encoding defines, and more letters of ASCII than others: English does.
func isWindows1252(b []byte) bool {
	high := 0
	for _, c := range b {
		if c < 0x80 {
			continue
		}
		if high++; c < 0xa0 && windows1252[c-0x80] == utf8.RuneError {
			return false
		}
	}
	return high*3 < len(b)
}

// wordy tells whether decoded text holds no controls and nothing that could not be decoded.
func wordy(s string) bool {
	for _, r := range s {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' || r == utf8.RuneError {
			return false
		}
	}
	return s != ""
}
