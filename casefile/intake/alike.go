package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ehccasefile/casefile/internal/guess"
	"ehccasefile/deadlines"
)

// Paper is a paper as Alike sees it. ID is the caller's own name for it, not empty and used once.
type Paper struct {
	ID     string
	Title  string
	Author string
	On     deadlines.Date // the date on it; zero where it has none
	Pages  []Leaf
}

// Leaf is one page.
type Leaf struct {
	Words string
}

// Likeness says in what way two papers look like each other.
type Likeness string

// The ways in which papers look alike. Nothing is ever removed for it.
const (
	SameWords    Likeness = "same-words"    // every page of both, word for word
	RescanOf     Likeness = "re-scan"       // every page of both, with the slips of a scan
	NewerVersion Likeness = "newer-version" // most of the words, another date
	OlderVersion Likeness = "older-version" // the same, seen from the newer one
	WithinOther  Likeness = "within-other"  // nearly all of this paper stands in the other, longer one
	HoldsOther   Likeness = "holds-other"   // nearly all of the other paper stands in this one
	SamePages    Likeness = "same-pages"    // some pages
)

var likenessWords = map[Likeness]string{
	SameWords: "the same words as “%s”", RescanOf: "another scan of “%s”", NewerVersion: "a newer version of “%s”", OlderVersion: "an older version of “%s”",
	WithinOther: "a part of “%s”", HoldsOther: "a longer paper that holds “%s”", SamePages: "a paper that shares pages with “%s”",
}

// PagePair is two pages that look alike, counted from 1. Share is how much of the shorter page's words stands on the other, from 0 to 1.
type PagePair struct {
	This, Other int
	Share       float64
}

// Alike is that one paper looks like another.
type Alike struct {
	This, Other string // IDs
	How         Likeness
	Share       float64 // how much of the shorter paper is found in the other, from 0 to 1
	Pages       []PagePair
	Say         string // "This looks like a newer version of “EP report” (page 1 with page 1, page 2 with page 2)."
}

// pageOf is one page in the index.
type pageOf struct {
	paper, page int32
	size        int32 // shingles kept
	full        bool  // it has words enough to be compared
	common      int32 // papers with a page like it
}

// foundPair is two pages found alike, the later paper first.
type foundPair struct {
	this, other int32 // pages in the index
	share       float64
}

// Index takes papers one by one and tells which look like others that it holds. It is for one goroutine at a time. It keeps no words: a quarter of
// the hashes of five words in a row, about 20 bytes each, so that 2,000 papers of ten pages take some 60 MB.
type Index struct {
	papers   []Paper // without their pages
	starts   []int32 // the first page of each paper in pages
	pages    []pageOf
	shingles postings
	pairs    map[int32][]foundPair // by the later paper
}

// How alike pages and papers are to be called alike, as shares of the shorter one's shingles.
const (
	fewestWords  = 40   // a page with fewer words is not compared by its words
	pageAlike    = 0.35 // at one word in five misread, (4/5)^5 = 0.33 of the shingles would be left
	wordForWord  = 0.97
	paperMostly  = 0.5
	nearlyAll    = 0.8
	commonPage   = 5 // a page alike in that many papers is boilerplate
	longestShelf = 64
)

// NewIndex makes an empty index.
func NewIndex() *Index {
	return &Index{shingles: newPostings(), pairs: map[int32][]foundPair{}}
}

// Add takes a paper in and gives the papers before it that it looks like, the most alike first. A page that is by now alike in five
// papers or more is left out as boilerplate; All judges every paper by all that came later too.
func (x *Index) Add(p Paper) []Alike {
	this := int32(len(x.papers))
	x.starts = append(x.starts, int32(len(x.pages)))
	x.papers = append(x.papers, Paper{ID: p.ID, Title: p.Title, Author: p.Author, On: p.On})
	var found []foundPair
	var marks [][]uint32
	for n, leaf := range p.Pages {
		words := folded(leaf.Words)
		m := shinglesOf(words)
		page := pageOf{paper: this, page: int32(n + 1), size: int32(len(m)), full: len(words) >= fewestWords && len(m) > 0}
		x.pages = append(x.pages, page)
		marks = append(marks, m)
		found = append(found, x.look(int32(len(x.pages)-1), m)...)
	}
	for n, m := range marks {
		at := x.starts[this] + int32(n)
		if x.pages[at].full {
			x.shingles.add(m, at)
		}
	}
	x.count(found)
	if len(found) > 0 {
		x.pairs[this] = found
	}
	return x.findings(this)
}

// All gives every finding among the papers taken in, judged by what is boilerplate now, in the order of the papers.
func (x *Index) All() []Alike {
	var all []Alike
	for i := range x.papers {
		all = append(all, x.findings(int32(i))...)
	}
	return all
}

// look finds the pages of earlier papers that are like this one.
func (x *Index) look(at int32, marks []uint32) []foundPair {
	var found []foundPair
	if x.pages[at].full {
		shared := map[int32]int32{}
		for _, m := range marks {
			x.shingles.each(m, func(page int32) { shared[page]++ })
		}
		for page, n := range shared {
			if share := float64(n) / float64(min(x.pages[at].size, x.pages[page].size)); share >= pageAlike {
				found = append(found, foundPair{at, page, min(1, share)})
			}
		}
	}
	slices.SortFunc(found, func(a, b foundPair) int { return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(a.other, b.other)) })
	return found[:min(len(found), longestShelf)]
}

