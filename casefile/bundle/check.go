package bundle

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ehccasefile/casefile/internal/folio"
	"ehccasefile/casefile/internal/pdf"
	"ehccasefile/casefile/internal/worker"
)

// ErrLocked is given by Check for a PDF that asks for a password.
var ErrLocked = worker.ErrPassword

// Check reads a finished bundle with a reader that had no part in making it and proves, page by page, that the index, its
// links, the bookmarks, the page labels and the numbers printed on the pages agree. It needs nothing but the PDF. Of one that this program
// made, all of that must be there and agree. Of any other, what is there must agree; what is not there, and what could not be told, is said
// apart. What does not agree is in Proof.Findings; an error means that the file could not be read at all.
func Check(ctx context.Context, pdf []byte) (Proof, error) {
	var k desk
	defer k.close()
	return k.check(ctx, pdf)
}

func (k *desk) check(ctx context.Context, pdf []byte) (Proof, error) {
	seen, err := k.inspect(ctx, pdf)
	if err != nil {
		return Proof{}, err
	}
	var proof Proof
	var read *folio.Bundle
	if isOurs(seen) {
		proof, read = compare(seen), folio.Look(seen)
	} else {
		proof, read = compareOther(seen)
	}
	proof.Look = k.lookOver(ctx, seen, read, func() []byte { return pdf })
	return proof, ctx.Err()
}

// isOurs tells whether this program made a bundle: it opens with its bookmarks, of which one is that of the index and names its page as ours do.
func isOurs(seen worker.Inspection) bool {
	return seen.Mode == "outlines" && slices.ContainsFunc(seen.Bookmarks, func(m worker.Bookmark) bool {
		return strings.HasPrefix(m.Title, "Index – page ") && markPage.MatchString(m.Title)
	})
}

// inspect has the reader look at a PDF, which may come in pieces.
func (k *desk) inspect(ctx context.Context, pdf ...[]byte) (worker.Inspection, error) {
	w, err := k.worker(ctx)
	if err != nil {
		return worker.Inspection{}, err
	}
	seen, err := w.Inspect(ctx, pdf...)
	if err != nil {
		return worker.Inspection{}, fmt.Errorf("check the bundle: %w", err)
	}
	return seen, nil
}

// prove checks the finished bundle for its report; that it cannot be read is then a finding like others.
func (k *desk) prove(ctx context.Context, l *layout, made *pdf.Built, r *Report) {
	seen, err := k.inspect(ctx, made.Pieces()...)
	if err != nil {
		r.Checked = Proof{Findings: []Finding{{What: "check", Say: fmt.Sprintf("The finished file could not be read again: %v.", err)}}}
		return
	}
	r.Checked = compare(seen)
	k.proveBlack(ctx, l, made.Bytes, seen, r)
	r.Preflight = k.preflight(ctx, l, seen.Pages, made.Bytes)
	i := 0
	for _, c := range l.chapters {
		for _, d := range c.docs {
			n := d.wordless(seen.Pages)
			r.Unsearchable += n
			r.Items[i].Note = joined(append(d.notes, d.unsearchable(n)...))
			i++
		}
	}
}

// wordless counts the pages that hold no word but the number printed on them.
func (d placed) wordless(pages []worker.Page) int {
	n := 0
	for at := d.from - 1; at < d.to && at < len(pages); at++ {
		if len(pages[at].Words) <= 1 {
			n++
		}
	}
	return n
}

// unsearchable says of a PDF how many of its pages hold no words. (A photograph of ours is not expected to hold any.)
func (d placed) unsearchable(n int) []string {
	switch {
	case d.own || n == 0:
		return nil
	case n == d.to-d.from+1:
		return []string{"Its words cannot be searched: its pages are pictures."}
	}
	return []string{fmt.Sprintf("The words of %s cannot be searched.", count(n, "page"))}
}

// comparison is a bundle being compared with itself.
type comparison struct {
	worker.Inspection
	naming
	rows  []row // of the index
	proof Proof
}

func compare(seen worker.Inspection) Proof {
	marks := make([]string, len(seen.Pages))
	for i, p := range seen.Pages {
		marks[i] = p.Label
	}
	c := comparison{Inspection: seen, naming: namingOf(marks, partIn(seen)), proof: Proof{Ours: true, Pages: len(seen.Pages), Findings: []Finding{}, Absent: []Finding{}, Unknown: []Finding{}, Look: []Remark{}}}
	c.rows = c.index()
	c.proof.Documents = len(c.rows)
	c.links()
	c.ranges()
	c.bookmarks()
	c.labels()
	c.numbers()
	c.proof.OK = len(c.proof.Findings) == 0
	return c.proof
}

// found notes something that does not agree. Page counts from 1.
func (c *comparison) found(page int, what, say string, args ...any) {
	c.proof.Findings = append(c.proof.Findings, Finding{Page: page, What: what, Say: fmt.Sprintf(say, args...)})
}

