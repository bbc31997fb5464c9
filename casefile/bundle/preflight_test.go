package bundle_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"slices"
	"strings"
	"testing"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/deadlines"
)

// lines is a page of a PDF written by hand: so many lines of words at a size.
func lines(n, size, rotate int, say string) string {
	content := fmt.Sprintf("BT /F %d Tf %d TL 60 780 Td", size, size+3)
	for i := range n {
		content += fmt.Sprintf(" (%s, line %d of the words) Tj T*", say, i+1)
	}
	return fmt.Sprintf("%d|%s ET", rotate, content)
}

// pagesOf makes a PDF of pages: each "rotate|content".
func pagesOf(pages ...string) []byte {
	objects := []string{"", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", "<<>>"}
	kids := ""
	for _, p := range pages {
		turn, content, _ := strings.Cut(p, "|")
		objects = append(objects, fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate %s/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>", turn, len(objects)+2),
			fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content))
		kids += fmt.Sprintf("%d 0 R ", len(objects)-1)
	}
	objects[0], objects[1] = "<</Type/Catalog/Pages 2 0 R>>", fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), kids)
	return file(objects)
}

// scanned is a PDF of one page that is a picture of so many dots across: a blank sheet, or one with a black bar on it.
func scanned(t *testing.T, across int, bar bool) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, across, across*842/595))
	for i := range img.Pix {
		img.Pix[i] = 250
	}
	if bar {
		for y := across / 2; y < across/2+across/10; y++ {
			for x := across / 4; x < across*3/4; x++ {
				img.SetGray(x, y, color.Gray{20})
			}
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	content := "q 595 0 0 842 0 0 cm /I Do Q"
	return file([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I 6 0 R>>>>/Contents 5 0 R>>", "<<>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content),
		fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Length %d>>stream\n%s\nendstream",
			across, across*842/595, b.Len(), b.Bytes())})
}

// remarked gives what was remarked of each paper: the rules, with the pages in the bundle.
func remarked(remarks []bundle.Remark) map[string][]string {
	all := map[string][]string{}
	for _, r := range remarks {
		all[r.Title] = append(all[r.Title], strings.TrimSuffix(r.Rule+" "+r.At, " "))
	}
	return all
}

func TestTheFinishedPagesAreLookedOver(t *testing.T) {
	var none deadlines.Date
	good := lines(40, 12, 0, "Every word of this page is its own")
	form := "0|BT /F 12 Tf 20 TL 60 780 Td" + strings.Repeat(" (Name: ______________) Tj T*", 8) + " ET"
	p := bundle.Plan{Title: "Test", Sections: []bundle.Section{{Title: "All", Documents: []bundle.Document{
		doc("Good", none, pagesOf(good, lines(40, 12, 0, "Other words stand here"))),
		doc("With a blank page", none, pagesOf(lines(40, 12, 0, "Before the blank page"), "0|", lines(40, 12, 0, "After the blank page"))),
		doc("Landscape read rightly", none, pagesOf("90|BT /F 12 Tf 15 TL 0 1 -1 0 60 60 Tm"+strings.Repeat(" (Words that are read with the head upright) Tj T*", 20)+" ET")),
		doc("Upside down", none, pagesOf(lines(40, 12, 180, "Words that stand on their head"))),
		doc("On its side", none, pagesOf(lines(40, 12, 0, "The first page is upright"), lines(40, 12, 90, "The second page is not"))),
		doc("Tiny", none, pagesOf(lines(60, 4, 0, "Nobody can read this"))),
		doc("Form", none, pagesOf(form)),
		doc("Good again", none, pagesOf(good, lines(40, 12, 0, "Other words stand here"))),
		doc("Holds a page of it", none, pagesOf(lines(40, 12, 0, "Its own first page"), good)),
		doc("Blank scan", none, scanned(t, 1240, false)),
		doc("Scan with a bar", none, scanned(t, 1240, true)),
		doc("Scan of many dots", none, scanned(t, 4960, true)),
	}}}}
	_, r := made(t, p)
	got := remarked(r.Preflight.Remarks)
	want := map[string][]string{
		"With a blank page": {"blank-page 6"}, "Upside down": {"turned 9"}, "On its side": {"turned 11"}, "Tiny": {"small 12"}, "Form": {"blank-form 13"},
		"Good again": {"same-paper"}, "Holds a page of it": {"same-page 17"}, "Blank scan": {"blank-page 18"}, "Scan with a bar": {"searchable 19"},
		"Scan of many dots": {"searchable 20", "dots 20"},
	}
	for title := range want {
		if !slices.Equal(got[title], want[title]) {
			t.Errorf("%s: got %q, want %q", title, got[title], want[title])
		}
	}
	for title := range got {
		if want[title] == nil {
			t.Errorf("%s: nothing is wrong with it, but %q", title, got[title])
		}
	}
	for _, r := range r.Preflight.Remarks {
		if r.Say == "" || r.Do == "" || r.Source == "" || r.Grade == "" {
			t.Errorf("it does not say all: %+v", r)
		}
		t.Log(r.Title, r.Say)
	}
}

