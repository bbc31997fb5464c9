package ui

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"ehccasefile/casefile"
)

// keyShape is how a recovery key stands on the screen.
var keyShape = regexp.MustCompile(`(?:[0-9A-Z]{5} – ){6}[0-9A-Z]{5}`)

// leads gives the recovery key in sight.
func (p *user) leads() string {
	p.t.Helper()
	key := keyShape.FindString(p.reads())
	if key == "" {
		p.t.Fatalf("no recovery key in sight:\n%s", p.reads())
	}
	return key
}

// sitWithSealed opens the window on a case file with a passphrase.
func sitWithSealed(t *testing.T) (*user, string) {
	t.Helper()
	p := sit(t)
	path := filepath.Join(p.u.folder, "sealed.casefile")
	f, err := casefile.Create(path, casefile.Passphrase("four brown owls"), noon)
	p.must(err)
	p.must(f.Update(func(tx *casefile.Tx) error { return putFamily(tx, "Hale", "Sam") }))
	p.must(f.Close())
	p.u.openCase(path)
	p.types("Passphrase", "four brown owls")
	p.taps("Open")
	p.mustRead("Sam", "Your next step")
	return p, path
}

func TestLockByKeyboard(t *testing.T) {
	p, path := sitWithSealed(t)
	p.keys(ctrlShift, fyne.KeyL)
	p.mustRead("This case file is locked.")
	p.mustNotRead("Sam")
	if at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.u.stage); at.X != 0 {
		t.Errorf("the page begins at %v, as if the sidebar were still there", at.X)
	}
	if len(p.u.book.children) != 0 {
		t.Error("what was read is still in memory")
	}
	if _, err := casefile.Open(path, casefile.Passphrase("four brown owls"), noon); err == nil {
		t.Error("another program could open it meanwhile")
	}
	p.types("Passphrase", "four brown cows")
	p.key(fyne.KeyReturn)
	p.mustRead("does not open the case file")
	p.types("Passphrase", "four brown owls")
	p.key(fyne.KeyReturn)
	p.mustRead("Sam", "Your next step")
	p.u.closeCase()
	p.mustRead("Opened lately")
}

// Some minutes after locking memory is overwritten again; whoever types the passphrase just then gets in.
func TestThePassphraseWhileMemoryIsSwept(t *testing.T) {
	p, _ := sitWithSealed(t)
	c := p.turns()
	p.keys(ctrlShift, fyne.KeyL)
	slow := &later{}
	slow.take(p)
	p.waits(c, sweepAfter+beatEvery)
	if len(slow.waiting) != 1 {
		t.Fatalf("%d pieces of work wait", len(slow.waiting))
	}
	p.types("Passphrase", "four brown owls")
	p.key(fyne.KeyReturn)
	slow.finish(false)
	p.mustRead("Sam", "Your next step")
	if p.u.file.Locked() {
		t.Error("it is locked behind what is shown")
	}
}

func TestALockedFileCanBeLeft(t *testing.T) {
	p, path := sitWithSealed(t)
	p.keys(ctrlShift, fyne.KeyL)
	p.key(fyne.KeyEscape)
	p.taps("Try the example family")
	p.mustRead("Example, made up")
	f, err := casefile.Open(path, casefile.Passphrase("four brown owls"), noon)
	p.must(err) // it was closed
	f.Close()
}

