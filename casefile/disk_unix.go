//go:build !windows

package casefile

import (
	"errors"
	"os"
	"syscall"
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
