package office

import (
	"bytes"
	"strings"

	"ehccasefile/casefile/internal/limit"
	"ehccasefile/casefile/internal/prose"
)

// RTF reads rich text. Errors: ErrDamaged, ErrOther, each with what to do.
func RTF(data []byte) (prose.Document, error) {
	if Kind(data) != KindRTF {
		return prose.Document{}, ErrOther
	}
	r := &rtf{data: data, page: 1252, fonts: map[int]rtfFont{}, said: map[string]bool{}, styles: map[int]paraProps{}}
	r.at = bytes.IndexByte(data, '{')
	r.main = r.flow()
	r.state = rtfState{skip: 1, flow: r.main}
	err := r.read()
	r.main.finish()
	r.gather()
	return r.document(r.main.blocks(), strings.TrimSpace(r.title.String()), err)
}

// rtf is rich text being read: groups of control words and letters.
type rtf struct {
	tally
	data    []byte
	at      int
	state   rtfState
	stack   []rtfState
	over    int // groups that lie too deep
	main    *rtfFlow
	page    int // the code page of letters no font speaks for
	fonts   map[int]rtfFont
	styles  map[int]paraProps
	plain   int // the font of \deff
	raw     []byte
	high    rune // the first half of a pair of \u
	pending int  // letters to pass over after \u
	title   strings.Builder
	author  strings.Builder
	inner   []rtfNote // footnotes and comments
	marks   [3]int
	said    map[string]bool // the headers and footers that were kept
	tops    []prose.Block
	feet    []prose.Block
	prop    string // the name of the shape's property whose value comes next
	row     rtfRow // as \trowd and what follows describe it
}

// rtfDest is what letters of a group are for.
type rtfDest int

const (
	destWords rtfDest = iota
	destSkip
	destFonts
	destStyles
	destTitle
	destMark
	destCode // a field's instruction
	destPicture
	destAuthor
	destForm
	destShape // only the text of a text box counts
	destProp  // the name or the value of a shape's property
)

// rtfState is what a group inherits and gives back.
type rtfState struct {
	dest    rtfDest
	star    bool // the group began with \*
	fresh   bool // nothing has been read in it
	look    docLook
	font    int
	skip    int // letters that stand after a \u for older readers
	in      bool
	gone    bool
	flow    *rtfFlow
	props   paraProps
	itap    int
	style   int
	field   *rtfField
	drop    bool // the result of a field that is not shown
	name    *strings.Builder
	picture *rtfPicture
	form    *rtfForm
	close   func() // what ends with the group
}

type rtfFont struct {
	page   int
	symbol string
	name   string
	coded  bool // the font table gave a character set
}

type rtfField struct{ code strings.Builder }

// rtfForm is a field of an old form.
type rtfForm struct {
	box    bool
	ticked int // -1 where nothing says
}

type rtfPicture struct {
	kind string
	hex  []byte
	half int // the first digit of a byte, from 1; 0 for none
}

type rtfNote struct {
	which  int
	blocks []prose.Block
}

// read goes through the file once.
func (r *rtf) read() error {
	for r.at < len(r.data) {
		c := r.data[r.at]
		switch c {
		case '{':
			r.flush()
			r.at++
			r.push()
		case '}':
			r.flush()
			r.at++
			if r.pop() {
				return nil
			}
		case '\\':
			if err := r.control(); err != nil {
				return err
			}
		case '\r', '\n':
			r.at++
		default:
			r.at++
			r.letter(c)
		}
		if r.tally.blocks > limit.Blocks || r.text > limit.Text || r.runs > limit.OfficeRuns {
			return errFull
		}
	}
	r.flush()
	if len(r.stack) > 0 {
		return ErrDamaged
	}
	return nil
}

// push begins a group.
func (r *rtf) push() {
	if len(r.stack) >= limit.Depth {
		r.over++
		r.deep = true
		return
	}
	r.stack = append(r.stack, r.state)
	r.state.star, r.state.fresh, r.state.close = false, true, nil
	r.pending = 0
	if r.state.dest == destStyles {
		r.sheet()
	}
}

