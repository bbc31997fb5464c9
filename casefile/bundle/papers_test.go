package bundle_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"ehccasefile/casefile/bundle"
	"ehccasefile/casefile/internal/page"
	"ehccasefile/deadlines"
)

// sheet is one page of a PDF written by hand.
type sheet struct {
	media, crop string // "0 0 595 842"
	rotate      int
	unit        float64
	words       string
}

// written makes a PDF of sheets, with names and notes of its own that must not come through, and an outline of its own.
func written(sheets ...sheet) []byte {
	objects := []string{"", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		"<</Title(SECRET title)/Author(SECRET author)/Subject(/home/SECRET/path)/Producer(SECRET machine)>>",
		"<</Type/Metadata/Subtype/XML/Length 29>>stream\n<x>SECRET metadata of SECRET</x>\nendstream", "", ""}
	var kids []string
	for _, s := range sheets {
		var x, y, x2, y2 float64
		box := s.media
		if s.crop != "" {
			box = s.crop
		}
		fmt.Sscanf(box, "%f %f %f %f", &x, &y, &x2, &y2)
		x, y = min(x, x2), min(y, y2)
		content := fmt.Sprintf("BT /F 14 Tf %.0f %.0f Td (%s) Tj ET", x+30, y+30, s.words)
		extra := ""
		if s.crop != "" {
			extra += "/CropBox[" + s.crop + "]"
		}
		if s.unit != 0 {
			extra += fmt.Sprintf("/UserUnit %.1f", s.unit)
		}
		objects = append(objects,
			fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[%s]/Rotate %d%s/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>", s.media, s.rotate, extra, len(objects)+2),
			fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content))
		kids = append(kids, fmt.Sprintf("%d 0 R", len(objects)-1))
	}
	objects[0] = "<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R/Outlines 6 0 R>>"
	objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(sheets), strings.Join(kids, " "))
	objects[5] = "<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 1>>"
	objects[6] = fmt.Sprintf("<</Title(Its own heading \\226 page 99)/Parent 6 0 R/Dest[%s/Fit]>>", kids[0])
	return file(objects)
}

// file writes numbered objects with their table.
func file(objects []string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.6\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

// knotted is a PDF whose streams lie inside one another: it can be opened, but copied stream by stream it would grow
// beyond measure.
func knotted() []byte { return knottedAfter() }

// knottedAfter is the same with a plain page before it, where words for it are given.
func knottedAfter(words ...string) []byte {
	const n, first, pad = 60, 7, 60000
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>", "", "<<>>", "<<>>", ""}
	if len(words) > 0 {
		content := "BT /F 12 Tf 72 700 Td (" + words[0] + ") Tj ET"
		objects[1] = "<</Type/Pages/Count 2/Kids[5 0 R 3 0 R]>>"
		objects[3] = fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content)
		objects[4] = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>/Contents 4 0 R>>"
	}
	names, uses := "", ""
	for i := range n {
		names += fmt.Sprintf("/X%d %d 0 R", i, first+i)
		uses += fmt.Sprintf("/X%d Do ", i)
	}
	objects[2] = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<<" + names + ">>>>/Contents 6 0 R>>"
	objects[5] = fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(uses), uses)
	var b bytes.Buffer
	b.WriteString("%PDF-1.6\n")
	at := make([]int, 0, len(objects)+n)
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	heads, size := make([]string, n), pad
	for i := n - 1; i >= 0; i-- {
		heads[i] = fmt.Sprintf("%d 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Length %06d>>stream\n", first+i, size)
		size += len(heads[i])
	}
	for _, h := range heads {
		at = append(at, b.Len())
		b.WriteString(h)
	}
	b.WriteString(strings.Repeat(" ", pad) + "\nendstream\nendobj\n")
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, x := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", x)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return b.Bytes()
}

// report makes a PDF of text of about so many pages.
func report(t testing.TB, title string, pages int) []byte {
	t.Helper()
	p := page.New(title)
	for p.Pages() < pages {
		if p.Pages() > 0 {
			p.Page()
		}
		p.Write(page.Heading, title)
		for range 8 {
			p.Write(page.Body, strings.Repeat("The child was seen in class and at home. ", 9))
		}
	}
	out, err := p.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// scene is a picture with some shapes in it.
func scene(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, color.RGBA{uint8(90 + 120*y/h), uint8(150 + 80*x/w), 190, 255})
			if (x-w/3)*(x-w/3)+(y-h/2)*(y-h/2) < h*h/16 {
				img.Set(x, y, color.RGBA{200, 120, 60, 255})
			}
		}
	}
	return img
}

func photo(t testing.TB, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, scene(w, h), nil); err != nil {
		t.Fatal(err)
	}
	note := "SECRET GPS and comment"
	return append(append([]byte{0xFF, 0xD8, 0xFF, 0xFE, 0, byte(len(note) + 2)}, note...), b.Bytes()[2:]...)
}

