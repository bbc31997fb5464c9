package office_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"

	"ehccasefile/casefile/internal/office"
	"ehccasefile/casefile/internal/prose"
)

const (
	wordNS = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="wps" xmlns:v="v" xmlns:a="a" xmlns:wp="wp"`
	mainTo = `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
)

// part is one entry of a zip made for a test.
type part struct{ name, text string }

// zipped makes a zip of parts, in order.
func zipped(t testing.TB, parts ...part) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		f, err := w.Create(p.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(p.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// word makes a Word file with this body, and more parts.
func word(t testing.TB, body string, more ...part) []byte {
	t.Helper()
	doc := `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ` + wordNS + `><w:body>` + body + `</w:body></w:document>`
	return zipped(t, append([]part{{"_rels/.rels", mainTo}, {"word/document.xml", doc}}, more...)...)
}

// rels makes the relations of the document.
func rels(pairs ...string) part {
	var b strings.Builder
	b.WriteString("<Relationships>")
	for i := 0; i+2 < len(pairs); i += 3 {
		fmt.Fprintf(&b, `<Relationship Id="%s" Type="http://x/%s" Target="%s"/>`, pairs[i], pairs[i+1], pairs[i+2])
	}
	b.WriteString("</Relationships>")
	return part{"word/_rels/document.xml.rels", b.String()}
}

func para(text string) string {
	return `<w:p><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

// text makes an OpenDocument text with this body.
func text(t testing.TB, body string, more ...part) []byte {
	t.Helper()
	content := `<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:draw="d" xmlns:dc="dc" xmlns:style="s" xmlns:fo="fo" xmlns:xlink="x"><office:body><office:text>` + body + `</office:text></office:body></office:document-content>`
	return zipped(t, append([]part{{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", content}}, more...)...)
}

// compound makes the directory of an old compound file with one stream's name in it.
func compound(name string) []byte {
	b := make([]byte, 1536)
	copy(b, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	for i, c := range name {
		b[512+2*i] = byte(c)
	}
	binary.LittleEndian.PutUint16(b[512+64:], uint16(2*len(name)+2))
	return b
}

// read reads a file as what its content says it is.
func read(data []byte) (prose.Document, error) {
	switch office.Kind(data) {
	case office.KindOdt:
		return office.Odt(data)
	case office.KindRTF:
		return office.RTF(data)
	}
	return office.Docx(data)
}

// shownAs writes words with their form in a short way: *bold* /italic/ _underlined_ -struck- ^raised^.
func shownAs(blocks []prose.Block) string {
	var b strings.Builder
	for _, bl := range blocks {
		switch bl.Kind {
		case prose.Table:
			for _, r := range bl.Rows {
				b.WriteString("{")
				for i, c := range r.Cells {
					if i > 0 {
						b.WriteString("|")
					}
					if c.Across > 1 {
						fmt.Fprintf(&b, "%d:", c.Across)
					}
					b.WriteString(strings.TrimSuffix(shownAs(c.Blocks), ";"))
				}
				b.WriteString("}")
			}
			b.WriteString(";")
			continue
		case prose.Heading:
			fmt.Fprintf(&b, "h%d ", bl.Level)
		case prose.Item:
			fmt.Fprintf(&b, "%s ", bl.Mark)
		case prose.Break:
			b.WriteString("<break>")
		case prose.Rule:
			b.WriteString("<rule>")
		case prose.Picture:
			fmt.Fprintf(&b, "<picture %d>", len(bl.Picture))
		}
		for _, r := range bl.Runs {
			s := r.Text
			for _, f := range []struct {
				on   bool
				mark string
			}{{r.Bold, "*"}, {r.Italic, "/"}, {r.Underline, "_"}, {r.Strike, "-"}, {r.Raised, "^"}} {
				if f.on {
					s = f.mark + s + f.mark
				}
			}
			b.WriteString(s)
		}
		b.WriteString(";")
	}
	return b.String()
}

// awkward is a file that a family may be sent, and how reading it ends.
type awkward struct {
	name  string
	data  []byte
	shown string // as shownAs writes it; "~…" for a part of it
	note  string // a part of the notes
	err   error
}

func awkwardFiles(t testing.TB) []awkward {
	return append(append(wordFiles(t), openFiles(t)...), richFiles(t)...)
}

func TestAwkwardFilesEndAsExpected(t *testing.T) {
	for _, c := range append(awkwardFiles(t), hugeFiles(t)...) {
		t.Run(c.name, func(t *testing.T) {
			doc, err := read(c.data)
			if !errors.Is(err, c.err) || err != nil && c.err == nil {
				t.Fatalf("ended with %v, not %v", err, c.err)
			}
			got := shownAs(doc.Blocks)
			if part, is := strings.CutPrefix(c.shown, "~"); is && !strings.Contains(got, part) || !is && got != c.shown {
				t.Errorf("shown: %.600s\nnot:   %s", got, c.shown)
			}
			notes := strings.Join(append(doc.Holds, doc.Notes...), " ")
			if c.note == "" && notes != "" || !strings.Contains(notes, c.note) {
				t.Errorf("notes: %q, not %q", notes, c.note)
			}
		})
	}
}

func wordFiles(t testing.TB) []awkward {
	numbering := part{"word/numbering.xml", `<w:numbering ` + wordNS + `><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl><w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:isLgl/><w:lvlText w:val="%1.%2.%3"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num></w:numbering>`}
	item := func(num, level int, text string) string {
		return fmt.Sprintf(`<w:p><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>`, level, num, text)
	}
	styles := part{"word/styles.xml", `<w:styles ` + wordNS + `><w:style w:type="paragraph" w:default="1" w:styleId="Norm"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Ue1"><w:name w:val="heading 1"/><w:basedOn w:val="Norm"/></w:style><w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Council box"/><w:basedOn w:val="Ue1"/></w:style><w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style></w:styles>`}
	all := rels("s", "styles", "styles.xml", "n", "numbering", "numbering.xml")
	whole := word(t, para("whole"))
	return []awkward{
		{name: "lists with letters, restarts, legal numbers, bullets", shown: "1. a;(a) b;(b) c;1.2.3 d;2. e;(a) f;5. g;• h;",
			data: word(t, item(1, 0, "a")+item(1, 1, "b")+item(1, 1, "c")+item(1, 2, "d")+item(1, 0, "e")+item(1, 1, "f")+item(2, 0, "g")+item(3, 0, "h"), numbering, all)},
		{name: "a heading by a style in another language, and one based on it", shown: "h1 Bedarf;h1 Box;x;",
			data: word(t, `<w:p><w:pPr><w:pStyle w:val="Ue1"/></w:pPr><w:r><w:t>Bedarf</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr><w:r><w:t>Box</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Loop"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>`, styles, all)},
		{name: "tracked changes", shown: "_20 hours_-10 hourshere-_there_;{_new row_};", note: "tracked changes",
			data: word(t, `<w:p><w:ins w:author="I"><w:r><w:t>20 hours</w:t></w:r></w:ins><w:del><w:r><w:delText>10 hours</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>here</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>there</w:t></w:r></w:moveTo></w:p><w:tbl><w:tr><w:trPr><w:ins/></w:trPr><w:tc>`+para("new row")+`</w:tc></w:tr></w:tbl>`)},
		{name: "merged cells, a nested table, a row that starts late", shown: "{2:wide|c};{tall|b|{in}}{|y|z}{|q};",
			data: word(t, tagged(`<T><R><C><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>`+para("wide")+`</C><C>`+para("c")+`</C></R></T>`+`<T><R><C><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>`+para("tall")+`</C><C>`+para("b")+`</C><C><T><R><C>`+para("in")+`</C></R></T></C></R><R><C><w:tcPr><w:vMerge/></w:tcPr><w:p/></C><C>`+para("y")+`</C><C>`+para("z")+`</C></R><R><w:trPr><w:gridBefore w:val="1"/></w:trPr><C>`+para("q")+`</C></R></T>`))},
		{name: "hidden words", shown: "seen;", note: "hidden", data: word(t, `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r><w:r><w:t>seen</w:t></w:r></w:p>`)},
		{name: "check boxes and symbols", shown: "☒ ☐ ☒ ✓;", data: word(t, `<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FD"/><w:t xml:space="preserve"> </w:t><w:sym w:font="Wingdings" w:char="F0A8"/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar><w:instrText>FORMCHECKBOX</w:instrText><w:fldChar w:fldCharType="end"/></w:r><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t xml:space="preserve"> ü</w:t></w:r></w:sdtContent></w:sdt></w:p>`)},
		{name: "a field's result, not its instruction", shown: "before 3 March after;", data: word(t, `<w:p><w:r><w:t xml:space="preserve">before </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE \@ x</w:instrText></w:r><w:r><w:t>wrong</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3 March</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> after</w:t></w:r></w:p>`)},
		{name: "alternate content: one branch, once", shown: "p;boxed;", data: word(t, `<w:p><w:r><w:t>p</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>`+para("boxed")+`</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>`+para("boxed")+`</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`)},
		{name: "a prompt nobody answered", shown: "/Click here/;", data: word(t, `<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt></w:p>`)},
		{name: "header, footer with a page number alone, comment, footnote", note: "comments",
			shown: "Council;<rule>;w^1[1]^;h2 Footnotes;1 small;h2 Comments;[1] *Ida, 2 March 2026: *why?;",
			data: word(t, `<w:p><w:r><w:t>w</w:t><w:footnoteReference w:id="2"/><w:commentReference w:id="0"/></w:r></w:p><w:sectPr><w:headerReference r:id="h"/><w:footerReference r:id="f"/></w:sectPr>`,
				rels("h", "header", "header1.xml", "f", "footer", "footer1.xml", "n", "footnotes", "footnotes.xml", "c", "comments", "comments.xml"),
				part{"word/header1.xml", `<w:hdr ` + wordNS + `>` + para("Council") + `</w:hdr>`},
				part{"word/footer1.xml", `<w:ftr ` + wordNS + `><w:p><w:r><w:t>Page </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>`},
				part{"word/footnotes.xml", `<w:footnotes ` + wordNS + `><w:footnote w:type="separator" w:id="0"/><w:footnote w:id="2">` + para(" small") + `</w:footnote></w:footnotes>`},
				part{"word/comments.xml", `<w:comments ` + wordNS + `><w:comment w:id="0" w:author="Ida" w:date="2026-03-02T10:00:00Z">` + para("why?") + `</w:comment></w:comments>`})},
		{name: "Arabic from right to left", shown: "تقرير;", data: word(t, `<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t>تقرير</w:t></w:r></w:p>`)},
		{name: "strict namespaces", shown: "strict;", data: zipped(t, part{"_rels/.rels", strings.Replace(mainTo, "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships", 1)}, part{"word/document.xml", `<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>` + para("strict") + `</w:body></w:document>`})},
		{name: "macros", shown: "m;", note: "not run", data: word(t, para("m"), part{"word/vbaProject.bin", "macro"})},
		{name: "a picture that is none", shown: "<picture 0>;", note: "One picture", data: word(t, `<w:p><w:r><w:drawing><a:blip r:embed="p"/></w:drawing></w:r></w:p>`, rels("p", "image", "media/a.emf"), part{"word/media/a.emf", "EMF"})},
		{name: "a picture of 8 bytes, named with ..", shown: "<picture 8>;", data: word(t, `<w:p><w:r><w:drawing><a:blip r:embed="p"/></w:drawing></w:r></w:p>`, rels("p", "image", "../../../../etc/a.png"), part{"etc/a.png", "\x89PNG\r\n\x1a\n"})},
		{name: "a list, style and note that are nowhere", shown: "• x;;", data: word(t, item(99, 8, "x")+`<w:p><w:pPr><w:pStyle w:val="none"/></w:pPr><w:r><w:footnoteReference w:id="9"/></w:r></w:p>`)},
		{name: "entities that grow", err: office.ErrDamaged, data: zipped(t, part{"word/document.xml", `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><w:document ` + wordNS + `><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>`})},
		{name: "breaks off in the middle of the words", shown: "kept;lo;", note: "damaged", data: zipped(t, part{"word/document.xml", `<w:document ` + wordNS + `><w:body>` + para("kept") + `<w:p><w:r><w:t>lo`})},
		{name: "truncated zip", err: office.ErrDamaged, data: whole[:len(whole)-60]},
		{name: "no main part", err: office.ErrOther, data: zipped(t, part{"[Content_Types].xml", `<Types/>`}, part{"_rels/.rels", mainTo})},
		{name: "empty main part", err: nil, shown: "", data: zipped(t, part{"word/document.xml", ""})},
		{name: "a spreadsheet", err: office.ErrOther, data: zipped(t, part{"xl/workbook.xml", `<workbook/>`})},
		{name: "with a password", err: office.ErrLocked, data: compound("EncryptedPackage")},
		{name: "Word of 1997", err: office.ErrOld, data: compound("WordDocument")},
	}
}

// tagged writes out the short tags of tables.
func tagged(s string) string {
	return strings.NewReplacer("<T>", "<w:tbl>", "</T>", "</w:tbl>", "<R>", "<w:tr>", "</R>", "</w:tr>", "<C>", "<w:tc>", "</C>", "</w:tc>").Replace(s)
}

func manyParts(n int) []part {
	out := make([]part, n)
	for i := range out {
		out[i].name = fmt.Sprint("word/", i)
	}
	return append(out, part{"word/document.xml", "<x/>"})
}
