package pdf

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// report is a made-up document of n pages of text, fonts shared, streams
// packed, as office programs write them.
func report(n int, seed uint64) []byte {
	rnd := rand.New(rand.NewPCG(seed, 1))
	words := strings.Fields("the child needs support with speech and language provision must be specified in section F of the plan council report evidence hours weekly therapist school")
	d := paper(n, "/MediaBox"+a4Box, func(p int) string {
		var b strings.Builder
		for line := range 45 {
			fmt.Fprintf(&b, "BT /F1 11 Tf 72 %d Td (", 780-15*line)
			for range 12 {
				b.WriteString(words[rnd.IntN(len(words))] + " ")
			}
			b.WriteString(") Tj ET\n")
		}
		return b.String()
	})
	for i := range n {
		raw := d.objs[3+2*i]
		body := raw[strings.Index(raw, "stream\n")+7 : strings.Index(raw, "\nendstream")]
		z := deflated(body)
		d.objs[3+2*i] = fmt.Sprintf("<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", len(z), z)
	}
	return d.bytes()
}

// scan is n pages of one picture each, with bytes that do not pack.
func scan(n, size int) []byte {
	d := paper(n, "/MediaBox"+a4Box, func(int) string { return "q 595 0 0 842 0 0 cm /I Do Q" })
	noise := make([]byte, size)
	rnd := rand.New(rand.NewPCG(7, 7))
	for i := range noise {
		noise[i] = byte(rnd.Uint32())
	}
	for i := range n {
		im := d.stream("/Type/XObject/Subtype/Image/Width 10/Height 10/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode",
			"\xFF\xD8\xFF\xDA"+string(noise)+"\xFF\xD9")
		d.objs[4+2*i] = strings.Replace(d.objs[4+2*i], "/Resources<<", fmt.Sprintf("/Resources<</XObject<</I %d 0 R>>", im), 1)
	}
	return d.bytes()
}

type workload struct {
	name  string
	files [][]byte
}

func workloads() []workload {
	mixed, born, scans := workload{name: "100 files, 1000 pages"}, workload{name: "200 files, 5000 pages"}, workload{name: "300 scanned pages"}
	for i := range 100 {
		mixed.files = append(mixed.files, report(10, uint64(i)))
	}
	for i := range 200 {
		born.files = append(born.files, report(25, uint64(i)))
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
