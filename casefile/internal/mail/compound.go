package mail

import (
	"encoding/binary"
	"errors"

	"ehccasefile/casefile/internal/limit"
)

var errCompound = errors.New("this Outlook file is damaged; it is kept as it is")

// compound is a compound file (MS-CFB): a small file system of sectors and chains inside one file. Every chain is followed for
// at most as many steps as there are sectors, and every entry is visited once, so that no circle holds it.
type compound struct {
	data   []byte
	sector int // bytes
	fat    []uint32
	mini   []uint32
	small  []byte // the stream that holds all small streams
	cutoff uint32
	left   int // bytes that may still be copied: many entries may claim one and the same stream
	root   *entry
}

// entry is a folder or a stream in it.
type entry struct {
	name   string
	stream bool
	start  uint32
	size   uint64
	kids   []*entry
	left   uint32
	right  uint32
	child  uint32
}

const (
	noSector   = 0xFFFFFFFA // this and above are no sectors
	maxEntries = 100_000
)

// kid finds what lies in a folder by its name.
func (e *entry) kid(name string) *entry {
	for _, k := range e.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

func openCompound(data []byte) (*compound, error) {
	if len(data) < 512 || string(data[:8]) != string(cfbMagic) {
		return nil, errCompound
	}
	u32 := func(at int) uint32 { return binary.LittleEndian.Uint32(data[at:]) }
	shift := binary.LittleEndian.Uint16(data[30:])
	if shift != 9 && shift != 12 {
		return nil, errCompound
	}
	f := &compound{data: data, sector: 1 << shift, cutoff: u32(56), left: 4*len(data) + 1<<20}
	if f.cutoff != 4096 {
		f.cutoff = 4096
	}
	f.readFAT(u32)
	f.mini = numbers(f.chain(u32(60), uint64(len(data))))
	entries := f.entries(f.chain(u32(48), uint64(len(data))))
	if len(entries) == 0 {
		return nil, errCompound
	}
	f.root = entries[0]
	f.small = f.chain(f.root.start, f.root.size)
	f.family(entries)
	return f, nil
}

// at gives a sector, or what is there of it.
func (f *compound) at(n uint32) []byte {
	from := (int64(n) + 1) * int64(f.sector)
	if n >= noSector || from >= int64(len(f.data)) {
		return nil
	}
	return f.data[from:min(from+int64(f.sector), int64(len(f.data)))]
}

// readFAT gathers the table of chains: its first 109 sectors are named in the header, the rest in a chain of their own.
func (f *compound) readFAT(u32 func(int) uint32) {
	most := len(f.data)/f.sector + 1
	used := map[uint32]bool{}
	add := func(n uint32) {
		if n < noSector && !used[n] && len(used) < most {
			used[n] = true
			f.fat = append(f.fat, numbers(f.at(n))...)
		}
	}
	for i := range 109 {
		add(u32(76 + 4*i))
	}
	next := u32(68)
	for range most {
		list := numbers(f.at(next))
		if len(list) < 2 {
			return
		}
		for _, n := range list[:len(list)-1] {
			add(n)
		}
		next = list[len(list)-1]
	}
}

func numbers(b []byte) []uint32 {
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return out
}

// chain reads a stream of whole sectors, at most size bytes of it.
func (f *compound) chain(n uint32, size uint64) []byte {
	size = min(size, uint64(len(f.data)), uint64(max(f.left, 0)))
	var out []byte
	for steps := 0; steps <= len(f.fat) && uint64(len(out)) < size; steps++ {
		sector := f.at(n)
		if sector == nil {
			break
		}
		out = append(out, sector...)
		f.left -= len(sector)
		if int64(n) >= int64(len(f.fat)) {
			break
		}
		n = f.fat[n]
	}
	return out[:min(uint64(len(out)), size)]
}

const miniSector = 64

// bytes reads what a stream holds; a damaged one gives what can be reached.
func (f *compound) bytes(e *entry) []byte {
	if e == nil || !e.stream {
		return nil
	}
	if e.size >= uint64(f.cutoff) {
		return f.chain(e.start, e.size)
	}
	var out []byte
	n := e.start
	for steps := 0; steps <= len(f.mini) && uint64(len(out)) < e.size && f.left > 0; steps++ {
		from := int64(n) * miniSector
		if n >= noSector || from >= int64(len(f.small)) {
			break
		}
		out = append(out, f.small[from:min(from+miniSector, int64(len(f.small)))]...)
		f.left -= miniSector
		if int64(n) >= int64(len(f.mini)) {
			break
		}
		n = f.mini[n]
	}
	return out[:min(uint64(len(out)), e.size)]
}

// entries reads the table of contents.
func (f *compound) entries(dir []byte) []*entry {
	var out []*entry
	for ; len(dir) >= 128 && len(out) < maxEntries; dir = dir[128:] {
		n := min(int(binary.LittleEndian.Uint16(dir[64:])), 64)
		e := &entry{name: utf16Text(dir[:n], false), stream: dir[66] == 2}
		e.left, e.right, e.child = binary.LittleEndian.Uint32(dir[68:]), binary.LittleEndian.Uint32(dir[72:]), binary.LittleEndian.Uint32(dir[76:])
		e.start, e.size = binary.LittleEndian.Uint32(dir[116:]), binary.LittleEndian.Uint64(dir[120:])
		if f.sector == 512 {
			e.size &= 0xFFFFFFFF // the upper half may be rubbish in files of version 3
		}
		out = append(out, e)
	}
	return out
}

// family gives each folder what lies in it. Each entry gets one place at most: a table that goes round in a circle ends there.
func (f *compound) family(entries []*entry) {
	placed := make([]bool, len(entries))
	placed[0] = true
	type visit struct {
		at    uint32
		into  *entry
		depth int
	}
	work := []visit{{f.root.child, f.root, 1}}
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		if int64(v.at) >= int64(len(entries)) || placed[v.at] || v.depth > limit.MailDepth*3 {
			continue
		}
		placed[v.at] = true
		e := entries[v.at]
		v.into.kids = append(v.into.kids, e)
		work = append(work, visit{e.left, v.into, v.depth}, visit{e.right, v.into, v.depth})
		if !e.stream {
			work = append(work, visit{e.child, e, v.depth + 1})
		}
	}
}
