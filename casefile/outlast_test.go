package casefile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A clock that is set back, as when a computer's battery is flat, must not make the newest backup the oldest: rotation would take it away at once.
func TestAClockSetBack(t *testing.T) {
	now := time.Date(2026, 9, 1, 20, 0, 0, 0, time.UTC)
	f, err := Create(filepath.Join(t.TempDir(), "a.casefile"), NoPassphrase(), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	dir := t.TempDir()
	for range 40 {
		now = now.AddDate(0, 0, 1)
		put(t, f, Entry{Kind: EntryNote, On: day("2026-03-02"), Said: now.String()})
		backedUp(t, f, dir)
	}
	now = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for range 5 {
		put(t, f, Entry{Kind: EntryNote, On: day("2026-03-02"), Said: "after"})
		g := backedUp(t, f, dir)
		if _, err := os.Stat(g.Path); err != nil {
			t.Fatalf("the backup that was just made is gone: %v", err)
		}
		all, err := Generations(dir, f.ID())
		if err != nil || all[0].Path != g.Path {
			t.Fatalf("the newest is not the newest: %v", err)
		}
		if again := backedUp(t, f, dir); again.Path != g.Path {
			t.Error("a second generation was made though nothing changed")
		}
	}
}

// A paper that neither the case file nor the folder has any more must not stop the backup of everything else, for ever.
func TestALostPaperDoesNotStopBackups(t *testing.T) {
	f, dir := familyFile(t, NoPassphrase()), t.TempDir()
	g := backedUp(t, f, dir)
	pieces, _ := filepath.Glob(filepath.Join(dir, f.ID(), evidenceFolder, "*"))
	if err := os.Remove(pieces[0]); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "back.casefile")
	if h, err := Restore(ctx, g, NoPassphrase(), path); err != nil || len(h.Damaged) != 1 {
		t.Fatalf("%+v, %v", h, err)
	}
	r := openFile(t, path, NoPassphrase())
	put(t, r, Child{Name: "Maya"})
	for what, to := range map[string]string{"the same folder": dir, "another disk": t.TempDir()} {
		made, err := r.Backup(ctx, to, ReasonUse)
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		h, err := Restore(ctx, made, NoPassphrase(), filepath.Join(t.TempDir(), "again.casefile"))
		if err != nil || len(h.Damaged) != 1 || h.Documents != 5 {
			t.Errorf("%s: it restores as %+v, %v", what, h, err)
		}
	}
}

// One rotten paper is no reason to go back to an older state of all the rest, in which the paper was not there yet.
func TestTheNewestRecordsAreRestoredThoughAPaperIsLost(t *testing.T) {
	f, dir := familyFile(t, NoPassphrase()), t.TempDir()
	backedUp(t, f, dir)
	before, _ := filepath.Glob(filepath.Join(dir, f.ID(), evidenceFolder, "*"))
	addDocument(t, f, "The last paper", pattern(5000, 99))
	put(t, f, Entry{Kind: EntryCall, On: day("2026-01-01"), Said: "the last thing"})
	last := backedUp(t, f, dir)
	after, _ := filepath.Glob(filepath.Join(dir, f.ID(), evidenceFolder, "*"))
	for _, path := range after {
		if !strings.Contains(strings.Join(before, "\n"), path) {
			os.Remove(path)
		}
	}
	gs, _ := Generations(dir, f.ID())
	g, h, err := RestoreNewest(ctx, gs, NoPassphrase(), filepath.Join(t.TempDir(), "back.casefile"))
	if err != nil || g.Path != last.Path || len(h.Damaged) != 1 || h.Records != 36+1 {
		t.Errorf("restored %s of change %d: %+v, %v", g.Reason, g.Seq, h, err)
	}
}

// Where a stick was pulled out, its folder must not come into being on another disk and count as a backup.
func TestNoFolderIsMadeForAStickThatIsAway(t *testing.T) {
	f := familyFile(t, NoPassphrase())
	stick := filepath.Join(t.TempDir(), "stick", "backups")
	if _, err := f.Backup(ctx, stick, ReasonUse); err == nil {
		t.Error("a backup was made on a stick that is away")
	}
	if _, err := os.Stat(stick); !errors.Is(err, fs.ErrNotExist) {
		t.Error("its folder was made")
	}
}

// Rotation removes evidence files only: a cloud program or a person may keep something of theirs beside them.
func TestRotationLeavesOthersFiles(t *testing.T) {
	now := time.Date(2026, 9, 1, 20, 0, 0, 0, time.UTC)
	f, err := Create(filepath.Join(t.TempDir(), "a.casefile"), NoPassphrase(), func() time.Time { now = now.Add(time.Minute); return now })
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	dir := t.TempDir()
	put(t, f, Child{Name: "Maya"})
	backedUp(t, f, dir)
	folder := filepath.Join(dir, f.ID(), evidenceFolder)
	own, young := filepath.Join(folder, "desktop.ini"), filepath.Join(folder, strings.Repeat("ab", 16))
	for _, path := range []string{own, young} { // the second is what another computer just sent, whose generation is on its way
		if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for range 6 {
		put(t, f, Entry{Kind: EntryNote, On: day("2026-03-02"), Said: now.String()})
		backedUp(t, f, dir)
	}
	if gs, _ := Generations(dir, f.ID()); len(gs) > 4 {
		t.Fatalf("nothing was rotated: %d", len(gs))
	}
	for _, path := range []string{own, young} {
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s was removed", filepath.Base(path))
		}
	}
}
