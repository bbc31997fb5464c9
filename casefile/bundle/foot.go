package bundle

import (
	"math"
	"strconv"
	"strings"

	"ehccasefile/casefile/internal/worker"
)

// Where a page number is looked for, in points from the right edge and from the foot: first where bundles print it, then
// in the whole corner, to say what stands there instead.
const (
	nearSide, nearFoot = 40.0, 32.0
	farSide, farFoot   = 144.0, 72.0
)

// printed gives the number printed at the foot of a page: the one wanted if it is there, otherwise the number that stands in the
// corner instead, or "".
func printed(p worker.Page, want string) string {
	for _, w := range p.Words {
		if p.Width-w.Rect[2] <= nearSide && w.Rect[1] <= nearFoot && inView(p, w) && shows(w, want) {
			return want
		}
	}
	if atFoot(p, want) {
		return want
	}
	at := corner(p)
	if at < 0 {
		return ""
	}
	if _, err := strconv.Atoi(p.Words[at].Text); err != nil && !plainNumber.MatchString(p.Words[at].Text) && !betweenNumber.MatchString(p.Words[at].Text) {
		return ""
	}
	return p.Words[at].Text
}

// unprinted gives noNumber for a sheet on which no number is printed, and otherwise what stands in its place.
func unprinted(p worker.Page) string {
	if s := printed(p, noNumber); s != "" {
		return s
	}
	return noNumber
}

// atFoot tells whether a number stands at the foot of a page, at its outer edge: several words where it has any space, as in "10 (i)".
func atFoot(p worker.Page, want string) bool {
	words := strings.Fields(want)
	for i, w := range p.Words {
		right, left := p.Width-w.Rect[2] <= nearSide, w.Rect[0] <= nearSide && i+len(words) <= len(p.Words)
		if w.Rect[1] > nearFoot || !inView(p, w) {
			continue
		}
		if n := len(words); right && n > 1 && i >= n-1 && said(p.Words[i-n+1:i+1], words) || left && said(p.Words[i:min(len(p.Words), i+n)], words) {
			return true
		}
	}
	return false
}

// said tells whether these are the words wanted, on one line. What is cut off at the foot of an enlarged page lies under the number, and may run
// together with it.
func said(words []worker.Word, want []string) bool {
	if len(words) != len(want) {
		return false
	}
	for i, w := range words {
		if w.Text != want[i] && !(i == 0 && len(want) > 1 && shows(w, want[0])) || !level(w, words[0]) {
			return false
		}
	}
	return true
}

// inView tells whether the end of a word at the foot lies in the part of the page that is seen: a reader of the text gets
// words too that a crop box hides. Where the word runs together with hidden ones, it may begin outside.
func inView(p worker.Page, w worker.Word) bool {
	const slack = 1 // of a letter's box, in points
	return w.Rect[2] <= p.Width+slack && w.Rect[1] >= -slack && w.Rect[3] <= p.Height+slack && w.Rect[2] > slack
}

// shows tells whether a word is the number wanted. Where a page had a number or words of its own in the same place, they
// lie hidden under the white ground of ours, and a reader of the text gets both as one word: longer than its width can
// hold, or letters and digits run together.
func shows(w worker.Word, want string) bool {
	if w.Text == want {
		return true
	}
	wide, high := w.Rect[2]-w.Rect[0], w.Rect[3]-w.Rect[1]
	if rest, ok := strings.CutSuffix(w.Text, want); ok && (overlaid(len(w.Text), wide, high) || digitAt(rest, len(rest)-1) != digitAt(want, 0)) {
		return true
	}
	rest, ok := strings.CutPrefix(w.Text, want)
	return ok && (overlaid(len(w.Text), wide, high) || digitAt(rest, 0) != digitAt(want, len(want)-1))
}

// overlaid tells whether so many digits cannot stand side by side in a box: a digit is about 0.8 of its height wide.
func overlaid(digits int, wide, high float64) bool { return wide < 0.75*0.8*high*float64(digits) }

func digitAt(s string, i int) bool { return s[i] >= '0' && s[i] <= '9' }

// corner finds the word nearest the bottom right corner; -1 if none is in it.
func corner(p worker.Page) int {
	best, near := -1, math.Inf(1)
	for i, w := range p.Words {
		dx, dy := p.Width-w.Rect[2], w.Rect[1]
		if dx < 0 || dy < 0 || dx > farSide || dy > farFoot {
			continue
		}
		if d := math.Hypot(dx, dy); d < near {
			best, near = i, d
		}
	}
	return best
}
