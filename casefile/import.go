package casefile

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// Summary says what is inside an archive.
type Summary struct {
	Family      string
	Children    []string
	Records     int            // of all kinds
	Kinds       map[string]int // how many of each: "entries", "documents"
	Papers      int
	Bytes       int64 // of papers
	Changes     uint64
	From, Until time.Time // of the first and the last change
	Troubles    []string  // what is damaged or not known, in words; empty in a sound archive
}

// note takes the names a person knows a case by.
func (s *Summary) note(rec Record) {
	switch r := rec.(type) {
	case Family:
		s.Family = r.Name
	case Child:
		s.Children = append(s.Children, r.Name)
	}
}

// Contents reads an archive to its end, keeps nothing, and says what is inside and whether it is sound: every hash, every record and the chain of
// the history. What is wrong with single things is in the Summary; an archive that was cut short or altered since it was sealed gives
// [ErrArchiveDamaged], and the others are [ErrArchiveKey], [ErrNotArchive], [ErrNewer] and the errors of ctx and of the Opener.
func Contents(ctx context.Context, archive io.ReadSeeker, with Opener) (Summary, error) {
	u, err := readThrough(ctx, archive, with)
	if err != nil {
		return Summary{}, fmt.Errorf("read an archive: %w", err)
	}
	return u.sum, nil
}

// readThrough reads an archive from its beginning to its end and keeps nothing.
func readThrough(ctx context.Context, archive io.ReadSeeker, with Opener) (*unpacker, error) {
	u, err := unpack(ctx, archive, with)
	for n := 0; err == nil && n < len(u.m.Files); {
		n, err = u.batch(n)
	}
	if err == nil {
		err = u.end()
	}
	return u, err
}

// NewFile says where a case file is to be made, with what key, and by which clock.
type NewFile struct {
	Path string
	Key  Key
	Now  func() time.Time
}

// Import makes a new case file from an archive and opens it. The records are the same to the byte, their times included, and so are the papers; the
// history begins anew. The archive is read twice, once to check all of it and once straight into a sealed file beside the place of the new
// one, so that no plain word touches the disk; the new file gets its name only when it is whole, was read again and proved sound. It gives
// [ErrExists], the errors of [Contents] and [Create], and [ErrArchiveDamaged] or [ErrNewer] for a single thing that is wrong with the archive.
func Import(ctx context.Context, archive io.ReadSeeker, with Opener, to NewFile) (*File, error) {
	if err := absent(to.Path); err != nil {
		return nil, fmt.Errorf("import to %q: %w", to.Path, err)
	}
	f, err := importNew(ctx, archive, with, to)
	if err != nil {
		return nil, fmt.Errorf("import to %q: %w", to.Path, err)
	}
	return f, nil
}

func importNew(ctx context.Context, archive io.ReadSeeker, with Opener, to NewFile) (*File, error) {
	seen, err := readThrough(ctx, archive, with)
	if err == nil {
		err = seen.sound()
	}
	if err != nil {
		return nil, err
	}
	temp := to.Path + "." + hex.EncodeToString(randomBytes(4)) + ".new"
	f, err := create(temp, to.Key, to.Now)
	if err != nil {
		return nil, err
	}
	defer os.Remove(temp) // gone already when all went well
	defer f.Close()       // before it, because Windows removes no open file
	data := bytes.Clone(f.keys.data)
	if err := f.refill(ctx, archive, with); err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	if err := moveIn(temp, to.Path); err != nil {
		return nil, err
	}
	if err := syncFolder(filepath.Dir(to.Path)); err != nil {
		return nil, err
	}
	made, err := openWith(to.Path, func(h header) (*keys, error) { return newKeys(data, h.File) }, to.Now)
	if err == nil {
		made.hold()
	}
	return made, err
}

// sound makes an error of anything that was wrong with a single thing.
func (u *unpacker) sound() error {
	if len(u.sum.Troubles) == 0 {
		return nil
	}
	if u.newer {
		return fmt.Errorf("%w (%s)", ErrNewer, u.sum.Troubles[0])
	}
	return fmt.Errorf("%w (%s)", ErrArchiveDamaged, u.sum.Troubles[0])
}

// refill reads an archive into a new file, checks it as strictly as the first time, and then reads the file again.
func (f *File) refill(ctx context.Context, archive io.ReadSeeker, with Opener) error {
	u, err := unpack(ctx, archive, with)
	if err != nil {
		return err
	}
	for n := 0; n < len(u.m.Files); {
		err := f.Update(func(tx *Tx) (err error) {
			u.tx = tx
			n, err = u.batch(n)
			return err
		})
		if err != nil {
			return err
		}
	}
	if err := errors.Join(u.end(), u.sound()); err != nil {
		return err
	}
	h, err := f.Verify(ctx)
	if err == nil && len(h.Damaged) > 0 {
		err = fmt.Errorf("the new file: %w", ErrDamaged)
	}
	return err
}
