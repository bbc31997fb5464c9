package bundle

import (
	"runtime/debug"
	"sync"
)

// thriftPercent is how much garbage may gather while a bundle is put together, in hundredths of what is in use. Half of what is usual costs hardly
// any time to clear away, and saves asking the system for memory that was never written to, which is slow to get. Before that, while the documents
// are read, there is little garbage, and to look for it would only take time.
const thriftPercent = 50

var thrifty struct {
	sync.Mutex
	makers int
	was    int // what it was before the first of them
}

// thrift has garbage cleared away sooner, until done is called for every call of it.
func thrift() (done func()) {
	t := &thrifty
	t.Lock()
	defer t.Unlock()
	if t.makers == 0 {
		if t.was = debug.SetGCPercent(thriftPercent); t.was >= 0 && t.was < thriftPercent {
			debug.SetGCPercent(t.was)
		}
	}
	t.makers++
	return func() {
		t.Lock()
		defer t.Unlock()
		if t.makers--; t.makers == 0 {
			debug.SetGCPercent(t.was)
		}
	}
}
