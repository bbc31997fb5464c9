package bundle_test

import (
	"bytes"
	"context"
	"errors"
	"go/ast"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/deadlines"
)

// heldCase is a case file of three letters, one of them held back for each of the three reasons in turn, and a saved bundle of all.
func heldCase(t *testing.T, p casefile.Privilege) (f *casefile.File, b casefile.Bundle, held casefile.Document) {
	t.Helper()
	f, maya, _ := caseFile(t)
	update(t, f, func(tx *casefile.Tx) {
		first := paper(t, tx, maya, "First letter", casefile.DocumentLetter, deadlines.On(2026, 1, 1))
		held = paper(t, tx, maya, "PRIVATE", casefile.DocumentLetter, deadlines.On(2026, 1, 2))
		last := paper(t, tx, maya, "Last letter", casefile.DocumentLetter, deadlines.On(2026, 1, 3))
		b = put(t, tx, casefile.Bundle{Head: casefile.Head{Child: maya}, Title: "All of it", Sections: []casefile.BundleSection{
			{Title: "Letters", Documents: []casefile.ID{first.ID, held.ID, last.ID}}}})
		held = put(t, tx, markAs(t, held, p, "“Not for the Tribunal” stands on page 1"))
	})
	return f, b, held
}

func markAs(t *testing.T, d casefile.Document, p casefile.Privilege, reason string) casefile.Document {
	t.Helper()
	d, err := d.Mark(p, reason)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// private fails if the bundle holds the paper that is held back, as poppler reads it.
func private(t *testing.T, data []byte) {
	t.Helper()
	if text := tool(t, "pdftotext", onDisk(t, data), "-"); bytes.Contains(text, []byte("PRIVATE")) {
		t.Error("what is held back went in")
	}
}

// taking are the exported functions of this package that take papers in any form, each with the test of what is held back.
var taking = map[string]func(t *testing.T, f *casefile.File, b casefile.Bundle){
	"FromCase": func(t *testing.T, f *casefile.File, b casefile.Bundle) {
		p, err := bundle.FromCase(f, b)
		if err != nil || len(titles(p)) != 2 || len(p.Left) != 1 || !strings.Contains(p.Left[0].Note, "“Not for the Tribunal” stands on page 1") {
			t.Errorf("%v, %q, %+v", err, titles(p), p.Left)
		}
	},
	"Make": func(t *testing.T, f *casefile.File, b casefile.Bundle) {
		p, err := bundle.FromCase(f, b)
		if err != nil {
			t.Fatal(err)
		}
		data, r := made(t, p)
		private(t, data)
		if r.Documents != 2 || len(r.Left) != 1 || r.Left[0].Title != "PRIVATE" || !strings.HasPrefix(r.Left[0].Note, "It is held back as ") {
			t.Errorf("%+v", r)
		}
	},
	"Save": func(t *testing.T, f *casefile.File, b casefile.Bundle) {
		p, err := bundle.FromCase(f, b)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "bundle.pdf")
		if _, err := bundle.Save(t.Context(), path, p, nil); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		private(t, data)
	},
	"MakeParts": func(t *testing.T, f *casefile.File, b casefile.Bundle) {
		p, err := bundle.FromCase(f, b)
		if err != nil {
			t.Fatal(err)
		}
		files, r, err := bundle.MakeParts(t.Context(), p, bundle.PartLimit{Pages: 3}, nil)
		if err != nil || len(files) != 2 || r.Documents != 2 || len(r.Left) != 1 {
			t.Errorf("%v, %d parts, %+v", err, len(files), r)
		}
		for _, data := range files {
			private(t, data)
		}
	},
	"SaveParts": func(t *testing.T, f *casefile.File, b casefile.Bundle) {
		p, err := bundle.FromCase(f, b)
		if err != nil {
			t.Fatal(err)
		}
		r, err := bundle.SaveParts(t.Context(), bundle.Destination{Path: filepath.Join(t.TempDir(), "bundle.pdf"), May: any1}, p, bundle.PartLimit{MailMB: bundle.MailMB}, nil)
		if err != nil || len(r.Parts) != 1 {
			t.Fatalf("%v, %+v", err, r.Parts)
		}
		data, err := os.ReadFile(r.Parts[0].Path)
		if err != nil {
			t.Fatal(err)
		}
		private(t, data)
	},
	"Editions": func(t *testing.T, f *casefile.File, b casefile.Bundle) {
		p, err := bundle.FromCase(f, b)
		if err != nil {
			t.Fatal(err)
		}
		for _, p.Edition = range bundle.Editions() {
			data, _ := made(t, p)
			private(t, data)
		}
	},
	"MailName":  func(t *testing.T, f *casefile.File, b casefile.Bundle) {}, // takes a reference and a name
	"FileName":  func(t *testing.T, f *casefile.File, b casefile.Bundle) {}, // takes words
	"LeftWords": func(t *testing.T, f *casefile.File, b casefile.Bundle) {}, // takes a time
	"LeftAbout": func(t *testing.T, f *casefile.File, b casefile.Bundle) {}, // takes a time
	"Suggest": func(t *testing.T, f *casefile.File, b casefile.Bundle) {
		got, err := bundle.Suggest(f, of(b.Child))
		if err != nil || len(got.Sections) != 1 || len(got.Sections[0].Documents) != 2 || slices.Contains(got.Sections[0].Documents, b.Sections[0].Documents[1]) {
			t.Errorf("%v, %+v", err, got)
		}
	},
	"PassedOver": func(t *testing.T, f *casefile.File, b casefile.Bundle) {
		left, err := bundle.PassedOver(f, of(b.Child))
		if err != nil || len(left) != 1 || left[0].Title != "PRIVATE" || !strings.Contains(left[0].Note, "held back as") {
			t.Errorf("%v, %+v", err, left)
		}
	},
	"FromFolder": func(t *testing.T, f *casefile.File, b casefile.Bundle) {}, // has no case file: its tests are below
	"Check":      func(t *testing.T, f *casefile.File, b casefile.Bundle) {}, // reads a finished PDF
	"AsServed":   func(t *testing.T, f *casefile.File, b casefile.Bundle) {}, // takes a saved bundle, and leaves out only
	"Schemes":    func(t *testing.T, f *casefile.File, b casefile.Bundle) {}, // gives the plans
	"SchemeOf":   func(t *testing.T, f *casefile.File, b casefile.Bundle) {}, // takes an appeal
	"Look": func(t *testing.T, f *casefile.File, b casefile.Bundle) {
		found, err := bundle.Look(f, b, deadlines.On(2026, 11, 27))
		said := slices.IndexFunc(found.Remarks, func(r bundle.Remark) bool { return r.Rule == "held-back" && r.Title == "PRIVATE" })
		if err != nil || said < 0 || !strings.Contains(found.Remarks[said].Say, "“Not for the Tribunal” stands on page 1") {
			t.Errorf("%v, %+v", err, found)
		}
	},
	"Serve": func(t *testing.T, f *casefile.File, b casefile.Bundle) {
		p, err := bundle.FromCase(f, b)
		if err != nil {
			t.Fatal(err)
		}
		_, r := made(t, p)
		kept, err := bundle.Serve(f, b, r, deadlines.On(2026, 11, 27))
		if err != nil || len(kept.Served) != 1 || len(kept.Served[0].Papers) != 2 {
			t.Errorf("%v, %+v", err, kept.Served)
		}
	},
	"Mark": func(t *testing.T, f *casefile.File, b casefile.Bundle) {
		for _, section := range b.Sections {
			for _, id := range section.Documents {
				var title string
				must := f.View(func(tx *casefile.Tx) error {
					d, err := casefile.Get[casefile.Document](tx, id)
					title = d.Title
					return err
				})
				_, err := bundle.Mark(t.Context(), f, id)
				if held, refused := errors.AsType[casefile.HeldBack](err); must != nil || refused != (title == "PRIVATE") || refused && held.Title != title {
					t.Errorf("%q: %v, %v", title, must, err)
				}
			}
		}
	},
	"Split":        func(t *testing.T, f *casefile.File, b casefile.Bundle) {}, // takes a finished PDF; its parts are papers that are judged when they are taken in
	"SplitInto":    func(t *testing.T, f *casefile.File, b casefile.Bundle) {}, // the same, into a folder
	"Ways":         func(t *testing.T, f *casefile.File, b casefile.Bundle) {}, // words for how it was sent
	"ParseBox":     func(t *testing.T, f *casefile.File, b casefile.Bundle) {}, // takes words
	"BoxWords":     func(t *testing.T, f *casefile.File, b casefile.Bundle) {}, // takes a place
	"RedactionLog": func(t *testing.T, f *casefile.File, b casefile.Bundle) {}, // takes a report
	"Allowance":    func(t *testing.T, f *casefile.File, b casefile.Bundle) {}, // takes an appeal
	"AllowanceOf":  func(t *testing.T, f *casefile.File, b casefile.Bundle) {}, // takes a saved bundle and an appeal
}

