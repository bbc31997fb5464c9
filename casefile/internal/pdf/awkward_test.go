package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// draft is a PDF being made by hand, for tests.
type draft struct {
	objs []string
	root int
	info string // goes into the trailer
}

func (d *draft) add(format string, args ...any) int {
	d.objs = append(d.objs, fmt.Sprintf(format, args...))
	return len(d.objs)
}

func (d *draft) stream(dict, data string) int {
	return d.add("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

func (d *draft) bytes() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	var at []int
	for i, o := range d.objs {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, off := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", off)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, d.root, d.info, start)
	return b.Bytes()
}

// scene is content that looks different from every side, with nothing in the
// bottom right corner.
func scene(box rect, words string) string {
	x, y, w, h := box[0], box[1], box.width(), box.height()
	var b strings.Builder
	fmt.Fprintf(&b, "0.9 0.2 0.2 rg %f %f %f %f re f\n", x+w*.05, y+h*.7, w*.3, h*.2)
	fmt.Fprintf(&b, "0.2 0.6 0.2 rg %f %f %f %f re f\n", x+w*.55, y+h*.75, w*.2, h*.2)
	fmt.Fprintf(&b, "0.2 0.2 0.8 rg %f %f m %f %f l %f %f l f\n", x+w*.1, y+h*.1, x+w*.4, y+h*.15, x+w*.2, y+h*.5)
	fmt.Fprintf(&b, "0 g BT /F1 %f Tf %f %f Td (%s) Tj ET\n", max(4, min(w, h)/20), x+w*.1, y+h*.6, words)
	return b.String()
}

const a4Box = "[0 0 595.28 841.89]"

// paper is a whole file of n pages; keys go into each page, whose content is
// given by the caller.
func paper(n int, keys string, content func(page int) string) *draft {
	d := &draft{root: 1}
	d.add("") // catalog
	d.add("") // pages
	font := d.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	kids := ""
	for i := range n {
		c := d.stream("", content(i))
		kids += fmt.Sprintf("%d 0 R ", d.add("<</Type/Page/Parent 2 0 R%s/Resources<</Font<</F1 %d 0 R>>>>/Contents %d 0 R>>", keys, font, c))
	}
	d.objs[0] = "<</Type/Catalog/Pages 2 0 R>>"
	d.objs[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", n, kids)
	return d
}

func sceneOn(box rect) func(int) string {
	return func(i int) string { return scene(box, fmt.Sprintf("Evidence page %d", i+1)) }
}

// sized is one page with a box and further keys.
func sized(box rect, keys string) []byte {
	return paper(1, fmt.Sprintf("/MediaBox[%f %f %f %f]%s", box[0], box[1], box[2], box[3], keys), sceneOn(box)).bytes()
}

// simple is n plain A4 pages.
func simple(n int) *draft { return paper(n, "/MediaBox"+a4Box, sceneOn(rect{0, 0, 595.28, 841.89})) }

func withCatalog(d *draft, keys string) *draft {
	d.objs[0] = strings.Replace(d.objs[0], ">>", keys+">>", 1)
	return d
}

// awkward is one file that people really have, or that somebody might make to hurt.
type awkward struct {
	name  string
	data  []byte
	pages int
	err   error // what Read must say, if not nil
	loose bool  // broken inside: second programs may complain of it
	alone bool  // poppler does not draw it, so there is no picture to compare with
}

func deflated(s string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.String()
}

// geometries are pages that show otherwise than their numbers say.
func geometries() []awkward {
	a4 := rect{0, 0, 595.28, 841.89}
	one := func(name string, data []byte) awkward { return awkward{name: name, data: data, pages: 1} }
	list := []awkward{
		one("plain", sized(a4, "")),
		one("rotate 45", sized(a4, "/Rotate 45")),
		one("crop offset", sized(a4, "/CropBox[100 150 500 700]")),
		one("crop a4 in a3", sized(rect{0, 0, 841.89, 1190.55}, "/CropBox[123 200 718.28 1041.89]")),
		one("negative", sized(rect{-200, -300, 395.28, 541.89}, "")),
		one("reversed", paper(1, "/MediaBox[595.28 841.89 0 0]", sceneOn(a4)).bytes()),
		one("crop outside", sized(a4, "/CropBox[5000 5000 6000 6000]")),
		one("landscape", sized(rect{0, 0, 841.89, 595.28}, "")),
		one("a0", sized(rect{0, 0, 2383.94, 3370.39}, "")),
		one("a3 landscape", sized(rect{0, 0, 1190.55, 841.89}, "")),
		one("a5", sized(rect{0, 0, 419.53, 595.28}, "")),
		one("a6", sized(rect{0, 0, 297.64, 419.53}, "")),
		one("letter", sized(rect{0, 0, 612, 792}, "")),
		one("ticket", sized(rect{0, 0, 200, 50}, "")),
		one("stamp", sized(rect{0, 0, 20, 20}, "")),
		one("long strip", sized(rect{0, 0, 200, 3000}, "")),
		one("no box", paper(1, "", sceneOn(rect{0, 0, 612, 792})).bytes()),
		one("silly box", paper(1, "/MediaBox[0 0 1e99 -99999999999999999999]", sceneOn(rect{0, 0, 612, 792})).bytes()),
		one("user unit", sized(rect{0, 0, 297.64, 420.945}, "/UserUnit 2")),
		one("user unit small", sized(rect{0, 0, 2976.4, 4209.45}, "/UserUnit 0.2/Rotate 90")),
	}
	for _, turn := range []int{90, 180, 270, -90, 450} {
		list = append(list, one(fmt.Sprintf("rotate %d", turn), sized(a4, fmt.Sprintf("/Rotate %d", turn))))
	}
	for _, turn := range []int{90, 180, 270} {
		list = append(list,
			one(fmt.Sprintf("crop rotate %d", turn), sized(a4, fmt.Sprintf("/CropBox[100 150 500 700]/Rotate %d", turn))),
			one(fmt.Sprintf("negative crop rotate %d", turn), sized(rect{-300, -400, 300, 500}, fmt.Sprintf("/CropBox[-250 -300 200 450]/Rotate %d", turn))))
	}
	return list
}

// contents are pages whose content leaves something open.
func contents() []awkward {
	a4 := rect{0, 0, 595.28, 841.89}
	page := func(before, after string) []byte {
		return paper(1, "/MediaBox"+a4Box, func(int) string { return before + scene(a4, "Evidence") + after }).bytes()
	}
	filtered := func(names, data string) []byte {
		d := simple(1)
		d.objs[3] = fmt.Sprintf("<</Filter%s/Length %d>>\nstream\n%s\nendstream", names, len(data), data)
		return d.bytes()
	}
	parts := simple(1)
	a, b := parts.stream("", "q 1 0 0 RG"), parts.stream("/Filter/FlateDecode", deflated("BT /F1 12 Tf 10 50 Td (open text"))
	parts.objs[4] = strings.Replace(parts.objs[4], "/Contents 4 0 R", fmt.Sprintf("/Contents[4 0 R %d 0 R null 99 0 R %d 0 R]", a, b), 1)
	half := simple(1)
	half.objs[4] = strings.Replace(half.objs[4], "/Contents 4 0 R", fmt.Sprintf("/Contents[4 0 R %d 0 R]", half.stream("/Filter/NobodyKnows", "abc")), 1)
	text := scene(a4, "Evidence")
	cut := deflated(text + strings.Repeat("0 0 m 1 1 l S\n", 500))
	list := []awkward{
		{name: "open q", data: page("", "\nq 0.5 0 0 0.5 0 0 cm q 1 0 0 rg\n")},
		{name: "too many Q", data: page("Q Q Q ", " Q"), alone: true},
		{name: "Q after cm", data: page("0.9 0 0 0.9 20 20 cm Q ", ""), alone: true},
		{name: "open BT", data: page("", "BT /F1 12 Tf 10 50 Td (left open) Tj 3 Tr")},
		{name: "open string", data: page("", "BT /F1 12 Tf 10 50 Td (never (ends")},
		{name: "open dictionary", data: page("", "/Span <</A <</B ")},
		{name: "open marked content", data: page("", "/OC /Nowhere BDC ")},
		{name: "clipped away", data: page("", "0 0 1 1 re W n")},
		{name: "inline picture", data: page("q 50 0 0 50 100 400 cm BI /W 4 /H 4 /BPC 8 /CS /G ID q Q q EI Q\x00\xFF (( EI Q ", "")},
		{name: "many streams", data: parts.bytes(), alone: true},
		{name: "no content", data: paper(1, "/MediaBox"+a4Box, func(int) string { return "" }).bytes()},
		{name: "ascii 85", data: filtered("/ASCII85Decode", ascii85Of(text))},
		{name: "hex then flate", data: filtered("[/AHx/Fl]", fmt.Sprintf("%X>", deflated(text)))},
		{name: "run length", data: filtered("/RunLengthDecode", runLengthOf(text))},
		{name: "lzw", data: filtered("/LZWDecode", lzwOf(text))},
		{name: "flate cut off", data: filtered("/FlateDecode", cut[:len(cut)*2/3]), loose: true},
		{name: "two streams, one unknown", data: half.bytes(), loose: true},
		{name: "unknown filter", data: filtered("/NobodyKnows", "abc"), loose: true},
	}
	for i := range list {
		list[i].pages = 1
	}
	return list
}

// broken are files whose structure is not what it says.
func broken() []awkward {
	good := simple(5).bytes()
	at := bytes.LastIndex(good, []byte("startxref"))
	shifted := regexp.MustCompile(`(?m)^\d{10} 00000 n`).ReplaceAllFunc(good, func(m []byte) []byte {
		n, _ := strconv.Atoi(string(m[:10]))
		return fmt.Appendf(nil, "%010d 00000 n", n+7)
	})
	lying := simple(1)
	lying.objs[1] = strings.Replace(lying.objs[1], "/Count 1", "/Count 999999999", 1)
	length := simple(2)
	length.objs[3] = strings.Replace(length.objs[3], "/Length ", "/Length 9", 1)
	twice := simple(1)
	twice.objs[1] = strings.Replace(twice.objs[1], "5 0 R", "5 0 R 5 0 R", 1)
	nested := simple(1)
	nested.objs[4] = strings.Replace(nested.objs[4], "/Contents", "/Silly "+strings.Repeat("[", 100000)+strings.Repeat("]", 100000)+"/Contents", 1)
	selfish := simple(1)
	selfish.objs[3] = "<</Length 4 0 R>>\nstream\n0 0 9 9 re f\nendstream"
	around := simple(1)
	around.objs[2] = "3 0 R"
	lost := simple(3)
	lost.objs[1] = strings.Replace(lost.objs[1], "/Kids[", "/Kids[77 0 R null (x) ", 1)
	return []awkward{
		{name: "junk before", data: append([]byte(strings.Repeat("X-Mailer: junk\r\n", 20)), good...), pages: 5},
		{name: "junk after", data: append(bytes.Clone(good), make([]byte, 5000)...), pages: 5},
		{name: "bad startxref", data: append(bytes.Clone(good[:at]), "startxref\n999\n%%EOF\n"...), pages: 5},
		{name: "no startxref", data: good[:at], pages: 5},
		{name: "bad offsets", data: shifted, pages: 5},
		{name: "truncated", data: good[:len(good)*2/3], pages: 3, loose: true},
		{name: "lying count", data: lying.bytes(), pages: 1, alone: true},
		{name: "wrong length", data: length.bytes(), pages: 2},
		{name: "a page twice", data: twice.bytes(), pages: 2, alone: true},
		{name: "lost kids", data: lost.bytes(), pages: 3},
		{name: "nesting", data: nested.bytes(), pages: 1},
		{name: "length of itself", data: selfish.bytes(), pages: 1},
		{name: "reference to itself", data: around.bytes(), pages: 1, loose: true},
		{name: "cyclic tree", data: treeOf("<</Type/Pages/Count 2/Kids[3 0 R 2 0 R]>>"), pages: 1},
		{name: "deep tree", data: deepTree(500), pages: 1},
		{name: "flate bomb", data: bomb(), pages: 1, loose: true},
		{name: "empty", data: nil, err: ErrNotPDF},
		{name: "html", data: []byte(strings.Repeat("<html>Invoice</html>", 50)), err: ErrNotPDF},
		{name: "jpeg", data: append([]byte("\xFF\xD8\xFF\xE0\x00\x10JFIF"), make([]byte, 900)...), err: ErrNotPDF},
		{name: "header alone", data: []byte("%PDF-1.7\n"), err: ErrDamaged},
		{name: "no pages", data: treeOf("<</Type/Pages/Count 0/Kids[]>>"), pages: 1, alone: true},
		{name: "no catalog", data: bytes.Replace(good, []byte("/Type/Catalog"), []byte("/Type/Nothing"), 1), pages: 5},
		{name: "too many pages", data: bytes.Replace(treeOf("KIDS"), []byte("KIDS"),
			[]byte("<</Type/Pages/Kids["+strings.Repeat("3 0 R ", 5001)+"]>>"), 1), err: ErrTooLarge},
	}
}

// treeOf is a file of one page whose page tree has the given root.
func treeOf(root string) []byte {
	d := &draft{root: 1}
	d.add("<</Type/Catalog/Pages 2 0 R>>")
	d.add("%s", root)
	d.add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>")
	d.stream("", "0 0 1 rg 50 50 99 99 re f")
	return d.bytes()
}

func deepTree(levels int) []byte {
	d := &draft{root: 1}
	d.add("<</Type/Catalog/Pages 2 0 R>>")
	for i := range levels {
		d.add("<</Type/Pages/Count 1/Kids[%d 0 R]>>", i+3)
	}
	d.add("<</Type/Page/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<<>>>>", levels+3)
	d.stream("", "0 0 1 rg 50 50 99 99 re f")
	return d.bytes()
}

// bomb unpacks to a gigabyte of blanks.
var bomb = sync.OnceValue(func() []byte {
	var one, two bytes.Buffer
	outer, _ := zlib.NewWriterLevel(&two, 9)
	inner, _ := zlib.NewWriterLevel(&one, 9)
	blanks := bytes.Repeat([]byte(" "), 1<<20)
	for range 1 << 10 {
		inner.Write(blanks)
	}
	inner.Close()
	outer.Write(one.Bytes())
	outer.Close()
	d := simple(1)
	d.objs[3] = fmt.Sprintf("<</Filter[/FlateDecode/FlateDecode]/Length %d>>\nstream\n%s\nendstream", two.Len(), two.String())
	return d.bytes()
})

func awkwardSet() []awkward {
	return append(append(append(geometries(), contents()...), broken()...), living()...)
}

func ascii85Of(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		n := min(4, len(s))
		var v uint32
		for i := range 4 {
			v <<= 8
			if i < n {
				v |= uint32(s[i])
			}
		}
		var g [5]byte
		for i := 4; i >= 0; i-- {
			g[i], v = byte(v%85)+'!', v/85
		}
		if n == 4 && string(g[:]) == "!!!!!" {
			b.WriteByte('z')
		} else {
			b.Write(g[:n+1])
		}
		s = s[n:]
	}
	return b.String() + "~>"
}

func runLengthOf(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		run := 1
		for run < len(s) && run < 128 && s[run] == s[0] {
			run++
		}
		if run > 1 {
			b.WriteByte(byte(257 - run))
			b.WriteByte(s[0])
			s = s[run:]
			continue
		}
		b.WriteByte(0)
		b.WriteByte(s[0])
		s = s[1:]
	}
	return b.String() + "\x80"
}

// lzwOf packs with codes growing one early, as PDF does.
func lzwOf(s string) string {
	var out []byte
	var bits, have uint
	width := uint(9)
	put := func(code int) {
		bits, have = bits<<width|uint(code), have+width
		for have >= 8 {
			have -= 8
			out = append(out, byte(bits>>have))
		}
	}
	table := map[string]int{}
	reset := func() {
		clear(table)
		for i := range 256 {
			table[string([]byte{byte(i)})] = i
		}
		width = 9
	}
	reset()
	put(256)
	next, cur := 258, ""
	for i := range len(s) {
		if _, ok := table[cur+s[i:i+1]]; ok {
			cur += s[i : i+1]
			continue
		}
		put(table[cur])
		table[cur+s[i:i+1]] = next
		if next++; next+1 > 1<<width {
			width++
		}
		if next == 4094 {
			put(256)
			reset()
			next = 258
		}
		cur = s[i : i+1]
	}
	put(table[cur])
	if next++; next+1 > 1<<width {
		width++
	}
	put(257)
	put(0)
	return string(out)
}
