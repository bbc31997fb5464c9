package ui

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
)

const paperPassword = "Password of the paper"

// lockedFile is a PDF of two pages that its own password opens.
func (p *user) lockedFile(name, words, password string) string {
	p.t.Helper()
	folder := p.t.TempDir()
	plain, locked := p.writes(folder, "plain.pdf", tinyPDF(2, words)), filepath.Join(folder, name)
	if out, err := exec.Command("qpdf", "--encrypt", password, "the owner's", "256", "--", plain, locked).CombinedOutput(); err != nil {
		p.t.Fatalf("qpdf: %v\n%s", err, out)
	}
	return locked
}

// A locked paper says so, takes its password by keyboard alone, and then shows its page, until the case file is closed.
func TestALockedPaperIsUnlockedByKeyboard(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.Go("documents")
	p.u.giveFiles([]string{p.lockedFile("Clinic letter.pdf", "Sam needs splints", "open sesame")})
	p.u.win.Resize(fyne.NewSize(1500, 900)) // room for the paper beside the list
	p.u.Go("documents")
	p.mustRead("This paper is locked with a password. Open it to type the password.", "Without its password there is no picture of it.")
	if tone, chip := p.u.paperChip(p.paper("Clinic letter")); chip != "locked" {
		t.Errorf("the list says %v %q", tone, chip)
	}
	p.u.win.Resize(fyne.NewSize(1024, 700))
	page := p.opens("Clinic letter")
	p.mustRead("This paper is locked with a password", "Type its password to see it here", "forgotten when you lock or close the case file", "It is locked, so it cannot be shown yet.")
	entry := p.field(paperPassword)
	if p.u.win.Canvas().Focused() != fyne.Focusable(entry) || !entry.IsSecret() || !strings.Contains(entry.AccessibilityLabel(), "Secret field") {
		t.Errorf("the keyboard begins on %T", p.u.win.Canvas().Focused())
	}
	if reached := p.tabsAround(); !reached[entry] || !reached[p.button("Unlock (Enter)")] {
		t.Error("Tab does not reach it")
	}
	p.u.win.Canvas().Focus(entry)
	p.key(fyne.KeyReturn)
	p.mustRead("Type the password of the paper.")
	p.types(paperPassword, "open barley")
	p.key(fyne.KeyReturn)
	p.mustRead("This password does not open the paper. Check capital letters and spaces.")
	if entry.Text != "open barley" || page.preview.Drawn() || p.u.win.Canvas().Focused() != fyne.Focusable(entry) || len(p.u.passwords.kept) != 0 {
		t.Errorf("after a wrong one, %q stands there", entry.Text)
	}
	if strings.Contains(entry.AccessibilityLabel(), "barley") {
		t.Errorf("it is spoken: %q", entry.AccessibilityLabel())
	}
	p.types(paperPassword, "open sesame")
	p.key(fyne.KeyReturn)
	p.mustRead("Locked with a password, and open for now", "Unlocked: Clinic letter", "Page 1 of 2")
	if !page.preview.Drawn() || entry.Text != "" {
		t.Errorf("drawn is %v, and %q stands in the field", page.preview.Drawn(), entry.Text)
	}
	if p.u.win.Canvas().Focused() != fyne.Focusable(page.title) {
		t.Errorf("the keyboard is on %T", p.u.win.Canvas().Focused())
	}
	p.taps("Next page")
	p.mustRead("Page 2 of 2")
	if hits, err := p.u.file.Search("splints"); err != nil || len(hits) != 1 {
		t.Errorf("its words are found %d times, %v", len(hits), err)
	}

	// Closed and opened again, it asks anew; nothing on the disk holds the password.
	path := p.u.file.Path()
	p.u.closeCase()
	if len(p.u.passwords.kept)+len(p.u.passwords.opens) != 0 {
		t.Error("closed, it still knows the password")
	}
	p.must(filepath.WalkDir(p.u.folder, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && bytes.Contains(p.fileBytes(name), []byte("sesame")) {
			t.Errorf("%s holds the password", name)
		}
		return err
	}))
	p.u.openCase(path)
	page = p.opens("Clinic letter")
	p.mustRead("You opened it before, so its words can be searched.", "It is locked, so it cannot be shown yet.")
	p.types(paperPassword, "open sesame")
	p.key(fyne.KeyReturn)
	if !page.preview.Drawn() {
		t.Error("it is not drawn the second time")
	}
	p.taps("Black out…")
	p.mustRead("How it will look", "Page 1 of 2")
}

