package casefile

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// Find gives where any of the words stand in a text, as [File.Search] looks for them: each place from its first byte to behind its last, in
// order and apart. whole tells whether every one of the words stands in it; where there are no words, it does not.
func Find(text, words string) (at [][2]int, whole bool) {
	want := wantedWords(words)
	folded, from := foldWith(text)
	whole = len(want) > 0
	for _, w := range want {
		found := false
		for i := 0; ; {
			n := bytes.Index(folded[i:], w)
			if n < 0 {
				break
			}
			found = true
			at = append(at, unfold(text, from, i+n, i+n+len(w)))
			i += n + 1 // the next may begin inside this one
		}
		whole = whole && found
	}
	return apart(at), whole
}

// unfold gives the letters of text from which the folded bytes from i to j came.
func unfold(text string, from []int, i, j int) [2]int {
	begin, end := from[i], len(text)
	for j < len(from) && from[j] == from[j-1] { // a part of a letter that folds to several: the whole of it
		j++
	}
	if j < len(from) {
		end = from[j]
	}
	return [2]int{begin, max(end, begin)}
}

// apart puts places in order, and those that touch together.
func apart(at [][2]int) [][2]int {
	slices.SortFunc(at, func(a, b [2]int) int { return a[0] - b[0] })
	out := at[:0]
	for _, p := range at {
		if last := len(out) - 1; last >= 0 && p[0] <= out[last][1] {
			out[last][1] = max(out[last][1], p[1])
			continue
		}
		out = append(out, p)
	}
	return out
}

// Excerpts gives hits of a search for these words with the excerpts that they lack: [File.Search] gives the first ones alone. A hit whose
// record has gone meanwhile stays without.
func (f *File) Excerpts(hits []Hit, words string) ([]Hit, error) {
	out, want := slices.Clone(hits), wantedWords(words)
	err := f.View(func(tx *Tx) error {
		for i, h := range out {
			if h.Excerpt == "" {
				out[i].Excerpt = excerpt(tx, h, want)
			}
		}
		return nil
	})
	return out, err
}

// An excerpt has about so many letters before and after the place: few before it, so that it is seen where there is room for few.
const (
	leadIn  = 24
	leadOut = 116
)

// Around gives what stands in a text around the first place of any of the words, as whole words on one line, with "…" where some are left out.
func Around(text, words string) string { return aroundFirst(text, wantedWords(words)) }

func aroundFirst(text string, want [][]byte) string {
	text = strings.Join(strings.Fields(text), " ")
	folded, from := foldWith(text)
	at := -1
	for _, w := range want {
		if i := bytes.Index(folded, w); i >= 0 && (at < 0 || i < at) {
			at = i
		}
	}
	if at < 0 {
		return cutAfter(text, leadIn+leadOut)
	}
	begin, end := beginNear(text, from[at]), endNear(text, from[at])
	out := text[begin:end]
	if begin > 0 {
		out = "…" + out
	}
	if end < len(text) {
		out += "…"
	}
	return out
}

// beginNear gives where a word begins some letters before at, or a letter in the middle of a very long one.
func beginNear(text string, at int) int {
	begin := at
	for n := 0; n < leadIn && begin > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(text[:begin])
		begin -= size
	}
	if space := strings.IndexByte(text[begin:at], ' '); begin > 0 && space >= 0 {
		begin += space + 1
	}
	return begin
}

// endNear gives where a word ends some letters behind at.
func endNear(text string, at int) int {
	end := at
	for n := 0; n < leadOut && end < len(text); n++ {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	if space := strings.LastIndexByte(text[at:end], ' '); end < len(text) && space > 0 {
		end = at + space
	}
	return end
}
