package cli

import (
	"fmt"
	"os"

	"ehccasefile/casefile"
)

func runTidy(c *call) error {
	o := newOptions(c)
	passphraseFile := o.withPassphrase()
	words, err := o.parse(c, 1, 1)
	if err != nil {
		return err
	}
	return c.withCase(words[0], *passphraseFile, func(f *casefile.File) error { return c.tidy(f, words[0]) })
}

// tidy writes the file anew, even where little room is unused: that is also how erased words leave the disk.
func (c *call) tidy(f *casefile.File, path string) error {
	before, err := os.Stat(path)
	if err != nil {
		return err
	}
	ctx, stop := untilInterrupted()
	defer stop()
	if err := f.Tidy(ctx, nil); err != nil {
		return err
	}
	after, err := os.Stat(path)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "Tidied and checked: %s, %d bytes before and %d bytes now. Nothing that was kept is lost.\n", path, before.Size(), after.Size())
	return nil
}
