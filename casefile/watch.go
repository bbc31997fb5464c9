package casefile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A program that copies files to a cloud renames the copy it fetched over the file that is open here. bbolt does not notice: it goes on writing to a file
// that has no name any more, says that all is well, and everything is gone when it closes. So before each commit the file under our name is
// compared with the one we hold; and what is in it, with what our last commit left, should somebody have written into it.

// MovedError says that the file was replaced, moved or renamed while it was open, and where the last change was saved instead. It is an [ErrMoved] and an [ErrStopped].
type MovedError struct {
	Path   string // the file as it was opened
	Rescue string // the new file that holds everything, with the last change
}

// Error says what happened and what to do.
func (e *MovedError) Error() string {
	return fmt.Sprintf("%s Your last change is safe in a new file, %q. Nothing more is written here. Close this window and open the new file.", ErrMoved, e.Rescue)
}

// Is makes it an ErrMoved and an ErrStopped.
func (e *MovedError) Is(target error) bool { return target == ErrMoved || target == ErrStopped }

// footing is what is known of the file we hold, so that one look at the disk before a commit is enough.
type footing struct {
	of     *os.File    // whose it is: a tidying puts another file in its place
	is     fs.FileInfo // which file that is, which never changes
	filled int64       // how far it was filled ahead
}

// ours tells whether the file under our name is the one we hold, and gives what the disk says of it.
func (f *File) ours() (there fs.FileInfo, ok bool) {
	there, err := os.Stat(f.path)
	if err != nil {
		return nil, false
	}
	if f.footing.of != f.disk {
		held, err := f.disk.Stat()
		if err != nil {
			return nil, false
		}
		f.footing = footing{of: f.disk, is: held}
	}
	return there, os.SameFile(there, f.footing.is)
}

// ahead is how much of the file is given room on the disk at once.
const ahead = 128 << 10

// fillAhead writes zeros behind what is used of the file, so that the next saves find their room on the disk taken. bbolt makes the file longer by a hole,
// and then every third save has to wait until the disk has found a place for one more page, and has noted it. Nothing reads there, and the sync of
// the commit covers it. Large changes (grows bytes) take what they need by themselves. Where it fails, the commit meets the same disk.
func (f *File) fillAhead(there fs.FileInfo, used, grows int64) {
	from, to := max(used, f.footing.filled), min(used+ahead, there.Size())
	if grows > ahead/2 || from-used >= ahead/2 || from >= to || takenBytes(there) >= min(used+ahead/2, there.Size()) {
		return
	}
	f.footing.filled = to
	f.disk.WriteAt(make([]byte, to-from), from)
}

// rescue commits to the file we hold, whatever its name is now, and copies the whole of it to a new file beside the old name. Nothing is written after that.
func (f *File) rescue(tx *Tx) error {
	if err := tx.b.Commit(); err != nil {
		return err
	}
	path, err := f.copyBeside("rescued")
	if err != nil {
		return fmt.Errorf("%w The last change could not be saved in a new file either: %w", ErrMoved, err)
	}
	return &MovedError{f.path, path}
}

// copyBeside copies the whole file, as it now stands, to a new one in its folder: by a temporary name, synced and surveyed before it gets its own.
func (f *File) copyBeside(word string) (path string, err error) {
	b, err := f.db.Begin(false)
	if err != nil {
		return "", err
	}
	defer b.Rollback()
	temp, err := os.CreateTemp(filepath.Dir(f.path), ".*.new")
	if err != nil {
		return "", err
	}
	defer os.Remove(temp.Name())
	_, err = b.WriteTo(temp)
	if err := errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return "", err
	}
	if _, err := inspect(temp.Name()); err != nil {
		return "", err
	}
	return takeFree(temp.Name(), f.path, word+" "+f.now().Format("2006-01-02 1504"))
}

// takeFree gives a finished file a name that nothing has, made of another's and a word: "Maya (rescued 2026-11-27 2140).casefile".
func takeFree(temp, like, word string) (string, error) {
	ext := filepath.Ext(like)
	stem := strings.TrimSuffix(like, ext)
	for n := 1; ; n++ {
		path := fmt.Sprintf("%s (%s)%s", stem, word, ext)
		if n > 1 {
			path = fmt.Sprintf("%s (%s, %d)%s", stem, word, n, ext)
		}
		err := moveIn(temp, path)
		if errors.Is(err, ErrExists) && n < 1000 {
			continue
		}
		return path, errors.Join(err, syncFolder(filepath.Dir(path)))
	}
}

// roomLeft is the least that must be free on the disk before a change is saved, besides twice what it adds: bbolt makes a file longer by steps of 16 MB.
const roomLeft = 50 << 20

// hasRoom gives [ErrNoRoom] where saving so many bytes could fill the disk: a disk that is full stops everything else on the computer too.
func (f *File) hasRoom(grows int64) error {
	free, err := freeBytes(f.disk)
	if err != nil { // a disk that does not say
		return nil
	}
	if need := uint64(2*grows + roomLeft + nextStep(f.disk)); free < need {
		return fmt.Errorf("save %q: %w (%d MB free, %d MB needed)", f.path, ErrNoRoom, free>>20, need>>20)
	}
	return nil
}
