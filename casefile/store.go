package casefile

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"
)

// kinds names every kind of record, in the order in which one may refer to the next.
var kinds = []string{"family", "authority", "child", "person", "document", kindText, "event", "appeal", "entry", "bundle"}

// Put keeps a record and gives it back as it now stands: with a new ID where it had none, and with its times. It gives a [Problem] (or
// [Problems]) for what will not do, and then nothing is changed. Putting what is there already changes nothing.
func Put[T Record](tx *Tx, rec T) (T, error) { return putAs(tx, rec, doPut, "") }

// putAs is Put for a change of either sort, with the reason for it.
func putAs[T Record](tx *Tx, rec T, do, why string) (T, error) {
	k, err := tx.prepare(rec.kind(), rec.head())
	if err != nil {
		return rec, err
	}
	k.do, k.why = do, why
	if was, ok, err := same(rec, k); ok || err != nil {
		return was, err
	}
	rec, raw, err := encode(rec, k.head)
	if err != nil {
		return rec, err
	}
	if err := tx.allowed(rec); err != nil {
		return rec, err
	}
	return rec, tx.keep(k, newRow(k.head, rec.when(), raw), raw)
}

// Get gives one record, or [ErrNotFound].
func Get[T Record](tx *Tx, id ID) (T, error) {
	var rec T
	raw, _, err := tx.load(place{rec.kind(), id})
	if err == nil {
		err = decode(raw, &rec)
	}
	if err != nil {
		return rec, fmt.Errorf("%s %s: %w", rec.kind(), id, err)
	}
	return rec, nil
}

// All gives every record of a type in time order: by its day, its time of day and when it was kept; those without a date come last. in chooses
// one child's; "" gives everybody's and the family's own. What cannot be read is left out, and makes the surrounding [File.View] or
// [File.Update] give [ErrDamaged].
func All[T Record](tx *Tx, in CaseID) []T {
	var zero T
	rows, err := tx.rowsOf(zero.kind(), in)
	if err != nil {
		tx.fail(err)
		return nil
	}
	raws := make([][]byte, len(rows))
	for i, r := range rows {
		raws[i], err = tx.loadRow(place{zero.kind(), ID(hex.EncodeToString(r.id[:]))}, r)
		if err != nil {
			tx.fail(fmt.Errorf("%s %s: %w", zero.kind(), hex.EncodeToString(r.id[:]), err))
		}
	}
	recs, errs := make([]T, len(rows)), make([]error, len(rows))
	inParts(len(rows), func(i int) {
		if raws[i] != nil {
			errs[i] = decode(raws[i], &recs[i])
		}
	})
	out := recs[:0]
	for i, rec := range recs {
		if errs[i] != nil {
			tx.fail(fmt.Errorf("%s %s: %w", zero.kind(), hex.EncodeToString(rows[i].id[:]), errs[i]))
		}
		if errs[i] == nil && raws[i] != nil {
			out = append(out, rec)
		}
	}
	return out
}

// inParts does something for each number below n, on every core where there is much of it: reading JSON is most of the time that a long list takes.
func inParts(n int, do func(i int)) {
	parts := runtime.GOMAXPROCS(0)
	if n < 256 {
		parts = 1
	}
	var wait sync.WaitGroup
	for p := range parts {
		wait.Go(func() {
			for i := n * p / parts; i < n*(p+1)/parts; i++ {
				do(i)
			}
		})
	}
	wait.Wait()
}

// place names one record.
type place struct {
	kind string
	id   ID
}

func (tx *Tx) recordKey(p place) []byte { return tx.keys.name("record", p.kind, string(p.id)) }

// rowsOf gives the index rows of a kind for one child, or all.
func (tx *Tx) rowsOf(kind string, in CaseID) ([]indexRow, error) {
	rows, err := tx.rows(kind)
	if err != nil || in == "" {
		return rows, err
	}
	child, ok := in.bytes()
	if !ok {
		return nil, nil
	}
	return slices.DeleteFunc(rows, func(r indexRow) bool { return r.child != child }), nil
}

// load gives a record's JSON and the number of its index page. What the index lists and is not there is damage, not absence.
func (tx *Tx) load(p place) (raw []byte, page int, err error) {
	id, ok := p.id.bytes()
	if !ok {
		return nil, 0, ErrNotFound
	}
	value, err := tx.get(bucketRecords, tx.recordKey(p))
	if errors.Is(err, ErrNotFound) {
		return nil, 0, tx.missing(p.kind, id)
	}
	if err != nil || len(value) < 4 {
		return nil, 0, errors.Join(err, ErrDamaged)
	}
	page = int(binary.BigEndian.Uint32(value))
	rows, err := tx.page(indexName{p.kind, page})
	if err != nil {
		return nil, 0, err
	}
	i := rows.find(id)
	if i < 0 || rows.rows[i].sum != shortSum(value[4:]) {
		return nil, 0, ErrDamaged
	}
	return value[4:], page, nil
}

// loadRow gives the JSON of a record that the index lists.
func (tx *Tx) loadRow(p place, row indexRow) ([]byte, error) {
	value, err := tx.get(bucketRecords, tx.recordKey(p))
	if err != nil || len(value) < 4 || row.sum != shortSum(value[4:]) {
		return nil, ErrDamaged
	}
	return value[4:], nil
}

// missing tells what it means that a record is not there: damage where its list names it.
func (tx *Tx) missing(kind string, id [16]byte) error {
	for n := range tx.state.Kinds[kind].Pages {
		p, err := tx.page(indexName{kind, n})
		if err != nil {
			return err
		}
		if p.find(id) >= 0 {
			return ErrDamaged
		}
	}
	return ErrNotFound
}

