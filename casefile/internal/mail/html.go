package mail

import (
	"bytes"
	"encoding/base64"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ehccasefile/casefile/internal/limit"
	"ehccasefile/casefile/internal/prose"
)

// htmlBlocks turns an HTML body into blocks. Nothing is fetched: a picture is shown only where the message brought it, by its
// content id. Words that the page hides are left out, unless what hides them never ends, in which case all are kept.
func htmlBlocks(s string, pictures map[string][]byte) (blocks []prose.Block, notes []string) {
	for _, hide := range []bool{true, false} {
		p := &page{pictures: pictures, hide: hide}
		p.read(s)
		if hide && p.hidden > 0 {
			continue
		}
		return p.out, p.notes
	}
	return nil, nil
}

// style is how words look.
type style struct {
	bold, italic, underline, strike, raised bool
	link                                    string
	pre                                     bool
}

// open is an element that has begun.
type open struct {
	tag     atom.Atom
	style   style // what held outside
	quote   int   // what held outside
	hides   bool
	list    bool
	ordered bool
	count   int // items so far
	start   int // of a Gmail quote: the blocks before it; -1 for none
}

// page reads one HTML body, element by element, with its open elements on a stack that is bounded.
type page struct {
	pictures map[string][]byte
	hide     bool
	stack    []open
	deep     int // elements past the bound
	now      style
	quote    int
	hidden   int // open elements that hide
	lists    int
	mark     string // for the next paragraph, which is an item
	runs     []prose.Run
	space    bool  // a space is due before the next word
	gap      style // how it looks
	out      []prose.Block
	tables   []table
	quotes   int // blockquotes begun so far
	notes    notes
}

const maxToken = 8 << 20 // bytes of one tag or one stretch of words

func (p *page) read(s string) {
	z := html.NewTokenizer(strings.NewReader(s))
	z.SetMaxBuf(maxToken)
	for p.blocks() < limit.Blocks {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				p.notes.add("Part of this e-mail could not be read as a page.")
			}
			p.finish()
			return
		case html.TextToken:
			if p.hidden == 0 {
				p.text(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			tag := atom.Lookup(name)
			p.start(tag, attributes(z, more))
			if tag == atom.Title || tag == atom.Style || tag == atom.Script || tag == atom.Textarea || tag == atom.Iframe || tag == atom.Noembed || tag == atom.Noframes || tag == atom.Xmp {
				p.skip(z, tag)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			p.end(atom.Lookup(name))
		}
	}
	p.notes.add("This e-mail is longer than can be shown. Its beginning is.")
	p.finish()
}

// skip leaves out what these elements hold: no words of the message. The stack never sees them.
func (p *page) skip(z *html.Tokenizer, tag atom.Atom) {
	if z.Next() != html.TextToken || tag != atom.Textarea && tag != atom.Xmp {
		return
	}
	if p.hidden == 0 {
		p.text(string(z.Text()))
	}
}

// attributes keeps the few that are looked at, the first of each.
func attributes(z *html.Tokenizer, more bool) map[string]string {
	var found map[string]string
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch k := string(key); k {
		case "style", "class", "href", "src", "alt", "width", "height", "type", "start", "hidden", "colspan", "id":
			if found == nil {
				found = map[string]string{}
			}
			if _, have := found[k]; !have {
				found[k] = string(value)
			}
		}
	}
	return found
}

// blocks counts all that was made so far, in tables as well.
func (p *page) blocks() int {
	n := len(p.out)
	for _, t := range p.tables {
		n += len(t.saved) + t.made
	}
	return n
}

// void are the elements that hold nothing and have no end.
var void = map[atom.Atom]bool{atom.Br: true, atom.Img: true, atom.Hr: true, atom.Meta: true, atom.Link: true, atom.Input: true, atom.Col: true,
	atom.Base: true, atom.Area: true, atom.Source: true, atom.Wbr: true, atom.Embed: true, atom.Param: true, atom.Track: true}

// apart are the elements whose words stand in a paragraph of their own.
var apart = map[atom.Atom]bool{atom.P: true, atom.Div: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Ul: true, atom.Ol: true, atom.Li: true, atom.Blockquote: true, atom.Table: true, atom.Tr: true, atom.Td: true, atom.Th: true, atom.Pre: true,
	atom.Hr: true, atom.Address: true, atom.Article: true, atom.Section: true, atom.Header: true, atom.Footer: true, atom.Center: true, atom.Dl: true,
	atom.Dt: true, atom.Dd: true, atom.Fieldset: true, atom.Form: true, atom.Tbody: true, atom.Thead: true, atom.Caption: true, atom.Main: true}