// count notes for each page in how many papers it was met.
func (x *Index) count(found []foundPair) {
	type meeting struct{ page, paper int32 }
	met := map[meeting]bool{}
	for _, f := range found {
		for _, m := range []meeting{{f.other, x.pages[f.this].paper}, {f.this, x.pages[f.other].paper}} {
			if !met[m] {
				met[m] = true
				x.pages[m.page].common++
			}
		}
	}
}

// boilerplate tells whether a page stands in so many papers that it says nothing about any: with its own paper, commonPage of them.
func (x *Index) boilerplate(page int32) bool { return x.pages[page].common >= commonPage-1 }

// findings joins the alike pages of a paper to findings about papers.
func (x *Index) findings(this int32) []Alike {
	by := map[int32][]foundPair{}
	for _, f := range x.pairs[this] {
		if !x.boilerplate(f.this) && !x.boilerplate(f.other) {
			o := x.pages[f.other].paper
			by[o] = append(by[o], f)
		}
	}
	var out []Alike
	for other, pairs := range by {
		out = append(out, x.finding(this, other, pairs))
	}
	slices.SortFunc(out, func(a, b Alike) int { return cmp.Or(cmp.Compare(b.Share, a.Share), cmp.Compare(a.Other, b.Other)) })
	return out
}

// finding words what two papers have in common.
func (x *Index) finding(this, other int32, pairs []foundPair) Alike {
	a := Alike{This: x.papers[this].ID, Other: x.papers[other].ID}
	mine, theirs := map[int32]float64{}, map[int32]float64{}
	for _, f := range pairs { // the best first within each page: keep one partner a page for show
		t, o := x.pages[f.this], x.pages[f.other]
		if _, twice := mine[t.page]; !twice {
			a.Pages = append(a.Pages, PagePair{int(t.page), int(o.page), f.share})
		}
		mine[t.page] = max(mine[t.page], f.share)
		theirs[o.page] = max(theirs[o.page], f.share)
	}
	slices.SortFunc(a.Pages, func(p, q PagePair) int { return cmp.Compare(p.This, q.This) })
	a.How, a.Share = x.likeness(pairs, mine, theirs)
	a.Say = fmt.Sprintf("This looks like "+likenessWords[a.How]+" (%s). Both are kept.", x.papers[other].Title, pairWords(a.Pages))
	return a
}

// likeness tells in what way papers are alike from the share of each page that is found in the other paper.
func (x *Index) likeness(pairs []foundPair, mine, theirs map[int32]float64) (Likeness, float64) {
	this, other := x.pages[pairs[0].this].paper, x.pages[pairs[0].other].paper
	me, my := x.covered(this, mine)
	they, their := x.covered(other, theirs)
	share, p, o := max(me, they), x.papers[this], x.papers[other]
	samePages := my == their
	redated := !p.On.IsZero() && !o.On.IsZero() && p.On != o.On
	switch {
	case redated && min(me, they) >= paperMostly && akin(p, o):
		if p.On.Before(o.On) {
			return OlderVersion, share
		}
		return NewerVersion, share
	case samePages && min(me, they) >= wordForWord:
		return SameWords, share
	case samePages && min(me, they) >= paperMostly*nearlyAll && !redated && len(mine) == my:
		return RescanOf, share
	case me >= nearlyAll && my < their:
		return WithinOther, share
	case they >= nearlyAll && their < my:
		return HoldsOther, share
	}
	return SamePages, share
}

// covered gives how much of a paper is found elsewhere, and how many of its pages can be compared. Boilerplate and pages of a few words do not count.
func (x *Index) covered(paper int32, share map[int32]float64) (part float64, pages int) {
	end := int32(len(x.pages))
	if int(paper)+1 < len(x.starts) {
		end = x.starts[paper+1]
	}
	sum := 0.0
	for at := x.starts[paper]; at < end; at++ {
		s, found := share[x.pages[at].page]
		if (x.pages[at].full || found) && !x.boilerplate(at) {
			pages++
			sum += s
		}
	}
	if pages == 0 {
		return 0, 0
	}
	return sum / float64(pages), pages
}

// akin tells whether two papers may be versions of one: the same title, or the same author, or neither is known.
func akin(a, b Paper) bool {
	title, author := guess.Fold(a.Title) == guess.Fold(b.Title), guess.Fold(a.Author) == guess.Fold(b.Author)
	return title && author || title && (a.Author == "" || b.Author == "") || author && a.Author != "" && stem(a.Title) == stem(b.Title) || title && author
}

// stem gives a title without the words that tell versions apart.
func stem(title string) string {
	var out []string
	for _, w := range strings.Fields(guess.Fold(title)) {
		if w != "v" && w != "version" && w != "final" && w != "draft" && w != "amended" && w != "updated" && w != "revised" && !strings.ContainsAny(w, "0123456789") {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

// pairWords says which pages go together, and no more than four pairs of them.
func pairWords(pairs []PagePair) string {
	var all []string
	for i, p := range pairs {
		if i == 4 {
			all = append(all, fmt.Sprintf("%d more", len(pairs)-i))
			break
		}
		all = append(all, fmt.Sprintf("page %d with page %d", p.This, p.Other))
	}
	return strings.Join(all, ", ")
}
