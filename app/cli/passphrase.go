package cli

import (
	"errors"
	"fmt"

	"ehccasefile/casefile"
)

func runPassphrase(c *call) error {
	o := newOptions(c)
	passphraseFile, fresh, recovery := o.withPassphrase(), o.text("new-passphrase-file"), o.yes("recovery")
	words, err := o.parse(c, 1, 1)
	if err != nil {
		return err
	}
	if *recovery && *fresh != "" {
		return misuse("Give either --recovery or --new-passphrase-file, not both.")
	}
	path := words[0]
	old, err := c.passphrase(path, *passphraseFile)
	if err != nil {
		return err
	}
	f, key, err := c.openWithWords(path, old)
	if err != nil {
		return err
	}
	defer f.Close()
	if *recovery {
		return c.newRecoveryKey(path, f)
	}
	return c.newWords(path, f, key, *fresh)
}

// openWithWords opens a file with a passphrase, or with a recovery key given in its place, and gives the key that did it.
func (c *call) openWithWords(path, words string) (*casefile.File, casefile.Key, error) {
	key := casefile.Passphrase(words)
	f, err := casefile.Open(path, key, c.now)
	if errors.Is(err, casefile.ErrWrongKey) {
		if spare := casefile.RecoveryKey(words); spare.Fits() {
			key = spare
			f, err = casefile.Open(path, key, c.now)
		}
	}
	if err != nil {
		return nil, key, aboutFile(path, err)
	}
	c.warn(path, f)
	return f, key, nil
}

func (c *call) newRecoveryKey(path string, f *casefile.File) error {
	key, err := f.AddRecoveryKey()
	if err != nil {
		return aboutFile(path, err)
	}
	fmt.Fprintf(c.out, "Recovery key: %s\n", key)
	fmt.Fprintln(c.out, "Write this key on paper now and keep it away from this computer. The one before it no longer opens the file.")
	return nil
}

func (c *call) newWords(path string, f *casefile.File, old casefile.Key, fresh string) (err error) {
	var words string
	switch {
	case fresh != "":
		words, _, err = givenPassphrase(fresh)
	case c.asksPeople():
		words, err = c.chosenPassphrase(path)
	default:
		err = misuse("There is no terminal to ask for the new passphrase. Give --new-passphrase-file PATH.")
	}
	if err != nil {
		return err
	}
	if err := f.ChangePassphrase(old, casefile.Passphrase(words)); err != nil {
		return aboutFile(path, err)
	}
	fmt.Fprintf(c.out, "The passphrase of %s is changed. The recovery key is still the same.\n", path)
	fmt.Fprintln(c.out, "Copies and backups made before still open with the old passphrase.")
	return nil
}
