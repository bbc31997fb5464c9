package folio

import (
	"strings"

	"ehccasefile/casefile/internal/worker"
)

// Printed is the number printed on a page, and where; the zero Printed where none was found.
type Printed struct {
	Number
	Box worker.Rect
	Of  int // the last page, where it names one: "12 of 345"
}

// numbers are the numbers that run through a bundle.
type numbers struct {
	on    []Printed // one a page
	steps int       // pages whose number follows that of the page before
	stops int       // pages whose number does not
	anew  int       // of these, how many begin again with 1
	worth int       // pages that could have had such a step: those with words, but the first
}

// run tells whether the numbers run through the bundle. Documents have numbers of their own, which begin anew with each.
func (n numbers) run() bool {
	return n.steps > 0 && 10*n.steps >= 6*n.worth && n.anew < 2 && n.stops <= max(3, n.steps/25)
}

// partly tells whether they run through some of it, so that nobody can tell whether they are the bundle's.
func (n numbers) partly() bool { return !n.run() && 10*n.steps >= 2*n.worth && n.steps > 2 }

// better tells whether these numbers are the bundle's rather than those. Looser ones have to be better by more than chance.
func (n numbers) better(than numbers, looser bool) bool {
	mine, theirs := n.steps-2*n.stops, than.steps-2*than.stops
	if looser {
		return mine > theirs+theirs/16
	}
	return mine > theirs
}

// numbersOn finds the numbers printed on the pages: those of one shape, in one place, that follow one another on most pages. What is
// printed in another place counts where it is just the number that is wanting, as on a page that was turned after it was numbered.
func numbersOn(pages []worker.Page) numbers {
	all := make([][]candidate, len(pages))
	worth := -1
	for i, p := range pages {
		all[i] = nearest(p, candidates(p))
		if len(p.Words) > 0 {
			worth++
		}
	}
	best := numbers{on: make([]Printed, len(pages)), worth: max(worth, 0)}
	for i, like := range likenesses {
		strict := best
		for _, s := range shapesOf(all, like) {
			if n := chain(all, like, s); n.better(best, false) && n.better(strict, i > 0) {
				n.worth = best.worth
				best = n
			}
		}
	}
	if best.run() {
		best.fill(pages, all)
	}
	return best
}

// likenesses are ways to say that two shapes are one, the strictest first: bundles printed on both sides have their number left and right
// by turns, and some change its form from part to part.
var likenesses = []func(shape) shape{
	func(s shape) shape { return s },
	func(s shape) shape { s.last, s.wrap = false, 0; return s },
	func(s shape) shape { return shape{edge: s.edge, lead: s.lead} },
	func(s shape) shape { return shape{edge: s.edge} },
}

// shapesOf gives every shape there is, in order of where it is met first.
func shapesOf(all [][]candidate, like func(shape) shape) (out []shape) {
	seen := map[shape]bool{}
	for _, list := range all {
		for _, c := range list {
			if s := like(c.shape); !seen[s] {
				seen[s] = true
				out = append(out, s)
			}
		}
	}
	return out
}

// chain takes the candidates of one shape: where a page has several, the one that follows the page before, or leads on to the next page.
func chain(all [][]candidate, like func(shape) shape, s shape) numbers {
	n := numbers{on: make([]Printed, len(all))}
	var before Number
	passed := 0 // pages since then that show none
	for i, list := range all {
		var mine []candidate
		for _, c := range list {
			if like(c.shape) == s {
				mine = append(mine, c)
			}
		}
		if len(mine) == 0 {
			passed++
			continue
		}
		pick, follows := 0, false
		for k, c := range mine {
			counted := passed > 0 && c.Prefix == before.Prefix && c.N == before.N+passed+1
			if c.Follows(before) || before.N > 0 && counted {
				pick, follows = k, true
				break
			}
		}
		if !follows && i+1 < len(all) {
			pick = leading(mine, all[i+1], like, s)
		}
		switch {
		case follows:
			n.steps++
		case before.N > 0:
			n.stops++
			if mine[pick].N == 1 {
				n.anew++
			}
		}
		n.on[i] = Printed{mine[pick].Number, mine[pick].box, mine[pick].of}
		before, passed = mine[pick].Number, 0
	}
	return n
}

// leading gives the candidate that one of the next page follows; the first where there is none.
func leading(mine, next []candidate, like func(shape) shape, s shape) int {
	for k, c := range mine {
		for _, d := range next {
			if like(d.shape) == s && d.Follows(c.Number) {
				return k
			}
		}
	}
	return 0
}

// fill finds the number of a page that has none of the shape of the others, and mends one that is only a number of the document's own standing in its place: it counts where just the number that is wanting stands
// elsewhere at the edge, or runs together with other words there.
func (n *numbers) fill(pages []worker.Page, all [][]candidate) {
	for i := range n.on {
		want, ok := n.wanting(i)
		if !ok {
			continue
		}
		for _, c := range all[i] {
			if c.Number == want {
				n.on[i] = Printed{c.Number, c.box, c.of}
				break
			}
		}
		if n.on[i].Number != want && n.on[i].N == 0 {
			if box, ok := glued(pages[i], want.String()); ok {
				n.on[i] = Printed{Number: want, Box: box}
			}
		}
	}
}

// wanting gives the number that a page should have for its neighbours to follow one another; false where it has that, or they do not say.
func (n *numbers) wanting(i int) (Number, bool) {
	var before, behind Number
	if i > 0 {
		before = n.on[i-1].Number
	}
	if i+1 < len(n.on) {
		behind = n.on[i+1].Number
	}
	mine := n.on[i].Number
	next := Number{Prefix: before.Prefix, N: before.N + 1, Roman: before.Roman}
	last := Number{Prefix: behind.Prefix, N: behind.N - 1, Roman: behind.Roman}
	switch {
	case before.N > 0 && mine != next && (behind.N == 0 || behind.Follows(next)):
		return next, mine.N == 0 || !mine.Follows(before) && behind.N > 0
	case before.N == 0 && last.N > 0 && behind.Suffix == "" && mine.N == 0:
		return last, true
	}
	return Number{}, false
}

// glued finds a number at the end or the beginning of a word at the head or foot: a reader of the text gets both as one word where the
// number was printed over something.
func glued(p worker.Page, want string) (worker.Rect, bool) {
	deep := min(max(stripShare*p.Height, stripLeast), stripMost)
	for _, w := range p.Words {
		if y := middle(w.Rect); y >= deep && y <= p.Height-deep {
			continue
		}
		if rest, ok := strings.CutSuffix(w.Text, want); ok && !endsInDigit(rest) {
			return w.Rect, true
		}
		if rest, ok := strings.CutPrefix(w.Text, want); ok && !beginsWithDigit(rest) {
			return w.Rect, true
		}
	}
	return worker.Rect{}, false
}

func endsInDigit(s string) bool {
	return s != "" && s[len(s)-1] >= '0' && s[len(s)-1] <= '9'
}

func beginsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }
