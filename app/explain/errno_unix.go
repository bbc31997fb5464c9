//go:build !windows

package explain

import "syscall"

// How the system says that a disk, or our part of it, is full, and that a file is in use.
var (
	full = []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT}
	busy = []syscall.Errno{syscall.ETXTBSY, syscall.EBUSY}
)
