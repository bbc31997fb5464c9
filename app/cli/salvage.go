package cli

import (
	"errors"
	"fmt"

	"ehccasefile/casefile"
)

func runSalvage(c *call) error {
	o := newOptions(c).withJSON()
	passphraseFile := o.withPassphrase()
	words, err := o.parse(c, 2, 2)
	if err != nil {
		return err
	}
	key, err := c.wreckKey(words[0], *passphraseFile)
	if err != nil {
		return err
	}
	ctx, stop := untilInterrupted()
	defer stop()
	saved, err := casefile.Salvage(ctx, words[0], key, words[1], c.now)
	if err != nil {
		return aboutFile(words[0], err)
	}
	return c.saySalvaged(o.json, words[1], saved)
}

// wreckKey gives the key for a damaged file, of which nobody can say whether it has a passphrase: what was given is used, and otherwise none.
func (c *call) wreckKey(path, passphraseFile string) (casefile.Key, error) {
	words, given, err := givenPassphrase(passphraseFile)
	if err != nil {
		return casefile.Key{}, err
	}
	if !given {
		needs, err := casefile.NeedsPassphrase(path)
		if err == nil && !needs || err != nil && !c.asksPeople() {
			return casefile.NoPassphrase(), nil
		}
		if !errors.Is(err, casefile.ErrDamaged) && err != nil {
			return casefile.Key{}, aboutFile(path, err)
		}
		if words, err = c.passphrase(path, ""); err != nil {
			return casefile.Key{}, err
		}
	}
	if key := casefile.RecoveryKey(words); key.Fits() {
		return key, nil
	}
	return casefile.Passphrase(words), nil
}

// saySalvaged says what was saved and what was not.
func (c *call) saySalvaged(asJSON bool, to string, s casefile.Salvaged) error {
	if asJSON {
		return c.printJSON(map[string]any{"file": to, "records": s.Records, "documents": s.Documents, "lost": append([]string{}, s.Lost...)})
	}
	fmt.Fprintf(c.out, "Saved in %s: %s, %s.\n", to, several(s.Records, "record", "records"), several(s.Documents, "paper", "papers"))
	if len(s.Lost) == 0 {
		fmt.Fprintln(c.out, "Nothing is known to be lost.")
		return nil
	}
	fmt.Fprintln(c.out, "Lost:")
	for _, what := range s.Lost {
		fmt.Fprintln(c.out, "  "+what)
	}
	fmt.Fprintln(c.out, "The damaged file was left as it is. Keep it, and compare with your newest backup.")
	return nil
}
