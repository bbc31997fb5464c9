package casefile

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"fmt"
)

// magic marks our header inside a bbolt file.
const magic = "ehc-casefile"

// header is what stands in clear: enough to ask for the right key, and nothing about the family.
type header struct {
	Magic  string `json:"magic"`
	Schema int    `json:"schema"`
	File   []byte `json:"file"` // the file's random id
	Slots  []slot `json:"slots"`
}

// slot holds the data key, wrapped by one key that opens the file.
type slot struct {
	Kind string `json:"kind"`
	Cost *cost  `json:"argon2id,omitempty"`
	Salt []byte `json:"salt,omitempty"`
	Data []byte `json:"data"` // sealed, except in a slot of kind "none"
}

// newHeader makes a file's header and its keys, with one slot for the key it is created with.
func newHeader(key Key) (header, *keys, error) {
	h := header{Magic: magic, Schema: schema, File: randomBytes(16)}
	data := randomBytes(keySize)
	s, err := newSlot(key, h.File, data)
	if err != nil {
		return h, nil, err
	}
	h.Slots = []slot{s}
	k, err := newKeys(data, h.File)
	return h, k, err
}

// newSlot wraps the data key of a file for one key.
func newSlot(key Key, file, data []byte) (slot, error) {
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
		c := floorCost
		s.Cost = &c
	}
	wrap, err := s.wrapKey(key.secret)
	if err != nil {
		return s, err
	}
	aead, err := newAEAD(wrap)
	if err != nil {
		return s, err
	}
	s.Data = aead.Seal(nil, nil, data, s.bound(file))
	return s, nil
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
	s, ok := h.slot(key.kind)
	if !ok {
		return nil, ErrWrongKey
	}
	wrap, err := s.wrapKey(key.secret)
	if err != nil {
		return nil, err
	}
	aead, err := newAEAD(wrap)
	if err != nil {
		return nil, err
	}
	data, err := aead.Open(nil, nil, s.Data, s.bound(h.File))
	if err != nil || len(data) != keySize {
		return nil, ErrWrongKey
	}
	return newKeys(data, h.File)
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
	if h.Schema > schema {
		return h, ErrNewer
	}
	if len(h.File) != 16 || len(h.Slots) == 0 {
		return h, fmt.Errorf("its header: %w", ErrDamaged)
	}
	return h, nil
}

// genuine tells whether the header is the one that was written with these keys.
func (s storedHeader) genuine(k *keys) bool { return hmac.Equal(s.mac, mac(k.heads, s.text)) }
