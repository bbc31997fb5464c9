package ui

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/intake"
	"ehccasefile/deadlines"
)

// one does the first thing that is waiting.
func (l *later) one() {
	next := l.waiting[0]
	l.waiting = l.waiting[1:]
	next()
}

// texts are words as people write them into files, for a test.
func (p *user) texts(names ...string) (paths []string) {
	folder := p.t.TempDir()
	for _, name := range names {
		paths = append(paths, p.writes(folder, name, []byte("The words of "+name)))
	}
	return paths
}

// files writes files with these bytes.
func (p *user) files(files map[string][]byte) (paths []string) {
	folder := p.t.TempDir()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		paths = append(paths, p.writes(folder, name, files[name]))
	}
	return paths
}

// mailWith is an e-mail with a text and so many attachments.
func mailWith(subject string, attached ...string) []byte {
	mail := "From: Ruth Bell <ruth.bell@example.org>\r\nTo: Ada Hale <ada.hale@example.org>\r\nDate: Mon, 16 Mar 2026 09:30:00 +0000\r\nSubject: " + subject +
		"\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nDear Ms Hale, here is what you asked for.\r\n"
	for _, name := range attached {
		mail += "--b\r\nContent-Type: text/plain; name=\"" + name + "\"\r\nContent-Disposition: attachment; filename=\"" + name + "\"\r\n\r\nThis is what stands in " + name + ".\r\n"
	}
	return []byte(mail + "--b--\r\n")
}

// scan makes a picture of a page of words, which has no words of its own.
func (p *user) scan(name, line string) string {
	p.t.Helper()
	path := filepath.Join(p.t.TempDir(), name)
	out, err := exec.Command("convert", "-size", "1240x1754", "xc:white", "-pointsize", "36", "-annotate", "+100+160", strings.Repeat(line+"\\n", 25), path).CombinedOutput()
	if err != nil {
		p.t.Fatalf("this test needs ImageMagick: %v %s", err, out)
	}
	return path
}

// waiting counts the papers that are not read yet.
func waiting(file *casefile.File) (n int) {
	_ = file.View(func(tx *casefile.Tx) error {
		for _, d := range casefile.All[casefile.Document](tx, "") {
			if d.Unread() {
				n++
			}
		}
		return nil
	})
	return n
}

func TestFoldersAreTakenWithAllThatIsInThem(t *testing.T) {
	p := sitWithEmpty(t)
	folder := t.TempDir()
	p.must(os.MkdirAll(filepath.Join(folder, "School", "2025"), 0o700))
	p.writes(folder, "Thumbs.db", []byte("x"))
	p.writes(filepath.Join(folder, "School", "2025"), "Report.txt", []byte("Sam did well."))
	p.writes(filepath.Join(folder, "School"), "Letter.txt", []byte("Dear Ms Hale"))
	p.u.giveFiles([]string{folder})
	p.mustRead("2 papers, 2 pages")
	p.paper("Report")
}

func TestTheFolderShownInThePickerIsTaken(t *testing.T) {
	p := sitWithEmpty(t)
	folder := t.TempDir()
	p.writes(folder, "Letter.txt", []byte("Dear Ms Hale"))
	p.u.Go("documents")
	p.keys(ctrl, fyne.KeyO)
	p.types("Folder", folder)
	p.key(fyne.KeyReturn)
	p.taps("Add this whole folder")
	p.mustRead("Every file in it and in the folders below it is kept")
	p.taps("Add them all")
	p.paper("Letter")
}

func TestWhatCameWithAnEmailStandsBelowIt(t *testing.T) {
	p := sitWithEmpty(t)
	folder := t.TempDir()
	p.u.Go("documents")
	p.u.giveFiles([]string{p.writes(folder, "mail.eml", mailWith("The plan", "Plan.txt", "Notes.txt")), p.writes(folder, "none.txt", nil), p.writes(folder, "a.txt", []byte("a"))})
	rows := p.reported()
	if len(rows) != 5 || !strings.HasPrefix(rows[0], "mail.eml") || !strings.HasPrefix(rows[1], "> Plan.txt") || !strings.HasPrefix(rows[2], "> Notes.txt") || !strings.Contains(rows[3], "not kept") {
		t.Errorf("%q", rows)
	}
	p.mustRead("2 of 3 files kept.", "2 papers came out of e-mails.")
	p.taps("Not kept")
	if rows := p.reported(); len(rows) != 1 || !strings.HasPrefix(rows[0], "none.txt") {
		t.Errorf("%q", rows)
	}
	p.taps("Kept")
	if rows := p.reported(); len(rows) != 4 {
		t.Errorf("%q", rows)
	}
	p.u.top().view.(*takenPage).open(1)
	p.mustRead("Came with: The plan", "File: Plan.txt")
	p.taps("Open it: Came with: The plan")
	p.mustRead("Came with it: Plan", "Came with it: Notes")
	p.key(fyne.KeyEscape)
	p.key(fyne.KeyEscape)
	p.key(fyne.KeyEscape)
	if rows := p.listed(); !slices.ContainsFunc(rows, func(r string) bool {
		return strings.HasPrefix(r, "Plan\n") && strings.Contains(r, "came with “The plan”")
	}) {
		t.Errorf("%q", rows)
	}
}

