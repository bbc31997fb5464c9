package casefile

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
)

// Sniff tells what kind of paper begins with these bytes, by content alone. It looks at marks and reads no format: a file that holds others (a
// Word file, a message of Outlook) is [FileOther] here, and an e-mail is plain text, until the reader has looked inside.
func Sniff(head []byte) FileType {
	for _, m := range signatures {
		if m.stands(head) && !(m.readable() && isText(head)) {
			return m.is
		}
	}
	switch {
	case bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF")):
		return FilePDF
	case isText(head):
		return FileText
	case bytes.HasPrefix(head, []byte("BM")):
		return FileBMP
	}
	return FileOther
}

// signature is what a kind of file begins with.
type signature struct {
	at   int
	text string
	is   FileType
}

func (m signature) stands(head []byte) bool {
	return len(head) > m.at && bytes.HasPrefix(head[m.at:], []byte(m.text))
}

// readable tells whether a letter might begin so: "MZ was sent home again today".
func (m signature) readable() bool {
	return len(m.text) < 5 && m.at == 0 && isText([]byte(m.text)) && m.is != FileRTF && m.is != FileGIF
}

// signatures are the kinds that a beginning tells. The first that stands counts.
var signatures = []signature{
	{0, "\xff\xd8\xff", FileJPEG},
	{0, "\x89PNG\r\n\x1a\n", FilePNG},
	{0, "II*\x00", FileTIFF},
	{0, "MM\x00*", FileTIFF},
	{0, "II+\x00", FileTIFF},
	{0, "MM\x00+", FileTIFF},
	{8, "WEBP", FileWebP},
	{0, "GIF8", FileGIF},
	{4, "ftypheic", FileHEIC},
	{4, "ftypheix", FileHEIC},
	{4, "ftyphevc", FileHEIC},
	{4, "ftypheim", FileHEIC},
	{4, "ftypmif1", FileHEIC},
	{4, "ftypmsf1", FileHEIC},
	{4, "ftypavif", FileOther},
	{4, "ftypM4A", FileAudio},
	{4, "ftypM4B", FileAudio},
	{4, "ftyp", FileVideo},
	{8, "WAVE", FileAudio},
	{8, "AVI ", FileVideo},
	{0, "ID3", FileAudio},
	{0, "\xff\xfb", FileAudio},
	{0, "\xff\xf3", FileAudio},
	{0, "\xff\xf1", FileAudio},
	{0, "OggS", FileAudio},
	{0, "fLaC", FileAudio},
	{0, "#!AMR", FileAudio},
	{0, "caff", FileAudio},
	{0, "\x1a\x45\xdf\xa3", FileVideo},
	{0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11", FileVideo},
	{0, "\x00\x00\x01\xba", FileVideo},
	{0, "{\\rtf", FileRTF},
	{0, "MZ", FileOther},
	{0, "\x7fELF", FileOther},
	{0, "\xcf\xfa\xed\xfe", FileOther},
	{0, "#!/", FileOther},
	{0, "PK\x03\x04", FileOther},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileOther},
	{0, "7z\xbc\xaf", FileOther},
	{0, "Rar!", FileOther},
	{0, "\x1f\x8b", FileOther},
	{0, "SQLite format 3", FileOther},
}

// isWebPage tells whether bytes begin as HTML does: it is text, and no letter.
func isWebPage(head []byte) bool {
	start := bytes.ToLower(bytes.TrimLeft(head[:min(len(head), 1024)], "\xef\xbb\xbf \t\r\n"))
	return bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html"))
}

// isText tells whether bytes are words: in UTF-16 with its mark, UTF-8 or Windows-1252. They may end in the middle of a character.
func isText(b []byte) bool {
	switch {
	case len(b) == 0 || isWebPage(b):
		return false
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return wordy(utf16Words(b[2:], binary.LittleEndian))
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return wordy(utf16Words(b[2:], binary.BigEndian))
	}
	if whole := whole(b); utf8.Valid(whole) {
		return wordy([]rune(string(whole)))
	}
	return isWindows1252(b)
}

func utf16Words(b []byte, order binary.ByteOrder) []rune {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	if n := len(units); n > 0 && utf16.IsSurrogate(rune(units[n-1])) { // half a character
		units = units[:n-1]
	}
	return utf16.Decode(units)
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

// isWindows1252 wants bytes that the encoding defines (all but five of those from 0x80), no controls, and more letters of ASCII than others:
// English does. Source: Unicode Consortium, CP1252.TXT.
func isWindows1252(b []byte) bool {
	high := 0
	for _, c := range b {
		if control(rune(c)) || bytes.IndexByte([]byte{0x81, 0x8d, 0x8f, 0x90, 0x9d}, c) >= 0 {
			return false
		}
		if c >= 0x80 {
			high++
		}
	}
	return high*3 < len(b)
}

// wordy tells whether decoded text holds no controls and nothing that could not be decoded.
func wordy(text []rune) bool {
	for _, r := range text {
		if control(r) || r == utf8.RuneError {
			return false
		}
	}
	return len(text) > 0
}

func control(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' || r == 0x7f
}
