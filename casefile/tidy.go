package casefile

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	bolt "go.etcd.io/bbolt"
)

// The names beside the file while it is tidied: the new file until it is proved, and, where open files cannot be renamed, the old one for
// the moment between two renames.
const (
	tidyNew = ".tidy"
	tidyOld = ".before-tidy"
)

const (
	tidyBatch = 4 << 20 // bytes copied in one commit; it bounds the memory
	tidyWorth = 1 << 20 // less than this is not worth a rewriting
)

// Loose gives how many bytes of the file nothing uses, and how many it has in all; zeros where the file cannot be read. A file never
// shrinks by itself: what is erased leaves room, which later papers use.
func (f *File) Loose() (free, total int64) {
	err := f.View(func(tx *Tx) (err error) {
		defer guard(&err)
		total = tx.b.Size()
		free = total - 4*pageSize // two meta pages, the root and the free list
		return tx.b.ForEach(func(_ []byte, b *bolt.Bucket) error {
			s := b.Stats()
			free -= int64(s.BranchPageN+s.BranchOverflowN+s.LeafPageN+s.LeafOverflowN) * pageSize
			return nil
		})
	})
	if err != nil {
		return 0, 0
	}
	return max(free, 0), total
}

// NeedsTidying tells whether a third of the file or more is unused, and enough to be worth the work.
func (f *File) NeedsTidying() bool {
	free, total := f.Loose()
	return free >= tidyWorth && free*3 >= total
}

// Tidy writes the file anew without its unused room, reads the new one whole, and only then gives it the place of the old one; after that no
// byte of what was erased is in the file. Nothing else can use the file meanwhile: Views, Updates and Close wait. said (or nil) is told how
// far it is: the first half is the writing, the second the reading; it must not use the file. When ctx ends, nothing was changed. It needs
// free room on the disk for the new file, and gives the errors of the disk, [ErrDamaged] for a file that is not sound (which it leaves as it
// is), [ErrStopped] and [ErrClosed]. Should the file not open again afterwards (only Windows has to close it), it is closed, and whole.
func (f *File) Tidy(ctx context.Context, said func(done, total int64)) error {
	return f.tidy(ctx, said, closesToRename)
}

func (f *File) tidy(ctx context.Context, said func(done, total int64), closing bool) error {
	if said == nil {
		said = func(int64, int64) {}
	}
	free, total := f.Loose()
	f.gate.Lock()
	defer f.gate.Unlock()
	err := f.ready(true)
	if err == nil {
		t := tidier{f: f, ctx: ctx, said: said, closing: closing, total: 2 * max(total-free, 1)}
		err = t.run()
	}
	if err != nil {
		return fmt.Errorf("tidy %q: %w", f.path, err)
	}
	return nil
}

// tidier is one tidying, with the gate of the file held.
type tidier struct {
	f           *File
	ctx         context.Context
	said        func(done, total int64)
	closing     bool // the files must be closed to be renamed
	done, total int64
	path        string   // where the file really lies, behind any link
	root        Root     // what the new file must end in
	disk        *os.File // what the database over the new file writes to
}

func (t *tidier) run() (err error) {
	if t.path, err = filepath.EvalSymlinks(t.f.path); err != nil {
		return err
	}
	if t.root, err = t.rootOf(t.f.db); err != nil {
		return err
	}
	os.Remove(t.path + tidyNew) // a tidying that was cut off left it; we hold the lock, so nobody is at work on it
	defer os.Remove(t.path + tidyNew)
	if err := t.write(); err != nil {
		return err
	}
	db, err := t.prove()
	if err != nil {
		return err
	}
	if t.closing {
		err = t.swapClosed(db)
	} else {
		err = t.swapOpen(db)
	}
	if err == nil {
		t.said(t.total, t.total)
	}
	return err
}

// rootOf reads the end of the history past the gate.
func (t *tidier) rootOf(db *bolt.DB) (Root, error) { return t.over(db).Root() }

// over gives a File of its own over a database, with our keys and a gate of its own.
func (t *tidier) over(db *bolt.DB) *File {
	return &File{path: t.f.path, now: t.f.now, db: db, keys: t.f.keys}
}

// write makes the new file, key by key, and syncs it once at its end.
func (t *tidier) write() (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer guard(&err)
	info, err := os.Stat(t.path)
	if err != nil {
		return err
	}
	dst, _, err := openDB(t.path+tidyNew, os.O_RDWR|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, dst.Close()) }()
	dst.NoSync = true
	err = t.f.db.View(func(src *bolt.Tx) error {
		return src.ForEach(func(name []byte, b *bolt.Bucket) error { return t.writeBucket(dst, name, b) })
	})
	if err != nil {
		return err
	}
	if err := os.Chmod(t.path+tidyNew, info.Mode().Perm()); err != nil {
		return err
	}
	return dst.Sync()
}

