package casefile

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// schema is the version of the file this program writes. A file of a higher one is refused with [ErrNewer], or only read; one of a lower one is brought up by
// the numbered steps below.
const schema = 2

// stage brings a file from one schema to the next. All steps a file needs run inside one transaction.
type stage func(tx *Tx) error

// stages[0] brings schema 1 to 2, and so on. A step is never edited once it was shipped: write another.
var stages = []stage{
	// Schema 2 keeps the newest events, and a page of the index, in the state. A file of schema 1 is one of schema 2 whose blocks hold one event
	// each and whose state holds neither, so there is nothing to move: the commit that raises the schema writes the first state of the new sort.
	func(*Tx) error { return nil },
}

// bringUp brings the file to a schema, once: after the whole of it was copied to a new file beside it and that copy verified, in one transaction. When it fails, the file is as it was.
func (f *File) bringUp(to int, stages []stage) error {
	from := f.header.Schema
	if from >= to || f.readOnly != nil { // each schema so far can be read as it is
		return nil
	}
	backup, err := f.copyBeside("before the update")
	if err == nil {
		err = proven(context.Background(), backup, f.keys)
	}
	if err == nil {
		err = f.climb(from, to, stages)
	}
	if err != nil && backup != "" {
		os.Remove(backup) // the file itself is as it was
	}
	return err
}

// climb runs the steps and raises the schema in the header.
func (f *File) climb(from, to int, stages []stage) error {
	h := f.header
	h.Schema = to
	err := f.Update(func(tx *Tx) error {
		for n := from; n < to; n++ {
			if err := stages[n-1](tx); err != nil {
				return fmt.Errorf("bring the file from version %d to %d: %w", n, n+1, err)
			}
		}
		tx.note(change{Do: doSchema})
		return errors.Join(tx.err, tx.putHeader(h))
	})
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.header = h
	return nil
}
