package seeds_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ehccasefile/seeds"
)

// manifest is what a family's manifest.json says.
type manifest struct {
	Format string `json:"format"`
	Schema int    `json:"schema"`
	Family string `json:"family"`
	Files  []struct {
		Path   string `json:"path"`
		SHA256 string `json:"sha256"`
		Size   int64  `json:"size"`
	} `json:"files"`
}

// record is any record, read as plain JSON so that these tests need no other package.
type record map[string]any

func (r record) text(field string) string { s, _ := r[field].(string); return s }

func (r record) ids(field string) []string {
	var out []string
	if s := r.text(field); s != "" {
		out = append(out, s)
	}
	list, _ := r[field].([]any)
	for _, v := range list {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// refs says which fields point to which file of records.
var refs = map[string]map[string]string{
	"family": {}, "authorities": {},
	"children":  {"authority": "authorities"},
	"people":    {"child": "children", "authority": "authorities"},
	"entries":   {"child": "children", "people": "people", "documents": "documents"},
	"events":    {"child": "children", "of": "events", "document": "documents"},
	"documents": {"child": "children"},
	"texts":     {"child": "children", "document": "documents"},
	"appeals":   {"child": "children", "decision": "events"},
	"bundles":   {"child": "children", "appeal": "appeals"},
}

func each(t *testing.T, check func(t *testing.T, family fs.FS)) {
	t.Helper()
	for _, name := range seeds.Names() {
		family, err := seeds.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) { check(t, family) })
	}
}

func read(t *testing.T, family fs.FS, name string, into any) {
	t.Helper()
	text, err := fs.ReadFile(family, name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

func records(t *testing.T, family fs.FS, plural string) []record {
	t.Helper()
	var out []record
	read(t, family, "records/"+plural+".json", &out)
	return out
}

func TestNames(t *testing.T) {
	if got := seeds.Names(); !slices.Contains(got, "okoro") || !slices.IsSorted(got) {
		t.Errorf("Names() = %q, want okoro among them, in order", got)
	}
	if _, err := seeds.Open("nobody"); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "okoro") {
		t.Errorf("Open(nobody) = %v, want fs.ErrNotExist and the names there are", err)
	}
	if _, err := seeds.Open("okoro/records"); err == nil {
		t.Error("Open took a folder inside a family for a family")
	}
}

func TestManifest(t *testing.T) {
	each(t, func(t *testing.T, family fs.FS) {
		var m manifest
		read(t, family, "manifest.json", &m)
		if m.Format != "ehc-casefile-archive" || m.Schema != 1 || m.Family == "" {
			t.Errorf("manifest begins %q, %d, %q", m.Format, m.Schema, m.Family)
		}
		named := map[string]bool{"manifest.json": true}
		var total int64
		for _, f := range m.Files {
			named[f.Path] = true
			total += f.Size
			data, err := fs.ReadFile(family, f.Path)
			if err != nil {
				t.Error(err)
				continue
			}
			sum := sha256.Sum256(data)
			if got := hex.EncodeToString(sum[:]); got != f.SHA256 || int64(len(data)) != f.Size {
				t.Errorf("%s: %d bytes, %s; manifest says %d, %s", f.Path, len(data), got, f.Size, f.SHA256)
			}
			if path.Dir(f.Path) == "originals" && !strings.HasPrefix(path.Base(f.Path), f.SHA256[:16]+".") {
				t.Errorf("%s is not named by its own hash", f.Path)
			}
		}
		if total > 4<<20 {
			t.Errorf("the family takes %d bytes; more than 4 MB makes the program heavy", total)
		}
		fs.WalkDir(family, ".", func(p string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && !named[p] {
				t.Errorf("%s is not in the manifest", p)
			}
			return err
		})
	})
}

func TestReferences(t *testing.T) {
	shape := regexp.MustCompile(`^[0-9a-f]{32}$`)
	each(t, func(t *testing.T, family fs.FS) {
		owner := map[string]string{} // id: file
		for plural := range refs {
			for _, r := range records(t, family, plural) {
				id := r.text("id")
				if !shape.MatchString(id) {
					t.Errorf("%s: id %q is not 32 hexadecimal digits", plural, id)
				}
				if owner[id] != "" {
					t.Errorf("id %s stands in %s and in %s", id, owner[id], plural)
				}
				owner[id] = plural
			}
		}
		for plural, fields := range refs {
			for _, r := range records(t, family, plural) {
				for field, to := range fields {
					for _, id := range r.ids(field) {
						if owner[id] != to {
							t.Errorf("%s %s: %s points to %s, which is not among %s", plural, r.text("id"), field, id, to)
						}
					}
				}
			}
		}
		for _, b := range records(t, family, "bundles") {
			sections, _ := b["sections"].([]any)
			for _, s := range sections {
				for _, id := range record(s.(map[string]any)).ids("documents") {
					if owner[id] != "documents" {
						t.Errorf("bundle %q holds %s, which is no document", b.text("title"), id)
					}
				}
			}
		}
	})
}

func TestDocumentsHaveTheirBytes(t *testing.T) {
	each(t, func(t *testing.T, family fs.FS) {
		var m manifest
		read(t, family, "manifest.json", &m)
		kept := map[string]int64{}
		for _, f := range m.Files {
			if path.Dir(f.Path) == "originals" {
				kept[f.SHA256] = f.Size
			}
		}
		for _, d := range records(t, family, "documents") {
			blob, _ := d["blob"].(map[string]any)
			sum, size := record(blob).text("sha256"), blob["size"]
			if got, ok := kept[sum]; !ok || float64(got) != size {
				t.Errorf("%s: its bytes (%s, %v) are not among the originals", d.text("name"), sum, size)
			}
			delete(kept, sum)
		}
		if len(kept) > 0 {
			t.Errorf("%d originals belong to no document", len(kept))
		}
	})
}

// TestNobodyIsReal looks for anything that could be somebody's: addresses, numbers and postcodes must come from what was kept for stories.
func TestNobodyIsReal(t *testing.T) {
	mail := regexp.MustCompile(`[\w.+-]+@[\w.-]*\w`)
	phone := regexp.MustCompile(`\b0\d{2,4} ?\d{3} ?\d{3,4}\b`)
	postcode := regexp.MustCompile(`\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b`)
	each(t, func(t *testing.T, family fs.FS) {
		for plural := range refs {
			text, err := fs.ReadFile(family, "records/"+plural+".json")
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range mail.FindAllString(string(text), -1) {
				if !strings.HasSuffix(m, ".example") {
					t.Errorf("%s: %s may be somebody's address", plural, m)
				}
			}
			for _, p := range phone.FindAllString(string(text), -1) {
				if !strings.HasPrefix(p, "01632 960") && !strings.HasPrefix(p, "07700 900") {
					t.Errorf("%s: %s may be somebody's number", plural, p)
				}
			}
			for _, p := range postcode.FindAllString(string(text), -1) {
				if !strings.HasPrefix(p, "NM") {
					t.Errorf("%s: %s may be a real place", plural, p)
				}
			}
		}
	})
}
