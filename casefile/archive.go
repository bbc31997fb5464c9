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

// # The archive, schema 1
//
// An archive is a whole case for a journey: to another computer, to an adviser, or away from this program. It needs none of our code to be
// read. It is a tar file (POSIX ustar: regular files only, no links, no folders, no extended headers) inside an age file
// (https://age-encryption.org/v1, version 1, binary), sealed either with one passphrase (scrypt; the passphrase is UTF-8 in Unicode's form NFC)
// or to one X25519 public key ("age1…"). With stock tools: age -d -i KEYFILE case.age | tar -x
//
// The tar holds, in this order, each once:
//
//	manifest.json          what follows, below
//	history/events.jsonl   the history: one event a line, each line's bytes exactly as the case file stores the event
//	originals/<sha256>     the bytes of each paper, and of the pages that were made from it, named by their SHA-256 in 64 lower-case hexadecimal
//	                       digits, in the order of these names
//	records/<kinds>.json   for each kind of record one JSON array, UTF-8
//	end                    the SHA-256 of manifest.json in hexadecimal digits, and a line feed: where it is missing, the archive was cut short
//
// manifest.json is one JSON object:
//
//	format    "ehc-casefile-archive"
//	schema    1; a reader refuses a higher one
//	family    the family's name
//	file      the id of the case file it was made from, 32 hexadecimal digits
//	history   {"seq": the number of events, "link": the SHA-256 of the last event's line}
//	records   how many of each kind: {"entries": 12, …}
//	files     every file between manifest.json and end, in order: {"path", "sha256", "size"}
//	end       "end", the name of the last file
//
// The history is a chain that anybody can check without a key. A line (without its line feed) is a JSON object: "seq" counts from 1 without gaps;
// "prev" is the SHA-256 of the line before, and "" in the first; "at" is when, UTC; "changes" is a list of what one commit did, each {"do", "kind",
// "id", "sum", "size", "was", "why"}. do is "made" (the file), "put" (a record: sum is the SHA-256 of its JSON), "correct" (the same, to mend a slip),
// "delete" (a record), "restore" (a deleted record came back: sum is that of its JSON), "keep" (a paper: sum is its SHA-256, size its bytes), "erase" (with a
// sum: that paper's bytes are gone for good; with an id: the words of a deleted record are), "key" (a way to open the file was added) or "schema" (the file
// was brought up to a newer version). was is the sum of the record before, why the hash of a reason. The history holds no words.
//
// The records' files are family, authorities, children, people, documents, texts, events, appeals, entries and bundles. Such a file is "[", then
// one record a line, then "]" on the last line. A line is a record's JSON exactly as it is stored, and a comma where another follows: without the
// comma, its SHA-256 is the sum of the last "put", "correct" or "restore" of that kind and id in the history (the kinds there are family, authority, child, person, document,
// text, event, appeal, entry, bundle). Every record that was put and not deleted since (or was restored) is there. Every record has "id", "made" and "changed", and
// "child" where it belongs to one; other records' ids stand in "authority", "people", "document", "documents", "decision", "appeal" and "of".
// A document's "blob" is the SHA-256 and size of its original, and its "name" the name that file had. A text is what was read from a document:
// its "form" is a PDF made from an original that is none, its "layer" the places of words read from pictures of pages. Days are written 2026-03-16, moments as
// RFC 3339. A field that is empty may be left out.
//
// What was deleted, and what a record said before it was changed, stays in the case file: of it the archive holds hashes alone, so that
// nobody is handed a paper the family took out of its lists.
//
// The same content gives the same tar: times are zero, modes 0600, owners empty. The age file around it differs each time.
//
// The made-up families in seeds/ are laid out in the same way, in folders: they have no history, no end and no counts, their originals are named
// otherwise, and their JSON is indented. [Fill] reads both; [Import] only whole archives.
const (
	archiveFormat  = "ehc-casefile-archive"
	archiveSchema  = 1
	manifestName   = "manifest.json"
	historyName    = "history/events.jsonl"
	originalsPath  = "originals"
	recordsPath    = "records"
	endName        = "end"
	maxArchiveText = 64 << 20 // of one JSON file
)

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