func TestFilesAddedWhileOthersAreReadAreKeptAtOnceAndReadAfter(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.Go("documents")
	slow := &later{}
	slow.take(p)
	p.u.giveFiles(p.texts("one.txt"))
	slow.one() // kept
	p.mustRead("Stop reading")
	p.u.giveFiles(p.texts("two.txt"))
	kept := slow.waiting[len(slow.waiting)-1]
	slow.waiting = slow.waiting[:len(slow.waiting)-1]
	kept() // the second is kept while the first waits to be read
	if n := waiting(p.u.file); n != 2 {
		t.Errorf("%d papers are kept", n)
	}
	slow.finish(false)
	if n := waiting(p.u.file); n != 0 || len(p.u.book.documents) != 2 {
		t.Errorf("%d papers are not read", n)
	}
	p.mustNotRead("Stop reading")
	if p.u.busy != 0 {
		t.Errorf("%d pieces of work are still counted", p.u.busy)
	}
}

func TestTheFootIsAsHighAsItsButtons(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.Go("documents")
	for _, stop := range []context.CancelFunc{func() {}, nil} {
		p.u.reading.stop = stop
		p.u.reading.say("")
		if foot := p.u.status.content; foot.Size().Height != part.HeightFor(foot.Objects[0], foot.Size().Width) {
			t.Errorf("the foot has %v and needs %v", foot.Size().Height, part.HeightFor(foot.Objects[0], foot.Size().Width))
		}
	}
}

func TestReadingIsStoppedAndTakenUpAgain(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.Go("documents")
	slow := &later{}
	slow.take(p)
	p.u.giveFiles(p.texts("one.txt", "two.txt"))
	slow.one()
	p.taps("Stop reading")
	slow.finish(false)
	p.mustRead("Stopped. The rest is read when you ask for it", "2 papers have not been read yet.")
	p.taps("Read the papers now")
	slow.finish(false)
	p.mustRead("2 papers were read")
	p.mustNotRead("have not been read yet")
}

func TestClosingTheCaseEndsTheReading(t *testing.T) {
	p := sitWithEmpty(t)
	path := p.u.file.Path()
	p.u.Go("documents")
	slow := &later{}
	slow.take(p)
	p.u.giveFiles(p.texts("one.txt", "two.txt"))
	slow.one()
	p.u.closeCase()
	slow.finish(false)
	p.mustRead("Opened lately")
	if p.u.sheet != nil || p.u.busy != 0 || p.u.reading.stop != nil {
		t.Errorf("a question %v, %d pieces of work", p.u.sheet != nil, p.u.busy)
	}
	p.u.openCase(path)
	slow.finish(false)
	if n := waiting(p.u.file); n != 0 || len(p.u.book.documents) != 2 {
		t.Errorf("%d of %d papers are not read after opening it again", n, len(p.u.book.documents))
	}
}

func TestClosingAsksWhileFilesAreTakenIn(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.Go("documents")
	slow := &later{}
	slow.take(p)
	p.u.giveFiles(p.texts("one.txt", "two.txt"))
	p.u.closeCase()
	p.mustRead("Files are still being taken in.")
	p.taps("Wait for it")
	slow.finish(false)
	p.mustRead("2 papers were read")
	p.u.giveFiles(p.texts("three.txt"))
	p.u.closeCase()
	p.taps("Go on without it")
	slow.finish(false)
	p.mustRead("Not every file was taken in.")
	p.taps("Close this")
	p.mustRead("Opened lately")
}

