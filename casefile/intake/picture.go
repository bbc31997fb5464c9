package intake

import (
	"context"
	"errors"

	"ehccasefile/casefile"
)

// ErrNoPicture means that a paper of this type has no picture: show its words instead.
var ErrNoPicture = errors.New("plain text has no picture; its words are shown instead")

// a4Long is the longer side of A4 in inches: a photograph is shown as if it filled the sheet.
const a4Long = 11.69

// Picture draws one page, counted from 0, of a paper as a PNG for the window, at dpi dots per inch; a photograph is one page,
// upright, as large as a sheet of A4 at that resolution but never larger than it is. The page is drawn in the child process. A
// page that cannot be drawn gives an error whose text is fit to show.
func Picture(ctx context.Context, data []byte, t casefile.FileType, page, dpi int) ([]byte, error) {
	if t == casefile.FileText {
		return nil, ErrNoPicture
	}
	w, err := reader.borrow()
	if err != nil {
		return nil, err
	}
	defer reader.giveBack()
	if t == casefile.FilePDF {
		return w.Picture(ctx, data, page, dpi)
	}
	if page != 0 {
		return nil, errors.New("a photograph has one page")
	}
	return w.Photo(ctx, data, int(a4Long*float64(dpi)))
}
