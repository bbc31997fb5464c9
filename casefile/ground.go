package casefile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"time"
)

// bbolt maps a file and trusts every number in it: a file cut short ends the process, a wrong page number panics or never ends, and a
// wrong free list overwrites what is in use. So before bbolt may touch a file, survey reads it as plain bytes and follows every page
// within bounds. The layout is bbolt's own, little-endian: https://github.com/etcd-io/bbolt/tree/main/internal/common.
const (
	boltMagic   = 0xED0CDAED
	boltVersion = 2
	metaSize    = 80 // the page header and the meta behind it
	pageHead    = 16
	elemSize    = 16
	maxDepth    = 32 // of a tree; 32 levels of two keys each would name more pages than any disk holds

	branchPage = 0x01
	leafPage   = 0x02
	metaPage   = 0x04
	freePage   = 0x10
)

// survey is what was seen of a file on the disk.
type survey struct {
	r     io.ReaderAt
	metas [2][metaSize]byte // as they were, to notice a change between two looks
	size  int64             // of a page
	high  uint64            // the first page never used
	seen  []bool            // by page: already part of a tree or of the free list
}

var le = binary.LittleEndian

// inspect surveys the file of this name while no other program may write to it.
func inspect(path string) (*survey, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, fmt.Errorf("it is a folder: %w", ErrNotCase)
	}
	if !info.Mode().IsRegular() { // opening a pipe would wait for ever
		return nil, ErrNotCase
	}
	f, err := openShared(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err = f.Stat(); err != nil {
		return nil, err
	}
	s := &survey{r: f}
	if err := s.readMetas(info.Size()); err != nil {
		return nil, err
	}
	return s, s.walk()
}

