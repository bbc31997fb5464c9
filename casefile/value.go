package casefile

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime/debug"

	bolt "go.etcd.io/bbolt"
)

// Tx is one look at the file, or one change of it: see [File.View] and [File.Update]. It belongs to the goroutine it was given on.
type Tx struct {
	f      *File
	b      *bolt.Tx
	keys   *keys
	write  bool
	faults bool // what SetPanicOnFault was before

	state   state
	written []byte                   // the state as flush wrote it, sealed
	index   map[indexName]*indexPage // the pages looked at so far
	adding  indexName                // the page that took the last new record
	block   block                    // of events, as last read
	changes []change                 // for the history
	grows   int64                    // bytes that were put, sealed
	err     error                    // what All could not return, or what must not be committed
	ended   bool
}

// end gives the transaction back; one that was not committed leaves no trace.
func (tx *Tx) end() {
	if tx.ended {
		return
	}
	defer tx.f.leave(tx.write)
	defer debug.SetPanicOnFault(tx.faults)
	tx.ended = true
	var ignored error // a rollback fails only when there is nothing left to roll back
	defer tx.f.losing(&ignored)
	ignored = tx.b.Rollback()
}

// fail keeps the first error that makes the transaction worthless.
func (tx *Tx) fail(err error) error {
	if tx.err == nil {
		tx.err = err
	}
	return err
}

// partSize is the most one value holds; longer ones are cut, because bbolt copies a value whenever a neighbour changes.
const partSize = 240 << 10

// What the first byte of a value says about it.
const (
	wholeValue = 0
	cutValue   = 1
)

var wholeMark = []byte{wholeValue}

// get gives the plain value at a place, or ErrNotFound.
func (tx *Tx) get(bucket byte, key []byte) ([]byte, error) {
	first, err := tx.getSealed(bucket, key)
	if err != nil {
		return nil, err
	}
	if len(first) == 0 || first[0] == cutValue && len(first) < 1+8+sha256.Size {
		return nil, ErrDamaged
	}
	if first[0] == wholeValue {
		return first[1:], nil
	}
	return tx.getParts(bucket, key, first)
}

func (tx *Tx) getParts(bucket byte, key, first []byte) ([]byte, error) {
	size := binary.BigEndian.Uint64(first[1:])
	sum := [sha256.Size]byte(first[9:])
	plain := first[9+sha256.Size:]
	for n := uint32(1); uint64(len(plain)) < size; n++ {
		part, err := tx.getSealed(bucket, partKey(key, n))
		if err != nil || len(part) == 0 {
			return nil, fmt.Errorf("part %d: %w", n, ErrDamaged)
		}
		plain = append(plain, part...)
	}
	if sha256.Sum256(plain) != sum {
		return nil, ErrDamaged
	}
	return plain, nil
}

// put keeps a plain value at a place, in parts where it is long.
func (tx *Tx) put(bucket byte, key, plain []byte) error {
	if err := tx.dropParts(bucket, key); err != nil {
		return err
	}
	return tx.putFirst(bucket, key, plain)
}

// putFirst is put for a place where no parts can be: a new one, or one whose values are always short.
func (tx *Tx) putFirst(bucket byte, key, plain []byte) error {
	if len(plain) <= partSize {
		return tx.putSealed(bucket, key, wholeMark, plain)
	}
	sum := sha256.Sum256(plain)
	first := binary.BigEndian.AppendUint64([]byte{cutValue}, uint64(len(plain)))
	first = append(append(first, sum[:]...), plain[:partSize]...)
	if err := tx.putSealed(bucket, key, first); err != nil {
		return err
	}
	rest := plain[partSize:]
	for n := uint32(1); len(rest) > 0; n++ {
		part := rest[:min(partSize, len(rest))]
		rest = rest[len(part):]
		if err := tx.putSealed(bucket, partKey(key, n), part); err != nil {
			return err
		}
	}
	return nil
}

// drop removes the value at a place with its parts.
func (tx *Tx) drop(bucket byte, key []byte) error {
	if err := tx.dropParts(bucket, key); err != nil {
		return err
	}
	return tx.remove(bucket, key)
}