// writeBucket copies one bucket, also one that only a later version knows.
func (t *tidier) writeBucket(dst *bolt.DB, name []byte, src *bolt.Bucket) error {
	c := src.Cursor()
	k, v := c.First()
	for first := true; first || k != nil; first = false {
		err := dst.Update(func(tx *bolt.Tx) error {
			to, err := tx.CreateBucketIfNotExists(name)
			if err != nil {
				return err
			}
			to.FillPercent = 0.9 // the keys come in order
			if err := to.SetSequence(src.Sequence()); err != nil {
				return err
			}
			for size := 0; k != nil && size < tidyBatch; k, v = c.Next() {
				if err := to.Put(k, v); err != nil {
					return err
				}
				size += len(k) + len(v)
				t.done += int64(len(k) + len(v))
			}
			return nil
		})
		if err = errors.Join(err, t.ctx.Err()); err != nil {
			return err
		}
		t.said(min(t.done, t.total/2), t.total)
	}
	return nil
}

// prove reads the new file as one of unknown origin, and whole, and gives it open for writing, so that nobody else can open it.
func (t *tidier) prove() (*bolt.DB, error) {
	if _, err := inspect(t.path + tidyNew); err != nil {
		return nil, err
	}
	db, disk, err := openDB(t.path+tidyNew, os.O_RDWR)
	if err != nil {
		return nil, err
	}
	t.disk = disk
	if err := t.sound(db); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

func (t *tidier) sound(db *bolt.DB) error {
	stored, err := readHeader(db)
	if err != nil {
		return err
	}
	f := t.over(db)
	if err := f.View(func(tx *Tx) error { return tx.checkHead(stored) }); err != nil {
		return err
	}
	if root, err := f.Root(); err != nil || root != t.root {
		return errors.Join(err, ErrDamaged)
	}
	health, err := f.Verify(t.ctx)
	if err == nil && len(health.Damaged) > 0 {
		err = ErrDamaged
	}
	return err
}

// swapOpen puts the new file in the place of the old one while both are open: at no moment is there no file of this name, or an unlocked one.
func (t *tidier) swapOpen(db *bolt.DB) error {
	if err := os.Rename(t.path+tidyNew, t.path); err != nil {
		db.Close()
		return err
	}
	old := t.f.db
	t.f.db, t.f.disk = db, t.disk
	old.Close() // its bytes have no name any more
	return t.settle()
}

// settle makes the new name lasting. Where that fails, a power cut could bring the old file back, without what would be saved from now on: so
// nothing is.
func (t *tidier) settle() error {
	err := syncFolder(filepath.Dir(t.path))
	if err == nil {
		return nil
	}
	err = fmt.Errorf("%w (%w)", ErrStopped, err)
	t.f.mu.Lock()
	defer t.f.mu.Unlock()
	t.f.stopped = err
	return err
}

// swapClosed does the same where a file must be closed to be renamed. The old file lies under a second name until the new one is open; cut off
// between, recoverTidy puts it back.
func (t *tidier) swapClosed(db *bolt.DB) error {
	if err := errors.Join(db.Close(), t.f.db.Close()); err != nil {
		return t.reopen(err)
	}
	aside := t.path + tidyOld
	os.Remove(aside) // it can only be from a tidying that had ended but for this, for there is a file of the right name, and we read it
	if err := patiently(func() error { return os.Rename(t.path, aside) }); err != nil {
		return t.reopen(err)
	}
	if err := patiently(func() error { return moveIn(t.path+tidyNew, t.path) }); err != nil {
		recoverTidy(t.path)
		return t.reopen(err)
	}
	err := t.settle()
	if err = t.reopen(err); t.f.isClosed() {
		return err
	}
	os.Remove(aside)
	return err
}

// reopen goes on with the file that now has the name, and gives err on. Where another program was quicker, the file is closed for us.
func (t *tidier) reopen(err error) error {
	db, disk, openErr := openDB(t.path, os.O_RDWR)
	if openErr == nil {
		var root Root
		if root, openErr = t.rootOf(db); openErr == nil && root == t.root {
			t.f.db, t.f.disk = db, disk
			return err
		}
		openErr = errors.Join(openErr, ErrLocked, db.Close())
	}
	t.f.mu.Lock()
	t.f.closed = true
	t.f.mu.Unlock()
	t.f.keys.wipe()
	return errors.Join(err, openErr)
}

// patiently tries again for two seconds: on Windows a virus scanner may hold a file for a moment.
func patiently(do func() error) (err error) {
	for range 20 {
		if err = do(); err == nil || !errors.Is(err, fs.ErrPermission) {
			return err
		}
		time.Sleep(100 * time.Millisecond)
	}
	return err
}

// recoverTidy puts back the file that a tidying had set aside when it was cut off between its two renames. Where there is a file of the right
// name it does nothing; what it cannot do, opening will say.
func recoverTidy(path string) {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return
	}
	if _, err := os.Lstat(path + tidyOld); err == nil {
		moveIn(path+tidyOld, path)
	}
}

// sweepTidy removes what a tidying that was cut off left beside a file, once that file is open and its end was checked. An old file that
// stayed would otherwise take the name again, should its owner move the file elsewhere.
func sweepTidy(path string) {
	os.Remove(path + tidyNew)
	os.Remove(path + tidyOld)
}