// openShared opens the file for reading under a lock that any number of readers may hold, but no writer; it waits 300 ms for one to go.
func openShared(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	for range 12 {
		if err = lockShared(f); !errors.Is(err, errBusy) {
			break
		}
		time.Sleep(lockWait / 12)
	}
	if errors.Is(err, errBusy) {
		err = ErrLocked
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// errBusy is what lockShared gives while another program holds the file.
var errBusy = errors.New("busy")

// readMetas reads both meta pages, neither of which may be wrong: bbolt would quietly fall back from a wrong one to the state of
// one commit earlier.
func (s *survey) readMetas(fileSize int64) error {
	if !s.isBolt(0) {
		for size := int64(1 << 10); size <= 1<<16; size <<= 1 {
			if s.isBolt(size) {
				return fmt.Errorf("its first page: %w", ErrDamaged)
			}
		}
		return ErrNotCase
	}
	var head [metaSize]byte
	if _, err := s.r.ReadAt(head[:], 0); err != nil {
		return fmt.Errorf("cut short: %w", ErrDamaged)
	}
	s.size = int64(le.Uint32(head[24:]))
	if s.size < 1<<10 || s.size > 1<<16 || s.size&(s.size-1) != 0 {
		return fmt.Errorf("its first page: %w", ErrDamaged)
	}
	for i := range s.metas {
		if err := s.readMeta(i, fileSize); err != nil {
			return err
		}
	}
	// Commits write the two in turn. A wider gap means that one of them is an old page come back.
	if a, b := le.Uint64(s.metas[0][64:]), le.Uint64(s.metas[1][64:]); a != b+1 && b != a+1 {
		return fmt.Errorf("its first pages: %w", ErrDamaged)
	}
	return nil
}

func (s *survey) isBolt(at int64) bool {
	var b [pageHead + 4]byte
	_, err := s.r.ReadAt(b[:], at)
	return err == nil && le.Uint32(b[pageHead:]) == boltMagic
}

func (s *survey) readMeta(i int, fileSize int64) error {
	m := &s.metas[i]
	if _, err := s.r.ReadAt(m[:], int64(i)*s.size); err != nil {
		return fmt.Errorf("cut short: %w", ErrDamaged)
	}
	h := fnv.New64a()
	h.Write(m[pageHead:72])
	switch {
	case le.Uint64(m[:]) != uint64(i), le.Uint16(m[8:]) != metaPage, le.Uint32(m[16:]) != boltMagic,
		le.Uint32(m[20:]) != boltVersion, int64(le.Uint32(m[24:])) != s.size, h.Sum64() != le.Uint64(m[72:]):
		return fmt.Errorf("its first pages: %w", ErrDamaged)
	case le.Uint64(m[56:]) > uint64(fileSize/s.size):
		return fmt.Errorf("cut short: %w", ErrDamaged)
	}
	return nil
}

// newest gives the meta of the last commit.
func (s *survey) newest() []byte {
	if le.Uint64(s.metas[1][64:]) > le.Uint64(s.metas[0][64:]) {
		return s.metas[1][:]
	}
	return s.metas[0][:]
}

// walk follows every tree and the free list, so that each page is used once and for one thing.
func (s *survey) walk() error {
	m := s.newest()
	s.high = le.Uint64(m[56:])
	s.seen = make([]bool, s.high)
	for i := range min(2, len(s.seen)) {
		s.seen[i] = true
	}
	var roots []uint64
	found := 0
	err := s.tree(le.Uint64(m[32:]), 0, func(key, value []byte) error {
		if len(key) == 1 && key[0] >= bucketHeader && key[0] <= bucketState {
			found++
		}
		root, err := s.bucketRoot(value)
		if root != 0 {
			roots = append(roots, root)
		}
		return err
	})
	if err != nil {
		return err
	}
	if found == 0 {
		return ErrNotCase
	}
	for _, r := range roots {
		if err := s.tree(r, 0, nil); err != nil {
			return err
		}
	}
	return s.freeList(le.Uint64(m[48:]))
}

// bucketRoot reads a bucket's entry: the page of its tree, or 0 for a small bucket that lies in the entry itself.
func (s *survey) bucketRoot(value []byte) (uint64, error) {
	if len(value) < 16 {
		return 0, errPage
	}
	if root := le.Uint64(value); root != 0 {
		return root, nil
	}
	p := page{head: value[16:], span: int64(len(value) - 16)}
	if len(p.head) < pageHead || p.kind() != leafPage || pageHead+p.count()*elemSize > p.span {
		return 0, errPage
	}
	return 0, p.elements(func(bucket bool, _, _, _ int64) error {
		if bucket {
			return errPage
		}
		return nil
	})
}

var errPage = fmt.Errorf("its pages: %w", ErrDamaged)

// page is one page of a tree: its head and elements, and how many bytes it has with its overflow.
type page struct {
	head []byte
	span int64
	at   int64 // in the file
}

func (p page) kind() uint16 { return le.Uint16(p.head[8:]) }
func (p page) count() int64 { return int64(le.Uint16(p.head[10:])) }

// elements calls each with the places of key and value from the start of the page, all within it.
func (p page) elements(each func(bucket bool, key, keyLen, valueLen int64) error) error {
	for i := range p.count() {
		off := pageHead + i*elemSize
		e := p.head[off : off+elemSize]
		flags, pos, klen, vlen := le.Uint32(e), int64(le.Uint32(e[4:])), int64(le.Uint32(e[8:])), int64(le.Uint32(e[12:]))
		key := off + pos
		if flags > 1 || klen == 0 || key < pageHead+p.count()*elemSize || key+klen+vlen > p.span {
			return errPage
		}
		if err := each(flags == 1, key, klen, vlen); err != nil {
			return err
		}
	}
	return nil
}

// children calls each with the page numbers of a branch page.
func (p page) children(each func(id uint64) error) error {
	for i := range p.count() {
		off := pageHead + i*elemSize
		e := p.head[off : off+elemSize]
		key, klen := off+int64(le.Uint32(e)), int64(le.Uint32(e[4:]))
		if klen == 0 || key < pageHead+p.count()*elemSize || key+klen > p.span {
			return errPage
		}
		if err := each(le.Uint64(e[8:])); err != nil {
			return err
		}
	}
	return nil
}

// tree follows one tree. With bucket set it is the tree of buckets, and bucket gets each; otherwise there may be none in it.
func (s *survey) tree(id uint64, depth int, bucket func(key, value []byte) error) error {
	p, err := s.branch(id)
	if err != nil || depth > maxDepth {
		return errors.Join(err, errPage)
	}
	switch p.kind() {
	case branchPage:
		if p.count() == 0 {
			return errPage
		}
		return p.children(func(id uint64) error { return s.tree(id, depth+1, bucket) })
	case leafPage:
		return p.elements(func(is bool, key, klen, vlen int64) error {
			if is != (bucket != nil) {
				return errPage
			}
			if !is {
				return nil
			}
			return s.entry(p.at+key, klen, vlen, bucket)
		})
	}
	return errPage
}

// entry reads one entry of the tree of buckets.
func (s *survey) entry(at, klen, vlen int64, bucket func(key, value []byte) error) error {
	b := make([]byte, klen+vlen)
	if _, err := s.r.ReadAt(b, at); err != nil {
		return err
	}
	return bucket(b[:klen], b[klen:])
}

// page reads the first page's worth of a page and takes it, with its overflow, as seen.
func (s *survey) page(id uint64) (page, error) {
	if id < 2 || id >= s.high {
		return page{}, errPage
	}
	p := page{head: make([]byte, s.size), at: int64(id) * s.size}
	if _, err := s.r.ReadAt(p.head, p.at); err != nil {
		return p, err
	}
	pages := uint64(le.Uint32(p.head[12:])) + 1
	if le.Uint64(p.head) != id || pages > s.high-id {
		return p, errPage
	}
	for i := range pages {
		if s.seen[id+i] {
			return p, errPage
		}
		s.seen[id+i] = true
	}
	p.span = int64(pages) * s.size
	return p, nil
}

// branch reads a page of a tree with all its elements, which may run over into the pages behind.
func (s *survey) branch(id uint64) (page, error) {
	p, err := s.page(id)
	if err != nil {
		return p, err
	}
	need := pageHead + p.count()*elemSize
	if need > p.span {
		return p, errPage
	}
	if need > s.size {
		p.head = make([]byte, need)
		_, err = s.r.ReadAt(p.head, p.at)
	}
	return p, err
}

// freeList checks that every page on the list is there and free.
func (s *survey) freeList(id uint64) error {
	p, err := s.page(id)
	if err != nil {
		return err
	}
	if p.kind() != freePage {
		return errPage
	}
	n, at := uint64(p.count()), int64(pageHead)
	if n == 0xffff {
		n, at = le.Uint64(p.head[pageHead:]), at+8
	}
	if n > uint64(p.span-at)/8 {
		return errPage
	}
	ids := make([]byte, n*8)
	if _, err := s.r.ReadAt(ids, p.at+at); err != nil {
		return err
	}
	for ; len(ids) > 0; ids = ids[8:] {
		free := le.Uint64(ids)
		if free < 2 || free >= s.high || s.seen[free] {
			return errPage
		}
		s.seen[free] = true
	}
	return nil
}

// unchanged tells whether the file of this name still has the meta pages of the survey.
func (s *survey) unchanged(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	var m [metaSize]byte
	for i := range s.metas {
		if _, err := f.ReadAt(m[:], int64(i)*s.size); err != nil || !bytes.Equal(m[:], s.metas[i][:]) {
			return false
		}
	}
	return true
}
