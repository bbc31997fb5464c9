package outside

import (
	"strings"
	"unicode"
)

// What tells writing from noise. Tesseract reads something into every texture: short scraps, signs, few vowels, and mostly
// without being sure. Measured on pages and photographs; see the tests.
const (
	unsure   = 60  // below this a word is marked as in doubt
	noise    = 30  // below this a scrap without a real word's form is dropped
	realSure = 50  // a real word is at least this sure
	realPart = 0.3 // of a block's letters and digits must stand in real words, or in numbers read with some certainty
	fewReal  = 2   // real words that a page has at least, or it has none
)

// worth gives the blocks without what is no writing.
func (s sheet) worth() [][][]scrap {
	var out [][][]scrap
	good := 0
	for _, block := range s.blocks {
		real, all, words := 0, 0, 0
		for _, line := range block {
			for _, w := range line {
				n := letters(w.text)
				all += n
				if w.sure >= realSure && isReal(w.text) {
					real += n
					words++
				}
			}
		}
		if all == 0 || float64(real) < realPart*float64(all) {
			continue
		}
		good += words
		out = append(out, sifted(block))
	}
	if good < fewReal {
		return nil
	}
	return out
}

// sifted leaves out the specks and rulings of a block that is writing.
func sifted(block [][]scrap) [][]scrap {
	var out [][]scrap
	for _, line := range block {
		var kept []scrap
		for _, w := range line {
			if w.sure >= noise && (letters(w.text) > 0 || w.sure >= unsure) || isReal(w.text) {
				kept = append(kept, w)
			}
		}
		if kept != nil {
			out = append(out, kept)
		}
	}
	return out
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// isReal tells a scrap with the form of a word or a number: three letters or more in a row, one of them a vowel (w and y are
// ones in Welsh), in small letters but for the first, or all in capitals; or two digits or more; and few signs around them.
func isReal(s string) bool {
	s = strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var low, up, digits, other int
	vowel := false
	for i, r := range s {
		switch {
		case unicode.IsUpper(r):
			up++
			if i > 0 && low > 0 {
				other++ // a capital after small letters
			}
		case unicode.IsLetter(r):
			low++
		case unicode.IsDigit(r):
			digits++
		case !strings.ContainsRune("-'’/.,:@&", r):
			other++
		}
		vowel = vowel || strings.ContainsRune("aeiouyw", unicode.ToLower(r)) || r > 0x7f && unicode.IsLetter(r)
	}
	if other > 0 {
		return false
	}
	return low+up >= 3 && vowel && (up <= 1 || low == 0 || low > up) || digits >= 2 && low+up <= 3
}
