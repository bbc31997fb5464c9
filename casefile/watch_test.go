package casefile

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// disturbances are what a sync client or a careless hand does to a file that is open. Windows forbids most of them.
var disturbances = []struct {
	name string
	do   func(t *testing.T, path string)
}{
	{"another renamed over it", func(t *testing.T, path string) {
		stranger := filepath.Join(filepath.Dir(path), "fetched.tmp")
		if err := os.WriteFile(stranger, readBytes(t, path), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(stranger, path); err != nil {
			t.Fatal(err)
		}
	}},
	{"renamed", func(t *testing.T, path string) {
		if err := os.Rename(path, path+".old"); err != nil {
			t.Fatal(err)
		}
	}},
	{"deleted", func(t *testing.T, path string) {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}},
}

// TestAFileReplacedUnderUs: nothing that was acknowledged is lost, and nothing is acknowledged that would be.
func TestAFileReplacedUnderUs(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows does not let an open file be renamed or deleted")
	}
	for _, d := range disturbances {
		t.Run(d.name, func(t *testing.T) {
			f := newFile(t, NoPassphrase())
			put(t, f, Child{Name: "Maya"})
			paper := pattern(70_000, 3)
			addDocument(t, f, "Report", paper)
			d.do(t, f.Path())
			told := false
			f.OnChange(func() { told = true })
			err := f.Update(func(tx *Tx) error { _, err := Put(tx, Child{Name: "Leo"}); return err })
			moved, ok := errors.AsType[*MovedError](err)
			if !ok || !errors.Is(err, ErrMoved) || !errors.Is(err, ErrStopped) || told {
				t.Fatalf("Update gives %v, and told the listener: %v", err, told)
			}
			if again := f.Update(func(tx *Tx) error { _, err := Put(tx, Child{Name: "Ada"}); return err }); !errors.Is(again, ErrMoved) {
				t.Errorf("the next Update gives %v", again)
			}
			if got := all[Child](t, f, ""); len(got) != 2 {
				t.Errorf("the window shows %d children, want 2", len(got))
			}
			g := openFile(t, moved.Rescue, NoPassphrase())
			if h := healthy(t, g); h.Records != 3 {
				t.Errorf("the rescue copy holds %d records", h.Records)
			}
			doc := all[Document](t, g, "")[0]
			if got, err := g.Read(doc.Blob); err != nil || !bytes.Equal(got, paper) {
				t.Errorf("the paper in the rescue copy: %v", err)
			}
			if filepath.Dir(moved.Rescue) != filepath.Dir(f.Path()) || !strings.Contains(err.Error(), "(rescued ") {
				t.Errorf("the rescue copy is %q", moved.Rescue)
			}
		})
	}
}

// TestAFileOverwrittenUnderUs: another program wrote an older state into the very same file.
func TestAFileOverwrittenUnderUs(t *testing.T) {
	f := newFile(t, NoPassphrase())
	put(t, f, Child{Name: "Maya"})
	older := readBytes(t, f.Path())
	put(t, f, Child{Name: "Leo"})
	if err := os.WriteFile(f.Path(), older, 0o600); err != nil {
		t.Fatal(err)
	}
	err := f.Update(func(tx *Tx) error { _, err := Put(tx, Child{Name: "Ada"}); return err })
	if !errors.Is(err, ErrDamaged) {
		t.Errorf("Update gives %v", err)
	}
	if !bytes.Equal(readBytes(t, f.Path()), older) {
		t.Error("it was written over")
	}
}

func TestTwoRescuesTakeTwoNames(t *testing.T) {
	dir := t.TempDir()
	var got []string
	for range 2 {
		temp := filepath.Join(dir, "temp")
		if err := os.WriteFile(temp, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		path, err := takeFree(temp, filepath.Join(dir, "Maya.casefile"), "rescued 2026-11-27 2140")
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, filepath.Base(path))
	}
	if want := "Maya (rescued 2026-11-27 2140).casefile, Maya (rescued 2026-11-27 2140, 2).casefile"; strings.Join(got, ", ") != want {
		t.Errorf("the names are %v", got)
	}
}

