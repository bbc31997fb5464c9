package page

import (
	"bytes"
	"sync"
	"unicode"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"

	"ehccasefile/assets"
)

// script is a way of writing that the paper's own typeface does not have, and whose letters join, stack or change places: they are
// shaped (shape.go) and never drawn by gofpdf. Chinese, Japanese and Korean typefaces are too heavy to carry; their letters stay �.
type script struct {
	name   string // of the typeface
	tag    language.Script
	rtl    bool
	blocks []rune // first and last characters of its blocks, in pairs
	font   func() *font.Font
}

// scripts are those we carry a typeface for. They are told apart by block and not by the script property: a vowel mark, a comma or a
// digit of a script's own block is drawn with the script's typeface.
var scripts = []*script{
	{name: "Arabic", tag: language.Arabic, rtl: true, blocks: []rune{0x600, 0x6FF, 0x750, 0x77F, 0x8A0, 0x8FF, 0xFB50, 0xFDFF, 0xFE70, 0xFEFE}},
	{name: "Hebrew", tag: language.Hebrew, rtl: true, blocks: []rune{0x590, 0x5FF, 0xFB1D, 0xFB4F}},
	{name: "Bengali", tag: language.Bengali, blocks: []rune{0x980, 0x9FF}},
	{name: "Gurmukhi", tag: language.Gurmukhi, blocks: []rune{0xA00, 0xA7F}},
	{name: "Gujarati", tag: language.Gujarati, blocks: []rune{0xA80, 0xAFF}},
	{name: "Tamil", tag: language.Tamil, blocks: []rune{0xB80, 0xBFF}},
	{name: "Devanagari", tag: language.Devanagari, blocks: []rune{0x900, 0x97F, 0xA8E0, 0xA8FF}},
	{name: "Telugu", tag: language.Telugu, blocks: []rune{0xC00, 0xC7F}},
	{name: "Kannada", tag: language.Kannada, blocks: []rune{0xC80, 0xCFF}},
	{name: "Malayalam", tag: language.Malayalam, blocks: []rune{0xD00, 0xD7F}},
	{name: "Sinhala", tag: language.Sinhala, blocks: []rune{0xD80, 0xDFF}},
	{name: "Thai", tag: language.Thai, blocks: []rune{0xE00, 0xE7F}},
	{name: "Ethiopic", tag: language.Ethiopic, blocks: []rune{0x1200, 0x139F, 0x2D80, 0x2DDF, 0xAB00, 0xAB2F}},
	{name: "Armenian", tag: language.Armenian, blocks: []rune{0x530, 0x58F, 0xFB13, 0xFB17}},
	{name: "Georgian", tag: language.Georgian, blocks: []rune{0x10A0, 0x10FF, 0x1C90, 0x1CBF, 0x2D00, 0x2D2F}},
}

func init() {
	for _, s := range scripts {
		s.font = sync.OnceValue(s.read)
	}
}

// file is the script's TrueType file.
func (s *script) file() []byte {
	data, err := assets.Scripts.ReadFile("fonts/scripts/NotoSans" + s.name + "-Regular.ttf")
	if err != nil {
		panic(err) // it is embedded, or this is no build of ours
	}
	return data
}

func (s *script) read() *font.Font {
	face, err := font.ParseTTF(bytes.NewReader(s.file()))
	if err != nil {
		panic(err) // the file is our own; a test reads each
	}
	return face.Font
}

func (s *script) has(r rune) bool {
	g, ok := s.font().NominalGlyph(r)
	return ok && g != 0
}

// scriptOf gives the script whose block a character is in, if its typeface has it; nil for all others.
func scriptOf(r rune) *script {
	if r < 0x530 {
		return nil
	}
	for _, s := range scripts {
		for i := 0; i < len(s.blocks); i += 2 {
			if s.blocks[i] <= r && r <= s.blocks[i+1] && s.has(r) {
				return s
			}
		}
	}
	return nil
}

// scriptAfter gives the script that draws a character which follows one drawn by prev (nil for the paper's typeface): spaces, digits
// and marks stay with it where it has them, so that a word and its points are shaped as one.
func scriptAfter(r rune, prev *script) *script {
	if prev != nil && (joiner(r) || !unicode.IsLetter(r) && prev.has(r)) {
		return prev
	}
	return scriptOf(r)
}

// joiner tells the two unseen characters that say whether their neighbours join.
func joiner(r rune) bool { return r == 0x200C || r == 0x200D }

// shaped tells whether a text holds a letter that gofpdf must not draw.
func shaped(text string) bool {
	for _, r := range text {
		if r >= 0x530 && scriptOf(r) != nil {
			return true
		}
	}
	return false
}
