package casefile

import (
	"math"
	"slices"
	"testing"
)

// saved gives how often a file was saved.
func saved(t *testing.T, f *File) uint64 {
	t.Helper()
	r, err := f.Root()
	if err != nil {
		t.Fatal(err)
	}
	return r.Seq
}

// stood gives what the entries said when the file had been saved so often, in alphabetical order.
func stood(t *testing.T, f *File, seq uint64) (said []string) {
	t.Helper()
	err := f.View(func(tx *Tx) error {
		entries, err := StoodAt[Entry](tx, seq)
		for _, e := range entries {
			said = append(said, e.Said)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(said)
	return said
}

// Every state the entries ever had is found again, whatever was done since: added, changed twice, deleted, written again.
func TestEveryStateIsFoundAgain(t *testing.T) {
	f := newFile(t, Passphrase(testPassphrase))
	a := put(t, f, Entry{Kind: EntryNote, On: day("2026-03-02"), Said: "a"})
	b := put(t, f, Entry{Kind: EntryNote, On: day("2026-03-03"), Said: "b"})
	want := map[uint64][]string{saved(t, f): {"a", "b"}}
	a.Said = "a2"
	a = put(t, f, a)
	want[saved(t, f)] = []string{"a2", "b"}
	a.Said = "a3"
	a = put(t, f, a)
	want[saved(t, f)] = []string{"a3", "b"}
	must(t, f, func(tx *Tx) error { return Delete[Entry](tx, b.ID) })
	want[saved(t, f)] = []string{"a3"}
	put(t, f, b)
	put(t, f, Entry{Kind: EntryNote, On: day("2026-03-04"), Said: "c"})
	want[saved(t, f)] = []string{"a3", "b", "c"}
	put(t, f, Child{Name: "Maya"})
	for seq, said := range want {
		if got := stood(t, f, seq); !slices.Equal(got, said) {
			t.Errorf("saved %d times it held %v, want %v", seq, got, said)
		}
	}
}

func TestSinceAndTheLastSaving(t *testing.T) {
	f := newFile(t, NoPassphrase())
	e := put(t, f, Entry{Kind: EntryNote, On: day("2026-03-02"), Said: "a"})
	first := saved(t, f)
	c := put(t, f, Child{Name: "Maya"})
	e.Said = "b"
	put(t, f, e)
	second := saved(t, f)
	put(t, f, Child{Name: "Leo"})
	err := f.View(func(tx *Tx) error {
		since, err := Since(tx, first)
		if err != nil {
			return err
		}
		if len(since) != 3 || since[0].Title != "Leo" || since[1].Act != ActChanged || since[1].ID != e.ID || since[2].ID != c.ID || since[2].Act != ActAdded {
			t.Errorf("since then: %+v", since)
		}
		last, err := LastSaving[Entry](tx, math.MaxUint64)
		if err != nil || last.Seq != second || !slices.Equal(last.IDs, []ID{e.ID}) || last.At.IsZero() {
			t.Errorf("the last saving of an entry: %+v, %v", last, err)
		}
		if last, err = LastSaving[Entry](tx, second-1); err != nil || last.Seq != first {
			t.Errorf("the one before: %+v, %v", last, err)
		}
		if last, err = LastSaving[Entry](tx, first-1); err != nil || last.Seq != 0 {
			t.Errorf("before all of them: %+v, %v", last, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