func TestWhoHasIt(t *testing.T) {
	f := newFile(t, NoPassphrase())
	_, err := Open(f.Path(), NoPassphrase(), clock())
	held, ok := errors.AsType[*HeldError](err)
	if !ok || !errors.Is(err, ErrLocked) || !held.Here || held.Since.IsZero() || !strings.Contains(err.Error(), "on this computer since") {
		t.Errorf("a second program gets %v", err)
	}
	f.Close()
	if _, err := os.Stat(notice(f.Path())); err == nil {
		t.Error("the notice stays after closing")
	}
	if err := os.WriteFile(notice(f.Path()), []byte("left by a crash"), 0o600); err != nil {
		t.Fatal(err)
	}
	openFile(t, f.Path(), NoPassphrase()) // it decides nothing
}

func TestAReadOnlyFileCanBeRead(t *testing.T) {
	f := newFile(t, NoPassphrase())
	put(t, f, Child{Name: "Maya"})
	f.Close()
	if err := os.Chmod(f.Path(), 0o400); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(f.Path(), 0o600) })
	if w, err := os.OpenFile(f.Path(), os.O_RDWR, 0); err == nil {
		w.Close()
		t.Skip("this user may write to every file")
	}
	g := openFile(t, f.Path(), NoPassphrase())
	if got := all[Child](t, g, ""); len(got) != 1 {
		t.Errorf("it reads %v", got)
	}
	if err := g.Update(func(tx *Tx) error { _, err := Put(tx, Child{Name: "Leo"}); return err }); !errors.Is(err, ErrReadOnly) {
		t.Errorf("Update gives %v", err)
	}
}

func TestNoRoom(t *testing.T) {
	f := newFile(t, NoPassphrase())
	if err := f.hasRoom(1 << 50); !errors.Is(err, ErrNoRoom) {
		t.Errorf("a change larger than the disk gives %v", err)
	}
	if free, err := freeBytes(f.disk); err != nil || free == 0 {
		t.Errorf("the disk says it has %d bytes free, %v", free, err)
	}
}

func TestCloudFolder(t *testing.T) {
	none := func(string) string { return "" }
	for path, want := range map[string]string{
		"/home/ana/OneDrive/Maya.casefile":                                      "OneDrive",
		"/home/ana/OneDrive - Brightwater Council/x/Maya.casefile":              "OneDrive",
		"/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/Maya.casefile": "iCloud Drive",
		"/home/ana/Dropbox (Family)/Maya.casefile":                              "Dropbox",
		"/Users/ana/Library/CloudStorage/GoogleDrive-ana/My Drive/M.casefile":   "Google Drive",
		"/home/ana/.local/share/ehc-casefile/Maya.casefile":                     "",
		"/home/ana/dropboxes/Maya.casefile":                                     "",
		"/home/ana/Documents/OneDrive.casefile":                                 "",
	} {
		if got := CloudFolder(path, none); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	redirected := func(name string) string {
		if name == "OneDrive" {
			return filepath.FromSlash("/home/ana/cloud")
		}
		return ""
	}
	if got := CloudFolder(filepath.FromSlash("/home/ana/cloud/Documents/M.casefile"), redirected); got != "OneDrive" {
		t.Errorf("a folder that only the environment names: %q", got)
	}
}

// Saves find their room taken: the disk is asked for more only now and then, by the file that has the name, also after a tidying.
func TestRoomIsTakenAhead(t *testing.T) {
	f := newFile(t, NoPassphrase())
	asked := func(saves int) (times int) {
		had := int64(-1)
		for i := range saves {
			put(t, f, Entry{Kind: EntryNote, On: day("2026-03-01").AddDays(i), Said: "They will call us back."})
			info, err := f.disk.Stat()
			if err != nil {
				t.Fatal(err)
			}
			if has := takenBytes(info); has != had {
				times, had = times+1, has
			}
		}
		return times
	}
	asked(200) // until it no longer doubles
	if n := asked(200); n > 12 {
		t.Errorf("200 saves asked for room %d times", n)
	}
	if err := f.Tidy(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if n := asked(200); n > 20 {
		t.Errorf("200 saves after a tidying asked for room %d times", n)
	}
	healthy(t, reopen(t, f, NoPassphrase()))
}
