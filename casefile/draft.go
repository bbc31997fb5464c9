package casefile

import (
	"errors"
	"fmt"
)

// maxDraft bounds what is kept of unsaved writing: many times what anybody types in one sitting.
const maxDraft = 8 << 20

// KeepDraft keeps what somebody has begun to write and not saved, sealed like everything else, in the place of what was kept so before; nothing
// removes it. When it returns nil, it is on the disk. It is no record: no list, search, archive or history knows it, [File.OnChange] is not told, and a draft that was put
// back by a stranger's hand would not be noticed. It gives the errors of [File.Update].
func (f *File) KeepDraft(words []byte) error {
	if err := f.keepDraft(words); err != nil {
		return fmt.Errorf("keep what is being written in %q: %w", f.path, err)
	}
	return nil
}

func (f *File) keepDraft(words []byte) error {
	if len(words) > maxDraft {
		return Problem{"draft", "This is too long to be kept while it is being written. Save it in parts."}
	}
	tx, err := f.begin(true)
	if err != nil {
		return err
	}
	defer tx.end()
	if err := tx.putDraft(words); err != nil {
		return err
	}
	if err := f.hasRoom(tx.grows); err != nil {
		return err
	}
	return f.commit(tx)
}

// putDraft writes or removes it; a file made by an earlier version gets the bucket for it.
func (tx *Tx) putDraft(words []byte) (err error) {
	defer guard(&err)
	if _, err := tx.b.CreateBucketIfNotExists([]byte{bucketDraft}); err != nil {
		return err
	}
	if len(words) == 0 {
		return tx.drop(bucketDraft, tx.draftKey())
	}
	return tx.put(bucketDraft, tx.draftKey(), words)
}

func (tx *Tx) draftKey() []byte { return tx.keys.name("draft") }

// Draft gives what [File.KeepDraft] kept last, or nil. It gives [ErrDamaged], [ErrKeyNeeded] and [ErrClosed].
func (f *File) Draft() (words []byte, err error) {
	err = f.View(func(tx *Tx) error {
		words, err = tx.draft()
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("what was being written in %q: %w", f.path, err)
	}
	return words, nil
}

func (tx *Tx) draft() ([]byte, error) {
	if tx.b.Bucket([]byte{bucketDraft}) == nil {
		return nil, nil
	}
	words, err := tx.get(bucketDraft, tx.draftKey())
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	return words, err
}

// draft takes unsaved writing along into the new file; what cannot be read of it keeps nobody from their records.
func (r *resealer) draft() error {
	words, err := r.from.draft()
	if err != nil || words == nil {
		return nil
	}
	return r.to.putDraft(words)
}
