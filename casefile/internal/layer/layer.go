// Package layer holds the words that were read off the picture of a page, with their places: the layer of text a scan lacks.
// It knows neither who read them nor who will print them.
//
// It promises that [Decode] gives back what [Encode] was given, to a twentieth of a point, and that no bytes make it use more
// than a bounded amount of memory or time.
package layer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Rect is left, bottom, right, top in points. The origin is the bottom left corner of the page as a reader sees it.
type Rect [4]float64

// Word is one word. Doubt says that whoever read it was not sure of it.
type Word struct {
	Text  string // no space, no control
	Box   Rect
	Doubt bool
}

// Line is words that stand side by side, from left to right.
type Line []Word

// Page is the words of one page in reading order.
type Page struct {
	Number        int     // of the page in its paper, counted from 0
	Width, Height float64 // of the picture that was read, in points
	Lines         []Line
}

// Paper is the pages of a paper that were read off their picture, by rising number. Pages with text of their own are not here.
type Paper []Page

// Page gives the words of page n, counted from 0, and whether it was read.
func (p Paper) Page(n int) (Page, bool) {
	for _, page := range p {
		if page.Number == n {
			return page, true
		}
	}
	return Page{}, false
}

// Text gives the words alone, a line for each line.
func (p Page) Text() string {
	var b strings.Builder
	for i, line := range p.Lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		for j, w := range line {
			if j > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(w.Text)
		}
	}
	return b.String()
}

// Count gives how many words the page has, and how many of them are in doubt.
func (p Page) Count() (words, doubts int) {
	for _, line := range p.Lines {
		for _, w := range line {
			words++
			if w.Doubt {
				doubts++
			}
		}
	}
	return words, doubts
}

// In gives the page's words where they lie when its picture fills frame, in reading order: frame is the whole page where the
// page was read as it is, or the place of a photograph on a sheet.
func (p Page) In(frame Rect) []Word {
	if p.Width <= 0 || p.Height <= 0 {
		return nil
	}
	x, y := (frame[2]-frame[0])/p.Width, (frame[3]-frame[1])/p.Height
	var out []Word
	for _, line := range p.Lines {
		for _, w := range line {
			b := w.Box
			w.Box = Rect{frame[0] + b[0]*x, frame[1] + b[1]*y, frame[0] + b[2]*x, frame[1] + b[3]*y}
			out = append(out, w)
		}
	}
	return out
}

// Beside leaves out the words whose middle lies in one of these boxes: a scan's page number or stamp that is text already was
// read off the picture once more.
func Beside(words []Word, taken []Rect) []Word {
	var out []Word
	for _, w := range words {
		if !covered(w.Box, taken) {
			out = append(out, w)
		}
	}
	return out
}

func covered(b Rect, taken []Rect) bool {
	x, y := (b[0]+b[2])/2, (b[1]+b[3])/2
	for _, t := range taken {
		if x >= t[0] && x <= t[2] && y >= t[1] && y <= t[3] {
			return true
		}
	}
	return false
}

// Clean gives a word without what cannot be seen, cut to a length no real word has; "" where nothing is left.
func Clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsGraphic(r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
	if len(s) <= maxWordBytes {
		return s
	}
	cut := maxWordBytes
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut]
}
