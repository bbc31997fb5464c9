package pdf

import (
	"bytes"
	"encoding/binary"
)

// bareJPEG leaves out of a JPEG what is said about it: Exif with its place and
// camera, XMP, IPTC and comments. The picture's own bytes stay as they are, and
// so do the JFIF, colour profile and Adobe segments that it may be drawn by.
func bareJPEG(b []byte) []byte {
	if len(b) < 4 || b[0] != 0xFF || b[1] != 0xD8 {
		return b
	}
	var out []byte // nil as long as nothing was left out
	kept := 0
	for p := 2; p+4 <= len(b) && b[p] == 0xFF; {
		kind := b[p+1]
		if kind == 0xFF {
			p++
			continue
		}
		size := int(binary.BigEndian.Uint16(b[p+2:])) + 2
		if kind == 0xDA || kind < 0xC0 || kind >= 0xD0 && kind <= 0xD9 || size < 4 || p+size > len(b) {
			break
		}
		if about(kind) {
			out = append(out, b[kept:p]...)
			kept = p + size
		}
		p += size
	}
	if kept == 0 {
		return b
	}
	return append(out, b[kept:]...)
}

// about: APP1 Exif and XMP, APP3 to APP13 of cameras and editors, comments.
func about(kind byte) bool {
	return kind == 0xE1 || kind >= 0xE3 && kind <= 0xED || kind == 0xEF || kind == 0xFE
}

// bareJPX leaves the XML and UUID boxes out of a JPEG 2000 file.
func bareJPX(b []byte) []byte {
	if !bytes.HasPrefix(b, []byte("\x00\x00\x00\x0CjP  ")) {
		return b
	}
	var out []byte
	kept := 0
	for p := 0; p+8 <= len(b); {
		size := int(binary.BigEndian.Uint32(b[p:]))
		if size < 8 || p+size > len(b) {
			break // the last box, or one of 64 bits
		}
		if kind := string(b[p+4 : p+8]); kind == "xml " || kind == "uuid" {
			out = append(out, b[kept:p]...)
			kept = p + size
		}
		p += size
	}
	if kept == 0 {
		return b
	}
	return append(out, b[kept:]...)
}
