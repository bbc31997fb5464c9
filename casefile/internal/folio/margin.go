package folio

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"ehccasefile/casefile/internal/pattern"
	"ehccasefile/casefile/internal/worker"
)

// candidate is something at the edge of a page that may be its number.
type candidate struct {
	Number
	shape
	box worker.Rect
	of  int // the last page, where it names one: "12 of 345"
}

// shape is how such a thing looks and where it stands. The number of a bundle has one shape on all its pages, or nearly so.
type shape struct {
	edge edge
	side side
	lead bool // "Page" stands before it
	wrap byte // the bracket or dash before it; 0 for none
	last bool // "of 345" stands behind it
}

type (
	edge byte // head, foot, or an upright edge for a page that was turned after it was numbered
	side byte // where along the edge
)

const (
	foot edge = iota
	head
	upright
)

const (
	right side = iota
	centre
	left
)

// How deep the strips are in which a number is looked for: a share of the page's height at head and foot, and in points.
const (
	stripShare             = 0.12
	stripLeast, stripMost  = 40.0, 110.0
	uprightStrip           = 56.0
	mostWordsOfANumber     = 6 // "Bundle page no. 12 of 345"
	mostCandidatesOfAStrip = 60
)

var edgeNumber = pattern.New(`^((?i:bundle\s+)?(?i:page|pg|folio)(?:\s+(?i:no|number))?\s*[.:]?\s*|pp?[.:]?\s*|P[.:]\s*)?` + // lead
	`([\[({<|–—-]+)?\s*` +
	`([A-Za-z]{0,3}[-.]?\d{1,7}(?:[A-Z]{0,2}|[a-z])|[A-Z]{2,12}\d{4,7}|[ivx]{1,6}|[A-Z]{1,2}\s\d{1,5})` +
	`\s*([\])}>|–—-]+)?` +
	`(?:\s*(?i:of|/|out\s+of)\s*([\dA-Z]{1,6}))?\s*([\])}>|–—-]+)?$`)

// candidates finds everything at the edges of a page that may be its number.
func candidates(p worker.Page) []candidate {
	deep := min(max(stripShare*p.Height, stripLeast), stripMost)
	var strips [3][]worker.Word
	for _, w := range p.Words {
		y := middle(w.Rect)
		switch {
		case w.Rect[2] <= 0 || w.Rect[0] >= p.Width || w.Rect[3] <= 0 || w.Rect[1] >= p.Height: // cropped away
		case y < deep:
			strips[foot] = append(strips[foot], w)
		case y > p.Height-deep:
			strips[head] = append(strips[head], w)
		case w.Rect[2] < uprightStrip || w.Rect[0] > p.Width-uprightStrip:
			strips[upright] = append(strips[upright], w)
		}
	}
	var out []candidate
	for at, words := range strips {
		found := 0
		for _, l := range linesOf(words) {
			for _, c := range l.candidates() {
				if found++; found <= mostCandidatesOfAStrip {
					c.edge, c.side = edge(at), sideOf(c.box, p.Width)
					out = append(out, c)
				}
			}
		}
	}
	return out
}

func sideOf(box worker.Rect, width float64) side {
	switch x := (box[0] + box[2]) / 2 / width; {
	case x < 1.0/3:
		return left
	case x > 2.0/3:
		return right
	}
	return centre
}

// candidates finds the numbers in a line: at each word the longest run of words that is one.
func (l line) candidates() (out []candidate) {
	for i := 0; i < len(l.words); i++ {
		for n := min(mostWordsOfANumber, len(l.words)-i); n > 0; n-- {
			some := line{words: l.words[i : i+n]}
			if c, ok := candidateIn(some.text()); ok {
				c.box = l.words[i].Rect
				for _, w := range some.words {
					c.box = around(c.box, w.Rect)
				}
				out = append(out, c)
				i += n - 1
				break
			}
		}
	}
	return out
}

func candidateIn(s string) (candidate, bool) {
	m := edgeNumber.FindStringSubmatch(s)
	if m == nil {
		return candidate{}, false
	}
	n, ok := Parse(strings.Join(strings.Fields(m[3]), ""))
	if !ok {
		return candidate{}, false
	}
	c := candidate{Number: n, shape: shape{lead: m[1] != "", last: m[5] != ""}}
	if m[2] != "" {
		c.wrap = strings.NewReplacer("–", "-", "—", "-").Replace(m[2])[0]
	}
	c.of, _ = strconv.Atoi(m[5])
	return c, true
}

// nearest orders candidates by how near they stand to the edge of the page that they belong to.
func nearest(p worker.Page, list []candidate) []candidate {
	off := func(c candidate) float64 {
		switch c.edge {
		case foot:
			return c.box[1]
		case head:
			return p.Height - c.box[3]
		}
		return min(c.box[0], p.Width-c.box[2])
	}
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(a, b candidate) int { return cmp.Compare(off(a), off(b)) })
	return out
}
