package pdf

import (
	"bytes"
	"fmt"
	"sort"
)

// finds is what a search of a file's bytes came upon.
type finds struct {
	at       map[int]int // object number to the place of its last header
	packs    []int       // places of object streams
	trailers []dict      // trailers and dictionaries of cross-reference streams, in order
}

// search goes through the bytes for "n g obj", stepping over streams, in which
// other files may lie whole.
func (r *reader) search() finds {
	f := finds{at: map[int]int{}}
	b, body := r.b, -1
	for p := 0; p < len(b) && r.purse.err == nil; {
		word, at := nextWord(b, p)
		if at < 0 {
			break
		}
		p = at + len(word)
		switch {
		case word == "obj":
			if n, start, ok := headerBefore(b, at); ok && n <= r.lim.MaxObjects {
				f.at[n] = start
				body = p
			}
		case word == "trailer":
			f.addTrailer(r.parse(b, p))
		case body >= 0:
			p = r.overStream(&f, body, at)
			body = -1
		}
		r.purse.spend(p - at)
	}
	return f
}

// nextWord finds the next of the words that matter to a search.
func nextWord(b []byte, p int) (string, int) {
	for ; p < len(b); p++ {
		word := ""
		switch b[p] {
		case 'o':
			word = "obj"
		case 's':
			word = "stream"
		case 't':
			word = "trailer"
		default:
			continue
		}
		if len(b)-p >= len(word) && string(b[p:p+len(word)]) == word {
			return word, p
		}
	}
	return "", -1
}

func (f *finds) addTrailer(o any, _ int, err error) {
	if d, ok := o.(dict); ok && err == nil && (d.get("Root") != nil || d.get("Encrypt") != nil) {
		f.trailers = append(f.trailers, d)
	}
}

// overStream gives the place after the stream whose dictionary starts at body
// and whose keyword stands at word.
func (r *reader) overStream(f *finds, body, word int) int {
	val, _, err := r.parse(r.b[:word], body)
	d, ok := val.(dict)
	if err != nil || !ok {
		return word + len("stream")
	}
	switch d.get("Type") {
	case name("ObjStm"):
		f.packs = append(f.packs, body)
	case name("XRef"):
		f.addTrailer(d, 0, nil)
	}
	from := lineEnd(r.b, word+len("stream"))
	if n, ok := d.get("Length").(int); ok && n >= 0 && n <= len(r.b)-from {
		p := skipSpace(r.b, from+n)
		if bytes.HasPrefix(r.b[p:], []byte("endstream")) {
			return p + len("endstream")
		}
	}
	if end := r.nextEnd(from); end >= 0 {
		return end + len("endstream")
	}
	return from
}

// headerBefore reads "n g" backwards from the word "obj" at p.
func headerBefore(b []byte, p int) (n, start int, ok bool) {
	if p >= 3 && string(b[p-3:p]) == "end" {
		return 0, 0, false
	}
	p, ok = backDigits(b, backSpace(b, p))
	if !ok || p == 0 || class[b[p-1]]&space == 0 {
		return 0, 0, false
	}
	start, ok = backDigits(b, backSpace(b, p))
	if !ok {
		return 0, 0, false
	}
	n, _, ok = digits(b, start)
	return n, start, ok && n > 0
}

func backSpace(b []byte, p int) int {
	for p > 0 && class[b[p-1]]&space != 0 {
		p--
	}
	return p
}

func backDigits(b []byte, p int) (int, bool) {
	end := p
	for p > 0 && class[b[p-1]]&digit != 0 && end-p < 10 {
		p--
	}
	return p, p < end
}

// rebuild makes a table of objects from a search alone.
func (r *reader) rebuild() error {
	r.rebuilt = true
	r.entries, r.trailer = nil, nil
	clear(r.known)
	clear(r.mine)
	f := r.search()
	for n, at := range f.at {
		if r.room(n) {
			r.entries[n] = entry{off: at, kind: plain}
		}
	}
	r.enterPacked(f)
	r.chooseTrailer(f.trailers)
	if r.purse.err != nil {
		return r.purse.err
	}
	if len(r.entries) == 0 {
		return fmt.Errorf("%w: nothing in it can be read", ErrDamaged)
	}
	return nil
}

// enterPacked lists what object streams hold. As everywhere, what stands later
// in the file is newer.
func (r *reader) enterPacked(f finds) {
	byPlace := map[int]int{}
	for n, at := range f.at {
		body, _ := headerAt(r.b, at, n)
		byPlace[body] = n
	}
	sort.Ints(f.packs)
	place := func(e entry) int {
		if e.kind == packed {
			return f.at[e.off]
		}
		return e.off
	}
	for _, body := range f.packs {
		container, ok := byPlace[body]
		if !ok {
			continue
		}
		k := r.pack(container)
		if k == nil {
			continue
		}
		for i, n := range k.nums {
			if r.room(n) && (r.entries[n].kind == absent || place(r.entries[n]) < f.at[container]) {
				r.entries[n] = entry{off: container, idx: int32(i), kind: packed}
			}
		}
	}
	clear(r.known)
}

// chooseTrailer takes the last trailer whose root is one; without any, the
// last catalog among the objects. Whatever says that the file is encrypted
// goes before: what was read would be noise.
func (r *reader) chooseTrailer(trailers []dict) {
	for i := len(trailers) - 1; i >= 0; i-- {
		if r.value(trailers[i].get("Encrypt")) != nil {
			r.trailer = trailers[i]
			return
		}
	}
	for i := len(trailers) - 1; i >= 0; i-- {
		if root := r.dict(trailers[i].get("Root")); r.dict(root.get("Pages")) != nil {
			r.trailer = trailers[i]
			return
		}
	}
	for n := len(r.entries) - 1; n > 0 && r.purse.err == nil; n-- {
		d, ok := r.load(n).val.(dict)
		switch {
		case !ok:
		case d.get("Filter") == name("Standard") && d.get("U") != nil && d.get("O") != nil:
			r.trailer = dict{{"Encrypt", ref(n)}}
			return
		case r.name(d.get("Type")) == "Catalog" && r.trailer == nil:
			r.trailer = dict{{"Root", ref(n)}}
		}
	}
}
