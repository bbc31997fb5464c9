package photo

import (
	"math"
)

// straighten turns a page so that its lines lie level; it gives the page itself where none is needed. Nothing is cut off:
// the sheet grows where ink would leave it.
func (l *look) straighten(r *raster) *raster {
	if l.skew == 0 {
		return r
	}
	grown := r.rotated(l.skew)
	if r.wide < grown.wide && r.high < grown.high {
		x, y := (grown.wide-r.wide)/2, (grown.high-r.high)/2
		if grown.emptyOutside(x, y, r.wide, r.high) {
			return grown.cut(x, y, r.wide, r.high)
		}
	}
	return grown
}

// rotated turns a raster against the fall of its lines, on a sheet large enough for all of it, in the colour of its edges.
func (r *raster) rotated(degrees float64) *raster {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	w, h := float64(r.wide), float64(r.high)
	out := newRaster(int(math.Ceil(w*cos+h*math.Abs(sin))), int(math.Ceil(h*cos+w*math.Abs(sin))), r.colour)
	out.bilevel = r.bilevel
	c := r.channels()
	paper := r.paperColour()
	midX, midY := float64(out.wide)/2, float64(out.high)/2
	for y := range out.high {
		row := out.row(y)
		for x := range out.wide {
			dx, dy := float64(x)+0.5-midX, float64(y)+0.5-midY
			r.between(row[x*c:x*c+c], dx*cos-dy*sin+w/2-0.5, dx*sin+dy*cos+h/2-0.5, paper)
		}
	}
	if out.bilevel {
		out.threshold()
	}
	return out
}

// between gives the colour at a place between pixels; outside there is paper.
func (r *raster) between(to []byte, x, y float64, paper [3]byte) {
	x0, y0 := int(math.Floor(x)), int(math.Floor(y))
	c := len(to)
	if x0 < 0 || y0 < 0 || x0+1 >= r.wide || y0+1 >= r.high {
		copy(to, paper[:])
		if x0 >= 0 && y0 >= 0 && x0 < r.wide && y0 < r.high {
			copy(to, r.row(y0)[x0*c:])
		}
		return
	}
	fx, fy := uint32((x-float64(x0))*256), uint32((y-float64(y0))*256)
	i := (y0*r.wide + x0) * c
	up, down := r.pix[i:i+2*c], r.pix[i+r.wide*c:i+r.wide*c+2*c]
	for k := range to {
		above := uint32(up[k])*(256-fx) + uint32(up[k+c])*fx
		below := uint32(down[k])*(256-fx) + uint32(down[k+c])*fx
		to[k] = byte((above*(256-fy) + below*fy + 1<<15) >> 16)
	}
}

// paperColour is white, or nearly the brightest of a page, so that the corners of a turned page do not stand out.
func (r *raster) paperColour() [3]byte {
	if r.bilevel {
		return [3]byte{255, 255, 255}
	}
	var count [3][256]int
	c := r.channels()
	n := 0
	for i := 0; i+c <= len(r.pix); i += 97 * c {
		for k := range c {
			count[k][r.pix[i+k]]++
		}
		n++
	}
	var paper [3]byte
	for k := range c {
		left := n / 3 // a page of text is paper for the most part
		for v := 255; v >= 0; v-- {
			if left -= count[k][v]; left < 0 {
				paper[k] = byte(v)
				break
			}
		}
	}
	return paper
}

func (r *raster) emptyOutside(x, y, w, h int) bool {
	g := r.grey()
	paper := r.paperColour()
	dark := luma(paper[0], paper[1], paper[2]) / 4 * 3
	if !r.colour {
		dark = paper[0] / 4 * 3
	}
	for row := range g.high {
		for col, v := range g.row(row) {
			if inside := col >= x && col < x+w && row >= y && row < y+h; !inside && v < dark {
				return false
			}
		}
	}
	return true
}

func (r *raster) cut(x, y, w, h int) *raster {
	out := newRaster(w, h, r.colour)
	out.bilevel = r.bilevel
	c := r.channels()
	for row := range h {
		copy(out.row(row), r.row(y + row)[x*c:(x+w)*c])
	}
	return out
}

// The bounds of trimming.
const (
	maxTrim  = 0.25 // of a side that may go
	darkEdge = 90   // brightness below which an edge is a scanner's lid or a table and not paper
	fewest   = 0.97 // of a row that has to be dark and even
)

// trim takes off even, dark edges around a page of text: what a scanner or camera saw beyond the paper. Rows with anything
// bright in them stay, so that no ink on paper can go. It gives the page itself where nothing is to be taken.
func (l *look) trim(r *raster) *raster {
	s := l.small
	row := func(i int) bool { return darkLine(s.row(i)) }
	column := make([]byte, s.high)
	col := func(i int) bool {
		for y := range column {
			column[y] = s.row(y)[i]
		}
		return darkLine(column)
	}
	top, bottom := edge(s.high, row), edge(s.high, func(i int) bool { return row(s.high - 1 - i) })
	left, right := edge(s.wide, col), edge(s.wide, func(i int) bool { return col(s.wide - 1 - i) })
	scale := float64(r.wide) / float64(s.wide)
	px := func(n int) int { return int(float64(n) * scale) }
	g := r.grey()
	t, d, lf, rt := px(top), px(bottom), px(left), px(right)
	t, d = g.unmarked(t, strip{0, 0, r.wide, t}), g.unmarked(d, strip{0, r.high - d, r.wide, d})
	lf, rt = g.unmarked(lf, strip{0, 0, lf, r.high}), g.unmarked(rt, strip{r.wide - rt, 0, rt, r.high})
	if t+d+lf+rt == 0 {
		return r
	}
	return r.cut(lf, t, r.wide-lf-rt, r.high-t-d)
}

// strip is a part of a raster.
type strip struct{ x, y, wide, high int }

// unmarked gives n back where a strip holds hardly anything bright, and 0 where something may be written in it. The small
// copy cannot show that: it mixes thin strokes with the dark around them.
func (r *raster) unmarked(n int, s strip) int {
	bright := 0
	for y := s.y; y < s.y+s.high; y++ {
		for _, v := range r.row(y)[s.x : s.x+s.wide] {
			if v > 140 {
				bright++
			}
		}
	}
	if bright*300 > s.wide*s.high {
		return 0
	}
	return n
}

// edge counts the even, dark rows from an edge; none where there are hardly any or too many to be an edge.
func edge(side int, dark func(int) bool) int {
	most := int(float64(side) * maxTrim)
	for i := range most + 1 {
		if !dark(i) {
			if i < 3 {
				return 0
			}
			return i
		}
	}
	return 0
}

// darkLine tells whether a row holds nothing but an even dark.
func darkLine(row []byte) bool {
	n := 0
	for _, v := range row {
		if v < darkEdge {
			n++
		}
	}
	return float64(n) >= fewest*float64(len(row))
}
