package office

import (
	"encoding/xml"
	"strconv"
	"strings"

	"ehccasefile/casefile/internal/limit"
	"ehccasefile/casefile/internal/prose"
)

// hex reads a code in hexadecimal; nonsense is 0.
func hex(s string) int {
	n, err := strconv.ParseUint(s, 16, 21)
	if err != nil {
		return 0
	}
	return int(n)
}

// drawing reads a drawing: its picture and the words of its text boxes, which follow the paragraph.
func (p *docPara) drawing(x *tree, m mode) error {
	say, found := "", false
	var inside func(e xml.StartElement) error
	inside = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "docPr":
			if say = attr(e, "descr"); say == "" {
				say = attr(e, "title")
			}
		case "blip", "imagedata":
			id := attr(e, "embed")
			if id == "" {
				id = attr(e, "id")
			}
			found = true
			return p.image(id, say)
		case "textpath": // a watermark, or letters bent to a shape
			p.t.watermark(attr(e, "string"))
		case "txbxContent":
			found = true
			return p.box(x, m)
		case "chart", "relIds", "OLEObject":
			if !found {
				found = true
				return p.picture(nil, say)
			}
		case "AlternateContent":
			return p.branch(x, inside)
		}
		return x.each(inside)
	}
	return x.each(inside)
}

// branch reads the first branch of an alternative that shows anything.
func (p *docPara) branch(x *tree, inside func(e xml.StartElement) error) error {
	chosen := false
	return x.each(func(xml.StartElement) error {
		if chosen {
			return nil
		}
		before := p.t.seen
		err := x.each(inside)
		chosen = p.t.seen > before
		return err
	})
}

// box reads a text box. Its fields are its own.
func (p *docPara) box(x *tree, m mode) error {
	open := p.d.fields
	p.d.fields = nil
	err := p.d.content(x, m, &p.after)
	p.d.fields = open
	return err
}

// image places the picture of a relation. Each is unpacked once.
func (p *docPara) image(id, say string) error {
	r, known := p.d.rels[id]
	if !known || r.outside {
		return p.picture(nil, say)
	}
	data, have := p.d.images[r.target]
	if !have {
		var err error
		if data, err = p.d.pack.image(r.target, limit.OfficePictures-p.t.pictures); err == ErrLarge {
			return err
		}
		p.d.images[r.target] = data
	}
	if have && data != nil {
		return p.t.put(p.place(), prose.Block{Kind: prose.Picture, Picture: data, Say: say})
	}
	return p.t.image(p.place(), data, say)
}

// place is where a picture goes: before a paragraph that has no words yet, else after it.
func (p *docPara) place() *[]prose.Block {
	if p.empty() && len(p.after) == 0 && p.props.num == "" {
		p.pictured = true
		return p.out
	}
	return &p.after
}

// section reads what a section says of its pages: its header and footer, and whether a page begins with it.
func (d *docx) section(x *tree) error {
	return x.each(func(e xml.StartElement) error {
		id := attr(e, "id")
		switch e.Name.Local {
		case "headerReference":
			d.tops = d.margined(d.tops, id)
		case "footerReference":
			d.feet = d.margined(d.feet, id)
		}
		return nil
	})
}

func (d *docx) margined(list []string, id string) []string {
	r, known := d.rels[id]
	if !known || r.outside || d.seenMargin[r.target] || len(list) > 200 {
		return list
	}
	d.seenMargin[r.target] = true
	return append(list, r.target)
}

// readMargins reads headers and footers, each different one once.
func (d *docx) readMargins() {
	d.margin = true
	said := map[string]bool{}
	read := func(parts []string, out *[]prose.Block) {
		for _, part := range parts {
			d.relate(part)
			d.fields = nil
			var blocks []prose.Block
			d.aside(d.part(part, func(x *tree) error {
				return x.each(func(xml.StartElement) error { return d.content(x, mode{}, &blocks) })
			}))
			blocks = trimmed(blocks)
			words := strings.Join(strings.Fields(prose.Words(blocks)), " ")
			if len(blocks) > 0 && (words == "" || !said[words]) {
				said[words] = true
				*out = append(*out, blocks...)
			}
		}
	}
	read(d.tops, &d.headers)
	read(d.feet, &d.footers)
	d.margin = false
}

// trimmed leaves out the empty paragraphs and page breaks of a header.
func trimmed(blocks []prose.Block) []prose.Block {
	var out []prose.Block
	for _, b := range blocks {
		if b.Kind == prose.Break || (b.Kind == prose.Paragraph || b.Kind == prose.Item) && strings.TrimSpace(prose.Words([]prose.Block{b})) == "" {
			continue
		}
		out = append(out, b)
	}
	return out
}
