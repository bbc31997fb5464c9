package page

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
	"golang.org/x/text/unicode/bidi"
)

// letterform is one glyph of shaped text. Its measures are thousandths of the size.
type letterform struct {
	id           font.GID
	says         string  // the characters it stands for
	advance      float64 // to the next one
	right, up    float64 // where it is drawn, from where it would stand
	naturalWidth float64 // as the typeface says
}

// scriptInk is a script's typeface as one paper uses it.
type scriptInk struct {
	*script
	at     int // the how-manieth of the paper
	face   *font.Face
	shaper *harfbuzz.Font
	known  map[string][]letterform // words shaped before
	codes  map[letterCode]uint16
	order  []letterCode // by code, from 1
}

// letterCode is what one code of the typeface in the PDF stands for: the same glyph has several where it stands for several texts, so
// that what is copied out of the page is what was written.
type letterCode struct {
	id   font.GID
	says string
	wide float64 // thousandths of the size
}

// maxKnown is how many words are remembered; past it they are forgotten and shaped again.
const maxKnown = 20000

// script gives the paper's own copy of a script's typeface.
func (p *Paper) script(s *script) *scriptInk {
	for _, ink := range p.scripts {
		if ink.script == s {
			return ink
		}
	}
	face := font.NewFace(s.font())
	ink := &scriptInk{script: s, at: len(p.scripts), face: face, shaper: harfbuzz.NewFont(face), known: map[string][]letterform{}, codes: map[letterCode]uint16{}}
	p.scripts = append(p.scripts, ink)
	return ink
}

// shape turns text of one script into glyphs, from left to right. A text that the shaper stumbles over comes out letter by letter.
func (s *scriptInk) shape(text string) (out []letterform) {
	if got, ok := s.known[text]; ok {
		return got
	}
	defer func() {
		if recover() != nil {
			out = s.apart(text)
		}
		if len(s.known) >= maxKnown {
			clear(s.known)
		}
		s.known[text] = out
	}()
	runes := []rune(text)
	b := harfbuzz.NewBuffer()
	b.AddRunes(runes, 0, len(runes))
	b.Props = harfbuzz.SegmentProperties{Language: language.NewLanguage("und"), Script: s.tag, Direction: harfbuzz.LeftToRight}
	if s.rtl {
		b.Props.Direction = harfbuzz.RightToLeft
	}
	b.Shape(s.shaper, nil)
	k := 1000 / float64(s.face.Upem())
	for i, g := range b.Info {
		at := b.Pos[i]
		out = append(out, letterform{id: g.Glyph, advance: float64(at.XAdvance) * k, right: float64(at.XOffset) * k, up: float64(at.YOffset) * k,
			naturalWidth: float64(s.face.HorizontalAdvance(g.Glyph)) * k})
	}
	s.tell(out, b.Info, runes)
	if s.rtl {
		out = s.parted(out)
	}
	return out
}

// noInk is the glyph without ink that parted letters are given.
const noInk = font.GID(0xFFFF)

// parted gives each letter of a right-to-left ligature a glyph of its own to be read by: the ligature stands for the leftmost, and
// blanks over its width for the others. Readers turn such text round letter by letter, and do not agree on what to do with a glyph of
// several.
func (s *scriptInk) parted(list []letterform) []letterform {
	var out []letterform
	for _, g := range list {
		letters := []rune(g.says)
		if n := len(letters); n > 1 {
			step := g.naturalWidth / float64(n)
			g.says = string(letters[n-1])
			out = append(out, g)
			for i := n - 2; i >= 0; i-- {
				out = append(out, letterform{id: noInk, says: string(letters[i]), right: step*float64(n-1-i) - g.advance, naturalWidth: math.Round(step)})
			}
			continue
		}
		out = append(out, g)
	}
	return out
}

// tell shares the characters of each cluster out among its glyphs, in the order they are read.
func (s *scriptInk) tell(out []letterform, info []harfbuzz.GlyphInfo, runes []rune) {
	for i := 0; i < len(info); {
		end := i
		for end < len(info) && info[end].Cluster == info[i].Cluster {
			end++
		}
		next := len(runes) // the cluster's characters end where the following one begins
		if s.rtl && i > 0 {
			next = info[i-1].Cluster
		} else if !s.rtl && end < len(info) {
			next = info[end].Cluster
		}
		says := runes[min(info[i].Cluster, next):next]
		n := end - i
		for k := range n {
			at := i + k
			if s.rtl {
				at = end - 1 - k
			}
			take := min(1, len(says))
			if k == n-1 {
				take = len(says)
			}
			out[at].says, says = string(says[:take]), says[take:]
		}
		i = end
	}
}

// apart gives each character's own glyph, unjoined.
func (s *scriptInk) apart(text string) []letterform {
	var out []letterform
	for _, r := range text {
		g, _ := s.script.font().NominalGlyph(r)
		w := float64(s.face.HorizontalAdvance(g)) * 1000 / float64(s.face.Upem())
		out = append(out, letterform{id: g, says: string(r), advance: w, naturalWidth: w})
	}
	if s.rtl {
		slices.Reverse(out)
	}
	return out
}

