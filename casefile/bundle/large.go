package bundle

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"math"

	"ehccasefile/casefile/internal/pdf"
	"ehccasefile/casefile/internal/worker"
)

// This file is the edition in large print: each page enlarged and cut into pieces, between lines where there is a gap, so that page 10 goes on
// as 10 (i). What is on a page is found by drawing it, so scans and drawings count like words.

// How large print is made, in points.
const (
	wantedSize = 18.0  // of most letters on a page
	leastGrow  = 1.414 // from A4 to A3: never less
	mostGrow   = 1.8
	largeEdge  = 16.0 // free round a piece
	largeFoot  = 46.0 // for the number
	numberGrow = 1.5
	lookDPI    = 48
	inkBright  = 244 // a dot that is darker has something on it
	leastGap   = 4.0 // white between two lines, where a page may be cut
	overlap    = 36.0
	leastPiece = 0.5 // of the height there is: a gap before it is too early
)

// enlarged lays each page of the bundle on as many sheets as it takes.
func (k *desk) enlarged(ctx context.Context, l *layout, b pdf.Book, said func(Progress)) ([]piece, error) {
	var pieces []piece
	for i := range b.Parts {
		was := l.whole(b, i)
		inks, err := k.lookAt(ctx, b, i, l)
		if err != nil {
			return nil, err
		}
		for n := range inks {
			for _, link := range b.Links {
				if link.Page == was.of[n] {
					inks[n].rows = append(inks[n].rows, link.Rect)
				}
			}
		}
		p := piece{Part: was.Part, was: i}
		var pages []int
		for n, ink := range inks {
			for m, lay := range ink.lays() {
				pages = append(pages, n)
				p.Lays, p.of = append(p.Lays, lay), append(p.of, was.of[n])
				p.say = append(p.say, was.say[n]+overflow(m))
			}
		}
		p.Source = was.Source.Only(pages...)
		if words := was.Words; words != nil {
			p.Words = func(at int) []pdf.Word { return words(pages[at]) }
		}
		pieces = append(pieces, p)
		said(Progress{Stage: Making, Done: was.of[len(was.of)-1] + 1, Of: l.pages})
	}
	return pieces, nil
}

// overflow is what follows a page's number where it goes on: " (i)".
func overflow(n int) string {
	if n == 0 {
		return ""
	}
	return " (" + roman(n) + ")"
}

// inked is where there is anything on a page.
type inked struct {
	wide, high  float64 // of the page, in points
	letters     float64 // the size of most of them; 0 where nobody can tell
	across, own []bool  // by dot, from the left and from the top: something is there
	lines       []bool  // as own, but for rules that run down the page, such as a frame's: what may not be cut
	rows        [][4]float64
}

// lookAt draws the pages of a part, as the bundle shows them but for the number.
func (k *desk) lookAt(ctx context.Context, b pdf.Book, part int, l *layout) ([]inked, error) {
	one := b.Parts[part]
	one.BackTo, one.Keep, one.Words = -1, false, nil
	var out bytes.Buffer
	err := pdf.Assemble(ctx, &out, pdf.Book{A4: b.A4, Font: b.Font, Parts: []pdf.Part{one}, Number: func(int) string { return "." }}, nil)
	if err != nil {
		return nil, fmt.Errorf("lay out the edition: %w", err)
	}
	seen, err := k.inspect(ctx, out.Bytes())
	if err != nil {
		return nil, err
	}
	w, err := k.worker(ctx)
	if err != nil {
		return nil, err
	}
	var inks []inked
	for i, p := range seen.Pages {
		drawn, err := w.Picture(ctx, out.Bytes(), i, lookDPI)
		if err != nil {
			return nil, fmt.Errorf("look at page %s: %w", l.numbers[l.starts[part]+i], err)
		}
		m, err := png.Decode(bytes.NewReader(drawn))
		if err != nil {
			return nil, fmt.Errorf("look at page %s: %w", l.numbers[l.starts[part]+i], err)
		}
		inks = append(inks, inkOf(m, p))
	}
	return inks, nil
}

// inkOf finds the rows and columns of dots with something on them, but for the corner where the number stands.
func inkOf(m image.Image, p worker.Page) inked {
	box := m.Bounds()
	ink := inked{wide: p.Width, high: p.Height, letters: size(p), across: make([]bool, box.Dx()), own: make([]bool, box.Dy())}
	dot := p.Width / float64(max(1, box.Dx()))
	dark := make([][]bool, box.Dy())
	down := make([]int, box.Dx())
	for y := range dark {
		dark[y] = make([]bool, box.Dx())
		for x := range box.Dx() {
			corner := p.Width-float64(x)*dot < nearSide && p.Height-float64(y)*dot < nearFoot
			if v, ok := bright(m, float64(x), float64(y)); ok && v < inkBright && !corner {
				dark[y][x], ink.across[x], ink.own[y] = true, true, true
				down[x]++
			}
		}
	}
	ink.lines = linesOf(dark, down)
	return ink
}

// linesOf gives the rows of dots with something in them, but for columns that are dark nearly all the way down. Where there are many such it is no
// frame but a picture, or grey paper, and every row counts.
func linesOf(dark [][]bool, down []int) []bool {
	rules := 0
	for _, n := range down {
		if n > len(dark)/2 {
			rules++
		}
	}
	few := rules*12 < len(down)
	out := make([]bool, len(dark))
	for y, row := range dark {
		for x, is := range row {
			out[y] = out[y] || is && !(few && down[x] > len(dark)/2)
		}
	}
	return out
}

