package bundle

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/page"
	"ehccasefile/casefile/internal/pdf"
	"ehccasefile/casefile/internal/worker"
)

// loaded is a document turned into pages.
type loaded struct {
	Document
	source *pdf.Source
	own    bool                 // its pages are ours: a picture or words set on A4
	sum    string               // SHA-256 of the bytes its pages are made from
	paper  string               // SHA-256 of the paper itself, where that may be another file
	words  func(int) []pdf.Word // read off its pages that are pictures, to go unseen under them; nil where none were
	unseen string               // words of the file that its pages do not show
	blind  bool                 // it has words that can only be seen
	notes  []string

	data    []byte   // the PDF that source was read from
	shows   []byte   // the PDF as it came, in which places to black out are marked
	blacked *blacked // what was drawn anew for a redacted copy; nil for a document that is shown whole
}

// desk holds what making one bundle needs: the reader in its own process, started when first wanted.
type desk struct {
	reader    *worker.Worker
	starting  sync.Mutex // documents are loaded several at a time
	passwords []string   // that the family gave, to be tried on what is locked
	redacted  bool       // what is to be blacked out is
}

func (k *desk) close() {
	k.starting.Lock()
	defer k.starting.Unlock()
	if k.reader != nil {
		k.reader.Close()
	}
}

func (k *desk) worker(ctx context.Context) (*worker.Worker, error) {
	k.starting.Lock()
	defer k.starting.Unlock()
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
	in, err := d.bytes.read()
	if err != nil {
		return out, err
	}
	if mine, ok := d.bytes.(*ours); ok {
		return out, mine.load(&out)
	}
	if len(in.Data) == 0 {
		return out, errEmpty
	}
	if out.sum = in.SHA256; out.sum == "" {
		out.sum = sum(in.Data)
	}
	kind := d.Type // found from the bytes when the file was taken in
	if kind == "" {
		kind = casefile.Sniff(in.Data[:min(len(in.Data), 4096)])
	}
	if in.Document.ID != "" {
		out.paper = in.Document.Blob.SHA256
		out.Redaction = in.Document.Redaction
	}
	var words []byte // a PDF that holds its words; nil for a picture
	switch {
	case in.Made || kind == casefile.FilePDF:
		out.own, out.shows = in.Own, in.Data
		if words, err = k.readPDF(ctx, &out, in.Data); err == nil && isSame(words, in.Data) {
			out.source.Know(in.Seen)
		}
	case kind == casefile.FileAudio || kind == casefile.FileVideo:
		err = k.recording(&out, kind, in.Data)
	default:
		words, err = k.make(ctx, &out, kind, in.Data)
	}
	if err == nil {
		err = k.unheld(ctx, &out, words)
	}
	if err == nil {
		err = k.scanned(ctx, &out, in.Layer, words)
	}
	if err == nil {
		err = k.redact(ctx, &out)
	}
	if err != nil {
		return out, err
	}
	return out, out.counted()
}

// isSame tells whether two slices are the very same bytes in memory.
func isSame(a, b []byte) bool { return len(a) == len(b) && len(a) > 0 && &a[0] == &b[0] }

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

// make has the reader make pages of what has none: a file of a folder, or a paper that an older version took in. It gives those that hold words.
func (k *desk) make(ctx context.Context, out *loaded, kind casefile.FileType, data []byte) ([]byte, error) {
	w, err := k.worker(ctx)
	if err != nil {
		return nil, err
	}
	ready, err := w.Ready(ctx, data, string(kind))
	if err != nil {
		return nil, err
	}
	if ready.Form == nil {
		return nil, errKind
	}
	out.own, out.unseen, out.data, out.shows = true, ready.Unseen, ready.Form, ready.Form
	out.notes = append(out.notes, ready.Notes...)
	if out.source, err = pdf.Read(ready.Form, pdf.DefaultLimits()); err != nil || kind.Picture() { // by its own beginning, whatever was made of it
		out.blind = slices.ContainsFunc(ready.Looks, func(l worker.Look) bool { return l.Words })
		return nil, err
	}
	return ready.Form, nil
}

// recording stands a page in for what cannot be printed: it says that the family holds it, and how to tell it from another.
func (k *desk) recording(out *loaded, kind casefile.FileType, data []byte) error {
	p := page.New("")
	p.Page()
	p.Write(page.Title, "Recording held by the family")
	p.Gap(12)
	for _, line := range recordingLines(out.Document, kind, data) {
		p.Write(page.Body, line)
		p.Gap(4)
	}
	made, err := p.Bytes()
	if err != nil {
		return err
	}
	out.own = true
	out.notes = append(out.notes, "A recording cannot be printed. A page stands in its place. Ask the Tribunal before you rely on it.")
	out.source, err = pdf.Read(made, pdf.DefaultLimits())
	return err
}

func sizeWords(bytes int) string {
	if bytes < 1e6 {
		return fmt.Sprintf("%d KB", max(1, bytes/1000))
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
}

func recordingLines(d Document, kind casefile.FileType, data []byte) []string {
	lines := []string{"What it is: " + d.Title + " (" + strings.ToLower(kind.Title()) + ")"}
	if !d.On.IsZero() {
		lines = append(lines, "Made on: "+d.On.Long())
	}
	if d.Author != "" {
		lines = append(lines, "Made by: "+d.Author)
	}
	return append(lines, "Size: "+sizeWords(len(data)), fmt.Sprintf("SHA-256, by which it can be told from any other: %x", sha256.Sum256(data)),
		"The recording itself is not in this bundle. The family can provide it if the Tribunal asks for it.")
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
	case errors.Is(err, errUnlooked):
		return "Its words could not be read, so nobody knows whether it is private. Look at it yourself." + wayRound
	case errors.Is(err, errUnproven):
		return "Nothing shows that it is open, so it stays out of every bundle."
	case errors.Is(err, errMarked):
		return "Under privilege, index.csv does not say open, so it stays out."
	case errors.Is(err, errOtherChild):
		return "It belongs to another child’s case, so it stays out of this bundle."
	case errors.Is(err, errAgreement):
		return "A mediation agreement goes only into a full bundle for a complaint or a letter before claim, so it stays out of this one."
	case errors.Is(err, casefile.ErrNotFound):
		return "It is no longer in the case file."
	case errors.Is(err, casefile.ErrDamaged):
		return "It is damaged inside the case file. Add it again from the original, or open your newest copy or backup of the case file."
	case errors.Is(err, worker.ErrPassword), errors.Is(err, pdf.ErrEncrypted):
		return "It is protected by a password. Give the password, or save a copy without it and add that."
	case errors.Is(err, fs.ErrNotExist):
		return "The file is not there."
	case errors.Is(err, errOutside):
		return "It is outside the folder, so it was not opened."
	case errors.Is(err, errNotFile):
		return "It is not a file."
	case errors.Is(err, errEmpty), errors.Is(err, page.ErrEmpty):
		return "There is nothing in the file."
	case errors.Is(err, errKind), errors.Is(err, worker.ErrKind):
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
