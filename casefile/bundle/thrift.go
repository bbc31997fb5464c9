package bundle

import (
	"runtime/debug"
	"sync"
)

// thriftPercent is how much garbage may gather while a bundle is made, in hundredths of what is in use. Half of what is usual costs hardly any
// time to clear away, and saves asking the system for memory that was never written to, which is slow to get.
const thriftPercent = 50

var thrifty struct {
	sync.Mutex
	makers int
	was    int // what it was before the first of them
}

// thrift has garbage cleared away sooner, until done is called for every call of it, and memory come in large pages.
func thrift() (done func()) {
	t := &thrifty
	t.Lock()
	defer t.Unlock()
	if t.makers == 0 {
		largePages()
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
