package cli

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/seeds"
)

func runNew(c *call) error {
	o := newOptions(c)
	seed, family, kids := o.text("seed"), o.text("family"), o.many("child")
	none, passphraseFile := o.yes("no-passphrase"), o.withPassphrase()
	words, err := o.parse(c, 1, 1)
	if err != nil {
		return err
	}
	if *none && *passphraseFile != "" {
		return misuse("Give either --no-passphrase or --passphrase-file, not both.")
	}
	n := newCase{path: words[0], family: *family, children: kids.words}
	if err := n.plan(*seed); err != nil {
		return err
	}
	if _, err := os.Lstat(n.path); err == nil {
		return aboutFile(n.path, casefile.ErrExists)
	}
	key := casefile.NoPassphrase()
	if !*none {
		secret, err := c.newPassphrase(n.path, *passphraseFile)
		if err != nil {
			return err
		}
		key = casefile.Passphrase(secret)
	}
	recovery, err := n.make(c, key)
	if err != nil {
		return aboutFile(n.path, err)
	}
	n.say(c, recovery)
	return nil
}

// newCase is a case file that is to be made.
type newCase struct {
	path     string
	family   string
	children []string
	seed     fs.FS // a made-up family; nil for an empty file
}

// plan finds the made-up family, or gives an empty case file's family the name of its file.
func (n *newCase) plan(seed string) (err error) {
	if seed == "" {
		if n.family == "" {
			n.family = strings.TrimSuffix(filepath.Base(n.path), filepath.Ext(n.path))
		}
		return nil
	}
	if n.family != "" || len(n.children) > 0 {
		return misuse("A made-up family has its own names: leave out --family and --child.")
	}
	if !slices.Contains(seeds.Names(), seed) {
		return misusef("There is no made-up family called %q. There is %s.", seed, listed(seeds.Names()))
	}
	n.seed, err = seeds.Open(seed)
	return err
}

// make makes the file, whole or not at all, and gives its recovery key where it has a passphrase.
func (n newCase) make(c *call, key casefile.Key) (recovery string, err error) {
	f, err := casefile.Create(n.path, key, c.now)
	if err != nil {
		return "", err
	}
	defer func() {
		if closeErr := f.Close(); err == nil {
			err = closeErr
		}
		if err != nil {
			os.Remove(n.path) // made by us a moment ago, and not whole
		}
	}()
	if err = n.fill(f); err != nil || !f.Sealed() {
		return "", err
	}
	return f.AddRecoveryKey()
}

func (n newCase) fill(f *casefile.File) error {
	if n.seed != nil {
		return casefile.Fill(f, n.seed)
	}
	return f.Update(func(tx *casefile.Tx) error {
		if _, err := casefile.Put(tx, casefile.Family{Name: n.family}); err != nil {
			return err
		}
		for _, name := range n.children {
			if _, err := casefile.Put(tx, casefile.Child{Name: name}); err != nil {
				return err
			}
		}
		return nil
	})
}

// say tells what was made. The recovery key is shown now and never again.
func (n newCase) say(c *call, recovery string) {
	fmt.Fprintf(c.out, "Made: %s\n", n.path)
	if recovery == "" {
		fmt.Fprintln(c.out, "It has no passphrase: anybody who has the file can read it.")
		return
	}
	fmt.Fprintln(c.out, "It is sealed with your passphrase.")
	fmt.Fprintf(c.out, "Recovery key: %s\n", recovery)
	fmt.Fprintln(c.out, "Write this key on paper now and keep it away from this computer. It opens the file if the passphrase is forgotten.")
	fmt.Fprintln(c.out, "It is shown only this once. Without both, nobody can open the file.")
}
