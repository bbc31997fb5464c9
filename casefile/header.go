package casefile

import (
	"bytes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// magic marks our header inside a bbolt file.
const magic = "ehc-casefile"

// header is what stands in clear: enough to ask for the right key, and nothing about the family.
type header struct {
	Magic  string `json:"magic"`
	Schema int    `json:"schema"`
	Read   int    `json:"read,omitempty"` // the lowest schema of a program that can read it, where that is lower than Schema
	File   []byte `json:"file"`           // the file's random id
	Slots  []slot `json:"slots"`
}

// slot holds the data key, wrapped by one key that opens the file.
type slot struct {
	Kind string `json:"kind"`
	Cost *cost  `json:"argon2id,omitempty"`
	Salt []byte `json:"salt,omitempty"`
	Data []byte `json:"data"` // sealed, except in a slot of kind "none"

	text json.RawMessage // as it was read: a slot may be of a kind, or have fields, that this version does not know
}

// UnmarshalJSON reads a slot and keeps its text.
func (s *slot) UnmarshalJSON(text []byte) error {
	type bare slot
	if err := json.Unmarshal(text, (*bare)(s)); err != nil {
		return err
	}
	s.text = bytes.Clone(text)
	return nil
}

// MarshalJSON writes a slot that was read as it was read.
func (s slot) MarshalJSON() ([]byte, error) {
	type bare slot
	if s.text != nil {
		return s.text, nil
	}
	return json.Marshal(bare(s))
}

// newHeader makes a file's header and its keys, with one slot for the key it is created with.
func newHeader(key Key, now func() time.Time) (header, *keys, error) {
	h := header{Magic: magic, Schema: schema, File: randomBytes(16)}
	data := randomBytes(keySize)
	s, err := newSlot(key, h.File, data, now)
	if err != nil {
		return h, nil, err
	}
	h.Slots = []slot{s}
	k, err := newKeys(data, h.File)
	return h, k, err
}

// newSlot wraps the data key of a file for one key. now measures what a guess at a passphrase costs on this machine.
func newSlot(key Key, file, data []byte, now func() time.Time) (slot, error) {
	s := slot{Kind: key.kind}
	if key.err != nil {
		return s, key.err
	}
	if key.kind == slotNone {
		s.Data = append([]byte(nil), data...)
		return s, nil
	}
	s.Salt = randomBytes(16)
	if key.kind == slotPassphrase {
		c := calibrate(key.secret, s.Salt, now)
		s.Cost = &c
	}
	aead, err := s.wrapping(key.secret)
	if err != nil {
		return s, err
	}
	s.Data = aead.Seal(nil, nil, data, s.bound(file))
	return s, nil
}

// wrapping gives the cipher that wraps the data key in this slot.
func (s slot) wrapping(secret []byte) (cipher.AEAD, error) {
	wrap, err := s.wrapKey(secret)
	if err != nil {
		return nil, err
	}
	defer clear(wrap)
	return newAEAD(wrap)
}

// unwrap gives the data key, or ErrWrongKey.
func (s slot) unwrap(secret, file []byte) ([]byte, error) {
	aead, err := s.wrapping(secret)
	if err != nil {
		return nil, err
	}
	data, err := aead.Open(nil, nil, s.Data, s.bound(file))
	if err != nil || len(data) != keySize {
		return nil, ErrWrongKey
	}
	return data, nil
}

// bound ties a wrapped data key to its file and kind of slot.
func (s slot) bound(file []byte) []byte {
	return append([]byte("ehc-casefile 1 slot "+s.Kind+" "), file...)
}

// unlock opens the data key with key. A file without a passphrase opens with any key.
func (h header) unlock(key Key) (*keys, error) {
	if s, ok := h.slot(slotNone); ok {
		if len(s.Data) != keySize {
			return nil, ErrDamaged
		}
		return newKeys(append([]byte(nil), s.Data...), h.File)
	}
	if key.err != nil {
		return nil, key.err
	}
	for _, s := range h.Slots { // there may be several of a kind: two parents, each with a passphrase
		if s.Kind != key.kind {
			continue
		}
		data, err := s.unwrap(key.secret, h.File)
		if err == nil {
			return newKeys(data, h.File)
		}
		if !errors.Is(err, ErrWrongKey) {
			return nil, err
		}
	}
	return nil, ErrWrongKey
}

func (h header) slot(kind string) (slot, bool) {
	for _, s := range h.Slots {
		if s.Kind == kind {
			return s, true
		}
	}
	return slot{}, false
}

// with gives the header with s in the place of the slot of its kind.
func (h header) with(s slot) header {
	slots := make([]slot, 0, len(h.Slots)+1)
	for _, old := range h.Slots {
		if old.Kind != s.Kind {
			slots = append(slots, old)
		}
	}
	h.Slots = append(slots, s)
	return h
}

// storedHeader is the header as it lies in the file: its bytes, a plain hash that finds damage without a key, and a keyed one that finds a stranger's hand.
type storedHeader struct{ text, sum, mac []byte }

func (h header) stored(k *keys) (storedHeader, error) {
	text, err := json.Marshal(h)
	if err != nil {
		return storedHeader{}, err
	}
	sum := sha256.Sum256(text)
	return storedHeader{text, sum[:], mac(k.heads, text)}, nil
}

// read gives the header, before any key is known.
func (s storedHeader) read() (header, error) {
	var h header
	if sum := sha256.Sum256(s.text); !hmac.Equal(sum[:], s.sum) {
		return h, fmt.Errorf("its header: %w", ErrDamaged)
	}
	if err := json.Unmarshal(s.text, &h); err != nil || h.Magic != magic || h.Schema < 1 {
		return h, fmt.Errorf("its header: %w", ErrDamaged)
	}
	if h.Schema > schema && (h.Read < 1 || h.Read > schema) {
		return h, ErrNewer
	}
	if err := decodeWhole(s.text, &header{}); err != nil && h.tooNew() == nil {
		return h, err
	}
	if len(h.File) != 16 || len(h.Slots) == 0 || len(h.Slots) > maxSlots || h.work() > maxWork {
		return h, fmt.Errorf("its header: %w", ErrDamaged)
	}
	return h, nil
}

// tooNew gives ErrNewer for a file that this program may read and must not write.
func (h header) tooNew() error {
	if h.Schema > schema {
		return ErrNewer
	}
	return nil
}

// Anybody can write a header, so what it may cost to try a key is bounded for all its slots together: about half a minute.
const (
	maxSlots = 16
	maxWork  = 16 << 20 // KiB times passes
)

// work gives what a wrong passphrase costs: it is tried on every slot.
func (h header) work() (sum uint64) {
	for _, s := range h.Slots {
		if s.Cost != nil {
			sum += uint64(s.Cost.Memory) * uint64(s.Cost.Time)
		}
	}
	return sum
}

// genuine tells whether the header is the one that was written with these keys.
func (s storedHeader) genuine(k *keys) bool { return hmac.Equal(s.mac, mac(k.heads, s.text)) }

// NeedsPassphrase tells whether the file must be opened with a key. It reads only the header, and gives the errors of [Open].
func NeedsPassphrase(path string) (bool, error) {
	_, stored, err := look(path)
	if err != nil {
		return false, fmt.Errorf("open %q: %w", path, err)
	}
	h, err := stored.read()
	if err != nil {
		return false, fmt.Errorf("open %q: %w", path, err)
	}
	_, open := h.slot(slotNone)
	return !open, nil
}
