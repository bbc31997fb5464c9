package worker

import (
	"time"

	"ehccasefile/casefile/internal/limit"
)

// What one child may use, and what is particular to PDFs. What a reader of any format must keep to is in package limit.
const (
	// MaxFile is the largest file, in bytes, that is handed to the child: 200 MB.
	MaxFile = limit.File
	// MaxPages is the number of pages of one PDF whose words are read. The count of pages itself is given whatever it is.
	MaxPages = limit.Pages

	maxText      = limit.Text // bytes of words from one document
	maxPageChars = 200_000    // characters looked at on one page
	maxWords     = 3_000_000  // words with their places from one document
	maxLinks     = 200_000    // links of one document
	maxPageLinks = 20_000     // links of one page
	maxBookmarks = 50_000     // lines of one outline
	maxDepth     = 64         // levels of one outline
	maxDrawn     = 25_000_000
	maxDPI       = 600
	maxAnswer    = 256 << 20 // bytes of one answer
	maxHeader    = 64 << 10  // bytes of one frame's header

	// pdfium's own memory, and what Go may use around it in the child.
	wasmMemory  = 440 << 20 // so that the whole child stays within 512 MB
	childMemory = 1 << 30
	// The kernel's bounds, a belt over the two above. Address space is counted generously: Go reserves far more than it uses.
	childData      = 1536 << 20
	childAddresses = 6 << 30
	childSeconds   = 900 // processor seconds of one child's whole life
	childFiles     = 64
	childFileSize  = 128 << 20 // the compiled code that is kept is the one thing the child writes

	jobsOfOneChild = 200 // then a new one is started, so that nothing can pile up
)

// timing bounds how long a job may take. It is a value so that a test can ask for less.
type timing struct {
	warm time.Duration // to start the child, and to compile pdfium when no compiled code is kept
	step time.Duration // without finishing a page
	page time.Duration // added to step for each page: the whole job may take no longer
}

// usual allows a job of one page 20 seconds, and one of 3,000 pages about two and a half minutes, as long as pages keep coming.
var usual = timing{warm: 90 * time.Second, step: 20 * time.Second, page: 45 * time.Millisecond}

// whole is the longest time a job on a document of that many pages may take.
func (t timing) whole(pages int) time.Duration {
	return t.step + t.page*time.Duration(min(pages, MaxPages))
}

// longest is when the child gives up by itself, should its parent be stopped without being dead.
const longest = 10 * time.Minute
