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
const goldenRecovery = "testdata/v1/recovery.txt"

var goldens = map[string]Key{
	"testdata/v1/plain.casefile":  NoPassphrase(),
	"testdata/v1/sealed.casefile": Passphrase(testPassphrase),
}

func TestGoldenFilesOpen(t *testing.T) {
	for path, key := range goldens {
		if *update {
			makeGolden(t, path, key)
		}
		checkGolden(t, path, key)
	}
	recovery, err := os.ReadFile(goldenRecovery)
	if err != nil {
		t.Fatal(err)
	}
	checkGolden(t, "testdata/v1/sealed.casefile", RecoveryKey(string(recovery)))
}

// makeGolden writes a golden file that is not there yet.
func makeGolden(t *testing.T, path string, key Key) {
	t.Helper()
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("%s is there and stays as it is: %v", path, err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := Create(path, key, clock())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
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
		for i := range 3 {
			putIn(t, tx, Entry{Head: Head{Child: c.ID}, Kind: EntryCall, On: day("2026-03-10").AddDays(-i), Said: fmt.Sprint("call ", i), Documents: []ID{d.ID}})
		}
		return nil
	})
	if !f.Sealed() {
		return
	}
	recovery, err := f.AddRecoveryKey()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(goldenRecovery, []byte(recovery+"\n"), 0o644); err != nil {
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
