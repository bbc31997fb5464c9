package casefile

import (
	"bytes"
	"context"
	"testing"
)

// FuzzUnpack gives the reader of archives what a stranger could seal. Nothing but what Export wrote is sound, and nothing makes it panic.
// Fuzz it with -fuzzminimizetime 1x, or nearly all the time goes into making inputs of 20 KB smaller.
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

// FuzzChain gives the chain lines that a stranger could seal. What it accepts stands as this program would write it, each line chained to the
// one before.
func FuzzChain(f *testing.F) {
	g := newFile(f, NoPassphrase())
	put(f, g, Family{Name: "Okoro"})
	d := addDocument(f, g, "Report", pattern(700, 1))
	must(f, g, func(tx *Tx) error { return DeleteFor[Document](tx, d.ID, "Twice.") })
	must(f, g, func(tx *Tx) error { return Undelete(tx, d.kind(), d.ID) })
	var history bytes.Buffer
	if err := g.View(func(tx *Tx) error { return newPacker(context.Background(), tx).writeHistory(&history) }); err != nil {
		f.Fatal(err)
	}
	f.Add(history.Bytes())
	f.Fuzz(func(t *testing.T, lines []byte) {
		c := newChain()
		prev := ""
		eachLine(bytes.NewReader(lines), func(line []byte) error {
			if err := c.add(line); err != nil || c.newer > 0 {
				return ErrDamaged
			}
			e := decoded[event](t, line)
			if e.Prev != prev || !bytes.Equal(encoded(t, e), line) {
				t.Errorf("%q was accepted", line)
			}
			prev = fullSum(line)
			return nil
		})
		for at := range c.last {
			if _, both := c.bin[at]; both {
				t.Errorf("%s stands, and lies in the bin", at.id)
			}
		}
	})
}
