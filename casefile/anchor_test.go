package casefile

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// remembered opens a file and compares it with the notes in dir.
func remembered(t *testing.T, path, dir string) (*File, error) {
	t.Helper()
	f := openFile(t, path, NoPassphrase())
	return f, f.Remember(dir)
}

func TestAnOlderCopyIsNoticed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "config", "seen")
	f := newFile(t, NoPassphrase())
	if err := f.Remember(dir); err != nil {
		t.Fatal(err)
	}
	put(t, f, Child{Name: "Maya"})
	older := readBytes(t, f.Path())
	put(t, f, Child{Name: "Leo"})
	f.Close()
	g, err := remembered(t, f.Path(), dir)
	if err != nil {
		t.Errorf("the file itself gives %v", err)
	}
	g.Close()

	if err := os.WriteFile(f.Path(), older, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := remembered(t, f.Path(), filepath.Join(t.TempDir(), "another computer")); err != nil {
		t.Errorf("on another computer an older copy gives %v", err)
	}
}

func TestACopyThatWentAnotherWay(t *testing.T) {
	dir := t.TempDir()
	f := newFile(t, NoPassphrase())
	if err := f.Remember(dir); err != nil {
		t.Fatal(err)
	}
	put(t, f, Child{Name: "Maya"})
	older := readBytes(t, f.Path())
	put(t, f, Child{Name: "Leo"})
	f.Close()
	if err := os.WriteFile(f.Path(), older, 0o600); err != nil {
		t.Fatal(err)
	}
	g, err := remembered(t, f.Path(), dir)
	if !errors.Is(err, ErrOlder) {
		t.Fatalf("an older copy gives %v", err)
	}
	g.Close()
	if g, err = remembered(t, f.Path(), dir); !errors.Is(err, ErrOlder) {
		t.Fatalf("asked again, without a change between, it gives %v", err)
	}
	put(t, g, Child{Name: "Ada"}) // the family goes on with it
	put(t, g, Child{Name: "Ben"})
	g.Close()
	if g, err = remembered(t, f.Path(), dir); err != nil {
		t.Errorf("after that it gives %v", err)
	}
	g.Close()
}

func TestACopyThatOvertook(t *testing.T) {
	dir := t.TempDir()
	f := newFile(t, NoPassphrase())
	older := readBytes(t, f.Path())
	if err := f.Remember(dir); err != nil {
		t.Fatal(err)
	}
	put(t, f, Child{Name: "Maya"})
	f.Close()
	if err := os.WriteFile(f.Path(), older, 0o600); err != nil {
		t.Fatal(err)
	}
	g := openFile(t, f.Path(), NoPassphrase()) // on another computer, longer than ours
	for range 3 {
		put(t, g, Child{Name: "Leo"})
	}
	g.Close()
	if _, err := remembered(t, f.Path(), dir); !errors.Is(err, ErrOlder) {
		t.Errorf("a longer history that does not hold ours gives %v", err)
	}
}
