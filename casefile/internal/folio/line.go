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

// linesOf puts words into lines, from the top of the page down. A word belongs to a line where they share half the height of the lower of
// them: cells of a table may be set half a line off, and are then lines of their own.
func linesOf(words []worker.Word) []line {
	sorted := slices.Clone(words)
	slices.SortStableFunc(sorted, func(a, b worker.Word) int { return cmp.Compare(middle(b.Rect), middle(a.Rect)) })
	var lines []line
	var cores []worker.Rect // of each line, the mean of its words
	for _, w := range sorted {
		at := -1
		for i := len(lines) - 1; i >= 0 && i >= len(lines)-4; i-- {
			if shared(cores[i], w.Rect) >= 0.5 && (at < 0 || shared(cores[i], w.Rect) > shared(cores[at], w.Rect)) {
				at = i
			}
		}
		if at < 0 {
			lines, cores = append(lines, line{box: w.Rect}), append(cores, w.Rect)
			at = len(lines) - 1
		}
		l, n := &lines[at], float64(len(lines[at].words))
		l.words = append(l.words, w)
		l.box = around(l.box, w.Rect)
		cores[at][1], cores[at][3] = (cores[at][1]*n+w.Rect[1])/(n+1), (cores[at][3]*n+w.Rect[3])/(n+1)
	}
	for _, l := range lines {
		slices.SortStableFunc(l.words, func(a, b worker.Word) int { return cmp.Compare(a.Rect[0], b.Rect[0]) })
	}
	return lines
}

func middle(r worker.Rect) float64 { return (r[1] + r[3]) / 2 }

// shared is how much of the height of the lower of two boxes both have. A dash is so low that its middle alone counts.
func shared(a, b worker.Rect) float64 {
	least := min(a[3]-a[1], b[3]-b[1])
	both := min(a[3], b[3]) - max(a[1], b[1])
	if least < 0.3*max(a[3]-a[1], b[3]-b[1]) || least <= 0 {
		if both >= 0 {
			return 1
		}
		return 0
	}
	return both / least
}

// around is the smallest box that holds both.
func around(a, b worker.Rect) worker.Rect {
	return worker.Rect{min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])}
}
