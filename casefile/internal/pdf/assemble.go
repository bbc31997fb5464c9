package pdf

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Assemble writes the book to w as it is made and tells said, if not nil, how
// far it is; said is called on the caller's goroutine. The same book gives the
// same bytes. A cancelled ctx stops it at once; what was written by then is
// worthless, as it is after any error.
func Assemble(ctx context.Context, w io.Writer, b Book, said func(page, of int)) error {
	buffer := bufio.NewWriterSize(w, 1<<18)
	_, err := compose(ctx, func(b []byte) error {
		_, err := buffer.Write(b)
		return err
	}, b, said)
	if err != nil {
		return err
	}
	return buffer.Flush()
}

// Built is a book in memory, in pieces of which most are the sources' own bytes: a book of scans takes hardly more room than they do.
type Built struct {
	Sum    string // SHA-256, in hexadecimal
	pieces [][]byte
}

// Build is Assemble into memory.
func Build(ctx context.Context, b Book, said func(page, of int)) (*Built, error) {
	var made Built
	var err error
	made.Sum, err = compose(ctx, func(b []byte) error {
		made.pieces = append(made.pieces, b)
		return nil
	}, b, said)
	if err != nil {
		return nil, err
	}
	return &made, nil
}

// Pieces gives the book's bytes, one piece after the other. They must not be changed.
func (b *Built) Pieces() [][]byte { return b.pieces }

// Size is how many bytes the book has.
func (b *Built) Size() int { return total(b.pieces) }

// Bytes gives the book in one piece, which takes as much room again.
func (b *Built) Bytes() []byte {
	if len(b.pieces) != 1 {
		b.pieces = [][]byte{slices.Concat(b.pieces...)}
	}
	return b.pieces[0]
}

// WriteTo writes the book.
func (b *Built) WriteTo(w io.Writer) (int64, error) {
	out, done := bufio.NewWriterSize(w, 1<<16), int64(0)
	for _, piece := range b.pieces {
		n, err := out.Write(piece)
		done += int64(n)
		if err != nil {
			return done, err
		}
	}
	return done, out.Flush()
}

// compose hands the book to put, piece by piece, none of which is changed afterwards, and gives the SHA-256 of all. It has to be counted for the
// file's own ID in any case.
func compose(ctx context.Context, put func([]byte) error, b Book, said func(page, of int)) (sum string, err error) {
	defer belt(&err)
	p, err := newPlan(ctx, &b)
	if err != nil {
		return "", err
	}
	base := p.pageBase + p.total
	font, err := p.number(ctx, base)
	if err != nil {
		return "", err
	}
	out := newWriter(put)
	defer out.counted()
	from := base
	base += font.size()
	if err := out.add(font.render(from)); err != nil {
		return "", err
	}
	if said == nil {
		said = func(int, int) {}
	}
	under := p.glyphless(base)
	from = base
	base += under.size()
	if err := out.add(under.render(from)); err != nil {
		return "", err
	}
	done, base, err := p.copyParts(ctx, out, base, said)
	if err != nil {
		return "", err
	}
	frame := p.frame(done, base)
	end := base + frame.size()
	if err := out.add(frame.render(base)); err != nil {
		return "", err
	}
	err = out.close(end)
	return fmt.Sprintf("%x", out.sum.Sum(nil)), err
}

// job is what is known of a part before it is copied.
type job struct {
	source *Source
	part   Part
	index  int // of the part
	first  int // its first page in the book
}

// finished is what a copied part leaves for the book's frame.
type finished struct {
	marks  []bookmark
	layers layers
	base   int
	tags   tags
}

// line is the row of parts on their way: several are copied at once, but each
// gets its numbers from the one before it and they are written in order, so
// that the book does not depend on who was fastest.
type line struct {
	plan  *plan
	bases []chan int
	outs  []chan result
	slots chan struct{}
	pages atomic.Int64
	tick  chan struct{} // a page was copied
}

type result struct {
	finished
	chunk *chunk
	err   error
}

