package pdf

import "math"

// rect is left, bottom, right, top.
type rect [4]float64

func (r rect) width() float64  { return r[2] - r[0] }
func (r rect) height() float64 { return r[3] - r[1] }

// within gives what two rectangles share; where they share nothing it is turned inside out and meets no other.
func (r rect) within(o rect) rect {
	return rect{max(r[0], o[0]), max(r[1], o[1]), min(r[2], o[2]), min(r[3], o[3])}
}

// meets tells whether two rectangles share a point.
func (r rect) meets(o rect) bool {
	s := r.within(o)
	return s[0] <= s[2] && s[1] <= s[3]
}

// matrix is a b c d e f of 8.3.3: x' = ax + cy + e, y' = bx + dy + f.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

func (m matrix) point(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// then gives the matrix that does m first and n after it.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// inverse undoes m, which must not be flat.
func (m matrix) inverse() matrix {
	det := m[0]*m[3] - m[1]*m[2]
	return matrix{
		m[3] / det, -m[1] / det, -m[2] / det, m[0] / det,
		(m[2]*m[5] - m[3]*m[4]) / det, (m[1]*m[4] - m[0]*m[5]) / det,
	}
}

// box gives the upright rectangle around r as m places it.
func (m matrix) box(r rect) rect {
	x, y := m.point(r[0], r[1])
	out := rect{x, y, x, y}
	for _, c := range [][2]float64{{r[2], r[1]}, {r[0], r[3]}, {r[2], r[3]}} {
		x, y := m.point(c[0], c[1])
		out = rect{min(out[0], x), min(out[1], y), max(out[2], x), max(out[3], y)}
	}
	return out
}

// view is how a reader sees a page.
type view struct {
	box  rect    // what shows of it, in its own coordinates
	turn int     // clockwise: 0, 90, 180, 270
	unit float64 // points to one unit of its own (UserUnit)
}

// size is the displayed size in points.
func (v view) size() (w, h float64) {
	w, h = v.box.width()*v.unit, v.box.height()*v.unit
	if v.turn == 90 || v.turn == 270 {
		return h, w
	}
	return w, h
}

// fromSight takes points on the displayed page, from its bottom left corner,
// to the page's own coordinates.
func (v view) fromSight() matrix {
	s := 1 / v.unit
	switch v.turn {
	case 90:
		return matrix{0, s, -s, 0, v.box[2], v.box[1]}
	case 180:
		return matrix{-s, 0, 0, -s, v.box[2], v.box[3]}
	case 270:
		return matrix{0, -s, s, 0, v.box[0], v.box[3]}
	}
	return matrix{s, 0, 0, s, v.box[0], v.box[1]}
}

// ISO A4 in points.
const (
	a4Short = 595.28
	a4Long  = 841.89
)

// numberStrip is left free for the number where a page is scaled anyway.
const numberStrip = 28

// ontoA4 gives the view of an A4 page, upright or sideways as v is, and the
// matrix that lays v on it: as large as fits above the number, in the middle.
// A page that is A4 already stays as it is, unless it is crowded: something of it stands
// where the number goes, and nothing may be covered.
func (v view) ontoA4(crowded bool) (view, matrix, bool) {
	w, h := v.size()
	tw, th := a4Short, a4Long
	if w > h {
		tw, th = th, tw
	}
	if math.Abs(w-tw) <= 2 && math.Abs(h-th) <= 2 && v.unit == 1 && !crowded {
		return v, identity, false
	}
	k := min(tw/w, (th-numberStrip)/h)
	if k > 1 && k < 1.15 {
		k = 1 // near enough: keep the real size
	}
	place := matrix{k, 0, 0, k, (tw - w*k) / 2, numberStrip + (th-numberStrip-h*k)/2}
	onto := v.fromSight().inverse().then(place)
	return view{box: rect{0, 0, tw, th}, unit: 1}, onto, true
}

// OntoA4 tells where a book with A4 set lays a page of this displayed size that is a picture all over, in points: its bottom left corner on the
// sheet, and by how much it is enlarged.
func OntoA4(width, height float64) (x, y, scale float64) {
	_, m, _ := view{box: rect{0, 0, width, height}, unit: 1}.ontoA4(true)
	return m[4], m[5], m[0]
}
