package bundle

import (
	"fmt"
	"slices"
	"strings"

	"ehccasefile/casefile/internal/page"
	"ehccasefile/deadlines"
)

// Service is how a bundle was sent. What is not said is left as a line to fill in: the program does not guess it.
type Service struct {
	On  deadlines.Date // the day it was sent; zero for not said
	How Way            // "" for not said
	To  []string       // who it was sent to; none for the council and, for an appeal, the Tribunal
}

// Way is how something was sent.
type Way string

// The ways.
const (
	ByEmail Way = "e-mail"
	ByPost  Way = "post"
	ByHand  Way = "hand"
)

// Ways gives every way in the order to offer them.
func Ways() []Way { return []Way{ByEmail, ByPost, ByHand} }

// Say puts the way in words.
func (w Way) Say() string {
	switch w {
	case ByEmail:
		return "By e-mail"
	case ByPost:
		return "By post"
	case ByHand:
		return "By hand"
	}
	return ""
}

// Lines to write on.
const (
	line     = "______________________________________________"
	halfLine = "______________________"
)

// certificateSays are the words of the certificate.
var certificateSays = struct{ sent, true, sums string }{
	sent: "I sent the files listed here to those named below, on the day and in the way written beside each.",
	true: "What is written here is true, as far as I know.",
	sums: "SHA-256 is a number worked out from a file; its first 16 letters and digits stand here. A copy that gives the same ones is the same file, byte for byte.",
}

// tribunal is who hears the appeals.
const tribunal = "First-tier Tribunal (Special Educational Needs and Disability)"

// Certificate makes the certificate of service, ready to sign: who sends what to whom, when and how.
func (s Sending) Certificate(v Service) ([]byte, error) {
	p := page.New("Certificate of service")
	p.Page()
	if s.Appeal {
		p.Write(page.Small, tribunal)
	}
	p.Write(page.Title, "Certificate of service")
	p.Table(page.Table{Plain: true, Columns: []page.Column{{Width: 118}, {Bold: true}}, Rows: s.particulars()})
	p.Write(page.Sub, "What was sent")
	p.Table(s.shortTable())
	p.Gap(4)
	p.Write(page.Small, certificateSays.sums)
	p.Write(page.Body, certificateSays.sent)
	for _, to := range s.recipients(v) {
		s.recipient(p, to, v)
	}
	p.Write(page.Sub, "Signed")
	p.Write(page.Body, certificateSays.true)
	p.Gap(10)
	p.Table(page.Table{Plain: true, Columns: []page.Column{{Width: 118}, {}}, Rows: rowsOf([][2]string{
		{"Signature", line}, {"", ""}, {"Name in capitals", line}, {"Date", halfLine},
	})})
	made, err := p.Bytes()
	if err != nil {
		return nil, fmt.Errorf("make the certificate of service: %w", err)
	}
	return made, nil
}

// shortTable lists the files with so much of their SHA-256 as a person can compare.
func (s Sending) shortTable() page.Table {
	t := page.Table{Columns: []page.Column{{Head: "File"}, {Head: "SHA-256 begins", Width: 122}, {Head: "Pages", Width: 40, Right: true}, {Head: "Size", Width: 52, Right: true}}}
	for _, f := range s.Files {
		t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: f.Name}, {Text: short(f.SHA256)}, {Text: fmt.Sprint(f.Pages)}, {Text: sizeWords(f.Bytes)}}})
	}
	return t
}

// particulars are what the certificate is about; what is not known is a line.
func (s Sending) particulars() []page.Row {
	or := func(words, blank string) string {
		if words == "" {
			return blank
		}
		return words
	}
	rows := [][2]string{{"Child", or(s.Child, halfLine)}, {"Bundle", s.Title}, {"Sent by", or(s.ServedBy, line)}}
	if s.Appeal || s.Reference != "" {
		rows = append([][2]string{{"Tribunal reference", or(s.Reference, halfLine)}}, rows...)
	}
	return rowsOf(rows)
}

// recipients are those who get the bundle.
func (s Sending) recipients(v Service) []string {
	if len(v.To) > 0 {
		return v.To
	}
	council := s.Council
	if council == "" {
		council = "The council: " + halfLine
	}
	if s.Appeal {
		return []string{council, tribunal}
	}
	return []string{council}
}

// recipient says to whom, when and how.
func (s Sending) recipient(p *page.Paper, to string, v Service) {
	on, how := halfLine, [][2]string{{"How", "[__] by e-mail"}, {"", "[__] by post"}, {"", "[__] by hand"}}
	if !v.On.IsZero() {
		on = v.On.Long()
	}
	if slices.Contains(Ways(), v.How) {
		how = [][2]string{{"How", v.How.Say()}}
	}
	p.Write(page.Sub, "To: "+strings.TrimSpace(to))
	rows := append(append([][2]string{{"On", on}}, how...), [2]string{"Address or e-mail", line})
	p.Table(page.Table{Plain: true, Columns: []page.Column{{Width: 118}, {}}, Rows: rowsOf(rows)})
}

// rowsOf makes rows of pairs.
func rowsOf(pairs [][2]string) (rows []page.Row) {
	for _, r := range pairs {
		rows = append(rows, page.Row{Cells: []page.Cell{{Text: r[0]}, {Text: r[1]}}})
	}
	return rows
}
