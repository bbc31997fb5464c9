package pdf

import (
	"bytes"
	"context"
	"fmt"
)

// open finds the objects of a file: by its own table where that holds, entry
// by entry from a search of the bytes where it does not, and by the search
// alone where there is no table at all.
func open(ctx context.Context, data []byte, lim Limits) (*reader, error) {
	at := bytes.Index(data[:min(len(data), 1024+5)], []byte("%PDF-"))
	if at < 0 {
		return nil, ErrNotPDF
	}
	f := &file{b: data[at:], lim: lim}
	r := f.reader(ctx)
	if err := r.readTables(); err != nil || r.pageRoot() == nil {
		if r.purse.err != nil {
			return nil, r.purse.err
		}
		if err := r.rebuild(); err != nil {
			return nil, err
		}
	}
	if r.value(f.trailer.get("Encrypt")) != nil {
		return nil, ErrEncrypted
	}
	return r, r.purse.err
}

// catalog is the document's root (7.7.2).
func (r *reader) catalog() dict { return r.dict(r.trailer.get("Root")) }

func (r *reader) pageRoot() dict { return r.dict(r.catalog().get("Pages")) }

// readTables follows the chain of tables from the newest to the oldest (7.5.4 to 7.5.8).
func (r *reader) readTables() error {
	tail := max(0, len(r.b)-2048)
	i := bytes.LastIndex(r.b[tail:], []byte("startxref"))
	if i < 0 {
		return errSyntax
	}
	pos, end, ok := digits(r.b, skipBlank(r.b, tail+i+len("startxref")))
	if bytes.Contains(r.b[end:], []byte(" obj")) {
		return errSyntax // a newer revision, whose own table is lost
	}
	seen := map[int]bool{}
	for ok && pos > 0 && !seen[pos] {
		seen[pos] = true
		d, err := r.tableAt(pos)
		if err != nil {
			return err
		}
		if r.trailer.get("Root") == nil {
			r.trailer = d
		}
		pos, ok = integer(d.get("Prev"))
	}
	if r.trailer.get("Root") == nil {
		return errSyntax
	}
	return r.checkEntries()
}

func (r *reader) tableAt(pos int) (dict, error) {
	pos = skipBlank(r.b, min(pos, len(r.b)))
	if !bytes.HasPrefix(r.b[pos:], []byte("xref")) {
		return r.tableStream(pos)
	}
	// A hybrid file hides its newer objects as free in the table and lists them
	// in a stream; so the stream goes first (7.5.8.4).
	body := pos + len("xref")
	end := skipTable(r.b, body)
	val, _, err := r.parse(r.b, end)
	d, ok := val.(dict)
	if err != nil || !ok {
		return nil, errSyntax
	}
	if at, ok := integer(d.get("XRefStm")); ok && at > 0 && at < len(r.b) {
		if _, err := r.tableStream(at); err != nil {
			return nil, err
		}
	}
	return d, r.table(body)
}

// skipTable gives the place after the word "trailer".
func skipTable(b []byte, p int) int {
	i := bytes.Index(b[p:], []byte("trailer"))
	if i < 0 {
		return len(b)
	}
	return p + i + len("trailer")
}

// table reads the subsections of a table up to its trailer.
func (r *reader) table(p int) error {
	for {
		p = skipBlank(r.b, p)
		from, next, ok := digits(r.b, p)
		if !ok {
			if bytes.HasPrefix(r.b[p:], []byte("trailer")) {
				return nil
			}
			return errSyntax
		}
		count, next, ok := digits(r.b, skipBlank(r.b, next))
		if !ok {
			return errSyntax
		}
		if p, ok = r.subsection(next, from, count); !ok {
			return errSyntax
		}
	}
}

func (r *reader) subsection(p, from, count int) (int, bool) {
	for i := range count {
		off, next, ok := digits(r.b, skipBlank(r.b, p))
		if !ok {
			// A count that is too high ends at the trailer.
			return p, bytes.HasPrefix(r.b[skipBlank(r.b, p):], []byte("trailer"))
		}
		_, next, ok = digits(r.b, skipBlank(r.b, next))
		next = skipBlank(r.b, next)
		if !ok || next >= len(r.b) || !r.purse.spend(20) {
			return p, false
		}
		switch r.b[next] {
		case 'n':
			r.enter(from+i, entry{off: off, kind: plain})
		case 'f':
			r.enter(from+i, entry{kind: free})
		default:
			return p, false
		}
		p = next + 1
	}
	return p, true
}

