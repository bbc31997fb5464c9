package pdf

import "errors"

// What a caller decides on. Everything Read gives back wraps one of these.
var (
	ErrNotPDF    = errors.New("this is not a PDF file")
	ErrEncrypted = errors.New("this PDF is protected by a password")
	ErrDamaged   = errors.New("this PDF is damaged")
	ErrTooLarge  = errors.New("this PDF is larger than we can take")
)

// Source is a PDF that was read. It does not change after Read and may be used
// by several goroutines at once.
type Source struct{ pages []Page }

// Page is one page as a reader sees it.
type Page struct {
	Width, Height float64 // as displayed, after cropping and turning, in points
	Rotate        int     // how far the reader's program turns it clockwise: 0, 90, 180 or 270
}

// Read opens a PDF. It keeps data, which must not change afterwards.
func Read(data []byte, lim Limits) (*Source, error) { return nil, ErrDamaged }

// Pages lists the pages in reading order.
func (s *Source) Pages() []Page { return s.pages }

// Warnings says in plain words what will not survive copying, and what was
// found broken.
func (s *Source) Warnings() []string { return nil }
