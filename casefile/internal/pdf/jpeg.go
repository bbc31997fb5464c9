package pdf

import (
	"bytes"
	"encoding/binary"
)

// bareJPEG leaves out of a JPEG what is said about it: Exif with its place and
// camera, XMP, IPTC, comments, small copies of it from before it was cut, and
// what cameras put behind it, such as a film. The picture's own bytes stay as
// they are, and so do the JFIF, colour profile and Adobe segments that it may
// be drawn by. It gives what stays as pieces of b, which is not copied.
func bareJPEG(b []byte) [][]byte {
	if len(b) < 4 || b[0] != 0xFF || b[1] != 0xD8 {
		return [][]byte{b}
	}
	var out [][]byte
	kept, p := 0, 2
	leave := func(from, to int) { out, kept = append(out, b[kept:from]), to }
	for p+4 <= len(b) && b[p] == 0xFF {
		kind := b[p+1]
		if kind == 0xFF {
			p++
			continue
		}
		size := int(binary.BigEndian.Uint16(b[p+2:])) + 2
		if kind == 0xDA || kind < 0xC0 || kind >= 0xD0 && kind <= 0xD9 || size < 4 || p+size > len(b) {
			break
		}
		switch body := b[p+4 : p+size]; {
		case about(kind, body):
			leave(p, p+size)
		case kind == 0xE0 && len(body) > jfif && bytes.HasPrefix(body, []byte("JFIF\x00")): // a small copy within JFIF itself
			leave(p+2, p+size)
			out = append(out, []byte{0, jfif + 2}, body[:jfif-2], []byte{0, 0})
		}
		p += size
	}
	if end := pictureEnds(b, p); end < len(b) {
		leave(end, len(b))
	}
	return append(out, b[kept:])
}

// jfif is how long the JFIF segment is without its small copy, the two measures of which come last.
const jfif = 14

// about tells what is said about a picture: APP1 Exif and XMP, APP3 to APP13 of cameras and editors, comments; of APP0 the small copy (JFXX),
// and of APP2 all but the colour profile.
func about(kind byte, body []byte) bool {
	switch kind {
	case 0xE0:
		return bytes.HasPrefix(body, []byte("JFXX\x00"))
	case 0xE2:
		return !bytes.HasPrefix(body, []byte("ICC_PROFILE\x00"))
	}
	return kind == 0xE1 || kind >= 0xE3 && kind <= 0xED || kind == 0xEF || kind == 0xFE
}

// pictureEnds gives the place behind a JPEG's last marker, EOI; the end of b where nothing comes after it, or it is not found for certain. p is
// where its first scan begins.
func pictureEnds(b []byte, p int) int {
	i := bytes.Index(b[p:], []byte{0xFF, 0xD9})
	if i < 0 || len(bytes.TrimRight(b[p+i+2:], "\x00\r\n ")) == 0 {
		return len(b)
	}
	for p+4 <= len(b) && b[p] == 0xFF { // those bytes may be part of a table between two scans: follow them all
		switch kind := b[p+1]; {
		case kind == 0xD9:
			return p + 2
		case kind == 0xFF:
			p++
		case kind < 0xC0 || kind >= 0xD0 && kind <= 0xD8:
			return len(b)
		default:
			p += int(binary.BigEndian.Uint16(b[p+2:])) + 2
			if kind == 0xDA {
				p = nextMarker(b, min(p, len(b)))
			}
		}
	}
	return len(b)
}

// nextMarker gives the place of the next marker in a scan that is no restart; the end of b without one.
func nextMarker(b []byte, p int) int {
	for p < len(b) {
		i := bytes.IndexByte(b[p:], 0xFF)
		if i < 0 || p+i+1 >= len(b) {
			return len(b)
		}
		p += i
		if c := b[p+1]; c != 0 && c != 0xFF && (c < 0xD0 || c > 0xD7) {
			return p
		}
		p++
	}
	return len(b)
}

// bareJPX leaves the XML and UUID boxes out of a JPEG 2000 file, and gives what stays as pieces of b.
func bareJPX(b []byte) [][]byte {
	if !bytes.HasPrefix(b, []byte("\x00\x00\x00\x0CjP  ")) {
		return [][]byte{b}
	}
	var out [][]byte
	kept := 0
	for p := 0; p+8 <= len(b); {
		size := int(binary.BigEndian.Uint32(b[p:]))
		if size < 8 || p+size > len(b) {
			break // the last box, or one of 64 bits
		}
		if kind := string(b[p+4 : p+8]); kind == "xml " || kind == "uuid" {
			out = append(out, b[kept:p])
			kept = p + size
		}
		p += size
	}
	return append(out, b[kept:])
}
