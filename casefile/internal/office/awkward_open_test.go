package office_test

import (
	"strings"
	"testing"

	"ehccasefile/casefile/internal/limit"
	"ehccasefile/casefile/internal/office"
)

func openFiles(t testing.TB) []awkward {
	changes := `<text:tracked-changes><text:changed-region text:id="1"><text:insertion/></text:changed-region><text:changed-region text:id="2"><text:deletion><text:p>old</text:p></text:deletion></text:changed-region></text:tracked-changes>`
	return []awkward{
		{name: "odt: spaces, tab, line", shown: "a b  c\td\ne;", data: text(t, "<text:p>a\n   b<text:s text:c=\"2\"/>c<text:tab/>d<text:line-break/>e</text:p>")},
		{name: "odt: tracked changes", shown: "x-old-_new_y;", note: "tracked changes", data: text(t, changes+`<text:p>x<text:change text:change-id="2"/><text:change-start text:change-id="1"/>new<text:change-end text:change-id="1"/>y</text:p>`)},
		{name: "odt: repeated and spanned cells", shown: "{2:a||b|b};", data: text(t, `<table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>a</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/><table:table-cell table:number-columns-repeated="2"><text:p>b</text:p></table:table-cell></table:table-row></table:table>`)},
		{name: "odt: a billion cells", shown: "~{", data: text(t, `<table:table><table:table-row><table:table-cell table:number-columns-repeated="999999999"><text:p>b</text:p></table:table-cell></table:table-row></table:table>`)},
		{name: "odt: copies of copies", shown: "~{{", data: text(t, strings.Repeat(`<table:table><table:table-row><table:table-cell table:number-columns-repeated="40">`, 20)+`<text:p>x</text:p>`+strings.Repeat(`</table:table-cell></table:table-row></table:table>`, 20))},
		{name: "odt: a picture that is nowhere", shown: "w;<picture 0>;", note: "One picture", data: text(t, `<text:p>w<draw:frame><draw:image xlink:href="Pictures/none.png"/></draw:frame></text:p>`)},
		{name: "odt: with a password", err: office.ErrLocked, data: text(t, "", part{"META-INF/manifest.xml", `<m><file-entry><encryption-data/></file-entry></m>`})},
		{name: "odt: no words", err: office.ErrOther, data: zipped(t, part{"mimetype", "application/vnd.oasis.opendocument.text"})},
		{name: "odt: a style that is its own parent", shown: "*x*;", data: text(t, `<text:p><text:span text:style-name="A">x</text:span></text:p>`, part{"styles.xml", `<d xmlns:office="o" xmlns:style="s" xmlns:fo="fo"><office:styles><style:style style:name="A" style:family="text" style:parent-style-name="A"><style:text-properties fo:font-weight="bold"/></style:style></office:styles></d>`})},
		{name: "odt: styles are damaged", shown: "w;", note: "damaged", data: text(t, `<text:p>w</text:p>`, part{"styles.xml", `<d><oops`})},
	}
}

