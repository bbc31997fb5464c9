package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ehccasefile/casefile"
)

// generations gives the backups of one case file in a folder.
func (p *user) generations(dir, id string) []casefile.Generation {
	p.t.Helper()
	all, err := casefile.Generations(dir, id)
	p.must(err)
	return all
}

func (p *user) adds(name string) {
	p.t.Helper()
	p.must(p.u.file.Update(func(tx *casefile.Tx) error { _, err := casefile.Put(tx, casefile.Child{Name: name}); return err }))
}

func TestABackupIsMadeWhenTheCaseIsClosed(t *testing.T) {
	p := sitWithEmpty(t)
	id := p.u.file.ID()
	p.adds("Ada")
	if n := len(p.generations(p.u.backupFolder(), id)); n != 0 {
		t.Errorf("there are %d backups before anything was closed", n)
	}
	p.u.closeCase()
	gs := p.generations(p.u.backupFolder(), id)
	if len(gs) != 1 || gs[0].Reason != casefile.ReasonClose {
		t.Errorf("%+v", gs)
	}
}

func TestABackupIsMadeWhileTheCaseIsInUse(t *testing.T) {
	p := sitWithEmpty(t)
	p.adds("Ada") // within half an hour
	p.u.backedUp = p.u.backedUp.Add(-betweenBackups)
	p.adds("Ben")
	p.adds("Cas") // within half an hour again
	if gs := p.generations(p.u.backupFolder(), p.u.file.ID()); len(gs) != 1 || gs[0].Reason != casefile.ReasonUse {
		t.Errorf("%+v", gs)
	}
}

// A file of which much is unused, because papers were erased, is made smaller when it is closed.
func TestAFileIsTidiedWhenItIsClosed(t *testing.T) {
	p := sitWithEmpty(t)
	path := p.u.file.Path()
	p.must(p.u.file.Update(func(tx *casefile.Tx) error {
		b, err := tx.Add(strings.NewReader(strings.Repeat("a long paper ", 400_000)), "long")
		if err != nil {
			return err
		}
		d, err := casefile.Put(tx, casefile.Document{Title: "Long", Name: "long.txt", Kind: casefile.DocumentOther, Privilege: casefile.PrivilegeOpen, Type: casefile.FileText, Blob: b})
		if err != nil {
			return err
		}
		return casefile.Delete[casefile.Document](tx, d.ID)
	}))
	p.must(p.u.file.Update(func(tx *casefile.Tx) error { _, err := casefile.Purge(tx, noon().AddDate(1, 0, 0)); return err }))
	before, err := os.Stat(path)
	p.must(err)
	p.u.closeCase()
	after, err := os.Stat(path)
	p.must(err)
	if after.Size()*2 > before.Size() {
		t.Errorf("%d bytes before, %d after", before.Size(), after.Size())
	}
	p.u.openCase(path)
	p.mustRead("Sam")
}

func TestTheExampleFamilyIsNotBackedUp(t *testing.T) {
	p := sit(t)
	p.taps("Try the example family")
	p.u.closeCase()
	if gs := p.generations(p.u.backupFolder(), ""); len(gs) != 0 {
		t.Errorf("%+v", gs)
	}
}

func TestBackupsPage(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.Go("backups")
	p.mustRead("There is no backup yet.", "guards against a lost or broken computer. Choose one that only you can reach")
	p.taps("Back up now")
	p.mustRead("Backed up, and read again.", "12:00 on 22 November 2026")
	p.taps("Rehearse a restore")
	p.mustRead("removed again", "all sound")

	stick := filepath.Join(p.u.folder, "stick")
	p.must(os.MkdirAll(stick, 0o700))
	p.taps("Choose a second place")
	p.types("Folder", stick)
	p.field("Folder").OnSubmitted(stick)
	p.taps("Use this folder")
	p.mustRead(stick)
	if n := len(p.generations(stick, p.u.file.ID())); n != 1 {
		t.Errorf("the stick holds %d backups", n)
	}

	p.adds("Ada")
	p.must(os.RemoveAll(stick)) // pulled out
	p.taps("Back up now")
	p.mustRead("The backup was not made everywhere.", "no such file")
	p.taps("Close this")
	p.mustRead("This second place is not there now.")
	if n := len(p.generations(p.u.backupFolder(), p.u.file.ID())); n != 2 {
		t.Errorf("the first place holds %d backups", n)
	}
	p.taps("Use no second place")
	p.mustRead("guards against a lost or broken computer. Choose one that only you can reach")
}

