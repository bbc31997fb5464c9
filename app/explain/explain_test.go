package explain

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
)

func TestEveryErrorAProgramDecidesOnHasWords(t *testing.T) {
	table := []struct {
		err          error
		happened, do string // a part of each
	}{
		{casefile.ErrWrongKey, "does not open the case file", "Caps Lock"},
		{casefile.ErrLocked, "already open", "Close it there"},
		{casefile.ErrNewer, "newer version", "Install"},
		{casefile.ErrDamaged, "damaged", "backup"},
		{casefile.ErrNotCase, "not a case file", ".casefile"},
		{casefile.ErrExists, "already a file", "another name"},
		{casefile.ErrStopped, "could not be saved", "room"},
		{casefile.ErrClosed, "closed", "again"},
		{casefile.ErrNoBackup, "no backup", "make one"},
		{casefile.ErrShrunk, "a fifth of the papers", "older backup"},
		{casefile.ErrKeyNeeded, "locked", "passphrase"},
		{casefile.ErrReadOnly, "not changed", "Copy it"},
		{casefile.ErrNoRoom, "too little room", "Make room"},
		{casefile.ErrOlder, "older copy", "backups"},
		{casefile.ErrMoved, "replaced, moved or renamed", "Keep this window open"},
		{&casefile.MovedError{Path: "a.casefile", Rescue: "a (rescued).casefile"}, "a (rescued).casefile", "open the new one"},
		{&casefile.HeldError{Here: true, Since: time.Now()}, "already open on this computer, since", "Close it there"},
		{&casefile.HeldError{Computer: "LAPTOP", Since: time.Now()}, "on the computer LAPTOP", "Close it there"},
		{casefile.ErrNotFound, "no longer", "list"},
		{casefile.ErrArchiveKey, "does not open the archive", "Caps Lock"},
		{casefile.ErrArchiveDamaged, "damaged or was cut short", "another copy"},
		{casefile.ErrNotArchive, "not an archive", ".age"},
		{casefile.ErrFolderInUse, "in this folder already", "empty folder"},
		{bundle.ErrNoEvidence, "none of a kind that belongs", "choose papers yourself"},
		{bundle.ErrNoDocuments, "no papers", "Add"},
		{bundle.ErrNothing, "nothing to put", "Add"},
		{full[0], "no room left", "Make room"},
		{busy[0], "Another program", "Close it there"},
		{fs.ErrNotExist, "no such file", "Look for it"},
		{fs.ErrExist, "already a file", "another name"},
		{fs.ErrPermission, "does not allow", "another folder"},
		{context.Canceled, "stopped", "again"},
		{context.DeadlineExceeded, "too long", "once more"},
	}
	for _, row := range table {
		wrapped := fmt.Errorf("open %q: %w", "a.casefile", row.err)
		happened, do := Error(wrapped)
		if !strings.Contains(happened, row.happened) || !strings.Contains(do, row.do) {
			t.Errorf("%v: got %q, %q", row.err, happened, do)
		}
		if d := Details(wrapped); d != "" {
			t.Errorf("%v: has words, and still gives details %q", row.err, d)
		}
	}
}

func TestWordsAreWholeSentencesWithoutShouting(t *testing.T) {
	for _, k := range known {
		for _, s := range []string{k.happened, k.todo} {
			if !strings.HasSuffix(s, ".") || strings.Contains(s, "!") {
				t.Errorf("%q", s)
			}
		}
	}
}

func TestAStopIsSaidBeforeTheDiskThatCausedIt(t *testing.T) {
	both := fmt.Errorf("save: %w (%w)", casefile.ErrStopped, full[0])
	if happened, _ := Error(both); !strings.Contains(happened, "nothing more is written") {
		t.Error(happened)
	}
}

func TestWhatAPersonTypedIsSaidAsItStands(t *testing.T) {
	one := casefile.Problem{Field: "on", Say: "Give the day it happened."}
	if happened, do := Error(fmt.Errorf("put: %w", one)); happened != one.Say || do != "" {
		t.Errorf("%q, %q", happened, do)
	}
	two := casefile.Problems{one, {Field: "kind", Say: "Choose what it was."}}
	if happened, _ := Error(two); happened != two.Error() {
		t.Errorf("%q", happened)
	}
	if d := Details(two); d != "" {
		t.Errorf("details %q", d)
	}
}

func TestAnUnknownErrorKeepsItsOwnWords(t *testing.T) {
	odd := errors.New("the moon is in the wrong place")
	happened, do := Error(odd)
	if !strings.Contains(happened, "did not expect") || !strings.Contains(do, "details") || Details(odd) != odd.Error() {
		t.Errorf("%q, %q, %q", happened, do, Details(odd))
	}
}

// The next two meet real files, because what the system says is what has to be understood.

func TestAFolderInPlaceOfACaseFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "papers")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := casefile.Open(dir, casefile.NoPassphrase(), time.Now)
	if err == nil {
		t.Fatal("a folder opened")
	}
	if happened, _ := Opening(dir, err); happened != "papers is a folder, not a case file." {
		t.Error(happened)
	}
	if happened, _ := Opening(dir+".casefile", fs.ErrNotExist); !strings.Contains(happened, "no such file") {
		t.Error(happened)
	}
}

func TestWritingOverAFolder(t *testing.T) {
	_, err := os.OpenFile(t.TempDir(), os.O_WRONLY, 0)
	if err == nil {
		t.Fatal("a folder was opened for writing")
	}
	if happened, _ := Error(err); !strings.Contains(happened, "is a folder") && !strings.Contains(happened, "does not allow") {
		t.Errorf("%v: %q", err, happened)
	}
}
