package bundle_test

import (
	"slices"
	"strings"
	"testing"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/deadlines"
)

// lacking gives what is said of the papers an appeal is sent with: rule, paper and the sentence.
func lacking(remarks []bundle.Remark) (all []string) {
	for _, r := range remarks {
		if strings.HasPrefix(r.Rule, "needs-") {
			all = append(all, r.Rule+": "+r.Title+": "+r.Say)
		}
	}
	return all
}

func mustLack(t *testing.T, when string, remarks []bundle.Remark, want ...string) {
	t.Helper()
	if got := lacking(remarks); !slices.Equal(got, want) {
		t.Errorf("%s:\n%s\nwant\n%s", when, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, r := range remarks {
		if strings.HasPrefix(r.Rule, "needs-") && (r.Do == "" || r.Source == "" || r.Grade == "" || r.Breaks) {
			t.Errorf("%s: it does not say all: %+v", when, r)
		}
	}
}

// A bundle for an appeal says which of the papers it is sent with are not in it: those the case holds by name, the others as missing.
func TestABundleLacksWhatItsAppealIsSentWith(t *testing.T) {
	f, maya, leo := caseFile(t)
	today := deadlines.On(2026, 11, 22)
	var appeal casefile.Appeal
	var letter, statement casefile.Document
	update(t, f, func(tx *casefile.Tx) {
		appeal = put(t, tx, casefile.Appeal{Head: casefile.Head{Child: maya}, Type: casefile.AppealContents})
		paper(t, tx, maya, "An older letter", casefile.DocumentDecisionLetter, deadlines.On(2025, 3, 2))
		letter = paper(t, tx, maya, "Letter with the plan", casefile.DocumentDecisionLetter, deadlines.On(2026, 9, 2))
		paper(t, tx, leo, "Plan of another child", casefile.DocumentFinalPlan, deadlines.On(2026, 9, 2))
		statement = paper(t, tx, maya, "Statement", casefile.DocumentStatement, deadlines.On(2026, 10, 2))
	})
	b := casefile.Bundle{Head: casefile.Head{Child: maya}, Title: "Mine", Appeal: appeal.ID, Sections: []casefile.BundleSection{{Title: "All", Documents: []casefile.ID{statement.ID}}}}
	look := func(b casefile.Bundle) []bundle.Remark {
		t.Helper()
		found, err := bundle.Look(f, b, today)
		if err != nil {
			t.Fatal(err)
		}
		return found.Remarks
	}
	none := "No paper of this kind is among your papers."
	before := look(b)
	mustLack(t, "nothing chosen", before, "needs-decision: Letter with the plan: The council’s decision letter is among your papers, and not in this bundle.",
		"needs-certificate: The mediation certificate: "+none, "needs-plan: The final plan: "+none)
	if before[0].Document != letter.ID || before[1].Document != "" || !strings.Contains(before[1].Do, "Add it") {
		t.Errorf("they lead to %+v", before[:3])
	}
	_, made := madeOf(t, f, b)
	mustLack(t, "the finished one", made.Preflight.Remarks, lacking(before)...)

	b.Sections[0].Documents = append(b.Sections[0].Documents, letter.ID)
	mustLack(t, "the letter chosen", look(b), "needs-certificate: The mediation certificate: "+none, "needs-plan: The final plan: "+none)

	update(t, f, func(tx *casefile.Tx) {
		plan := paper(t, tx, "", "Plan of the family", casefile.DocumentFinalPlan, deadlines.On(2026, 9, 2))
		plan.Privilege, plan.Reason = casefile.PrivilegeLegalAdvice, "by mistake"
		put(t, tx, plan)
		b.Sections[0].Documents = append(b.Sections[0].Documents, paper(t, tx, maya, "Certificate", casefile.DocumentMediationCertificate, deadlines.On(2026, 9, 20)).ID)
	})
	mustLack(t, "the plan held back", look(b), "needs-plan: Plan of the family: The final plan is held back, so it cannot go into this bundle. Mark it as open if the Tribunal may see it.")
	b.Plan = "general"
	mustLack(t, "no appeal", look(b))
	b.Plan = "placement"
	mustLack(t, "about the school alone", look(b), "needs-plan: Plan of the family: The final plan is held back, so it cannot go into this bundle. Mark it as open if the Tribunal may see it.")
	b.Plan = ""

	// Once the appeal was sent, the evidence served later is not asked for them; a full bundle is.
	update(t, f, func(tx *casefile.Tx) {
		put(t, tx, casefile.Event{Head: casefile.Head{Child: maya}, Kind: "appeal-lodged", On: deadlines.On(2026, 11, 2)})
	})
	b.Sections[0].Documents = []casefile.ID{statement.ID}
	mustLack(t, "sent, by an event", look(b))
	b.Product = casefile.ProductFull
	if got := lacking(look(b)); len(got) != 3 {
		t.Errorf("the full bundle: %q", got)
	}
	b.Product = ""
	update(t, f, func(tx *casefile.Tx) { // an event that may be of an earlier appeal says nothing
		put(t, tx, casefile.Appeal{Head: casefile.Head{Child: maya}, Type: casefile.AppealRefusalToAssess, Lodged: deadlines.On(2025, 5, 2), Ended: deadlines.On(2025, 9, 2)})
	})
	if got := lacking(look(b)); len(got) != 3 {
		t.Errorf("a second appeal: %q", got)
	}
	appeal.Lodged = deadlines.On(2026, 11, 2)
	update(t, f, func(tx *casefile.Tx) { put(t, tx, appeal) })
	mustLack(t, "sent, by its record", look(b))
}

// A locked paper is said to be locked, whether its pages were counted with a password once or never; nothing else is said of it for that.
func TestALockedPaperIsSaidBeforehand(t *testing.T) {
	f, maya, _ := caseFile(t)
	b := casefile.Bundle{Head: casefile.Head{Child: maya}, Title: "Mine", Sections: []casefile.BundleSection{{Title: "All"}}}
	update(t, f, func(tx *casefile.Tx) {
		for title, pages := range map[string]int{"Never read": 0, "Read once": 2} {
			d := paper(t, tx, maya, title, casefile.DocumentLetter, deadlines.On(2026, 9, 2))
			d.Pages, d.Searchable, d.Notes = pages, pages > 0, []string{casefile.LockedNote + " It is kept as it is."}
			b.Sections[0].Documents = append(b.Sections[0].Documents, put(t, tx, d).ID)
		}
	})
	found, err := bundle.Look(f, b, deadlines.On(2026, 11, 22))
	if err != nil {
		t.Fatal(err)
	}
	got := remarked(found.Remarks)
	if len(got) != 2 || !slices.Equal(got["Never read"], []string{"password"}) || !slices.Equal(got["Read once"], []string{"password"}) {
		t.Errorf("got %q", got)
	}
}
