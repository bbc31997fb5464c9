package casefile

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// stepping is a context that does something the nth time it is asked whether to go on: backups ask between any two steps.
type stepping struct {
	context.Context
	left int
	do   func() error
}

func (s *stepping) Err() error {
	if s.left--; s.left < 0 {
		return s.do()
	}
	return nil
}

// atStep gives a context that runs do at its nth step and at every later one.
func atStep(n int, do func() error) *stepping {
	return &stepping{context.Background(), n, do}
}

// A backup that is stopped anywhere leaves no half of anything, and the next one is whole.
func TestABackupStoppedAnywhere(t *testing.T) {
	f := newFile(t, NoPassphrase())
	for n := range 3 {
		addDocument(t, f, "Letter", pattern(300_000, n))
	}
	dir, stopped := t.TempDir(), 0
	for n := 0; ; n += 1 + n/4 {
		g, err := f.Backup(atStep(n, func() error { return context.Canceled }), dir, ReasonUse)
		if err == nil {
			break
		}
		stopped++
		if !errors.Is(err, context.Canceled) || g.Path != "" {
			t.Fatalf("stopped at step %d: %+v, %v", n, g, err)
		}
		for path := range list(t, dir) {
			if parent := filepath.Base(filepath.Dir(path)); parent != evidenceFolder || strings.HasPrefix(filepath.Base(path), backupTemp) {
				t.Fatalf("stopped at step %d, and left %s", n, filepath.Base(path))
			}
		}
	}
	if stopped < 5 {
		t.Errorf("stopped only %d times", stopped)
	}
	if _, h, err := f.Drill(context.Background(), dir); err != nil || len(h.Damaged) > 0 {
		t.Errorf("the backup after all that: %+v, %v", h, err)
	}
}

// A restore that is stopped anywhere leaves no file.
func TestARestoreStoppedAnywhere(t *testing.T) {
	f := newFile(t, NoPassphrase())
	addDocument(t, f, "Letter", pattern(600_000, 1))
	made := backedUp(t, f, t.TempDir())
	dir := t.TempDir()
	for n := 0; ; n += 1 + n/4 {
		_, err := Restore(atStep(n, func() error { return context.Canceled }), made, NoPassphrase(), filepath.Join(dir, "new.casefile"))
		if err == nil {
			break
		}
		if left, _ := os.ReadDir(dir); len(left) > 0 || !errors.Is(err, context.Canceled) {
			t.Fatalf("stopped at step %d: %v, %d files", n, err, len(left))
		}
	}
	healthy(t, openFile(t, filepath.Join(dir, "new.casefile"), NoPassphrase()))
}

// A stick that is pulled out in the middle gives an error, and no folder comes into being in its place; nothing is called damaged that is only away.
func TestAStickPulledOut(t *testing.T) {
	f := newFile(t, NoPassphrase())
	for n := range 3 {
		addDocument(t, f, "Letter", pattern(300_000, n))
	}
	place := t.TempDir()
	stick, away := filepath.Join(place, "stick"), filepath.Join(place, "away")
	pull := func() error {
		os.Rename(stick, away)
		return nil
	}
	if err := os.Mkdir(stick, 0o700); err != nil {
		t.Fatal(err)
	}
	for n := range 40 {
		_, err := f.Backup(atStep(n*2, pull), stick, ReasonUse)
		if _, gone := os.Stat(stick); gone == nil {
			break // it was finished before
		}
		var path *os.PathError
		var link *os.LinkError
		if !errors.As(err, &path) && !errors.As(err, &link) {
			t.Fatalf("pulled out at step %d: %v", n*2, err)
		}
		if err := os.Rename(away, stick); err != nil {
			t.Fatal(err)
		}
		put(t, f, Child{Name: "Maya"})
	}
	made := backedUp(t, f, stick)
	for n := range 12 {
		path := filepath.Join(place, "new.casefile")
		h, err := Restore(atStep(n, pull), made, NoPassphrase(), path)
		if err == nil && len(h.Damaged) > 0 {
			t.Fatalf("pulled out at step %d: %q", n, h.Damaged)
		}
		os.Remove(path)
		os.Rename(away, stick)
	}
}

// list gives every file of a folder with its hash.
func list(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out[path] = hashOf(t, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
