package bundle_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/casefile/internal/pdf"
	"ehccasefile/casefile/internal/worker"
	"ehccasefile/deadlines"
)

func TestMain(m *testing.M) {
	worker.IfAsked()
	probeIfAsked()
	makeIfAsked()
	os.Exit(m.Run())
}

func TestABundleAgreesWithItself(t *testing.T) {
	data, r := made(t, plan(t))
	for _, d := range seen(t, data).disagreements() {
		t.Error(d)
	}
	if !r.Checked.OK || r.Checked.Documents != 10 || r.Checked.Links != 10 || r.Checked.Labels != r.Pages || r.Checked.Numbers != r.Pages {
		t.Errorf("our own check: %+v", r.Checked)
	}
	if r.Checked.Bookmarks != 1+3+10 { // the index, the sections, the documents
		t.Errorf("%d bookmarks were compared", r.Checked.Bookmarks)
	}
	if r.Documents != 10 || len(r.Left) != 0 || r.Pages != r.EvidencePages+2 || len(r.SHA256) != 64 {
		t.Errorf("report: %+v", r)
	}
}

func TestABundleSaysWhatItIs(t *testing.T) {
	data, _ := made(t, plan(t))
	o := seen(t, data)
	if o.Title != "Evidence for the appeal – Maya Okoro" || o.Lang != "en-GB" || o.Mode != "/UseOutlines" || o.Zoom != 1 || !o.ShowsTitle {
		t.Errorf("title %q, language %q, mode %q, zoom %v, shows title %v", o.Title, o.Lang, o.Mode, o.Zoom, o.ShowsTitle)
	}
	for i, p := range o.Pages {
		w, h := p.w, p.h
		if w > h {
			w, h = h, w
		}
		if w < 594 || w > 596 || h < 841 || h > 843 {
			t.Errorf("page %d is %.0f by %.0f points, not A4", i+1, p.w, p.h)
		}
	}
	var cover []string
	for _, w := range o.Pages[0].words {
		cover = append(cover, w.Text)
	}
	for _, want := range []string{"Evidence for the appeal", "Maya Okoro", "EH938/26/00412", "The family of Maya Okoro", "Refusal to assess", "of which 24 are evidence"} {
		if !strings.Contains(strings.Join(cover, " "), want) {
			t.Errorf("%q is not on the cover: %q", want, cover)
		}
	}
}

func TestEveryDocumentKeepsItsOwnOutlineBelowItsBookmark(t *testing.T) {
	data, _ := made(t, plan(t))
	var odd mark
	for _, s := range seen(t, data).Marks {
		for _, d := range s.Kids {
			if strings.HasPrefix(d.Title, "Scans with odd edges") {
				odd = d
			}
		}
	}
	if len(odd.Kids) != 1 || odd.Kids[0].Page != odd.Page || !strings.HasPrefix(odd.Kids[0].Title, "Its own heading") {
		t.Errorf("got %+v", odd)
	}
}

func TestPlantedFaultsAreCaught(t *testing.T) {
	good, _ := made(t, plan(t))
	for fault, what := range map[string]string{
		"link": "link", "link-gone": "link", "bookmark": "bookmark", "bookmark-gone": "bookmark", "label": "label",
		"insert": "number", "remove": "number", "row": "link", "stamp": "number",
		"crop": "number", "crop-side": "number", "title-head": "bookmark", "title-tail": "bookmark",
	} {
		t.Run(fault, func(t *testing.T) {
			name := onDisk(t, good)
			tool(t, python(t), "testdata/fault.py", fault, name, name+".bad")
			bad, err := os.ReadFile(name + ".bad")
			if err != nil {
				t.Fatal(err)
			}
			if len(seen(t, bad).disagreements()) == 0 {
				t.Error("poppler and pikepdf see nothing wrong")
			}
			proof, err := bundle.Check(t.Context(), bad)
			if err != nil {
				t.Fatal(err)
			}
			ofKind := slices.ContainsFunc(proof.Findings, func(f bundle.Finding) bool { return f.What == what })
			if proof.OK || !ofKind {
				t.Errorf("our check missed it: %+v", proof)
			}
			for _, f := range proof.Findings {
				t.Log(f.Page, f.What, f.Say)
			}
		})
	}
}

