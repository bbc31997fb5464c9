package casefile

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// The files in testdata are what programs of each version wrote, and every later version must open them. They are made once
// (go test ./casefile -run Golden -update) and never again.
const goldenRecovery = "recovery.txt"

var goldens = map[string]Key{
	"testdata/v1/plain.casefile":  NoPassphrase(),
	"testdata/v1/sealed.casefile": Passphrase(testPassphrase),
	"testdata/v2/plain.casefile":  NoPassphrase(),
	"testdata/v2/sealed.casefile": Passphrase(testPassphrase),
}

func TestGoldenFilesOpen(t *testing.T) {
	for path, key := range goldens {
		if _, err := os.Stat(path); *update && errors.Is(err, fs.ErrNotExist) {
			makeGolden(t, path, key)
		}
		checkGolden(t, path, key)
	}
	for _, dir := range []string{"testdata/v1", "testdata/v2"} {
		recovery, err := os.ReadFile(filepath.Join(dir, goldenRecovery))
		if err != nil {
			t.Fatal(err)
		}
		checkGolden(t, filepath.Join(dir, "sealed.casefile"), RecoveryKey(string(recovery)))
	}
}

// makeGolden writes a golden file that is not there yet. Those that are there stay as they are.
func makeGolden(t *testing.T, path string, key Key) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := Create(path, key, clock())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var doc Document
	must(t, f, func(tx *Tx) error {
		putIn(t, tx, Family{Name: "Okoro"})
		c := putIn(t, tx, Child{Name: "Maya"})
		b, err := tx.Add(bytes.NewReader(goldenPaper()), "report.pdf")
		if err != nil {
			return err
		}
		d := paper("Report", b)
		d.Child, d.On = c.ID, day("2026-01-05")
		d = putIn(t, tx, d)
		doc = d
		return nil
	})
	for i := range 3 {
		e := put(t, f, Entry{Head: Head{Child: doc.Child}, Kind: EntryCall, On: day("2026-03-10").AddDays(-i), Said: "a draft", Documents: []ID{doc.ID}})
		for _, e.Said = range []string{"a slip", fmt.Sprint("call ", i)} { // each a change, so that the history is longer than a block
			put(t, f, e)
		}
	}
	if !f.Sealed() {
		return
	}
	recovery, err := f.AddRecoveryKey()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(path), goldenRecovery), []byte(recovery+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

func goldenPaper() []byte { return pattern(1500, 42) }

// checkGolden opens a copy and looks for what was put in.
func checkGolden(t *testing.T, path string, key Key) {
	t.Helper()
	work := filepath.Join(t.TempDir(), filepath.Base(path))
	if err := os.WriteFile(work, readBytes(t, path), 0o600); err != nil {
		t.Fatal(err)
	}
	f := openFile(t, work, key)
	defer f.Close()
	if h := healthy(t, f); h.Records != 6 || h.Documents != 1 || h.Bytes != 1500 {
		t.Errorf("%s: health %+v", path, h)
	}
	child := all[Child](t, f, "")[0]
	entries := all[Entry](t, f, child.ID)
	doc := get[Document](t, f, entries[0].Documents[0])
	data, err := f.Read(doc.Blob)
	if child.Name != "Maya" || len(entries) != 3 || entries[0].Said != "call 2" || doc.On != day("2026-01-05") || err != nil || !bytes.Equal(data, goldenPaper()) {
		t.Errorf("%s holds %+v, %+v, %+v, %v", path, child, entries, doc, err)
	}
	put(t, f, Child{Name: "Leo"}) // and it can be written
}
