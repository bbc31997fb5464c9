package casefile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// otherFiles gives the names of the other files in a case file's folder, without the notice that it is open.
func otherFiles(t *testing.T, f *File) (names []string) {
	t.Helper()
	found, err := os.ReadDir(filepath.Dir(f.Path()))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range found {
		if e.Name() != filepath.Base(f.Path()) && e.Name() != filepath.Base(notice(f.Path())) {
			names = append(names, e.Name())
		}
	}
	return names
}

func TestBringUp(t *testing.T) {
	f := newFile(t, Passphrase("correct horse"))
	put(t, f, Child{Name: "Maya"})
	ran := ""
	add := func(name string) stage {
		return func(tx *Tx) error {
			ran += name
			_, err := Put(tx, Child{Name: name})
			return err
		}
	}
	next := append(slices.Clone(stages), add("two"), add("three"))
	if err := f.bringUp(schema+2, next); err != nil {
		t.Fatal(err)
	}
	if err := f.bringUp(schema+2, next); err != nil || ran != "twothree" {
		t.Errorf("the steps ran as %q, %v", ran, err)
	}
	if h := healthy(t, f); h.Records != 3 || f.header.Schema != schema+2 {
		t.Errorf("%d records, schema %d", h.Records, f.header.Schema)
	}
	copies := otherFiles(t, f)
	if len(copies) != 1 || !strings.Contains(copies[0], "(before the update ") {
		t.Fatalf("beside it lie %v", copies)
	}
	g := openFile(t, filepath.Join(filepath.Dir(f.Path()), copies[0]), Passphrase("correct horse"))
	if h := healthy(t, g); h.Records != 1 || g.header.Schema != schema {
		t.Errorf("the copy holds %d records, schema %d", h.Records, g.header.Schema)
	}
	f.Close()
	if _, err := Open(f.Path(), Passphrase("correct horse"), clock()); !errors.Is(err, ErrNewer) {
		t.Errorf("this program opens it again with %v", err)
	}
}

// A step that fails, or panics, leaves the file as it was and nothing beside it.
func TestAStepThatFails(t *testing.T) {
	f := newFile(t, NoPassphrase())
	put(t, f, Child{Name: "Maya"})
	f.db.Sync()
	wrong := errors.New("the step went wrong")
	err := f.bringUp(schema+2, append(slices.Clone(stages),
		func(tx *Tx) error { _, err := Put(tx, Child{Name: "two"}); return err },
		func(tx *Tx) error { return wrong },
	))
	if !errors.Is(err, wrong) || f.header.Schema != schema {
		t.Errorf("got %v, schema %d", err, f.header.Schema)
	}
	if h := healthy(t, f); h.Records != 1 || len(otherFiles(t, f)) != 0 {
		t.Errorf("%d records, and beside it %v", h.Records, otherFiles(t, f))
	}
	put(t, f, Child{Name: "Leo"})
	healthy(t, reopen(t, f, NoPassphrase()))
}

// A file whose copy does not verify is not touched.
func TestADamagedFileIsNotBroughtUp(t *testing.T) {
	f := newFile(t, NoPassphrase())
	put(t, f, Child{Name: "Maya"})
	must(t, f, func(tx *Tx) error {
		tx.note(change{Do: "key"})
		return tx.remove(bucketRecords, tx.recordKey(place{"child", All[Child](tx, "")[0].ID}))
	})
	ran := false
	err := f.bringUp(schema+1, append(slices.Clone(stages), func(*Tx) error { ran = true; return nil }))
	if !errors.Is(err, ErrDamaged) || ran || len(otherFiles(t, f)) != 0 {
		t.Errorf("got %v, ran: %v, beside it %v", err, ran, otherFiles(t, f))
	}
}

// oldCopy copies a file that a program of schema 1 wrote into a folder of its own.
func oldCopy(t *testing.T, perm os.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "old.casefile")
	if err := os.WriteFile(path, readBytes(t, "testdata/v1/plain.casefile"), perm); err != nil {
		t.Fatal(err)
	}
	return path
}

// A file of schema 1 is brought up once, after a copy of it was proven. What it said stays, and the chain of its history goes on.
func TestTheFirstSchemaIsBroughtUp(t *testing.T) {
	path := oldCopy(t, 0o600)
	old, err := openWith(path, func(h header) (*keys, error) { return h.unlock(NoPassphrase()) }, clock())
	if err != nil {
		t.Fatal(err)
	}
	entries := all[Entry](t, old, "")
	before, err := old.Root()
	if err != nil {
		t.Fatal(err)
	}
	old.Close()
	f := openFile(t, path, NoPassphrase())
	if after, err := f.Root(); err != nil || f.header.Schema != schema || after.Seq != before.Seq+1 {
		t.Errorf("schema %d, %d saves after %d, %v", f.header.Schema, after.Seq, before.Seq, err)
	}
	must(t, f, func(tx *Tx) error {
		e, _, err := tx.event(before.Seq + 1)
		if err != nil || e.Prev != before.Link || len(e.Changes) != 1 || e.Changes[0].Do != doSchema {
			t.Errorf("the change that brought it up is %+v, %v", e, err)
		}
		return nil
	})
	copies := otherFiles(t, f)
	if len(copies) != 1 || !strings.Contains(copies[0], "(before the update ") {
		t.Fatalf("beside it lie %v", copies)
	}
	was, err := openWith(filepath.Join(filepath.Dir(path), copies[0]), withKeys(f.keys), clock())
	if err != nil {
		t.Fatal(err)
	}
	if r, err := was.Root(); err != nil || r != before || was.header.Schema != 1 {
		t.Errorf("the copy ends in %+v and has schema %d, %v", r, was.header.Schema, err)
	}
	was.Close()
	for i := range 2 * blockEvents { // old events lie alone, new ones in blocks
		put(t, f, Entry{Kind: EntryNote, On: day("2026-04-01"), Said: fmt.Sprint("later ", i)})
	}
	f = reopen(t, f, NoPassphrase())
	if len(otherFiles(t, f)) != 1 || f.header.Schema != schema {
		t.Errorf("it was brought up again: beside it lie %v", otherFiles(t, f))
	}
	now := all[Entry](t, f, "")
	if len(now) != len(entries)+2*blockEvents || !reflect.DeepEqual(now[:len(entries)], entries) {
		t.Errorf("it holds %d entries after %d", len(now), len(entries))
	}
	healthy(t, f)
	if err := f.Proof(io.Discard); err != nil {
		t.Error(err)
	}
}

// Where it cannot be written, as on a disc, a file of schema 1 is read as it is.
func TestTheFirstSchemaIsRead(t *testing.T) {
	path := oldCopy(t, 0o600)
	f := &File{path: path, now: clock(), readOnly: ErrReadOnly}
	if err := f.open(func(h header) (*keys, error) { return h.unlock(NoPassphrase()) }); err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.bringUp(schema, stages); err != nil || f.header.Schema != 1 || len(otherFiles(t, f)) != 0 {
		t.Errorf("got %v, schema %d, beside it %v", err, f.header.Schema, otherFiles(t, f))
	}
	if h := healthy(t, f); h.Records != 6 {
		t.Errorf("%d records", h.Records)
	}
}

// TestStepsFit: there is one step for each schema but the first.
func TestStepsFit(t *testing.T) {
	if len(stages) != schema-1 {
		t.Errorf("there are %d steps for schema %d", len(stages), schema)
	}
}
