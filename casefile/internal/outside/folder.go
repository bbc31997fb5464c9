package outside

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// folderMark begins the name of every private folder. After it come the number of the process that made it and a random part.
const folderMark = "ehc-casefile-"

// bases are where a private folder may lie, the best first: in memory, where the system has such a place of the user's own.
func bases() []string {
	var out []string
	if runtime.GOOS == "linux" {
		if own := os.Getenv("XDG_RUNTIME_DIR"); filepath.IsAbs(own) {
			out = append(out, own)
		}
		out = append(out, "/dev/shm")
	}
	return append(out, os.TempDir())
}

// privateFolder makes a folder that only this user may look into.
func privateFolder() (string, error) {
	var failed error
	for _, base := range bases() {
		dir, err := os.MkdirTemp(base, fmt.Sprintf("%s%d-", folderMark, os.Getpid())) // 0700
		if err == nil {
			return dir, nil
		}
		failed = errors.Join(failed, err)
	}
	return "", fmt.Errorf("%w (there is no place for its files: %v)", ErrFailed, failed)
}

// wipe overwrites every file in a folder and removes it. Overwriting helps on an ordinary disk; a solid-state disk may keep old
// copies out of reach, which is why memory is preferred.
func wipe(dir string) error {
	filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			blank(path)
		}
		return nil // whatever cannot be overwritten is removed all the same
	})
	return os.RemoveAll(dir)
}

// blank writes zeros over a file's whole length.
func blank(path string) {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil {
		io.CopyN(f, zeros{}, info.Size())
		f.Sync()
	}
}

// zeros is an endless file of zeros.
type zeros struct{}

// Read fills p with zeros.
func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// Sweep removes private folders that an earlier run of the program left when it was stopped in the middle, and gives how many.
// Call it once when the program starts. A folder of a process that still runs is left alone.
func Sweep() int {
	n := 0
	for _, base := range bases() {
		entries, _ := os.ReadDir(base)
		for _, e := range entries {
			pid, ok := maker(e.Name())
			if !ok || !e.IsDir() || pid == os.Getpid() || alive(pid) {
				continue
			}
			if wipe(filepath.Join(base, e.Name())) == nil {
				n++
			}
		}
	}
	return n
}

// maker reads the process number in a private folder's name.
func maker(name string) (int, bool) {
	rest, ok := strings.CutPrefix(name, folderMark)
	number, _, more := strings.Cut(rest, "-")
	pid, err := strconv.Atoi(number)
	return pid, ok && more && err == nil && pid > 0
}
