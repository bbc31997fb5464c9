package bundle_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/casefile/internal/pdf"
	"ehccasefile/casefile/internal/pdf/odd"
	"ehccasefile/deadlines"
)

// The measure of the assembler is another program that does less: qpdf putting the same files together bare, without index, numbers,
// links or bookmarks. Both run as processes of their own, in turn, and only their ratio counts: the machine may be busy.

// load is a workload and what may be asked of us on it.
type work struct {
	name   string
	pages  int
	most   float64 // times qpdf's time
	write  func(b *testing.B, dir string)
	memory int // MB at most, 0 for no bound
}

func works() []work {
	return []work{
		{"100 files, 1000 pages mixed", 1000, .40, mixedFiles, 0},
		{"200 files, 5000 pages in object streams", 5000, .25, packedFiles, 300},
		{"300 pages scanned at 300 dpi", 300, .80, scannedFiles, 0},
	}
}

func keep(b *testing.B, dir string, i int, data []byte) string {
	b.Helper()
	name := filepath.Join(dir, fmt.Sprintf("%03d.pdf", i))
	if err := os.WriteFile(name, data, 0o600); err != nil {
		b.Fatal(err)
	}
	return name
}

// mixedFiles are 60 reports, 15 scans, 15 files of awkward pages and 10 that are linked all through: ten pages each.
func mixedFiles(b *testing.B, dir string) {
	scan := fullScan(b, 1)
	var rough []byte
	{
		var sheets []sheet
		for i := range 10 {
			sheets = append(sheets, sheet{media: "0 0 612 792", rotate: 90 * i, words: fmt.Sprint("page ", i)})
		}
		rough = written(sheets...)
	}
	for i := range 100 {
		switch {
		case i < 60:
			keep(b, dir, i, odd.Report(10, uint64(i)))
		case i < 75:
			keep(b, dir, i, odd.Scan(10, scan))
		case i < 90:
			keep(b, dir, i, rough)
		default:
			d := odd.Linked().Bytes()
			name := keep(b, dir, i, d)
			tool(b, "qpdf", "--empty", "--pages", name, name, "--", name+".two")
			if err := os.Rename(name+".two", name); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// packedFiles are born digital: 25 pages of text each, as office programs write them.
func packedFiles(b *testing.B, dir string) {
	for i := range 200 {
		name := keep(b, dir, i, odd.Report(25, uint64(i)))
		tool(b, "qpdf", "--object-streams=generate", "--deterministic-id", name, name+".packed")
		if err := os.Rename(name+".packed", name); err != nil {
			b.Fatal(err)
		}
	}
}

func scannedFiles(b *testing.B, dir string) {
	for i := range 30 {
		keep(b, dir, i, odd.Scan(10, fullScan(b, i%3)))
	}
}

// fullScan is a page as a scanner sees it at 300 dots to the inch: rows of dark marks on grainy paper.
func fullScan(b *testing.B, seed int) []byte {
	m := image.NewYCbCr(image.Rect(0, 0, 2480, 3508), image.YCbCrSubsampleRatio420)
	grain := uint32(seed + 1)
	for y := range 3508 {
		for x := range 2480 {
			grain = grain*1664525 + 1013904223
			v := 240 + int(grain>>30)
			if y%60 < 28 && y > 300 && y < 3200 && x > 300 && x < 2200 && (x/11*7+y/60*13)%5 < 2 {
				v = 40 + int(grain>>29)
			}
			m.Y[m.YOffset(x, y)] = uint8(v)
		}
	}
	for i := range m.Cb {
		m.Cb[i], m.Cr[i] = 126, 129
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: 75}); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

// BenchmarkAgainstQpdf makes whole bundles, without the check at their end, and has qpdf merge the same files. It reports our time
// over qpdf's, memory and how much longer the bundle is than its documents, and fails where a bound of the design does not hold.
func BenchmarkAgainstQpdf(b *testing.B) {
	for _, w := range works() {
		b.Run(w.name, func(b *testing.B) {
			dir := b.TempDir()
			w.write(b, dir)
			files, err := filepath.Glob(filepath.Join(dir, "*.pdf"))
			if err != nil || len(files) == 0 {
				b.Fatal("no files", err)
			}
			takeIn(b, files)
			out := b.TempDir()
			var ours, theirs spent
			memory := 0
			for b.Loop() {
				theirs.add(timed(b, "qpdf", append(append([]string{"--empty", "--pages"}, files...), "--", filepath.Join(out, "qpdf.pdf"))...))
				ours.add(timed(b, self(b), makeArgument, dir, filepath.Join(out, "bundle.pdf")))
				memory = max(memory, memoryOf(b, filepath.Join(out, "bundle.pdf.peak")))
			}
			ratio := float64(ours.wall) / float64(theirs.wall)
			in := 0
			for _, f := range files {
				in += sizeOf(b, f)
			}
			over := 100 * (float64(sizeOf(b, filepath.Join(out, "bundle.pdf")))/float64(in) - 1)
			b.ReportMetric(ratio, "of-qpdf's-time")
			b.ReportMetric(float64(ours.processor)/float64(theirs.processor), "of-qpdf's-processor-time")
			b.ReportMetric(float64(memory), "MB-at-most")
			b.ReportMetric(over, "%-longer")
			b.ReportMetric(float64(w.pages)/(ours.wall.Seconds()/float64(b.N)), "pages/s")
			if ratio > w.most || over > 2 || w.memory > 0 && memory > w.memory {
				b.Errorf("%.2f of qpdf's time (at most %.2f), %d MB (at most %d), %.1f%% longer (at most 2)", ratio, w.most, memory, w.memory, over)
			}
		})
	}
}

// takeIn writes beside each file what taking it into a case would keep of it: its hash, and what a look through its pages finds. That is done once
// for a paper, and not for every bundle.
func takeIn(b *testing.B, files []string) {
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		s, err := pdf.Read(data, pdf.DefaultLimits())
		if err != nil {
			b.Fatal(f, err)
		}
		seen, err := s.Seen(context.Background())
		if err != nil {
			b.Fatal(f, err)
		}
		if err := os.WriteFile(f+".known", append(fmt.Appendf(nil, "%x", sha256.Sum256(data)), seen...), 0o600); err != nil {
			b.Fatal(err)
		}
	}
}

func self(b *testing.B) string {
	exe, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	return exe
}

func timed(b *testing.B, prog string, args ...string) spent {
	b.Helper()
	cmd := exec.Command(prog, args...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	from := time.Now()
	if err := cmd.Run(); err != nil {
		b.Fatal(prog, err, errs.String())
	}
	return spent{time.Since(from), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
}

// spent is what a process took: by the clock, and of processors.
type spent struct{ wall, processor time.Duration }

func (s *spent) add(o spent) { s.wall, s.processor = s.wall+o.wall, s.processor+o.processor }

func sizeOf(b *testing.B, path string) int {
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	return int(info.Size())
}

func memoryOf(b *testing.B, path string) int {
	said, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	n, err := strconv.Atoi(string(said))
	if err != nil {
		b.Fatal(err)
	}
	return n
}

const makeArgument = "make"

// makeIfAsked serves as the process that makes a bundle of a folder.
func makeIfAsked() {
	if len(os.Args) != 4 || os.Args[1] != makeArgument {
		return
	}
	runtime.MemProfileRate = 0 // the program itself takes no notes of its memory, as a test does
	if err := makeOf(os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func makeOf(dir, to string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.pdf"))
	if err != nil {
		return err
	}
	p := bundle.Plan{Title: "Speed"}
	for i, f := range files {
		if i%20 == 0 {
			p.Sections = append(p.Sections, bundle.Section{Title: fmt.Sprint("Section ", i/20+1)})
		}
		s := &p.Sections[len(p.Sections)-1]
		known, err := os.ReadFile(f + ".known") // the hash and what was seen, as a case file keeps them with the paper
		if err != nil {
			return err
		}
		d := bundle.Document{Title: "Document " + strings.TrimSuffix(filepath.Base(f), ".pdf"), On: deadlines.On(2026, 1, 1+i%28), Type: casefile.FilePDF}
		s.Documents = append(s.Documents, bundle.Known(d, func() ([]byte, error) { return os.ReadFile(f) }, string(known[:64]), known[64:]))
	}
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	r, err := bundle.Unproved(context.Background(), out, p)
	if err != nil {
		return err
	}
	if len(r.Left) > 0 {
		return fmt.Errorf("left out: %v", r.Left)
	}
	if err := out.Close(); err != nil {
		return err
	}
	return os.WriteFile(to+".peak", []byte(strconv.Itoa(peakMB())), 0o600)
}
