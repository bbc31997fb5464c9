package pdf

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// run calls another PDF program and gives what it wrote on standard output and
// standard error.
func run(t *testing.T, prog string, args ...string) (string, string) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command(prog, args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			t.Fatalf("%s is needed by this test: %v", prog, err)
		}
		return out.String(), errs.String() + err.Error()
	}
	return out.String(), errs.String()
}

// quiet calls a program that must find nothing to complain of.
func quiet(t *testing.T, prog string, args ...string) string {
	t.Helper()
	out, errs := run(t, prog, args...)
	if errs != "" {
		t.Errorf("%s %s: %s", prog, strings.Join(args, " "), errs)
	}
	return out
}

// withPikepdf is a Python that has pikepdf, which a system's own may have when
// the first one on the path has not.
var withPikepdf = sync.OnceValue(func() string {
	for _, prog := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(prog, "-c", "import pikepdf").Run() == nil {
			return prog
		}
	}
	return ""
})

func python(t *testing.T, script string, args ...string) string {
	t.Helper()
	if withPikepdf() == "" {
		t.Fatal("python3 with pikepdf is needed by this test")
	}
	return quiet(t, withPikepdf(), append([]string{save(t, "script.py", []byte(script))}, args...)...)
}

func mustRead(t testing.TB, data []byte) *Source {
	t.Helper()
	s, err := Read(data, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// numberFontFile is a file as the maker of our own pages embeds its bold face.
func numberFontFile(t testing.TB) *Source {
	t.Helper()
	b, err := os.ReadFile("testdata/number-font.pdf")
	if err != nil {
		t.Fatal(err)
	}
	return mustRead(t, b)
}

// bookOf is a numbered book of the sources, each with a bookmark.
func bookOf(t testing.TB, a4 bool, list ...*Source) Book {
	t.Helper()
	b := Book{Title: "A bundle", Lang: "en-GB", A4: a4, Font: numberFontFile(t),
		Number: func(p int) string { return strconv.Itoa(p + 1) }}
	page := 0
	for i, s := range list {
		b.Parts = append(b.Parts, Part{Source: s, BackTo: 0, Keep: true})
		b.Outline = append(b.Outline, Mark{Title: "Document " + strconv.Itoa(i+1), Page: page, Part: i})
		page += len(s.Pages())
	}
	return b
}

func assemble(t testing.TB, b Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Assemble(context.Background(), &out, b, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func save(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
