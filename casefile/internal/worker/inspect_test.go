package worker

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// marked has an outline of two levels, labels, links of each kind, a language and a mode. Its five pages are objects 5, 7, 9,
// 11 and 13, so the extra objects start at 15.
func marked() []byte {
	all := sheets(5)
	all[0].keys = "/Annots [15 0 R 16 0 R 17 0 R 18 0 R 26 0 R]"
	all[2].keys = "/Rotate 90 /Annots [19 0 R]"
	return paperOf(`/Lang (en-GB) /PageMode/UseOutlines /Outlines 20 0 R
 /PageLabels <</Nums [0 <</S/r>> 2 <</S/D /P (B) /St 7>>]>> /Dests <</third [9 0 R /XYZ null null 1]>>`, all,
		"<</Type/Annot /Subtype/Link /Rect [72 690 200 710] /Dest [7 0 R /XYZ null null 1]>>",
		"<</Type/Annot /Subtype/Link /Rect [72 660 200 680] /A <</S/GoTo /D [13 0 R /Fit]>>>>",
		"<</Type/Annot /Subtype/Link /Rect [72 630 200 650] /A <</S/URI /URI (https://www.ipsea.org.uk/)>>>>",
		"<</Type/Annot /Subtype/Link /Rect [72 600 200 620] /Dest /third>>",
		"<</Type/Annot /Subtype/Link /Rect [10 20 110 40] /Dest [5 0 R /Fit]>>",
		"<</Type/Outlines /First 21 0 R /Last 22 0 R /Count 2>>",
		"<</Title (Reports) /Parent 20 0 R /Next 22 0 R /First 23 0 R /Last 24 0 R /Count 2 /Dest [7 0 R /Fit]>>",
		"<</Title <FEFF00C900E4> /Parent 20 0 R /Prev 21 0 R /A <</S/GoTo /D [11 0 R /Fit]>>>>",
		"<</Title (EP report) /Parent 21 0 R /Next 24 0 R /Dest [9 0 R /Fit]>>",
		"<</Title (Nowhere) /Parent 21 0 R /Prev 23 0 R>>",
		"null",
		"<</Type/Annot /Subtype/Link /Rect [72 570 200 590] /A <</S/Launch /F (calc.exe)>>>>",
	)
}

func TestInspectSeesWhatABundleIsMadeOf(t *testing.T) {
	got, err := start(t).Inspect(context.Background(), marked())
	if err != nil {
		t.Fatal(err)
	}
	if got.Title != "Evidence of Maya" || got.Lang != "en-GB" || got.Mode != "outlines" {
		t.Errorf("title %q, language %q, mode %q", got.Title, got.Lang, got.Mode)
	}
	var labels []string
	for _, p := range got.Pages {
		labels = append(labels, p.Label)
	}
	if diff := cmp.Diff([]string{"i", "ii", "B7", "B8", "B9"}, labels); diff != "" {
		t.Errorf("labels (-want +got):\n%s", diff)
	}
	links := []Link{
		{Rect: Rect{72, 690, 200, 710}, To: 1}, {Rect: Rect{72, 660, 200, 680}, To: 4},
		{Rect: Rect{72, 630, 200, 650}, To: -1, URI: "https://www.ipsea.org.uk/"}, {Rect: Rect{72, 600, 200, 620}, To: 2},
		{Rect: Rect{72, 570, 200, 590}, To: -1},
	}
	if diff := cmp.Diff(links, got.Pages[0].Links); diff != "" {
		t.Errorf("links of page 1 (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Link{{Rect: Rect{20, 485, 40, 585}, To: 0}}, got.Pages[2].Links); diff != "" {
		t.Errorf("links of the turned page (-want +got):\n%s", diff)
	}
	marks := []Bookmark{
		{Title: "Reports", Page: 1, Kids: []Bookmark{{Title: "EP report", Page: 2}, {Title: "Nowhere", Page: -1}}},
		{Title: "Éä", Page: 3},
	}
	if diff := cmp.Diff(marks, got.Bookmarks); diff != "" {
		t.Errorf("bookmarks (-want +got):\n%s", diff)
	}
}

func TestAWordBrokenAtALinesEnd(t *testing.T) {
	w := start(t)
	pdf := paperOf("", []sheet{{x: 72, y: 700, say: "More infor-) Tj 0 -14 Td (mation follows"}})
	seen, err := w.Inspect(context.Background(), pdf)
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, word := range seen.Pages[0].Words {
		words = append(words, word.Text)
		if high := word.Rect[3] - word.Rect[1]; high > 13 {
			t.Errorf("%q is %v points high: it stands on two lines", word.Text, high)
		}
	}
	if diff := cmp.Diff([]string{"More", "infor-", "mation", "follows"}, words); diff != "" {
		t.Errorf("words with their places (-want +got):\n%s", diff)
	}
	read, err := w.Read(context.Background(), pdf)
	if err != nil || read.Text[0] != "More information follows" {
		t.Errorf("words to search: %q, %v", read.Text, err)
	}
}

func TestLettersFarApartAreNoWord(t *testing.T) {
	w := start(t)
	pdf := paperOf("", []sheet{{keys: "/Rotate 270", x: 12, y: 817, say: "99) Tj 0 -1 1 0 14 37 Tm (13"}})
	seen, err := w.Inspect(context.Background(), pdf)
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, word := range seen.Pages[0].Words {
		words = append(words, word.Text)
	}
	if diff := cmp.Diff([]string{"99", "13"}, words); diff != "" {
		t.Errorf("words in two corners (-want +got):\n%s", diff)
	}
}
