package layer

import (
	"bytes"
	"compress/flate"
	"errors"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

var mutations = flag.Int("mutations", 1000, "how many broken copies of a layer are read")

// page is a page of n lines of words as a reader of scans gives them.
func page(number, n int) Page {
	rnd := rand.New(rand.NewPCG(uint64(number), 9))
	p := Page{Number: number, Width: 595.3, Height: 841.9}
	words := strings.Fields("the local authority must secure provision set out in Section F of this plan; Ms Okoro’s report, " +
		"dated 4 March 2026, says “up to” twenty-five hours a week of Ŵyn’s speech and language therapy is needed")
	for i := range n {
		var line Line
		x, y := 72.0, 780-float64(i)*14.3
		for len(line) < 11 {
			s := words[rnd.IntN(len(words))]
			wide := float64(len(s))*5.1 + rnd.Float64()
			line = append(line, Word{Text: s, Box: Rect{tenth(x), tenth(y), tenth(x + wide), tenth(y + 11.2)}, Doubt: rnd.IntN(30) == 0})
			x += wide + 3.4
		}
		p.Lines = append(p.Lines, line)
	}
	return p
}

func tenth(v float64) float64 { return math.Round(v*10) / 10 }

func TestKeptWordsComeBack(t *testing.T) {
	p := Paper{page(0, 45), {Number: 3, Width: 100, Height: 50}, page(7, 45),
		{Number: 8, Width: 10, Height: 20, Lines: []Line{{{Text: "slanted", Box: Rect{-3, 4, 5, 9}}, {Text: "日本", Box: Rect{-9, 5.5, 2, 11.1}, Doubt: true}}}}}
	b := p.Encode()
	got, err := Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, p) {
		t.Errorf("got %+v", got)
	}
	if !bytes.Equal(b, got.Encode()) {
		t.Error("the same words are kept in other bytes")
	}
	if again, ok := got.Page(7); !ok || again.Text() != p[2].Text() {
		t.Error("page 7 is not found")
	}
	if _, ok := got.Page(1); ok {
		t.Error("page 1 was never read")
	}
	var forty Paper
	words := 0
	for i := range 40 {
		forty = append(forty, page(i, 45))
		n, _ := forty[i].Count()
		words += n
	}
	each := len(forty.Encode()) / 40
	t.Logf("a page of %d words takes %d bytes", words/40, each)
	if each > 3000 {
		t.Errorf("a page takes %d bytes", each)
	}
}

func TestWhatCannotBeKeptIsCut(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	p := Paper{{Width: nan, Height: inf, Lines: []Line{{}, {{Text: " \x00"}}, {{Text: "a b\nc", Box: Rect{nan, -inf, inf, 5}}, {Text: strings.Repeat("é", 999)}}}}}
	got, err := Decode(p.Encode())
	if err != nil {
		t.Fatal(err)
	}
	if len(got[0].Lines) != 1 || got[0].Lines[0][0].Text != "abc" || len(got[0].Lines[0][1].Text) != maxWordBytes {
		t.Errorf("got %+v", got)
	}
}

