// Package outside uses two programs that the user's computer may have and ours does without: tesseract, which reads the words
// off a picture, and LibreOffice, which lays out a Word file.
//
// What it promises:
//
//   - Neither is needed. Where one is missing, [ErrMissing] says so and nothing else changes.
//   - A program is started by its whole path, from the places where it is installed: never through a shell, and never from the
//     folder that happens to be the current one.
//   - It is given one paper and nothing else: no key, no name, no environment of ours, no network that it would be told of.
//   - It is bounded in time, memory and what it may say. When ctx ends, or the time is up, it is killed with everything it
//     started, and is gone when the call returns. It is so too when this program is killed, on Linux and Windows.
//   - It runs at low priority, and without a window of its own.
//   - What had to be put on a disk for it lies in a private folder, in memory where the system has such a place, and is
//     overwritten and removed afterwards; [Sweep] removes what a crash left.
//
// What it does not promise: that these programs are safe against a paper made to do harm. They are the user's own, and parse
// in a process of their own, but with the user's rights. Tesseract is given only pictures, which the caller should have drawn
// itself; LibreOffice is given the file, in a profile in which macros, links and the network are off.
//
// How it is laid out: find.go looks for programs; run.go runs one, with leash_*.go and tie_*.go for each system; tesseract.go and tsv.go
// read pictures, and worth.go tells words from noise; office.go and profile.go lay out papers; folder.go is the private folder.
package outside

import (
	"errors"
	"time"
)

// What a caller decides on. Every error of this package wraps one of these, or is ctx's own, and its text is fit to show.
var (
	ErrMissing  = errors.New("this program is not installed on this computer")
	ErrTooLong  = errors.New("it took too long and was stopped")
	ErrTooLarge = errors.New("it is larger than is safe")
	ErrKind     = errors.New("this kind of file cannot be used here")
	ErrFailed   = errors.New("the other program could not do it")
)

// The bounds of one run.
const (
	readTime     = 60 * time.Second // of one page
	layTime      = 60 * time.Second // of one paper
	askTime      = 20 * time.Second // for a version
	sayBytes     = 64 << 10         // kept of what a program says on standard error, or of its version
	tsvBytes     = 16 << 20         // of one page's words
	pictureBytes = 64 << 20         // of one picture to read
	memory       = 4 << 30          // addresses of one process, where the system can bound that: LibreOffice reserves more than it uses
	processes    = 16               // at once, of one run
	seconds      = 120              // processor time of one process
	niceness     = 5                // on Unix: others go first, but on a busy computer it still gets on
)