func (tx *Tx) dropParts(bucket byte, key []byte) error {
	for n := uint32(1); ; n++ {
		there, err := tx.has(bucket, partKey(key, n))
		if err != nil || !there {
			return err
		}
		if err := tx.remove(bucket, partKey(key, n)); err != nil {
			return err
		}
	}
}

func partKey(key []byte, n uint32) []byte {
	return binary.BigEndian.AppendUint32(key[:len(key):len(key)], n)
}

// The functions below are the only ones that touch a bucket.

func (tx *Tx) bucket(name byte) (*bolt.Bucket, error) {
	if tx.ended {
		return nil, ErrClosed
	}
	b := tx.b.Bucket([]byte{name})
	if b == nil {
		return nil, ErrDamaged
	}
	return b, nil
}

// errView is a mistake of the program, not of a person.
var errView = errors.New("a View cannot change the case file")

func (tx *Tx) writable(name byte) (*bolt.Bucket, error) {
	if !tx.write {
		return nil, errView
	}
	return tx.bucket(name)
}

// sealed gives a copy of what stands at a place, as it stands there, or ErrNotFound.
func (tx *Tx) sealed(bucket byte, key []byte) (value []byte, err error) {
	defer guard(&err)
	b, err := tx.bucket(bucket)
	if err != nil {
		return nil, err
	}
	if value = bytes.Clone(b.Get(key)); value == nil {
		return nil, ErrNotFound
	}
	return value, nil
}

func (tx *Tx) getSealed(bucket byte, key []byte) (plain []byte, err error) {
	defer guard(&err)
	b, err := tx.bucket(bucket)
	if err != nil {
		return nil, err
	}
	sealed := b.Get(key)
	if tx.f.beside != "" && bucket == bucketChunks {
		if sealed, err = tx.f.chunkBeside(key); err != nil {
			return nil, err
		}
	}
	if sealed == nil {
		return nil, ErrNotFound
	}
	return tx.keys.open(bucket, key, sealed)
}

func (tx *Tx) putSealed(bucket byte, key []byte, plain ...[]byte) (err error) {
	defer guard(&err)
	b, err := tx.writable(bucket)
	if err != nil {
		return err
	}
	sealed := tx.keys.seal(bucket, key, plain...)
	tx.grows += int64(len(sealed))
	return b.Put(key, sealed)
}

func (tx *Tx) has(bucket byte, key []byte) (there bool, err error) {
	defer guard(&err)
	b, err := tx.bucket(bucket)
	if err != nil {
		return false, err
	}
	return b.Get(key) != nil, nil
}

func (tx *Tx) remove(bucket byte, key []byte) (err error) {
	defer guard(&err)
	b, err := tx.writable(bucket)
	if err != nil {
		return err
	}
	return b.Delete(key)
}

// The keys of the header's bucket.
var headerText, headerSum, headerMAC = []byte("header"), []byte("sum"), []byte("mac")

// putHeader writes the header, in clear, and a spare copy of it; the state keeps its hash.
func (tx *Tx) putHeader(h header) error {
	s, err := h.stored(tx.keys)
	if err != nil {
		return err
	}
	b, err := tx.writable(bucketHeader)
	if err != nil {
		return err
	}
	spare, err := tx.b.CreateBucketIfNotExists([]byte{bucketSpare})
	if err != nil {
		return err
	}
	tx.state.Header = s.sum
	for _, row := range []struct{ key, value []byte }{{headerText, s.text}, {headerSum, s.sum}, {headerMAC, s.mac}} {
		if err := errors.Join(b.Put(row.key, row.value), spare.Put(row.key, row.value)); err != nil {
			return err
		}
	}
	return spare.Put(sparePad, make([]byte, pageSize/2))
}

// sparePad makes the spare header too long to lie in the page where the other one does: one damaged page must not lose every key.
var sparePad = []byte("pad")

// readHeader copies the header out of the file.
func readHeader(db *bolt.DB) (s storedHeader, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer guard(&err)
	err = db.View(func(b *bolt.Tx) error {
		a := b.Bucket([]byte{bucketHeader})
		if a == nil {
			return ErrDamaged
		}
		get := func(key []byte) []byte { return append([]byte(nil), a.Get(key)...) }
		s = storedHeader{get(headerText), get(headerSum), get(headerMAC)}
		return nil
	})
	return s, err
}
