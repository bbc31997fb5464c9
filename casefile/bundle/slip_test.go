package bundle_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/casefile/intake"
	"ehccasefile/seeds"
)

const wp = "WITHOUT PREJUDICE"

// onPage makes a PDF of one page with open words, with keys of its page and catalogue, and more objects from the sixth on.
func onPage(words, page, catalogue string, more ...string) []byte {
	content := "BT /F 14 Tf 30 700 Td (" + words + ") Tj ET"
	return file(append([]string{"<</Type/Catalog/Pages 2 0 R" + catalogue + ">>", "<</Type/Pages/Count 1/Kids[4 0 R]>>", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents 5 0 R" + page + ">>", inPDF("", content)}, more...))
}

func inPDF(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(data), data)
}

// noted is such a PDF with one annotation.
func noted(annot string, more ...string) []byte {
	return onPage("We offer ten hours in class each week.", "/Annots[<</Type/Annot/Rect[100 100 300 150]"+annot+">>]", "", more...)
}

// drawn is an appearance that shows words.
func drawText(words string) string {
	return inPDF("/Type/XObject/Subtype/Form/BBox[0 0 200 50]/Resources<</Font<</F 3 0 R>>>>", "BT /F 12 Tf 5 5 Td ("+words+") Tj ET")
}

// packed makes a zip of parts, by name and content in turns.
func packed(parts ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(parts); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: parts[i], Method: zip.Deflate})
		if err == nil {
			_, err = io.WriteString(w, parts[i+1])
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

const wordNames = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"`

// inWord makes a Word file of runs, with a header where one is given.
func inWord(runs, header string, more ...string) []byte {
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	section, rels := "", ""
	if header != "" {
		section = `<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>`
		rels = `<Relationship Id="h" Type="` + office + `/header" Target="header1.xml"/>`
		more = append(more, "word/header1.xml", `<w:hdr`+wordNames+`><w:p>`+header+`</w:p></w:hdr>`)
	}
	return packed(append([]string{
		"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>`,
		"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="m" Type="` + office + `/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + rels + `</Relationships>`,
		"word/document.xml", `<w:document` + wordNames + `><w:body><w:p>` + runs + `</w:p>` + section + `</w:body></w:document>`,
	}, more...)...)
}

func run(words string) string { return "<w:r><w:t>" + words + "</w:t></w:r>" }

const textNames = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"`

// inOpen makes an OpenDocument text, with styles and a master page's header.
func inOpen(body, automatic, header string) []byte {
	return packed("mimetype", "application/vnd.oasis.opendocument.text",
		"META-INF/manifest.xml", `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
		"content.xml", `<office:document-content`+textNames+`><office:automatic-styles>`+automatic+`</office:automatic-styles><office:body><office:text>`+body+`</office:text></office:body></office:document-content>`,
		"styles.xml", `<office:document-styles`+textNames+`><office:automatic-styles><style:page-layout style:name="P"/></office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P"><style:header><text:p>`+header+`</text:p></style:header></style:master-page></office:master-styles></office:document-styles>`)
}

func inRich(s string) []byte { return []byte(`{\rtf1\ansi{\fonttbl{\f0 Arial;}}` + s + `}`) }

func inMail(subject, body string) []byte {
	return []byte("From: Ida <ida@x.example>\r\nTo: Q <q@y.example>\r\nDate: Mon, 16 Mar 2026 12:00:00 +0000\r\nSubject: " + subject + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + body + "\r\n")
}

const offer = "We offer ten hours in class each week."

// attacks are papers that must be held back, by the names of their files. Each has its own bytes.
func attacks(t *testing.T) map[string][]byte {
	form := `/AcroForm<</Fields[6 0 R]/DA(/F 12 Tf 0 g)>>`
	field := `/Annots[6 0 R]`
	return map[string][]byte{
		"p01 a stamp.pdf":                  noted("/Subtype/Stamp/AP<</N 6 0 R>>", drawText(wp)),
		"p02 a note.pdf":                   noted("/Subtype/Text/Contents(" + wp + ")"),
		"p03 free text.pdf":                noted("/Subtype/FreeText/DA(/F 12 Tf)/Contents(Without prejudice offer)"),
		"p04 a hidden note.pdf":            noted("/Subtype/Text/F 2/Contents(" + wp + ")"),
		"p05 rich note.pdf":                noted("/Subtype/FreeText/RC(<body><p>WITHOUT <b>PREJUDICE</b></p></body>)"),
		"p06 a field.pdf":                  onPage(offer, field, form, "<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V("+wp+")/Rect[100 100 300 150]>>"),
		"p07 inherited answer.pdf":         onPage(offer, "/Annots[7 0 R]", form, "<</FT/Tx/T(a)/V("+wp+")/Kids[7 0 R]>>", "<</Type/Annot/Subtype/Widget/Parent 6 0 R/Rect[100 100 300 150]>>"),
		"p08 field shows.pdf":              onPage(offer, field, form, "<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/Rect[100 100 300 150]/AP<</N 7 0 R>>>>", drawText(wp)),
		"p09 outline.pdf":                  onPage(offer, "", "/Outlines 6 0 R", "<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 1>>", "<</Title(Without prejudice offer)/Parent 6 0 R/Dest[4 0 R/Fit]>>"),
		"p10 spaced.pdf":                   onPage("W I T H O U T  P R E J U D I C E", "", ""),
		"p11 split.pdf":                    onPage("W ithout P rejudice", "", ""),
		"p12 costs.pdf":                    onPage("Without prejudice save as to costs", "", ""),
		"p13 wo.pdf":                       onPage("W/O prejudice: ten hours", "", ""),
		"p14 heading.pdf":                  onPage(`WITHOUT PREJUDICE) Tj 0 -20 Td (To the rights team`, "", ""),
		"p15 short.pdf":                    onPage(`\(WP\)) Tj 0 -20 Td (Dear Mrs Okoro`, "", ""),
		"p16 utf16 note.pdf":               noted("/Subtype/Text/Contents<FEFF0057006900740068006F00750074002000500072006500" + "6A00750064006900630065>"),
		"w01 watermark.docx":               inWord(run(offer), `<w:r><w:pict><v:shape id="PowerPlusWaterMarkObject" type="#_x0000_t136" style="width:400pt;height:100pt"><v:textpath string="WITHOUT PREJUDICE"/></v:shape></w:pict></w:r>`),
		"w02 hidden.docx":                  inWord(run(offer)+`<w:r><w:rPr><w:vanish/></w:rPr><w:t>Without prejudice</w:t></w:r>`, ""),
		"w03 header.docx":                  inWord(run(offer+" 3"), run("Private and privileged. Without prejudice")),
		"w04 diagram.docx":                 inWord(run(offer+" 4"), "", "word/diagrams/data1.xml", `<x`+wordNames+`><a:t>WITHOUT</a:t><a:t>PREJUDICE</a:t></x>`),
		"w05 split runs.docx":              inWord(run("Wit")+run("hout pre")+run("judice ")+run(offer), ""),
		"w07 full width.docx":              inWord(run("ＷＩＴＨＯＵＴ　ＰＲＥＪＵＤＩＣＥ ")+run(offer), ""),
		"w06 cyrillic.docx":                inWord(run("Wіthоut Рrejudісe ")+run(offer), ""),
		"o01 hidden.odt":                   inOpen(`<text:p>`+offer+` <text:span text:style-name="H">Without prejudice</text:span></text:p>`, `<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>`, ""),
		"o02 hidden section.odt":           inOpen(`<text:p>`+offer+`</text:p><text:section text:name="S" text:display="none"><text:p>Without prejudice</text:p></text:section>`, "", ""),
		"o03 watermark.odt":                inOpen(`<text:p>`+offer+`</text:p>`, "", `<draw:custom-shape draw:name="PowerPlusWaterMarkObject1"><text:p>WITHOUT PREJUDICE</text:p></draw:custom-shape>`),
		"o04 hidden text.odt":              inOpen(`<text:p>`+offer+`<text:hidden-text text:condition="1" text:string-value="Without prejudice"/></text:p>`, "", ""),
		"r01 hidden.rtf":                   inRich(offer + `{\v Without prejudice}\par`),
		"r02 watermark.rtf":                inRich(`{\header {\shp{\*\shpinst{\sp{\sn gtextUNICODE}{\sv WITHOUT PREJUDICE}}}}\par}` + offer + `\par`),
		"r03 box.rtf":                      inRich(offer + `{\shp{\*\shpinst{\shptxt Without prejudice\par}}}\par`),
		"r04 old box.rtf":                  inRich(offer + `{\*\do{\dptxbxtext Without prejudice\par}}\par`),
		"t01 full width.txt":               []byte("ＷＩＴＨＯＵＴ　ＰＲＥＪＵＤＩＣＥ\n" + offer),
		"t02 liability.txt":                []byte("Without prejudice to liability, we offer ten hours."),
		"t03 unseen.txt":                   []byte("Wi\u200bthout pre\u00adjudice offer"),
		"t04 advice.txt":                   []byte("Privileged and confidential\nOur advice on the merits of your appeal."),
		"t05 mediator.txt":                 []byte("Kite Mediation Service\n\nDear Mrs Okoro\n\nThank you for coming."),
		"e01 subject.eml":                  inMail("Without prejudice: hours", offer),
		"e02 body.eml":                     inMail("Hours", "WITHOUT\r\nPREJUDICE\r\n"+offer),
		"e03 lawyer.eml":                   bytes.Replace(inMail("Your case", "We should talk."), []byte("Ida <ida@x.example>"), []byte("Bell Solicitors <a@bell.example>"), 1),
		"WithoutPrejudiceOffer.png":        photo(t, 91, 60),
		"offer WP.png":                     photo(t, 92, 60),
		"without_prejudice_2.png":          photo(t, 93, 60),
		"CounselsOpinion.txt":              []byte("The law is as follows."),
		"MediationNotes.txt":               []byte("Ten hours were spoken of."),
		"f01 Wіthоut Рrejudісe letter.txt": []byte(offer + " Yours."),
	}
}

// open are papers that may be shown.
func open(t *testing.T) map[string][]byte {
	return map[string][]byte{
		"a statute.pdf":             onPage("Without prejudice to the generality of section 42, the council must secure it.", "", ""),
		"b link.pdf":                noted("/Subtype/Link/A<</S/URI/URI(https://example.org)>>"),
		"c received.pdf":            noted("/Subtype/Stamp/Contents(RECEIVED 4 March 2026)/AP<</N 6 0 R>>", drawText("RECEIVED 4 March 2026")),
		"d form.pdf":                onPage("Name", "/Annots[6 0 R]", "/AcroForm<</Fields[6 0 R]>>", "<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(Maya Okoro)/Rect[100 100 300 150]>>"),
		"e outline.pdf":             onPage("Annual review", "", "/Outlines 6 0 R", "<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 1>>", "<</Title(Section F)/Parent 6 0 R/Dest[4 0 R/Fit]>>"),
		"f plain.docx":              inWord(run("School report for the spring term."), run("Northmere School")),
		"g hidden.docx":             inWord(run("School report.")+`<w:r><w:rPr><w:vanish/></w:rPr><w:t>Draft of March</w:t></w:r>`, ""),
		"h draft.docx":              inWord(run("Draft plan."), `<w:r><w:pict><v:shape style="width:400pt;height:100pt"><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>`),
		"i plain.odt":               inOpen(`<text:p>Report of the meeting.</text:p>`, "", "Northmere"),
		"j plain.rtf":               inRich(`Report of the term. {\v draft}\par`),
		"k draft.rtf":               inRich(`{\header {\shp{\*\shpinst{\sp{\sn gtextUNICODE}{\sv DRAFT}}{\sp{\sn wzName}{\sv WITHOUT PREJUDICE}}}}\par}Draft plan.\par`),
		"l law.txt":                 []byte("This is without prejudice\nto the rights of the parent under section 51."),
		"m open.txt":                []byte("This is an open letter and is not without prejudice."),
		"n working party.txt":       []byte("The Working Party (WP) met. WP agreed the timetable."),
		"o speed.txt":               []byte("He types 14 wpm, and works without practice."),
		"p appeal.txt":              []byte("Dear Mrs Okoro\n\nYou may wish to seek legal advice. Mediation is voluntary."),
		"q hours.eml":               inMail("Hours", "When does the taxi come?"),
		"r footer.eml":              inMail("Taxi", "At nine.\r\n\r\nThis e-mail may contain legally privileged information and is intended solely for the addressee."),
		"s photo.png":               photo(t, 94, 60),
		"mediation certificate.txt": []byte("Mediation certificate\n\nCertificate number 12\n\nI certify that mediation information was given to Mrs Okoro on 3 March 2026. This certificate is issued under section 55."),
		"u IMG_20260316_WA0001.png": photo(t, 95, 60),
	}
}

// Every attack is held back in a folder, and every open paper goes in.
func TestNoAttackSlipsPastAFolder(t *testing.T) {
	private, may := attacks(t), open(t)
	if len(private) < 40 || len(may) < 20 {
		t.Fatalf("%d attacks, %d open", len(private), len(may))
	}
	files := map[string][]byte{"index.csv": nil, "Without prejudice/x.txt": []byte("Ten hours."), "broken.pdf": []byte("%PDF-1.4\nnot one")}
	list := "title,file\nDeep,Without prejudice/x.txt\nBroken,broken.pdf\n"
	for _, all := range []map[string][]byte{private, may} {
		for name, data := range all {
			files[name] = data
			list += fmt.Sprintf("Paper %s,%s\n", strings.Fields(name)[0], name)
		}
	}
	files["index.csv"] = []byte(strings.ReplaceAll(list, "Paper WithoutPrejudiceOffer.png", "Paper"))
	p, err := bundle.FromFolder(filled(t, files), "")
	if err != nil {
		t.Fatal(err)
	}
	data, r := made(t, p)
	if r.Documents != len(may) || len(r.Left) != len(private)+2 {
		t.Errorf("%d in, %d left out", r.Documents, len(r.Left))
	}
	for _, i := range r.Items {
		if name := strings.TrimPrefix(i.Title, "Paper "); !hasPrefix(may, name) {
			t.Errorf("%s went in: %s", i.Title, i.Note)
		}
	}
	for _, l := range r.Left {
		if l.Title == "Broken" {
			continue
		}
		if !strings.HasPrefix(l.Note, "It is held back: “") || !strings.HasSuffix(l.Note, "write open under privilege in its row of index.csv.") {
			t.Errorf("%s: %s", l.Title, l.Note)
		}
	}
	if bytes.Contains(data, []byte("Broken")) {
		t.Error("what cannot be read went in")
	}
}

func hasPrefix(files map[string][]byte, begin string) bool {
	for name := range files {
		if strings.HasPrefix(name, begin) {
			return true
		}
	}
	return false
}

// The same papers taken into a case file: none of the private ones can be shown, and each of the open ones can.
func TestNoAttackSlipsPastACaseFile(t *testing.T) {
	noon := func() time.Time { return time.Date(2026, 3, 16, 12, 0, 0, 0, time.UTC) }
	f, err := casefile.Create(filepath.Join(t.TempDir(), "t.casefile"), casefile.NoPassphrase(), noon)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	private, may := attacks(t), open(t)
	var items []intake.Item
	for _, all := range []map[string][]byte{private, may} {
		for name, data := range all {
			items = append(items, intake.Item{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }})
		}
	}
	if _, err := intake.Add(t.Context(), f, items, intake.Options{}, nil); err != nil {
		t.Fatal(err)
	}
	err = f.View(func(tx *casefile.Tx) error {
		papers := casefile.All[casefile.Document](tx, "")
		if len(papers) != len(private)+len(may) {
			t.Errorf("%d papers", len(papers))
		}
		for _, d := range papers {
			_, held := casefile.Show(tx, d.ID)
			if _, attack := private[d.Name]; attack != (held != nil) || d.Unread() {
				t.Errorf("%s: %v, %q", d.Name, held, d.Notes)
			}
			if d.Name == "p02 a note.pdf" && d.Reason != "“WITHOUT PREJUDICE” in a stamp, note or form on page 1" {
				t.Errorf("why: %q", d.Reason)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if hits, err := f.Search("received"); err != nil || len(hits) == 0 || hits[0].Title != "C received" {
		t.Errorf("the words of a stamp are not found: %v %+v", err, hits)
	}
}

// What the made-up families hold as open is open when it is taken in anew.
func TestNothingOfTheSeedFamiliesIsHeldWrongly(t *testing.T) {
	noon := func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }
	for _, name := range seeds.Names() {
		from, err := casefile.Create(filepath.Join(t.TempDir(), "seed.casefile"), casefile.NoPassphrase(), noon)
		if err != nil {
			t.Fatal(err)
		}
		defer from.Close()
		to, err := casefile.Create(filepath.Join(t.TempDir(), "t.casefile"), casefile.NoPassphrase(), noon)
		if err != nil {
			t.Fatal(err)
		}
		defer to.Close()
		family, err := seeds.Open(name)
		if err == nil {
			err = casefile.Fill(from, family)
		}
		if err != nil {
			t.Fatal(err)
		}
		var items []intake.Item
		err = from.View(func(tx *casefile.Tx) error {
			for _, d := range casefile.All[casefile.Document](tx, "") {
				data, err := tx.Read(d.Blob)
				if err != nil {
					return err
				}
				if _, err := casefile.Show(tx, d.ID); err == nil {
					items = append(items, intake.Item{Name: d.Name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }})
				}
			}
			return nil
		})
		if err != nil || len(items) < 5 {
			t.Fatalf("%d papers, %v", len(items), err)
		}
		results, err := intake.Add(t.Context(), to, items, intake.Options{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range results {
			if r.Document.Privilege != casefile.PrivilegeOpen {
				t.Errorf("%s: %s: %s", name, r.Name, r.Document.Reason)
			}
		}
	}
}
