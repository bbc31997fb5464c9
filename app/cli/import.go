package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"ehccasefile/casefile"
)

func runImport(c *call) error {
	o := newOptions(c).withJSON()
	a := archive{identity: o.text("identity"), passphraseFile: o.text("archive-passphrase-file")}
	list, none, passphraseFile := o.yes("list"), o.yes("no-passphrase"), o.withPassphrase()
	words, err := o.parse(c, 1, 2)
	if err != nil {
		return err
	}
	switch {
	case *a.identity != "" && *a.passphraseFile != "":
		return misuse("Give either --identity or --archive-passphrase-file, not both.")
	case *list && len(words) > 1:
		return misuse("--list makes no file: leave the name of the new one out.")
	case !*list && len(words) < 2:
		return misuse("Say what the new case file should be called, or --list to see what is in the archive.")
	case !*list && o.json:
		return misuse("--json goes with --list.")
	case *none && *passphraseFile != "":
		return misuse("Give either --no-passphrase or --passphrase-file, not both.")
	}
	a.path = words[0]
	if *list {
		return a.list(c, o.json)
	}
	return a.makeCase(c, words[1], *none, *passphraseFile)
}

// archive is a file a case came in, and what may open it.
type archive struct {
	path                     string
	identity, passphraseFile *string
}

// open opens the archive and gets what unseals it.
func (a archive) open(c *call) (*os.File, casefile.Opener, error) {
	f, err := os.Open(a.path)
	if err != nil {
		return nil, casefile.Opener{}, aboutFile(a.path, err)
	}
	with, err := a.opener(c)
	if err != nil {
		f.Close()
	}
	return f, with, err
}

func (a archive) opener(c *call) (casefile.Opener, error) {
	if *a.identity != "" {
		f, err := os.Open(*a.identity)
		if err != nil {
			return casefile.Opener{}, aboutFile(*a.identity, err)
		}
		defer f.Close()
		return casefile.WithIdentities(f), nil
	}
	if *a.passphraseFile != "" {
		words, _, err := givenPassphrase(*a.passphraseFile)
		return casefile.WithPassphrase(words), err
	}
	if !c.asksPeople() {
		return casefile.Opener{}, misusef("%s needs its passphrase, and there is no terminal to ask for it. Give --archive-passphrase-file PATH or --identity PATH.", a.path)
	}
	answers, err := c.askSecrets("Passphrase of " + a.path + ": ")
	if err != nil {
		return casefile.Opener{}, err
	}
	return casefile.WithPassphrase(answers[0]), nil
}

// list says what is in the archive and makes nothing.
func (a archive) list(c *call, asJSON bool) error {
	f, with, err := a.open(c)
	if err != nil {
		return err
	}
	defer f.Close()
	ctx, stop := untilInterrupted()
	defer stop()
	s, err := casefile.Contents(ctx, f, with)
	if err != nil {
		return aboutFile(a.path, err)
	}
	if err := c.sayContents(a.path, s, asJSON); err != nil {
		return err
	}
	if len(s.Troubles) > 0 {
		return errSaid
	}
	return nil
}

// sayContents says what an archive holds and whether it is sound.
func (c *call) sayContents(path string, s casefile.Summary, asJSON bool) error {
	if asJSON {
		return c.printJSON(map[string]any{
			"file": path, "sound": len(s.Troubles) == 0, "family": s.Family, "children": append([]string{}, s.Children...), "records": s.Records,
			"kinds": s.Kinds, "papers": s.Papers, "bytes": s.Bytes, "changes": s.Changes, "from": momentOrNil(s.From), "until": momentOrNil(s.Until),
			"damaged": append([]string{}, s.Troubles...),
		})
	}
	whose := "a case without a family's name"
	if s.Family != "" {
		whose = "the case of the family " + s.Family
	}
	fmt.Fprintf(c.out, "%s: %s.\n", path, whose)
	if len(s.Children) > 0 {
		fmt.Fprintf(c.out, "Children: %s.\n", strings.Join(s.Children, ", "))
	}
	kept := ""
	if !s.From.IsZero() {
		kept = ", kept from " + momentDay(s.From) + " to " + momentDay(s.Until)
	}
	fmt.Fprintf(c.out, "%s, %s, %d bytes of papers%s.\n", several(s.Records, "record", "records"), several(s.Papers, "paper", "papers"), s.Bytes, kept)
	if len(s.Troubles) == 0 {
		fmt.Fprintln(c.out, "Everything in it is sound.")
		return nil
	}
	fmt.Fprintln(c.out, "Damaged or not known to this version of the program:")
	for _, what := range s.Troubles {
		fmt.Fprintln(c.out, "  "+what)
	}
	fmt.Fprintln(c.out, "No case file is made from it. Ask for the archive again, or use another copy.")
	return nil
}

// momentOrNil gives a moment, or nil for one that nobody knows: where the history is broken from its first change on.
func momentOrNil(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t
}

// momentDay writes the day of a moment.
func momentDay(t time.Time) string { return t.Format("2 January 2006") }

// makeCase makes a new case file from the archive, whole or not at all.
func (a archive) makeCase(c *call, path string, none bool, passphraseFile string) error {
	if _, err := os.Lstat(path); err == nil {
		return aboutFile(path, casefile.ErrExists)
	}
	f, with, err := a.open(c)
	if err != nil {
		return err
	}
	defer f.Close()
	key := casefile.NoPassphrase()
	if !none {
		words, err := c.newPassphrase(path, passphraseFile)
		if err != nil {
			return err
		}
		key = casefile.Passphrase(words)
	}
	ctx, stop := untilInterrupted()
	defer stop()
	made, err := casefile.Import(ctx, f, with, casefile.NewFile{Path: path, Key: key, Now: c.now})
	if err != nil {
		return aboutFile(a.blamed(err, path), err)
	}
	return c.finishImport(made, path)
}

// blamed tells which of the two files an error is about: the archive, or the one that was to be made.
func (a archive) blamed(err error, made string) string {
	for _, its := range []error{casefile.ErrArchiveKey, casefile.ErrArchiveDamaged, casefile.ErrNotArchive, casefile.ErrNewer} {
		if errors.Is(err, its) {
			return a.path
		}
	}
	return made
}

// finishImport gives the new file its recovery key, where it has a passphrase, and says what was made. The archive is still there, so a file that could
// not be finished may go.
func (c *call) finishImport(f *casefile.File, path string) error {
	recovery, err := "", error(nil)
	if f.Sealed() {
		recovery, err = f.AddRecoveryKey()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		os.Remove(path) // made by us a moment ago, and not whole
		return aboutFile(path, err)
	}
	newCase{path: path}.say(c, recovery)
	fmt.Fprintln(c.out, "Every record and every paper is as it was in the archive. Its history begins today; what came before stands in the archive, so keep that too.")
	return nil
}