func TestEveryWayIntoABundleHoldsBack(t *testing.T) {
	for name, file := range parsed(t) {
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.IsExported() && taking[f.Name.Name] == nil {
				t.Errorf("%s: say in taking what %s does with a paper that is held back", name, f.Name.Name)
			}
		}
	}
	for _, p := range casefile.Privileges()[1:] {
		f, b, _ := heldCase(t, p)
		for name, test := range taking {
			t.Run(string(p)+"/"+name, func(t *testing.T) { test(t, f, b) })
		}
	}
}

func TestMarkedBetweenPlanningAndMaking(t *testing.T) {
	f, b, held := heldCase(t, casefile.PrivilegeOpen)
	p, err := bundle.FromCase(f, b)
	if err != nil || len(titles(p)) != 3 {
		t.Fatalf("%v, %q", err, titles(p))
	}
	update(t, f, func(tx *casefile.Tx) { put(t, tx, markAs(t, held, casefile.PrivilegeLegalAdvice, "")) })
	data, r := made(t, p)
	private(t, data)
	if r.Documents != 2 || len(r.Left) != 1 || r.Left[0].Note != "It is held back as legal advice, so it stays out of every bundle." {
		t.Errorf("%+v", r)
	}
	update(t, f, func(tx *casefile.Tx) { put(t, tx, markAs(t, held, casefile.PrivilegeOpen, "")) })
	if _, r := made(t, p); r.Documents != 3 {
		t.Errorf("opened again: %+v", r)
	}
}

