package page

import (
	"strings"

	"ehccasefile/casefile/internal/prose"
)

// look is how a stretch of words is drawn.
type look struct {
	bold, italic, under, strike, raised bool
}

// bit is a stretch of one line in one look: a word or a part of one, or the spaces between two.
type bit struct {
	look
	text  string
	width float64
	at    float64 // from the left end of its line
	rtl   bool    // it runs from right to left
}

// space tells whether a bit is spaces, which may hang over the end of a line.
func (b bit) space() bool { return b.text != "" && b.text[0] == ' ' }

// glyph is a letter of one weight and slope.
type glyph struct {
	letter       rune
	bold, italic bool
}

// instead are the signs the typeface lacks that forms are full of, and what is printed for them: an empty box and a
// crossed one must never look the same.
var instead = strings.NewReplacer("☐", "[ ]", "□", "[ ]", "❏", "[ ]", "❑", "[ ]", "☑", "[X]", "☒", "[X]", "✓", "(tick)", "✔", "(tick)",
	"✗", "(cross)", "✘", "(cross)", "●", "•", "◦", "•", "○", "•", "▪", "•", "■", "•", "❖", "•", "➢", "›", "→", "->", "←", "<-", "\uFB01", "fi", "\uFB02", "fl")

// lines breaks runs into lines no wider than width. It gives at least one. Its time grows with the letters, whatever the
// length of a word.
func (s *setter) lines(runs []prose.Run, base Style, width float64) []slab {
	l := &liner{s: s, base: base, width: max(width, 10)}
	l.rtl = runsRight(runs)
	for _, r := range runs {
		l.run(r)
	}
	l.word()
	l.end()
	return l.out
}

// runsRight tells whether a paragraph runs from right to left.
func runsRight(runs []prose.Run) bool {
	var all strings.Builder
	for _, r := range runs {
		all.WriteString(r.Text)
	}
	return rightToLeft(all.String())
}

// liner fills one line after another.
type liner struct {
	s       *setter
	base    Style
	width   float64
	rtl     bool    // the way of the paragraph
	soft    bool    // the line ends between two words of one paragraph
	x       float64 // where the line ends so far
	line    []bit   // the line so far
	waiting []bit   // the word that is not on a line yet
	wide    float64 // its width
	out     []slab
}

// run adds a run: words, spaces, tabs and ends of lines.
func (l *liner) run(r prose.Run) {
	k := look{bold: r.Bold || l.base.Bold, italic: r.Italic || l.base.Italic, under: r.Underline, strike: r.Strike, raised: r.Raised}
	text := r.Text
	for text != "" {
		n := strings.IndexAny(text, "\n\t\f\v\u2028")
		if n < 0 {
			n = len(text)
		}
		for _, piece := range pieces(l.s.p.printable(instead.Replace(text[:n]))) {
			l.add(bit{look: k, text: piece, width: l.s.measure(l.base, k, piece)})
		}
		if n == len(text) {
			return
		}
		l.control(text[n])
		text = strings.TrimPrefix(text[n:], text[n:n+1])
		text = strings.TrimPrefix(text, "\x80\xA8") // the rest of U+2028
	}
}

// control ends the word at a tab, and the line at anything else.
func (l *liner) control(c byte) {
	l.word()
	if c != '\t' {
		l.end()
		return
	}
	l.x = (float64(int(l.x/tabStop+0.01)) + 1) * tabStop
	if l.x > l.width {
		l.end()
	}
}

// add takes the next bit: a word waits until its end is known.
func (l *liner) add(b bit) {
	if !b.space() {
		l.waiting = append(l.waiting, b)
		l.wide += b.width
		return
	}
	l.word()
	l.place(b)
}

// word puts the waiting word on this line or the next, and cuts it only where it is wider than a whole line.
func (l *liner) word() {
	if l.x > 0 && l.x+l.wide > l.width {
		l.soft = true
		l.end()
	}
	for _, b := range l.waiting {
		if l.wide > l.width {
			l.cut(b)
		} else {
			l.place(b)
		}
	}
	l.waiting, l.wide = l.waiting[:0], 0
}

// cut places a bit letter by letter, beginning lines as they fill.
func (l *liner) cut(b bit) {
	start, x := 0, l.x
	for i, r := range b.text {
		w := l.s.letter(l.base, b.look, r)
		if x+w > l.width && x > 0 && breakable(r) {
			if i > start {
				l.place(bit{look: b.look, text: b.text[start:i], width: x - l.x})
			}
			l.end()
			start, x = i, 0
		}
		x += w
	}
	l.place(bit{look: b.look, text: b.text[start:], width: x - l.x})
}

func (l *liner) place(b bit) {
	b.at = l.x
	l.line = append(l.line, b)
	l.x += b.width
}

