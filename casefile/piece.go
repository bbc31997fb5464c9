package casefile

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
)

// backupEvidence writes each piece that is not there yet. It gives the handles of those that cannot be read in the file either: one lost paper must not stop the backup of all the rest.
func (tx *Tx) backupEvidence(ctx context.Context, home string) (lost map[string]bool, err error) {
	wrote := false
	lost = map[string]bool{}
	err = tx.eachEvidence(func(e evidence) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		info, err := os.Stat(e.file(home))
		if err == nil && info.Size() == e.sealedSize() {
			return nil
		}
		wrote = true
		if err = tx.backupPiece(e, home); errors.Is(err, ErrDamaged) {
			lost[string(e.handle[:])] = true
			return nil
		}
		return err
	})
	if err == nil && wrote {
		err = syncFolder(filepath.Join(home, evidenceFolder))
	}
	return lost, err
}

// backupPiece writes one, reads it again from the disk and checks its hash: what is not right does not become a backup.
func (tx *Tx) backupPiece(e evidence, home string) (err error) {
	temp, err := os.CreateTemp(filepath.Join(home, evidenceFolder), backupTemp)
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	b, err := tx.bucket(bucketChunks)
	for n := int64(0); err == nil && n < e.padded(); n++ {
		_, err = temp.Write(b.Get(e.chunk(n)))
	}
	if err := errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return err
	}
	if err := tx.keys.checkPiece(temp.Name(), e); err != nil {
		return err
	}
	return os.Rename(temp.Name(), e.file(home))
}

// checkPiece reads a piece of a backup to its end and gives ErrDamaged where it is not what its hash says.
func (k *keys) checkPiece(path string, e evidence) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	h, left, sealed := sha256.New(), e.size, make([]byte, sealedChunk)
	for n := range e.padded() {
		got, err := io.ReadFull(file, sealed)
		if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
			return err
		}
		plain, err := k.open(bucketChunks, e.chunk(n), sealed[:got])
		if err != nil {
			return err
		}
		take := min(left, int64(len(plain)))
		h.Write(plain[:take])
		left -= take
	}
	if left != 0 || [sha256.Size]byte(h.Sum(nil)) != e.sum {
		return ErrDamaged
	}
	return nil
}
