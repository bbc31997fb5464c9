package pdf

import (
	"math"
	"strconv"
	"strings"
)

// References in what we write. A source's own references are of type ref and
// are turned into one of these when written.
type (
	local  int // an object of the same batch, counted from 1
	global int // an object of the book, by its final number
)

// ours is a dictionary of our making, which is written as it is; a dict of a
// source is looked at first.
type ours dict

// last is an array of which all but the last is null.
type last struct {
	nulls int
	val   any
}

// encoder spells objects. A local reference is left as a hole, filled when the
// numbers of the batch are known.
type encoder struct {
	buf   []byte
	holes []hole
	carry func(ref) any // nil, a local or a global for a reference of the source; nil func for our own objects
}

type hole struct {
	at int // place in buf
	n  local
}

func (e *encoder) value(o any) {
	switch v := o.(type) {
	case nil:
		e.buf = append(e.buf, "null"...)
	case bool:
		e.buf = strconv.AppendBool(e.buf, v)
	case int:
		e.buf = strconv.AppendInt(e.buf, int64(v), 10)
	case float64:
		e.buf = appendReal(e.buf, v)
	case text:
		e.buf = append(e.buf, v...)
	case name:
		e.buf = appendName(e.buf, v)
	case array:
		e.array(v)
	case ours:
		e.fields(dict(v))
	case dict:
		if e.carry != nil && unwanted(v) {
			e.value(nil)
			return
		}
		if e.carry != nil {
			if t, ok := v.get("Type").(name); ok && typedKeys[t] != nil {
				v = v.only(typedKeys[t])
			}
		}
		e.fields(v)
	case last:
		e.buf = append(e.buf, '[')
		for range v.nulls {
			e.buf = append(e.buf, "null "...)
		}
		e.value(v.val)
		e.buf = append(e.buf, ']')
	case rect:
		e.array(array{round(v[0]), round(v[1]), round(v[2]), round(v[3])})
	case ref:
		e.value(e.carry(v))
	case local:
		e.holes = append(e.holes, hole{len(e.buf), v})
	case global:
		e.buf = strconv.AppendInt(e.buf, int64(v), 10)
		e.buf = append(e.buf, " 0 R"...)
	}
}

func (e *encoder) array(a array) {
	e.buf = append(e.buf, '[')
	for i, o := range a {
		if i > 0 {
			e.buf = append(e.buf, ' ')
		}
		e.value(o)
	}
	e.buf = append(e.buf, ']')
}

func (e *encoder) fields(d dict) {
	e.buf = append(e.buf, "<<"...)
	for _, f := range d {
		if e.carry != nil && strings.HasPrefix(string(f.key), "PTEX.") {
			continue // TeX leaves the names of its picture files here
		}
		if e.carry != nil && (f.key == "PieceInfo" || f.key == "LastModified") {
			continue
		}
		e.buf = appendName(e.buf, f.key)
		switch f.val.(type) {
		case text, name, array, rect, ours: // they begin with a delimiter
		default:
			e.buf = append(e.buf, ' ')
		}
		e.value(f.val)
	}
	e.buf = append(e.buf, ">>"...)
}

func appendName(b []byte, n name) []byte {
	const hexDigits = "0123456789ABCDEF"
	b = append(b, '/')
	for i := 0; i < len(n); i++ {
		c := n[i]
		switch {
		case c == 0:
		case c <= 32 || c >= 127 || c == '#' || class[c]&delim != 0:
			b = append(b, '#', hexDigits[c>>4], hexDigits[c&15])
		default:
			b = append(b, c)
		}
	}
	return b
}

// appendReal writes a real without an exponent, which PDF does not know. What
// is too small to see is nothing.
func appendReal(b []byte, v float64) []byte {
	if math.IsNaN(v) || math.IsInf(v, 0) || math.Abs(v) < 1e-9 {
		return append(b, '0')
	}
	return strconv.AppendFloat(b, v, 'f', -1, 64)
}

// round keeps a thousandth of a point, for coordinates of our own.
func round(v float64) float64 { return math.Round(v*1000) / 1000 }

// operands writes numbers for a content stream, each with a space after it.
func operands(b []byte, list ...float64) []byte {
	for _, v := range list {
		b = append(appendReal(b, round(v)), ' ')
	}
	return b
}

// cm writes a matrix that places what follows. Its scale needs more decimals
// than a coordinate. One that changes nothing is not written.
func (m matrix) cm(b []byte) []byte {
	if m == (matrix{1, 0, 0, 1, 0, 0}) {
		return b
	}
	for _, v := range m {
		b = append(appendReal(b, math.Round(v*1e6)/1e6), ' ')
	}
	return append(b, "cm\n"...)
}
