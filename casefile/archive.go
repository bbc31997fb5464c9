package casefile

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
)

// An archive is a case in plain files: manifest.json names every file with its size and SHA-256; records/ holds one JSON array for each
// kind of record, as this package writes them; originals/ holds the documents' bytes.
const (
	archiveFormat  = "ehc-casefile-archive"
	archiveSchema  = 1
	manifestName   = "manifest.json"
	originalsPath  = "originals"
	maxArchiveText = 64 << 20 // of one JSON file
)

type manifest struct {
	Format string         `json:"format"`
	Schema int            `json:"schema"`
	Family string         `json:"family"`
	Files  []archivedFile `json:"files"`
}

type archivedFile struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
}

// Fill puts a whole case laid out as the inside of an archive (a made-up family) into an empty case file, in one commit: IDs and moments of making are
// kept. Every hash must be right and every record valid, or nothing is changed and the error names the file.
func Fill(f *File, src fs.FS) error {
	m, err := readManifest(src)
	if err != nil {
		return fmt.Errorf("fill %q: %w", f.path, err)
	}
	err = f.Update(func(tx *Tx) error {
		for _, kind := range kinds {
			if tx.state.Kinds[kind].Records > 0 {
				return Problem{"file", "This case file already holds a family. Make a new file for the example."}
			}
		}
		if err := tx.fillOriginals(src, m); err != nil {
			return err
		}
		return tx.fillRecords(src)
	})
	if err != nil {
		return fmt.Errorf("fill %q: %w", f.path, err)
	}
	return nil
}

func readManifest(src fs.FS) (manifest, error) {
	var m manifest
	if err := readJSON(src, manifestName, &m); err != nil {
		return m, err
	}
	if m.Format != archiveFormat {
		return m, fmt.Errorf("%s: %w", manifestName, ErrNotCase)
	}
	if m.Schema > archiveSchema {
		return m, fmt.Errorf("%s: %w", manifestName, ErrNewer)
	}
	return m, nil
}

// fillOriginals keeps the originals and checks every other file the manifest names.
func (tx *Tx) fillOriginals(src fs.FS, m manifest) error {
	for _, file := range m.Files {
		r, err := src.Open(file.Path)
		if err != nil {
			return err
		}
		err = tx.fillFile(r, file)
		r.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", file.Path, err)
		}
	}
	return nil
}

func (tx *Tx) fillFile(r io.Reader, file archivedFile) (err error) {
	got := Blob{}
	if path.Dir(file.Path) == originalsPath {
		got, err = tx.Add(r, path.Base(file.Path))
	} else {
		h := sha256.New()
		got.Size, err = io.Copy(h, r)
		got.SHA256 = hex.EncodeToString(h.Sum(nil))
	}
	if err != nil {
		return err
	}
	if got != (Blob{file.SHA256, file.Size}) {
		return fmt.Errorf("it is not the file that was archived: %w", ErrDamaged)
	}
	return nil
}

// fillRecords reads each kind of record before those that refer to it.
func (tx *Tx) fillRecords(src fs.FS) error {
	for _, one := range []func(*Tx, fs.FS) error{
		fill[Family]("family"), fill[Authority]("authorities"), fill[Child]("children"), fill[Person]("people"), fill[Document]("documents"),
		fill[Text]("texts"), fill[Event]("events"), fill[Appeal]("appeals"), fill[Entry]("entries"), fill[Bundle]("bundles"),
	} {
		if err := one(tx, src); err != nil {
			return err
		}
	}
	return nil
}

// fill reads one file of records; an archive need not have every one.
func fill[T Record](plural string) func(*Tx, fs.FS) error {
	name := path.Join("records", plural+".json")
	return func(tx *Tx, src fs.FS) error {
		var recs []T
		if err := readJSON(src, name, &recs); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for i, r := range recs {
			if err := putFilled(tx, r); err != nil {
				return fmt.Errorf("%s, record %d: %w", name, i+1, err)
			}
		}
		return nil
	}
}

func putFilled[T Record](tx *Tx, r T) error {
	if r.head().ID == "" {
		return fmt.Errorf("it has no id: %w", ErrDamaged)
	}
	_, err := Put(tx, r)
	return err
}

// readJSON reads one file strictly: a field this version does not know is an error, not a loss.
func readJSON(src fs.FS, name string, into any) error {
	f, err := src.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxArchiveText+1))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if len(text) > maxArchiveText {
		return fmt.Errorf("%s: it is too long: %w", name, ErrDamaged)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("%s: %w (%v)", name, ErrDamaged, err)
	}
	return nil
}
