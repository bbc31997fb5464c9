package casefile

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCopySealed(t *testing.T) {
	f := newFile(t, NoPassphrase())
	var papers [][]byte
	for i, n := range []int{1, 70_000, 900_000} {
		papers = append(papers, pattern(n, i))
		addDocument(t, f, "Report", papers[i])
	}
	e := put(t, f, Entry{Kind: EntryNote, On: day("2024-01-02"), Said: "first words"})
	e.Said = strings.Repeat("second words ", 40_000) // long enough to be cut into parts
	put(t, f, e)
	gone := put(t, f, Entry{Kind: EntryNote, On: day("2024-01-03"), Said: "deleted words"})
	must(t, f, func(tx *Tx) error { return Delete[Entry](tx, gone.ID) })
	before := hashOf(t, f.Path())

	path := filepath.Join(t.TempDir(), "sealed.casefile")
	if err := f.CopySealed(context.Background(), path, Passphrase("correct horse")); err != nil {
		t.Fatal(err)
	}
	if hashOf(t, f.Path()) != before {
		t.Error("the file that was copied is changed")
	}
	for _, word := range []string{"first words", "second words", "deleted words"} {
		if bytes.Contains(readBytes(t, path), []byte(word)) {
			t.Errorf("%q stands in the sealed copy", word)
		}
	}
	if _, err := Open(path, NoPassphrase(), clock()); !errors.Is(err, ErrWrongKey) {
		t.Errorf("it opens without a passphrase: %v", err)
	}
	g := openFile(t, path, Passphrase("correct horse"))
	if d := cmp.Diff(healthy(t, f), healthy(t, g)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(all[Document](t, f, ""), all[Document](t, g, "")); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(all[Entry](t, f, ""), all[Entry](t, g, "")); d != "" {
		t.Error(d)
	}
	for _, d := range all[Document](t, g, "") {
		got, err := g.Read(d.Blob)
		if want, _ := f.Read(d.Blob); err != nil || !bytes.Equal(got, want) {
			t.Errorf("a paper of %d bytes: %v", d.Blob.Size, err)
		}
	}
	if g.ID() == f.ID() || bytes.Equal(g.keys.data, f.keys.data) {
		t.Error("the copy has the file's id or data key")
	}
	put(t, g, Child{Name: "Maya"}) // and can be written to
	healthy(t, g)
	if names, _ := os.ReadDir(filepath.Dir(path)); len(names) != 2 { // the file and the notice that it is open
		t.Errorf("the folder holds %v", names)
	}
}

func TestCopySealedRefuses(t *testing.T) {
	f := newFile(t, NoPassphrase())
	put(t, f, Child{Name: "Maya"})
	var p Problem
	dir := t.TempDir()
	if err := f.CopySealed(context.Background(), filepath.Join(dir, "a"), NoPassphrase()); !errors.As(err, &p) {
		t.Errorf("without a passphrase it gives %v", err)
	}
	if err := f.CopySealed(context.Background(), f.Path(), Passphrase("correct horse")); !errors.Is(err, ErrExists) {
		t.Errorf("onto itself it gives %v", err)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if err := f.CopySealed(stopped, filepath.Join(dir, "a"), Passphrase("correct horse")); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped, it gives %v", err)
	}
	must(t, f, func(tx *Tx) error { // a record that is gone
		tx.note(change{Do: "key"})
		return tx.remove(bucketRecords, tx.recordKey(place{"child", All[Child](tx, "")[0].ID}))
	})
	if err := f.CopySealed(context.Background(), filepath.Join(dir, "a"), Passphrase("correct horse")); !errors.Is(err, ErrDamaged) {
		t.Errorf("with a record gone it gives %v", err)
	}
	if names, _ := os.ReadDir(dir); len(names) > 0 {
		t.Errorf("something was left behind: %v", names)
	}
}

// TestALivedFileGoesEverywhere takes a file with corrections, reasons, deletions, things brought back and things erased through every way a case can go: each time it verifies, and
// holds the same.
func TestALivedFileGoesEverywhere(t *testing.T) {
	f := newFile(t, NoPassphrase())
	slip := put(t, f, Entry{Kind: EntryNote, On: day("2024-01-01"), Said: "on Tusday"})
	away := put(t, f, Entry{Kind: EntryNote, On: day("2024-01-02"), Said: "to be erased"})
	back := put(t, f, Entry{Kind: EntryNote, On: day("2024-01-03"), Said: "to come back"})
	paper := addDocument(t, f, "Erased report", pattern(5000, 1))
	addDocument(t, f, "Kept report", pattern(5000, 2))
	must(t, f, func(tx *Tx) error {
		slip.Said = "on Tuesday"
		_, err := Correct(tx, slip, "a slip of the pen")
		return errors.Join(err, DeleteFor[Entry](tx, away.ID, "written twice"), DeleteFor[Entry](tx, back.ID, "by mistake"), Delete[Document](tx, paper.ID))
	})
	must(t, f, func(tx *Tx) error { return Undelete(tx, "entry", back.ID) })
	must(t, f, func(tx *Tx) error { _, err := Purge(tx, f.now().AddDate(1, 0, 0)); return err })
	healthy(t, f)
	dir := t.TempDir()

	sealed := filepath.Join(dir, "sealed.casefile")
	if err := f.CopySealed(ctx, sealed, Passphrase("correct horse")); err != nil {
		t.Fatal(err)
	}
	sameCase(t, f, openFile(t, sealed, Passphrase("correct horse")))

	restored := filepath.Join(dir, "restored.casefile")
	if h, err := Restore(ctx, backedUp(t, f, filepath.Join(dir, "safe")), NoPassphrase(), restored); err != nil || len(h.Damaged) > 0 {
		t.Fatalf("%v, %v", h, err)
	}
	sameCase(t, f, openFile(t, restored, NoPassphrase()))

	_, to, with := travelKey(t)
	sameCase(t, f, imported(t, exported(t, f, to), with))

	f.Close()
	saved := filepath.Join(dir, "saved.casefile")
	s, err := Salvage(ctx, f.Path(), NoPassphrase(), saved, clock())
	if err != nil || len(s.Lost) > 0 || s.Records != 3 {
		t.Fatalf("%+v, %v", s, err)
	}
	g := openFile(t, saved, NoPassphrase())
	for _, e := range all[Entry](t, g, "") {
		if e.ID == away.ID || e.ID == slip.ID && e.Said != "on Tuesday" {
			t.Errorf("the saved file holds %+v", e)
		}
	}
}
