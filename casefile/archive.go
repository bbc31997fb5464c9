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
// read: testdata/read_archive.py was written from this description alone. It is a tar file inside an age file (https://age-encryption.org/v1,
// version 1, binary), sealed either with one passphrase (scrypt; the passphrase is UTF-8 in Unicode's form NFC, without a line feed) or to one
// X25519 public key ("age1…"). With stock tools: age -d -i KEYFILE case.age | tar -x
//
// Below, a hash is a SHA-256, and is written, as an id is, in lower-case hexadecimal digits: 64 for a hash, 32 for an id. All text is UTF-8. In
// JSON, the name of a field is of small letters, digits and _, and no object has one twice. "Stands" is said of a record that was put and not
// deleted since. A reader refuses an archive in which anything is not as it is said here, unless it is said that the reader need not care.
//
// # The tar
//
// The tar holds these files, in this order, each once, and no other. All ten files of records are there, also for kinds without a record.
//
//	manifest.json             what follows, below
//	history/events.jsonl      the history
//	originals/<hash>          the bytes of a paper, or pages made from one; the name is their hash; in the order of these names
//	records/family.json       the records of each kind
//	records/authorities.json
//	records/children.json
//	records/people.json
//	records/documents.json
//	records/texts.json
//	records/events.json
//	records/appeals.json
//	records/entries.json
//	records/bundles.json
//	end                       the hash of manifest.json and a line feed: where it is missing, the archive was cut short
//
// A file is one header of 512 bytes (POSIX ustar), its bytes, and zeros up to a multiple of 512. No header differs but in name, size and sum:
//
//	at    bytes  holds
//	0     100    the name, and zeros
//	100   24     "0000600", "0000000", "0000000": mode, owner, group, each with a zero byte behind it, as everything in quotes here
//	124   12     the size in eleven octal digits, and a zero byte
//	136   12     "00000000000": no time
//	148   8      the sum of the header's bytes, these eight taken as spaces: six octal digits, a zero byte, a space
//	156   1      the digit 0: a regular file
//	157   100    zeros
//	257   8      "ustar", and the digits 00
//	265   64     zeros
//	329   16     "0000000", "0000000"
//	345   167    zeros
//
// Behind the last file stand 1,024 zeros, and nothing more. The same case file, unchanged, gives the same tar; the age file differs each time.
//
// # The manifest
//
// manifest.json is one JSON object of at most 64 MiB with these eight fields, in any order, with spaces or without:
//
//	format    "ehc-casefile-archive"
//	schema    1; where it is higher, a newer program wrote the archive, and nothing else here need hold
//	family    the name of the family: that of its record, or "" where there is none
//	file      the id of the case file it was made from. It stands nowhere else, so nobody can tell whether it is true
//	history   {"seq": how many events, "link": the hash of the last line of the history, without its line feed}
//	records   how many of each kind, for all ten: {"family": 1, …, "entries": 12, "bundles": 0}
//	files     every file between manifest.json and end, in their order: {"path", "sha256", "size" in bytes}; at most 100,000, of 256 GiB together
//	end       "end", the name of the last file
//
// # The history
//
// history/events.jsonl holds one event a line, each line's bytes exactly as the case file stores the event. Every line ends in a line feed, the
// last too. A line is a JSON object without spaces, its four fields in this order:
//
//	seq      counts from 1 without gaps
//	prev     the hash of the line before, without its line feed; "" in the first
//	at       when, in UTC, by the clock of that computer, which may have gone back: RFC 3339 with Z; up to nine decimals of a second, the last not 0
//	changes  a list of what one commit did, one thing at least
//
// A change is an object too. Its fields stand in the order of this table, with do before them; one in brackets may be left out, no other is there,
// and none is empty:
//
//	do        fields                        what was done
//	made                                    the file: the first change of line 1, and no other
//	put       kind, id, sum, [was]          a record was added or changed; sum is the hash of its JSON
//	correct   kind, id, sum, [was], [why]   the same, to mend a slip
//	delete    kind, id, was, [why]          a record that stands was deleted; it may be put again
//	restore   kind, id, sum                 a deleted record came back as it was: sum is the was of its deletion
//	erase     kind, id, was                 the words of a deleted record are gone for good: was is that of its deletion
//	keep      sum, size                     the bytes of a paper, or of pages made from one, which were not there: their hash and number (1 byte to 512 MiB)
//	erase     sum, size                     these bytes, which were there, are gone for good; they may be kept again
//	key       kind                          a way to open the file was added: "passphrase" or "recovery"
//	schema                                  the file was brought up to a newer version
//
// kind is family, authority, child, person, document, text, event, appeal, entry or bundle, but for key. was is there if the record stood, and is then
// its sum until now. A record comes back, or is erased, only if its deletion is the last that was done to it, and a text never: its words can
// be read again. why is the hash of the reason given and of random bytes with it, which both stay in the case file. The history holds no words.
//
// The chain proves in what order things were done, not by whom or when: whoever can open an archive can make all of it anew and seal it again.
// Compare link with one that was noted elsewhere: the program shows it, and writes it into its proof of the history ([File.Root], [File.Proof]).
//
// # The records
//
// A file of records is "[", a line feed, each record on a line of its own with a comma where another follows, "]", and a line feed. Without a
// record it is "[", a line feed, "]", a line feed. The records stand as the program lists them, by day; a reader takes them in any order. A line,
// without its comma, is a record's JSON exactly as it is stored: its hash is the sum of the last put, correct or restore of that kind and id. Every
// record that stands is there, and no other, with one exception: the text of a document that does not stand may be left out (its id
// is then that of no document that stands).
//
// Every record has "id", "made" and "changed" (moments), and "child" where it belongs to one, which is there. There is one family at most. Other
// records' ids stand in "authority", "people", "document", "documents", "decision", "appeal" and "of"; what they name may have been deleted. Days
// are written 2026-03-16, moments as RFC 3339. A field that is empty may be left out.
//
// A document's "blob" is {"sha256", "size"}, the hash and size of its original, and its "name" the name that file had. A text is what was read from
// a document; its "form" is a PDF that shows it, its "layer" the places of words on pages that are pictures, both {"sha256", "size"} or left out. These are
// the originals: each that a record names, once though two may name it, and no other. Each was kept, at that size, and not erased since.
//
// What was deleted, and what a record said before it was changed, stays in the case file: of it the archive holds hashes alone, so that nobody is
// handed a paper, or its words, that the family took out of its lists. So the history may keep papers that are not there.
//
// No file is larger than 8 GiB less one byte, and no line of the history or of records longer than 512 MiB: a reader need hold one at a time.
//
// Besides, the program refuses records whose fields it does not know, or of which a rule of its own does not hold: a call without a day.
//
// The made-up families in seeds/ are laid out in the same way, in folders, but more loosely: they have no history, no end and no counts, their
// originals are named otherwise, and their JSON is indented. [Fill] reads both; [Import] only whole archives.
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
