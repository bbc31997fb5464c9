package worker

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"math"
	"path/filepath"
	"strings"
	"testing"
)

// asPicture decodes what a job drew.
func asPicture(t *testing.T, b []byte, err error) image.Image {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// dark gives the box round everything that is not nearly white.
func dark(m image.Image) image.Rectangle {
	box := image.Rectangle{}
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
			if r, _, _, _ := m.At(x, y).RGBA(); r < 0x8000 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

// What is drawn and where words are said to be must be the same place, however the page is turned and cut.
func TestWordsStandWhereThePictureShowsThem(t *testing.T) {
	w := start(t)
	pdf := paperOf("", turned())
	seen, err := w.Inspect(context.Background(), pdf)
	if err != nil {
		t.Fatal(err)
	}
	const dpi = 144
	for i, page := range seen.Pages {
		drawn, err := w.Picture(context.Background(), pdf, i, dpi)
		m := asPicture(t, drawn, err)
		if m.Bounds().Dx() != int(page.Width*2) || m.Bounds().Dy() != int(page.Height*2) {
			t.Errorf("page %d: %v, should be %v by %v points", i+1, m.Bounds(), page.Width, page.Height)
		}
		ink, r := dark(m), page.Words[0].Rect
		want := [4]float64{r[0] * 2, (page.Height - r[3]) * 2, r[2] * 2, (page.Height - r[1]) * 2}
		got := [4]float64{float64(ink.Min.X), float64(ink.Min.Y), float64(ink.Max.X), float64(ink.Max.Y)}
		for k := range want {
			if math.Abs(want[k]-got[k]) > 3 {
				t.Errorf("page %d (%s): ink at %v, word at %v", i+1, turned()[i].keys, got, want)
				break
			}
		}
	}
}

func TestAHugePageIsDrawnSmaller(t *testing.T) {
	pdf := paperOf("", []sheet{{keys: "/MediaBox [0 0 14400 7200]", x: 100, y: 100, say: "A wall"}})
	drawn, err := start(t).Picture(context.Background(), pdf, 0, 600)
	b := asPicture(t, drawn, err).Bounds()
	if area := b.Dx() * b.Dy(); area > maxDrawn+maxDrawn/100 || math.Abs(float64(b.Dx())/float64(b.Dy())-2) > 0.01 {
		t.Errorf("a page of 200 by 100 inches is drawn as %v", b)
	}
}

func TestAFilledFormIsDrawnWithItsAnswers(t *testing.T) {
	all := sheets(1)
	all[0].keys = "/Annots [7 0 R]"
	pdf := paperOf("/AcroForm <</Fields [7 0 R]>>", all,
		"<</Type/Annot /Subtype/Widget /FT/Tx /T (name) /V (Maya) /F 4 /Rect [100 300 200 330] /AP <</N 8 0 R>>>>",
		stream("/Type/XObject /Subtype/Form /BBox [0 0 100 30]", "0 0 100 30 re f"))
	drawn, err := start(t).Picture(context.Background(), pdf, 0, 72)
	m := asPicture(t, drawn, err)
	if r, _, _, _ := m.At(150, 842-315).RGBA(); r > 0x1000 {
		t.Error("the answer in the form is not drawn")
	}
}

func TestRepairGivesAWholePDFWithoutSecurity(t *testing.T) {
	w := start(t)
	plain := paperOf("", sheets(3))
	for name, c := range map[string]struct {
		pdf      []byte
		password string
	}{
		"256-bit, with a password": {qpdf(t, plain, "--encrypt", "päss", "owner", "256", "--"), "päss"},
		"its owner's password":     {qpdf(t, plain, "--encrypt", "user", "owner", "128", "--use-aes=y", "--"), "owner"},
		"sealed, without one":      {qpdf(t, plain, "--encrypt", "", "owner", "256", "--print=none", "--"), ""},
		"a table that lies":        {bytes.Replace(plain, []byte("00000 n"), []byte("00007 n"), 2), ""},
		"junk before it":           {append([]byte("From: council\r\n\r\n"), plain...), ""},
	} {
		got, err := w.Repair(context.Background(), c.pdf, c.password)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		path := filepath.Join(t.TempDir(), "repaired.pdf")
		write(t, path, got)
		if says := run(t, "qpdf", "--check", path); !strings.Contains(says, "not encrypted") || !strings.Contains(says, "No syntax") {
			t.Errorf("%s: qpdf says\n%s", name, says)
		}
		if text := run(t, "pdftotext", path, "-"); strings.Count(text, "of the report") != 3 {
			t.Errorf("%s: its words are %q", name, text)
		}
	}
}

func TestRepairAsksForThePassword(t *testing.T) {
	w := start(t)
	sealed := qpdf(t, paperOf("", sheets(1)), "--encrypt", "user", "owner", "256", "--")
	for _, try := range []string{"", "wrong"} {
		if _, err := w.Repair(context.Background(), sealed, try); err == nil || !strings.HasPrefix(err.Error(), ErrPassword.Error()) {
			t.Errorf("the password %q gives %v", try, err)
		}
	}
}
