package ui

import (
	"go/ast"
	"os"
	"testing"

	"fyne.io/fyne/v2"
)

func TestClosingAsksWhileABundleIsMade(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("bundle")
	slow := &later{}
	slow.take(p)
	path := p.makes(t.TempDir())
	p.keys(ctrl, fyne.KeyQ)
	p.mustRead("Something is still being done.", "The bundle is still being made.")
	p.key(fyne.KeyEscape)
	if p.u.leaving {
		t.Error("it ends all the same")
	}
	p.keys(ctrl, fyne.KeyW)
	p.taps("Wait for it")
	slow.finish(false)
	p.mustRead("The bundle is made")
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
	path = p.makes(t.TempDir())
	p.keys(ctrl, fyne.KeyQ)
	p.taps("Go on without it")
	slow.finish(false)
	if _, err := os.Stat(path); err == nil || !p.u.leaving || p.u.busy != 0 {
		t.Errorf("the bundle stands there: %v; %d pieces of work go on", err == nil, p.u.busy)
	}
}

func TestClosingAsksWhileScansAreRead(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.Go("documents")
	slow := &later{}
	slow.take(p)
	p.u.giveFiles(p.texts("one.txt"))
	slow.one()
	if p.u.reading.stop == nil {
		t.Fatal("nothing is being read")
	}
	p.u.reading.scans = true
	p.u.closeCase()
	p.mustRead("Scans are still being read.", "the rest is read when you open the case file again")
	p.taps("Go on without it")
	slow.finish(false)
	p.mustRead("Opened lately")
}

func TestClosingAsksWhileABackupIsMade(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.open(newBackups)
	slow := &later{}
	slow.take(p)
	p.taps("Back up now")
	p.u.closeCase()
	p.mustRead("A backup is still being made.")
	p.taps("Wait for it")
	slow.finish(false)
	p.mustRead("Backed up, and read again.")
	p.u.closeCase()
	slow.finish(false)
	p.mustRead("Opened lately")
}

// Whatever is deleted can be brought back: no screen deletes but through remove, in what it does, in the way back, or in a function that either calls.
func TestEveryDeletionCanBeUndone(t *testing.T) {
	var all []source
	for _, s := range ours(t) {
		if s.room == "app/ui" {
			all = append(all, s)
		}
	}
	undone, called := map[ast.Node]bool{}, map[string]bool{}
	for _, s := range all {
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || sel.Sel.Name != "remove" && sel.Sel.Name != "removeOr" || len(call.Args) < 3 {
				return true
			}
			for _, arg := range call.Args[:2] {
				ast.Inspect(arg, func(n ast.Node) bool {
					undone[n] = true
					if inner, ok := n.(*ast.CallExpr); ok {
						if name, ok := inner.Fun.(*ast.Ident); ok {
							called[name.Name] = true
						}
					}
					return true
				})
			}
			return true
		})
	}
	found := 0
	for _, s := range all {
		for _, decl := range s.file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			within := ok && f.Recv == nil && called[f.Name.Name]
			ast.Inspect(decl, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok && deletes(call) {
					if found++; !undone[call] && !within {
						t.Errorf("%s deletes without a way back: use remove", s.set.Position(call.Pos()))
					}
				}
				return true
			})
		}
	}
	if found < 3 {
		t.Errorf("only %d deletions were found", found)
	}
}

// deletes tells whether a call is casefile.Delete of some type.
func deletes(call *ast.CallExpr) bool {
	index, ok := call.Fun.(*ast.IndexExpr)
	if !ok {
		return false
	}
	sel, ok := index.X.(*ast.SelectorExpr)
	return ok && selected(sel) == "casefile.Delete"
}
