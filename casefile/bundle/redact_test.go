package bundle_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/deadlines"
)

// secret stands in every part of a file that could carry it.
const secret = "Zebedee"

// leaky is a PDF of two pages: the secret is on page 1 as text, in an outline, a note, a form field, the document's information, an attached file, and
// in a drawing that both pages share. Beneath it stands a line that may stay. turn turns page 1.
func leaky(turn int) []byte {
	one := "BT /F 12 Tf 72 700 Td (" + secret + " sat here.) Tj ET BT /F 12 Tf 72 600 Td (Maya may stay.) Tj ET /X Do 0 0 1 rg 300 300 100 100 re f"
	two := "BT /F 12 Tf 72 700 Td (The second page names nobody.) Tj ET"
	form := "BT /F 12 Tf 72 650 Td (" + secret + " again) Tj ET"
	stream := func(more, s string) string {
		return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", more, len(s), s)
	}
	shared := "<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"
	return file([]string{
		"<</Type/Catalog/Pages 2 0 R/Outlines 9 0 R/AcroForm<</Fields[12 0 R]>>/Names<</EmbeddedFiles<</Names[(a)13 0 R]>>>>>>",
		"<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>",
		fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate %d/Resources %s/Contents 7 0 R/Annots[11 0 R 12 0 R]>>", turn, shared),
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources " + shared + "/Contents 8 0 R>>",
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		stream("/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>", form),
		stream("", one), stream("", two),
		"<</Type/Outlines/First 10 0 R/Last 10 0 R/Count 1>>",
		"<</Title(About " + secret + ")/Parent 9 0 R/Dest[3 0 R/Fit]>>",
		"<</Type/Annot/Subtype/Text/Rect[72 500 92 520]/Contents(" + secret + " note)>>",
		"<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(" + secret + ")/Rect[72 400 172 420]>>",
		"<</Type/Filespec/F(" + secret + ".txt)/EF<</F 14 0 R>>>>",
		stream("/Type/EmbeddedFile", secret),
	})
}

func hash(data []byte) string { return fmt.Sprintf("%x", sha256.Sum256(data)) }

// topLines are the two lines of the secret on a page that is not turned.
var topLines = casefile.Area{Page: 1, Box: [4]float64{0.1, 0.76, 0.5, 0.86}, Why: "another child"}

func black(title string, data []byte, areas ...casefile.Area) bundle.Document {
	d := doc(title, deadlines.On(2026, 3, 4), data)
	d.Redaction = casefile.Redaction{Pages: hash(data), Areas: areas}
	return d
}

func copies(t *testing.T, p bundle.Plan) (whole, redacted []byte, r bundle.Report) {
	t.Helper()
	whole, first := made(t, p)
	p.Redacted = true
	redacted, r = made(t, p)
	if first.Pages != r.Pages {
		t.Errorf("%d pages and %d redacted", first.Pages, r.Pages)
	}
	for i := range first.Items {
		if first.Items[i].From != r.Items[i].From || first.Items[i].To != r.Items[i].To {
			t.Errorf("%q is on %d to %d, redacted on %d to %d", first.Items[i].Title, first.Items[i].From, first.Items[i].To, r.Items[i].From, r.Items[i].To)
		}
	}
	return whole, redacted, r
}

func planOf(docs ...bundle.Document) bundle.Plan {
	return bundle.Plan{Title: "Evidence", Child: "Maya", Sections: []bundle.Section{{Title: "Papers", Documents: docs}}}
}

// laidBare is a PDF with every stream unpacked, as qpdf writes it.
func laidBare(t *testing.T, data []byte) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "bare.pdf")
	tool(t, "qpdf", "--qdf", "--object-streams=disable", "--decode-level=all", onDisk(t, data), out)
	bare, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return string(bare)
}

// drawnPage is a page as poppler draws it.
func pictureOf(t *testing.T, data []byte, page int) image.Image {
	t.Helper()
	root := filepath.Join(t.TempDir(), "p")
	tool(t, "pdftoppm", "-r", "72", "-png", "-singlefile", "-f", fmt.Sprint(page), "-l", fmt.Sprint(page), onDisk(t, data), root)
	drawn, err := os.ReadFile(root + ".png")
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(drawn))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func dark(m image.Image, x, y int) bool {
	r, g, b, _ := m.At(x, y).RGBA()
	return r+g+b < 3*0x3000
}

