package pdf

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// picture is a page as drawn, one byte for each of red, green and blue.
type picture struct {
	w, h int
	b    []byte
}

// draw has poppler draw one page at a number of dots to the inch.
func draw(t *testing.T, path string, page int, dpi float64) picture {
	t.Helper()
	out := filepath.Join(t.TempDir(), "p")
	n := strconv.Itoa(page)
	_, errs := run(t, "pdftoppm", "-cropbox", "-f", n, "-l", n, "-r", fmt.Sprint(dpi), path, out)
	found, _ := filepath.Glob(out + "*.ppm")
	if len(found) != 1 {
		t.Fatalf("pdftoppm drew nothing: %s", errs)
	}
	b, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	var p picture
	var most int
	if _, err := fmt.Sscanf(string(b[:min(len(b), 40)]), "P6\n%d %d\n%d", &p.w, &p.h, &most); err != nil {
		t.Fatal(err)
	}
	p.b = b[len(b)-3*p.w*p.h:]
	return p
}

// checkPictures compares pages of the source with pages 2… of the book, outside
// the number.
func checkPictures(t *testing.T, was, book string, s *Source) {
	t.Helper()
	shown := look(t, book)[1:]
	glances, err := s.look(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range s.leaves {
		w, h := l.view.size()
		at := placeOf(l.view, math.Abs(shown[i].width*shown[i].height-a4Short*a4Long) < 4000, glances[i].crowded)
		if !at.scaled {
			at = placeOf(l.view, false, false)
		}
		dpi := min(72, 400*72/max(w, h))
		if l.view.unit != 1 {
			// Poppler draws without the unit.
			dpi *= l.view.unit
		}
		old := draw(t, was, i+1, dpi)
		now := draw(t, book, i+2, bookDPI(at, w, h, dpi, l.view.unit))
		if bad := unlike(old, now, at, l.view); bad > 0.01 {
			t.Errorf("page %d: %.1f%% of the picture is not as it was", i+1, bad*100)
		}
	}
}

// bookDPI makes the page's content the same number of dots in both pictures.
func bookDPI(at place, w, h, dpi, unit float64) float64 {
	if !at.scaled {
		return dpi
	}
	tw, th := at.view.size()
	k := min(tw/w, (th-numberStrip)/h)
	if k > 1 && k < 1.15 {
		k = 1
	}
	return dpi / unit / k
}

// unlike gives the part of the old picture's cells that the new one shows otherwise.
func unlike(old, now picture, at place, was view) float64 {
	dx, dy := 0, 0
	if at.scaled {
		dx = int(math.Round(float64(now.w-old.w) / 2))
		tw, th := at.view.size()
		dot := float64(now.w) / tw
		free := float64(now.h) - numberStrip*dot - float64(old.h)
		dy = int(math.Round(free / 2))
		_ = th
	}
	cells, bad := 0, 0
	const cell = 8
	for y := 0; y+cell <= old.h; y += cell {
		for x := 0; x+cell <= old.w; x += cell {
			if !at.scaled && underNumber(old, x, y) {
				continue
			}
			cells++
			a, b := old.mean(x, y, cell), now.mean(x+dx, y+dy, cell)
			for k := range 3 {
				if math.Abs(a[k]-b[k]) > 40 {
					bad++
					break
				}
			}
		}
	}
	if cells == 0 {
		return 0
	}
	return float64(bad) / float64(cells)
}

// underNumber: the corner that the number may cover, generously.
func underNumber(p picture, x, y int) bool {
	return x > p.w*5/8 && y > p.h*5/8 && (p.w < 200 || p.h < 200) || x > p.w*7/8 && y > p.h*19/20-8
}

func (p picture) mean(x, y, size int) [3]float64 {
	var sum [3]float64
	for j := y; j < y+size; j++ {
		for i := x; i < x+size; i++ {
			for k := range 3 {
				if i >= 0 && i < p.w && j >= 0 && j < p.h {
					sum[k] += float64(p.b[3*(j*p.w+i)+k])
				}
			}
		}
	}
	for k := range sum {
		sum[k] /= float64(size * size)
	}
	return sum
}
