package page

import (
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// Right-to-left writing with numbers and Latin words in it: the Unicode Bidirectional Algorithm (UAX #9, version 15) for one line of
// text without explicit embeddings, which printable has taken out. golang.org/x/text tells which way each stretch runs but not its
// level, and without levels stretches cannot be put in order; it is the oracle of our test.

// rightToLeft tells which way a paragraph runs: the way of its first letter (rules P2 and P3).
func rightToLeft(text string) bool {
	for _, r := range text {
		switch class(r) {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
	}
	return false
}

func class(r rune) bidi.Class {
	p, _ := bidi.LookupRune(r)
	return p.Class()
}

// levels gives the embedding level of each character of a line: even ones run left to right.
func levels(text []rune, rtl bool) []int {
	base, around := 0, bidi.L
	if rtl {
		base, around = 1, bidi.R
	}
	kinds := make([]bidi.Class, len(text))
	for i, r := range text {
		kinds[i] = class(r)
	}
	was := slices.Clone(kinds)
	weak(kinds, around)
	brackets(text, kinds, around)
	neutral(kinds, around)
	out := make([]int, len(text))
	for i, k := range kinds { // I1, I2
		out[i] = base
		switch {
		case k == bidi.EN || k == bidi.AN:
			out[i] = 2
		case k == bidi.L && rtl, k == bidi.R && !rtl:
			out[i] = base + 1
		}
	}
	for i := len(text) - 1; i >= 0 && (was[i] == bidi.WS || was[i] == bidi.ON && text[i] == ' '); i-- { // L1
		out[i] = base
	}
	return out
}

// weak settles marks, numbers and what stands within numbers (W1 to W7).
func weak(kinds []bidi.Class, around bidi.Class) {
	prev, strong := around, around
	for i, k := range kinds {
		switch k {
		case bidi.NSM:
			k = prev // W1
		case bidi.L, bidi.R, bidi.AL:
			strong = k
		}
		prev = k
		if k == bidi.EN && strong == bidi.AL {
			k = bidi.AN // W2
		}
		kinds[i] = k
	}
	for i, k := range kinds {
		if k == bidi.AL {
			kinds[i] = bidi.R // W3
		}
		if i == 0 || i+1 == len(kinds) { // W4
			continue
		}
		a, b := kinds[i-1], kinds[i+1]
		if a == b && (k == bidi.ES && a == bidi.EN || k == bidi.CS && (a == bidi.EN || a == bidi.AN)) {
			kinds[i] = a
		}
	}
	for i := 0; i < len(kinds); i++ { // W5
		if kinds[i] != bidi.ET && kinds[i] != bidi.BN {
			continue
		}
		end := i
		for end < len(kinds) && (kinds[end] == bidi.ET || kinds[end] == bidi.BN) {
			end++
		}
		if i > 0 && kinds[i-1] == bidi.EN || end < len(kinds) && kinds[end] == bidi.EN {
			for k := i; k < end; k++ {
				kinds[k] = bidi.EN
			}
		}
		i = end - 1
	}
	strong = around
	for i, k := range kinds {
		switch k {
		case bidi.ES, bidi.ET, bidi.CS:
			kinds[i] = bidi.ON // W6
		case bidi.L, bidi.R:
			strong = k
		case bidi.EN:
			if strong == bidi.L {
				kinds[i] = bidi.L // W7
			}
		}
	}
}

// brackets lets the two of a pair go the same way (N0).
func brackets(text []rune, kinds []bidi.Class, around bidi.Class) {
	for _, pair := range pairs(text, kinds) {
		inside := bidi.ON
		for _, k := range kinds[pair[0]+1 : pair[1]] {
			if k = strongOf(k); k == around {
				inside = around
				break
			} else if k != bidi.ON {
				inside = k
			}
		}
		if inside == bidi.ON {
			continue
		}
		if inside != around {
			before := around
			for i := pair[0] - 1; i >= 0; i-- {
				if k := strongOf(kinds[i]); k != bidi.ON {
					before = k
					break
				}
			}
			if before == around {
				inside = around
			}
		}
		kinds[pair[0]], kinds[pair[1]] = inside, inside
	}
}

// pairs finds brackets that belong together, in the order of the first of each (BD16).
func pairs(text []rune, kinds []bidi.Class) [][2]int {
	var open []int
	var out [][2]int
	for i, r := range text {
		p, _ := bidi.LookupRune(r)
		switch {
		case kinds[i] != bidi.ON || !p.IsBracket():
		case p.IsOpeningBracket():
			open = append(open, i)
		default:
			for k := len(open) - 1; k >= 0; k-- {
				if mirrored(text[open[k]]) == r {
					out = append(out, [2]int{open[k], i})
					open = open[:k]
					break
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b [2]int) int { return a[0] - b[0] })
	return out
}

// mirrored gives the bracket that faces the other way.
func mirrored(r rune) rune { return []rune(bidi.ReverseString(string(r)))[0] }

func strongOf(k bidi.Class) bidi.Class {
	switch k {
	case bidi.L:
		return bidi.L
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R
	}
	return bidi.ON
}

// neutral lets what has no way of its own go as its neighbours do (N1, N2).
func neutral(kinds []bidi.Class, around bidi.Class) {
	plain := func(k bidi.Class) bool {
		return k != bidi.L && k != bidi.R && k != bidi.EN && k != bidi.AN
	}
	before := around
	for i := 0; i < len(kinds); i++ {
		if !plain(kinds[i]) {
			before = strongOf(kinds[i])
			continue
		}
		end := i
		for end < len(kinds) && plain(kinds[end]) {
			end++
		}
		after := around
		if end < len(kinds) {
			after = strongOf(kinds[end])
		}
		way := around
		if before == after {
			way = before
		}
		for ; i < end; i++ {
			kinds[i] = way
		}
		i--
	}
}

// stretch is a part of a line that runs one way.
type stretch struct {
	from, to int // in characters of the line
	level    int
}

func (s stretch) rtl() bool { return s.level%2 == 1 }

// stretches cuts a line where its level changes, in reading order.
func stretches(of []int) []stretch {
	var out []stretch
	for i, l := range of {
		if n := len(out); n > 0 && out[n-1].level == l {
			out[n-1].to = i + 1
		} else {
			out = append(out, stretch{i, i + 1, l})
		}
	}
	return out
}

// sightOrder gives the places of stretches as they stand from left to right (L2).
func sightOrder(list []stretch) []int {
	order := make([]int, len(list))
	most := 0
	for i, s := range list {
		order[i], most = i, max(most, s.level)
	}
	for level := most; level > 0; level-- {
		for i := 0; i < len(order); i++ {
			end := i
			for end < len(order) && list[order[end]].level >= level {
				end++
			}
			slices.Reverse(order[i:max(end, i)])
			i = max(end, i)
		}
	}
	return order
}
