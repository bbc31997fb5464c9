package cli

import (
	"errors"
	"fmt"

	"ehccasefile/casefile"
	"ehccasefile/casefile/intake"
)

func runRead(c *call) error {
	o := newOptions(c)
	passphraseFile, scans := o.withPassphrase(), o.yes("scans")
	came, straight := o.text("as-it-came"), o.text("straightened")
	words, err := o.parse(c, 1, 1)
	if err != nil {
		return err
	}
	return c.withCase(words[0], *passphraseFile, func(f *casefile.File) error {
		for name, asItCame := range map[string]bool{*came: true, *straight: false} {
			if err := showPicture(f, name, asItCame); err != nil {
				return err
			}
		}
		if err := c.readPapers(f); err != nil {
			return err
		}
		if *scans {
			return c.readScans(f)
		}
		return c.sayBlind(f, words[0])
	})
}

// showPicture says of a picture whether it is shown as it came; none for no name.
func showPicture(f *casefile.File, name string, asItCame bool) error {
	if name == "" {
		return nil
	}
	d, err := paperNamed(f, name)
	if err != nil {
		return err
	}
	return f.Update(func(tx *casefile.Tx) error {
		_, err := intake.ShowAsItCame(tx, d.ID, asItCame)
		return err
	})
}

// readPapers reads what was kept and not read, and prints a line a paper.
func (c *call) readPapers(f *casefile.File) error {
	ctx, stop := untilInterrupted()
	defer stop()
	done := 0
	results, err := intake.Read(ctx, f, func(r intake.Result) {
		done++
		fmt.Fprintf(c.errs, "Reading papers: %d of %d\n", done, done+r.Left)
		fmt.Fprintln(c.out, c.outcome(f, r))
	})
	if err == nil && len(results) == 0 {
		fmt.Fprintln(c.out, "Every paper has been read.")
	}
	return err
}

// readScans reads the words off pages that are pictures of words.
func (c *call) readScans(f *casefile.File) error {
	ctx, stop := untilInterrupted()
	defer stop()
	title := ""
	h, err := intake.ReadScans(ctx, f, func(h intake.Headway) {
		if h.Title != title {
			title = h.Title
			fmt.Fprintf(c.out, "%s: reading its scans\n", title)
		}
		fmt.Fprintf(c.errs, "Reading scans: page %d of %d\n", h.Page, h.Pages)
	})
	switch {
	case errors.Is(err, intake.ErrNoReader):
		c.trouble("The words on scans cannot be read on this computer yet.", intake.HowToRead, "")
		return errSaid
	case err != nil:
		return err
	case h.Pages == 0:
		fmt.Fprintln(c.out, "No page is waiting to be read off its picture.")
		return nil
	}
	fmt.Fprintf(c.out, "%s read off their pictures. On %s no words were found.\n", several(h.Found, "page was", "pages were"), several(h.Blank, "page", "pages"))
	if h.Failed > 0 {
		fmt.Fprintf(c.out, "%s not be read this time. To try again: read --scans\n", several(h.Failed, "page could", "pages could"))
	}
	return nil
}

// sayBlind says how many pages cannot be searched, and what would help.
func (c *call) sayBlind(f *casefile.File, path string) error {
	var papers, pages int
	err := f.View(func(tx *casefile.Tx) error {
		papers, pages = intake.Blind(tx)
		return nil
	})
	if err == nil && pages > 0 {
		fmt.Fprintf(c.out, "Pictures of words, which cannot be searched yet: %s in %s. To read them: %s read %s --scans\n",
			several(pages, "page", "pages"), several(papers, "paper", "papers"), programName, path)
	}
	return err
}
