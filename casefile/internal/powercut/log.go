// Package powercut keeps a recording of everything a session of the case file asked of a disk, and builds from it the disks that a cut of
// the power could leave behind. It serves tests alone: no program imports it.
package powercut

import (
	"encoding/gob"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// Kind says what was asked of the disk.
type Kind byte

// What can be asked of the disk, and Ack: that the session told its user that something is saved.
const (
	Write    Kind = iota + 1 // Data at Off of the file
	Truncate                 // the file to the length Off
	Sync                     // the file
	SyncDir                  // the folder
	Create                   // Name, a new file
	Link                     // To, another name for the file Name
	Rename                   // Name to To
	Unlink                   // Name
	Ack                      // Data says what
)

// Op is one thing asked. File is the number of the file; only the kinds that need the other fields fill them.
type Op struct {
	Kind     Kind
	File     uint64
	Off      int64
	Data     []byte
	Name, To string
}

// Log is a session, in order, on a disk with one folder.
type Log []Op

// Save writes the log, compressed with a window over the whole, because a database writes the same page again and again in new places.
// It gives the error of w.
func (l Log) Save(w io.Writer) error {
	z, err := zstd.NewWriter(w, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithWindowSize(32<<20), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	if err := gob.NewEncoder(z).Encode(l); err != nil {
		return fmt.Errorf("save the recording: %w", err)
	}
	return z.Close()
}

// Load reads what Save wrote, and gives an error for anything else.
func Load(r io.Reader) (Log, error) {
	z, err := zstd.NewReader(r, zstd.WithDecoderMaxWindow(64<<20), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	var l Log
	if err := gob.NewDecoder(z).Decode(&l); err != nil {
		return nil, fmt.Errorf("read the recording: %w", err)
	}
	return l, nil
}

// Without gives the log less those of its operations for which drop is true: what a program that forgot them would have done.
func (l Log) Without(drop func(at int) bool) Log {
	var out Log
	for i, op := range l {
		if !drop(i) {
			out = append(out, op)
		}
	}
	return out
}

// Acks gives what was acknowledged, in order.
func (l Log) Acks() (out []string) {
	for _, op := range l {
		if op.Kind == Ack {
			out = append(out, string(op.Data))
		}
	}
	return out
}
