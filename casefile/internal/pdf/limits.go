package pdf

import (
	"context"
	"fmt"
)

// Limits bounds what one file may cost. Zero in a field means its default.
type Limits struct {
	MaxPages   int   // pages
	MaxObjects int   // objects, counted by the highest object number
	MaxDepth   int   // arrays and dictionaries inside one another, at most 500
	MaxTree    int   // levels of the page tree, of name trees and of bookmarks, at most 5,000
	MaxOutline int   // bookmarks taken from one source
	MaxStream  int64 // bytes one stream may decode to
	MaxDecoded int64 // bytes all streams of a file may decode to, in one reading
	MaxWork    int64 // bytes parsed or written for one file, so that no trick makes it go round for ever
}

// DefaultLimits is generous to real papers and hard on tricks.
func DefaultLimits() Limits {
	return Limits{
		MaxPages: 5000, MaxObjects: 1 << 20, MaxDepth: 100, MaxTree: 1000, MaxOutline: 20000,
		MaxStream: 64 << 20, MaxDecoded: 1 << 30, MaxWork: 1 << 30,
	}
}

func (l Limits) filled() Limits {
	d := DefaultLimits()
	return Limits{
		MaxPages:   or(l.MaxPages, d.MaxPages),
		MaxObjects: or(l.MaxObjects, d.MaxObjects),
		MaxDepth:   min(or(l.MaxDepth, d.MaxDepth), 500),
		MaxTree:    min(or(l.MaxTree, d.MaxTree), 5000),
		MaxOutline: or(l.MaxOutline, d.MaxOutline),
		MaxStream:  or(l.MaxStream, d.MaxStream),
		MaxDecoded: or(l.MaxDecoded, d.MaxDecoded),
		MaxWork:    or(l.MaxWork, d.MaxWork),
	}
}

func or[N int | int64](v, fallback N) N {
	if v <= 0 {
		return fallback
	}
	return v
}

var (
	errWork    = fmt.Errorf("%w: it takes more work than any honest paper would", ErrTooLarge)
	errDecoded = fmt.Errorf("%w: unpacked it is too large", ErrTooLarge)
)

// budget counts what one reading of one file costs. Once it is spent, or its
// context is done, err stays set and the reading is over: readers look at err
// rather than at every small failure on the way.
type budget struct {
	ctx           context.Context
	work, decoded int64
	err           error
	since         int // spending since the context was last asked
}

func newBudget(ctx context.Context, lim Limits) *budget {
	return &budget{ctx: ctx, work: lim.MaxWork, decoded: lim.MaxDecoded}
}

// spend takes n bytes of work and says whether there is more.
func (b *budget) spend(n int) bool {
	b.work -= int64(n)
	if b.work < 0 && b.err == nil {
		b.err = errWork
	}
	if b.since += n + 16; b.since > 1<<18 {
		b.since = 0
		if b.err == nil {
			b.err = b.ctx.Err()
		}
	}
	return b.err == nil
}

// belt turns a panic into an error, so that one bad file does not end the program.
func belt(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: reading it failed (%v)", ErrDamaged, p)
	}
}
