package photo

import (
	"math"
	"slices"
)

// How a page is divided to be compared: enough rows that the lines of text and their lengths tell pages apart, which are all
// alike from afar.
const (
	likeAcross = 16
	likeDown   = 64
)

// Likeness is what a page looks like, by which a second scan of it is found: how its ink (of a page of text) or its light (of
// a photograph) is spread. The zero value is like nothing.
type Likeness struct {
	Words bool                         // of a page of text
	Cells [likeAcross * likeDown]uint8 // row by row from the top; all equal for an empty page
}

// Alike is the distance up to which two pages are shown as looking alike.
//
// Measured on a hundred made pages of text: second scans (another size, up to one degree askew, grain, uneven light, JPEG) lie
// at most 0.03 from the first, different pages at least 0.49 apart (TestLikenessKnowsAPageAgainAndTellsOthersApart).
const Alike = 0.25

// Distance is 0 for the same page and about 1 for two that have nothing to do with each other.
func (l Likeness) Distance(other Likeness) float64 {
	if l.Words != other.Words {
		return 1
	}
	best := 1.0
	for shift := -1; shift <= 1; shift++ {
		best = min(best, 1-correlation(l.Cells[:], other.Cells[:], shift*likeAcross))
	}
	return best
}

// correlation of one row of numbers with another that begins so many later.
func correlation(a, b []uint8, shift int) float64 {
	if shift < 0 {
		return correlation(b, a, -shift)
	}
	a, b = a[shift:], b[:len(b)-shift]
	var sa, sb, saa, sbb, sab int
	for i, x := range a {
		v, w := int(x), int(b[i])
		sa, sb, saa, sbb, sab = sa+v, sb+w, saa+v*v, sbb+w*w, sab+v*w
	}
	n := len(a)
	va, vb := float64(n*saa-sa*sa), float64(n*sbb-sb*sb)
	if va == 0 || vb == 0 {
		return 0
	}
	return float64(n*sab-sa*sb) / math.Sqrt(va*vb)
}

// likeness describes what was seen.
func (l *look) likeness() Likeness {
	if !l.words {
		return l.light()
	}
	ink := l.level()
	left, right := spread(ink, func(p point) float32 { return p.x })
	top, bottom := spread(ink, func(p point) float32 { return p.y })
	out := Likeness{Words: true}
	if right-left < 10 || bottom-top < 10 {
		return out
	}
	var cells [likeAcross * likeDown]float64
	for _, p := range ink {
		x, y := float64((p.x-left)/(right-left))*likeAcross, float64((p.y-top)/(bottom-top))*likeDown
		if x >= 0 && y >= 0 && x < likeAcross && y < likeDown {
			cells[int(y)*likeAcross+int(x)]++
		}
	}
	out.Cells = asBytes(cells)
	return out
}

// level gives the ink as it lies once the page is straight.
func (l *look) level() []point {
	if l.skew == 0 {
		return l.ink
	}
	sin, cos := math.Sincos(l.skew * math.Pi / 180)
	out := make([]point, len(l.ink))
	for i, p := range l.ink {
		out[i] = point{p.x*float32(cos) + p.y*float32(sin), p.y*float32(cos) - p.x*float32(sin)}
	}
	return out
}

// spread gives the edges between which nearly all ink lies: a few specks must not move them.
func spread(ink []point, of func(point) float32) (from, to float32) {
	all := make([]float32, len(ink))
	for i, p := range ink {
		all[i] = of(p)
	}
	slices.Sort(all)
	cut := len(all) / 200
	return all[cut], all[len(all)-1-cut]
}

// light describes a photograph: how bright each part is.
func (l *look) light() Likeness {
	var out Likeness
	s := l.small
	var sum, n [likeAcross * likeDown]float64
	for y := range s.high {
		for x, v := range s.row(y) {
			i := y*likeDown/s.high*likeAcross + x*likeAcross/s.wide
			sum[i] += float64(v)
			n[i]++
		}
	}
	for i := range sum {
		sum[i] /= max(n[i], 1)
	}
	out.Cells = asBytes(sum)
	return out
}

// asBytes scales numbers to 0…255, larger differences shown less.
func asBytes(cells [likeAcross * likeDown]float64) (out [likeAcross * likeDown]uint8) {
	most := slices.Max(cells[:])
	if most == 0 {
		return out
	}
	for i, v := range cells {
		out[i] = uint8(255 * math.Sqrt(v/most))
	}
	return out
}
