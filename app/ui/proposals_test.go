package ui

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"ehccasefile/casefile"
	"ehccasefile/casefile/intake"
	"ehccasefile/deadlines"
)

const refusal = `Northfield County Council
SEN Team, County Hall, Northfield

4 March 2026

Dear Mrs Hale

Sam Hale, born 5 June 2017: request for an Education, Health and Care needs assessment

We have decided not to carry out an EHC needs assessment of Sam. You have a right of appeal to the First-tier
Tribunal. You must contact a mediation adviser first, within two months of the date of this letter.

Yours sincerely

Ruth Bell
SEN Officer
`

const registration = `First-tier Tribunal (Special Educational Needs and Disability)

Appeal reference: EH938/26/00412
Date: 9 March 2026

Dear Mrs Hale

Your appeal about Sam Hale has been registered.

The local authority must send its response to your appeal by 20 April 2026.
All further evidence must be received by the Tribunal by 11 May 2026.
The bundle must be sent to the Tribunal and to you by 18 May 2026.
The hearing of your appeal will take place on 8 June 2026 at 10am by video.
The attendance form must be returned by 4 May 2026.
`

// gives adds a file to the case and opens its paper.
func (p *user) gives(name, words string) *paperPage {
	p.t.Helper()
	p.u.Go("documents")
	p.u.giveFiles([]string{p.writes(p.t.TempDir(), name, []byte(words))})
	return p.opens(upper(strings.TrimSuffix(name, filepath.Ext(name))))
}

func TestADecisionLetterOffersWhatItSays(t *testing.T) {
	p := sitWithEmpty(t)
	page := p.gives("scan0001.txt", refusal)
	p.mustRead("What the program read in it", "Nothing is kept until you save.", "What sort of paper: Decision letter", "Date on the paper: Wednesday 4 March 2026", "on page 1")
	if doc := p.paper("Scan0001"); doc.Kind != casefile.DocumentOther || !doc.On.IsZero() || len(p.u.book.events) != 0 {
		t.Fatalf("taken by itself: %+v", doc)
	}
	p.taps("Use it: What sort of paper")
	p.mustNotRead("What sort of paper: Decision letter")
	p.taps("Use it: Date on the paper")
	if f, ok := p.u.win.Canvas().Focused().(interface{ AccessibilityLabel() string }); !ok || f.AccessibilityLabel() == "" {
		t.Errorf("the keyboard is on %T", p.u.win.Canvas().Focused())
	}
	if doc := p.paper("Scan0001"); !doc.On.IsZero() {
		t.Error("saved before Save")
	}
	page.Save()
	if doc := p.paper("Scan0001"); doc.Kind != casefile.DocumentDecisionLetter || doc.On != deadlines.On(2026, 3, 4) {
		t.Errorf("kept %+v", doc)
	}
}

func TestADecisionLettersDateStartsTheClock(t *testing.T) {
	p := sitWithEmpty(t)
	p.gives("scan0001.txt", refusal)
	p.taps("Write it down…")
	p.mustRead(p.u.factTitle("decision-sent"))
	if got := p.field("Date on the letter").Text; !strings.Contains(got, "4 Mar") {
		t.Errorf("the date on the letter is %q", got)
	}
	if got := p.field("Paper").Text; got != "Scan0001" {
		t.Errorf("the paper is %q", got)
	}
	p.types("When", "6 Mar 2026")
	p.keys(ctrl, fyne.KeyReturn)
	if e := p.u.book.events; len(e) != 1 || e[0].Kind != "decision-sent" || e[0].Dated != deadlines.On(2026, 3, 4) || e[0].Document != p.paper("Scan0001").ID || e[0].Child != p.u.book.children[0].ID {
		t.Fatalf("kept %+v", e)
	}
	if p.u.sheet == nil {
		p.u.back() // what it changed
	}
	p.opens("Scan0001")
	p.mustRead("already written down")
	p.taps("Look at it")
	p.mustRead("Delete it")
}

func TestARegistrationLetterOffersEachDate(t *testing.T) {
	p := sitWithEmpty(t)
	page := p.gives("letter.txt", registration)
	facts := page.seems.guess.Facts
	if len(facts) < 5 {
		t.Fatalf("only %d dates were found", len(facts))
	}
	p.mustRead("more")
	p.taps("Show ")
	for _, f := range facts {
		p.mustRead(f.On.Long(), f.Words)
	}
	hearing := deadlines.On(2026, 6, 8)
	var of intake.ProposedFact
	for _, f := range facts {
		if f.On == hearing {
			of = f
		}
	}
	p.taps("Write it down… " + page.seems.factTitle(of))
	if got := p.field("When").Text; !strings.Contains(got, "8 Jun") {
		t.Errorf("the day is %q", got)
	}
	p.keys(ctrl, fyne.KeyReturn)
	if e := p.u.book.events; len(e) != 1 || e[0].On != hearing || e[0].Kind != of.Kind {
		t.Errorf("kept %+v", e)
	}
}

