package bundle

import (
	"fmt"
	"path/filepath"
	"strings"

	"ehccasefile/casefile/internal/page"
)

// Sending is what leaves the computer: the finished files, and the documents that are in them.
type Sending struct {
	Title     string
	Child     string
	Reference string // the Tribunal's; "" where there is none
	ServedBy  string
	Council   string // "" where it is not known
	Appeal    bool   // it is for the Tribunal
	Files     []SentFile
	Documents []Line
}

// SentFile is one file that leaves the computer.
type SentFile struct {
	Name   string
	Pages  int
	Bytes  int
	SHA256 string
}

// heads is what a bundle says of itself.
func (p Plan) heads() Sending {
	return Sending{Title: p.Title, Child: p.Child, Reference: p.Reference, ServedBy: p.ServedBy, Council: p.Council, Appeal: p.Kind != ""}
}

// Sending gives what leaves the computer with a bundle that was made and saved at path, or in parts.
func (r Report) Sending(path string) Sending {
	s := r.heads
	s.Documents = r.Items
	for _, f := range r.Parts {
		s.Files = append(s.Files, SentFile{filepath.Base(f.Path), f.Pages, f.Bytes, f.SHA256})
	}
	if len(r.Parts) == 0 {
		s.Files = []SentFile{{filepath.Base(path), max(r.Pages, r.Sheets), r.Bytes, r.SHA256}}
	}
	return s
}

// sentSays are the words of the list of what was sent.
var sentSays = struct{ head, sums, stays string }{
	head:  "This list says what is in the files that leave your computer. Keep it with a copy of the files.",
	sums:  "SHA-256 is a number worked out from a file. A file that gives the same number is the same, byte for byte. The number under a document is that of the file you hold, from which its pages were made.",
	stays: "What stays behind: the names of your files, authors, the places and times of photographs, comments of editors’ programs, earlier versions, scripts and attached files. What can be seen goes along, and so do remarks on pages, links to the web, and what a picture is said to show to a reader who cannot see it. A hidden layer stays hidden, and stays inside.",
}

// List makes the page that says what was sent: each document with its title, its pages in the bundle and the SHA-256 of what went in, and each
// file that came out, with its size and SHA-256. It is for the family to print and keep.
func (s Sending) List() ([]byte, error) {
	p := page.New("What was sent")
	p.Page()
	p.Write(page.Title, "What was sent")
	p.Write(page.Heading, s.heading())
	p.Write(page.Body, sentSays.head)
	p.Write(page.Sub, "The files")
	p.Table(s.fileTable())
	p.Gap(10)
	p.Write(page.Sub, "The documents in them")
	t := page.Table{Columns: []page.Column{{Head: "No.", Width: 24}, {Head: "Document"}, {Head: "Pages", Width: 66, Right: true, Bold: true}}}
	for i, d := range s.Documents {
		under := ""
		if d.SHA256 != "" {
			under = "SHA-256 " + d.SHA256
		}
		t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: fmt.Sprint(i + 1)}, {Text: d.Title, Sub: under}, {Text: pageRange(d.First, d.Last)}}})
	}
	p.Table(t)
	p.Gap(14)
	p.Write(page.Small, sentSays.sums)
	p.Write(page.Small, sentSays.stays)
	made, err := p.Bytes()
	if err != nil {
		return nil, fmt.Errorf("make the list of what was sent: %w", err)
	}
	return made, nil
}

// heading names the bundle.
func (s Sending) heading() string {
	if s.Child == "" {
		return s.Title
	}
	return s.Title + " – " + s.Child
}

// fileTable lists the files, each with the whole of its SHA-256 below its name.
func (s Sending) fileTable() page.Table {
	t := page.Table{Columns: []page.Column{{Head: "File"}, {Head: "Pages", Width: 44, Right: true}, {Head: "Size", Width: 60, Right: true}}}
	for _, f := range s.Files {
		t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: f.Name, Sub: "SHA-256 " + f.SHA256}, {Text: fmt.Sprint(f.Pages)}, {Text: sizeWords(f.Bytes)}}})
	}
	return t
}

// short is the beginning of a SHA-256 as a person can read it aloud and compare it: four groups of four.
func short(sum string) string {
	if len(sum) < 16 {
		return sum
	}
	sum = strings.ToUpper(sum)
	return sum[:4] + " " + sum[4:8] + " " + sum[8:12] + " " + sum[12:16]
}
