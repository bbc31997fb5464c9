package ui

import (
	"bytes"
	"testing"

	"fyne.io/fyne/v2"

	"ehccasefile/casefile/bundle"
)

// A bundle is taken apart at a press. It stays whole, and each of its documents is a paper of its own.
func TestABundleIsSplitIntoItsDocuments(t *testing.T) {
	p := sitWithEmpty(t)
	dir := t.TempDir()
	p.writes(dir, "01 2026-03-16 School report.txt", []byte("The school writes that she needs help with reading."))
	p.writes(dir, "02 2026-04-02 Letter of the council.txt", []byte("The council writes that it will think about it."))
	plan, err := bundle.FromFolder(dir, "")
	p.must(err)
	plan.Title = "Hearing bundle"
	var made bytes.Buffer
	_, err = bundle.Make(t.Context(), &made, plan, nil)
	p.must(err)

	p.u.Go("documents")
	p.u.giveFiles([]string{p.writes(t.TempDir(), "Hearing bundle.pdf", made.Bytes())})
	for p.u.inSight() != nil && len(p.u.views) > 1 {
		p.key(fyne.KeyEscape)
	}
	p.opens("Hearing bundle")
	p.mustRead("This PDF has 3 bookmarks.", "The bundle stays whole.")
	p.taps("Split this bundle into its documents")
	report := p.paper("School report")
	if report.On.String() != "2026-03-16" || report.Pages != 1 || report.TakenFrom != 3 || report.Within != p.paper("Hearing bundle").ID {
		t.Errorf("%+v", report)
	}
	if letter := p.paper("Letter of the council"); letter.TakenFrom != 4 || len(p.u.book.documents) != 3 {
		t.Errorf("%+v among %d papers", letter, len(p.u.book.documents))
	}
	p.mustRead("Taken out of it: School report")
	p.mustNotRead("Split this bundle into its documents")
	p.opens("School report")
	p.mustRead("Taken out of: Hearing bundle, from page 3 of the PDF")
}
