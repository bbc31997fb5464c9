package pdf

import (
	"bytes"
	"context"
	"errors"
	"testing"
)

// small keeps what a fuzzer finds from being merely slow.
var small = Limits{MaxPages: 50, MaxObjects: 2000, MaxStream: 1 << 18, MaxDecoded: 1 << 20, MaxWork: 4 << 20, MaxOutline: 100}

// FuzzRead: whatever the bytes, Read ends with a source or one of its errors,
// and what was read goes into a book that reads again with the same pages.
func FuzzRead(f *testing.F) {
	for _, a := range awkwardSet() {
		if len(a.data) < 1<<15 {
			f.Add(a.data)
		}
	}
	f.Add(hybrid())
	f.Add(revised(linked().bytes()))
	font := numberFontFile(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Read(data, small)
		if err != nil {
			if !errors.Is(err, ErrNotPDF) && !errors.Is(err, ErrEncrypted) && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrTooLarge) {
				t.Fatalf("an error of no kind: %v", err)
			}
			return
		}
		b := Book{A4: true, Font: font, Number: func(int) string { return "1" }, Parts: []Part{{Source: s, Keep: true}}, Outline: []Mark{{Title: "x"}}}
		var out, again bytes.Buffer
		if err := Assemble(context.Background(), &out, b, nil); err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrTooLarge) {
				t.Fatalf("assembling: %v", err)
			}
			return
		}
		back, err := Read(out.Bytes(), Limits{})
		if err != nil {
			t.Fatalf("our own book: %v", err)
		}
		if len(back.Pages()) != len(s.Pages()) || back.file.rebuilt || back.file.patched {
			t.Fatalf("%d pages became %d, rebuilt %t", len(s.Pages()), len(back.Pages()), back.file.rebuilt)
		}
		if err := Assemble(context.Background(), &again, b, nil); err != nil || !bytes.Equal(out.Bytes(), again.Bytes()) {
			t.Fatalf("the same book came out otherwise: %v", err)
		}
	})
}

// FuzzWeigh: content that was levelled is level.
func FuzzWeigh(f *testing.F) {
	for _, a := range contents() {
		f.Add(a.data)
	}
	f.Add([]byte("q BT [(a) <</B <41>>> BI /W 1 ID x EI Q Q EMC"))
	f.Fuzz(func(t *testing.T, data []byte) {
		once := weigh(data)
		if once.even() {
			return
		}
		out := once.levelled(data)
		if twice := weigh(out); !twice.even() {
			t.Fatalf("%q is not level", out)
		}
	})
}

// FuzzDecode: no stream decodes to more than its limit, and none panics.
func FuzzDecode(f *testing.F) {
	for _, d := range []string{"/FlateDecode", "/LZWDecode", "/A85", "/AHx", "/RL", "[/A85/Fl]"} {
		f.Add("<</Filter"+d+"/DecodeParms<</Predictor 12/Columns 3>>>>", []byte(deflated("abcabcabc")))
	}
	f.Fuzz(func(t *testing.T, dictionary string, data []byte) {
		r := reading(small)
		b, _ := r.decode(stream(dictionary, string(data)))
		if int64(len(b)) > max(r.lim.MaxStream, int64(len(data))) {
			t.Fatalf("%d bytes", len(b))
		}
	})
}

// FuzzOutline: whatever a file's bookmarks and named places are, the book's bookmarks lead to its pages, and the book reads again.
func FuzzOutline(f *testing.F) {
	f.Add("/Title(a)/Dest(d0)/Next 12 0 R", "/Title(b)/Dest[5 0 R/Fit]/First 12 0 R/Last 11 0 R", "/Names[(d0)[5 0 R/Fit]]")
	f.Add("/Title<FEFF0041>/A<</S/GoTo/D(x)>>/Parent 11 0 R/First 11 0 R", "/Title 7/Dest/old", "/Kids[13 0 R]/Limits[(a)(z)]")
	f.Add("/First 12 0 R/Count -99999", "/Next 12 0 R/Dest[999 0 R/XYZ 0 null 1e9]", "/Names[(a)(b)(c)]")
	font := numberFontFile(f)
	f.Fuzz(func(t *testing.T, one, two, names string) {
		d := simple(2)
		for len(d.Objs) < 9 {
			d.add("null")
		}
		d.add("<</Type/Outlines/First 11 0 R/Last 12 0 R/Count 2>>")
		d.Objs = append(d.Objs, "<<"+one+">>", "<<"+two+">>", "<<"+names+">>")
		d.Objs[0] = "<</Type/Catalog/Pages 2 0 R/Outlines 10 0 R/Names<</Dests 13 0 R>>/Dests<</old[5 0 R/Fit]>>>>"
		s, err := Read(d.bytes(), small)
		if err != nil {
			return // the words ended an object early
		}
		b := Book{A4: true, Font: font, Number: func(int) string { return "1" }, Parts: []Part{{Source: s, Keep: true}}, Outline: []Mark{{Title: "x"}}}
		var out bytes.Buffer
		if err := Assemble(context.Background(), &out, b, nil); err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrTooLarge) {
				t.Fatalf("assembling: %v", err)
			}
			return
		}
		back, err := Read(out.Bytes(), Limits{})
		if err != nil || back.file.rebuilt || back.file.patched {
			t.Fatalf("our own book: %v", err)
		}
	})
}

// FuzzInk: content is followed to its end whatever it says, and what it says of balance does not depend on who follows.
func FuzzInk(f *testing.F) {
	for _, c := range corners() {
		f.Add([]byte(c.draft.Objs[3]))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := reading(small)
		k := ink{reader: r, zone: rect{531, 8, 577, 28}, fonts: map[int]*widths{}, now: newBrush(), forms: maxInkForms}
		followed := tally{ink: &k}
		followed.read(data)
		if plain := weigh(data); plain.even() != followed.even() {
			t.Fatalf("%q is even or not as one looks at it", data)
		}
	})
}
