package ui

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"ehccasefile/casefile/bundle"
)

// makes makes the bundle into a folder and gives the path of the PDF.
func (p *user) makes(folder string) string {
	p.t.Helper()
	path := filepath.Join(folder, "Our evidence.pdf")
	p.keys(ctrl, fyne.KeyReturn)
	p.types("Where to put it", path)
	p.key(fyne.KeyReturn)
	return path
}

func TestMakingGivesABundleThatOtherReadersAccept(t *testing.T) {
	p := sitWith(t, "okoro")
	p.keys(ctrl, fyne.Key6)
	papers := p.order()
	path := p.makes(t.TempDir())
	p.mustRead("The bundle is made", "Our evidence.pdf", "42 of 75 pages of evidence", "checked")
	if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err != nil {
		t.Errorf("qpdf: %v\n%s", err, out)
	}
	text, err := exec.Command("pdftotext", path, "-").Output()
	p.must(err)
	for _, title := range papers {
		if !strings.Contains(strings.Join(strings.Fields(string(text)), " "), title) {
			t.Errorf("%q is not in the index", title)
		}
	}
	proof, err := bundle.Check(context.Background(), p.fileBytes(path))
	p.must(err)
	if !proof.OK || proof.Documents != len(papers) {
		t.Errorf("the check found %+v", proof)
	}
	p.taps("Open it")
	p.mustRead("Opening Our evidence.pdf")
	p.must(os.Remove(path))
	p.taps("Open it")
	p.mustRead("It could not be opened.")
}

func TestMakingLeavesOutWhatCannotBeRead(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.giveFiles(p.sixFiles())
	p.u.Go("bundle")
	p.mustRead("2 papers are locked or unread, and not counted", "Its pages could not be counted, so it is not in the numbers here.")
	p.makes(t.TempDir())
	p.mustRead("The bundle is made", "cover and index, 3 papers", "Left out: Locked letter.", "Left out: Broken scan.")
}

func TestMakingOfNothingReadableSaysWhy(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.giveFiles([]string{p.writes(t.TempDir(), "Broken scan.pdf", []byte("%PDF-1.4\n1 0 obj\nrubbish"))})
	p.u.Go("bundle")
	path := p.makes(t.TempDir())
	p.mustRead("The bundle was not made.", "None of these papers can go in.", "Left out: Broken scan.")
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Error("a file was left behind")
	}
}

func TestMakingTellsWhenTheOrderIsNewer(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("bundle")
	p.makes(t.TempDir())
	p.mustNotRead("You changed the order after this was made.")
	p.focusesRow(p.order()[0])
	p.keys(fyne.KeyModifierAlt, fyne.KeyDown)
	p.mustRead("You changed the order after this was made.")
}

func TestMakingIsCancelled(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("bundle")
	folder := t.TempDir()
	seen, post := "", p.u.run.post
	p.u.run.post = func(f func()) {
		post(f)
		if b := p.bundling(); b.making.cancel != nil && strings.Contains(b.making.progress.String(), "document 3 of") {
			seen = p.reads()
			p.taps("Cancel")
		}
	}
	p.makes(folder)
	if !strings.Contains(seen, "Making the bundle") {
		t.Error("the making was not in sight")
	}
	p.mustRead("The bundle was not made. Nothing half-made was kept", "Make the bundle…")
	p.mustBeEmpty(folder)
}

func TestMakingEndsWhenItsScreenIsLeft(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("bundle")
	folder := t.TempDir()
	l := &later{}
	l.take(p)
	p.makes(folder)
	p.mustRead("Making the bundle", "Cancel")
	p.keys(ctrl, fyne.Key1)
	p.mustRead("The bundle was not made, because you left its screen")
	l.finish(false)
	p.mustBeEmpty(folder)
	p.mustRead("Your next step")
	if p.u.busy != 0 {
		t.Errorf("%d pieces of work are still counted", p.u.busy)
	}
}

func TestMakingGoesOnUnderAQuickLog(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("bundle")
	l := &later{}
	l.take(p)
	path := p.makes(t.TempDir())
	p.keys(ctrl, fyne.KeyL)
	l.finish(false)
	p.mustRead("Log what happened", "The bundle is made: Our evidence.pdf")
	p.key(fyne.KeyEscape)
	p.mustRead("It was read again")
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func (p *user) mustBeEmpty(folder string) {
	p.t.Helper()
	left, err := os.ReadDir(folder)
	p.must(err)
	for _, f := range left {
		p.t.Errorf("%s was left behind", f.Name())
	}
}
