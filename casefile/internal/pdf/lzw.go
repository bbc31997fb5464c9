package pdf

import "errors"

var errCode = errors.New("code out of place")

// Codes of LZW (7.4.4): bytes, then two that command, then those that were learnt.
const (
	lzwClear = 256
	lzwEnd   = 257
	lzwFirst = 258
	lzwMost  = 4096
)

// lzw is the table of codes while a stream is undone: each code is another one
// and a byte after it.
type lzw struct {
	prefix     [lzwMost]int16
	last, head [lzwMost]byte
	next, prev int
	width      uint
	soon       int // 1 where codes grow one early
	run        []byte
}

// unLZW undoes LZW as PDF writes it: high bits first and, unless the file says
// otherwise, codes growing one early. The standard library's reader knows
// neither that nor a missing end.
func unLZW(b []byte, room int64, early bool) ([]byte, error) {
	t := &lzw{next: lzwFirst, prev: -1, width: 9}
	for i := range 256 {
		t.prefix[i], t.last[i], t.head[i] = -1, byte(i), byte(i)
	}
	if early {
		t.soon = 1
	}
	var out []byte
	var bits, have uint
	for int64(len(out)) < room {
		for have < t.width {
			if len(b) == 0 {
				return out, nil
			}
			bits, have, b = bits<<8|uint(b[0]), have+8, b[1:]
		}
		have -= t.width
		code := int(bits >> have & (1<<t.width - 1))
		switch {
		case code == lzwClear:
			t.next, t.prev, t.width = lzwFirst, -1, 9
		case code == lzwEnd:
			return out, nil
		case code > t.next || code == t.next && t.prev < 0 || code >= lzwMost:
			return out, errCode
		default:
			out = t.learn(code, out)
		}
	}
	return out, errCode
}

// learn adds the code that follows from the last one and this, and appends
// what this one stands for.
func (t *lzw) learn(code int, out []byte) []byte {
	if t.prev >= 0 && t.next < lzwMost {
		t.prefix[t.next], t.head[t.next] = int16(t.prev), t.head[t.prev]
		t.last[t.next] = t.head[code] // of itself, if code is the new one
		t.next++
	}
	t.run = t.run[:0]
	for c := code; c >= 0; c = int(t.prefix[c]) {
		t.run = append(t.run, t.last[c])
	}
	for i := len(t.run) - 1; i >= 0; i-- {
		out = append(out, t.run[i])
	}
	t.prev = code
	if t.next+t.soon >= 1<<t.width && t.width < 12 {
		t.width++
	}
	return out
}
