//go:build unix && !linux

package outside

import "golang.org/x/sys/unix"

// bound gives a process a low priority. These systems let nobody bound another process's memory.
func bound(pid int) { unix.Setpriority(unix.PRIO_PGRP, pid, niceness) }
