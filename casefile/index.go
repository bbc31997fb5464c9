package casefile

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strconv"

	"ehccasefile/deadlines"
)

// The index says which records of a kind there are, in what order, and what each must hash to. It is kept in small sealed pages, so that
// adding one entry to ten thousand writes one page: the one that lies in the state. bbolt puts at least two values on a page of its own: with
// 28 rows two sealed pages of the index take 3.7 KB of its 4 KB, where 64 rows took four pages of the disk. Older files have some of 64.
const (
	pageRows = 28
	rowSize  = 16 + 16 + 4 + 2 + 8 + 16
	pageSum  = 8 // bytes of a page's hash that the state keeps: pages are sealed, and only an older one could come back
)

// indexRow is what the index knows of one record.
type indexRow struct {
	id, child [16]byte
	day       uint32 // 20260316; the highest number for no date, so that it comes last
	minute    uint16 // of the day, from 1; 0 for none
	made      int64  // nanoseconds since 1970
	sum       [16]byte
}

type indexName struct {
	kind string
	page int
}

type indexPage struct {
	rows    []indexRow
	changed bool
}

// openPage is a page of the index that lies in the state, and nowhere else, as long as new records are put on it.
type openPage struct {
	Kind string `json:"kind"`
	Page int    `json:"page"`
	Rows []byte `json:"rows"`
}

func (o *openPage) is(n indexName) bool { return o != nil && o.Kind == n.kind && o.Page == n.page }

// newRow describes a record for the index; raw is its JSON.
func newRow(h Head, w when, raw []byte) indexRow {
	id, _ := h.ID.bytes()
	child, _ := h.Child.bytes()
	row := indexRow{id: id, child: child, day: math.MaxUint32, made: w.made.UnixNano(), sum: shortSum(raw)}
	if !w.on.IsZero() {
		row.day = uint32(w.on.Year*10000 + int(w.on.Month)*100 + w.on.Day)
	}
	if isClock(w.at) {
		hour, _ := strconv.Atoi(w.at[:2])
		minute, _ := strconv.Atoi(w.at[3:])
		row.minute = uint16(1 + hour*60 + minute)
	}
	return row
}

func shortSum(raw []byte) [16]byte {
	sum := sha256.Sum256(raw)
	return [16]byte(sum[:16])
}

// on gives the row's day back, zero for none.
func (r indexRow) on() deadlines.Date {
	if r.day == math.MaxUint32 {
		return deadlines.Date{}
	}
	d, _ := deadlines.Parse(fmt.Sprintf("%04d-%02d-%02d", r.day/10000, r.day/100%100, r.day%100))
	return d
}

func (r indexRow) order(s indexRow) int {
	return cmp.Or(cmp.Compare(r.day, s.day), cmp.Compare(r.minute, s.minute), cmp.Compare(r.made, s.made))
}

func (r indexRow) encode(b []byte) []byte {
	b = append(append(b, r.id[:]...), r.child[:]...)
	b = binary.BigEndian.AppendUint32(b, r.day)
	b = binary.BigEndian.AppendUint16(b, r.minute)
	b = binary.BigEndian.AppendUint64(b, uint64(r.made))
	return append(b, r.sum[:]...)
}

func decodeRow(b []byte) indexRow {
	return indexRow{
		id: [16]byte(b), child: [16]byte(b[16:]),
		day: binary.BigEndian.Uint32(b[32:]), minute: binary.BigEndian.Uint16(b[36:]),
		made: int64(binary.BigEndian.Uint64(b[38:])), sum: [16]byte(b[46:]),
	}
}

func (tx *Tx) indexKey(n indexName) []byte {
	return tx.keys.name("index", n.kind, strconv.Itoa(n.page))
}

// page gives one page of the index, which must be there.
func (tx *Tx) page(n indexName) (*indexPage, error) {
	if p, ok := tx.index[n]; ok {
		return p, nil
	}
	raw, err := tx.pageText(n)
	if err != nil || len(raw)%rowSize != 0 || !tx.state.Kinds[n.kind].lists(n.page, raw) {
		return nil, fmt.Errorf("page %d of the list of %s: %w", n.page, n.kind, ErrDamaged)
	}
	p := readPage(raw)
	tx.remember(n, p)
	return p, nil
}

func (tx *Tx) pageText(n indexName) ([]byte, error) {
	if o := tx.state.Open; o.is(n) {
		return o.Rows, nil
	}
	return tx.get(bucketIndex, tx.indexKey(n))
}

func readPage(raw []byte) *indexPage {
	p := &indexPage{rows: make([]indexRow, 0, len(raw)/rowSize+1)} // most are read to be given one more
	for ; len(raw) > 0; raw = raw[rowSize:] {
		p.rows = append(p.rows, decodeRow(raw))
	}
	return p
}

