package office

import (
	"encoding/xml"
	"path"
	"strings"

	"ehccasefile/casefile/internal/limit"
	"ehccasefile/casefile/internal/prose"
)

// odtPara is a paragraph of an OpenDocument text being read.
type odtPara struct {
	passage
	o        *odt
	blank    bool // the last letter was a space that XML wraps: more of them are none
	numbered bool // it has a page number in it
}

// paragraph reads a paragraph or a heading.
func (o *odt) paragraph(x *tree, e xml.StartElement, m odtMode, out *[]prose.Block) error {
	style := o.resolved("paragraph "+attr(e, "style-name"), 0)
	p := &odtPara{passage: passage{t: &o.tally, out: out}, o: o, blank: true}
	if style.breaks && !o.margin {
		if err := o.put(out, prose.Block{Kind: prose.Break}); err != nil {
			return err
		}
	}
	m.look = style.look.over(m.look)
	err := p.inside(x, m)
	if p.numbered && pageOnly(p.runs, p.text.String()) {
		return err
	}
	shape := prose.Block{Kind: prose.Paragraph}
	if m.list != nil {
		shape = prose.Block{Kind: prose.Item, Level: m.level - 1, Mark: m.list.mark(m.level)}
	}
	level := whole(attr(e, "outline-level"), 1, 10, 0)
	if e.Name.Local == "h" && level == 0 {
		level = 1
	}
	if level == 0 {
		level = style.level
	}
	if level > 0 && !p.empty() {
		if m.list == nil && e.Name.Local == "h" && o.outline.levels[min(level, 10)-1].format != "" {
			o.heads.list = &o.outline
			o.heads.step(level)
			shape.Mark = o.heads.mark(level)
		}
		shape.Kind, shape.Level = prose.Heading, min(level, 6)
	}
	if done := p.emit(shape); err == nil {
		err = done
	}
	return err
}

// inside reads the words and what stands among them.
func (p *odtPara) inside(x *tree, m odtMode) error {
	return x.mixed(func(e xml.StartElement) error { return p.inline(x, e, m) },
		func(s string) error { return p.letters(s, m) })
}

// letters writes words; spaces that XML wraps lines with count as one.
func (p *odtPara) letters(s string, m odtMode) error {
	var b strings.Builder
	for _, r := range s {
		if r == ' ' || r == '\t' || r == '\n' || r == '\r' {
			if p.blank {
				continue
			}
			p.blank = true
			b.WriteByte(' ')
			continue
		}
		p.blank = false
		b.WriteRune(r)
	}
	return p.say(b.String(), m)
}

// say writes words in the present look.
func (p *odtPara) say(text string, m odtMode) error {
	if m.look.hidden > 0 {
		p.t.hide(text)
		return nil
	}
	r := m.look.run(signs(m.look.font, text))
	r.Link = m.link
	r.Strike = r.Strike || m.gone
	r.Underline = r.Underline || len(p.o.open) > 0 && !m.gone
	return p.write(r)
}

// inline reads one thing among words.
func (p *odtPara) inline(x *tree, e xml.StartElement, m odtMode) error {
	switch e.Name.Local {
	case "span":
		m.look = m.look.over(p.o.resolved("text "+attr(e, "style-name"), 0).look)
	case "a":
		m.link = attr(e, "href")
	case "s":
		p.blank = false
		return p.say(strings.Repeat(" ", whole(attr(e, "c"), 1, 1000, 1)), m)
	case "tab":
		p.blank = true
		return p.say("\t", m)
	case "line-break":
		p.blank = true
		return p.say("\n", m)
	case "soft-hyphen", "soft-page-break", "bookmark", "bookmark-start", "bookmark-end", "reference-mark", "annotation-end":
		return nil
	case "note":
		return p.footnote(x, e, m)
	case "annotation":
		return p.remark(x, m)
	case "change", "change-start", "change-end":
		return p.change(e, m)
	case "hidden-text": // its words stand in an attribute too
		words, err := x.words()
		p.t.hide(attr(e, "string-value") + " " + words)
		return err
	case "page-number", "page-count":
		if p.o.margin {
			p.numbered = true
			return nil
		}
	case "frame":
		return p.frame(x, m)
	case "image":
		return p.image(x, e, "")
	case "text-box":
		return p.o.content(x, odtMode{gone: m.gone}, &p.after)
	case "custom-shape", "rect", "g", "line", "ellipse", "circle", "polygon", "polyline", "path", "caption", "connector", "measure":
		return p.shape(x, m)
	}
	p.blank = p.blank && e.Name.Local == "span" || p.empty()
	return p.inside(x, m)
}

