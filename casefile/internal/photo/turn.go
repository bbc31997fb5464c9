package photo

// upright turns a raster as its orientation asks. Exif: 2 mirrored, 3 upside down, 4 both, 5 to 8 the same lying on a side.
func (r *raster) upright(turn int) *raster {
	if turn <= 1 || turn > 8 {
		return r
	}
	out := newRaster(r.wide, r.high, r.colour)
	if turn >= 5 {
		out.wide, out.high = r.high, r.wide
	}
	out.bilevel = r.bilevel
	c := r.channels()
	at := func(x, y int) int { px, py := place(turn, x, y, r); return (py*out.wide + px) * c }
	origin := at(0, 0)
	for y := range r.high {
		row := r.row(y)
		start := at(0, y)
		step := at(1, 0) - origin // the same everywhere: the turn is linear
		if r.wide == 1 {
			step = 0
		}
		for x, o := 0, start; x < len(row); x, o = x+c, o+step {
			copy(out.pix[o:o+c], row[x:x+c])
		}
	}
	return out
}

// place is where a stored pixel is seen.
func place(turn, x, y int, r *raster) (int, int) {
	w, h := r.wide, r.high
	switch turn {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return y, w - 1 - x
	}
	return x, y
}
