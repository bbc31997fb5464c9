package bundle

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ehccasefile/casefile/internal/pdf"
	"ehccasefile/casefile/internal/worker"
)

// A PDF goes in by the first of these ways that works, and the report says which it was: as it is; written afresh by the reader, with a
// password where the family gave one; as pictures of its pages. What none of them can do is left out with its reason.

// What is said of a document that could not simply be copied.
const (
	afresh    = "The file had faults and was written afresh; compare its pages with the original."
	unlocked  = "It was locked against changes; its pages in the bundle are not."
	opened    = "It was opened with a password you gave. Its pages in the bundle need none."
	answered  = "The answers in its form were drawn by this program; compare them with the original."
	asPicture = "Its pages could not be copied, so they are pictures, whose words cannot be searched; compare them with the original."
)

// readPDF reads a PDF by the first way that works. It gives the bytes that could be read.
func (k *desk) readPDF(ctx context.Context, out *loaded, data []byte) ([]byte, error) {
	source, err := pdf.Read(data, pdf.DefaultLimits())
	if err != nil {
		if data, source, err = k.rescue(ctx, out, data, errors.Is(err, pdf.ErrEncrypted)); err != nil {
			return nil, err
		}
	}
	if source.Unfilled() {
		data, source = k.filled(ctx, out, data, source)
	}
	if data, source, err = k.agreed(ctx, out, data, source); err != nil {
		return nil, err
	}
	out.source, out.data = source, data
	out.notes = append(out.notes, source.Warnings()...)
	return data, nil
}

// rescue finds a way in for a PDF that we cannot read as it is.
func (k *desk) rescue(ctx context.Context, out *loaded, data []byte, locked bool) ([]byte, *pdf.Source, error) {
	mended, source, given, err := k.repair(ctx, data)
	switch {
	case err == nil && given:
		out.notes = append(out.notes, opened)
	case err == nil && locked:
		out.notes = append(out.notes, unlocked)
	case err == nil:
		out.notes = append(out.notes, afresh)
	case ctx.Err() == nil && !errors.Is(err, worker.ErrPassword):
		for _, from := range [][]byte{mended, data} {
			if drawn, pictures, failed := k.pictured(ctx, from, -1); failed == nil {
				out.notes = append(out.notes, asPicture)
				return drawn, pictures, nil
			}
		}
	}
	return mended, source, err
}

// repair has the reader write a PDF afresh, without its security. It tells whether one of the family's passwords was needed. The bytes
// are given even where we cannot read them either.
func (k *desk) repair(ctx context.Context, data []byte) (mended []byte, source *pdf.Source, given bool, err error) {
	w, err := k.worker(ctx)
	if err != nil {
		return nil, nil, false, err
	}
	for i, password := range append([]string{""}, k.passwords...) {
		mended, err = w.Repair(ctx, data, password)
		given = i > 0
		if !errors.Is(err, worker.ErrPassword) {
			break
		}
	}
	if err != nil {
		return nil, nil, given, err
	}
	source, err = pdf.Read(mended, pdf.DefaultLimits())
	return mended, source, given, err
}

// pictured draws one page of a PDF, counted from 0, or all of them for -1.
func (k *desk) pictured(ctx context.Context, data []byte, page int) ([]byte, *pdf.Source, error) {
	w, err := k.worker(ctx)
	if err != nil {
		return nil, nil, err
	}
	drawn, err := w.Facsimile(ctx, data, page)
	if err != nil {
		return nil, nil, err
	}
	source, err := pdf.Read(drawn, pdf.DefaultLimits())
	return drawn, source, err
}

// filled has the reader draw the answers of a form that do not say how they look. Where that fails the file stays as it is, and its
// warning says that answers may be missing.
func (k *desk) filled(ctx context.Context, out *loaded, data []byte, was *pdf.Source) ([]byte, *pdf.Source) {
	w, err := k.worker(ctx)
	if err != nil {
		return data, was
	}
	drawn, err := w.Fill(ctx, data)
	if err != nil {
		return data, was
	}
	source, err := pdf.Read(drawn, pdf.DefaultLimits())
	if err != nil || len(source.Pages()) != len(was.Pages()) {
		return data, was
	}
	if whole := source.Answered(); whole != nil {
		out.notes = append(out.notes, answered)
		return drawn, whole
	}
	return drawn, source
}

