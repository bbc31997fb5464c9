package casefile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// What a tar file is made of. The description of the archive gives every byte of a header, so we write and read them ourselves: what a general
// reader of tar files understands besides (links, long names, holes) is more than an archive may hold.
const (
	tarBlock   = 512
	tarClosing = 2 * tarBlock // zeros at its end
	maxTarFile = 8<<30 - 1    // what eleven octal digits hold
)

// tarHeader gives the header of one file; name is of at most 100 bytes, size of at most maxTarFile.
func tarHeader(name string, size int64) []byte {
	h := make([]byte, tarBlock)
	copy(h, name)
	copy(h[100:], "0000600\x000000000\x000000000\x00")                // mode, owner, group
	copy(h[124:], fmt.Sprintf("%011o\x00%011o\x00        ", size, 0)) // size, time, and the sum as if it were spaces
	h[156] = '0'                                                      // a regular file
	copy(h[257:], "ustar\x0000")
	copy(h[329:], "0000000\x000000000\x00") // of a device
	sum := 0
	for _, b := range h {
		sum += int(b)
	}
	copy(h[148:], fmt.Sprintf("%06o\x00", sum))
	return h
}

// tarPad gives the zeros that fill up the last block of a file.
func tarPad(size int64) []byte { return make([]byte, -size&(tarBlock-1)) }

// putTar writes one file. It gives ErrDamaged where it is not of the size that was measured.
func putTar(w io.Writer, one part) error {
	if _, err := w.Write(tarHeader(one.Path, one.Size)); err != nil {
		return err
	}
	var n counter
	if err := one.write(io.MultiWriter(w, &n)); err != nil {
		return err
	}
	if int64(n) != one.Size {
		return fmt.Errorf("it changed while it was written: %w", ErrDamaged)
	}
	_, err := w.Write(tarPad(one.Size))
	return err
}

// tarReader reads a tar file whose every file is known before it comes.
type tarReader struct {
	from io.Reader
	size int64 // of the file it is in
	left int64 // of that, not yet read
}

// Read reads the file it is in.
func (t *tarReader) Read(b []byte) (int, error) {
	if t.left == 0 {
		return 0, io.EOF
	}
	n, err := t.from.Read(b[:min(int64(len(b)), t.left)])
	t.left -= int64(n)
	if err == io.EOF && t.left > 0 {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// header steps to the next file, over what is left of the one before, and gives the name in its header and the header itself; size is then what it tells.
func (t *tarReader) header() (name string, head []byte, err error) {
	if _, err := io.Copy(io.Discard, t); err != nil {
		return "", nil, err
	}
	if err := t.zeros(tarPad(t.size)); err != nil {
		return "", nil, err
	}
	head = make([]byte, tarBlock)
	if _, err := io.ReadFull(t.from, head); err != nil {
		return "", nil, err
	}
	t.size, err = strconv.ParseInt(string(head[124:135]), 8, 64)
	if err != nil || t.size < 0 {
		t.size = 0
		return "", nil, errors.New("a header cannot be read")
	}
	t.left = t.size
	before, _, _ := bytes.Cut(head[:100], []byte{0})
	return string(before), head, nil
}

// zeros reads as many bytes as into has, which must be zeros.
func (t *tarReader) zeros(into []byte) error {
	if _, err := io.ReadFull(t.from, into); err != nil {
		return err
	}
	if len(bytes.Trim(into, "\x00")) > 0 {
		return errors.New("there are bytes where none should be")
	}
	return nil
}

// close reads the zeros that close a tar file, behind which nothing may follow.
func (t *tarReader) close() error {
	if err := t.zeros(tarPad(t.size)); err != nil {
		return err
	}
	if err := t.zeros(make([]byte, tarClosing)); err != nil {
		return err
	}
	n, err := io.ReadFull(t.from, make([]byte, 1))
	if n > 0 {
		return errors.New("something follows its end")
	}
	if err == io.EOF { // to the last byte, where age says whether it was cut short
		return nil
	}
	return err
}
