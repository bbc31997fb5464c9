package office

import (
	"encoding/xml"
	"strings"

	"ehccasefile/casefile/internal/limit"
	"ehccasefile/casefile/internal/prose"
)

// docPara is a paragraph of a Word file being read.
type docPara struct {
	passage
	d        *docx
	style    string
	props    paraProps // its own, over those of its style
	look     docLook   // of its style
	breaks   bool      // a page begins before it
	section  bool      // a section ends with it
	pictured bool      // a picture of it stands before it
	numbered bool      // it has a page number in it (headers and footers)
}

// field is a field that is open: its instruction is never shown, its result is.
type field struct {
	code   strings.Builder
	result bool
	drop   bool // the result is the number of a page, which holds for no page of ours
	form   string
}

func (d *docx) paragraph(x *tree, m mode, out *[]prose.Block) error {
	p := &docPara{d: d, style: d.normal}
	p.passage = passage{t: &d.tally, out: out}
	p.look = d.look(p.style)
	err := x.each(func(e xml.StartElement) error {
		if e.Name.Local == "pPr" {
			return p.read(x)
		}
		return p.inline(x, e, m)
	})
	if done := p.finish(); err == nil {
		err = done
	}
	return err
}

// read reads the paragraph's properties.
func (p *docPara) read(x *tree) error {
	err := x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "pStyle":
			p.style = attr(e, "val")
		case "pageBreakBefore":
			p.breaks = on(e)
		case "sectPr":
			p.section = true
			return p.d.section(x)
		case "rPr":
			return x.each(func(e xml.StartElement) error { p.d.tracked(e, mode{}); return nil })
		}
		return p.props.take(x, e)
	})
	p.look = p.d.look(p.style)
	return err
}

// finish puts the paragraph into the document as what it is: a heading, an item, a paragraph.
func (p *docPara) finish() error {
	if p.breaks {
		if err := p.t.put(p.out, prose.Block{Kind: prose.Break}); err != nil {
			return err
		}
	}
	props := p.d.props(p.style).over(p.props)
	shape := prose.Block{Kind: prose.Paragraph}
	if props.num != "" && props.num != "0" {
		shape.Mark = p.d.lists.next(props.num, props.level)
		shape.Kind, shape.Level = prose.Item, props.level
	}
	if props.outline > 0 && props.outline < 10 && !p.empty() {
		shape.Kind, shape.Level = prose.Heading, min(props.outline, 6)
	}
	if p.numbered && pageOnly(p.runs, p.text.String()) || p.pictured && p.empty() && len(p.after) == 0 && !p.section {
		return nil
	}
	if err := p.emit(shape); err != nil {
		return err
	}
	if p.section {
		return p.t.put(p.out, prose.Block{Kind: prose.Break})
	}
	return nil
}

// pageOnly tells whether the words of a header are but "Page of", once the numbers are out.
func pageOnly(runs []prose.Run, last string) bool {
	var words strings.Builder
	words.WriteString(last)
	for _, r := range runs {
		words.WriteString(" " + r.Text)
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(words.String()), func(r rune) bool { return strings.ContainsRune(" \t\n|/-–.,:", r) }) {
		if w != "page" && w != "of" && w != "p" {
			return false
		}
	}
	return true
}

// inline reads what may stand in a paragraph.
func (p *docPara) inline(x *tree, e xml.StartElement, m mode) error {
	switch e.Name.Local {
	case "r":
		return p.run(x, m)
	case "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText", "rubyPr", "smartTagPr", "customXmlPr", "fldData":
		return nil
	case "hyperlink":
		if r := p.d.rels[attr(e, "id")]; r.outside {
			m.link = r.target
		}
	case "fldSimple":
		p.d.open()
		p.d.fields[len(p.d.fields)-1].code.WriteString(attr(e, "instr"))
		p.separate()
		defer p.d.shut()
	case "sdt":
		return p.control(x, m)
	case "t":
		return p.letters(x, docLook{}, m)
	}
	m = p.d.tracked(e, m)
	return x.each(func(e xml.StartElement) error { return p.inline(x, e, m) })
}

// control reads a content control. A prompt that nobody has answered comes out in italics.
func (p *docPara) control(x *tree, m mode) error {
	return x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "sdtPr":
			return x.each(func(e xml.StartElement) error {
				m.placeholder = m.placeholder || e.Name.Local == "showingPlcHdr" && on(e)
				return nil
			})
		case "sdtContent":
			return p.inline(x, e, m)
		}
		return nil
	})
}

// run reads a run: words in one look, and what else stands among words.
func (p *docPara) run(x *tree, m mode) error {
	look := p.look
	return x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "rPr":
			own, style, err := readLook(x)
			look = p.look.over(p.d.look(style)).over(own)
			return err
		case "AlternateContent":
			return p.branch(x, func(e xml.StartElement) error { return p.piece(x, e, look, m) })
		}
		return p.piece(x, e, look, m)
	})
}

