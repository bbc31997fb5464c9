package intake

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ehccasefile/casefile"
)

// awkward is a file as families have them, or as somebody makes one to do harm, and the end that is expected of it: taken (with pages and no word to
// say), taken with a note, or kept without pages and a reason. Nothing here is refused; what is refused stands in TestWhatCannotBeUsedIsRefused.
type awkward struct {
	name  string
	make  func(t *testing.T) []byte
	is    casefile.FileType
	pages int    // 0: kept, and not shown
	says  string // the beginning of a note; "" for none at all
}

func bytesOf(s string) func(*testing.T) []byte { return func(*testing.T) []byte { return []byte(s) } }

// papers are the awkward PDFs of the design's list and their counterparts for pictures, mail and Word. The rooms that read each kind have longer
// tables of their own; this one sees the whole way through.
var papers = []awkward{
	// PDF
	{"plain.pdf", letter("Dear Ms Hale"), "pdf", 1, ""},
	{"encrypted, no password.pdf", byQpdf("--encrypt", "", "owner", "256", "--"), "pdf", 1, ""},
	{"encrypted, RC4.pdf", byQpdf("--allow-weak-crypto", "--encrypt", "", "owner", "40", "--"), "pdf", 1, ""},
	{"password.pdf", byQpdf("--encrypt", "secret", "owner", "256", "--"), "pdf", 0, "This PDF needs a password."},
	{"linearized.pdf", byQpdf("--linearize"), "pdf", 1, ""},
	{"object streams.pdf", byQpdf("--object-streams=generate"), "pdf", 1, ""},
	{"uncompressed.pdf", byQpdf("--qdf"), "pdf", 1, ""},
	{"turned.pdf", byQpdf("--rotate=+90"), "pdf", 1, ""},
	{"bad startxref.pdf", changed("startxref\n", "startxref\n9"), "pdf", 1, ""},
	{"no startxref.pdf", changed("startxref", "stortxref"), "pdf", 1, ""},
	{"bad offsets.pdf", changed("xref\n0 ", "xref\n7 "), "pdf", 1, ""},
	{"junk before.pdf", func(*testing.T) []byte {
		return append(bytes.Repeat([]byte("junk\n"), 180), pdf("Words of a letter")...)
	}, "pdf", 1, ""},
	{"junk after.pdf", func(*testing.T) []byte {
		return append(pdf("Words of a letter"), bytes.Repeat([]byte("\x00junk"), 5000)...)
	}, "pdf", 1, ""},
	{"cut off.pdf", func(*testing.T) []byte { b := pdf("one", "two", "three"); return b[:len(b)-300] }, "pdf", 3, "This PDF is damaged"},
	{"first bytes.pdf", func(*testing.T) []byte { return pdf("Words")[:100] }, "pdf", 0, "This PDF is broken"},
	{"only a head.pdf", bytesOf("%PDF-1.7\n%%EOF\n"), "pdf", 0, "This PDF is broken"},
	{"count lies.pdf", changed("/Count 1 ", "/Count 999999999 "), "pdf", 1, ""},
	{"pages in a circle.pdf", changed("/Kids [4 0 R ]", "/Kids [2 0 R ]"), "pdf", 1, "This PDF is damaged"},
	{"nested deep.pdf", changed("/Kids [4 0 R ]", "/Kids [4 0 R ]/X "+strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000)), "pdf", 1, ""},
	{"endless length.pdf", changed("/Length ", "/Length 99999999 /L "), "pdf", 1, ""},
	{"bomb.pdf", bombPDF, "pdf", 1, ""},
	{"script.pdf", changed("/Type/Catalog", "/Type/Catalog /OpenAction <</S/JavaScript /JS(app.alert\\(1\\))>>"), "pdf", 1, ""},
	{"web page.pdf", bytesOf("<!DOCTYPE html><html><body>Not found</body></html>"), "other", 0, "This is a web page."},
	{"photo.pdf", photoBytes("jpeg"), "jpeg", 1, `The name ends in ".pdf", but this is a JPEG picture.`},
	{"a scan.pdf", func(*testing.T) []byte { return pdf(scanned) }, "pdf", 1, "No words could be read in this paper"},
	{"600 pages.pdf", func(*testing.T) []byte { return pdf(strings.Split(strings.Repeat("a page\n", 600), "\n")[:600]...) }, "pdf", 600, ""},
	// Pictures
	{"photo.jpg", photoBytes("jpeg"), "jpeg", 1, ""},
	{"drawing.png", photoBytes("png"), "png", 1, ""},
	{"progressive.jpg", byMagick("jpg", "-interlace", "JPEG"), "jpeg", 1, ""},
	{"printer's colours.jpg", byMagick("jpg", "-colorspace", "CMYK"), "jpeg", 1, ""},
	{"see-through.png", byMagick("png", "-alpha", "set", "-channel", "A", "-evaluate", "set", "40%"), "png", 1, ""},
	{"sixteen bits.png", byMagick("png48"), "png", 1, ""},
	{"palette.gif", byMagick("gif"), "gif", 1, ""},
	{"bitmap.bmp", byMagick("bmp"), "bmp", 1, ""},
	{"fax.tif", byMagick("tif", "-monochrome", "-compress", "Group4"), "tiff", 1, ""},
	{"lzw.tif", byMagick("tif", "-compress", "LZW"), "tiff", 1, ""},
	{"three pages.tif", byMagick("tif", "-duplicate", "2", "-compress", "Zip"), "tiff", 3, ""},
	{"web.webp", byMagick("webp"), "webp", 1, ""},
	{"phone.heic", heic, "heic", 1, ""},
	{"half.jpg", func(t *testing.T) []byte { b := photo(t, "jpeg"); return b[:len(b)/4] }, "jpeg", 0, "This picture is broken"},
	{"no size.png", bytesOf("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x00\x00\x00\x00\x00\x08\x06\x00\x00\x00"), "png", 0, "This picture is broken"},
	{"900 megapixels.png", hugePNG, "png", 0, "This picture is too large"},
	{"endless.tif", bytesOf("II*\x00\x08\x00\x00\x00\x00\x00\x08\x00\x00\x00"), "tiff", 0, "This picture is broken"},
	{"nothing inside.heic", bytesOf("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), "heic", 0, "This picture is broken"},
	{"other.avif", bytesOf("\x00\x00\x00\x18ftypavif\x00\x00\x00\x00"), "other", 0, "This is an AVIF picture."},
	// E-mails
	{"simple.eml", mailOf("Subject: Meeting\r\n\r\nWe meet on Monday.\r\n"), "eml", 1, ""},
	{"bare lines.eml", mailOf("Subject: Meeting\n\nWe meet on Monday.\n"), "eml", 1, ""},
	{"only HTML.eml", mailOf("Subject: A\r\nContent-Type: text/html\r\n\r\n<p>We <b>meet</b><img src=\"http://x.example/t.gif\"><script>x()</script></p>"), "eml", 1, ""},
	{"broken boundary.eml", mailOf("Subject: A\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nHello there\r\n"), "eml", 1, "The end of this e-mail is missing."},
	{"a thousand boxes.eml", deepMail(1000), "eml", 1, ""},
	{"a hundred thousand boxes.eml", deepMail(100_000), "eml", 1, ""},
	{"parts without end.eml", manyParts(300_000), "eml", 61, "This e-mail has more parts than can be read."},
	{"addresses without end.eml", mailOf("Subject: A\r\nTo: " + strings.Repeat("a@b.example, ", 300_000) + "\r\n\r\nHello"), "eml", 1, ""},
	{"box.mbox", bytesOf("From a@b.example Mon Mar 16 12:00:00 2026\n" + mailHead + "Subject: One\n\nFirst words\n\nFrom a@b.example Mon Mar 16 13:00:00 2026\n" + strings.Replace(mailHead, "12:00", "13:00", 1) + "Subject: Two\n\nOther words\n"), "mbox", 2, "2 messages, 2 of them different."},
	// Word files
	{"letter.docx", docx("Dear Ms Hale"), "docx", 1, ""},
	{"tracked.docx", docx(`</w:t></w:r><w:ins w:author="A"><w:r><w:t>added</w:t></w:r></w:ins><w:r><w:t>`), "docx", 1, "This file holds tracked changes."},
	{"no words.docx", func(t *testing.T) []byte { return zipped("[Content_Types].xml", "<Types/>", "word/document.xml", "") }, "docx", 1, ""},
	{"cut.docx", func(t *testing.T) []byte { b := docx("x")(t); return b[:len(b)/2] }, "other", 0, "This is a file that holds others"},
	{"bomb.docx", func(t *testing.T) []byte {
		return zipped("[Content_Types].xml", "<Types/>", "word/document.xml", strings.Repeat(" ", 600<<20))
	}, "docx", 1, "It is very long"},
	{"letter.rtf", bytesOf(`{\rtf1\ansi Dear Ms Hale, \b we write\b0 .}`), "rtf", 1, ""},
	{"a million groups.rtf", bytesOf(`{\rtf1 ` + strings.Repeat("{", 1_000_000)), "rtf", 0, "This file"},
	{"sums.xlsx", func(*testing.T) []byte {
		return zipped("[Content_Types].xml", "<Types/>", "xl/workbook.xml", "<workbook/>")
	}, "other", 0, "This is an Excel file."},
	{"papers.zip", func(*testing.T) []byte { return zipped("a.txt", "a", "b.txt", "b") }, "other", 0, "This is a file that holds others"},
	// The rest
	{"notes.txt", bytesOf("Rang the council.\n"), "text", 1, ""},
	{"a letter that begins so.txt", bytesOf("From the desk of Ms Hale\n\nTo: whom it may concern\n"), "text", 1, ""},
	{"voice.m4a", bytesOf("\x00\x00\x00\x18ftypM4A \x00\x00"), "audio", 0, "This is a recording."},
	{"film.mp4", bytesOf("\x00\x00\x00\x18ftypisom\x00\x00"), "video", 0, "This is a recording."},
	{"setup.exe", bytesOf("MZ\x90\x00\x03\x00"), "other", 0, "This is a program"},
	{"noise.txt", bytesOf("a\x00b\x01c"), "other", 0, "This kind of file cannot be read here."},
}

// patience is how long one paper may take here, on a machine that does other things too; the bound of a job is 20 seconds of work.
const patience = 60 * time.Second

func TestAwkwardPapersAllEndAsExpected(t *testing.T) {
	if len(papers) < 60 {
		t.Fatalf("the table has %d papers", len(papers))
	}
	f := newCase(t)
	for _, p := range papers {
		t.Run(p.name, func(t *testing.T) {
			data := p.make(t)
			start := time.Now()
			d := taking(t, f, p.name, data)
			if took := time.Since(start); took > patience {
				t.Errorf("it took %v", took)
			}
			if d.Type != p.is || d.Pages != p.pages || d.Unread() {
				t.Errorf("it is %s of %d pages, notes %q", d.Type, d.Pages, d.Notes)
			}
			said := ""
			for _, n := range d.Notes {
				if said == "" || strings.HasPrefix(n, p.says) {
					said = n
				}
			}
			if p.says == "" && len(d.Notes) > 0 && p.pages == 0 || !strings.HasPrefix(said, p.says) {
				t.Errorf("it says %q", d.Notes)
			}
			if got, err := f.Read(d.Blob); err != nil || !bytes.Equal(got, data) {
				t.Errorf("%d bytes came back of %d, %v", len(got), len(data), err)
			}
			if d.Pages > 0 {
				if form, err := Pages(f, d); err != nil || !bytes.Contains(form[:min(len(form), 1024)], []byte("%PDF")) {
					t.Errorf("its pages: %d bytes, %v", len(form), err)
				}
			}
		})
	}
}

func letter(words string) func(*testing.T) []byte {
	return func(*testing.T) []byte {
		return pdf(words + ", this is a letter of some length about the plan of a child.")
	}
}

func byQpdf(options ...string) func(*testing.T) []byte {
	return func(t *testing.T) []byte {
		return qpdf(t, pdf("Words of a letter, "+strings.Join(options, " ")), options...)
	}
}

func changed(old, new string) func(*testing.T) []byte {
	return func(t *testing.T) []byte {
		b := pdf("A letter in which one thing was changed")
		if !bytes.Contains(b, []byte(old)) {
			t.Fatalf("there is no %q in it", old)
		}
		return bytes.Replace(b, []byte(old), []byte(new), 1)
	}
}

// bombPDF holds a gigabyte of nothing in a few thousand bytes, in a stream that no page shows.
func bombPDF(t *testing.T) []byte {
	var packed bytes.Buffer
	z, _ := zlib.NewWriterLevel(&packed, zlib.BestCompression)
	nothing := make([]byte, 1<<20)
	for range 256 {
		z.Write(nothing)
	}
	z.Close()
	bomb := fmt.Sprintf("1 0 obj\n<</Length %d /Filter/FlateDecode>>\nstream\n%s\nendstream\nendobj\n", packed.Len(), packed.String())
	b := pdf("A letter beside a bomb")
	return bytes.Replace(b, []byte("1 0 obj\n"), []byte(strings.Replace(bomb, "1 0 obj", "99 0 obj", 1)+"1 0 obj\n"), 1)
}

func photoBytes(kind casefile.FileType) func(*testing.T) []byte {
	return func(t *testing.T) []byte { return append(photo(t, kind), []byte(t.Name())...) } // each another file
}

// byMagick makes a picture of words with ImageMagick.
func byMagick(ending string, options ...string) func(*testing.T) []byte {
	return func(t *testing.T) []byte {
		t.Helper()
		out := filepath.Join(t.TempDir(), "made."+strings.TrimSuffix(ending, "48"))
		to := out
		if ending == "png48" {
			to = "png48:" + out
		}
		args := append(append([]string{"-size", "300x200", "gradient:white-gray", "-fill", "black", "-draw", "rectangle 40,40 120,60"}, options...), to)
		if says, err := exec.Command("convert", args...).CombinedOutput(); err != nil {
			t.Fatalf("convert %v: %v\n%s", args, err, says)
		}
		b, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
}

func heic(t *testing.T) []byte {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.png"), filepath.Join(dir, "out.heic")
	if err := os.WriteFile(in, byMagick("png")(t), 0o600); err != nil {
		t.Fatal(err)
	}
	if says, err := exec.Command("heif-enc", in, "-o", out).CombinedOutput(); err != nil {
		t.Fatalf("heif-enc: %v\n%s", err, says)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func hugePNG(*testing.T) []byte {
	huge := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x75\x30\x00\x00\x75\x30\x08\x06\x00\x00\x00") // 30,000 by 30,000
	huge = binary.BigEndian.AppendUint32(huge, crc32.ChecksumIEEE(huge[12:]))
	return append(huge, "\x00\x00\x00\x04IDATabcd\x00\x00\x00\x00"...)
}

const mailHead = "From: Ms Hale <hale@council.example>\nTo: B <b@home.example>\nDate: Mon, 16 Mar 2026 12:00:00 +0000\n"

func mailOf(rest string) func(*testing.T) []byte {
	return bytesOf("From: Ms Hale <hale@council.example>\r\nTo: B <b@home.example>\r\nDate: Mon, 16 Mar 2026 12:00:00 +0000\r\n" + rest)
}

// deepMail is boxes inside boxes.
func deepMail(n int) func(*testing.T) []byte {
	return func(t *testing.T) []byte {
		var b strings.Builder
		b.WriteString(mailHead + fmt.Sprintf("Subject: deep %d\nContent-Type: multipart/mixed; boundary=b0\n\n", n))
		for i := range n {
			fmt.Fprintf(&b, "--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n", i, i+1)
		}
		return []byte(b.String())
	}
}

func manyParts(n int) func(*testing.T) []byte {
	return bytesOf(mailHead + "Subject: many\nContent-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\nx\n", n) + "--b--\n")
}

func docx(words string) func(*testing.T) []byte {
	return func(*testing.T) []byte {
		return zipped("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
			"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
			"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>`+words+`</w:t></w:r></w:p></w:body></w:document>`)
	}
}

// zipped makes a zip of names and what they hold.
func zipped(parts ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
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
