package cli

import (
	"context"
	"errors"
	"fmt"
	"os"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/casefile/intake"
)

func runSplit(c *call) error {
	o := newOptions(c).withJSON()
	keys := o.text("password-file")
	words, err := o.parse(c, 2, 2)
	if err != nil {
		return err
	}
	path, dir := words[0], words[1]
	passwords, err := passwordsIn(*keys)
	if err != nil {
		return err
	}
	pdf, err := readPDF(path)
	if err != nil {
		return err
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return misusef("%s is a file. Give a folder that is new or empty.", dir)
	}
	ctx, stop := untilInterrupted()
	defer stop()
	d, err := bundle.SplitInto(ctx, dir, pdf, passwords, nil)
	switch {
	case ctx.Err() != nil:
		return aboutFile(path, ctx.Err())
	case errors.Is(err, bundle.ErrLocked):
		return aboutFile(path, casefile.Problem{Field: "file", Say: "This PDF is locked with a password. Give it in a file with --password-file."})
	case errors.As(err, new(casefile.Problem)):
		return aboutFile(dir, err)
	case err != nil:
		return aboutFile(path, err)
	}
	if o.json {
		return c.printJSON(d)
	}
	c.sayDivided(path, d)
	fmt.Fprintf(c.out, "They are in %s, with an index.csv. To make a bundle of them again: bundle --from %s\n", dir, dir)
	return nil
}

// sayDivided says what became of each page of a bundle.
func (c *call) sayDivided(path string, d bundle.Divided) {
	fmt.Fprintf(c.out, "%s: %s\n", path, dividedWords(d))
	for _, p := range d.Pieces {
		fmt.Fprintf(c.out, "  %s. %s\n", pagesOf(bundle.Line{From: p.From, To: p.To, First: p.First, Last: p.Last}), p.Title)
	}
	for _, l := range d.Passed {
		fmt.Fprintf(c.out, "  %s. Left out: %s.\n", pagesOf(l), l.Title)
	}
	for _, note := range d.Notes {
		fmt.Fprintln(c.out, note)
	}
}

func dividedWords(d bundle.Divided) string {
	docs := several(len(d.Pieces), "document", "documents")
	switch d.How {
	case "bookmarks":
		return "Divided by its bookmarks into " + docs + "."
	case "index":
		return "Divided by its index into " + docs + "."
	}
	return "Nothing in it says where its documents begin: there are no bookmarks, and no index that could be read. It stays one document."
}

// splitKept takes the documents out of bundles that were just kept, and keeps each as a paper of its own.
func (c *call) splitKept(ctx context.Context, f *casefile.File, kept []intake.Result, passwords []string) error {
	var trouble error
	for _, r := range kept {
		if !r.Kept || r.Document.Type != casefile.FilePDF {
			continue
		}
		data, err := f.Read(r.Document.Blob)
		if err != nil {
			return err
		}
		d, err := bundle.Split(ctx, data, passwords, func(p bundle.Piece) error {
			if p.Whole {
				return nil // it is kept already
			}
			_, err := intake.KeepTaken(ctx, f, r.Document.ID, intake.Taken{Title: p.Title, On: p.On, From: p.From, Data: p.Data})
			return err
		})
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, bundle.ErrLocked):
			fmt.Fprintf(c.out, "%s: It is locked with a password, so it was not divided. Give it in a file with --password-file.\n", r.Name)
			trouble = errSaid
			continue
		case err != nil:
			fmt.Fprintf(c.out, "%s: It could not be divided: %v\n", r.Name, err)
			trouble = errSaid
			continue
		}
		fmt.Fprintf(c.out, "%s: %s\n", r.Name, dividedWords(d))
	}
	return trouble
}
