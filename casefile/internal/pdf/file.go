package pdf

import (
	"bytes"
	"context"
	"sort"
)

// Where an object is found.
const (
	absent = iota
	free   // deleted: hides older entries
	plain  // at a byte offset
	packed // in an object stream
)

type entry struct {
	off  int   // offset, or number of the object stream
	idx  int32 // place in the object stream
	kind uint8
}

// file is the bytes of a PDF and where its objects are. It does not change once opened.
type file struct {
	b       []byte // from its header on
	lim     Limits
	entries []entry
	trailer dict
	packs   map[int]*pack // object streams decoded on opening
	rebuilt bool          // the file's own table of objects could not be used
	patched bool          // some of its entries were wrong
}

// object is one object of a file; data is set for a stream.
type object struct {
	val    any
	data   []byte
	stream bool
	bad    bool // it is there, but could not be read
}

// reader is one way through a file: what it has read, and what that may cost.
// It is for one goroutine.
type reader struct {
	*file
	purse *budget
	known map[int]object
	mine  map[int]*pack // object streams decoded since
	ends  []int         // where "endstream" stands; found when first a Length is wrong
	level int           // loads inside one another: a Length in an object, an object in a stream
}

const (
	maxLevel = 8
	maxKnown = 1 << 15 // objects remembered before forgetting
)

func (f *file) reader(ctx context.Context) *reader {
	return &reader{file: f, purse: newBudget(ctx, f.lim), known: make(map[int]object, min(len(f.entries), 128)), mine: map[int]*pack{}}
}

// load gives object n; what is missing or broken is null.
func (r *reader) load(n int) object {
	if o, ok := r.known[n]; ok {
		return o
	}
	if n <= 0 || n >= len(r.entries) || r.purse.err != nil {
		return object{}
	}
	if r.level >= maxLevel {
		return object{bad: true}
	}
	r.level++
	o := r.read(n)
	r.level--
	if len(r.known) >= maxKnown {
		clear(r.known)
	}
	r.known[n] = o
	return o
}

func (r *reader) read(n int) object {
	var o object
	var err error
	switch e := r.entries[n]; e.kind {
	case plain:
		body, ok := headerAt(r.b, e.off, n)
		if !ok {
			return object{bad: true}
		}
		o, err = r.objectAt(body)
	case packed:
		o.val, err = r.unpack(e.off, int(e.idx), n)
	}
	if err != nil {
		return object{bad: true}
	}
	return o
}

// headerAt checks for "n g obj" and gives the place after it.
func headerAt(b []byte, p, n int) (body int, ok bool) {
	if p < 0 || p >= len(b) {
		return 0, false
	}
	got, p, ok := digits(b, skipBlank(b, p))
	if !ok || got != n {
		return 0, false
	}
	if _, p, ok = digits(b, skipBlank(b, p)); !ok {
		return 0, false
	}
	p = skipBlank(b, p)
	return p + 3, bytes.HasPrefix(b[min(p, len(b)):], []byte("obj"))
}

// parse reads one object out of b at p and pays for it.
func (r *reader) parse(b []byte, p int) (any, int, error) {
	x := parser{b: b, p: p, left: r.lim.MaxDepth}
	o, err := x.object()
	if !r.purse.spend(x.p - p + 8) {
		return nil, x.p, r.purse.err
	}
	return o, x.p, err
}

// objectAt reads the object at p with its stream, if it has one.
func (r *reader) objectAt(p int) (object, error) {
	val, end, err := r.parse(r.b, p)
	if err != nil {
		return object{}, err
	}
	d, ok := val.(dict)
	if !ok {
		return object{val: val}, nil
	}
	p = skipBlank(r.b, end)
	if !bytes.HasPrefix(r.b[p:], []byte("stream")) {
		return object{val: val}, nil
	}
	from := lineEnd(r.b, p+6)
	size, ok := r.streamSize(d, from)
	if !ok {
		return object{}, errSyntax
	}
	return object{val: d, data: r.b[from : from+size : from+size], stream: true}, nil
}

// lineEnd passes the end of line that must follow "stream" (7.3.8.1).
func lineEnd(b []byte, p int) int {
	if p < len(b) && b[p] == '\r' {
		p++
	}
	if p < len(b) && b[p] == '\n' {
		p++
	}
	return p
}

// streamSize believes Length if "endstream" stands there, else looks for it.
func (r *reader) streamSize(d dict, from int) (int, bool) {
	n, ok := integer(r.value(d.get("Length")))
	if ok && n >= 0 && n <= len(r.b)-from {
		p := skipSpace(r.b, from+n)
		if p <= from+n+4 && bytes.HasPrefix(r.b[p:], []byte("endstream")) {
			return n, true
		}
	}
	end := r.nextEnd(from)
	if end < 0 {
		return len(r.b) - from, len(r.b) > from
	}
	if end > from && r.b[end-1] == '\n' {
		end--
	}
	if end > from && r.b[end-1] == '\r' {
		end--
	}
	return end - from, true
}

// nextEnd gives the first "endstream" from p on, -1 without one. They are found
// once for the whole file, so that a thousand wrong lengths do not read it a
// thousand times.
func (r *reader) nextEnd(p int) int {
	if r.ends == nil {
		r.ends = append(occurrences(r.b, "endstream"), len(r.b))
	}
	i := sort.SearchInts(r.ends, p)
	if i >= len(r.ends)-1 {
		return -1
	}
	return r.ends[i]
}

func occurrences(b []byte, word string) []int {
	var at []int
	for p := 0; ; {
		i := bytes.Index(b[p:], []byte(word))
		if i < 0 {
			return at
		}
		at = append(at, p+i)
		p += i + len(word)
	}
}

// value follows references to what they stand for; a stream gives its dictionary.
func (r *reader) value(o any) any {
	for range 32 {
		n, ok := o.(ref)
		if !ok {
			return o
		}
		o = r.load(int(n)).val
	}
	return nil
}

func (r *reader) dict(o any) dict {
	d, _ := r.value(o).(dict)
	return d
}

func (r *reader) array(o any) array {
	a, _ := r.value(o).(array)
	return a
}

func (r *reader) name(o any) name {
	n, _ := r.value(o).(name)
	return n
}

// target gives the number of the object that o refers to in the end, 0 if o is direct.
func (r *reader) target(o any) int {
	last := 0
	for range 32 {
		n, ok := o.(ref)
		if !ok {
			return last
		}
		last = int(n)
		o = r.load(last).val
	}
	return 0
}

// stream gives the stream that o refers to.
func (r *reader) stream(o any) (object, bool) {
	s := r.load(r.target(o))
	return s, s.stream
}
