package pdf

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
)

var errSyntax = fmt.Errorf("%w: it is not written as a PDF should be", ErrDamaged)

// Kinds of byte (7.2.2).
const (
	space = 1 << iota
	delim
	digit
)

var class = func() (c [256]byte) {
	for _, b := range []byte("\x00\t\n\f\r ") {
		c[b] = space
	}
	for _, b := range []byte("()<>[]{}/%") {
		c[b] = delim
	}
	for b := '0'; b <= '9'; b++ {
		c[b] = digit
	}
	return c
}()

// parser reads objects out of b from p on. Nesting deeper than left is skipped
// without recursion and read as null, so that one silly object costs itself
// and not its page.
type parser struct {
	b    []byte
	p    int
	left int
	deep bool // something was too deep
}

// blank moves over white space and comments.
func (x *parser) blank() { x.p = skipBlank(x.b, x.p) }

func skipBlank(b []byte, p int) int {
	for p < len(b) {
		switch c := b[p]; {
		case class[c]&space != 0:
			p++
		case c == '%':
			for p < len(b) && b[p] != '\n' && b[p] != '\r' {
				p++
			}
		default:
			return p
		}
	}
	return p
}

func (x *parser) peek(s string) bool {
	return len(x.b)-x.p >= len(s) && string(x.b[x.p:x.p+len(s)]) == s
}

// object reads one object. A keyword that is no object reads as null: what
// follows still makes sense more often than not.
func (x *parser) object() (any, error) {
	x.blank()
	if x.p >= len(x.b) {
		return nil, errSyntax
	}
	switch c := x.b[x.p]; {
	case c == '/':
		return x.word(), nil
	case c == '(':
		return x.literal()
	case x.peek("<<"):
		return x.nested(true)
	case c == '<':
		return x.hex()
	case c == '[':
		return x.nested(false)
	case class[c]&delim != 0:
		return nil, errSyntax
	case class[c]&digit != 0:
		if n, next, ok := reference(x.b, x.p); ok {
			x.p = next
			return ref(n), nil
		}
	}
	return atom(x.regular()), nil
}

// nested reads a dictionary, or an array, one level further down.
func (x *parser) nested(dict bool) (o any, err error) {
	if x.left <= 0 {
		x.deep = true
		end := skipObject(x.b, x.p)
		if end < 0 {
			return nil, errSyntax
		}
		x.p = end
		return nil, nil
	}
	x.left--
	if dict {
		o, err = x.dict()
	} else {
		o, err = x.array()
	}
	x.left++
	return o, err
}

func (x *parser) array() (any, error) {
	x.p++
	var room [8]any // as for a dictionary
	a := array(room[:0])
	for {
		x.blank()
		switch {
		case x.p >= len(x.b):
			return nil, errSyntax
		case x.b[x.p] == ']':
			x.p++
			return append(array{}, a...), nil
		case x.peek(">>"), x.b[x.p] == ')', x.b[x.p] == '{', x.b[x.p] == '}':
			return nil, errSyntax
		}
		o, err := x.object()
		if err != nil {
			return nil, err
		}
		a = append(a, o)
	}
}

// dict reads a dictionary. A repeated key keeps its last value, a null value is
// no value, and what stands where a key should be is passed over.
func (x *parser) dict() (any, error) {
	x.p += 2
	var room [8]field // most have fewer; what is kept then is no longer than it need be
	d := table{dict: room[:0]}
	for {
		x.blank()
		switch {
		case x.p >= len(x.b):
			return nil, errSyntax
		case x.peek(">>"):
			x.p += 2
			return d.clone(), nil
		case x.peek("endobj"), x.peek("stream"):
			return d.clone(), nil
		case x.b[x.p] != '/':
			if _, err := x.object(); err != nil {
				return nil, err
			}
			continue
		}
		key := x.name()
		x.blank()
		if x.peek(">>") {
			continue
		}
		val, err := x.object()
		if err != nil {
			return nil, err
		}
		if val != nil {
			d.set(key, val)
		}
	}
}

