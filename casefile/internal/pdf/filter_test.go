package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"ehccasefile/casefile/internal/pdf/odd"
)

func reading(lim Limits) *reader {
	return (&file{lim: lim.filled()}).reader(context.Background())
}

func stream(dictionary string, data string) object {
	x := parser{b: []byte(dictionary), left: 10}
	o, _ := x.object()
	return object{val: o, data: []byte(data), stream: true}
}

func TestFilters(t *testing.T) {
	long := strings.Repeat("The council must decide within six weeks. 0 0 m 12.5 7 l S\n", 3000)
	rows := "\x02abcd\x02\x01\x01\x01\x01\x01a\x01\x01\x01\x04\x01\x01\x01\x01\x03\x01\x01\x01\x01\x00wxyz"
	for _, c := range []struct{ dict, data, want string }{
		{"<<>>", long, long},
		{"<</Filter/FlateDecode>>", deflated(long), long},
		{"<</Filter[/Fl]/DecodeParms[null]>>", deflated(long), long},
		{"<</Filter/FlateDecode>>", "\x00\x00" + deflated(long)[2:], long},
		{"<</Filter/LZWDecode>>", lzwOf(long), long},
		{"<</Filter/A85>>", ascii85Of(long), long},
		{"<</Filter/AHx>>", fmt.Sprintf("%X", long) + ">junk", long},
		{"<</Filter/RL>>", runLengthOf(long), long},
		{"<</Filter[/A85/LZW]>>", ascii85Of(lzwOf(long)), long},
		{"<</Filter/Fl/DecodeParms<</Predictor 15/Columns 4>>>>", deflated(rows), "abcdbcdeabcdbcdebcdfwxyz"[:24]},
		{"<</Filter/Fl/DecodeParms[<</Predictor 2/Columns 3/Colors 1>>]>>", deflated("\x61\x01\x01\x62\x01\x01"), "abcbcd"},
	} {
		got, err := reading(Limits{}).decode(stream(c.dict, c.data))
		if strings.Contains(c.dict, "Predictor 15") {
			if err != nil || len(got) != 24 || string(got[:8]) != "abcdbcde" || string(got[20:]) != "wxyz" {
				t.Errorf("%s: %q, %v", c.dict, got, err)
			}
			continue
		}
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %d bytes, %v; want %d", c.dict, len(got), err, len(c.want))
		}
	}
}

// TestPredictorAgainstFormula checks each PNG row filter by predicting first.
func TestPredictorAgainstFormula(t *testing.T) {
	want := []byte("abcdefghijklmnopqrstuvwxyzABCDEF")
	const width, step = 8, 2
	for kind := byte(0); kind <= 4; kind++ {
		var coded []byte
		for at := 0; at < len(want); at += width {
			coded = append(coded, kind)
			for i := range width {
				var a, b, c int
				if i >= step {
					a = int(want[at+i-step])
				}
				if at > 0 {
					b = int(want[at+i-width])
				}
				if i >= step && at > 0 {
					c = int(want[at+i-width-step])
				}
				p := []int{0, a, b, (a + b) / 2, paeth(a, b, c)}[kind]
				coded = append(coded, want[at+i]-byte(p))
			}
		}
		if got := unPNG(coded, width, step); !bytes.Equal(got, want) {
			t.Errorf("kind %d: %q", kind, got)
		}
	}
}

func TestFilterLimits(t *testing.T) {
	big := strings.Repeat("\x00", 1<<18)
	for _, c := range []struct{ dict, data string }{
		{"<</Filter/FlateDecode>>", deflated(big)},
		{"<</Filter[/Fl/Fl]>>", deflated(deflated(big))},
		{"<</Filter/LZWDecode>>", lzwOf(big)},
		{"<</Filter/RL>>", runLengthOf(big)},
	} {
		r := reading(Limits{MaxStream: 1 << 16})
		if b, err := r.decode(stream(c.dict, c.data)); !errors.Is(err, ErrTooLarge) || len(b) > 0 {
			t.Errorf("%s: %d bytes, %v", c.dict, len(b), err)
		}
		r = reading(Limits{MaxDecoded: 3 << 17})
		_, first := r.decode(stream(c.dict, c.data))
		_, second := r.decode(stream(c.dict, c.data))
		if first != nil || !errors.Is(second, ErrTooLarge) {
			t.Errorf("%s: first %v, second %v", c.dict, first, second)
		}
	}
	chain := "<</Filter[" + strings.Repeat("/Crypt", 17) + "]>>"
	if _, err := reading(Limits{}).decode(stream(chain, "x")); !errors.Is(err, errFilter) {
		t.Errorf("a chain of 17: %v", err)
	}
}

