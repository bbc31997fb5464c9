package worker

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// turned is every way a page may be turned and cut.
func turned() []sheet {
	var all []sheet
	for _, turn := range []int{0, 90, 180, 270, 360, -90} {
		for _, boxes := range []string{
			"/MediaBox [0 0 595 842]",
			"/MediaBox [0 0 595 842] /CropBox [50 100 500 800]",
			"/MediaBox [-100 -50 495 792]",
			"/MediaBox [595 842 0 0]",
			"/MediaBox [0 0 842 595]",
		} {
			all = append(all, sheet{keys: fmt.Sprintf("%s /Rotate %d", boxes, turn), x: 120, y: 300, say: "Corner"})
		}
	}
	return all
}

var (
	popplerPage = regexp.MustCompile(`<page width="([\d.]+)" height="([\d.]+)"`)
	popplerWord = regexp.MustCompile(`<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">Corner<`)
)

func numbers(t *testing.T, match []string) []float64 {
	t.Helper()
	var n []float64
	for _, s := range match[1:] {
		f, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		n = append(n, f)
	}
	return n
}

// Poppler's word boxes are those of the font, taller than the ink that pdfium gives; so the ink must lie inside.
func TestWordsStandWhereAReaderSeesThem(t *testing.T) {
	pdf := paperOf("", turned())
	got, err := start(t).Inspect(context.Background(), pdf)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "turned.pdf")
	write(t, path, pdf)
	says := run(t, "pdftotext", "-cropbox", "-bbox", path, "-")
	sizes, words := popplerPage.FindAllStringSubmatch(says, -1), popplerWord.FindAllStringSubmatch(says, -1)
	if len(sizes) != len(got.Pages) || len(words) != len(got.Pages) {
		t.Fatalf("poppler sees %d pages and %d words, we see %d pages", len(sizes), len(words), len(got.Pages))
	}
	for i, page := range got.Pages {
		size, box := numbers(t, sizes[i]), numbers(t, words[i])
		if i/5%2 == 1 { // a quarter turn: poppler says the size before it, but places words after it
			size[0], size[1] = size[1], size[0]
		}
		if math.Abs(page.Width-size[0]) > 0.1 || math.Abs(page.Height-size[1]) > 0.1 {
			t.Errorf("page %d (%s): size %v by %v, poppler says %v", i+1, turned()[i].keys, page.Width, page.Height, size)
		}
		if len(page.Words) != 1 || page.Words[0].Text != "Corner" {
			t.Errorf("page %d: words %v", i+1, page.Words)
			continue
		}
		r := page.Words[0].Rect
		theirs := Rect{box[0], size[1] - box[3], box[2], size[1] - box[1]}
		if r[0] < theirs[0]-2 || r[1] < theirs[1]-4 || r[2] > theirs[2]+2 || r[3] > theirs[3]+4 || r[2]-r[0] < 5 || r[3]-r[1] < 5 {
			t.Errorf("page %d (%s): word at %v, poppler says %v", i+1, turned()[i].keys, r, theirs)
		}
	}
}
