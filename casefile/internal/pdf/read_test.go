package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestReadAwkward(t *testing.T) {
	for _, a := range awkwardSet() {
		t.Run(a.name, func(t *testing.T) {
			s, err := Read(a.data, Limits{})
			if a.err != nil {
				if !errors.Is(err, a.err) {
					t.Fatalf("got %v, want %v", err, a.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := len(s.Pages()); got != a.pages {
				t.Errorf("got %d pages, want %d", got, a.pages)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	data := linked().bytes()
	for name, c := range map[string]struct {
		lim  Limits
		want error
	}{
		"default":      {Limits{}, nil},
		"pages":        {Limits{MaxPages: 4}, ErrTooLarge},
		"just enough":  {Limits{MaxPages: 5}, nil},
		"work":         {Limits{MaxWork: 500}, ErrTooLarge},
		"objects":      {Limits{MaxObjects: 3}, ErrDamaged},
		"tree":         {Limits{MaxTree: 1}, nil},
		"silly depths": {Limits{MaxDepth: 1 << 40, MaxTree: 1 << 40}, nil},
	} {
		if _, err := Read(data, c.lim); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
	s, err := Read(data, Limits{MaxOutline: 1})
	if err != nil {
		t.Fatal(err)
	}
	if v := tell(t, save(t, "book.pdf", assemble(t, bookOf(t, true, s)))); len(v.Marks[0].Kids) != 1 {
		t.Errorf("with one bookmark allowed it has %+v", v.Marks)
	}
}

// TestStreamsOverOneAnother: a small file in which every stream runs to the
// end would make a huge book.
func TestStreamsOverOneAnother(t *testing.T) {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]>>endobj\n" +
		"3 0 obj<</Type/Page/MediaBox[0 0 595 842]/Contents 3004 0 R/Resources<</XObject<<")
	drawn := "" // what is not drawn is not copied
	for i := range 3000 {
		fmt.Fprintf(&b, "/X%d %d 0 R", i, i+4)
		drawn += fmt.Sprintf("/X%d Do ", i)
	}
	fmt.Fprintf(&b, ">>>>>>endobj\n3004 0 obj<</Length %d>>stream\n%s\nendstream endobj\n", len(drawn), drawn)
	for i := range 3000 {
		fmt.Fprintf(&b, "%d 0 obj<</Length 99999999>>stream\n", i+4)
	}
	s := mustRead(t, []byte(b.String()+strings.Repeat("x", 50000)))
	var out bytes.Buffer
	if err := Assemble(context.Background(), &out, bookOf(t, true, s), nil); !errors.Is(err, ErrDamaged) || out.Len() > 1<<20 {
		t.Errorf("%d bytes, %v", out.Len(), err)
	}
}

// TestTablesInCircles: a chain of tables that leads back to itself ends.
func TestTablesInCircles(t *testing.T) {
	data := simple(2).bytes()
	at := bytes.LastIndex(data, []byte("xref\n0"))
	looped := bytes.Replace(data, []byte("trailer\n<<"), fmt.Appendf(nil, "trailer\n<</Prev %d", at), 1)
	if s, err := Read(looped, Limits{}); err != nil || len(s.Pages()) != 2 {
		t.Errorf("%v, %v", s, err)
	}
}

func TestPagesAsDisplayed(t *testing.T) {
	for name, want := range map[string]Page{
		"plain": {595.28, 841.89, 0}, "rotate 90": {841.89, 595.28, 90}, "rotate -90": {841.89, 595.28, 270},
		"rotate 450": {841.89, 595.28, 90}, "rotate 45": {595.28, 841.89, 0}, "crop offset": {400, 550, 0},
		"crop rotate 270": {550, 400, 270}, "reversed": {595.28, 841.89, 0}, "negative": {595.28, 841.89, 0},
		"user unit": {595.28, 841.89, 0}, "user unit small": {841.89, 595.28, 90}, "no box": {612, 792, 0},
		"silly box": {612, 792, 0}, "crop outside": {595.28, 841.89, 0},
	} {
		for _, a := range geometries() {
			if a.name != name {
				continue
			}
			got := mustRead(t, a.data).Pages()[0]
			if abs64(got.Width-want.Width) > .01 || abs64(got.Height-want.Height) > .01 || got.Rotate != want.Rotate {
				t.Errorf("%s: %+v, want %+v", name, got, want)
			}
		}
	}
}

// A list of attached files with nothing in it, as many programs write, is no attached file.
func TestAnEmptyListOfAttachedFilesIsNoWarning(t *testing.T) {
	for list, want := range map[string]bool{"": false, "/Names[]": false, "/Names[(a) 9 0 R]": true, "/Kids[9 0 R]": true} {
		s, err := Read([]byte("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<<"+list+">>>>>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n9 0 obj<</F(a)>>endobj\ntrailer<</Root 1 0 R>>\n"), DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		said := false
		for _, w := range s.Warnings() {
			said = said || strings.Contains(w, "attached")
		}
		if said != want {
			t.Errorf("%q: %q", list, s.Warnings())
		}
	}
}
