package bundle

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"

	"ehccasefile/casefile"
)

// source is where a document's bytes come from. There are three: a paper of a case file, which was shown to be open, a file of a
// folder, and pages of our own, which say nothing but what stands on papers that are in the bundle (ours.go). It has no name outside this package, so no third can be made elsewhere.
type source interface {
	// read gives what shows it as it is now; an error where it may not go in.
	read() (casefile.Shown, error)
	// still tells whether what was read may still go in.
	still() error
}

// shown is a paper of a case file. What makes it one is the proof that it is open.
type shown struct {
	casefile.Showable
	child     casefile.CaseID // whose bundle it is
	agreement bool            // it is a pack that a signed mediation agreement may go into
}

var (
	errOtherChild = errors.New("the paper belongs to another child")
	errAgreement  = errors.New("a mediation agreement does not go into this bundle")
)

func (s shown) read() (casefile.Shown, error) {
	now, err := s.Pages()
	if err == nil {
		err = s.fits(now.Document)
	}
	if err != nil {
		return casefile.Shown{}, err
	}
	return now, nil
}

func (s shown) still() error {
	now, err := s.Again()
	if err != nil {
		return err
	}
	return s.fits(now.Document())
}

// fits tells that a paper is the child's or the whole family's, and no mediation agreement where none goes in.
func (s shown) fits(d casefile.Document) error {
	if d.Child != "" && d.Child != s.child {
		return errOtherChild
	}
	if d.Kind == casefile.DocumentMediationAgreement && !s.agreement {
		return errAgreement
	}
	return nil
}

// filed is a file of a folder, where no record says what may be shown.
type filed struct {
	folder folder
	name   string
	open   bool // index.csv says that the Tribunal may see it
}

func (f filed) read() (casefile.Shown, error) {
	data, err := f.folder.read(f.name)
	return casefile.Shown{Data: data}, err
}
func (f filed) still() error { return nil }

// errUnproven is given for a document that came neither from a case file nor from a folder.
var errUnproven = errors.New("nothing shows that it is open")

// stillOpen takes the proof of every document again, last of all before the bundle is given away: one that was marked as held back
// while the bundle was being made stops it.
func (l *layout) stillOpen() error {
	for _, c := range l.chapters {
		for _, d := range c.docs {
			if d.gone != "" {
				continue // sheets of ours stand there
			}
			if err := d.bytes.still(); err != nil {
				return casefile.Problem{Field: "bundle", Say: fmt.Sprintf("“%s” was changed while the bundle was being made, and may not go in: %s The bundle was not kept. Make it again.", d.Title, reason(err))}
			}
		}
	}
	return nil
}

// unheld looks whether the words of a file of a folder, its name or its title say that it is not for the Tribunal. What it found is the
// error; what it could not look at is a note. pdf is the document as a PDF; nil for a picture, which has no words.
func (k *desk) unheld(ctx context.Context, out *loaded, pdf []byte) error {
	file, isFile := out.bytes.(filed)
	if !isFile || file.open {
		return nil
	}
	if words := privateWords(file.name + "\n" + out.Title); words != "" {
		return privateError{words, 0}
	}
	if pdf == nil {
		return nil
	}
	w, err := k.worker(ctx)
	if err != nil {
		return err
	}
	seen, err := w.Read(ctx, pdf)
	if err != nil {
		out.notes = append(out.notes, "Its words could not be read. Look yourself whether it says “without prejudice”.")
		return ctx.Err()
	}
	for i, page := range seen.Text {
		if words := privateWords(page); words != "" {
			return privateError{words, i + 1}
		}
	}
	return nil
}

// sum is the SHA-256 of bytes, in hexadecimal digits.
func sum(data []byte) string { return fmt.Sprintf("%x", sha256.Sum256(data)) }
