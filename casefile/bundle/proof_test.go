package bundle_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// ways are small programs in another package that try to bring a paper into a bundle without the proof that it is open, each with what the
// compiler must say. The first does it as it is meant, so that the others cannot fail for another reason.
var ways = []struct{ name, code, says string }{
	{"as it is meant", `func try(f *casefile.File, b casefile.Bundle) (bundle.Plan, error) { return bundle.FromCase(f, b) }`, ""},
	{"a document with other words is still the same", `func try(p bundle.Plan) { d := p.Sections[0].Documents[0]; d.Title = "Report"; p.Sections[0].Documents[0] = d }`, ""},
	{"the zero document can be written", `func try() bundle.Document { return bundle.Document{Title: "Nothing in it"} }`, ""},
	{"the zero proof can be written", `func try() casefile.Showable { return casefile.Showable{} }`, ""},

	{"a function that loads", `func try(data []byte) bundle.Document { return bundle.Document{Load: func() ([]byte, error) { return data, nil }} }`, "unknown field Load"},
	{"the field by its name", `func try(s casefile.Showable) bundle.Document { return bundle.Document{` + "bytes" + `: nil} }`, "cannot refer to unexported field bytes|unknown field bytes"},
	{"the field set afterwards", `func try(d bundle.Document) { d.bytes = nil }`, "d.bytes undefined|unexported field"},
	{"a literal without names", `func try() bundle.Document { return bundle.Document{nil, "", "", "", "", deadlines.Date{}, "", "", false, 0, 0, nil} }`, "implicit assignment to unexported field"},
	{"the kind of source by its name", `func try() any { return bundle.shown{} }`, "not exported|undefined: bundle.shown"},
	{"the other kind", `func try() any { return bundle.filed{} }`, "not exported|undefined: bundle.filed"},
	{"the interface by its name", `type mine struct{ bundle.source }`, "not exported|undefined: bundle.source"},
	{"what turns a record into a document", `func try(tx *casefile.Tx) any { d, _ := bundle.fromRecord(tx, "", ""); return d }`, "not exported|undefined: bundle.fromRecord"},
	{"a record in place of a document", `func try(d casefile.Document) bundle.Document { return d }`, "cannot use d"},
	{"a record converted", `func try(d casefile.Document) bundle.Document { return bundle.Document(d) }`, "cannot convert d"},
	{"a proof in place of a document", `func try(s casefile.Showable) bundle.Section { return bundle.Section{Documents: []bundle.Document{s}} }`, "cannot use s"},
	{"a type of the same shape converted", `type mine struct { bytes interface{ read() ([]byte, error); still() error }; ID casefile.ID; Title, Author, Kind string; On deadlines.Date; Name string; Type casefile.FileType; Searchable bool; Pages, Expect int; Notes []string }
		func try(m mine) bundle.Document { return bundle.Document(m) }`, "cannot convert m"},
	{"a document inside another with its methods anew", `type mine struct{ bundle.Document }
		func (mine) read() ([]byte, error) { return nil, nil }
		func try(m mine) bundle.Section { return bundle.Section{Documents: []bundle.Document{m}} }`, "cannot use m"},

	{"a proof with a record in it", `func try(d casefile.Document) casefile.Showable { return casefile.Showable{doc: d} }`, "cannot refer to unexported field doc|unknown field doc"},
	{"a proof without names", `func try(f *casefile.File, d casefile.Document) casefile.Showable { return casefile.Showable{f, d} }`, "implicit assignment to unexported field"},
	{"a proof's record replaced", `func try(s casefile.Showable, d casefile.Document) { s.doc = d }`, "s.doc undefined|unexported field"},
	{"a record converted into a proof", `func try(d casefile.Document) casefile.Showable { return casefile.Showable(d) }`, "cannot convert d"},
	{"a shape converted into a proof", `type mine struct { file *casefile.File; doc casefile.Document }
		func try(m mine) casefile.Showable { return casefile.Showable(m) }`, "cannot convert m"},
	{"a proof with another Read", `type mine struct{ casefile.Showable }
		func (mine) Read() (casefile.Document, []byte, error) { return casefile.Document{}, nil, nil }
		func try(m mine) casefile.Showable { return m }`, "cannot use m"},
	{"a proof of a record instead of the file's", `func try(d casefile.Document) (casefile.Showable, error) { return casefile.Show(nil, d) }`, "cannot use d"},
	{"the decision by itself", `func try(tx *casefile.Tx) any { return tx.marks() }`, "tx.marks undefined|unexported method"},
}

