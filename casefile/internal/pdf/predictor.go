package pdf

import "errors"

var errPredictor = errors.New("predictor makes no sense")

// unpredict undoes the prediction of Flate and LZW (7.4.4.4).
func (r *reader) unpredict(parms dict, b []byte) ([]byte, error) {
	get := func(key name, fallback int) int {
		if n, ok := integer(r.value(parms.get(key))); ok {
			return n
		}
		return fallback
	}
	kind := get("Predictor", 1)
	if kind <= 1 {
		return b, nil
	}
	columns, colors, bits := get("Columns", 1), get("Colors", 1), get("BitsPerComponent", 8)
	if columns < 1 || colors < 1 || bits < 1 || columns > 1<<24 || colors > 64 || bits > 16 {
		return nil, errPredictor
	}
	width, step := (columns*colors*bits+7)/8, (colors*bits+7)/8
	if kind == 2 {
		if bits == 8 {
			unTIFF(b, width, step)
			return b, nil
		}
		return nil, errPredictor
	}
	return unPNG(b, width, step), nil
}

func unTIFF(b []byte, width, step int) {
	for ; len(b) > 0; b = b[min(width, len(b)):] {
		row := b[:min(width, len(b))]
		for i := step; i < len(row); i++ {
			row[i] += row[i-step]
		}
	}
}

// unPNG works in place: each row moves down by the bytes that named its filter.
func unPNG(b []byte, width, step int) []byte {
	out := b[:0]
	prev := make([]byte, min(width, len(b)))
	for len(b) > 1 {
		kind, n := b[0], min(width, len(b)-1)
		from := len(out)
		out = append(out, b[1:1+n]...)
		b = b[1+n:]
		unPNGRow(kind, out[from:], prev, step)
		prev = out[from:]
	}
	return out
}

func unPNGRow(kind byte, row, up []byte, step int) {
	for i := range row {
		var a, b, c int
		if i >= step {
			a = int(row[i-step])
		}
		if i < len(up) {
			b = int(up[i])
		}
		if i >= step && i-step < len(up) {
			c = int(up[i-step])
		}
		switch kind {
		case 1:
			row[i] += byte(a)
		case 2:
			row[i] += byte(b)
		case 3:
			row[i] += byte((a + b) / 2)
		case 4:
			row[i] += byte(paeth(a, b, c))
		}
	}
}

func paeth(a, b, c int) int {
	p := a + b - c
	pa, pb, pc := abs(p-a), abs(p-b), abs(p-c)
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
