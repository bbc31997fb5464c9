package bundle_test

import (
	"bytes"
	"context"
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

func any1(string) error { return nil }

// heavy is a plan of n papers of about so many bytes each, of two pages.
func heavy(n, size int) bundle.Plan {
	p := bundle.Plan{Title: "Evidence for the appeal", Child: "Maya Adaeze Okoro", Reference: "EH938/26/00412", Hearing: deadlines.On(2027, 3, 4)}
	for i := range n {
		if i%3 == 0 {
			p.Sections = append(p.Sections, bundle.Section{Title: fmt.Sprintf("Section %d", i/3+1)})
		}
		s := &p.Sections[len(p.Sections)-1]
		s.Documents = append(s.Documents, doc(fmt.Sprintf("Paper %d", i+1), deadlines.On(2026, 1, 1).AddDays(i), weighty(size, i)))
	}
	return p
}

// weighty is a PDF of two pages with a picture of noise on the first.
func weighty(size, seed int) []byte {
	noise := make([]byte, size)
	x := uint32(seed*7919 + 1)
	for i := range noise {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	page := func(c int) string {
		return fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>/XObject<</I 6 0 R>>>>/Contents %d 0 R>>", c)
	}
	stream := func(s string) string { return fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(s), s) }
	side := size / 100
	return file([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>", page(7), page(8),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		fmt.Sprintf("<</Type/XObject/Subtype/Image/Width 100/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Length %d>>stream\n%s\nendstream", side, side*100, noise[:side*100]),
		stream("q 300 0 0 300 100 300 cm /I Do Q BT /F 12 Tf 72 700 Td (With a picture) Tj ET"), stream("BT /F 12 Tf 72 700 Td (The second page) Tj ET")})
}

func TestPartsKeepToTheLimitAndRunOn(t *testing.T) {
	p := heavy(8, 400_000)
	limit := bundle.PartLimit{MailMB: 1.6}
	files, r, err := bundle.MakeParts(t.Context(), p, limit, nil)
	if err != nil || !r.Checked.OK {
		t.Fatalf("%v %+v", err, r.Checked.Findings)
	}
	if len(files) < 3 || len(files) != len(r.Parts) {
		t.Fatalf("%d parts, %d files", len(r.Parts), len(files))
	}
	var whole bytes.Buffer
	if _, err := bundle.Make(t.Context(), &whole, p, nil); err != nil {
		t.Fatal(err)
	}
	w := seen(t, whole.Bytes())
	var numbers []string
	for i, data := range files {
		f := r.Parts[i]
		if float64(len(data))*1.37 > limit.MailMB*1e6 || f.Over || f.Bytes != len(data) || f.SHA256 != hash(data) {
			t.Errorf("part %d: %d bytes, %+v", i+1, len(data), f)
		}
		o := seen(t, data)
		var mine []string
		for at, page := range o.Pages {
			n, _ := strconv.Atoi(page.Label)
			if o.footer(at) != page.Label || n < 1 || n > len(w.Pages) {
				t.Fatalf("part %d: page %d is labelled %q and has %q printed on it", i+1, at+1, page.Label, o.footer(at))
			}
			if n > r.Items[0].From-1 {
				mine = append(mine, page.Label)
				if a, b := texts(page.words), texts(w.Pages[n-1].words); a != b {
					t.Errorf("part %d: page %s says %q, and in the whole %q", i+1, page.Label, a, b)
				}
			}
		}
		if mine[0] != f.First || mine[len(mine)-1] != f.Last || len(o.Pages) != f.Pages {
			t.Errorf("part %d has the pages %v, and says %s to %s", i+1, mine, f.First, f.Last)
		}
		numbers = append(numbers, mine...)
		index := texts(o.Pages[1].words)
		for _, d := range r.Items {
			if !strings.Contains(index, d.Title) {
				t.Errorf("%s is not in the index of part %d", d.Title, i+1)
			}
		}
		proof, err := bundle.Check(t.Context(), data)
		if err != nil || !proof.OK || proof.Documents != len(r.Items) || proof.Elsewhere+proof.Links != len(r.Items) || proof.Elsewhere == 0 {
			t.Errorf("part %d: %v %+v", i+1, err, proof)
		}
	}
	for i, d := range r.Items {
		if i > 0 && slices.Index(numbers, d.First) < 0 {
			t.Errorf("page %s is in no part", d.First)
		}
	}
	if len(numbers) != len(w.Pages)-r.Items[0].From+1 || slices.Compact(slices.Clone(numbers)) == nil {
		t.Errorf("the parts have the pages %v", numbers)
	}
	if got, want := r.Parts[1].Subject, fmt.Sprintf("HD 04/03/2027 | EH938/26/00412 | Maya Adaeze Okoro | Evidence part 2 of %d", len(files)); got != want {
		t.Errorf("the subject is %q", got)
	}
	if got, want := r.Parts[1].Name, fmt.Sprintf("EH938-26-00412 Okoro, Maya Adaeze Evidence part 2 of %d.pdf", len(files)); got != want {
		t.Errorf("the name is %q", got)
	}
}

func texts(words []word) string {
	var all []string
	for _, w := range words {
		all = append(all, w.Text)
	}
	return strings.Join(all, " ")
}

// A part that says the wrong thing of itself must not pass.
func TestAPartWithAFaultIsCaught(t *testing.T) {
	p := heavy(4, 20_000)
	files, r, err := bundle.MakeParts(t.Context(), p, bundle.PartLimit{Pages: 7}, nil)
	if err != nil || !r.Checked.OK || len(files) != 2 {
		t.Fatalf("%v %d %+v", err, len(files), r.Checked.Findings)
	}
	name := onDisk(t, files[1])
	for _, fault := range []string{"label", "drop"} {
		script := `
import pikepdf, sys
p = pikepdf.open(sys.argv[1])
if sys.argv[3] == "label":
    n = p.Root.PageLabels.Nums
    n[-1].St = int(n[-1].St) + 1
else:
    del p.pages[3]
p.save(sys.argv[2])`
		tool(t, python(t), "-c", script, name, name+fault, fault)
		data, err := os.ReadFile(name + fault)
		if err != nil {
			t.Fatal(err)
		}
		if proof, err := bundle.Check(t.Context(), data); err != nil || proof.OK {
			t.Errorf("%s passes: %v %+v", fault, err, proof)
		}
	}
}

func TestADocumentLargerThanAPartIsSaid(t *testing.T) {
	p := heavy(3, 30_000)
	p.Sections[0].Documents[1] = doc("The huge one", deadlines.On(2026, 2, 2), weighty(2_000_000, 99))
	_, r, err := bundle.MakeParts(t.Context(), p, bundle.PartLimit{MailMB: 1}, nil)
	if err != nil || !r.Checked.OK || len(r.Parts) != 3 {
		t.Fatalf("%v %+v", err, r.Parts)
	}
	for i, f := range r.Parts {
		if f.Over != (i == 1) || (f.Note != "") != (i == 1) {
			t.Errorf("part %d: %+v", i+1, f)
		}
	}
}

func TestWhatFitsIsOnePart(t *testing.T) {
	p := heavy(2, 10_000)
	p.Hearing, p.Reference = deadlines.Date{}, ""
	files, r, err := bundle.MakeParts(t.Context(), p, bundle.PartLimit{MailMB: bundle.MailMB}, nil)
	if err != nil || len(files) != 1 || r.Parts[0].Name != "Okoro, Maya Adaeze Evidence.pdf" || !r.HearingMissing {
		t.Fatalf("%v %d %+v", err, len(files), r.Parts)
	}
	if s := r.Parts[0].Subject; s != "HD (date of the hearing missing) | (reference missing) | Maya Adaeze Okoro | Evidence" {
		t.Errorf("the subject is %q", s)
	}
	var whole bytes.Buffer
	if _, err := bundle.Make(t.Context(), &whole, p, nil); err != nil || !bytes.Equal(whole.Bytes(), files[0]) {
		t.Errorf("the only part is not the bundle: %v", err)
	}
}

func TestASetOfPartsIsThereOrNot(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "X.pdf")
	list := func() (names []string) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return names
	}
	three := []string{"X part 1 of 3.pdf", "X part 2 of 3.pdf", "X part 3 of 3.pdf"}
	p := heavy(6, 20_000)
	if _, err := bundle.SaveParts(t.Context(), bundle.Destination{Path: path, May: any1}, p, bundle.PartLimit{Pages: 6}, nil); err != nil || !slices.Equal(list(), three) {
		t.Fatalf("%v %v", err, list())
	}
	before, _ := os.ReadFile(filepath.Join(dir, three[1]))
	for _, stage := range []bundle.Stage{bundle.Reading, bundle.Making, bundle.Checking} {
		ctx, cancel := context.WithCancel(t.Context())
		_, err := bundle.SaveParts(ctx, bundle.Destination{Path: path, May: any1}, p, bundle.PartLimit{Pages: 8}, func(p bundle.Progress) {
			if p.Stage == stage {
				cancel()
			}
		})
		cancel()
		if !errors.Is(err, context.Canceled) || !slices.Equal(list(), three) {
			t.Errorf("%s: %v %v", stage, err, list())
		}
	}
	no := errors.New("not this one")
	_, err := bundle.SaveParts(t.Context(), bundle.Destination{Path: path, May: func(name string) error {
		if filepath.Base(name) == "X part 2 of 2.pdf" {
			return no
		}
		return nil
	}}, p, bundle.PartLimit{Pages: 8}, nil)
	if err != nil || len(list()) != 2 {
		t.Fatalf("a set of two in place of one of three: %v %v", err, list())
	}
	_, err = bundle.SaveParts(t.Context(), bundle.Destination{Path: path, May: func(name string) error {
		if filepath.Base(name) == "X part 2 of 2.pdf" {
			return no
		}
		return nil
	}}, p, bundle.PartLimit{Pages: 8}, nil)
	if !errors.Is(err, no) || len(list()) != 2 {
		t.Errorf("a file that must stay: %v %v", err, list())
	}
	// A folder where a part goes: nothing may be left of the new set, and all of the old one.
	for _, n := range list() {
		os.Remove(filepath.Join(dir, n))
	}
	if err := os.WriteFile(filepath.Join(dir, three[0]), before, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "X part 2 of 2.pdf", "full"), 0o700); err != nil {
		t.Fatal(err)
	}
	_, err = bundle.SaveParts(t.Context(), bundle.Destination{Path: path, May: func(name string) error {
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			return no
		}
		return nil
	}}, p, bundle.PartLimit{Pages: 8}, nil)
	if !errors.Is(err, no) || !slices.Equal(list(), []string{three[0], "X part 2 of 2.pdf"}) {
		t.Errorf("beside a folder: %v %v", err, list())
	}
}

func TestFileNamesForEverySystem(t *testing.T) {
	for in, want := range map[string]string{
		"EH938/26/00412 Okoro, Maya": "EH938-26-00412 Okoro, Maya", `a\b:c*d?e"f<g>h|i`: "a-b-c-d-e-f-g-h-i", "con": "Bundle con", "LPT1.x": "Bundle LPT1.x",
		" trailing. ": "trailing", "": "Bundle", "line\nbreak": "line break",
	} {
		if got := bundle.FileName(in); got != want {
			t.Errorf("%q becomes %q and not %q", in, got, want)
		}
	}
}
