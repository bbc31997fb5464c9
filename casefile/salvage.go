package casefile

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Salvaged is what [Salvage] could save.
type Salvaged struct {
	Records   int      // of all kinds
	Documents int      // of those, papers, each with its bytes whole
	Lost      []string // what could not be saved, in words, as far as anything is known of it
}

// Salvage reads what can still be read of a damaged case file and keeps it in a new one at to, which key opens. The damaged file is only read. Nothing wrong is
// saved: a record has its seal, a paper its hash. Of records it takes the newest state found, and leaves out those that the history says were deleted; the history itself
// begins anew. It gives [ErrExists], [ErrWrongKey], [ErrNotCase], or [ErrDamaged] where not even the header is left.
//
// A proven backup is the better way back where there is one: it is whole.
func Salvage(ctx context.Context, path string, key Key, to string, now func() time.Time) (Salvaged, error) {
	s, err := salvage(ctx, path, key, to, now)
	if err != nil {
		return s, fmt.Errorf("save what can be read of %q: %w", path, err)
	}
	return s, nil
}

func salvage(ctx context.Context, path string, key Key, to string, now func() time.Time) (Salvaged, error) {
	if key.err != nil {
		return Salvaged{}, key.err
	}
	if err := absent(to); err != nil {
		return Salvaged{}, err
	}
	from, err := openShared(path)
	if err != nil {
		return Salvaged{}, err
	}
	defer from.Close()
	w, err := readWreck(from, key)
	if err != nil {
		return Salvaged{}, err
	}
	defer w.keys.wipe()
	f, err := create(to, key, now)
	if err != nil {
		return Salvaged{}, err
	}
	_, broken := inspect(path)
	s := salvager{wreck: w, f: f, ctx: ctx, sound: broken == nil}
	err = errors.Join(s.all(), f.Close())
	if err != nil {
		os.Remove(to) // made by us a moment ago, and not whole
	}
	return s.Salvaged, err
}

// SetAside renames a damaged file out of the way, so that a restored one can take its name, and gives the new name: "Maya (damaged 2026-11-27 2140).casefile".
func SetAside(path string, now func() time.Time) (string, error) {
	aside, err := takeFree(path, path, "damaged "+now().Format("2006-01-02 1504"))
	if err != nil {
		return "", fmt.Errorf("set %q aside: %w", path, err)
	}
	return aside, syncFolder(filepath.Dir(path))
}

// salvager moves what a wreck holds into a new file.
type salvager struct {
	Salvaged
	*wreck
	f   *File
	ctx context.Context

	records map[place][]byte    // the JSON chosen for each
	papers  map[string]evidence // by hash
	named   map[string]bool     // the hashes that a saved document names
	sound   bool                // its pages hang together, so the newest state found is the newest there was
	whole   bool                // the whole history is there, so it is known what is lost
}

// lostTrack is said where it is not known what is lost.
const lostTrack = "The list of what was kept, or a part of it. More may be lost than is named here."

func (s *salvager) lose(format string, a ...any) { s.Lost = append(s.Lost, fmt.Sprintf(format, a...)) }

func (s *salvager) all() error {
	s.choose()
	s.papers, s.named = map[string]evidence{}, map[string]bool{}
	s.values(bucketEvidence, func(_ string, b []byte) {
		if len(b) == len(evidence{}.encode()) {
			e := evidenceOf(b)
			s.papers[e.name()] = e
		}
	})
	if err := s.standIns(); err != nil {
		return err
	}
	for _, one := range []func() error{
		salvageAll[Family](s), salvageAll[Authority](s), salvageAll[Child](s), salvageAll[Person](s), s.documents,
		salvageAll[Text](s), salvageAll[Event](s), salvageAll[Appeal](s), salvageAll[Entry](s), salvageAll[Bundle](s),
	} {
		if err := errors.Join(s.ctx.Err(), one()); err != nil {
			return err
		}
	}
	return nil
}

// choose picks the newest state of every record, and leaves out what was deleted.
func (s *salvager) choose() {
	last := s.lastChanges()
	s.records = map[place][]byte{}
	changed := map[place]time.Time{}
	s.values(bucketRecords, func(key string, value []byte) {
		var h struct{ Head }
		if len(value) < 4 || json.Unmarshal(value[4:], &h) != nil {
			return
		}
		for _, kind := range kinds {
			p := place{kind, h.ID}
			if string(s.keys.name("record", kind, string(h.ID))) != key || last[p].gone() {
				continue
			}
			final := last[p].Sum == fullSum(value[4:])
			if s.records[p] == nil || final || h.Changed.After(changed[p]) {
				s.records[p], changed[p] = value[4:], h.Changed
			}
			if final { // nothing found later can be newer
				changed[p] = time.Unix(1<<40, 0)
			}
		}
	})
	for p, c := range last {
		if !c.gone() && s.records[p] == nil {
			s.lose("A record (%s) that was kept in the file.", p.kind)
		}
	}
	slices.Sort(s.Lost)
	if !s.whole {
		s.Lost = append(s.Lost, lostTrack)
	}
}

// gone tells whether a record is not in the lists after this change.
func (c change) gone() bool { return c.Do == doDelete || c.Do == doErase }

