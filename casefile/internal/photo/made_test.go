package photo

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

var face = sync.OnceValue(func() font.Face {
	data, err := os.ReadFile("../../../assets/fonts/NotoSans-Regular.ttf")
	if err != nil {
		panic(err)
	}
	f, err := opentype.Parse(data)
	if err != nil {
		panic(err)
	}
	made, err := opentype.NewFace(f, &opentype.FaceOptions{Size: 11, DPI: 150, Hinting: font.HintingFull})
	if err != nil {
		panic(err)
	}
	return made
})

var vocabulary = strings.Fields(`the child needs support with speech language and therapy each week in small groups by a trained adult who
knows her plan and the school must provide it from monday until the end of term because reading writing and numbers are hard when noise is
loud provision assessment outcome progress anxious playground timetable sensory`)

// textPage makes a page of a letter or report: A4 at 150 dots an inch, paragraphs of words by chance.
func textPage(seed uint64) *image.Gray {
	r := rand.New(rand.NewPCG(seed, 5))
	m := image.NewGray(image.Rect(0, 0, 1240, 1754))
	for i := range m.Pix {
		m.Pix[i] = 255
	}
	d := font.Drawer{Dst: m, Src: image.Black, Face: face()}
	words := func() string { return vocabulary[r.IntN(len(vocabulary))] + " " }
	y, right := 150, fixed.I(1090)
	for y < 1560 {
		d.Dot = fixed.P(150, y)
		for range 8 + r.IntN(70) {
			word := words()
			if d.Dot.X+d.MeasureString(word) > right {
				y += 32
				d.Dot = fixed.P(150, y)
			}
			if y > 1600 {
				break
			}
			d.DrawString(word)
		}
		y += 54
	}
	return m
}

// photograph makes a picture without words: soft light, shapes and grain, as of a garden.
func photograph(w, h int, seed uint64) *image.RGBA {
	r := rand.New(rand.NewPCG(seed, 7))
	small := image.NewRGBA(image.Rect(0, 0, w/16+2, h/16+2))
	for i := range small.Pix {
		small.Pix[i] = byte(r.IntN(256))
	}
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			at := func(dx, dy, c int) int { return int(small.Pix[small.PixOffset(x/16+dx, y/16+dy)+c]) }
			fx, fy := x%16, y%16
			for c := range 3 {
				v := (at(0, 0, c)*(16-fx)+at(1, 0, c)*fx)*(16-fy) + (at(0, 1, c)*(16-fx)+at(1, 1, c)*fx)*fy
				m.Pix[m.PixOffset(x, y)+c] = byte(min(255, max(0, v/256+r.IntN(9)-4)))
			}
			m.Pix[m.PixOffset(x, y)+3] = 255
		}
	}
	return m
}

// arrow is a small coloured picture each corner of which differs, so that every turn of it can be told.
func arrow(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{200, 200, 200, 255}
			switch {
			case x < w/2 && y < h/2:
				c = color.RGBA{220, 30, 30, 255}
			case x >= w/2 && y < h/2:
				c = color.RGBA{30, 160, 30, 255}
			case x < w/2:
				c = color.RGBA{30, 30, 220, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func asPNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// tool runs a second program over files in a folder of its own and gives what the last argument names. An argument "in.X" is
// the input.
func tool(t testing.TB, in []byte, inName, outName string, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath(args[0]); err != nil {
		t.Skipf("%s is not installed", args[0])
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, inName), in, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", strings.Join(args, " "), err, out)
	}
	if outName == "" {
		return nil
	}
	data, err := os.ReadFile(filepath.Join(dir, outName))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// convert makes a file of another kind with ImageMagick.
func convert(t testing.TB, in []byte, outName string, args ...string) []byte {
	t.Helper()
	return tool(t, in, "in.png", outName, append(append([]string{"convert", "in.png"}, args...), outName)...)
}

// only gives the one page of a file.
func only(t testing.TB, data []byte, w Wish) Page {
	t.Helper()
	all := every(t, data, w)
	if len(all) != 1 {
		t.Fatalf("%d pages, want 1", len(all))
	}
	return all[0]
}

func every(t testing.TB, data []byte, w Wish) (all []Page) {
	t.Helper()
	for p, err := range Pages(data, w) {
		if err != nil {
			t.Fatalf("page %d: %v", len(all)+1, err)
		}
		all = append(all, p)
	}
	return all
}

func picture(t testing.TB, p Page) image.Image {
	t.Helper()
	m, format, err := image.Decode(bytes.NewReader(p.Data))
	if err != nil {
		t.Fatal(err)
	}
	if format != p.Format || m.Bounds().Dx() != p.Width || m.Bounds().Dy() != p.Height {
		t.Fatalf("a %s of %v is called a %s of %d by %d", format, m.Bounds(), p.Format, p.Width, p.Height)
	}
	return m
}

// apart is the mean difference of two pictures of one size, 0 to 255.
func apart(t testing.TB, a, b image.Image) float64 {
	t.Helper()
	ab, bb := a.Bounds(), b.Bounds()
	if ab.Size() != bb.Size() {
		t.Fatalf("sizes differ: %v and %v", ab.Size(), bb.Size())
	}
	sum := 0.0
	for y := range ab.Dy() {
		for x := range ab.Dx() {
			r1, g1, b1, _ := a.At(ab.Min.X+x, ab.Min.Y+y).RGBA()
			r2, g2, b2, _ := b.At(bb.Min.X+x, bb.Min.Y+y).RGBA()
			for _, d := range [3]int{int(r1>>8) - int(r2>>8), int(g1>>8) - int(g2>>8), int(b1>>8) - int(b2>>8)} {
				sum += float64(abs(d))
			}
		}
	}
	return sum / float64(3*ab.Dx()*ab.Dy())
}

func TestMadePagesCanBeWritten(t *testing.T) {
	dir := os.Getenv("MADE")
	if dir == "" {
		t.Skip()
	}
	for i := range 4 {
		os.WriteFile(fmt.Sprintf("%s/t%d.png", dir, i), asPNG(t, textPage(uint64(i))), 0o600)
	}
	os.WriteFile(dir+"/p0.jpg", asJPEG(t, photograph(1600, 1200, 1)), 0o600)
}
