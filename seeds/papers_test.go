package seeds_test

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// page is one page as poppler sees it: its size in points before turning, and its turn in degrees.
type page struct {
	width, height float64
	turn          int
}

var (
	sizeLine  = regexp.MustCompile(`Page +\d+ size: +([\d.]+) x ([\d.]+) pts`)
	turnLine  = regexp.MustCompile(`Page +\d+ rot: +(\d+)`)
	cropLine  = regexp.MustCompile(`Page +\d+ CropBox: +([\d.]+)`)
	madeLine  = regexp.MustCompile(`(?m)^Producer: +(\w+)`)
	formLine  = regexp.MustCompile(`(?m)^Form: +AcroForm`)
	countLine = regexp.MustCompile(`(?m)^Pages: +(\d+)`)
)

// poppler describes a PDF by a program that is not ours.
func poppler(t *testing.T, data []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command("pdfinfo", "-box", "-f", "1", "-l", "99", file).CombinedOutput()
	if err != nil {
		return fmt.Sprintf("unreadable: %v: %s", err, said)
	}
	return string(said)
}

func pages(said string) []page {
	var out []page
	turns := turnLine.FindAllStringSubmatch(said, -1)
	for i, m := range sizeLine.FindAllStringSubmatch(said, -1) {
		w, _ := strconv.ParseFloat(m[1], 64)
		h, _ := strconv.ParseFloat(m[2], 64)
		turn, _ := strconv.Atoi(turns[i][1])
		out = append(out, page{w, h, turn})
	}
	return out
}

// TestOkoroPapersAreAsDifferentAsPapersAre asks poppler what the papers are: the shapes that bundles go wrong on must all be there.
func TestOkoroPapersAreAsDifferentAsPapersAre(t *testing.T) {
	family := okoro(t)
	found, producers := map[string]string{}, map[string]bool{}
	for _, d := range records(t, family, "documents") {
		if d.text("type") != "pdf" {
			continue
		}
		sum := record(d["blob"].(map[string]any)).text("sha256")
		data, err := fs.ReadFile(family, "originals/"+sum[:16]+".pdf")
		if err != nil {
			t.Fatal(err)
		}
		said := poppler(t, data)
		name := d.text("name")
		if said[:10] == "unreadable" {
			found["password"] = name
			continue
		}
		if n := countLine.FindStringSubmatch(said); n == nil || fmt.Sprint(d["pages"]) != n[1] {
			t.Errorf("%s: poppler counts %v pages, the record %v", name, n, d["pages"])
		}
		if m := madeLine.FindStringSubmatch(said); m != nil {
			producers[m[1]] = true
		}
		note(found, name, said)
	}
	for _, shape := range []string{"password", "form", "cropped", "landscape", "turned", "Letter"} {
		if found[shape] == "" {
			t.Errorf("no paper that is %q", shape)
		}
	}
	if len(producers) < 6 {
		t.Errorf("papers come from %v, want at least six programs", producers)
	}
}

// note writes down which awkward shapes a paper has.
func note(found map[string]string, name, said string) {
	if formLine.MatchString(said) {
		found["form"] = name
	}
	for _, m := range cropLine.FindAllStringSubmatch(said, -1) {
		if m[1] != "0.00" {
			found["cropped"] = name
		}
	}
	for _, p := range pages(said) {
		switch {
		case p.turn != 0:
			found["turned"] = name
		case p.width > p.height:
			found["landscape"] = name
		case p.width == 612 && p.height == 792:
			found["Letter"] = name
		}
	}
}