// TestNothingHeldBackCanBeWrittenIntoABundle has the compiler look at each of the ways.
func TestNothingHeldBackCanBeWrittenIntoABundle(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	overlay := map[string]string{}
	args := []string{"build", "-gcflags=-e", "-overlay", filepath.Join(dir, "overlay.json")}
	for i, w := range ways {
		file := filepath.Join(dir, fmt.Sprintf("way%02d.go", i))
		code := fmt.Sprintf("package way\n\nimport (\n\t\"ehccasefile/casefile\"\n\t\"ehccasefile/casefile/bundle\"\n\t\"ehccasefile/deadlines\"\n)\n\n"+
			"var (\n\t_ casefile.ID\n\t_ bundle.Line\n\t_ deadlines.Date\n)\n\n%s\n", w.code)
		if err := os.WriteFile(file, []byte(code), 0o600); err != nil {
			t.Fatal(err)
		}
		overlay[filepath.Join(root, "app", fmt.Sprintf("way%02d", i), "way.go")] = file
		args = append(args, fmt.Sprintf("./app/way%02d", i))
	}
	data, err := json.Marshal(map[string]any{"Replace": overlay})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "overlay.json"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", args...)
	cmd.Dir = root
	out, _ := cmd.CombinedOutput() // the errors are what is looked for
	said := map[int]string{}
	at := -1
	for _, line := range strings.Split(string(out), "\n") {
		if name, ok := strings.CutPrefix(line, "# ehccasefile/app/way"); ok {
			fmt.Sscanf(name, "%d", &at)
			continue
		}
		said[at] += line + "\n"
	}
	if strings.TrimSpace(said[-1]) != "" {
		t.Fatalf("the compiler could not be asked:\n%s", out)
	}
	for i, w := range ways {
		switch {
		case w.says == "" && said[i] != "":
			t.Errorf("%s: it should compile, but\n%s", w.name, said[i])
		case w.says != "" && !regexp.MustCompile(w.says).MatchString(said[i]):
			t.Errorf("%s: the compiler does not say %q, but\n%q", w.name, w.says, said[i])
		}
	}
}

// TestThisPackageItselfReadsOnlyThroughAProof looks whether the package keeps to it: nothing in it asks the case file for bytes (Read of a
// Blob has one argument), and only folder.go opens files.
func TestThisPackageItselfReadsOnlyThroughAProof(t *testing.T) {
	opening := []string{"os.Open", "os.OpenFile", "os.ReadFile", "os.OpenRoot", "root.Open"}
	for name, file := range parsed(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			said := spelt(call.Fun)
			if strings.HasSuffix(said, ".Read") && len(call.Args) == 1 {
				t.Errorf("%s calls %s: the bytes of a paper come through casefile.Showable alone", name, said)
			}
			if slices.Contains(opening, said) && name != "folder.go" {
				t.Errorf("%s calls %s: files are opened in folder.go alone", name, said)
			}
			return true
		})
	}
}

// parsed reads this package's own files.
func parsed(t *testing.T) map[string]*ast.File {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]*ast.File{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = f
	}
	return files
}

// spelt writes an expression of names and dots.
func spelt(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		return spelt(e.X) + "." + e.Sel.Name
	case *ast.Ident:
		return e.Name
	}
	return ""
}
