package pdf

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"ehccasefile/casefile/internal/pdf/odd"
)

type walked struct {
	Bad      []string
	Elements int
	Tree     string
}

// walkTree has testdata/walk.py walk the tree of a book with pikepdf.
func walkTree(t *testing.T, path string) walked {
	t.Helper()
	var w walked
	if err := json.Unmarshal([]byte(quiet(t, withPikepdf(), "testdata/walk.py", path, "strict")), &w); err != nil {
		t.Fatal(err)
	}
	for _, b := range w.Bad {
		t.Error(b)
	}
	return w
}

// taggedPaper is a source with tags of its own: a heading and a picture on the first page, a table over both, a type of its own, a
// path where a picture should be described, and a stretch that no element holds.
func taggedPaper() []byte {
	d := paper(2, "/MediaBox"+a4Box+"/StructParents 7", func(p int) string {
		return fmt.Sprintf("/Head <</MCID 0>> BDC BT /F1 20 Tf 72 700 Td (Heading %d) Tj ET EMC /Artifact BMC BT /F1 8 Tf 72 20 Td (foot) Tj ET EMC "+
			"/TD <</MCID 1>> BDC BT /F1 11 Tf 72 600 Td (Cell %d) Tj ET EMC /P <</MCID 2>> BDC BT /F1 11 Tf 72 500 Td (Lost %d) Tj ET EMC", p, p, p)
	})
	pages := []int{}
	for i, o := range d.Objs {
		if strings.Contains(o, "/Type/Page/") || strings.Contains(o, "/Type/Page ") {
			pages = append(pages, i+1)
		}
	}
	first, second := pages[0], pages[1]
	d.Objs[second-1] = strings.Replace(d.Objs[second-1], "/StructParents 7", "/StructParents 9", 1)
	base := len(d.Objs) + 1
	n := func(i int) string { return fmt.Sprintf("%d 0 R", base+i) }
	d.Objs = append(d.Objs,
		"<</Type/StructTreeRoot/K "+n(1)+"/ParentTree "+n(7)+"/RoleMap<</Head/H1/Odd/Strange>>>>",
		"<</Type/StructElem/S/Document/P "+n(0)+"/T(secret title)/K["+n(2)+" "+n(3)+" "+n(4)+"]>>",
		fmt.Sprintf("<</Type/StructElem/S/Head/P %s/Pg %d 0 R/K[0 <</Type/MCR/Pg %d 0 R/MCID 0>>]>>", n(1), first, second),
		"<</Type/StructElem/S/Table/P "+n(1)+"/A<</O/Table/Summary(secret)>>/K["+n(5)+"]>>",
		fmt.Sprintf("<</Type/StructElem/S/Odd/P %s/Pg %d 0 R/Alt(C:\\\\Users\\\\Ada\\\\x.png)/ActualText(secret)/K[%s %s]>>", n(1), second, n(6), n(6)),
		fmt.Sprintf("<</Type/StructElem/S/TD/P %s/A[<</O/Layout/Width 3>> <</O/Table/ColSpan 2/Headers[(secret)]>>]/K[<</Type/MCR/Pg %d 0 R/MCID 1>> <</Type/MCR/Pg %d 0 R/MCID 1>>]>>", n(3), first, second),
		fmt.Sprintf("<</Type/StructElem/S/Span/P %s/Pg %d 0 R/K 2>>", n(4), second),
		"<</Nums[7["+n(2)+" "+n(5)+" "+n(4)+"] 9["+n(2)+" "+n(5)+" "+n(6)+"]]>>")
	return odd.WithCatalog(d.Draft, "/StructTreeRoot "+n(0)+"/MarkInfo<</Marked true>>").Bytes()
}

func TestATaggedBookIsWhole(t *testing.T) {
	for _, a4 := range []bool{false, true} {
		b := indexed(t)
		b.A4, b.Tagged = a4, true
		b.Parts = append(b.Parts, Part{Source: mustRead(t, taggedPaper()), BackTo: 1, Title: "A tagged report"},
			Part{Source: mustRead(t, paper(2, "/MediaBox"+a4Box, func(int) string { return "0.9 g 90 90 200 60 re f" }).bytes()), BackTo: 1, Title: "A scan", Words: func(int) []Word {
				return []Word{{Text: "unseen", Rect: [4]float64{100, 100, 160, 112}}}
			}})
		path := save(t, "book.pdf", assemble(t, b))
		quiet(t, "qpdf", "--check", path)
		quiet(t, "pdftotext", path, "-")
		w := walkTree(t, path)
		for _, want := range []string{"Sect \"A tagged report\"\n    Div\n      H1\n      Table\n        TD\n", "alt \"A picture\"", "Sect \"A scan\""} {
			if !strings.Contains(w.Tree, want) {
				t.Errorf("%q is not in the tree:\n%s", want, w.Tree)
			}
		}
		raw, _ := os.ReadFile(save(t, "flat.pdf", []byte(quiet(t, "qpdf", "--qdf", "--object-streams=disable", path, "-"))))
		for _, gone := range []string{"secret", "Users"} {
			if strings.Contains(string(raw), gone) {
				t.Errorf("%q is in the book", gone)
			}
		}
		read := quiet(t, "pdfinfo", "-struct-text", path)
		for _, want := range []string{"Heading 0", "Cell 1", "Lost 0", "unseen"} {
			if !strings.Contains(read, want) {
				t.Errorf("a screen reader does not read %q in\n%s", want, read)
			}
		}
		if strings.Contains(read, "foot") {
			t.Error("an artifact is read")
		}
	}
}

// Every awkward page, whatever it leaves open, is well formed once it is marked.
func TestAwkwardPagesAreReadAsParagraphs(t *testing.T) {
	var list []*Source
	for _, a := range geometries() {
		list = append(list, mustRead(t, a.data))
	}
	b := bookOf(t, true, list...)
	b.Tagged = true
	path := save(t, "book.pdf", assemble(t, b))
	quiet(t, "qpdf", "--check", path)
	walkTree(t, path)
	if out, err := exec.Command("mutool", "trace", path).CombinedOutput(); err != nil {
		t.Errorf("mutool: %v %.300s", err, out)
	}
}
