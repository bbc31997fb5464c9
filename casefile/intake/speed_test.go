package intake

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/metrics"
	"testing"
	"time"

	"ehccasefile/casefile"

	bolt "go.etcd.io/bbolt"
)

// mixed makes 200 papers of 1,000 pages and about 300 MB together: 100 letters of 4 pages, 60 scans of 10 pages that carry 4.5 MB of picture each,
// and 40 photographs' worth of bytes. What is in them does not matter for keeping, so the pictures are noise.
// They lie in files, so that the heap is the program's own.
func mixed(b *testing.B) []Item {
	b.Helper()
	dir := b.TempDir()
	noise := rand.NewChaCha8([32]byte{5})
	var items []Item
	for i := range 200 {
		var data []byte
		switch {
		case i%10 < 5:
			line := fmt.Sprintf("Letter %d about the plan. ", i)
			data = pdf(line, line, line, line)
		case i%10 < 8:
			lines := make([]string, 10)
			for n := range lines {
				lines[n] = scanned
			}
			data = append(pdf(lines...), fill(noise, 4_500_000)...)
		default:
			data = append([]byte("\xff\xd8\xff\xe0"), fill(noise, 750_000)...)
		}
		path := filepath.Join(dir, fmt.Sprintf("paper %d", i))
		if err := os.WriteFile(path, data, 0o600); err != nil {
			b.Fatal(err)
		}
		items = append(items, FileItem(path))
	}
	return items
}

func fill(r io.Reader, n int) []byte {
	b := make([]byte, n)
	io.ReadFull(r, b)
	return b
}

// BenchmarkKeep200 keeps 200 mixed papers, and writes the same bytes with plain bbolt, one paper a commit as well. The bound is twice its time, and
// 100 MB of heap.
func BenchmarkKeep200(b *testing.B) {
	items := mixed(b)
	var ours, plain time.Duration
	var most uint64
	for n := 0; b.Loop(); n++ {
		dir := b.TempDir()
		f, err := casefile.Create(filepath.Join(dir, "t.casefile"), casefile.NoPassphrase(), noon)
		if err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		results, err := Keep(context.Background(), f, items, Options{}, func(Result) { most = max(most, heap()) })
		if err != nil || len(results) != len(items) {
			b.Fatal(err)
		}
		ours += time.Since(start)
		f.Close()
		start = time.Now()
		if err := keepPlain(filepath.Join(dir, "plain"), items); err != nil {
			b.Fatal(err)
		}
		plain += time.Since(start)
	}
	b.ReportMetric(float64(ours)/float64(plain), "ratio")
	b.ReportMetric(float64(most)/1e6, "peak-MB")
}

// heap gives the bytes on the heap, with what waits to be collected.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// keepPlain writes each item in pieces of 255 KiB, as the case file does, in one commit.
func keepPlain(path string, items []Item) error {
	db, err := bolt.Open(path, 0o600, &bolt.Options{FreelistType: bolt.FreelistMapType, PageSize: 4096})
	if err != nil {
		return err
	}
	defer db.Close()
	for i, item := range items {
		r, err := item.Open()
		if err != nil {
			return err
		}
		data, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			return err
		}
		err = db.Update(func(tx *bolt.Tx) error {
			bucket, err := tx.CreateBucketIfNotExists([]byte("papers"))
			if err != nil {
				return err
			}
			for n := 0; len(data) > 0; n++ {
				piece := data[:min(len(data), 255<<10)]
				data = data[len(piece):]
				if err := bucket.Put(fmt.Appendf(nil, "%08d %08d", i, n), bytes.Clone(piece)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// BenchmarkRead200 reads what BenchmarkKeep200 keeps: words, pages and notes of 200 papers.
func BenchmarkRead200(b *testing.B) {
	items := mixed(b)
	for n := 0; b.Loop(); n++ {
		f, err := casefile.Create(filepath.Join(b.TempDir(), "t.casefile"), casefile.NoPassphrase(), noon)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := Keep(context.Background(), f, items, Options{}, nil); err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		var most uint64
		if _, err := Read(context.Background(), f, func(Result) { most = max(most, heap()) }); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "s-read")
		b.ReportMetric(float64(most)/1e6, "peak-MB")
		f.Close()
	}
}
