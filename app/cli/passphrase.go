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

func (c *call) newWords(path string, f *casefile.File, old casefile.Key, fresh string) error {
	words, err := c.freshWords(path, fresh)
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

// freshWords gets a new passphrase: from the file named, or from a person at a terminal.
func (c *call) freshWords(path, file string) (words string, err error) {
	switch {
	case file != "":
		words, _, err = givenPassphrase(file)
	case c.asksPeople():
		words, err = c.chosenPassphrase(path)
	default:
		err = misuse("There is no terminal to ask for the new passphrase. Give --new-passphrase-file PATH.")
	}
	return words, err
}

func runSeal(c *call) error {
	o := newOptions(c)
	passphraseFile, fresh := o.withPassphrase(), o.text("new-passphrase-file")
	words, err := o.parse(c, 2, 2)
	if err != nil {
		return err
	}
	from, to := words[0], words[1]
	return c.withCase(from, *passphraseFile, func(f *casefile.File) error {
		secret, err := c.freshWords(to, *fresh)
		if err != nil {
			return err
		}
		ctx, stop := untilInterrupted()
		defer stop()
		if err := f.CopySealed(ctx, to, casefile.Passphrase(secret)); err != nil {
			return err
		}
		fmt.Fprintf(c.out, "Made: %s. It holds everything that %s holds, sealed with the new passphrase.\n", to, from)
		fmt.Fprintf(c.out, "Make its recovery key with: %s passphrase %s --recovery\n", programName, to)
		fmt.Fprintf(c.out, "When you have opened it once, delete %s and its backups: they do not need the new passphrase.\n", from)
		return nil
	})
}