// What is marked after its bytes were read stops the bundle, at every stage.
func TestMarkedWhileTheBundleIsBeingMade(t *testing.T) {
	for _, stage := range []bundle.Stage{bundle.Making, bundle.Checking} {
		f, b, held := heldCase(t, casefile.PrivilegeOpen)
		p, err := bundle.FromCase(f, b)
		if err != nil {
			t.Fatal(err)
		}
		marked := false
		var out bytes.Buffer
		_, err = bundle.Make(context.Background(), &out, p, func(said bundle.Progress) {
			if said.Stage == stage && !marked {
				marked = true
				update(t, f, func(tx *casefile.Tx) { put(t, tx, markAs(t, held, casefile.PrivilegeMediation, "")) })
			}
		})
		if !errors.As(err, new(casefile.Problem)) || out.Len() != 0 || !strings.Contains(err.Error(), "Make it again.") {
			t.Errorf("%s: %v, %d bytes", stage, err, out.Len())
		}
	}
}

func TestWhatGoesToAnotherChildMeanwhileStaysOut(t *testing.T) {
	f, b, held := heldCase(t, casefile.PrivilegeOpen)
	p, err := bundle.FromCase(f, b)
	if err != nil {
		t.Fatal(err)
	}
	update(t, f, func(tx *casefile.Tx) {
		held.Child = put(t, tx, casefile.Child{Name: "Ada"}).ID
		put(t, tx, held)
	})
	data, r := made(t, p)
	private(t, data)
	if len(r.Left) != 1 || !strings.Contains(r.Left[0].Note, "another child’s") {
		t.Errorf("%+v", r.Left)
	}
}