func TestCheckOfWhatIsNoBundle(t *testing.T) {
	proof, err := bundle.Check(t.Context(), report(t, "A report", 3))
	if err != nil || proof.OK || !has(proof, "absent", "index") || !has(proof, "absent", "number") {
		t.Errorf("a plain report passed: %+v, %v", proof, err)
	}
	if _, err := bundle.Check(t.Context(), []byte("hello")); err == nil {
		t.Error("a text was checked as if it were a PDF")
	}
}

func TestSameDocumentsSameBytes(t *testing.T) {
	p := plan(t)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	one, _ := made(t, p)
	runtime.GOMAXPROCS(2)
	two, _ := made(t, p)
	if !bytes.Equal(one, two) {
		t.Error("the same plan gave different bytes")
	}
}

func TestNothingOfTheFilesThemselvesIsInside(t *testing.T) {
	data, _ := made(t, plan(t))
	name := onDisk(t, data)
	tool(t, "qpdf", "--qdf", "--object-streams=disable", "--decode-level=all", name, name+".open")
	open, err := os.ReadFile(name + ".open")
	if err != nil {
		t.Fatal(err)
	}
	var wide []byte
	for _, u := range utf16.Encode([]rune("SECRET")) {
		wide = append(wide, byte(u>>8), byte(u))
	}
	for _, secret := range [][]byte{[]byte("SECRET"), wide, []byte("534543524554"), []byte("005300450043")} {
		if at := bytes.Index(open, secret); at >= 0 {
			t.Errorf("it is inside: %q", open[max(0, at-60):min(len(open), at+60)])
		}
	}
}

func TestWhatCannotGoInIsLeftOutWithAReason(t *testing.T) {
	good := report(t, "Good", 1)
	var none deadlines.Date
	gone := loads("Gone", none, func() ([]byte, error) { return nil, os.ErrNotExist })
	p := bundle.Plan{Title: "Test", Sections: []bundle.Section{{Title: "All", Documents: []bundle.Document{
		doc("Locked", none, sealed(t, good, "open sesame")),
		doc("Opens by itself", none, sealed(t, good, "")),
		doc("Broken", none, []byte("%PDF-1.4 this is not one")),
		doc("Empty", none, nil), doc("Blank note", none, []byte(" \n ")), gone,
		doc("Program", none, []byte("MZ\x90\x00\x03\x00\x00\x00")),
		doc("Half a photo", none, photo(t, 300, 200)[:400]),
		{Title: "From nowhere"},
		doc("Good", none, good),
	}}}}
	_, r := made(t, p)
	var left []string
	for _, l := range r.Left {
		left = append(left, l.Title)
		t.Log(l.Title, "–", l.Note)
		if l.Note == "" {
			t.Errorf("no reason for %q", l.Title)
		}
	}
	slices.Sort(left)
	if want := []string{"Blank note", "Broken", "Empty", "From nowhere", "Gone", "Half a photo", "Locked", "Program"}; !slices.Equal(left, want) {
		t.Errorf("left out %q, want %q", left, want)
	}
	if r.Documents != 2 || !r.Checked.OK {
		t.Errorf("report: %+v", r)
	}
}

