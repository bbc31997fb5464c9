package casefile

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// lockWait is how long a second program waits for the first to let go.
const lockWait = 300 * time.Millisecond

// pageSize is fixed, so that a file is the same wherever it was made.
const pageSize = 4096

// File is an open case file. Its methods may be called from several goroutines; one Update runs at a time, and any number of Views beside it.
// Do not start a View or an Update inside another on the same goroutine: they would wait for each other.
type File struct {
	path string
	now  func() time.Time
	db   *bolt.DB
	keys *keys
	gate sync.RWMutex // held by every transaction from begin to end, and alone by Tidy, which changes db

	mu      sync.Mutex // guards what follows
	header  header
	changed func()
	stopped error // why nothing more is written
	lost    error // why bbolt cannot be spoken to any more, not even to close it
	closed  bool
}

// Create makes a new, empty case file, readable by its owner alone, and opens it. now is the clock that dates every change. It gives
// [ErrExists] where there is a file of this name already, and a [Problem] for an empty passphrase.
func Create(path string, key Key, now func() time.Time) (*File, error) {
	f, err := create(path, key, now)
	if err != nil {
		return nil, fmt.Errorf("make %q: %w", path, err)
	}
	return f, nil
}

// create builds the whole file beside its place and moves it there, because a half-made bbolt file does not survive a power cut.
func create(path string, key Key, now func() time.Time) (*File, error) {
	if key.kind == slotRecovery {
		return nil, Problem{"passphrase", "A new case file is made with a passphrase or without one. Its recovery key comes afterwards."}
	}
	recoverTidy(path)
	if err := absent(path); err != nil {
		return nil, err
	}
	h, k, err := newHeader(key)
	if err != nil {
		return nil, err
	}
	temp := path + "." + hex.EncodeToString(randomBytes(4)) + ".new"
	defer os.Remove(temp) // gone already when all went well
	if err := build(temp, h, k, now); err != nil {
		return nil, err
	}
	if err := moveIn(temp, path); err != nil {
		return nil, err
	}
	if err := syncFolder(filepath.Dir(path)); err != nil {
		return nil, err
	}
	return openWith(path, func(header) (*keys, error) { return k, nil }, now)
}

// moveIn gives the finished file its name, and never takes that name from another file, not even from one made this very moment.
func moveIn(temp, path string) error {
	err := os.Link(temp, path)
	if err == nil {
		os.Remove(temp) // should it stay, it is a second name for the same file, and harms nothing
		return nil
	}
	if there := absent(path); there != nil {
		return there
	}
	return os.Rename(temp, path) // a disk without hard links, as many a stick
}

func absent(path string) error {
	_, err := os.Lstat(path)
	switch {
	case err == nil:
		return ErrExists
	case errors.Is(err, fs.ErrNotExist):
		return nil
	}
	return err
}

// build writes an empty file: its buckets, header and state, synced.
func build(path string, h header, k *keys, now func() time.Time) error {
	db, err := openDB(path, os.O_RDWR|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return err
	}
	defer db.Close()
	err = db.Update(func(b *bolt.Tx) error {
		for _, name := range append([]byte{bucketHeader}, sealedBuckets...) {
			if _, err := b.CreateBucket([]byte{name}); err != nil {
				return err
			}
		}
		tx := &Tx{f: &File{now: now}, b: b, keys: k, write: true}
		tx.note(change{Do: "made"})
		return errors.Join(tx.putHeader(h), tx.flush())
	})
	if err != nil {
		return err
	}
	return db.Sync()
}

// Open opens a case file and changes nothing in it. It gives fs.ErrNotExist, [ErrLocked], [ErrNotCase], [ErrDamaged], [ErrNewer] or [ErrWrongKey],
// and a [Problem] for an empty passphrase or a recovery key with a typing slip. A file without a passphrase opens with any key.
// With a passphrase it takes about half a second, on purpose.
func Open(path string, key Key, now func() time.Time) (*File, error) {
	f, err := openWith(path, func(h header) (*keys, error) { return h.unlock(key) }, now)
	if err != nil {
		return nil, fmt.Errorf("open %q: %w", path, err)
	}
	return f, nil
}

