package cli

import (
	"fmt"

	"ehccasefile/casefile"
)

func runVerify(c *call) error {
	o := newOptions(c).withJSON()
	passphraseFile, drill := o.withPassphrase(), o.text("drill")
	words, err := o.parse(c, 1, 1)
	if err != nil {
		return err
	}
	return c.withCase(words[0], *passphraseFile, func(f *casefile.File) error {
		ctx, stop := untilInterrupted()
		defer stop()
		if *drill != "" {
			return c.rehearse(ctx, f, *drill, o.json)
		}
		health, err := f.Verify(ctx)
		if err != nil {
			return err
		}
		if err := c.sayHealth(o.json, words[0], health); err != nil {
			return err
		}
		if len(health.Damaged) > 0 {
			return errSaid
		}
		return nil
	})
}

// sayHealth says what was read and whether it is sound.
func (c *call) sayHealth(asJSON bool, path string, h casefile.Health) error {
	if asJSON {
		return c.printJSON(map[string]any{
			"file": path, "sound": len(h.Damaged) == 0, "records": h.Records, "documents": h.Documents, "bytes": h.Bytes,
			"damaged": append([]string{}, h.Damaged...),
		})
	}
	fmt.Fprintf(c.out, "%s: %s, %s, %d bytes of papers were read.\n", path,
		several(h.Records, "record", "records"), several(h.Documents, "paper", "papers"), h.Bytes)
	if len(h.Damaged) == 0 {
		fmt.Fprintln(c.out, "Everything is sound.")
		return nil
	}
	fmt.Fprintln(c.out, "Damaged:")
	for _, what := range h.Damaged {
		fmt.Fprintln(c.out, "  "+what)
	}
	fmt.Fprintln(c.out, "Keep this file, and open your newest copy or backup instead.")
	return nil
}
