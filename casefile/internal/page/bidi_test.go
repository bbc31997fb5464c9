package page

import (
	"math/rand/v2"
	"testing"

	"golang.org/x/text/unicode/bidi"
)

// Which way each character runs is what golang.org/x/text says, for random lines of letters, digits and marks. (It
// leaves the brackets of "Z[£&3] א" unpaired; ours are tested below.)
func TestLevelsRunAsXTextSays(t *testing.T) {
	letters := []rune("ab Zא בسب ء٣12 3,.:-+–/%£«»\u0650\u05b8\u0301 !?&")
	rnd := rand.New(rand.NewPCG(3, 5))
	for range 30000 {
		line := make([]rune, 1+rnd.IntN(14))
		for i := range line {
			line[i] = letters[rnd.IntN(len(letters))]
		}
		for _, rtl := range []bool{false, true} {
			got := levels(line, rtl)
			way := bidi.LeftToRight
			if rtl {
				way = bidi.RightToLeft
			}
			want := oracle(t, string(line), way)
			for i, l := range got {
				if l%2 == 1 != want[i] {
					t.Fatalf("%q (rtl %v): levels %v, want right to left %v", string(line), rtl, got, want)
				}
			}
		}
	}
}

// oracle tells of each character whether it runs from right to left. The paragraph's way is forced by a mark before it.
func oracle(t *testing.T, line string, way bidi.Direction) []bool {
	t.Helper()
	mark := "\u200e"
	if way == bidi.RightToLeft {
		mark = "\u200f"
	}
	var p bidi.Paragraph
	if _, err := p.SetString(mark + line); err != nil {
		t.Fatal(err)
	}
	o, err := p.Order()
	if err != nil {
		t.Fatal(err)
	}
	var out []bool
	for i := range o.NumRuns() {
		r := o.Run(i)
		for range r.String() {
			out = append(out, r.Direction() == bidi.RightToLeft)
		}
	}
	return out[1:]
}

func TestStretchesStandInOrder(t *testing.T) {
	for _, c := range []struct {
		text string
		rtl  bool
		want string // as seen, right-to-left stretches turned round
	}{
		{"abc אבג def", false, "abc גבא def"},
		{"abc אבג 12 דהו", false, "abc והד 12 גבא"},
		{"אבג 12", false, "12 גבא"},
		{"אבג abc דהו", true, "והד abc גבא"},
		{"אבג (abc) 12.", true, ".12 (abc) גבא"},
		{"abc (אבג)", false, "abc (גבא)"},
		{"אבג (דהו) abc", false, "(והד) גבא abc"},
		{"אבג [£&3] abc", true, "abc [3&£] גבא"},
		{"Z1[£&3] אב", true, "בא Z1[£&3]"},
	} {
		text := []rune(c.text)
		list := stretches(levels(text, c.rtl))
		seen := ""
		for _, i := range sightOrder(list) {
			part := string(text[list[i].from:list[i].to])
			if list[i].rtl() {
				part = bidi.ReverseString(part)
			}
			seen += part
		}
		if seen != c.want {
			t.Errorf("%q is seen as %q, want %q", c.text, seen, c.want)
		}
	}
}
