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
	"sync/atomic"
	"syscall"
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
	disk *os.File // what db writes to: it stays the same file when another takes its name

	beside  string          // a generation of a backup: the folder where its evidence lies
	without map[string]bool // handles of evidence that a generation is known to lack

	writing sync.Mutex // held by the one transaction that changes something
	tip     string     // the link of the last event, as our last commit left it; guarded by writing
	footing footing    // which file disk is; guarded by writing

	gate sync.RWMutex // every transaction holds it for reading; who needs the file to stand still, for writing
	keys *keys        // nil while locked

	corpus corpus                // what was read to be searched
	known  knownState            // how far the file has come, as it was read last
	marked atomic.Pointer[marks] // which papers are held back, as last read

	mu       sync.Mutex // guards what follows
	header   header
	changed  func()
	stopped  error  // why nothing more is written
	readOnly error  // the same, where it was so from the beginning
	lost     error  // why bbolt cannot be spoken to any more, not even to close it
	notes    string // the folder where the file's head is noted; empty for none
	held     string // the notice that says who has the file open; empty for none
	closed   bool
}

// Create makes a new, empty case file, readable by its owner alone, and opens it. now is the clock that dates every change. It gives
// [ErrExists] where there is a file of this name already, and a [Problem] for an empty passphrase.
func Create(path string, key Key, now func() time.Time) (*File, error) {
	var f *File
	err := error(Problem{"passphrase", "A new case file is made with a passphrase or without one. Its recovery key comes afterwards."})
	if key.kind != slotRecovery {
		f, err = create(path, key, now)
	}
	if err != nil {
		return nil, fmt.Errorf("make %q: %w", path, err)
	}
	return f, nil
}

// create builds the whole file beside its place and moves it there, because a half-made bbolt file does not survive a power cut.
func create(path string, key Key, now func() time.Time) (*File, error) {
	recoverTidy(path)
	if err := absent(path); err != nil {
		return nil, err
	}
	h, k, err := newHeader(key, now)
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
	f, err := openWith(path, func(header) (*keys, error) { return k, nil }, now)
	if err == nil {
		f.hold()
	}
	return f, err
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
	db, _, err := openDB(path, os.O_RDWR|os.O_CREATE|os.O_EXCL)
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
		tx.note(change{Do: doMade})
		return errors.Join(tx.putHeader(h), tx.flush())
	})
	if err != nil {
		return err
	}
	return db.Sync()
}

// Open opens a case file and changes nothing in it. It gives fs.ErrNotExist, [ErrLocked], [ErrNotCase], [ErrDamaged], [ErrNewer] or [ErrWrongKey],
// and a [Problem] for an empty passphrase or a recovery key with a typing slip. A file without a passphrase opens with any key. A file that
// may not be written, or that a newer program wrote so that this one can still read it, opens for reading alone: see [File.ReadOnly].
// With a passphrase it takes about a second, on purpose.
func Open(path string, key Key, now func() time.Time) (*File, error) {
	f, err := openWith(path, func(h header) (*keys, error) { return h.unlock(key) }, now)
	if err == nil {
		if err = f.bringUp(schema, stages); err != nil {
			f.Close()
		}
	}
	if err != nil {
		return nil, fmt.Errorf("open %q: %w", path, err)
	}
	f.hold()
	return f, nil
}

// openWith opens a file with keys that unlock finds in its header.
func openWith(path string, unlock func(header) (*keys, error), now func() time.Time) (*File, error) {
	f := &File{path: path, now: now}
	if err := f.open(unlock); err != nil {
		return nil, err
	}
	sweepTidy(path)
	return f, nil
}

// open looks at the file first without being able to write, and asks unlock for its keys; only then it opens it for writing, where it may.
func (f *File) open(unlock func(header) (*keys, error)) error {
	seen, stored, err := look(f.path)
	if err != nil {
		return err
	}
	if f.header, err = stored.read(); err != nil {
		return err
	}
	if f.keys, err = unlock(f.header); err != nil {
		return err
	}
	if f.readOnly == nil {
		f.readOnly = f.header.tooNew()
	}
	if !stored.genuine(f.keys) {
		err = fmt.Errorf("its header: %w", ErrDamaged)
	} else {
		err = f.openDB(seen)
	}
	if err != nil {
		f.keys.wipe()
		return err
	}
	err = f.View(func(tx *Tx) error {
		f.tip = tx.state.Link
		return tx.checkHead(stored)
	})
	if err != nil {
		f.Close()
	}
	return err
}

