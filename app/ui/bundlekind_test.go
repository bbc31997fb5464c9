package ui

import (
	"strings"
	"testing"

	"ehccasefile/casefile"
)

// savedBundle gives the child's bundle as the case file holds it.
func (p *user) savedBundle() (saved casefile.Bundle) {
	p.t.Helper()
	p.must(p.u.file.View(func(tx *casefile.Tx) error {
		for _, b := range casefile.All[casefile.Bundle](tx, p.bundling().child) {
			saved = b
		}
		return nil
	}))
	return saved
}

func TestBundleBecomesTheFullOneOfAnotherPlan(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("bundle")
	p.mustRead("Our evidence · Refusal to assess", "Pages numbered 1, 2, 3 to the end", "42 of 75 pages")
	p.taps("Change what it is…")
	p.taps("The full bundle")
	p.taps("A1, A2, B1 by section")
	p.taps("A chronology")
	p.bundlePage(t).Save()
	p.mustRead("Choose and order the papers for it?")
	p.taps("Choose anew")
	p.mustRead("The full bundle · Refusal to assess", "Bundle for the appeal", "A1, A2, B1 by section · a chronology", "Pages of the core bundle: ")
	b := p.savedBundle()
	if b.Product != casefile.ProductFull || b.Numbering != casefile.NumberingSections || !b.Has(casefile.WithChronology) || b.Sections[0].Section != "decision" {
		t.Errorf("kept as %+v", b)
	}
	path := p.makes(t.TempDir())
	p.mustRead("The bundle is made", "checked")
	if !strings.HasPrefix(string(p.fileBytes(path)), "%PDF") {
		t.Error("no PDF was made")
	}
}

// bundlePage is the page on top, where it is the one that asks what the bundle is.
func (p *user) bundlePage(t *testing.T) *bundlePlanPage {
	t.Helper()
	page, ok := p.u.top().view.(*bundlePlanPage)
	if !ok {
		t.Fatal("another page is open")
	}
	return page
}

func TestBundleSaysWhatToLookAtAndOpensIt(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("bundle")
	p.mustRead("Speech and language therapy report: It is dated 3 Mar 2023: more than 3 years old", "as the press quotes it", "A limit is not kept.")
	p.taps("Write the note…")
	p.mustRead("Why a limit is not kept")
	p.keys(ctrl, "Return")
	if b := p.savedBundle(); !b.Has(casefile.WithNote) || !strings.Contains(b.Note, "Why it is needed: ____") {
		t.Errorf("the note was not kept: %+v", b.With)
	}
	p.mustNotRead("Write the note…")
	b := p.bundling()
	for i, r := range b.found.Remarks {
		if r.Rule == "report-age-3" {
			b.kept["remark "+string(rune('0'+i))].Do()
		}
	}
	p.mustRead("SLT report Maya March 2023.pdf")
}

func TestBundleThatWasSentKeepsItsNumbers(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("bundle")
	p.makes(t.TempDir())
	p.taps("I have sent it")
	p.mustRead("Did you send this bundle today?")
	p.taps("Yes, today")
	p.mustRead("Sent on", "Its page numbers stay.")
	if b := p.savedBundle(); len(b.Served) != 1 || len(b.Served[0].Papers) != 21 {
		t.Errorf("kept: %+v", b.Served)
	}
	p.makes(t.TempDir())
	p.mustRead("This is the very file that was sent")
	p.taps("Change what it is…")
	p.mustRead("It was sent, so its pages keep their numbers.", "Where do later papers go?")
	p.mustNotRead("How are pages numbered?")
}
