package seeds_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"ehccasefile/casefile"
	"ehccasefile/seeds"
)

// filled makes a case file of a family, with the clock at the family's own day.
func filled(t *testing.T, name string) *casefile.File {
	t.Helper()
	now := func() time.Time { return time.Date(2026, time.November, 22, 18, 0, 0, 0, time.UTC) }
	f, err := casefile.Create(filepath.Join(t.TempDir(), name+".casefile"), casefile.NoPassphrase(), now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	family, err := seeds.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := casefile.Fill(f, family); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestEveryFamilyFillsACase(t *testing.T) {
	for _, name := range seeds.Names() {
		t.Run(name, func(t *testing.T) {
			f := filled(t, name)
			health, err := f.Verify(context.Background())
			if err != nil || len(health.Damaged) > 0 {
				t.Fatalf("Verify = %+v, %v", health, err)
			}
			family, err := seeds.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			if want := len(records(t, family, "documents")); health.Documents != want {
				t.Errorf("the case holds %d documents, the family %d", health.Documents, want)
			}
		})
	}
}

func TestOkoroHasOneRunningAppeal(t *testing.T) {
	err := filled(t, "okoro").View(func(tx *casefile.Tx) error {
		var running []casefile.Appeal
		for _, a := range casefile.All[casefile.Appeal](tx, "") {
			if a.Running() {
				running = append(running, a)
			}
		}
		if len(running) != 1 || running[0].Reference != "EH938/26/00412" || running[0].Type != casefile.AppealRefusalToAssess {
			t.Errorf("running appeals: %+v", running)
			return nil
		}
		child, err := casefile.Get[casefile.Child](tx, running[0].Child)
		if err != nil || child.Name != "Maya" {
			t.Errorf("the appeal belongs to %q, %v", child.Name, err)
		}
		decision, err := casefile.Get[casefile.Event](tx, running[0].Decision)
		if err != nil || decision.Kind != "decision-sent" || decision.On.String() != "2026-10-05" {
			t.Errorf("the appeal is against %+v, %v", decision, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
