package casefile

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// salvageOf damages the patient's file and saves what can be read.
func (p patient) salvageOf(t *testing.T, key Key, damage func([]byte) []byte) (Salvaged, *File, error) {
	t.Helper()
	dir := t.TempDir()
	path, to := filepath.Join(dir, "damaged.casefile"), filepath.Join(dir, "saved.casefile")
	data := damage(bytes.Clone(p.data))
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Salvage(context.Background(), path, key, to, clock())
	if !bytes.Equal(readBytes(t, path), data) {
		t.Error("the damaged file was changed")
	}
	if err != nil {
		if _, statErr := os.Stat(to); statErr == nil {
			t.Error("a half-made file was left behind")
		}
		return s, nil, err
	}
	f := openFile(t, to, key)
	if h := healthy(t, f); h.Records != s.Records {
		t.Errorf("it says it saved %d records, and there are %d", s.Records, h.Records)
	}
	return s, f, nil
}

// right checks that nothing saved is wrong, and gives how much there is.
func (p patient) right(t *testing.T, f *File) (entries, papers int) {
	t.Helper()
	said := map[ID]string{}
	for _, e := range p.entries {
		said[e.ID] = e.Said
	}
	for _, e := range all[Entry](t, f, "") {
		if want := said[e.ID]; e.Said != want && strings.TrimSuffix(want, " and more") != e.Said {
			t.Errorf("an entry says %.40q, want %.40q", e.Said, want)
		}
		entries++
	}
	for _, d := range all[Document](t, f, "") {
		got, err := f.Read(d.Blob)
		want, known := p.papers[d.Title]
		if err != nil || known && !bytes.Equal(got, want) {
			t.Errorf("%q is not what it was: %v", d.Title, err)
		}
		papers++
	}
	return entries, papers
}

func TestSalvageOfASoundFileIsWhole(t *testing.T) {
	p := newPatient(t)
	s, f, err := p.salvageOf(t, NoPassphrase(), func(b []byte) []byte { return b })
	if err != nil || len(s.Lost) > 0 {
		t.Fatalf("%+v, %v", s, err)
	}
	if entries, papers := p.right(t, f); entries != len(p.entries) || papers != len(p.papers) {
		t.Errorf("%d entries and %d papers of %d and %d", entries, papers, len(p.entries), len(p.papers))
	}
	for i, e := range all[Entry](t, f, "") {
		if e.Said != p.entries[i].Said || e.ID != p.entries[i].ID || !e.Made.Equal(p.entries[i].Made) {
			t.Errorf("entry %d is not the newest", i)
		}
	}
}

// TestSalvage cuts, empties and scrambles, and looks at what is saved each time.
func TestSalvage(t *testing.T) {
	p := newPatient(t)
	pages := len(p.data) / pageSize
	for _, row := range []struct {
		name    string
		damage  func([]byte) []byte
		entries int // at least; 0 where it depends on which pages those are
	}{
		{"both first pages gone", func(b []byte) []byte { clear(b[:2*pageSize]); return b }, len(p.entries)},
		{"the page of the header gone", func(b []byte) []byte {
			at := bytes.Index(b, []byte(`"magic":"ehc-casefile"`)) / pageSize * pageSize
			clear(b[at : at+pageSize])
			return b
		}, len(p.entries)},
		{"the first third gone, but for the headers", func(b []byte) []byte {
			for at := 0; at < len(b)/3; at += pageSize {
				if !bytes.Contains(b[at:at+pageSize], []byte(magic)) {
					clear(b[at : at+pageSize])
				}
			}
			return b
		}, 0},
		{"the last third cut off", func(b []byte) []byte { return b[:len(b)*2/3] }, 0},
		{"cut in the middle of a page", func(b []byte) []byte { return b[:len(b)-pageSize*3/2] }, 0},
		{"every branch and list of free pages gone", func(b []byte) []byte {
			for i := range pages {
				if kind := le.Uint16(b[i*pageSize+8:]); kind == branchPage || kind == freePage {
					clear(b[i*pageSize : (i+1)*pageSize])
				}
			}
			return b
		}, len(p.entries)},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, f, err := p.salvageOf(t, NoPassphrase(), row.damage)
			if err != nil {
				t.Fatal(err)
			}
			entries, papers := p.right(t, f)
			if entries < row.entries {
				t.Errorf("%d entries saved, want %d", entries, row.entries)
			}
			if (entries < len(p.entries) || papers < len(p.papers)) && len(s.Lost) == 0 {
				t.Errorf("%d entries and %d papers are saved, and nothing is said to be lost", entries, papers)
			}
		})
	}
}

