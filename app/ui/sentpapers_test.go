package ui

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

// What was sent, and the certificate to sign, come from the card of the finished bundle.
func TestThePapersAboutASendingAreSaved(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("bundle")
	dir := t.TempDir()
	p.makes(dir)
	for button, want := range map[string][]string{
		"List of what is in it…":  {"What was sent", "Our evidence.pdf", "Mediation certificate", "SHA-256"},
		"Certificate of service…": {"Certificate of service", "EH938/26/00412", "Northmoor Council", "First-tier Tribunal", "Our evidence.pdf", "Signature"},
	} {
		path := filepath.Join(dir, strings.TrimSuffix(button, "…")+".pdf")
		p.taps(button)
		p.types("Where to put it", path)
		p.key(fyne.KeyReturn)
		text, err := exec.Command("pdftotext", "-layout", path, "-").Output()
		p.must(err)
		for _, words := range want {
			if !strings.Contains(string(text), words) {
				t.Errorf("%s: %q is not in\n%s", button, words, text)
			}
		}
		p.mustRead("The bundle is made")
	}
}

func TestPicturesOfSendingAndSplitting(t *testing.T) {
	if *pictures == "" {
		return
	}
	p := sitWith(t, "okoro")
	p.u.Go("bundle")
	dir := t.TempDir()
	path := p.makes(dir)
	p.u.win.Resize(fyne.NewSize(1280, 800))
	p.draws("made.png")
	p.taps("Certificate of service…")
	p.draws("certificate.png")
	p.key(fyne.KeyEscape)
	p.u.Go("documents")
	p.u.giveFiles([]string{path})
	for len(p.u.views) > 1 {
		p.key(fyne.KeyEscape)
	}
	p.opens("Our evidence")
	for _, factor := range []float32{1, 1.6} {
		p.wears(factor, "light")
		p.u.win.Resize(fyne.NewSize(1280, 1500))
		p.draws(map[float32]string{1: "split.png", 1.6: "split-160.png"}[factor])
	}
}
