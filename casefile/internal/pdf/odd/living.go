package odd

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"strings"
)

// Secret is put wherever a source might tell on its maker; none of it may be
// found in a book.
const Secret = "XSECRETX"

// Living are files that do something: links, forms, scripts, layers.
func Living() []File {
	return []File{
		{Name: "linked", Data: Linked().Bytes(), Pages: 5},
		{Name: "form", Data: Form().Bytes(), Pages: 1},
		{Name: "layers", Data: Layered().Bytes(), Pages: 1},
		{Name: "secrets", Data: Secrets().Bytes(), Pages: 2},
		{Name: "remarks", Data: Remarked("").Bytes(), Pages: 1},
		{Name: "unfilled form", Data: Unfilled().Bytes(), Pages: 1},
		{Name: "form that waits", Data: Waiting().Bytes(), Pages: 1},
		{Name: "remarks turned", Data: Remarked("/Rotate 90").Bytes(), Pages: 1},
	}
}

// Linked has named destinations of both kinds, nested bookmarks and links.
func Linked() *Draft {
	d := Simple(5)
	page := func(i int) int { return 5 + 2*i }
	for i := range 5 {
		next := (i + 1) % 5
		by := fmt.Sprintf("/A<</S/GoTo/D(d%d)>>", next)
		switch i {
		case 1:
			by = fmt.Sprintf("/Dest/old%d", next)
		case 2:
			by = fmt.Sprintf("/Dest[%d 0 R /XYZ 10 700 2]", page(next))
		}
		a := d.Add("<</Type/Annot/Subtype/Link/Rect[70 690 300 715]%s>>", by)
		b := d.Add("<</Type/Annot/Subtype/Link/Rect[70 640 300 665]/A<</S/URI/URI(https://example.org/%d)>>>>", i)
		d.Objs[page(i)-1] = strings.Replace(d.Objs[page(i)-1], "/Type/Page", fmt.Sprintf("/Type/Page/Annots[%d 0 R %d 0 R]", a, b), 1)
	}
	names := ""
	for i := range 5 {
		names += fmt.Sprintf("(d%d)<</D[%d 0 R/FitH 800]>>", i, page(i))
	}
	leafNode := d.Add("<</Limits[(d0)(d4)]/Names[%s]>>", names)
	tree := d.Add("<</Kids[%d 0 R]>>", leafNode)
	old := d.Add("<</old2[%d 0 R/Fit]>>", page(2))
	root := len(d.Objs) + 1
	d.Add("<</Type/Outlines/First %d 0 R/Last %d 0 R/Count 2>>", root+1, root+2)
	d.Add("<</Title(Chapter one)/Parent %d 0 R/Next %d 0 R/Dest(d0)/First %d 0 R/Last %d 0 R/Count 1>>", root, root+2, root+3, root+3)
	d.Add("<</Title<FEFF0043006800610070007400650072002000740077006F0020014141>>>/Parent %d 0 R/A<</S/GoTo/D[%d 0 R/XYZ null null null]>>>>", root, page(3))
	d.Add("<</Title(Inside \\(one\\))/Parent %d 0 R/Dest(d1)/Next %d 0 R>>", root+1, root+1)
	d.Objs[root+1] = strings.Replace(d.Objs[root+1], "0020014141>>>", "002001410031>", 1)
	return WithCatalog(d, fmt.Sprintf("/Names<</Dests %d 0 R>>/Dests %d 0 R/Outlines %d 0 R", tree, old, root))
}

// Form has fields with and without appearances.
func Form() *Draft {
	d := Simple(1)
	look := func(words string) int { // with the fonts of the whole form
		return d.Stream("/BBox[0 0 200 20]", "BT /Helv 12 Tf 2 5 Td ("+words+") Tj ET")
	}
	tick, off := look("ticked"), look("notticked")
	fields := []int{
		d.Add("<</Type/Annot/Subtype/Widget/FT/Tx/T(%s)/V(Jan Kowalski)/Rect[72 500 272 520]/AP<</N %d 0 R>>>>", Secret, look("Jan Kowalski")),
		d.Add("<</Type/Annot/Subtype/Widget/FT/Btn/T(c)/AS/On/Rect[72 460 272 480]/AP<</N<</On %d 0 R/Off %d 0 R>>>>>>", tick, off),
		d.Add("<</Type/Annot/Subtype/Widget/FT/Tx/T(h)/F 2/V(hidden)/Rect[72 420 272 440]/AP<</N %d 0 R>>>>", look("hiddenfield")),
		d.Add("<</Type/Annot/Subtype/Widget/FT/Tx/T(n)/V(no picture)/Rect[72 380 272 400]>>"),
	}
	list := ""
	for _, n := range fields {
		list += fmt.Sprintf("%d 0 R ", n)
	}
	d.Objs[4] = strings.Replace(d.Objs[4], "/Type/Page", "/Type/Page/Annots["+list+"]", 1)
	return WithCatalog(d, "/AcroForm<</SigFlags 1/DR<</Font<</Helv 3 0 R>>>>/Fields["+list+"]>>")
}