func (p *page) start(tag atom.Atom, attr map[string]string) {
	if tag == atom.Title || tag == atom.Style || tag == atom.Script || tag == atom.Iframe || tag == atom.Noembed || tag == atom.Noframes {
		return
	}
	css := strings.ToLower(strings.Join(strings.Fields(attr["style"]), ""))
	hides := p.hide && hidden(css, attr)
	if void[tag] {
		if p.hidden == 0 && !hides {
			p.single(tag, attr)
		}
		return
	}
	if apart[tag] {
		p.flush()
	}
	p.implied(tag)
	if len(p.stack) >= limit.Depth*3 {
		p.deep++
		return
	}
	o := open{tag: tag, style: p.now, quote: p.quote, hides: hides, start: -1}
	if hides {
		p.hidden++
	}
	p.look(tag, css, attr)
	p.enter(&o, css, attr)
	p.stack = append(p.stack, o)
}

// hidden says whether an element is not meant to be seen.
func hidden(css string, attr map[string]string) bool {
	if _, ok := attr["hidden"]; ok {
		return true
	}
	return strings.Contains(css, "display:none") || strings.Contains(css, "visibility:hidden") || strings.Contains(css, "mso-hide:all") ||
		strings.HasSuffix(css, "font-size:0") || strings.Contains(css, "font-size:0;") || strings.Contains(css, "font-size:0px") ||
		strings.Contains(css, "max-height:0;") || strings.Contains(css, "max-height:0px")
}

// implied ends what a new element ends without saying: an item by the next, a cell by the next, a row by the next.
func (p *page) implied(tag atom.Atom) {
	var ends map[atom.Atom]bool
	switch tag {
	case atom.Li:
		ends = map[atom.Atom]bool{atom.Li: true}
	case atom.Td, atom.Th:
		ends = map[atom.Atom]bool{atom.Td: true, atom.Th: true}
	case atom.Tr:
		ends = map[atom.Atom]bool{atom.Td: true, atom.Th: true, atom.Tr: true}
	default:
		return
	}
	for i := len(p.stack) - 1; i >= 0; i-- {
		t := p.stack[i].tag
		if t == atom.Table || t == atom.Ul || t == atom.Ol || t == atom.Blockquote {
			return
		}
		if ends[t] {
			p.closeTo(i)
			if tag != atom.Tr || t == atom.Tr {
				return
			}
		}
	}
}

// look changes how words look inside an element.
func (p *page) look(tag atom.Atom, css string, attr map[string]string) {
	switch tag {
	case atom.B, atom.Strong, atom.Th:
		p.now.bold = true
	case atom.I, atom.Em, atom.Cite:
		p.now.italic = true
	case atom.U, atom.Ins:
		p.now.underline = true
	case atom.S, atom.Strike, atom.Del:
		p.now.strike = true
	case atom.Sup:
		p.now.raised = true
	case atom.Pre:
		p.now.pre = true
	case atom.A:
		if link := attr["href"]; strings.HasPrefix(link, "http") || strings.HasPrefix(link, "mailto:") {
			p.now.link = plainLink(link)
		}
	}
	if strings.Contains(css, "font-weight:bold") || strings.Contains(css, "font-weight:700") {
		p.now.bold = true
	} else if strings.Contains(css, "font-weight:normal") || strings.Contains(css, "font-weight:400") {
		p.now.bold = false
	}
	p.now.italic = p.now.italic || strings.Contains(css, "font-style:italic")
	p.now.strike = p.now.strike || strings.Contains(css, "text-decoration:line-through")
	p.now.underline = p.now.underline || strings.Contains(css, "text-decoration:underline") && tag != atom.A
}

