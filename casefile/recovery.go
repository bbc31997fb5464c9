package casefile

import (
	"crypto/sha256"
	"fmt"
	"strings"
)

// A recovery key is written as seven groups of five letters and digits, for example "7K2QX-…". The first four of a group carry 20 bits,
// the fifth checks them: any one wrong letter in a group is found, and so is a group in the wrong place. The 140 bits carried are the
// 128 of the key and 12 of its hash, which find what slips through.
const (
	recoverySize   = 16 // bytes of key
	recoveryGroups = 7
	groupLetters   = 4 // and one that checks
)

// letters are the 32 that cannot be mistaken for each other on paper: no I, L, O or U.
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// alike reads what people write in place of a letter that is not used.
var alike = strings.NewReplacer("O", "0", "I", "1", "L", "1", " ", "", "-", "", "\t", "", "\n", "", "\r", "", "–", "", "—", "")

// writeRecovery gives the key in groups to be printed and typed back.
func writeRecovery(secret []byte) string {
	values := toFives(append(secret[:recoverySize:recoverySize], recoverySum(secret)...))
	groups := make([]string, recoveryGroups)
	for g := range groups {
		four := values[g*groupLetters : (g+1)*groupLetters]
		for _, v := range append(four[:groupLetters:groupLetters], groupCheck(g, four)) {
			groups[g] += letters[v : v+1]
		}
	}
	return strings.Join(groups, "-")
}

// readRecovery undoes writeRecovery; a Problem says which group to look at.
func readRecovery(s string) ([]byte, error) {
	text := alike.Replace(strings.ToUpper(s))
	if want := recoveryGroups * (groupLetters + 1); len(text) != want {
		return nil, recoveryProblem(fmt.Sprintf("A recovery key has %d letters and digits in %d groups, and this has %d.", want, recoveryGroups, len([]rune(text))))
	}
	var values []byte
	for g := range recoveryGroups {
		four, ok := readGroup(g, text[g*(groupLetters+1):(g+1)*(groupLetters+1)])
		if !ok {
			return nil, recoveryProblem(fmt.Sprintf("There is a typing slip in group %d of the recovery key.", g+1))
		}
		values = append(values, four...)
	}
	all := fromFives(values)
	secret := all[:recoverySize]
	if sum := recoverySum(secret); all[recoverySize] != sum[0] || all[recoverySize+1] != sum[1] {
		return nil, recoveryProblem("There is a typing slip in the recovery key.")
	}
	return secret, nil
}

func recoveryProblem(what string) Problem {
	return Problem{"recovery", what + " Compare it with the paper and type it again."}
}

// readGroup gives the values of the first four letters, where the fifth agrees.
func readGroup(g int, text string) ([]byte, bool) {
	values := make([]byte, len(text))
	for i := range text {
		at := strings.IndexByte(letters, text[i])
		if at < 0 {
			return nil, false
		}
		values[i] = byte(at)
	}
	four := values[:groupLetters]
	return four, values[groupLetters] == groupCheck(g, four)
}

// groupCheck weighs each letter by an odd number, so that changing any one changes the sum modulo 32; the group's number moves it on.
func groupCheck(g int, four []byte) byte {
	sum := 9 * g
	for i, v := range four {
		sum += (2*i + 1) * int(v)
	}
	return byte(sum % 32)
}

// recoverySum gives the 12 bits that check the whole key, in two bytes whose last four bits are zero.
func recoverySum(secret []byte) []byte {
	h := sha256.Sum256(append([]byte("ehc-casefile recovery key"), secret[:recoverySize]...))
	return []byte{h[0], h[1] & 0xf0}
}

// toFives cuts bytes into values of five bits, the first bits first; 140 bits give 28 values.
func toFives(b []byte) []byte {
	out := make([]byte, 0, recoveryGroups*groupLetters)
	for bit := 0; len(out) < cap(out); bit += 5 {
		var v byte
		for i := bit; i < bit+5; i++ {
			v = v<<1 | b[i/8]>>(7-i%8)&1
		}
		out = append(out, v)
	}
	return out
}

// fromFives undoes toFives; the last byte holds four bits.
func fromFives(values []byte) []byte {
	out := make([]byte, recoverySize+2)
	for i := range len(values) * 5 {
		out[i/8] |= values[i/5] >> (4 - i%5) & 1 << (7 - i%8)
	}
	return out
}
