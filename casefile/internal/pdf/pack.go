package pdf

import "sync"

// pack is a decoded object stream (7.5.7).
type pack struct {
	b    []byte
	nums []int
	offs []int
	once sync.Once
	at   map[int]int // number to place, made when the table of objects names a wrong place
}

// unpack reads object n, which should be at place idx of the object stream.
func (r *reader) unpack(container, idx, n int) (any, error) {
	k := r.pack(container)
	if k == nil {
		return nil, errSyntax
	}
	if idx < 0 || idx >= len(k.nums) || k.nums[idx] != n {
		var ok bool
		if idx, ok = k.find(n); !ok {
			return nil, errSyntax
		}
	}
	if k.offs[idx] > len(k.b) {
		return nil, errSyntax
	}
	o, _, err := r.parse(k.b, k.offs[idx])
	return o, err
}

func (k *pack) find(n int) (int, bool) {
	k.once.Do(func() {
		k.at = make(map[int]int, len(k.nums))
		for i, m := range k.nums {
			k.at[m] = i
		}
	})
	i, ok := k.at[n]
	return i, ok
}

// pack decodes an object stream once; nil if it cannot be.
func (r *reader) pack(n int) *pack {
	if k, ok := r.packs[n]; ok {
		return k
	}
	if k, ok := r.mine[n]; ok {
		return k
	}
	r.mine[n] = nil // an object stream that lies in itself is none
	if n <= 0 || n >= len(r.entries) || r.entries[n].kind != plain {
		return nil
	}
	o := r.load(n)
	if !o.stream {
		return nil
	}
	b, err := r.decode(o)
	if err != nil && len(b) == 0 {
		return nil
	}
	k := r.contents(o.val.(dict), b)
	r.mine[n] = k
	return k
}

// contents reads the pairs of number and offset that an object stream opens with.
func (r *reader) contents(d dict, b []byte) *pack {
	count, _ := integer(r.value(d.get("N")))
	first, _ := integer(r.value(d.get("First")))
	if first < 0 || first > len(b) {
		return nil
	}
	k := &pack{b: b}
	for p := 0; len(k.nums) < count; {
		num, next, ok := digits(b, skipBlank(b, p))
		off, next, ok2 := digits(b, skipBlank(b, next))
		if !ok || !ok2 {
			break
		}
		k.nums, k.offs = append(k.nums, num), append(k.offs, first+off)
		p = next
	}
	r.purse.spend(16 * len(k.nums))
	return k
}

// keep leaves the decoded object streams to later readers of the file, unless
// they are too large to hold on to.
func (r *reader) keep() {
	size := 0
	for _, k := range r.mine {
		if k != nil {
			size += len(k.b)
		}
	}
	if size > 64<<20 {
		return
	}
	r.file.packs = r.mine
	r.mine = map[int]*pack{}
}