// Layered hides one of its two layers.
func Layered() *Draft {
	d := Simple(1)
	on, off := d.Add("<</Type/OCG/Name(%s)>>", Secret), d.Add("<</Type/OCG/Name(b)/Usage<</CreatorInfo<</Creator(%s)>>>>>>", Secret)
	c := d.Stream("", "/OC/L1 BDC BT /F1 20 Tf 72 300 Td (shownlayer) Tj ET EMC /OC/L2 BDC BT /F1 20 Tf 72 250 Td (hiddenlayer) Tj ET EMC")
	d.Objs[4] = strings.Replace(d.Objs[4], "/Contents 4 0 R", fmt.Sprintf("/Contents %d 0 R", c), 1)
	d.Objs[4] = strings.Replace(d.Objs[4], "/Resources<<", fmt.Sprintf("/Resources<</Properties<</L1 %d 0 R/L2 %d 0 R>>", on, off), 1)
	return WithCatalog(d, fmt.Sprintf("/OCProperties<</OCGs[%d 0 R %d 0 R]/D<</OFF[%d 0 R]/Order[%d 0 R]>>>>", on, off, off, on))
}

// Tattling is a JPEG with words in its Exif and comment segments.
func Tattling(words string) string {
	var b bytes.Buffer
	jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 8, 8)), nil)
	s := b.String()
	exif := "\xFF\xE1\x00" + string([]byte{byte(len(words) + 8)}) + "Exif\x00\x00" + words
	note := "\xFF\xFE\x00" + string([]byte{byte(len(words) + 2)}) + words
	return s[:2] + exif + note + s[2:]
}

// Secrets carries everything that must not leave.
func Secrets() *Draft {
	d := Simple(2)
	info := d.Add("<</Author(%[1]s)/Title(%[1]s)/Producer(%[1]s)>>", Secret)
	d.Info = fmt.Sprintf("/Info %d 0 R", info)
	xmp := d.Stream("/Type/Metadata/Subtype/XML", "<x>"+Secret+"</x>")
	file := d.Stream("/Type/EmbeddedFile", "MZ"+Secret)
	spec := d.Add("<</Type/Filespec/F(%s.exe)/EF<</F %d 0 R>>>>", Secret, file)
	script := d.Add("<</S/JavaScript/JS(app.alert('%s'))>>", Secret)
	elem := d.Add("<</Type/StructElem/S/P/Alt(%s)>>", Secret)
	picture := d.Stream("/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"+
		fmt.Sprintf("/Metadata %d 0 R", xmp), Tattling(Secret))
	packed := d.Stream("/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceRGB/BitsPerComponent 8"+
		"/Filter[/FlateDecode/DCTDecode]", Deflated(Tattling(Secret)))
	drawn := d.Stream(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/PTEX.FileName(/home/%[1]s/x.pdf)/PTEX.InfoDict %[2]d 0 R"+
		"/PieceInfo<</X<</Private(%[1]s)>>>>/LastModified(D:2020)/Metadata %[3]d 0 R/Resources<</Stray %[4]d 0 R>>", Secret, info, xmp, script), "0 0 1 1 re f")
	orphan := d.Stream("", Secret)
	annots := []int{
		d.Add("<</Type/Annot/Subtype/Link/Rect[72 600 300 640]/A<</S/Launch/F(%s.exe)>>>>", Secret),
		d.Add("<</Type/Annot/Subtype/Link/Rect[72 500 300 540]/A<</S/URI/URI(file:///home/%s/a.pdf)>>>>", Secret),
		d.Add("<</Type/Annot/Subtype/Link/Rect[72 400 300 440]/A %d 0 R>>", script),
		d.Add("<</Type/Annot/Subtype/FileAttachment/Rect[10 10 20 20]/FS %d 0 R>>", spec),
		d.Add("<</Type/Annot/Subtype/Text/T(%[1]s)/NM(%[1]s)/M(D:2020)/Contents(a remark)/RC(%[1]s)/Rect[10 100 30 120]/A %[2]d 0 R/AA<</E %[2]d 0 R>>>>", Secret, script),
		d.Add("<</Type/Annot/Subtype/RichMedia/Rect[10 10 20 20]/X(%s)>>", Secret),
	}
	list := ""
	for _, n := range annots {
		list += fmt.Sprintf("%d 0 R ", n)
	}
	d.Objs[4] = strings.Replace(d.Objs[4], "/Type/Page", fmt.Sprintf("/Type/Page/Annots[%s]/AA<</O %d 0 R>>/Metadata %d 0 R"+
		"/PieceInfo<</A<</Private(%s)>>>>/Thumb %d 0 R/LastModified(D:2020)/StructParents 0/Foo %d 0 R", list, script, xmp, Secret, orphan, elem), 1)
	d.Objs[4] = strings.Replace(d.Objs[4], "/Resources<<", fmt.Sprintf("/Resources<</XObject<</I %d 0 R/J %d 0 R/D %d 0 R>>"+
		"/ExtGState<</G<</Type/ExtGState/CA 1/Stray %d 0 R/Other %d 0 R/E %d 0 R>>>>", picture, packed, drawn, script, spec, elem), 1)
	return WithCatalog(d, fmt.Sprintf("/OpenAction %[1]d 0 R/Metadata %[2]d 0 R/AA<</WC %[1]d 0 R>>/Names<</JavaScript<</Names[(%[3]s)%[1]d 0 R]>>"+
		"/EmbeddedFiles<</Names[(%[3]s)%[4]d 0 R]>>>>/StructTreeRoot<</Type/StructTreeRoot/K %[5]d 0 R>>", script, xmp, Secret, spec, elem))
}

