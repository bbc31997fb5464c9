package casefile

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

func plainOf(t *testing.T, f *File) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "ours")
	if err := ExportPlain(context.Background(), f, dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// filesIn gives every file in a folder by its name, with slashes.
func filesIn(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	src := os.DirFS(dir)
	err := fs.WalkDir(src, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		out[name], err = fs.ReadFile(src, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func readTable(t *testing.T, data []byte) [][]string {
	t.Helper()
	text, ok := bytes.CutPrefix(data, []byte(byteOrderMark))
	if !ok {
		t.Fatal("the table has no mark for UTF-8")
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestLeavingWithPlainFiles(t *testing.T) {
	f := lived(t, Passphrase(testPassphrase))
	dir := plainOf(t, f)
	files := filesIn(t, dir)
	for name, want := range map[string][]byte{
		"papers/Maya/2026-02-01 Decision letter.pdf": pattern(300_000, 3),
		"papers/Family/undated Big scan.pdf":         pattern(900_000, 5),
		"papers/Family/undated Second copy.pdf":      pattern(300_000, 3),
	} {
		if !bytes.Equal(files[name], want) {
			t.Errorf("%s has %d bytes", name, len(files[name]))
		}
	}
	rows := readTable(t, files["documents.csv"])
	if len(rows) != 5 || rows[1][0] != "Maya" || rows[1][1] != "papers/Maya/2026-02-01 Decision letter.pdf" {
		t.Errorf("%q", rows)
	}
	for _, k := range archivedKinds {
		if len(files[k.plural+".csv"]) == 0 {
			t.Errorf("there is no table of %s", k.plural)
		}
	}
	log := string(files["log.html"])
	for _, want := range []string{"<h2>Maya</h2>", "Monday 2 March 2026, 09:05: Phone call, Ms Hale", "She rang back.", `href="papers/Maya/2026-02-01%20Decision%20letter.pdf"`} {
		if !strings.Contains(log, want) {
			t.Errorf("the log does not say %s:\n%s", want, log)
		}
	}
	for name, data := range files {
		if bytes.Contains(data, []byte("quokka")) || bytes.Contains(data, []byte("wombat")) {
			t.Errorf("%s holds what was deleted", name)
		}
	}
	if names, _ := os.ReadDir(filepath.Dir(dir)); len(names) != 1 {
		t.Errorf("beside the folder: %v", names)
	}
}

// Stock sha256sum knows every file, and sees a change.
func TestTheHashesOfPlainFiles(t *testing.T) {
	dir := plainOf(t, lived(t, NoPassphrase()))
	check := func() error {
		c := exec.Command("sha256sum", "--check", "--strict", "hashes.txt")
		c.Dir = dir
		return c.Run()
	}
	if err := check(); err != nil {
		t.Error(err)
	}
	lines := bytes.Count(readBytes(t, filepath.Join(dir, "hashes.txt")), []byte("\n"))
	if n := len(filesIn(t, dir)); lines != n-1 {
		t.Errorf("%d lines for %d files", lines, n)
	}
	name := filepath.Join(dir, "log.html")
	if err := os.WriteFile(name, append(readBytes(t, name), ' '), 0o600); err != nil {
		t.Fatal(err)
	}
	if check() == nil {
		t.Error("a changed file is not seen")
	}
}

func TestPlainFilesGoNowhereElse(t *testing.T) {
	f := lived(t, NoPassphrase())
	dir := t.TempDir()
	full := filepath.Join(dir, "full")
	if err := os.Mkdir(full, 0o700); err != nil {
		t.Fatal(err)
	}
	mine := filepath.Join(full, "mine")
	if err := os.WriteFile(mine, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	for place, want := range map[string]error{full: ErrFolderInUse, mine: ErrExists, filepath.Join(dir, "no", "where"): fs.ErrNotExist} {
		if err := ExportPlain(context.Background(), f, place); !errors.Is(err, want) {
			t.Errorf("%s gives %v, want %v", place, err, want)
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if err := ExportPlain(ctx, f, filepath.Join(dir, "stopped")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if names, _ := os.ReadDir(dir); len(names) != 1 || string(readBytes(t, mine)) != "precious" {
		t.Errorf("left behind: %v", names)
	}
	empty := filepath.Join(dir, "empty")
	if err := os.Mkdir(empty, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := ExportPlain(context.Background(), f, empty); err != nil {
		t.Error(err)
	}
}

// hostileWords are what a name or a cell might be.
var hostileWords = []string{
	"", " ", ".", "..", "...", "../../etc/passwd", `..\..\x`, "CON", "con.txt", "Nul ", "COM1.a.b", "LPT¹", "a:b", "x:ads", "end.", "end ", "a/b", "\x00", "\n", "tab\there",
	strings.Repeat("long ", 200), strings.Repeat("é", 300), strings.Repeat("👩‍👧", 100), "\u202Egpj.exe", "zero\u200Bwidth", "?*<>|\"", "~", "-rf", "a#b%41", "\xff\xfe", "CONIN$", "_",
	"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1",
}

func TestNamesAreSafeOnWindows(t *testing.T) {
	bad := regexp.MustCompile(`(?i)[<>:"/\\|?*\x00-\x1f\x7f#%]|[. ]$|^\s|^$|^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\.|$)`)
	for _, s := range []string{"CON", "con.txt", "a:b", "end.", "", "LPT¹", "nul .x"} {
		if !bad.MatchString(s) {
			t.Errorf("%q would pass this test", s)
		}
	}
	for _, s := range hostileWords {
		name := SafeName(s, 80)
		if bad.MatchString(name) || len(name) > 241 || utf8.RuneCountInString(name) > 81 || !utf8.ValidString(name) {
			t.Errorf("%q becomes %q", s, name)
		}
	}
	taken := names{}
	for _, want := range []string{"p/A.pdf", "p/a (2).pdf", "p/A (3).pdf"} {
		if got := taken.take("p", strings.TrimSuffix(want[2:3], " "), ".pdf"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestHostileWordsStayWords(t *testing.T) {
	f := newFile(t, NoPassphrase())
	for n, s := range hostileWords {
		if strings.TrimSpace(s) == "" {
			continue
		}
		c := put(t, f, Child{Name: s})
		put(t, f, Entry{Head: Head{Child: c.ID}, Kind: EntryNote, On: day("2026-03-02"), Said: s + "<script>alert(1)</script>"})
		must(t, f, func(tx *Tx) error {
			b, err := tx.Add(bytes.NewReader(pattern(100, n)), "x")
			if err != nil {
				return err
			}
			d := paper(s, b)
			d.Child = c.ID
			_, err = Put(tx, d)
			return err
		})
	}
	dir := plainOf(t, f)
	files := filesIn(t, dir)
	pdfs := 0
	for name, data := range files {
		if strings.HasSuffix(name, ".pdf") {
			pdfs++
		}
		if strings.HasSuffix(name, ".html") && bytes.Contains(data, []byte("<script")) {
			t.Error("a word became a script")
		}
		if !strings.HasSuffix(name, ".csv") {
			continue
		}
		for _, row := range readTable(t, data) {
			for _, c := range row {
				if c != "" && strings.ContainsAny(c[:1], "=+-@\t\r") {
					t.Errorf("%s: the cell %q is a sum", name, c)
				}
			}
		}
	}
	if want := len(all[Document](t, f, "")); pdfs != want {
		t.Errorf("%d papers, want %d", pdfs, want)
	}
	if Inert("=1") == "=1" || Inert("fine") != "fine" {
		t.Error("inert does the wrong thing")
	}
}

// The words of a paper in the bin stay behind, as the paper does.
func TestWordsOfThePapersInTheBinStayBehind(t *testing.T) {
	f := newFile(t, NoPassphrase())
	d, _ := readPaper(t, f, "Secret report", "its pages")
	must(t, f, func(tx *Tx) error { return Delete[Document](tx, d.ID) })
	dir := filepath.Join(t.TempDir(), "plain")
	if err := ExportPlain(context.Background(), f, dir); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, "texts.csv"))
	if err != nil || strings.Contains(string(b), "words of Secret report") {
		t.Errorf("the table of texts holds %q, %v", b, err)
	}
}
