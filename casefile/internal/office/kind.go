package office

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io"
	"strings"

	"ehccasefile/casefile/internal/limit"
)

// Format is a kind of office file, told by content.
type Format string

// The kinds of file that are told apart. KindDocx, KindOdt and KindRTF can be read here.
const (
	KindNone   Format = ""
	KindDocx   Format = "docx"
	KindOdt    Format = "odt" // also a template (ott) and a flat file (fodt)
	KindRTF    Format = "rtf"
	KindDoc    Format = "doc"    // Word before 2007
	KindXls    Format = "xls"    // Excel before 2007
	KindPpt    Format = "ppt"    // PowerPoint before 2007
	KindMsg    Format = "msg"    // a message kept by Outlook
	KindLocked Format = "locked" // Word, Excel or PowerPoint with a password
	KindXlsx   Format = "xlsx"
	KindPptx   Format = "pptx"
	KindOds    Format = "ods"
	KindOdp    Format = "odp"
	KindEpub   Format = "epub"
	KindZip    Format = "zip"
)

// Kind tells what office file bytes are, by what is in them and never by a name; KindNone where they are none.
func Kind(data []byte) Format {
	switch {
	case bytes.HasPrefix(bytes.TrimLeft(data[:min(len(data), 64)], "\xEF\xBB\xBF \t\r\n"), []byte(`{\rtf`)):
		return KindRTF
	case isCompound(data):
		return compoundKind(data)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return zipKind(data)
	case flat(data):
		return KindOdt
	}
	return KindNone
}

// flat tells whether the file is a text document in one piece of XML.
func flat(data []byte) bool {
	start := data[:min(len(data), 4096)]
	return bytes.Contains(start, []byte("office:document ")) && bytes.Contains(start, []byte("application/vnd.oasis.opendocument.text"))
}

var compoundMark = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}

func isCompound(data []byte) bool { return bytes.HasPrefix(data, compoundMark) }

// compoundKind looks for the names of streams where a compound file's directory has them: at each 128th byte, in UTF-16,
// with their length in bytes at 64.
func compoundKind(data []byte) Format {
	found := map[string]bool{}
	for at := 512; at+128 <= len(data); at += 128 {
		n := int(binary.LittleEndian.Uint16(data[at+64:]))
		if n < 4 || n > 64 || n%2 != 0 || data[at+1] != 0 {
			continue
		}
		name := make([]byte, 0, 32)
		for i := 0; i < n-2; i += 2 {
			name = append(name, data[at+i])
		}
		found[string(name)] = true
	}
	for _, k := range [...]struct {
		name string
		kind Format
	}{{"EncryptedPackage", KindLocked}, {"__properties_version1.0", KindMsg}, {"WordDocument", KindDoc}, {"Workbook", KindXls}, {"Book", KindXls}, {"PowerPoint Document", KindPpt}} {
		if found[k.name] {
			return k.kind
		}
	}
	return KindNone
}

// zipKind looks at the names of a zip's parts, and at the part that says its type.
func zipKind(data []byte) Format {
	if bytes.Count(data, []byte("PK\x01\x02")) > limit.ZipEntries {
		return KindZip
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if r == nil || err != nil && len(r.File) == 0 {
		return KindZip
	}
	for _, f := range r.File {
		if f.Name == "mimetype" {
			return openKind(f)
		}
	}
	types := ""
	for _, f := range r.File {
		switch name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/")); {
		case name == "word/document.xml":
			return KindDocx
		case name == "xl/workbook.xml", name == "xl/workbook.bin":
			return KindXlsx
		case name == "ppt/presentation.xml":
			return KindPptx
		case name == "[content_types].xml":
			types = start(f)
		}
	}
	switch {
	case strings.Contains(types, "wordprocessingml.document.main"), strings.Contains(types, "ms-word.document.macroEnabled.main"),
		strings.Contains(types, "wordprocessingml.template.main"):
		return KindDocx
	case strings.Contains(types, "spreadsheetml.sheet.main"):
		return KindXlsx
	case strings.Contains(types, "presentationml.presentation.main"):
		return KindPptx
	}
	return KindZip
}

// openKind reads the type that an OpenDocument or EPUB says it is.
func openKind(f *zip.File) Format {
	switch kind := strings.TrimSpace(start(f)); {
	case strings.HasPrefix(kind, "application/vnd.oasis.opendocument.text"):
		return KindOdt
	case strings.HasPrefix(kind, "application/vnd.oasis.opendocument.spreadsheet"):
		return KindOds
	case strings.HasPrefix(kind, "application/vnd.oasis.opendocument.presentation"):
		return KindOdp
	case kind == "application/epub+zip":
		return KindEpub
	}
	return KindZip
}

// start reads the first 64 KiB of a part.
func start(f *zip.File) string {
	r, err := f.Open()
	if err != nil {
		return ""
	}
	defer r.Close()
	data, _ := io.ReadAll(io.LimitReader(r, 64<<10))
	return string(data)
}
