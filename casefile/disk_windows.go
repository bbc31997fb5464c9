package casefile

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lockShared takes the lock bbolt uses (one byte at the very end of what can be addressed), shared; errBusy while a writer holds it.
func lockShared(f *os.File) error {
	const end = 1<<32 - 1
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &windows.Overlapped{Offset: end, OffsetHigh: end})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return errBusy
	}
	return err
}

// syncFolder does nothing: Windows does not allow it, and writes names through on its own.
func syncFolder(string) error { return nil }
