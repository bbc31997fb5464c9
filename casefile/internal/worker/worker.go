package worker

import (
	"context"
	"errors"
)

// Worker owns one child process at a time.
type Worker struct{}

// ErrPassword means that the PDF needs a password, or another one.
var ErrPassword = errors.New("this PDF needs a password")

// IfAsked serves as the child when the program was started with the argument "worker", and then ends the program.
func IfAsked() {}

var errSoon = errors.New("not yet")

// Start makes a worker; its child is killed when ctx ends.
func Start(ctx context.Context) (*Worker, error) { return &Worker{}, nil }

// Read gives the number of pages of a PDF and the text of each.
func (w *Worker) Read(ctx context.Context, pdf []byte) (Contents, error) { return Contents{}, errSoon }

// Repair gives the PDF saved afresh and without security.
func (w *Worker) Repair(ctx context.Context, pdf []byte, password string) ([]byte, error) {
	return nil, errSoon
}

// Inspect gives pages, words, links and bookmarks of a PDF.
func (w *Worker) Inspect(ctx context.Context, pdf []byte) (Inspection, error) {
	return Inspection{}, errSoon
}

// Picture draws one page, counted from 0, as a PNG.
func (w *Worker) Picture(ctx context.Context, pdf []byte, page, dpi int) ([]byte, error) {
	return nil, errSoon
}

// Image checks that a JPEG or PNG decodes to its end.
func (w *Worker) Image(ctx context.Context, data []byte) (ImageInfo, error) {
	return ImageInfo{}, errSoon
}

// Close ends the child.
func (w *Worker) Close() error { return nil }
