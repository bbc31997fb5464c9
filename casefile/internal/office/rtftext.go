package office

import (
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"ehccasefile/casefile/internal/prose"
)

// letter takes one byte of text.
func (r *rtf) letter(c byte) {
	if r.over > 0 {
		return
	}
	r.state.fresh = false
	if r.pending > 0 {
		r.pending--
		return
	}
	switch r.state.dest {
	case destPicture:
		r.digit(c)
	case destSkip, destShape, destForm:
	default:
		r.raw = append(r.raw, c)
	}
}

// digit takes one hexadecimal digit of a picture.
func (r *rtf) digit(c byte) {
	p, d := r.state.picture, unhex(c)
	if p == nil || d < 0 {
		return
	}
	if p.half == 0 {
		p.half = d + 1
		return
	}
	p.hex = append(p.hex, byte((p.half-1)<<4|d))
	p.half = 0
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// quoted takes a byte written as two digits.
func (r *rtf) quoted() {
	if r.at+2 > len(r.data) {
		r.at = len(r.data)
		return
	}
	high, low := unhex(r.data[r.at]), unhex(r.data[r.at+1])
	if high < 0 || low < 0 {
		return
	}
	r.at += 2
	r.letter(byte(high<<4 | low))
}

// unicode takes a letter by its number, and lets what stands for it for older readers be passed over.
func (r *rtf) unicode(n int) {
	r.flush()
	if r.pending > 0 {
		r.pending--
		return
	}
	r.state.fresh = false
	c := rune(uint16(n))
	if n > 0xFFFF && n <= 0x10FFFF {
		c = rune(n)
	}
	switch {
	case utf16.IsSurrogate(c) && r.high == 0:
		r.high = c
	case r.high != 0:
		pair := utf16.DecodeRune(r.high, c)
		r.high = 0
		r.say(string(pair))
	default:
		r.say(signs(r.fonts[r.state.font].symbol, string(c)))
	}
	r.pending = r.state.skip
}

// flush decodes the bytes taken so far in the code page of their font.
func (r *rtf) flush() {
	if len(r.raw) == 0 {
		return
	}
	f := r.fonts[r.state.font]
	text := ""
	switch {
	case f.symbol != "" && (r.state.dest == destWords || r.state.dest == destMark):
		var b strings.Builder
		for _, c := range r.raw {
			b.WriteString(signs(f.symbol, string(rune(c))))
		}
		text = b.String()
	case ascii(r.raw):
		text = string(r.raw)
	default:
		page := r.page
		if f.coded {
			page = f.page
		}
		text = decoded(page, r.raw)
	}
	r.raw = r.raw[:0]
	r.say(text)
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// codePages are those of the letters of \'hh.
var codePages = map[int]encoding.Encoding{437: charmap.CodePage437, 850: charmap.CodePage850, 852: charmap.CodePage852, 866: charmap.CodePage866,
	874: charmap.Windows874, 932: japanese.ShiftJIS, 936: simplifiedchinese.GBK, 949: korean.EUCKR, 950: traditionalchinese.Big5,
	1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252, 1253: charmap.Windows1253, 1254: charmap.Windows1254,
	1255: charmap.Windows1255, 1256: charmap.Windows1256, 1257: charmap.Windows1257, 1258: charmap.Windows1258, 10000: charmap.Macintosh}

// charsets are the code pages of \fcharset.
var charsets = map[int]int{0: 1252, 77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256,
	186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850}

func decoded(page int, b []byte) string {
	enc := codePages[page]
	if page == 65001 {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	if enc == nil {
		enc = charmap.Windows1252
	}
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return strings.Repeat("\uFFFD", len(b))
	}
	return string(out)
}

// say takes text for what the group is for.
func (r *rtf) say(text string) {
	if r.over > 0 || text == "" {
		return
	}
	switch r.state.dest {
	case destWords:
		r.words(text)
	case destMark:
		r.state.flow.mark += text[:min(len(text), 100)]
		if len(r.state.flow.mark) > 200 {
			r.state.flow.mark = r.state.flow.mark[:200]
		}
		r.state.flow.mark = strings.ToValidUTF8(r.state.flow.mark, "")
	case destTitle:
		keepText(&r.title, text)
	case destAuthor:
		keepText(&r.author, text)
	case destCode:
		if r.state.field != nil {
			keepText(&r.state.field.code, text)
		}
	case destFonts, destStyles, destProp:
		if r.state.name != nil {
			keepText(r.state.name, text)
		}
	}
}

func keepText(b *strings.Builder, text string) {
	if b.Len()+len(text) < 4000 {
		b.WriteString(text)
	}
}

// words writes words in the present look.
func (r *rtf) words(text string) {
	if r.state.drop {
		return
	}
	if r.state.look.hidden > 0 {
		r.hide(text)
		return
	}
	run := r.state.look.run(text)
	run.Underline = run.Underline || r.state.in
	run.Strike = run.Strike || r.state.gone
	if r.state.field != nil {
		run.Link = r.state.field.link()
	}
	_ = r.state.flow.write(run) // past the bound, read ends
}

// link gives the address of a HYPERLINK field.
func (f *rtfField) link() string {
	rest, is := strings.CutPrefix(strings.TrimSpace(f.code.String()), "HYPERLINK")
	if !is {
		return ""
	}
	parts := strings.SplitN(rest, `"`, 3)
	if len(parts) < 3 || strings.Contains(parts[0], `\l`) {
		return ""
	}
	return parts[1]
}

// rtfFlow is a stretch of paragraphs and tables: the body, a footnote, a header, a text box.
type rtfFlow struct {
	passage
	r        *rtf
	levels   []*rtfLevel // the body first, then the tables inside one another
	mark     string
	numbered bool
}

// rtfLevel is the body, or a table that is open.
type rtfLevel struct {
	cell  []prose.Block
	cells []prose.Cell
	rows  []prose.Row
	edges [][]int // of the rows' cells
}

func (r *rtf) flow() *rtfFlow {
	f := &rtfFlow{r: r, levels: []*rtfLevel{{}}}
	f.passage.t = &r.tally
	return f
}

// reach opens or closes tables until so many are open.
func (f *rtfFlow) reach(depth int) *rtfLevel {
	depth = min(max(depth, 0), 20)
	for len(f.levels)-1 > depth {
		f.shut()
	}
	for len(f.levels)-1 < depth {
		f.levels = append(f.levels, &rtfLevel{})
	}
	return f.levels[len(f.levels)-1]
}

// shut ends the innermost table and puts it into what holds it.
func (f *rtfFlow) shut() {
	l := f.levels[len(f.levels)-1]
	f.levels = f.levels[:len(f.levels)-1]
	if len(l.cell) > 0 {
		l.cells = append(l.cells, prose.Cell{Blocks: l.cell})
	}
	if len(l.cells) > 0 {
		l.rows, l.edges = append(l.rows, prose.Row{Cells: l.cells}), append(l.edges, nil)
	}
	if len(l.rows) > 0 {
		spans(l)
		outer := f.levels[len(f.levels)-1]
		outer.cell = append(outer.cell, prose.Block{Kind: prose.Table, Rows: l.rows})
	}
}

func (f *rtfFlow) finish() {
	if !f.empty() || len(f.after) > 0 {
		f.r.paragraph(f, f.r.state.props, len(f.levels)-1)
	}
	f.reach(0)
}

func (f *rtfFlow) blocks() []prose.Block { return f.levels[0].cell }

// paragraph ends a paragraph at a depth of tables.
func (r *rtf) paragraph(f *rtfFlow, props paraProps, depth int) {
	l := f.reach(depth)
	shape := prose.Block{Kind: prose.Paragraph}
	if mark := strings.TrimSpace(f.mark); f.mark != "" {
		shape = prose.Block{Kind: prose.Item, Level: props.level, Mark: mark}
		if mark == "\uFFFD" {
			shape.Mark = "•"
		}
	}
	f.mark = ""
	if props.outline > 0 && props.outline < 10 && !f.empty() {
		shape.Kind, shape.Level = prose.Heading, min(props.outline, 6)
	}
	f.out = &l.cell
	if f.numbered && pageOnly(f.runs, f.text.String()) {
		f.runs, f.any, f.numbered = nil, false, false
		f.text.Reset()
		return
	}
	f.numbered = false
	_ = f.emit(shape) // past the bound, read ends
}

// end ends a paragraph; a cell's own end makes none of an empty rest.
func (r *rtf) end(cell bool) {
	if r.state.dest != destWords || r.state.flow == nil {
		return
	}
	f := r.state.flow
	if cell && f.empty() && f.mark == "" && len(f.after) == 0 {
		return
	}
	props := r.styles[r.state.style].over(r.state.props)
	r.paragraph(f, props, r.state.itap)
}

// gather puts the notes after the words.
func (r *rtf) gather() {
	titles := [3]string{"Footnotes", "Endnotes", "Comments"}
	for which, title := range titles {
		e := end{title: title}
		for _, n := range r.inner {
			if n.which == which {
				e.items = append(e.items, n.blocks...)
			}
		}
		r.ends = append(r.ends, e)
	}
	if r.marks[2] > 0 {
		r.note("The file holds comments. They are listed at its end.")
	}
	r.headers, r.footers = r.tops, r.feet
}
