package intake

import (
	"context"
	"errors"

	"ehccasefile/casefile"
)

// ErrNoPicture means that a paper has no pages that could be drawn: show its words or its notes instead.
var ErrNoPicture = errors.New("this paper has no page that can be shown")

// Picture draws one page, counted from 0, of a paper as a PNG for the window, at dpi dots per inch: of a PDF its own page, of anything else the page
// that was made of it. The page is drawn in the child process. A page that cannot be drawn gives an error whose text is fit to show.
func Picture(ctx context.Context, f *casefile.File, d casefile.Document, page, dpi int) ([]byte, error) {
	return PictureWith(ctx, f, d, Place{page, dpi}, nil)
}

// Place is a page, counted from 0, and how sharply it is drawn, in dots per inch.
type Place struct{ Page, DPI int }

// PictureWith is Picture for a PDF that may be locked: each of the passwords is tried on it, and ErrPassword comes back where none opens it.
func PictureWith(ctx context.Context, f *casefile.File, d casefile.Document, at Place, passwords []string) ([]byte, error) {
	pages, err := Pages(f, d)
	if err != nil {
		return nil, err
	}
	w, err := reader.borrow()
	if err != nil {
		return nil, err
	}
	defer reader.giveBack()
	picture, err := w.Picture(ctx, pages, at.Page, at.DPI)
	for _, password := range passwords {
		if !errors.Is(err, ErrPassword) {
			break
		}
		picture, err = w.PictureWith(ctx, pages, password, at.Page, at.DPI)
	}
	return picture, err
}

// Pages gives the PDF that shows a paper: itself, or the one made of it. It gives ErrNoPicture where there is none.
func Pages(f *casefile.File, d casefile.Document) (pdf []byte, err error) {
	err = f.View(func(tx *casefile.Tx) error {
		t, err := casefile.TextOf(tx, d.ID)
		if err != nil { // a PDF shows itself, whatever is known of its words
			t = casefile.Text{}
		}
		blob, made := t.Shows(d)
		if !made && d.Type != casefile.FilePDF {
			return ErrNoPicture
		}
		pdf, err = tx.Read(blob)
		return err
	})
	return pdf, err
}