// openDB opens the surveyed file for writing, or for reading alone where it may not be written.
func (f *File) openDB(seen *survey) (err error) {
	how := os.O_RDWR
	if f.readOnly != nil {
		how = os.O_RDONLY
	}
	f.db, f.disk, err = openDB(f.path, how)
	if how == os.O_RDWR && writeProtected(err) {
		f.readOnly = fmt.Errorf("%w (%w)", ErrReadOnly, err)
		f.db, f.disk, err = openDB(f.path, os.O_RDONLY)
	}
	if err != nil {
		return err
	}
	f.stopped = f.readOnly
	if !seen.unchanged(f.path) { // another program was quicker
		f.db.Close()
		return ErrLocked
	}
	return nil
}

// writeProtected tells whether the file can be read and not written: a disc, a locked stick, a folder of somebody else's.
func writeProtected(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}

// ReadOnly tells why nothing can be written to the file since it was opened, or nil: [ErrReadOnly], or [ErrNewer] for a file that a newer program wrote.
func (f *File) ReadOnly() error { return f.readOnly }

// look surveys the file and reads its header.
func look(path string) (*survey, storedHeader, error) {
	recoverTidy(path)
	s, err := inspect(path)
	if err != nil {
		return nil, storedHeader{}, heldBy(path, err)
	}
	db, _, err := openDB(path, os.O_RDONLY)
	if err != nil {
		return nil, storedHeader{}, heldBy(path, err)
	}
	defer db.Close()
	stored, err := readHeader(db)
	return s, stored, err
}

// openDB opens bbolt and turns its ways of failing into ours. how is a set of os.O_ flags: bbolt by itself would make a new, empty file in the
// place of one that was moved away a moment ago.
func openDB(path string, how int) (db *bolt.DB, disk *os.File, err error) {
	return openDBFor(path, how, 0)
}

// openDBFor is openDB for a file that is about to grow to about a size: bbolt then maps it once and not again at every doubling.
func openDBFor(path string, how int, size int64) (db *bolt.DB, disk *os.File, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer guard(&err)
	db, err = bolt.Open(path, 0o600, &bolt.Options{
		Timeout: lockWait, ReadOnly: how == os.O_RDONLY, PageSize: pageSize, InitialMmapSize: int(size), FreelistType: bolt.FreelistMapType, NoStatistics: true,
		OpenFile: func(name string, _ int, mode fs.FileMode) (_ *os.File, err error) {
			disk, err = os.OpenFile(name, how, mode)
			return disk, err
		},
	})
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return nil, nil, ErrLocked
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch):
		return nil, nil, ErrDamaged
	}
	return db, disk, err
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
	defer f.forget()
	defer f.letGo()
	f.gate.Lock() // nothing may be tidying
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
	if err := f.hasRoom(tx.grows); err != nil {
		return false, err
	}
	if err := f.commit(tx); err != nil {
		return false, err
	}
	f.tip = tx.state.Link
	f.known.keep(tx.written, tx.state)
	f.noteHead(tx.state)
	return true, nil
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
	there, ok := f.ours()
	if !ok {
		return f.rescue(tx)
	}
	f.fillAhead(there, tx.b.Size(), tx.grows)
	return tx.b.Commit()
}

// begin starts a transaction; the caller must end it on the same goroutine.
func (f *File) begin(write bool) (*Tx, error) {
	f.enter(write)
	if err := f.ready(write); err != nil {
		f.leave(write)
		return nil, err
	}
	tx := &Tx{f: f, keys: f.keys, write: write, faults: debug.SetPanicOnFault(true)}
	err := f.beginBolt(tx)
	if err != nil {
		debug.SetPanicOnFault(tx.faults)
		f.leave(write)
		return nil, err
	}
	if err = f.ready(write); err == nil { // again: the one before us may have failed while we waited
		err = tx.readState()
	}
	if err == nil && write && tx.state.Link != f.tip {
		err = fmt.Errorf("%q was overwritten while it was open: %w", f.path, ErrDamaged)
	}
	if err != nil {
		tx.end()
		return nil, err
	}
	return tx, nil
}

// enter waits until a transaction may begin; leave lets others go on.
func (f *File) enter(write bool) {
	if write {
		f.writing.Lock()
	}
	f.gate.RLock()
}

func (f *File) leave(write bool) {
	f.gate.RUnlock()
	if write {
		f.writing.Unlock()
	}
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

// ready tells why a transaction cannot begin. The gate must be held.
func (f *File) ready(write bool) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return ErrClosed
	}
	if f.lost != nil {
		return f.lost
	}
	if f.keys == nil {
		return ErrKeyNeeded
	}
	if write {
		return f.stopped
	}
	return nil
}