func TestBytesThatAreNoLayer(t *testing.T) {
	good := Paper{page(0, 3)}.Encode()
	bomb := bytes.NewBufferString(mark + "\x01")
	z, _ := flate.NewWriter(bomb, 1)
	for range 90 {
		z.Write(make([]byte, 1<<20))
	}
	z.Close()
	for name, b := range map[string][]byte{
		"nothing": nil, "text": []byte("hello, world"), "mark": []byte(mark), "version": append([]byte(mark+"\x02"), good[5:]...),
		"cut": good[:len(good)-4], "bomb": bomb.Bytes(), "many pages": packed("", 1<<40), "many words": packed("a\n", 1, 0, 9, 9, 1, 1<<40),
		"fewer words": packed("a\n", 1, 0, 9, 9, 1, 2, 0, 0, 0, 0, 0, 0), "words left": packed("a\nb\n", 1, 0, 9, 9, 1, 1, 0, 0, 0),
		"numbers left": packed("a\n", 1, 0, 9, 9, 1, 1, 0, 0, 0, 7), "control": packed("a\x07\n", 1, 0, 9, 9, 1, 1, 0, 0, 0),
		"page twice": packed("", 2, 5, 9, 9, 0, 5, 9, 9, 0),
	} {
		if _, err := Decode(b); !errors.Is(err, ErrUnknown) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Decode(packed("a\n", 1, 0, 9, 9, 1, 1, 0, 0, 0)); err != nil {
		t.Errorf("the smallest layer: %v", err)
	}
}

// packed spells a layer by hand, with numbers as Encode writes those without a sign.
func packed(words string, numbers ...uint64) []byte {
	put := func(b []byte, v uint64) []byte {
		for ; v >= 0x80; v >>= 7 {
			b = append(b, byte(v)|0x80)
		}
		return append(b, byte(v))
	}
	b := append(put(nil, uint64(len(words))), words...)
	for _, v := range numbers {
		b = put(b, v)
	}
	out := bytes.NewBufferString(mark + "\x01")
	z, _ := flate.NewWriter(out, 9)
	z.Write(b)
	z.Close()
	return out.Bytes()
}

// check reads any bytes, and wants of a layer that it is kept again as it was read.
func check(t testing.TB, b []byte) {
	p, err := Decode(b)
	if err != nil {
		return
	}
	again, err := Decode(p.Encode())
	if err != nil || fmt.Sprint(p) != fmt.Sprint(again) {
		t.Errorf("%v: %q is kept otherwise than it was read", err, b)
	}
}

// TestBrokenLayers breaks the open stream, so that not every break is found by the packing.
func TestBrokenLayers(t *testing.T) {
	words := []byte("Dear Ms\nOkoro\n")
	numbers := []uint64{2, 0, 5950, 8420, 1, 2, 2, 100, 90, 14000, 120, 0, 8, 70, 4, 5950, 8420, 1, 1, 3, 4, 5, 6, 7}
	check(t, packed(string(words), numbers...))
	rnd := rand.New(rand.NewPCG(1, 2))
	for range *mutations {
		w, n := bytes.Clone(words), append([]uint64(nil), numbers...)
		for range 1 + rnd.IntN(3) {
			switch rnd.IntN(3) {
			case 0:
				w[rnd.IntN(len(w))] = byte(rnd.Uint32())
			case 1:
				n[rnd.IntN(len(n))] = rnd.Uint64() >> rnd.IntN(64)
			default:
				i := rnd.IntN(len(n))
				n = append(n[:i], n[min(len(n), i+1+rnd.IntN(2)):]...)
				n = append(n, 0)
			}
		}
		check(t, packed(string(w), n...))
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(Paper{page(0, 2)}.Encode())
	f.Add(packed("a\n", 1, 0, 9, 9, 1, 1, 0, 0, 0))
	f.Fuzz(func(t *testing.T, b []byte) { check(t, b) })
}

func TestWordsInAFrameAndBesideOthers(t *testing.T) {
	p := Page{Width: 200, Height: 100, Lines: []Line{{{Text: "Page", Box: Rect{20, 10, 40, 20}}, {Text: "one", Box: Rect{50, 10, 70, 20}}}}}
	got := p.In(Rect{100, 300, 500, 500})
	if want := (Rect{140, 320, 180, 340}); got[0].Box != want {
		t.Errorf("got %v, want %v", got[0].Box, want)
	}
	left := Beside(got, []Rect{{130, 310, 190, 350}})
	if len(left) != 1 || left[0].Text != "one" {
		t.Errorf("got %v", left)
	}
	if (Page{}).In(Rect{0, 0, 1, 1}) != nil {
		t.Error("a page without size has places")
	}
}