func TestWhatIsBlackedOutIsGone(t *testing.T) {
	note := casefile.Area{Page: 1, Box: [4]float64{0.1, 0.45, 0.5, 0.63}, Why: "another child"}
	whole, redacted, r := copies(t, planOf(black("A letter", leaky(0), topLines, note), doc("A report", deadlines.On(2026, 4, 4), report(t, "Report", 3))))
	if !r.Checked.OK {
		t.Errorf("the check found %+v", r.Checked.Findings)
	}
	if bare := laidBare(t, whole); !strings.Contains(bare, secret) {
		t.Error("the test is blind: the copy that is not redacted does not hold the secret in the clear")
	}
	bare := laidBare(t, redacted)
	for _, leak := range []string{secret, fmt.Sprintf("%x", secret), fmt.Sprintf("%X", secret), "again", "EmbeddedFile"} {
		if strings.Contains(bare, leak) {
			t.Errorf("the redacted copy holds %q", leak)
		}
	}
	words := string(tool(t, "pdftotext", onDisk(t, redacted), "-"))
	if strings.Contains(words, secret) || !strings.Contains(words, "Maya may stay.") || !strings.Contains(words, "The second page names nobody.") {
		t.Errorf("poppler reads %q", words)
	}
	m := pictureOf(t, redacted, r.Items[0].From)
	if !dark(m, 100, 842-700) || !dark(m, 250, 842-660) || dark(m, 100, 842-760) || dark(m, 400, 842-700) {
		t.Error("what should be black is not, or more is")
	}
	if blue := m.At(350, 842-350); fmt.Sprint(blue) == fmt.Sprint(m.At(10, 10)) {
		t.Error("the blue square is gone")
	}
	if len(r.Redacted) != 2 || r.Redacted[0].Page != r.Items[0].From || r.Redacted[0].Why != "another child" {
		t.Errorf("the log says %+v", r.Redacted)
	}
}

func TestAreasFollowATurnedPage(t *testing.T) {
	// Turned clockwise, the top of the page is at its right: the secret's lines stand at the right, read downwards.
	area := casefile.Area{Page: 1, Box: [4]float64{0.76, 0.5, 0.86, 0.9}, Why: "another child"}
	_, redacted, r := copies(t, planOf(black("A letter", leaky(90), area)))
	if !r.Checked.OK {
		t.Errorf("the check found %+v", r.Checked.Findings)
	}
	words := strings.Join(strings.Fields(string(tool(t, "pdftotext", onDisk(t, redacted), "-"))), " ") // turned, each word is a line
	if strings.Contains(words, secret) || !strings.Contains(words, "Maya may stay.") {
		t.Errorf("poppler reads %q", words)
	}
	if m := pictureOf(t, redacted, r.Items[0].From); !dark(m, 700, 150) {
		t.Error("what should be black is not")
	}
}

func TestPagesThatChangedAreLeftOutWhole(t *testing.T) {
	d := black("A letter", leaky(0), topLines)
	d.Redaction.Pages = hash([]byte("another file"))
	beyond := black("Another", leaky(0), casefile.Area{Page: 3, Box: topLines.Box, Why: "x"})
	_, redacted, r := copies(t, planOf(d, beyond))
	if strings.Contains(laidBare(t, redacted), secret) {
		t.Error("a page that changed was shown")
	}
	for i, want := range []string{"Mark the places again.", "a page that it does not have"} {
		if !strings.Contains(r.Items[i].Note, want) {
			t.Errorf("its note says %q", r.Items[i].Note)
		}
	}
	if len(r.Redacted) == 0 || !r.Redacted[0].Whole {
		t.Errorf("the log says %+v", r.Redacted)
	}
}

func TestTheProofSeesWhatIsNotBlack(t *testing.T) {
	p := planOf(black("A letter", leaky(0), topLines))
	whole, redacted, _ := copies(t, p)
	found, err := bundle.ProveBlack(context.Background(), p, redacted)
	if err != nil || len(found) > 0 {
		t.Errorf("of the sound copy: %+v, %v", found, err)
	}
	found, err = bundle.ProveBlack(context.Background(), p, whole)
	if err != nil || len(found) == 0 || found[0].What != "redaction" {
		t.Errorf("of the copy that is not black: %+v, %v", found, err)
	}
	// Black without the words beneath taken out, and a page that looks different elsewhere.
	painted := bytes.Replace(leaky(0), []byte("0 0 1 rg 300 300 100 100 re f"), []byte("0 g 59 639 239 86 re f       "), 1)
	over, _ := made(t, planOf(doc("A letter", deadlines.On(2026, 3, 4), painted)))
	found, err = bundle.ProveBlack(context.Background(), p, over)
	if err != nil || len(found) == 0 || !strings.Contains(found[0].Say, "word can still be found") {
		t.Errorf("of words under black paint: %+v, %v", found, err)
	}
	other, _ := made(t, bundle.Plan{Title: "Evidence", Child: "Maya", Redacted: true, Sections: []bundle.Section{{Title: "Papers", Documents: []bundle.Document{
		black("A letter", leaky(0), topLines, casefile.Area{Page: 1, Box: [4]float64{0.1, 0.1, 0.9, 0.6}, Why: "too much"})}}}})
	found, err = bundle.ProveBlack(context.Background(), p, other)
	if err != nil || len(found) == 0 || !strings.Contains(found[0].Say, "does not look as it does") {
		t.Errorf("of a page with more black: %+v, %v", found, err)
	}
}

