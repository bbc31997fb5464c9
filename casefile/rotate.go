package casefile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// How long generations are kept: the newest of each of the last so many days, weeks and months that have any. The newest few are kept whatever their days.
const (
	keepDays   = 7
	keepWeeks  = 4
	keepMonths = 12
	keepNewest = 3
)

// kept tells which of the generations (newest first) stay.
func kept(all []Generation) map[string]bool {
	stay := map[string]bool{}
	newestOf := func(most int, period func(time.Time) string) {
		seen := map[string]bool{}
		for _, g := range all {
			if p := period(g.At); !seen[p] && len(seen) < most {
				seen[p] = true
				stay[g.Path] = true
			}
		}
	}
	newestOf(keepDays, func(t time.Time) string { return t.Format("2006-01-02") })
	newestOf(keepWeeks, func(t time.Time) string { year, week := t.ISOWeek(); return fmt.Sprint(year, "-", week) })
	newestOf(keepMonths, func(t time.Time) string { return t.Format("2006-01") })
	for i, g := range all {
		if i < keepNewest || g.Reason == ReasonRestore {
			stay[g.Path] = true
		}
	}
	return stay
}

// rotate removes the generations that are kept no longer, and then the evidence that none of the others needs.
func (f *File) rotate(home string) error {
	all, err := generationsOf(home)
	if err != nil {
		return err
	}
	if stay := kept(all); len(stay) < len(all) {
		return f.remove(home, all, stay)
	}
	return nil
}

// remove removes the generations that need not stay, but none before it has met the newest few that can still be read; none that cannot be read, because nobody knows what it holds; and none
// that the file's own history does not go through: it was made of a copy that went another way, and may be all there is of it.
func (f *File) remove(home string, all []Generation, stay map[string]bool) error {
	needed, readable, removed, unknown := map[string]bool{}, 0, false, false
	for _, g := range all {
		c, err := f.contents(g)
		unknown = unknown || err != nil
		if err == nil && !stay[g.Path] && readable >= keepNewest && f.wentThrough(c.head) {
			removed = os.Remove(g.Path) == nil || removed // where a virus scanner holds it, next time
			continue
		}
		if err == nil {
			readable++
		}
		for handle := range c.pieces {
			needed[handle] = true
		}
	}
	if !removed || unknown {
		return nil
	}
	return errors.Join(syncFolder(home), f.removeUnneeded(filepath.Join(home, evidenceFolder), needed))
}

// strayAge is how old a piece must be that no generation needs: in a cloud folder, the generation of another computer may still be on its way.
const strayAge = 30 * 24 * time.Hour

// wentThrough tells whether the file's history goes through a head.
func (f *File) wentThrough(h head) (yes bool) {
	err := f.View(func(tx *Tx) error { yes = tx.follows(h); return nil })
	return yes && err == nil
}

// removeUnneeded removes old evidence by its name, and nothing that somebody else keeps there.
func (f *File) removeUnneeded(dir string, needed map[string]bool) error {
	pieces, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, p := range pieces {
		_, ours := ID(p.Name()).bytes()
		info, infoErr := p.Info()
		if !ours || needed[p.Name()] || infoErr != nil || f.now().Sub(info.ModTime()) < strayAge {
			continue
		}
		err = errors.Join(err, os.Remove(filepath.Join(dir, p.Name())))
	}
	return err
}
