package bundle_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"ehccasefile/casefile/bundle"
	"ehccasefile/casefile/internal/pdf/odd"
	"ehccasefile/deadlines"
)

// one makes a bundle of one document and gives its words, as poppler reads them, and what the report says of it.
func one(t *testing.T, p bundle.Plan, data []byte) (words string, r bundle.Report) {
	t.Helper()
	p.Title = "Test"
	p.Sections = []bundle.Section{{Documents: []bundle.Document{doc("Paper", deadlines.Date{}, data), doc("Other", deadlines.Date{}, report(t, "Other", 1))}}}
	out, r := made(t, p)
	name := onDisk(t, out)
	tool(t, "qpdf", "--check", name)
	if !r.Checked.OK {
		t.Errorf("the check found %+v", r.Checked.Findings)
	}
	return string(tool(t, "pdftotext", "-layout", name, "-")), r
}

func TestALockedPaperOpensWithAPasswordOfTheFamily(t *testing.T) {
	locked := sealed(t, report(t, "Locked report", 2), "open sesame")
	words, r := one(t, bundle.Plan{Passwords: []string{"wrong", "open sesame"}}, locked)
	if len(r.Left) > 0 || !strings.Contains(words, "Locked report") || !strings.Contains(r.Items[0].Note, "password you gave") {
		t.Errorf("%+v", r)
	}
	if strings.Contains(fmt.Sprintf("%+v", r), "sesame") {
		t.Error("the report holds the password")
	}
	_, r = one(t, bundle.Plan{Passwords: []string{"wrong"}}, locked)
	if len(r.Left) != 1 || !strings.Contains(r.Left[0].Note, "Give the password") {
		t.Errorf("%+v", r)
	}
}

func TestAnswersOfAFormThatHaveNoLookAreDrawn(t *testing.T) {
	words, r := one(t, bundle.Plan{}, odd.Unfilled().Bytes())
	if !strings.Contains(words, "Ada Lovelace") || !strings.Contains(r.Items[0].Note, "drawn by this program") {
		t.Errorf("%q %q", words, r.Items[0].Note)
	}
}

func TestAFormThatWaitsForAdobeIsSaid(t *testing.T) {
	_, r := one(t, bundle.Plan{}, odd.Waiting().Bytes())
	if !strings.Contains(r.Items[0].Note, "only Adobe Reader can show") {
		t.Errorf("%q", r.Items[0].Note)
	}
}

func TestATruncatedPaperSaysWhatIsMissing(t *testing.T) {
	whole := odd.Simple(5).Bytes()
	_, r := one(t, bundle.Plan{}, whole[:len(whole)*2/3])
	if note := r.Items[0].Note; !strings.Contains(note, "damaged") && !strings.Contains(note, "should have 5 pages") {
		t.Errorf("%q", note)
	}
	lost := bytes.Replace(odd.Simple(3).Bytes(), []byte("/Contents 6 0 R"), []byte("/Contents 99 0 R"), 1)
	_, r = one(t, bundle.Plan{}, lost[:bytes.LastIndex(lost, []byte("xref\n"))])
	if note := r.Items[0].Note; !strings.Contains(note, "page 2 is not in this file") {
		t.Errorf("%q", note)
	}
}

func TestPagesThatOnlyAnotherReaderFindsAreSaid(t *testing.T) {
	d := doc("Paper", deadlines.Date{}, odd.Simple(2).Bytes())
	d.Pages = 3
	_, r := made(t, bundle.Plan{Title: "Test", Sections: []bundle.Section{{Documents: []bundle.Document{d}}}})
	if note := r.Items[0].Note; !strings.Contains(note, "2 pages of it went in, but another reader finds 3") {
		t.Errorf("%q", note)
	}
}

// TestAPageThatCannotBeCopiedIsAPicture: what cannot be copied is on one page, so the others stay text.
func TestAPageThatCannotBeCopiedIsAPicture(t *testing.T) {
	out, notes, err := bundle.Pieced(t.Context(), knottedAfter("beside"))
	if err != nil {
		t.Fatal(err)
	}
	name := onDisk(t, out)
	if words := string(tool(t, "pdftotext", name, "-")); !strings.Contains(words, "beside") {
		t.Errorf("the page that can be copied lost its words: %q", words)
	}
	if n := strings.TrimSpace(string(tool(t, "qpdf", "--show-npages", name))); n != "2" {
		t.Errorf("%s pages", n)
	}
	if list := string(tool(t, "pdfimages", "-list", name)); strings.Count(list, "jpeg") != 1 || !strings.Contains(list, "200   200") {
		t.Errorf("pictures: %s", list)
	}
	if len(notes) != 1 || !strings.Contains(notes[0], "are pictures: 2.") {
		t.Errorf("%q", notes)
	}
}
