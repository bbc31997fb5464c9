package bundle

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"ehccasefile/casefile/internal/folio"
	"ehccasefile/casefile/internal/worker"
)

// lookOver looks at the pages of a finished bundle, whoever made it, for what a reader of it would stumble over.
func (k *desk) lookOver(ctx context.Context, seen worker.Inspection, read *folio.Bundle, pdf func() []byte) []Remark {
	s := &survey{final: true, theirs: !isOurs(seen), found: []Remark{}}
	p := looked{pages: len(seen.Pages), seen: seen.Pages}
	drawn := 0
	for i, page := range seen.Pages {
		number := read.Printed[i].Box
		p.numbers = append(p.numbers, read.Name(i))
		p.text = append(p.text, wordsBut(page, number))
		empty := p.text[i] == "" && len(page.Links) == 0
		if empty && (page.Bare || mayBeBlank(page, &drawn) && k.isBlank(ctx, pdf, i, grown(number))) {
			p.blank = append(p.blank, i+1)
		}
	}
	s.papers = []looked{p}
	for _, c := range checks {
		if r, ok := s.find(c.rule); ok && slices.Contains(looksAtBundle, c.rule) {
			c.look(s, r)
		}
	}
	s.offset(read)
	if seen.Sealed {
		s.say(s.known("locked"), p, nil, "The file is locked against changes. It opens without a password.")
	}
	return s.found
}

// looksAtBundle is the checks that need nothing but the pages.
var looksAtBundle = []string{"blank-page", "same-page", "searchable", "dots", "turned", "small", "page-size"}

// known gives a rule by its id.
func (s *survey) known(id string) Rule {
	r, _ := s.find(id)
	r.ID = id
	return r
}

// wordsBut gives a page's words without its number.
func wordsBut(p worker.Page, number worker.Rect) string {
	var words []string
	for _, w := range p.Words {
		if !within(w.Rect, number) {
			words = append(words, w.Text)
		}
	}
	return strings.Join(words, " ")
}

// mayBeBlank tells whether a page without words is worth drawing: there is no picture on it, or one with next to nothing in it.
func mayBeBlank(page worker.Page, drawn *int) bool {
	if len(page.Pictures) > 0 {
		return light(page, drawn)
	}
	*drawn++
	return *drawn <= mostDrawn
}

// grown is a box with a little around it; nothing stays nothing.
func grown(r worker.Rect) worker.Rect {
	if r == (worker.Rect{}) {
		return worker.Rect{-1, -1, -1, -1}
	}
	return worker.Rect{r[0] - 6, r[1] - 6, r[2] + 6, r[3] + 6}
}

// offset says that the printed numbers are not the places of the pages in the file, where a reader's page box shows those.
func (s *survey) offset(b *folio.Bundle) {
	labelled := 0
	for i, p := range b.Printed {
		if p.N > 0 && b.Pages[i].Label == p.String() {
			labelled++
		}
	}
	for i, p := range b.Printed {
		if p.N > 0 && p.String() != fmt.Sprint(i+1) && labelled == 0 {
			s.say(s.known("pdf-page"), looked{}, nil, "The page with the number %s is page %d of the file, so a reader’s page box shows another number.", p.Number, i+1)
			return
		}
	}
}

// oddSizes says which finished pages are not A4, upright or lying.
func oddSizes(s *survey, r Rule) {
	s.each(func(p looked) {
		var pages []int
		for i, page := range p.seen {
			if !isA4(page.Width, page.Height) {
				pages = append(pages, i+1)
			}
		}
		if len(pages) > 0 {
			first := p.seen[pages[0]-1]
			s.say(r, p, pages, "%s another size than A4. The first is %.0f by %.0f millimetres.", upperFirst(hasOf(len(pages))), first.Width*25.4/72, first.Height*25.4/72)
		}
	})
}

func hasOf(n int) string {
	if n == 1 {
		return "1 page has"
	}
	return fmt.Sprintf("%d pages have", n)
}

// isA4 tells whether a page is A4, give or take four millimetres: scanners cut a little off.
func isA4(w, h float64) bool {
	const near = 11.5
	return math.Abs(min(w, h)-595.3) < near && math.Abs(max(w, h)-841.9) < near
}
