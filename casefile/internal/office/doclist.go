package office

import (
	"encoding/xml"
	"strings"
)

// listLevel is how one level of a list is numbered.
type listLevel struct {
	format, text, font string
	start              int
	restart            int // the level whose item restarts it, from 1; 0 for never; -1 for any above it
	legal              bool
}

// listKind is an abstract list: nine levels and where each stands.
type listKind struct {
	levels [9]listLevel
	link   string // the style that holds the levels instead
	count  [9]int
	begun  [9]bool
}

// listUse is a list of paragraphs that are numbered by a kind, with what it overrides.
type listUse struct {
	kind   string
	starts [9]int // -1 for none
	levels [9]*listLevel
	begun  bool
}

// lists numbers the items of a Word file as they come.
type lists struct {
	kinds map[string]*listKind
	uses  map[string]*listUse
	named map[string]string // the list of a list style
}

func newLists() *lists {
	return &lists{kinds: map[string]*listKind{}, uses: map[string]*listUse{}, named: map[string]string{}}
}

func (d *docx) readNumbering(x *tree) error {
	l := d.lists
	return x.each(func(xml.StartElement) error {
		return x.each(func(e xml.StartElement) error {
			switch {
			case len(l.kinds)+len(l.uses) > 20_000:
			case e.Name.Local == "abstractNum":
				k := &listKind{}
				for i := range k.levels {
					k.levels[i] = listLevel{start: 1, restart: -1}
				}
				l.kinds[attr(e, "abstractNumId")] = k
				return l.readKind(x, k, attr(e, "abstractNumId"))
			case e.Name.Local == "num":
				u := &listUse{}
				for i := range u.starts {
					u.starts[i] = -1
				}
				l.uses[attr(e, "numId")] = u
				return u.read(x)
			}
			return nil
		})
	})
}

func (l *lists) readKind(x *tree, k *listKind, id string) error {
	return x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "lvl":
			return k.levels[whole(attr(e, "ilvl"), 0, 8, 0)].read(x)
		case "numStyleLink":
			k.link = attr(e, "val")
		case "styleLink":
			l.named[attr(e, "val")] = id
		}
		return nil
	})
}

func (v *listLevel) read(x *tree) error {
	return x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "start":
			v.start = whole(attr(e, "val"), 0, 1_000_000, 1)
		case "numFmt":
			v.format = attr(e, "val")
		case "lvlText":
			v.text = attr(e, "val")
		case "lvlRestart":
			v.restart = whole(attr(e, "val"), 0, 9, -1)
		case "isLgl":
			v.legal = on(e)
		case "rPr":
			return x.each(func(e xml.StartElement) error {
				if e.Name.Local == "rFonts" {
					v.font = attr(e, "ascii")
				}
				return nil
			})
		}
		return nil
	})
}

func (u *listUse) read(x *tree) error {
	return x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "abstractNumId":
			u.kind = attr(e, "val")
		case "lvlOverride":
			at := whole(attr(e, "ilvl"), 0, 8, 0)
			return x.each(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "startOverride":
					u.starts[at] = whole(attr(e, "val"), 0, 1_000_000, 1)
				case "lvl":
					u.levels[at] = &listLevel{start: 1, restart: -1}
					return u.levels[at].read(x)
				}
				return nil
			})
		}
		return nil
	})
}

// next numbers the next item of a list at a level and gives its mark.
func (l *lists) next(num string, level int) string {
	u := l.uses[num]
	if u == nil {
		return "•"
	}
	k := l.kinds[u.kind]
	for range 5 {
		if k == nil || k.link == "" {
			break
		}
		k = l.kinds[l.named[k.link]]
	}
	if k == nil {
		return "•"
	}
	if !u.begun {
		u.begun = true
		for i, start := range u.starts {
			if start >= 0 {
				k.count[i], k.begun[i] = start-1, true
			}
		}
	}
	k.step(u, level)
	return k.mark(u, level)
}

func (k *listKind) level(u *listUse, i int) listLevel {
	if u.levels[i] != nil {
		return *u.levels[i]
	}
	return k.levels[i]
}

// step counts an item and lets deeper levels begin again.
func (k *listKind) step(u *listUse, level int) {
	if !k.begun[level] {
		k.count[level], k.begun[level] = k.level(u, level).start-1, true
	}
	k.count[level]++
	for i := level + 1; i < len(k.count); i++ {
		if r := k.level(u, i).restart; r == 0 || r > 0 && level >= r {
			continue
		}
		k.begun[i] = false
	}
}

// mark writes the number of an item: "%1.%2" with the counts of its level and those above.
func (k *listKind) mark(u *listUse, level int) string {
	v := k.level(u, level)
	if v.format == "bullet" {
		return bullet(v.font, v.text)
	}
	var b strings.Builder
	for i := 0; i < len(v.text) && b.Len() < 200; i++ {
		if v.text[i] != '%' || i+1 == len(v.text) || v.text[i+1] < '1' || v.text[i+1] > '9' {
			b.WriteByte(v.text[i])
			continue
		}
		i++
		at := int(v.text[i] - '1')
		above := k.level(u, at)
		count := k.count[at]
		if !k.begun[at] {
			count = above.start
		}
		format := above.format
		if v.legal || format == "" {
			format = "decimal"
		}
		b.WriteString(numeral(count, format))
	}
	return strings.ToValidUTF8(strings.TrimSpace(b.String()), "")
}