func richFiles(t testing.TB) []awkward {
	return []awkward{
		{name: "rtf: looks", shown: "a*b*/c/_d_-e-^f^;", data: rich(`a{\b b}{\i c}{\ul d}{\strike e}{\super f}\par`)},
		{name: "rtf: letters of code pages and numbers", shown: "£ Привет ✓ é😀.;", data: rich(`\'a3 {\f1 \'cf\'f0\'e8\'e2\'e5\'f2} {\f2 \'fc} \u233?\u-10179?\u-8704?.\par`)},
		{name: "rtf: letters that stand for others", shown: "“x;", data: rich(`\uc2\u8220\'93\'93x\par`)},
		{name: "rtf: tracked changes", shown: "_in_-out-;", note: "tracked changes", data: rich(`{\revised in}{\deleted out}\par`)},
		{name: "rtf: hidden words", shown: "s;", note: "hidden", data: rich(`{\v not}s\par`)},
		{name: "rtf: a table with a joined cell and one inside", shown: "{2:wide}{a|b;{in}};end;", data: rich(`\trowd\cellx2000\pard\intbl wide\cell\row\trowd\cellx1000\cellx2000\pard\intbl a\cell b\par\pard\intbl\itap2 in\nestcell{\*\nesttableprops\trowd\cellx500\nestrow}\pard\intbl\itap1\cell\row\pard end\par`)},
		{name: "rtf: list marks", shown: "(a) x;• y;", data: rich(`\pard{\listtext (a)\tab}x\par\pard{\pntext\f2\'b7\tab}y\par`)},
		{name: "rtf: field, form box, bookmark", shown: "link☒;", data: rich(`{\field{\*\fldinst HYPERLINK "https://example.org"}{\fldrslt link}}{\*\bkmkstart z}{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres1}}}}\par`)},
		{name: "rtf: footnote and comment", note: "comments", shown: "w^1[1]^;h2 Footnotes;1 small;h2 Comments;[1] *Ida: *why?;", data: rich(`w{\footnote small}{\*\atnauthor Ida}{\*\annotation why?}\par`)},
		{name: "rtf: header once", shown: "Council;<rule>;w;", data: rich(`{\header Council\par}{\headerf Council\par}{\footer Page {\field{\*\fldinst PAGE}{\fldrslt 4}}\par}w\par`)},
		{name: "rtf: picture and raw bytes", shown: "a;<picture 8>;b;", data: rich(`a{\pict\pngblip 89504e470d0a1a0a}\par b{\*\unknown\bin3 }}x}\par`)},
		{name: "rtf: a picture of Windows", shown: "<picture 0>;", note: "One picture", data: rich(`{\pict\wmetafile8 0102}\par`)},
		{name: "rtf: unknown words and groups", shown: "a b;", data: rich(`a{\*\secretdata no}\nonsense12 { b}\par`)},
		{name: "rtf: headings by style and level", shown: "h1 A;h2 B;", data: rich(`{\stylesheet{\s0 Normal;}{\s3 heading 1;}}\pard\s3 A\par\pard\outlinelevel1 B\par`)},
		{name: "rtf: breaks off", shown: "kept;", note: "damaged", data: []byte(`{\rtf1 kept\par {\b `)},
		{name: "rtf: nothing but its mark", err: office.ErrDamaged, data: []byte(`{\rtf`)},
		{name: "rtf: raw bytes past the end", shown: "a;", note: "damaged", data: []byte(`{\rtf1 a\par\bin99999999 }`)},
		{name: "rtf: tables without end", shown: "~xxx", data: rich(strings.Repeat(`\trowd\cellx1000\pard\intbl\itap20 x`, 300))},
	}
}

// rich makes a file of rich text.
func rich(s string) []byte {
	return []byte(`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}{\f1\fcharset204 Times;}{\f2\fcharset2 Wingdings;}}` + s + `}`)
}

// hugeFiles pass a bound by their size; they are no seeds of mutations.
func hugeFiles(t testing.TB) []awkward {
	return []awkward{
		{name: "nested 100,000 deep", shown: "kept;;", note: "too deep", data: word(t, para("kept")+`<w:p>`+strings.Repeat(`<w:smartTag>`, 100_000)+strings.Repeat(`</w:smartTag>`, 100_000)+`</w:p>`)},
		{name: "zip bomb", err: office.ErrLarge, data: word(t, para(strings.Repeat(" ", 60<<20)))},
		{name: "20,000 parts", err: office.ErrLarge, data: zipped(t, manyParts(20_000)...)},
		{name: "a million attributes", shown: "kept;", note: "very long", data: word(t, para("kept")+"<w:p "+strings.Repeat(`a="" `, 1_000_000)+"/>"+para("lost"))},
		{name: "too many paragraphs", shown: "~;", note: "very long", data: word(t, strings.Repeat("<w:p/>", limit.Blocks+10))},
		{name: "odt: nested 100,000 deep", shown: "k;;", note: "too deep", data: text(t, `<text:p>k</text:p><text:p>`+strings.Repeat("<text:span>", 100_000)+strings.Repeat("</text:span>", 100_000)+`</text:p>`)},
		{name: "odt: zip bomb", err: office.ErrLarge, data: text(t, strings.Repeat(" ", 60<<20))},
		{name: "odt: bomb beside the words", shown: "w;", note: "damaged", data: text(t, `<text:p>w</text:p>`, part{"styles.xml", strings.Repeat(" ", 60<<20)})},
		{name: "rtf: groups 1,000,000 deep", shown: "k;", note: "too deep", data: rich(`k\par` + strings.Repeat("{", 1_000_000) + strings.Repeat("}", 1_000_000))},
		{name: "rtf: a change of form at each letter", shown: "~*a*/b/", note: "very long", data: rich(strings.Repeat(`{\b a}{\i b}`, limit.OfficeRuns/2+10))},
		{name: "rtf: too many paragraphs", shown: "~;", note: "very long", data: rich(strings.Repeat(`\par`, limit.Blocks+10))},
	}
}
