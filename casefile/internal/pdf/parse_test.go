package pdf

import (
	"strings"
	"testing"
)

// spelt reads an object and writes it again.
func spelt(s string) (string, error) {
	x := parser{b: []byte(s), left: 5}
	o, err := x.object()
	e := encoder{carry: func(r ref) any { return global(r) }}
	e.value(o)
	return string(e.buf), err
}

func TestParse(t *testing.T) {
	for in, want := range map[string]string{
		"12": "12", "-7": "-7", "+.5": "0.5", "--5": "-5", "1.2.3": "1.2", "5-": "5", "4.": "4", "-": "0", "1e5": "1",
		"0.00001": "0.00001", "99999999999999999999999": "1000000000000",
		"true": "true", "null": "null", "endobj": "null", "12 0 R": "12 0 R", "12 0 Rx": "12", "[1 2 3 0 R R]": "[1 2 3 0 R null]",
		"/A#20b": "/A#20b", "/A#2": "/A#232", "/": "/", "/Caf\xe9": "/Caf#E9",
		`(a\(b\)(c))`: `(a\(b\)(c))`, "<48 65\n6c>": "<48 65\n6c>", "<4x5>": "(E)", "<>": "<>",
		"<</A 1/B[/C<</D 2>>]>>":        "<</A 1/B[/C <</D 2>>]>>",
		"<</A 1/A 2/N null/E>>":         "<</A 2>>",
		"<</A 1 junk 3/B 2>>":           "<</A 1/B 2>>",
		"<</A 1 endobj 5 0 obj":         "<</A 1>>",
		"% note\n 7":                    "7",
		"[[[[[[[1]]] (]) <</X 1>>]]]2]": "[[[[[null] (]) <</X 1>>]]] 2]",
	} {
		got, err := spelt(in)
		if strings.ReplaceAll(got, " /", "/") != strings.ReplaceAll(want, " /", "/") || err != nil {
			t.Errorf("%q reads as %q, %v; want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"", " ", "(open", "<12", "<</A", "[1", "]", ")", ">>", "}", "[1 >>"} {
		if got, err := spelt(in); err == nil {
			t.Errorf("%q reads as %q without complaint", in, got)
		}
	}
}

func TestManyKeysAreReadOnce(t *testing.T) {
	var b strings.Builder
	b.WriteString("<<")
	for i := range 200000 {
		b.WriteString("/K")
		b.WriteString(strings.Repeat("x", i%7))
		b.WriteString(string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676%26)))
		b.WriteString(" 1")
	}
	b.WriteString(">>")
	x := parser{b: []byte(b.String()), left: 5}
	o, err := x.object()
	if d, _ := o.(dict); err != nil || len(d) < 10000 || len(d) > 200000 {
		t.Errorf("%d keys, %v", len(d), err)
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		`(plain)`: "plain", `(a\
b\055\5\)\x)`: "ab-\x05)x", `(\101\1017)`: "AA7",
		"(\xFE\xFF\x00A\x01\x41)": "AŁ", "(\xFF\xFEA\x00)": "A", "<FEFF0041D83DDE00>": "A😀", "(\xEF\xBB\xBF\xC5\x81)": "Ł",
		"(\x84\x93 \xA0)": "—ﬁ €", "<414>": "A@", "(": "", "()": "",
	} {
		got := string(text(in).bytes())
		if in[len(in)-1] == ')' && len(in) > 2 && in[1] >= 0x80 || strings.HasPrefix(in, "<FEFF") {
			got = text(in).words()
		}
		if got != want {
			t.Errorf("%q says %q, want %q", in, got, want)
		}
	}
	for _, s := range []string{"", "plain (a) \\ b", "Łódź — “x”", "😀", "a\r\nb"} {
		if got := write(s).words(); got != clean(s) {
			t.Errorf("%q comes back as %q", s, got)
		}
	}
}
