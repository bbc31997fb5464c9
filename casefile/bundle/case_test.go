package bundle_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/deadlines"
)

// caseFile is a real case file with two children; it gives their IDs.
func caseFile(t *testing.T) (f *casefile.File, maya, leo casefile.CaseID) {
	t.Helper()
	now := func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }
	f, err := casefile.Create(filepath.Join(t.TempDir(), "test.casefile"), casefile.NoPassphrase(), now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	update(t, f, func(tx *casefile.Tx) {
		maya = put(t, tx, casefile.Child{Name: "Maya", FullName: "Maya Okoro"}).ID
		leo = put(t, tx, casefile.Child{Name: "Leo"}).ID
	})
	return f, maya, leo
}

func update(t *testing.T, f *casefile.File, do func(*casefile.Tx)) {
	t.Helper()
	if err := f.Update(func(tx *casefile.Tx) error { do(tx); return nil }); err != nil {
		t.Fatal(err)
	}
}

func put[T casefile.Record](t *testing.T, tx *casefile.Tx, rec T) T {
	t.Helper()
	out, err := casefile.Put(tx, rec)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// paper keeps a document of the child's.
func paper(t *testing.T, tx *casefile.Tx, child casefile.CaseID, title string, kind casefile.DocumentKind, on deadlines.Date) casefile.Document {
	t.Helper()
	blob, err := tx.Add(bytes.NewReader(report(t, title, 2)), title+".pdf")
	if err != nil {
		t.Fatal(err)
	}
	return put(t, tx, casefile.Document{Head: casefile.Head{Child: child}, Title: title, Kind: kind, On: on, Blob: blob, Name: "SECRET.pdf",
		Type: casefile.FilePDF, Pages: 2, Privilege: casefile.PrivilegeOpen})
}

func TestSuggestChoosesAndOrdersTheEvidence(t *testing.T) {
	f, maya, leo := caseFile(t)
	update(t, f, func(tx *casefile.Tx) {
		put(t, tx, casefile.Appeal{Head: casefile.Head{Child: maya}, Type: casefile.AppealPlacement, Lodged: deadlines.On(2025, 1, 5), Ended: deadlines.On(2025, 9, 1)})
		put(t, tx, casefile.Appeal{Head: casefile.Head{Child: maya}, Type: casefile.AppealRefusalToAssess, Reference: "EH938/26/00412", Lodged: deadlines.On(2026, 10, 5)})
		paper(t, tx, maya, "Later report", casefile.DocumentReport, deadlines.On(2026, 5, 14))
		paper(t, tx, maya, "Undated report", casefile.DocumentReport, deadlines.Date{})
		paper(t, tx, maya, "Early report", casefile.DocumentMedicalReport, deadlines.On(2025, 5, 14))
		paper(t, tx, maya, "Statement", casefile.DocumentStatement, deadlines.On(2026, 11, 2))
		paper(t, tx, maya, "Decision", casefile.DocumentDecisionLetter, deadlines.On(2026, 9, 1))
		held := paper(t, tx, maya, "Mediation", casefile.DocumentNote, deadlines.On(2026, 9, 20))
		held.Privilege = casefile.PrivilegeWithoutPrejudice
		put(t, tx, held)
		twin := paper(t, tx, maya, "Statement", casefile.DocumentStatement, deadlines.On(2026, 11, 3))
		_ = twin
		paper(t, tx, "", "Form for the whole family", casefile.DocumentForm, deadlines.On(2026, 8, 1))
		paper(t, tx, leo, "Leo’s report", casefile.DocumentReport, deadlines.On(2026, 1, 1))
	})
	passed, err := bundle.PassedOver(f, of(maya))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, l := range passed {
		names = append(names, l.Title+": "+strings.Fields(l.Note)[1]+" "+strings.Fields(l.Note)[2])
	}
	if want := []string{"Form for the whole family: form is", "Decision: usually comes", "Mediation: is held", "Statement: is the"}; !slices.Equal(names, want) {
		t.Errorf("passed over %+v", passed)
	}
	b, err := bundle.Suggest(f, of(maya))
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Validate(); err != nil {
		t.Errorf("it cannot be saved: %v", err)
	}
	p, err := bundle.FromCase(f, b)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Statements|Statement|2026-11-02", "Professional reports|Early report|2025-05-14", "Professional reports|Later report|2026-05-14", "Professional reports|Undated report|"}
	if got := titles(p); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if p.Child != "Maya Okoro" || p.Reference != "EH938/26/00412" || p.Kind != "Refusal to assess" || p.Limit.Pages != 75 {
		t.Errorf("plan: %+v", p)
	}
	if _, r := made(t, p); !r.Checked.OK || r.EvidencePages != 8 || r.OverLimit() {
		t.Errorf("report: %+v", r)
	}
}

func TestASavedChoiceNeverBringsBackWhatIsHeldOrGone(t *testing.T) {
	f, maya, leo := caseFile(t)
	var b casefile.Bundle
	update(t, f, func(tx *casefile.Tx) {
		open := paper(t, tx, maya, "Open", casefile.DocumentLetter, deadlines.On(2026, 1, 1))
		held := paper(t, tx, maya, "Held", casefile.DocumentLetter, deadlines.On(2026, 1, 2))
		other := paper(t, tx, leo, "Leo’s", casefile.DocumentLetter, deadlines.On(2026, 1, 3))
		gone := paper(t, tx, maya, "Gone", casefile.DocumentLetter, deadlines.On(2026, 1, 3))
		b = put(t, tx, casefile.Bundle{Head: casefile.Head{Child: maya}, Title: "Mine", Sections: []casefile.BundleSection{
			{Title: "All", Documents: []casefile.ID{open.ID, held.ID, other.ID, gone.ID}}}})
		held.Privilege = casefile.PrivilegeWithoutPrejudice
		put(t, tx, held)
		if err := casefile.Delete[casefile.Document](tx, gone.ID); err != nil {
			t.Fatal(err)
		}
	})
	p, err := bundle.FromCase(f, b)
	if err != nil {
		t.Fatal(err)
	}
	if got := titles(p); !slices.Equal(got, []string{"All|Open|2026-01-01"}) || len(p.Left) != 3 {
		t.Errorf("got %q, left %+v", got, p.Left)
	}
}

func TestSuggestWithNothingToSuggest(t *testing.T) {
	f, maya, _ := caseFile(t)
	if _, err := bundle.Suggest(f, of(maya)); !errors.Is(err, bundle.ErrNoDocuments) {
		t.Errorf("got %v", err)
	}
	update(t, f, func(tx *casefile.Tx) {
		paper(t, tx, maya, "Decision", casefile.DocumentDecisionLetter, deadlines.On(2026, 9, 1))
	})
	if _, err := bundle.Suggest(f, of(maya)); !errors.Is(err, bundle.ErrNoEvidence) || !errors.Is(err, bundle.ErrNoDocuments) {
		t.Errorf("with a decision letter alone it gave %v", err)
	}
	if _, err := bundle.Suggest(f, of("0123456789abcdef0123456789abcdef")); !errors.Is(err, casefile.ErrNotFound) {
		t.Errorf("an unknown child gave %v", err)
	}
}

func TestAllowances(t *testing.T) {
	for kind, want := range map[casefile.AppealType]int{
		casefile.AppealRefusalToAssess: 75, casefile.AppealRefusalToIssue: 100, casefile.AppealContents: 100, casefile.AppealPlacement: 75,
		casefile.AppealContentsAndPlacement: 100, casefile.AppealCease: 75, casefile.AppealRefusalToAmend: 0, casefile.AppealRefusalToReassess: 75,
		casefile.AppealExtended: 75, casefile.AppealDiscrimination: 200,
	} {
		l, err := bundle.Allowance(casefile.Appeal{Type: kind})
		if err != nil || l.Pages != want || l.Source == "" || (l.Grade == "S") != (want > 0) {
			t.Errorf("%s: %+v, %v", kind, l, err)
		}
		if own, _ := bundle.Allowance(casefile.Appeal{Type: kind, PageLimit: 40}); own.Pages != 40 || own.Grade != "own" {
			t.Errorf("the family's own direction did not win: %+v", own)
		}
	}
	if n := len(casefile.AppealTypes()); n != 10 {
		t.Errorf("there are %d kinds of appeal; the table above has 10", n)
	}
	for pages, want := range map[int]string{62: "62 of 75 pages.", 76: "76 of 75 pages: 1 too many."} {
		if got := (bundle.Limit{Pages: 75}).Say(pages); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// of is a bundle of a child with nothing chosen yet.
func of(child casefile.CaseID) casefile.Bundle {
	return casefile.Bundle{Head: casefile.Head{Child: child}}
}
