package casefile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// patient is a case file to be damaged, an older state of it, and what it holds.
type patient struct {
	older, data []byte
	entries     []Entry
	papers      map[string][]byte // by title
}

func newPatient(t *testing.T) patient {
	t.Helper()
	f := newFile(t, NoPassphrase())
	p := patient{papers: map[string][]byte{}}
	add := func(title string, n int) {
		p.papers[title] = pattern(n, n)
		addDocument(t, f, title, p.papers[title])
	}
	note := func(n int) {
		for i := range n {
			put(t, f, Entry{Kind: EntryNote, On: day("2024-01-01").AddDays(i), Said: strings.Repeat("said ", 1+i*3)})
		}
	}
	note(70)
	add("a short report", 9_000)
	add("a long report", 300_000)
	p.older = readBytes(t, f.Path())
	note(10)
	for _, e := range all[Entry](t, f, "")[:20] {
		e.Said += " and more"
		put(t, f, e)
	}
	add("a photo", 30_000)
	p.entries = all[Entry](t, f, "")
	f.Close()
	p.data = readBytes(t, f.Path())
	return p
}

func readBytes(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// outcome says how a damaged file was taken.
type outcome struct{ refused, named, right int }

// examine opens damaged bytes: they must be refused, or every wrong thing named, or everything right. Anything else is shown as good data.
func (p patient) examine(t *testing.T, o *outcome, what string, data []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "damaged.casefile")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open(path, NoPassphrase(), clock())
	if err != nil {
		if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNotCase) {
			t.Errorf("%s: refused with %v", what, err)
		}
		o.refused++
		return
	}
	defer f.Close()
	whole := p.read(t, f, what)
	h, err := f.Verify(context.Background())
	switch {
	case err != nil || len(h.Damaged) > 0:
		o.named++
	case whole:
		o.right++
	default:
		t.Errorf("%s: something is missing and Verify finds nothing", what)
	}
	if after := readBytes(t, path); !bytes.Equal(after, data) {
		t.Errorf("%s: reading a damaged file changed it", what)
	}
}

// read reads everything, and tells whether it is all there. What is given without an error must be right.
func (p patient) read(t *testing.T, f *File, what string) bool {
	t.Helper()
	var entries []Entry
	var papers []Document
	err := f.View(func(tx *Tx) error {
		entries, papers = All[Entry](tx, ""), All[Document](tx, "")
		return nil
	})
	if err != nil {
		return false
	}
	if len(entries) != len(p.entries) || len(papers) != len(p.papers) {
		t.Errorf("%s: %d entries and %d papers without an error", what, len(entries), len(papers))
		return false
	}
	for i, e := range entries {
		if e.Said != p.entries[i].Said || e.ID != p.entries[i].ID {
			t.Errorf("%s: entry %d is silently wrong", what, i)
		}
	}
	whole := true
	for _, d := range papers {
		data, err := f.Read(d.Blob)
		if err == nil && !bytes.Equal(data, p.papers[d.Title]) {
			t.Errorf("%s: %q is silently wrong", what, d.Title)
		}
		whole = whole && err == nil
	}
	return whole
}

func TestTruncation(t *testing.T) {
	p := newPatient(t)
	s := &survey{r: bytes.NewReader(p.data)}
	if err := s.readMetas(int64(len(p.data))); err != nil {
		t.Fatal(err)
	}
	used := int(le.Uint64(s.newest()[56:])) * pageSize // what lies behind was never written
	var o outcome
	for n := 0; n < used; n += 1 + min(n, 3001) {
		p.examine(t, &o, "cut short", p.data[:n])
	}
	p.examine(t, &o, "cut by the last byte", p.data[:used-1])
	if o.named > 0 || o.right > 0 {
		t.Errorf("a file cut short was opened: %+v", o)
	}
	p.examine(t, &o, "cut where nothing is", p.data[:used])
	if o.right != 1 {
		t.Error("a whole file was refused")
	}
	t.Logf("%+v", o)
}

func TestFlippedBits(t *testing.T) {
	p := newPatient(t)
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 2))
	var o outcome
	flip := func(at int) {
		data := bytes.Clone(p.data)
		data[at] ^= 1 << r.IntN(8)
		p.examine(t, &o, "a flipped bit", data)
	}
	for at := range metaSize { // every byte of both meta pages
		flip(at)
		flip(pageSize + at)
	}
	meta := o
	for range 250 {
		flip(r.IntN(len(p.data)))
	}
	for page := 2; page < len(p.data)/pageSize; page++ { // the head of every page, where bbolt trusts most
		flip(page*pageSize + r.IntN(64))
	}
	t.Logf("%+v", o)
	if meta.refused < 2*(metaSize-12) { // the page header holds two counts that mean nothing in a meta page
		t.Errorf("wrong meta pages were taken: %+v", meta)
	}
	if o.named == 0 || o.right == 0 {
		t.Errorf("the flips hit too little: %+v", o)
	}
}

