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

// rotate removes the generations that are not kept, and then the evidence that none of the others needs. Should one of those not open, no evidence is removed.
func (f *File) rotate(home string) error {
	all, err := generationsOf(home)
	if err != nil {
		return err
	}
	stay, removed := kept(all), false
	for _, g := range all {
		if stay[g.Path] {
			continue
		}
		if err := os.Remove(g.Path); err != nil {
			return err
		}
		removed = true
	}
	if !removed {
		return nil
	}
	return errors.Join(syncFolder(home), f.removeUnnamed(home))
}

func (f *File) removeUnnamed(home string) error {
	left, err := generationsOf(home)
	if err != nil {
		return err
	}
	needed := map[string]bool{}
	for _, g := range left {
		handles, err := f.named(g)
		if err != nil {
			return nil // it may need any of them
		}
		for h := range handles {
			needed[h] = true
		}
	}
	pieces, err := os.ReadDir(filepath.Join(home, evidenceFolder))
	if err != nil {
		return err
	}
	for _, p := range pieces {
		if !needed[p.Name()] {
			err = errors.Join(err, os.Remove(filepath.Join(home, evidenceFolder, p.Name())))
		}
	}
	return err
}
