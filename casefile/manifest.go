package casefile

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
)

// manifest is the first file of an archive: it says what is in it.
type manifest struct {
	Format  string           `json:"format"`
	Schema  int              `json:"schema"`
	Family  string           `json:"family"`
	File    ID               `json:"file,omitempty"` // of the case file, not of a record
	History *archivedHistory `json:"history,omitempty"`
	Records map[string]int   `json:"records,omitempty"`
	Files   []archivedFile   `json:"files"`
	End     string           `json:"end,omitempty"`
}

// archivedHistory says how far a history goes.
type archivedHistory struct {
	Seq  uint64 `json:"seq"`
	Link string `json:"link"`
}

type archivedFile struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
}

// read reads a manifest strictly.
func (m *manifest) read(text []byte) error {
	var kind struct {
		Format string `json:"format"`
		Schema int    `json:"schema"`
	}
	if err := json.Unmarshal(text, &kind); err != nil {
		return archiveDamage(fmt.Errorf("%s cannot be read", manifestName))
	}
	if kind.Format != archiveFormat {
		return ErrNotArchive
	}
	if kind.Schema > archiveSchema {
		return ErrNewer
	}
	var fields map[string]json.RawMessage
	if plainNames(text) != nil || json.Unmarshal(text, &fields) != nil {
		return archiveDamage(fmt.Errorf("%s has a field twice", manifestName))
	}
	if _, ok := fields["family"]; !ok { // what else is missing, check finds
		return archiveDamage(fmt.Errorf("%s lacks a field", manifestName))
	}
	if err := json.Unmarshal(text, m); err != nil {
		return archiveDamage(fmt.Errorf("%s cannot be read", manifestName))
	}
	if err := m.check(); err != nil {
		return err
	}
	if err := decodeWhole(text, new(manifest)); err != nil { // all we know is there, and more
		return fmt.Errorf("%s: %w", manifestName, err)
	}
	return nil
}

// check refuses a manifest that could not be one of ours, before anything it lists is read.
func (m manifest) check() error {
	_, file := m.File.bytes()
	if m.Schema != archiveSchema || !file || m.History == nil || m.History.Seq == 0 || !isSum(m.History.Link) || m.End != endName {
		return archiveDamage(errors.New("the list of files is not whole"))
	}
	if len(m.Files) == 0 || len(m.Files) > maxArchiveFiles || m.Files[0].Path != historyName {
		return archiveDamage(errors.New("the list of files has too many, or does not begin with the history"))
	}
	seen, total := map[string]bool{}, int64(0)
	for _, f := range m.Files {
		if seen[f.Path] || !fs.ValidPath(f.Path) || !isSum(f.SHA256) || f.Size <= 0 || f.Size > maxTarFile {
			return archiveDamage(errors.New("the list of files names one twice, or one that cannot be"))
		}
		seen[f.Path] = true
		if total += f.Size; total > maxArchiveBytes {
			return archiveDamage(errors.New("the list of files is of more than can be read"))
		}
	}
	return m.order()
}

// order refuses a list whose files are not in their order: the originals by their names, and then every file of records. What stands between
// them and is neither was put there by a newer version.
func (m manifest) order() error {
	before, n := "", 0
	for _, f := range m.Files[1:] {
		original := path.Dir(f.Path) == originalsPath
		if original && (n > 0 || f.Path < before) {
			return archiveDamage(errors.New("the list of files has the papers in another order"))
		}
		if original {
			before = f.Path
		}
		if !slices.ContainsFunc(archivedKinds, func(k archivedKind) bool { return k.path() == f.Path }) {
			continue
		}
		if n == len(archivedKinds) || archivedKinds[n].path() != f.Path {
			return archiveDamage(errors.New("the list of files has the records in another order"))
		}
		n++
	}
	for _, k := range archivedKinds {
		if count, ok := m.Records[k.plural]; !ok || count < 0 {
			return archiveDamage(errors.New("the counts of the records are not whole"))
		}
	}
	if n < len(archivedKinds) {
		return archiveDamage(errors.New("the list of files lacks some of the records"))
	}
	return nil
}
