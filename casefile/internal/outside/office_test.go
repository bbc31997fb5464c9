package outside

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// office is the one this machine has.
func office(t testing.TB) *LibreOffice {
	t.Helper()
	l, err := FindLibreOffice(context.Background())
	if errors.Is(err, ErrMissing) {
		t.Skip("LibreOffice is not installed: apt-get install libreoffice-writer-nogui")
	}
	if err != nil {
		t.Fatal(err)
	}
	l.patience = patient
	return l
}

// zipped makes a zip of names and contents, the first of which is not packed, as ODT wants it.
func zipped(t testing.TB, files ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		method := zip.Deflate
		if i == 0 {
			method = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: files[i], Method: method})
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(files[i+1]))
	}
	z.Close()
	return out.Bytes()
}

const (
	wordNames = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
		`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ` +
		`xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`
	wordRel   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	wordTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>` +
		`<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/></Types>`
	outline = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>`
)

// wordFile is a .docx with a tracked insertion and deletion, a comment, and, where there is a server, a linked picture, a
// linked text and a template from it.
func wordFile(t testing.TB, server string) []byte {
	body := `<w:p><w:r><w:t xml:space="preserve">The provision is </w:t></w:r>` +
		`<w:del w:id="1" w:author="A" w:date="2026-03-04T10:00:00Z"><w:r><w:delText>regularseen</w:delText></w:r></w:del>` +
		`<w:ins w:id="2" w:author="A" w:date="2026-03-04T10:00:00Z"><w:r><w:t>fivehourly</w:t></w:r></w:ins>` +
		`<w:commentRangeStart w:id="3"/><w:r><w:t xml:space="preserve"> support a week.</w:t></w:r><w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r></w:p>`
	rels := `<Relationship Id="r1" Type="` + wordRel + `comments" Target="comments.xml"/><Relationship Id="r2" Type="` + wordRel + `settings" Target="settings.xml"/>`
	settings, template := "", ""
	if server != "" {
		body += `<w:p><w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="p"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">` +
			`<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="r3"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
			`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>` +
			`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT "` + server + `/text.docx"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>` +
			`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDEPICTURE "` + server + `/field.png" \d</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`
		rels += `<Relationship Id="r3" Type="` + wordRel + `image" Target="` + server + `/link.png" TargetMode="External"/>`
		settings = `<w:attachedTemplate r:id="r1"/>`
		template = `<Relationship Id="r1" Type="` + wordRel + `attachedTemplate" Target="` + server + `/template.dotm" TargetMode="External"/>`
	}
	return zipped(t, "[Content_Types].xml", wordTypes,
		"_rels/.rels", fmt.Sprintf(outline, `<Relationship Id="r1" Type="`+wordRel+`officeDocument" Target="word/document.xml"/>`),
		"word/document.xml", `<w:document `+wordNames+`><w:body>`+body+`</w:body></w:document>`,
		"word/_rels/document.xml.rels", fmt.Sprintf(outline, rels),
		"word/settings.xml", `<w:settings `+wordNames+`>`+settings+`</w:settings>`,
		"word/_rels/settings.xml.rels", fmt.Sprintf(outline, template),
		"word/comments.xml", `<w:comments `+wordNames+`><w:comment w:id="3" w:author="B" w:initials="B"><w:p><w:r><w:t>Whosaidthis</w:t></w:r></w:p></w:comment></w:comments>`)
}

// openFile is an .odt with a picture, a section and a font from the server.
func openFile(t testing.TB, server string) []byte {
	const names = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" ` +
		`xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2"`
	return zipped(t, "mimetype", "application/vnd.oasis.opendocument.text",
		"META-INF/manifest.xml", `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>`+
			`<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
		"content.xml", `<office:document-content `+names+`><office:body><office:text><text:p>An open letter<draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:href="`+server+`/open.png" xlink:type="simple" xlink:actuate="onLoad"/></draw:frame></text:p>`+
			`<text:section text:name="s"><text:section-source xlink:href="`+server+`/section.odt"/><text:p>Inside</text:p></text:section></office:text></office:body></office:document-content>`)
}

// words gives what poppler reads in a PDF.
func words(t testing.TB, pdf []byte) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "p.pdf"), pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	return string(tool(t, dir, "pdftotext", "p.pdf", "-"))
}

func TestPapersAreLaidOut(t *testing.T) {
	l := office(t)
	t.Logf("LibreOffice %s", l.Version())
	for name, c := range map[string]struct {
		data []byte
		kind Kind
		want []string
	}{
		"docx": {wordFile(t, ""), DOCX, []string{"provision", "regularseen", "fivehourly"}},
		"odt":  {openFile(t, "http://127.0.0.1:9"), ODT, []string{"An open letter", "Inside"}},
		"rtf":  {[]byte(`{\rtf1\ansi Plain \b bold\b0  words}`), RTF, []string{"Plain bold words"}},
	} {
		got, err := l.PDF(context.Background(), c.data, c.kind)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		text := strings.Join(strings.Fields(words(t, got)), " ")
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is missing in %q", name, want, text)
			}
		}
		if save := os.Getenv("KEEP_PDF"); save != "" {
			os.WriteFile(filepath.Join(save, name+".pdf"), got, 0o600)
		}
	}
	noneLeft(t)
}

func TestCommentsAreKept(t *testing.T) {
	got, err := office(t).PDF(context.Background(), wordFile(t, ""), DOCX)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "p.pdf"), got, 0o600); err != nil {
		t.Fatal(err)
	}
	const ask = "import pikepdf,sys\np=pikepdf.open(sys.argv[1])\nfor a in p.pages[0].Annots: print(a.Subtype, a.get('/Contents',''))"
	if said := string(tool(t, dir, "/usr/bin/python3", "-c", ask, "p.pdf")); !strings.Contains(said, "/Text Whosaidthis") {
		t.Errorf("the page's annotations: %q", said)
	}
}

// noneLeft wants no private folder of this process.
func noneLeft(t *testing.T) {
	t.Helper()
	for _, base := range bases() {
		left, _ := filepath.Glob(filepath.Join(base, fmt.Sprintf("%s%d-*", folderMark, os.Getpid())))
		if len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
}

func TestNothingIsLoadedFromAnywhere(t *testing.T) {
	l := office(t)
	listen, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listen.Close()
	var calls atomic.Int32
	go func() {
		for {
			c, err := listen.Accept()
			if err != nil {
				return
			}
			calls.Add(1)
			c.Close()
		}
	}()
	server := "http://" + listen.Addr().String()
	page := []byte(`<html><body>A page<img src="` + server + `/page.png"><iframe src="` + server + `/frame.html"></iframe></body></html>`)
	rtf := []byte(`{\rtf1\ansi {\*\template ` + server + `/t.dot}A letter {\field{\*\fldinst INCLUDEPICTURE "` + server + `/rtf.png" \\d}{\fldrslt}}` +
		`{\field{\*\fldinst INCLUDETEXT "` + server + `/rtf.txt"}{\fldrslt}}}`)
	for _, c := range []struct {
		name string
		data []byte
		kind Kind
	}{{"docx", wordFile(t, server), DOCX}, {"odt", openFile(t, server), ODT}, {"rtf", rtf, RTF},
		{"page as rtf", page, RTF}, {"page as docx", page, DOCX}, {"page as doc", page, DOC}, {"page as odt", page, ODT}} {
		got, err := l.PDF(context.Background(), c.data, c.kind)
		if err != nil && !errors.Is(err, ErrFailed) {
			t.Errorf("%s: %v", c.name, err)
		}
		t.Logf("%s: %d bytes, %v", c.name, len(got), err)
		if n := calls.Swap(0); n > 0 {
			t.Errorf("%s: %d calls were made to the server", c.name, n)
		}
	}
}

func TestPapersThatCannotBeLaidOut(t *testing.T) {
	l := office(t)
	good := wordFile(t, "")
	for name, c := range map[string]struct {
		data []byte
		kind Kind
		want error
	}{
		"kind": {good, "xlsx", ErrKind}, "no kind": {good, "", ErrKind}, "cut": {good[:len(good)/2], DOCX, ErrFailed},
		"noise": {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and no more"), DOC, ErrFailed},
	} {
		got, err := l.PDF(context.Background(), c.data, c.kind)
		if !errors.Is(err, c.want) && !(err == nil && bytes.HasPrefix(got, []byte("%PDF"))) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		t.Logf("%s: %v", name, err)
	}
	noneLeft(t)
}

func TestCancelKillsLibreOffice(t *testing.T) {
	l := office(t)
	for _, after := range []time.Duration{50 * time.Millisecond, 700 * time.Millisecond, 2 * time.Second} {
		ctx, cancel := context.WithTimeout(context.Background(), after)
		_, err := l.PDF(ctx, wordFile(t, ""), DOCX)
		cancel()
		if err != nil && !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("after %v: %v", after, err)
		}
		if left := running(t, folderMark+fmt.Sprint(os.Getpid())); len(left) > 0 {
			t.Errorf("after %v still running: %v", after, left)
		}
		noneLeft(t)
	}
}

func TestWhatACrashLeftIsSwept(t *testing.T) {
	base := t.TempDir()
	t.Setenv("XDG_RUNTIME_DIR", base)
	t.Setenv("TMPDIR", base)
	make := func(name string) string {
		dir := filepath.Join(base, name)
		if err := os.MkdirAll(filepath.Join(dir, "profile"), 0o700); err != nil {
			t.Fatal(err)
		}
		os.WriteFile(filepath.Join(dir, "paper.docx"), []byte("private"), 0o600)
		return dir
	}
	dead := make(folderMark + "999999999-123")
	kept := []string{make(fmt.Sprintf("%s%d-5", folderMark, os.Getpid())), make(fmt.Sprintf("%s%d-5", folderMark, os.Getppid())),
		make("other-999999999-123"), make(folderMark + "x-1"), make(folderMark + "999999999")}
	if n := Sweep(); n < 1 {
		t.Errorf("%d folders were swept", n)
	}
	if _, err := os.Stat(dead); !os.IsNotExist(err) {
		t.Errorf("%s is still there", dead)
	}
	for _, dir := range kept {
		if _, err := os.Stat(filepath.Join(dir, "paper.docx")); err != nil {
			t.Errorf("%s was swept: %v", dir, err)
		}
	}
}

// What is wiped is overwritten first: a second name of the file shows it.
func TestWipedFilesAreOverwritten(t *testing.T) {
	dir, other := t.TempDir(), filepath.Join(t.TempDir(), "second")
	path := filepath.Join(dir, "paper.docx")
	if err := os.WriteFile(path, []byte("private"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(path, other); err != nil {
		t.Skipf("no second name: %v", err)
	}
	if err := wipe(dir); err != nil {
		t.Fatal(err)
	}
	if b := read(t, other); !bytes.Equal(b, make([]byte, 7)) {
		t.Errorf("it holds %q", b)
	}
}
