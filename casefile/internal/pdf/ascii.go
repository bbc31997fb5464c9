package pdf

import "errors"

var errByte = errors.New("byte out of place")

// unASCII85 undoes base 85 (7.4.3).
func unASCII85(b []byte) ([]byte, error) {
	out := make([]byte, 0, len(b)/5*4+4)
	var v uint32
	n := 0
	for _, c := range b {
		switch {
		case class[c]&space != 0:
			continue
		case c == 'z' && n == 0:
			out = append(out, 0, 0, 0, 0)
			continue
		case c == '~':
			return tail85(out, v, n), nil
		case c < '!' || c > 'u':
			return tail85(out, v, n), errByte
		}
		v, n = v*85+uint32(c-'!'), n+1
		if n == 5 {
			out = append(out, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
			v, n = 0, 0
		}
	}
	return tail85(out, v, n), nil
}

// tail85 gives the last group, of n-1 bytes.
func tail85(out []byte, v uint32, n int) []byte {
	if n < 2 {
		return out
	}
	for i := n; i < 5; i++ {
		v = v*85 + 84
	}
	for i := range n - 1 {
		out = append(out, byte(v>>(24-8*i)))
	}
	return out
}

// unRunLength undoes run lengths (7.4.5).
func unRunLength(b []byte, room int64) ([]byte, error) {
	var out []byte
	for len(b) > 0 && int64(len(out)) < room {
		n := int(b[0])
		b = b[1:]
		switch {
		case n == 128:
			return out, nil
		case n < 128:
			n = min(n+1, len(b))
			out = append(out, b[:n]...)
			b = b[n:]
		case len(b) == 0:
			return out, errByte
		default:
			for range 257 - n {
				out = append(out, b[0])
			}
			b = b[1:]
		}
	}
	return out, nil
}
