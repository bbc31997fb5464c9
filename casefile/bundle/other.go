package bundle

import (
	"fmt"

	"ehccasefile/casefile/internal/folio"
	"ehccasefile/casefile/internal/worker"
)

// other is a bundle that somebody else made, being compared with itself. Nothing in it has to be there; what is there has to agree.
type other struct {
	*folio.Bundle
	proof Proof
	sure  int // rows of the index whose page something else confirmed
}

func compareOther(seen worker.Inspection) (Proof, *folio.Bundle) {
	o := other{Bundle: folio.Look(seen), proof: Proof{Pages: len(seen.Pages), Findings: []Finding{}, Absent: []Finding{}, Unknown: []Finding{}}}
	o.proof.Documents = len(o.Rows)
	o.numbers()
	o.index()
	o.links()
	o.bookmarks()
	o.labels()
	o.proof.OK = len(o.proof.Findings) == 0 && len(o.proof.Unknown) == 0 && o.sure > 0
	return o.proof, o.Bundle
}

// fault notes what does not agree, absent what is not there, and untold what could not be told. Pages count from 1; 0 is the whole file.
func (o *other) fault(page int, what, say string, args ...any) {
	o.proof.Findings = append(o.proof.Findings, Finding{Page: page, What: what, Say: fmt.Sprintf(say, args...)})
}

func (o *other) absent(page int, what, say string, args ...any) {
	o.proof.Absent = append(o.proof.Absent, Finding{Page: page, What: what, Say: fmt.Sprintf(say, args...)})
}

func (o *other) untold(page int, what, say string, args ...any) {
	o.proof.Unknown = append(o.proof.Unknown, Finding{Page: page, What: what, Say: fmt.Sprintf(say, args...)})
}

// numbers looks whether the printed numbers follow one another.
func (o *other) numbers() {
	if !o.Runs {
		o.noNumbers()
		return
	}
	before := -1
	for i := 0; i < len(o.Printed); i++ {
		if o.Printed[i].N == 0 {
			continue
		}
		o.proof.Numbers++
		switch {
		case before < 0:
			o.unnumbered(0, i-1, o.Printed[i].N == i+1)
		case o.strayed(before, i):
			o.proof.Numbers--
			continue // the number after it is compared with the one before it
		default:
			o.step(before, i)
		}
		before = i
	}
	if last := len(o.Pages) - 1; before < last {
		o.missing(before+1, last)
	}
	o.totals()
}

// noNumbers says why there are none to compare.
func (o *other) noNumbers() {
	n := 0
	for _, p := range o.Pages {
		if len(p.Words) == 0 {
			n++
		}
	}
	switch {
	case 2*n > len(o.Pages):
		o.untold(0, "number", "The printed page numbers could not be read: %s no words to read, only pictures.", hasHave(n, len(o.Pages)))
	case o.Partly:
		o.untold(0, "number", "Numbers run through some of the pages only, so it could not be told whether they are the bundle’s or one paper’s own.")
	default:
		o.absent(0, "number", "No page numbers were found that run through the file.")
	}
}

func hasHave(n, of int) string {
	if n == of {
		return "its pages hold"
	}
	return fmt.Sprintf("%d of its %d pages hold", n, of)
}

// strayed tells whether one page alone bears a number that is out of order, and says so: the next goes on from the one before it.
func (o *other) strayed(before, i int) bool {
	next := i + 1
	if i != before+1 || next >= len(o.Printed) || o.Printed[next].N == 0 {
		return false
	}
	a, b, c := o.Printed[before].Number, o.Printed[i].Number, o.Printed[next].Number
	want := folio.Number{Prefix: a.Prefix, N: a.N + 1, Roman: a.Roman}
	if b.Follows(a) || b == want || !c.Follows(want) || c.Follows(b) {
		return false
	}
	o.fault(i+1, "number", "Page %d of the file bears the number %s, between %s and %s.", i+1, b, a, c)
	return true
}

