package folio

import (
	"strconv"

	"ehccasefile/casefile/internal/worker"
)

// Bundle is what a bundle says of its own pages.
type Bundle struct {
	Pages   []worker.Page
	Printed []Printed // one a page; zero where no number of the bundle is printed on it
	Runs    bool      // the printed numbers run through the bundle; without that, Printed is empty
	Partly  bool      // some run through a part of it, which nobody can tell from those of one long document
	Index   []int     // the pages of the index, counted from 0
	Rows    []Row     // its lines
	Marks   []Mark    // its bookmarks, in reading order
	Labels  bool      // it has page labels

	at       map[Number]int // the page that bears a number
	labelled map[string]int // the page that a label names
	prefix   string         // that all printed numbers have, where they have one
}

// Look finds out how a bundle names its pages.
func Look(seen worker.Inspection) *Bundle {
	b := &Bundle{Pages: seen.Pages, at: map[Number]int{}, labelled: map[string]int{}}
	n := numbersOn(seen.Pages)
	b.Printed = make([]Printed, len(seen.Pages))
	if b.Runs, b.Partly = n.run(), n.partly(); b.Runs {
		b.Printed = n.on
	}
	b.know()
	b.Marks = marksOf(seen.Bookmarks)
	b.readMarks()
	b.findIndex()
	return b
}

// know notes which page bears which number and label.
func (b *Bundle) know() {
	same := true
	for i, p := range b.Printed {
		if p.N == 0 {
			continue
		}
		if len(b.at) == 0 {
			b.prefix = p.Prefix
		}
		same = same && p.Prefix == b.prefix
		if _, twice := b.at[p.Number]; !twice {
			b.at[p.Number] = i
		}
	}
	if !same {
		b.prefix = ""
	}
	for i, p := range b.Pages {
		if p.Label == "" {
			continue
		}
		b.Labels = true
		if _, twice := b.labelled[p.Label]; !twice {
			b.labelled[p.Label] = i
		}
	}
}

// PageOf gives the page, counted from 0, that a number means: the page it is printed on; where none are printed, the one with that label, or
// by counting.
func (b *Bundle) PageOf(n Number) (int, bool) {
	if n.N == 0 {
		return 0, false
	}
	if b.Runs {
		at, ok := b.at[n]
		if !ok && n.Prefix == "" && b.prefix != "" {
			n.Prefix = b.prefix
			at, ok = b.at[n]
		}
		if !ok {
			return b.between(n)
		}
		return at, ok
	}
	if at, ok := b.labelled[n.String()]; ok {
		return at, true
	}
	if b.Labels || n.Prefix != "" || n.Suffix != "" || n.Roman || n.N > len(b.Pages) {
		return 0, false
	}
	return n.N - 1, true
}

// between gives the page that should bear a number, where the pages before and behind it bear those before and behind: its own could not be
// read.
func (b *Bundle) between(n Number) (int, bool) {
	for back := 1; back <= 50 && back < n.N; back++ {
		at, ok := b.at[Number{Prefix: n.Prefix, N: n.N - back, Roman: n.Roman}]
		if !ok {
			continue
		}
		for i := at + 1; i <= at+back; i++ {
			if i >= len(b.Printed) || b.Printed[i].N > 0 {
				return 0, false
			}
		}
		return at + back, n.Suffix == ""
	}
	return 0, false
}

// Own gives the number that a page bears within its own paper, "page 2 of 9", where it names the last too; zeros where it bears none.
func (b *Bundle) Own(at int) (n, of int) {
	for _, c := range nearest(b.Pages[at], candidates(b.Pages[at])) {
		if c.of > 0 && c.N <= c.of && c.Prefix == "" && c.box != b.Printed[at].Box {
			return c.N, c.of
		}
	}
	return 0, 0
}

// Name is what a page, counted from 0, is called: its printed number, else its label, else its place.
func (b *Bundle) Name(at int) string {
	switch {
	case at < 0 || at >= len(b.Pages):
		return strconv.Itoa(at + 1)
	case b.Printed[at].N > 0:
		return b.Printed[at].String()
	case !b.Runs && b.Pages[at].Label != "":
		return b.Pages[at].Label
	}
	return strconv.Itoa(at + 1)
}
