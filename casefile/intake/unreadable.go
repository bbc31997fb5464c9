package intake

import (
	"bytes"
	"strings"
)

// strangers are kinds of file that cannot be shown: what people call each, and what to do. The first whose mark stands counts.
var strangers = []struct {
	at   int
	mark string
	is   string
}{
	{4, "ftypavif", "an AVIF picture. Save it as a JPEG or PNG picture and add that"},
	{0, "MZ", "a program, not a paper. It is never started from here"},
	{0, "\x7fELF", "a program, not a paper. It is never started from here"},
	{0, "\xcf\xfa\xed\xfe", "a program, not a paper. It is never started from here"},
	{0, "#!/", "a program, not a paper. It is never started from here"},
	{0, "PK\x03\x04", "a file that holds others, such as a ZIP file. Take out what is in it and add that"},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Office file. Open it, save or print it as a PDF, and add that"},
	{0, "7z\xbc\xaf", "a 7-Zip file. Take out what is in it and add that"},
	{0, "Rar!", "a RAR file. Take out what is in it and add that"},
	{0, "\x1f\x8b", "a compressed file. Take out what is in it and add that"},
	{0, "SQLite format 3", "a database. Open it in the program it came from, print what matters to a PDF, and add that"},
	{0, "<!doctype html", "a web page. Open it, print it to a PDF, and add that"},
	{0, "<html", "a web page. Open it, print it to a PDF, and add that"},
}

// insides are kinds of file that only a look inside tells, by the reader's name for them.
var insides = map[string]string{
	"xlsx": "an Excel file", "xls": "an Excel file", "ods": "a spreadsheet", "pptx": "a PowerPoint file", "ppt": "a PowerPoint file",
	"odp": "a presentation", "epub": "an e-book",
}

const keptOnly = ". It is kept as it is, and cannot go into a bundle."

// unreadable says of a kept file that cannot be shown what it is and what to do. name is what the reader calls it, after a look inside.
func unreadable(name string, head []byte) string {
	if what := insides[name]; what != "" {
		return "This is " + what + ". Open it, save or print it as a PDF, and add that" + keptOnly
	}
	start := bytes.TrimLeft(head, "\xef\xbb\xbf \t\r\n")
	for _, s := range strangers {
		from := head
		if strings.HasPrefix(s.mark, "<") {
			from = bytes.ToLower(start[:min(len(start), len(s.mark))])
		}
		if len(from) > s.at && bytes.HasPrefix(from[s.at:], []byte(s.mark)) {
			return "This is " + s.is + keptOnly
		}
	}
	return "This kind of file cannot be read here. Open it, print it to a PDF, and add that" + keptOnly
}
