// Package seeds holds made-up families, on which the program is tried, shown
// and tested.
//
// It promises that nobody in it exists. Every name, place, school, council,
// number and paper was invented; telephone numbers come from the ranges kept
// for drama, addresses for e-mail end in .example, and postcodes use areas that
// were never given out. The words of the papers were written for them.
//
// # How a family is laid out
//
// A family is one folder, laid out as the inside of a case archive:
//
//	okoro/manifest.json        format, schema, name, and every original with its SHA-256 and size
//	okoro/records/family.json  the family, a list of one; as_of is the day on which the example is shown
//	okoro/records/NAME.json    children, authorities, people, entries, events, documents,
//	                           texts, appeals and bundles: lists of records as package casefile writes them
//	okoro/originals/           the bytes of the documents, named by the first 16
//	                           digits of their SHA-256, and found by it
//
// Records keep their ids, so that a test may name one. An id is the first 32
// hexadecimal digits of the SHA-256 of a label such as "okoro/document/refusal":
// it never changes when words do.
//
// # How to add a family
//
// Make a folder beside okoro with these files; no line of Go changes. Papers
// should come from several programs, because papers do: a family scans,
// photographs, prints and forwards. Dates should leave overdue only what the
// story means to be overdue on the family's own day. The tests of this package
// then check hashes, ids, references and addresses, and every test that runs
// "on every family" meets it.
package seeds

import (
	"embed"
	"fmt"
	"io/fs"
)

//go:embed */manifest.json */records/*.json */originals/*
var families embed.FS

// Names gives the names of the made-up families, in alphabetical order. Each
// may be handed to Open.
func Names() []string {
	folders, err := families.ReadDir(".")
	if err != nil { // the root of an embedded tree can always be read
		return nil
	}
	names := make([]string, 0, len(folders))
	for _, folder := range folders {
		names = append(names, folder.Name())
	}
	return names
}

// Open gives the folder of the made-up family called name, with manifest.json
// at its root, ready for casefile.Fill. An unknown name gives an error that
// wraps fs.ErrNotExist and says which names there are.
func Open(name string) (fs.FS, error) {
	for _, known := range Names() {
		if known == name {
			return fs.Sub(families, name)
		}
	}
	return nil, fmt.Errorf("there is no made-up family called %q, only %q: %w", name, Names(), fs.ErrNotExist)
}
