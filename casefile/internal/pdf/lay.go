package pdf

import (
	"errors"
	"fmt"
	"math"
)

// Lay says how a page of a part lies on a sheet of an edition: moved aside for the holes of a file, or a piece of it enlarged. A page is
// measured as a book with A4 set displays it, from its bottom left corner, in points.
type Lay struct {
	Sheet [2]float64 // width and height of the sheet
	See   [4]float64 // left, bottom, right and top of the piece of the page that is seen
	Onto  [6]float64 // from the page to the sheet: a b c d e f of 8.3.3
	Left  bool       // the number stands at the left, which is the outer edge of a left-hand page
	Grow  float64    // the number is so many times as large; 0 for its usual size
	Tab   string     // what stands in the mark at the outer edge, by which a section is found; "" for no mark
	TabAt float64    // the middle of the mark, from the foot of the sheet
	Cut   bool       // a thin line round what is seen: there it is cut out
}

var errLaid = errors.New("pdf: a book whose pages are laid on sheets cannot be tagged, and has a Lay for each page of such a part")

// checkLaid refuses what cannot be laid.
func checkLaid(b *Book) error {
	for i, p := range b.Parts {
		if p.Lays == nil {
			continue
		}
		if b.Tagged || len(p.Lays) != len(p.Source.leaves) {
			return errLaid
		}
		for k, l := range p.Lays {
			m := matrix(l.Onto)
			if l.Sheet[0] <= 0 || l.Sheet[1] <= 0 || m[0]*m[3]-m[1]*m[2] == 0 {
				return fmt.Errorf("pdf: page %d of part %d cannot be laid on its sheet", k, i)
			}
		}
	}
	return nil
}

// on gives the place of a page on its sheet.
func (p place) on(l *Lay) place {
	if !p.scaled {
		p.onto = p.view.fromSight().inverse()
	}
	p.lay, p.sight = l, matrix(l.Onto)
	p.onto = p.onto.then(p.sight)
	p.view, p.scaled = view{box: rect{0, 0, l.Sheet[0], l.Sheet[1]}, unit: 1}, true
	return p
}

// seen is the part of the sheet that the page shows through.
func (p place) seen() rect { return p.sight.box(rect(p.lay.See)) }

// shows tells whether a mark on the sheet belongs to the piece that is seen: its middle does.
func (p place) shows(area rect) bool {
	if p.lay == nil {
		return true
	}
	s, x, y := p.seen(), (area[0]+area[2])/2, (area[1]+area[3])/2
	return s[0] <= x && x <= s[2] && s[1] <= y && y <= s[3]
}

// clip keeps what is drawn next to the piece that is seen.
func (p place) clip(b []byte) []byte {
	if p.lay == nil {
		return b
	}
	s := p.seen()
	b = operands(b, s[0], s[1], s.width(), s.height())
	return append(b, "re W n "...)
}

// laid moves and enlarges a number as the sheet has it.
func (s stamp) laid(l *Lay, w float64) stamp {
	if l == nil {
		return s
	}
	if l.Grow > 0 {
		s.scale *= l.Grow
		s.right = w / s.scale
	}
	if l.Left {
		s.right = s.wide + 2*numberRight
	}
	return s
}

// The mark of a section at the outer edge, in points.
const (
	tabWide = 17.0
	tabHigh = 46.0
	tabSize = 11.0
)

// marks draws what an edition adds to its sheet: the mark of its section, and where to cut.
func (s *sheet) marks(b []byte, font name) ([]byte, error) {
	l := s.at.lay
	if l == nil {
		return b, nil
	}
	if l.Cut {
		r := s.at.seen()
		b = operands(append(b, "/Artifact BMC\nq 0.5 w 0.4 G "...), r[0], r[1], r.width(), r.height())
		b = append(b, "re S Q\nEMC\n"...)
	}
	if l.Tab == "" || font == "" || s.font == nil {
		return b, nil
	}
	line, wide, err := s.font.line(l.Tab)
	if err != nil {
		return nil, err
	}
	x := l.Sheet[0] - tabWide
	if l.Left {
		x = 0
	}
	b = operands(append(b, "/Artifact BMC\nq 0.25 g "...), x, l.TabAt-tabHigh/2, tabWide, tabHigh)
	b = appendName(append(b, "re f 1 g BT "...), font)
	size := math.Min(tabSize, (tabWide-4)/wide)
	b = operands(append(b, ' '), size)
	b = operands(append(b, "Tf "...), x+(tabWide-wide*size)/2, l.TabAt-size*0.36)
	b = append(b, "Td <"...)
	for _, u := range line {
		b = hex4(b, u)
	}
	return append(b, "> Tj ET Q\nEMC\n"...), nil
}
