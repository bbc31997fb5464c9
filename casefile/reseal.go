package casefile

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"
)

// CopySealed makes a new file at path that key opens and that holds everything, history and all, under a new data key. This is how a file without a passphrase gets
// one, and how somebody who knew an old passphrase is shut out: what they may still have opens nothing of the new file. The old file stays as it is; whoever owns it should
// delete it, with its backups. It gives [ErrExists], or [ErrDamaged] where something cannot be read: then no file is made.
func (f *File) CopySealed(ctx context.Context, path string, key Key) error {
	if err := f.copySealed(ctx, path, key); err != nil {
		return fmt.Errorf("make a sealed copy of %q: %w", f.path, err)
	}
	return nil
}

func (f *File) copySealed(ctx context.Context, path string, key Key) error {
	if key.kind != slotPassphrase {
		return Problem{"passphrase", "Choose a passphrase for the sealed copy."}
	}
	if err := absent(path); err != nil {
		return err
	}
	h, k, err := newHeader(key, f.now)
	if err != nil {
		return err
	}
	defer k.wipe()
	temp := path + "." + hex.EncodeToString(randomBytes(4)) + ".new"
	defer os.Remove(temp)
	if err := f.View(func(tx *Tx) error { return resealInto(ctx, tx, temp, h, k) }); err != nil {
		return err
	}
	if err := proven(ctx, temp, k); err != nil {
		return err
	}
	return errors.Join(moveIn(temp, path), syncFolder(filepath.Dir(path)))
}

// proven opens a finished file that is not yet in use, and verifies the whole of it.
func proven(ctx context.Context, path string, k *keys) error {
	health, err := verifyFile(ctx, path, k)
	if err == nil && len(health.Damaged) > 0 {
		err = fmt.Errorf("%s %w", health.Damaged[0], ErrDamaged)
	}
	return err
}

// resealer copies values from one file to another, each sealed again for its new place.
type resealer struct {
	ctx  context.Context
	from *Tx
	db   *bolt.DB
	to   *Tx
	full int64 // how much may be put in one transaction
}

// resealInto builds the new file, in transactions that hold little at a time: nobody opens it before it is whole.
func resealInto(ctx context.Context, from *Tx, path string, h header, k *keys) error {
	db, _, err := openDB(path, os.O_RDWR|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return err
	}
	defer db.Close()
	db.NoSync = true
	r := &resealer{ctx: ctx, from: from, db: db, full: 8 << 20}
	if err := r.begin(k); err != nil {
		return err
	}
	defer func() { r.to.b.Rollback() }()
	for _, name := range append([]byte{bucketHeader}, sealedBuckets...) {
		if _, err := r.to.b.CreateBucket([]byte{name}); err != nil {
			return err
		}
	}
	if err := errors.Join(r.history(), r.records(), r.draft()); err != nil {
		return err
	}
	r.to.state = from.state
	if err := r.to.putHeader(h); err != nil {
		return err
	}
	if err := errors.Join(r.to.putState(), r.to.b.Commit()); err != nil {
		return err
	}
	return db.Sync()
}

func (r *resealer) begin(k *keys) error {
	b, err := r.db.Begin(true)
	if err != nil {
		return err
	}
	r.to = &Tx{f: r.from.f, b: b, keys: k, write: true}
	return nil
}

// pause commits what was put when it is much.
func (r *resealer) pause() error {
	if err := r.ctx.Err(); err != nil || r.to.grows < r.full {
		return err
	}
	if err := r.to.b.Commit(); err != nil {
		return err
	}
	return r.begin(r.to.keys)
}

// value copies one value.
func (r *resealer) value(bucket byte, from, to []byte) error {
	plain, err := r.from.get(bucket, from)
	if err != nil {
		return errors.Join(ErrDamaged, err)
	}
	return errors.Join(r.to.put(bucket, to, plain), r.pause())
}

// history copies every event, what records said before, the reasons given, and the evidence that is still kept. What was erased is gone, and is not missed.
func (r *resealer) history() error {
	erased, kept := map[place]uint64{}, map[string]bool{}
	err := r.from.walk(func(s step) error {
		switch {
		case s.Do == doKeep:
			kept[s.Sum] = true
		case s.Do == doErase && s.ID == "":
			delete(kept, s.Sum)
		case s.Do == doErase:
			erased[place{s.Kind, s.ID}] = s.seq
		}
		return nil
	})
	if err != nil {
		return err
	}
	for seq := uint64(1); seq < r.from.state.unwritten(); { // the state holds those behind it
		b, err := r.from.blockWith(seq)
		if err == nil {
			err = r.value(bucketHistory, r.from.eventKey(b.first), r.to.eventKey(b.first))
		}
		if err != nil {
			return err
		}
		seq = b.first + uint64(len(b.events))
	}
	for sum := range kept {
		if err := r.evidence(Blob{SHA256: sum}); err != nil {
			return err
		}
	}
	return r.from.walk(func(s step) error {
		p := place{s.Kind, s.ID}
		if s.Do == doErase || s.seq <= erased[p] {
			return nil
		}
		var err error
		if s.Was != "" && s.Kind != kindText {
			err = r.value(bucketHistory, r.from.formerKey(p, s.Was), r.to.formerKey(p, s.Was))
		}
		if err == nil && s.Why != "" {
			err = r.value(bucketHistory, r.from.reasonKey(s.Why), r.to.reasonKey(s.Why))
		}
		return err
	})
}

func (r *resealer) evidence(b Blob) error {
	e, err := r.from.evidence(b)
	if err != nil {
		return err
	}
	for n := range e.padded() {
		plain, err := r.from.getSealed(bucketChunks, e.chunk(n))
		if err != nil {
			return err
		}
		if err := errors.Join(r.to.putSealed(bucketChunks, e.chunk(n), plain), r.pause()); err != nil {
			return err
		}
	}
	return r.to.put(bucketEvidence, r.to.evidenceKey(e.name()), e.encode())
}

// records copies every page of the index, and every record on it.
func (r *resealer) records() error {
	for kind, t := range r.from.state.Kinds {
		for n := range t.Pages {
			name := indexName{kind, n}
			if !r.from.state.Open.is(name) {
				if err := r.value(bucketIndex, r.from.indexKey(name), r.to.indexKey(name)); err != nil {
					return err
				}
			}
			page, err := r.from.page(name)
			if err != nil {
				return err
			}
			for _, row := range page.rows {
				p := place{kind, ID(hex.EncodeToString(row.id[:]))}
				if err := r.value(bucketRecords, r.from.recordKey(p), r.to.recordKey(p)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
