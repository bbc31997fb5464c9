package worker

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ehccasefile/casefile/internal/pdf"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"
)

// read is the job of Worker.Read. Where pdfium gives up the file or pages of it, what can be mended is read instead, as that is
// what a bundle will hold.
func read(d *desk, _ order, data []byte) ([]byte, error) {
	c, broken, err := d.readAll(data)
	if isDamage(err) || broken > 0 {
		if saved, ok := mend(data); ok {
			if mended, left, failed := d.readAll(saved); failed == nil && left == 0 {
				mended.Warnings = append(mended.Warnings, "This PDF is damaged and something may be missing. Look at each page before you use it.")
				return asJSON(mended)
			}
		}
	}
	if err != nil {
		return nil, err
	}
	if broken > 0 {
		c.Warnings = append(c.Warnings, fmt.Sprintf("Broken pages: %d of %d. They show nothing. Ask whoever sent it for another copy.", broken, c.Pages))
	}
	c.Seen = seenIn(data)
	return asJSON(c)
}

// seenIn looks through a PDF as a bundle would, so that no bundle has to; nil where our own parser cannot read it.
func seenIn(data []byte) []byte {
	s, err := pdf.Read(data, pdf.DefaultLimits())
	if err != nil {
		return nil
	}
	seen, err := s.Seen(context.Background())
	if err != nil {
		return nil
	}
	return seen
}

// isDamage tells whether pdfium gave a file up as broken.
func isDamage(err error) bool {
	return errors.As(err, &detail{}) && answerFor(err).Wrong == damaged
}

// mend writes the pages that can be found in a broken PDF into a whole one, with the parser that also makes the bundles: it
// finds pages where there is no table of them any more.
func mend(data []byte) ([]byte, bool) {
	s, err := pdf.Read(data, pdf.DefaultLimits())
	if err != nil {
		return nil, false
	}
	out := &bounded{most: MaxFile}
	err = pdf.Assemble(context.Background(), out, pdf.Book{Parts: []pdf.Part{{Source: s, Own: true, BackTo: -1}}}, nil) // Own: nothing is printed on it, so its content need not be unpacked to be looked at
	return out.bytes, err == nil
}

// readAll reads what pdfium can, and tells how many pages it could not read.
func (d *desk) readAll(data []byte) (c Contents, broken int, err error) {
	p, err := d.open(data, "")
	if err != nil {
		return Contents{}, 0, err
	}
	defer p.close()
	c = Contents{Pages: p.pages, Encrypted: p.sealed(), Warnings: p.warnings()}
	if c.Text, c.Pictures, broken, err = p.allText(); err != nil {
		return Contents{}, 0, err
	}
	c.Unread = broken + p.pages - len(c.Text)
	if broken > 0 && broken == len(c.Text) {
		return Contents{}, 0, detail{fault: damaged, say: "none of its pages can be read"}
	}
	if left := p.pages - len(c.Text); left > 0 {
		c.Warnings = append(c.Warnings, fmt.Sprintf("The words of the last %d pages were not read: the document is too long.", left))
	}
	c.Text = append(c.Text, make([]string, min(p.pages, MaxPages)-len(c.Text))...)
	c.Pictures = append(c.Pictures, make([]float64, len(c.Text)-len(c.Pictures))...)
	var left int
	c.Aside, left = p.allAside(c.Text)
	c.Other, c.Unread = p.others(data), c.Unread+left
	c.Bookmarks = leading(p.bookmarks())
	return c, broken, nil
}

// allText gives the words of each page and how much of it is pictures, up to the limits, and how many pages could not be read.
// That pdfium crashed ends it.
func (p *paper) allText() (pages []string, pictures []float64, broken int, err error) {
	total := 0
	for i := range min(p.pages, MaxPages) {
		s, err := p.text(i)
		if err != nil && !p.alive() {
			return nil, nil, 0, p.fault(err)
		}
		if err != nil {
			broken++
		}
		if total += len(s); total > maxText {
			break
		}
		pages = append(pages, s)
		pictures = append(pictures, p.share(i, s))
		p.desk.going(working, p.pages)
	}
	return pages, pictures, broken, nil
}

