package pdf

import (
	"context"
	"errors"
	"runtime"
	"sync"
)

// glance is what a look through the content of one page found, before any of it is copied.
type glance struct {
	even    bool // it leaves nothing open behind it (balance.go)
	crowded bool // it draws something where its number would stand, or letters beside it in the corner
	marks   int  // the first number that no marked stretch of it has
	spare   bool // its resources hold something that it does not draw (spare.go)
	told    bool // it says what nobody sees (hush.go)
}

// glances keeps what was found of each page of a source, since a source may go into several books.
type glances struct {
	mu   sync.Mutex
	list []glance
}

// corner is kept for the number on a page of A4: points from its right and from its bottom edge, a little more than the number's
// white ground takes. Letters and remarks must not stand between it and the corner of the page either: a page that says 99 at its very edge would
// seem to be page 8 99. What else is there, such as the edge of a scan, nobody takes for a number.
var corner = struct{ far, near, low, high float64 }{64, 18, 8, 28}

// look goes through every page once. What cannot be read counts as uneven and crowded, which costs the page nothing but a little of
// its size. The error is that of ctx.
func (s *Source) look(ctx context.Context) ([]glance, error) {
	s.seen.mu.Lock()
	defer s.seen.mu.Unlock()
	if s.seen.list != nil {
		return s.seen.list, nil
	}
	r := s.file.reader(ctx)
	fonts := map[int]*widths{}
	list := make([]glance, len(s.leaves))
	for i, l := range s.leaves {
		list[i] = r.glanceAt(l, fonts)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	s.seen.list = list
	return list, nil
}

// seenForm begins what Seen gives. It changes with what a look finds, so that what an older program saw is looked at anew.
const seenForm = 3

// Seen looks through the pages and gives what was found as a few bytes a page. Kept beside the file, they save the next book the look; see Know.
func (s *Source) Seen(ctx context.Context) ([]byte, error) {
	list, err := s.look(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 1, 1+3*len(list))
	out[0] = seenForm
	for _, g := range list {
		var flags byte
		if g.even {
			flags |= 1
		}
		if g.crowded {
			flags |= 2
		}
		if g.spare {
			flags |= 4
		}
		if g.told {
			flags |= 8
		}
		out = append(out, flags, byte(g.marks>>8), byte(g.marks))
	}
	return out, nil
}

// Know takes what Seen gave of the very same file, and tells whether it could. A wrong one harms no page of another file, and what it says is
// only where a number may stand.
func (s *Source) Know(seen []byte) bool {
	if len(seen) != 1+3*len(s.leaves) || seen[0] != seenForm {
		return false
	}
	list := make([]glance, len(s.leaves))
	for i := range list {
		b := seen[1+3*i:]
		list[i] = glance{even: b[0]&1 != 0, crowded: b[0]&2 != 0, spare: b[0]&4 != 0, told: b[0]&8 != 0, marks: int(b[1])<<8 | int(b[2])}
	}
	s.seen.mu.Lock()
	defer s.seen.mu.Unlock()
	s.seen.list = list
	return true
}

// glanceAt looks at one page. A panic in it is left to the copying of the page, which says so.
func (r *reader) glanceAt(l leaf, fonts map[int]*widths) (g glance) {
	defer func() {
		if recover() != nil {
			g = glance{crowded: true}
		}
	}()
	o := l.dict.get("Contents")
	parts, err := r.contentParts(o)
	if err != nil {
		return glance{crowded: true}
	}
	all, err := r.join(parts)
	if errors.Is(err, errFilter) || errors.Is(err, ErrTooLarge) || r.purse.err != nil {
		return glance{crowded: true}
	}
	w, _ := l.view.size()
	zone := l.view.fromSight().box(rect{w - corner.far, corner.low, w - corner.near, corner.high})
	letters := l.view.fromSight().box(rect{w - corner.far, 0, w, corner.high})
	k := ink{reader: r, zone: zone, letters: letters, resources: r.dict(l.resources), fonts: fonts, now: newBrush(), forms: maxInkForms}
	if _, _, large := l.view.ontoA4(false); large {
		k.hit = true // it is laid on A4 in any case
	}
	t := tally{ink: &k, names: named{}}
	t.read(all)
	r.purse.spend(len(all) / 8)
	whole := err == nil && !t.broken && r.purse.err == nil
	return glance{even: t.even() && err == nil && r.purse.err == nil, crowded: k.hit || r.remarkIn(l, letters), marks: t.unmarked(),
		spare: whole && r.spare(r.dict(l.resources), t.names), told: t.told}
}

// remarkIn tells whether a remark or the answer of a form lies in the zone.
func (r *reader) remarkIn(l leaf, zone rect) bool {
	for _, o := range r.array(l.dict.get("Annots")) {
		d := r.dict(o)
		if d == nil || !r.purse.spend(16) {
			continue
		}
		if f, _ := r.fateOf(d); f != remark && f != formField {
			continue
		}
		if area, ok := r.area(d.get("Rect")); ok && area.meets(zone) {
			return true
		}
	}
	return false
}

// glanceAll looks through the sources of all parts that others made, several at a time.
func (p *plan) glanceAll(ctx context.Context) error {
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	errs := make([]error, len(p.book.Parts))
	var all sync.WaitGroup
	for i, part := range p.book.Parts {
		if part.Own {
			continue // it leaves the corner free
		}
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			p.seen[i], errs[i] = part.Source.look(ctx)
		})
	}
	all.Wait()
	return errors.Join(errs...)
}
