package worker

import (
	"sync/atomic"

	"github.com/tetratelabs/wazero/experimental"
)

// memory gives pdfium its linear memory and notes how much it asked for, so that want of memory can be told from damage. The
// whole range is reserved at once and filled as it is asked for: growing then copies nothing, and a full one costs its size and
// not twice that.
type memory struct{ peak atomic.Uint64 }

// Allocate begins a linear memory of at most max bytes.
func (m *memory) Allocate(_, max uint64) experimental.LinearMemory {
	m.peak.Store(0)
	whole, err := reserve(int(max))
	if err != nil {
		return &linear{owner: m} // it refuses every size, and so the instance does not start
	}
	return &linear{owner: m, whole: whole}
}

// linear is one linear memory: so many bytes of a reserved range.
type linear struct {
	owner *memory
	whole []byte
	used  int
}

// Reallocate makes the memory size bytes long; it gives nil where the system has no more.
func (l *linear) Reallocate(size uint64) []byte {
	if size > uint64(len(l.whole)) {
		return nil
	}
	if n := int(size); n > l.used {
		if commit(l.whole, l.used, n) != nil {
			return nil
		}
		l.used = n
	}
	if size > l.owner.peak.Load() {
		l.owner.peak.Store(size)
	}
	return l.whole[:size:size]
}

// Free gives the range back.
func (l *linear) Free() {
	if l.whole != nil {
		release(l.whole)
		l.whole, l.used = nil, 0
	}
}
