package casefile

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"os"
)

// wreck is a damaged file, read as plain bytes: no page of it is trusted to lead to another. Every page that can be a leaf is looked through, and what a seal
// says is ours is ours, wherever it lies. Pages that were given up and not yet used again hold older states; what is newest is for the reader to choose.
type wreck struct {
	r      io.ReaderAt
	size   int64
	keys   *keys
	plain  map[string][][]byte // by bucket and key: the different values found, in the order of the file
	chunks map[string]stretch  // of evidence, by key: they never change, so any that opens is the right one
}

// stretch is a part of the file.
type stretch struct{ at, len int64 }

// widest is the most pages that are looked at as one: a chunk of evidence with its neighbours is less.
const widest = 160

// readWreck gathers everything that key opens. It gives [ErrNotCase] where no header of ours is found, [ErrDamaged] where none of them is whole, or what unlock gives.
func readWreck(f *os.File, key Key) (*wreck, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	w := &wreck{r: f, size: info.Size(), plain: map[string][][]byte{}, chunks: map[string]stretch{}}
	if w.keys, err = w.unlock(key); err != nil {
		return nil, err
	}
	return w, w.leaves(w.keep)
}

// unlock finds a header that key opens and that its own keys vouch for.
func (w *wreck) unlock(key Key) (*keys, error) {
	var texts, macs [][]byte
	err := w.leaves(func(name, value []byte, _ int64) {
		switch {
		case bytes.Equal(name, headerText) && len(texts) < maxSlots:
			texts = addNew(texts, value)
		case bytes.Equal(name, headerMAC):
			macs = addNew(macs, value)
		}
	})
	if err != nil {
		return nil, err
	}
	best := ErrNotCase
	for _, text := range texts {
		var h header
		if json.Unmarshal(text, &h) != nil || h.Magic != magic || len(h.File) != 16 || len(h.Slots) > maxSlots || h.work() > maxWork {
			continue
		}
		k, err := h.unlock(key)
		if err != nil {
			best = err
			continue
		}
		for _, sum := range macs {
			if (storedHeader{text: text, mac: sum}).genuine(k) {
				return k, nil
			}
		}
		k.wipe()
		best = fmt.Errorf("its header: %w", ErrDamaged)
	}
	return nil, best
}

func addNew(all [][]byte, b []byte) [][]byte {
	for _, have := range all {
		if bytes.Equal(have, b) {
			return all
		}
	}
	return append(all, bytes.Clone(b))
}

// leaves calls each with every key and value that lies in a page that can be a leaf, and where the value begins.
func (w *wreck) leaves(each func(key, value []byte, at int64)) error {
	head := make([]byte, pageHead)
	for at := int64(0); at+pageSize <= w.size || at < w.size; at += pageSize {
		if _, err := w.r.ReadAt(head, at); err != nil {
			if err == io.EOF {
				return nil
			}
			continue // a part of the disk that cannot be read: go on behind it
		}
		over := int64(le.Uint32(head[12:]))
		if le.Uint16(head[8:]) != leafPage || over >= widest {
			continue
		}
		whole := make([]byte, min((over+1)*pageSize, w.size-at))
		n, _ := w.r.ReadAt(whole, at)
		leafOf(whole[:n], at, true, each)
	}
	return nil
}

// leafOf reads the elements of one page as far as they lie within it. A bucket small enough lies in its entry as a page of its own.
func leafOf(b []byte, at int64, deep bool, each func(key, value []byte, at int64)) {
	count := int64(le.Uint16(b[10:]))
	for i := range count {
		off := pageHead + i*elemSize
		if off+elemSize > int64(len(b)) {
			return
		}
		e := b[off:]
		key := off + int64(le.Uint32(e[4:]))
		value := key + int64(le.Uint32(e[8:]))
		end := value + int64(le.Uint32(e[12:]))
		if key >= value || end > int64(len(b)) {
			continue
		}
		if le.Uint32(e) == 0 {
			each(b[key:value], b[value:end], at+value)
		} else if deep && end-value >= 16+pageHead {
			leafOf(b[value+16:end], at+value+16, false, each)
		}
	}
}

// keep opens a value and keeps what it says. The key does not tell the bucket, so each is tried.
func (w *wreck) keep(key, value []byte, at int64) {
	if len(key) != nameSize && len(key) != nameSize+4 {
		return
	}
	for _, bucket := range sealedBuckets {
		plain, err := w.keys.open(bucket, key, value)
		if err != nil {
			continue
		}
		name := string(bucket) + string(key)
		if bucket == bucketChunks {
			w.chunks[name] = stretch{at, int64(len(value))}
		} else {
			w.plain[name] = addNew(w.plain[name], plain)
		}
		return
	}
}

// values gives every whole value found in a bucket, with its key.
func (w *wreck) values(bucket byte, each func(key string, plain []byte)) {
	for name, found := range w.plain {
		if name[0] != bucket || len(name) != 1+nameSize {
			continue
		}
		for _, first := range found {
			if plain, ok := w.join(name, first); ok {
				each(name[1:], plain)
			}
		}
	}
}

// join puts a value together that was cut into parts.
func (w *wreck) join(name string, first []byte) ([]byte, bool) {
	if len(first) == 0 || first[0] == wholeValue {
		return bytes.TrimPrefix(first, []byte{wholeValue}), len(first) > 0
	}
	if len(first) < 1+8+sha256.Size {
		return nil, false
	}
	size, sum := binary.BigEndian.Uint64(first[1:]), [sha256.Size]byte(first[9:])
	plain := bytes.Clone(first[9+sha256.Size:])
	for n := uint32(1); uint64(len(plain)) < size; n++ {
		parts := w.plain[string(partKey([]byte(name), n))]
		if len(parts) == 0 {
			return nil, false
		}
		plain = append(plain, parts[len(parts)-1]...)
	}
	return plain, sha256.Sum256(plain) == sum
}

// reader gives the bytes of one piece of evidence, chunk by chunk; ErrDamaged where one is gone.
func (w *wreck) reader(e evidence) io.Reader { return &wreckReader{w: w, e: e} }

type wreckReader struct {
	w    *wreck
	e    evidence
	next int64 // the number of the chunk
	done int64
	rest []byte
}

// Read gives the next bytes.
func (r *wreckReader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		if r.done == r.e.size {
			return 0, io.EOF
		}
		if err := r.chunk(); err != nil {
			return 0, err
		}
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

func (r *wreckReader) chunk() error {
	key := r.e.chunk(r.next)
	at, ok := r.w.chunks[string(rune(bucketChunks))+string(key)]
	if !ok {
		return ErrDamaged
	}
	sealed := make([]byte, at.len)
	if _, err := r.w.r.ReadAt(sealed, at.at); err != nil {
		return err
	}
	plain, err := r.w.keys.open(bucketChunks, key, sealed)
	want := min(r.e.size-r.done, chunkSize)
	if err != nil || int64(len(plain)) < want {
		return ErrDamaged
	}
	r.rest = plain[:want]
	r.done += want
	r.next++
	return nil
}
