package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"golang.org/x/term"

	"ehccasefile/app/explain"
	"ehccasefile/casefile"
)

// passphraseVariable is the environment variable that may hold the passphrase.
const passphraseVariable = "EHC_PASSPHRASE"

// maxPassphrase is the most that is read from a passphrase file, in bytes.
const maxPassphrase = 4096

// withPassphrase adds --passphrase-file.
func (o *options) withPassphrase() *string { return o.text("passphrase-file") }

// openCase opens a case file, with the passphrase it needs, if it needs one, and says what its owner should know about the file itself.
func (c *call) openCase(path, passphraseFile string) (*casefile.File, error) {
	f, err := c.unlockCase(path, passphraseFile)
	if err == nil {
		c.warn(path, f)
	}
	return f, err
}

// warn says on standard error what is odd about a file: it can only be read, it is an older copy, a cloud copies it.
func (c *call) warn(path string, f *casefile.File) {
	odd := []error{f.ReadOnly()}
	if folder, err := casefile.NotesFolder(); err == nil {
		odd = append(odd, f.Remember(folder))
	}
	for _, err := range odd {
		if errors.Is(err, casefile.ErrReadOnly) || errors.Is(err, casefile.ErrNewer) || errors.Is(err, casefile.ErrOlder) {
			happened, todo := explain.Error(err)
			fmt.Fprintf(c.errs, "%s: %s %s\n", path, happened, todo)
		}
	}
	if cloud := casefile.CloudFolder(path, os.Getenv); cloud != "" {
		happened, todo := explain.Cloud(cloud)
		fmt.Fprintf(c.errs, "%s: %s %s\n", path, happened, todo)
	}
}

func (c *call) unlockCase(path, passphraseFile string) (*casefile.File, error) {
	needs, err := casefile.NeedsPassphrase(path)
	if err != nil {
		return nil, aboutFile(path, err)
	}
	if !needs {
		f, err := casefile.Open(path, casefile.NoPassphrase(), c.now)
		return f, aboutFile(path, err)
	}
	words, err := c.passphrase(path, passphraseFile)
	if err != nil {
		return nil, err
	}
	f, err := casefile.Open(path, casefile.Passphrase(words), c.now)
	if errors.Is(err, casefile.ErrWrongKey) {
		if spare, spareErr := casefile.Open(path, casefile.RecoveryKey(words), c.now); spareErr == nil {
			return spare, nil
		}
	}
	return f, aboutFile(path, err)
}

// passphrase gets the passphrase of a case file without ever waiting where nobody can answer: from the file named, from the
// environment, or from a person at a terminal.
func (c *call) passphrase(path, passphraseFile string) (string, error) {
	words, given, err := givenPassphrase(passphraseFile)
	if given || err != nil {
		return words, err
	}
	if !c.asksPeople() {
		return "", misusef("%s needs a passphrase, and there is no terminal to ask for it. Give --passphrase-file PATH, or set %s.", path, passphraseVariable)
	}
	answers, err := c.askSecrets("Passphrase of " + path + ": ")
	if err != nil {
		return "", err
	}
	return answers[0], nil
}

// newPassphrase gets the passphrase for a case file that is to be made; at a terminal it is asked for twice.
func (c *call) newPassphrase(path, passphraseFile string) (string, error) {
	words, given, err := givenPassphrase(passphraseFile)
	if given || err != nil {
		return words, err
	}
	if !c.asksPeople() {
		return "", misusef("A passphrase is needed, and there is no terminal to ask for it. Give --passphrase-file PATH, set %s, or say --no-passphrase.", passphraseVariable)
	}
	return c.chosenPassphrase(path)
}

// chosenPassphrase asks a person at a terminal for a new passphrase, twice.
func (c *call) chosenPassphrase(path string) (string, error) {
	fmt.Fprintf(c.errs, "Choose a passphrase for %s. Four or more words that only you would put together are best.\n", path)
	answers, err := c.askSecrets("Passphrase: ", "The same again: ")
	if err != nil {
		return "", err
	}
	if answers[0] != answers[1] {
		return "", misuse("The two were not the same, so nothing was changed. Try again.")
	}
	return answers[0], nil
}

// givenPassphrase reads the passphrase from the file named or from the environment; given tells whether there was one.
func givenPassphrase(file string) (words string, given bool, err error) {
	if file == "" {
		words, given = os.LookupEnv(passphraseVariable)
		return words, given, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return "", false, aboutFile(file, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxPassphrase))
	if err != nil {
		return "", false, aboutFile(file, err)
	}
	words, _, _ = strings.Cut(strings.TrimPrefix(string(data), "\uFEFF"), "\n") // the mark some editors put first is no part of it
	return strings.TrimSuffix(words, "\r"), true, nil
}

// asksPeople tells whether a person at a terminal can answer.
func (c *call) asksPeople() bool {
	f, ok := c.in.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// askSecrets asks at the terminal for words that are not shown, one question after another. Ctrl+C gives context.Canceled and
// leaves the terminal as it was, which is why it is read key by key.
func (c *call) askSecrets(questions ...string) (answers []string, err error) {
	in := c.in.(*os.File)
	before, err := term.MakeRaw(int(in.Fd()))
	if err != nil {
		return nil, fmt.Errorf("ask for the passphrase: %w", err)
	}
	defer term.Restore(int(in.Fd()), before)
	terminal := term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{in, c.errs.Writer}, "") // which steers the terminal itself
	for _, q := range questions {
		words, err := terminal.ReadPassword(shown(q))
		if errors.Is(err, io.EOF) {
			return nil, context.Canceled
		}
		if err != nil {
			return nil, fmt.Errorf("ask for the passphrase: %w", err)
		}
		answers = append(answers, words)
	}
	return answers, nil
}

// untilInterrupted gives a context that ends at Ctrl+C, so that long work stops cleanly between two steps.
func untilInterrupted() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt)
}

// withCase opens a case file, does something with it, and closes it again.
func (c *call) withCase(path, passphraseFile string, do func(*casefile.File) error) (err error) {
	f, err := c.openCase(path, passphraseFile)
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := f.Close(); err == nil {
			err = aboutFile(path, closeErr)
		}
	}()
	return aboutFile(path, do(f))
}