// change shows a deletion inside a paragraph, or opens or ends an insertion.
func (p *odtPara) change(e xml.StartElement, m odtMode) error {
	c := p.o.changed[attr(e, "change-id")]
	if e.Name.Local != "change" || c.kind != "deletion" {
		return p.o.change(e, m, p.out)
	}
	for i, b := range c.gone {
		if i > 0 {
			if err := p.write(prose.Run{Text: "\n"}); err != nil {
				return err
			}
		}
		for _, r := range b.Runs {
			if err := p.write(r); err != nil {
				return err
			}
		}
		if b.Kind == prose.Table || b.Kind == prose.Picture {
			if err := p.t.put(&p.after, b); err != nil {
				return err
			}
		}
	}
	p.blank = false
	return nil
}

// footnote gathers a note's words and leaves its number.
func (p *odtPara) footnote(x *tree, e xml.StartElement, m odtMode) error {
	which, list, kind := 0, &p.o.foots, "footnote"
	if attr(e, "note-class") == "endnote" {
		which, list, kind = 1, &p.o.endings, "endnote"
	}
	p.o.marks[which]++
	s := &story{kind: kind, mark: noteMark(kind, p.o.marks[which])}
	if err := p.say(s.mark, odtMode{look: docLook{raised: 1}, gone: m.gone}); err != nil {
		return err
	}
	p.blank = false
	err := x.each(func(e xml.StartElement) error {
		if e.Name.Local == "note-body" {
			return p.o.content(x, odtMode{}, &s.blocks)
		}
		return nil
	})
	*list = append(*list, noted(s)...)
	return err
}

// remark gathers a comment and leaves its number.
func (p *odtPara) remark(x *tree, m odtMode) error {
	p.o.marks[2]++
	s := &story{kind: "comment", mark: noteMark("comment", p.o.marks[2])}
	if err := p.say(s.mark, odtMode{look: docLook{raised: 1}, gone: m.gone}); err != nil {
		return err
	}
	by, on := "", ""
	err := x.each(func(e xml.StartElement) (err error) {
		switch e.Name.Local {
		case "creator":
			by, err = x.words()
			return err
		case "date":
			on, err = x.words()
			return err
		case "date-string", "creator-initials", "sender-initials":
			return nil
		}
		return p.o.element(x, e, odtMode{}, &s.blocks)
	})
	s.by = byline(by, on)
	p.o.remarks = append(p.o.remarks, noted(s)...)
	return err
}

// frame reads a frame: its picture, of several the first that can be shown, or its words.
func (p *odtPara) frame(x *tree, m odtMode) error {
	say, chosen := "", false
	var images []prose.Block
	err := x.each(func(e xml.StartElement) (err error) {
		switch e.Name.Local {
		case "image":
			var inner odtPara
			inner.passage, inner.o = passage{t: &tally{}}, p.o
			if err = inner.image(x, e, ""); len(inner.after) > 0 {
				images = append(images, inner.after[0])
			}
			return err
		case "title", "desc":
			say, err = x.words()
			return err
		case "text-box":
			chosen = true
			return p.o.content(x, odtMode{gone: m.gone}, &p.after)
		case "object", "object-ole", "plugin":
			images = append(images, prose.Block{})
		}
		return nil
	})
	if err != nil || len(images) == 0 || chosen {
		return err
	}
	best := images[0].Picture
	for _, b := range images {
		if shown(b.Picture) {
			best = b.Picture
			break
		}
	}
	return p.picture(best, say)
}

// shape reads a drawn shape: the words in it.
func (p *odtPara) shape(x *tree, m odtMode) error {
	return x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "p", "list":
			return p.o.element(x, e, odtMode{gone: m.gone}, &p.after)
		case "frame":
			return p.frame(x, m)
		case "title", "desc", "enhanced-geometry", "glue-point", "event-listeners":
			return nil
		}
		return p.shape(x, m)
	})
}

// image reads a picture, from its part or, in a flat file, from where it stands.
func (p *odtPara) image(x *tree, e xml.StartElement, say string) error {
	name := path.Clean(attr(e, "href"))
	if p.o.pack == nil || attr(e, "href") == "" {
		var data []byte
		err := x.each(func(e xml.StartElement) (err error) {
			if e.Name.Local == "binary-data" {
				data, err = inlineImage(x)
			}
			return err
		})
		if err != nil {
			return err
		}
		return p.picture(data, say)
	}
	data, have := p.o.images[name]
	if !have {
		var err error
		if data, err = p.o.pack.image(name, limit.OfficePictures-p.o.pictures); err == ErrLarge {
			return err
		}
		p.o.images[name] = data
	}
	return p.picture(data, say)
}

// emitAfter puts what a thing between paragraphs held into the document.
func (p *odtPara) emitAfter() error {
	p.close()
	if len(p.runs) == 0 && len(p.after) == 0 {
		return nil
	}
	return p.emit(prose.Block{Kind: prose.Paragraph})
}
