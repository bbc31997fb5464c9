package ui

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"ehccasefile/casefile"
)

// notes is the made-up family's paper that is held back.
const notes = "Our notes of the mediation"

func TestHeldBackIsSaidInWords(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("documents")
	p.types("Find a paper", "held back")
	if d := p.u.top().view.(*documents); len(d.shown) != 1 || d.shown[0].Title != notes {
		t.Errorf("found %+v", d.shown)
	}
	if _, chip := p.u.paperChip(p.paper(notes)); chip != "held back" {
		t.Errorf("the list says %q", chip)
	}
	p.opens(notes)
	p.mustRead("Held back from the Tribunal", "It is held back as without prejudice, so it stays out of every bundle.", "It is not for the Tribunal.")
	p.opens("Statement of Grace Okoro")
	p.mustNotRead("Held back from the Tribunal", "Why it is held back")
}

func TestHoldingBackTakesTheReason(t *testing.T) {
	p := sitWith(t, "okoro")
	const title = "Statement of Grace Okoro"
	p.opens(title)
	p.taps("Held back: legal advice")
	p.mustRead("What a lawyer or adviser told you is private.")
	p.types("Why it is held back", "Our solicitor’s advice stands on page 2.")
	p.keys(ctrl, fyne.KeyReturn)
	d := p.paper(title)
	if d.Privilege != casefile.PrivilegeLegalAdvice || d.Reason != "Our solicitor’s advice stands on page 2" {
		t.Errorf("kept %q, %q", d.Privilege, d.Reason)
	}
	p.opens(title)
	p.mustRead("It is held back as legal advice (Our solicitor’s advice stands on page 2), so it stays out of every bundle.")
}

func TestOpeningAHeldPaperAsksOnce(t *testing.T) {
	p := sitWith(t, "okoro")
	p.opens(notes)
	p.taps("Open")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("Are you sure that the Tribunal may see this paper?", "It is held back as without prejudice", "cannot be taken back")
	p.key(fyne.KeyEscape)
	if d := p.paper(notes); d.Privilege != casefile.PrivilegeWithoutPrejudice {
		t.Fatal("it was opened without an answer")
	}
	p.keys(ctrl, fyne.KeyReturn)
	p.taps("No, keep it held back")
	if d := p.paper(notes); d.Privilege != casefile.PrivilegeWithoutPrejudice {
		t.Fatal("it was opened against the answer")
	}
	p.keys(ctrl, fyne.KeyReturn)
	p.taps("Yes, open it")
	if d := p.paper(notes); d.Privilege != casefile.PrivilegeOpen || d.Reason != "" {
		t.Errorf("it is %q, %q", d.Privilege, d.Reason)
	}
}

func TestUndoOfAPageThatWasLeftNeverOpensAPaper(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("documents")
	p.opens(notes)
	p.taps("Open")
	p.types("Who wrote it", "Somebody else")
	p.key(fyne.KeyEscape)
	p.keys(ctrl, fyne.KeyU)
	if d := p.paper(notes); d.Privilege != casefile.PrivilegeWithoutPrejudice || d.Author != "Somebody else" {
		t.Errorf("it is %q, by %q", d.Privilege, d.Author)
	}
}

// A paper may be found to be private, by its words, while its page is open.
func TestAMarkMadeMeanwhileIsNotSetBack(t *testing.T) {
	p := sitWith(t, "okoro")
	const title = "Statement of Grace Okoro"
	page := p.opens(title)
	p.types("Who wrote it", "Grace")
	was := page.was
	edit, _ := page.edit()
	p.must(p.u.file.Update(func(tx *casefile.Tx) error {
		d, err := p.paper(title).Mark(casefile.PrivilegeMediation, "“In mediation” stands on page 1")
		if err == nil {
			_, err = casefile.Put(tx, d)
		}
		return err
	}))
	p.mustRead("It is held back as said in mediation (“In mediation” stands on page 1)")
	if p.field("Why it is held back").Text != "“In mediation” stands on page 1" {
		t.Error("the field does not show the reason")
	}
	p.must(p.u.file.Update(func(tx *casefile.Tx) error { return keepEdit(tx, page.doc.ID, edit, was) })) // as saved just before it came
	if d := p.paper(title); d.Privilege != casefile.PrivilegeMediation || d.Author != "Grace" {
		t.Errorf("it is %q, by %q", d.Privilege, d.Author)
	}
	p.keys(ctrl, fyne.KeyReturn)
	p.mustNotRead("Are you sure")
	if d := p.paper(title); d.Privilege != casefile.PrivilegeMediation {
		t.Errorf("it is %q", d.Privilege)
	}
}

func TestTheCertificateCannotBeHeldBackInTheWindow(t *testing.T) {
	p := sitWith(t, "okoro")
	p.opens("Mediation certificate")
	p.taps("Held back: said in mediation")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("A mediation certificate goes with the appeal, so it is open.")
	if d := p.paper("Mediation certificate"); d.Privilege != casefile.PrivilegeOpen {
		t.Errorf("it is %q", d.Privilege)
	}
}

// The bundle's screen, and the report of the bundle made there, say that a chosen paper was left out and why.
func TestBundleSaysWhichChosenPaperIsHeldBack(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("bundle")
	title := p.order()[1]
	p.must(p.u.file.Update(func(tx *casefile.Tx) error {
		d, err := p.paper(title).Mark(casefile.PrivilegeLegalAdvice, "a solicitor wrote it")
		if err == nil {
			_, err = casefile.Put(tx, d)
		}
		return err
	}))
	if slices.Contains(p.order(), title) {
		t.Fatal("it still stands in the order")
	}
	const why = "It is held back as legal advice (a solicitor wrote it), so it stays out of every bundle."
	p.mustRead("Left out: "+title+". "+why, "2 papers are held back. They stay out.")
	path := p.makes(t.TempDir())
	p.mustRead("The bundle is made", "● Left out: "+title+". "+why)
	text, err := exec.Command("pdftotext", path, "-").Output()
	p.must(err)
	if strings.Contains(strings.Join(strings.Fields(string(text)), " "), title) {
		t.Error("it is in the bundle")
	}
	p.taps("Put in papers…")
	p.mustRead("Held back", title, why)
	p.taps(title + ", held back")
	p.mustRead("Held back from the Tribunal")
}

// The same bytes under another name are held back too.
func TestTheSamePaperAgainIsHeldBackInTheWindow(t *testing.T) {
	p := sitWith(t, "okoro")
	p.must(p.u.file.Update(func(tx *casefile.Tx) error {
		d := p.paper(notes)
		d.ID, d.Title, d.Privilege = "", "Notes, once more", casefile.PrivilegeOpen
		_, err := casefile.Put(tx, d)
		return err
	}))
	p.u.Go("bundle")
	p.mustRead("2 papers are held back. They stay out.")
	p.opens("Notes, once more")
	p.mustRead("It is the same paper as “" + notes + "”, which is held back as without prejudice")
}
