package pdf

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"ehccasefile/casefile/internal/pdf/odd"
)

// TestPagesThatShareTheirResources: many programs give all pages one list of pictures. A page that goes into a book takes its own, and no others.
func TestPagesThatShareTheirResources(t *testing.T) {
	d := odd.Paper(3, "/MediaBox"+odd.A4Box, func(p int) string { return fmt.Sprintf("q 9 0 0 9 72 72 cm /I#6d%d Do Q", p+1) })
	var list strings.Builder
	for i := range 3 {
		n := d.Stream("/Type/XObject/Subtype/Image/Width 4/Height 4/ColorSpace/DeviceGray/BitsPerComponent 8", fmt.Sprintf("PICTURE%dOFFOUR", i+1))
		fmt.Fprintf(&list, "/Im%d %d 0 R", i+1, n)
	}
	shared := d.Add("<</XObject<<%s>>>>", list.String())
	for i := range 3 {
		d.Objs[4+2*i] = strings.Replace(d.Objs[4+2*i], "/Resources<<", fmt.Sprintf("/Resources %d 0 R/Was<<", shared), 1)
	}
	s := mustRead(t, d.Bytes())
	for page := range 3 {
		var out bytes.Buffer
		if err := Assemble(context.Background(), &out, Book{Parts: []Part{{Source: s.Only(page), BackTo: -1}}}, nil); err != nil {
			t.Fatal(err)
		}
		for i := range 3 {
			if has := bytes.Contains(out.Bytes(), fmt.Appendf(nil, "PICTURE%dOFFOUR", i+1)); has != (i == page) {
				t.Errorf("page %d: picture %d is in it: %v", page+1, i+1, has)
			}
		}
	}
}

func TestWhatCannotBeToldIsKept(t *testing.T) {
	for name, c := range map[string]struct {
		content, form string
		keeps         bool
	}{
		"drawn":                              {"/F Do", "", true},
		"not drawn":                          {"0 0 m", "", false},
		"drawn by a form without resources":  {"/G Do", "/F Do", true},
		"named in a string alone":            {"BT (/F Do) Tj ET", "", false},
		"content that breaks off":            {"0 0 m (", "", true},
		"named behind a comment":             {"% x\n/F % y\nDo", "", true},
		"named in an inline picture's bytes": {"BI /W 8 /H 1 /BPC 8 /CS /DeviceGray ID 12/F 34\nEI", "", false},
	} {
		d := odd.Paper(1, "/MediaBox"+odd.A4Box, func(int) string { return c.content })
		f := d.Stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<>>", "% kept words")
		g := d.Stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", c.form)
		d.Objs[4] = strings.Replace(d.Objs[4], "/Resources<<", fmt.Sprintf("/Resources<</XObject<</F %d 0 R/G %d 0 R>>", f, g), 1)
		s := mustRead(t, d.Bytes())
		var out bytes.Buffer
		if err := Assemble(context.Background(), &out, Book{Parts: []Part{{Source: s, BackTo: -1}}}, nil); err != nil {
			t.Fatal(name, err)
		}
		if kept := bytes.Contains(out.Bytes(), []byte("kept words")); kept != c.keeps {
			t.Errorf("%s: kept %v", name, kept)
		}
	}
}

func TestContentIsHushed(t *testing.T) {
	for in, want := range map[string]string{
		"q % by J. Smith\nQ":                             "q " + strings.Repeat(" ", 13) + "\nQ",
		"(50% of it) Tj % x":                             "(50% of it) Tj    ",
		"/Figure <</Alt (a \\) b) /MCID 3>> BDC EMC":     "/Figure <<" + strings.Repeat(" ", 13) + " /MCID 3>> BDC EMC",
		"/Span <</E<FEFF0041> /ActualText (x)>> BDC EMC": "/Span <<" + strings.Repeat(" ", 12) + " /ActualText (x)>> BDC EMC",
		"/Span <</ActualText (/Alt (x))>> BDC EMC":       "/Span <</ActualText (/Alt (x))>> BDC EMC",
		"BI /W 1 /H 1 /BPC 8 /CS /G ID %\nEI Q":          "BI /W 1 /H 1 /BPC 8 /CS /G ID %\nEI Q",
		"[(a) -20 (%b)] TJ":                              "[(a) -20 (%b)] TJ",
		"/Alt Do":                                        "/Alt Do",
	} {
		if got := string(hush([]byte(in))); got != want {
			t.Errorf("%q\nbecomes  %q\nand not  %q", in, got, want)
		}
	}
}
