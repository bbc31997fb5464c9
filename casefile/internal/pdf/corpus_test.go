package pdf

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestFolder puts every PDF of a folder, named by PDF_FOLDER, into a book of
// its own and has other programs count its pages: how well we do on suites that
// are too large to keep here. Without a folder it reads its own testdata.
func TestFolder(t *testing.T) {
	folder := os.Getenv("PDF_FOLDER")
	if folder == "" {
		folder = "testdata"
	}
	list, err := filepath.Glob(filepath.Join(folder, "*.pdf"))
	if err != nil || len(list) == 0 {
		t.Fatal("no PDFs in ", folder, err)
	}
	good, readable := 0, 0
	for _, path := range list {
		said, ok := oneOfFolder(t, path)
		others := pagesByOthers(t, path)
		if others > 0 {
			readable++
		}
		if ok {
			good++
		} else if others > 0 || strings.Contains(said, "panic") {
			t.Logf("%s: %s; others count %d pages", filepath.Base(path), said, others)
		}
	}
	t.Logf("%d of %d go in; another program counts pages in %d", good, len(list), readable)
	if good < readable*9/10 {
		t.Errorf("only %d of %d that others can read go in", good, readable)
	}
}

// oneOfFolder makes a book of one file and says what went wrong.
func oneOfFolder(t *testing.T, path string) (string, bool) {
	data, err := os.ReadFile(path)
	if err != nil {
		return err.Error(), false
	}
	began := time.Now()
	s, err := Read(data, Limits{})
	if err != nil {
		return err.Error(), false
	}
	var out bytes.Buffer
	if err := Assemble(context.Background(), &out, bookOf(t, true, s), nil); err != nil {
		return err.Error(), false
	}
	if took := time.Since(began); took > 20*time.Second {
		return "took " + took.String(), false
	}
	book := save(t, "book.pdf", out.Bytes())
	pages, _ := run(t, "qpdf", "--show-npages", book)
	if want := strconv.Itoa(len(s.Pages())); strings.TrimSpace(pages) != want {
		return fmt.Sprintf("%s pages read, the book has %s", want, pages), false
	}
	return "", true
}

// pagesByOthers gives what a second program counts, 0 if it cannot.
func pagesByOthers(t *testing.T, path string) int {
	out, _ := run(t, "qpdf", "--show-npages", path)
	n, _ := strconv.Atoi(strings.TrimSpace(out))
	return n
}