// pop ends a group; it tells whether it was the last.
func (r *rtf) pop() bool {
	if r.over > 0 {
		r.over--
		return false
	}
	r.pending, r.high = 0, 0
	if len(r.stack) == 0 {
		return true
	}
	done := r.state.close
	if done != nil {
		done()
	}
	outer := r.stack[len(r.stack)-1]
	if outer.flow == r.state.flow && r.state.dest == destWords && outer.dest == destWords {
		// The shape of a paragraph outlives a group in it.
		outer.props, outer.itap, outer.style = r.state.props, r.state.itap, r.state.style
	}
	r.state = outer
	r.stack = r.stack[:len(r.stack)-1]
	return len(r.stack) == 0
}

// control reads a control word or sign and obeys it.
func (r *rtf) control() error {
	r.at++
	if r.at >= len(r.data) {
		return ErrDamaged
	}
	c := r.data[r.at]
	if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
		word, n, given := r.word()
		return r.obey(word, n, given)
	}
	r.at++
	if r.over > 0 {
		return nil
	}
	switch c {
	case '\'':
		r.quoted()
	case '*':
		r.state.star = true
	case '~':
		r.say("\u00A0")
	case '_':
		r.say("-")
	case '-', ':', '|':
	case '\r', '\n':
		r.flush()
		r.end(false)
	case '\\', '{', '}':
		r.letter(c)
	}
	return nil
}

// word reads a control word and its number.
func (r *rtf) word() (word string, n int, given bool) {
	start := r.at
	for r.at < len(r.data) && (r.data[r.at] >= 'a' && r.data[r.at] <= 'z' || r.data[r.at] >= 'A' && r.data[r.at] <= 'Z') && r.at-start < 40 {
		r.at++
	}
	word = string(r.data[start:r.at])
	negative := false
	if r.at+1 < len(r.data) && r.data[r.at] == '-' && r.data[r.at+1] >= '0' && r.data[r.at+1] <= '9' {
		negative = true
		r.at++
	}
	for digits := 0; r.at < len(r.data) && r.data[r.at] >= '0' && r.data[r.at] <= '9' && digits < 10; digits++ {
		n = n*10 + int(r.data[r.at]-'0')
		given = true
		r.at++
	}
	if negative {
		n = -n
	}
	if r.at < len(r.data) && r.data[r.at] == ' ' {
		r.at++
	}
	return word, n, given
}

// obey does what a control word says. An unknown word that begins a group marked \* silences the group.
func (r *rtf) obey(word string, n int, given bool) error {
	if word == "bin" {
		r.bin(n)
		return nil
	}
	if r.over > 0 {
		return nil
	}
	if word == "u" {
		r.unicode(n)
		return nil
	}
	r.flush()
	if r.pending > 0 {
		r.pending--
		return nil
	}
	fresh := r.state.fresh
	r.state.fresh = false
	if dest, known := rtfDests[word]; known {
		dest(r)
		return nil
	}
	if fresh && r.state.star {
		r.state.dest = destSkip
		return nil
	}
	if act, known := rtfWords[word]; known && r.listens() {
		if !given {
			n = 1
		}
		act(r, n)
	} else if act, known := rtfTables[word]; known {
		act(r, n, given)
	}
	return nil
}

// listens tells whether words of form matter in this group.
func (r *rtf) listens() bool {
	return r.state.dest == destWords || r.state.dest == destMark || r.state.dest == destStyles
}

// bin passes over raw bytes, or takes them for a picture.
func (r *rtf) bin(n int) {
	n = min(max(n, 0), len(r.data)-r.at)
	if r.state.dest == destPicture && r.state.picture != nil && r.over == 0 {
		r.state.picture.hex = append(r.state.picture.hex, r.data[r.at:r.at+n]...)
	}
	r.at += n
}

// sheet reads one style of the style sheet: its number, and the level of a heading.
func (r *rtf) sheet() {
	name := &strings.Builder{}
	r.state.name, r.state.props, r.state.style = name, paraProps{}, 0
	r.state.close = func() {
		p := paraProps{outline: r.state.props.outline}
		if p.outline == 0 {
			p.outline = namedLevel(strings.ToLower(strings.TrimSuffix(strings.TrimSpace(name.String()), ";")))
		}
		if len(r.styles) < 5000 {
			r.styles[r.state.style] = p
		}
	}
}