func TestBothCopiesHaveTheSameNumbersWhateverTheTitles(t *testing.T) {
	var docs []bundle.Document
	for i := range 40 {
		d := black(strings.Repeat("A very long title with a name in it ", 6), leaky(0), topLines)
		d.Title += fmt.Sprint(i)
		d.Redaction.Title = fmt.Sprintf("Letter %d", i)
		docs = append(docs, d)
	}
	docs = docs[:14]
	for i := range 30 {
		d := doc(fmt.Sprintf("Short %d", i), deadlines.On(2026, 1, 1), report(t, "Report", 1))
		docs = append(docs, d)
	}
	_, redacted, r := copies(t, planOf(docs...))
	if !r.Checked.OK {
		t.Errorf("the check found %+v", r.Checked.Findings)
	}
	if words := string(tool(t, "pdftotext", onDisk(t, redacted), "-")); strings.Contains(words, "very long title") || !strings.Contains(words, "Letter 3") {
		t.Error("the redacted copy shows the wrong titles")
	}
}

func TestARedactedCopyHasTheSameBytes(t *testing.T) {
	p := planOf(black("A letter", leaky(0), topLines))
	p.Redacted = true
	a, _ := made(t, p)
	b, _ := made(t, p)
	if !bytes.Equal(a, b) {
		t.Error("made twice, the redacted copy differs")
	}
}

func TestWordsThatRemainElsewhereAreNamed(t *testing.T) {
	second := file([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		"<</Length 58>>stream\nBT /F 12 Tf 72 700 Td (We saw " + secret + "'s bag there.) Tj ET   \nendstream"})
	_, _, r := copies(t, planOf(black("A letter", leaky(0), topLines), doc("About the bag", deadlines.On(2026, 5, 4), second)))
	at := slices.IndexFunc(r.Remain, func(w bundle.Remain) bool { return w.Word == secret })
	if at < 0 || !slices.Equal(r.Remain[at].Pages, []int{r.Items[1].From}) {
		t.Errorf("what remains: %+v", r.Remain)
	}
}

func TestWordsAreFoundForMarking(t *testing.T) {
	f, maya, _ := caseFile(t)
	var letter casefile.Document
	update(t, f, func(tx *casefile.Tx) {
		letter = paper(t, tx, maya, "Letter", casefile.DocumentLetter, deadlines.On(2026, 3, 4))
		b, err := tx.Add(bytes.NewReader(leaky(0)), "letter.pdf")
		if err != nil {
			t.Fatal(err)
		}
		letter.Blob, letter.Type, letter.Pages = b, casefile.FilePDF, 2
		letter = put(t, tx, letter)
	})
	m, err := bundle.Mark(context.Background(), f, letter.ID)
	if err != nil {
		t.Fatal(err)
	}
	if n := m.Find(strings.ToUpper(secret), "another child"); n != 2 {
		t.Errorf("%d places were found", n)
	}
	if n := m.Find("may stay", "a test"); n != 1 {
		t.Errorf("%d places of two words were found", n)
	}
	if m.Find("nobody here", "x") != 0 || m.Find(" ", "x") != 0 {
		t.Error("what is not there was found")
	}
	if err := m.Add(casefile.Area{Page: 3, Box: topLines.Box, Why: "x"}); err == nil {
		t.Error("a place on a page that is not there was marked")
	}
	letter.Redaction = m.Redaction
	update(t, f, func(tx *casefile.Tx) { letter = put(t, tx, letter) })
	b := casefile.Bundle{Head: casefile.Head{Child: maya}, Title: "Evidence", Sections: []casefile.BundleSection{{Title: "Papers", Documents: []casefile.ID{letter.ID}}}}
	p, err := bundle.FromCase(f, b)
	if err != nil {
		t.Fatal(err)
	}
	_, redacted, r := copies(t, p)
	if !r.Checked.OK || len(r.Redacted) != 3 {
		t.Errorf("%d places, %+v", len(r.Redacted), r.Checked.Findings)
	}
	if words := string(tool(t, "pdftotext", onDisk(t, redacted), "-")); strings.Contains(words, secret) || strings.Contains(words, "stay") {
		t.Errorf("poppler reads %q", words)
	}
	log, err := bundle.RedactionLog("Evidence", r)
	if err != nil {
		t.Fatal(err)
	}
	if words := string(tool(t, "pdftotext", onDisk(t, log), "-")); !strings.Contains(words, "another child") || !strings.Contains(words, "Letter") {
		t.Errorf("the list says %q", words)
	}
}