func (p *plan) copyParts(ctx context.Context, out *writer, base int, said func(page, of int)) ([]finished, int, error) {
	ctx, cancel := context.WithCancel(ctx)
	jobs := p.jobs()
	l := &line{plan: p, slots: make(chan struct{}, runtime.GOMAXPROCS(0)+1), tick: make(chan struct{}, 1)}
	for range jobs {
		l.bases = append(l.bases, make(chan int, 1))
		l.outs = append(l.outs, make(chan result, 1))
	}
	l.bases = append(l.bases, make(chan int, 1))
	l.bases[0] <- base
	var all sync.WaitGroup
	defer all.Wait()
	defer cancel()
	all.Go(func() { l.start(ctx, &all, jobs) })
	done := make([]finished, 0, len(jobs))
	for i := range jobs {
		r, err := l.next(ctx, i, said)
		if err == nil {
			err = r.err
		}
		if err == nil {
			err = out.add(r.chunk)
		}
		if err != nil {
			return nil, 0, err
		}
		done = append(done, r.finished)
		<-l.slots
	}
	said(p.total, p.total)
	return done, <-l.bases[len(jobs)], nil
}

func (p *plan) jobs() []job {
	var out []job
	first := 0
	for i, part := range p.book.Parts {
		out = append(out, job{part.Source, part, i, first})
		first += len(part.Source.leaves)
	}
	return out
}

// start begins a part whenever there is room for one more. As many hands as there is room for take turns: a fresh one for each part would have
// to find its room on the stack each time.
func (l *line) start(ctx context.Context, all *sync.WaitGroup, jobs []job) {
	todo := make(chan int)
	defer close(todo)
	for range min(cap(l.slots), len(jobs)) {
		all.Go(func() {
			for i := range todo {
				l.outs[i] <- l.copy(ctx, i, jobs[i])
			}
		})
	}
	for i := range jobs {
		select {
		case <-ctx.Done():
			return
		case l.slots <- struct{}{}:
			todo <- i
		}
	}
}

// next waits for part i and tells of the pages copied meanwhile.
func (l *line) next(ctx context.Context, i int, said func(page, of int)) (result, error) {
	for {
		select {
		case r := <-l.outs[i]:
			return r, ctx.Err()
		case <-l.tick:
			said(int(l.pages.Load()), l.plan.total)
		case <-ctx.Done():
			return result{}, ctx.Err()
		}
	}
}

// copy gathers a part, waits for its numbers and spells it out.
func (l *line) copy(ctx context.Context, i int, j job) (r result) {
	defer belt(&r.err)
	c := newCarrier(ctx, l.plan, j)
	if err := c.gather(l.told); err != nil {
		return result{err: fmt.Errorf("part %d of the book: %w", i+1, err)}
	}
	select {
	case base := <-l.bases[i]:
		l.bases[i+1] <- base + c.size()
		return result{finished{c.marks, c.layers, base, c.tags}, c.render(base), nil}
	case <-ctx.Done():
		return result{err: ctx.Err()}
	}
}

func (l *line) told() {
	l.pages.Add(1)
	select {
	case l.tick <- struct{}{}:
	default:
	}
}

func newCarrier(ctx context.Context, p *plan, j job) *carrier {
	c := &carrier{reader: j.source.file.reader(ctx), plan: p, job: j}
	c.batch.carry = c.carry
	c.roomy()
	c.given = make([]local, len(j.source.file.entries))
	c.forms, c.res, c.pages, c.again = map[int]bool{}, map[int]dressed{}, map[int]int{}, map[string]local{}
	for i, l := range j.source.leaves {
		if _, ok := c.pages[l.num]; !ok && l.num != 0 && j.part.Source != nil {
			c.pages[l.num] = i
		}
	}
	if j.part.Source != nil {
		c.places = p.places[j.first : j.first+len(j.source.leaves)]
	}
	return c
}

// pageNumber gives the object number in the book of page i of the part.
func (c *carrier) pageNumber(i int) global { return c.pageNum(c.first + i) }

// gather copies the part's pages and all they need.
func (c *carrier) gather(told func()) error {
	for i := range c.source.leaves {
		if err := c.addPage(i); err != nil {
			return err
		}
		told()
	}
	if c.part.Keep {
		c.marks = c.bookmarks()
	}
	c.layers = c.findLayers()
	c.plantTree()
	return c.purse.err
}
