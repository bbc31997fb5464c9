package bundle

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/layer"
	"ehccasefile/casefile/internal/page"
	"ehccasefile/casefile/internal/pdf"
	"ehccasefile/casefile/internal/worker"
)

// loaded is a document turned into pages.
type loaded struct {
	Document
	source *pdf.Source
	own    bool                 // its pages are ours: a picture or plain text set on A4
	frames []layer.Rect         // of each page: where its picture lies
	words  func(int) []pdf.Word // to go unseen under its pages; nil for none
	notes  []string
}

// desk holds what making one bundle needs: the reader in its own process, started when first wanted.
type desk struct {
	reader *worker.Worker
}

func (k *desk) close() {
	if k.reader != nil {
		k.reader.Close()
	}
}

func (k *desk) worker(ctx context.Context) (*worker.Worker, error) {
	if k.reader == nil {
		w, err := worker.Start(ctx)
		if err != nil {
			return nil, fmt.Errorf("start the reader: %w", err)
		}
		k.reader = w
	}
	return k.reader, nil
}

// load reads one document and turns it into pages.
func (k *desk) load(ctx context.Context, d Document) (loaded, error) {
	out := loaded{Document: d, notes: d.Notes}
	if d.bytes == nil {
		return out, errUnproven
	}
	data, err := d.bytes.read()
	if err != nil {
		return out, err
	}
	if len(data) == 0 {
		return out, errEmpty
	}
	kind := d.Type // found from the bytes when the file was taken in
	if kind == "" {
		kind = sniff(data[:min(len(data), 4096)])
	}
	var words []byte // a PDF that holds its words; nil for a picture
	switch kind {
	case casefile.FilePDF:
		words, err = k.readPDF(ctx, &out, data)
	case casefile.FileJPEG, casefile.FilePNG, casefile.FileText:
		out.own = true
		words, err = k.set(ctx, &out, kind, data)
	default:
		err = errKind
	}
	if err == nil {
		err = k.unheld(ctx, &out, words)
	}
	if err == nil {
		err = k.scanned(ctx, &out, words)
	}
	if err != nil {
		return out, err
	}
	return out, out.counted()
}

// counted looks at the number of pages, and at what the index can print of the title.
func (l *loaded) counted() error {
	n := len(l.source.Pages())
	if n == 0 {
		return errors.New("it has no pages")
	}
	if l.Expect > 0 && l.Expect != n {
		l.notes = append(l.notes, fmt.Sprintf("index.csv says %s; the file has %d.", count(l.Expect, "page"), n))
	}
	if page.Lost(l.Title) > 0 {
		l.notes = append(l.notes, "The index cannot print every letter of its title; the bookmark shows it whole.")
	}
	return nil
}

// readPDF reads a PDF, and one that we cannot read as the reader writes it afresh. It gives the bytes that could be read.
func (k *desk) readPDF(ctx context.Context, out *loaded, data []byte) ([]byte, error) {
	source, err := pdf.Read(data, pdf.DefaultLimits())
	switch {
	case errors.Is(err, pdf.ErrEncrypted):
		out.notes = append(out.notes, "It was locked against changes; its pages in the bundle are not.")
	case err != nil:
		out.notes = append(out.notes, afresh)
	}
	if err != nil {
		if data, source, err = k.repair(ctx, data); err != nil {
			return nil, err
		}
	}
	out.source = source
	out.notes = append(out.notes, source.Warnings()...)
	return data, nil
}

// afresh is said of a document whose file had to be written anew before it could be read.
const afresh = "The file had faults and was written afresh; compare its pages with the original."

// repair has the reader write a PDF afresh, without the security that opens without a password.
func (k *desk) repair(ctx context.Context, data []byte) ([]byte, *pdf.Source, error) {
	w, err := k.worker(ctx)
	if err != nil {
		return nil, nil, err
	}
	mended, err := w.Repair(ctx, data, "")
	if err != nil {
		return nil, nil, err
	}
	source, err := pdf.Read(mended, pdf.DefaultLimits())
	return mended, source, err
}

// set puts a picture or a text on pages of ours, and gives those of a text. A picture is first decoded to its end in the reader's process.
func (k *desk) set(ctx context.Context, out *loaded, kind casefile.FileType, data []byte) ([]byte, error) {
	paper := page.New("")
	var err error
	if kind == casefile.FileText {
		err = paper.Plain(data)
	} else {
		err = k.picture(ctx, paper, data)
	}
	if err != nil {
		return nil, err
	}
	made, err := paper.Bytes()
	if err != nil {
		return nil, err
	}
	out.notes = append(out.notes, paper.Notes()...)
	for _, spot := range paper.Stood() {
		out.frames = append(out.frames, spot.Rect)
	}
	out.source, err = pdf.Read(made, pdf.DefaultLimits())
	if kind != casefile.FileText {
		made = nil
	}
	return made, err
}

func (k *desk) picture(ctx context.Context, paper *page.Paper, data []byte) error {
	w, err := k.worker(ctx)
	if err != nil {
		return err
	}
	if _, err := w.Image(ctx, data); err != nil {
		return err
	}
	return paper.Picture(data)
}

// reason says in a plain sentence why a document is left out.
func reason(err error) string {
	if held, ok := errors.AsType[casefile.HeldBack](err); ok {
		return held.Why
	}
	if held, ok := errors.AsType[privateError](err); ok {
		return held.Error()
	}
	switch {
	case errors.Is(err, errUnproven):
		return "Nothing shows that it is open, so it stays out of every bundle."
	case errors.Is(err, errMarked):
		return "Under privilege, index.csv does not say open, so it stays out."
	case errors.Is(err, errOtherChild):
		return "It belongs to another child’s case, so it stays out of this bundle."
	case errors.Is(err, casefile.ErrNotFound):
		return "It is no longer in the case file."
	case errors.Is(err, casefile.ErrDamaged):
		return "It is damaged inside the case file. Add it again from the original, or open your newest copy or backup of the case file."
	case errors.Is(err, worker.ErrPassword), errors.Is(err, pdf.ErrEncrypted):
		return "It is protected by a password. Save a copy without the password and add that."
	case errors.Is(err, fs.ErrNotExist):
		return "The file is not there."
	case errors.Is(err, errOutside):
		return "It is outside the folder, so it was not opened."
	case errors.Is(err, errNotFile):
		return "It is not a file."
	case errors.Is(err, errEmpty), errors.Is(err, page.ErrEmpty):
		return "There is nothing in the file."
	case errors.Is(err, errKind):
		return "This kind of file cannot go in. Save or print it as a PDF and add that."
	case errors.Is(err, worker.ErrTooLong):
		return "It took too long to read and was stopped."
	case errors.Is(err, errBig), errors.Is(err, worker.ErrTooLarge), errors.Is(err, pdf.ErrTooLarge), errors.Is(err, page.ErrTooLarge):
		return "It is too large to go in. Save a smaller copy and add that."
	case errors.Is(err, worker.ErrDamaged), errors.Is(err, worker.ErrDied), errors.Is(err, pdf.ErrDamaged), errors.Is(err, pdf.ErrNotPDF):
		return "The file is damaged and cannot be read. Ask whoever sent it for another copy."
	}
	return fmt.Sprintf("It could not be read: %s.", strings.TrimRight(err.Error(), "."))
}