// table is a dictionary being read; a large one finds its keys by a map, so
// that no number of keys makes reading slow.
type table struct {
	dict
	at map[name]int
}

func (t *table) set(key name, val any) {
	if len(t.dict) < 32 {
		t.dict = t.dict.with(key, val)
		return
	}
	if t.at == nil {
		t.at = make(map[name]int, 2*len(t.dict))
		for i, f := range t.dict {
			t.at[f.key] = i
		}
	}
	if i, ok := t.at[key]; ok {
		t.dict[i].val = val
		return
	}
	t.at[key] = len(t.dict)
	t.dict = append(t.dict, field{key, val})
}

// regular takes a run of bytes that are neither white nor delimiters.
func (x *parser) regular() []byte {
	from := x.p
	x.p = regularEnd(x.b, x.p)
	return x.b[from:x.p]
}

func regularEnd(b []byte, p int) int {
	for p < len(b) && class[b[p]]&(space|delim) == 0 {
		p++
	}
	return p
}

// name reads a name.
func (x *parser) name() name {
	n, _ := x.word().(name)
	return n
}

// word reads a name as a value. Those that stand in every file are not made anew each time.
func (x *parser) word() any {
	x.p++
	raw := x.regular()
	if n, ok := usual[string(raw)]; ok {
		return n
	}
	if bytes.IndexByte(raw, '#') < 0 {
		return name(raw)
	}
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) && isHex(raw[i+1]) && isHex(raw[i+2]) {
			out = append(out, hexValue(raw[i+1])<<4|hexValue(raw[i+2]))
			i += 2
			continue
		}
		out = append(out, raw[i])
	}
	return name(out)
}

// usual are the names of which a file's pages, links, fonts and bookmarks are full.
var usual = func() map[string]any {
	m := map[string]any{}
	for _, n := range strings.Fields("A Action Annot Annots Ascent AvgWidth BaseFont Border C CIDFontType2 CIDSystemInfo CIDToGIDMap CapHeight Catalog " +
		"ColorSpace Contents Count CropBox Descent DescendantFonts Dest DeviceGray DeviceRGB DW Encoding ExtGState F First FirstChar Fit Flags FlateDecode " +
		"Filter Font FontBBox FontDescriptor FontFile2 FontName GoTo Group H Height Helvetica I ID Identity-H Image ImageB ImageC Info ItalicAngle K Kids Lang " +
		"Last LastChar Length Limits Link MCID MarkInfo MediaBox N Names Next Nums O ObjStm Ordering Outlines P PDF Page Pages Parent ParentTree Pg Prev " +
		"ProcSet Rect Registry Resources Root Rotate S Size Span StemV StructElem StructParent StructParents Subtype Supplement Tabs Text Title " +
		"ToUnicode TrueType Type Type0 Type1 URI W WinAnsiEncoding Width Widths XObject XRef XYZ") {
		m[n] = name(n)
	}
	return m
}()

func (x *parser) literal() (any, error) {
	end := literalEnd(x.b, x.p)
	if end < 0 {
		return nil, errSyntax
	}
	s := text(x.b[x.p:end])
	x.p = end
	return s, nil
}

// literalEnd gives the place after the string that opens at p, -1 if it never closes.
func literalEnd(b []byte, p int) int {
	for depth := 0; p < len(b); p++ {
		switch b[p] {
		case '\\':
			p++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return p + 1
			}
		}
	}
	return -1
}

func (x *parser) hex() (any, error) {
	end := bytes.IndexByte(x.b[x.p:], '>')
	if end < 0 {
		return nil, errSyntax
	}
	s := text(x.b[x.p : x.p+end+1])
	x.p += end + 1
	for _, c := range s[1 : len(s)-1] {
		if !isHex(c) && class[c]&space == 0 {
			return spell(s.bytes()), nil
		}
	}
	return s, nil
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func hexValue(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	}
	return c - 'a' + 10
}

