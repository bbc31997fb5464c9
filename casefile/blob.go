package casefile

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/bits"
)

const (
	// chunkSize keeps a sealed chunk, with its entry, within 256 KiB.
	chunkSize = 255 << 10
	// maxEvidence bounds one piece: more would not fit in the memory of a family's laptop while it is being saved.
	maxEvidence = 512 << 20
)

// evidence is what the file knows of one piece: its chunks lie under a random handle.
type evidence struct {
	handle [nameSize]byte
	size   int64
	sum    [sha256.Size]byte
}

func (e evidence) encode() []byte {
	return append(binary.BigEndian.AppendUint64(append([]byte(nil), e.handle[:]...), uint64(e.size)), e.sum[:]...)
}

// evidenceOf undoes encode.
func evidenceOf(raw []byte) evidence {
	return evidence{[nameSize]byte(raw), int64(binary.BigEndian.Uint64(raw[nameSize:])), [sha256.Size]byte(raw[nameSize+8:])}
}

func (e evidence) chunk(n int64) []byte { return partKey(e.handle[:], uint32(n)) }
func (e evidence) chunks() int64        { return (e.size + chunkSize - 1) / chunkSize }

// padded counts the chunks with those that hold nothing but padding.
func (e evidence) padded() int64 { return (padme(e.size) + chunkSize - 1) / chunkSize }

// name is the hexadecimal SHA-256.
func (e evidence) name() string { return hex.EncodeToString(e.sum[:]) }

func (tx *Tx) evidenceKey(sum string) []byte { return tx.keys.name("evidence", sum) }

// Add reads r to its end and keeps its bytes as evidence in the same commit. name is what a message calls it; it is not kept. The same
// bytes are stored once, however often they are added. It gives a [Problem] for an empty file or one over 512 MiB.
func (tx *Tx) Add(r io.Reader, name string) (Blob, error) {
	e, err := tx.addChunks(r)
	if err != nil { // the reader's fault or size: nothing of it may stay behind
		err = errors.Join(err, tx.dropChunks(e))
		return Blob{}, fmt.Errorf("keep %q: %w", name, err)
	}
	if err := tx.addEvidence(e); err != nil {
		return Blob{}, tx.fail(fmt.Errorf("keep %q: %w", name, err))
	}
	return Blob{SHA256: e.name(), Size: e.size}, nil
}

// addChunks seals the bytes piece by piece under a new handle.
func (tx *Tx) addChunks(r io.Reader) (evidence, error) {
	e := evidence{handle: [nameSize]byte(randomBytes(nameSize))}
	h := sha256.New()
	buf := make([]byte, chunkSize)
	for n := int64(0); ; n++ {
		got, err := io.ReadFull(r, buf)
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return e, err
		}
		if got > 0 {
			h.Write(buf[:got])
			e.size += int64(got)
			if err := tx.putChunk(e, n, buf[:got]); err != nil {
				return e, err
			}
		}
		if err != nil { // the end
			h.Sum(e.sum[:0])
			if err := checkSize(e.size); err != nil {
				return e, err
			}
			return e, tx.padChunks(e)
		}
	}
}

// dropChunks removes the chunks of evidence that is not kept after all.
func (tx *Tx) dropChunks(e evidence) error {
	for n := range e.padded() {
		if err := tx.remove(bucketChunks, e.chunk(n)); err != nil {
			return tx.fail(err)
		}
	}
	return nil
}

// putChunk seals one chunk. The last is padded so that the whole has one of few sizes.
func (tx *Tx) putChunk(e evidence, n int64, plain []byte) error {
	if e.size > maxEvidence {
		return checkSize(e.size)
	}
	if len(plain) < chunkSize {
		padded := make([]byte, min(padme(e.size)-n*chunkSize, chunkSize))
		copy(padded, plain)
		plain = padded
	}
	return tx.putSealed(bucketChunks, e.chunk(n), plain)
}

