package casefile

import (
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"time"
)

// BinDays is how long a deleted record lies in the bin before it may be erased.
const BinDays = 30

// Delete is [DeleteFor] without a reason.
func Delete[T Record](tx *Tx, id ID) error { return DeleteFor[T](tx, id, "") }

// DeleteFor takes a record out of the lists and into the bin (see [Bin]); the history keeps what it said, and a document's bytes stay in the
// file. why is sealed, and may be empty. It gives [ErrNotFound], or a [Problem] where other things belong to it.
func DeleteFor[T Record](tx *Tx, id ID, why string) error {
	var rec T
	p := place{rec.kind(), id}
	old, page, err := tx.load(p)
	if err != nil {
		return fmt.Errorf("delete %s %s: %w", p.kind, id, err)
	}
	if err := tx.spare(p); err != nil {
		return err
	}
	was, err := tx.keepFormer(p, old)
	err = errors.Join(err, tx.takeOff(p, page), tx.passOn(old, p))
	if err != nil {
		return tx.fail(fmt.Errorf("delete %s %s: %w", p.kind, id, err))
	}
	return tx.noteWith(change{Do: doDelete, Kind: p.kind, ID: id, Was: was}, why)
}

// takeOff removes a record and its row.
func (tx *Tx) takeOff(p place, page int) error {
	key, _ := p.id.bytes()
	return errors.Join(tx.drop(bucketRecords, tx.recordKey(p)), tx.dropRow(indexName{p.kind, page}, key))
}

// Deleted is a record that lies in the bin.
type Deleted struct {
	Kind  string // "entry"
	ID    ID
	Title string    // its title or first words
	At    time.Time // when it was deleted
	Why   string    // the reason given, if any
	Until time.Time // from then on it may be erased
	Left  int       // whole days until then, at the moment asked about; 0 when it is over
}

// Bin gives what lies in the bin, newest first; now is the moment from which the days left are counted. Words read from a paper never lie
// there, because they can be read again. What cannot be read makes the surrounding View or Update give [ErrDamaged].
func Bin(tx *Tx, now time.Time) []Deleted {
	b, err := tx.bin()
	if err != nil {
		tx.fail(err)
		return nil
	}
	out := make([]Deleted, 0, len(b.last))
	for _, p := range b.newest() {
		d, err := tx.deleted(b.last[p], now)
		if err != nil {
			tx.fail(fmt.Errorf("%s %s in the bin: %w", p.kind, p.id, err))
			continue
		}
		out = append(out, d)
	}
	return out
}

// deleted puts a deletion in words.
func (tx *Tx) deleted(s step, now time.Time) (Deleted, error) {
	raw, err := tx.former(place{s.Kind, s.ID}, s.Was)
	why, whyErr := tx.reason(s.change)
	until := s.at.AddDate(0, 0, BinDays)
	left := max(0, int(until.Sub(now)/(24*time.Hour)))
	return Deleted{s.Kind, s.ID, titleOf(raw), s.at, why, until, left}, errors.Join(err, whyErr)
}

// bin is what the history says of deleted records.
type bin struct {
	last  map[place]step   // the deletion of each that lies there
	words map[place][]step // of every record, the changes that left words behind and were not erased since
}

func (tx *Tx) bin() (bin, error) {
	b := bin{map[place]step{}, map[place][]step{}}
	err := tx.walk(func(s step) error {
		b.follow(s)
		return nil
	})
	return b, err
}

func (b bin) follow(s step) {
	p := place{s.Kind, s.ID}
	if s.ID == "" || s.Kind == kindText {
		return
	}
	switch s.Do {
	case doErase:
		delete(b.last, p)
		delete(b.words, p)
		return
	case doDelete:
		b.last[p] = s
	default:
		delete(b.last, p)
	}
	if s.Was != "" || s.Why != "" {
		b.words[p] = append(b.words[p], s)
	}
}

// newest gives the deleted records, the last one deleted first, in an order that is always the same.
func (b bin) newest() []place {
	return slices.SortedFunc(maps.Keys(b.last), func(p, q place) int {
		if d := int(b.last[q].seq) - int(b.last[p].seq); d != 0 {
			return d
		}
		return slices.Compare([]string{p.kind, string(p.id)}, []string{q.kind, string(q.id)})
	})
}

