package ui

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// opens shows a paper by its title.
func (p *user) opens(title string) *paperPage {
	p.t.Helper()
	p.u.openPaper(p.paper(title).ID)
	return p.u.top().view.(*paperPage)
}

func TestPaperDetailsAreChangedAndSaved(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.Go("documents")
	p.u.giveFiles(p.sixFiles())
	p.key(fyne.KeyEscape)
	p.opens("Speech therapy report")
	p.mustRead("How it looks", "Page 1 of 3", "Speech therapy report.pdf", "byte for byte")
	p.types("Title", "Speech and language report")
	p.types("Date on the paper", "4 May 2026")
	p.types("Who wrote it", "Dr Bell")
	p.taps("Report")
	p.taps("B: needs")
	p.taps("F: provision")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("Saved: Speech and language report")
	d := p.paper("Speech and language report")
	if d.On != deadlines.On(2026, 5, 4) || d.Author != "Dr Bell" || d.Kind != casefile.DocumentReport || len(d.Sections) != 2 || d.Name != "Speech therapy report.pdf" {
		t.Errorf("kept %+v", d)
	}
}

func TestPaperThatWillNotDoSaysWhy(t *testing.T) {
	p := sitWith(t, "okoro")
	page := p.opens("Refusal to assess")
	p.types("Title", "")
	p.types("Date on the paper", "31 April")
	p.taps("Save")
	p.mustRead("Give the document a title.", "There is no 31 April")
	if p.u.top().view != view(page) {
		t.Error("the page was left")
	}
}

func TestPaperLeftUnsavedComesBackByUndo(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("documents")
	p.opens("Refusal to assess")
	p.key(fyne.KeyEscape)
	p.mustNotRead("Undo (Ctrl+U)")
	p.opens("Refusal to assess")
	p.types("Who wrote it", "Somebody at the council")
	p.key(fyne.KeyEscape)
	p.mustRead("were not saved. Undo brings them back")
	if got := p.paper("Refusal to assess").Author; got == "Somebody at the council" {
		t.Fatal("it was saved without being asked")
	}
	p.keys(ctrl, fyne.KeyU)
	if got := p.paper("Refusal to assess").Author; got != "Somebody at the council" {
		t.Errorf("the author is %q", got)
	}
}

func TestPaperPagesAreTurned(t *testing.T) {
	p := sitWith(t, "okoro")
	page := p.opens("Statement of Grace Okoro")
	p.mustRead("Page 1 of 5")
	if !p.button("Page before").Off || p.button("Next page").Off {
		t.Error("only the next page can be turned to")
	}
	for range page.doc.Pages + 2 {
		page.turn(+1)
	}
	p.mustRead("Page 5 of 5")
	if p.button("Page before").Off || !p.button("Next page").Off {
		t.Error("only the page before can be turned to")
	}
}

func TestPaperThatCannotBeReadSaysWhy(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.giveFiles(p.sixFiles())
	p.opens("Locked letter")
	p.mustRead("It is locked, so it cannot be shown yet. Type its password above.", "This PDF needs a password.", "pages not counted", "Once it is open, you can mark what to black out of it.")
	p.opens("Broken scan")
	p.mustRead("There is no picture of it. See below why.", "is broken and cannot be shown")
	p.opens("Note")
	p.mustRead("Page 1 of 1", "Plain text")
	if page := p.u.top().view.(*paperPage); !page.preview.Drawn() {
		t.Error("the note is not drawn as its page in a bundle is")
	}
}

func TestPaperDeletedComesBackWhereItStood(t *testing.T) {
	p := sitWith(t, "okoro")
	doc := p.paper("Refusal to assess")
	p.u.Go("bundle")
	before := p.order()
	p.opens(doc.Title)
	p.taps("Delete")
	p.mustRead("Deleted: Refusal to assess", "Evidence for the appeal")
	if _, ok := p.u.book.document(doc.ID); ok || len(p.order()) != len(before)-1 {
		t.Fatalf("%d of %d papers are in the bundle", len(p.order()), len(before))
	}
	p.taps("Undo")
	if got := p.order(); len(got) != len(before) || got[2] != before[2] {
		t.Errorf("the order is %v, and was %v", got, before)
	}
	p.mustRead("It is back: Refusal to assess")
}

func TestPaperGoesToAnotherChildWithItsWords(t *testing.T) {
	p := sitWith(t, "okoro")
	doc := p.paper("Refusal to assess")
	leo := p.u.book.children[1]
	p.opens(doc.Title)
	p.taps(leo.Name)
	p.taps("Save")
	if got := p.paper(doc.Title).Child; got != leo.ID {
		t.Fatalf("it belongs to %s", p.u.book.childName(got))
	}
	p.must(p.u.file.View(func(tx *casefile.Tx) error {
		for _, text := range casefile.All[casefile.Text](tx, "") {
			if text.Document == doc.ID && text.Child != leo.ID {
				t.Error("its words stayed behind")
			}
		}
		return nil
	}))
}

