package casefile

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// placesOf tells where the first page of a kind's list lies: in the state, in its own place, or in both.
func placesOf(t *testing.T, f *File, kind string) (inState, inPlace bool) {
	t.Helper()
	n := indexName{kind, 0}
	must(t, f, func(tx *Tx) (err error) {
		inState = tx.state.Open.is(n)
		inPlace, err = tx.has(bucketIndex, tx.indexKey(n))
		return err
	})
	return inState, inPlace
}

// The page that takes new records lies in the state, and every page in one place alone: an older one left elsewhere would keep the days of what was erased.
func TestThePageThatIsAddedToLiesInTheState(t *testing.T) {
	f := newFile(t, NoPassphrase())
	sure := func(when, kind string, state bool) {
		t.Helper()
		if inState, inPlace := placesOf(t, f, kind); inState != state || inPlace == state {
			t.Errorf("%s, the list of every %s lies in the state: %v, in its place: %v", when, kind, inState, inPlace)
		}
	}
	maya := put(t, f, Child{Name: "Maya"})
	sure("at first", "child", true)
	note := put(t, f, Entry{Kind: EntryNote, On: day("2026-03-02"), Said: "one"})
	sure("after an entry", "child", false)
	sure("after an entry", "entry", true)
	maya.Name = "Maya O."
	put(t, f, maya)
	sure("after a change", "child", false)
	sure("after a change", "entry", true)
	put(t, f, Child{Name: "Leo"})
	sure("after another child", "child", true)
	sure("after another child", "entry", false)
	f = reopen(t, f, NoPassphrase())
	for i := range 2 * pageRows {
		put(t, f, Entry{Kind: EntryNote, On: day("2026-03-03"), Said: fmt.Sprint("note ", i)})
	}
	sure("when it was full", "entry", false)
	must(t, f, func(tx *Tx) error { return Delete[Entry](tx, note.ID) })
	if h := healthy(t, reopen(t, f, NoPassphrase())); h.Records != 2+2*pageRows {
		t.Errorf("%d records", h.Records)
	}
}

// A list that was taken out behind our back is missed, though what the state holds is sound.
func TestAMissingPageIsNamed(t *testing.T) {
	f := newFile(t, NoPassphrase())
	put(t, f, Child{Name: "Maya"})
	put(t, f, Entry{Kind: EntryNote, On: day("2026-03-02"), Said: "one"})
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
}

// A change that was given up leaves the page in the state as the file has it.
func TestTheOpenPageForgetsWhatWasGivenUp(t *testing.T) {
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