// agreed compares the pages we found with those another reader finds: the one who took the paper in, or for a mended file the one in
// the child process. Where that one finds more, what it writes afresh goes in.
func (k *desk) agreed(ctx context.Context, out *loaded, data []byte, source *pdf.Source) ([]byte, *pdf.Source, error) {
	ours, theirs := len(source.Pages()), out.Pages
	if source.Mended() {
		w, err := k.worker(ctx)
		if err != nil {
			return nil, nil, err
		}
		n, err := w.Count(ctx, data, "")
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		if err == nil {
			theirs = n
		}
	}
	if theirs <= 0 || theirs == ours {
		return data, source, nil
	}
	if theirs > ours {
		mended, other, _, err := k.repair(ctx, data)
		if err == nil && len(other.Pages()) == theirs {
			if !slices.Contains(out.notes, afresh) {
				out.notes = append(out.notes, afresh)
			}
			return mended, other, nil
		}
	}
	out.notes = append(out.notes, fmt.Sprintf("%s of it went in, but another reader finds %d. Compare it with the original.", count(ours, "page"), theirs))
	return data, source, ctx.Err()
}

// mend finds another way in for a document that could be read and then not be copied: written afresh, then with pictures in place of
// those pages that cannot be copied, then as pictures all of it.
func (k *desk) mend(ctx context.Context, d *placed) error {
	if d.blacked != nil {
		return errors.New("its pages could not be drawn anew") // what would be read again is the document without its black
	}
	in, err := d.bytes.read()
	if err != nil {
		return err
	}
	data := in.Data
	if mended, source, _, err := k.repair(ctx, data); err == nil {
		if alone(ctx, source) == nil {
			d.source, d.notes = source, append(d.notes, afresh)
			return nil
		}
		data = mended
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if k.pieced(ctx, d, data) == nil {
		return nil
	}
	_, source, err := k.pictured(ctx, data, -1)
	if err == nil {
		err = alone(ctx, source)
	}
	if err == nil {
		d.source, d.words, d.notes = source, nil, append(d.notes, asPicture)
	}
	return err
}

var errWhole = errors.New("no page of it can be copied")

// pieced copies a document page by page, and draws those pages that cannot be copied.
func (k *desk) pieced(ctx context.Context, d *placed, data []byte) error {
	source, err := pdf.Read(data, pdf.DefaultLimits())
	if err != nil {
		return err
	}
	n := len(source.Pages())
	var parts []pdf.Part
	var drawn []string
	for i := range n {
		one := source.Only(i)
		if err := alone(ctx, one); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if _, one, err = k.pictured(ctx, data, i); err != nil {
				return err
			}
			drawn = append(drawn, fmt.Sprint(i+1))
		}
		parts = append(parts, pdf.Part{Source: one, BackTo: -1})
	}
	if len(drawn) == n || len(drawn) == 0 {
		return errWhole // as one document it is better drawn whole
	}
	whole, err := joinedParts(ctx, parts)
	if err != nil {
		return err
	}
	d.source, d.words = whole, nil
	d.notes = append(d.notes, fmt.Sprintf("Of its pages, these could not be copied and are pictures: %s. Compare them with the original.", listOf(drawn)))
	return nil
}

// joinedParts puts parts together as one source, of the sizes they have.
func joinedParts(ctx context.Context, parts []pdf.Part) (*pdf.Source, error) {
	var out bytes.Buffer
	if err := pdf.Assemble(ctx, &out, pdf.Book{Parts: parts}, nil); err != nil {
		return nil, err
	}
	return pdf.Read(out.Bytes(), pdf.DefaultLimits())
}

// listOf names pages, and stops where the list grows long.
func listOf(pages []string) string {
	const most = 12
	if len(pages) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(pages[:most], ", "), len(pages)-most)
	}
	return strings.Join(pages, ", ")
}
