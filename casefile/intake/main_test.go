package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ehccasefile/casefile"
)

func TestMain(m *testing.M) {
	WorkerIfAsked()
	os.Exit(m.Run())
}

// noon is the clock of every test: Monday 16 March 2026.
func noon() time.Time { return time.Date(2026, time.March, 16, 12, 0, 0, 0, time.UTC) }

// newCase makes an empty case file.
func newCase(t testing.TB) *casefile.File {
	t.Helper()
	f, err := casefile.Create(filepath.Join(t.TempDir(), "t.casefile"), casefile.NoPassphrase(), noon)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// paper is an item with these bytes.
func paper(name string, data []byte) Item {
	return Item{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
}

// add takes items in and wants no error.
func add(t testing.TB, f *casefile.File, opt Options, items ...Item) []Result {
	t.Helper()
	results, err := Add(context.Background(), f, items, opt, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(results) != len(items) {
		t.Fatalf("%d results for %d papers", len(results), len(items))
	}
	return results
}

// all gives every record of a kind.
func all[T casefile.Record](t testing.TB, f *casefile.File) []T {
	t.Helper()
	var records []T
	if err := f.View(func(tx *casefile.Tx) error { records = casefile.All[T](tx, ""); return nil }); err != nil {
		t.Fatal(err)
	}
	return records
}

// scanned stands for a page that is one picture.
const scanned = "a picture"

// pdf makes a PDF with a line of words on each page; an empty line gives a page without words or picture. It is written by hand, so that
// the tests need no library that also stands in the program.
func pdf(lines ...string) []byte {
	var b bytes.Buffer
	var at []int
	object := func(body string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), body)
	}
	b.WriteString("%PDF-1.7\n")
	var kids strings.Builder
	for i := range lines {
		fmt.Fprintf(&kids, "%d 0 R ", 4+2*i)
	}
	object("<</Type/Catalog /Pages 2 0 R>>")
	object(fmt.Sprintf("<</Type/Pages /Count %d /Kids [%s]>>", len(lines), kids.String()))
	object("<</Type/Font /Subtype/Type1 /BaseFont/Helvetica>>")
	for i, line := range lines {
		object(fmt.Sprintf("<</Type/Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources<</Font<</F 3 0 R>>>>>>", 5+2*i))
		content := "0 0 m 99 99 l S"
		if line == scanned {
			content = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"
		} else if line != "" {
			content = fmt.Sprintf("BT /F 12 Tf 72 700 Td (%s) Tj ET", line)
		}
		object(fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content))
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return b.Bytes()
}

// qpdf passes a PDF through qpdf with some options.
func qpdf(t testing.TB, data []byte, options ...string) []byte {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "out.pdf")
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if says, err := exec.Command("qpdf", append(append([]string{in}, options...), out)...).CombinedOutput(); err != nil {
		t.Fatalf("qpdf %v: %v\n%s", options, err, says)
	}
	made, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// photo makes a plain picture, as a JPEG or a PNG.
func photo(t testing.TB, kind casefile.FileType) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 60, 40))
	m.SetGray(5, 5, color.Gray{200})
	var b bytes.Buffer
	err := errors.New("no such kind")
	switch kind {
	case casefile.FileJPEG:
		err = jpeg.Encode(&b, m, nil)
	case casefile.FilePNG:
		err = png.Encode(&b, m)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
