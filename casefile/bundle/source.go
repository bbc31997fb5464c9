package bundle

import (
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

// sum is the SHA-256 of bytes, in hexadecimal digits.
func sum(data []byte) string { return fmt.Sprintf("%x", sha256.Sum256(data)) }
