package intake

import (
	"math/bits"
	"slices"

	"ehccasefile/casefile/internal/guess"
)

const (
	shingleLength = 5      // words
	shingleKeep   = 4      // one in so many is kept
	alikeBytes    = 60_000 // of a page: an A4 page of the smallest print has fewer
)

// folded gives the hashes of a page's words, with what scans mix up made one.
func folded(s string) []uint64 {
	s = guess.Cut(s, alikeBytes)
	var words []uint64
	h, any := uint64(offset64), false
	end := func() {
		if any {
			words = append(words, h)
		}
		h, any = offset64, false
	}
	for _, c := range []byte(guess.Bone(s)) {
		if c == ' ' {
			end()
			continue
		}
		h, any = (h^uint64(c))*prime64, true
	}
	end()
	return words
}

// The numbers of the FNV-1a hash.
const (
	offset64 = 14695981039346656037
	prime64  = 1099511628211
)

// shinglesOf gives the marks of a page: of the hashes of five words in a row, those that fall on one in four, each once. The same five words give
// the same mark on every page, so the marks of two pages can be counted against each other.
func shinglesOf(words []uint64) []uint32 {
	var marks []uint32
	for i := 0; i+shingleLength <= len(words); i++ {
		h := uint64(offset64)
		for _, w := range words[i : i+shingleLength] {
			h = bits.RotateLeft64(h*prime64^w, 23)
		}
		h ^= h >> 33
		h *= 0xff51afd7ed558ccd
		h ^= h >> 29
		if h%shingleKeep == 0 {
			marks = append(marks, uint32(h>>32))
		}
	}
	slices.Sort(marks)
	return slices.Compact(marks)
}

// postings says for each mark on which pages it stands. A mark on more than longestShelf pages is a phrase of forms and says nothing: the pages after
// that are not written down.
type postings struct {
	first map[uint32]int32 // to entries
	next  []posting
}

type posting struct{ page, next, length int32 }

func newPostings() postings { return postings{first: map[uint32]int32{}} }

func (p *postings) add(marks []uint32, page int32) {
	for _, m := range marks {
		head, there := p.first[m]
		if !there {
			head = -1
		}
		length := int32(1)
		if there {
			length = p.next[head].length + 1
		}
		if length > longestShelf {
			continue
		}
		p.next = append(p.next, posting{page, head, length})
		p.first[m] = int32(len(p.next) - 1)
	}
}

func (p *postings) each(mark uint32, f func(page int32)) {
	at, there := p.first[mark]
	if !there {
		return
	}
	for ; at >= 0; at = p.next[at].next {
		f(p.next[at].page)
	}
}
