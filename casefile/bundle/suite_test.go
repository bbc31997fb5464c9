package bundle_test

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"ehccasefile/casefile/bundle"
	"ehccasefile/casefile/internal/pdf"
	"ehccasefile/casefile/internal/pdf/odd"
	"ehccasefile/deadlines"
)

var suiteFolder = flag.String("suite", "", "folder of PDFs to measure the way into a bundle with, for example those of other projects' tests")

// TestSuite measures how many PDFs of a folder go into a bundle whole: go test ./casefile/bundle -run TestSuite -suite DIR -timeout 3h -v.
// Without a folder it runs on the awkward set and on the papers of the made-up families. Each file is counted by qpdf, MuPDF and
// pdfium and goes into a bundle of its own in a child process, which is killed when a file takes longer than twenty seconds.
func TestSuite(t *testing.T) {
	files := suiteFiles(t)
	results := make([]outcome, len(files))
	var next sync.Mutex
	var all sync.WaitGroup
	at := 0
	for range max(1, runtime.GOMAXPROCS(0)) {
		all.Go(func() {
			p := prober{}
			defer p.close()
			for {
				next.Lock()
				i := at
				at++
				next.Unlock()
				if i >= len(files) {
					return
				}
				results[i] = p.measure(files[i])
			}
		})
	}
	all.Wait()
	tell(t, results)
}

// suiteFiles gives the files to run on.
func suiteFiles(t *testing.T) []string {
	dir := *suiteFolder
	if dir == "" {
		dir = t.TempDir()
		for _, f := range odd.Set() {
			if err := os.WriteFile(filepath.Join(dir, oddName(f)), f.Data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	var files []string
	for _, root := range []string{dir, "../../seeds"} {
		if *suiteFolder != "" && root != dir {
			continue
		}
		err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
			if err == nil && e.Type().IsRegular() && strings.EqualFold(filepath.Ext(path), ".pdf") {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(files) == 0 {
		t.Fatal("there are no PDFs in ", dir)
	}
	return files
}

func oddName(f odd.File) string { return strings.ReplaceAll(f.Name, " ", "-") + ".pdf" }

// outcome is what became of one file.
type outcome struct {
	name                string
	qpdf, mupdf, pdfium int // pages each counts, 0 where it cannot read the file
	locked              bool
	probed
}

// probed is what the child says of one file.
type probed struct {
	Pages  int    // that went in
	Pdfium int    // pages that pdfium counts
	Note   string // what the report says of it
	Why    string // why it did not go in
	Ended  string // "panic", "hang" or "died", where the child did not come back in order
	Peak   int    // of the child's memory so far, in MB
}

// best is the number of pages that most of the others count; where all differ, pdfium's.
func (o outcome) best() int {
	switch {
	case o.qpdf == o.mupdf && o.qpdf > 0:
		return o.qpdf
	case o.pdfium > 0:
		return o.pdfium
	}
	return max(o.qpdf, o.mupdf)
}

// right tells whether the file went in with the pages that another reader finds.
func (o outcome) right() bool {
	return o.Pages > 0 && slices.Contains([]int{o.qpdf, o.mupdf, o.pdfium}, o.Pages)
}

// prober asks other programs, and a child of ours, about files.
type prober struct {
	child *exec.Cmd
	in    *os.File
	out   *bufio.Scanner
}

const suiteLimit = 20 * time.Second

func (p *prober) measure(path string) outcome {
	o := outcome{name: path}
	// Not --show-npages, which believes what the file says of itself.
	qpdf, said := counted("qpdf", "--show-pages", path)
	o.qpdf = len(qpdfPage.FindAllString(qpdf, -1))
	o.locked = strings.Contains(said, "invalid password")
	mupdf, _ := counted("mutool", "info", "-M", path)
	for line := range strings.Lines(mupdf) {
		if n, ok := strings.CutPrefix(line, "Pages: "); ok {
			o.mupdf, _ = strconv.Atoi(strings.TrimSpace(n))
		}
	}
	o.probed = p.probe(path)
	o.pdfium = o.Pdfium
	return o
}

var qpdfPage = regexp.MustCompile(`(?m)^page \d+:`)

func counted(prog string, args ...string) (out, errs string) {
	ctx, stop := context.WithTimeout(context.Background(), suiteLimit)
	defer stop()
	cmd := exec.CommandContext(ctx, prog, args...)
	var a, b bytes.Buffer
	cmd.Stdout, cmd.Stderr = &a, &b
	_ = cmd.Run() // warnings end it with an error too; what counts is the count
	return a.String(), b.String()
}

// probe has the child put one file into a bundle.
func (p *prober) probe(path string) probed {
	if p.child == nil {
		if err := p.start(); err != nil {
			return probed{Ended: err.Error()}
		}
	}
	fmt.Fprintln(p.in, path)
	answer := make(chan probed, 1)
	out := p.out
	go func() {
		got := probed{Ended: "died"}
		if out.Scan() {
			if err := json.Unmarshal(out.Bytes(), &got); err != nil {
				got.Ended = "died: " + out.Text()
			} else if got.Ended == "died" {
				got.Ended = ""
			}
		}
		answer <- got
	}()
	select {
	case got := <-answer:
		if got.Ended != "" {
			p.close()
		}
		return got
	case <-time.After(suiteLimit):
		p.close()
		return probed{Ended: "hang"}
	}
}

func (p *prober) start() error {
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	p.child, p.in = exec.Command(exe, probeArgument), w
	p.child.Stdin = r
	out, err := p.child.StdoutPipe()
	if err != nil {
		return err
	}
	p.out = bufio.NewScanner(out)
	p.out.Buffer(nil, 1<<20)
	defer r.Close()
	return p.child.Start()
}

func (p *prober) close() {
	if p.child == nil {
		return
	}
	p.in.Close()
	p.child.Process.Kill()
	p.child.Wait()
	p.child = nil
}

const probeArgument = "probe"

// probeIfAsked serves as the child of a prober.
func probeIfAsked() {
	if len(os.Args) != 2 || os.Args[1] != probeArgument {
		return
	}
	var b bundle.Bench
	defer b.Close()
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		got := probed{}
		got.put(&b, in.Text())
		line, _ := json.Marshal(got)
		fmt.Println(string(line))
	}
	os.Exit(0)
}

// put puts a file into a bundle of its own and reads that again.
func (p *probed) put(b *bundle.Bench, path string) {
	defer func() {
		if r := recover(); r != nil {
			p.Ended = fmt.Sprint("panic: ", r)
		}
		p.Peak = peakMB()
	}()
	data, err := os.ReadFile(path)
	if err != nil {
		p.Why = err.Error()
		return
	}
	p.Pdfium, _ = b.Count(context.Background(), data)
	var out bytes.Buffer
	r, err := b.Unproved(context.Background(), &out, bundle.Plan{Title: "One", Sections: []bundle.Section{{Documents: []bundle.Document{
		doc("One", deadlines.Date{}, data)}}}})
	switch {
	case errors.Is(err, bundle.ErrNothing):
		p.Why = r.Left[0].Note
		return
	case err != nil:
		p.Why = err.Error()
		return
	}
	p.Note = r.Items[0].Note
	again, err := pdf.Read(out.Bytes(), pdf.DefaultLimits())
	if err != nil {
		p.Why = "the bundle cannot be read: " + err.Error()
		return
	}
	p.Pages = len(again.Pages()) - (r.Pages - r.EvidencePages)
}

// peakMB is the most memory this process has held, in MB; 0 where the system does not say.
func peakMB() int {
	b, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(b)) {
		if kb, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, _ := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(kb), "kB")))
			return n / 1024
		}
	}
	return 0
}

