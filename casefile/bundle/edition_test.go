package bundle_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"ehccasefile/casefile/bundle"
)

var (
	goesOn   = regexp.MustCompile(`^(\d+) \(([ivx]+)\)$`)
	saysPage = regexp.MustCompile(` – page (\S+)$`)
)

// edited reads an edition from the outside and says what does not agree: labels with the pages of the bundle, printed numbers with labels,
// bookmarks with the sheets they open.
func edited(t *testing.T, data []byte, pages int) (o outside, faults []string) {
	t.Helper()
	o = seen(t, data)
	say := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	next := 1
	for i, p := range o.Pages {
		foot := ""
		for _, w := range p.words {
			if w.Y0 > p.h-48 {
				foot += " " + w.Text
			}
		}
		switch {
		case p.Label == "–":
			if len(p.words) > 0 && regexp.MustCompile(`\d`).MatchString(foot) {
				say("sheet %d has no label, and %q at its foot", i+1, foot)
			}
			continue
		case goesOn.MatchString(p.Label):
			if m := goesOn.FindStringSubmatch(p.Label); m[1] != strconv.Itoa(next-1) {
				say("sheet %d is %q after page %d", i+1, p.Label, next-1)
			}
		case p.Label != strconv.Itoa(next):
			say("sheet %d is %q and not %d", i+1, p.Label, next)
			next++
		default:
			next++
		}
		if !inOrder(strings.Fields(foot), strings.Fields(p.Label)) {
			say("sheet %d is %q and has %q at its foot", i+1, p.Label, foot)
		}
	}
	if next-1 != pages {
		say("%d pages and not %d", next-1, pages)
	}
	look := func(m mark) {
		if s := saysPage.FindStringSubmatch(m.Title); s == nil || o.Pages[m.Page].Label != s[1] {
			say("the bookmark %q opens %q", m.Title, o.Pages[m.Page].Label)
		}
	}
	for _, m := range o.Marks { // the index and the sections; below a document is its own outline, which may say what it likes
		look(m)
		for _, d := range m.Kids {
			look(d)
		}
	}
	return o, faults
}

// inOrder tells whether the words wanted stand among others in their order: below the edge where a page was cut, poppler reads words that nobody sees.
func inOrder(words, want []string) bool {
	for _, w := range words {
		if len(want) > 0 && w == want[0] {
			want = want[1:]
		}
	}
	return len(want) == 0
}

func TestEveryEditionHasThePageNumbersOfTheBundle(t *testing.T) {
	for n := uint64(1); n <= 4; n++ {
		p, _ := randomPlan(t, n)
		if _, r, err := bundle.MakeParts(t.Context(), p, bundle.PartLimit{Pages: 9}, nil); err != nil || !r.Checked.OK {
			t.Errorf("plan %d, in %d parts: %v %+v", n, len(r.Parts), err, r.Checked.Findings)
		}
		for _, e := range []bundle.Edition{bundle.Print, bundle.LargePrint} {
			p.Edition = e
			var out bytes.Buffer
			r, err := bundle.Make(t.Context(), &out, p, nil)
			if err != nil {
				t.Fatalf("plan %d, %s: %v", n, e, err)
			}
			if !r.Checked.OK {
				t.Errorf("plan %d, %s: %+v", n, e, r.Checked.Findings)
			}
			_, faults := edited(t, out.Bytes(), r.Pages)
			for _, f := range faults {
				t.Errorf("plan %d, %s: %s", n, e, f)
			}
			drawn(t, out.Bytes())
		}
	}
}

func TestInPrintEachDocumentBeginsOnTheRight(t *testing.T) {
	p := plan(t)
	p.Edition = bundle.Print
	var out, again bytes.Buffer
	r, err := bundle.Make(t.Context(), &out, p, nil)
	if err != nil || !r.Checked.OK {
		t.Fatalf("%v %+v", err, r.Checked.Findings)
	}
	o, faults := edited(t, out.Bytes(), r.Pages)
	if len(faults) > 0 {
		t.Error(faults)
	}
	for _, item := range r.Items {
		at := -1
		for i, p := range o.Pages {
			if p.Label == item.First {
				at = i
			}
		}
		if at%2 != 0 {
			t.Errorf("%s begins on the back of a sheet", item.Title)
		}
	}
	for i, page := range o.Pages {
		if page.w > page.h || page.w > 596 {
			t.Errorf("sheet %d is %v by %v", i+1, page.w, page.h)
		}
		for _, w := range page.words {
			if inner := w.X0 < 58; page.Label != "–" && i%2 == 0 && inner || i%2 == 1 && w.X1 > page.w-58 && w.Y0 < page.h-48 {
				t.Errorf("sheet %d: %q stands where the holes go", i+1, w.Text)
			}
		}
	}
	if _, err := bundle.Make(t.Context(), &again, p, nil); err != nil || !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Errorf("made again it is another file: %v", err)
	}
}

func TestLargePrintCutsBetweenLinesAndLosesNone(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 7))
	for range 500 {
		dots := make([]bool, 842)
		for y := 20 + rnd.IntN(60); y < 800; {
			high := 6 + rnd.IntN(14)
			if rnd.IntN(12) == 0 {
				high = 100 + rnd.IntN(600) // a picture
			}
			for i := y; i < min(y+high, 820); i++ {
				dots[i] = true
			}
			y += high + rnd.IntN(30)
		}
		most := 300 + 100*rnd.Float64()
		pieces := bundle.Cuts(dots, most)
		covered := make([]bool, len(dots))
		for i, c := range pieces {
			if c[1]-c[0] > most+1e-9 {
				t.Fatalf("piece %v is longer than %v", c, most)
			}
			for y := int(c[0]); y < int(c[1]); y++ {
				covered[y] = true
			}
			if i > 0 && c[0] > pieces[i-1][1]+1e-9 {
				t.Fatalf("nothing shows what lies between %v and %v", pieces[i-1], c)
			}
			if i > 0 && dots[int(c[0])] && pieces[i-1][1]-c[0] < bundle.Overlap-1e-9 {
				t.Fatalf("a line is cut at %v", c[0])
			}
		}
		for y, is := range dots {
			if is && !covered[y] {
				t.Fatalf("row %d is lost", y)
			}
		}
	}
}

func TestARedactedCopyInLargePrint(t *testing.T) {
	p := bundle.Plan{Title: "Evidence", Redacted: true, Edition: bundle.LargePrint,
		Sections: []bundle.Section{{Title: "Papers", Documents: []bundle.Document{black("A letter", leaky(0), topLines)}}}}
	var out bytes.Buffer
	r, err := bundle.Make(t.Context(), &out, p, nil)
	if err != nil || !r.Checked.OK || len(r.Redacted) != 1 {
		t.Fatalf("%v %+v %+v", err, r.Checked.Findings, r.Redacted)
	}
	if text := string(tool(t, "pdftotext", onDisk(t, out.Bytes()), "-")); strings.Contains(text, secret) || !strings.Contains(text, "Maya may stay") {
		t.Errorf("it reads %q", text)
	}
}
