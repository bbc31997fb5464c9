package pdf

import (
	"context"
	"errors"
	"fmt"
)

// What a caller decides on. Everything Read gives back wraps one of these.
var (
	ErrNotPDF    = errors.New("this is not a PDF file")
	ErrEncrypted = errors.New("this PDF is protected by a password")
	ErrDamaged   = errors.New("this PDF is damaged")
	ErrTooLarge  = errors.New("this PDF is larger than we can take")
)

// Source is a PDF that was read. It does not change after Read and may be used
// by several goroutines, and in several books, at once.
type Source struct {
	file     *file
	leaves   []leaf
	warnings []string
	found    [losses]bool
	seen     glances
}

// Page is one page as a reader sees it.
type Page struct {
	Width, Height float64 // as displayed, after cropping and turning, in points
	Rotate        int     // how far the reader's program turns it clockwise: 0, 90, 180 or 270
}

// Read opens a PDF, whole or damaged, within the limits. It keeps data, which
// must not change afterwards. Its errors wrap ErrNotPDF, ErrEncrypted (whatever
// the password, even an empty one), ErrDamaged or ErrTooLarge.
func Read(data []byte, lim Limits) (s *Source, err error) {
	defer belt(&err)
	r, err := open(context.Background(), data, lim.filled())
	if err != nil {
		return nil, err
	}
	pages, lost, err := r.pageList()
	if err != nil {
		return nil, err
	}
	a := audit{reader: r}
	a.document()
	for i, l := range pages {
		if err := a.page(i+1, l); err != nil {
			return nil, err
		}
	}
	if r.purse.err != nil {
		return nil, r.purse.err
	}
	r.keep()
	return &Source{file: r.file, leaves: pages, warnings: append(a.count(len(pages), lost), a.words()...), found: a.found}, nil
}

// pageList walks the page tree; where it leads to nothing, the file's own table
// of objects is given up and the tree looked for in its bytes.
func (r *reader) pageList() ([]leaf, int, error) {
	pages, lost, err := r.leaves()
	if err == nil || r.rebuilt || !errors.Is(err, ErrDamaged) {
		return pages, lost, err
	}
	if err := r.rebuild(); err != nil {
		return nil, 0, err
	}
	if r.value(r.trailer.get("Encrypt")) != nil {
		return nil, 0, fmt.Errorf("%w (found while repairing it)", ErrEncrypted)
	}
	return r.leaves()
}

// Pages lists the pages in reading order.
func (s *Source) Pages() []Page {
	out := make([]Page, len(s.leaves))
	for i, l := range s.leaves {
		w, h := l.view.size()
		out[i] = Page{Width: w, Height: h, Rotate: l.view.turn}
	}
	return out
}

// Warnings says in plain words what will not survive copying, and what was
// found broken; nothing for most files.
func (s *Source) Warnings() []string { return append([]string(nil), s.warnings...) }

// Mended tells that the file was put back together from what could be found, or lost pages: another reader may see it otherwise.
func (s *Source) Mended() bool { return s.found[damaged] || s.found[lostPages] }

// Unfilled tells that answers of its form may not show in a copy, because the file does not say how they look.
func (s *Source) Unfilled() bool { return s.found[emptyFields] || s.found[staleFields] }

// Answered gives the source of a file whose answers were just drawn, which still asks readers to draw them anew; nil where an answer
// has no look even so.
func (s *Source) Answered() *Source {
	if s.found[emptyFields] {
		return nil
	}
	out := &Source{file: s.file, leaves: s.leaves, found: s.found}
	out.found[staleFields] = false
	for _, w := range s.warnings {
		if w != emptySay {
			out.warnings = append(out.warnings, w)
		}
	}
	return out
}

// Only gives the source of some of its pages, counted from 0, in that order. It says nothing by itself of what was found in the whole.
func (s *Source) Only(pages ...int) *Source {
	out := &Source{file: s.file}
	for _, i := range pages {
		out.leaves = append(out.leaves, s.leaves[i])
	}
	return out
}

// Size is how many bytes the file has.
func (s *Source) Size() int { return len(s.file.b) }
