package photo

import (
	"math"
	"slices"
)

// lookSide is how many pixels the longer side has of the small copy in which a page is looked at: lines of text are then
// about twelve pixels apart.
const lookSide = 1000

// look is what was seen in a small grey copy of a page.
type look struct {
	small *raster
	ink   []point // the pixels darker than the paper around them
	paper float64 // how much of the page is as bright as the paper, 0 to 1
	words bool
	skew  float64 // degrees by which lines of text fall to the right; 0 where there is no strong evidence
}

type point struct{ x, y float32 }

// study looks at an upright page.
func study(r *raster) *look {
	l := &look{small: r.smaller(lookSide)}
	l.findInk()
	l.findLines()
	return l
}

// smaller gives a grey copy whose longer side is at most side pixels.
func (r *raster) smaller(side int) *raster {
	long := max(r.wide, r.high)
	if long <= side {
		return r.grey()
	}
	scale := func(n int) int { return max(1, n*side/long) }
	out := newRaster(scale(r.wide), scale(r.high), false)
	m := newMixer(r.wide, out.wide, 1)
	line := make([]byte, r.wide)
	for y := range r.high {
		row := r.row(y)
		if r.colour {
			for x := range line {
				line[x] = luma(row[3*x], row[3*x+1], row[3*x+2])
			}
			row = line
		}
		m.add(out, row, float64(y)*float64(out.high)/float64(r.high), float64(y+1)*float64(out.high)/float64(r.high))
	}
	return out
}

// block is the side of the squares in which the paper's own brightness is measured.
const block = 32

// paperMap measures how bright the paper is, square by square: nearly the brightest of each, smoothed with its neighbours, as
// the light on a photographed page changes slowly.
func (l *look) paperMap() (bright []float32, across int) {
	s := l.small
	across = (s.wide + block - 1) / block
	down := (s.high + block - 1) / block
	raw := make([]float32, across*down)
	for by := range down {
		for bx := range across {
			raw[by*across+bx] = s.brightest(bx*block, by*block)
		}
	}
	bright = make([]float32, len(raw))
	for by := range down {
		for bx := range across {
			best := float32(0)
			for y := max(0, by-1); y <= min(down-1, by+1); y++ {
				for x := max(0, bx-1); x <= min(across-1, bx+1); x++ {
					best = max(best, raw[y*across+x])
				}
			}
			bright[by*across+bx] = best
		}
	}
	return bright, across
}

// brightest gives the value that nine of ten pixels of a square do not pass.
func (r *raster) brightest(x0, y0 int) float32 {
	var count [256]int
	total := 0
	for y := y0; y < min(y0+block, r.high); y++ {
		for _, v := range r.row(y)[x0:min(x0+block, r.wide)] {
			count[v]++
			total++
		}
	}
	for v, left := 255, total/10; v >= 0; v-- {
		if left -= count[v]; left < 0 {
			return float32(v)
		}
	}
	return 0
}

func (l *look) findInk() {
	bright, across := l.paperMap()
	s := l.small
	paper := 0
	for y := range s.high {
		row := s.row(y)
		for x, v := range row {
			p := max(bright[y/block*across+x/block], 24)
			switch share := float32(v) / p; {
			case share > 0.88:
				paper++
			case share < 0.78:
				l.ink = append(l.ink, point{float32(x), float32(y)})
			}
		}
	}
	l.paper = float64(paper) / float64(len(s.pix))
}

// maxSkew is the largest turn that is looked for, in degrees.
const maxSkew = 7.0

// findLines looks for lines of text: at the right angle the ink lies in rows with gaps between them. What has much between
// ink and paper is a photograph.
func (l *look) findLines() {
	all := float64(len(l.small.pix))
	share := float64(len(l.ink)) / all
	if l.paper < 0.6 || 1-l.paper-share > 0.15 || share < 0.002 || share > 0.35 || min(l.small.wide, l.small.high) < 150 {
		return
	}
	ink := l.ink
	if step := len(ink) / 60000; step > 1 {
		some := ink[:0:0]
		for i := 0; i < len(ink); i += step {
			some = append(some, ink[i])
		}
		ink = some
	}
	if at, clear := l.lines(ink); clear > 0 {
		l.words = true
		if clear > 1.15 && math.Abs(at) >= 0.3 && math.Abs(at) < maxSkew-0.3 {
			l.skew = at
		}
		return
	}
	side := &look{small: &raster{wide: l.small.high, high: l.small.wide}, paper: l.paper}
	lying := make([]point, len(ink))
	for i, p := range ink {
		lying[i] = point{p.y, p.x}
	}
	_, clear := side.lines(lying)
	l.words = clear > 0
}

// lines finds the angle at which the ink lies in lines, and how much clearer they are there than on the level; 0 where there
// are no lines of text at any angle.
func (l *look) lines(ink []point) (at, clear float64) {
	profile := newProfile(l.small)
	scores := []float64{}
	best := 0.0
	try := func(a float64) float64 {
		score := profile.score(ink, a)
		if score > best {
			best, at = score, a
		}
		return score
	}
	for a := -maxSkew; a <= maxSkew; a += 0.5 {
		scores = append(scores, try(a))
	}
	middle := at
	for a := middle - 0.45; a <= middle+0.45; a += 0.05 {
		try(a)
	}
	slices.Sort(scores)
	usual := scores[len(scores)/2]
	if n := profile.lines(ink, at); best < 5*usual || n < 3 || n < 5 && l.paper < 0.9 {
		return 0, 0
	}
	return at, best / max(1, profile.score(ink, 0))
}

// profile counts ink along rows that may lie askew.
type profile struct {
	bins   []float64
	middle float64
	shift  float64
}

func newProfile(r *raster) *profile {
	extra := int(float64(r.wide)*math.Tan(maxSkew*math.Pi/180)) + 4
	return &profile{bins: make([]float64, r.high+2*extra), middle: float64(r.wide) / 2, shift: float64(extra)}
}

// fill counts the ink of each row at an angle, shared between the two rows it lies on.
func (p *profile) fill(ink []point, degrees float64) {
	clear(p.bins)
	slope := math.Tan(degrees * math.Pi / 180)
	for _, at := range ink {
		y := float64(at.y) - (float64(at.x)-p.middle)*slope + p.shift
		i := int(y)
		if i < 0 || i+1 >= len(p.bins) {
			continue
		}
		part := y - float64(i)
		p.bins[i] += 1 - part
		p.bins[i+1] += part
	}
}

// score tells how sharply rows of ink and gaps follow one another.
func (p *profile) score(ink []point, degrees float64) float64 {
	p.fill(ink, degrees)
	sum := 0.0
	for i := 2; i < len(p.bins); i++ {
		d := p.bins[i] - p.bins[i-2]
		sum += d * d
	}
	return sum
}

// lines counts rows of ink as high as text is, with a clear gap above them.
func (p *profile) lines(ink []point, degrees float64) int {
	p.fill(ink, degrees)
	peak := slices.Clone(p.bins)
	slices.Sort(peak)
	level := peak[len(peak)*95/100] * 0.3
	n, run := 0, 0
	for _, v := range p.bins {
		if v > level {
			run++
			continue
		}
		if run >= 2 && run <= 40 {
			n++
		}
		run = 0
	}
	return n
}
