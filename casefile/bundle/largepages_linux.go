package bundle

import (
	"runtime"
	"runtime/debug"
	"sync"

	"golang.org/x/sys/unix"
)

// largeRoom is how much memory is asked for in large pages: what a bundle may take at most. Of what stays unused nothing is taken.
const largeRoom = 320 << 20

// largePages has the system give memory two megabytes at a time instead of four kilobytes: one answer of the system in place of five hundred.
// The memory is only named here and let go again; what is made afterwards comes to lie in it. Where the system does not do that, all is as it was.
var largePages = sync.OnceFunc(func() {
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // nothing is to be cleared away for the room, which is not used yet
	room := make([]byte, largeRoom)
	_ = unix.Madvise(room, unix.MADV_HUGEPAGE)
	runtime.KeepAlive(room)
	room = nil
	debug.FreeOSMemory()
})
