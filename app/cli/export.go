package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"ehccasefile/casefile"
)

func runExport(c *call) error {
	o := newOptions(c)
	e := export{file: o.text("o"), key: o.text("to"), passphraseFile: o.text("archive-passphrase-file"), folder: o.text("plain")}
	passphraseFile := o.withPassphrase()
	words, err := o.parse(c, 1, 1)
	if err != nil {
		return err
	}
	if err := e.check(); err != nil {
		return err
	}
	return c.withCase(words[0], *passphraseFile, func(f *casefile.File) error {
		if *e.folder != "" {
			return c.exportPlain(f, *e.folder)
		}
		return c.exportArchive(f, e)
	})
}

// export is where a case goes and who can open it.
type export struct{ file, key, passphraseFile, folder *string }

// check refuses what is too little, too much, or would be a file that nobody knows what to do with.
func (e export) check() error {
	sealed := *e.file != "" || *e.key != "" || *e.passphraseFile != ""
	switch {
	case *e.folder != "" && sealed:
		return misuse("Give either --plain with a folder or -o with an archive, not both.")
	case *e.folder != "":
		return nil
	case *e.file == "":
		return misuse("Say where it should go, for example -o case.age or --plain our-case.")
	case !strings.EqualFold(filepath.Ext(*e.file), ".age"):
		return misusef("%s does not end in .age, so nobody would know that it is an archive.", *e.file)
	case *e.key != "" && *e.passphraseFile != "":
		return misuse("Give either --to or --archive-passphrase-file, not both.")
	}
	return nil
}

func (c *call) exportPlain(f *casefile.File, dir string) error {
	ctx, stop := untilInterrupted()
	defer stop()
	if err := casefile.ExportPlain(ctx, f, dir); err != nil {
		return aboutUnlessCase(dir, err)
	}
	fmt.Fprintf(c.out, "Written: the folder %s. Begin with Read me first.txt in it.\n", dir)
	fmt.Fprintln(c.out, "It is not sealed: anybody who has the folder can read it.")
	return nil
}

func (c *call) exportArchive(f *casefile.File, e export) error {
	to, err := c.recipient(e)
	if err != nil {
		return err
	}
	ctx, stop := untilInterrupted()
	defer stop()
	if err := casefile.WriteExport(ctx, f, *e.file, to); err != nil {
		return aboutUnlessCase(*e.file, err)
	}
	fmt.Fprintf(c.out, "Written: %s. It holds the whole case: every record that stands in it and every paper.\n", *e.file)
	if *e.key != "" {
		fmt.Fprintln(c.out, "Only the owner of the key can open it. You cannot: keep your case file.")
		return nil
	}
	fmt.Fprintln(c.out, "Its passphrase opens it. Tell the passphrase in another way than you send the file.")
	return nil
}

// recipient gives who can open the archive.
func (c *call) recipient(e export) (casefile.Recipient, error) {
	if *e.key != "" {
		return casefile.ToPublicKey(*e.key), nil
	}
	words, err := c.newArchivePassphrase(*e.file, *e.passphraseFile)
	return casefile.ToPassphrase(words), err
}

// newArchivePassphrase gets the passphrase for an archive that is to be made; at a terminal it is asked for twice. It is never the case file's own by
// default, because an archive goes to others.
func (c *call) newArchivePassphrase(path, file string) (string, error) {
	if file != "" {
		words, _, err := givenPassphrase(file)
		return words, err
	}
	if !c.asksPeople() {
		return "", misuse("An archive needs a passphrase of its own, and there is no terminal to ask for it. Give --archive-passphrase-file PATH or --to KEY.")
	}
	fmt.Fprintf(c.errs, "Choose a passphrase for %s, other than the case file's. Four or more words are best.\n", path)
	answers, err := c.askSecrets("Passphrase of the archive: ", "The same again: ")
	if err != nil {
		return "", err
	}
	if answers[0] != answers[1] {
		return "", misuse("The two were not the same, so no archive was made. Try again.")
	}
	return answers[0], nil
}

// aboutUnlessCase says that an error is about what was to be written, unless it is the case file that cannot be read.
func aboutUnlessCase(path string, err error) error {
	if errors.Is(err, casefile.ErrDamaged) || errors.Is(err, casefile.ErrClosed) {
		return err
	}
	return aboutFile(path, err)
}