// links compares each line of the index with where its link goes.
func (c *comparison) links() {
	for _, r := range c.rows {
		switch {
		case r.part > 0 && r.part != c.part && !r.linked && r.from == 0:
			c.proof.Elsewhere++
		case r.part != c.part && r.part+c.part > 0:
			c.found(r.page+1, "index", "The index line “%s” does not say in which part it is, or names the wrong one.", r.title)
		case !r.linked:
			c.found(r.page+1, "link", "The index line “%s” has no link to page %s.", r.title, c.name(r.from-1))
		case r.from == 0:
			c.found(r.page+1, "index", "The index line “%s” has no page number.", r.title)
		case r.to+1 != r.from:
			c.found(r.page+1, "link", "The index says that “%s” is on page %s, but its link opens %s.", r.title, c.name(r.from-1), c.pageOrNone(r.to))
		default:
			c.proof.Links++
		}
	}
}

// ranges looks whether the documents of the index follow one another up to the last page.
func (c *comparison) ranges() {
	for i, r := range c.rows {
		if r.from == 0 {
			continue
		}
		last := i == len(c.rows)-1
		switch {
		case r.last < r.from || r.last > len(c.Pages):
			c.found(r.page+1, "index", "The index gives “%s” the pages %s to %s, in a file of %d.", r.title, c.name(r.from-1), c.name(r.last-1), len(c.Pages))
		case !last && c.rows[i+1].from != 0 && c.rows[i+1].from <= r.last:
			c.found(r.page+1, "index", "In the index, “%s” goes on to page %s, but “%s” begins on page %s.", r.title, c.name(r.last-1), c.rows[i+1].title, c.name(c.rows[i+1].from-1))
		case last && r.ranged && r.last != c.lastNumbered() && c.part == 0:
			c.found(r.page+1, "index", "The index ends with page %s, but the file has %s.", c.name(r.last-1), count(len(c.Pages), "page"))
		}
	}
}

// lastNumbered is the last page, counted from 1, that has a number of its own.
func (c *comparison) lastNumbered() int {
	at := len(c.Pages)
	for at > 1 && c.goesOn(at-1) {
		at--
	}
	return at
}

// begins are the pages, counted from 0, at which a part may leave numbers out before: those of its documents, sections and indexes.
func (c *comparison) begins() map[int]bool {
	at := map[int]bool{}
	for _, r := range c.rows {
		at[r.from-1] = true
	}
	for _, m := range append(c.indexMarks(), c.Bookmarks...) { // a section's opens the sheet before it, where there is one
		at[m.Page] = true
	}
	return at
}

// labels compares each page's label, which a reader's page box shows, with its place.
func (c *comparison) labels() {
	if c.naming.labels != nil {
		begins := c.begins()
		for at := range c.Pages {
			if say := c.wrong(at, begins); say != "" {
				c.found(at+1, "label", "The page labels are out of order: %s.", say)
			} else {
				c.proof.Labels++
			}
		}
		return
	}
	c.runs("label", func(at int) string { return c.Pages[at].Label }, &c.proof.Labels, func(first, last int, got string) string {
		if got == "" {
			return pagesSay(first, last) + " no page label."
		}
		return fmt.Sprintf("%s the wrong page label: page %d is labelled “%s”.", pagesSay(first, last), first, got)
	})
}

// numbers compares the number printed on each page with its place.
func (c *comparison) numbers() {
	c.runs("number", func(at int) string {
		if c.name(at) == noNumber {
			return unprinted(c.Pages[at])
		}
		return printed(c.Pages[at], c.name(at))
	}, &c.proof.Numbers, func(first, last int, got string) string {
		if got == "" {
			return pagesSay(first, last) + " no page number printed at the foot."
		}
		return fmt.Sprintf("%s the wrong number printed at the foot: page %d shows “%s”.", pagesSay(first, last), first, got)
	})
}

// runs compares what each page shows with its number and makes one finding of pages next to each other that are wrong in
// the same way: all later by as much, or all missing.
func (c *comparison) runs(what string, shows func(int) string, right *int, say func(first, last int, got string) string) {
	const none, other = 1 << 30, 1<<30 + 1 // shows nothing, or nothing that can be counted
	first, off := -1, 0
	end := func(at int) {
		if first >= 0 {
			c.found(first+1, what, "%s", say(first+1, at, shows(first)))
		}
		first = -1
	}
	for at := range c.Pages {
		by := none
		if n, err := strconv.Atoi(shows(at)); err == nil {
			by = n - (at + 1)
		} else if shows(at) != "" {
			by = other + at // each by itself
		}
		if shows(at) == c.name(at) {
			by = 0
		}
		if first >= 0 && by != off {
			end(at)
		}
		switch {
		case by == 0:
			*right++
		case first < 0:
			first, off = at, by
		}
	}
	end(len(c.Pages))
}

// pagesSay begins a sentence about one page or several.
func pagesSay(first, last int) string {
	if first == last {
		return fmt.Sprintf("Page %d has", first)
	}
	return fmt.Sprintf("Pages %d to %d have", first, last)
}

// pageOrNone names a page counted from 0.
func (c *comparison) pageOrNone(at int) string {
	if at < 0 {
		return "no page"
	}
	return "page " + c.name(at)
}
