package bundle_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ehccasefile/casefile/bundle"
)

// spec is what testdata/council.py makes a bundle by.
type spec map[string]any

// councils makes bundles as councils make them, and gives each by its name.
func councils(t testing.TB, specs ...spec) map[string][]byte {
	t.Helper()
	dir := t.TempDir()
	in, err := json.Marshal(specs)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python(t), "testdata/council.py", dir)
	cmd.Stdin = bytes.NewReader(in)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	all := map[string][]byte{}
	for _, s := range specs {
		name := s["name"].(string)
		data, err := os.ReadFile(filepath.Join(dir, name+".pdf"))
		if err != nil {
			t.Fatal(err)
		}
		all[name] = data
	}
	return all
}

// with gives a spec with more said.
func (s spec) with(name string, more spec) spec {
	out := spec{"name": name}
	for _, m := range []spec{s, more} {
		for k, v := range m {
			if k != "name" {
				out[k] = v
			}
		}
	}
	return out
}

// sound is bundles in which everything that is there agrees.
func soundSpecs() []spec {
	all := []spec{{"name": "plain"}}
	for i, form := range []string{"%d", "Page %d", "Page %d of %t", "[%d]", "- %d -", "(%d)", "p.%d", "%d of %t", "%d/%t", "Bundle page %d"} {
		for j, at := range []string{"foot-right", "foot-centre", "foot-left", "head-right", "head-centre", "head-left"} {
			if (i+j)%3 == 0 {
				all = append(all, spec{"name": fmt.Sprintf("form-%d-%s", i, at), "format": form, "at": at})
			}
		}
	}
	return append(all,
		spec{"name": "cover", "cover": true, "first": 2},
		spec{"name": "cover-counted", "cover": true, "first": 2, "start": 2},
		spec{"name": "offset", "cover": true, "first": 3, "format": "Page %d", "at": "foot-centre"},
		spec{"name": "later-start", "start": 101},
		spec{"name": "sections", "sections": true, "first": 2},
		spec{"name": "sections-to", "sections": true, "first": 2, "range": "%s to %s", "column": "left", "at": "head-right"},
		spec{"name": "bates", "format": "EHC000%d"},
		spec{"name": "mirror", "mirror": true},
		spec{"name": "turned-unseen", "turned": "unseen"},
		spec{"name": "first-only", "ranges": false},
		spec{"name": "bare", "running": false, "own": false, "ranges": false},
		spec{"name": "words", "range": "Pages %s - %s", "column": "left"},
		spec{"name": "centre", "column": "centre", "dates": false},
		spec{"name": "leaders", "leaders": true, "dates": false, "wrap": false},
		spec{"name": "no-heading", "heading": ""},
		spec{"name": "contents", "heading": "Table of Contents", "items": "dot"},
		spec{"name": "no-items", "items": false},
		spec{"name": "long", "lines": 40},
		spec{"name": "marks", "marks": "papers", "mark": "%s"},
		spec{"name": "marks-pages", "marks": "papers", "mark": "%s - page %a"},
		spec{"name": "marks-range", "marks": "papers", "mark": "%s (%a-%b)"},
		spec{"name": "marks-first", "marks": "papers", "mark": "%a %s"},
		spec{"name": "marks-items", "marks": "papers", "mark": "%n. %s (%d)"},
		spec{"name": "marks-nested", "marks": "nested", "mark": "%s [p%a]", "nest": true},
		spec{"name": "marks-sections", "marks": "sections"},
		spec{"name": "links", "links": true},
		spec{"name": "labels", "labels": "match", "cover": true, "first": 3},
		spec{"name": "labels-sections", "labels": "match", "sections": true, "first": 2, "links": true, "marks": "nested", "mark": "%s - %a"},
		spec{"name": "scans", "scans": [][2]int{{5, 1}, {5, 2}, {5, 3}, {6, 1}, {8, 2}}},
		spec{"name": "everything", "links": true, "marks": "nested", "mark": "%s – page %a", "nest": true, "labels": "match", "format": "Page %d of %t", "at": "foot-centre"},
	)
}

func TestSoundBundlesOfOthersHaveNoFault(t *testing.T) {
	specs := soundSpecs()
	all := councils(t, specs...)
	var k bundle.Bench
	defer k.Close()
	for _, s := range specs {
		name := s["name"].(string)
		proof, err := k.CheckAny(t.Context(), all[name])
		if err != nil {
			t.Fatal(name, err)
		}
		if !proof.OK || proof.Ours || len(proof.Unknown) > 0 {
			t.Errorf("%s: %s", name, proofSays(proof))
			keepFile(t, name, all[name])
		}
		if proof.Documents != 11 || proof.Numbers < 40 {
			t.Errorf("%s: %d documents, %d numbers, of %d pages\n%s", name, proof.Documents, proof.Numbers, proof.Pages, proofSays(proof))
			keepFile(t, name, all[name])
		}
		if testing.Verbose() {
			t.Log(name, proofSays(proof))
		}
	}
}

