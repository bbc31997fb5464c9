package worker

import (
	"strings"

	"ehccasefile/casefile/internal/pdf"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// What is read beside the text of the pages.
const (
	maxAnnots = 2000    // annotations of one page
	maxAside  = 4 << 20 // bytes of one document
)

// asideKeys are where an annotation keeps words: the remark itself, the same with its form, its subject, the answer in a field.
var asideKeys = []string{"Contents", "RC", "Subj", "V"}

// aside gives the words that lie beside a page's text: stamps, remarks, notes and the answers in a form. text is the page's own. Whatever
// cannot be read gives none, because the page itself can.
func (p *paper) aside(page int, text string) string {
	count, err := p.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: p.page(page)})
	if err != nil || count.Count == 0 {
		return ""
	}
	words, shown := []string{}, false
	for i := range min(count.Count, maxAnnots) {
		said, shows := p.annot(page, i)
		words, shown = append(words, said...), shown || shows
	}
	if shown {
		words = append(words, p.flat(page, text))
	}
	return plain(strings.Join(words, "\n"))
}

// annot gives the words of one annotation, and whether it may show more.
func (p *paper) annot(page, i int) (words []string, shows bool) {
	got, err := p.FPDFPage_GetAnnot(&requests.FPDFPage_GetAnnot{Page: p.page(page), Index: i})
	if err != nil {
		return nil, false
	}
	defer p.FPDFPage_CloseAnnot(&requests.FPDFPage_CloseAnnot{Annotation: got.Annotation})
	kind, err := p.FPDFAnnot_GetSubtype(&requests.FPDFAnnot_GetSubtype{Annotation: got.Annotation})
	if err != nil {
		return nil, false
	}
	p.answers = p.answers || kind.Subtype == enums.FPDF_ANNOT_SUBTYPE_WIDGET
	for _, key := range asideKeys {
		if s := p.says(got.Annotation, key); s != "" {
			words = append(words, s)
		}
	}
	return words, kind.Subtype != enums.FPDF_ANNOT_SUBTYPE_LINK && kind.Subtype != enums.FPDF_ANNOT_SUBTYPE_POPUP
}

// says gives the words under a key of an annotation. Those with their form are a web page in small.
func (p *paper) says(a references.FPDF_ANNOTATION, key string) string {
	got, err := p.FPDFAnnot_GetStringValue(&requests.FPDFAnnot_GetStringValue{Annotation: a, Key: key})
	if err != nil {
		return ""
	}
	s := got.Value[:min(len(got.Value), maxPageChars)]
	if key != "RC" {
		return s
	}
	var b strings.Builder
	for _, part := range strings.Split(s, "<") {
		if _, after, ok := strings.Cut(part, ">"); ok {
			b.WriteString(after)
		}
	}
	return b.String()
}

// flat prints a page's annotations into it, in memory alone, and gives the words it holds more than before.
func (p *paper) flat(page int, before string) string {
	load := func() (requests.Page, bool) {
		got, err := p.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: p.doc, Index: page})
		if err != nil {
			return requests.Page{}, false
		}
		return requests.Page{ByReference: &got.Page}, true
	}
	shut := func(at requests.Page) { _, _ = p.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: *at.ByReference}) }
	at, ok := load()
	if !ok {
		return ""
	}
	_, err := p.FPDFPage_Flatten(&requests.FPDFPage_Flatten{Page: at, Usage: requests.FPDFPage_FlattenUsageNormalDisplay})
	shut(at)
	if at, ok = load(); err != nil || !ok {
		return ""
	}
	defer shut(at)
	all, err := p.textOf(at)
	if err != nil || all == before {
		return ""
	}
	if rest, follows := strings.CutPrefix(all, before); follows { // what is printed last comes last
		return rest
	}
	return all
}

// others gives the words that belong to no page: the outline's lines, which a bundle shows too, and answers that no page of the form shows.
func (p *paper) others(data []byte) string {
	var words []string
	var down func(list []Bookmark)
	down = func(list []Bookmark) {
		for _, b := range list {
			words = append(words, b.Title)
			down(b.Kids)
		}
	}
	down(p.bookmarks())
	if p.answers {
		if s, err := pdf.Read(data, pdf.DefaultLimits()); err == nil {
			words = append(words, s.Answers()...)
		}
	}
	all := strings.Join(words, "\n")
	return plain(all[:min(len(all), maxAside)])
}
