package page

import (
	"cmp"
	"slices"
	"strings"
)

// Style is how a paragraph looks. Its measures are points.
type Style struct {
	Size, Lead   float64 // of the letters; from one baseline to the next
	Above, Below float64 // space around the paragraph
	Bold, Grey   bool
	Italic       bool
	Keep         float64 // how much must still fit on the page below it: a heading never ends a page
	Tag          string  // what it is to a screen reader: "H1" to "H6"; "" for a paragraph
}

// The styles of our own pages.
var (
	Title   = Style{Size: 25, Lead: 32, Below: 10, Bold: true, Keep: 60, Tag: "H1"}
	Heading = Style{Size: 18, Lead: 24, Above: 2, Below: 12, Bold: true, Keep: 60, Tag: "H2"}
	Sub     = Style{Size: 12.5, Lead: 17, Above: 12, Below: 5, Bold: true, Keep: 40, Tag: "H3"}
	Body    = Style{Size: 10.5, Lead: 15.5, Below: 8}
	Small   = Style{Size: 8.5, Lead: 12, Below: 4, Grey: true}
)

// Gap leaves so many points empty.
func (p *Paper) Gap(points float64) { p.y += points }

// Write sets text as one paragraph a line of it, over as many pages as it takes, and gives the place of its first lines
// on one page.
func (p *Paper) Write(s Style, text string) Spot {
	p.font(s)
	type set struct {
		text string
		rtl  bool
		of   *element
	}
	var lines []set
	for _, para := range strings.Split(text, "\n") {
		para = p.printable(para)
		e, rtl := p.top.child(cmp.Or(s.Tag, "P")), rightToLeft(para)
		for _, l := range spaced(p.wrap(para, Measure), rtl) {
			lines = append(lines, set{l, rtl, e})
		}
	}
	p.room(s.Above + s.Lead + s.Keep)
	if p.y > head {
		p.y += s.Above
	}
	first := Spot{Page: p.Pages() - 1, Rect: [4]float64{side, Height - p.y, side + Measure, Height - p.y}}
	for _, l := range lines {
		p.room(s.Lead)
		p.mark(l.of)
		p.line(s, side, l.text, l.rtl)
		if p.Pages()-1 == first.Page {
			first.Rect[1] = Height - p.y
		}
	}
	p.y += s.Below
	return first
}

// room begins a new page if less than this height is left.
func (p *Paper) room(h float64) {
	if p.Pages() == 0 || p.y+h > Height-foot {
		p.Page()
	}
}

// line draws one line with its left end at x and moves down.
func (p *Paper) line(s Style, x float64, text string, rtl bool) {
	p.font(s)
	p.text(x, p.y+s.baseline(), text, rtl)
	p.y += s.Lead
}

// baseline is how far below the top of a line its letters stand: the letters sit in the middle of the lead.
func (s Style) baseline() float64 { return s.Lead/2 + s.Size*0.36 }

// wrap breaks printable text into lines no wider than width in the chosen font: at spaces, and inside a word only when the
// word alone is too wide. It always gives at least one line.
func (p *Paper) wrap(text string, width float64) []string {
	var lines []string
	line, filled, space := "", 0.0, p.wide(" ")
	for _, word := range strings.Fields(text) {
		w := p.wide(word)
		if line != "" && filled+space+w <= width {
			line += " " + word
			filled += space + w
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		head, rest := p.split(word, width)
		for rest != "" {
			lines = append(lines, head)
			head, rest = p.split(rest, width)
		}
		line, filled = head, p.wide(head)
	}
	return append(lines, line)
}

// spaced ends every line but the last with a space, which nobody sees: without it, the last word of a line and the first of the next are
// read as one. Where a line runs from right to left it would move what is seen.
func spaced(lines []string, rtl bool) []string {
	if rtl || len(lines) < 2 {
		return lines
	}
	out := slices.Clone(lines)
	for i := range out[:len(out)-1] {
		out[i] += " "
	}
	return out
}

// split gives as much of a word as fits the width, one letter at least, and the rest.
func (p *Paper) split(word string, width float64) (fits, rest string) {
	if p.wide(word) <= width {
		return word, ""
	}
	w, cut := 0.0, 0
	for i, r := range word {
		w += p.wide(string(r))
		if i > 0 && breakable(r) {
			cut = i
		}
		if w > width && cut > 0 {
			return word[:cut], word[cut:]
		}
	}
	return word, ""
}