func TestABundleIsLookedOverBeforeItIsMade(t *testing.T) {
	f, maya, _ := caseFile(t)
	var b casefile.Bundle
	update(t, f, func(tx *casefile.Tx) {
		a := put(t, tx, casefile.Appeal{Head: casefile.Head{Child: maya}, Type: casefile.AppealRefusalToAssess, Lodged: deadlines.On(2026, 10, 23), PageLimit: 20})
		b = casefile.Bundle{Head: casefile.Head{Child: maya}, Title: "Mine", Appeal: a.ID, Sections: []casefile.BundleSection{{Title: "All"}}}
		for _, d := range []struct {
			title string
			kind  casefile.DocumentKind
			on    deadlines.Date
			pages int
			text  string
		}{
			{"Three years and a day", casefile.DocumentReport, deadlines.On(2023, 10, 22), 2, "words"},
			{"Three years", casefile.DocumentReport, deadlines.On(2023, 10, 23), 2, "words"},
			{"Long report", casefile.DocumentReport, deadlines.On(2026, 1, 1), 16, "Executive summary"},
			{"No summary", casefile.DocumentReport, deadlines.On(2026, 1, 2), 8, "words"},
			{"Long statement", casefile.DocumentStatement, deadlines.On(2026, 1, 3), 11, "words"},
			{"Out of order", casefile.DocumentLetter, deadlines.On(2025, 1, 3), 1, "words"},
			{"Uncounted", casefile.DocumentLetter, deadlines.On(2026, 1, 3), 0, ""},
		} {
			doc := paper(t, tx, maya, d.title, d.kind, d.on)
			doc.Pages, doc.Searchable = d.pages, d.text != ""
			doc = put(t, tx, doc)
			text := make([]string, d.pages)
			for i := range text {
				text[i] = d.text
			}
			if _, err := casefile.PutText(tx, casefile.Text{Head: casefile.Head{Child: maya}, Document: doc.ID, Pages: text}); err != nil {
				t.Fatal(err)
			}
			b.Sections[0].Documents = append(b.Sections[0].Documents, doc.ID)
		}
	})
	found, err := bundle.Look(f, b, deadlines.On(2030, 1, 1)) // long after: the day of the appeal counts
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{"": {"evidence-75"}, "Three years and a day": {"report-age-3"}, "Long report": {"report-15"}, "No summary": {"summary-2"},
		"Long statement": {"statement-10"}, "Out of order": {"date"}, "Uncounted": {"unread"}}
	got := remarked(found.Remarks)
	for title := range want {
		if !slices.Equal(got[title], want[title]) {
			t.Errorf("%q: got %q, want %q", title, got[title], want[title])
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %q", got)
	}
	if m := found.Measures[0]; m.Pages != 40 || m.Limit.Pages != 20 || m.Limit.Grade != "own" || m.Over() != 20 {
		t.Errorf("%+v", m)
	}
	note := found.Note()
	for _, says := range []string{"40 of 20, 20 too many", "“Long statement”: it has 11 pages", "Why it is needed: ____"} {
		if !strings.Contains(note, says) {
			t.Errorf("the note does not say %q:\n%s", says, note)
		}
	}
	b.With, b.Note = []casefile.BundlePage{casefile.WithNote}, note
	data, r := madeOf(t, f, b)
	if r.Items[0].Title != "Note on the limits of this bundle" || !strings.Contains(string(tool(t, "pdftotext", onDisk(t, data), "-")), "Why it is needed") {
		t.Errorf("the note did not go in: %+v", r.Items)
	}
}

func TestAMediationAgreementGoesOnlyIntoAPackForAComplaint(t *testing.T) {
	f, maya, _ := caseFile(t)
	update(t, f, func(tx *casefile.Tx) {
		put(t, tx, casefile.Appeal{Head: casefile.Head{Child: maya}, Type: casefile.AppealContents, Lodged: deadlines.On(2026, 10, 5)})
		paper(t, tx, maya, "Agreement", casefile.DocumentMediationAgreement, deadlines.On(2026, 9, 20))
		paper(t, tx, maya, "Final plan", casefile.DocumentFinalPlan, deadlines.On(2026, 9, 1))
		paper(t, tx, maya, "Report", casefile.DocumentReport, deadlines.On(2026, 9, 1))
	})
	for _, c := range []struct {
		plan string
		in   bool
	}{{"", false}, {"contents", false}, {"general", true}} {
		like := of(maya)
		like.Plan, like.Product = c.plan, casefile.ProductFull
		b, err := bundle.Suggest(f, like)
		if err != nil {
			t.Fatal(err)
		}
		p, err := bundle.FromCase(f, b)
		if err != nil {
			t.Fatal(err)
		}
		if in := strings.Contains(strings.Join(titles(p), " "), "Agreement"); in != c.in {
			t.Errorf("%q: it is in: %v", c.plan, in)
		}
		found, _ := bundle.Look(f, b, deadlines.On(2026, 11, 27))
		if _, warned := remarked(found.Remarks)["Agreement"]; warned != c.in {
			t.Errorf("%q: warned: %v", c.plan, warned)
		}
		if c.plan == "contents" {
			_, r := madeOf(t, f, b)
			var measured []string
			for _, m := range r.Preflight.Measures {
				measured = append(measured, fmt.Sprintf("%s: %d of %d", m.What, m.Pages, m.Limit.Pages))
			}
			want := []string{"Pages of evidence, the family’s: 2 of 100", "Pages of evidence, the council’s: 0 of 100", "Pages of the plan with its appendices: 2 of 150"}
			if !slices.Equal(measured, want) || r.EvidencePages != 2 || r.Pages != 6 {
				t.Errorf("measured %q, %d pages of evidence", measured, r.EvidencePages)
			}
		}
		if c.in { // and made into a bundle of another plan it stays out
			b.Plan = "contents"
			if p, _ := bundle.FromCase(f, b); strings.Contains(strings.Join(titles(p), " "), "Agreement") || len(p.Left) != 1 {
				t.Errorf("it went into another bundle: %q, %+v", titles(p), p.Left)
			}
		}
	}
}
