package pdf

import (
	"strconv"
	"sync"
)

// batch is a run of objects that are numbered together: a part of the book, or
// what stands around the parts. It is gathered first and numbered later.
type batch struct {
	encoder
	items []item
	count local // numbers given out
}

// item is one object of a batch.
type item struct {
	num         any      // local, or global for one whose number was fixed before
	from, to    int      // its text in buf
	holes, next int      // its holes
	data        [][]byte // a stream's, in pieces; none of them is changed or copied
	stream      bool
}

// fresh gives out a number.
func (b *batch) fresh() local {
	b.count++
	return b.count
}

// put adds an object under a number given out before.
func (b *batch) put(num, o any) {
	it := item{num: num, from: len(b.buf), holes: len(b.holes)}
	b.value(o)
	it.to, it.next = len(b.buf), len(b.holes)
	b.items = append(b.items, it)
}

// add adds an object and gives its number.
func (b *batch) add(o any) local {
	n := b.fresh()
	b.put(n, o)
	return n
}

// putStream adds a stream, whose bytes may come in pieces; its Length is set here.
func (b *batch) putStream(num any, d dict, data ...[]byte) {
	b.put(num, append(d, field{"Length", total(data)}))
	it := &b.items[len(b.items)-1]
	it.data, it.stream = data, true
}

func total(pieces [][]byte) int {
	n := 0
	for _, p := range pieces {
		n += len(p)
	}
	return n
}

// addStream adds a stream of our own.
func (b *batch) addStream(d dict, data []byte) local {
	n := b.fresh()
	b.putStream(n, d, data)
	return n
}

// perPack is how many objects share an object stream.
const perPack = 400

// size is how many numbers the batch takes in the book: its objects and the
// object streams that hold them.
func (b *batch) size() int {
	loose := 0
	for _, it := range b.items {
		if !it.stream {
			loose++
		}
	}
	return int(b.count) + (loose+perPack-1)/perPack
}

// chunk is a batch as it stands in the file.
type chunk struct {
	parts [][]byte // in order; a source's own stream bytes are not copied
	size  int
	whole []placed // objects that stand by themselves, by offset in the chunk
	inner []inside // objects in object streams
	cur   []byte
}

type placed struct{ num, off int }

type inside struct{ num, container, idx int }

// render numbers the batch from base on and spells it out. That is the end of the batch.
func (b *batch) render(base int) *chunk {
	c := &chunk{}
	body, head := scratch(), scratch()
	defer func() { spareBytes(body); spareBytes(head) }()
	n := 0
	number := func(num any) int {
		if g, ok := num.(global); ok {
			return int(g)
		}
		return base + int(num.(local)) - 1
	}
	container := base + int(b.count)
	flush := func() {
		if n > 0 {
			c.pack(container, n, head, body)
			container++
			body, head, n = body[:0], head[:0], 0
		}
	}
	for _, it := range b.items {
		num := number(it.num)
		if it.stream {
			c.stream(num, b.filled(nil, it, base), it.data...)
			continue
		}
		c.inner = append(c.inner, inside{num, container, n})
		head = strconv.AppendInt(head, int64(num), 10)
		head = append(head, ' ')
		head = strconv.AppendInt(head, int64(len(body)), 10)
		head = append(head, ' ')
		body = append(b.filled(body, it, base), '\n')
		if n++; n == perPack {
			flush()
		}
	}
	flush()
	c.parts = append(c.parts, c.cur)
	c.cur = nil
	b.leave()
	return c
}

// Room that is used again: memory that was never written to is slow to get, and a bundle of hundreds of parts would ask for it anew for each.
var rooms sync.Pool

func scratch() []byte {
	if p, ok := rooms.Get().(*[]byte); ok {
		return (*p)[:0]
	}
	return make([]byte, 0, 1<<16)
}

func spareBytes(b []byte) {
	if cap(b) >= 1<<10 {
		rooms.Put(&b)
	}
}

// batchRooms are the lists of batches that are done, emptied.
var batchRooms sync.Pool

type batchRoom struct {
	items []item
	holes []hole
}

// roomy gives a new batch the room of one that is done.
func (b *batch) roomy() {
	b.buf = scratch()
	if r, ok := batchRooms.Get().(*batchRoom); ok {
		b.items, b.holes = r.items, r.holes
	}
}

// leave gives a batch's room to those that come after it.
func (b *batch) leave() {
	spareBytes(b.buf)
	clear(b.items) // what they hold is not to be kept for them
	batchRooms.Put(&batchRoom{b.items[:0], b.holes[:0]})
	b.buf, b.items, b.holes = nil, nil, nil
}

// filled appends an item's text with its references.
func (b *batch) filled(dst []byte, it item, base int) []byte {
	at := it.from
	for _, h := range b.holes[it.holes:it.next] {
		dst = append(dst, b.buf[at:h.at]...)
		dst = strconv.AppendInt(dst, int64(base)+int64(h.n)-1, 10)
		dst = append(dst, " 0 R"...)
		at = h.at
	}
	return append(dst, b.buf[at:it.to]...)
}

// pack writes n objects as one object stream.
func (c *chunk) pack(num, n int, head, body []byte) {
	z := deflate(head, body)
	e := encoder{}
	e.value(dict{{"Type", name("ObjStm")}, {"N", n}, {"First", len(head)},
		{"Filter", name("FlateDecode")}, {"Length", len(z)}})
	c.stream(num, e.buf, z)
}

// fewBytes is how long a piece is at most that is copied: to count and write many short ones takes longer.
const fewBytes = 512

// stream writes a stream object. Long pieces are referred to, short ones copied.
func (c *chunk) stream(num int, d []byte, data ...[]byte) {
	c.whole = append(c.whole, placed{num, c.size})
	from := len(c.cur)
	c.cur = strconv.AppendInt(c.cur, int64(num), 10)
	c.cur = append(c.cur, " 0 obj\n"...)
	c.cur = append(c.cur, d...)
	c.cur = append(c.cur, "\nstream\n"...)
	c.size += len(c.cur) - from
	for _, p := range data {
		if len(p) < fewBytes {
			c.cur = append(c.cur, p...)
		} else {
			c.parts = append(c.parts, c.cur, p)
			c.cur = nil
		}
	}
	const end = "\nendstream\nendobj\n"
	c.cur = append(c.cur, end...)
	c.size += total(data) + len(end)
}
