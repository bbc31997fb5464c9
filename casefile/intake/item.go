package intake

import (
	"errors"
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

// open gives a way to the paper's bytes that ends in errTooBig past MaxFile, and remembers what went wrong in reading.
func (i Item) open() (*source, error) {
	if i.Open == nil {
		return nil, fs.ErrNotExist
	}
	r, err := i.Open()
	if err != nil {
		return nil, err
	}
	s := &source{from: r, left: MaxFile}
	s.head = make([]byte, sniffed)
	n, err := io.ReadFull(s.from, s.head)
	s.head = s.head[:n]
	switch {
	case n == 0 && (err == io.EOF || err == io.ErrUnexpectedEOF):
		err = errEmpty
	case err == io.EOF || err == io.ErrUnexpectedEOF:
		err = nil
	}
	if err != nil {
		r.Close()
		return nil, err
	}
	s.ahead = s.head
	return s, nil
}

// sniffed is how much of a paper's beginning is looked at to tell what it is.
const sniffed = 4096

// source reads a paper once, from its beginning.
type source struct {
	from  io.ReadCloser
	head  []byte // its first bytes
	ahead []byte // of them, what was not given yet
	left  int    // bytes that may still come
	fault error  // what went wrong in reading: the paper's fault, not the case file's
}

// Read gives the next bytes.
func (s *source) Read(p []byte) (n int, err error) {
	if len(s.ahead) > 0 {
		n = copy(p, s.ahead)
		s.ahead = s.ahead[n:]
	} else {
		n, err = s.from.Read(p)
	}
	if s.left -= n; s.left < 0 {
		err = errTooBig
	}
	if err != nil && err != io.EOF {
		s.fault = err
	}
	return n, err
}