// step compares the numbers of two pages between which none bears one.
func (o *other) step(before, i int) {
	a, b := o.Printed[before].Number, o.Printed[i].Number
	counted := a.Prefix == b.Prefix && a.Roman == b.Roman && b.N == a.N+i-before
	switch {
	case b.Follows(a) && i == before+1:
	case counted:
		o.missing(before+1, i-1)
	case b.Follows(a):
		o.unnumbered(before+1, i-1, false)
	case a == b:
		o.fault(i+1, "number", "The number %s is printed on two pages: %d and %d of the file.", b, before+1, i+1)
	case a.Prefix == b.Prefix && b.N > a.N:
		o.fault(i+1, "number", "The printed numbers jump from %s to %s. Pages may be missing.", a, b)
	case a.Prefix == b.Prefix:
		o.fault(i+1, "number", "The printed numbers go back from %s to %s.", a, b)
	default:
		o.fault(i+1, "number", "After the printed number %s comes %s.", a, b)
	}
}

// missing says that pages have no number though the others count them. The number of a page that is a picture may be part of the picture.
func (o *other) missing(first, last int) {
	for from := first; from <= last; {
		to := from
		for to < last && o.isPicture(to+1) == o.isPicture(from) {
			to++
		}
		if o.isPicture(from) {
			o.untold(from+1, "number", "The number of %s could not be read: it may be part of a picture.", filePages(from, to))
		} else {
			o.fault(from+1, "number", "There is no number printed on %s.", filePages(from, to))
		}
		from = to + 1
	}
}

// unnumbered says that pages have no number and, unless they are counted, that the others do not count them.
func (o *other) unnumbered(first, last int, counted bool) {
	switch {
	case first > last:
	case counted:
		o.absent(first+1, "number", "There is no number printed on %s, which the others count.", filePages(first, last))
	case first == 0:
		o.absent(1, "number", "There is no number printed on %s. The numbers begin with %s on page %d.", filePages(first, last), o.Printed[last+1].Number, last+2)
	default:
		o.absent(first+1, "number", "There is no number printed on %s, and the others do not count %s.", filePages(first, last), it(last-first+1))
	}
}

// isPicture tells whether a page shows something and holds no words.
func (o *other) isPicture(at int) bool {
	return len(o.Pages[at].Words) == 0 && !o.Pages[at].Bare
}

// filePages names pages, counted from 0, by their place in the file.
func filePages(first, last int) string {
	if first == last {
		return fmt.Sprintf("page %d of the file", first+1)
	}
	return fmt.Sprintf("pages %d to %d of the file", first+1, last+1)
}

// totals compares what numbers say of the last page, "12 of 345", with the last.
func (o *other) totals() {
	last := folio.Number{}
	says := map[int]int{}
	for _, p := range o.Printed {
		if p.N > 0 {
			last = p.Number
		}
		if p.Of > 0 {
			says[p.Of]++
		}
	}
	of, most := 0, 0
	for n, times := range says {
		if times > most || times == most && n < of {
			of, most = n, times
		}
	}
	if most > 1 && len(says) == 1 && of != last.N && of != len(o.Pages) {
		o.fault(0, "number", "The numbers say that there are %d pages, but the last is %s.", of, last)
	}
}

// labels compares the page labels, which a reader's page box shows, with the printed numbers.
func (o *other) labels() {
	if !o.Labels {
		o.absent(0, "label", "There are no page labels: a reader’s page box shows the place of a page in the file.")
		return
	}
	if !o.Runs {
		return
	}
	var wrong []int
	for i, p := range o.Printed {
		switch {
		case p.N == 0:
		case o.Pages[i].Label == p.String():
			o.proof.Labels++
		default:
			wrong = append(wrong, i)
		}
	}
	if len(wrong) == 0 {
		return
	}
	at := wrong[0]
	o.fault(at+1, "label", "The page labels, which a reader’s page box shows, are not the printed numbers on %s, the first of them page %d of the file: it bears %s and is labelled “%s”.",
		count(len(wrong), "page"), at+1, o.Printed[at].Number, o.Pages[at].Label)
}
