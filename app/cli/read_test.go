package cli

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ehccasefile/casefile"
	"ehccasefile/casefile/intake"
)

// keepUnread makes a case file with papers that are kept and that nobody has looked into, as a program that ended too early leaves them.
func keepUnread(t *testing.T, papers ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.casefile")
	f, err := casefile.Create(path, casefile.NoPassphrase(), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var items []intake.Item
	for _, p := range papers {
		items = append(items, intake.FileItem(p))
	}
	if _, err := intake.Keep(context.Background(), f, items, intake.Options{}, nil); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestReadTakesUpWhatWasLeft reads papers that were kept only, and says so line by line.
func TestReadTakesUpWhatWasLeft(t *testing.T) {
	path := keepUnread(t, "testdata/read.txt", "testdata/add.txt")
	var out, errs bytes.Buffer
	if code := Main([]string{"read", path}, strings.NewReader(""), &out, &errs, time.Now); code != exitOK {
		t.Fatal(code, errs.String())
	}
	if !strings.Contains(out.String(), "read.txt: kept, ") || strings.Count(out.String(), ": kept, ") != 2 {
		t.Error(out.String())
	}
	if !strings.Contains(errs.String(), "Reading papers: 1 of 2\nReading papers: 2 of 2\n") {
		t.Error(errs.String())
	}
}