func drawing(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, scene(300, 420)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// doc is a document of a plan.
func doc(title string, on deadlines.Date, data []byte) bundle.Document {
	return loads(title, on, func() ([]byte, error) { return data, nil })
}

// loads is a document of a plan whose bytes come from a function.
func loads(title string, on deadlines.Date, load func() ([]byte, error)) bundle.Document {
	return bundle.Loaded(bundle.Document{Title: title, On: on, Name: "SECRET name.pdf"}, load)
}

// plan is a bundle of the sort families make, with every awkward page we know of.
func plan(t testing.TB) bundle.Plan {
	t.Helper()
	on := func(m, d int) deadlines.Date { return deadlines.On(2026, 1, 1).AddMonths(m - 1).AddDays(d - 1) }
	statement := doc("Statement of Maya’s mother", on(11, 2), report(t, "Statement", 3))
	psychologist := doc("Educational psychologist’s report, with a summary of the assessment made at school and at home over two terms and what it means for provision", on(5, 14), report(t, "Report", 4))
	psychologist.Author = "Dr A. Rahman, educational psychologist"
	speech := doc("Speech and language report", on(3, 3), report(t, "Speech", 2))
	speech.Author = "S. Lewis"
	return bundle.Plan{
		Title: "Evidence for the appeal", Child: "Maya Okoro", Reference: "EH938/26/00412", ServedBy: "The family of Maya Okoro", Kind: "Refusal to assess",
		Limit: bundle.Limit{Pages: 75, Source: "a test", Grade: "S"},
		Sections: []bundle.Section{
			{Title: "Statements", Documents: []bundle.Document{statement}},
			{Title: "Reports", Documents: []bundle.Document{speech, psychologist, doc("Raport poradni psychologiczno-pedagogicznej", on(6, 1), report(t, "Żółw", 1))}},
			{Title: "School and other papers", Documents: []bundle.Document{
				doc("Provision map on its side", on(9, 1), written(
					sheet{media: "0 0 842 595", words: "landscape"}, sheet{media: "0 0 595 842", rotate: 90, words: "turned 90"},
					sheet{media: "0 0 595 842", rotate: 180, words: "turned 180"}, sheet{media: "0 0 595 842", rotate: 270, words: "turned 270"})),
				doc("Scans with odd edges", deadlines.Date{}, written(
					sheet{media: "-100 -50 700 900", crop: "20 40 500 700", words: "cropped"}, sheet{media: "0 0 1684 2384", words: "A1 sheet"},
					sheet{media: "0 0 200 50", words: "tiny"}, sheet{media: "0 0 300 420", unit: 2, words: "units"},
					sheet{media: "0 0 800 900", crop: "100 100 700 500", rotate: 90, words: "cropped and turned"}, sheet{media: "595 842 0 0", words: "reversed"})),
				doc("تقرير المدرسة", on(10, 4), report(t, "School", 1)),
				doc("Photograph of the classroom", on(9, 20), photo(t, 1200, 800)),
				doc("Drawing", on(9, 21), drawing(t)),
				doc("E-mail to the school", on(9, 22), []byte("From: a parent\r\nTo: the school\r\n\r\nDear Mrs Hall,\r\n\r\n\tThank you for your e-mail. "+strings.Repeat("We spoke about it again. ", 30))),
			}},
		},
	}
}

// made makes a bundle and fails the test if it cannot.
func made(t testing.TB, p bundle.Plan) ([]byte, bundle.Report) {
	t.Helper()
	var b bytes.Buffer
	r, err := bundle.Make(t.Context(), &b, p, nil)
	if err != nil {
		t.Fatalf("make: %v\n%+v", err, r)
	}
	return b.Bytes(), r
}

// tool runs a program and gives its output; what it says on standard error is a failure.
func tool(t testing.TB, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil || errs.Len() > 0 {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, errs.String())
	}
	return out.Bytes()
}

// withPikepdf finds an interpreter that has pikepdf: Debian's own, if another stands before it in the path.
var withPikepdf = sync.OnceValue(func() string {
	for _, p := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(p, "-c", "import pikepdf").Run() == nil {
			return p
		}
	}
	return ""
})

func python(t testing.TB) string {
	t.Helper()
	if withPikepdf() == "" {
		t.Fatal("this test needs Python 3 with pikepdf (Debian: python3-pikepdf)")
	}
	return withPikepdf()
}

// onDisk writes bytes to a file of the test.
func onDisk(t testing.TB, data []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "bundle.pdf")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// sealed gives the PDF with a password set by qpdf; an empty one opens without asking.
func sealed(t testing.TB, data []byte, password string) []byte {
	t.Helper()
	in := onDisk(t, data)
	out := in + ".sealed"
	tool(t, "qpdf", "--encrypt", password, "owner", "256", "--", in, out)
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
