package casefile

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash"
	"sync"
)

// The buckets of the file: see the package comment.
const (
	bucketHeader   = 'a'
	bucketRecords  = 'b'
	bucketIndex    = 'c'
	bucketEvidence = 'd'
	bucketChunks   = 'e'
	bucketHistory  = 'f'
	bucketState    = 'g'
	bucketSpare    = 'h'
	bucketDraft    = 'i'
)

// sealedBuckets are those whose every value is sealed.
var sealedBuckets = []byte{bucketRecords, bucketIndex, bucketEvidence, bucketChunks, bucketHistory, bucketState, bucketDraft}

const (
	keySize   = 32  // of the data key and every sub-key
	nameSize  = 16  // of a keyed hash that stands as a key in a bucket
	padStep   = 256 // sizes are rounded up to it, so that they say little
	sealsWith = 1   // how values are sealed; bound to each, so that a later way can live beside this one
)

// keys are everything derived from the data key of one file.
type keys struct {
	data  []byte // the data key itself: wrapped again for each slot
	file  []byte // the file's id, bound to every value
	seals map[byte]cipher.AEAD
	names []byte     // hashes ids into bucket keys
	state []byte     // the one key of the state, which every look at the file asks for
	macs  *sync.Pool // of hashes keyed with names: to key one anew costs more than to use it
	heads []byte     // authenticates the header
}

// newKeys derives the sub-keys of the file with this id.
func newKeys(data, file []byte) (*keys, error) {
	k := &keys{data: data, file: file, seals: map[byte]cipher.AEAD{}}
	for _, b := range sealedBuckets {
		sub, err := k.sub("bucket " + string(b))
		if err != nil {
			return nil, err
		}
		if k.seals[b], err = newAEAD(sub); err != nil {
			return nil, err
		}
		clear(sub) // the cipher has its own
	}
	var err [2]error
	k.names, err[0] = k.sub("names")
	k.heads, err[1] = k.sub("header")
	k.macs = &sync.Pool{New: func() any { return hmac.New(sha256.New, k.names) }}
	k.state = k.name("state")
	return k, errors.Join(err[:]...)
}

func (k *keys) sub(use string) ([]byte, error) {
	return hkdf.Key(sha256.New, k.data, k.file, "ehc-casefile 1 "+use, keySize)
}

// wipe forgets the keys that lie open in memory. The expanded keys inside the ciphers are left to the collector.
func (k *keys) wipe() {
	for _, b := range [][]byte{k.data, k.names, k.heads} {
		clear(b)
	}
	clear(k.seals)
	k.macs = nil
}

// newAEAD gives AES-256-GCM that draws a random nonce for each value and writes it in front.
func newAEAD(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// name hashes what a value is about into its key, so that the file shows neither ids nor times. Parts are told apart by length.
func (k *keys) name(parts ...string) []byte {
	pool := k.macs
	if pool == nil { // wiped: a Tx that outlived its View asks, and is told so where it looks
		return make([]byte, nameSize)
	}
	said := make([]byte, 0, 128)
	for _, p := range parts {
		said = append(binary.BigEndian.AppendUint32(said, uint32(len(p))), p...)
	}
	m := pool.Get().(hash.Hash)
	defer pool.Put(m)
	m.Reset()
	m.Write(said)
	return m.Sum(nil)[:nameSize]
}

func mac(key, data []byte) []byte {
	m := hmac.New(sha256.New, key)
	m.Write(data)
	return m.Sum(nil)
}

// bound is what a sealed value cannot be moved away from: the way of sealing, the file, the bucket and the key.
func (k *keys) bound(bucket byte, key []byte) []byte {
	out := make([]byte, 0, 2+len(k.file)+len(key))
	out = append(out, sealsWith, bucket)
	out = append(out, k.file...)
	return append(out, key...)
}

// seal pads a value, given in one or more pieces, to the next step and seals it for its place.
func (k *keys) seal(bucket byte, key []byte, plain ...[]byte) []byte {
	size := 0
	for _, p := range plain {
		size += len(p)
	}
	padded := roundUp(4+size, padStep)
	value := make([]byte, 4, padded+k.seals[bucket].Overhead()) // sealed where it stands
	binary.BigEndian.PutUint32(value, uint32(size))
	for _, p := range plain {
		value = append(value, p...)
	}
	return k.seals[bucket].Seal(value[:0], nil, value[:padded], k.bound(bucket, key))
}

// open undoes seal; anything that is not exactly what was sealed for this place is ErrDamaged.
func (k *keys) open(bucket byte, key, sealed []byte) ([]byte, error) {
	padded, err := k.seals[bucket].Open(nil, nil, sealed, k.bound(bucket, key))
	if err != nil || len(padded) < 4 {
		return nil, ErrDamaged
	}
	n := int(binary.BigEndian.Uint32(padded))
	if n > len(padded)-4 {
		return nil, ErrDamaged
	}
	return padded[4 : 4+n], nil
}

func roundUp(n, step int) int { return (n + step - 1) / step * step }

// randomBytes never fails: where the system has no randomness, crypto/rand ends the program.
func randomBytes(n int) []byte {
	b := make([]byte, n)
	rand.Read(b)
	return b
}