// keeping is a record about to be kept: the head it gets, and what stands in its place.
type keeping struct {
	place
	head Head
	old  []byte // its JSON until now; nil for a new record
	page int    // of the index, for an old one
	do   string // what the history calls it
	why  string // the reason given for it, if any
}

// prepare finds out whether a record is new, and dates it.
func (tx *Tx) prepare(kind string, h Head) (keeping, error) {
	if kind == "family" && h.ID == "" {
		h.ID = tx.familyID()
	}
	k := keeping{place: place{kind, h.ID}, head: h}
	if err := tx.findOld(&k); err != nil {
		return k, tx.fail(fmt.Errorf("%s %s: %w", kind, h.ID, err))
	}
	now := tx.at()
	if k.head.ID == "" {
		k.head.ID = newID()
	}
	if k.head.Made.IsZero() {
		k.head.Made = now
	}
	k.id, k.head.Made, k.head.Changed = k.head.ID, k.head.Made.UTC().Round(0), now
	return k, nil
}

// findOld looks for the record that is there already; its moment of making cannot be changed.
func (tx *Tx) findOld(k *keeping) (err error) {
	if _, ok := k.id.bytes(); !ok {
		return nil // new, or not an ID, which Validate will say
	}
	k.old, k.page, err = tx.load(k.place)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	var was struct{ Head }
	if err == nil {
		err = decode(k.old, &was)
	}
	k.head.Made = was.Made
	return err
}

// familyID gives the ID of the one family, or "" before there is one.
func (tx *Tx) familyID() ID {
	for _, f := range All[Family](tx, "") {
		return f.ID
	}
	return ""
}

// same tells whether putting rec would change nothing but the time of its last change. A record that holds something this version does not
// know gives ErrNewer: putting rec would lose it.
func same[T Record](rec T, k keeping) (T, bool, error) {
	if k.old == nil {
		return rec, false, nil
	}
	var was T
	if err := decodeWhole(k.old, &was); err != nil {
		return rec, false, fmt.Errorf("%s %s: %w", k.kind, k.id, err)
	}
	k.head.Changed = was.head().Changed
	_, raw, err := encode(rec, k.head)
	return was, err == nil && bytes.Equal(raw, k.old), nil
}

// encode checks a record and gives its JSON, both with the new head.
func encode[T Record](rec T, h Head) (T, []byte, error) {
	any(&rec).(interface{ setHead(Head) }).setHead(h)
	if err := rec.Validate(); err != nil {
		return rec, nil, err
	}
	raw, err := json.Marshal(rec)
	return rec, raw, err
}

func decode(raw []byte, into any) error {
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("%w (%v)", ErrDamaged, err)
	}
	return nil
}

// decodeWhole reads what is about to be written again. It was written by a program of ours, so what does not fit is newer, not damaged.
func decodeWhole(raw []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("%w (%v)", ErrNewer, err)
	}
	return nil
}

// allowed checks what a record alone cannot know: that the child is there, that the family is the only one, that the bytes are kept.
func (tx *Tx) allowed(rec Record) error {
	h := rec.head()
	if h.Child != "" {
		if _, _, err := tx.load(place{"child", h.Child}); err != nil {
			return tx.unless(err, Problem{"child", "This child is no longer in the case file. Choose another."})
		}
	}
	switch r := rec.(type) {
	case Family:
		if one := tx.familyID(); one != "" && one != r.ID {
			return Problem{"name", "There is already a family in this case file. Change its name instead."}
		}
	case Document:
		return tx.holds(r.Blob, Problem{"blob", "The file itself is missing, or not the one that was kept. Add it again."})
	case Text:
		for _, b := range r.derived() {
			if err := tx.holds(b, Problem{"form", "What was made from the document is missing. Read it again."}); err != nil {
				return err
			}
		}
	}
	return nil
}

// holds gives the Problem where the bytes are not kept at that size.
func (tx *Tx) holds(b Blob, missing Problem) error {
	e, err := tx.evidence(b)
	if err != nil {
		return tx.unless(err, missing)
	}
	if e.size != b.Size {
		return missing
	}
	return nil
}

// unless gives the Problem where something is simply not there, and otherwise the error, which spoils the transaction.
func (tx *Tx) unless(err error, p Problem) error {
	if errors.Is(err, ErrNotFound) {
		return p
	}
	return tx.fail(err)
}

// spare refuses to delete what others hang on.
func (tx *Tx) spare(p place) error {
	switch p.kind {
	case "family":
		return Problem{"id", "The family itself cannot be deleted from its case file."}
	case "child":
		for _, kind := range kinds {
			rows, err := tx.rowsOf(kind, p.id)
			if err != nil {
				return tx.fail(err)
			}
			if len(rows) > 0 {
				return Problem{"id", "Papers or entries still belong to this child. Delete them or move them to another child first."}
			}
		}
	}
	return nil
}

// keep writes a record with its row and notes it for the history.
func (tx *Tx) keep(k keeping, row indexRow, raw []byte) error {
	put := tx.put
	was, err := tx.keepFormer(k.place, k.old)
	if err == nil && k.old == nil {
		put = tx.putFirst
		k.page, err = tx.roomFor(k.kind)
	}
	if err == nil {
		value := append(binary.BigEndian.AppendUint32(nil, uint32(k.page)), raw...)
		err = errors.Join(put(bucketRecords, tx.recordKey(k.place), value), tx.setRow(indexName{k.kind, k.page}, row))
	}
	if err != nil {
		return tx.fail(fmt.Errorf("keep %s %s: %w", k.kind, k.id, err))
	}
	return tx.noteWith(change{Do: k.do, Kind: k.kind, ID: k.id, Sum: fullSum(raw), Was: was}, k.why)
}

// at gives the moment, as the file keeps moments.
func (tx *Tx) at() time.Time { return tx.f.now().UTC().Round(0) }
