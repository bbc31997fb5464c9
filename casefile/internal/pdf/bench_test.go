package pdf

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"ehccasefile/casefile/internal/pdf/odd"
)

type workload struct {
	name  string
	files [][]byte
}

func workloads() []workload {
	mixed, born, scans := workload{name: "100 files, 1000 pages"}, workload{name: "200 files, 5000 pages"}, workload{name: "300 scanned pages"}
	for i := range 100 {
		mixed.files = append(mixed.files, odd.Report(10, uint64(i)))
	}
	for i := range 200 {
		born.files = append(born.files, odd.Report(25, uint64(i)))
	}
	for range 30 {
		scans.files = append(scans.files, scan(10, 1<<20))
	}
	return []workload{mixed, born, scans}
}

func BenchmarkRead(b *testing.B) {
	for _, w := range workloads() {
		b.Run(w.name, func(b *testing.B) {
			for b.Loop() {
				for _, f := range w.files {
					mustRead(b, f)
				}
			}
		})
	}
}

// BenchmarkBook reads and assembles with everything on: A4, numbers, back
// links, bookmarks.
func BenchmarkBook(b *testing.B) { benchmarkBook(b, true) }

// BenchmarkBookWithoutTags is the same without its structure tree, to tell what that costs.
func BenchmarkBookWithoutTags(b *testing.B) { benchmarkBook(b, false) }

func benchmarkBook(b *testing.B, tagged bool) {
	for _, w := range workloads() {
		b.Run(w.name, func(b *testing.B) {
			size := int64(0)
			for _, f := range w.files {
				size += int64(len(f))
			}
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				var list []*Source
				for _, f := range w.files {
					list = append(list, mustRead(b, f))
				}
				book := bookOf(b, true, list...)
				book.Tagged = tagged
				var out counter
				if err := Assemble(context.Background(), &out, book, nil); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(out), "bytes")
			}
		})
	}
}

// counter counts what is written.
type counter int64

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}

// BenchmarkQpdfMerge is the measure: qpdf putting the same files together, bare.
func BenchmarkQpdfMerge(b *testing.B) {
	for _, w := range workloads() {
		b.Run(w.name, func(b *testing.B) {
			dir := b.TempDir()
			args := []string{"--empty", "--pages"}
			for i, f := range w.files {
				path := filepath.Join(dir, fmt.Sprintf("%03d.pdf", i))
				if err := os.WriteFile(path, f, 0o600); err != nil {
					b.Fatal(err)
				}
				args = append(args, path)
			}
			args = append(args, "--", filepath.Join(dir, "out.pdf"))
			for b.Loop() {
				if out, err := exec.Command("qpdf", args...).CombinedOutput(); err != nil {
					b.Fatal(err, string(bytes.TrimSpace(out)))
				}
			}
		})
	}
}