func TestTheMediationCertificateGoesIn(t *testing.T) {
	f, b, _ := heldCase(t, casefile.PrivilegeMediation)
	update(t, f, func(tx *casefile.Tx) {
		c := paper(t, tx, b.Child, "Certificate", casefile.DocumentMediationCertificate, deadlines.On(2026, 1, 4))
		b.Sections[0].Documents = append(b.Sections[0].Documents, c.ID)
	})
	p, err := bundle.FromCase(f, b)
	if err != nil || len(titles(p)) != 3 || len(p.Left) != 1 {
		t.Errorf("%v, %q, %+v", err, titles(p), p.Left)
	}
}

func TestAFolderLeavesOutWhatSaysItIsPrivate(t *testing.T) {
	private := map[string][]byte{
		"a offer.txt":                     []byte("Dear Ms Bell,\r\nWITHOUT\r\nPREJUDICE\r\nWe offer ten hours."),
		"b opinion.pdf":                   written(sheet{media: "0 0 595 842", words: "page one"}, sheet{media: "0 0 595 842", words: "Privileged and confidential"}),
		"c without-prejudice answer.txt":  []byte("We accept."),
		"d statute.txt":                   []byte("Without prejudice to the generality of section 42, the council must secure it."),
		"e letter.txt":                    []byte("There was no prejudice, and nothing was done without thought."),
		"f mediation was without it.docx": []byte("PK\x03\x04 not one of ours \x00\x01"),
	}
	p, err := bundle.FromFolder(filled(t, private), "")
	if err != nil {
		t.Fatal(err)
	}
	_, r := made(t, p)
	got := left(bundle.Plan{Left: r.Left})
	for title, want := range map[string]string{
		"a offer":                    "It is held back: “WITHOUT PREJUDICE” stands on page 1. If the Tribunal may see it after all, write open under privilege in its row of index.csv.",
		"b opinion":                  "It is held back: “Privileged and confidential” stands on page 2. If the Tribunal may see it after all, write open under privilege in its row of index.csv.",
		"c without-prejudice answer": "It is held back: “C without-prejudice answer” stands in the name of the file. If the Tribunal may see it after all, write open under privilege in its row of index.csv.",
		"f mediation was without it": got["f mediation was without it"],
	} {
		if got[title] != want {
			t.Errorf("%s: %q", title, got[title])
		}
	}
	if len(got) != 4 || r.Documents != 2 {
		t.Errorf("%d in, left out %q", r.Documents, got)
	}
}

func TestAFoldersIndexDecidesWhatMayBeSeen(t *testing.T) {
	offer := []byte("Without prejudice: we offer ten hours.")
	p, err := bundle.FromFolder(filled(t, map[string][]byte{
		"index.csv": []byte("title,file,privilege\nThe offer,a.txt,Open\nHeld,b.txt,legal-advice\nOdd,c.txt,perhaps\nNot said,d.txt,\nPlain,e.txt,\n"),
		"a.txt":     offer, "b.txt": []byte("b"), "c.txt": []byte("c"), "d.txt": offer, "e.txt": []byte("e"),
	}), "")
	if err != nil {
		t.Fatal(err)
	}
	_, r := made(t, p)
	got := left(bundle.Plan{Left: r.Left})
	if r.Documents != 2 || r.Items[0].Title != "The offer" || r.Items[1].Title != "Plain" || len(got) != 3 {
		t.Errorf("%+v", r)
	}
	for title, want := range map[string]string{"Held": "Under privilege, index.csv does not say open", "Odd": "does not say open", "Not said": "“Without prejudice: we offer ten hours.” stands on page 1"} {
		if !strings.Contains(got[title], want) {
			t.Errorf("%s: %q", title, got[title])
		}
	}
}