// tell prints what was found, and fails where the program does not do what it promises.
func tell(t *testing.T, all []outcome) {
	t.Helper()
	readable, good, ended, locked, peak := 0, 0, 0, 0, 0
	made := map[string]odd.File{}
	for _, f := range odd.Set() {
		made[oddName(f)] = f
	}
	for _, o := range all {
		peak = max(peak, o.Peak)
		if o.Ended != "" {
			ended++
			t.Errorf("%s: %s", o.name, o.Ended)
		}
		if want, ok := made[filepath.Base(o.name)]; ok && *suiteFolder == "" {
			// What must become of one of ours is known, whatever others count.
			if want.Fault == "" && o.Pages != want.Pages || want.Fault == odd.TooLarge && (o.Pages > 0 || o.Why == "") {
				t.Errorf("%s: %d pages went in, want %d. %s", o.name, o.Pages, want.Pages, o.Why)
			}
			continue
		}
		switch {
		case o.locked && o.pdfium == 0:
			locked++
		case o.best() > 0:
			readable++
			if o.right() {
				good++
				continue
			}
			t.Logf("%s: %s; others count %d, %d and %d", o.name, cmp.Or(o.Why, fmt.Sprint(o.Pages, " went in. ", o.Note)), o.qpdf, o.mupdf, o.pdfium)
		case o.Pages == 0 && o.Why == "" && o.Ended == "":
			t.Errorf("%s: it did not go in and nothing says why", o.name)
		}
	}
	t.Logf("%d files, %d ask for a password; of %d that qpdf, MuPDF or pdfium can read, %d go in with the right pages: %.2f%%. Panics and hangs: %d. Memory at most %d MB.",
		len(all), locked, readable, good, 100*float64(good)/float64(max(1, readable)), ended, peak)
	if float64(good) < .995*float64(readable) {
		t.Errorf("only %d of %d go in", good, readable)
	}
}
