package bundle

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"ehccasefile/casefile"
)

// SplitInto divides a bundle as [Split] does and writes its documents into a new or empty folder, with the index.csv that [FromFolder] makes the
// bundle from again. Where it fails or ctx ends, nothing of it is left behind. said, if not nil, is told of each document written.
func SplitInto(ctx context.Context, dir string, data []byte, passwords []string, said func(Piece)) (out Divided, err error) {
	var written []string
	fresh, err := emptyFolder(dir)
	if err != nil {
		return out, err
	}
	defer func() {
		if err != nil {
			for _, name := range written {
				os.Remove(name)
			}
			if fresh {
				os.Remove(dir)
			}
		}
	}()
	write := func(name string, data []byte) error {
		path := filepath.Join(dir, name)
		written = append(written, path)
		return os.WriteFile(path, data, 0o600)
	}
	list := [][]string{listHeads}
	out, err = Split(ctx, data, passwords, func(p Piece) error {
		name := casefile.SafeName(fmt.Sprintf("%03d %s", len(list), p.Title), 80) + ".pdf"
		on := ""
		if !p.On.IsZero() {
			on = p.On.String()
		}
		list = append(list, []string{p.Section, p.Title, on, name, strconv.Itoa(p.Pages())})
		if err := write(name, p.Data); err != nil {
			return err
		}
		if said != nil {
			said(p)
		}
		return nil
	})
	if err != nil {
		return out, err
	}
	return out, write(listName, listOfRows(list))
}

// emptyFolder makes a folder, or finds it empty. It tells whether it made it.
func emptyFolder(dir string) (fresh bool, err error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return true, os.Mkdir(dir, 0o700)
	}
	if err == nil && len(entries) > 0 {
		err = casefile.Problem{Field: "folder", Say: "There are files in this folder already. Choose a new folder, or an empty one, so that nothing is mixed up."}
	}
	return false, err
}

// listOfRows writes an index.csv, as spreadsheet programs read it and none takes for sums.
func listOfRows(rows [][]string) []byte {
	var b bytes.Buffer
	b.WriteString("\uFEFF")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, r := range rows {
		safe := make([]string, len(r))
		for i, s := range r {
			safe[i] = casefile.Inert(s)
		}
		w.Write(safe) // a bytes.Buffer takes everything
	}
	w.Flush()
	return b.Bytes()
}
