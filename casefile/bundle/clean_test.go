package bundle_test

import (
	"bytes"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"ehccasefile/casefile/bundle"
	"ehccasefile/deadlines"
)

// TestNothingHiddenLeavesInABundle plants a word in every place of a PDF where one can hide, and looks for it in the bundle: as the file
// comes, locked so that the reader has to write it afresh, taken out of a bundle, and in a photograph.
func TestNothingHiddenLeavesInABundle(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hides.pdf")
	var words bytes.Buffer
	cmd := exec.Command(python(t), "../internal/pdf/testdata/hides.py", path)
	cmd.Stdout = &words
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	data := must(os.ReadFile(path))
	locked := path + ".locked"
	if out, err := exec.Command("qpdf", "--encrypt", "", "owner", "256", "--", path, locked).CombinedOutput(); err != nil {
		t.Logf("%s", out) // it warns of what the file says
	}
	var day deadlines.Date
	p := bundle.Plan{Title: "Evidence", Child: "Maya", Sections: []bundle.Section{{Title: "All", Documents: []bundle.Document{
		doc("As it came", day, data), doc("Locked", day, must(os.ReadFile(locked))), doc("Photograph", day, photo(t, 300, 200)),
	}}}}
	made, r := made(t, p)
	if r.Documents != 3 || !r.Checked.OK {
		t.Fatalf("%+v", r)
	}
	d, parts := pieces(t, made)
	t.Log(divided(d))
	for name, file := range map[string][]byte{"bundle": made, "part": parts[0], "part that was locked": parts[1]} {
		all := laidOpen(t, file)
		for _, word := range append(strings.Fields(words.String()), "SECRET") {
			switch has := isIn(all, word); {
			case strings.HasPrefix(word, "SHOWN") && !has && name != "part that was locked":
				t.Errorf("%s: %s was shown and is gone", name, word)
			case !strings.HasPrefix(word, "SHOWN") && has && word != "HIDalt": // what a picture shows is read aloud to who cannot see it
				t.Errorf("%s: %s leaves", name, word)
			}
		}
	}
}

// laidOpen is everything in a PDF with its streams unpacked.
func laidOpen(t testing.TB, data []byte) []byte {
	t.Helper()
	path := onDisk(t, data)
	tool(t, "qpdf", "--qdf", "--object-streams=disable", "--decode-level=generalized", path, path+".open")
	tool(t, python(t), "../internal/pdf/testdata/lay.py", path, path+".laid")
	return append(append(bytes.Clone(data), must(os.ReadFile(path+".open"))...), must(os.ReadFile(path+".laid"))...)
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
