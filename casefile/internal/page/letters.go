package page

import (
	"encoding/binary"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"ehccasefile/assets"
)

// missing stands for a character that no typeface of ours has.
const missing = '\uFFFD'

// Lost counts the characters of a text that no typeface of ours has and that would be printed as �.
func Lost(text string) int {
	_, lost := printable(text)
	return lost
}

// printable is printable of a text on this paper, whose losses are counted for Notes.
func (p *Paper) printable(text string) string {
	out, lost := printable(text)
	p.lost += lost
	return out
}

// printable makes text that our typefaces can print: letters and their accents joined into one character where there is
// one, invisible marks dropped, and each character we have no letter for replaced by a visible one and counted. A joiner stays
// within a word of a script whose letters it is for.
func printable(text string) (string, int) {
	has, lost := covered(), 0
	var out strings.Builder
	var prev *script
	for _, r := range norm.NFC.String(text) {
		was := prev
		prev = scriptAfter(r, was)
		switch {
		case unicode.IsSpace(r):
			out.WriteByte(' ')
		case prev != nil:
			out.WriteRune(r)
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r):
			// Joiners, direction marks and soft hyphens: there is nothing to see.
		case r <= 0xFFFF && has[uint16(r)] && !unicode.IsControl(r) && r != missing:
			out.WriteRune(r)
		default:
			lost++
			out.WriteRune(missing)
		}
	}
	return out.String(), lost
}

// covered tells which characters every weight and slope of the paper's typeface has a letter for.
var covered = sync.OnceValue(func() map[uint16]bool {
	all := mapped(assets.PaperRegular)
	for _, file := range [][]byte{assets.PaperBold, assets.PaperItalic, assets.PaperBoldItalic} {
		has := mapped(file)
		for r := range all {
			if !has[r] {
				delete(all, r)
			}
		}
	}
	return all
})

// mapped reads the characters of a TrueType file's format 4 character map, the one gofpdf prints by. The file is our own,
// so a map that is not there is simply empty.
func mapped(font []byte) map[uint16]bool {
	out := map[uint16]bool{}
	be := binary.BigEndian
	for i := range int(be.Uint16(font[4:])) {
		entry := font[12+16*i:]
		if string(entry[:4]) != "cmap" {
			continue
		}
		cmap := font[be.Uint32(entry[8:]):]
		for j := range int(be.Uint16(cmap[2:])) {
			sub := cmap[be.Uint32(cmap[4+8*j+4:]):]
			if be.Uint16(sub) == 4 {
				segments(sub, out)
				return out
			}
		}
	}
	return out
}

// segments adds the characters of one format 4 table that lead to a letter.
func segments(table []byte, out map[uint16]bool) {
	be := binary.BigEndian
	n := int(be.Uint16(table[6:])) / 2
	ends, starts, deltas, offsets := table[14:], table[16+2*n:], table[16+4*n:], table[16+6*n:]
	for s := range n {
		first, last := int(be.Uint16(starts[2*s:])), int(be.Uint16(ends[2*s:]))
		delta, offset := be.Uint16(deltas[2*s:]), int(be.Uint16(offsets[2*s:]))
		for c := first; c <= last && c < 0xFFFF; c++ {
			letter := uint16(c) + delta
			if offset != 0 {
				letter = be.Uint16(offsets[2*s+offset+2*(c-first):])
			}
			if letter != 0 {
				out[uint16(c)] = true
			}
		}
	}
}
