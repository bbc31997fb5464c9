package pdf

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// rewritten has another program write a file of ours in its own manner.
func rewritten(t *testing.T, data []byte, prog string, args ...string) []byte {
	t.Helper()
	in, out := save(t, "in.pdf", data), filepath.Join(t.TempDir(), "out.pdf")
	for i, a := range args {
		args[i] = strings.NewReplacer("IN", in, "OUT", out).Replace(a)
	}
	run(t, prog, args...)
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestOtherWriters(t *testing.T) {
	src := linked().bytes()
	for name, data := range map[string][]byte{
		"object streams": rewritten(t, src, "qpdf", "--object-streams=generate", "IN", "OUT"),
		"linearized":     rewritten(t, src, "qpdf", "--linearize", "IN", "OUT"),
		"both":           rewritten(t, src, "qpdf", "--linearize", "--object-streams=generate", "IN", "OUT"),
		"ghostscript":    rewritten(t, src, "gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-sOutputFile=OUT", "IN"),
		"mupdf":          rewritten(t, src, "mutool", "clean", "-gggz", "IN", "OUT"),
		"cairo":          rewritten(t, src, "pdftocairo", "-pdf", "IN", "OUT"),
		"ourselves":      assemble(t, bookOf(t, true, mustRead(t, src))),
		"hybrid":         hybrid(),
		"two revisions":  revised(src),
	} {
		s, err := Read(data, Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if w := s.Warnings(); len(w) > 0 {
			t.Errorf("%s: warns %q", name, w)
		}
		path := save(t, "book.pdf", assemble(t, bookOf(t, true, s)))
		quiet(t, "qpdf", "--check", path)
		words := quiet(t, "pdftotext", path, "-")
		if strings.Count(words, "Evidence page") != 5 && name != "hybrid" {
			t.Errorf("%s: the book says %q", name, words)
		}
		if name == "hybrid" && !strings.Contains(words, "hidden object") {
			t.Errorf("what only the stream of a hybrid file lists was lost: %q", words)
		}
	}
}

// TestTruncatedObjectStreams cuts a file so that its tables are gone.
func TestTruncatedObjectStreams(t *testing.T) {
	whole := rewritten(t, simple(40).bytes(), "qpdf", "--object-streams=generate", "--compress-streams=n", "IN", "OUT")
	s, err := Read(whole[:len(whole)-200], Limits{})
	if err != nil || len(s.Pages()) != 40 {
		t.Fatalf("%v, %v", s, err)
	}
	if w := s.Warnings(); len(w) != 1 || w[0] != lossWords[damaged] {
		t.Errorf("warns %q", w)
	}
}

func TestEncrypted(t *testing.T) {
	for _, how := range []string{"--encrypt secret o 256 --", "--encrypt _ o 256 --", "--allow-weak-crypto --encrypt _ o 128 --", "--allow-weak-crypto --encrypt secret o 40 --"} {
		args := strings.Fields(how)
		for i := range args {
			args[i] = strings.Replace(args[i], "_", "", 1)
		}
		data := rewritten(t, simple(2).bytes(), "qpdf", append(args, "IN", "OUT")...)
		for _, d := range [][]byte{data, data[:len(data)-40]} {
			if _, err := Read(d, Limits{}); !errors.Is(err, ErrEncrypted) {
				t.Errorf("%s: got %v", how, err)
			}
		}
	}
}

// hybrid lists its newer objects in a stream and hides them in its table as free.
func hybrid() []byte {
	d := simple(1)
	d.Objs[4] = strings.Replace(d.Objs[4], "/Contents 4 0 R", "/Contents[4 0 R 8 0 R]/Hidden 7 0 R", 1)
	d.Objs[4] = strings.Replace(d.Objs[4], "<</F1 3 0 R>>", " 7 0 R", 1)
	data := string(d.bytes())
	body := data[:strings.Index(data, "xref\n0")]
	inner := "<</F1 3 0 R>>"
	packAt := len(body)
	body += fmt.Sprintf("6 0 obj\n<</Type/ObjStm/N 1/First 4/Length %d>>\nstream\n7 0 %s\nendstream\nendobj\n", 4+len(inner), inner)
	words := "BT /F1 20 Tf 72 300 Td (hidden object) Tj ET"
	wordsAt := len(body)
	body += fmt.Sprintf("8 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n", len(words), words)
	streamAt := len(body)
	row := func(kind, a, b int) string { return string([]byte{byte(kind), byte(a >> 8), byte(a), byte(b)}) }
	rows := row(1, packAt, 0) + row(2, 6, 0) + row(1, wordsAt, 0)
	body += fmt.Sprintf("9 0 obj\n<</Type/XRef/Size 10/W[1 2 1]/Index[6 3]/Root 1 0 R/Length %d>>\nstream\n%s\nendstream\nendobj\n", len(rows), rows)
	tableAt := len(body)
	old := data[strings.Index(data, "xref\n0"):]
	table := strings.Replace(old[:strings.Index(old, "trailer")], "xref\n0 6\n", "xref\n0 9\n", 1)
	table += strings.Repeat("0000000000 00000 f \n", 3)
	return []byte(body + table + fmt.Sprintf("trailer\n<</Size 10/Root 1 0 R/XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n", streamAt, tableAt))
}

// revised was changed by appending, as editors do (7.5.6).
func revised(src []byte) []byte {
	prev := strings.TrimSpace(string(src[strings.LastIndex(string(src), "startxref")+9:]))
	prev = strings.Fields(prev)[0]
	at := len(src)
	words := scene(rect{0, 0, 595, 842}, "Evidence page one, revised")
	add := fmt.Sprintf("4 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n", len(words), words)
	table := fmt.Sprintf("xref\n4 1\n%010d 00000 n \ntrailer\n<</Size 40/Root 1 0 R/Prev %s>>\nstartxref\n%d\n%%%%EOF\n", at, prev, at+len(add))
	return append(append([]byte(nil), src...), add+table...)
}

func TestNewestRevisionCounts(t *testing.T) {
	for _, data := range [][]byte{revised(linked().bytes()), revised(linked().bytes())[:len(revised(linked().bytes()))-20]} {
		path := save(t, "book.pdf", assemble(t, bookOf(t, true, mustRead(t, data))))
		if words := quiet(t, "pdftotext", "-l", "1", path, "-"); !strings.Contains(words, "revised") {
			t.Errorf("the first page says %q", words)
		}
	}
}
