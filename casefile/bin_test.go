package casefile

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"
)

// far is a moment after every bin's time.
func far(f *File) time.Time { return f.now().AddDate(0, 0, BinDays+1) }

func inBin(t *testing.T, f *File, now time.Time) (out []Deleted) {
	t.Helper()
	if err := f.View(func(tx *Tx) error { out = Bin(tx, now); return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

func emptied(t *testing.T, f *File, before time.Time) (gone []Deleted) {
	t.Helper()
	must(t, f, func(tx *Tx) (err error) { gone, err = Purge(tx, before); return err })
	return gone
}

func remove[T Record](t *testing.T, f *File, id ID) {
	t.Helper()
	must(t, f, func(tx *Tx) error { return Delete[T](tx, id) })
}

func TestTheBinGivesBackWhatWasDeleted(t *testing.T) {
	for kind, rec := range sample(t, newFile(t, NoPassphrase())) {
		if _, err := decodeKind(rec.kind(), []byte("{}")); err != nil {
			t.Errorf("%s: a deleted %s cannot be read", kind, rec.kind())
		}
	}
	f := newFile(t, NoPassphrase())
	c := put(t, f, Child{Name: "Maya"})
	e := put(t, f, Entry{Head: Head{Child: c.ID}, Kind: EntryNote, On: day("2026-03-02"), Said: "They agreed."})
	must(t, f, func(tx *Tx) error { return DeleteFor[Entry](tx, e.ID, "Twice.") })
	remove[Child](t, f, c.ID)
	got := inBin(t, f, f.now())
	if len(got) != 2 || got[0].Title != "Maya" || got[1].Title != "They agreed." || got[1].Why != "Twice." || got[1].Left != BinDays-1 || got[1].Until.Sub(got[1].At) != BinDays*24*time.Hour {
		t.Fatalf("the bin holds %+v", got)
	}
	if left := inBin(t, f, far(f))[0].Left; left != 0 {
		t.Errorf("%d days left at the end", left)
	}
	var p Problem
	if err := f.Update(func(tx *Tx) error { return Undelete(tx, "entry", e.ID) }); !errors.As(err, &p) {
		t.Errorf("an entry without its child comes back: %v", err)
	}
	must(t, f, func(tx *Tx) error { return errors.Join(Undelete(tx, "child", c.ID), Undelete(tx, "entry", e.ID)) })
	f = reopen(t, f, NoPassphrase())
	if back := get[Entry](t, f, e.ID); back.Said != e.Said || back.Made != e.Made || back.Child != c.ID {
		t.Errorf("back came %+v", back)
	}
	if left := inBin(t, f, f.now()); len(left) != 0 {
		t.Errorf("the bin still holds %+v", left)
	}
	if err := f.Update(func(tx *Tx) error { return Undelete(tx, "entry", e.ID) }); !errors.Is(err, ErrNotFound) {
		t.Errorf("a second time: %v", err)
	}
	healthy(t, f)
}

// chunksOf gives the keys of everything the file holds of one piece of evidence and of one record's history.
func chunksOf(t *testing.T, f *File, b Blob) (keys [][]byte) {
	t.Helper()
	if err := f.View(func(tx *Tx) error {
		e, err := tx.evidence(b)
		for n := range e.padded() {
			keys = append(keys, bytes.Clone(e.chunk(n)))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return keys
}

func holdsAny(t *testing.T, f *File, bucket byte, keys [][]byte) (n int) {
	t.Helper()
	if err := f.db.View(func(b *bolt.Tx) error {
		for _, k := range keys {
			if b.Bucket([]byte{bucket}).Get(k) != nil {
				n++
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestPurgeErasesWordsAndEvidence(t *testing.T) {
	f := newFile(t, NoPassphrase())
	d := addDocument(t, f, "Report", pattern(600_000, 1))
	text := put(t, f, Text{Document: d.ID, Pages: []string{"quokka"}})
	first := d
	d.Title = "Report, read again"
	must(t, f, func(tx *Tx) (err error) { d, err = Correct(tx, d, "A slip."); return err })
	must(t, f, func(tx *Tx) error { return DeleteFor[Document](tx, d.ID, "Not ours.") })
	keys := chunksOf(t, f, d.Blob)
	if gone := emptied(t, f, f.now().AddDate(0, 0, -BinDays)); len(gone) != 0 || holdsAny(t, f, bucketChunks, keys) != len(keys) {
		t.Fatalf("before its time, %+v is erased", gone)
	}
	gone := emptied(t, f, far(f))
	if len(gone) != 1 || gone[0].Title != d.Title || gone[0].Why != "Not ours." {
		t.Errorf("erased: %+v", gone)
	}
	f = reopen(t, f, NoPassphrase())
	if n := holdsAny(t, f, bucketChunks, keys); n != 0 {
		t.Errorf("%d of %d chunks are left", n, len(keys))
	}
	if h := healthy(t, f); h.Bytes != 0 || h.Records != 0 {
		t.Errorf("health: %+v", h)
	}
	err := f.View(func(tx *Tx) error {
		versions, err := Past[Document](tx, d.ID)
		if err != nil || len(versions) != 2 || versions[0].Known || versions[1].Known || versions[1].Record.Title != "" {
			t.Errorf("the past of what was erased: %+v, %v", versions, err)
		}
		if _, err := Get[Text](tx, text.ID); !errors.Is(err, ErrNotFound) {
			t.Errorf("the words read from it: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	again := addDocument(t, f, first.Title, pattern(600_000, 1)) // the same bytes can come in again
	if data, err := f.Read(again.Blob); err != nil || len(data) != 600_000 {
		t.Errorf("added again: %v", err)
	}
	healthy(t, f)
}

func TestPurgeSparesWhatIsNamed(t *testing.T) {
	f := newFile(t, NoPassphrase())
	named := addDocument(t, f, "Named", pattern(3000, 1))
	entry := put(t, f, Entry{Kind: EntryNote, On: day("2026-03-02"), Said: "See the report.", Documents: []ID{named.ID}})
	shared := addDocument(t, f, "Shared", pattern(3000, 2))
	twin := addDocument(t, f, "Twin", pattern(3000, 2))
	remove[Document](t, f, named.ID)
	remove[Document](t, f, shared.ID)
	if gone := emptied(t, f, far(f)); len(gone) != 1 || gone[0].ID != shared.ID {
		t.Errorf("erased: %+v", gone)
	}
	for _, b := range []Blob{named.Blob, twin.Blob} {
		if _, err := f.Read(b); err != nil {
			t.Errorf("evidence that is still named: %v", err)
		}
	}
	entry.Documents = nil // what an entry named once does not hold a paper for ever
	put(t, f, entry)
	if gone := emptied(t, f, far(f)); len(gone) != 1 || gone[0].ID != named.ID {
		t.Errorf("erased: %+v", gone)
	}
	if _, err := f.Read(named.Blob); !errors.Is(err, ErrNotFound) {
		t.Errorf("its evidence: %v", err)
	}
	healthy(t, f)
}

func TestPurgeSparesWhatComesBackInTheSameCommit(t *testing.T) {
	f := newFile(t, NoPassphrase())
	d := addDocument(t, f, "Report", pattern(3000, 1))
	remove[Document](t, f, d.ID)
	must(t, f, func(tx *Tx) error {
		err := Undelete(tx, "document", d.ID)
		gone, purgeErr := Purge(tx, far(f))
		if len(gone) != 0 {
			t.Errorf("erased: %+v", gone)
		}
		return errors.Join(err, purgeErr)
	})
	if _, err := f.Read(get[Document](t, f, d.ID).Blob); err != nil {
		t.Error(err)
	}
	healthy(t, f)
}

// Verify must still miss words that went without being erased by the bin.
func TestVerifyMissesWordsThatWereNotErased(t *testing.T) {
	f := newFile(t, NoPassphrase())
	e := put(t, f, Entry{Kind: EntryNote, On: day("2026-03-02"), Said: "one"})
	e.Said = "two"
	must(t, f, func(tx *Tx) error { _, err := Correct(tx, e, "why"); return err })
	must(t, f, func(tx *Tx) error {
		b, err := tx.bin()
		s := b.words[place{"entry", e.ID}][0]
		tx.note(change{Do: doKey}) // or nothing would be saved
		return errors.Join(err, tx.drop(bucketHistory, tx.reasonKey(s.Why)), tx.drop(bucketHistory, tx.formerKey(place{"entry", e.ID}, s.Was)))
	})
	h, err := f.Verify(context.Background())
	if err != nil || len(h.Damaged) != 2 || !strings.Contains(h.Damaged[1], "The reason given for change 3") {
		t.Errorf("verify: %v, %q", err, h.Damaged)
	}
}
