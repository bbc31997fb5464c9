package office_test

import (
	"archive/zip"
	"bytes"
	"flag"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ehccasefile/casefile/internal/limit"
	"ehccasefile/casefile/internal/office"
	"ehccasefile/casefile/internal/prose"
)

var mutations = flag.Int("mutations", 1000, "how many mutated inputs of each kind to read")

// sound fails unless what came back keeps to the bounds and, where there is no error, to its form.
func sound(t testing.TB, doc prose.Document, err error) {
	t.Helper()
	if err != nil {
		if len(doc.Blocks) > 0 || err.Error() == "" {
			t.Fatalf("an error with %d blocks: %v", len(doc.Blocks), err)
		}
		return
	}
	if words := prose.Words(doc.Blocks); len(words) > 4*limit.Text || strings.ToValidUTF8(words, "") != words {
		t.Fatalf("%d bytes of words, or broken ones", len(words))
	}
	for _, b := range doc.Blocks {
		if b.Kind == "" || b.Kind == prose.Heading && (b.Level < 1 || b.Level > 6) || b.Level < 0 {
			t.Fatalf("a block of kind %q and level %d", b.Kind, b.Level)
		}
	}
}

// readAll reads bytes as each kind, whatever they are.
func readAll(t testing.TB, data []byte) {
	t.Helper()
	office.Kind(data)
	for _, f := range []func([]byte) (prose.Document, error){office.Docx, office.Odt, office.RTF} {
		doc, err := f(data)
		sound(t, doc, err)
	}
}

// seeds are the files that mutations begin with: LibreOffice's own, and the small awkward ones.
func seeds(t testing.TB) [][]byte {
	t.Helper()
	var out [][]byte
	names, err := filepath.Glob("testdata/plan.*")
	if err != nil || len(names) < 4 {
		t.Fatalf("the seeds are missing: %v %v", names, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, data)
	}
	for _, c := range awkwardFiles(t) {
		if len(c.data) < 20_000 {
			out = append(out, c.data)
		}
	}
	return out
}

// mutated changes some bytes: it turns, drops, repeats and swaps stretches.
func mutated(r *rand.Rand, data []byte) []byte {
	out := bytes.Clone(data)
	for range 1 + r.IntN(6) {
		if len(out) < 4 {
			return out
		}
		at := r.IntN(len(out))
		end := min(len(out), at+1+r.IntN(40))
		switch r.IntN(6) {
		case 0:
			out[at] ^= 1 << r.IntN(8)
		case 1:
			out = append(out[:at], out[end:]...)
		case 2:
			out = append(out[:end], append(bytes.Clone(out[at:end]), out[end:]...)...)
		case 3:
			out[at] = "<>/\"'{}\\&;=- 0\x00\xff"[r.IntN(16)]
		case 4:
			from := r.IntN(len(out))
			copy(out[at:end], out[from:])
		case 5:
			out = out[:at]
		}
	}
	return out
}

// inside gives the same zip with one part mutated, so that mutations reach the XML.
func inside(t testing.TB, r *rand.Rand, data []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(z.File) == 0 {
		return mutated(r, data)
	}
	turn := r.IntN(len(z.File))
	var parts []part
	for i, f := range z.File {
		in, err := f.Open()
		if err != nil {
			return mutated(r, data)
		}
		text, err := io.ReadAll(io.LimitReader(in, 1<<20))
		if err != nil {
			return mutated(r, data)
		}
		if i == turn || strings.Contains(f.Name, "document.xml") || f.Name == "content.xml" {
			text = mutated(r, text)
		}
		parts = append(parts, part{f.Name, string(text)})
	}
	return zipped(t, parts...)
}

func TestMutatedFilesNeverPanic(t *testing.T) {
	all := seeds(t)
	kinds := map[office.Format][][]byte{}
	for _, s := range all {
		k := office.Kind(s)
		kinds[k] = append(kinds[k], s)
	}
	for _, k := range []office.Format{office.KindDocx, office.KindOdt, office.KindRTF} {
		t.Run(string(k), func(t *testing.T) {
			r := rand.New(rand.NewPCG(5, uint64(len(k))))
			for i := range *mutations {
				seed := kinds[k][r.IntN(len(kinds[k]))]
				data := mutated(r, seed)
				if k != office.KindRTF && i%4 != 0 {
					data = inside(t, r, seed)
				}
				readAll(t, data)
			}
		})
	}
}

func fuzz(f *testing.F, read func([]byte) (prose.Document, error), kind office.Format) {
	for _, s := range seeds(f) {
		if office.Kind(s) == kind {
			f.Add(s)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := read(data)
		sound(t, doc, err)
	})
}

func FuzzDocx(f *testing.F) { fuzz(f, office.Docx, office.KindDocx) }
func FuzzOdt(f *testing.F)  { fuzz(f, office.Odt, office.KindOdt) }
func FuzzRTF(f *testing.F)  { fuzz(f, office.RTF, office.KindRTF) }

// FuzzWordXML puts the words of a Word file straight into its main part: a fuzzer seldom finds its way through a zip.
func FuzzWordXML(f *testing.F) {
	f.Add(para("x") + `<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>`)
	f.Fuzz(func(t *testing.T, body string) {
		doc, err := office.Docx(word(t, body))
		sound(t, doc, err)
	})
}