func TestPaperCopyIsTheOriginalByteForByte(t *testing.T) {
	p := sitWithEmpty(t)
	files := p.sixFiles()
	p.u.giveFiles(files)
	p.opens("Speech therapy report")
	p.taps("Save a copy…")
	folder := t.TempDir()
	target := filepath.Join(folder, "copy.pdf")
	p.types("Where to put it", "copy.pdf")
	p.taps("Put it there")
	p.mustRead("Write the whole path")
	p.types("Where to put it", filepath.Join(folder, "nowhere", "copy.pdf"))
	p.taps("Put it there")
	p.mustRead("There is no such folder.")
	p.types("Where to put it", folder+"/copy")
	p.taps("Put it there")
	p.mustRead("A copy was saved: copy.pdf")
	if !bytes.Equal(p.fileBytes(target), p.fileBytes(files[0])) {
		t.Error("the copy is not the original")
	}

	p.writes(folder, "copy.pdf", []byte("something else"))
	p.taps("Save a copy…")
	p.types("Where to put it", target)
	p.taps("Put it there")
	p.mustRead("There is already a file with this name.")
	p.taps("Choose another name")
	if got := p.fileBytes(target); string(got) != "something else" {
		t.Error("it was replaced without an answer")
	}
}

func TestPaperCopyIsNeverPutOverACaseFile(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.giveFiles([]string{p.writes(t.TempDir(), "letter", []byte("A letter without an ending to its name."))})
	p.opens("Letter")
	p.taps("Save a copy…")
	p.types("Where to put it", p.u.file.Path())
	p.taps("Put it there")
	p.mustRead("is for case files")
}

func (p *user) fileBytes(path string) []byte {
	p.t.Helper()
	data, err := os.ReadFile(path)
	p.must(err)
	return data
}

// The place of a file is chosen by looking as well as by writing. The name stays, and no file there is put at risk.
func TestAPlaceIsChosenByLooking(t *testing.T) {
	p := sitWithEmpty(t)
	files := p.sixFiles()
	p.u.giveFiles(files)
	folder := t.TempDir()
	p.writes(folder, "copy.pdf", []byte("something else"))
	p.opens("Speech therapy report")
	p.taps("Save a copy…")
	p.types("Where to put it", filepath.Join(t.TempDir(), "copy.pdf"))
	p.taps("Choose a folder…")
	p.mustNotRead("or the file itself")
	p.types("Folder", folder)
	p.key(fyne.KeyReturn)
	p.taps("Use this folder")
	if got, want := p.field("Where to put it").Text, filepath.Join(folder, "copy 2.pdf"); got != want {
		t.Errorf("it goes to %s, and should go to %s", got, want)
	}
	p.taps("Put it there")
	if !bytes.Equal(p.fileBytes(filepath.Join(folder, "copy 2.pdf")), p.fileBytes(files[0])) {
		t.Error("the copy is not the original")
	}
}

// Names stand as people count, and an empty folder says that it is empty.
func TestFoldersAreListedAsPeopleCount(t *testing.T) {
	names := []string{"Letter 10.pdf", "letter 2.pdf", "Letter 007.pdf", "Letter.pdf", "a 1 b 2", "a 1 b 10", "Äpfel", "a01", "a1"}
	want := []string{"a 1 b 2", "a 1 b 10", "a01", "a1", "letter 2.pdf", "Letter 007.pdf", "Letter 10.pdf", "Letter.pdf", "Äpfel"}
	slices.SortFunc(names, byName)
	if !slices.Equal(names, want) {
		t.Errorf("they stand as %q", names)
	}
	p := sitWithEmpty(t)
	p.u.addFiles()
	p.types("Folder", t.TempDir())
	p.key(fyne.KeyReturn)
	p.mustRead("There is no folder here, and no file of a kind that fits.")
	p.types("Folder", filepath.Dir(p.sixFiles()[0]))
	p.key(fyne.KeyReturn)
	p.mustNotRead("There is no folder here")
}

// Where a sealed copy or a case from an archive goes is chosen by looking too.
func TestASealedCopyGoesToAFolderChosenByLooking(t *testing.T) {
	p := sitWithEmpty(t)
	folder := t.TempDir()
	p.u.open(newSealPage)
	p.types("The passphrase", "four brown owls")
	p.taps("Choose a folder…")
	p.types("Folder", folder)
	p.key(fyne.KeyReturn)
	p.mustRead("There is no other folder in this one.")
	p.taps("Use this folder")
	if got, want := p.field("Where to keep it").Text, filepath.Join(folder, "empty (sealed).casefile"); got != want {
		t.Errorf("it goes to %s, and should go to %s", got, want)
	}
	if p.field("The passphrase").Text != "four brown owls" {
		t.Error("the passphrase is to be typed again")
	}
	p.u.open(func(u *UI) view { return newTakeOver(u, "/home/me/Our case.age") })
	p.taps("Choose a folder…")
	p.types("Folder", folder)
	p.key(fyne.KeyReturn)
	p.taps("Use this folder")
	if got, want := p.field("Where to keep it").Text, filepath.Join(folder, "Our case.casefile"); got != want {
		t.Errorf("it goes to %s, and should go to %s", got, want)
	}
}

func TestANewCaseIsKeptInAFolderChosenByLooking(t *testing.T) {
	p := sit(t)
	folder := t.TempDir()
	p.taps("Start a new case file")
	p.types("Child's first name", "Sam")
	p.taps("No passphrase")
	p.taps("Keep it somewhere else")
	p.taps("Choose a folder…")
	p.types("Folder", folder)
	p.key(fyne.KeyReturn)
	p.taps("Use this folder")
	p.taps("Make the case file")
	if got, want := p.u.file.Path(), filepath.Join(folder, "Our case.casefile"); got != want {
		t.Errorf("it lies at %s, and should lie at %s", got, want)
	}
}
