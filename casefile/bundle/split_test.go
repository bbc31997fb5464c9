package bundle_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ehccasefile/casefile/bundle"
	"ehccasefile/deadlines"
)

// pieces divides a bundle and keeps every piece.
func pieces(t testing.TB, data []byte) (bundle.Divided, [][]byte) {
	t.Helper()
	var all [][]byte
	d, err := bundle.Split(t.Context(), data, nil, func(p bundle.Piece) error {
		all = append(all, p.Data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	whole := 0
	for _, p := range d.Pieces {
		whole += p.Pages()
	}
	for _, p := range d.Passed {
		whole += p.To - p.From + 1
	}
	if whole != d.Pages {
		t.Errorf("%d of %d pages are somewhere", whole, d.Pages)
	}
	return d, all
}

func divided(d bundle.Divided) string {
	var b strings.Builder
	fmt.Fprintln(&b, d.How)
	for _, p := range d.Pieces {
		fmt.Fprintf(&b, "  %q %q %v %d-%d (%s to %s)\n", p.Section, p.Title, p.On, p.From, p.To, p.First, p.Last)
	}
	for _, p := range d.Passed {
		fmt.Fprintf(&b, "  passed %q %d-%d\n", p.Title, p.From, p.To)
	}
	return b.String()
}

// councilPages is how many pages the papers of testdata/council.py have.
var councilPages = []int{4, 3, 1, 12, 6, 9, 7, 5, 3, 1, 2}

func TestABundleOfACouncilIsDivided(t *testing.T) {
	specs := []spec{
		{"name": "nested", "marks": "nested", "mark": "%s - page %a", "nest": true},
		{"name": "papers", "marks": "papers", "mark": "%n. %s (%d)"},
		{"name": "nested-deep", "marks": "nested", "mark": "%a %s", "nest": true, "sections": true, "first": 2},
		{"name": "only sections", "marks": "sections"},
		{"name": "index", "ranges": false},
		{"name": "index-ranges", "cover": true, "first": 3, "at": "foot-centre", "column": "left", "range": "Pages %s - %s"},
		{"name": "marks-no-index", "marks": "nested", "mark": "%s (%a-%b)", "nest": true, "scanned_index": true},
		{"name": "marks-no-index-no-page", "marks": "papers", "mark": "%s", "scanned_index": true},
	}
	all := councils(t, specs...)
	for _, s := range specs {
		name := s["name"].(string)
		d, _ := pieces(t, all[name])
		want := "bookmarks"
		if strings.HasPrefix(name, "index") || name == "only sections" {
			want = "index"
		}
		docs := d.Pieces
		if strings.HasPrefix(name, "marks-no-index") { // its index is a picture that nobody can read: it stays a document of its own
			docs = docs[1:]
		}
		if d.How != want || len(docs) != len(councilPages) {
			t.Errorf("%s: divided by %s into %d, want %s and %d", name, d.How, len(d.Pieces), want, len(councilPages))
			keepFile(t, name, all[name])
			continue
		}
		for i, p := range docs {
			if p.Pages() != councilPages[i] {
				t.Errorf("%s: document %d has %d pages, want %d", name, i+1, p.Pages(), councilPages[i])
			}
		}
		if docs[5].Title != "Educational psychologist's report" || docs[2].Title != "Mediation certificate" {
			t.Errorf("%s: titles %q, %q", name, docs[5].Title, docs[2].Title)
		}
		if name != "marks-no-index" && name != "marks-no-index-no-page" && docs[5].On != deadlines.On(2025, 11, 11) {
			t.Errorf("%s: date %v", name, docs[5].On)
		}
	}
}

func TestPagesOfAPieceLookAsTheyDid(t *testing.T) {
	ours, _ := made(t, plan(t))
	council := councils(t, spec{"name": "a", "marks": "nested", "links": true, "format": "Page %d of %t", "scans": [][2]int{{5, 1}}})["a"]
	for name, data := range map[string][]byte{"ours": ours, "council": council} {
		d, all := pieces(t, data)
		whole := pictures(t, data)
		for i, p := range d.Pieces {
			for k, got := range pictures(t, all[i]) {
				if !bytes.Equal(got, whole[p.From-1+k]) {
					t.Errorf("%s: page %d of %q does not look as in the bundle", name, k+1, p.Title)
				}
			}
			tool(t, "qpdf", "--check", onDisk(t, all[i]))
		}
	}
}

func TestAPieceKeepsWhatLeadsFromPageToPageOfIt(t *testing.T) {
	data := councils(t, spec{"name": "a", "marks": "nested", "nest": true, "inner": true})["a"]
	d, all := pieces(t, data)
	report := seen(t, all[5])
	if d.Pieces[5].Title != "Educational psychologist's report" || len(report.Pages) != 9 {
		t.Fatal(divided(d))
	}
	if links := report.Pages[1].Links; len(links) != 1 || links[0].To != 3 {
		t.Errorf("links %+v: one leads within the document", links)
	}
	if got, want := marksOf(report.Marks), "1. Heading 0 []\n3. Heading 2 []\n4. Heading 3 []\n"; got != want {
		t.Errorf("bookmarks\n%s, want\n%s", got, want)
	}
	if report.Pages[0].Label != "28" || report.Pages[8].Label != "36" {
		t.Errorf("labels %q and %q", report.Pages[0].Label, report.Pages[8].Label)
	}
}

// pictures draws every page of a PDF.
func pictures(t testing.TB, data []byte) (out [][]byte) {
	t.Helper()
	name := onDisk(t, data)
	tool(t, "pdftoppm", "-r", "40", name, name)
	files, err := filepath.Glob(name + "-*.ppm")
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(files)
	for _, f := range files {
		out = append(out, must(os.ReadFile(f)))
	}
	return out
}

func TestABundleOfOursSplitAndMadeAgainIsTheSame(t *testing.T) {
	p := plan(t)
	p.Divider = true
	data, was := made(t, p)
	dir := filepath.Join(t.TempDir(), "parts")
	d, err := bundle.SplitInto(t.Context(), dir, data, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(divided(d))
	again, err := bundle.FromFolder(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	again.Child, again.Title, again.Reference, again.ServedBy, again.Kind, again.Limit, again.Divider = p.Child, p.Title, p.Reference, p.ServedBy, p.Kind, p.Limit, true
	second, now := made(t, again)
	if len(now.Items) != len(was.Items) || now.Pages != was.Pages || !now.Checked.OK {
		t.Fatalf("%d documents on %d pages became %d on %d", len(was.Items), was.Pages, len(now.Items), now.Pages)
	}
	for i := range was.Items {
		a, b := was.Items[i], now.Items[i]
		if a.Title != b.Title || a.From != b.From || a.To != b.To {
			t.Errorf("%q on %d-%d became %q on %d-%d", a.Title, a.From, a.To, b.Title, b.From, b.To)
		}
	}
	if a, b := marksOf(seen(t, data).Marks), marksOf(seen(t, second).Marks); a != b {
		t.Errorf("bookmarks were\n%s\nand are\n%s", a, b)
	}
	for i := range was.Items { // and every page still says the same
		a, b := wordsOn(t, data, was.Items[i]), wordsOn(t, second, now.Items[i])
		if a != b {
			t.Errorf("%q says\n%s\nand said\n%s", was.Items[i].Title, b, a)
		}
	}
}

func marksOf(list []mark) string {
	var b strings.Builder
	for _, m := range list {
		fmt.Fprintf(&b, "%s %d [%s]\n", m.Title, m.Page, marksOf(m.Kids))
	}
	return b.String()
}

// wordsOn gives the different words of a document's pages, without the numbers printed on them.
func wordsOn(t testing.TB, data []byte, l bundle.Line) string {
	t.Helper()
	text := string(tool(t, "pdftotext", "-f", strconv.Itoa(l.From), "-l", strconv.Itoa(l.To), onDisk(t, data), "-"))
	words := strings.Fields(text)
	words = slices.DeleteFunc(words, func(w string) bool { n, err := strconv.Atoi(w); return err == nil && n >= l.From && n <= l.To })
	slices.Sort(words)
	return strings.Join(slices.Compact(words), " ")
}

func TestASplitLeavesNothingHalfDoneBehind(t *testing.T) {
	data, _ := made(t, plan(t))
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "mine.txt"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := bundle.SplitInto(t.Context(), dir, data, nil, nil); err == nil {
		t.Error("documents were put among other files")
	}
	fresh := filepath.Join(dir, "new")
	if _, err := bundle.SplitInto(t.Context(), fresh, sealed(t, data, "secret"), nil, nil); !errors.Is(err, bundle.ErrLocked) {
		t.Errorf("a locked bundle: %v", err)
	}
	if _, err := os.Stat(fresh); err == nil {
		t.Error("a folder was left behind")
	}
	if _, err := bundle.SplitInto(t.Context(), fresh, sealed(t, data, "secret"), []string{"wrong", "secret"}, nil); err != nil {
		t.Errorf("with its password: %v", err)
	}
}
