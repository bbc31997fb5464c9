package ui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// module is how our own packages begin.
const module = "ehccasefile/"

// mayImport is the house: which of our rooms each room may import, and nothing else. "…/*" means the room and all below it.
var mayImport = map[string][]string{
	"assets":                     {},
	"seeds":                      {},
	"deadlines":                  {},
	"casefile":                   {"deadlines"},
	"casefile/internal/limit":    {},
	"casefile/internal/prose":    {},
	"casefile/internal/pattern":  {},
	"casefile/internal/mail":     {"casefile/internal/limit", "casefile/internal/pattern", "casefile/internal/prose"},
	"casefile/internal/office":   {"casefile/internal/limit", "casefile/internal/prose"},
	"casefile/internal/photo":    {"casefile/internal/limit"},
	"casefile/internal/layer":    {"casefile/internal/limit"},
	"casefile/internal/outside":  {"casefile/internal/layer", "casefile/internal/limit"},
	"casefile/internal/page":     {"assets", "casefile/internal/limit", "casefile/internal/prose"},
	"casefile/internal/guess":    {"casefile", "deadlines", "casefile/internal/pattern"},
	"casefile/internal/folio":    {"deadlines", "casefile/internal/guess", "casefile/internal/pattern", "casefile/internal/worker"},
	"casefile/internal/pdf":      {},
	"casefile/internal/powercut": {},
	"casefile/internal/worker": {"casefile/internal/limit", "casefile/internal/pdf", "casefile/internal/page", "casefile/internal/prose",
		"casefile/internal/mail", "casefile/internal/office", "casefile/internal/photo", "casefile/internal/worker/*"},
	"casefile/bundle":   {"casefile", "deadlines", "casefile/internal/folio", "casefile/internal/guess", "casefile/internal/layer", "casefile/internal/page", "casefile/internal/pattern", "casefile/internal/pdf", "casefile/internal/worker"},
	"casefile/intake":   {"casefile", "deadlines", "casefile/internal/guess", "casefile/internal/layer", "casefile/internal/limit", "casefile/internal/outside", "casefile/internal/pattern", "casefile/internal/pdf", "casefile/internal/prose", "casefile/internal/worker"},
	"casefile/sheet":    {"casefile/timeline", "deadlines", "casefile/internal/page"},
	"casefile/timeline": {"deadlines"},
	"app/explain":       {"casefile", "casefile/bundle", "casefile/intake", "deadlines"},
	"app/cli":           {"casefile", "casefile/bundle", "casefile/intake", "deadlines", "seeds", "assets", "app/explain"},
	"app/ui/part":       {"casefile/timeline", "deadlines"},
	"app/ui":            {"app/ui/part", "app/explain", "casefile", "casefile/bundle", "casefile/intake", "casefile/sheet", "casefile/timeline", "deadlines", "seeds", "assets"},
	"app":               {"app/ui", "app/cli", "casefile/intake", "assets"},
}

// oneRoom are libraries and the only rooms that may know them.
var oneRoom = map[string][]string{
	"go.etcd.io/bbolt":                {"casefile"},
	"golang.org/x/crypto":             {"casefile"},
	"filippo.io/age":                  {"casefile"},
	"github.com/jung-kurt/gofpdf":     {"casefile/internal/page"},
	"github.com/go-text/typesetting":  {"casefile/internal/page"},
	"github.com/klippa-app/go-pdfium": {"casefile/internal/worker"},
	"github.com/tetratelabs/wazero":   {"casefile/internal/photo", "casefile/internal/worker"},
	"github.com/pelletier/go-toml/v2": {"deadlines", "casefile/bundle"},
	"github.com/hanwen/go-fuse/v2":    {"casefile/internal/powercut"},
	"github.com/klauspost/compress":   {"casefile/internal/pdf", "casefile/internal/powercut"},
	"github.com/arran4/golang-ical":   {"deadlines"},
	"github.com/emersion/go-ical":     {},
	"fyne.io/fyne/v2":                 {"app/ui", "app/ui/part", "app"},
	"fyne.io/fyne/v2/app":             {"app"},
	"golang.org/x/image":              {"casefile/internal/photo", "casefile/internal/worker", "casefile/internal/page"},
	"golang.org/x/net":                {"casefile/internal/mail", "casefile/internal/office"},
	"github.com/richardlehane/mscfb":  {"casefile/internal/mail"},
	"golang.org/x/term":               {"app/cli"},
	"github.com/rogpeppe/go-internal": {},
}

// source is one Go file of ours, without tests.
type source struct {
	path, room string
	file       *ast.File
	set        *token.FileSet
}

// ours reads every Go file of the project but its tests.
func ours(t *testing.T) []source {
	t.Helper()
	root := filepath.Join("..", "..")
	var all []source
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "testdata"):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go"):
			return nil
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, p, nil, parser.ParseComments)
		all = append(all, source{filepath.ToSlash(rel), path.Dir(filepath.ToSlash(rel)), file, set})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 50 {
		t.Fatalf("only %d files were found", len(all))
	}
	return all
}

// room is the room of the table a folder belongs to: its own, or the nearest above it.
func room(folder string) (string, bool) {
	for ; folder != "."; folder = path.Dir(folder) {
		if _, ok := mayImport[folder]; ok {
			return folder, true
		}
	}
	return "", false
}

func TestRoomsImportOnlyWhatTheHouseAllows(t *testing.T) {
	for _, s := range ours(t) {
		home, known := room(s.room)
		if !known {
			t.Errorf("%s lies in no room of the house; add the room to mayImport with what it may import", s.path)
			continue
		}
		for _, spec := range s.file.Imports {
			name := strings.Trim(spec.Path.Value, `"`)
			if own, is := strings.CutPrefix(name, module); is && !allowed(home, own) {
				t.Errorf("%s imports %s, which %s may not", s.path, name, home)
			}
			if rooms, known := keeper(name); known && !contains(rooms, home) {
				t.Errorf("%s imports %s, which only %v may", s.path, name, rooms)
			}
		}
	}
}

