package page_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"ehccasefile/casefile/internal/page"
)

// tool runs one of poppler's or qpdf's programs; anything it says on standard error is a failure.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil || errs.Len() > 0 {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, errs.String())
	}
	return out.String()
}

// keep writes the paper to a file.
func keep(t *testing.T, p *page.Paper) string {
	t.Helper()
	data, err := p.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// text gives what poppler reads on the pages, spaces evened out.
func text(t *testing.T, file string) string {
	t.Helper()
	return strings.Join(strings.Fields(tool(t, "pdftotext", "-layout", file, "-")), " ")
}

// drawn renders the first page at 72 dots an inch.
func drawn(t *testing.T, file string) image.Image {
	t.Helper()
	to := filepath.Join(t.TempDir(), "page")
	tool(t, "pdftoppm", "-r", "72", "-png", "-singlefile", file, to)
	f, err := os.Open(to + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func TestSameCallsSameBytes(t *testing.T) {
	make := func() []byte {
		p := page.New("Ada")
		p.Write(page.Title, "Title")
		p.Write(page.Body, "Żółć Ŵyn ŝ Ελληνικά Кириллица – “quoted” £5")
		p.Table(page.Table{Columns: []page.Column{{Head: "A"}, {Head: "B", Width: 60, Right: true}},
			Rows: []page.Row{{Cells: []page.Cell{{Text: "x"}, {Text: "1"}}}}})
		if err := p.Picture(photo(t, 8, 6, 1)); err != nil {
			t.Fatal(err)
		}
		out, err := p.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	if !bytes.Equal(make(), make()) {
		t.Error("the same calls gave different bytes")
	}
}

func TestLettersOfManyLanguages(t *testing.T) {
	p := page.New("")
	p.Write(page.Body, "Zażółć gęślą jaźń, Ţăţ, Siân Ŵyn, naïve, Ελένη, Олена; e\u0301 joined")
	file := keep(t, p)
	tool(t, "qpdf", "--check", file)
	got := text(t, file)
	for _, want := range []string{"Zażółć gęślą jaźń", "Ţăţ", "Siân Ŵyn", "Ελένη", "Олена", "é joined"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	if notes := p.Notes(); len(notes) > 0 {
		t.Errorf("notes: %q", notes)
	}
}

func TestLettersWeDoNotHaveAreSeenAndSaid(t *testing.T) {
	p := page.New("报告")
	p.Write(page.Heading, "报告一二三 😀 report\u200b\u00ad")
	got := text(t, keep(t, p))
	if strings.Count(got, "\uFFFD") != 6 || !strings.Contains(got, "report") {
		t.Errorf("read %q", got)
	}
	if notes := strings.Join(p.Notes(), ""); !strings.Contains(notes, "6 characters") {
		t.Errorf("notes: %q", notes)
	}
}

func TestTableKeepsRowsWholeAndTellsWhereTheyAre(t *testing.T) {
	table := page.Table{Columns: []page.Column{{Head: "Document"}, {Head: "Pages", Width: 60, Right: true}}}
	for range 60 {
		table.Rows = append(table.Rows, page.Row{Cells: []page.Cell{
			{Text: strings.Repeat("A long title of a long report ", 7), Sub: "Its author"}, {Text: "12–15"}}})
	}
	table.Rows[30] = page.Row{Section: true, Cells: []page.Cell{{Text: "A section"}}}
	p := page.New("")
	spots := p.Table(table)
	if len(spots) != 60 || spots[59].Page != p.Pages()-1 || p.Pages() < 4 {
		t.Fatalf("%d rows on %d pages", len(spots), p.Pages())
	}
	for i, s := range spots {
		if s.Rect[1] < 60 || s.Rect[3] > page.Height-50 || s.Rect[3] <= s.Rect[1] {
			t.Errorf("row %d stands at %v", i, s.Rect)
		}
		if i > 0 && s.Page == spots[i-1].Page && s.Rect[3] > spots[i-1].Rect[1]+0.01 {
			t.Errorf("row %d overlaps the one above", i)
		}
	}
	if spots[30].Page != spots[31].Page {
		t.Error("the section's heading is parted from its first row")
	}
	if got := text(t, keep(t, p)); strings.Count(got, "Pages") != p.Pages() {
		t.Error("the column heads are not on every page")
	}
}

func TestARowTooHighForAPageIsCutAndSaid(t *testing.T) {
	p := page.New("")
	p.Table(page.Table{Columns: []page.Column{{}}, Rows: []page.Row{{Cells: []page.Cell{{Text: strings.Repeat("word ", 5000)}}}}})
	if got := text(t, keep(t, p)); !strings.Contains(got, "…") {
		t.Error("nothing shows that the entry goes on")
	}
	if len(p.Notes()) != 1 {
		t.Errorf("notes: %q", p.Notes())
	}
}

func TestPlainText(t *testing.T) {
	long := strings.Repeat("x", 400)
	for _, c := range []struct{ name, in, want string }{
		{"line endings", "one\r\ntwo\rthree\nfour", "one two three four"},
		{"tabs", "a\tb\n\tc", "a b c"},
		{"western", "caf\xe9 \x93quoted\x94", "café “quoted”"},
		{"utf-16", "\xff\xfeh\x00i\x00", "hi"},
		{"with a mark", "\xef\xbb\xbfhello", "hello"},
		{"long word", "before " + long + " after", "before " + long + " after"},
		{"brackets", `(a) \b (c`, `(a) \b (c`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := page.New("")
			if err := p.Plain([]byte(c.in)); err != nil {
				t.Fatal(err)
			}
			file := keep(t, p)
			tool(t, "qpdf", "--check", file)
			got := text(t, file)
			if c.name == "long word" {
				got = strings.ReplaceAll(strings.ReplaceAll(got, "x ", "x"), "x"+"after", "x after")
			}
			if got != c.want {
				t.Errorf("read %q, want %q", got, c.want)
			}
		})
	}
}

func TestPlainTextStaysOnThePage(t *testing.T) {
	p := page.New("")
	if err := p.Plain([]byte(strings.Repeat("\t\tSome words that go on and on, "+strings.Repeat("W", 300)+"\n", 80))); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(tool(t, "pdftotext", "-bbox", keep(t, p), "-"), "\n") {
		var x0, y0, x1, y1 float64
		if n, _ := fmt.Sscanf(strings.TrimSpace(line), `<word xMin="%f" yMin="%f" xMax="%f" yMax="%f"`, &x0, &y0, &x1, &y1); n == 4 && (x0 < 60 || x1 > page.Width-55 || y1 > page.Height-60) {
			t.Fatalf("outside the frame: %s", line)
		}
	}
	if p.Pages() < 5 {
		t.Errorf("%d pages", p.Pages())
	}
}

func TestNothingToRead(t *testing.T) {
	for _, in := range []string{"", " \r\n\t ", "\xef\xbb\xbf"} {
		if err := page.New("").Plain([]byte(in)); err != page.ErrEmpty {
			t.Errorf("%q gave %v", in, err)
		}
	}
}

// corners are the colours of a picture's quarters as it should be seen: top left, top right, bottom left, bottom right.
var corners = [4]color.RGBA{{220, 0, 0, 255}, {0, 160, 0, 255}, {0, 0, 220, 255}, {240, 200, 0, 255}}

// stored gives the picture that, turned as the orientation says, shows corners, w by h as seen.
func stored(w, h, orientation int) *image.RGBA {
	sw, sh := w, h
	if orientation >= 5 {
		sw, sh = h, w
	}
	img := image.NewRGBA(image.Rect(0, 0, sw, sh))
	for y := range h {
		for x := range w {
			c := corners[2*(2*y/h)+2*x/w]
			switch orientation {
			case 1:
				img.Set(x, y, c)
			case 2:
				img.Set(w-1-x, y, c)
			case 3:
				img.Set(w-1-x, h-1-y, c)
			case 4:
				img.Set(x, h-1-y, c)
			case 5:
				img.Set(y, x, c)
			case 6:
				img.Set(y, w-1-x, c)
			case 7:
				img.Set(h-1-y, w-1-x, c)
			case 8:
				img.Set(h-1-y, x, c)
			}
		}
	}
	return img
}

// photo makes a JPEG with Exif notes, a comment and a tail, as cameras do.
func photo(t *testing.T, w, h, orientation int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, stored(w, h, orientation), &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	exif := "Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(rune(orientation)) + "\x00\x00\x00\x00\x00\x00GPS-SECRET"
	app1 := append([]byte{0xFF, 0xE1, 0, byte(len(exif) + 2)}, exif...)
	com := append([]byte{0xFF, 0xFE, 0, 16}, "COMMENT-SECRET"...)
	out := append([]byte{0xFF, 0xD8}, append(append(app1, com...), b.Bytes()[2:]...)...)
	return append(out, "TAIL-SECRET"...)
}

func TestPicturesStandUpright(t *testing.T) {
	for orientation := 1; orientation <= 8; orientation++ {
		for _, size := range [][2]int{{800, 400}, {400, 800}} {
			p := page.New("")
			data := photo(t, size[0], size[1], orientation)
			if err := p.Picture(data); err != nil {
				t.Fatal(err)
			}
			if raw, _ := p.Bytes(); bytes.Contains(raw, []byte("SECRET")) {
				t.Error("hidden details of the picture went in")
			}
			img := drawn(t, keep(t, p))
			wide := img.Bounds().Dx() > img.Bounds().Dy()
			if wide != (size[0] > size[1]) {
				t.Errorf("orientation %d, %v: the sheet is %v", orientation, size, img.Bounds())
			}
			cx, cy := img.Bounds().Dx()/2, img.Bounds().Dy()/2
			for i, want := range corners {
				x, y := cx-60+120*(i%2), cy-60+120*(i/2)-7
				if !near(img.At(x, y), want) {
					t.Errorf("orientation %d, %v: quarter %d is %v, want %v", orientation, size, i, img.At(x, y), want)
				}
			}
		}
	}
}

func near(a, b color.Color) bool {
	r, g, bl, _ := a.RGBA()
	r2, g2, b2, _ := b.RGBA()
	d := math.Abs(float64(r)-float64(r2)) + math.Abs(float64(g)-float64(g2)) + math.Abs(float64(bl)-float64(b2))
	return d < 30*257
}

func TestPNGOfEveryKind(t *testing.T) {
	rgba := stored(300, 200, 1)
	seeThrough := image.NewNRGBA(rgba.Bounds())
	gray16 := image.NewGray16(rgba.Bounds())
	indexed := image.NewPaletted(rgba.Bounds(), color.Palette{corners[0], corners[1], corners[2], corners[3]})
	for y := range 200 {
		for x := range 300 {
			indexed.Set(x, y, rgba.At(x, y))
			gray16.Set(x, y, rgba.At(x, y))
			if y < 100 {
				seeThrough.Set(x, y, rgba.At(x, y))
			}
		}
	}
	for name, img := range map[string]image.Image{"colour": rgba, "see-through": seeThrough, "grey": gray16, "indexed": indexed} {
		var b bytes.Buffer
		if err := png.Encode(&b, img); err != nil {
			t.Fatal(err)
		}
		p := page.New("")
		if err := p.Picture(b.Bytes()); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		file := keep(t, p)
		tool(t, "qpdf", "--check", file)
		seen := drawn(t, file)
		want := color.Color(corners[3])
		if name == "see-through" {
			want = color.White
		} else if name == "grey" {
			want = color.GrayModel.Convert(corners[3])
		}
		if got := seen.At(seen.Bounds().Dx()/2+50, seen.Bounds().Dy()/2+30); !near(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestASmallPictureIsNotMadeLarger(t *testing.T) {
	p := page.New("")
	if err := p.Picture(photo(t, 96, 48, 1)); err != nil { // an inch by half an inch
		t.Fatal(err)
	}
	img := drawn(t, keep(t, p))
	inked := 0
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if !near(img.At(x, y), color.White) {
				inked++
			}
		}
	}
	if inked < 72*36*8/10 || inked > 76*40 {
		t.Errorf("%d dots are inked, want about %d", inked, 72*36)
	}
}

func TestBrokenPictures(t *testing.T) {
	whole := photo(t, 60, 40, 1)
	var b bytes.Buffer
	if err := png.Encode(&b, stored(60, 40, 1)); err != nil {
		t.Fatal(err)
	}
	for _, data := range [][]byte{nil, []byte("\xff\xd8"), whole[:80], b.Bytes()[:40], []byte("\x89PNG\r\n\x1a\n"), []byte("hello")} {
		if err := page.New("").Picture(data); err == nil {
			t.Errorf("%.20q was taken", data)
		}
	}
}

func TestPicturesOfTooManyPixels(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	data := b.Bytes()
	copy(data[16:], "\x00\x00\xff\xff\x00\x00\xff\xff")
	if err := page.New("").Picture(data); err == nil || !strings.Contains(err.Error(), "too many pixels") {
		t.Errorf("got %v", err)
	}
}

func FuzzPicture(f *testing.F) {
	f.Add([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x01\x00\x48\x00\x48\x00\x00"))
	f.Add([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p := page.New("")
		if p.Picture(data) == nil {
			if _, err := p.Bytes(); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestNumberFont(t *testing.T) {
	data, err := page.Number()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "number.pdf")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := tool(t, "pdffonts", name); strings.Count(got, "yes") != 2 || strings.Count(got, "paper") != 1 {
		t.Errorf("fonts:\n%s", got)
	}
}

func BenchmarkText(b *testing.B) {
	data := []byte(strings.Repeat(strings.Repeat("A sentence of evidence goes on. ", 4)+"\n", 500))
	for b.Loop() {
		p := page.New("")
		if err := p.Plain(data); err != nil {
			b.Fatal(err)
		}
		if _, err := p.Bytes(); err != nil {
			b.Fatal(err)
		}
	}
}
