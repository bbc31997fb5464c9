package casefile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

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

// freeBytes gives how much of the disk that a file lies on is free for this user.
func freeBytes(file *os.File) (free uint64, err error) {
	name, err := windows.UTF16PtrFromString(filepath.Dir(file.Name()))
	if err != nil {
		return 0, err
	}
	err = windows.GetDiskFreeSpaceEx(name, &free, nil, nil)
	return free, err
}

// takenBytes gives how much of the disk a file already has: all of it, because Windows leaves no holes of its own accord.
func takenBytes(file fs.FileInfo) int64 { return file.Size() }

// nextStep gives by how much bbolt makes a file longer at once: on Windows it is as long as what is mapped, which doubles up to 1 GB.
func nextStep(file *os.File) int64 {
	info, err := file.Stat()
	if err != nil {
		return 0
	}
	return min(info.Size(), 1<<30)
}
