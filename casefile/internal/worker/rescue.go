package worker

import (
	"bytes"
	"context"
	"fmt"
	"image/jpeg"
	"strconv"

	"ehccasefile/casefile/internal/page"

	"github.com/klippa-app/go-pdfium/requests"
)

// What is done for a PDF that our own parser cannot copy, or not whole: its pages are counted a second time, the answers of its form
// are drawn, and where nothing else helps its pages are drawn as pictures.

// Count gives how many pages pdfium finds in a PDF; password may be "". Errors as for Read.
func (w *Worker) Count(ctx context.Context, pdf []byte, password string) (int, error) {
	body, err := w.do(ctx, order{Job: jobCount, Password: password}, pdf)
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(string(body))
	if err != nil || n < 1 {
		return 0, fmt.Errorf("%w (its answer could not be understood)", ErrDied)
	}
	return n, nil
}

// Fill gives the PDF written afresh with the answers of its form drawn that had no look of their own. Errors as for Read.
func (w *Worker) Fill(ctx context.Context, pdf []byte) ([]byte, error) {
	return w.do(ctx, order{Job: jobFill}, pdf)
}

// Facsimile gives a PDF of one picture, of 200 dots to the inch, for each page of a PDF: page is one of them, counted from 0, or -1
// for all, of which there may be MaxFacsimile. What the pages said can be seen there and no longer searched. Errors as for Read, and
// ErrNoPage.
func (w *Worker) Facsimile(ctx context.Context, pdf []byte, page int) ([]byte, error) {
	return w.do(ctx, order{Job: jobFacsimile, Page: page, Size: facsimileDPI}, pdf)
}

const (
	// MaxFacsimile is the most pages of one document that are drawn as pictures: each takes a second and up to a megabyte.
	MaxFacsimile = 200

	facsimileDPI  = 200
	facsimileJPEG = 85 // quality, of 100
)

// count is the job of Worker.Count.
func count(d *desk, o order, pdf []byte) ([]byte, error) {
	p, err := d.open(pdf, o.Password)
	if err != nil {
		return nil, err
	}
	defer p.close()
	return strconv.AppendInt(nil, int64(p.pages), 10), nil
}

// fill is the job of Worker.Fill. To draw a page with its form is what has pdfium make the looks that are missing; they are then saved.
func fill(d *desk, _ order, pdf []byte) ([]byte, error) {
	p, err := d.open(pdf, "")
	if err != nil {
		return nil, err
	}
	defer p.close()
	for i := range min(p.pages, MaxPages) {
		drawn, err := p.drawn(i, 72)
		if err != nil {
			return nil, p.fault(err)
		}
		drawn.Cleanup()
		d.going(working, p.pages)
	}
	out := &bounded{most: maxAnswer}
	if _, err := p.FPDF_SaveAsCopy(&requests.FPDF_SaveAsCopy{
		Document: p.doc, Flags: requests.SaveFlagRemoveSecurity, FileWriter: out,
	}); err != nil {
		return nil, p.fault(err)
	}
	return out.bytes, nil
}

// facsimile is the job of Worker.Facsimile.
func facsimile(d *desk, o order, pdf []byte) ([]byte, error) {
	p, err := d.open(pdf, "")
	if err != nil {
		return nil, err
	}
	defer p.close()
	from, to := o.Page, o.Page+1
	if o.Page < 0 {
		from, to = 0, p.pages
	}
	switch {
	case to > p.pages:
		return nil, detail{fault: noPage, say: fmt.Sprintf("page %d of %d", to, p.pages)}
	case to-from > MaxFacsimile:
		return nil, detail{fault: tooLarge, say: fmt.Sprintf("more than %d pages would have to be drawn as pictures", MaxFacsimile)}
	}
	paper := page.New("")
	for i := from; i < to; i++ {
		if err := p.copyOnto(paper, i, o.Size); err != nil {
			return nil, err
		}
		d.going(working, p.pages)
	}
	return paper.Bytes()
}

// copyOnto draws page i and puts the picture on a page of the same size.
func (p *paper) copyOnto(onto *page.Paper, i, dpi int) error {
	v, err := p.view(i)
	if err != nil {
		return p.fault(err)
	}
	drawn, err := p.drawn(i, dpi)
	if err != nil {
		return p.fault(err)
	}
	defer drawn.Cleanup()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, drawn.Result.RenderedImage, &jpeg.Options{Quality: facsimileJPEG}); err != nil {
		return fmt.Errorf("write the picture: %w", err)
	}
	return onto.Facsimile(b.Bytes(), v.width(), v.height())
}