// digits reads an unsigned integer of at most ten digits.
func digits(b []byte, p int) (n, next int, ok bool) {
	from := p
	for p < len(b) && class[b[p]]&digit != 0 {
		if p-from == 10 {
			return 0, p, false
		}
		n = n*10 + int(b[p]-'0')
		p++
	}
	return n, p, p > from
}

// reference reads "12 0 R".
func reference(b []byte, p int) (n, next int, ok bool) {
	if n, p, ok = digits(b, p); !ok || p >= len(b) || class[b[p]]&space == 0 {
		return 0, p, false
	}
	p = skipSpace(b, p)
	if _, p, ok = digits(b, p); !ok || p >= len(b) || class[b[p]]&space == 0 {
		return 0, p, false
	}
	p = skipSpace(b, p)
	if p >= len(b) || b[p] != 'R' || p+1 < len(b) && class[b[p+1]]&(space|delim) == 0 {
		return 0, p, false
	}
	return n, p + 1, true
}

func skipSpace(b []byte, p int) int {
	for p < len(b) && class[b[p]]&space != 0 {
		p++
	}
	return p
}

// atom turns a regular token into a number, true, false or null.
func atom(tok []byte) any {
	switch string(tok) {
	case "true":
		return true
	case "false":
		return false
	}
	if len(tok) == 0 {
		return nil
	}
	if c := tok[0]; class[c]&digit == 0 && c != '-' && c != '+' && c != '.' {
		return nil
	}
	if len(tok) < 16 && bytes.IndexByte(tok, '.') < 0 {
		if n, err := strconv.Atoi(string(tok)); err == nil {
			return n
		}
	}
	if len(tok) > 400 {
		return 0
	}
	return real(tok)
}

// real reads what writers have been seen to write for a number: "--5", "1.2.3",
// "5-", "1e3" cut at the letter. Size is held to what a page could need.
func real(tok []byte) any {
	i, minus := 0, false
	for i < len(tok) && (tok[i] == '-' || tok[i] == '+') {
		minus = minus || tok[i] == '-'
		i++
	}
	from, dot := i, false
	for i < len(tok) && (class[tok[i]]&digit != 0 || tok[i] == '.' && !dot) {
		dot = dot || tok[i] == '.'
		i++
	}
	v, err := strconv.ParseFloat(string(tok[from:i]), 64)
	if err != nil {
		return 0
	}
	v = math.Min(v, 1e12)
	if minus {
		v = -v
	}
	if v == math.Trunc(v) {
		return int(v)
	}
	return v
}

// skipObject gives the place after the object that starts at p without reading
// it, at any depth; -1 if it has no end.
func skipObject(b []byte, p int) int {
	depth := 0
	for {
		p = skipBlank(b, p)
		if p >= len(b) {
			return -1
		}
		next, step := skipToken(b, p)
		if next < 0 {
			return -1
		}
		p = next
		if depth += step; depth <= 0 {
			return p
		}
	}
}

// skipToken gives the place after the token at p, and whether it goes a level down or up.
func skipToken(b []byte, p int) (next, step int) {
	two := p+1 < len(b) && b[p+1] == b[p]
	switch c := b[p]; {
	case c == '(':
		return literalEnd(b, p), 0
	case c == '<' && two:
		return p + 2, 1
	case c == '<':
		end := bytes.IndexByte(b[p:], '>')
		if end < 0 {
			return -1, 0
		}
		return p + end + 1, 0
	case c == '>' && two:
		return p + 2, -1
	case c == '[':
		return p + 1, 1
	case c == ']':
		return p + 1, -1
	case c == '/':
		return regularEnd(b, p+1), 0
	case class[c]&digit != 0:
		if _, end, ok := reference(b, p); ok {
			return end, 0
		}
		return regularEnd(b, p), 0
	case class[c]&delim != 0:
		return -1, 0
	}
	return regularEnd(b, p), 0
}