// enter begins a quotation, a list, an item or a table.
func (p *page) enter(o *open, css string, attr map[string]string) {
	class := strings.ToLower(attr["class"])
	switch o.tag {
	case atom.Blockquote:
		if indent := strings.Contains(css, "border:none") && !strings.Contains(class, "quote") && attr["type"] != "cite"; !indent {
			p.quote = min(p.quote+1, limit.Depth)
			p.quotes++
		}
	case atom.Div:
		if strings.Contains(css, "border-left:solid") && !strings.Contains(css, "border-left:solid1.0pt") {
			p.quote = min(p.quote+1, limit.Depth)
			p.quotes++
		}
		if strings.Contains(class, "gmail_quote") {
			o.start, o.count = len(p.out), p.quotes
		}
	case atom.Ul, atom.Ol:
		p.lists++
		o.list, o.ordered = true, o.tag == atom.Ol
		if n, err := strconv.Atoi(attr["start"]); err == nil && n > 0 && n < 10000 {
			o.count = n - 1
		}
	case atom.Li:
		p.mark = p.nextMark()
	case atom.Table:
		p.openTable()
	case atom.Tr:
		p.openRow()
	case atom.Td, atom.Th:
		across, _ := strconv.Atoi(attr["colspan"])
		p.openCell(o.tag == atom.Th, min(max(across, 1), 100))
	}
}

func (p *page) nextMark() string {
	for i := len(p.stack) - 1; i >= 0; i-- {
		if o := &p.stack[i]; o.list {
			if o.count++; o.ordered {
				return strconv.Itoa(o.count) + "."
			}
			break
		}
	}
	return "•"
}

// end closes an element that is open; an end without a beginning is let go.
func (p *page) end(tag atom.Atom) {
	if tag == atom.P || tag == atom.Div || apart[tag] {
		p.flush()
	}
	if p.deep > 0 && !void[tag] {
		p.deep--
		return
	}
	for i := len(p.stack) - 1; i >= 0; i-- {
		if p.stack[i].tag == tag {
			p.closeTo(i)
			return
		}
		if p.stack[i].tag == atom.Table && tag != atom.Table { // nothing closes across a table's edge
			return
		}
	}
}

// closeTo ends the open elements from the last to number i.
func (p *page) closeTo(i int) {
	for len(p.stack) > i {
		o := p.stack[len(p.stack)-1]
		p.stack = p.stack[:len(p.stack)-1]
		if apart[o.tag] {
			p.flush()
		}
		if o.hides {
			p.hidden--
		}
		switch {
		case o.list:
			p.lists--
		case o.tag == atom.Td || o.tag == atom.Th:
			p.closeCell()
		case o.tag == atom.Table:
			p.closeTable()
		case o.start >= 0 && o.count == p.quotes: // a Gmail quote in which nothing was marked as quoted
			for k := min(o.start, len(p.out)); k < len(p.out); k++ {
				p.out[k].Quote++
			}
		}
		if o.tag == atom.Li {
			p.mark = ""
		}
		p.now, p.quote = o.style, o.quote
	}
}

func (p *page) finish() {
	hides := p.hidden
	p.flush()
	p.closeTo(0)
	p.hidden = hides
}

// single adds an element that has no end.
func (p *page) single(tag atom.Atom, attr map[string]string) {
	switch tag {
	case atom.Br:
		p.newline()
	case atom.Hr:
		p.flush()
		p.put(prose.Block{Kind: prose.Rule, Quote: p.quote})
	case atom.Img:
		p.image(attr)
	}
}

// image places a picture that came with the message; one on the internet is not fetched, and one that only reports that the
// message was opened is not spoken of.
func (p *page) image(attr map[string]string) {
	w, errW := strconv.Atoi(strings.TrimSuffix(attr["width"], "px"))
	h, errH := strconv.Atoi(strings.TrimSuffix(attr["height"], "px"))
	if errW == nil && w <= 2 || errH == nil && h <= 2 {
		return
	}
	src := attr["src"]
	var data []byte
	switch {
	case strings.HasPrefix(src, "cid:"):
		data = p.pictures[src[4:]]
		if data == nil {
			return
		}
	case strings.HasPrefix(src, "data:image/"):
		if _, packed, ok := strings.Cut(src, ";base64,"); ok {
			data, _ = base64.StdEncoding.DecodeString(packed)
		}
	default:
		if strings.HasPrefix(src, "http") {
			p.notes.add("Pictures that this e-mail only points to on the internet were not fetched.")
		}
		return
	}
	p.flush()
	if bytes.HasPrefix(data, []byte("\xFF\xD8\xFF")) || bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1A\n")) {
		p.put(prose.Block{Kind: prose.Picture, Quote: p.quote, Picture: data})
		return
	}
	p.put(prose.Block{Kind: prose.Picture, Quote: p.quote, Say: "[picture]"})
}