func TestThePassphraseIsChanged(t *testing.T) {
	p, path := sitWithSealed(t)
	p.u.openPassphrase()
	p.taps("Change the passphrase")
	p.mustRead("Type the passphrase that opens the file now.", "at least 8 letters")
	p.types("Current passphrase", "four brown cows")
	p.types("The new passphrase", "five white doves")
	p.types("The new one again", "five white doves")
	p.taps("Change the passphrase")
	p.mustRead("This is not the current passphrase.")
	p.types("Current passphrase", "four brown owls")
	p.taps("Change the passphrase")
	p.mustRead("The passphrase is changed")

	p.u.openPassphrase()
	p.taps("Make a new recovery key")
	p.taps("Make it")
	key := p.leads()
	p.u.app.Preferences().SetString(prefOut, t.TempDir()) // and not the home of whoever runs the test
	p.taps("Make a sheet to print")
	p.taps("Put it there")
	p.mustRead("The sheet is ready to print")
	pdf, err := os.ReadFile(filepath.Join(outFolder(p.u), "Recovery sheet.pdf"))
	if err != nil || !strings.HasPrefix(string(pdf), "%PDF") {
		t.Errorf("the sheet: %v", err)
	}
	p.types("The recovery key, from the paper", key)
	p.taps("Check it")
	p.mustRead("The recovery key on your paper is right")
	p.u.closeCase()
	f, err := casefile.Open(path, casefile.Passphrase("five white doves"), noon)
	p.must(err)
	p.must(f.CheckRecoveryKey(key))
	f.Close()
}

// Locking a file that has no passphrase leads to the page that gives it one.
func TestAFileIsGivenAPassphrase(t *testing.T) {
	p := sitWithEmpty(t)
	old := p.u.file.Path()
	p.keys(ctrlShift, fyne.KeyL)
	p.mustRead("Give it a passphrase", "Anybody who can use this computer")
	p.taps("Make the sealed copy")
	p.mustRead("at least 8 letters")
	p.types("The passphrase", "four brown owls")
	p.types("The same again", "four brown owls")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("Delete the file without a passphrase?")
	p.taps("Delete it")
	p.mustRead("Your recovery key")
	p.taps("Do this later")
	p.taps("Yes, go on")
	p.mustRead("Sam")
	if _, err := os.Stat(old); err == nil {
		t.Error("the old file is still there")
	}
	sealed := p.u.file.Path()
	p.u.closeCase()
	if needs, err := casefile.NeedsPassphrase(sealed); err != nil || !needs {
		t.Errorf("%s needs no passphrase: %v", sealed, err)
	}
}

func TestAnOlderCopyIsToldBeforeAnythingElse(t *testing.T) {
	p := sitWithEmpty(t)
	path := p.u.file.Path()
	p.u.closeCase()
	older, err := os.ReadFile(path)
	p.must(err)
	p.u.openCase(path)
	p.mustNotRead("Is this the right copy?")
	p.must(p.u.file.Update(func(tx *casefile.Tx) error { _, err := casefile.Put(tx, casefile.Child{Name: "Ada"}); return err }))
	p.u.closeCase()
	p.must(os.WriteFile(path, older, 0o600))
	p.u.openCase(path)
	p.mustRead("Is this the right copy?", "older copy")
	p.taps("Go on with this one")
	p.mustRead("Your next step")
}

func TestACloudFolderIsToldOnce(t *testing.T) {
	p := sit(t)
	path := filepath.Join(p.u.folder, "OneDrive", "a.casefile")
	p.must(os.MkdirAll(filepath.Dir(path), 0o700))
	f, err := casefile.Create(path, casefile.NoPassphrase(), noon)
	p.must(err)
	p.must(f.Update(func(tx *casefile.Tx) error { return putFamily(tx, "Hale", "Sam") }))
	p.must(f.Close())
	p.u.openCase(path)
	p.mustRead("OneDrive copies this case file.", "move it to a folder of your own")
	p.taps("Close this")
	p.u.closeCase()
	p.u.openCase(path)
	p.mustNotRead("OneDrive copies")
}

func TestAFileReplacedUnderTheWindow(t *testing.T) {
	p := sitWithEmpty(t)
	path := p.u.file.Path()
	p.must(os.Rename(path, path+".moved"))
	p.u.change(func(tx *casefile.Tx) error { _, err := casefile.Put(tx, casefile.Child{Name: "Ada"}); return err }, nil)
	p.mustRead("The case file was moved or replaced.", "(rescued ")
	p.taps("Open the new file")
	p.mustRead("Ada", "Sam")
}