func swap(a, b []byte) {
	keep := bytes.Clone(a)
	copy(a, b)
	copy(b, keep)
}

// A record of an older state is sealed rightly, and must still be noticed.
func TestAnOldRecordIsNoticed(t *testing.T) {
	f := newFile(t, NoPassphrase())
	e := put(t, f, Entry{Kind: EntryNote, On: day("2026-03-02"), Said: "first"})
	key := f.keys.name("record", "entry", string(e.ID))
	var old []byte
	f.View(func(tx *Tx) error { old = bytes.Clone(tx.b.Bucket([]byte{bucketRecords}).Get(key)); return nil })
	e.Said = "second"
	put(t, f, e)
	f.Close()
	raw(t, f.Path(), func(tx *bolt.Tx) error { return tx.Bucket([]byte{bucketRecords}).Put(key, old) })
	g := openFile(t, f.Path(), NoPassphrase())
	if err := g.View(func(tx *Tx) error { _, err := Get[Entry](tx, e.ID); return err }); !errors.Is(err, ErrDamaged) {
		t.Errorf("Get gives %v", err)
	}
	h, err := g.Verify(context.Background())
	if err != nil || len(h.Damaged) != 1 || !strings.Contains(h.Damaged[0], "Monday 2 March 2026") {
		t.Errorf("verify: %v, %q", err, h.Damaged)
	}
}

// What was taken out behind our back must be missed: records, evidence, and the end of the history.
func TestMissingValuesAreNamed(t *testing.T) {
	for _, row := range []struct {
		name string
		take func(k *keys, d Document, last string) (bucket byte, key []byte)
		says string // or the file must not open
	}{
		{"a record", func(k *keys, d Document, _ string) (byte, []byte) {
			return bucketRecords, k.name("record", "document", string(d.ID))
		}, "A record (document)"},
		{"the list", func(k *keys, d Document, _ string) (byte, []byte) {
			return bucketIndex, k.name("index", "document", "0")
		}, "list of every document"},
		{"evidence", func(k *keys, d Document, _ string) (byte, []byte) {
			return bucketEvidence, k.name("evidence", d.Blob.SHA256)
		}, `The document "Report".`},
		{"a block of events", func(k *keys, d Document, _ string) (byte, []byte) { return bucketHistory, k.name("event", "1") }, "Change 1 in the history"},
		{"the last block", func(k *keys, d Document, last string) (byte, []byte) { return bucketHistory, k.name("event", last) }, ""},
		{"the state", func(k *keys, d Document, _ string) (byte, []byte) { return bucketState, k.name("state") }, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			f := newFile(t, NoPassphrase())
			d := addDocument(t, f, "Report", pattern(1000, 1))
			bucket, key := row.take(f.keys, d, fillBlocks(t, f))
			f.Close()
			raw(t, f.Path(), func(tx *bolt.Tx) error {
				b := tx.Bucket([]byte{bucket})
				if b.Get(key) == nil {
					t.Fatal("there is nothing to take out")
				}
				return b.Delete(key)
			})
			g, err := Open(f.Path(), NoPassphrase(), clock())
			if row.says == "" {
				if !errors.Is(err, ErrDamaged) {
					t.Errorf("Open gives %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer g.Close()
			h, err := g.Verify(context.Background())
			if err != nil || !strings.Contains(strings.Join(h.Damaged, "\n"), row.says) {
				t.Errorf("verify: %v, %q", err, h.Damaged)
			}
		})
	}
}

// fillBlocks adds entries until two blocks of events are full and the state holds none, and gives the number by which the last is known.
func fillBlocks(t *testing.T, f *File) (last string) {
	t.Helper()
	for i := 0; last == "" || last == "1"; i++ {
		put(t, f, Entry{Kind: EntryNote, On: day("2026-03-02"), Said: fmt.Sprint("note ", i)})
		must(t, f, func(tx *Tx) error {
			if tx.state.Tail != "" {
				return nil
			}
			b, err := tx.blockWith(tx.state.Seq)
			last = fmt.Sprint(b.first)
			return err
		})
	}
	return last
}

func TestVerifyStopsWhenAsked(t *testing.T) {
	f := newFile(t, NoPassphrase())
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := f.Verify(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestADamagedFileStaysAsItIs(t *testing.T) {
	p := newPatient(t)
	path := filepath.Join(t.TempDir(), "cut.casefile")
	if err := os.WriteFile(path, p.data[:len(p.data)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	before := hashOf(t, path)
	_, err := Open(path, NoPassphrase(), clock())
	if !errors.Is(err, ErrDamaged) || errors.Is(err, fs.ErrNotExist) || hashOf(t, path) != before {
		t.Errorf("got %v", err)
	}
}