// lastChanges gives the last thing the history says was done to each record, as far as its events are left.
func (s *salvager) lastChanges() map[place]change {
	last, at := map[place]change{}, map[place]uint64{}
	events, end := map[uint64]bool{}, uint64(0)
	follow := func(e event) {
		events[e.Seq] = true
		for _, c := range e.Changes {
			if p := (place{c.Kind, c.ID}); c.ID != "" && e.Seq >= at[p] {
				last[p], at[p] = c, e.Seq
			}
		}
	}
	s.values(bucketHistory, func(key string, raw []byte) {
		block := eventsOf(raw)
		if len(block) == 0 || !bytes.Equal([]byte(key), s.keys.name("event", fmt.Sprint(block[0].Seq))) {
			return // words or a reason
		}
		for _, e := range block {
			follow(e)
		}
	})
	s.values(bucketState, func(_ string, raw []byte) {
		var st state
		if json.Unmarshal(raw, &st) != nil {
			return
		}
		end = max(end, st.Seq)
		for _, e := range eventsOf([]byte(st.Tail)) {
			follow(e)
		}
	})
	s.whole = s.sound && end > 0 && uint64(len(events)) >= end
	return last
}

// eventsOf reads a block of events; none where it is not one.
func eventsOf(block []byte) (out []event) {
	for line := range bytes.SplitSeq(block, []byte("\n")) {
		var e event
		if json.Unmarshal(line, &e) != nil || e.Seq == 0 {
			return nil
		}
		out = append(out, e)
	}
	return out
}

// standIns keeps a child without a name for each that records belong to and that is gone itself.
func (s *salvager) standIns() error {
	gone := map[ID]bool{}
	for _, raw := range s.records {
		var h struct{ Head }
		if json.Unmarshal(raw, &h) == nil && h.Child != "" && s.records[place{"child", h.Child}] == nil {
			gone[h.Child] = true
		}
	}
	return s.f.Update(func(tx *Tx) error {
		for id := range gone {
			s.lose("The name of a child. What belongs to the child was saved.")
			if _, err := Put(tx, Child{Head: Head{ID: id}, Name: "Child whose name was lost"}); err != nil {
				return err
			}
		}
		return nil
	})
}

// sorted gives the IDs of a kind, in a fixed order.
func (s *salvager) sorted(kind string) []ID {
	var ids []ID
	for p := range s.records {
		if p.kind == kind {
			ids = append(ids, p.id)
		}
	}
	slices.Sort(ids)
	return ids
}

// salvageAll keeps every record of a kind in one commit; one that will not do is lost alone.
func salvageAll[T Record](s *salvager) func() error {
	return func() error {
		var zero T
		return s.f.Update(func(tx *Tx) error {
			for _, id := range s.sorted(zero.kind()) {
				var rec T
				err := decode(s.records[place{zero.kind(), id}], &rec)
				if text, is := any(&rec).(*Text); is && err == nil {
					err = s.derived(tx, text)
				}
				if err == nil {
					_, err = Put(tx, rec)
				}
				switch _, typed := errors.AsType[Problem](err); {
				case err == nil:
					s.Records++
				case typed || errors.Is(err, ErrDamaged):
					s.lose("A record (%s): %v", zero.kind(), err)
				default:
					return err
				}
			}
			return nil
		})
	}
}

// derived keeps what was made from a document where all of it can be read; where not, it can be made again.
func (s *salvager) derived(tx *Tx, t *Text) error {
	for _, b := range t.derived() {
		s.named[b.SHA256] = true
		e, ok := s.papers[b.SHA256]
		if ok {
			got, err := tx.Add(s.reader(e), "pages")
			if _, typed := errors.AsType[Problem](err); err != nil && !typed && !errors.Is(err, ErrDamaged) {
				return err
			}
			ok = err == nil && got == b
		}
		if !ok {
			t.Form, t.Layer = Blob{}, Blob{}
			return nil
		}
	}
	return nil
}

// documents keeps each paper with its record, and then the papers whose record is gone.
func (s *salvager) documents() error {
	for _, id := range s.sorted(Document{}.kind()) {
		var d Document
		err := decode(s.records[place{d.kind(), id}], &d)
		if err == nil {
			err = s.document(d)
		}
		switch {
		case err == nil:
			s.Records++
			s.Documents++
		case errors.Is(err, ErrDamaged):
			s.lose("The document %q.", d.Title)
		default:
			return err
		}
	}
	return s.nameless()
}

func (s *salvager) document(d Document) error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	e, ok := s.papers[d.Blob.SHA256]
	if !ok {
		return ErrDamaged
	}
	err := s.f.Update(func(tx *Tx) error {
		got, err := tx.Add(s.reader(e), d.Title)
		if err == nil && got != d.Blob {
			err = ErrDamaged
		}
		if err == nil {
			_, err = Put(tx, d)
		}
		return err
	})
	if _, typed := errors.AsType[Problem](err); typed {
		err = fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	s.named[d.Blob.SHA256] = s.named[d.Blob.SHA256] || err == nil
	return err
}

// nameless keeps the papers that no record names, where the record of a paper was lost, or may have been: better one too many than one too few.
func (s *salvager) nameless() error {
	if s.whole && !slices.Contains(s.Lost, "A record (document) that was kept in the file.") {
		return nil
	}
	for _, sum := range s.unnamed() {
		e := s.papers[sum]
		head := make([]byte, min(e.size, 4096))
		if _, err := s.reader(e).Read(head); err != nil {
			continue
		}
		d := Document{Title: "A paper whose title was lost", Name: "paper", Kind: DocumentOther, Privilege: PrivilegeWithoutPrejudice,
			Blob: Blob{sum, e.size}, Type: Sniff(head)}
		switch err := s.document(d); {
		case err == nil:
			s.Records++
			s.Documents++
		case !errors.Is(err, ErrDamaged):
			return err
		}
	}
	return nil
}

func (s *salvager) unnamed() []string {
	var sums []string
	for sum := range s.papers {
		if !s.named[sum] {
			sums = append(sums, sum)
		}
	}
	slices.Sort(sums)
	return sums
}
