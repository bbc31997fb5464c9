package pdf

import (
	"crypto/sha256"
	"fmt"
	"hash"
)

// writer puts chunks into the file and remembers where each object is.
type writer struct {
	put   func([]byte) error
	sum   hash.Hash     // of everything written, counted beside the writing
	todo  chan [][]byte // what is still to be counted; none of it is changed once it was written
	count chan struct{} // closed when all of it is
	n     int64
	err   error
	table []byte // where each object is: a row of its number
}

func newWriter(put func([]byte) error) *writer {
	out := &writer{put: put, sum: sha256.New(), todo: make(chan [][]byte, 8), count: make(chan struct{})}
	go func() {
		defer close(out.count)
		for parts := range out.todo {
			for _, b := range parts {
				out.sum.Write(b)
			}
		}
	}()
	// Four bytes above 127 tell programs that move files that this one is not text (7.5.2).
	out.write([][]byte{[]byte("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")})
	return out
}

func (w *writer) write(parts [][]byte) {
	if w.todo != nil {
		w.todo <- parts
	}
	for _, b := range parts {
		if w.err != nil {
			return
		}
		if w.todo == nil {
			w.sum.Write(b)
		}
		w.n += int64(len(b))
		w.err = w.put(b)
	}
}

// add writes a chunk.
func (w *writer) add(c *chunk) error {
	for _, p := range c.whole {
		w.set(p.num, 1, w.n+int64(p.off), 0)
	}
	for _, in := range c.inner {
		w.set(in.num, 2, int64(in.container), in.idx)
	}
	w.write(c.parts)
	return w.err
}

// counted waits until all that was written is counted; what follows is counted as it is written.
func (w *writer) counted() {
	if w.todo != nil {
		close(w.todo)
		<-w.count
		w.todo = nil
	}
}

// close writes the table of objects as a cross-reference stream (7.5.8), whose
// own number is num.
func (w *writer) close(num int) error {
	w.counted()
	id := text(fmt.Sprintf("<%X>", w.sum.Sum(nil)[:16]))
	at := w.n
	w.set(num, 1, at, 0)
	z := deflate(w.rows())
	e := encoder{}
	e.value(dict{{"Type", name("XRef")}, {"Size", num + 1}, {"W", array{1, 5, 2}},
		{"Root", global(catalogNum)}, {"Info", global(infoNum)}, {"ID", array{id, id}},
		{"Filter", name("FlateDecode")}, {"DecodeParms", dict{{"Predictor", 12}, {"Columns", 8}}}, {"Length", len(z)}})
	w.write([][]byte{fmt.Appendf(nil, "%d 0 obj\n%s\nstream\n", num, e.buf), z, fmt.Appendf(nil, "\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", at)})
	return w.err
}

// width is how long a row of the table is.
const width = 8

// set notes where an object is, in the table's own spelling.
func (w *writer) set(num int, kind byte, a int64, b int) {
	if need := (num + 1) * width; need > len(w.table) {
		w.table = append(w.table, make([]byte, need-len(w.table))...)
	}
	row := w.table[num*width:]
	row[0] = kind
	for k := range 5 {
		row[5-k] = byte(a >> (8 * k))
	}
	row[6], row[7] = byte(b>>8), byte(b)
}

// rows spells the table, each row as its difference from the one above it.
func (w *writer) rows() []byte {
	w.table[6], w.table[7] = 0xFF, 0xFF // object 0 heads the list of free ones
	out := make([]byte, 0, len(w.table)/width*(width+1))
	var above [width]byte
	for table := w.table; len(table) > 0; table = table[width:] {
		out = append(out, 2)
		for k := range width {
			out = append(out, table[k]-above[k])
		}
		copy(above[:], table)
	}
	return out
}
