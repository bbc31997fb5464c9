//go:build !windows

package casefile

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// lockShared takes the lock bbolt uses, shared; errBusy while a writer holds it.
func lockShared(f *os.File) error {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return errBusy
	}
	return err
}

// syncFolder makes a new name in the folder survive a power cut.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// freeBytes gives how much of the disk that a file lies on is free for this user.
func freeBytes(file *os.File) (uint64, error) {
	var s unix.Statfs_t
	if err := unix.Fstatfs(int(file.Fd()), &s); err != nil {
		return 0, err
	}
	return uint64(s.Bavail) * uint64(s.Bsize), nil
}

// takenBytes gives how much of the disk a file already has; it is less than the file's length where there are holes in it.
func takenBytes(file fs.FileInfo) int64 {
	if s, ok := file.Sys().(*syscall.Stat_t); ok {
		return int64(s.Blocks) * 512
	}
	return file.Size()
}

// nextStep gives by how much bbolt makes a file longer at once: nothing to speak of.
func nextStep(*os.File) int64 { return 0 }