// lists tells whether raw is the page of this number as it was last written.
func (t tally) lists(page int, raw []byte) bool {
	sum, at := shortSum(raw), page*pageSum
	return page >= 0 && at+pageSum <= len(t.Sums) && bytes.Equal(t.Sums[at:at+pageSum], sum[:pageSum])
}

// list notes the page as it is now written.
func (t *tally) list(page int, raw []byte) {
	sum, end := shortSum(raw), (page+1)*pageSum
	sums := make([]byte, max(end, len(t.Sums))) // the old ones may be somebody else's too
	copy(sums, t.Sums)
	t.Sums = sums
	copy(t.Sums[end-pageSum:], sum[:pageSum])
}

func (tx *Tx) remember(n indexName, p *indexPage) {
	if tx.index == nil {
		tx.index = map[indexName]*indexPage{}
	}
	tx.index[n] = p
}

// rows gives every row of a kind in time order; rows of one moment keep the order in which they came.
func (tx *Tx) rows(kind string) ([]indexRow, error) {
	t := tx.state.Kinds[kind]
	rows := make([]indexRow, 0, t.Records)
	for n := range t.Pages {
		p, err := tx.page(indexName{kind, n})
		if err != nil {
			return nil, err
		}
		rows = append(rows, p.rows...)
	}
	if len(rows) != t.Records {
		return nil, fmt.Errorf("the list of %s: %w", kind, ErrDamaged)
	}
	slices.SortStableFunc(rows, indexRow.order)
	return rows, nil
}

// roomFor gives the number of the page that takes one more row of a kind: the last, or a new one.
func (tx *Tx) roomFor(kind string) (int, error) {
	last := tx.state.Kinds[kind].Pages - 1
	if last >= 0 {
		tx.adding = indexName{kind, last}
		p, err := tx.page(tx.adding)
		if err != nil {
			return 0, err
		}
		if len(p.rows) < pageRows {
			return last, nil
		}
	}
	tx.adding = indexName{kind, last + 1}
	tx.remember(tx.adding, &indexPage{})
	return last + 1, nil
}

// setRow puts a row on its page, in its old place if it has one.
func (tx *Tx) setRow(n indexName, row indexRow) error {
	p, err := tx.page(n)
	if err != nil {
		return err
	}
	t := tx.state.Kinds[n.kind]
	if i := p.find(row.id); i >= 0 {
		p.rows[i] = row
	} else {
		p.rows = append(p.rows, row)
		t.Records++
	}
	t.Pages = max(t.Pages, n.page+1)
	tx.state.Kinds[n.kind] = t
	p.changed = true
	return nil
}

// dropRow takes a row off its page. An empty page stays, so that the others keep their numbers.
func (tx *Tx) dropRow(n indexName, id [16]byte) error {
	p, err := tx.page(n)
	if err != nil {
		return err
	}
	i := p.find(id)
	if i < 0 {
		return ErrDamaged
	}
	p.rows = slices.Delete(p.rows, i, i+1)
	p.changed = true
	t := tx.state.Kinds[n.kind]
	t.Records--
	tx.state.Kinds[n.kind] = t
	return nil
}

func (p *indexPage) find(id [16]byte) int {
	return slices.IndexFunc(p.rows, func(r indexRow) bool { return r.id == id })
}

// flushIndex writes the pages that changed: the open one into the state, the others to their places.
func (tx *Tx) flushIndex() error {
	if err := tx.openPage(); err != nil {
		return err
	}
	for n, p := range tx.index {
		if !p.changed {
			continue
		}
		raw := make([]byte, 0, len(p.rows)*rowSize)
		for _, r := range p.rows {
			raw = r.encode(raw)
		}
		if tx.state.Open.is(n) {
			tx.state.Open = &openPage{n.kind, n.page, raw}
		} else if err := tx.putFirst(bucketIndex, tx.indexKey(n), raw); err != nil {
			return err
		}
		t := tx.state.Kinds[n.kind]
		t.list(n.page, raw)
		tx.state.Kinds[n.kind] = t
		p.changed = false
	}
	return nil
}

// openPage takes the page that new records were put on into the state, and sends the one that lay there to its place.
func (tx *Tx) openPage() error {
	n, old := tx.adding, tx.state.Open
	if n == (indexName{}) || old.is(n) {
		return nil
	}
	if old != nil {
		p, err := tx.page(indexName{old.Kind, old.Page})
		if err != nil {
			return err
		}
		p.changed = true
	}
	tx.state.Open = &openPage{Kind: n.kind, Page: n.page}
	return tx.remove(bucketIndex, tx.indexKey(n))
}
