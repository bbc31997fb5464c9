package office

import (
	"encoding/xml"
	"strings"

	"ehccasefile/casefile/internal/prose"
)

// docLook is what run properties say: 0 says nothing, 1 on, -1 off.
type docLook struct {
	bold, italic, under, strike, raised, hidden int8
	font                                        string // a font whose letters are pictures
	plainFont                                   bool   // another font was named
}

// over gives the look where the later properties win.
func (l docLook) over(o docLook) docLook {
	for _, pair := range [...]struct {
		to   *int8
		from int8
	}{{&l.bold, o.bold}, {&l.italic, o.italic}, {&l.under, o.under}, {&l.strike, o.strike}, {&l.raised, o.raised}, {&l.hidden, o.hidden}} {
		if pair.from != 0 {
			*pair.to = pair.from
		}
	}
	if o.font != "" || o.plainFont {
		l.font = o.font
	}
	return l
}

func (l docLook) run(text string) prose.Run {
	return prose.Run{Text: text, Bold: l.bold > 0, Italic: l.italic > 0, Underline: l.under > 0, Strike: l.strike > 0, Raised: l.raised > 0}
}

func set(yes bool) int8 {
	if yes {
		return 1
	}
	return -1
}

// readLook reads run properties, and the character style they name.
func readLook(x *tree) (l docLook, style string, err error) {
	err = x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "rStyle":
			style = attr(e, "val")
		case "b":
			l.bold = set(on(e))
		case "i":
			l.italic = set(on(e))
		case "u":
			l.under = set(on(e))
		case "strike", "dstrike":
			if l.strike <= 0 {
				l.strike = set(on(e))
			}
		case "vertAlign":
			l.raised = set(attr(e, "val") == "superscript")
		case "vanish":
			l.hidden = set(on(e))
		case "rFonts":
			name := attr(e, "ascii")
			l.font, l.plainFont = pictureFont(name), name != ""
		}
		return nil
	})
	return l, style, err
}

// paraProps is what paragraph properties say of its shape.
type paraProps struct {
	num      string // the list; "0" for none
	level    int    // in the list
	hasLevel bool
	outline  int // 1 to 9 for a heading, 10 for words; 0 says nothing
}

// over gives the properties where the later win.
func (p paraProps) over(o paraProps) paraProps {
	if o.num != "" {
		p.num = o.num
	}
	if o.hasLevel {
		p.level, p.hasLevel = o.level, true
	}
	if o.outline != 0 {
		p.outline = o.outline
	}
	return p
}

// take reads one paragraph property.
func (p *paraProps) take(x *tree, e xml.StartElement) error {
	switch e.Name.Local {
	case "outlineLvl":
		p.outline = whole(attr(e, "val"), 0, 9, 9) + 1
	case "numPr":
		return x.each(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "numId":
				p.num = attr(e, "val")
			case "ilvl":
				p.level, p.hasLevel = whole(attr(e, "val"), 0, 8, 0), true
			}
			return nil
		})
	}
	return nil
}

// docStyle is a style of a Word file, with what it says itself.
type docStyle struct {
	base  string
	look  docLook
	props paraProps
	// once resolved
	done      bool
	fullLook  docLook
	fullProps paraProps
}

func (d *docx) readStyles(x *tree) error {
	return x.each(func(xml.StartElement) error {
		return x.each(func(e xml.StartElement) error {
			if e.Name.Local != "style" || len(d.styles) > 10_000 {
				return nil
			}
			if attr(e, "type") == "paragraph" && has(e, "default") && attr(e, "default") != "0" {
				d.normal = attr(e, "styleId")
			}
			s := &docStyle{}
			d.styles[attr(e, "styleId")] = s
			return s.read(x)
		})
	})
}

func (s *docStyle) read(x *tree) error {
	name := ""
	err := x.each(func(e xml.StartElement) (err error) {
		switch e.Name.Local {
		case "name":
			name = strings.ToLower(attr(e, "val"))
		case "basedOn":
			s.base = attr(e, "val")
		case "rPr":
			s.look, _, err = readLook(x)
		case "pPr":
			return x.each(func(e xml.StartElement) error { return s.props.take(x, e) })
		}
		return err
	})
	if s.props.outline == 0 {
		s.props.outline = namedLevel(name)
	}
	return err
}

// namedLevel gives the level of a heading by the name of its style, which is English in every language's Word.
func namedLevel(name string) int {
	switch {
	case name == "title":
		return 1
	case name == "subtitle":
		return 2
	case strings.HasPrefix(name, "heading "):
		return whole(strings.TrimPrefix(name, "heading "), 1, 9, 0)
	}
	return 0
}

// resolved gives a style with all it inherits.
func (d *docx) resolved(id string, depth int) *docStyle {
	s := d.styles[id]
	if s == nil || depth > 30 {
		return &docStyle{}
	}
	if !s.done {
		base := &docStyle{}
		if s.base != "" {
			base = d.resolved(s.base, depth+1)
		}
		s.fullLook, s.fullProps, s.done = base.fullLook.over(s.look), base.fullProps.over(s.props), true
	}
	return s
}

func (d *docx) look(style string) docLook    { return d.resolved(style, 0).fullLook }
func (d *docx) props(style string) paraProps { return d.resolved(style, 0).fullProps }
