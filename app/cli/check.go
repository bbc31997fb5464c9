package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
)

// maxBundle is the largest PDF that is read for a check, in bytes: 1 GB.
const maxBundle = 1 << 30

func runCheck(c *call) error {
	o := newOptions(c).withJSON()
	words, err := o.parse(c, 1, 1)
	if err != nil {
		return err
	}
	path := words[0]
	pdf, err := readPDF(path)
	if err != nil {
		return err
	}
	ctx, stop := untilInterrupted()
	defer stop()
	proof, err := bundle.Check(ctx, pdf)
	switch {
	case ctx.Err() != nil:
		return aboutFile(path, ctx.Err())
	case errors.Is(err, bundle.ErrLocked):
		return aboutFile(path, casefile.Problem{Field: "file", Say: "This PDF is locked with a password, so nothing is proved. Save a copy without the password and check that."})
	case err != nil:
		return aboutFile(path, casefile.Problem{Field: "file", Say: "This PDF could not be read, so nothing is proved: " + strings.TrimRight(err.Error(), ".") + "."})
	}
	if o.json {
		err = c.printJSON(proof)
	} else {
		fmt.Fprintln(c.out, path)
		sayCheck(c.out, proof)
	}
	if err == nil && !proof.OK {
		return errSaid
	}
	return err
}

// sayCheck prints what the check of any bundle found.
func sayCheck(w io.Writer, p bundle.Proof) {
	if p.Ours {
		sayProof(w, p)
	} else {
		fmt.Fprintf(w, "This bundle was made by another program. What is there must agree; what is not there is said below.\n")
		fmt.Fprintf(w, "Read: %s, %s in the index.\nThese agree: %s, %s, %s, %s.\n", several(p.Pages, "page", "pages"), several(p.Documents, "paper", "papers"),
			several(p.Numbers, "printed number", "printed numbers"), several(p.Links, "link of the index", "links of the index"),
			several(p.Bookmarks, "bookmark", "bookmarks"), several(p.Labels, "page label", "page labels"))
		sayFindings(w, "These do not agree:", p.Findings)
		sayFindings(w, "These could not be told. Please look:", p.Unknown)
		sayFindings(w, "These are not there, which is no fault by itself:", p.Absent)
	}
	if len(p.Look) > 0 {
		fmt.Fprintln(w, "A reader would stumble over this:")
	}
	for _, r := range p.Look {
		fmt.Fprintln(w, "  "+remarkLine(r))
		fmt.Fprintln(w, "    "+r.Do)
	}
	switch {
	case p.Ours:
	case p.OK:
		fmt.Fprintln(w, "All that is there agrees.")
	case len(p.Findings)+len(p.Unknown) == 0:
		fmt.Fprintln(w, "There is too little to compare, so nothing is proved.")
	}
}

// readPDF reads the file to check, which must be a PDF by its content.
func readPDF(path string) ([]byte, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, misusef("%s is a folder. Give the PDF that should be checked.", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, aboutFile(path, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxBundle+1))
	switch {
	case err != nil:
		return nil, aboutFile(path, err)
	case len(data) > maxBundle:
		return nil, aboutFile(path, casefile.Problem{Field: "file", Say: "This file is larger than 1 GB, which is more than is checked."})
	case casefile.Sniff(data[:min(len(data), 4096)]) != casefile.FilePDF:
		return nil, aboutFile(path, casefile.Problem{Field: "file", Say: "This is not a PDF, so it cannot be checked."})
	}
	return data, nil
}
