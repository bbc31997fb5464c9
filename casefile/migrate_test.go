package casefile

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// otherFiles gives the names of the other files in a case file's folder, without the notice that it is open.
func otherFiles(t *testing.T, f *File) (names []string) {
	t.Helper()
	found, err := os.ReadDir(filepath.Dir(f.Path()))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range found {
		if e.Name() != filepath.Base(f.Path()) && e.Name() != filepath.Base(notice(f.Path())) {
			names = append(names, e.Name())
		}
	}
	return names
}

func TestBringUp(t *testing.T) {
	f := newFile(t, Passphrase("correct horse"))
	put(t, f, Child{Name: "Maya"})
	ran := ""
	add := func(name string) stage {
		return func(tx *Tx) error {
			ran += name
			_, err := Put(tx, Child{Name: name})
			return err
		}
	}
	if err := f.bringUp(3, []stage{add("two"), add("three")}); err != nil {
		t.Fatal(err)
	}
	if err := f.bringUp(3, []stage{add("two"), add("three")}); err != nil || ran != "twothree" {
		t.Errorf("the steps ran as %q, %v", ran, err)
	}
	if h := healthy(t, f); h.Records != 3 || f.header.Schema != 3 {
		t.Errorf("%d records, schema %d", h.Records, f.header.Schema)
	}
	copies := otherFiles(t, f)
	if len(copies) != 1 || !strings.Contains(copies[0], "(before the update ") {
		t.Fatalf("beside it lie %v", copies)
	}
	g := openFile(t, filepath.Join(filepath.Dir(f.Path()), copies[0]), Passphrase("correct horse"))
	if h := healthy(t, g); h.Records != 1 || g.header.Schema != 1 {
		t.Errorf("the copy holds %d records, schema %d", h.Records, g.header.Schema)
	}
	f.Close()
	if _, err := Open(f.Path(), Passphrase("correct horse"), clock()); !errors.Is(err, ErrNewer) {
		t.Errorf("this program opens it again with %v", err)
	}
}

// A step that fails, or panics, leaves the file as it was and nothing beside it.
func TestAStepThatFails(t *testing.T) {
	f := newFile(t, NoPassphrase())
	put(t, f, Child{Name: "Maya"})
	f.db.Sync()
	wrong := errors.New("the step went wrong")
	err := f.bringUp(3, []stage{
		func(tx *Tx) error { _, err := Put(tx, Child{Name: "two"}); return err },
		func(tx *Tx) error { return wrong },
	})
	if !errors.Is(err, wrong) || f.header.Schema != 1 {
		t.Errorf("got %v, schema %d", err, f.header.Schema)
	}
	if h := healthy(t, f); h.Records != 1 || len(otherFiles(t, f)) != 0 {
		t.Errorf("%d records, and beside it %v", h.Records, otherFiles(t, f))
	}
	put(t, f, Child{Name: "Leo"})
	healthy(t, reopen(t, f, NoPassphrase()))
}

// A file whose copy does not verify is not touched.
func TestADamagedFileIsNotBroughtUp(t *testing.T) {
	f := newFile(t, NoPassphrase())
	put(t, f, Child{Name: "Maya"})
	must(t, f, func(tx *Tx) error {
		tx.note(change{Do: "key"})
		return tx.remove(bucketRecords, tx.recordKey(place{"child", All[Child](tx, "")[0].ID}))
	})
	ran := false
	err := f.bringUp(2, []stage{func(*Tx) error { ran = true; return nil }})
	if !errors.Is(err, ErrDamaged) || ran || len(otherFiles(t, f)) != 0 {
		t.Errorf("got %v, ran: %v, beside it %v", err, ran, otherFiles(t, f))
	}
}

// TestStepsFit: there is one step for each schema but the first.
func TestStepsFit(t *testing.T) {
	if len(stages) != schema-1 {
		t.Errorf("there are %d steps for schema %d", len(stages), schema)
	}
}
