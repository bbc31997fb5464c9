package casefile

import (
	"bytes"
	"context"
	"testing"
)

// FuzzUnpack gives the reader of archives what a stranger could seal. Nothing but what Export wrote is sound, and nothing makes it panic.
func FuzzUnpack(f *testing.F) {
	g := newFile(f, NoPassphrase())
	put(f, g, Family{Name: "Okoro"})
	c := put(f, g, Child{Name: "Maya"})
	put(f, g, Entry{Head: Head{Child: c.ID}, Kind: EntryNote, On: day("2026-03-02"), Said: "quokka"})
	addDocument(f, g, "Report", pattern(700, 1))
	id, to, _ := travelKey(f)
	whole := insideOf(f, exported(f, g, to), id)
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Fuzz(func(t *testing.T, inside []byte) {
		u, err := newUnpacker(context.Background(), bytes.NewReader(inside))
		for n := 0; err == nil && n < len(u.m.Files); {
			n, err = u.batch(n)
		}
		if err == nil {
			err = u.end()
		}
		if err == nil && len(u.sum.Troubles) == 0 && u.chain.link == "" && u.sum.Records > 0 {
			t.Error("records without a history are called sound")
		}
	})
}
