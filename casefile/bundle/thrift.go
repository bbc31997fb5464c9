package bundle

import (
	"runtime"
	"runtime/debug"
	"sync"
)

// How much garbage may gather is told apart from the rest of the program while a bundle is made.
const (
	// thriftPercent is for the putting together, in hundredths of what is in use. Half of what is usual costs hardly any time to clear away, and
	// saves asking the system for memory that was never written to, which is slow to get.
	thriftPercent = 50

	// easyRoom is how many bytes more may be taken while documents are read, before garbage is looked for the first time. There is little of it
	// then, and to look for it each time that the memory in use has doubled, from almost nothing on, would only take time.
	easyRoom = 64 << 20

	// leastHeap is the least that Go reckons with as being in use.
	leastHeap = 4 << 20
)

// clearing is what is asked of the program's clearing away of garbage.
var clearing struct {
	sync.Mutex
	usual  int // the percentage outside
	easy   int // the one while documents are read, 0 where none are
	makers int // bundles that are being put together
}

// change makes a change to what is asked, and has it hold.
func change(to func()) {
	c := &clearing
	c.Lock()
	defer c.Unlock()
	if c.makers == 0 && c.easy == 0 {
		c.usual = debug.SetGCPercent(thriftPercent) // there is no other way to learn it; below 0 where garbage is never looked for
	}
	to()
	switch usual := c.usual; {
	case usual >= 0 && c.makers > 0:
		debug.SetGCPercent(min(usual, thriftPercent))
	case usual >= 0 && c.easy > 0:
		debug.SetGCPercent(max(usual, c.easy))
	default:
		debug.SetGCPercent(usual)
	}
}

// thrift has garbage cleared away sooner, until done is called for every call of it.
func thrift() (done func()) {
	change(func() { clearing.makers++ })
	return func() { change(func() { clearing.makers-- }) }
}

// ease has garbage looked for later, once: until done is called, or the first time that it was looked for.
func ease() (done func()) {
	var now runtime.MemStats
	runtime.ReadMemStats(&now)
	easy := int(100 * easyRoom / max(now.HeapAlloc, leastHeap))
	change(func() { clearing.easy = easy })
	done = sync.OnceFunc(func() { change(func() { clearing.easy = 0 }) })
	runtime.AddCleanup(&struct{ first *int }{new(int)}, func(struct{}) { done() }, struct{}{})
	return done
}