func TestLockingStopsTheReading(t *testing.T) {
	p, _ := sitWithSealed(t)
	p.u.Go("documents")
	slow := &later{}
	slow.take(p)
	p.u.giveFiles(p.texts("one.txt", "two.txt"))
	slow.one()
	under := p.u.reading.ctx
	p.keys(ctrlShift, fyne.KeyL)
	if under.Err() == nil {
		t.Error("locking waits for the reading")
	}
	slow.finish(false)
	p.mustRead("This case file is locked.")
	p.mustNotRead("Not every paper")
	p.types("Passphrase", "four brown owls")
	p.key(fyne.KeyReturn)
	slow.finish(false)
	if n := waiting(p.u.file); n != 0 || len(p.u.book.documents) != 2 {
		t.Errorf("%d of %d papers are not read", n, len(p.u.book.documents))
	}
}

// Between the order to lock and the lock nothing begins that would read on behind it.
func TestNothingBeginsWhileTheCaseIsBeingLocked(t *testing.T) {
	p, _ := sitWithSealed(t)
	p.u.Go("documents")
	slow := &later{}
	slow.take(p)
	p.u.giveFiles(p.texts("one.txt", "two.txt"))
	slow.one()
	p.keys(ctrlShift, fyne.KeyL)
	last := len(slow.waiting) - 1
	lock := slow.waiting[last]
	slow.waiting = slow.waiting[:last]
	slow.finish(false) // the reading, which was told to stop
	p.mustNotRead("The rest is read when you ask")
	p.u.reading.begin()
	if p.u.reading.stop != nil {
		t.Error("a reading began")
	}
	p.mustRead("This case file is locked.") // at once, whatever still has to end
	p.u.giveFiles(p.texts("three.txt"))
	p.mustRead("The files were not taken in.")
	p.taps("Close this")
	if p.u.reading.ctx != nil || p.u.reading.keeps != 0 {
		t.Error("files are taken in behind the lock")
	}
	lock()
	slow.finish(false)
	p.mustRead("This case file is locked.")
	p.types("Passphrase", "four brown owls")
	p.key(fyne.KeyReturn)
	slow.finish(false)
	if n := waiting(p.u.file); n != 0 || len(p.u.book.documents) != 2 {
		t.Errorf("%d of %d papers are not read", n, len(p.u.book.documents))
	}
}

// Files that are added while others are read count at once, and the foot of the window says that they are taken in.
func TestTheFootCountsFilesThatAreAddedMeanwhile(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.Go("documents")
	var said []string
	post, second := p.u.run.post, p.texts("c.txt", "d.txt", "e.txt")
	p.u.run.post = func(f func()) {
		post(f)
		said = append(said, p.u.status.words())
		if strings.HasPrefix(p.u.reading.words, "Reading papers: 1 of 2") && second != nil {
			paths := second
			second = nil
			p.u.giveFiles(paths)
		}
	}
	p.u.giveFiles(p.texts("a.txt", "b.txt"))
	for _, want := range []string{"Reading papers: 1 of 2 ·", "Taking in files: 2 of 3 · Reading papers: 1 of 2", "All 3 files are kept. Reading papers: 1 of 5 ·", "Reading papers: 2 of 5 ·",
		"Reading papers: 5 of 5 ·"} {
		if !slices.ContainsFunc(said, func(s string) bool { return strings.HasPrefix(s, want) }) {
			t.Errorf("%q was not said: %q", want, said)
		}
	}
	if n := waiting(p.u.file); n != 0 || len(p.u.book.documents) != 5 {
		t.Errorf("%d of %d papers are not read", n, len(p.u.book.documents))
	}
}

// A look for scans that another screen cut short is taken up when the first comes back.
func TestTheLookForScansIsNotLostWithItsScreen(t *testing.T) {
	p := sitWithEmpty(t)
	p.must(keepOnly(p, p.scan("a.png", "The therapist came twice in the autumn")))
	p.u.Go("today")
	slow := &later{}
	slow.take(p)
	p.u.Go("documents")
	p.u.Go("today")
	slow.finish(false)
	p.u.Go("documents")
	slow.finish(false)
	p.mustRead("1 page is a picture of words.")
	p.u.reading.blind = blindness{}
	p.u.top().view.(*documents).lookForScans()
	under := p.u.reading.ctx
	p.u.closeCase()
	if under.Err() == nil {
		t.Error("closing the case does not end the look")
	}
	slow.finish(false)
}

func TestFilesCutShortByLockingAreTold(t *testing.T) {
	p, _ := sitWithSealed(t)
	p.u.Go("documents")
	slow := &later{}
	slow.take(p)
	p.u.giveFiles(p.texts("one.txt", "two.txt"))
	p.keys(ctrlShift, fyne.KeyL)
	slow.waiting[0], slow.waiting[1] = slow.waiting[1], slow.waiting[0] // locked before anything was kept
	slow.finish(false)
	p.mustRead("Not every file was taken in.", "0 files are kept", "add the same files again")
}