// allAside gives the words beside the text of each page, nil where no page has any, and how many pages' were too many.
func (p *paper) allAside(text []string) (aside []string, left int) {
	total := 0
	for i := range text {
		s := p.aside(i, text[i])
		if s == "" {
			continue
		}
		if total += len(s); total > maxAside {
			left++
			continue
		}
		if aside == nil {
			aside = make([]string, len(text))
		}
		aside[i] = s
		p.desk.going(working, p.pages)
	}
	return aside, left
}

// alive tells whether the instance still answers: after a crash in WebAssembly nothing it says can be trusted.
func (p *paper) alive() bool {
	_, err := p.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: p.doc})
	return err == nil
}

// text gives the words of a page in the order of its content.
func (p *paper) text(page int) (string, error) { return p.textOf(p.page(page)) }

func (p *paper) textOf(page requests.Page) (string, error) {
	loaded, err := p.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return "", err
	}
	defer p.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: loaded.TextPage})
	count, err := p.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: loaded.TextPage})
	if err != nil || count.Count == 0 {
		return "", err
	}
	got, err := p.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: loaded.TextPage, Count: min(count.Count, maxPageChars)})
	if err != nil {
		return "", err
	}
	return plain(got.Text), nil
}

// lineEnds joins a word that was hyphenated at the end of a line (pdfium marks the hyphen with U+FFFE or U+0002) and makes
// every line end a newline.
var lineEnds = strings.NewReplacer("\ufffe\r\n", "", "\x02\r\n", "", "\ufffe", "", "\x02", "", "\r\n", "\n", "\r", "\n", "\x00", "")

func plain(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(lineEnds.Replace(s), ""), " \n", "\n") // our own pages end each line with a space that nobody sees
	return strings.TrimSpace(s)
}

// sealed tells whether the document is encrypted.
func (p *paper) sealed() bool {
	r, err := p.FPDF_GetSecurityHandlerRevision(&requests.FPDF_GetSecurityHandlerRevision{Document: p.doc})
	return err == nil && r.SecurityHandlerRevision >= 0
}

// warnings says what a reader of the bundle would miss.
func (p *paper) warnings() []string {
	var w []string
	if f, err := p.FPDF_GetFormType(&requests.FPDF_GetFormType{Document: p.doc}); err == nil {
		if f.FormType == enums.FPDF_FORMTYPE_XFA_FULL {
			w = append(w, "This is a form that only Adobe Reader can show. Its answers may be missing here. Print it to a new PDF in Adobe Reader and add that.")
		}
	}
	if s, err := p.FPDF_GetSignatureCount(&requests.FPDF_GetSignatureCount{Document: p.doc}); err == nil && s.Count > 0 {
		w = append(w, "This PDF carries a digital signature. The signature is kept in the original; a bundle shows only how the page looks.")
	}
	if a, err := p.FPDFDoc_GetAttachmentCount(&requests.FPDFDoc_GetAttachmentCount{Document: p.doc}); err == nil && a.AttachmentCount > 0 {
		w = append(w, "Other files are attached inside this PDF. They are not in its pages. Save each one and add it by itself.")
	}
	return w
}

// repair is the job of Worker.Repair.
func repair(d *desk, o order, pdf []byte) ([]byte, error) {
	p, err := d.open(pdf, o.Password)
	if err != nil {
		return nil, err
	}
	defer p.close()
	out := &bounded{most: maxAnswer}
	if _, err := p.FPDF_SaveAsCopy(&requests.FPDF_SaveAsCopy{
		Document: p.doc, Flags: requests.SaveFlagRemoveSecurity, FileWriter: out,
	}); err != nil {
		if out.full {
			return nil, detail{fault: tooLarge, say: "saved afresh it is too long"}
		}
		return nil, p.fault(err)
	}
	return out.bytes, nil
}

// bounded takes bytes up to a limit, and refuses from then on.
type bounded struct {
	bytes []byte
	most  int
	full  bool
}

// Write takes p if all of it fits.
func (b *bounded) Write(p []byte) (int, error) {
	if len(b.bytes)+len(p) > b.most {
		b.full = true
		return 0, fmt.Errorf("more than %d bytes", b.most)
	}
	b.bytes = append(b.bytes, p...)
	return len(p), nil
}