// Remarked is a small page with a highlight, a stamp with a look of its own and ink.
func Remarked(keys string) *Draft {
	box := Rect{0, 0, 400, 500}
	d := Paper(1, "/MediaBox[0 0 400 500]"+keys, SceneOn(box))
	look := d.Stream("/BBox[0 0 100 50]/Resources<<>>", "1 0.5 0 rg 0 0 100 50 re f 0 g 0 0 50 25 re f")
	list := ""
	for _, a := range []string{
		fmt.Sprintf("/Subtype/Stamp/Rect[200 300 300 350]/F 4/AP<</N %d 0 R>>", look),
		"/Subtype/Highlight/Rect[40 290 160 320]/F 4/C[1 1 0]/QuadPoints[40 320 160 320 40 290 160 290]/Contents(mark this)",
		"/Subtype/Ink/Rect[200 100 300 200]/F 4/C[0 0 1]/InkList[[200 100 300 200][200 200 300 100]]",
		"/Subtype/Popup/Rect[0 0 10 10]",
	} {
		list += fmt.Sprintf("%d 0 R ", d.Add("<</Type/Annot%s>>", a))
	}
	d.Objs[4] = strings.Replace(d.Objs[4], "/Type/Page", "/Type/Page/Annots["+list+"]", 1)
	return d
}

// Unfilled is a form whose answers have no look of their own: a reader is to draw them (NeedAppearances, 12.7.2).
func Unfilled() *Draft {
	d := Simple(1)
	f := d.Add("<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Ada Lovelace)/DA(/Helv 12 Tf 0 g)/F 4/Rect[72 380 272 400]/P 5 0 R>>")
	d.Objs[4] = strings.Replace(d.Objs[4], "/Type/Page", fmt.Sprintf("/Type/Page/Annots[%d 0 R]", f), 1)
	return WithCatalog(d, fmt.Sprintf("/AcroForm<</NeedAppearances true/DA(/Helv 12 Tf 0 g)/DR<</Font<</Helv 3 0 R>>>>/Fields[%d 0 R]>>", f))
}

// Waiting is the page that stands in for a form which only Adobe's program shows.
func Waiting() *Draft {
	d := Paper(1, "/MediaBox"+A4Box, func(int) string {
		return "BT /F1 14 Tf 72 700 Td (Please wait... ) Tj 0 -30 Td (If this message is not eventually replaced by the proper contents of the document,) Tj ET"
	})
	xfa := d.Stream("", "<xdp:xdp xmlns:xdp=\"http://ns.adobe.com/xdp/\"></xdp:xdp>")
	return WithCatalog(d, fmt.Sprintf("/AcroForm<</XFA %d 0 R/Fields[]>>", xfa))
}