func TestScansAreReadAfterThePapers(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.Go("documents")
	if !intake.CanReadScans(context.Background()) {
		t.Skip("tesseract is not installed (Debian: tesseract-ocr)")
	}
	var said []string
	post := p.u.run.post
	p.u.run.post = func(f func()) {
		post(f)
		said = append(said, p.u.reading.words)
	}
	p.u.giveFiles([]string{p.scan("School letter.png", "The therapist came twice in the autumn")})
	if !slices.Contains(said, "Reading papers: 1 of 1") || !slices.Contains(said, "Reading scans: page 1 of 1") {
		t.Errorf("said %q", said)
	}
	if hits, err := p.u.file.Search("therapist autumn"); err != nil || len(hits) == 0 {
		t.Errorf("its words are not found: %v", err)
	}
	p.mustRead("1 page was read off scans")
	p.mustNotRead("picture of words")
}

func TestFilesAddedWhileScansAreReadAreReadAfter(t *testing.T) {
	p := sitWithEmpty(t)
	if !intake.CanReadScans(context.Background()) {
		t.Skip("tesseract is not installed (Debian: tesseract-ocr)")
	}
	scan, late, post := p.scan("School letter.png", "The therapist came twice in the autumn"), p.texts("late.txt"), p.u.run.post
	p.u.run.post = func(f func()) {
		post(f)
		if strings.HasPrefix(p.u.reading.words, "Reading scans") && late != nil {
			paths := late
			late = nil
			p.u.giveFiles(paths)
		}
	}
	p.u.giveFiles([]string{scan})
	if n := waiting(p.u.file); n != 0 || len(p.u.book.documents) != 2 {
		t.Errorf("%d of %d papers are not read", n, len(p.u.book.documents))
	}
}

func TestPagesThatCannotBeSearchedAreCounted(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.Go("documents")
	p.must(keepOnly(p, p.scan("a.png", "The therapist came twice in the autumn"), p.scan("b.png", "The council answered nobody in winter")))
	p.u.Go("today")
	p.u.Go("documents")
	p.mustRead("2 pages in 2 papers are pictures of words. They cannot be searched yet.", "Read the scans now")
	p.u.reading.blind.reader = false
	p.u.top().view.(*documents).showState()
	p.taps("How to read scans")
	p.mustRead(intake.HowToRead)
	if got := p.field("Address").Text; got != "github.com/UB-Mannheim/tesseract/wiki" {
		t.Errorf("the address is %q", got)
	}
	p.taps("Copy the address")
	if got := p.u.app.Clipboard().Content(); got != "github.com/UB-Mannheim/tesseract/wiki" {
		t.Errorf("copied %q", got)
	}
}

// keepOnly keeps and reads papers and leaves their scans.
func keepOnly(p *user, paths ...string) error {
	var items []intake.Item
	for _, path := range paths {
		items = append(items, intake.FileItem(path))
	}
	_, err := intake.Add(context.Background(), p.u.file, items, intake.Options{}, nil)
	return err
}

func TestNothingOpensOverWhatSomebodyHasGoneOnTo(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.Go("documents")
	slow := &later{}
	slow.take(p)
	p.u.giveFiles(p.sixFiles()[:5])
	slow.one()
	p.keys(ctrl, fyne.KeyL)
	slow.finish(false)
	p.mustRead("What was it?", "See the files you added")
	if _, ok := p.u.top().view.(*takenPage); ok {
		t.Fatal("the report opened over the log")
	}
	p.taps("See the files you added")
	p.reported()
}

// A thousand files are a thousand rows, of which only those in sight are drawn.
func BenchmarkReport(b *testing.B) {
	r := &report{}
	for i := range 1000 {
		r.kept = append(r.kept, intake.Result{Name: fmt.Sprintf("Letter %d.pdf", i), Kept: true, Document: casefile.Document{Head: casefile.Head{ID: casefile.ID(fmt.Sprint(i))},
			Pages: 3, Privilege: casefile.PrivilegeOpen, On: deadlines.On(2026, 3, 4)}, Notes: []string{"No words could be read in this paper: it may be a scan."}})
	}
	u := longCase(b, 1)
	u.reading.last = r
	u.open(func(u *UI) view { return newTakenPage(u) })
	for b.Loop() {
		u.showReport()
	}
}