func allowed(home, own string) bool {
	if own == home || strings.HasPrefix(own, home+"/") && home != "casefile" && home != "app" {
		return true
	}
	for _, may := range mayImport[home] {
		if may == own || strings.HasSuffix(may, "/*") && strings.HasPrefix(own, strings.TrimSuffix(may, "*")) {
			return true
		}
	}
	return false
}

// keeper finds the longest rule of oneRoom that an import falls under.
func keeper(name string) ([]string, bool) {
	for p := name; p != "." && p != "/"; p = path.Dir(p) {
		if rooms, ok := oneRoom[p]; ok {
			return rooms, true
		}
	}
	return nil, false
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

func TestEveryPackageAndExportedNameIsExplained(t *testing.T) {
	documented, seen := map[string]bool{}, map[string]bool{}
	for _, s := range ours(t) {
		seen[s.room] = true
		if s.file.Doc != nil {
			documented[s.room] = true
		}
		for _, d := range s.file.Decls {
			for _, name := range undocumented(d) {
				t.Errorf("%s: %s has no comment", s.path, name)
			}
		}
	}
	for room := range seen {
		if !documented[room] {
			t.Errorf("package %s has no comment that says what it promises", room)
		}
	}
}

// undocumented gives the exported names that a declaration makes without a comment. Methods of types that are not exported
// are left out, and so is the second name of a group that has a comment.
func undocumented(d ast.Decl) []string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && d.Name.IsExported() && receiverExported(d) {
			return []string{d.Name.Name}
		}
	case *ast.GenDecl:
		var names []string
		for _, spec := range d.Specs {
			names = append(names, undocumentedSpec(d, spec)...)
		}
		return names
	}
	return nil
}

func undocumentedSpec(d *ast.GenDecl, spec ast.Spec) []string {
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		if spec.Name.IsExported() && d.Doc == nil && spec.Doc == nil && spec.Comment == nil {
			return []string{spec.Name.Name}
		}
	case *ast.ValueSpec:
		for _, n := range spec.Names {
			if n.IsExported() && d.Doc == nil && spec.Doc == nil && spec.Comment == nil {
				return []string{n.Name}
			}
		}
	}
	return nil
}

func receiverExported(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	t := d.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.Ident:
			return x.IsExported()
		default:
			return false
		}
	}
}

// Today is handed in everywhere, so that any day can be looked at; and the window's threads begin in one file.
func TestClockAndThreadsAreInOnePlace(t *testing.T) {
	for _, s := range ours(t) {
		inApp := s.room == "app" || strings.HasPrefix(s.room, "app/")
		ast.Inspect(s.file, func(n ast.Node) bool {
			at := func() string { return s.path + ":" + s.set.Position(n.Pos()).String() }
			switch n := n.(type) {
			case *ast.SelectorExpr:
				switch selected(n) {
				case "time.Now":
					if s.room != "app" {
						t.Errorf("%s asks time.Now: take the day, or a clock, as an argument", at())
					}
				case "fyne.Do", "fyne.DoAndWait":
					if s.path != "app/ui/background.go" {
						t.Errorf("%s calls fyne.Do: use background", at())
					}
				case "sync.Mutex", "sync.RWMutex":
					if inApp {
						t.Errorf("%s has a lock: the window's state belongs to one goroutine", at())
					}
				}
			case *ast.GoStmt:
				if inApp && s.path != "app/ui/background.go" {
					t.Errorf("%s starts a goroutine: use background", at())
				}
			}
			return true
		})
	}
}

func selected(n *ast.SelectorExpr) string {
	if x, ok := n.X.(*ast.Ident); ok {
		return x.Name + "." + n.Sel.Name
	}
	return ""
}

// What is promised by working is not to be written as a plan.
func TestNothingIsLeftForLater(t *testing.T) {
	for _, s := range ours(t) {
		text, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(s.path)))
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"TO" + "DO", "FIX" + "ME", "coming " + "soon", "not built " + "yet"} {
			if strings.Contains(string(text), word) {
				t.Errorf("%s says %q", s.path, word)
			}
		}
	}
}

const (
	maxLines  = 60  // of a function, from its name to its last brace
	maxParams = 5   // of a function
	maxFile   = 500 // lines of a file, about
)

// What fits on a screen can be read in one go.
func TestFunctionsAndFilesStaySmall(t *testing.T) {
	for _, s := range ours(t) {
		lines := s.set.Position(s.file.FileEnd).Line
		if lines > maxFile {
			t.Errorf("%s has %d lines; a file is about one thing, in at most %d", s.path, lines, maxFile)
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := s.set.Position(f.End()).Line - s.set.Position(f.Pos()).Line + 1; n > maxLines {
				t.Errorf("%s: %s has %d lines, more than %d", s.path, f.Name.Name, n, maxLines)
			}
			if n := f.Type.Params.NumFields(); n > maxParams {
				t.Errorf("%s: %s takes %d arguments, more than %d", s.path, f.Name.Name, n, maxParams)
			}
		}
	}
}

// A package that is called after nothing collects everything.
func TestPackagesAreNamedAfterWhatTheyAreAbout(t *testing.T) {
	for _, s := range ours(t) {
		for _, word := range []string{"util", "common", "manager", "helper", "misc", "shared"} {
			if strings.Contains(strings.ToLower(s.file.Name.Name), word) || strings.Contains(s.room, word) {
				t.Errorf("%s: the package is called %s; name it after what it is about", s.path, s.file.Name.Name)
			}
		}
	}
}