func TestADayThatIsNotPlainAsksWhatItIs(t *testing.T) {
	p := sitWithEmpty(t)
	page := p.gives("letter.txt", registration)
	page.seems.writeDown(intake.ProposedFact{On: deadlines.On(2026, 6, 8)})
	p.mustRead("What happened?")
	p.u.top().view.(*kindPage).choose("hearing")
	if got := p.field("When").Text; !strings.Contains(got, "8 Jun") {
		t.Errorf("the day is %q", got)
	}
}

func TestAPaperThatLooksLikeAnotherSaysSo(t *testing.T) {
	p := sitWithEmpty(t)
	p.gives("first.txt", refusal)
	p.gives("second.txt", refusal+"\nCOPY\n")
	p.mustRead("Papers that belong to it, or look like it", "“First”")
	p.taps("Open it")
	p.mustRead("File: first.txt")
}

// chainPDF is a chain of e-mails as a mail program prints it: each answer quotes all before it.
func chainPDF(p *user) string {
	quoted := ""
	for i := range 6 {
		who := []string{"Ruth Bell <ruth.bell@example.org>", "Ada Hale <ada.hale@example.org>"}
		quoted = fmt.Sprintf("From: %s\nSent: %d March 2026 09:3%d\nTo: %s\nSubject: RE: The plan for Sam\n\n", who[i%2], 2+i, i, who[1-i%2]) +
			strings.Repeat(fmt.Sprintf("This is message number %d about the plan for Sam and the hours of therapy.\n", i+1), 12) + "\n" + quoted
	}
	var pages []string
	lines := strings.Split("Ada Hale\n\n"+quoted, "\n")
	for n := 0; n < len(lines); n += 50 {
		pages = append(pages, strings.Join(lines[n:min(len(lines), n+50)], "\n"))
	}
	return p.writes(p.t.TempDir(), "chain.pdf", linesPDF(10, pages))
}

func TestAPrintedChainIsShownOnceOrAsPrinted(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.Go("documents")
	p.u.giveFiles([]string{chainPDF(p)})
	for p.u.inSight() != nil && len(p.u.views) > 1 {
		p.key(fyne.KeyEscape)
	}
	doc := p.u.book.documents[0]
	page := p.opens(doc.Title)
	if page.other.chain == nil {
		t.Fatalf("it was not seen to be a chain: %q", doc.Notes)
	}
	p.mustRead("In a bundle show", "The pages as printed ("+strconv.Itoa(doc.Pages)+" page")
	if page.other.once == 0 {
		t.Error("how many pages show each message once is not known")
	}
	doc.Squeezed = true
	made, err := intake.Pages(p.u.file, doc)
	p.must(err)
	info, err := exec.Command("pdfinfo", p.writes(t.TempDir(), "made.pdf", made)).CombinedOutput()
	if want := regexp.MustCompile(`Pages: +(\d+)`).FindSubmatch(info); err != nil || want == nil || string(want[1]) != strconv.Itoa(page.other.once) {
		t.Errorf("%d pages are said: %v\n%s", page.other.once, err, info)
	}
	p.taps("Each message once (" + strconv.Itoa(page.other.once) + " page")
	p.mustRead("Page 1 of " + strconv.Itoa(page.other.once))
	page.Save()
	if !p.paper(doc.Title).Squeezed {
		t.Error("the choice was not kept")
	}
}

// E-mails of one conversation become one paper at a press, and stay as they are.
func TestEmailsArePutTogetherInOnePaper(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.Go("documents")
	var paths []string
	for i, subject := range []string{"Taxi", "Re: Taxi"} {
		mail := fmt.Sprintf("From: A <a@home.example>\nTo: B <b@council.example>\nMessage-ID: <%d@home.example>\nDate: Mon, %d Mar 2026 12:00:00 +0000\nSubject: %s\n\nWords of message %d.\n", i, 16+i, subject, i)
		paths = append(paths, p.writes(t.TempDir(), fmt.Sprintf("%d.eml", i), []byte(mail)))
	}
	p.u.giveFiles(paths)
	for p.u.inSight() != nil && len(p.u.views) > 1 {
		p.key(fyne.KeyEscape)
	}
	p.opens("Re: Taxi")
	p.mustRead("2 e-mails have this subject.")
	p.taps("Put them together")
	doc := p.paper("Taxi (2 e-mails)")
	if doc.Type != casefile.FileMailbox || doc.Pages != 1 || len(p.u.book.documents) != 3 {
		t.Errorf("%+v among %d papers", doc, len(p.u.book.documents))
	}
	p.mustRead("Taxi (2 e-mails)", "2 messages, 2 of them different.")
}