// piece is a part of a stretch in one typeface.
type piece struct {
	script *script // nil: the paper's own
	text   string
}

// typefaces cuts text that runs one way into pieces of one typeface, in reading order.
func typefaces(text []rune) []piece {
	var out []piece
	var prev *script
	for i, r := range text {
		s := scriptAfter(r, prev)
		if i == 0 || s != prev {
			out = append(out, piece{script: s})
		}
		out[len(out)-1].text += string(r)
		prev = s
	}
	return out
}

// wide gives the width of printable text in the font chosen last, in points.
func (p *Paper) wide(text string) float64 {
	if !shaped(text) {
		return p.pdf.GetStringWidth(text)
	}
	w := 0.0
	for _, part := range typefaces([]rune(text)) {
		w += p.pieceWidth(part)
	}
	return w
}

func (p *Paper) pieceWidth(part piece) float64 {
	if part.script == nil {
		return p.pdf.GetStringWidth(part.text)
	}
	w := 0.0
	for _, g := range p.script(part.script).shape(part.text) {
		w += g.advance
	}
	return w * p.style.Size / 1000
}

// text draws one line of printable text in the font chosen last, its left end at x and its letters standing on y from the top. rtl
// is the way of its paragraph, by which the parts of a mixed line are put in order.
func (p *Paper) text(x, y float64, line string, rtl bool) {
	if !rtl && !shaped(line) {
		p.pdf.Text(x, y, line)
		return
	}
	runes := []rune(line)
	list := stretches(levels(runes, rtl))
	left := make([]float64, len(list))
	for _, i := range sightOrder(list) {
		left[i] = x
		x += p.wide(string(runes[list[i].from:list[i].to]))
	}
	for i, s := range list { // in reading order, for who reads the page without seeing it
		p.stretch(left[i], y, runes[s.from:s.to], s.rtl())
	}
}

// stretch draws text that runs one way.
func (p *Paper) stretch(x, y float64, text []rune, rtl bool) {
	parts := typefaces(text)
	if rtl {
		x += p.wide(string(text))
	}
	for _, part := range parts {
		w := p.pieceWidth(part)
		if rtl {
			x -= w
		}
		switch {
		case part.script != nil:
			p.letterforms(x, y, part)
		case rtl:
			p.pdf.Text(x, y, bidi.ReverseString(part.text))
		default:
			p.pdf.Text(x, y, part.text)
		}
		if !rtl {
			x += w
		}
	}
}

// letterforms draws a piece of a script. Bold is drawn by a line around each letter, and italic not at all: these scripts have none.
func (p *Paper) letterforms(x, y float64, part piece) {
	ink := p.script(part.script)
	var b strings.Builder
	grey := "0.082 0.102 0.118"
	if p.style.Grey {
		grey = "0.333 0.357 0.376"
	}
	fmt.Fprintf(&b, "q %s rg ", grey)
	if p.style.Bold {
		fmt.Fprintf(&b, "%s RG %.3f w 2 Tr ", grey, p.style.Size*0.032)
	}
	fmt.Fprintf(&b, "BT /S%d %.2f Tf %.2f %.2f Td", ink.at, p.style.Size, x, p.high-y)
	pen, drawn, rise, open := 0.0, 0.0, 0.0, false // where the next glyph belongs, where the reader's pen is
	for _, g := range ink.shape(part.text) {
		if g.up != rise {
			if open {
				b.WriteString("] TJ")
			}
			rise, open = g.up, false
			fmt.Fprintf(&b, " %.2f Ts", rise*p.style.Size/1000)
		}
		if !open {
			b.WriteString(" [")
			open = true
		}
		if move := pen + g.right - drawn; move > 0.5 || move < -0.5 {
			fmt.Fprintf(&b, "%.0f", -move)
			drawn += math.RoundToEven(move)
		}
		fmt.Fprintf(&b, "<%04X>", ink.code(g))
		drawn += math.Round(g.naturalWidth)
		pen += g.advance
	}
	if open {
		b.WriteString("] TJ")
	}
	b.WriteString(" ET Q")
	if ink.rtl {
		p.pdf.RawWriteStr(b.String()) // readers turn it round letter by letter, and would turn a text given for it round once more
		return
	}
	p.said(part.text, func() { p.pdf.RawWriteStr(b.String()) })
}

// code gives the code a glyph is drawn by.
func (s *scriptInk) code(g letterform) uint16 {
	key := letterCode{g.id, g.says, math.Round(g.naturalWidth)}
	c, ok := s.codes[key]
	if !ok {
		if len(s.order) == 0xFFFE {
			return 0 // more than any language has
		}
		s.order = append(s.order, key)
		c = uint16(len(s.order))
		s.codes[key] = c
	}
	return c
}

// breakable tells whether a word may be cut before a character: never between a letter and its marks.
func breakable(r rune) bool { return !unicode.IsMark(r) && !joiner(r) }
