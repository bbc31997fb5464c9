package casefile

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"testing"
)

// rewriteHeader changes the header of an open file as a later program might.
func rewriteHeader(t *testing.T, f *File, edit func(h map[string]any)) {
	t.Helper()
	must(t, f, func(tx *Tx) error {
		var fields map[string]any
		text, err := json.Marshal(f.header)
		if err == nil {
			err = json.Unmarshal(text, &fields)
		}
		if err != nil {
			return err
		}
		edit(fields)
		if text, err = json.Marshal(fields); err != nil {
			return err
		}
		sum := sha256.Sum256(text)
		tx.state.Header = sum[:]
		tx.note(change{Do: "key"})
		b := tx.b.Bucket([]byte{bucketHeader})
		return errors.Join(b.Put(headerText, text), b.Put(headerSum, sum[:]), b.Put(headerMAC, mac(tx.keys.heads, text)))
	})
}

func TestSeveralSlotsOfAKind(t *testing.T) {
	f := newFile(t, Passphrase(testPassphrase))
	second, err := newSlot(Passphrase("the other parent's words"), f.header.File, f.keys.data, clock())
	if err != nil {
		t.Fatal(err)
	}
	rewriteHeader(t, f, func(h map[string]any) { h["slots"] = append(h["slots"].([]any), second) })
	f.Close()
	if _, err := Open(f.Path(), Passphrase("nobody's words"), clock()); !errors.Is(err, ErrWrongKey) {
		t.Errorf("a wrong passphrase gives %v", err)
	}
	for _, words := range []string{testPassphrase, "the other parent's words"} {
		openFile(t, f.Path(), Passphrase(words)).Close()
	}
}

func TestASlotOfAnotherKindStaysAsItIs(t *testing.T) {
	f := newFile(t, Passphrase(testPassphrase))
	rewriteHeader(t, f, func(h map[string]any) {
		h["slots"] = append(h["slots"].([]any), map[string]any{"kind": "x25519", "to": "an advocate's public key", "data": "AAAA"})
	})
	f = reopen(t, f, Passphrase(testPassphrase))
	if _, err := f.AddRecoveryKey(); err != nil {
		t.Fatal(err)
	}
	f.Close()
	text := values(t, f.Path())[bucketHeader]["header"]
	if !bytes.Contains(text, []byte(`{"data":"AAAA","kind":"x25519","to":"an advocate's public key"}`)) {
		t.Errorf("the slot is not what it was: %s", text)
	}
	openFile(t, f.Path(), Passphrase(testPassphrase))
}

func TestAHeaderWithAnUnknownFieldIsNewer(t *testing.T) {
	f := newFile(t, NoPassphrase())
	rewriteHeader(t, f, func(h map[string]any) { h["reader"] = 1 })
	f.Close()
	if _, err := Open(f.Path(), NoPassphrase(), clock()); !errors.Is(err, ErrNewer) {
		t.Errorf("got %v, want ErrNewer", err)
	}
}

func TestAHeaderThatAsksForHoursIsRefused(t *testing.T) {
	dear := slot{Kind: slotPassphrase, Cost: &cost{Memory: 1 << 20, Time: 16, Threads: 4}, Salt: make([]byte, 16), Data: make([]byte, 60)}
	for name, slots := range map[string][]slot{"one slot too dear": {{Kind: slotPassphrase, Cost: &cost{1 << 20, 17, 4}}}, "two slots": {dear, dear}, "many slots": make([]slot, 17)} {
		text, err := json.Marshal(header{Magic: magic, Schema: schema, File: make([]byte, 16), Slots: slots})
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(text)
		if _, err := (storedHeader{text: text, sum: sum[:]}).read(); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: got %v, want ErrDamaged", name, err)
		}
	}
}
