package ui

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
)

// A case is handed on as an archive, and somebody else makes a case file from it, all by keyboard.
func TestACaseIsHandedOn(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.app.Preferences().SetString(prefOut, p.u.folder)
	p.u.open(newHandOn)
	p.taps("Make the archive")
	p.mustRead("at least 8 letters")
	p.types("A passphrase for the archive", "three green frogs")
	p.types("The same again", "three green frogs")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("Where should it go?")
	p.taps("Put it there")
	p.mustRead("The archive is made.", "in another way")
	p.taps("Close this")
	archive := filepath.Join(p.u.folder, "empty.age")
	if _, err := os.Stat(archive); err != nil {
		t.Fatal(err)
	}

	p.u.openCase(archive)
	p.mustRead("A case file is made from the archive.")
	p.types("The archive's passphrase", "three green toads")
	p.types("Passphrase", "four brown owls")
	p.types("The same again", "four brown owls")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("does not open the archive")
	p.taps("Close this")
	p.types("The archive's passphrase", "three green frogs")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("Your recovery key")
	p.taps("Do this later")
	p.taps("Yes, go on")
	p.mustRead("Sam")
	if !p.u.file.Sealed() {
		t.Error("the new file has no passphrase")
	}
}

func TestACaseLeavesAsOrdinaryFiles(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.open(newHandOn)
	p.taps("Write ordinary files")
	p.types("Folder", p.u.folder)
	p.field("Folder").OnSubmitted(p.u.folder)
	p.taps("Use this folder")
	p.mustRead("The files are written.", "not sealed")
	if _, err := os.Stat(filepath.Join(p.u.folder, "empty files", "hashes.txt")); err != nil {
		t.Error(err)
	}
}
