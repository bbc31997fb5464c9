package casefile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"
)

func proofLines(t *testing.T, f *File) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := f.Proof(&out); err != nil {
		t.Fatal(err)
	}
	_, lines, _ := bytes.Cut(out.Bytes(), []byte("\n{"))
	return lines
}

// Events lie in blocks, the last of them in the state. Whatever copies a file must bring all of them over, wherever the last block stands.
func TestEveryCopyHasTheWholeHistory(t *testing.T) {
	f := newFile(t, NoPassphrase())
	for n := range 2*blockEvents + 1 {
		put(t, f, Entry{Kind: EntryNote, On: day("2026-03-02"), Said: fmt.Sprint("note ", n)})
		if n == blockEvents { // a long event in the middle of a block
			must(t, f, func(tx *Tx) error { return putMany(tx, 0) })
		}
		want, dir := proofLines(t, f), t.TempDir()
		g := backedUp(t, f, dir)
		if _, err := Restore(ctx, g, NoPassphrase(), filepath.Join(dir, "back.casefile")); err != nil {
			t.Fatal(err)
		}
		if err := f.Tidy(ctx, nil); err != nil {
			t.Fatal(err)
		}
		copies := []*File{openFile(t, filepath.Join(dir, "back.casefile"), NoPassphrase()), reopen(t, f, NoPassphrase())}
		if n%blockEvents < 2 { // a passphrase takes a second
			if err := f.CopySealed(ctx, filepath.Join(dir, "sealed.casefile"), Passphrase(testPassphrase)); err == nil {
				copies = append(copies, openFile(t, filepath.Join(dir, "sealed.casefile"), Passphrase(testPassphrase)))
			}
		}
		f = copies[1]
		for i, c := range copies {
			healthy(t, c)
			if !bytes.Equal(proofLines(t, c), want) {
				t.Errorf("after %d entries, copy %d has another history", n+1, i)
			}
			if c != f {
				c.Close()
			}
		}
	}
	told, err := f.History(context.Background(), 0) // backwards
	if err != nil || len(told) != 1+2*blockEvents+1+100+40 {
		t.Errorf("it tells of %d changes, %v", len(told), err)
	}
}

// The page of the state may come back from the disk as it was some commits ago: sealed rightly, and with an end that no block lies behind.
func TestAnOlderStateIsNoticed(t *testing.T) {
	f := newFile(t, NoPassphrase())
	put(t, f, Child{Name: "Maya"})
	var older []byte
	must(t, f, func(tx *Tx) (err error) {
		older, err = tx.sealed(bucketState, tx.stateKey())
		return err
	})
	key := f.keys.state
	put(t, f, Child{Name: "Leo"})
	f.Close()
	raw(t, f.Path(), func(tx *bolt.Tx) error { return tx.Bucket([]byte{bucketState}).Put(key, older) })
	if _, err := Open(f.Path(), NoPassphrase(), clock()); !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v, want ErrDamaged", err)
	}
}
