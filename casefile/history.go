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
	"strings"
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
// the hashes of the index pages (which hold those of the records) it covers all the rest, so that no older value can come back unseen; its
// own number stands beside it (see putState).
//
// It also holds what the next commit will most likely add to: the newest events, and the page of the index that takes the next row. A value
// costs a commit about two pages of the disk, its own and the one that leads there; so a log entry changes two values, its own and the state.
type state struct {
	Seq      uint64           `json:"seq"`
	Link     string           `json:"link"`   // of the last event
	Header   []byte           `json:"header"` // SHA-256 of the header's text
	Kinds    map[string]tally `json:"kinds"`
	Evidence int              `json:"evidence"`       // pieces
	Bytes    int64            `json:"bytes"`          // of evidence
	Tail     string           `json:"tail,omitempty"` // the newest events, as a block that has room for more
	Open     *openPage        `json:"open,omitempty"` // the page of the index that took the last new record
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

// eventKey is the place of the block of events that begins with this one.
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

// clone gives a state that may be changed without changing this one. Sums are shared: list makes its own before it changes one. So is the
// open page: flushIndex puts another in its place.
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
	if err := tx.addEvent(raw); err != nil {
		return err
	}
	if err := tx.putState(); err != nil {
		return err
	}
	tx.written, err = tx.sealed(bucketState, tx.stateKey())
	return err
}

// A block holds events that follow one another, one a line. Six of a plain entry take 1,600 bytes, sealed 1,820, so that bbolt, which puts at
// least two values on a page of its own, puts two on one of 4 KB. A long event ends its block. Files of schema 1 have blocks of one event.
const (
	blockEvents = 6
	blockSize   = 1500
)

// addEvent puts an event at the end of the history. The state holds the last ones until they fill a block.
func (tx *Tx) addEvent(raw []byte) error {
	s := &tx.state
	if s.Tail != "" {
		s.Tail += "\n"
	}
	s.Tail += string(raw)
	s.Seq++
	s.Link = fullSum(raw)
	first := s.unwritten()
	if s.Seq-first+1 < blockEvents && len(s.Tail) < blockSize {
		return nil
	}
	block := s.Tail
	s.Tail = ""
	return tx.putFirst(bucketHistory, tx.eventKey(first), []byte(block))
}

// unwritten gives the number of the first event that lies in no block yet; the next one where all do.
func (s *state) unwritten() uint64 {
	if s.Tail == "" {
		return s.Seq + 1
	}
	return s.Seq - uint64(strings.Count(s.Tail, "\n"))
}

// putState writes the state, and its number a second time: bbolt keeps one for each bucket, beside the root of its tree. Should the page of
// the state come back as it was some commits ago, though it is sealed rightly, the two are not the same.
func (tx *Tx) putState() error {
	now, err := json.Marshal(tx.state)
	if err != nil {
		return err
	}
	b, err := tx.writable(bucketState)
	if err != nil {
		return err
	}
	return errors.Join(tx.put(bucketState, tx.stateKey(), now), b.SetSequence(tx.state.Seq))
}

// Changes gives how many commits the file has seen before this one. A View or an Update that finds one more than the Update before it knows that nobody else
// has written in between.
func (tx *Tx) Changes() uint64 { return tx.state.Seq }

// event gives one event and its link: the plain SHA-256 of its bytes, which anybody can work out again without a key.
func (tx *Tx) event(seq uint64) (e event, link string, err error) {
	raw, err := tx.eventText(seq)
	if err == nil {
		err = decode(raw, &e)
	}
	if err != nil || e.Seq != seq {
		return e, "", fmt.Errorf("change %d of its history: %w", seq, ErrDamaged)
	}
	return e, fullSum(raw), nil
}

// eventText gives one event as it is stored.
func (tx *Tx) eventText(seq uint64) ([]byte, error) {
	b, err := tx.blockWith(seq)
	if err != nil {
		return nil, fmt.Errorf("change %d of the history: %w", seq, ErrDamaged)
	}
	return b.events[seq-b.first], nil
}

// block is a number of events that lie in one value.
type block struct {
	first  uint64 // the number of the first
	events [][]byte
}

func (b block) has(seq uint64) bool { return seq >= b.first && seq-b.first < uint64(len(b.events)) }

// blockWith gives the block that an event lies in. It remembers the last: most readers go on to the next event, or the one before.
func (tx *Tx) blockWith(seq uint64) (block, error) {
	if seq == 0 || seq > tx.state.Seq {
		return block{}, ErrNotFound
	}
	if first := tx.state.unwritten(); seq >= first {
		return block{first, bytes.Split([]byte(tx.state.Tail), []byte("\n"))}, nil
	}
	if tx.block.has(seq) {
		return tx.block, nil
	}
	for first := seq; first > 0 && seq-first < blockEvents; first-- {
		raw, err := tx.get(bucketHistory, tx.eventKey(first))
		if errors.Is(err, ErrNotFound) {
			continue
		}
		b := block{first, bytes.Split(raw, []byte("\n"))}
		if err != nil || !b.has(seq) {
			return block{}, errors.Join(err, ErrDamaged)
		}
		tx.block = b
		return b, nil
	}
	return block{}, ErrDamaged
}

// checkHead checks that the state is the newest: that it ends in the last event, that there is no block behind it, that its number is the
// one beside it, and that it knows this header.
func (tx *Tx) checkHead(h storedHeader) error {
	_, link, err := tx.event(tx.state.Seq)
	if err != nil {
		return err
	}
	more, err := tx.has(bucketHistory, tx.eventKey(tx.state.unwritten()))
	if err != nil || more || link != tx.state.Link || !tx.numbered() {
		return errors.Join(err, fmt.Errorf("the end of its history: %w", ErrDamaged))
	}
	if !bytes.Equal(h.sum, tx.state.Header) {
		return fmt.Errorf("its header: %w", ErrDamaged)
	}
	return nil
}

// numbered tells whether the number beside the state is its own. Schema 1 had none, and no tail either.
func (tx *Tx) numbered() bool {
	b, err := tx.bucket(bucketState)
	if err != nil {
		return false
	}
	n := b.Sequence()
	return n == tx.state.Seq || n == 0 && tx.state.Tail == "" && tx.state.Open == nil
}