func TestABackupIsRestoredIntoANewFile(t *testing.T) {
	p := sitWithEmpty(t)
	old := p.u.file.Path()
	p.u.Go("backups")
	p.taps("Back up now")
	p.adds("Ada")
	p.taps("Restore the backup of 12:00 on 22 November 2026")
	p.mustRead("The one you have stays as it is.")
	p.taps("Restore it")
	p.mustRead("Sam")
	p.mustNotRead("Ada", "Is this the right copy?")
	if p.u.file.Path() == old || len(p.u.book.children) != 1 {
		t.Errorf("%s is open, with %d children", p.u.file.Path(), len(p.u.book.children))
	}
	if _, err := os.Stat(old); err != nil {
		t.Error("the old file is gone")
	}
}

func TestAnOldBackupIsTold(t *testing.T) {
	p := sitWithEmpty(t)
	path := p.u.file.Path()
	p.u.closeCase()
	p.u.now = func() time.Time { return noon().Add(backupTooOld + time.Hour) }
	p.u.openCase(path)
	p.mustRead("The last backup is of 22 November 2026.")
	p.taps("Later")
	p.button("Last proven backup: 22 November 2026")
}

// A damaged file leads to the page for the bad day; the newest backup takes its name, and it is set aside.
func TestADamagedFileIsRestoredInPlace(t *testing.T) {
	p, path := sitWithSealed(t)
	p.adds("Ada")
	p.u.closeCase()
	p.must(os.Truncate(path, 20_000))
	p.u.openCase(path)
	p.mustRead("sealed.casefile is damaged", "The newest backups")
	p.types("Passphrase", "four brown cows")
	p.taps("Restore the backup of 12:00 on 22 November 2026")
	p.mustRead("does not open the case file")
	p.types("Passphrase", "four brown owls")
	p.taps("Restore the backup of 12:00 on 22 November 2026")
	p.mustRead("Ada", "Sam")
	if p.u.file.Path() != path {
		t.Errorf("%s is open", p.u.file.Path())
	}
	aside, _ := filepath.Glob(filepath.Join(p.u.folder, "sealed (damaged *"))
	if len(aside) != 1 {
		t.Errorf("set aside: %v", aside)
	}
}

func TestADamagedFileIsSavedAsFarAsItCanBeRead(t *testing.T) {
	p := sitWithEmpty(t)
	path := p.u.file.Path()
	p.u.closeCase()
	data, err := os.ReadFile(path)
	p.must(err)
	clear(data[:8192]) // both first pages
	p.must(os.WriteFile(path, data, 0o600))
	p.must(os.RemoveAll(p.u.backupFolder()))
	p.u.openCase(path)
	if !strings.Contains(p.reads(), "is damaged") { // without its first pages it is not even known as ours
		p.taps("Close this")
		p.u.offerRescue(path)
	}
	p.mustRead("No backup was found on this computer.")
	p.taps("Save what can be read")
	p.mustRead("0 papers and 2 records were saved.")
	p.taps("Open it")
	p.mustRead("Sam")
}

func TestAFileThatIsGoneIsRestored(t *testing.T) {
	p := sitWithEmpty(t)
	path := p.u.file.Path()
	p.u.closeCase()
	p.must(os.Remove(path))
	p.u.restoreBackup()
	p.mustRead("Restore a backup")
	p.taps("Restore the backup of 12:00 on 22 November 2026")
	p.mustRead("Sam")
}