// openWith looks at the file first without being able to write, and asks unlock for its keys; only then it opens it for writing.
func openWith(path string, unlock func(header) (*keys, error), now func() time.Time) (*File, error) {
	seen, stored, err := look(path)
	if err != nil {
		return nil, err
	}
	h, err := stored.read()
	if err != nil {
		return nil, err
	}
	k, err := unlock(h)
	if err != nil {
		return nil, err
	}
	if !stored.genuine(k) {
		k.wipe()
		return nil, fmt.Errorf("its header: %w", ErrDamaged)
	}
	db, err := openDB(path, os.O_RDWR)
	if err != nil {
		k.wipe()
		return nil, err
	}
	f := &File{path: path, now: now, db: db, keys: k, header: h}
	if !seen.unchanged(path) { // another program was quicker
		f.Close()
		return nil, ErrLocked
	}
	if err := f.View(func(tx *Tx) error { return tx.checkHead(stored) }); err != nil {
		f.Close()
		return nil, err
	}
	sweepTidy(path)
	return f, nil
}

// look surveys the file and reads its header.
func look(path string) (*survey, storedHeader, error) {
	recoverTidy(path)
	s, err := inspect(path)
	if err != nil {
		return nil, storedHeader{}, err
	}
	db, err := openDB(path, os.O_RDONLY)
	if err != nil {
		return nil, storedHeader{}, err
	}
	defer db.Close()
	stored, err := readHeader(db)
	return s, stored, err
}

// NeedsPassphrase tells whether the file must be opened with a key. It reads only the header, and gives the errors of [Open].
func NeedsPassphrase(path string) (bool, error) {
	_, stored, err := look(path)
	if err != nil {
		return false, fmt.Errorf("open %q: %w", path, err)
	}
	h, err := stored.read()
	if err != nil {
		return false, fmt.Errorf("open %q: %w", path, err)
	}
	_, open := h.slot(slotNone)
	return !open, nil
}

// openDB opens bbolt and turns its ways of failing into ours. how is a set of os.O_ flags: bbolt by itself would make a new, empty file in the
// place of one that was moved away a moment ago.
func openDB(path string, how int) (db *bolt.DB, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer guard(&err)
	db, err = bolt.Open(path, 0o600, &bolt.Options{
		Timeout: lockWait, ReadOnly: how == os.O_RDONLY, PageSize: pageSize, FreelistType: bolt.FreelistMapType, NoStatistics: true,
		OpenFile: func(name string, _ int, mode fs.FileMode) (*os.File, error) { return os.OpenFile(name, how, mode) },
	})
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return nil, ErrLocked
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch):
		return nil, ErrDamaged
	}
	return db, err
}

// guard turns a panic of bbolt over a page it did not expect, or a fault in the mapped file, into ErrDamaged.
func guard(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w (%v)", ErrDamaged, p)
	}
}

// Path gives the name the file was opened with.
func (f *File) Path() string { return f.path }

// Sealed tells whether a passphrase protects the file.
func (f *File) Sealed() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	_, open := f.header.slot(slotNone)
	return !open
}

// Close waits for what is running, closes the file and forgets its keys. Closing twice does nothing.
func (f *File) Close() error {
	f.mu.Lock()
	closed, lost := f.closed, f.lost
	f.closed = true
	f.mu.Unlock()
	if closed {
		return nil
	}
	defer f.keys.wipe()
	f.gate.Lock()
	defer f.gate.Unlock()
	if lost != nil {
		return fmt.Errorf("close %w", lost)
	}
	if err := f.db.Close(); err != nil {
		return fmt.Errorf("close %q: %w", f.path, err)
	}
	return nil
}

// OnChange sets the one listener: it is called after every committed [File.Update] that changed something, on the goroutine of that Update.
func (f *File) OnChange(do func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.changed = do
}

// View runs do with a consistent picture of the file. It gives the error of do, or [ErrDamaged] where something do read (also through [All])
// is damaged. The Tx must not outlive do.
func (f *File) View(do func(*Tx) error) error {
	tx, err := f.begin(false)
	if err != nil {
		return err
	}
	defer tx.end()
	if err := do(tx); err != nil {
		return err
	}
	return tx.err
}

