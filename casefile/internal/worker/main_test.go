package worker

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestMain(m *testing.M) {
	jobs["panic"] = func(*desk, order, []byte) ([]byte, error) { panic("a parser lost its way\nand more") }
	jobs["exit"] = func(*desk, order, []byte) ([]byte, error) { os.Exit(7); return nil, nil }
	jobs["chatter"] = func(*desk, order, []byte) ([]byte, error) { fmt.Println("chatter"); return []byte("done"), nil }
	jobs["garbage"] = func(d *desk, _ order, _ []byte) ([]byte, error) {
		d.out.Write([]byte("this is no frame at all, whatever it says"))
		return nil, nil
	}
	IfAsked()
	os.Exit(m.Run())
}

// start gives a worker that ends with the test.
func start(t testing.TB) *Worker {
	t.Helper()
	w, err := Start(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

// objects writes a PDF from the bodies of its objects, the first of which is the catalogue.
func objects(bodies ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	at := make([]int, len(bodies))
	for i, body := range bodies {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(bodies)+1)
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root 1 0 R /Info 3 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(bodies)+1, xref)
	return b.Bytes()
}

func stream(dict, data string) string {
	return fmt.Sprintf("<<%s /Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

// sheet is one page of a made PDF: keys beside the usual ones, and words at a place on its own plane.
type sheet struct {
	keys string
	x, y int
	say  string
}

// paperOf makes a PDF. Objects 1 to 4 are catalogue, pages, information and font; then page and content by turns, so that
// page i (from 0) is object 5+2i; then extra.
func paperOf(catalogue string, sheets []sheet, extra ...string) []byte {
	var kids strings.Builder
	var pages []string
	for i, s := range sheets {
		fmt.Fprintf(&kids, "%d 0 R ", 5+2*i)
		keys := s.keys
		if !strings.Contains(keys, "/MediaBox") {
			keys += " /MediaBox [0 0 595 842]"
		}
		pages = append(pages,
			fmt.Sprintf("<</Type/Page /Parent 2 0 R /Contents %d 0 R /Resources<</Font<</F 4 0 R>>>> %s>>", 6+2*i, keys),
			stream("", fmt.Sprintf("BT /F 12 Tf %d %d Td (%s) Tj ET", s.x, s.y, s.say)))
	}
	all := []string{
		"<</Type/Catalog /Pages 2 0 R " + catalogue + ">>",
		fmt.Sprintf("<</Type/Pages /Count %d /Kids [%s]>>", len(sheets), kids.String()),
		"<</Title (Evidence of Maya)>>",
		"<</Type/Font /Subtype/Type1 /BaseFont/Helvetica /Encoding/WinAnsiEncoding>>",
	}
	return objects(append(append(all, pages...), extra...)...)
}

// sheets makes n plain pages.
func sheets(n int) []sheet {
	all := make([]sheet, n)
	for i := range all {
		all[i] = sheet{x: 72, y: 700, say: fmt.Sprintf("This is page %d of the report", i+1)}
	}
	return all
}

// run runs another program and gives what it says.
func run(t testing.TB, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}

// qpdf passes a PDF through qpdf with some options.
func qpdf(t testing.TB, pdf []byte, options ...string) []byte {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "out.pdf")
	write(t, in, pdf)
	run(t, "qpdf", append(append([]string{in}, options...), out)...)
	made, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func write(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
