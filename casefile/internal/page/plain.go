package page

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// ErrEmpty is given for a text file with nothing to read in it.
var ErrEmpty = errors.New("there is no text in it")

// maxPlain is the most pages one text file may become: past it, it is a data file and no evidence.
const maxPlain = 2000

// tabStop is how far apart tab stops are, in points.
const tabStop = 36.0

// Plain sets a plain text file as pages: its own lines kept, long ones wrapped, tabs aligned, a form feed beginning a new
// page. It reads UTF-8, UTF-16 with its mark, and otherwise Windows' Western letters, with any line endings.
func (p *Paper) Plain(data []byte) error {
	text := decode(data)
	if strings.TrimSpace(text) == "" {
		return ErrEmpty
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n").Replace(text)
	style := Style{Size: 10.5, Lead: 15}
	p.Page()
	p.font(style)
	p.para = p.top.child("P")
	for _, sheet := range strings.Split(strings.TrimRight(text, " \t\n\f"), "\f") {
		if p.y > head {
			p.Page()
		}
		for _, line := range strings.Split(sheet, "\n") {
			p.typed(style, line)
			if p.Pages() > maxPlain {
				return fmt.Errorf("it would take more than %d pages", maxPlain)
			}
		}
	}
	return nil
}

// decode turns the file's bytes into text, whichever of the usual ways they were written in.
func decode(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return wide(data[2:], 1)
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return wide(data[2:], 0)
	}
	data = bytes.TrimPrefix(data, []byte{0xEF, 0xBB, 0xBF})
	if utf8.Valid(data) {
		return string(data)
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(data), string(missing))
	}
	return string(text)
}

// wide decodes UTF-16; high is the place of the high byte in each pair.
func wide(data []byte, high int) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = uint16(data[2*i+high])<<8 | uint16(data[2*i+1-high])
	}
	return string(utf16.Decode(units))
}

// typed sets one line of a text file: its spaces and tabs keep their width, and it wraps at them.
func (p *Paper) typed(s Style, line string) {
	p.room(s.Lead)
	if strings.TrimSpace(line) == "" {
		p.para = p.top.child("P")
	}
	p.rtl = rightToLeft(line)
	x := side
	for i, part := range strings.Split(line, "\t") {
		if i > 0 {
			x = side + (math.Floor((x-side)/tabStop+0.01)+1)*tabStop
		}
		x = p.run(s, x, p.printable(part))
	}
	p.y += s.Lead
}

// run sets text from x on, going on to new lines as needed, and gives where it ended.
func (p *Paper) run(s Style, x float64, text string) float64 {
	start, waiting := x, ""
	filled := 0.0 // how wide what waits is
	wide := func() float64 { return start + filled }
	flush := func() {
		p.ink(s, start, waiting)
		p.y += s.Lead
		p.room(s.Lead)
		p.font(s)
		start, waiting, filled = side, "", 0
	}
	for _, word := range pieces(text) {
		blank := strings.TrimSpace(word) == ""
		w := p.wide(word)
		if !blank && wide() > side && wide()+w > side+Measure {
			flush()
		}
		for !blank && w > Measure {
			head, rest := p.split(word, Measure)
			if rest == "" {
				break // one letter with more marks than a line is wide
			}
			waiting, word = head, rest
			flush()
			w = p.wide(word)
		}
		waiting += word
		filled += w
	}
	if p.rtl {
		p.ink(s, start, waiting)
	} else {
		p.ink(s, start, waiting+" ") // so that this line and the next are not read as one word
	}
	return wide()
}

// ink draws text on the present line, unless there is nothing to see. A line that runs from right to left begins at the right edge.
func (p *Paper) ink(s Style, x float64, text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	if p.rtl && x == side {
		x = side + Measure - p.wide(text)
	}
	p.mark(p.para)
	p.text(x, p.y+s.baseline(), text, p.rtl)
}

// pieces splits text into words and the runs of spaces between them, in order.
func pieces(text string) []string {
	var out []string
	for text != "" {
		n := strings.IndexByte(text, ' ')
		if n == 0 {
			n = len(text) - len(strings.TrimLeft(text, " "))
		}
		if n < 0 {
			n = len(text)
		}
		out, text = append(out, text[:n]), text[n:]
	}
	return out
}