// padChunks adds what a large piece still lacks to its padded size. Reading stops before it.
func (tx *Tx) padChunks(e evidence) error {
	for n := e.chunks(); n < e.padded(); n++ {
		nothing := make([]byte, min(padme(e.size)-n*chunkSize, chunkSize))
		if err := tx.putSealed(bucketChunks, e.chunk(n), nothing); err != nil {
			return err
		}
	}
	return nil
}

func checkSize(n int64) error {
	switch {
	case n == 0:
		return Problem{"file", "The file is empty."}
	case n > maxEvidence:
		return Problem{"file", "The file is larger than 512 MB. Split it into smaller files."}
	}
	return nil
}

// padme rounds a size up so that it shows only its magnitude, at most 12 per cent more: https://bford.info/pub/sec/purb.pdf, section 4.
func padme(n int64) int64 {
	if n < padStep {
		return padStep
	}
	e := bits.Len64(uint64(n)) - 1
	s := bits.Len64(uint64(e))
	mask := int64(1)<<(e-s) - 1
	return (n + mask) &^ mask
}

// addEvidence keeps the head of new evidence; for bytes that are here already, it drops the new chunks again.
func (tx *Tx) addEvidence(e evidence) error {
	there, err := tx.has(bucketEvidence, tx.evidenceKey(e.name()))
	if err != nil {
		return err
	}
	if there {
		if err := tx.dropChunks(e); err != nil {
			return err
		}
		_, err := tx.evidence(Blob{SHA256: e.name()})
		return err
	}
	tx.state.Evidence++
	tx.state.Bytes += e.size
	tx.note(change{Do: doKeep, Sum: e.name(), Size: e.size})
	return tx.put(bucketEvidence, tx.evidenceKey(e.name()), e.encode())
}

// evidence finds kept bytes by their hash, or gives ErrNotFound.
func (tx *Tx) evidence(b Blob) (evidence, error) {
	var e evidence
	raw, err := tx.get(bucketEvidence, tx.evidenceKey(b.SHA256))
	if err != nil {
		return e, err
	}
	if len(raw) != len(e.encode()) {
		return e, ErrDamaged
	}
	e = evidenceOf(raw)
	if e.name() != b.SHA256 || e.size < 1 || e.size > maxEvidence {
		return e, ErrDamaged
	}
	return e, nil
}

// Read gives the bytes of kept evidence. They are the ones that were added, or the error is [ErrDamaged]; [ErrNotFound] where there are none.
func (f *File) Read(b Blob) (data []byte, err error) {
	err = f.View(func(tx *Tx) error {
		data, err = tx.Read(b)
		return err
	})
	return data, err
}

// Read is [File.Read] inside a View or an Update.
func (tx *Tx) Read(b Blob) ([]byte, error) {
	e, err := tx.evidence(b)
	if err != nil {
		return nil, fmt.Errorf("read evidence: %w", err)
	}
	data := bytes.NewBuffer(make([]byte, 0, e.size))
	if err := tx.copyTo(data, e); err != nil {
		return nil, err
	}
	return data.Bytes(), nil
}

// copyTo writes the bytes of one piece and checks their hash at the end.
func (tx *Tx) copyTo(w io.Writer, e evidence) error {
	h := sha256.New()
	left := e.size
	for n := range e.chunks() {
		plain, err := tx.getSealed(bucketChunks, e.chunk(n))
		if errors.Is(err, ErrClosed) {
			return err
		}
		if err != nil || int64(len(plain)) < min(left, chunkSize) {
			return fmt.Errorf("read evidence: %w", ErrDamaged)
		}
		plain = plain[:min(left, chunkSize)]
		left -= int64(len(plain))
		h.Write(plain)
		if _, err := w.Write(plain); err != nil {
			return err
		}
	}
	if [sha256.Size]byte(h.Sum(nil)) != e.sum {
		return fmt.Errorf("read evidence: %w", ErrDamaged)
	}
	return nil
}
