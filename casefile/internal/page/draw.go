package page

import (
	"cmp"
	"strings"
)

// Tint is a colour of a drawing: red, green and blue.
type Tint [3]uint8

// Wide begins a new page that lies on its side: Height wide and Width high. Drawings and Set go onto it; what grows from page to page does not.
func (p *Paper) Wide() { p.sheet(Height, Width) }

// Fill fills a shape with these corners, counted from the page's top left, as a part of the page that says nothing to a screen reader: words must stand
// beside it.
func (p *Paper) Fill(t Tint, corners ...[2]float64) {
	p.mark(nil)
	p.pdf.SetFillColor(int(t[0]), int(t[1]), int(t[2]))
	p.trace(corners)
	p.pdf.ClosePath()
	p.pdf.DrawPath("F")
}

// Box fills an upright rectangle.
func (p *Paper) Box(t Tint, x, y, w, h float64) {
	p.Fill(t, [2]float64{x, y}, [2]float64{x + w, y}, [2]float64{x + w, y + h}, [2]float64{x, y + h})
}

// Line draws a line through these places.
func (p *Paper) Line(t Tint, width float64, places ...[2]float64) {
	p.mark(nil)
	p.pdf.SetDrawColor(int(t[0]), int(t[1]), int(t[2]))
	p.pdf.SetLineWidth(width)
	p.trace(places)
	p.pdf.DrawPath("D")
}

func (p *Paper) trace(places [][2]float64) {
	for i, at := range places {
		if i == 0 {
			p.pdf.MoveTo(at[0], at[1])
			continue
		}
		p.pdf.LineTo(at[0], at[1])
	}
}

// Disc draws a round spot; with a ring wider than 0 only its edge, so wide.
func (p *Paper) Disc(t Tint, x, y, radius, ring float64) {
	p.mark(nil)
	how := "F"
	if ring > 0 {
		how, radius = "D", radius-ring/2
		p.pdf.SetLineWidth(ring)
		p.pdf.SetDrawColor(int(t[0]), int(t[1]), int(t[2]))
	}
	p.pdf.SetFillColor(int(t[0]), int(t[1]), int(t[2]))
	p.pdf.Circle(x, y, radius, how)
}

// Said is a run of words in one style.
type Said struct {
	Style
	Text string
}

// setWord is a word with the run it is of.
type setWord struct {
	text        string
	of          int
	wide, space float64
}

// Measured gives the size of words that wrap at a width, as Set would draw them.
func (p *Paper) Measured(most float64, runs ...Said) (w, h float64) {
	for _, line := range p.set(most, runs) {
		w, h = max(w, lineWidth(line)), h+runs[0].Lead
	}
	return w, h
}

// Set draws words at a place counted from the page's top left, wrapped at a width, and gives their height. All runs stand in one paragraph, or in the heading
// that the first one's Tag names.
func (p *Paper) Set(x, y, most float64, runs ...Said) float64 {
	e := p.top.child(cmp.Or(runs[0].Tag, "P"))
	lines := p.set(most, runs)
	for i, line := range lines {
		at := x
		for len(line) > 0 {
			n, words := 1, line[0].text
			wide := line[0].space + line[0].wide
			for ; n < len(line) && line[n].of == line[0].of; n++ {
				words += " " + line[n].text
				wide += line[n].space + line[n].wide
			}
			if n < len(line) || i+1 < len(lines) {
				words += " " // or the next word would be read as one with this
			}
			p.mark(e)
			p.font(runs[line[0].of].Style)
			p.text(at+line[0].space, y+runs[0].baseline(), words, rightToLeft(words))
			at += wide
			line = line[n:]
		}
		y += runs[0].Lead
	}
	return float64(len(lines)) * runs[0].Lead
}

// set breaks runs into lines; there is at least one, with at least one word.
func (p *Paper) set(most float64, runs []Said) [][]setWord {
	var lines [][]setWord
	var line []setWord
	filled := 0.0
	for i, r := range runs {
		p.font(r.Style)
		space := p.wide(" ")
		words := strings.Fields(p.printable(r.Text))
		for len(words) > 0 {
			fits, rest := p.split(words[0], most)
			words = words[1:]
			if rest != "" {
				words = append([]string{rest}, words...)
			}
			w := setWord{text: fits, of: i, wide: p.wide(fits), space: space}
			if len(line) > 0 && filled+space+w.wide > most {
				lines, line, filled = append(lines, line), nil, 0
			}
			if len(line) == 0 {
				w.space = 0
			}
			line, filled = append(line, w), filled+w.space+w.wide
		}
	}
	if len(line) == 0 {
		line = []setWord{{}}
	}
	return append(lines, line)
}

func lineWidth(line []setWord) (w float64) {
	for _, word := range line {
		w += word.space + word.wide
	}
	return w
}
