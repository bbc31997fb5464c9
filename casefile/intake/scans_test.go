package intake

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/layer"
)

// scanOf makes a scan of words as councils send them: their pages drawn by poppler at 200 dots an inch, in one TIFF made by ImageMagick.
func scanOf(t testing.TB, options []string, words ...string) []byte {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "out.tif")
	if err := os.WriteFile(in, pdfOf(t, words...), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(name string, args ...string) {
		if says, err := exec.Command(name, args...).CombinedOutput(); err != nil {
			t.Fatalf("%s %v: %v\n%s", name, args, err, says)
		}
	}
	run("pdftoppm", "-r", "200", "-gray", "-png", in, filepath.Join(dir, "page"))
	pages, _ := filepath.Glob(filepath.Join(dir, "page*"))
	slices.Sort(pages)
	run("convert", slices.Concat(pages, options, []string{"-units", "PixelsPerInch", "-density", "200", "-compress", "Zip", out})...)
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

const council = `Northshire County Council

Dear Ada Okoro

We write about the occupational therapy that Maya is to have. The therapist will begin in the first week
of the summer term and will come on Tuesdays. She will see Maya for one hour each week, and she will write
to you at the end of each half term. Please tell us whether Tuesdays suit the school and your family.

Yours sincerely
`

// A scan cannot be searched until its words were read off it; then it can, and its pages look as before.
func TestScansAreRead(t *testing.T) {
	f := newCase(t)
	addAll(t, f, Options{}, paper("scan.tif", scanOf(t, nil, council, "Without prejudice\n\n"+council)))
	d := all[casefile.Document](t, f)[0]
	if d.Pages != 2 || d.Searchable || d.Type != casefile.FileTIFF || d.Privilege != casefile.PrivilegeOpen {
		t.Fatalf("before: %+v", d)
	}
	if papers, pages := blindIn(t, f); papers != 1 || pages != 2 {
		t.Fatalf("%d papers and %d pages cannot be searched", papers, pages)
	}
	said := 0
	h, err := ReadScans(context.Background(), f, func(Headway) { said++ })
	if errors.Is(err, ErrNoReader) {
		t.Skip("tesseract is not installed")
	}
	if err != nil || h.Found != 2 || h.Page != 2 || said != 2 {
		t.Fatalf("%+v, said %d times, %v", h, said, err)
	}
	if papers, _ := blindIn(t, f); papers != 0 {
		t.Errorf("%d papers still cannot be searched", papers)
	}
	d = all[casefile.Document](t, f)[0]
	if !d.Searchable || len(d.Notes) == 0 || !strings.HasPrefix(d.Notes[0], "The words on pages 1 to 2 were read off the picture") {
		t.Errorf("after: %+v", d)
	}
	if d.Privilege != casefile.PrivilegeWithoutPrejudice || !strings.Contains(d.Reason, "page 2") {
		t.Errorf("a scan that says it is private is %q (%q)", d.Privilege, d.Reason)
	}
	hits, err := f.Search("occupational therapist Tuesdays")
	if err == nil && len(hits) == 0 {
		hits, err = f.Search("therapist Tuesdays")
	}
	if err != nil || len(hits) != 1 || hits[0].ID != d.ID || hits[0].Page == 0 {
		t.Errorf("searching finds %+v, %v", hits, err)
	}
	if h, err := ReadScans(context.Background(), f, nil); err != nil || h.Pages != 0 {
		t.Errorf("a second time: %+v, %v", h, err)
	}
}

func blindIn(t testing.TB, f *casefile.File) (papers, pages int) {
	t.Helper()
	if err := f.View(func(tx *casefile.Tx) error { papers, pages = Blind(tx); return nil }); err != nil {
		t.Fatal(err)
	}
	return papers, pages
}

// Stopping in the middle keeps what was read.
func TestReadingScansMayBeStopped(t *testing.T) {
	f := newCase(t)
	addAll(t, f, Options{}, paper("one.tif", scanOf(t, nil, council)), paper("two.tif", scanOf(t, []string{"-negate", "-negate"}, council+"Another letter.")))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	pages := 0
	_, err := ReadScans(ctx, f, func(Headway) {
		if pages++; pages == 2 {
			cancel()
		}
	})
	if errors.Is(err, ErrNoReader) {
		t.Skip("tesseract is not installed")
	}
	if !errors.Is(err, context.Canceled) && err != nil {
		t.Fatal(err)
	}
	if papers, _ := blindIn(t, f); papers > 1 {
		t.Errorf("%d papers are left after one was read", papers)
	}
}

// The same letter scanned again looks like the first; another letter does not.
func TestAScanLooksLikeItself(t *testing.T) {
	f := newCase(t)
	other := strings.ReplaceAll(council, "therapy", "assessment") + strings.Repeat("\nThe assessment is done by somebody else, on another day of the week.\n", 12)
	addAll(t, f, Options{}, paper("one.tif", scanOf(t, nil, council)), paper("again.tif", scanOf(t, []string{"-rotate", "0.6", "+repage", "-noise", "1"}, council)),
		paper("other.tif", scanOf(t, nil, other)))
	docs := map[string]casefile.ID{}
	for _, d := range all[casefile.Document](t, f) {
		docs[d.Title] = d.ID
	}
	found, err := LooksLike(f, docs["Again"])
	if err != nil || len(found) != 1 || found[0].Other != string(docs["One"]) || !strings.Contains(found[0].Say, "“One”") {
		t.Errorf("the second scan looks like %+v, %v", found, err)
	}
	if found, err := LooksLike(f, docs["Other"]); err != nil || len(found) != 0 {
		t.Errorf("another letter looks like %+v, %v", found, err)
	}
}

func TestANewerVersionLooksLikeTheOlder(t *testing.T) {
	f := newCase(t)
	body := strings.Repeat("Maya needs one hour of direct occupational therapy each week, given by a therapist who knows her and who writes down what was done. ", 6)
	addAll(t, f, Options{Title: "", Kind: casefile.DocumentReport}, paper("OT report.txt", []byte("Report of 4 March 2025\n\n"+body)))
	addAll(t, f, Options{Kind: casefile.DocumentReport}, paper("OT report 2.txt", []byte("Report of 4 March 2026\n\n"+body+"She has made progress since.")))
	for _, d := range all[casefile.Document](t, f) {
		found, err := LooksLike(f, d.ID)
		if err != nil || len(found) != 1 {
			t.Errorf("%q looks like %+v, %v", d.Title, found, err)
		}
	}
}

// A page on which tesseract fails is not taken for one without words: it is said, and tried again, and what was read before stays.
func TestAPageThatFailsIsReadTheNextTime(t *testing.T) {
	real, err := exec.LookPath("tesseract")
	if err != nil {
		t.Skip("tesseract is not installed")
	}
	folder := t.TempDir()
	count := filepath.Join(folder, "pages")
	fails := func(pages string) { // those read that are to fail: "1" for the first, "x" for all
		script := "#!/bin/sh\nif [ \"$1\" = stdin ]; then echo x >> " + count + "; n=$(wc -l < " + count + "); case " + pages + " in $n|x) exit 1;; esac; fi\nexec " + real + " \"$@\"\n"
		if err := errors.Join(os.WriteFile(filepath.Join(folder, "tesseract"), []byte(script), 0o700), os.RemoveAll(count)); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
	f := newCase(t)
	addAll(t, f, Options{}, paper("scan.tif", scanOf(t, nil, council, "Northshire County Council\n\nThe caterpillar was counted.\n\n"+council)))
	const again = "could not be read off the picture this time. They are tried again"
	step := func(pages string, want Headway, left int, says string) casefile.Document {
		t.Helper()
		fails(pages)
		h, err := ReadScans(context.Background(), f, nil)
		want.Title, want.Page = h.Title, want.Pages
		if err != nil || h != want {
			t.Fatalf("%+v, want %+v, %v", h, want, err)
		}
		d := all[casefile.Document](t, f)[0]
		if _, n := blindIn(t, f); n != left || strings.Contains(strings.Join(d.Notes, " "), again) != (left > 0) || !strings.Contains(strings.Join(d.Notes, " "), says) {
			t.Fatalf("%d pages are left, want %d: %q", n, left, d.Notes)
		}
		return d
	}
	if d := step("x", Headway{Pages: 2, Failed: 2}, 2, "Its words could not"); d.Searchable || all[casefile.Text](t, f)[0].By != "" {
		t.Errorf("nothing was read: %+v", d)
	}
	step("1", Headway{Pages: 2, Failed: 1, Found: 1}, 1, "The words on page 1 could not")
	d := step("0", Headway{Pages: 1, Found: 1}, 0, "The words on pages 1 to 2 were read off the picture")
	if len(d.Notes) != 1 {
		t.Errorf("%q", d.Notes)
	}
	for _, words := range []string{"caterpillar", "occupational"} {
		if hits, err := f.Search(words); err != nil || len(hits) == 0 {
			t.Errorf("%q is not found: %v", words, err)
		}
	}
	text := all[casefile.Text](t, f)[0]
	kept, err := f.Read(text.Layer)
	if err != nil {
		t.Fatal(err)
	}
	if read, err := layer.Decode(kept); err != nil || len(read) != 2 || read[0].Number != 0 || read[1].Number != 1 {
		t.Errorf("the layer holds %d pages, %v", len(read), err)
	}
	step("0", Headway{}, 0, "")
}
