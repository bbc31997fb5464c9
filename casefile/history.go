package casefile

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"sync"
	"time"
)

// event is one commit in the history. Its bytes, as stored, are what the chain covers. It holds hashes and no words, so that words can be
// erased one day, or kept back from a court that checks the chain, without breaking it.
type event struct {
	Seq     uint64    `json:"seq"`  // from 1, without gaps
	Prev    string    `json:"prev"` // the link of the event before; empty for the first
	At      time.Time `json:"at"`
	Changes []change  `json:"changes"`
}

// change is one thing a commit did.
type change struct {
	Do   string `json:"do"` // made, put, correct, delete, restore, erase, keep (evidence), key
	Kind string `json:"kind,omitempty"`
	ID   ID     `json:"id,omitempty"`
	Sum  string `json:"sum,omitempty"` // SHA-256 of the record's JSON, or of the evidence
	Size int64  `json:"size,omitempty"`
	Was  string `json:"was,omitempty"` // SHA-256 of the JSON of the record before, which formerKey finds
	Why  string `json:"why,omitempty"` // SHA-256 of the reason given, with its salt, which reasonKey finds
}

// state is the one value that says how far the file has come; it is written with every commit. Through the header's hash, the last link and
// the hashes of the index pages (which hold those of the records) it covers all the rest, so that no older value can come back unseen.
type state struct {
	Seq      uint64           `json:"seq"`
	Link     string           `json:"link"`   // of the last event
	Header   []byte           `json:"header"` // SHA-256 of the header's text
	Kinds    map[string]tally `json:"kinds"`
	Evidence int              `json:"evidence"` // pieces
	Bytes    int64            `json:"bytes"`    // of evidence
}

// tally counts the pages and records of one kind.
type tally struct {
	Pages   int    `json:"pages"`
	Records int    `json:"records"`
	Sums    []byte `json:"sums"` // the first pageSum bytes of each page's SHA-256, one page after another
}

// note keeps a change for the history.
func (tx *Tx) note(c change) { tx.changes = append(tx.changes, c) }

// keepFormer keeps a record's last words and gives their hash for the history. Words read from a document can be read again, and are not kept twice.
func (tx *Tx) keepFormer(p place, old []byte) (sum string, err error) {
	if old == nil {
		return "", nil
	}
	sum = fullSum(old)
	if p.kind == kindText {
		return sum, nil
	}
	return sum, tx.put(bucketHistory, tx.formerKey(p, sum), old)
}

// former gives what a record said before a change, or ErrDamaged.
func (tx *Tx) former(p place, sum string) ([]byte, error) {
	old, err := tx.get(bucketHistory, tx.formerKey(p, sum))
	if err != nil || fullSum(old) != sum {
		return nil, ErrDamaged
	}
	return old, nil
}

func (tx *Tx) formerKey(p place, sum string) []byte {
	return tx.keys.name("former", p.kind, string(p.id), sum)
}

func fullSum(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

func (tx *Tx) stateKey() []byte { return tx.keys.state }

func (tx *Tx) eventKey(seq uint64) []byte {
	return tx.keys.name("event", strconv.FormatUint(seq, 10))
}

func (tx *Tx) readState() error {
	key := tx.stateKey()
	sealed, err := tx.sealed(bucketState, key)
	if err != nil {
		return fmt.Errorf("its state: %w", ErrDamaged)
	}
	if s, ok := tx.f.known.of(sealed); ok {
		tx.state = s
		return nil
	}
	raw, err := tx.get(bucketState, key)
	if err != nil {
		return fmt.Errorf("its state: %w", ErrDamaged)
	}
	read := decodeWhole // it will be written again, whole
	if tx.f.readOnly != nil {
		read = decode
	}
	if err := read(raw, &tx.state); err != nil {
		return err
	}
	if tx.state.Kinds == nil {
		tx.state.Kinds = map[string]tally{}
	}
	tx.f.known.keep(sealed, tx.state)
	return nil
}

// knownState is the state that was read or written last, so that it is not opened and read again for every look at the file.
type knownState struct {
	mu     sync.Mutex
	sealed []byte // as it stands in the file
	state  state
}

// of gives the state that a sealed value stands for, where it is the one known.
func (k *knownState) of(sealed []byte) (state, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.sealed == nil || !bytes.Equal(sealed, k.sealed) {
		return state{}, false
	}
	return k.state.clone(), true
}

// keep takes over what it is given. A state so long that it lies in parts is not known by its first.
func (k *knownState) keep(sealed []byte, s state) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(sealed) > partSize {
		sealed = nil
	}
	k.sealed, k.state = sealed, s.clone()
}

// forget lets go of what was read, when the keys go.
func (k *knownState) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.sealed, k.state = nil, state{}
}

// clone gives a state that may be changed without changing this one. Sums are shared: list makes its own before it changes one.
func (s state) clone() state {
	s.Kinds = maps.Clone(s.Kinds)
	return s
}

// flush writes what the transaction held back: the index, one event of history, and the state that points to it.
func (tx *Tx) flush() error {
	if err := tx.flushIndex(); err != nil {
		return err
	}
	raw, err := json.Marshal(event{Seq: tx.state.Seq + 1, Prev: tx.state.Link, At: tx.at(), Changes: tx.changes})
	if err != nil {
		return err
	}
	tx.state.Seq++
	tx.state.Link = fullSum(raw)
	now, err := json.Marshal(tx.state)
	if err != nil {
		return err
	}
	key := tx.stateKey()
	err = errors.Join(tx.putFirst(bucketHistory, tx.eventKey(tx.state.Seq), raw), tx.put(bucketState, key, now))
	if err == nil {
		tx.written, err = tx.sealed(bucketState, key)
	}
	return err
}

// Changes gives how many commits the file has seen before this one. A View or an Update that finds one more than the Update before it knows that nobody else
// has written in between.
func (tx *Tx) Changes() uint64 { return tx.state.Seq }

// event gives one event and its link: the plain SHA-256 of its bytes, which anybody can work out again without a key.
func (tx *Tx) event(seq uint64) (e event, link string, err error) {
	raw, err := tx.get(bucketHistory, tx.eventKey(seq))
	if err == nil {
		err = decode(raw, &e)
	}
	if err != nil || e.Seq != seq {
		return e, "", fmt.Errorf("change %d of its history: %w", seq, ErrDamaged)
	}
	return e, fullSum(raw), nil
}

// checkHead checks that the state is the newest: that it names the last event, that there is none behind it, and that it knows this header.
func (tx *Tx) checkHead(h storedHeader) error {
	_, link, err := tx.event(tx.state.Seq)
	if err != nil {
		return err
	}
	more, err := tx.has(bucketHistory, tx.eventKey(tx.state.Seq+1))
	if err != nil || more || link != tx.state.Link {
		return errors.Join(err, fmt.Errorf("the end of its history: %w", ErrDamaged))
	}
	if !bytes.Equal(h.sum, tx.state.Header) {
		return fmt.Errorf("its header: %w", ErrDamaged)
	}
	return nil
}
