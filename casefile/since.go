package casefile

import (
	"fmt"
	"time"
)

// Since gives what was done after the file had been saved seq times, newest first, as [File.History] tells it. It reads only that end of
// the history, and gives [ErrDamaged].
func Since(tx *Tx, seq uint64) ([]Happening, error) {
	var out []Happening
	titles := map[place]string{}
	err := tx.walkBack(tx.state.Seq, seq, func(s step) (bool, error) {
		out = append(out, tx.happening(s, titles))
		return true, nil
	})
	if err != nil {
		return nil, fmt.Errorf("what was done since change %d: %w", seq, err)
	}
	return out, nil
}

// StoodAt gives every record of a type as it stood when the file had been saved seq times, in no promised order. What was erased for good
// since is left out. It reads only the end of the history that came after, and gives [ErrDamaged].
func StoodAt[T Record](tx *Tx, seq uint64) ([]T, error) {
	var zero T
	oldest := map[ID]step{} // of each record that changed since, the first such change
	err := tx.walkBack(tx.state.Seq, seq, func(s step) (bool, error) {
		if s.Kind == zero.kind() && s.ID != "" {
			if s.Do == doErase {
				s.Was = "" // its words are gone
			}
			if kept, ok := oldest[s.ID]; !ok || kept.Do != doErase {
				oldest[s.ID] = s
			}
		}
		return true, nil
	})
	var out []T
	for _, rec := range All[T](tx, "") {
		if _, changed := oldest[rec.head().ID]; !changed {
			out = append(out, rec)
		}
	}
	for id, s := range oldest {
		if err != nil || s.Was == "" {
			continue
		}
		var raw []byte
		var rec T
		if raw, err = tx.former(place{zero.kind(), id}, s.Was); err == nil {
			err = decode(raw, &rec)
			out = append(out, rec)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("every %s as of change %d: %w", zero.kind(), seq, err)
	}
	return out, nil
}

// Saving is one save that changed records of a type.
type Saving struct {
	Seq uint64    // its number: before it, the file had been saved Seq-1 times
	At  time.Time // when it was made
	IDs []ID      // what it changed
}

// LastSaving gives the newest save with a number of at most seq that changed records of a type; its Seq is 0 where there is none. It gives
// [ErrDamaged].
func LastSaving[T Record](tx *Tx, seq uint64) (Saving, error) {
	var zero T
	var found Saving
	err := tx.walkBack(min(seq, tx.state.Seq), 0, func(s step) (bool, error) {
		if found.Seq != 0 && s.seq != found.Seq {
			return false, nil
		}
		if s.Kind == zero.kind() && s.ID != "" && s.Do != doErase {
			found.Seq, found.At, found.IDs = s.seq, s.at, append(found.IDs, s.ID)
		}
		return true, nil
	})
	if err != nil {
		return Saving{}, fmt.Errorf("the last change of a %s: %w", zero.kind(), err)
	}
	return found, nil
}

// walkBack goes through the changes of the saves from one number down to the one after another, newest first, until do gives false.
func (tx *Tx) walkBack(from, to uint64, do func(step) (bool, error)) error {
	for seq := from; seq > to; seq-- {
		e, _, err := tx.event(seq)
		if err != nil {
			return err
		}
		for i := len(e.Changes) - 1; i >= 0; i-- {
			if on, err := do(step{seq, e.At, e.Changes[i]}); err != nil || !on {
				return err
			}
		}
	}
	return nil
}
