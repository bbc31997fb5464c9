package intake

import (
	"bytes"
	"unicode/utf8"

	"ehccasefile/casefile"
)

// Sniff tells what kind of paper begins with these bytes, by content alone. It looks at marks and reads no format: a file that holds others (a
// Word file, a message of Outlook) is [casefile.FileOther] here, and an e-mail is plain text, until the reader has looked inside.
func Sniff(head []byte) casefile.FileType {
	for _, m := range marks {
		if m.stands(head) {
			return m.is
		}
	}
	switch {
	case bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF")):
		return casefile.FilePDF
	case isText(head):
		return casefile.FileText
	}
	return casefile.FileOther
}

// mark is what a kind of file begins with.
type mark struct {
	at   int
	mark string
	is   casefile.FileType
	call string // what people call it, for a kind that cannot be shown
}

func (m mark) stands(head []byte) bool {
	return len(head) > m.at && bytes.HasPrefix(head[m.at:], []byte(m.mark))
}

// marks are the kinds that a mark tells. The first that stands counts.
var marks = []mark{
	{0, "\xff\xd8\xff", casefile.FileJPEG, ""},
	{0, "\x89PNG\r\n\x1a\n", casefile.FilePNG, ""},
	{0, "II*\x00", casefile.FileTIFF, ""},
	{0, "MM\x00*", casefile.FileTIFF, ""},
	{0, "II+\x00", casefile.FileTIFF, ""},
	{0, "MM\x00+", casefile.FileTIFF, ""},
	{8, "WEBP", casefile.FileWebP, ""},
	{0, "GIF8", casefile.FileGIF, ""},
	{4, "ftypheic", casefile.FileHEIC, ""},
	{4, "ftypheix", casefile.FileHEIC, ""},
	{4, "ftyphevc", casefile.FileHEIC, ""},
	{4, "ftypheim", casefile.FileHEIC, ""},
	{4, "ftypmif1", casefile.FileHEIC, ""},
	{4, "ftypmsf1", casefile.FileHEIC, ""},
	{4, "ftypavif", casefile.FileOther, "an AVIF picture. Save it as a JPEG or PNG picture and add that"},
	{4, "ftypM4A", casefile.FileAudio, ""},
	{4, "ftypM4B", casefile.FileAudio, ""},
	{4, "ftyp", casefile.FileVideo, ""},
	{8, "WAVE", casefile.FileAudio, ""},
	{8, "AVI ", casefile.FileVideo, ""},
	{0, "ID3", casefile.FileAudio, ""},
	{0, "\xff\xfb", casefile.FileAudio, ""},
	{0, "\xff\xf3", casefile.FileAudio, ""},
	{0, "\xff\xf1", casefile.FileAudio, ""},
	{0, "OggS", casefile.FileAudio, ""},
	{0, "fLaC", casefile.FileAudio, ""},
	{0, "#!AMR", casefile.FileAudio, ""},
	{0, "caff", casefile.FileAudio, ""},
	{0, "\x1a\x45\xdf\xa3", casefile.FileVideo, ""},
	{0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11", casefile.FileVideo, ""},
	{0, "\x00\x00\x01\xba", casefile.FileVideo, ""},
	{0, "{\\rtf", casefile.FileRTF, ""},
	{0, "MZ", casefile.FileOther, program},
	{0, "\x7fELF", casefile.FileOther, program},
	{0, "\xcf\xfa\xed\xfe", casefile.FileOther, program},
	{0, "#!/", casefile.FileOther, program},
	{0, "PK\x03\x04", casefile.FileOther, "a file that holds others, such as a ZIP file. Take out what is in it and add that"},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", casefile.FileOther, "an older Excel or PowerPoint file. Open it, save or print it as a PDF, and add that"},
	{0, "7z\xbc\xaf", casefile.FileOther, "a 7-Zip file. Take out what is in it and add that"},
	{0, "Rar!", casefile.FileOther, "a RAR file. Take out what is in it and add that"},
	{0, "\x1f\x8b", casefile.FileOther, "a compressed file. Take out what is in it and add that"},
	{0, "SQLite format 3", casefile.FileOther, "a database. Open it in the program it came from, print what matters to a PDF, and add that"},
}

const program = "a program, not a paper. It is never started from here"

// unreadable says of a kept file that cannot be shown what it is and what to do.
func unreadable(head []byte) string {
	for _, m := range marks {
		if m.call != "" && m.stands(head) {
			return "This is " + m.call + ". It is kept as it is, and cannot go into a bundle."
		}
	}
	if isWebPage(head) {
		return "This is a web page. Open it, print it to a PDF, and add that. It is kept as it is, and cannot go into a bundle."
	}
	return "This kind of file cannot be read here. Open it, print it to a PDF, and add that. It is kept as it is, and cannot go into a bundle."
}

func isWebPage(head []byte) bool {
	start := bytes.ToLower(bytes.TrimLeft(head[:min(len(head), 1024)], "\xef\xbb\xbf \t\r\n"))
	return bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html"))
}

// isText tells whether bytes are words in one of the encodings that decodeText knows. They may end in the middle of a character.
func isText(b []byte) bool {
	if len(b) == 0 || isWebPage(b) {
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
