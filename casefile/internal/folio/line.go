package folio

import (
	"cmp"
	"slices"
	"strings"

	"ehccasefile/casefile/internal/worker"
)

// line is words that stand beside one another, from left to right.
type line struct {
	words []worker.Word
	box   worker.Rect
}

// text is the line's words with spaces between.
func (l line) text() string {
	texts := make([]string, len(l.words))
	for i, w := range l.words {
		texts[i] = w.Text
	}
	return strings.Join(texts, " ")
}

func (l line) height() float64 { return l.box[3] - l.box[1] }

// linesOf puts words into lines, from the top of the page down. A word belongs to a line where the middle of either lies within the other.
func linesOf(words []worker.Word) []line {
	sorted := slices.Clone(words)
	slices.SortStableFunc(sorted, func(a, b worker.Word) int { return cmp.Compare(middle(b.Rect), middle(a.Rect)) })
	var lines []line
	for _, w := range sorted {
		at := -1
		for i := len(lines) - 1; i >= 0 && i >= len(lines)-3; i-- {
			if level(lines[i].box, w.Rect) {
				at = i
				break
			}
		}
		if at < 0 {
			lines = append(lines, line{box: w.Rect})
			at = len(lines) - 1
		}
		lines[at].words = append(lines[at].words, w)
		lines[at].box = around(lines[at].box, w.Rect)
	}
	for _, l := range lines {
		slices.SortStableFunc(l.words, func(a, b worker.Word) int { return cmp.Compare(a.Rect[0], b.Rect[0]) })
	}
	return lines
}

func middle(r worker.Rect) float64 { return (r[1] + r[3]) / 2 }

// level tells whether two boxes stand on one line.
func level(a, b worker.Rect) bool {
	return b[1] <= middle(a) && middle(a) <= b[3] || a[1] <= middle(b) && middle(b) <= a[3]
}

// around is the smallest box that holds both.
func around(a, b worker.Rect) worker.Rect {
	return worker.Rect{min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])}
}
