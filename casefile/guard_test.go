package casefile

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// values copies everything in the file's buckets.
func values(t *testing.T, path string) map[byte]map[string][]byte {
	t.Helper()
	out := map[byte]map[string][]byte{}
	raw(t, path, func(tx *bolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bolt.Bucket) error {
			out[name[0]] = map[string][]byte{}
			return b.ForEach(func(k, v []byte) error {
				out[name[0]][string(k)] = bytes.Clone(v)
				return nil
			})
		})
	})
	return out
}

// putBack lays older values of some buckets over the present ones.
func putBack(t *testing.T, path string, older map[byte]map[string][]byte, buckets string) {
	t.Helper()
	raw(t, path, func(tx *bolt.Tx) error {
		for _, b := range []byte(buckets) {
			for k, v := range older[b] {
				if err := tx.Bucket([]byte{b}).Put([]byte(k), v); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// A sealed value of an hour ago is as genuine as today's. None may take the place of today's unseen, whichever of them come back together.
func TestOlderValuesCannotComeBack(t *testing.T) {
	f := newFile(t, NoPassphrase())
	e := put(t, f, Entry{Kind: EntryNote, On: day("2026-03-02"), Said: "They agreed."})
	for range pageRows { // so that its page of the list is full, and lies in its own place
		put(t, f, Entry{Kind: EntryNote, On: day("2026-03-03"), Said: "Nothing new."})
	}
	f.Close()
	older := values(t, f.Path())
	f = openFile(t, f.Path(), NoPassphrase())
	e.Said = "They refused."
	put(t, f, e)
	f.Close()
	newest := readBytes(t, f.Path())
	for _, buckets := range []string{"b", "c", "bc", "g", "bg", "cg", "bcg"} {
		path := filepath.Join(t.TempDir(), "older.casefile")
		if err := os.WriteFile(path, newest, 0o600); err != nil {
			t.Fatal(err)
		}
		putBack(t, path, older, buckets)
		g, err := Open(path, NoPassphrase(), clock())
		if err == nil {
			err = g.View(func(tx *Tx) error { _, err := Get[Entry](tx, e.ID); return err })
			g.Close()
		}
		if !errors.Is(err, ErrDamaged) {
			t.Errorf("older values of the buckets %s: got %v, want ErrDamaged", buckets, err)
		}
	}
}

func TestAnOlderHeaderCannotComeBack(t *testing.T) {
	f := newFile(t, Passphrase(testPassphrase))
	replaced, err := f.AddRecoveryKey()
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	older := values(t, f.Path())
	f = openFile(t, f.Path(), Passphrase(testPassphrase))
	if _, err := f.AddRecoveryKey(); err != nil {
		t.Fatal(err)
	}
	f.Close()
	putBack(t, f.Path(), older, string(bucketHeader))
	if _, err := Open(f.Path(), RecoveryKey(replaced), clock()); !errors.Is(err, ErrDamaged) {
		t.Errorf("a replaced recovery key gives %v, want ErrDamaged", err)
	}
}

// An expert who is given the events as they are stored, and no key, can work the chain out again, and reads no words in them.
func TestTheChainNeedsNoKey(t *testing.T) {
	f := newFile(t, Passphrase(testPassphrase))
	e := put(t, f, Entry{Kind: EntryNote, On: day("2026-03-02"), Said: "quokka"})
	for i := range 2 * blockEvents {
		e.Said = fmt.Sprint("wombat ", i)
		put(t, f, e)
	}
	must(t, f, func(tx *Tx) error { return Delete[Entry](tx, e.ID) })
	err := f.View(func(tx *Tx) error {
		prev := ""
		for seq := uint64(1); seq <= tx.state.Seq; seq++ {
			text, err := tx.eventText(seq)
			if err != nil {
				return err
			}
			var says struct{ Prev string }
			if err := json.Unmarshal(text, &says); err != nil || says.Prev != prev {
				t.Errorf("change %d follows %q, want %q (%v)", seq, says.Prev, prev, err)
			}
			if bytes.Contains(text, []byte("quokka")) || bytes.Contains(text, []byte("wombat")) {
				t.Errorf("change %d holds words: %s", seq, text)
			}
			sum := sha256.Sum256(text)
			prev = hex.EncodeToString(sum[:])
		}
		if tx.state.Link != prev {
			t.Errorf("the chain ends in %s, want %s", tx.state.Link, prev)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestMissingFormerWordsAreNamed(t *testing.T) {
	f := newFile(t, NoPassphrase())
	c := put(t, f, Child{Name: "Maya"})
	var key []byte
	must(t, f, func(tx *Tx) error {
		old, _, err := tx.load(place{"child", c.ID})
		key = tx.formerKey(place{"child", c.ID}, fullSum(old))
		return err
	})
	c.Name = "Maya O."
	put(t, f, c)
	f.Close()
	raw(t, f.Path(), func(tx *bolt.Tx) error {
		b := tx.Bucket([]byte{bucketHistory})
		if b.Get(key) == nil {
			t.Fatal("there are no former words")
		}
		return b.Delete(key)
	})
	h, err := openFile(t, f.Path(), NoPassphrase()).Verify(context.Background())
	if err != nil || len(h.Damaged) != 1 || !strings.Contains(h.Damaged[0], "said before change 3") {
		t.Errorf("verify: %v, %q", err, h.Damaged)
	}
}

// A record written by a later program may hold what this one would lose by writing it again.
func TestPutLosesNothingNewer(t *testing.T) {
	f := newFile(t, NoPassphrase())
	c := put(t, f, Child{Name: "Maya"})
	p := place{"child", c.ID}
	must(t, f, func(tx *Tx) error {
		old, page, err := tx.load(p)
		if err != nil {
			return err
		}
		text := append(bytes.TrimSuffix(old, []byte("}")), `,"pronouns":"she"}`...)
		tx.note(change{Do: "put", Kind: p.kind, ID: p.id, Sum: fullSum(text)})
		value := append(binary.BigEndian.AppendUint32(nil, uint32(page)), text...)
		return errors.Join(tx.put(bucketRecords, tx.recordKey(p), value), tx.setRow(indexName{p.kind, page}, newRow(c.Head, c.when(), text)))
	})
	if got := get[Child](t, f, c.ID); got.Name != "Maya" {
		t.Errorf("reading it gives %+v", got)
	}
	c.Name = "Maya O."
	err := f.Update(func(tx *Tx) error { _, err := Put(tx, c); return err })
	if !errors.Is(err, ErrNewer) {
		t.Errorf("got %v, want ErrNewer", err)
	}
	healthy(t, f)
}

func TestOpeningMakesNoFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "moved away.casefile")
	for _, how := range []int{os.O_RDWR, os.O_RDONLY} {
		if _, _, err := openDB(path, how); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("got %v, want fs.ErrNotExist", err)
		}
	}
	if _, err := os.Lstat(path); err == nil {
		t.Error("a new file stands in the place of the one that was moved away")
	}
}

func TestANewFileTakesNoOthersName(t *testing.T) {
	dir := t.TempDir()
	temp, path := filepath.Join(dir, "temp"), filepath.Join(dir, "mine.casefile")
	if err := errors.Join(os.WriteFile(temp, []byte("new"), 0o600), os.WriteFile(path, []byte("made this very moment"), 0o600)); err != nil {
		t.Fatal(err)
	}
	if err := moveIn(temp, path); !errors.Is(err, ErrExists) {
		t.Errorf("got %v, want ErrExists", err)
	}
	if got := string(readBytes(t, path)); got != "made this very moment" {
		t.Errorf("the other file now says %q", got)
	}
}