func TestADocumentThatCannotBeCopiedStopsNoOther(t *testing.T) {
	data := knotted()
	source, err := pdf.Read(data, pdf.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if pdf.Assemble(t.Context(), io.Discard, pdf.Book{Parts: []pdf.Part{{Source: source, BackTo: -1}}}, nil) == nil {
		t.Fatal("the document of this test can be copied after all: it tests nothing")
	}
	p := plan(t)
	p.Sections[1].Documents = append(p.Sections[1].Documents, doc("Knotted", deadlines.Date{}, data))
	_, r := made(t, p)
	if !r.Checked.OK || r.Documents+len(r.Left) != 11 || r.Documents < 10 {
		t.Errorf("%d in, left out %+v, %+v", r.Documents, r.Left, r.Checked)
	}
	t.Logf("%+v %+v", r.Left, r.Items)
}

func TestABundleOfNothing(t *testing.T) {
	var b bytes.Buffer
	r, err := bundle.Make(t.Context(), &b, bundle.Plan{Title: "x", Sections: []bundle.Section{{Documents: []bundle.Document{
		{Title: "Notes"}}}}}, nil)
	if !errors.Is(err, bundle.ErrNothing) || len(r.Left) != 1 || b.Len() != 0 {
		t.Errorf("got %v, %+v, %d bytes", err, r, b.Len())
	}
}

func TestAnIndexOfManyPages(t *testing.T) {
	one := []byte("One page of notes.")
	p := bundle.Plan{Title: "Many"}
	for s := range 4 {
		var section bundle.Section
		section.Title = strings.Repeat("Section title that is long ", s+1)
		for i := range 40 {
			d := doc(strings.Repeat("Letter about the draft plan ", 1+i%5), deadlines.On(2026, 1, 1+i), one)
			d.Author = strings.Repeat("Author ", i%30)
			section.Documents = append(section.Documents, d)
		}
		p.Sections = append(p.Sections, section)
	}
	data, r := made(t, p)
	for _, d := range seen(t, data).disagreements() {
		t.Error(d)
	}
	if !r.Checked.OK || r.Checked.Links != 160 || r.Pages < 165 {
		t.Errorf("%+v", r.Checked)
	}
}

func TestSectionsWithoutTitlesAndWithDividers(t *testing.T) {
	for _, divider := range []bool{false, true} {
		p := bundle.Plan{Title: "Test", Divider: divider, Sections: []bundle.Section{
			{Title: "Letter", Documents: []bundle.Document{doc("Letter", deadlines.On(2026, 3, 1), []byte("one")), doc("Letter", deadlines.On(2026, 3, 1), []byte("two"))}},
			{Documents: []bundle.Document{doc("Loose  \n paper", deadlines.Date{}, []byte("three")), doc(" ", deadlines.Date{}, []byte("four"))}},
		}}
		_, r := made(t, p)
		want := 6
		if divider {
			want = 7
		}
		if !r.Checked.OK || r.Pages != want || r.Items[2].Title != "Loose paper" {
			t.Errorf("divider %v: %+v", divider, r)
		}
	}
}

func TestTitlesOfAnyLength(t *testing.T) {
	long := strings.Repeat("Evidence about everything that happened in the first year ", 100)
	p := bundle.Plan{Title: long, Child: long, ServedBy: long, Kind: long, Sections: []bundle.Section{{Title: long[:900], Documents: []bundle.Document{
		doc(long, deadlines.On(2026, 3, 1), []byte("one")), doc(strings.Repeat("x", 900), deadlines.Date{}, []byte("two")), doc("short", deadlines.Date{}, []byte("three"))}}}}
	agrees := func(p bundle.Plan) {
		t.Helper()
		data, r := made(t, p)
		if !r.Checked.OK || r.Checked.Bookmarks != 5 {
			t.Errorf("%+v", r.Checked)
		}
		for _, m := range seen(t, data).Marks {
			if !strings.HasSuffix(m.Title, fmt.Sprintf("– page %d", m.Page+1)) {
				t.Errorf("the bookmark %.40q… opens page %d", m.Title, m.Page+1)
			}
		}
	}
	agrees(p)
	p.Divider = true
	for _, title := range []string{long[:700], long} { // a sheet before the section is one sheet
		p.Sections[0].Title = title
		agrees(p)
	}
}

// A title may begin with the digit that its row has as its number.
func TestATitleThatBeginsLikeItsRow(t *testing.T) {
	p := bundle.Plan{Title: "Evidence", Sections: []bundle.Section{{Title: "Papers", Documents: []bundle.Document{
		doc("11 May: a letter", deadlines.On(2026, 5, 11), report(t, "One", 1)), doc("2026 report", deadlines.On(2026, 5, 12), report(t, "Two", 2)), doc("3", deadlines.On(2026, 5, 13), report(t, "Three", 1))}}}}
	if _, r := made(t, p); !r.Checked.OK {
		t.Errorf("%+v", r.Checked.Findings)
	}
}

func TestABundleInABundle(t *testing.T) {
	inner, _ := made(t, plan(t))
	p := plan(t)
	p.Sections[0].Documents = append(p.Sections[0].Documents, doc("The bundle we sent before", deadlines.On(2026, 11, 3), inner))
	data, r := made(t, p)
	if !r.Checked.OK {
		t.Errorf("%+v", r.Checked)
	}
	for _, d := range seen(t, data).disagreements() {
		t.Error(d)
	}
}

func TestCancelStopsAtOnceAndLeavesNothing(t *testing.T) {
	for _, stage := range []bundle.Stage{bundle.Reading, bundle.Making, bundle.Checking} {
		t.Run(string(stage), func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			dir := t.TempDir()
			path := filepath.Join(dir, "bundle.pdf")
			if err := os.WriteFile(path, []byte("the old one"), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := bundle.Save(ctx, path, plan(t), func(p bundle.Progress) {
				if p.Stage == stage {
					cancel()
				}
			})
			if !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
			old, _ := os.ReadFile(path)
			entries, _ := os.ReadDir(dir)
			if string(old) != "the old one" || len(entries) != 1 {
				t.Errorf("left behind: %q, %v", old, entries)
			}
		})
	}
}

func TestSave(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bundle.pdf")
	var stages []bundle.Stage
	r, err := bundle.Save(t.Context(), path, plan(t), func(p bundle.Progress) {
		if p.Say() == "" {
			t.Error("progress without words")
		}
		if len(stages) == 0 || stages[len(stages)-1] != p.Stage {
			stages = append(stages, p.Stage)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(stages, []bundle.Stage{bundle.Reading, bundle.Making, bundle.Checking}) {
		t.Errorf("stages: %v", stages)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if proof, err := bundle.Check(t.Context(), data); err != nil || !proof.OK || proof.Pages != r.Pages {
		t.Errorf("%+v, %v", proof, err)
	}
}

// large is a plan of some 420 pages.
func large(b *testing.B) bundle.Plan {
	p := plan(b)
	ten := report(b, "Report", 10)
	for i := range 40 {
		p.Sections[1].Documents = append(p.Sections[1].Documents, doc("Report", deadlines.On(2026, 1, 1+i), ten))
	}
	return p
}

// BenchmarkMake is the whole way: reading, making and checking.
func BenchmarkMake(b *testing.B) {
	p := large(b)
	for b.Loop() {
		if _, err := bundle.Make(b.Context(), io.Discard, p, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCheck is the checking alone.
func BenchmarkCheck(b *testing.B) {
	data, _ := made(b, large(b))
	for b.Loop() {
		if _, err := bundle.Check(b.Context(), data); err != nil {
			b.Fatal(err)
		}
	}
}

func TestFaultsAmongNumbersOfSectionsAreCaught(t *testing.T) {
	p := plan(t)
	p.Numbering = casefile.NumberingSections
	good, r := made(t, p)
	if !r.Checked.OK || r.Checked.Numbers != r.Pages || r.Checked.Labels != r.Pages || r.Checked.Links != 10 || r.Checked.Bookmarks != 14 {
		t.Fatalf("%+v", r.Checked)
	}
	if r.Items[1].First != "B1" || r.Items[4].First != "C1" {
		t.Errorf("%+v", r.Items)
	}
	for fault, what := range map[string]string{"link": "link", "link-gone": "link", "bookmark": "bookmark", "bookmark-gone": "bookmark",
		"insert": "number", "remove": "number", "stamp": "number"} {
		name := onDisk(t, good)
		tool(t, python(t), "testdata/fault.py", fault, name, name+".bad")
		bad, err := os.ReadFile(name + ".bad")
		if err != nil {
			t.Fatal(err)
		}
		proof, err := bundle.Check(t.Context(), bad)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(proof.Findings, func(f bundle.Finding) bool { return f.What == what }) {
			t.Errorf("%s: our check missed it: %+v", fault, proof)
		}
	}
}