// piece reads one thing in a run.
func (p *docPara) piece(x *tree, e xml.StartElement, look docLook, m mode) error {
	switch e.Name.Local {
	case "t", "delText":
		return p.letters(x, look, m)
	case "tab", "ptab":
		return p.say("\t", look, m)
	case "cr":
		return p.say("\n", look, m)
	case "br":
		return p.broken(e, look, m)
	case "noBreakHyphen":
		return p.say("-", look, m)
	case "sym":
		code := hex(attr(e, "char"))
		return p.say(sign(pictureFont(attr(e, "font")), rune(code)), look, m)
	case "instrText":
		return p.code(x)
	case "fldChar":
		return p.field(x, e, look, m)
	case "footnoteReference", "endnoteReference", "commentReference":
		return p.mark(strings.TrimSuffix(e.Name.Local, "Reference"), attr(e, "id"), m)
	case "drawing", "pict", "object":
		return p.drawing(x, m)
	case "ruby":
		return p.inline(x, e, m)
	}
	return nil
}

// lineEnds are no more than spaces in the words of XML.
var lineEnds = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ")

func (p *docPara) letters(x *tree, look docLook, m mode) error {
	text, err := x.words()
	if said := p.say(signs(look.font, lineEnds.Replace(text)), look, m); err == nil {
		err = said
	}
	return err
}

// say writes words, unless they are hidden, or belong to a field's instruction.
func (p *docPara) say(text string, look docLook, m mode) error {
	if look.hidden > 0 {
		p.t.hide(text)
		return nil
	}
	for i := range p.d.fields {
		if !p.d.fields[i].result || p.d.fields[i].drop {
			return nil
		}
	}
	r := look.run(text)
	r.Underline = r.Underline || m.in
	r.Strike = r.Strike || m.gone
	r.Italic = r.Italic || m.placeholder
	r.Link = m.link
	return p.write(r)
}

// broken ends the line or, in a body, the page.
func (p *docPara) broken(e xml.StartElement, look docLook, m mode) error {
	if attr(e, "type") != "page" {
		return p.say("\n", look, m)
	}
	if !p.empty() || len(p.after) > 0 {
		if err := p.emit(p.shapeBefore()); err != nil {
			return err
		}
	}
	return p.t.put(p.out, prose.Block{Kind: prose.Break})
}

// shapeBefore is the shape of the part of a paragraph before a page break in it.
func (p *docPara) shapeBefore() prose.Block {
	props := p.d.props(p.style).over(p.props)
	shape := prose.Block{Kind: prose.Paragraph}
	if props.num != "" && props.num != "0" {
		shape = prose.Block{Kind: prose.Item, Level: props.level, Mark: p.d.lists.next(props.num, props.level)}
		p.props.num = "0" // the rest has no number of its own
	}
	if props.outline > 0 && props.outline < 10 {
		shape.Kind, shape.Level = prose.Heading, min(props.outline, 6)
	}
	return shape
}

// open begins a field.
func (d *docx) open() {
	if len(d.fields) < limit.Depth {
		d.fields = append(d.fields, field{})
	}
}

// shut ends the innermost field.
func (d *docx) shut() {
	if len(d.fields) > 0 {
		d.fields = d.fields[:len(d.fields)-1]
	}
}

// code keeps what an instruction says.
func (p *docPara) code(x *tree) error {
	text, err := x.words()
	if n := len(p.d.fields); n > 0 && p.d.fields[n-1].code.Len() < 1000 {
		p.d.fields[n-1].code.WriteString(text)
	}
	return err
}

// separate begins the result of the innermost field.
func (p *docPara) separate() {
	n := len(p.d.fields)
	if n == 0 {
		return
	}
	f := &p.d.fields[n-1]
	f.result = true
	words := strings.Fields(strings.ToUpper(f.code.String()))
	if p.d.margin && len(words) > 0 && (words[0] == "PAGE" || words[0] == "NUMPAGES" || words[0] == "SECTIONPAGES") {
		f.drop, p.numbered = true, true
	}
}

// field reads the beginning, middle or end of a field; an old form's box is shown ticked or not.
func (p *docPara) field(x *tree, e xml.StartElement, look docLook, m mode) error {
	switch attr(e, "fldCharType") {
	case "begin":
		box, err := formBox(x)
		if box != "" {
			if err := p.say(box, look, m); err != nil {
				return err
			}
		}
		p.d.open()
		return err
	case "separate":
		p.separate()
	case "end":
		p.d.shut()
	}
	return nil
}

// formBox reads an old form's field: a check box, or the entry chosen from a list.
func formBox(x *tree) (string, error) {
	out := ""
	err := x.each(func(xml.StartElement) error {
		return x.each(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "checkBox":
				out = "☐"
				return x.each(func(e xml.StartElement) error {
					switch e.Name.Local {
					case "default":
						out = ticked(on(e))
					case "checked":
						out = ticked(on(e))
					}
					return nil
				})
			case "ddList":
				chosen, entries := 0, []string{}
				err := x.each(func(e xml.StartElement) error {
					switch e.Name.Local {
					case "result":
						chosen = whole(attr(e, "val"), 0, 1000, 0)
					case "listEntry":
						entries = append(entries, attr(e, "val"))
					}
					return nil
				})
				if chosen < len(entries) {
					out = entries[chosen]
				}
				return err
			}
			return nil
		})
	})
	return out, err
}

func ticked(yes bool) string {
	if yes {
		return "☒"
	}
	return "☐"
}
