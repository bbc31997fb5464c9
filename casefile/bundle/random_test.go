package bundle_test

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ehccasefile/casefile/bundle"
	"ehccasefile/casefile/internal/pdf/odd"
	"ehccasefile/deadlines"
)

var (
	randomBundles = flag.Int("bundles", 200, "how many random bundles to make and to have read by others; 10000 for all")
	randomFrom    = flag.Uint64("from", 1, "the first of them; a fault names the one to begin with")
)

// onceWrong are bundles that did not agree, and are looked at every time: in 30, words of a page stood between its number and its corner; in 113
// and 259 a section's title ends a line with a number, far to the right; in 76 and 2971 words run over the edge of a page and are cut off; in 179
// our reader took a word in one corner and the number in the other for one.
var onceWrong = []uint64{30, 76, 113, 179, 259, 2971}

// TestRandomBundlesAgree makes bundles of random documents and has pikepdf, qpdf and poppler, which had no part in making them, say
// whether index, links, bookmarks, labels, printed numbers and destinations agree: go test ./casefile/bundle -run RandomBundles
// -bundles 10000 -timeout 5h.
func TestRandomBundlesAgree(t *testing.T) {
	var b bundle.Bench
	defer b.Close()
	ctx := t.Context() // the reader lives as long
	pages, documents := 0, 0
	list := slices.Clone(onceWrong)
	for n := *randomFrom; n < *randomFrom+uint64(*randomBundles); n++ {
		list = append(list, n)
	}
	for _, n := range list {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			p, to := randomPlan(t, n)
			var out bytes.Buffer
			r, err := b.Unproved(ctx, &out, p)
			if err != nil || len(r.Left) > 0 {
				t.Fatalf("%v %+v", err, r.Left)
			}
			o := seen(t, out.Bytes())
			for _, d := range append(o.disagreements(), o.astray(r, to)...) {
				t.Error(d)
			}
			if proof, err := b.Check(ctx, out.Bytes()); err != nil || !proof.OK {
				t.Errorf("our check: %v %+v", err, proof.Findings)
			}
			if n%5 == 0 {
				drawn(t, out.Bytes())
			}
			if t.Failed() {
				kept := filepath.Join(os.TempDir(), fmt.Sprintf("random-bundle-%d.pdf", n))
				t.Fatalf("kept as %s: %v", kept, os.WriteFile(kept, out.Bytes(), 0o600))
			}
			pages, documents = pages+r.Pages, documents+r.Documents
		})
	}
	t.Logf("%d bundles, %d documents, %d pages", len(list), documents, pages)
}

// drawn has poppler draw every page, small; it must have nothing to say.
func drawn(t *testing.T, data []byte) {
	t.Helper()
	name := onDisk(t, data)
	tool(t, "pdftoppm", "-r", "12", "-gray", name, name)
}

// astray names the links inside documents that lead elsewhere than they did: to says where the link of each page of each document went.
func (o outside) astray(r bundle.Report, to [][]int) []string {
	var out []string
	for i, d := range r.Items {
		for k, next := range to[i] {
			at := d.From - 1 + k
			found := slices.ContainsFunc(o.Pages[at].Links, func(l struct {
				Rect [4]float64
				To   int
			}) bool {
				return l.To == d.From-1+next
			})
			if !found {
				out = append(out, fmt.Sprintf("no link of page %d leads to page %d", at+1, d.From+next))
			}
		}
	}
	return out
}

// randomPlan is the plan of that number.
func randomPlan(t *testing.T, n uint64) (p bundle.Plan, to [][]int) {
	rnd := rand.New(rand.NewPCG(n, 42))
	p = bundle.Plan{Title: randomTitle(rnd), Child: randomTitle(rnd), Divider: rnd.IntN(3) == 0}
	for s := range 1 + rnd.IntN(3) {
		section := bundle.Section{Title: fmt.Sprint("Section ", s+1, " ", randomTitle(rnd))}
		for range 1 + rnd.IntN(4) {
			d, links := odd.Random(rnd)
			var on deadlines.Date
			if rnd.IntN(4) > 0 {
				on = deadlines.On(2020, 1, 1).AddDays(rnd.IntN(2500))
			}
			data := d.Bytes()
			if rnd.IntN(6) == 0 {
				data = throughQpdf(t, data, [][]string{{"--object-streams=generate"}, {"--linearize"}, {"--encrypt", "", "owner", "256", "--"}}[rnd.IntN(3)])
			}
			document := doc(randomTitle(rnd), on, data)
			if rnd.IntN(3) == 0 {
				document.Author = randomTitle(rnd)
			}
			section.Documents = append(section.Documents, document)
			to = append(to, links)
		}
		p.Sections = append(p.Sections, section)
	}
	return p, to
}

func throughQpdf(t *testing.T, data []byte, how []string) []byte {
	t.Helper()
	name := onDisk(t, data)
	tool(t, "qpdf", append(slices.Clone(how), name, name+".out")...)
	out, err := os.ReadFile(name + ".out")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// randomTitle is a few words of what families write, sometimes far too many.
func randomTitle(rnd *rand.Rand) string {
	words := strings.Fields("Report Letter about the draft plan Section F provision Maya’s school speech & language (final) Raport Żółw Ysgol Gynradd Tŷ-Coch Ștefănescu naïve 2026 No. 12 – v2 “quoted” O'Neill")
	n := 1 + rnd.IntN(8)
	if rnd.IntN(10) == 0 {
		n = 40 + rnd.IntN(60)
	}
	var list []string
	for range n {
		list = append(list, words[rnd.IntN(len(words))])
	}
	switch rnd.IntN(15) {
	case 0:
		list = append(list, "تقرير المدرسة")
	case 1:
		list = append(list, "বাংলা 📄")
	case 2:
		list = []string{strings.Repeat("Unbroken", 1+rnd.IntN(30))}
	}
	return strings.Join(list, " ")
}
