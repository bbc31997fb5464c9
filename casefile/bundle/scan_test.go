package bundle_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/casefile/internal/layer"
	"ehccasefile/casefile/internal/worker"
	"ehccasefile/deadlines"
)

// scanOf is a PDF of one picture a page, and words of its own on it.
func scanOf(turn int, says ...string) []byte {
	objects := []string{"", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", "<<>>",
		"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\nx\nendstream"}
	kids := ""
	for _, say := range says {
		content := "q 612 0 0 792 0 0 cm /I Do Q BT /F 9 Tf 500 30 Td (" + say + ") Tj ET"
		objects = append(objects, fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Rotate %d/Resources<</Font<</F 3 0 R>>/XObject<</I 5 0 R>>>>/Contents %d 0 R>>", turn, len(objects)+2),
			fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content))
		kids += fmt.Sprintf("%d 0 R ", len(objects)-1)
	}
	objects[0], objects[1] = "<</Type/Catalog/Pages 2 0 R>>", fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(says), kids)
	return file(objects)
}

// read is a page as a reader of scans gives it: a few words in lines.
func read(number int, w, h float64, lines ...string) layer.Page {
	p := layer.Page{Number: number, Width: w, Height: h}
	for i, s := range lines {
		var line layer.Line
		x, y := w*.1, h*.9-float64(i)*h*.03
		for _, word := range strings.Fields(s) {
			wide := float64(len(word)) * w * .012
			line = append(line, layer.Word{Text: word, Box: layer.Rect{x, y, x + wide, y + h*.02}})
			x += wide + w*.01
		}
		p.Lines = append(p.Lines, line)
	}
	return p
}

func withScan(data []byte, p layer.Paper) bundle.Document {
	return bundle.Scanned(bundle.Document{Title: "A scan", On: deadlines.On(2026, 3, 4), Type: casefile.FilePDF}, data, p.Encode())
}

// bundled makes a bundle of one document and gives what the reader sees of it, its index left out.
func bundled(t *testing.T, d bundle.Document) ([]worker.Page, bundle.Report, []byte) {
	t.Helper()
	data, r := made(t, bundle.Plan{Title: "Evidence", Sections: []bundle.Section{{Title: "Papers", Documents: []bundle.Document{d}}}})
	if !r.Checked.OK {
		t.Errorf("the check found %+v", r.Checked.Findings)
	}
	w, err := worker.Start(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	seen, err := w.Inspect(context.Background(), data)
	if err != nil {
		t.Fatal(err)
	}
	return seen.Pages[r.Items[0].From-1:], r, data
}

func said(p worker.Page) string {
	var list []string
	for _, w := range p.Words {
		list = append(list, w.Text)
	}
	return strings.Join(list, " ")
}

func TestTheWordsOfAScanCanBeFound(t *testing.T) {
	for _, turn := range []int{0, 90} {
		w, h := 612.0, 792.0
		if turn == 90 {
			w, h = h, w
		}
		scan := scanOf(turn, "Page 1 of 3", "Page 2 of 3", "Page 3 of 3")
		first := read(0, w, h, "Dear Ms Adeyemi-Hart", "the provision is unclear")
		// What the reader of scans saw of the page's own number stands at the same place, and goes in once.
		ownAt := [4]float64{500, 28, 550, 40}
		if turn == 90 {
			ownAt = [4]float64{28, 60, 40, 115}
		}
		first.Lines = append(first.Lines, layer.Line{{Text: "Page", Box: ownAt}})
		d := withScan(scan, layer.Paper{first, read(2, 2*w, 2*h, "Yours sincerely")})
		pages, r, data := bundled(t, d)
		if got := said(pages[0]); !strings.Contains(got, "Dear Ms Adeyemi-Hart the provision is unclear") || strings.Count(got, "Page") != 1 {
			t.Errorf("turned by %d, page 1 says %q", turn, got)
		}
		if got := said(pages[2]); !strings.Contains(got, "Yours sincerely") {
			t.Errorf("turned by %d, page 3 says %q", turn, got)
		}
		if text := string(tool(t, "pdftotext", onDisk(t, data), "-")); strings.Count(text, "the provision is unclear") != 1 {
			t.Errorf("turned by %d, poppler reads %q", turn, text)
		}
		tool(t, "qpdf", "--check", onDisk(t, data))
		if r.Unsearchable != 0 { // "Page 2 of 3" is not told from words here
			t.Errorf("%d pages cannot be searched", r.Unsearchable)
		}
	}
}

func TestPagesThatCannotBeSearchedAreCounted(t *testing.T) {
	scan := scanOf(0, "", "", "")
	_, r, _ := bundled(t, withScan(scan, layer.Paper{read(1, 612, 792, "only this page was read")}))
	if r.Unsearchable != 2 || !strings.Contains(r.Items[0].Note, "The words of 2 pages cannot be searched.") {
		t.Errorf("%d, %q", r.Unsearchable, r.Items[0].Note)
	}
	if _, r, _ = bundled(t, doc("A scan", deadlines.On(2026, 3, 4), scan)); r.Unsearchable != 3 {
		t.Errorf("%d", r.Unsearchable)
	}
}

func TestAPageWithTextGetsNoSecondLayer(t *testing.T) {
	data := report(t, "Report", 2)
	pages, _, _ := bundled(t, doc("Report", deadlines.On(2026, 3, 4), data))
	var again layer.Paper
	for i, p := range pages {
		page := layer.Page{Number: i, Width: p.Width, Height: p.Height}
		for _, w := range p.Words {
			page.Lines = append(page.Lines, layer.Line{{Text: w.Text, Box: layer.Rect(w.Rect)}})
		}
		page.Lines = append(page.Lines, layer.Line{{Text: "INTRUDER", Box: layer.Rect{300, 300, 340, 312}}})
		again = append(again, page)
	}
	now, _, _ := bundled(t, withScan(data, again))
	for i := range pages {
		if said(pages[i]) != said(now[i]) {
			t.Errorf("page %d said %q, and now %q", i, said(pages[i]), said(now[i]))
		}
	}
}

func TestALayerThatCannotBeReadIsSaid(t *testing.T) {
	d := bundle.Document{Title: "A scan", On: deadlines.On(2026, 3, 4), Type: casefile.FilePDF}
	_, r, _ := bundled(t, bundle.Scanned(d, scanOf(0, ""), []byte("not a layer")))
	if !strings.Contains(r.Items[0].Note, "The words read from its pictures could not be used.") {
		t.Errorf("%q", r.Items[0].Note)
	}
	if _, r, _ = bundled(t, bundle.Scanned(d, scanOf(0, ""), nil)); strings.Contains(r.Items[0].Note, "could not be used") {
		t.Errorf("%q", r.Items[0].Note)
	}
}
