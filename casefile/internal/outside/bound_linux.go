package outside

import (
	"golang.org/x/sys/unix"

	"ehccasefile/casefile/internal/limit"
)

// bound holds a process, and what it starts, to the limits of outside.go and to a low priority. It is a belt over the time
// limit: what cannot be set is left.
func bound(pid int) {
	for what, most := range map[int]uint64{
		unix.RLIMIT_AS: memory, unix.RLIMIT_CPU: seconds, unix.RLIMIT_CORE: 0, unix.RLIMIT_FSIZE: limit.File,
	} {
		var now unix.Rlimit
		if unix.Prlimit(pid, what, nil, &now) == nil && now.Max < most {
			most = now.Max
		}
		unix.Prlimit(pid, what, &unix.Rlimit{Cur: most, Max: most}, nil)
	}
	unix.Setpriority(unix.PRIO_PGRP, pid, niceness)
}
