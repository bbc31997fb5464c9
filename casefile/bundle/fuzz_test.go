package bundle_test

import (
	"testing"

	"ehccasefile/casefile/bundle"
)

// FuzzIndex: whatever the titles and the numbers of pages, the index comes to rest, has a row for each document, and names the pages
// on which they stand.
func FuzzIndex(f *testing.F) {
	f.Add("Report", "Section", "Author", 3, 4)
	f.Add("تقرير المدرسة", "", "", 1, 1)
	f.Add("Unbrokenunbrokenunbrokenunbrokenunbrokenunbrokenunbroken \x00\xff", "A\nB", "x", 200, 9)
	f.Add("a b c", "Section", "Author with a name of more than one line, which goes on and on, and on, and on, and on", 40, 700)
	f.Fuzz(func(t *testing.T, title, section, author string, documents, pages int) {
		words := len(title) + len(section) + len(author)
		if documents < 1 || documents > 300 || pages < 1 || pages > 1000 || words > 3000 || documents*words > 20_000 || documents*pages > 5000 {
			return // the last two are the index of a long bundle, and what is longer would only be slow
		}
		rows, err := bundle.Index(title, section, author, documents, pages)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != documents {
			t.Fatalf("%d rows for %d documents", len(rows), documents)
		}
		for i, r := range rows {
			if i > 0 && r.From != rows[i-1].To+1 || r.To-r.From+1 != pages {
				t.Fatalf("document %d stands on %d to %d", i, r.From, r.To)
			}
			if r.Page < 1 || r.Page >= rows[0].From || r.High <= 0 || r.Low < 0 || r.Top > 842 {
				t.Fatalf("row %d lies on page %d at %g to %g", i, r.Page, r.Low, r.Top)
			}
		}
	})
}
