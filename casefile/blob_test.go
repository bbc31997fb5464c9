package casefile

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	bolt "go.etcd.io/bbolt"
)

func TestEvidenceComesBack(t *testing.T) {
	f := newFile(t, NoPassphrase())
	blobs := map[int]Blob{}
	sizes := []int{1, 255, 256, chunkSize - 1, chunkSize, chunkSize + 1, 3*chunkSize - 1, 3 * chunkSize, 1_000_000}
	for _, n := range sizes {
		must(t, f, func(tx *Tx) (err error) {
			blobs[n], err = tx.Add(iotest.HalfReader(bytes.NewReader(pattern(n, n))), "test")
			return err
		})
	}
	f = reopen(t, f, NoPassphrase())
	for _, n := range sizes {
		want := pattern(n, n)
		sum := sha256.Sum256(want)
		got, err := f.Read(blobs[n])
		if err != nil || !bytes.Equal(got, want) || blobs[n] != (Blob{hex.EncodeToString(sum[:]), int64(n)}) {
			t.Errorf("%d bytes: %v, %+v", n, err, blobs[n])
		}
	}
	healthy(t, f)
}

func TestSameBytesAreStoredOnce(t *testing.T) {
	f := newFile(t, NoPassphrase())
	data := pattern(2*chunkSize+100, 1)
	first := addBlob(t, f, data)
	chunks := countChunks(t, f)
	must(t, f, func(tx *Tx) error { // also twice in one Update
		a, err := tx.Add(bytes.NewReader(data), "again")
		b, err2 := tx.Add(bytes.NewReader(data), "and again")
		if a != first || b != first {
			t.Errorf("the same bytes are %v, then %v and %v", first, a, b)
		}
		return errors.Join(err, err2)
	})
	if n := countChunks(t, f); n != chunks || chunks != 3 {
		t.Errorf("%d chunks, then %d", chunks, n)
	}
	if h := healthy(t, f); h.Bytes != int64(len(data)) {
		t.Errorf("verify counts %d bytes", h.Bytes)
	}
}

func countChunks(t *testing.T, f *File) (n int) {
	t.Helper()
	f.View(func(tx *Tx) error { n = tx.b.Bucket([]byte{bucketChunks}).Stats().KeyN; return nil })
	return n
}

func TestAReaderThatFailsLeavesNothing(t *testing.T) {
	f := newFile(t, NoPassphrase())
	broken := errors.New("the stick was pulled out")
	must(t, f, func(tx *Tx) error {
		r := io.MultiReader(bytes.NewReader(pattern(2*chunkSize+5, 1)), iotest.ErrReader(broken))
		if _, err := tx.Add(r, "stick.pdf"); !errors.Is(err, broken) || !strings.Contains(err.Error(), "stick.pdf") {
			t.Errorf("got %v", err)
		}
		_, err := Put(tx, Child{Name: "Maya"}) // the rest goes on
		return err
	})
	if n := countChunks(t, f); n != 0 {
		t.Errorf("%d chunks stay behind", n)
	}
	if h := healthy(t, f); h.Records != 1 || h.Bytes != 0 {
		t.Errorf("health %+v", h)
	}
}

func TestReadOfNothing(t *testing.T) {
	f := newFile(t, NoPassphrase())
	for _, b := range []Blob{{}, {SHA256: strings.Repeat("0", 64), Size: 5}} {
		if _, err := f.Read(b); !errors.Is(err, ErrNotFound) {
			t.Errorf("got %v", err)
		}
	}
}

func TestEvidenceOfADeletedDocumentStays(t *testing.T) {
	f := newFile(t, NoPassphrase())
	d := addDocument(t, f, "Report", pattern(1000, 1))
	must(t, f, func(tx *Tx) error { return Delete[Document](tx, d.ID) })
	if _, err := f.Read(d.Blob); err != nil {
		t.Error(err)
	}
	healthy(t, f)
}

func TestNoValueIsOver256KiB(t *testing.T) {
	f := newFile(t, NoPassphrase())
	sample(t, f)
	addBlob(t, f, pattern(2_000_000, 1))
	f.View(func(tx *Tx) error {
		return tx.b.ForEach(func(name []byte, b *bolt.Bucket) error {
			return b.ForEach(func(k, v []byte) error {
				if len(v) > 256<<10 {
					t.Errorf("bucket %s holds a value of %d bytes", name, len(v))
				}
				return nil
			})
		})
	})
}

func BenchmarkAddOneMegabyte(b *testing.B) {
	f := newFile(b, NoPassphrase())
	data := pattern(1<<20, 0)
	b.SetBytes(1 << 20)
	for i := 0; b.Loop(); i++ {
		data[0], data[1], data[2] = byte(i), byte(i>>8), byte(i>>16)
		addBlob(b, f, data)
	}
}

// Two large papers of nearly one size must look the same from outside.
func TestLargeSizesArePadded(t *testing.T) {
	seen := map[string]bool{}
	for _, n := range []int{20_980_000, 21_400_000} {
		f := newFile(t, NoPassphrase())
		b := addBlob(t, f, pattern(n, 1))
		if got, err := f.Read(b); err != nil || len(got) != n {
			t.Fatal(err, len(got))
		}
		addBlob(t, f, pattern(n, 1)) // dropped again, padding and all
		f.Close()
		chunks, size := 0, 0
		for _, v := range values(t, f.Path())[bucketChunks] {
			chunks++
			size += len(v)
		}
		seen[fmt.Sprint(chunks, " chunks of together ", size)] = true
	}
	if len(seen) != 1 {
		t.Errorf("two sizes show: %v", seen)
	}
}
