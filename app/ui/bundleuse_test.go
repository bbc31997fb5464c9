package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/deadlines"
)

func TestMakingForEMailGivesPartsAndTheSubjectLine(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("bundle")
	p.mustRead("What is it for?", "To read on a screen", "To print", "Large print", "Redacted copy")
	p.taps("To send by e-mail")
	if name := p.bundling().fileName(); name != "EH938-26-00412 Okoro, Maya Evidence.pdf" {
		t.Errorf("the name proposed is %q", name)
	}
	folder := t.TempDir()
	p.makes(folder)
	p.mustRead("1 file for e-mail", "Our evidence.pdf", "HD (date of the hearing missing) | EH938/26/00412 | Maya Okoro | Evidence", "under 20 MB", "The day of the hearing is not in your case.", "I have sent it")
	p.taps("Copy the subject line")
	p.mustRead("The subject line is copied.")
	if got := p.u.app.Clipboard().Content(); got != "HD (date of the hearing missing) | EH938/26/00412 | Maya Okoro | Evidence" {
		t.Errorf("copied: %q", got)
	}
	entries, err := os.ReadDir(folder)
	p.must(err)
	if len(entries) != 1 {
		t.Errorf("the folder has %v", entries)
	}
}

func TestTheHearingOfTheCaseStandsInTheSubjectLine(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("bundle")
	child := p.bundling().child
	p.must(p.u.file.Update(func(tx *casefile.Tx) error {
		_, err := casefile.Put(tx, casefile.Event{Head: casefile.Head{Child: child}, Kind: "hearing-set", On: deadlines.On(2027, 3, 4)})
		return err
	}))
	p.taps("To send by e-mail")
	p.makes(t.TempDir())
	p.mustRead("HD 04/03/2027 | EH938/26/00412 | Maya Okoro | Evidence")
	p.mustNotRead("The day of the hearing is not in your case.")
}

func TestMakingAnEditionKeepsItFromBeingCalledSent(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("bundle")
	p.taps("To print")
	if name := p.bundling().fileName(); !strings.HasSuffix(name, " to print.pdf") {
		t.Errorf("the name proposed is %q", name)
	}
	path := p.makes(t.TempDir())
	p.mustRead("The bundle is made", "checked")
	p.mustNotRead("I have sent it")
	proof, err := bundle.Check(t.Context(), p.fileBytes(path))
	p.must(err)
	if !proof.OK || proof.Pages < 60 {
		t.Errorf("%+v", proof)
	}
}

func TestAPartNeverTakesThePlaceOfAnotherKindOfFile(t *testing.T) {
	dir := t.TempDir()
	note, old := filepath.Join(dir, "note.pdf"), filepath.Join(dir, "old.pdf")
	if err := os.WriteFile(note, []byte("my note"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(old, []byte("%PDF-1.7"), 0o600); err != nil {
		t.Fatal(err)
	}
	if replaceable(note) == nil || replaceable(old) != nil || replaceable(filepath.Join(dir, "none.pdf")) != nil {
		t.Error("what may be replaced is not told apart")
	}
}

// TestPicturesOfParts draws what came of a bundle in parts, for people to look at: with -pictures DIR.
func TestPicturesOfParts(t *testing.T) {
	if *pictures == "" {
		return
	}
	p := sitWith(t, "okoro")
	p.u.Go("bundle")
	draw := func(name string) {
		for _, variant := range []string{"light", "dark"} {
			for _, factor := range []float32{1, 1.6} {
				p.wears(factor, variant)
				p.u.win.Resize(fyne.NewSize(1280, 800))
				p.draws(name + "-" + variant + map[float32]string{1: "", 1.6: "-160"}[factor] + ".png")
			}
		}
	}
	draw("choice")
	p.taps("To send by e-mail")
	p.makes(t.TempDir())
	draw("parts")
}
