package casefile

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// plurals are the names of the files in records/.
var plurals = map[string]string{
	"family": "family", "authority": "authorities", "child": "children", "person": "people", "document": "documents",
	"text": "texts", "event": "events", "appeal": "appeals", "entry": "entries", "bundle": "bundles",
}

// archived lays a sample out as an archive.
func archived(t *testing.T) (fstest.MapFS, map[string]Record) {
	t.Helper()
	recs := sample(t, newFile(t, NoPassphrase()))
	e := recs["event"].(Event) // the event it is of is not among the samples
	e.Of = ""
	recs["event"] = e
	src := fstest.MapFS{}
	for kind, rec := range recs {
		text, err := json.Marshal([]Record{rec})
		if err != nil {
			t.Fatal(err)
		}
		src["records/"+plurals[kind]+".json"] = &fstest.MapFile{Data: text}
	}
	data := pattern(300_000, 3)
	src["originals/"+sumOf(data)[:16]+".pdf"] = &fstest.MapFile{Data: data}
	writeManifest(t, src)
	return src, recs
}

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func writeManifest(t *testing.T, src fstest.MapFS) {
	t.Helper()
	m := manifest{Format: archiveFormat, Schema: 1, Family: "Okoro"}
	for name, f := range src {
		if name != manifestName {
			m.Files = append(m.Files, archivedFile{name, sumOf(f.Data), int64(len(f.Data))})
		}
	}
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	src[manifestName] = &fstest.MapFile{Data: text}
}

func TestFill(t *testing.T) {
	src, want := archived(t)
	f := newFile(t, NoPassphrase())
	f.now = func() time.Time { return time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC) }
	if err := Fill(f, src); err != nil {
		t.Fatal(err)
	}
	f = reopen(t, f, NoPassphrase())
	for kind, rec := range want {
		err := f.View(func(tx *Tx) error {
			got, err := getAny(tx, rec)
			if err != nil {
				return err
			}
			if got.head().Made != rec.head().Made {
				t.Errorf("%s was made %v, want %v", kind, got.head().Made, rec.head().Made)
			}
			ignored := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Changed" }, cmp.Ignore())
			if diff := cmp.Diff(rec, got, ignored); diff != "" {
				t.Error(diff)
			}
			return nil
		})
		if err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
	if h := healthy(t, f); h.Records != len(kinds) || h.Documents != 1 || h.Bytes != 300_000 {
		t.Errorf("health %+v", h)
	}
	if err := Fill(f, src); !errors.As(err, new(Problem)) {
		t.Errorf("filling a full file gives %v", err)
	}
}

func TestFillRefuses(t *testing.T) {
	for name, row := range map[string]struct {
		spoil func(src fstest.MapFS)
		says  string // the file it must name
	}{
		"no manifest":          {func(src fstest.MapFS) { delete(src, manifestName) }, manifestName},
		"another format":       {func(src fstest.MapFS) { replace(src, manifestName, archiveFormat, "zip") }, manifestName},
		"a newer format":       {func(src fstest.MapFS) { replace(src, manifestName, `"schema":1`, `"schema":2`) }, manifestName},
		"a changed record":     {func(src fstest.MapFS) { replace(src, "records/children.json", "Maya", "Mara") }, "records/children.json"},
		"a missing original":   {func(src fstest.MapFS) { delete(src, "originals/"+sumOf(pattern(300_000, 3))[:16]+".pdf") }, "originals/"},
		"an unknown field":     {remade(t, "records/people.json", `"role"`, `"rule"`), "records/people.json"},
		"a record without id":  {remade(t, "records/family.json", `"id":"`, `"id":"","name":"`), "records/family.json"},
		"an invalid record":    {remade(t, "records/entries.json", `"call"`, `"fax"`), "records/entries.json, record 1"},
		"a paper not archived": {remade(t, "records/documents.json", sumOf(pattern(300_000, 3)), strings.Repeat("ab", 32)), "records/documents.json, record 1"},
	} {
		t.Run(name, func(t *testing.T) {
			src, _ := archived(t)
			row.spoil(src)
			f := newFile(t, NoPassphrase())
			err := Fill(f, src)
			if err == nil || !strings.Contains(err.Error(), row.says) {
				t.Errorf("got %v, want one that names %s", err, row.says)
			}
			if h := healthy(t, f); h.Records != 0 || h.Bytes != 0 {
				t.Errorf("something stayed behind: %+v", h)
			}
		})
	}
}

func replace(src fstest.MapFS, name, old, new string) {
	src[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(string(src[name].Data), old, new))}
}

// remade changes a file and writes a manifest that agrees.
func remade(t *testing.T, name, old, new string) func(src fstest.MapFS) {
	return func(src fstest.MapFS) {
		replace(src, name, old, new)
		writeManifest(t, src)
	}
}
