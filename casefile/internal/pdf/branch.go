package pdf

import (
	"regexp"
)

// What is kept of a source's structure tree: the elements that hold something
// of its pages, with standard types, the shape of tables, and what pictures are
// said to show. Texts that stand for others, titles and identifiers stay
// behind, so that nothing is told that the pages do not show.

// standardTypes are those of 14.8.4; a reader knows what to do with them.
var standardTypes = keys("Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct",
	"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody",
	"TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP",
	"Warichu", "WT", "WP", "Figure", "Formula")

// grower copies a source's tree.
type grower struct {
	*carrier
	roles dict
	seen  map[int]bool
	notes map[int]*noteTag    // by object of the source
	tied  map[string]*noteTag // ours, by the element they go into
}

// branches copies the source's tree below the part's Sect.
func (c *carrier) branches() {
	root := c.dict(c.catalog().get("StructTreeRoot"))
	g := grower{c, c.dict(root.get("RoleMap")), map[int]bool{}, map[int]*noteTag{}, map[string]*noteTag{}}
	for i := range c.tags.pages {
		for k := range c.tags.pages[i].notes {
			n := &c.tags.pages[i].notes[k]
			if n.from != 0 {
				g.notes[n.from] = n
			}
			if n.tag != "" {
				g.tied[n.tag] = n
			}
		}
	}
	c.tags.top = g.kids(root.get("K"), growing{in: c.tags.sect, page: -1})
}

// growing is an element of the book that is getting its kids.
type growing struct {
	from  int   // its object in the source
	in    local // in the book
	page  int   // of the part, that numbers without a page of their own are on; -1 for none
	depth int
	held  bool // it holds a stretch of a page itself
}

func (g *grower) kids(o any, e growing) array {
	v := g.value(o)
	list, ok := v.(array)
	if !ok {
		list = array{o}
	}
	var out array
	for _, k := range list {
		if !g.purse.spend(16) {
			break
		}
		if kid := g.kid(k, &e); kid != nil {
			out = append(out, kid)
		}
	}
	return out
}

// kid gives what one kid becomes: nil for what is on no page of ours.
func (g *grower) kid(o any, e *growing) any {
	switch v := g.value(o).(type) {
	case int:
		return g.stretch(v, e.page, e)
	case dict:
		switch g.name(v.get("Type")) {
		case "MCR":
			page := e.page
			if pg := v.get("Pg"); pg != nil {
				page = g.pageOf(pg)
			}
			if n, ok := g.value(v.get("MCID")).(int); ok && v.get("Stm") == nil {
				return g.stretch(n, page, e)
			}
			return nil
		case "OBJR":
			return g.object(v, e)
		}
		return g.element(o, v, e)
	}
	return nil
}

func (g *grower) pageOf(o any) int {
	if i, ok := g.pages[g.target(o)]; ok {
		return i
	}
	return -1
}

// stretch claims a marked stretch for an element, if the page says so too.
func (g *grower) stretch(n, page int, e *growing) any {
	if page < 0 || page >= len(g.tags.pages) || e.from == 0 {
		return nil
	}
	p := &g.tags.pages[page]
	if n < 0 || n >= len(p.was) || p.owners[n] != 0 || g.target(p.was[n]) != e.from {
		return nil
	}
	p.owners[n] = e.in
	e.held = true
	if page == e.page {
		return n
	}
	return ours{{"Type", name("MCR")}, {"Pg", g.pageNumber(page)}, {"MCID", n}}
}

// object ties an annotation that was kept to its element.
func (g *grower) object(v dict, e *growing) any {
	n := g.notes[g.target(v.get("Obj"))]
	if n == nil || n.said || e.from == 0 {
		return nil
	}
	return g.tie(n, e.in)
}

func (g *grower) tie(n *noteTag, in local) any {
	n.said = true
	g.carrier.said(*n, in)
	return ours{{"Type", name("OBJR")}, {"Obj", n.num}, {"Pg", global(g.pageBase + (n.key-g.total)/maxNotes)}}
}

// element copies an element, if it holds anything.
func (g *grower) element(o any, d dict, above *growing) any {
	from := g.target(o)
	if from == 0 || g.seen[from] || len(g.seen) >= maxElements || above.depth >= maxTagDepth || !g.purse.spend(64) {
		return nil
	}
	g.seen[from] = true
	e := growing{from: from, in: g.fresh(), page: -1, depth: above.depth + 1}
	if pg := d.get("Pg"); pg != nil {
		e.page = g.pageOf(pg)
	}
	kids := g.kids(d.get("K"), e)
	if id, ok := g.value(d.get("ID")).(text); ok {
		if n := g.tied[string(id.bytes())]; n != nil && !n.said {
			kids = append(kids, g.tie(n, e.in))
		}
	}
	if len(kids) == 0 {
		return nil
	}
	role := g.role(d, kids)
	out := ours{{"Type", name("StructElem")}, {"S", role}, {"P", above.in}, {"K", kids}}
	if e.page >= 0 {
		out = append(out, field{"Pg", g.pageNumber(e.page)})
	}
	if alt, ok := g.value(d.get("Alt")).(text); ok {
		out = append(out, field{"Alt", write(harmless(alt.words()))})
	}
	if a := g.attributes(d.get("A"), role); a != nil {
		out = append(out, field{"A", a})
	}
	g.put(e.in, out)
	return e.in
}

// pathLike is what office programs put where nobody said what a picture shows: the name of its file.
var pathLike = regexp.MustCompile(`(?i)[\\/]|\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|heic|webp|docx?|pdf)\b`)

// harmless is what a picture is said to show, without the names of files.
func harmless(alt string) string {
	if pathLike.MatchString(alt) || alt == "" {
		return "A picture"
	}
	return alt
}

// role gives an element's standard type, by the source's own map of roles.
func (g *grower) role(d dict, kids array) name {
	s := g.name(d.get("S"))
	for range 8 {
		if standardTypes[s] {
			return s
		}
		if s = g.name(g.roles.get(s)); s == "" {
			break
		}
	}
	for _, k := range kids {
		if _, ok := k.(local); ok {
			return "Div"
		}
	}
	return "Span"
}

// shapeKeys is the shape of cells and lists (14.8.5), by the type that has it.
var shapeKeys = map[name]map[name]bool{"TH": keys("ColSpan", "RowSpan", "Scope"), "TD": keys("ColSpan", "RowSpan"), "L": keys("ListNumbering")}

func (g *grower) attributes(o any, role name) any {
	if shapeKeys[role] == nil {
		return nil
	}
	list := g.array(o)
	if list == nil {
		list = array{o}
	}
	for _, a := range list {
		d := g.dict(a)
		owner := g.name(d.get("O"))
		if owner != "Table" && owner != "List" {
			continue
		}
		var out ours
		for _, f := range d {
			switch v := g.value(f.val).(type) {
			case int, name:
				if shapeKeys[role][f.key] {
					out = append(out, field{f.key, v})
				}
			}
		}
		if out != nil {
			return append(ours{{"O", owner}}, out...)
		}
	}
	return nil
}
