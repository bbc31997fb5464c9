package worker

import (
	"io"
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"
)

// boundSelf asks the kernel to hold this process to the limits of limits.go. It is the belt over WebAssembly's own bound:
// a Go program whose memory is refused ends at once, and the parent says so.
func boundSelf() {
	for what, most := range map[int]uint64{
		unix.RLIMIT_DATA:   childData,
		unix.RLIMIT_AS:     childAddresses,
		unix.RLIMIT_CPU:    childSeconds,
		unix.RLIMIT_NOFILE: childFiles,
		unix.RLIMIT_FSIZE:  childFileSize,
		unix.RLIMIT_CORE:   0, // no memory of a family's papers left on the disk
	} {
		lower(what, most)
	}
}

// lower sets a limit unless a stricter one already holds.
func lower(what int, most uint64) {
	var now unix.Rlimit
	if unix.Getrlimit(what, &now) == nil && now.Max < most {
		most = now.Max
	}
	unix.Setrlimit(what, &unix.Rlimit{Cur: most, Max: most})
}

// boundFromOutside does nothing here: the child bounds itself before it reads a byte of a document.
func boundFromOutside(*os.Process) (io.Closer, error) { return nil, nil }

// hide gives the child a session of its own, so that Ctrl+C in a terminal reaches the parent alone, which then ends it.
func hide(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
