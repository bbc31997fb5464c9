package bundle_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ehccasefile/casefile/bundle"
)

// typed is the papers of a council that types them with LibreOffice, and how it says which pages they are on.
type typed struct {
	dir   string
	files []string // of the papers, in order
	pages []int
	rows  [][]string
}

var typedPapers = []struct {
	title, date string
	pages       int
}{
	{"Notice of appeal", "2 March 2026", 3}, {"Decision letter refusing to amend the plan after the annual review held at the school in the autumn", "14 January 2026", 2},
	{"Mediation certificate", "20 January 2026", 1}, {"Final EHC plan", "5 January 2026", 6}, {"Educational psychologist’s report by Dr A. Rahman", "11 November 2025", 4},
	{"Speech and language therapy report with the summary of visits to school and home", "3 October 2025", 3}, {"School attendance record", "30 April 2026", 1},
	{"Statement of the parent", "1 May 2026", 2},
}

// office has LibreOffice make PDFs of files.
func office(t testing.TB, dir string, files ...string) {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("this test needs LibreOffice (Debian: libreoffice-writer-nogui)")
	}
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", dir}
	if out, err := exec.Command(soffice, append(args, files...)...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
}

// typing writes the papers, has LibreOffice make PDFs of them, each twice under another name, and types an index for them. says writes
// the pages of a paper.
func typing(t testing.TB, first int, says func(n, from, to int) string) typed {
	t.Helper()
	w := typed{dir: t.TempDir()}
	var papers [][]any
	var sources []string
	for i, p := range typedPapers {
		papers = append(papers, []any{p.title, p.date, p.pages})
		sources = append(sources, filepath.Join(w.dir, fmt.Sprintf("paper%d.fodt", i)))
	}
	write := func() {
		in, err := json.Marshal(map[string]any{"papers": papers, "rows": w.rows})
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(python(t), "testdata/office.py", w.dir)
		cmd.Stdin = bytes.NewReader(in)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	write()
	office(t, w.dir, sources...)
	for _, s := range append(slices.Clone(sources), sources...) {
		file := strings.TrimSuffix(s, ".fodt") + ".pdf"
		n, err := strconv.Atoi(strings.TrimSpace(string(tool(t, "qpdf", "--show-npages", file))))
		if err != nil {
			t.Fatal(err)
		}
		w.files, w.pages = append(w.files, file), append(w.pages, n)
	}
	for indexPages := 1; ; { // the index says where the papers are, so its own length matters
		w.rows = [][]string{{"No", "Document", "Date", "Page(s)"}}
		at := indexPages + 2 - first
		for i, n := range w.pages {
			p := typedPapers[i%len(typedPapers)]
			title := p.title
			if i >= len(typedPapers) {
				title += " – the council’s copy"
			}
			w.rows = append(w.rows, []string{strconv.Itoa(i + 1), title, p.date, says(i, at, at+n-1)})
			at += n
		}
		write()
		office(t, w.dir, filepath.Join(w.dir, "index.fodt"))
		n, err := strconv.Atoi(strings.TrimSpace(string(tool(t, "qpdf", "--show-npages", filepath.Join(w.dir, "index.pdf")))))
		if err != nil {
			t.Fatal(err)
		}
		if n == indexPages {
			return w
		}
		indexPages = n
	}
}

// qpdfMerged is what qpdf makes of index and papers.
func (w typed) qpdfMerged(t testing.TB) string {
	out := filepath.Join(w.dir, "qpdf.pdf")
	tool(t, "qpdf", slices.Concat([]string{"--empty", "--pages", filepath.Join(w.dir, "index.pdf")}, w.files, []string{"--", out})...)
	return out
}

// gsMerged is what Ghostscript makes of them, with bookmarks.
func (w typed) gsMerged(t testing.TB, first int, mark string) string {
	out, marks := filepath.Join(w.dir, "gs.pdf"), filepath.Join(w.dir, "marks.ps")
	n, err := strconv.Atoi(strings.TrimSpace(string(tool(t, "qpdf", "--show-npages", filepath.Join(w.dir, "index.pdf")))))
	if err != nil {
		t.Fatal(err)
	}
	var ps strings.Builder
	at := n + 1
	for i, pages := range w.pages {
		title := strings.NewReplacer("’", "'", "–", "-").Replace(w.rows[i+1][1])
		fmt.Fprintf(&ps, "[/Title (%s) /Page %d /OUT pdfmark\n", strings.NewReplacer("%s", title, "%a", strconv.Itoa(at+1-first)).Replace(mark), at)
		at += pages
	}
	if err := os.WriteFile(marks, []byte(ps.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	tool(t, "gs", slices.Concat([]string{"-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-o", out, filepath.Join(w.dir, "index.pdf")}, w.files, []string{marks})...)
	return out
}

// stamped is what mutool makes of a merged bundle: numbers on its pages.
func stamped(t testing.TB, in, format, where string, first int) []byte {
	t.Helper()
	out := in + ".stamped.pdf"
	tool(t, "mutool", "run", "testdata/stamp.js", in, out, format, where, strconv.Itoa(first))
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestBundlesMadeByOtherProgramsAreChecked(t *testing.T) {
	ranges := func(_, from, to int) string {
		if from == to {
			return strconv.Itoa(from)
		}
		return fmt.Sprintf("%d – %d", from, to)
	}
	w := typing(t, 1, ranges)
	check := func(name string, data []byte) bundle.Proof {
		t.Helper()
		keepFile(t, name, data)
		proof, err := bundle.Check(t.Context(), data)
		if err != nil {
			t.Fatal(name, err)
		}
		t.Log(name, proofSays(proof))
		return proof
	}
	merged := w.qpdfMerged(t)
	if p := check("qpdf", stamped(t, merged, "Page %d of %t", "centre", 1)); !p.OK || p.Documents != 2*len(typedPapers) || p.Numbers != p.Pages {
		t.Error("merged by qpdf and numbered by mutool, it does not agree")
	}
	if p := check("gs", stamped(t, w.gsMerged(t, 1, "%s (page %a)"), "[%d]", "right", 1)); !p.OK || p.Bookmarks != 2*len(typedPapers) {
		t.Error("merged by Ghostscript, it does not agree")
	}
	if p := check("gs one page late", stamped(t, w.gsMerged(t, 0, "%s (page %a)"), "[%d]", "right", 1)); p.OK || !has(p, "findings", "bookmark") {
		t.Error("bookmarks that name the wrong pages were not found")
	}
	if p := check("offset", stamped(t, merged, "%d", "right", 3)); p.OK || !has(p, "findings", "index") && !has(p, "unknown", "index") {
		t.Error("an index that counts the pages of the file, with numbers that begin later, was not found")
	}
	if p := check("no numbers", must(os.ReadFile(merged))); p.OK || len(p.Findings) > 0 {
		t.Error("without numbers nothing is proved, and nothing is wrong")
	}

	first := func(_, from, _ int) string { return strconv.Itoa(from) }
	w = typing(t, 2, first)
	if p := check("first pages", stamped(t, w.qpdfMerged(t), "%d", "centre", 2)); !p.OK || p.Documents != 2*len(typedPapers) {
		t.Error("an index that names first pages does not agree")
	}
	if p := check("one gone", without(t, stamped(t, w.qpdfMerged(t), "%d", "centre", 2), 9)); p.OK || !has(p, "findings", "number") {
		t.Error("a page that is gone was not found")
	}
}

func must(data []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return data
}

// without takes one page, counted from 1, out of a PDF.
func without(t testing.TB, data []byte, page int) []byte {
	t.Helper()
	in := onDisk(t, data)
	tool(t, "qpdf", in, "--pages", ".", fmt.Sprintf("1-%d,%d-z", page-1, page+1), "--", in+".less")
	return must(os.ReadFile(in + ".less"))
}