// span gives the first and the last of the dots that have something, in points, with a little room; all where there is nothing.
func span(dots []bool, long float64) (from, to float64) {
	const room = 5
	first, last := -1, -1
	for i, is := range dots {
		if is && first < 0 {
			first = i
		}
		if is {
			last = i
		}
	}
	if first < 0 {
		return 0, long
	}
	dot := long / float64(len(dots))
	return max(0, float64(first)*dot-room), min(long, float64(last+1)*dot+room)
}

// lays gives the sheets of a page: lying where the page stands upright, and upright where it lies, because its half has that shape.
func (k inked) lays() []pdf.Lay {
	left, right := span(k.across, k.wide)
	top, bottom := span(k.own, k.high) // from the top of the page
	if k.wide > k.high {
		return k.beside(left, right, top, bottom)
	}
	sheet := [2]float64{paperHigh, paperWide}
	grow := fewer(k.grow((sheet[0]-2*largeEdge)/(right-left)), bottom-top, sheet[1]-largeEdge-largeFoot)
	var out []pdf.Lay
	for _, cut := range k.cuts(k.lines, k.high, top, bottom, (sheet[1]-largeEdge-largeFoot)/grow) {
		see := [4]float64{left, k.high - cut[1], right, k.high - cut[0]}
		x := (sheet[0]-grow*(right-left))/2 - grow*left
		y := sheet[1] - largeEdge - grow*see[3]
		out = append(out, pdf.Lay{Sheet: sheet, See: see, Onto: [6]float64{grow, 0, 0, grow, x, y}, Grow: numberGrow})
	}
	return out
}

// beside cuts a page that lies on its side into pieces from left to right.
func (k inked) beside(left, right, top, bottom float64) (out []pdf.Lay) {
	sheet := [2]float64{paperWide, paperHigh}
	grow := fewer(k.grow((sheet[1]-largeEdge-largeFoot)/(bottom-top)), right-left, sheet[0]-2*largeEdge)
	k.rows = nil
	for _, cut := range k.cuts(k.across, k.wide, left, right, (sheet[0]-2*largeEdge)/grow) {
		see := [4]float64{cut[0], k.high - bottom, cut[1], k.high - top}
		y := sheet[1] - largeEdge - grow*see[3]
		out = append(out, pdf.Lay{Sheet: sheet, See: see, Onto: [6]float64{grow, 0, 0, grow, largeEdge - grow*cut[0], y}, Grow: numberGrow})
	}
	return out
}

// grow is by how much a page is enlarged: until most of its letters are large, as far as they fit.
func (k inked) grow(fits float64) float64 {
	want := mostGrow
	if k.letters > 0 {
		want = wantedSize / k.letters
	}
	return min(max(leastGrow, min(want, mostGrow)), max(fits, leastGrow*0.98))
}

// fewer enlarges a little less where that saves a sheet with next to nothing on it.
func fewer(grow, long, room float64) float64 {
	n := math.Floor(long * grow / room)
	if less := room * n / long * 0.995; n > 0 && less > grow*0.88 && less >= leastGrow {
		return less
	}
	return grow
}

// cuts shares a stretch among pieces no longer than most, and about as long as one another: between two rows of an index, in a gap between
// lines, or with the pieces lying over one another where there is none. Nothing between from and to is left out.
func (k inked) cuts(dots []bool, long, from, to, most float64) (out [][2]float64) {
	for to-from > most {
		n := math.Ceil((to - from) / most)
		even := max((to-from)/n, leastPiece*most)
		cut := k.rowEnd(from, most)
		if cut == 0 {
			cut = gapIn(dots, long, from+even-most/8, from+min(most, even+most/8), from+even)
		}
		if cut == 0 {
			cut = gapIn(dots, long, from+leastPiece*most, from+most, from+most)
		}
		next := cut
		if cut == 0 {
			n = math.Ceil((to - from - overlap) / (most - overlap))
			cut = from + min(most, (to-from+(n-1)*overlap)/n)
			next = cut - overlap
		}
		out = append(out, [2]float64{from, cut})
		from = next
	}
	return append(out, [2]float64{from, to})
}

// rowEnd finds the last row of an index that ends in reach; 0 for none.
func (k inked) rowEnd(from, most float64) float64 {
	best := 0.0
	for _, r := range k.rows {
		if end := k.high - r[1]; end <= from+most && end > from+1 {
			best = max(best, end)
		}
	}
	return best
}

// gapIn finds the gap between two lines in a stretch whose middle is nearest to a place, and gives that middle, in points; 0 for none.
func gapIn(dots []bool, long, from, to, near float64) (best float64) {
	dot := long / float64(len(dots))
	run := 0
	for i := max(0, int(from/dot)); i < min(len(dots), int(to/dot)); i++ {
		if dots[i] {
			run = 0
			continue
		}
		if run++; float64(run)*dot < leastGap {
			continue
		}
		middle := (float64(i+1) - float64(run)/2) * dot
		if best == 0 || math.Abs(middle-near) < math.Abs(best-near) {
			best = middle
		}
	}
	return best
}
