package casefile

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// foreignDB makes a bbolt file of somebody else, with buckets in buckets.
func foreignDB(t *testing.T, dir string) string {
	t.Helper()
	path := filepath.Join(dir, "foreign.db")
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Update(func(tx *bolt.Tx) error {
		b, err := tx.CreateBucket([]byte("songs"))
		if err != nil {
			return err
		}
		_, err = b.CreateBucket([]byte("old"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// raw runs do on the file's bbolt, past all our checks.
func raw(t *testing.T, path string, do func(tx *bolt.Tx) error) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Update(do); err != nil {
		t.Fatal(err)
	}
}

func TestPassphrase(t *testing.T) {
	f := newFile(t, Passphrase(testPassphrase))
	if !f.Sealed() {
		t.Error("a file with a passphrase says it has none")
	}
	child := put(t, f, Child{Name: "Maya"})
	f.Close()
	if needs, err := NeedsPassphrase(f.Path()); err != nil || !needs {
		t.Errorf("NeedsPassphrase gives %v, %v", needs, err)
	}
	before := hashOf(t, f.Path())
	for _, key := range []Key{Passphrase("seven quiet otters read"), NoPassphrase(), RecoveryKey(writeRecovery(randomBytes(recoverySize)))} {
		if _, err := Open(f.Path(), key, clock()); !errors.Is(err, ErrWrongKey) {
			t.Errorf("a wrong key gives %v", err)
		}
	}
	var p Problem
	if _, err := Open(f.Path(), Passphrase("  "), clock()); !errors.As(err, &p) || p.Field != "passphrase" {
		t.Errorf("an empty passphrase gives %v", err)
	}
	if hashOf(t, f.Path()) != before {
		t.Error("a wrong key changed the file")
	}
	if got := get[Child](t, openFile(t, f.Path(), Passphrase(testPassphrase)), child.ID); got.Name != "Maya" {
		t.Errorf("got %+v", got)
	}
}

func TestPassphraseAccents(t *testing.T) {
	composed, apart := Passphrase("caf\u00e9"), Passphrase("cafe\u0301")
	if !bytes.Equal(composed.secret, apart.secret) {
		t.Error("an accent typed in two ways gives two keys")
	}
}

func TestNoPassphrase(t *testing.T) {
	f := newFile(t, NoPassphrase())
	put(t, f, Child{Name: "Maya"})
	if f.Sealed() {
		t.Error("a file without a passphrase says it has one")
	}
	if _, err := f.AddRecoveryKey(); !errors.As(err, new(Problem)) {
		t.Errorf("a recovery key for an open file gives %v", err)
	}
	f.Close()
	if needs, err := NeedsPassphrase(f.Path()); err != nil || needs {
		t.Errorf("NeedsPassphrase gives %v, %v", needs, err)
	}
	openFile(t, f.Path(), Passphrase("typed in vain"))
}

func TestCreateWithARecoveryKeyIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.casefile")
	for _, key := range []Key{RecoveryKey(writeRecovery(randomBytes(recoverySize))), Passphrase("")} {
		if _, err := Create(path, key, clock()); !errors.As(err, new(Problem)) {
			t.Errorf("got %v, want a Problem", err)
		}
	}
	if _, err := os.Lstat(path); err == nil {
		t.Error("a file was made")
	}
}

func TestRecoveryKeyOpens(t *testing.T) {
	f := newFile(t, Passphrase(testPassphrase))
	put(t, f, Child{Name: "Maya"})
	first, err := f.AddRecoveryKey()
	if err != nil {
		t.Fatal(err)
	}
	second, err := f.AddRecoveryKey()
	if err != nil || first == second {
		t.Fatal(err, first, second)
	}
	healthy(t, f)
	f.Close()
	if _, err := Open(f.Path(), RecoveryKey(first), clock()); !errors.Is(err, ErrWrongKey) {
		t.Errorf("the replaced key gives %v", err)
	}
	typed := strings.ToLower(strings.ReplaceAll(second, "-", " "))
	g := openFile(t, f.Path(), RecoveryKey(typed))
	if len(all[Child](t, g, "")) != 1 {
		t.Error("the recovery key does not open the records")
	}
	reopen(t, g, Passphrase(testPassphrase))
}

func TestRecoveryTypingSlips(t *testing.T) {
	for range 50 {
		secret := randomBytes(recoverySize)
		good := writeRecovery(secret)
		if got, err := readRecovery(good); err != nil || !bytes.Equal(got, secret) {
			t.Fatalf("%s gives %x, %v; want %x", good, got, err, secret)
		}
		at := rand.IntN(len(good))
		if good[at] == '-' {
			continue
		}
		for _, c := range letters {
			bad := good[:at] + string(c) + good[at+1:]
			if _, err := readRecovery(bad); bad != good && err == nil {
				t.Fatalf("%s was taken for %s", bad, good)
			}
		}
	}
}

func TestRecoveryProblemNamesTheGroup(t *testing.T) {
	good := strings.Split(writeRecovery(make([]byte, recoverySize)), "-")
	good[2] = "1" + good[2][1:]
	_, err := readRecovery(strings.Join(good, "-"))
	if p, ok := err.(Problem); !ok || !strings.Contains(p.Say, "group 3") {
		t.Errorf("got %v", err)
	}
	for _, bad := range []string{"", "too short", strings.Repeat("é", 35), strings.Join(good, "-") + "0"} {
		if _, err := readRecovery(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

func TestLookAlikesAreRead(t *testing.T) {
	secret := make([]byte, recoverySize) // mostly the digit 0
	typed := strings.ReplaceAll(writeRecovery(secret), "0", "o")
	if got, err := readRecovery(typed); err != nil || !bytes.Equal(got, secret) {
		t.Errorf("%s gives %v", typed, err)
	}
}

func TestAGreedyHeaderIsRefused(t *testing.T) {
	for _, c := range []cost{{1<<20 + 1, 3, 4}, {64 << 10, 65, 4}, {64 << 10, 0, 4}, {64 << 10, 3, 0}} {
		s := slot{Kind: slotPassphrase, Cost: &c, Salt: make([]byte, 16)}
		if _, err := s.wrapKey([]byte("x")); !errors.Is(err, ErrDamaged) {
			t.Errorf("%+v gives %v", c, err)
		}
	}
	if floorCost.Memory < 64<<10 || floorCost.Time < 3 || floorCost.Threads < 4 || !floorCost.bearable() {
		t.Errorf("a new file's passphrase costs too little: %+v", floorCost)
	}
}

func TestATamperedHeaderIsRefused(t *testing.T) {
	f := newFile(t, NoPassphrase())
	forged := f.header
	forged.Slots = append([]slot{{Kind: "spare"}}, forged.Slots...)
	stranger, err := newKeys(randomBytes(keySize), forged.File)
	if err != nil {
		t.Fatal(err)
	}
	s, err := forged.stored(stranger) // a right plain hash, and a MAC under another key
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	raw(t, f.Path(), func(tx *bolt.Tx) error {
		a := tx.Bucket([]byte{bucketHeader})
		return errors.Join(a.Put(headerText, s.text), a.Put(headerSum, s.sum), a.Put(headerMAC, s.mac))
	})
	if _, err := Open(f.Path(), NoPassphrase(), clock()); !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v, want ErrDamaged", err)
	}
}

// Every word a family types, and the bytes of their papers, must not lie open in a sealed file.
func TestNothingShowsInASealedFile(t *testing.T) {
	f := newFile(t, Passphrase(testPassphrase))
	canaries := []string{"Okoro", "Maya-Canary", "Hawthorn", "Hale", "quokka", "Speech therapy", "2025-11-03", "20251103", "scan-of-refusal", "evidence-canary"}
	must(t, f, func(tx *Tx) error {
		_, a := Put(tx, Family{Name: "Okoro"})
		c, b := Put(tx, Child{Name: "Maya-Canary", School: "Hawthorn"})
		e, d := Put(tx, Entry{Head: Head{Child: c.ID}, Kind: EntryCall, On: day("2025-11-03"), With: "Hale", Said: "quokka"})
		blob, g := tx.Add(strings.NewReader(strings.Repeat("evidence-canary ", 40000)), "scan-of-refusal.pdf")
		p, h := Put(tx, paper("Speech therapy", blob))
		p.Name = "scan-of-refusal.pdf"
		_, i := Put(tx, p)
		canaries = append(canaries, string(c.ID), string(e.ID), string(p.ID), blob.SHA256)
		return errors.Join(a, b, d, g, h, i)
	})
	child := all[Child](t, f, "")[0]
	child.Name = "Maya-Canary-Changed"
	put(t, f, child)
	f.Close()
	data, err := os.ReadFile(f.Path())
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range canaries {
		if bytes.Contains(data, []byte(word)) {
			t.Errorf("%q lies open in the file", word)
		}
		if id, ok := ID(word).bytes(); ok && bytes.Contains(data, id[:]) {
			t.Errorf("the id %s lies open in the file", word)
		}
	}
	if !bytes.Contains(data, []byte(magic)) {
		t.Error("the search finds nothing at all, not even our own header")
	}
}

func TestValuesCannotBeSwapped(t *testing.T) {
	f := newFile(t, NoPassphrase())
	a, b := put(t, f, Child{Name: "Maya"}), put(t, f, Child{Name: "Leo"})
	ka, kb := f.keys.name("record", "child", string(a.ID)), f.keys.name("record", "child", string(b.ID))
	f.Close()
	raw(t, f.Path(), func(tx *bolt.Tx) error {
		r := tx.Bucket([]byte{bucketRecords})
		va, vb := bytes.Clone(r.Get(ka)), bytes.Clone(r.Get(kb))
		return errors.Join(r.Put(ka, vb), r.Put(kb, va))
	})
	g := openFile(t, f.Path(), NoPassphrase())
	for _, id := range []ID{a.ID, b.ID} {
		err := g.View(func(tx *Tx) error { _, err := Get[Child](tx, id); return err })
		if !errors.Is(err, ErrDamaged) {
			t.Errorf("a swapped record gives %v, want ErrDamaged", err)
		}
	}
	if err := g.View(func(tx *Tx) error { All[Child](tx, ""); return nil }); !errors.Is(err, ErrDamaged) {
		t.Errorf("a list with swapped records gives %v, want ErrDamaged", err)
	}
}

func TestSizesArePadded(t *testing.T) {
	k, err := newKeys(randomBytes(keySize), randomBytes(16))
	if err != nil {
		t.Fatal(err)
	}
	sizes := map[int]bool{}
	for n := range 1000 {
		sizes[len(k.seal(bucketRecords, []byte("k"), make([]byte, n)))] = true
	}
	if len(sizes) > 4 {
		t.Errorf("a thousand lengths show in %d sizes", len(sizes))
	}
	for n := int64(1); n < 1<<30; n = n*3/2 + 1 {
		if p := padme(n); p < n || n > 1024 && float64(p) > 1.12*float64(n) {
			t.Errorf("%d bytes are padded to %d", n, p)
		}
	}
}
