package worker

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// argument is what makes the program serve as a child.
const argument = "worker"

// Worker owns at most one child process, does one job at a time, and may be used by several goroutines, which then wait
// for each other.
type Worker struct {
	life  context.Context
	end   context.CancelFunc
	cache string
	times timing
	turn  chan struct{} // holds one token: whoever has it owns child and jobs
	child *child
	jobs  int
}

// Start makes a worker and starts its child, which is this very program with the argument "worker". The child is killed
// when ctx ends or Close is called, and started afresh when it died or did its share of jobs.
func Start(ctx context.Context) (*Worker, error) {
	life, end := context.WithCancel(ctx)
	w := &Worker{life: life, end: end, cache: cacheFolder(), times: usual, turn: make(chan struct{}, 1)}
	c, err := startChild(life, w.cache)
	if err != nil {
		end()
		return nil, err
	}
	w.child = c
	w.turn <- struct{}{}
	return w, nil
}

// Close kills the child. Jobs still waiting end with an error.
func (w *Worker) Close() error {
	w.end()
	<-w.turn
	w.drop()
	w.turn <- struct{}{}
	return nil
}

// cacheFolder is where compiled code is kept between runs; "" if there is no such place, and then each child compiles.
func cacheFolder() string {
	base, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	dir := filepath.Join(base, "ehc-casefile", "pdfium")
	if os.MkdirAll(dir, 0o700) != nil {
		return ""
	}
	return dir
}

// Read gives the number of pages of a PDF and the words of each. Pages beyond MaxPages and words beyond 20 MB are left
// out, with a warning. Errors: ErrPassword, ErrDamaged, ErrTooLarge, ErrTooLong, ErrDied.
func (w *Worker) Read(ctx context.Context, pdf []byte) (Contents, error) {
	var c Contents
	err := w.ask(ctx, order{Job: jobRead}, pdf, &c)
	if err == nil && (c.Pages < 0 || c.Pages > 1<<24 || len(c.Text) > MaxPages || len(c.Text) > c.Pages || len(c.Aside) > len(c.Text) || len(c.Seen) > 1+3*c.Pages) {
		return Contents{}, fmt.Errorf("%w (its answer makes no sense)", ErrDied)
	}
	return c, err
}

// Repair gives the PDF written afresh by pdfium, without security and with its references in order; password may be "".
// Errors as for Read.
func (w *Worker) Repair(ctx context.Context, pdf []byte, password string) ([]byte, error) {
	return w.do(ctx, order{Job: jobRepair, Password: password}, pdf)
}

// Inspect gives each page's size, label, words and links as a reader sees them, the outline, title, language and mode.
// The PDF may come in pieces. A document of more than MaxPages pages is ErrTooLarge. Errors as for Read.
func (w *Worker) Inspect(ctx context.Context, pdf ...[]byte) (Inspection, error) {
	var i Inspection
	body, err := w.doPieces(ctx, order{Job: jobInspect}, pdf)
	if err != nil {
		return i, err
	}
	return i, understand(body, &i)
}

// Picture draws one page, counted from 0, as a PNG at dpi dots per inch, at most 600; a page that would have more than
// 25 million pixels is drawn smaller. Errors as for Read, and ErrNoPage.
func (w *Worker) Picture(ctx context.Context, pdf []byte, page, dpi int) ([]byte, error) {
	return w.PictureWith(ctx, pdf, "", page, dpi)
}

// PictureWith is Picture for a PDF that may be locked; password may be "".
func (w *Worker) PictureWith(ctx context.Context, pdf []byte, password string, page, dpi int) ([]byte, error) {
	return w.do(ctx, order{Job: jobPicture, Password: password, Page: page, Size: dpi}, pdf)
}

// ask does a job whose result is JSON.
func (w *Worker) ask(ctx context.Context, o order, data []byte, into any) error {
	body, err := w.do(ctx, o, data)
	if err != nil {
		return err
	}
	return understand(body, into)
}

func understand(body []byte, into any) error {
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("%w (its answer could not be understood)", ErrDied)
	}
	return nil
}

// do has one job done by the child, starting a new one where there is none.
func (w *Worker) do(ctx context.Context, o order, data []byte) ([]byte, error) {
	return w.doPieces(ctx, o, [][]byte{data})
}

// doPieces is do for a file that comes in pieces.
func (w *Worker) doPieces(ctx context.Context, o order, data [][]byte) ([]byte, error) {
	size := sizeOf(data)
	if size > MaxFile {
		return nil, fmt.Errorf("%w (it has %d MB; the limit is %d MB)", ErrTooLarge, size>>20, MaxFile>>20)
	}
	if size == 0 {
		return nil, fmt.Errorf("%w (it is empty)", ErrDamaged)
	}
	if err := w.take(ctx); err != nil {
		return nil, err
	}
	defer func() { w.turn <- struct{}{} }()
	if err := w.ready(); err != nil {
		return nil, err
	}
	body, a, err := w.child.do(ctx, o, data, w.times)
	w.jobs++
	if err != nil || a.Wrong == broke || w.jobs >= jobsOfOneChild {
		w.drop()
	}
	if err != nil {
		return nil, err
	}
	return body, a.wrong()
}

// take waits for the turn.
func (w *Worker) take(ctx context.Context) error {
	select {
	case <-w.turn:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-w.life.Done():
		return fmt.Errorf("the reader was closed: %w", context.Cause(w.life))
	}
}

// ready makes sure that there is a child.
func (w *Worker) ready() error {
	if err := w.life.Err(); err != nil {
		return fmt.Errorf("the reader was closed: %w", err)
	}
	if w.child != nil {
		return nil
	}
	c, err := startChild(w.life, w.cache)
	w.child, w.jobs = c, 0
	return err
}

// drop ends the child; the next job starts another.
func (w *Worker) drop() {
	if w.child != nil {
		w.child.kill()
		w.child = nil
	}
}