// Update runs do and saves all it changed in one commit: when it returns nil, everything is on the disk. When do returns an error or
// panics, nothing is changed. After a save that failed, it gives [ErrStopped] for good: open the file again.
func (f *File) Update(do func(*Tx) error) error {
	changed, err := f.update(do)
	if err != nil || !changed {
		return err
	}
	f.mu.Lock()
	tell := f.changed
	f.mu.Unlock()
	if tell != nil {
		tell()
	}
	return nil
}

func (f *File) update(do func(*Tx) error) (changed bool, err error) {
	tx, err := f.begin(true)
	if err != nil {
		return false, err
	}
	defer tx.end() // rolls back, unless it was committed
	if err := do(tx); err != nil {
		return false, err
	}
	if tx.err != nil || len(tx.changes) == 0 {
		return false, tx.err
	}
	if err := tx.flush(); err != nil {
		return false, err
	}
	return true, f.commit(tx)
}

// commit writes and syncs. After the first failure the state of the disk is unknown, so nothing more is written.
func (f *File) commit(tx *Tx) (err error) {
	defer func() {
		if err == nil {
			return
		}
		err = fmt.Errorf("save %q: %w (%w)", f.path, ErrStopped, err)
		f.mu.Lock()
		defer f.mu.Unlock()
		f.stopped = err
	}()
	defer guard(&err)
	return tx.b.Commit()
}

// begin starts a transaction; the caller must end it on the same goroutine.
func (f *File) begin(write bool) (*Tx, error) {
	f.gate.RLock()
	if err := f.ready(write); err != nil {
		f.gate.RUnlock()
		return nil, err
	}
	tx := &Tx{f: f, keys: f.keys, write: write, faults: debug.SetPanicOnFault(true)}
	err := f.beginBolt(tx)
	if err != nil {
		debug.SetPanicOnFault(tx.faults)
		f.gate.RUnlock()
		return nil, err
	}
	if err = f.ready(write); err == nil { // again: the one before us may have failed while we waited
		err = tx.readState()
	}
	if err != nil {
		tx.end()
		return nil, err
	}
	return tx, nil
}

func (f *File) beginBolt(tx *Tx) (err error) {
	defer f.losing(&err)
	tx.b, err = f.db.Begin(tx.write)
	if errors.Is(err, berrors.ErrDatabaseNotOpen) {
		return ErrClosed
	}
	return err
}

// losing catches a panic out of bbolt that leaves its locks held: the file was cut under us. Nothing may touch bbolt after that.
func (f *File) losing(err *error) {
	p := recover()
	if p == nil {
		return
	}
	*err = fmt.Errorf("%q: %w (%v)", f.path, ErrDamaged, p)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lost = *err
}

// ready tells why a transaction cannot begin.
func (f *File) ready(write bool) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return ErrClosed
	}
	if f.lost != nil {
		return f.lost
	}
	if write {
		return f.stopped
	}
	return nil
}

// AddRecoveryKey makes a new random recovery key, stores it as a second way to open the file (the one before stops working) and gives it in
// groups, to be printed and typed back once. A file without a passphrase needs none, and gives a [Problem].
func (f *File) AddRecoveryKey() (string, error) {
	if !f.Sealed() {
		return "", Problem{"passphrase", "This case file has no passphrase, so it needs no recovery key."}
	}
	secret := randomBytes(recoverySize)
	f.mu.Lock()
	old := f.header
	f.mu.Unlock()
	s, err := newSlot(Key{kind: slotRecovery, secret: secret}, old.File, f.keys.data)
	if err != nil {
		return "", err
	}
	h := old.with(s)
	err = f.Update(func(tx *Tx) error {
		tx.note(change{Do: "key", Kind: slotRecovery})
		return tx.putHeader(h)
	})
	if err != nil {
		return "", fmt.Errorf("add a recovery key to %q: %w", f.path, err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.header = h
	return writeRecovery(secret), nil
}
