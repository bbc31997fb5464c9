package casefile

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// event is one commit in the history. Its bytes, as stored, are what the chain covers.
type event struct {
	Seq     uint64    `json:"seq"`  // from 1, without gaps
	Prev    []byte    `json:"prev"` // the link of the event before; empty for the first
	At      time.Time `json:"at"`
	Changes []change  `json:"changes"`
}

// change is one thing a commit did.
type change struct {
	Do   string          `json:"do"` // made, put, delete, keep (evidence), key
	Kind string          `json:"kind,omitempty"`
	ID   ID              `json:"id,omitempty"`
	Sum  string          `json:"sum,omitempty"` // SHA-256 of the record's JSON, or of the evidence
	Size int64           `json:"size,omitempty"`
	Was  json.RawMessage `json:"was,omitempty"` // the record before
}

// state is the one value that says how far the file has come; it is written with every commit.
type state struct {
	Seq      uint64           `json:"seq"`
	Link     []byte           `json:"link"` // of the last event
	Kinds    map[string]tally `json:"kinds"`
	Evidence int              `json:"evidence"` // pieces
	Bytes    int64            `json:"bytes"`    // of evidence
}

// tally counts the pages and records of one kind.
type tally struct {
	Pages   int `json:"pages"`
	Records int `json:"records"`
}

// note keeps a change for the history.
func (tx *Tx) note(c change) { tx.changes = append(tx.changes, c) }

// former gives what the history keeps of a record's last words. Words read from a document can be read again, and are not kept twice.
func former(kind string, old []byte) json.RawMessage {
	if kind == kindText {
		return nil
	}
	return old
}

func fullSum(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

func (tx *Tx) stateKey() []byte { return tx.keys.name("state") }

func (tx *Tx) eventKey(seq uint64) []byte {
	return tx.keys.name("event", strconv.FormatUint(seq, 10))
}

func (tx *Tx) readState() error {
	raw, err := tx.get(bucketState, tx.stateKey())
	if err != nil {
		return fmt.Errorf("its state: %w", ErrDamaged)
	}
	if err := decode(raw, &tx.state); err != nil {
		return err
	}
	if tx.state.Kinds == nil {
		tx.state.Kinds = map[string]tally{}
	}
	return nil
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
	tx.state.Link = tx.keys.link(raw)
	now, err := json.Marshal(tx.state)
	if err != nil {
		return err
	}
	return errors.Join(tx.put(bucketHistory, tx.eventKey(tx.state.Seq), raw), tx.put(bucketState, tx.stateKey(), now))
}

// event gives one event and its link, where its number and its place in the chain are right.
func (tx *Tx) event(seq uint64) (e event, link []byte, err error) {
	raw, err := tx.get(bucketHistory, tx.eventKey(seq))
	if err == nil {
		err = decode(raw, &e)
	}
	if err != nil || e.Seq != seq {
		return e, nil, fmt.Errorf("change %d of its history: %w", seq, ErrDamaged)
	}
	return e, tx.keys.link(raw), nil
}

// checkHead checks that the last event is there and is the one the state names.
func (tx *Tx) checkHead() error {
	_, link, err := tx.event(tx.state.Seq)
	if err == nil && !bytes.Equal(link, tx.state.Link) {
		err = fmt.Errorf("the end of its history: %w", ErrDamaged)
	}
	return err
}
