package pdf

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestAssembleAwkward puts every awkward file into a book of its own and has
// other programs read it.
func TestAssembleAwkward(t *testing.T) {
	for _, a := range awkwardSet() {
		if a.err != nil {
			continue
		}
		for _, a4 := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s a4=%t", a.name, a4), func(t *testing.T) {
				t.Parallel()
				s := mustRead(t, a.data)
				path := save(t, "book.pdf", assemble(t, bookOf(t, a4, mustRead(t, simple(1).bytes()), s)))
				if a.loose {
					checkPages(t, path, a.pages+1)
					return
				}
				quiet(t, "qpdf", "--check", path)
				quiet(t, "pdftotext", path, "-")
				checkPages(t, path, a.pages+1)
				checkNumbers(t, path, a4)
				if a.alone {
					return
				}
				checkPictures(t, save(t, "was.pdf", a.data), path, s)
			})
		}
	}
}

func checkPages(t *testing.T, path string, want int) {
	t.Helper()
	if got := strings.TrimSpace(quiet(t, "qpdf", "--show-npages", path)); got != strconv.Itoa(want) {
		t.Errorf("qpdf counts %s pages, want %d", got, want)
	}
}

var (
	pageTag = regexp.MustCompile(`<page width="([\d.]+)" height="([\d.]+)">`)
	wordTag = regexp.MustCompile(`<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>`)
	turnTag = regexp.MustCompile(`(?m)^Page.* rot: +(\d+)`)
)

type seenWord struct {
	box  rect // from the top left, as poppler counts
	text string
}

type seenPage struct {
	width, height float64 // as displayed
	words         []seenWord
}

// look reads every word of a file with its place, as displayed.
func look(t *testing.T, path string) []seenPage {
	t.Helper()
	f := func(s string) float64 { v, _ := strconv.ParseFloat(s, 64); return v }
	var out []seenPage
	for _, line := range strings.Split(quiet(t, "pdftotext", "-bbox", path, "-"), "\n") {
		if m := pageTag.FindStringSubmatch(line); m != nil {
			out = append(out, seenPage{width: f(m[1]), height: f(m[2])})
		}
		if m := wordTag.FindStringSubmatch(line); m != nil && len(out) > 0 {
			p := &out[len(out)-1]
			p.words = append(p.words, seenWord{rect{f(m[1]), f(m[2]), f(m[3]), f(m[4])}, m[5]})
		}
	}
	// Poppler gives the words as displayed, but the size as before turning.
	turns := turnTag.FindAllStringSubmatch(quiet(t, "pdfinfo", "-f", "1", "-l", strconv.Itoa(len(out)), path), -1)
	for i, m := range turns {
		if m[1] == "90" || m[1] == "270" {
			out[i].width, out[i].height = out[i].height, out[i].width
		}
	}
	return out
}

// checkNumbers looks for each page's number in the corner where a reader looks.
func checkNumbers(t *testing.T, path string, a4 bool) {
	t.Helper()
	for i, p := range look(t, path) {
		if a4 && (math.Abs(min(p.width, p.height)-a4Short) > 2 || math.Abs(max(p.width, p.height)-a4Long) > 2) {
			t.Errorf("page %d shows at %.1f x %.1f, not A4", i+1, p.width, p.height)
		}
		if !inCorner(p, strconv.Itoa(i+1)) {
			t.Errorf("page %d: its number is not in the bottom right corner of %.0f x %.0f: %v", i+1, p.width, p.height, p.words)
		}
	}
}

func inCorner(p seenPage, number string) bool {
	for _, w := range p.words {
		right, low := p.width-w.box[2], p.height-w.box[3]
		if w.text == number && right > 0 && low > -1 && w.box.width() < w.box.height()*1.5*float64(len(number)) &&
			right < max(40, p.width*.1) && low < max(30, p.height*.35) {
			return true
		}
	}
	return false
}

// TestBuiltIsWhatAssembleWrites holds the two ways of making a book to the same bytes, however they are asked for.
func TestBuiltIsWhatAssembleWrites(t *testing.T) {
	var list []*Source
	for _, a := range awkwardSet() {
		if a.err == nil && !a.loose && len(list) < 12 {
			list = append(list, mustRead(t, a.data))
		}
	}
	b := bookOf(t, true, list...)
	want := assemble(t, b)
	made, err := Build(context.Background(), b, nil)
	if err != nil {
		t.Fatal(err)
	}
	var written bytes.Buffer
	if n, err := made.WriteTo(&written); err != nil || int(n) != made.Size() {
		t.Errorf("wrote %d of %d bytes: %v", n, made.Size(), err)
	}
	for say, got := range map[string][]byte{"in pieces": bytes.Join(made.Pieces(), nil), "written": written.Bytes(), "in one": made.Bytes(), "again in one": made.Bytes()} {
		if !bytes.Equal(got, want) {
			t.Errorf("%s, the book is not what Assemble writes", say)
		}
	}
	if sum := fmt.Sprintf("%x", sha256.Sum256(want)); made.Sum != sum {
		t.Errorf("its SHA-256 is %s, want %s", made.Sum, sum)
	}
}
