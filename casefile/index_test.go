package casefile

import (
	"context"
	"errors"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// The page of the list that was written last is held in memory for the next entry. That must not hide that the disk has it no more.
func TestTheHeldPageHidesNothing(t *testing.T) {
	f := newFile(t, NoPassphrase())
	put(t, f, Child{Name: "Maya"})
	err := f.db.Update(func(b *bolt.Tx) error {
		return b.Bucket([]byte{bucketIndex}).Delete(f.keys.name("index", "child", "0"))
	})
	if err != nil {
		t.Fatal(err)
	}
	h, err := f.Verify(context.Background())
	if err != nil || !strings.Contains(strings.Join(h.Damaged, "\n"), "list of every child") {
		t.Errorf("verify: %v, %q", err, h.Damaged)
	}
	put(t, f, Child{Name: "Leo"}) // what is held is right, and is written anew
	if h := healthy(t, f); h.Records != 2 {
		t.Errorf("%d records", h.Records)
	}
}

// A change that was given up leaves the held page as the file has it.
func TestTheHeldPageForgetsWhatWasGivenUp(t *testing.T) {
	f := newFile(t, NoPassphrase())
	put(t, f, Child{Name: "Maya"})
	no := errors.New("given up")
	err := f.Update(func(tx *Tx) error {
		_, err := Put(tx, Child{Name: "Leo"})
		return errors.Join(err, no)
	})
	if !errors.Is(err, no) {
		t.Fatal(err)
	}
	put(t, f, Child{Name: "Ana"})
	must(t, f, func(tx *Tx) error { return Delete[Child](tx, All[Child](tx, "")[0].ID) })
	put(t, f, Child{Name: "Sam"})
	if h := healthy(t, f); h.Records != 2 {
		t.Errorf("%d records", h.Records)
	}
}