// On the bundle's page a password lets in what was left out; one that opens several papers is typed once.
func TestALockedPaperIsLetIntoTheBundle(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.giveFiles([]string{p.lockedFile("One.pdf", "First words", "first"), p.lockedFile("Two.pdf", "Second words", "second"),
		p.lockedFile("Three.pdf", "Third words", "second"), p.writes(t.TempDir(), "Open.pdf", tinyPDF(1, "Open words"))})
	p.u.Go("bundle")
	p.mustRead("3 papers are locked with a password", "● One", "it is tried on each of them", "It is locked with a password, so its pages are not in the numbers here.")
	p.mustNotRead("Its pages could not be counted")
	folder := t.TempDir()
	p.makes(folder)
	p.mustRead("Left out: One.", "3 papers are locked with a password")
	p.types(paperPassword, "third")
	p.key(fyne.KeyReturn)
	p.mustRead("This password opens none of them.", "3 papers are locked with a password")
	p.types(paperPassword, "second")
	p.key(fyne.KeyReturn)
	p.mustRead("1 paper is locked with a password", "● One", "2 papers are unlocked. 1 paper is still locked")
	p.types(paperPassword, "first")
	p.taps("Unlock (Enter)")
	p.mustNotRead("locked with a password")
	p.mustRead("Unlocked: One. Make the bundle again to put it in")
	if got := p.on(); !strings.HasPrefix(got, "Make it again") {
		t.Errorf("the keyboard is on %q", got)
	}
	path := p.makes(t.TempDir())
	p.mustRead("The bundle is made", "cover and index, 4 papers")
	p.mustNotRead("Left out")
	if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err != nil {
		t.Errorf("qpdf: %v\n%s", err, out)
	}
	text, err := exec.Command("pdftotext", path, "-").Output()
	p.must(err)
	for _, words := range []string{"First words", "Second words", "Third words"} {
		if !strings.Contains(string(text), words) {
			t.Errorf("%q is not in the bundle", words)
		}
	}
}

// A locked bundle asks for its password and is split at once when it has it.
func TestALockedBundleIsSplit(t *testing.T) {
	p := sitWithEmpty(t)
	dir := t.TempDir()
	p.writes(dir, "01 2026-03-16 School report.txt", []byte("The school writes that she needs help with reading."))
	p.writes(dir, "02 2026-04-02 Letter of the council.txt", []byte("The council writes that it will think about it."))
	plan, err := bundle.FromFolder(dir, "")
	p.must(err)
	var made bytes.Buffer
	_, err = bundle.Make(t.Context(), &made, plan, nil)
	p.must(err)
	folder := t.TempDir()
	p.u.giveFiles([]string{p.locks(p.writes(folder, "plain.pdf", made.Bytes()), filepath.Join(folder, "Hearing bundle.pdf"))})
	p.opens("Hearing bundle")
	p.types(paperPassword, "open")
	p.key(fyne.KeyReturn)
	p.mustRead("This PDF has 3 bookmarks.")
	path := p.u.file.Path()
	p.u.closeCase()
	p.u.openCase(path)
	p.opens("Hearing bundle")
	p.taps("Split this bundle into its documents")
	p.mustRead("Its password is needed to split it.")
	p.types(paperPassword, "wrong")
	p.key(fyne.KeyReturn)
	p.mustRead("This password does not open the paper.")
	p.types(paperPassword, "open")
	p.key(fyne.KeyReturn)
	if report := p.paper("School report"); report.Pages != 1 || report.Within != p.paper("Hearing bundle").ID || report.Locked() {
		t.Errorf("%+v", report)
	}
	p.mustRead("Taken out of it: School report")
}

