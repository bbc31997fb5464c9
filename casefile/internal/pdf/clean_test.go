package pdf

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

// planted makes a file with a word of its own in every place where one can hide, and gives the words that must not come through and those that
// must.
func planted(t *testing.T) (data []byte, hidden, shown []string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hides.pdf")
	out, _ := run(t, withPikepdf(), "testdata/hides.py", path)
	for _, word := range strings.Fields(out) {
		if strings.HasPrefix(word, "HID") {
			hidden = append(hidden, word)
		} else {
			shown = append(shown, word)
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data, hidden, shown
}

// laidOpen is everything in a PDF with its streams unpacked, pictures once as they are and once as dots.
func laidOpen(t *testing.T, data []byte) []byte {
	t.Helper()
	path := save(t, "laid.pdf", data)
	all := bytes.Clone(data)
	for _, level := range []string{"generalized", "all"} {
		to := path + "." + level
		run(t, "qpdf", "--qdf", "--object-streams=disable", "--decode-level="+level, path, to)
		open, err := os.ReadFile(to)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, open...)
	}
	run(t, withPikepdf(), "testdata/lay.py", path, path+".laid")
	open, err := os.ReadFile(path + ".laid")
	if err != nil {
		t.Fatal(err)
	}
	return append(all, open...)
}

// isIn tells whether a word stands in bytes, in any spelling of a PDF's strings.
func isIn(all []byte, word string) bool {
	var wide []byte
	for _, u := range utf16.Encode([]rune(word)) {
		wide = append(wide, byte(u>>8), byte(u))
	}
	for _, s := range [][]byte{[]byte(word), wide} {
		for _, spelt := range [][]byte{s, []byte(hex.EncodeToString(s)), []byte(strings.ToUpper(hex.EncodeToString(s)))} {
			if bytes.Contains(all, spelt) {
				return true
			}
		}
	}
	return false
}

func TestNothingHiddenLeaves(t *testing.T) {
	data, hidden, shown := planted(t)
	before := laidOpen(t, data)
	for _, word := range append(append([]string{}, hidden...), shown...) {
		if !isIn(before, word) && word != "HIDoldversion" && word != "HIDorphan" && word != "HIDfilecomment" {
			t.Fatalf("%s is not in the file, so this test shows nothing", word)
		}
	}
	if len(hidden) < 120 || len(shown) < 15 {
		t.Fatalf("%d words are hidden and %d are shown", len(hidden), len(shown))
	}
	source := mustRead(t, data)
	numbered := Book{Title: "Clean", Parts: []Part{{Source: source, Keep: true, BackTo: -1}}, Outline: []Mark{{Title: "All of it", Part: 0}}, A4: true,
		Font: numberFontFile(t), Number: func(at int) string { return fmt.Sprint(at + 1) }}
	plain := Book{Parts: []Part{{Source: source, Keep: true, BackTo: -1}}, Outline: []Mark{{Title: "All of it", Part: 0}}}
	tagged := numbered
	tagged.Tagged = true
	for name, book := range map[string]Book{"numbered": numbered, "plain": plain, "tagged": tagged} {
		var out bytes.Buffer
		if err := Assemble(t.Context(), &out, book, nil); err != nil {
			t.Fatal(err)
		}
		all := laidOpen(t, out.Bytes())
		var leaks []string
		for _, word := range hidden {
			if name == "tagged" && word == "HIDalt" {
				continue // what a picture shows is read aloud to who cannot see it
			}
			if isIn(all, word) {
				leaks = append(leaks, word)
			}
		}
		if leaks != nil {
			t.Errorf("%s: these leave: %s", name, strings.Join(leaks, " "))
		}
		for _, word := range shown {
			if !isIn(all, word) {
				t.Errorf("%s: %s was shown and is gone", name, word)
			}
		}
		if was, is := drawn(t, data), drawn(t, out.Bytes()); name == "plain" && !bytes.Equal(was, is) {
			t.Error("the page does not look as it did")
		}
		if dir := os.Getenv("KEEP"); dir != "" {
			os.WriteFile(filepath.Join(dir, "clean-"+name+".pdf"), out.Bytes(), 0o600)
		}
	}
}

// drawn is a picture of the first page of the planted file, of that part of it where nothing lies on it that is dropped.
func drawn(t *testing.T, data []byte) []byte {
	t.Helper()
	path := save(t, "drawn.pdf", data)
	run(t, "pdftoppm", "-r", "60", "-x", "0", "-y", "0", "-W", "300", "-H", "330", "-f", "1", "-l", "1", "-singlefile", path, path)
	picture, err := os.ReadFile(path + ".ppm")
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

func TestPicturesComeWithoutWhatIsSaidOfThem(t *testing.T) {
	dir := t.TempDir()
	for _, kind := range [][]string{{"-interlace", "none"}, {"-interlace", "plane"}, {"-colorspace", "CMYK"}, {"-colorspace", "Gray"}} {
		path := filepath.Join(dir, "a.jpg")
		quiet(t, "convert", append(append([]string{"-size", "320x240", "plasma:red-blue"}, kind...), "-quality", "85", path)...)
		plain, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		plain = joined(bareJPEG(plain)) // ImageMagick says something of some
		if again := joined(bareJPEG(plain)); !bytes.Equal(again, plain) {
			t.Errorf("%v: a picture of which nothing is said changed", kind)
		}
		thumb := append([]byte("\xFF\xE0\x00\x13JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x01"), "HID"...)
		said := bytes.Join([][]byte{plain[:2], thumb, []byte("\xFF\xE1\x00\x0BExif\x00HIDx"), plain[2:], []byte("\x00\x00ftypHIDfilm"), plain}, nil)
		bare := joined(bareJPEG(said))
		if bytes.Contains(bare, []byte("HID")) || len(bare) > len(plain)+30 {
			t.Errorf("%v: %d bytes of %d are left", kind, len(bare), len(said))
		}
		a, b := filepath.Join(dir, "plain.jpg"), filepath.Join(dir, "bare.jpg")
		os.WriteFile(a, plain, 0o600)
		os.WriteFile(b, bare, 0o600)
		if _, dots := run(t, "compare", "-metric", "AE", a, b, "null:"); strings.TrimSpace(dots) != "0" {
			t.Errorf("%v: %s dots differ", kind, dots)
		}
	}
}