func TestBrokenStreamsGiveWhatTheyHave(t *testing.T) {
	long := strings.Repeat("0 0 m 12.5 7 l S\n", 3000)
	z := deflated(long)
	b, err := reading(Limits{}).decode(stream("<</Filter/Fl>>", z[:len(z)/2]))
	if err == nil || len(b) == 0 || !strings.HasPrefix(long, string(b)) {
		t.Errorf("%d bytes, %v", len(b), err)
	}
	for dict, data := range map[string]string{"<</Filter/LZW>>": "\x80\x0b\x60\x50\xff\xff\xff", "<</Filter/RL>>": "\xff", "<</Filter/A85>>": "abcde\x80~>", "<</Filter/DCTDecode>>": "x"} {
		if _, err := reading(Limits{}).decode(stream(dict, data)); err == nil {
			t.Errorf("%s: no complaint", dict)
		}
	}
}

func TestWeigh(t *testing.T) {
	for in, want := range map[string]string{
		"q 1 0 0 1 0 0 cm Q": "", "BT (a) Tj ET": "", "q q Q": "q q Q\nQ ", "Q q": "  q\nQ ", "ET EMC Q": "        \n",
		"BT BT ET": "", "BT (x": "BT\nET ", "/A BDC BT": "/A BDC BT\nET EMC ", "[(a) (": "\n", "q (a) Tj <4": "q (a) Tj\nQ ",
		"q <</A [1 2 Q": "q\nQ ", "BI /W 1 ID \x01 EI Q": "BI /W 1 ID \x01 EI  \n", "BI ID xx": "BI\n", "% Q\nq Q": "", "/Q /q (Q) <51>": "",
		"] >> q Q": "", "{ q } Q": "", "q)Q": "",
	} {
		t1 := weigh([]byte(in))
		got := ""
		if !t1.even() {
			got = string(t1.levelled([]byte(in)))
			if t2 := weigh([]byte(got)); !t2.even() {
				t.Errorf("%q levelled is %q, which is not level", in, got)
			}
		}
		if got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestBareJPEG(t *testing.T) {
	told := odd.Tattling(secret)
	bare := joined(bareJPEG([]byte(told)))
	if bytes.Contains(bare, []byte(secret)) || !bytes.HasPrefix(bare, []byte("\xFF\xD8\xFF")) || len(bare) != len(told)-2*len(secret)-4-4-6 {
		t.Errorf("%d of %d bytes left", len(bare), len(told))
	}
	if again := joined(bareJPEG(bare)); !bytes.Equal(again, bare) {
		t.Error("a bare picture changed")
	}
	for _, s := range []string{"", "\xFF\xD8", "\xFF\xD8\xFF\xE1\xFF\xFF", "\xFF\xD8\xFF\xE1\x00\x00", told[:30]} {
		bareJPEG([]byte(s))
	}
	jpx := "\x00\x00\x00\x0CjP  \r\n\x87\n" + "\x00\x00\x00\x10xml " + secret + "\x00\x00\x00\x00jp2cxxx"
	if got := string(joined(bareJPX([]byte(jpx)))); got != "\x00\x00\x00\x0CjP  \r\n\x87\n\x00\x00\x00\x00jp2cxxx" {
		t.Errorf("%q", got)
	}
}

func joined(pieces [][]byte) []byte { return bytes.Join(pieces, nil) }
