package odd

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// Draft is a PDF being made by hand.
type Draft struct {
	Objs []string // the first has number 1
	Root int
	Info string // goes into the trailer
}

// Rect is left, bottom, right, top.
type Rect [4]float64

func (r Rect) width() float64  { return r[2] - r[0] }
func (r Rect) height() float64 { return r[3] - r[1] }

// Add adds an object and gives its number.
func (d *Draft) Add(format string, args ...any) int {
	d.Objs = append(d.Objs, fmt.Sprintf(format, args...))
	return len(d.Objs)
}

// Stream adds a stream with the keys of its dictionary and gives its number.
func (d *Draft) Stream(dict, data string) int {
	return d.Add("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

// Bytes writes the file with its table of objects.
func (d *Draft) Bytes() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	var at []int
	for i, o := range d.Objs {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, off := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", off)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, d.Root, d.Info, start)
	return b.Bytes()
}

// Scene is content that looks different from every side, with nothing in the
// bottom right corner.
func Scene(box Rect, words string) string {
	x, y, w, h := box[0], box[1], box.width(), box.height()
	var b strings.Builder
	fmt.Fprintf(&b, "0.9 0.2 0.2 rg %f %f %f %f re f\n", x+w*.05, y+h*.7, w*.3, h*.2)
	fmt.Fprintf(&b, "0.2 0.6 0.2 rg %f %f %f %f re f\n", x+w*.55, y+h*.75, w*.2, h*.2)
	fmt.Fprintf(&b, "0.2 0.2 0.8 rg %f %f m %f %f l %f %f l f\n", x+w*.1, y+h*.1, x+w*.4, y+h*.15, x+w*.2, y+h*.5)
	fmt.Fprintf(&b, "0 g BT /F1 %f Tf %f %f Td (%s) Tj ET\n", max(4, min(w, h)/20), x+w*.1, y+h*.6, words)
	return b.String()
}

// A4Box is a page of A4.
const A4Box = "[0 0 595.28 841.89]"

// Paper is a whole file of n pages; keys go into each page, whose content is
// given by the caller.
func Paper(n int, keys string, content func(page int) string) *Draft {
	d := &Draft{Root: 1}
	d.Add("") // catalog
	d.Add("") // pages
	font := d.Add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	kids := ""
	for i := range n {
		c := d.Stream("", content(i))
		kids += fmt.Sprintf("%d 0 R ", d.Add("<</Type/Page/Parent 2 0 R%s/Resources<</Font<</F1 %d 0 R>>>>/Contents %d 0 R>>", keys, font, c))
	}
	d.Objs[0] = "<</Type/Catalog/Pages 2 0 R>>"
	d.Objs[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", n, kids)
	return d
}

// SceneOn gives each page its scene.
func SceneOn(box Rect) func(int) string {
	return func(i int) string { return Scene(box, fmt.Sprintf("Evidence page %d", i+1)) }
}

// Sized is one page with a box and further keys.
func Sized(box Rect, keys string) []byte {
	return Paper(1, fmt.Sprintf("/MediaBox[%f %f %f %f]%s", box[0], box[1], box[2], box[3], keys), SceneOn(box)).Bytes()
}

// Simple is n plain A4 pages.
func Simple(n int) *Draft { return Paper(n, "/MediaBox"+A4Box, SceneOn(Rect{0, 0, 595.28, 841.89})) }

// WithCatalog adds keys to the catalog.
func WithCatalog(d *Draft, keys string) *Draft {
	d.Objs[0] = strings.Replace(d.Objs[0], ">>", keys+">>", 1)
	return d
}

// File is one file that people really have, or that somebody might make to hurt.
type File struct {
	Name  string
	Data  []byte
	Pages int
	Fault Fault // what a reader must say of it; "" for nothing
	Loose bool  // broken inside: second programs may complain of it
	Alone bool  // poppler does not draw it, so there is no picture to compare with
}

// Fault is why a file cannot be read.
type Fault string

// The faults.
const (
	NotPDF   Fault = "not a PDF"
	Damaged  Fault = "damaged"
	TooLarge Fault = "too large"
)

// Deflated packs a string as FlateDecode unpacks it.
func Deflated(s string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.String()
}

// Geometries are pages that show otherwise than their numbers say.
func Geometries() []File {
	a4 := Rect{0, 0, 595.28, 841.89}
	one := func(name string, data []byte) File { return File{Name: name, Data: data, Pages: 1} }
	list := []File{
		one("plain", Sized(a4, "")),
		one("rotate 45", Sized(a4, "/Rotate 45")),
		one("crop offset", Sized(a4, "/CropBox[100 150 500 700]")),
		one("crop a4 in a3", Sized(Rect{0, 0, 841.89, 1190.55}, "/CropBox[123 200 718.28 1041.89]")),
		one("negative", Sized(Rect{-200, -300, 395.28, 541.89}, "")),
		one("reversed", Paper(1, "/MediaBox[595.28 841.89 0 0]", SceneOn(a4)).Bytes()),
		one("crop outside", Sized(a4, "/CropBox[5000 5000 6000 6000]")),
		one("landscape", Sized(Rect{0, 0, 841.89, 595.28}, "")),
		one("a0", Sized(Rect{0, 0, 2383.94, 3370.39}, "")),
		one("a3 landscape", Sized(Rect{0, 0, 1190.55, 841.89}, "")),
		one("a5", Sized(Rect{0, 0, 419.53, 595.28}, "")),
		one("a6", Sized(Rect{0, 0, 297.64, 419.53}, "")),
		one("letter", Sized(Rect{0, 0, 612, 792}, "")),
		one("ticket", Sized(Rect{0, 0, 200, 50}, "")),
		one("stamp", Sized(Rect{0, 0, 20, 20}, "")),
		one("long strip", Sized(Rect{0, 0, 200, 3000}, "")),
		one("no box", Paper(1, "", SceneOn(Rect{0, 0, 612, 792})).Bytes()),
		one("silly box", Paper(1, "/MediaBox[0 0 1e99 -99999999999999999999]", SceneOn(Rect{0, 0, 612, 792})).Bytes()),
		one("user unit", Sized(Rect{0, 0, 297.64, 420.945}, "/UserUnit 2")),
		one("user unit small", Sized(Rect{0, 0, 2976.4, 4209.45}, "/UserUnit 0.2/Rotate 90")),
	}
	for _, turn := range []int{90, 180, 270, -90, 450} {
		list = append(list, one(fmt.Sprintf("rotate %d", turn), Sized(a4, fmt.Sprintf("/Rotate %d", turn))))
	}
	for _, turn := range []int{90, 180, 270} {
		list = append(list,
			one(fmt.Sprintf("crop rotate %d", turn), Sized(a4, fmt.Sprintf("/CropBox[100 150 500 700]/Rotate %d", turn))),
			one(fmt.Sprintf("negative crop rotate %d", turn), Sized(Rect{-300, -400, 300, 500}, fmt.Sprintf("/CropBox[-250 -300 200 450]/Rotate %d", turn))))
	}
	return list
}

// Contents are pages whose content leaves something open.
func Contents() []File {
	a4 := Rect{0, 0, 595.28, 841.89}
	page := func(before, after string) []byte {
		return Paper(1, "/MediaBox"+A4Box, func(int) string { return before + Scene(a4, "Evidence") + after }).Bytes()
	}
	filtered := func(names, data string) []byte {
		d := Simple(1)
		d.Objs[3] = fmt.Sprintf("<</Filter%s/Length %d>>\nstream\n%s\nendstream", names, len(data), data)
		return d.Bytes()
	}
	parts := Simple(1)
	a, b := parts.Stream("", "q 1 0 0 RG"), parts.Stream("/Filter/FlateDecode", Deflated("BT /F1 12 Tf 10 50 Td (open text"))
	parts.Objs[4] = strings.Replace(parts.Objs[4], "/Contents 4 0 R", fmt.Sprintf("/Contents[4 0 R %d 0 R null 99 0 R %d 0 R]", a, b), 1)
	half := Simple(1)
	half.Objs[4] = strings.Replace(half.Objs[4], "/Contents 4 0 R", fmt.Sprintf("/Contents[4 0 R %d 0 R]", half.Stream("/Filter/NobodyKnows", "abc")), 1)
	text := Scene(a4, "Evidence")
	cut := Deflated(text + strings.Repeat("0 0 m 1 1 l S\n", 500))
	list := []File{
		{Name: "open q", Data: page("", "\nq 0.5 0 0 0.5 0 0 cm q 1 0 0 rg\n")},
		{Name: "too many Q", Data: page("Q Q Q ", " Q"), Alone: true},
		{Name: "Q after cm", Data: page("0.9 0 0 0.9 20 20 cm Q ", ""), Alone: true},
		{Name: "open BT", Data: page("", "BT /F1 12 Tf 10 50 Td (left open) Tj 3 Tr")},
		{Name: "open string", Data: page("", "BT /F1 12 Tf 10 50 Td (never (ends")},
		{Name: "open dictionary", Data: page("", "/Span <</A <</B ")},
		{Name: "open marked content", Data: page("", "/OC /Nowhere BDC ")},
		{Name: "clipped away", Data: page("", "0 0 1 1 re W n")},
		{Name: "inline picture", Data: page("q 50 0 0 50 100 400 cm BI /W 4 /H 4 /BPC 8 /CS /G ID q Q q EI Q\x00\xFF (( EI Q ", "")},
		{Name: "many streams", Data: parts.Bytes(), Alone: true},
		{Name: "no content", Data: Paper(1, "/MediaBox"+A4Box, func(int) string { return "" }).Bytes()},
		{Name: "ascii 85", Data: filtered("/ASCII85Decode", ASCII85Of(text))},
		{Name: "hex then flate", Data: filtered("[/AHx/Fl]", fmt.Sprintf("%X>", Deflated(text)))},
		{Name: "run length", Data: filtered("/RunLengthDecode", RunLengthOf(text))},
		{Name: "lzw", Data: filtered("/LZWDecode", LZWOf(text))},
		{Name: "flate cut off", Data: filtered("/FlateDecode", cut[:len(cut)*2/3]), Loose: true},
		{Name: "two streams, one unknown", Data: half.Bytes(), Loose: true},
		{Name: "unknown filter", Data: filtered("/NobodyKnows", "abc"), Loose: true},
	}
	for i := range list {
		list[i].Pages = 1
	}
	return list
}

// Broken are files whose structure is not what it says.
func Broken() []File {
	good := Simple(5).Bytes()
	at := bytes.LastIndex(good, []byte("startxref"))
	shifted := regexp.MustCompile(`(?m)^\d{10} 00000 n`).ReplaceAllFunc(good, func(m []byte) []byte {
		n, _ := strconv.Atoi(string(m[:10]))
		return fmt.Appendf(nil, "%010d 00000 n", n+7)
	})
	lying := Simple(1)
	lying.Objs[1] = strings.Replace(lying.Objs[1], "/Count 1", "/Count 999999999", 1)
	length := Simple(2)
	length.Objs[3] = strings.Replace(length.Objs[3], "/Length ", "/Length 9", 1)
	twice := Simple(1)
	twice.Objs[1] = strings.Replace(twice.Objs[1], "5 0 R", "5 0 R 5 0 R", 1)
	nested := Simple(1)
	nested.Objs[4] = strings.Replace(nested.Objs[4], "/Contents", "/Silly "+strings.Repeat("[", 100000)+strings.Repeat("]", 100000)+"/Contents", 1)
	selfish := Simple(1)
	selfish.Objs[3] = "<</Length 4 0 R>>\nstream\n0 0 9 9 re f\nendstream"
	around := Simple(1)
	around.Objs[2] = "3 0 R"
	lost := Simple(3)
	lost.Objs[1] = strings.Replace(lost.Objs[1], "/Kids[", "/Kids[77 0 R null (x) ", 1)
	return []File{
		{Name: "junk before", Data: append([]byte(strings.Repeat("X-Mailer: junk\r\n", 20)), good...), Pages: 5},
		{Name: "junk after", Data: append(bytes.Clone(good), make([]byte, 5000)...), Pages: 5},
		{Name: "bad startxref", Data: append(bytes.Clone(good[:at]), "startxref\n999\n%%EOF\n"...), Pages: 5},
		{Name: "no startxref", Data: good[:at], Pages: 5},
		{Name: "bad offsets", Data: shifted, Pages: 5},
		{Name: "truncated", Data: good[:len(good)*2/3], Pages: 3, Loose: true},
		{Name: "lying count", Data: lying.Bytes(), Pages: 1, Alone: true},
		{Name: "wrong length", Data: length.Bytes(), Pages: 2},
		{Name: "a page twice", Data: twice.Bytes(), Pages: 2, Alone: true},
		{Name: "lost kids", Data: lost.Bytes(), Pages: 3},
		{Name: "nesting", Data: nested.Bytes(), Pages: 1},
		{Name: "length of itself", Data: selfish.Bytes(), Pages: 1},
		{Name: "reference to itself", Data: around.Bytes(), Pages: 1, Loose: true},
		{Name: "cyclic tree", Data: TreeOf("<</Type/Pages/Count 2/Kids[3 0 R 2 0 R]>>"), Pages: 1},
		{Name: "deep tree", Data: deepTree(500), Pages: 1},
		{Name: "flate bomb", Data: bomb(), Pages: 1, Loose: true},
		{Name: "empty", Data: nil, Fault: NotPDF},
		{Name: "html", Data: []byte(strings.Repeat("<html>Invoice</html>", 50)), Fault: NotPDF},
		{Name: "jpeg", Data: append([]byte("\xFF\xD8\xFF\xE0\x00\x10JFIF"), make([]byte, 900)...), Fault: NotPDF},
		{Name: "header alone", Data: []byte("%PDF-1.7\n"), Fault: Damaged},
		{Name: "no pages", Data: TreeOf("<</Type/Pages/Count 0/Kids[]>>"), Pages: 1, Alone: true},
		{Name: "no catalog", Data: bytes.Replace(good, []byte("/Type/Catalog"), []byte("/Type/Nothing"), 1), Pages: 5},
		{Name: "too many pages", Data: bytes.Replace(TreeOf("KIDS"), []byte("KIDS"),
			[]byte("<</Type/Pages/Kids["+strings.Repeat("3 0 R ", 5001)+"]>>"), 1), Fault: TooLarge},
	}
}

// TreeOf is a file of one page whose page tree has the given root.
func TreeOf(root string) []byte {
	d := &Draft{Root: 1}
	d.Add("<</Type/Catalog/Pages 2 0 R>>")
	d.Add("%s", root)
	d.Add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>")
	d.Stream("", "0 0 1 rg 50 50 99 99 re f")
	return d.Bytes()
}

func deepTree(levels int) []byte {
	d := &Draft{Root: 1}
	d.Add("<</Type/Catalog/Pages 2 0 R>>")
	for i := range levels {
		d.Add("<</Type/Pages/Count 1/Kids[%d 0 R]>>", i+3)
	}
	d.Add("<</Type/Page/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<<>>>>", levels+3)
	d.Stream("", "0 0 1 rg 50 50 99 99 re f")
	return d.Bytes()
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
	d := Simple(1)
	d.Objs[3] = fmt.Sprintf("<</Filter[/FlateDecode/FlateDecode]/Length %d>>\nstream\n%s\nendstream", two.Len(), two.String())
	return d.Bytes()
})

// Set is all of them.
func Set() []File {
	return append(append(append(Geometries(), Contents()...), Broken()...), Living()...)
}

// ASCII85Of spells bytes as ASCII85Decode reads them.
func ASCII85Of(s string) string {
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

// RunLengthOf packs bytes as RunLengthDecode unpacks them.
func RunLengthOf(s string) string {
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

// LZWOf packs with codes growing one early, as PDF does.
func LZWOf(s string) string {
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
