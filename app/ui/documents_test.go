package ui

import (
	"fmt"
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
)

// tinyPDF is a PDF of so many pages with a line of words on each.
func tinyPDF(pages int, words string) []byte {
	var all []string
	for i := range pages {
		all = append(all, fmt.Sprintf("%s, page %d", words, i+1))
	}
	return linesPDF(18, all)
}

// linesPDF is a PDF with these lines on its pages, in letters of that size.
func linesPDF(size int, pages []string) []byte {
	objects := []string{"<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"}
	kids := ""
	for i, page := range pages {
		kids += fmt.Sprintf("%d 0 R ", 4+2*i)
		line := fmt.Sprintf("BT /F1 %d Tf %d TL 50 %d Td", size, size*4/3, 718-size)
		for words := range strings.SplitSeq(page, "\n") {
			line += fmt.Sprintf(" (%s) Tj T*", strings.NewReplacer("(", "\\(", ")", "\\)").Replace(words))
		}
		line += " ET"
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>", 5+2*i),
			fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(line), line))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Kids [ %s] /Count %d >>", kids, len(pages))
	pdf := "%PDF-1.4\n"
	var places []int
	for i, o := range objects {
		places = append(places, len(pdf))
		pdf += fmt.Sprintf("%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := len(pdf)
	pdf += fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, p := range places {
		pdf += fmt.Sprintf("%010d 00000 n \n", p)
	}
	return fmt.Appendf(nil, "%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", pdf, len(objects)+1, start)
}

// writes puts a file into a folder and gives its path.
func (p *user) writes(folder, name string, data []byte) string {
	p.t.Helper()
	path := filepath.Join(folder, name)
	p.must(os.WriteFile(path, data, 0o600))
	return path
}

// locks makes a copy of a PDF that asks for a password.
func (p *user) locks(path, locked string) string {
	p.t.Helper()
	out, err := exec.Command("qpdf", "--encrypt", "open", "own", "256", "--", path, locked).CombinedOutput()
	if err != nil {
		p.t.Fatalf("qpdf: %v\n%s", err, out)
	}
	return locked
}

// sixFiles are what a tired parent might drop on the window: two good PDFs, a note, a locked and a broken PDF, and a folder.
func (p *user) sixFiles() []string {
	folder := p.t.TempDir()
	good := p.writes(folder, "Speech therapy report.pdf", tinyPDF(3, "Sam needs help with talking"))
	return []string{good, p.writes(folder, "Letter from school.pdf", tinyPDF(1, "Dear Ms Hale")),
		p.writes(folder, "Note.txt", []byte("They said the plan would be late.\n")),
		p.locks(p.writes(folder, "plain.pdf", tinyPDF(2, "Secret")), filepath.Join(folder, "Locked letter.pdf")),
		p.writes(folder, "Broken scan.pdf", []byte("%PDF-1.4\n1 0 obj\nrubbish")), p.t.TempDir()}
}

// paper finds a document by its title.
func (p *user) paper(title string) casefile.Document {
	p.t.Helper()
	for _, d := range p.u.book.documents {
		if d.Title == title {
			return d
		}
	}
	p.t.Fatalf("no paper is called %q", title)
	return casefile.Document{}
}

// listed gives the rows of the list of papers as they are shown.
func (p *user) listed() []string {
	var rows []string
	d := p.u.top().view.(*documents)
	for i := range d.shown {
		row := newPaperRow()
		d.showRow(i, row)
		var words []string
		part.Walk(row, func(o fyne.CanvasObject) {
			if t, ok := o.(*part.Text); ok {
				words = append(words, t.String())
			}
		})
		rows = append(rows, strings.Join(words, "\n"))
	}
	return rows
}

// reported gives the rows of the report on files that were added.
func (p *user) reported() (rows []string) {
	p.t.Helper()
	t, ok := p.u.top().view.(*takenPage)
	if !ok {
		p.t.Fatalf("no report is in sight:\n%s", p.reads())
	}
	for _, l := range t.shown {
		row := newTakenRow()
		row.show(l)
		var words []string
		part.Walk(row, func(o fyne.CanvasObject) {
			if t, ok := o.(*part.Text); ok && t.String() != "" {
				words = append(words, t.String())
			}
		})
		rows = append(rows, strings.Repeat("> ", l.deep)+strings.Join(words, "\n"))
	}
	return rows
}

func TestDocumentsDroppedAreKeptAndTheBadOnesSayWhy(t *testing.T) {
	p := sitWithEmpty(t)
	p.keys(ctrl, fyne.Key5)
	p.mustRead("No papers yet")
	p.u.giveFiles(p.sixFiles())
	p.mustRead("What became of the files", "All 5 files are kept", "There are no files in the folder")
	report := strings.Join(p.reported(), "\n")
	for _, want := range []string{"This PDF needs a password", "This PDF is broken", "Speech therapy report.pdf\n✓ kept, 3 pages"} {
		if !strings.Contains(report, want) {
			t.Errorf("%q is not in the report:\n%s", want, report)
		}
	}
	p.key(fyne.KeyEscape)
	p.mustRead("5 papers, 5 pages")
	rows := p.listed()
	p.mustRead("3 papers were read. 2 papers could not be read")
	for _, want := range []string{"Speech therapy report\nno date · Other · 3 pages", "Locked letter\nno date · Other · pages not counted\n● locked"} {
		if !slices.Contains(rows, want) {
			t.Errorf("%q is not among %q", want, rows)
		}
	}
	if d := p.paper("Locked letter"); d.Pages != 0 || d.Child != p.u.book.children[0].ID {
		t.Errorf("the locked letter is kept as %+v", d)
	}
}

func TestDocumentsWithoutADateComeFirst(t *testing.T) {
	p := sitWith(t, "okoro")
	folder := t.TempDir()
	p.u.Go("documents")
	p.u.giveFiles([]string{p.writes(folder, "Fresh from the printer.txt", []byte("Words."))})
	d := p.u.top().view.(*documents)
	if d.shown[0].Title != "Fresh from the printer" {
		t.Errorf("the list begins with %q", d.shown[0].Title)
	}
	for i := 2; i < len(d.shown); i++ {
		if d.shown[i-1].On.Before(d.shown[i].On) && !d.shown[i-1].On.IsZero() {
			t.Errorf("%v stands above %v", d.shown[i-1].On, d.shown[i].On)
		}
	}
}

func TestDocumentsAreFoundAndOpenedByKeys(t *testing.T) {
	p := sitWith(t, "okoro")
	p.keys(ctrl, fyne.Key5)
	p.types("Find a paper", "therapy report")
	d := p.u.top().view.(*documents)
	if n := len(d.shown); n == 0 || n == len(p.u.book.documents) {
		t.Fatalf("finds %d papers", n)
	}
	p.key(fyne.KeyDown)
	p.key(fyne.KeyEnd)
	p.key(fyne.KeyReturn)
	last := d.shown[len(d.shown)-1]
	p.mustRead(last.Title, "What it is")
	p.key(fyne.KeyEscape)
	if p.u.win.Canvas().Focused() != fyne.Focusable(d.list) || d.list.at != len(d.shown)-1 {
		t.Errorf("the keyboard is on %T, row %d", p.u.win.Canvas().Focused(), d.list.at)
	}
	p.types("Find a paper", "zzzz")
	p.mustRead("Nothing found")
}

func TestDocumentsOfAnotherChildAreNotShown(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("documents")
	maya := p.u.book.children[0]
	p.u.chooseChild(maya.ID)
	shown := p.u.top().view.(*documents).shown
	if len(shown) == 0 || len(shown) == len(p.u.book.documents) {
		t.Fatalf("%d papers are shown", len(shown))
	}
	for _, d := range shown {
		if d.Child != "" && d.Child != maya.ID {
			t.Errorf("%q is another child's", d.Title)
		}
	}
}

func TestDocumentsNotReadYetAreReadWhenAsked(t *testing.T) {
	p := sitWithEmpty(t)
	pdf := tinyPDF(2, "Kept just before the lights went out")
	p.must(p.u.file.Update(func(tx *casefile.Tx) error {
		blob, err := tx.Add(strings.NewReader(string(pdf)), "late.pdf")
		if err != nil {
			return err
		}
		_, err = casefile.Put(tx, casefile.Document{Title: "Late letter", Kind: casefile.DocumentLetter, Privilege: casefile.PrivilegeOpen,
			Name: "late.pdf", Blob: blob, Type: casefile.FilePDF, Notes: []string{intake.NotRead}})
		return err
	}))
	p.u.Go("documents")
	p.mustRead("Read the papers now")
	if rows := p.listed(); !strings.Contains(rows[0], "not read yet") {
		t.Errorf("listed are %q", rows)
	}
	p.u.openPaper(p.paper("Late letter").ID)
	p.types("Title", "Later letter")
	p.taps("Read it now")
	p.mustRead("Page 1 of 2")
	p.taps("Save")
	if d := p.paper("Later letter"); d.Pages != 2 || len(d.Notes) != 0 {
		t.Errorf("kept %+v", d)
	}
	p.mustNotRead("Read the papers now")
}

// In large text what is said about scans does not push the field that has the keyboard out of sight.
func TestTheSearchStaysInSightBelowWhatIsSaidOfScans(t *testing.T) {
	p := sitWith(t, "okoro")
	p.wears(2, "light")
	p.u.win.Resize(fyne.NewSize(1024, 700))
	p.u.Go("documents")
	d := p.u.top().view.(*documents)
	p.u.win.Canvas().Focus(d.filter)
	p.u.reading.blind = blindness{papers: 3, pages: 14, of: p.u.book}
	d.showState()
	p.mustRead("How to read scans")
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject
	if field, head := at(d.filter).Y+d.filter.Size().Height, at(d.head).Y+d.head.Size().Height; field > head {
		t.Errorf("the field ends at %v, what is seen of it at %v", field, head)
	}
}
