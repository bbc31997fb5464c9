package intake

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ehccasefile/casefile"
)

// pdfText gives the words of a paper's pages as poppler reads them.
func pdfText(t testing.TB, f *casefile.File, d casefile.Document) string {
	t.Helper()
	form, err := Pages(f, d)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "pages.pdf")
	if err := os.WriteFile(path, form, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func attached(name, kind string, data []byte) string {
	return fmt.Sprintf("--b\r\nContent-Type: %s\r\nContent-Disposition: attachment; filename=%q\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n",
		kind, name, base64.StdEncoding.EncodeToString(data))
}

// What came with an e-mail becomes papers of its own that know it, and what came with those.
func TestWhatCameWithAnEmailIsKept(t *testing.T) {
	f := newCase(t)
	maya := child(t, f, "Maya")
	report := pdf("The report of an educational psychologist, of some length")
	inner := mailHead + "Subject: Inner\nContent-Type: multipart/mixed; boundary=c\n\n" + strings.Replace(attached("drawing.png", "image/png", photo(t, "png")), "--b", "--c", 1) + "--c--\n"
	outer := mailHead + "Subject: Report attached\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nHere it is.\n" +
		attached("EP report.pdf", "application/pdf", report) + "--b\nContent-Type: message/rfc822\n\n" + inner + "\n" + attached("notes.txt", "text/plain", []byte("Rang her.")) + "--b--\n"
	results := addAll(t, f, Options{Child: maya}, paper("a.eml", []byte(outer)))
	byTitle := map[string]casefile.Document{}
	for _, d := range all[casefile.Document](t, f) {
		byTitle[d.Title] = d
		if d.Child != maya || d.Unread() {
			t.Errorf("%q belongs to %q, notes %q", d.Title, d.Child, d.Notes)
		}
	}
	mail := byTitle["Report attached"]
	if mail.Type != casefile.FileMail || mail.Author != "Ms Hale" || mail.On.String() != "2026-03-16" || mail.Kind != casefile.DocumentEmail {
		t.Errorf("the e-mail: %+v", mail)
	}
	for _, title := range []string{"EP report", "Inner", "Notes"} {
		if byTitle[title].Within != mail.ID {
			t.Errorf("%q came with %q", title, byTitle[title].Within)
		}
	}
	if byTitle["Drawing"].Within != byTitle["Inner"].ID || byTitle["Drawing"].ID == "" || len(byTitle) != 5 || len(results) != 5 {
		t.Errorf("the drawing: %+v, %d papers, %d results", byTitle["Drawing"], len(byTitle), len(results))
	}
	if got, err := f.Read(byTitle["EP report"].Blob); err != nil || string(got) != string(report) {
		t.Errorf("the report came out as %d bytes of %d, %v", len(got), len(report), err)
	}
	if words := pdfText(t, f, mail); !strings.Contains(words, "Here it is.") || !strings.Contains(words, "EP report.pdf") || !strings.Contains(words, "Monday 16 March 2026") {
		t.Errorf("its page says %q", words)
	}
	again := addAll(t, f, Options{Child: maya}, paper("b.eml", []byte(strings.Replace(outer, "Here it is.", "Here it is again.", 1))))
	if n := len(all[casefile.Document](t, f)); n != 6 || !slices.ContainsFunc(again[0].Notes, func(s string) bool { return strings.Contains(s, "is here already as “EP report”") }) {
		t.Errorf("the same attachments again: %d papers, %q", n, again[0].Notes)
	}
}

// addAll adds papers, and what came inside them may be more results than papers.
func addAll(t testing.TB, f *casefile.File, opt Options, items ...Item) []Result {
	t.Helper()
	results, err := Add(context.Background(), f, items, opt, nil)
	if err != nil {
		t.Fatal(err)
	}
	return results
}

// What comes with a paper that is held back is held back.
func TestWhatCameWithAPrivateEmailIsHeldBack(t *testing.T) {
	f := newCase(t)
	addAll(t, f, Options{}, paper("a.eml", []byte(mailHead+"Subject: Offer\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nWithout prejudice: we could offer ten hours.\n"+
		attached("offer.pdf", "application/pdf", pdf("Ten hours a week of direct support in class"))+"--b--\n")))
	for _, d := range all[casefile.Document](t, f) {
		err := f.View(func(tx *casefile.Tx) error { _, err := casefile.Show(tx, d.ID); return err })
		if _, held := errors.AsType[casefile.HeldBack](err); !held || d.Privilege != casefile.PrivilegeWithoutPrejudice {
			t.Errorf("%q is %q: %v", d.Title, d.Privilege, err)
		}
	}
}

// The Okoro family's mailbox: 60 messages in 4 threads, 43 of them different. The count by hand stands beside its maker, in package mail.
func TestAMailboxIsSqueezed(t *testing.T) {
	box, err := os.ReadFile(filepath.Join("..", "internal", "mail", "testdata", "okoro.mbox"))
	if err != nil {
		t.Fatal(err)
	}
	f := newCase(t)
	d := addAll(t, f, Options{}, paper("Inbox", box))[0].Document
	if d.Type != casefile.FileMailbox || len(d.Notes) == 0 {
		t.Fatalf("%+v", d)
	}
	said := regexp.MustCompile(`^60 messages, 43 of them different\..* (\d+) pages instead of (\d+)\.`).FindStringSubmatch(d.Notes[len(d.Notes)-1])
	if said == nil || said[1] != fmt.Sprint(d.Pages) {
		t.Fatalf("%d pages, notes %q", d.Pages, d.Notes)
	}
	var short, long int
	fmt.Sscan(said[1], &short)
	fmt.Sscan(said[2], &long)
	if short*2 > long {
		t.Errorf("%d pages instead of %d", short, long)
	}
	if got, err := f.Read(d.Blob); err != nil || string(got) != string(box) {
		t.Error("the mailbox itself is not whole")
	}
	if n := strings.Count(pdfText(t, f, d), "in order of date, each shown once"); n != 4 {
		t.Errorf("%d threads on its pages", n)
	}
}

// A printed chain is squeezed beside its pages, and stands as it was printed until somebody chooses otherwise.
func TestAPrintedChainMayBeSqueezed(t *testing.T) {
	f := newCase(t)
	chain := pdfOf(t, `From: Ms Patel <patel@council.example>
Sent: Wednesday 18 March 2026 10:00
To: Ada Okoro <ada@home.example>
Subject: RE: Occupational therapy

We will write to the school this week about the hours.

From: Ada Okoro <ada@home.example>
Sent: Monday 16 March 2026 17:31
To: Ms Patel <patel@council.example>
Subject: Occupational therapy

When will the hours in Section F begin, and who gives them?
`, strings.Repeat("This page holds only what the printer added below the last message of the chain.\n", 30))
	d := addAll(t, f, Options{}, paper("chain.pdf", chain))[0].Document
	if !slices.ContainsFunc(d.Notes, func(s string) bool { return strings.HasPrefix(s, "This is a printed chain of 2 e-mails on 2 pages.") }) {
		t.Fatalf("notes %q", d.Notes)
	}
	whole := pdfText(t, f, d)
	if d.Once != 2 || d.BundlePages() != 2 || d.Pages != 2 {
		t.Errorf("each message once takes %d pages of %d", d.Once, d.Pages)
	}
	d.Squeezed = true
	short := pdfText(t, f, d)
	if strings.Index(whole, "We will write") > strings.Index(whole, "When will the hours") {
		t.Error("as printed, the newest comes first")
	}
	if strings.Index(short, "We will write") < strings.Index(short, "When will the hours") || !strings.Contains(short, "This page holds only") {
		t.Errorf("squeezed it says %q", short)
	}
}

// pdfOf makes a PDF of text with the usual plain pages.
func pdfOf(t testing.TB, pages ...string) []byte {
	t.Helper()
	f := newCase(t)
	form, err := Pages(f, taking(t, f, "made.txt", []byte(strings.Join(pages, "\f"))))
	if err != nil {
		t.Fatal(err)
	}
	return form
}

// A picture that the shown text of an e-mail does not show is a paper of its own: it must not be lost between the two.
func TestAPictureIsOnThePageOrAPaperOfItsOwn(t *testing.T) {
	cid := func(id string, data []byte) string {
		return "--b\r\nContent-Type: image/png\r\nContent-ID: <" + id + ">\r\nContent-Disposition: inline; filename=\"" + id + ".png\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
			base64.StdEncoding.EncodeToString(data) + "\r\n"
	}
	f := newCase(t)
	other := append(photo(t, "png"), "another"...)
	addAll(t, f, Options{}, paper("a.eml", []byte(mailHead+"Subject: Drawings\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>Look:</p><img src=\"cid:seen\">\n"+
		cid("seen", photo(t, "png"))+cid("unseen", other)+"--b--\n")))
	var names []string
	for _, d := range all[casefile.Document](t, f) {
		names = append(names, d.Name)
		if d.Name == "a.eml" {
			if words := pdfText(t, f, d); !strings.Contains(words, "unseen.png") || strings.Contains(strings.ReplaceAll(words, "unseen.png", ""), "seen.png") {
				t.Errorf("its page names %q", words)
			}
		}
	}
	slices.Sort(names)
	if !slices.Equal(names, []string{"a.eml", "unseen.png"}) {
		t.Errorf("the papers are %q", names)
	}
}
