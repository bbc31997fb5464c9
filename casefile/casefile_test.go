package casefile

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ehccasefile/deadlines"
)

var update = flag.Bool("update", false, "make the golden files of the present version, where they are missing")

// words is a long enough passphrase for tests.
const testPassphrase = "seven quiet otters read letters"

// clock gives moments one second apart, from a fixed one.
func clock() func() time.Time {
	at := time.Date(2026, 3, 16, 9, 0, 0, 0, time.UTC)
	return func() time.Time {
		at = at.Add(time.Second)
		return at
	}
}

// make a file in a folder of its own.
func newFile(t testing.TB, key Key) *File {
	t.Helper()
	f, err := Create(filepath.Join(t.TempDir(), "test.casefile"), key, clock())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func reopen(t testing.TB, f *File, key Key) *File {
	t.Helper()
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return openFile(t, f.Path(), key)
}

func openFile(t testing.TB, path string, key Key) *File {
	t.Helper()
	f, err := Open(path, key, clock())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// must runs an Update that is to succeed.
func must(t testing.TB, f *File, do func(tx *Tx) error) {
	t.Helper()
	if err := f.Update(do); err != nil {
		t.Fatal(err)
	}
}

func put[T Record](t testing.TB, f *File, rec T) T {
	t.Helper()
	must(t, f, func(tx *Tx) (err error) {
		rec, err = Put(tx, rec)
		return err
	})
	return rec
}

func get[T Record](t testing.TB, f *File, id ID) (rec T) {
	t.Helper()
	if err := f.View(func(tx *Tx) (err error) { rec, err = Get[T](tx, id); return err }); err != nil {
		t.Fatal(err)
	}
	return rec
}

func all[T Record](t testing.TB, f *File, in CaseID) (recs []T) {
	t.Helper()
	if err := f.View(func(tx *Tx) error { recs = All[T](tx, in); return nil }); err != nil {
		t.Fatal(err)
	}
	return recs
}

func addBlob(t testing.TB, f *File, data []byte) (b Blob) {
	t.Helper()
	must(t, f, func(tx *Tx) (err error) { b, err = tx.Add(bytes.NewReader(data), "test"); return err })
	return b
}

func addDocument(t testing.TB, f *File, title string, data []byte) (d Document) {
	t.Helper()
	must(t, f, func(tx *Tx) error {
		b, err := tx.Add(bytes.NewReader(data), title)
		if err != nil {
			return err
		}
		d, err = Put(tx, paper(title, b))
		return err
	})
	return d
}

func paper(title string, b Blob) Document {
	return Document{Title: title, Kind: DocumentReport, Privilege: PrivilegeOpen, Name: title + ".pdf", Blob: b, Type: FilePDF}
}

func healthy(t testing.TB, f *File) Health {
	t.Helper()
	h, err := f.Verify(context.Background())
	if err != nil || len(h.Damaged) > 0 {
		t.Fatalf("verify: %v, damaged: %q", err, h.Damaged)
	}
	return h
}

func hashOf(t testing.TB, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func day(s string) deadlines.Date {
	d, err := deadlines.Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// pattern gives n bytes that repeat nowhere soon.
func pattern(n, seed int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(i*7 + i/251*13 + seed)
	}
	return b
}

func TestCreateRefusesAnExistingFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.casefile")
	if err := os.WriteFile(path, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(path, NoPassphrase(), clock()); !errors.Is(err, ErrExists) {
		t.Fatalf("got %v, want ErrExists", err)
	}
	if b, _ := os.ReadFile(path); string(b) != "precious" {
		t.Fatal("the file that was there is changed")
	}
}

func TestCreateLeavesOnlyTheFile(t *testing.T) {
	f := newFile(t, NoPassphrase())
	if info, _ := os.Stat(f.Path()); info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		t.Errorf("others may read the file: %v", info.Mode())
	}
	f.Close() // which takes the notice of who has it open away
	names, err := os.ReadDir(filepath.Dir(f.Path()))
	if err != nil || len(names) != 1 {
		t.Fatalf("the folder holds %v, %v", names, err)
	}
}

func TestCreateInAFolderThatIsNotThere(t *testing.T) {
	_, err := Create(filepath.Join(t.TempDir(), "no", "x.casefile"), NoPassphrase(), clock())
	if !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("got %v, want fs.ErrNotExist", err)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, row := range []struct {
		name, path string
		want       error
	}{
		{"nothing there", filepath.Join(dir, "none"), fs.ErrNotExist},
		{"a folder", dir, ErrNotCase},
		{"an empty file", write("empty", nil), ErrNotCase},
		{"a short text", write("text", []byte("Dear Ms Hale,")), ErrNotCase},
		{"a long text", write("long", bytes.Repeat([]byte("Dear Ms Hale,\n"), 5000)), ErrNotCase},
		{"zeros", write("zeros", make([]byte, 1<<16)), ErrNotCase},
		{"a stranger's database", foreignDB(t, dir), ErrNotCase},
	} {
		t.Run(row.name, func(t *testing.T) {
			if _, err := Open(row.path, NoPassphrase(), clock()); !errors.Is(err, row.want) {
				t.Errorf("Open gives %v, want %v", err, row.want)
			}
			if _, err := NeedsPassphrase(row.path); !errors.Is(err, row.want) {
				t.Errorf("NeedsPassphrase gives %v, want %v", err, row.want)
			}
		})
	}
}

func TestOpenChangesNothing(t *testing.T) {
	f := newFile(t, NoPassphrase())
	addDocument(t, f, "Report", pattern(5000, 1))
	f.Close()
	before := hashOf(t, f.Path())
	openFile(t, f.Path(), NoPassphrase()).Close()
	if hashOf(t, f.Path()) != before {
		t.Error("opening and closing changed the file")
	}
}

func TestNewerFileIsRefused(t *testing.T) {
	f := newFile(t, NoPassphrase())
	must(t, f, func(tx *Tx) error {
		h := f.header
		h.Schema = schema + 1
		tx.note(change{Do: "key"})
		return tx.putHeader(h)
	})
	f.Close()
	if _, err := Open(f.Path(), NoPassphrase(), clock()); !errors.Is(err, ErrNewer) {
		t.Fatalf("got %v, want ErrNewer", err)
	}
}

// A newer program says in the header which older ones can still read the file. They read, and change nothing.
func TestANewerFileThatCanBeReadIsOnlyRead(t *testing.T) {
	f := newFile(t, NoPassphrase())
	put(t, f, Child{Name: "Maya"})
	must(t, f, func(tx *Tx) error {
		h := f.header
		h.Schema, h.Read = schema+1, schema
		tx.note(change{Do: "key"})
		return tx.putHeader(h)
	})
	f.Close()
	before := hashOf(t, f.Path())
	g := openFile(t, f.Path(), NoPassphrase())
	if got := all[Child](t, g, ""); len(got) != 1 || got[0].Name != "Maya" {
		t.Errorf("it reads %v", got)
	}
	if err := g.ReadOnly(); !errors.Is(err, ErrNewer) {
		t.Errorf("ReadOnly gives %v", err)
	}
	if err := g.Update(func(tx *Tx) error { _, err := Put(tx, Child{Name: "Leo"}); return err }); !errors.Is(err, ErrNewer) {
		t.Errorf("Update gives %v", err)
	}
	g.Close()
	if hashOf(t, f.Path()) != before {
		t.Error("the file was changed")
	}
}

func TestSecondOpenIsLocked(t *testing.T) {
	f := newFile(t, NoPassphrase())
	if _, err := Open(f.Path(), NoPassphrase(), clock()); !errors.Is(err, ErrLocked) {
		t.Errorf("Open gives %v, want ErrLocked", err)
	}
	if _, err := NeedsPassphrase(f.Path()); !errors.Is(err, ErrLocked) {
		t.Errorf("NeedsPassphrase gives %v, want ErrLocked", err)
	}
	f.Close()
	openFile(t, f.Path(), NoPassphrase())
}

func TestClosedFile(t *testing.T) {
	f := newFile(t, NoPassphrase())
	var kept *Tx
	f.View(func(tx *Tx) error { kept = tx; return nil })
	f.Close()
	if err := f.Close(); err != nil {
		t.Errorf("the second Close gives %v", err)
	}
	none := func(*Tx) error { return nil }
	if err := f.View(none); !errors.Is(err, ErrClosed) {
		t.Errorf("View gives %v", err)
	}
	if err := f.Update(none); !errors.Is(err, ErrClosed) {
		t.Errorf("Update gives %v", err)
	}
	if _, err := kept.Read(Blob{}); !errors.Is(err, ErrClosed) {
		t.Errorf("a Tx that outlived its View gives %v", err)
	}
}

func TestUpdateRollsBack(t *testing.T) {
	f := newFile(t, NoPassphrase())
	calls := 0
	f.OnChange(func() { calls++ })
	stop := errors.New("stop")
	err := f.Update(func(tx *Tx) error {
		if _, err := Put(tx, Child{Name: "Maya"}); err != nil {
			return err
		}
		if _, err := tx.Add(strings.NewReader("bytes"), "x"); err != nil {
			return err
		}
		return stop
	})
	if err != stop {
		t.Errorf("got %v, want the error of do", err)
	}
	panicked := func() (p any) {
		defer func() { p = recover() }()
		f.Update(func(tx *Tx) error { Put(tx, Child{Name: "Leo"}); panic("oh") })
		return nil
	}()
	if panicked != "oh" {
		t.Errorf("the panic became %v", panicked)
	}
	if h := healthy(t, f); h.Records != 0 || h.Bytes != 0 || calls != 0 {
		t.Errorf("something stayed behind: %+v, %d calls", h, calls)
	}
	put(t, f, Child{Name: "Maya"}) // and the file can still be written
}

func TestOnChangeComesOnceAfterTheCommit(t *testing.T) {
	f := newFile(t, NoPassphrase())
	var seen []int
	f.OnChange(func() { seen = append(seen, len(all[Child](t, f, ""))) })
	must(t, f, func(tx *Tx) error {
		_, a := Put(tx, Child{Name: "Maya"})
		_, b := Put(tx, Child{Name: "Leo"})
		return errors.Join(a, b)
	})
	must(t, f, func(tx *Tx) error { return nil }) // changes nothing
	if fmt.Sprint(seen) != "[2]" {
		t.Errorf("the listener saw %v, want [2]", seen)
	}
}

func TestViewCannotChange(t *testing.T) {
	f := newFile(t, NoPassphrase())
	err := f.View(func(tx *Tx) error { _, err := Put(tx, Child{Name: "Maya"}); return err })
	if !errors.Is(err, errView) {
		t.Errorf("got %v", err)
	}
	healthy(t, f)
}

func TestErrorsNameTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ours.casefile")
	_, err := Open(path, NoPassphrase(), clock())
	if err == nil || !strings.Contains(err.Error(), "ours.casefile") {
		t.Errorf("the error does not name the file: %v", err)
	}
}
