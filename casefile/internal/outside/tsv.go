package outside

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"ehccasefile/casefile/internal/layer"
)

// scrap is one piece of writing as tesseract gives it: its text, its box in dots from the top left, and how sure it is, of 100.
type scrap struct {
	text string
	box  [4]int // left, top, right, bottom
	sure float64
}

// sheet is a picture as tesseract saw it: blocks of lines of scraps, in reading order.
type sheet struct {
	wide, high int // dots
	blocks     [][][]scrap
}

// The bounds of what is believed of tesseract's table.
const (
	maxRows = 200_000
	maxDots = 1 << 20
)

// readTSV reads the table that tesseract writes: a row for the page, each block, paragraph, line and word, by their level.
func readTSV(b []byte) (sheet, error) {
	var s sheet
	rows := 0
	for row := range strings.SplitSeq(string(b), "\n") {
		if rows++; rows > maxRows {
			return sheet{}, fmt.Errorf("%w (a page of more than %d words)", ErrTooLarge, maxRows)
		}
		s.row(strings.SplitN(strings.TrimSuffix(row, "\r"), "\t", 12))
	}
	if s.wide == 0 || s.high == 0 {
		return sheet{}, fmt.Errorf("%w (its answer could not be understood)", ErrFailed)
	}
	return s, nil
}

// The columns of the table.
const (
	colLevel = iota
	_        // page
	_        // block
	_        // paragraph
	_        // line
	_        // word
	colLeft
	colTop
	colWidth
	colHeight
	colSure
	colText
)

// row takes one row; what is none is passed over.
func (s *sheet) row(cols []string) {
	if len(cols) <= colText {
		return
	}
	var n [4]int
	for i := range n {
		v, err := strconv.Atoi(cols[colLeft+i])
		if err != nil || v < 0 || v > maxDots {
			return
		}
		n[i] = v
	}
	switch cols[colLevel] {
	case "1":
		s.wide, s.high = n[2], n[3]
	case "2":
		s.blocks = append(s.blocks, nil)
	case "4":
		if last := len(s.blocks) - 1; last >= 0 {
			s.blocks[last] = append(s.blocks[last], nil)
		}
	case "5":
		s.word(cols, [4]int{n[0], n[1], n[0] + n[2], n[1] + n[3]})
	}
}

func (s *sheet) word(cols []string, box [4]int) {
	sure, err := strconv.ParseFloat(cols[colSure], 64)
	text := layer.Clean(cols[colText])
	if err != nil || math.IsNaN(sure) || text == "" || len(s.blocks) == 0 {
		return
	}
	block := s.blocks[len(s.blocks)-1]
	if len(block) == 0 {
		return
	}
	block[len(block)-1] = append(block[len(block)-1], scrap{text, box, sure})
}

// page gives the words worth keeping, in points.
func (s sheet) page(dpi float64) layer.Page {
	point := 72 / dpi
	p := layer.Page{Width: float64(s.wide) * point, Height: float64(s.high) * point}
	for _, block := range s.worth() {
		for _, line := range block {
			if l := s.line(line, point); l != nil {
				p.Lines = append(p.Lines, l)
			}
		}
	}
	return p
}

// slant is how much higher a line may be than its highest word before it is taken to run uphill; each word then keeps its own
// height.
const slant = 1.5

// line gives a line's words the height of the line, so that what is selected or found stands in one row.
func (s sheet) line(scraps []scrap, point float64) layer.Line {
	top, bottom, highest := math.MaxInt, 0, 0
	for _, w := range scraps {
		top, bottom, highest = min(top, w.box[1]), max(bottom, w.box[3]), max(highest, w.box[3]-w.box[1])
	}
	even := float64(bottom-top) <= slant*float64(highest)
	var out layer.Line
	for _, w := range scraps {
		if even {
			w.box[1], w.box[3] = top, bottom
		}
		out = append(out, layer.Word{Text: w.text, Doubt: w.sure < unsure, Box: layer.Rect{
			float64(w.box[0]) * point, float64(s.high-w.box[3]) * point, float64(w.box[2]) * point, float64(s.high-w.box[1]) * point}})
	}
	return out
}
