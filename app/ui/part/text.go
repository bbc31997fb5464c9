package part

import (
	"regexp"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Span is a run of words in one ink.
type Span struct {
	Words string
	Bold  bool
	Ink   fyne.ThemeColorName // empty: the text's own
}

// Text shows words, wrapped at the width it is given and never wider than about 90 letters, which is as long a line as the
// eye follows.
type Text struct {
	widget.BaseWidget
	Spans []Span
	Type  fyne.ThemeSizeName
	Ink   fyne.ThemeColorName
	Most  int  // show at most so many lines and end with "…"; 0 shows all
	Whole bool // never wrap: a button's or chip's words

	Narrow bool // it may stand where hardly a word has room, and a long one is then broken

	light   bool   // drawn without bold, in the room that bold would need
	words   []word // split once for a size of type
	sizedAt float32
	rows    [][]word
	rowsFor float32
}

type word struct {
	text  string
	span  int
	width float32
	space float32 // the space before it, 0 where it joins the word before
	line  bool    // begins a new line
}

// maxEms is the longest line: about 90 letters, a letter being half as wide as high.
const maxEms = 47

// NewText gives a text of several spans.
func NewText(size fyne.ThemeSizeName, spans ...Span) *Text {
	t := &Text{Spans: spans, Type: size, Ink: InkPlain}
	t.ExtendBaseWidget(t)
	return t
}

// Title is the name of a screen.
func Title(words string) *Text { return NewText(SizeTitle, Span{Words: words, Bold: true}) }

// Lead is the one sentence that matters most.
func Lead(words string) *Text { return NewText(SizeLead, Span{Words: words, Bold: true}) }

// Heading is the title of a card.
func Heading(words string) *Text { return NewText(SizeCard, Span{Words: words, Bold: true}) }

// Body is plain text.
func Body(words string) *Text { return NewText(SizeBody, Span{Words: words}) }

// Strong is plain text in bold.
func Strong(words string) *Text { return NewText(SizeBody, Span{Words: words, Bold: true}) }

// Quiet is an explanation, smaller and paler.
func Quiet(words string) *Text { return NewText(SizeQuiet, Span{Words: words}).In(InkQuiet) }

// In sets the ink.
func (t *Text) In(ink fyne.ThemeColorName) *Text {
	t.Ink = ink
	return t
}

// AtMost cuts the text after n lines and says so with "…".
func (t *Text) AtMost(n int) *Text {
	t.Most = n
	return t
}

// OneLine keeps the text from wrapping.
func (t *Text) OneLine() *Text {
	t.Whole = true
	return t
}

// Set changes the words.
func (t *Text) Set(spans ...Span) {
	t.Spans = spans
	t.Refresh()
}

// Say changes the words, keeping the first span's manner.
func (t *Text) Say(words string) {
	span := Span{}
	if len(t.Spans) > 0 {
		span = t.Spans[0]
	}
	span.Words = words
	t.Set(span)
}

// String gives the words, with plain spaces.
func (t *Text) String() string {
	var b strings.Builder
	for _, s := range t.Spans {
		b.WriteString(s.Words)
	}
	return strings.ReplaceAll(b.String(), string(hardSpace), " ")
}

// AccessibilityLabel is what a screen reader says.
func (t *Text) AccessibilityLabel() string { return plainly(t.String()) }

// AccessibilityRole is text.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// Refresh measures the words anew, for they or the theme may have changed.
func (t *Text) Refresh() {
	t.words, t.rows = nil, nil
	t.BaseWidget.Refresh()
}

// HeightFor gives the height at a width.
func (t *Text) HeightFor(width float32) float32 {
	return float32(len(t.wrap(width))) * t.lineHeight()
}

// MinSize is the longest word's width (or the whole line's, when it may not wrap) by the height at the present width.
func (t *Text) MinSize() fyne.Size {
	t.split()
	var w float32
	for words := t.words; len(words) > 0; {
		whole := together(words)
		w, words = max(w, wide(whole)), words[len(whole):]
	}
	if t.Whole {
		return fyne.NewSize(t.NaturalWidth(), t.lineHeight())
	}
	w = min(w, t.points()*t.longest()) // a word longer than this is broken
	return fyne.NewSize(w, t.HeightFor(max(w, t.BaseWidget.Size().Width)))
}

// longest is how many body letters' heights a word may be wide before it is broken.
func (t *Text) longest() float32 {
	if t.Narrow {
		return 5
	}
	return 10
}

// NaturalWidth is the width of all the words in one line.
func (t *Text) NaturalWidth() float32 {
	t.split()
	var w float32
	for _, word := range t.words {
		w += word.space + word.width
	}
	return w
}

func (t *Text) points() float32 { return theme.SizeForWidget(t.Type, t) }

// LineHeight is the height of one line.
func (t *Text) LineHeight() float32 { return t.lineHeight() }

func (t *Text) lineHeight() float32 {
	return fyne.MeasureText("Ág", t.points(), fyne.TextStyle{}).Height + t.points()*0.12
}

// split makes words of the spans and measures each once.
func (t *Text) split() {
	if t.words != nil && t.sizedAt == t.points() {
		return
	}
	t.words, t.rows, t.sizedAt = t.words[:0:0], nil, t.points()
	joined := true // the next word follows the one before without a space
	for i, span := range t.Spans {
		for n, paragraph := range strings.Split(span.Words, "\n") {
			if n > 0 {
				t.words = append(t.words, word{span: i, line: true})
				joined = true
			}
			joined = t.splitRun(paragraph, i, joined)
		}
	}
}

// hardSpace is a space at which no line breaks, unless what it holds together is longer than a line.
const hardSpace = '\u00a0'

// Unbroken holds words together on one line.
func Unbroken(words string) string { return strings.ReplaceAll(words, " ", string(hardSpace)) }

// bound finds what must not be parted: a number and the short word after it, for "14" at the end of a line reads as a number of its own, and the halves of a
// postcode.
var bound = regexp.MustCompile(`\b(\d{1,4}|[A-Z]{1,2}\d[A-Z\d]?) ((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*|\d[A-Z]{2}|[a-z]{2,7})\b`)

// splitRun adds one paragraph's words, and says whether the next word would join on to the last.
func (t *Text) splitRun(run string, span int, joined bool) bool {
	style := fyne.TextStyle{Bold: t.Spans[span].Bold}
	space := fyne.MeasureText(" ", t.points(), style).Width
	if strings.HasPrefix(run, " ") {
		joined = false
	}
	run = bound.ReplaceAllString(run, "$1"+string(hardSpace)+"$2")
	for _, s := range strings.FieldsFunc(run, func(r rune) bool { return r != hardSpace && unicode.IsSpace(r) }) {
		s = strings.ReplaceAll(s, string(hardSpace), " ")
		w := word{text: s, span: span, width: fyne.MeasureText(s, t.points(), style).Width}
		if !joined {
			w.space = space
		}
		t.words = append(t.words, w)
		joined = false
	}
	return run == "" && joined || run != "" && !strings.HasSuffix(run, " ")
}

// wrap lays the words in lines no wider than width.
func (t *Text) wrap(width float32) [][]word {
	t.split()
	if !t.Whole {
		width = min(width, t.points()*maxEms)
	}
	if t.rows != nil && t.rowsFor == width {
		return t.rows
	}
	t.rowsFor, t.rows = width, t.fill(width)
	if t.Most > 0 && len(t.rows) > t.Most {
		t.rows = t.rows[:t.Most]
		t.rows[t.Most-1] = t.shorten(t.rows[t.Most-1], width)
	}
	return t.rows
}

func (t *Text) fill(width float32) [][]word {
	rows := [][]word{nil}
	var x float32
	fresh := func() { rows, x = append(rows, nil), 0 }
	for words := t.words; len(words) > 0; {
		if words[0].line {
			fresh()
			words = words[1:]
			continue
		}
		whole := together(words)
		words = words[len(whole):]
		if !t.Whole && x > 0 && x+whole[0].space+wide(whole) > width+0.5 {
			fresh()
		}
		for _, piece := range t.pieces(whole, width) {
			if !t.Whole && x > 0 && x+piece[0].space+wide(piece) > width+0.5 {
				fresh()
			}
			if x == 0 {
				piece[0].space = 0
			}
			x += piece[0].space + wide(piece)
			rows[len(rows)-1] = append(rows[len(rows)-1], piece...)
		}
	}
	return rows
}

// together gives what stands at the front of words without a space between: one word to the eye, though a part of it may be marked.
func together(words []word) []word {
	n := 1
	for n < len(words) && !words[n].line && words[n].space == 0 {
		n++
	}
	return words[:n]
}

// wide is the width of words that stand together, without the space before them.
func wide(words []word) (width float32) {
	for i, w := range words {
		if width += w.width; i > 0 {
			width += w.space
		}
	}
	return width
}

// pieces cuts what stands together into parts that fit in a line: not at all, where the whole fits; otherwise behind the signs of an address, and only
// where that is not enough, anywhere.
func (t *Text) pieces(whole []word, width float32) [][]word {
	if t.Whole || wide(whole) <= width+0.5 || width < t.points() {
		return [][]word{append([]word(nil), whole...)}
	}
	var out [][]word
	for _, part := range t.cut(whole, func(_ []word, before rune, _ word) bool { return strings.ContainsRune("@./-_ ", before) }) {
		if len(out) > 0 && wide(out[len(out)-1])+wide(part) <= width+0.5 {
			out[len(out)-1] = t.join(out[len(out)-1], part...)
			continue
		}
		out = append(out, t.cut(part, func(piece []word, _ rune, next word) bool {
			return wide(t.join(append([]word(nil), piece...), next)) > width
		})...)
	}
	out[0][0].space = whole[0].space
	return out
}

// cut cuts what stands together wherever here says so, of the piece so far, its last letter and the next.
func (t *Text) cut(whole []word, here func(piece []word, before rune, next word) bool) [][]word {
	out, before := [][]word{nil}, rune(0)
	for _, w := range whole {
		for _, r := range w.text {
			letter := word{text: string(r), span: w.span}
			if piece := out[len(out)-1]; len(piece) > 0 && here(piece, before, letter) {
				out = append(out, nil)
			}
			out[len(out)-1] = t.join(out[len(out)-1], letter)
			before = r
		}
	}
	return out
}

// join puts words behind others that they stand together with: letters of one span become one word, measured as it will be drawn.
func (t *Text) join(words []word, more ...word) []word {
	for _, w := range more {
		if n := len(words); n > 0 && words[n-1].span == w.span {
			w.text = words[n-1].text + w.text
			w.space, words = words[n-1].space, words[:n-1]
		}
		w.width = fyne.MeasureText(w.text, t.points(), t.style(w.span)).Width
		words = append(words, w)
	}
	return words
}

// shorten takes words off a line until "…" fits after it, and letters off where there is one word only.
func (t *Text) shorten(row []word, width float32) []word {
	row = append([]word(nil), row...)
	for len(row) > 0 {
		n := len(row) - 1
		if last := t.dotted(row[n]); wide(row[:n])+last.space+last.width <= width {
			return append(row[:n], last)
		}
		start := n
		for start > 0 && row[start].space == 0 { // a word goes whole, though a part of it may be marked
			start--
		}
		switch letters := []rune(row[n].text); {
		case start > 0:
			row = row[:start]
		case n > 0:
			row = row[:n]
		case len(letters) > 1:
			row[0].text = string(letters[:len(letters)-1])
		default:
			return []word{t.dotted(row[0])}
		}
	}
	return row
}

// dotted gives a word with "…" behind it.
func (t *Text) dotted(w word) word {
	w.text = strings.TrimRight(w.text, ".,;:…") + "…"
	w.width = fyne.MeasureText(w.text, t.points(), t.style(w.span)).Width
	return w
}

func (t *Text) style(span int) fyne.TextStyle {
	return fyne.TextStyle{Bold: t.Spans[span].Bold && !t.light}
}

// CreateRenderer is Fyne's.
func (t *Text) CreateRenderer() fyne.WidgetRenderer { return &textRenderer{text: t} }

type textRenderer struct {
	text    *Text
	objects []fyne.CanvasObject
	drawn   float32
}

func (r *textRenderer) Destroy()                     {}
func (r *textRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *textRenderer) MinSize() fyne.Size           { return r.text.MinSize() }

func (r *textRenderer) Layout(size fyne.Size) {
	if r.objects != nil && r.text.rows != nil && r.drawn == size.Width {
		return
	}
	r.drawn = size.Width
	r.draw(size.Width)
}

func (r *textRenderer) Refresh() {
	r.draw(r.text.BaseWidget.Size().Width)
	canvas.Refresh(r.text)
}

// draw makes one canvas text of each run of words in one ink on one line.
func (r *textRenderer) draw(width float32) {
	r.objects = []fyne.CanvasObject{}
	height := r.text.lineHeight()
	for i, row := range r.text.wrap(width) {
		var x float32
		for len(row) > 0 {
			n, words, wide := r.run(row)
			run := r.write(words, row[0].span)
			run.Move(fyne.NewPos(x+row[0].space, float32(i)*height))
			run.Resize(fyne.NewSize(wide, height))
			r.objects = append(r.objects, run)
			x += wide + row[0].space
			row = row[n:]
		}
	}
}

// run takes the words of one span from the front of a line.
func (r *textRenderer) run(row []word) (n int, words string, width float32) {
	var b strings.Builder
	for n = 0; n < len(row) && row[n].span == row[0].span; n++ {
		if n > 0 && row[n].space > 0 {
			b.WriteString(" ")
		}
		b.WriteString(row[n].text)
		if n > 0 {
			width += row[n].space
		}
		width += row[n].width
	}
	return n, b.String(), width
}

func (r *textRenderer) write(words string, span int) *canvas.Text {
	ink := r.text.Spans[span].Ink
	if ink == "" {
		ink = r.text.Ink
	}
	c := canvas.NewText(words, theme.ColorForWidget(ink, r.text))
	c.TextSize = r.text.points()
	c.TextStyle = r.text.style(span)
	return c
}
