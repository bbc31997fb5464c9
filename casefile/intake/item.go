package intake

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"ehccasefile/casefile/internal/worker"
)

// MaxFile is the largest paper, in bytes, that is taken in: 200 MB.
const MaxFile = worker.MaxFile

// Item is one paper to take in: a name to show and keep, and a way to its bytes. Open is called once.
type Item struct {
	Name string
	Open func() (io.ReadCloser, error)
}

// FileItem is the file at a path; its name is the last part of the path, untouched. A folder, a missing file or one that
// may not be read gives an error when it is opened, and so a refusal.
func FileItem(path string) Item {
	return Item{Name: filepath.Base(path), Open: func() (io.ReadCloser, error) { return openFile(path) }}
}

var (
	errFolder = errors.New("folder")
	errDevice = errors.New("not an ordinary file")
	errEmpty  = errors.New("empty")
	errTooBig = errors.New("too big")
)

// openFile looks before it opens: opening a pipe or a device could wait for ever.
func openFile(path string) (io.ReadCloser, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errFolder
	case !info.Mode().IsRegular():
		return nil, errDevice
	case info.Size() > MaxFile:
		return nil, errTooBig
	}
	return os.Open(path)
}

// bytes reads the whole paper, and no more than MaxFile of it.
func (i Item) bytes() ([]byte, error) {
	if i.Open == nil {
		return nil, fs.ErrNotExist
	}
	r, err := i.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read %q: %w", i.Name, err)
	case len(data) == 0:
		return nil, errEmpty
	case len(data) > MaxFile:
		return nil, errTooBig
	}
	return data, nil
}