// Undelete brings a record back out of the bin, as it was and with the same ID. It gives [ErrNotFound] where it does not lie there, and a
// [Problem] where what it belongs to is not there any more.
func Undelete(tx *Tx, kind string, id ID) error {
	p := place{kind, id}
	b, err := tx.bin()
	if err != nil {
		return tx.fail(err)
	}
	s, ok := b.last[p]
	if !ok {
		return fmt.Errorf("bring back %s %s: %w", kind, id, ErrNotFound)
	}
	raw, err := tx.former(p, s.Was)
	if err != nil {
		return tx.fail(fmt.Errorf("bring back %s %s: %w", kind, id, err))
	}
	rec, err := decodeKind(kind, raw)
	if err != nil {
		return tx.fail(fmt.Errorf("bring back %s %s: %w", kind, id, err))
	}
	if child := rec.head().Child; child != "" && b.holds(place{"child", child}) {
		return Problem{"child", "The child this belongs to is in the bin. Bring back the child first."}
	}
	if err := tx.allowed(rec); err != nil {
		return err
	}
	return tx.keep(keeping{place: p, head: rec.head(), do: doRestore}, newRow(rec.head(), rec.when(), raw), raw)
}

func (b bin) holds(p place) bool {
	_, ok := b.last[p]
	return ok
}

// decodeKind reads a record of a kind that is known only now.
func decodeKind(kind string, raw []byte) (Record, error) {
	read, ok := readers[kind]
	if !ok {
		return nil, ErrNewer
	}
	return read(raw)
}

var readers = map[string]func([]byte) (Record, error){
	"family": readAs[Family], "authority": readAs[Authority], "child": readAs[Child], "person": readAs[Person],
	"document": readAs[Document], kindText: readAs[Text], "event": readAs[Event], "appeal": readAs[Appeal],
	"entry": readAs[Entry], "bundle": readAs[Bundle],
}

func readAs[T Record](raw []byte) (Record, error) {
	var rec T
	err := decode(raw, &rec)
	return rec, err
}

// Purge erases for good what was deleted before a moment: all it ever said, the reasons given, the words read from it, and its evidence. It
// leaves alone what another record still names, and evidence that another document has or once had. The history keeps the hashes, so that it
// still holds. It gives what was erased, and [ErrDamaged]. Ask a person first, or pass a moment at least [BinDays] days ago. The bytes are
// gone from the disk after the next [File.Tidy].
func Purge(tx *Tx, before time.Time) ([]Deleted, error) {
	b, err := tx.bin()
	if err != nil {
		return nil, tx.fail(err)
	}
	p := purge{tx: tx, bin: b, going: map[place]bool{}}
	for _, at := range b.newest() {
		p.going[at] = b.last[at].at.Before(before)
	}
	gone, err := p.run()
	if err != nil {
		return nil, tx.fail(fmt.Errorf("empty the bin: %w", err))
	}
	return gone, nil
}

// purge is one emptying of the bin.
type purge struct {
	tx *Tx
	bin
	going map[place]bool
}

func (p *purge) run() (gone []Deleted, err error) {
	live, err := p.live()
	if err != nil {
		return nil, err
	}
	if err := p.spareNamed(live); err != nil {
		return nil, err
	}
	blobs, err := p.blobs(live)
	if err != nil {
		return nil, err
	}
	for _, at := range p.newest() {
		if !p.going[at] {
			continue
		}
		d, err := p.tx.deleted(p.last[at], p.last[at].at)
		if err == nil {
			err = p.erase(at)
		}
		if err != nil {
			return nil, err
		}
		d.Left = 0
		gone = append(gone, d)
	}
	return gone, p.tx.eraseEvidence(blobs)
}

// quoted finds what may be an ID or a hash in a record's JSON.
var quoted = regexp.MustCompile(`"([0-9a-f]{64}|[0-9a-f]{32})"`)

