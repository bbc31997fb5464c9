package folio

import (
	"strings"

	"ehccasefile/casefile/internal/pattern"
	"ehccasefile/casefile/internal/worker"
)

// Mark is one bookmark, out of the tree it stands in.
type Mark struct {
	Title string
	Page  int // where it leads, counted from 0; -1 for nowhere in the file
	Depth int // 0 for the outermost
	Up    int // the bookmark above it in Marks; -1 for none
	Leaf  bool
	Way   Way // how its title names a page
	From  Number
	To    Number // the last page, where it names one
}

// Way is how a bookmark's title names the page it is about.
type Way byte

// The ways. A number alone at the beginning or the end may be that of the document.
const (
	NoPage    Way = iota
	PageWord      // "Report – page 12", "Page 12: Report", "Report (p12–20)"
	PageLast      // "Report 12", "Report [12–20]"
	PageFirst     // "12 Report", "[12] Report", "A12 – Report"
)

// one is a page number within a title.
const one = `([A-Za-z]{0,3}[-.]?\d{1,7}(?:[A-Z]{0,2}|[a-z])|[ivx]{1,6})(?:\s*(?:[-–—‐‑]|to)\s*([A-Za-z]{0,3}[-.]?\d{1,7}(?:[A-Z]{0,2}|[a-z])|[ivx]{1,6}))?`

var (
	wordBehind = pattern.New(`(?i:[\s(\[,;:–—-]+(?:pages?|pgs?|pp?)\b[.:]?)\s*` + one + `\s*[)\]]*$`)
	wordBefore = pattern.New(`^[(\[]*(?i:(?:pages?|pgs?|pp?)\b[.:]?)\s*` + one + `\s*[)\].:–—-]*(?:\s+\S.*)?$`)
	lastNumber = pattern.New(`(?:[\s–—-]+|\s*[(\[]\s*)` + one + `\s*[)\]]*$`)
	headNumber = pattern.New(`^[(\[]*` + one + `[)\].:]*(?:\s+|\s*[–—_-]\s*)\S`)
)

// ways are the ways with what tells them, in the order they are tried.
var ways = []struct {
	way Way
	is  *pattern.Pattern
}{{PageWord, wordBehind}, {PageWord, wordBefore}, {PageLast, lastNumber}, {PageFirst, headNumber}}

// marksOf lays out a tree of bookmarks in reading order.
func marksOf(tree []worker.Bookmark) (out []Mark) {
	var walk func(list []worker.Bookmark, depth, up int)
	walk = func(list []worker.Bookmark, depth, up int) {
		for _, b := range list {
			m := Mark{Title: strings.Join(strings.Fields(b.Title), " "), Page: b.Page, Depth: depth, Up: up, Leaf: len(b.Kids) == 0}
			out = append(out, m)
			walk(b.Kids, depth+1, len(out)-1)
		}
	}
	walk(tree, 0, -1)
	return out
}

// said reads the page that a title names in one of the ways.
func said(title string, way Way) (from, to Number, ok bool) {
	for _, w := range ways {
		if w.way != way {
			continue
		}
		m := w.is.FindStringSubmatch(title)
		if m == nil {
			continue
		}
		if from, ok = Parse(m[1]); !ok {
			continue
		}
		if m[2] != "" {
			to, _ = Parse(m[2])
		}
		return from, to, true
	}
	return Number{}, Number{}, false
}

// readMarks finds out how the bookmarks of each level name their pages. A way counts on a level where most that have it are right by it:
// else it is a number of something else, such as the documents' own.
func (b *Bundle) readMarks() {
	deepest := 0
	for _, m := range b.Marks {
		deepest = max(deepest, m.Depth)
	}
	for depth := 0; depth <= deepest; depth++ {
		if way := b.wayOf(depth); way != NoPage {
			for i := range b.Marks {
				m := &b.Marks[i]
				if from, to, ok := said(m.Title, way); m.Depth == depth && ok {
					m.Way, m.From, m.To = way, from, to
				}
			}
		}
	}
}

func (b *Bundle) wayOf(depth int) Way {
	for _, way := range []Way{PageWord, PageLast, PageFirst} {
		has, agree := 0, 0
		off := map[int]int{} // how many name a page so much later than the one they open
		for _, m := range b.Marks {
			from, _, ok := said(m.Title, way)
			if m.Depth != depth || !ok {
				continue
			}
			has++
			if at, known := b.PageOf(from); known && at == m.Page {
				agree++
			} else if known && m.Page >= 0 {
				off[at-m.Page]++
			}
		}
		if agree > 0 && 10*agree >= 6*has && (way == PageWord || agree > 1) {
			return way
		}
		for _, n := range off { // all wrong by as much: they were named after pages, though not after these
			if n > 2 && 10*n >= 6*has && way == PageWord {
				return way
			}
		}
	}
	return NoPage
}