// enter notes where object n is, unless a newer table did.
func (r *reader) enter(n int, e entry) {
	if r.room(n) && r.entries[n].kind == absent {
		r.entries[n] = e
	}
}

// room makes the table long enough for object n.
func (r *reader) room(n int) bool {
	if n <= 0 || n > r.lim.MaxObjects {
		return false
	}
	if n >= len(r.entries) {
		r.entries = append(r.entries, make([]entry, n+1-len(r.entries))...)
	}
	return true
}

// tableStream reads a cross-reference stream (7.5.8).
func (r *reader) tableStream(p int) (dict, error) {
	_, p, ok := digits(r.b, skipBlank(r.b, p))
	if !ok {
		return nil, errSyntax
	}
	if _, p, ok = digits(r.b, skipBlank(r.b, p)); !ok {
		return nil, errSyntax
	}
	p = skipBlank(r.b, p)
	if !bytes.HasPrefix(r.b[p:], []byte("obj")) {
		return nil, errSyntax
	}
	o, err := r.objectAt(p + len("obj"))
	if err != nil || !o.stream {
		return nil, errSyntax
	}
	d := o.val.(dict)
	if d.get("Type") != name("XRef") {
		return nil, errSyntax
	}
	b, err := r.decode(o)
	if err != nil {
		return nil, fmt.Errorf("%w: its table of objects cannot be read", ErrDamaged)
	}
	return d, r.rows(d, b)
}

// rows reads the entries of a cross-reference stream.
func (r *reader) rows(d dict, b []byte) error {
	w, _ := d.get("W").(array)
	if len(w) < 3 {
		return errSyntax
	}
	var width [3]int
	for i := range width {
		n, ok := integer(w[i])
		if !ok || n < 0 || n > 8 {
			return errSyntax
		}
		width[i] = n
	}
	index, _ := d.get("Index").(array)
	if index == nil {
		index = array{0, d.get("Size")}
	}
	each := width[0] + width[1] + width[2]
	for i := 0; i+1 < len(index) && each > 0; i += 2 {
		from, ok := integer(index[i])
		count, ok2 := integer(index[i+1])
		if !ok || !ok2 {
			return errSyntax
		}
		for ; count > 0 && len(b) >= each && r.purse.spend(each); count-- {
			r.row(from, b, width)
			from, b = from+1, b[each:]
		}
	}
	return r.purse.err
}

func (r *reader) row(n int, b []byte, width [3]int) {
	v := [3]int{1, 0, 0}
	for k, w := range width {
		if w > 0 {
			v[k] = 0
		}
		for range w {
			v[k] = v[k]<<8 | int(b[0])
			b = b[1:]
		}
	}
	switch v[0] {
	case 0:
		r.enter(n, entry{kind: free})
	case 1:
		r.enter(n, entry{off: v[1], kind: plain})
	case 2:
		r.enter(n, entry{off: v[1], idx: int32(min(max(v[2], 0), 1<<30)), kind: packed})
	}
}

// checkEntries looks whether each object is where the table says. Those that
// are not are looked for in the bytes, and those that it lists as free or not at
// all with them, since its numbers may be wrong too; the others are left as they are.
func (r *reader) checkEntries() error {
	var wrong []int
	for n, e := range r.entries {
		if e.kind != plain {
			continue
		}
		if _, ok := headerAt(r.b, e.off, n); !ok {
			wrong = append(wrong, n)
		}
		if !r.purse.spend(8) {
			return r.purse.err
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	for _, n := range wrong {
		r.entries[n] = entry{}
	}
	for n, at := range r.search().at {
		if r.room(n) && (r.entries[n].kind == absent || r.entries[n].kind == free) {
			r.entries[n] = entry{off: at, kind: plain}
			r.patched = true
		}
	}
	clear(r.known) // what was loaded on the way may have been wrong
	clear(r.mine)
	return nil
}
