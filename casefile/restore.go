package casefile

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"
)

// Restore makes a new case file at path from a generation and the evidence beside it, and verifies the whole of it. What the backup has lost is named in Health and left out; everything else is
// there. The backup is only read. It gives [ErrExists] where there is a file of this name, [ErrWrongKey], or [ErrDamaged] where the generation does not open: then take the one before.
func Restore(ctx context.Context, g Generation, key Key, path string) (Health, error) {
	h, err := restore(ctx, g, func(h header) (*keys, error) { return h.unlock(key) }, path)
	if err != nil {
		return h, fmt.Errorf("restore %q: %w", filepath.Base(g.Path), err)
	}
	return h, nil
}

// RestoreNewest restores the newest of the generations (newest first) whose records are whole, though papers may be lost: an older one has no paper that this one has not, and goes back on everything else. Where none is
// whole, it takes the one with the least lost. It gives the one it took.
func RestoreNewest(ctx context.Context, all []Generation, key Key, path string) (Generation, Health, error) {
	var best Generation
	var most Health
	last := error(ErrNotFound)
	for _, g := range all {
		h, err := Restore(ctx, g, key, path)
		if errors.Is(err, ErrWrongKey) || errors.Is(err, ErrExists) || ctx.Err() != nil {
			return g, h, err
		}
		if err == nil && len(h.Damaged) == h.LostPapers {
			return g, h, nil
		}
		if err != nil {
			last = err
			continue
		}
		os.Remove(path) // made by us a moment ago
		if best.Path == "" || len(h.Damaged) < len(most.Damaged) {
			best, most = g, h
		}
	}
	if best.Path == "" {
		return best, most, last
	}
	most, err := Restore(ctx, best, key, path)
	return best, most, err
}

func restore(ctx context.Context, g Generation, unlock func(header) (*keys, error), path string) (h Health, err error) {
	if err := absent(path); err != nil {
		return h, err
	}
	from, err := openGeneration(g.Path, filepath.Dir(g.Path), unlock)
	if err != nil {
		return h, err
	}
	defer from.Close()
	temp := path + "." + hex.EncodeToString(randomBytes(4)) + ".new"
	defer os.Remove(temp)
	err = from.View(func(tx *Tx) error { return tx.rebuild(ctx, temp) })
	if err != nil {
		return h, err
	}
	if h, err = verifyFile(ctx, temp, from.keys); err == nil && h.LostPapers > 0 {
		err = pulledOut(from.beside)
	}
	if err != nil {
		return h, err
	}
	return h, errors.Join(moveIn(temp, path), syncFolder(filepath.Dir(path)))
}

// rebuild puts records and evidence together again in one file, sealed as they are.
func (tx *Tx) rebuild(ctx context.Context, path string) (err error) {
	if err := tx.copyRecords(path); err != nil {
		return err
	}
	db, _, err := openDB(path, os.O_RDWR)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.NoSync = true
	err = tx.eachEvidence(func(e evidence) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return tx.rebuildPiece(db, e)
	})
	if err != nil {
		return err
	}
	return db.Sync()
}

// rebuildPiece puts the chunks of one piece back, in transactions of a few megabytes. One that is lost is left out; Verify will name it.
func (tx *Tx) rebuildPiece(db *bolt.DB, e evidence) error {
	const many = 16
	for n := int64(0); n < e.padded(); n += many {
		err := db.Update(func(to *bolt.Tx) error {
			b := to.Bucket([]byte{bucketChunks})
			for i := n; i < min(n+many, e.padded()); i++ {
				sealed, err := tx.f.chunkBeside(e.chunk(i))
				if errors.Is(err, ErrNotFound) || err == nil && len(sealed) == 0 {
					continue
				}
				if err == nil {
					err = b.Put(e.chunk(i), sealed)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// verifyFile verifies a finished file that is not yet in use.
func verifyFile(ctx context.Context, path string, k *keys) (Health, error) {
	f, err := openWith(path, withKeys(k), nil)
	if err != nil {
		return Health{}, err
	}
	h, err := f.Verify(ctx)
	return h, errors.Join(err, f.Close())
}

// Drill rehearses the day on which the file is lost: it restores the newest generation in dir into a temporary file there, verifies it and removes it again. Health says what would be
// lost. It gives [ErrNotFound] where there is no backup of this file.
func (f *File) Drill(ctx context.Context, dir string) (Generation, Health, error) {
	all, err := Generations(dir, f.ID())
	if err != nil {
		return Generation{}, Health{}, err
	}
	if len(all) == 0 {
		return Generation{}, Health{}, fmt.Errorf("rehearse a restore from %q: %w", dir, ErrNoBackup)
	}
	data, err := f.dataKey()
	if err != nil {
		return Generation{}, Health{}, err
	}
	defer clear(data)
	temp := filepath.Join(filepath.Dir(all[0].Path), backupTemp+hex.EncodeToString(randomBytes(4)))
	defer os.Remove(temp)
	h, err := restore(ctx, all[0], func(h header) (*keys, error) { return newKeys(bytes.Clone(data), h.File) }, temp)
	if err != nil {
		return all[0], h, fmt.Errorf("rehearse a restore of %q: %w", filepath.Base(all[0].Path), err)
	}
	return all[0], h, nil
}

// ErrNoBackup is given where a folder holds no backup of the case file.
var ErrNoBackup = errors.New("There is no backup of this case file in the folder. Make one first.")
