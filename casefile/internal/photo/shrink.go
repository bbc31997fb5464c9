package photo

import (
	"math"

	"ehccasefile/casefile/internal/limit"
)

// A4 in inches.
const (
	a4Long  = 297 / 25.4
	a4Short = 210 / 25.4
)

// plan is the size a stream is read to, still as stored, and the dots an inch it has then.
type plan struct {
	wide, high int
	dpi        float64
}

// planFor makes pixels square (a fax has half as many lines down as dots across) and keeps to limit.DPI on A4.
func planFor(s *stream) plan {
	x, y := s.dpiX, s.dpiY
	if !likely(x) || !likely(y) || max(x, y) > 6*min(x, y) {
		x, y = 0, 0
	}
	w, h, dpi := float64(s.wide), float64(s.high), max(x, y)
	if x > 0 && x != y { // both at the finer of the two
		w, h = w*dpi/x, h*dpi/y
	}
	room := float64(limit.DPI)
	if dpi > 0 {
		room *= 1.12 // a scan that lies askew is a little larger than its sheet
	}
	scale := min(1, room*a4Long/max(w, h), room*a4Short/min(w, h))
	if dpi > 0 {
		scale = min(scale, limit.DPI/dpi)
	}
	if scale > 0.985 { // a few dots too many are better kept than blurred
		scale = 1
	}
	side := func(n float64) int { return max(1, int(math.Round(n*scale))) }
	p := plan{side(w), side(h), dpi * scale}
	if inches := max(w, h) / dpi; dpi > 0 && (inches > 40 || inches < 0.5) {
		p.dpi = 0 // a phone's "72 dpi" makes a poster of every photograph
	}
	return p
}

// likely tells whether a scanner, a fax or a screen could mean so many dots an inch.
func likely(dpi float64) bool { return dpi >= 50 && dpi <= 4800 }

// read takes the whole stream into a raster of the planned size and gives how many rows came. A stream that breaks off leaves
// white below.
func (s *stream) read(p plan) (*raster, int) {
	out := newRaster(p.wide, p.high, s.colour)
	out.bilevel = s.bilevel
	m := newMixer(s.wide, p.wide, s.channels())
	row := make([]byte, s.wide*s.channels())
	done, rows := 0, 0
	for y := range s.high {
		if s.fault = s.next(row); s.fault != nil {
			break
		}
		rows++
		from, to := float64(y)*float64(p.high)/float64(s.high), float64(y+1)*float64(p.high)/float64(s.high)
		done = m.add(out, row, from, to)
	}
	for y := done; y < p.high; y++ {
		white(out.row(y))
	}
	if out.bilevel {
		out.threshold()
	}
	return out, rows
}

func white(row []byte) {
	for i := range row {
		row[i] = 255
	}
}

// threshold makes grey black or white again.
func (r *raster) threshold() {
	for i, v := range r.pix {
		if v < 128 {
			r.pix[i] = 0
		} else {
			r.pix[i] = 255
		}
	}
}

// mixer makes rows narrower or wider and mixes them into the rows of a raster, each pixel by the area it covers. Weights are
// whole numbers: 256 for a whole pixel.
type mixer struct {
	in, out, channels int
	narrow            []uint32 // one row, made as wide as it will be: 0 to 255<<8
	sum               []uint64 // the row being filled
	row               int      // which
	full              float64  // how much of it
	same              bool
}

func newMixer(in, out, channels int) *mixer {
	return &mixer{in: in, out: out, channels: channels, same: in == out,
		narrow: make([]uint32, out*channels), sum: make([]uint64, out*channels)}
}

// add mixes a row that covers the rows from…to of the raster, and gives how many of them are finished.
func (m *mixer) add(r *raster, row []byte, from, to float64) int {
	if m.same && r.high > 0 && to-from == 1 {
		copy(r.row(m.row), row)
		m.row++
		return m.row
	}
	m.squeeze(row)
	for m.row < r.high && from < to-1e-9 {
		part := min(to, float64(m.row+1)) - from
		weight := uint64(math.Round(part * 65536))
		for i, v := range m.narrow {
			m.sum[i] += uint64(v) * weight
		}
		m.full += float64(weight)
		from += part
		if from >= float64(m.row+1)-1e-9 {
			m.flush(r.row(m.row))
		}
	}
	return m.row
}

func (m *mixer) flush(row []byte) {
	whole := uint64(m.full) << 8
	for i, v := range m.sum {
		row[i] = byte(min(255, (v+whole/2)/max(whole, 1)))
		m.sum[i] = 0
	}
	m.row++
	m.full = 0
}

// squeeze makes one row as wide as the raster.
func (m *mixer) squeeze(row []byte) {
	if m.same {
		for i, v := range row {
			m.narrow[i] = uint32(v) << 8
		}
		return
	}
	if m.channels == 3 {
		m.squeezeColour(row)
		return
	}
	step := float64(m.in) / float64(m.out)
	for x := range m.out {
		from, to := float64(x)*step, float64(x+1)*step
		first, last := int(from), min(int(to), m.in-1)
		sum := float64(row[first]) * (min(to, float64(first+1)) - from)
		for i := first + 1; i < last; i++ {
			sum += float64(row[i])
		}
		if last > first {
			sum += float64(row[last]) * (to - float64(last))
		}
		m.narrow[x] = uint32(sum / step * 256)
	}
}

func (m *mixer) squeezeColour(row []byte) {
	step := float64(m.in) / float64(m.out)
	for x := range m.out {
		from, to := float64(x)*step, float64(x+1)*step
		first, last := int(from), min(int(to), m.in-1)
		w := min(to, float64(first+1)) - from
		r, g, b := float64(row[3*first])*w, float64(row[3*first+1])*w, float64(row[3*first+2])*w
		for i := first + 1; i < last; i++ {
			r, g, b = r+float64(row[3*i]), g+float64(row[3*i+1]), b+float64(row[3*i+2])
		}
		if last > first {
			w = to - float64(last)
			r, g, b = r+float64(row[3*last])*w, g+float64(row[3*last+1])*w, b+float64(row[3*last+2])*w
		}
		m.narrow[3*x], m.narrow[3*x+1], m.narrow[3*x+2] = uint32(r/step*256), uint32(g/step*256), uint32(b/step*256)
	}
}
