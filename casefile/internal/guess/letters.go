package guess

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// twins are letters of other alphabets that look like ours: Cyrillic, Greek, Armenian, and the small capitals of phonetic writing.
var twins = func() map[rune]rune {
	pairs := map[rune]rune{}
	for _, p := range [][2]string{
		{"АВЕЅІЈКМНОРСТХУԜԚаеѕіјкмһорсхуԝԛԁгвтпѵ", "abesijkmhopctxywqaesijkmhopcxywqdrbtnv"},
		{"ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹαβεικνορτυχωϲϳ", "abezhikmnoptyxcabeiknoptuxwcj"},
		{"ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz"},
		{"ıɩȷɡɑәօսհ", "iijgaeouh"},
	} {
		to := []rune(p[1])
		for i, c := range []rune(p[0]) {
			pairs[c] = to[i]
		}
	}
	return pairs
}()

// seen gives a character as a reader sees it: without its accents, full-width and mathematical letters as plain ones, letters of other
// alphabets as the ones they look like. 0 is what nobody sees.
func seen(c rune) rune {
	switch {
	case c < 0x80:
		return c
	case c == '’' || c == '‘' || c == '\u00ad' || unicode.In(c, unicode.Cf, unicode.Mn, unicode.Me, unicode.Variation_Selector) || c == '\u115f' || c == '\u3164':
		return 0
	}
	if twin, ok := twins[c]; ok {
		return twin
	}
	if unicode.IsSpace(c) || !unicode.In(c, unicode.L, unicode.N, unicode.So) {
		return c
	}
	for _, plain := range norm.NFKD.String(string(c)) { // the first of them is the letter; a sign in brackets gives a bracket
		if unicode.IsLetter(plain) || unicode.IsDigit(plain) {
			if twin, ok := twins[plain]; ok {
				return twin
			}
			return plain
		}
	}
	return c
}

// plain gives words as a reader sees them; most hold nothing to change.
func plain(s string) string {
	if strings.IndexFunc(s, func(c rune) bool { return c >= 0x80 }) < 0 {
		return s
	}
	return strings.Map(func(c rune) rune {
		if c = seen(c); c == 0 {
			return -1
		}
		return c
	}, s)
}

// parted gives a file's name with spaces where a capital begins a word: "CounselsOpinionWP" gives "Counsels Opinion WP".
func parted(name string) string {
	var b strings.Builder
	letters := []rune(name)
	for i, c := range letters {
		if i > 0 && unicode.IsUpper(c) && (!unicode.IsUpper(letters[i-1]) || i+1 < len(letters) && unicode.IsLower(letters[i+1])) {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
	}
	return b.String()
}
