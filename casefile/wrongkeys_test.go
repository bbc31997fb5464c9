package casefile

import (
	"errors"
	"flag"
	"fmt"
	"testing"
)

var (
	wrongKeys  = flag.Int("wrongkeys", 10_000, "how many wrong data keys to try")
	wrongWords = flag.Int("wrongwords", 2, "how many wrong passphrases to try, about a second each")
)

// Behind the slow hash a wrong key opens neither a slot nor a seal, and leaves no trace in the file. The right one opens both, so the tries
// are fair.
func TestWrongKeysOpenNothingAndChangeNothing(t *testing.T) {
	f := newFile(t, Passphrase(testPassphrase))
	put(t, f, Child{Name: "Maya"})
	h, data := f.header, append([]byte(nil), f.keys.data...)
	path, before := f.Path(), ""
	f.Close()
	before = hashOf(t, path)
	try := func(key []byte) error {
		f, err := openWith(path, func(h header) (*keys, error) { return newKeys(append([]byte(nil), key...), h.File) }, clock())
		if err == nil {
			f.Close()
		}
		return err
	}
	for i := range *wrongKeys {
		key := randomBytes(keySize)
		aead, err := newAEAD(key)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := aead.Open(nil, nil, h.Slots[0].Data, h.Slots[0].bound(h.File)); err == nil {
			t.Fatal("a wrong key opens the slot")
		}
		if i%20 > 0 {
			continue // the whole way takes longer
		}
		if err := try(key); !errors.Is(err, ErrDamaged) {
			t.Fatalf("a wrong data key gives %v", err)
		}
	}
	if hashOf(t, path) != before {
		t.Error("wrong keys changed the file")
	}
	if err := try(data); err != nil {
		t.Errorf("the right key gives %v", err)
	}
}

func TestWrongPassphrasesChangeNothing(t *testing.T) {
	f := newFile(t, Passphrase(testPassphrase))
	put(t, f, Child{Name: "Maya"})
	f.Close()
	before := hashOf(t, f.Path())
	for i := range *wrongWords {
		if _, err := Open(f.Path(), Passphrase(fmt.Sprint(testPassphrase, i)), clock()); !errors.Is(err, ErrWrongKey) {
			t.Errorf("a wrong passphrase gives %v", err)
		}
	}
	if hashOf(t, f.Path()) != before {
		t.Error("wrong passphrases changed the file")
	}
	openFile(t, f.Path(), Passphrase(testPassphrase))
}
