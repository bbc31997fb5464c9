package bundle_test

import (
	"path/filepath"
	"testing"
	"time"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/seeds"
)

// TestEverySeedFamilysBundles makes the suggested bundle of each child and each saved one, and reads them from the outside.
func TestEverySeedFamilysBundles(t *testing.T) {
	for _, name := range seeds.Names() {
		now := func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }
		f, err := casefile.Create(filepath.Join(t.TempDir(), "seed.casefile"), casefile.NoPassphrase(), now)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		family, err := seeds.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := casefile.Fill(f, family); err != nil {
			t.Fatal(err)
		}
		var children []casefile.Child
		var bundles []casefile.Bundle
		if err := f.View(func(tx *casefile.Tx) error {
			children, bundles = casefile.All[casefile.Child](tx, ""), casefile.All[casefile.Bundle](tx, "")
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		for _, c := range children {
			b, err := bundle.Suggest(f, casefile.Bundle{Head: casefile.Head{Child: c.ID}})
			if err != nil {
				t.Errorf("%s, %s: %v", name, c.Name, err)
				continue
			}
			bundles = append(bundles, b)
		}
		for _, b := range bundles {
			agrees(t, f, b)
		}
	}
}

func agrees(t *testing.T, f *casefile.File, b casefile.Bundle) {
	t.Helper()
	p, err := bundle.FromCase(f, b)
	if err != nil {
		t.Fatal(err)
	}
	data, r := made(t, p)
	if !r.Checked.OK {
		t.Errorf("%s for %s: %+v", p.Title, p.Child, r.Checked.Findings)
	}
	for _, d := range seen(t, data).disagreements() {
		t.Errorf("%s for %s: %s", p.Title, p.Child, d)
	}
	for _, l := range r.Left {
		t.Logf("%s: left out: %s", l.Title, l.Note)
	}
}