// faults are what may be wrong with a bundle: where the check must say so, and with which word.
var faults = []struct {
	fault string
	list  string // findings, unknown or look
	what  string
	base  spec
}{
	{"gap", "findings", "number", nil}, {"double", "findings", "number", nil}, {"number-gone", "findings", "number", nil}, {"number", "findings", "number", nil},
	{"page-gone", "findings", "number", nil}, {"page-twice", "findings", "number", nil},
	{"total", "findings", "number", spec{"format": "Page %d of %t"}},
	{"row", "findings", "index", nil}, {"row-far", "findings", "index", nil}, {"row-overlap", "findings", "index", nil}, {"row-short", "findings", "index", nil},
	{"row", "unknown", "index", spec{"ranges": false}}, {"row", "unknown", "index", spec{"ranges": false, "running": false, "own": false}},
	{"row", "findings", "link", spec{"ranges": false, "links": true}}, {"row", "findings", "bookmark", spec{"ranges": false, "marks": "papers"}},
	{"link", "findings", "link", spec{"links": true}}, {"link-gone", "findings", "link", spec{"links": true}},
	{"mark", "findings", "bookmark", spec{"marks": "papers", "mark": "%s - page %a"}}, {"mark", "findings", "bookmark", spec{"marks": "papers"}},
	{"mark", "findings", "bookmark", spec{"marks": "nested", "mark": "%a %s", "nest": true}}, {"mark-gone", "findings", "bookmark", spec{"marks": "papers"}},
	{"label", "findings", "label", spec{"labels": "match"}}, {"", "findings", "label", spec{"labels": "restart"}},
	{"scan", "look", "searchable", nil}, {"blank", "look", "blank-page", nil}, {"blank-scan", "look", "blank-page", nil}, {"dots", "look", "dots", nil},
	{"upside-down", "look", "turned", nil}, {"sideways", "look", "turned", nil}, {"size", "look", "page-size", nil}, {"locked", "look", "locked", nil},
	{"", "unknown", "index", spec{"scanned_index": true}},
}

func TestPlantedFaultsInBundlesOfOthersAreFound(t *testing.T) {
	var specs []spec
	bases := []spec{{"name": "plain"}, {"name": "offset", "cover": true, "first": 3, "at": "foot-centre"}, {"name": "head", "at": "head-left", "dates": false}}
	for i, f := range faults {
		for _, b := range bases {
			specs = append(specs, b.with(fmt.Sprintf("%s-%d-%s", f.fault, i, b["name"]), f.base).with(fmt.Sprintf("%s-%d-%s", f.fault, i, b["name"]), spec{"fault": f.fault}))
		}
	}
	all := councils(t, specs...)
	var k bundle.Bench
	defer k.Close()
	for i, s := range specs {
		f := faults[i/len(bases)]
		name := s["name"].(string)
		proof, err := k.CheckAny(t.Context(), all[name])
		if err != nil {
			t.Fatal(name, err)
		}
		if !has(proof, f.list, f.what) || proof.OK && f.list != "look" {
			t.Errorf("%s: no %s in %s: %s", name, f.what, f.list, proofSays(proof))
			keepFile(t, name, all[name])
		}
		if f.list == "look" && len(proof.Findings) > 0 && f.fault != "blank" && f.fault != "blank-scan" {
			t.Errorf("%s: a false fault: %s", name, proofSays(proof))
			keepFile(t, name, all[name])
		}
		if testing.Verbose() {
			t.Log(name, proofSays(proof))
		}
	}
}

func has(p bundle.Proof, list, what string) bool {
	if list == "look" {
		return slices.ContainsFunc(p.Look, func(r bundle.Remark) bool { return r.Rule == what })
	}
	in := map[string][]bundle.Finding{"findings": p.Findings, "unknown": p.Unknown, "absent": p.Absent}[list]
	return slices.ContainsFunc(in, func(f bundle.Finding) bool { return f.What == what })
}

func keepFile(t testing.TB, name string, data []byte) {
	if dir := os.Getenv("KEEP"); dir != "" {
		os.WriteFile(filepath.Join(dir, name+".pdf"), data, 0o600)
	}
}

func proofSays(p bundle.Proof) string {
	var b strings.Builder
	fmt.Fprintf(&b, "ok %v, %d documents, %d links, %d bookmarks, %d labels, %d numbers of %d pages\n", p.OK, p.Documents, p.Links, p.Bookmarks, p.Labels, p.Numbers, p.Pages)
	for _, f := range p.Findings {
		fmt.Fprintln(&b, "  FAULT", f.Page, f.What, f.Say)
	}
	for _, f := range p.Absent {
		fmt.Fprintln(&b, "  absent", f.Page, f.What, f.Say)
	}
	for _, f := range p.Unknown {
		fmt.Fprintln(&b, "  unknown", f.Page, f.What, f.Say)
	}
	for _, f := range p.Look {
		fmt.Fprintln(&b, "  look", f.Rule, f.At, f.Say)
	}
	return b.String()
}