// namedIn gives every ID and hash that a record's JSON holds, except its own ID.
func namedIn(of place, raw []byte) (out []string) {
	for _, m := range quoted.FindAllSubmatch(raw, -1) {
		if s := string(m[1]); s != string(of.id) {
			out = append(out, s)
		}
	}
	return out
}

// live gives what each record of the lists names. Words read from a paper are left out: they go with it.
func (p *purge) live() (map[place][]string, error) {
	out := map[place][]string{}
	for _, kind := range kinds {
		rows, err := p.tx.rows(kind)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			at := place{kind, ID(hex.EncodeToString(r.id[:]))}
			raw, err := p.tx.loadRow(at, r)
			if err != nil {
				return nil, err
			}
			if kind != kindText {
				out[at] = namedIn(at, raw)
			}
		}
	}
	return out, nil
}

// spareNamed leaves in the bin what is still named: by the lists, or by what itself stays in the bin, which may add to it.
func (p *purge) spareNamed(live map[place][]string) error {
	named := map[string]bool{}
	for _, all := range live {
		mark(named, all)
	}
	in := map[place][]string{}
	for at, s := range p.last {
		raw, err := p.tx.former(at, s.Was)
		if err != nil {
			return err
		}
		in[at] = namedIn(at, raw)
	}
	for more := true; more; {
		more = false
		for at, all := range in {
			if p.going[at] && !named[string(at.id)] {
				continue
			}
			p.going[at] = false
			mark(named, all)
			delete(in, at)
			more = true
		}
	}
	return nil
}

func mark(set map[string]bool, all []string) {
	for _, s := range all {
		set[s] = true
	}
}

// blobs gives the evidence that goes: what the documents that go ever had, and no other has or had.
func (p *purge) blobs(live map[place][]string) ([]string, error) {
	goes, stays := map[string]bool{}, map[string]bool{}
	for _, all := range live {
		mark(stays, all)
	}
	for at, steps := range p.words {
		for _, s := range steps {
			if s.Was == "" || at.kind != "document" {
				continue
			}
			raw, err := p.tx.former(at, s.Was)
			if err != nil {
				return nil, err
			}
			into := stays
			if p.going[at] {
				into = goes
			}
			mark(into, namedIn(at, raw))
		}
	}
	maps.DeleteFunc(goes, func(s string, _ bool) bool { return stays[s] || len(s) != 64 })
	return slices.Sorted(maps.Keys(goes)), nil
}

// erase removes all that a record ever said, with the words read from it.
func (p *purge) erase(at place) error {
	for _, s := range p.words[at] {
		if s.Was != "" {
			if err := p.tx.drop(bucketHistory, p.tx.formerKey(at, s.Was)); err != nil {
				return err
			}
		}
		if s.Why != "" {
			if err := p.tx.drop(bucketHistory, p.tx.reasonKey(s.Why)); err != nil {
				return err
			}
		}
	}
	p.tx.note(change{Do: doErase, Kind: at.kind, ID: at.id, Was: p.last[at].Was})
	if at.kind == "document" {
		return p.eraseTexts(at.id)
	}
	return nil
}

// eraseTexts removes the words read from a document. They are in the lists, but nobody can see a paper's words without the paper.
func (p *purge) eraseTexts(of ID) error {
	t, err := TextOf(p.tx, of)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err == nil {
		err = Delete[Text](p.tx, t.ID)
	}
	if err != nil {
		return err
	}
	var sums []string
	for _, b := range t.derived() {
		sums = append(sums, b.SHA256)
	}
	return p.tx.dropDerived(sums)
}

// eraseEvidence removes pieces of evidence with all their chunks.
func (tx *Tx) eraseEvidence(sums []string) error {
	for _, sum := range sums {
		e, err := tx.evidence(Blob{SHA256: sum})
		if err == nil {
			err = errors.Join(tx.dropChunks(e), tx.drop(bucketEvidence, tx.evidenceKey(sum)))
		}
		if err != nil {
			return err
		}
		tx.state.Evidence--
		tx.state.Bytes -= e.size
		tx.note(change{Do: doErase, Sum: sum, Size: e.size})
	}
	return nil
}
