package bundle_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"ehccasefile/casefile/bundle"
	"ehccasefile/deadlines"
)

// filled makes a folder of files.
func filled(t *testing.T, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// titles lists the documents of a plan with their sections.
func titles(p bundle.Plan) []string {
	var out []string
	for _, s := range p.Sections {
		for _, d := range s.Documents {
			out = append(out, s.Title+"|"+d.Title+"|"+d.On.String())
		}
	}
	return out
}

func left(p bundle.Plan) map[string]string {
	out := map[string]string{}
	for _, l := range p.Left {
		out[l.Title] = l.Note
	}
	return out
}

func TestAFolderByItsIndex(t *testing.T) {
	dir := filled(t, map[string][]byte{
		"index.csv": []byte("\uFEFFSection,Title,Date,File,Pages\r\n" +
			"Reports,\"Report, with a comma\",2026-03-16,a.pdf,2\r\n" +
			"Letters,Letter to the council,16/04/2026,sub/b.txt,\r\n" +
			"Reports,Photo,3 May 2026,c.jpg,1\r\n\r\n" +
			"Reports,Not there,2026-01-01,missing.pdf,4\r\n" +
			"Letters,No such day,2026-02-30,d.txt,many\r\n"),
		"a.pdf": report(t, "A", 3), "sub/b.txt": []byte("Dear council"), "c.jpg": photo(t, 90, 60), "d.txt": []byte("d"), "unlisted.txt": []byte("not named"),
		"sub/unlisted.txt": []byte("nor this"), "more/e.txt": []byte("nor what is here"), "more/f.txt": []byte("f"), ".hidden": []byte("x"),
	})
	p, err := bundle.FromFolder(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Reports|Report, with a comma|2026-03-16", "Reports|Photo|2026-05-03", "Letters|Letter to the council|2026-04-16", "Letters|No such day|"}
	if got := titles(p); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if left(p)["Not there"] != "The file is not there." || !strings.Contains(left(p)["unlisted.txt"], "does not name it") || left(p)["sub/unlisted.txt"] == "" || left(p)["more"] == "" || len(p.Left) != 4 {
		t.Errorf("left out: %+v", p.Left)
	}
	var b bytes.Buffer
	r, err := bundle.Make(t.Context(), &b, p, nil)
	if err != nil || !r.Checked.OK || r.Documents != 4 || len(r.Left) != 4 {
		t.Fatalf("%v, %+v", err, r)
	}
	if !strings.Contains(r.Items[0].Note, "2 pages") || !strings.Contains(r.Items[3].Note, "2026-02-30") {
		t.Errorf("notes: %+v", r.Items)
	}
}

func TestAnIndexOfAnotherSpreadsheet(t *testing.T) {
	dir := filled(t, map[string][]byte{"index.csv": []byte("title;file;pages\r\nA letter, with a comma;a.txt;2-3\r\nNo file;;\r\n"), "a.txt": []byte("a")})
	p, err := bundle.FromFolder(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	if got := titles(p); !slices.Equal(got, []string{"|A letter, with a comma|"}) || !strings.Contains(left(p)["No file"], "names no file") {
		t.Errorf("got %q, left %+v", got, p.Left)
	}
	if notes := p.Sections[0].Documents[0].Notes; len(notes) != 1 || !strings.Contains(notes[0], "such as 4") {
		t.Errorf("notes %q", notes)
	}
	dir = filled(t, map[string][]byte{"index.csv": []byte("titel,file\nA,a.txt\n"), "a.txt": []byte("a")})
	if _, err := bundle.FromFolder(dir, ""); err == nil || !strings.Contains(err.Error(), `no column "titel"`) {
		t.Errorf("an unknown column gave %v", err)
	}
}

func TestAHostileIndex(t *testing.T) {
	dir := filled(t, map[string][]byte{"in/ok.txt": []byte("fine"), "secret.txt": []byte("outside")})
	in := filepath.Join(dir, "in")
	rows := []string{"section,title,date,file,pages", ",Up,,../secret.txt,", ",Deep,,x/../../secret.txt,", ",Root,," + filepath.Join(dir, "secret.txt") + ",",
		`,Windows,,..\secret.txt,`, `,Drive,,C:\secret.txt,`, ",Folder,,.,", ",Itself,,index.csv,", ",Null,,\"ok\x00.txt\",", ",Fine,,ok.txt,"}
	if runtime.GOOS != "windows" {
		if err := os.Symlink(filepath.Join(dir, "secret.txt"), filepath.Join(in, "link.txt")); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, ",Link,,link.txt,")
	}
	if err := os.WriteFile(filepath.Join(in, "index.csv"), []byte(strings.Join(rows, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := bundle.FromFolder(in, "")
	if err != nil {
		t.Fatal(err)
	}
	if got := titles(p); !slices.Equal(got, []string{"|Fine|"}) {
		t.Errorf("taken: %q", got)
	}
	for _, title := range []string{"Up", "Deep", "Root", "Windows", "Drive", "Folder", "Null"} {
		if left(p)[title] == "" {
			t.Errorf("%s was not refused: %+v", title, p.Left)
		}
	}
}

func TestAnIndexThatCannotBeUnderstood(t *testing.T) {
	for _, data := range []string{"", "a,b,c\n1,2,3\n", "\x00\x01\x02", "title,section\n"} {
		dir := filled(t, map[string][]byte{"index.csv": []byte(data), "a.txt": []byte("a")})
		if _, err := bundle.FromFolder(dir, ""); err == nil || !strings.Contains(err.Error(), "section,title,date,file,pages") {
			t.Errorf("%q gave %v", data, err)
		}
	}
}

func TestAFolderByNames(t *testing.T) {
	dir := filled(t, map[string][]byte{
		"02_2026-03-16_School report.pdf": report(t, "A", 1), "01 - Statement.txt": []byte("I am her mother"), ".hidden": []byte("x"),
		"Thumbs.db": []byte("x"), "10 letter.exe": []byte("MZ\x90\x00"), "more/x.txt": []byte("x"),
	})
	p, err := bundle.FromFolder(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	if got := titles(p); !slices.Equal(got, []string{"|Statement|", "|School report|2026-03-16"}) {
		t.Errorf("got %q", got)
	}
	if l := left(p); len(l) != 2 || l["letter"] == "" || l["more"] == "" {
		t.Errorf("left out %q", l)
	}
	if _, err := bundle.FromFolder(filepath.Join(dir, "nothing here"), ""); err == nil {
		t.Error("a folder that is not there was read")
	}
	if p.Sections[0].Documents[1].On != deadlines.On(2026, 3, 16) {
		t.Error("the date in the name was lost")
	}
}