// TestSalvageOfScatteredDamage: random pages overwritten, as by an intruder's half-finished encryption. Nothing wrong may be saved.
func TestSalvageOfScatteredDamage(t *testing.T) {
	p := newPatient(t)
	r := rand.New(rand.NewPCG(1, 2))
	saved := 0
	for range 40 {
		_, f, err := p.salvageOf(t, NoPassphrase(), func(b []byte) []byte {
			for range 1 + r.IntN(12) {
				at := r.IntN(len(b)/pageSize) * pageSize
				for i := range pageSize {
					b[at+i] = byte(r.Uint32())
				}
			}
			return b
		})
		if err != nil {
			if !errors.Is(err, ErrNotCase) && !errors.Is(err, ErrDamaged) {
				t.Fatal(err)
			}
			continue
		}
		entries, _ := p.right(t, f)
		saved += entries
	}
	if saved < 20*len(p.entries) {
		t.Errorf("only %d entries were saved in 40 tries of %d", saved, len(p.entries))
	}
}

func TestSalvageOfASealedFile(t *testing.T) {
	f := newFile(t, Passphrase("correct horse"))
	recovery, err := f.AddRecoveryKey()
	if err != nil {
		t.Fatal(err)
	}
	maya := put(t, f, Child{Name: "Maya"})
	put(t, f, Entry{Head: Head{Child: maya.ID}, Kind: EntryNote, On: day("2024-01-01"), Said: "gone"})
	e := put(t, f, Entry{Head: Head{Child: maya.ID}, Kind: EntryNote, On: day("2024-01-02"), Said: "first"})
	e.Said = "second"
	put(t, f, e)
	must(t, f, func(tx *Tx) error { return Delete[Entry](tx, All[Entry](tx, "")[0].ID) })
	f.Close()
	p := patient{data: readBytes(t, f.Path())}
	cut := func(b []byte) []byte { clear(b[:2*pageSize]); return b }
	if _, _, err := p.salvageOf(t, Passphrase("wrong horse"), cut); !errors.Is(err, ErrWrongKey) {
		t.Errorf("a wrong passphrase gives %v", err)
	}
	for _, key := range []Key{Passphrase("correct horse"), RecoveryKey(recovery)} {
		_, g, err := p.salvageOf(t, key, cut)
		if err != nil {
			t.Fatal(err)
		}
		if got := all[Entry](t, g, ""); len(got) != 1 || got[0].Said != "second" {
			t.Errorf("there are %v: a deleted entry came back, or an older state", got)
		}
		g.Close()
	}
}

// TestSalvageOfPapersAlone: every page with a record or a part of the history is gone. The papers are saved without their titles, held back, and it is said that
// more may be lost.
func TestSalvageOfPapersAlone(t *testing.T) {
	f := newFile(t, NoPassphrase())
	for i := range 40 { // enough that evidence, records and history have pages of their own
		addDocument(t, f, "Report", append([]byte("%PDF-1.7 "), pattern(2000, i)...))
	}
	k, err := newKeys(bytes.Clone(f.keys.data), f.keys.file)
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	p := patient{data: readBytes(t, f.Path())}
	s, g, err := p.salvageOf(t, NoPassphrase(), func(b []byte) []byte {
		for at := 0; at < len(b); at += pageSize {
			page, tells := b[at:at+pageSize], false
			if le.Uint16(page[8:]) != leafPage {
				continue
			}
			leafOf(page, 0, true, func(key, value []byte, _ int64) {
				for _, bucket := range []byte{bucketRecords, bucketIndex, bucketHistory, bucketState} {
					_, err := k.open(bucket, key, value)
					tells = tells || err == nil
				}
			})
			if tells {
				clear(page)
			}
		}
		return b
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(s.Lost, lostTrack) || s.Documents < 20 {
		t.Errorf("%+v", s)
	}
	for _, d := range all[Document](t, g, "") {
		if d.Privilege != PrivilegeWithoutPrejudice || d.Type != FilePDF {
			t.Errorf("a paper without a title is %s and %s", d.Privilege, d.Type)
		}
	}
}

func TestSetAside(t *testing.T) {
	f := newFile(t, NoPassphrase())
	f.Close()
	before := hashOf(t, f.Path())
	aside, err := SetAside(f.Path(), clock())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(f.Path()); err == nil || hashOf(t, aside) != before || !strings.Contains(aside, "(damaged 2026-03-16 ") {
		t.Errorf("set aside as %q", aside)
	}
}