// Locking the case file forgets the passwords of papers, what was typed and what was drawn.
func TestLockingForgetsThePasswordsOfPapers(t *testing.T) {
	p, _ := sitWithSealed(t)
	p.u.giveFiles([]string{p.lockedFile("Clinic letter.pdf", "Sam needs splints", "open sesame")})
	p.opens("Clinic letter")
	p.types(paperPassword, "open sesame")
	p.key(fyne.KeyReturn)
	held := p.u.passwords.kept[0]
	if string(held) != "open sesame" {
		t.Fatalf("it holds %q", held)
	}
	p.opens("Clinic letter")
	typed := p.u.top().view.(*paperPage).lock.entry
	typed.SetText("half typed")
	p.keys(ctrlShift, fyne.KeyL)
	if p.u.passwords.kept != nil || p.u.passwords.opens != nil || strings.Trim(string(held), "\x00") != "" || typed.Text != "" {
		t.Errorf("locked, it still knows %q and %q", held, typed.Text)
	}
	if content := p.u.app.Clipboard().Content(); strings.Contains(content, "sesame") {
		t.Errorf("the clipboard holds %q", content)
	}
	if strings.Contains(p.u.win.Title(), "sesame") {
		t.Error("the title names it")
	}
	p.types("Passphrase", "four brown owls")
	p.key(fyne.KeyReturn)
	p.opens("Clinic letter")
	p.mustRead("You opened it before", "It is locked, so it cannot be shown yet.")
}

func TestLockedPapersFitAtLargeText(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.giveFiles([]string{p.lockedFile("Clinic letter with a rather long name.pdf", "Words", "first"), p.lockedFile("Two.pdf", "Words of two", "second")})
	p.wears(2, "contrast")
	p.u.Go("documents")
	p.checkUncut("the documents")
	p.opens("Clinic letter with a rather long name")
	p.types(paperPassword, "wrong")
	p.key(fyne.KeyReturn)
	p.checkUncut("a locked paper")
	p.u.Go("bundle")
	p.types(paperPassword, "wrong")
	p.key(fyne.KeyReturn)
	p.checkUncut("the bundle")
	p.types(paperPassword, "first")
	p.key(fyne.KeyReturn)
	p.opens("Clinic letter with a rather long name")
	p.checkUncut("a paper that was unlocked")
}

func TestPasswordsAreBounded(t *testing.T) {
	var all passwords
	for i := range bundle.MaxPasswords {
		if all.full("any") {
			t.Fatalf("%d are too many", i)
		}
		all.keep(strings.Repeat("x", i+1), []casefile.ID{casefile.ID(strings.Repeat("a", i+1))})
	}
	if !all.full("another") || all.full("xx") {
		t.Error("there is no bound, or it counts one twice")
	}
	if got := all.list("aaa"); len(got) != bundle.MaxPasswords || got[0] != "xxx" || slices.Index(got, "x") != 1 {
		t.Errorf("they are tried as %q", got)
	}
}

// A bundle that lacks what its appeal is sent with says so, and leads to the paper or to the way to add it.
func TestTheBundleSaysWhatTheAppealIsSentWith(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.giveFiles([]string{p.writes(t.TempDir(), "Statement.pdf", tinyPDF(1, "Our words")), p.writes(t.TempDir(), "Refusal.pdf", tinyPDF(1, "We have decided"))})
	child := p.u.book.children[0].ID
	p.must(p.u.file.Update(func(tx *casefile.Tx) error {
		for title, kind := range map[string]casefile.DocumentKind{"Statement": casefile.DocumentStatement, "Refusal": casefile.DocumentDecisionLetter} {
			d := p.paper(title)
			d.Kind, d.Child = kind, child
			if _, err := casefile.Put(tx, d); err != nil {
				return err
			}
		}
		_, err := casefile.Put(tx, casefile.Appeal{Head: casefile.Head{Child: child}, Type: casefile.AppealRefusalToAssess})
		return err
	}))
	p.u.reload(nil)
	p.u.Go("bundle")
	p.mustRead("Refusal: The council’s decision letter is among your papers, and not in this bundle.", "Every appeal is sent with it.",
		"The mediation certificate: No paper of this kind is among your papers.", "ask the mediation adviser for it", "Which appeals need it comes from advice services.")
	p.taps("Refusal: The council’s decision letter")
	if page, ok := p.u.top().view.(*paperPage); !ok || page.doc.Title != "Refusal" {
		t.Errorf("it leads to %T", p.u.top().view)
	}
	p.key(fyne.KeyEscape)
	p.u.Go("bundle")
	p.taps("The mediation certificate: No paper")
	if _, bundling := p.u.top().view.(*bundleScreen); bundling && p.u.sheet == nil && p.u.win.Canvas().Overlays().Top() == nil {
		t.Error("it does not lead to adding files")
	}
}
