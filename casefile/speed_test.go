package casefile

import (
	"bytes"
	"fmt"
	"path/filepath"
	"runtime/metrics"
	"slices"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"
)

// Figures are given as ratios to bare bbolt in the same run, because disks differ: go test ./casefile -run '^$' -bench .

// BenchmarkSaveEntry saves an entry, and beside it a value of the same size with bare bbolt, which syncs twice as well. The bound is 1.25.
func BenchmarkSaveEntry(b *testing.B) {
	f := newFile(b, NoPassphrase())
	db, err := bolt.Open(filepath.Join(b.TempDir(), "plain"), 0o600, &bolt.Options{FreelistType: bolt.FreelistMapType, PageSize: pageSize})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	var ours, plain []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		put(b, f, Entry{Kind: EntryNote, On: day("2026-03-01").AddDays(i % 300), Said: "They will call us back next week."})
		ours = append(ours, time.Since(start))
		start = time.Now()
		if err := putPlain(db, i, make([]byte, 512)); err != nil {
			b.Fatal(err)
		}
		plain = append(plain, time.Since(start))
	}
	b.ReportMetric(float64(middle(ours))/float64(middle(plain)), "ratio")
	b.ReportMetric(float64(middle(ours).Microseconds()), "us-save")
}

// middle is the median: a disk that is busy with something else for a moment says nothing about either.
func middle(took []time.Duration) time.Duration {
	slices.Sort(took)
	return took[len(took)/2]
}

func putPlain(db *bolt.DB, n int, value []byte) error {
	return db.Update(func(tx *bolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists([]byte("b"))
		if err != nil {
			return err
		}
		return b.Put(fmt.Appendf(nil, "%016x", uint64(n)*0x9e3779b97f4a7c15), value)
	})
}

// BenchmarkEvidence keeps 1,000 pieces of evidence of 1 MB and gives the most heap that was in use. The bound is 64 MB.
func BenchmarkEvidence(b *testing.B) {
	for b.Loop() {
		f := newFile(b, NoPassphrase())
		data, done, peak := pattern(1_000_000, 1), make(chan bool), make(chan uint64)
		go watchHeap(done, peak)
		for i := range 1000 {
			copy(data, fmt.Sprint("piece ", i))
			addBlob(b, f, data)
		}
		close(done)
		b.ReportMetric(float64(<-peak)/1e6, "peak-MB")
		f.Close()
	}
}

// watchHeap gives the most bytes on the heap until done is closed.
func watchHeap(done <-chan bool, peak chan<- uint64) {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	var most uint64
	for {
		metrics.Read(sample)
		most = max(most, sample[0].Value.Uint64())
		select {
		case <-done:
			peak <- most
			return
		case <-time.After(time.Millisecond):
		}
	}
}

// BenchmarkFirstList opens a case of 10,000 entries and 2,000 documents whose key is known, and reads its log. The bound is 150 ms.
func BenchmarkFirstList(b *testing.B) {
	f := newFile(b, NoPassphrase())
	for at := range 100 {
		must(b, f, func(tx *Tx) error { return putMany(tx, at) })
	}
	f.Close()
	var took time.Duration
	n := 0
	for b.Loop() {
		start := time.Now()
		g := openFile(b, f.Path(), NoPassphrase())
		if got := len(all[Entry](b, g, "")); got != 10_000 {
			b.Fatal(got)
		}
		took += time.Since(start)
		n++
		g.Close()
	}
	b.ReportMetric(float64(took.Milliseconds())/float64(n), "ms-list")
}

// putMany puts 100 entries and 20 documents.
func putMany(tx *Tx, at int) error {
	for i := range 100 {
		e := Entry{Kind: EntryNote, On: day("2024-01-01").AddDays(at*5 + i%5), Said: fmt.Sprint("They will call us back about matter ", at, " ", i)}
		if _, err := Put(tx, e); err != nil {
			return err
		}
	}
	for i := range 20 {
		blob, err := tx.Add(bytes.NewReader(fmt.Appendf(nil, "paper %d %d", at, i)), "x")
		if err != nil {
			return err
		}
		if _, err := Put(tx, paper(fmt.Sprint("Report ", at, " ", i), blob)); err != nil {
			return err
		}
	}
	return nil
}
