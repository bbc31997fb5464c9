package bundle

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"slices"
	"strings"

	"ehccasefile/casefile/internal/worker"
)

// This file is the checks that need the finished pages to look at.

func dots(s *survey, r Rule) {
	s.each(func(p looked) {
		var pages []int
		most := 0
		for i, page := range p.seen {
			for _, pic := range page.Pictures {
				large := (pic.Rect[2]-pic.Rect[0])*(pic.Rect[3]-pic.Rect[1]) > page.Width*page.Height/4
				if large && pic.Dots > r.Most+r.Most/50 && !slices.Contains(pages, i+1) {
					pages = append(pages, i+1)
					most = max(most, pic.Dots)
				}
			}
		}
		if len(pages) > 0 {
			s.say(r, p, pages, "%s with a picture of more than %d dots per inch, up to %d.", upperFirst(count(len(pages), "page")), r.Most, most)
		}
	})
}

func turnedPages(s *survey, r Rule) {
	s.each(func(p looked) {
		var over, side []int
		for i, page := range p.seen {
			switch page.Turned {
			case 180:
				over = append(over, i+1)
			case 90, 270:
				side = append(side, i+1)
			}
		}
		if len(over) > 0 {
			s.say(r, p, over, "%s upside down.", isAre(len(over)))
		}
		if len(side) > 0 {
			s.say(r, p, side, "The words of %s on their side.", isAre(len(side)))
		}
	})
}

func isAre(n int) string {
	if n == 1 {
		return "1 page is"
	}
	return fmt.Sprintf("%d pages are", n)
}

// letterHigh is how much of a typeface's size a word with a tall letter takes, from its foot to its head.
const letterHigh = 0.72

// size is about how large the letters of most words on a page are, in points; 0 where there are too few words to tell.
func size(page worker.Page) float64 {
	var high []float64
	for _, w := range page.Words {
		tall := strings.ContainsAny(w.Text, "bdfhklABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
		if len(w.Text) > 2 && tall {
			high = append(high, min(w.Rect[3]-w.Rect[1], w.Rect[2]-w.Rect[0])/letterHigh)
		}
	}
	if len(high) < 20 {
		return 0
	}
	slices.Sort(high)
	return high[len(high)/2]
}

func smallLetters(s *survey, r Rule) {
	s.each(func(p looked) {
		var pages []int
		least := float64(r.Most)
		for i, page := range p.seen {
			if n := size(page); n > 0 && n < float64(r.Most) {
				pages = append(pages, i+1)
				least = min(least, n)
			}
		}
		if len(pages) > 0 {
			s.say(r, p, pages, "Most letters on %s smaller than %d points, down to about %.0f.", isAre(len(pages)), r.Most, least)
		}
	})
}

// preflight looks over the finished pages.
func (k *desk) preflight(ctx context.Context, l *layout, seen []worker.Page, pdf func() []byte) Preflight {
	s := l.survey()
	s.final = true
	drawn := 0
	for _, c := range l.chapters {
		for _, d := range c.docs {
			p := l.finished(c, d, seen)
			for i, page := range p.seen {
				if p.text[i] == "" && !p.ours && (page.Bare || light(page, &drawn) && k.isBlank(ctx, pdf, d.from-1+i, numberCorner(page))) {
					p.blank = append(p.blank, i+1)
				}
			}
			s.papers = append(s.papers, p)
		}
	}
	return s.look()
}

// mostDrawn is how many pages of a bundle are drawn to see whether they are blank.
const mostDrawn = 40

// light tells whether a page that is a picture may be a blank sheet that was scanned, and is worth a look.
func light(page worker.Page, drawn *int) bool {
	if len(page.Pictures) != 1 || !page.Pictures[0].Light || *drawn >= mostDrawn {
		return false
	}
	*drawn++
	return true
}

// numberCorner is where our own number stands on a page.
func numberCorner(page worker.Page) worker.Rect {
	return worker.Rect{page.Width - 144, 0, page.Width, 44}
}

// isBlank draws a page and looks whether anything is on it but its number, which stands in the corner given.
func (k *desk) isBlank(ctx context.Context, pdf func() []byte, at int, corner worker.Rect) bool {
	const dots = 40
	w, err := k.worker(ctx)
	if err != nil {
		return false
	}
	data, err := w.Picture(ctx, pdf(), at, dots)
	if err != nil {
		return false
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return false
	}
	b, dark := img.Bounds(), 0
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			right, up := float64(x)*72/dots, float64(b.Max.Y-y)*72/dots
			if corner[0] <= right && right <= corner[2] && corner[1] <= up && up <= corner[3] {
				continue
			}
			if red, green, blue, _ := img.At(x, y).RGBA(); red+green+blue < 3*0xC000 {
				dark++
			}
		}
	}
	return dark*5000 < b.Dx()*b.Dy() // a few specks of dust
}
