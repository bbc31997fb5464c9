package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"ehccasefile/app/explain"
	"ehccasefile/casefile"
)

func runBackup(c *call) error {
	o := newOptions(c).withJSON()
	passphraseFile := o.withPassphrase()
	words, err := o.parse(c, 2, 2)
	if err != nil {
		return err
	}
	return c.withCase(words[0], *passphraseFile, func(f *casefile.File) error {
		ctx, stop := untilInterrupted()
		defer stop()
		g, err := f.Backup(ctx, words[1], casefile.ReasonAsked)
		if errors.Is(err, casefile.ErrShrunk) {
			happened, todo := explain.Error(err)
			fmt.Fprintf(c.errs, "%s %s\n", happened, todo)
			err = nil
		}
		if err != nil {
			return err
		}
		if o.json {
			return c.printJSON(generationJSON(g))
		}
		fmt.Fprintf(c.out, "Backed up and proven: %s\n", g.Path)
		if g.Lost > 0 {
			fmt.Fprintf(c.out, "%s in the case file cannot be read any more, and this folder does not have them. To see which: %s verify %s\n", several(g.Lost, "paper", "papers"), programName, words[0])
		}
		fmt.Fprintln(c.out, "It is sealed like the case file, and opens with the same passphrase or recovery key.")
		return nil
	})
}

// generationJSON is a backup as data.
func generationJSON(g casefile.Generation) map[string]any {
	return map[string]any{"name": filepath.Base(g.Path), "path": g.Path, "file": g.File, "at": g.At.Format(time.RFC3339), "changes": g.Seq, "reason": g.Reason, "bytes": g.Size, "lost_papers": g.Lost}
}

func runRestore(c *call) error {
	o := newOptions(c).withJSON()
	passphraseFile, name, list := o.withPassphrase(), o.text("generation"), o.yes("list")
	words, err := o.parse(c, 1, 2)
	if err != nil {
		return err
	}
	all, err := casefile.Generations(words[0], "")
	if err != nil {
		return aboutFile(words[0], err)
	}
	if *list {
		return c.listGenerations(all, o.json)
	}
	if len(words) < 2 {
		return misuse("Say what the restored case file is to be called, or give --list to see the backups.")
	}
	if all, err = chosen(all, *name); err != nil {
		return aboutFile(words[0], err)
	}
	return c.restore(all, words[1], *passphraseFile, o.json)
}

// chosen gives the one named, or the generations of the one case file in the folder.
func chosen(all []casefile.Generation, name string) ([]casefile.Generation, error) {
	if len(all) == 0 {
		return nil, casefile.ErrNoBackup
	}
	for _, g := range all {
		if name != "" && strings.TrimSuffix(filepath.Base(g.Path), ".backup") == strings.TrimSuffix(name, ".backup") {
			return []casefile.Generation{g}, nil
		}
		if name == "" && g.File != all[0].File {
			return nil, misuse("There are backups of several case files in this folder. Give --list to see them, and choose one with --generation NAME.")
		}
	}
	if name != "" {
		return nil, misusef("There is no backup called %q. Give --list to see them.", name)
	}
	return all, nil
}

func (c *call) restore(all []casefile.Generation, to, passphraseFile string, asJSON bool) error {
	key, err := c.wreckKey(all[0].Path, passphraseFile)
	if err != nil {
		return err
	}
	ctx, stop := untilInterrupted()
	defer stop()
	g, health, err := casefile.RestoreNewest(ctx, all, key, to)
	if err != nil {
		return aboutFile(to, err)
	}
	if asJSON {
		return c.printJSON(map[string]any{"file": to, "from": generationJSON(g), "records": health.Records, "documents": health.Documents, "damaged": append([]string{}, health.Damaged...)})
	}
	fmt.Fprintf(c.out, "Restored: %s, from the backup of %s.\n", to, moment(g.At))
	return c.sayHealth(false, to, health)
}

func (c *call) listGenerations(all []casefile.Generation, asJSON bool) error {
	if asJSON {
		list := []map[string]any{}
		for _, g := range all {
			list = append(list, generationJSON(g))
		}
		return c.printJSON(list)
	}
	if len(all) == 0 {
		fmt.Fprintln(c.out, "There is no backup in this folder.")
	}
	for _, g := range all {
		fmt.Fprintf(c.out, "%s. Case file %s. %s\n", moment(g.At), g.File[:8], filepath.Base(g.Path))
	}
	return nil
}

// moment says when, by the clock on the wall.
func moment(t time.Time) string { return t.Local().Format("15:04 on 2 January 2006") }

// rehearse restores the newest backup into a temporary file and says what it would bring back.
func (c *call) rehearse(ctx context.Context, f *casefile.File, dir string, asJSON bool) error {
	g, health, err := f.Drill(ctx, dir)
	if err != nil {
		return err
	}
	if asJSON {
		return c.printJSON(map[string]any{"from": generationJSON(g), "sound": len(health.Damaged) == 0, "records": health.Records, "documents": health.Documents,
			"damaged": append([]string{}, health.Damaged...)})
	}
	fmt.Fprintf(c.out, "Rehearsed: the backup of %s was restored into a temporary file, read, and removed again.\n", moment(g.At))
	if err := c.sayHealth(false, g.Path, health); err != nil {
		return err
	}
	if len(health.Damaged) > 0 {
		return errSaid
	}
	return nil
}