// end closes the line, without the spaces at its end.
func (l *liner) end() {
	line := l.line
	for len(line) > 0 && line[len(line)-1].space() {
		line = line[:len(line)-1]
	}
	line = l.arranged(joined(line))
	if n := len(line); l.soft && n > 0 && !l.rtl && !line[n-1].rtl {
		line[n-1].text += " " // as spaced does
	}
	l.soft = false
	l.out = append(l.out, slab{height: l.base.Lead, ink: func(x, y float64) { l.s.ink(line, l.base, x, y) }})
	l.line, l.x = nil, 0
}

// joined makes one bit of neighbours that look alike, so that a line underneath them has no holes.
func joined(line []bit) []bit {
	var out []bit
	for i := 0; i < len(line); {
		b, end := line[i], i+1
		for end < len(line) && line[end].look == b.look && line[end].at-(b.at+b.width) < 0.01 {
			b.width = line[end].at + line[end].width - b.at
			end++
		}
		if end > i+1 {
			var text strings.Builder
			for _, part := range line[i:end] {
				text.WriteString(part.text)
			}
			b.text = text.String()
		}
		out, i = append(out, b), end
	}
	return out
}

// style is the base style in this look.
func (k look) style(base Style) Style {
	base.Bold, base.Italic = k.bold, k.italic
	if k.raised {
		base.Size *= 0.68
	}
	return base
}

// ink draws the bits of a line whose top left corner is at x, y.
func (s *setter) ink(line []bit, base Style, x, y float64) {
	y += base.baseline()
	for _, b := range line {
		at := y
		if b.raised {
			at -= base.Size * 0.34
		}
		s.p.font(b.style(base))
		if b.rtl || shaped(b.text) {
			s.p.stretch(x+b.at, at, []rune(b.text), b.rtl)
		} else {
			s.p.pdf.Text(x+b.at, at, b.text)
		}
		if b.under {
			s.under(x+b.at, at+base.Size*0.13, b.width)
		}
		if b.strike {
			s.under(x+b.at, at-b.style(base).Size*0.28, b.width)
		}
	}
}

// under draws the line of an underline or a strike-through.
func (s *setter) under(x, y, width float64) {
	s.p.pdf.SetDrawColor(0x15, 0x1a, 0x1e)
	s.p.pdf.SetLineWidth(0.7)
	s.p.pdf.Line(x, y, x+width, y)
}

// width measures text in a style.
func (s *setter) width(base Style, text string) float64 {
	return s.measure(base, look{bold: base.Bold, italic: base.Italic}, s.p.printable(instead.Replace(text)))
}

func (s *setter) measure(base Style, k look, text string) float64 {
	if shaped(text) {
		s.p.font(k.style(base))
		return s.p.wide(text)
	}
	w := 0.0
	for _, r := range text {
		w += s.letter(base, k, r)
	}
	return w
}

// letter gives the width of a letter, asking the library once for each.
func (s *setter) letter(base Style, k look, r rune) float64 {
	g, style := glyph{r, k.bold, k.italic}, k.style(base)
	w, known := s.glyphs[g]
	if !known {
		s.p.font(style)
		w = float64(s.p.pdf.GetStringSymbolWidth(string(r)))
		if scriptOf(r) != nil {
			w = s.p.wide(string(r)) * 1000 / style.Size
		}
		s.glyphs[g] = w
	}
	return w * style.Size / 1000
}

// arranged puts the bits of a line that holds right-to-left writing where they are seen. They stay in reading order. What stands
// between tabs is put in order by itself; a line without them begins at the right edge where its paragraph does.
func (l *liner) arranged(line []bit) []bit {
	mixed := l.rtl
	for _, b := range line {
		mixed = mixed || shaped(b.text)
	}
	if !mixed {
		return line
	}
	var out []bit
	parts := 0
	for i := 0; i < len(line); parts++ {
		end := i + 1
		for end < len(line) && line[end].at-(line[end-1].at+line[end-1].width) < 0.01 {
			end++
		}
		out = append(out, l.ordered(line[i:end])...)
		i = end
	}
	if l.rtl && parts == 1 {
		edge := 0.0
		for _, b := range out {
			edge = max(edge, b.at+b.width)
		}
		for i := range out {
			out[i].at += l.width - edge
		}
	}
	return out
}

// ordered cuts bits where their way changes, and gives each part its place.
func (l *liner) ordered(line []bit) []bit {
	var text []rune
	var ends []int
	for _, b := range line {
		text = append(text, []rune(b.text)...)
		ends = append(ends, len(text))
	}
	var list []stretch
	var out []bit
	at := 0
	for _, s := range stretches(levels(text, l.rtl)) {
		for s.from < s.to {
			for ends[at] <= s.from {
				at++
			}
			cut := stretch{s.from, min(s.to, ends[at]), s.level}
			b := line[at]
			b.text, b.rtl = string(text[cut.from:cut.to]), cut.rtl()
			b.width = l.s.measure(l.base, b.look, b.text)
			list, out = append(list, cut), append(out, b)
			s.from = cut.to
		}
	}
	x := line[0].at
	for _, i := range sightOrder(list) {
		out[i].at = x
		x += out[i].width
	}
	return out
}
