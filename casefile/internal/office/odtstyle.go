package office

import (
	"encoding/xml"
	"strings"

	"ehccasefile/casefile/internal/prose"
)

// odtStyle is a style of an OpenDocument text.
type odtStyle struct {
	base     string
	look     docLook
	level    int // of a heading
	breaks   bool
	resolved bool
}

// styles reads styles and list styles. Those of content.xml come after those of styles.xml, and win.
func (o *odt) styles(x *tree) error {
	return x.each(func(e xml.StartElement) error {
		if len(o.paras)+len(o.lists) > 50_000 {
			return nil
		}
		switch e.Name.Local {
		case "style":
			return o.style(x, e)
		case "list-style":
			l := &odtList{}
			o.lists[attr(e, "name")] = l
			return l.read(x)
		case "outline-style":
			return o.outline.read(x)
		}
		return nil
	})
}

func (o *odt) style(x *tree, e xml.StartElement) error {
	family, name := attr(e, "family"), attr(e, "name")
	s := &odtStyle{level: whole(attr(e, "default-outline-level"), 1, 10, 0)}
	if parent := attr(e, "parent-style-name"); parent != "" {
		s.base = family + " " + parent
	}
	if s.level == 0 {
		s.level = namedLevel(strings.ToLower(name))
	}
	o.paras[family+" "+name] = s
	return x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "text-properties":
			s.look = odtLook(e)
		case "paragraph-properties":
			s.breaks = attr(e, "break-before") == "page"
		}
		return nil
	})
}

// odtLook reads text properties.
func odtLook(e xml.StartElement) docLook {
	var l docLook
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "font-weight":
			l.bold = set(a.Value == "bold" || a.Value == "600" || a.Value == "700" || a.Value == "800" || a.Value == "900")
		case "font-style":
			l.italic = set(a.Value != "normal")
		case "text-underline-style":
			l.under = set(a.Value != "none")
		case "text-line-through-style", "text-line-through-type":
			l.strike = set(a.Value != "none")
		case "text-position":
			l.raised = set(strings.HasPrefix(a.Value, "super") || a.Value != "" && a.Value[0] >= '1' && a.Value[0] <= '9')
		case "display":
			l.hidden = set(a.Value == "none")
		case "font-name", "font-family":
			l.font, l.plainFont = pictureFont(strings.Trim(a.Value, "'")), true
		}
	}
	return l
}

// resolved gives a style with all it inherits.
func (o *odt) resolved(name string, depth int) *odtStyle {
	s := o.paras[name]
	if s == nil || depth > 30 {
		return &odtStyle{}
	}
	if !s.resolved && s.base != "" {
		base := o.resolved(s.base, depth+1)
		s.look = base.look.over(s.look)
		if s.level == 0 {
			s.level = base.level
		}
	}
	s.resolved = true
	return s
}

// odtList is a list style: ten levels.
type odtList struct{ levels [10]odtLevel }

type odtLevel struct {
	format, prefix, suffix, bullet string
	start, display                 int
}

func (l *odtList) read(x *tree) error {
	return x.each(func(e xml.StartElement) error {
		v := &l.levels[whole(attr(e, "level"), 1, 10, 1)-1]
		switch e.Name.Local {
		case "list-level-style-number", "outline-level-style":
			*v = odtLevel{format: attr(e, "num-format"), prefix: attr(e, "num-prefix"), suffix: attr(e, "num-suffix"),
				start: whole(attr(e, "start-value"), 0, 1_000_000, 1), display: whole(attr(e, "display-levels"), 1, 10, 1)}
		case "list-level-style-bullet":
			*v = odtLevel{bullet: "•"}
			char := attr(e, "bullet-char")
			return x.each(func(e xml.StartElement) error {
				if e.Name.Local == "text-properties" {
					v.bullet = bullet(attr(e, "font-name")+attr(e, "font-family"), char)
				}
				return nil
			})
		}
		return nil
	})
}

// odtCount is a list that is being counted.
type odtCount struct {
	list   *odtList
	count  [10]int
	begun  [10]bool
	silent bool // the paragraph has no mark: it goes on with an item, or is a list's heading
}

func (c *odtCount) step(level int) {
	i := min(max(level, 1), 10) - 1
	if !c.begun[i] {
		c.begun[i] = true
		c.count[i] = c.list.levels[i].start - 1
	}
	c.count[i]++
	c.silent = false
	for j := i + 1; j < len(c.begun); j++ {
		c.begun[j] = false
	}
}

// mark writes the mark of the present item, once: an item's second paragraph has none.
func (c *odtCount) mark(level int) string {
	if c.silent {
		return ""
	}
	c.silent = true
	i := min(max(level, 1), 10) - 1
	v := c.list.levels[i]
	if v.bullet != "" {
		return v.bullet
	}
	if v.format == "" {
		return strings.TrimSpace(v.prefix + v.suffix)
	}
	var parts []string
	for j := max(0, i-v.display+1); j <= i; j++ {
		n := c.count[j]
		if !c.begun[j] {
			n = c.list.levels[j].start
		}
		if s := numeral(n, c.list.levels[j].format); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.TrimSpace(v.prefix + strings.Join(parts, ".") + v.suffix)
}

// list reads a list: its items are counted on from an earlier list where it says so.
func (o *odt) list(x *tree, e xml.StartElement, m odtMode, out *[]prose.Block) error {
	level := m.level + 1
	c := m.list
	style := o.lists[attr(e, "style-name")]
	if c == nil {
		c = o.counter(e, style)
	} else if style != nil && style != c.list {
		c = &odtCount{list: style}
	} else {
		c.begun[min(level, 10)-1] = false
	}
	return x.each(func(e xml.StartElement) error {
		inner := m
		inner.list, inner.level = c, min(level, 10)
		switch e.Name.Local {
		case "list-item":
			if n := whole(attr(e, "start-value"), 0, 1_000_000, -1); n >= 0 {
				c.count[inner.level-1], c.begun[inner.level-1] = n-1, true
			}
			c.step(inner.level)
		case "list-header":
			c.silent = true
		default:
			return nil
		}
		return o.content(x, inner, out)
	})
}

// counter gives the count of an outermost list: the one of the same id or style where it goes on, or a new one.
func (o *odt) counter(e xml.StartElement, style *odtList) *odtCount {
	if style == nil {
		style = &odtList{}
		for i := range style.levels {
			style.levels[i].bullet = "•"
		}
	}
	key := "style " + attr(e, "style-name")
	if id := attr(e, "continue-list"); id != "" && o.ids["id "+id] != nil {
		key = "id " + id
	} else if attr(e, "continue-numbering") != "true" || o.ids[key] == nil {
		o.ids[key] = &odtCount{list: style}
	}
	c := o.ids[key]
	if id := attr(e, "id"); id != "" && len(o.ids) < 50_000 {
		o.ids["id "+id] = c
	}
	return c
}
