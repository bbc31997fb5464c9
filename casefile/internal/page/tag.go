package page

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// Every page says what its parts are (tagged PDF, ISO 32000-1, 14.7 and 14.8): headings, paragraphs, lists, tables, pictures. A screen
// reader goes by that tree, and reads nothing that is not in it. Rules, borders and heads that a table repeats are artifacts.

// element is a node of the tree.
type element struct {
	kind string // a standard structure type: "P", "H1", "TD"
	kids []any  // *element or inked
	alt  string // what a picture shows
	id   string // by which a link is tied to it
	more string // its attributes, as a PDF spells them
}

// inked is a stretch of a page's content that belongs to an element.
type inked struct{ page, number int }

// child begins a part of an element. A part of nothing is an artifact, and so is nothing.
func (e *element) child(kind string) *element {
	if e == nil {
		return nil
	}
	k := &element{kind: kind}
	e.kids = append(e.kids, k)
	return k
}

// opened is the marked stretch of the page that is being drawn.
type opened struct {
	of   *element
	open bool
}

// mark says what the ink that follows belongs to; nil for an artifact.
func (p *Paper) mark(e *element) {
	if p.now.open && p.now.of == e {
		return
	}
	p.unmark()
	p.now = opened{e, true}
	if e == nil {
		p.pdf.RawWriteStr("/Artifact BMC")
		return
	}
	p.begin(e, "")
}

// begin begins a stretch of an element, with what else is said of it.
func (p *Paper) begin(e *element, more string) {
	at := p.Pages() - 1
	for len(p.owners) <= at {
		p.owners = append(p.owners, nil)
	}
	n := len(p.owners[at])
	p.owners[at] = append(p.owners[at], e)
	e.kids = append(e.kids, inked{at, n})
	p.pdf.RawWriteStr(fmt.Sprintf("/%s <</MCID %d%s>> BDC", e.kind, n, more))
}

// said draws what stands for a text (ActualText, ISO 32000-1, 14.9.4): glyphs alone cannot always be read back. It gets a stretch of
// its own beside what is open, and none within it, because some readers end the outer one where the inner one ends.
func (p *Paper) said(text string, draw func()) {
	was := p.now
	p.unmark()
	if was.of == nil {
		p.pdf.RawWriteStr("/Span <</ActualText " + utf16Text(text) + ">> BDC")
	} else {
		p.begin(was.of, "/ActualText "+utf16Text(text))
	}
	draw()
	p.pdf.RawWriteStr("EMC")
	if was.open {
		p.mark(was.of)
	}
}

// unmark ends what mark began. It comes before each new page.
func (p *Paper) unmark() {
	if p.now.open {
		p.pdf.RawWriteStr("EMC")
	}
	p.now = opened{}
}

// empty tells whether nothing was drawn for an element.
func (e *element) empty() bool {
	for _, k := range e.kids {
		if part, ok := k.(*element); !ok || !part.empty() {
			return false
		}
	}
	return true
}

// firstPage is the object of gofpdf's first page; each page's content follows it.
const firstPage = 3

func pageObject(at int) int { return firstPage + 2*at }

// dress gives the PDF its tags and its typefaces for other scripts.
func (p *Paper) dress(made []byte) ([]byte, error) {
	if len(p.owners) == 0 && len(p.scripts) == 0 {
		return made, nil
	}
	r, err := revise(made)
	if err != nil {
		return nil, err
	}
	if len(p.scripts) > 0 {
		var fonts strings.Builder
		for _, ink := range p.scripts {
			fmt.Fprintf(&fonts, "/S%d %d 0 R\n", ink.at, ink.embed(r))
		}
		if err := r.change(2, "/Font <<\n", fonts.String()); err != nil {
			return nil, err
		}
	}
	if err := p.tree(r); err != nil {
		return nil, err
	}
	return r.bytes(), nil
}

// tree writes the structure tree and ties each page to it.
func (p *Paper) tree(r *revision) error {
	numbers := map[*element]int{}
	root := r.fresh()
	top := p.top
	if top.empty() {
		return nil
	}
	p.branch(r, top, root, numbers)
	var pages strings.Builder
	for at, owners := range p.owners {
		if len(owners) == 0 {
			continue
		}
		fmt.Fprintf(&pages, "%d [", at)
		for _, e := range owners {
			fmt.Fprintf(&pages, "%d 0 R ", numbers[e])
		}
		pages.WriteString("]\n")
		if err := r.change(pageObject(at), "/Type /Page\n", fmt.Sprintf("/StructParents %d\n/Tabs /S\n", at)); err != nil {
			return err
		}
	}
	parents := r.add("<</Nums [" + pages.String() + "]>>")
	r.put(root, fmt.Sprintf("<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>", numbers[top], parents, len(p.owners)))
	return r.change(r.root, "/Type /Catalog\n", fmt.Sprintf("/StructTreeRoot %d 0 R\n/MarkInfo <</Marked true>>\n/Lang (en-GB)\n/ViewerPreferences <</DisplayDocTitle true>>\n", root))
}

// branch writes an element and all below it. Its depth is that of tables within tables, which prose bounds.
func (p *Paper) branch(r *revision, e *element, parent int, numbers map[*element]int) {
	num := r.fresh()
	numbers[e] = num
	var b strings.Builder
	fmt.Fprintf(&b, "<</Type/StructElem/S/%s/P %d 0 R", e.kind, parent)
	if e.id != "" {
		fmt.Fprintf(&b, "/ID(%s)", e.id)
	}
	if e.alt != "" {
		b.WriteString("/Alt " + utf16Text(e.alt))
	}
	b.WriteString(e.more)
	b.WriteString("/K[")
	page := -1
	for _, k := range e.kids {
		switch k := k.(type) {
		case inked:
			if page < 0 {
				page = k.page
			}
			if k.page == page {
				fmt.Fprintf(&b, "%d ", k.number)
			} else {
				fmt.Fprintf(&b, "<</Type/MCR/Pg %d 0 R/MCID %d>> ", pageObject(k.page), k.number)
			}
		case *element:
			if !k.empty() {
				p.branch(r, k, num, numbers)
				fmt.Fprintf(&b, "%d 0 R ", numbers[k])
			}
		}
	}
	b.WriteString("]")
	if page >= 0 {
		fmt.Fprintf(&b, "/Pg %d 0 R", pageObject(page))
	}
	r.put(num, b.String()+">>")
}

// utf16Text spells a text string in any script.
func utf16Text(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	b.WriteString(">")
	return b.String()
}
