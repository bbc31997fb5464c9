// Package photo makes pictures ready for a page: scans, phone photographs, faxes and screenshots, as they arrive. It takes
// the bytes of a file and gives pages; it opens no file and no network, and is meant to run where memory and time are bounded
// from outside as well.
//
// It promises that
//   - the kind is told by content, never by name;
//   - a page is upright, holds no place, time or camera beside its pixels, has white where the picture was see-through, and
//     no more than limit.DPI dots an inch on A4;
//   - a crooked scan of text is straightened and a scanner's black edge taken off only on strong evidence, never on a
//     photograph, and what was done is said, so that it can be undone by asking for the picture as it is;
//   - the size is read before anything is decoded, and a file that asks for more than limit allows ends in [ErrTooLarge];
//   - whatever is wrong with a file ends in one of the package's errors, or in a page with a note that says what is missing.
//
// Its limits: profiles of colour are passed on inside the page and not worked out, CMYK is turned to RGB by plain
// arithmetic, and AVIF, JPEG 2000, camera raw files, CIE Lab and floating-point TIFFs are refused with a reason.
package photo

import (
	"errors"
	"fmt"
)

// The ways a picture can fail. What is given wraps one of them, with what was wrong after it.
var (
	// ErrKind: not a picture, or of a kind that cannot be shown.
	ErrKind = errors.New("this kind of picture cannot be shown")
	// ErrDamaged: no part of it that could be shown was found.
	ErrDamaged = errors.New("the picture's file is damaged")
	// ErrTooLarge: it asks for more pixels or memory than a picture may have.
	ErrTooLarge = errors.New("the picture is too large to be shown")
)

func damaged(format string, a ...any) error { return wrong(ErrDamaged, format, a...) }
func refused(format string, a ...any) error { return wrong(ErrKind, format, a...) }
func tooLarge(format string, a ...any) error {
	return wrong(ErrTooLarge, format, a...)
}

func wrong(kind error, format string, a ...any) error {
	return fmt.Errorf("%w: %s", kind, fmt.Sprintf(format, a...))
}

// Wish is what a family wants done with a picture. The zero value is the usual: straight and trimmed where that is safe.
type Wish struct {
	AsIs bool // neither straightened nor trimmed
}

// Page is one picture made ready.
type Page struct {
	Data          []byte   // a JPEG or a PNG, upright
	Format        string   // "jpeg" or "png"
	Width, Height int      // pixels of Data
	DPI           float64  // dots an inch of Data, the same both ways; 0 where the file does not say or says nonsense
	Untouched     bool     // the coded pixels are the original's: only what stands beside them was cut out
	Words         bool     // it looks like a page of text, scanned or photographed: reading its words makes sense
	Done          []string // what was done that a person may want undone: "Turned 1.8°", "Trimmed"
	Notes         []string // plain sentences on what is missing or changed
	Hidden        bool     // camera, time, place or comments were left out of this copy
	Likeness      Likeness // to find the same page scanned again
}

// The things a page can say of itself in Notes.
const (
	noteCut     = "Part of this picture is missing or damaged. What could be read is shown."
	noteFrames  = "This picture moves. Only its first moment is shown."
	noteMany    = "This file has more pages than can be shown. The first %d are."
	noteProcess = "The colours were mixed for a printing press (CMYK) and may look a little different here."
)
