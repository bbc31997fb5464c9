package pdf

import "slices"

// A tagged book (14.7, 14.8) is read by its tree, and what is not in the tree
// is not read at all. So each part gets a Sect with its title. A page whose
// source has tags keeps them (branch.go); any other page is one paragraph, read
// in the order of its content. Links and remarks are in the tree as well. The
// printed number is an artifact.

// tags is what a part puts into the book's tree.
type tags struct {
	sect    local
	top     array // what the Sect holds
	pages   []pageTags
	owners  map[int]array // from the source's ParentTree, by its key
	entries []entryOf
}

// pageTags is one page of a part.
type pageTags struct {
	was    array   // what the source says its marked stretches belong to; nil for a page without tags
	owners []local // the same in the book, 0 where nothing claimed a stretch
	whole  int     // number of the stretch that holds all of an untagged page, -1 for none
	more   int     // number of the stretch that holds what we put on a tagged one, -1 for none
	notes  []noteTag
}

// noteTag is an annotation that was put on a page.
type noteTag struct {
	num  local
	key  int    // its StructParent
	from int    // its object in the source, 0 for ours
	kind name   // the element it becomes where it is in no other
	tag  string // the element of the source that it goes into
	said bool   // it is in the tree
}

// entryOf is one line of the book's ParentTree.
type entryOf struct {
	key int
	of  []local // a page's that has several
	at  int     // of a page that has only one: its place; -1 for an annotation
	one local
}

const (
	maxNotes    = 4096   // annotations of one page that are tagged
	maxMarked   = 50_000 // marked stretches of one page
	maxStray    = 1000   // marked stretches of a page whose tree is not kept, past which their numbers are not avoided
	maxElements = 400_000
	maxTagDepth = 100
)

// noteKey is the StructParent of annotation i of a page: the pages' own keys come first.
func (p *plan) noteKey(page, i int) int { return p.total + page*maxNotes + i }

// markPage decides how page i of the part is read.
func (c *carrier) markPage(i int) *pageTags {
	t := pageTags{whole: -1, more: -1}
	l := c.source.leaves[i]
	if n, ok := c.value(l.dict.get("StructParents")).(int); ok && c.pages[l.num] == i {
		for _, o := range c.ownersOf(n) {
			if c.dict(o) != nil {
				t.was = c.ownersOf(n)
				t.owners = make([]local, len(t.was))
				break
			}
		}
	}
	c.tags.pages = append(c.tags.pages, t)
	return &c.tags.pages[i]
}

// ownersOf gives the elements that the marked stretches of a page belong to, by the page's StructParents.
func (c *carrier) ownersOf(key int) array {
	if c.tags.owners == nil {
		c.tags.owners = map[int]array{}
		root := c.dict(c.catalog().get("StructTreeRoot"))
		c.numberTree(root.get("ParentTree"), map[int]bool{}, 0)
	}
	return c.tags.owners[key]
}

func (c *carrier) numberTree(o any, seen map[int]bool, depth int) {
	n := c.target(o)
	d := c.dict(o)
	if d == nil || seen[n] || depth > c.lim.MaxTree || !c.purse.spend(64) {
		return
	}
	if n != 0 {
		seen[n] = true
	}
	list := c.array(d.get("Nums"))
	for i := 0; i+1 < len(list); i += 2 {
		key, ok := list[i].(int)
		if owners := c.array(list[i+1]); ok && len(owners) > 0 && len(owners) <= maxMarked {
			c.tags.owners[key] = owners
		}
	}
	for _, k := range c.array(d.get("Kids")) {
		c.numberTree(k, seen, depth+1)
	}
}

// note puts an annotation on a page, and remembers it for the tree.
func (s *sheet) note(a ours, from int, tag string) local {
	if s.tag == nil || len(s.tag.notes) >= maxNotes {
		return s.add(a)
	}
	n := noteTag{key: s.noteKey(s.page, len(s.tag.notes)), from: from, kind: "Annot", tag: tag}
	if dict(a).get("Subtype") == name("Link") {
		n.kind = "Link"
	}
	n.num = s.add(append(a, field{"StructParent", n.key}))
	s.tag.notes = append(s.tag.notes, n)
	return n.num
}

// mark begins the stretch that holds the whole page, or on a page with tags
// what we add to it.
func mark(b []byte, number int) []byte {
	b = append(b, "/P <</MCID "...)
	return append(appendReal(b, float64(number)), ">> BDC\n"...)
}

// plantTree writes the part's branch of the tree, once its pages are there.
func (c *carrier) plantTree() {
	t := &c.tags
	if !c.book.Tagged {
		return
	}
	t.sect = c.fresh()
	for i := range t.pages {
		if t.pages[i].was != nil {
			c.branches()
			break
		}
	}
	for i := range t.pages {
		c.plantPage(i)
	}
	sect := ours{{"Type", name("StructElem")}, {"S", name("Sect")}, {"P", global(documentNum)}, {"K", t.top}}
	if c.part.Title != "" {
		sect = append(sect, field{"T", write(c.part.Title)})
	}
	c.put(t.sect, sect)
}

// plantPage puts into the tree what is not there yet of a page.
func (c *carrier) plantPage(i int) {
	p, page := &c.tags.pages[i], c.pageNumber(i)
	element := func(kind name, kids ...any) local {
		n := c.add(ours{{"Type", name("StructElem")}, {"S", kind}, {"P", c.tags.sect}, {"Pg", page}, {"K", array(kids)}})
		c.tags.top = append(c.tags.top, n)
		return n
	}
	owners := p.owners
	for k, o := range p.was {
		if owners[k] == 0 && c.dict(o) != nil {
			owners[k] = element("P", k) // no element of the source's tree held it
		}
	}
	if p.more >= 0 {
		owners = append(owners, element("P", p.more))
	}
	switch {
	case p.whole >= 0:
		c.tags.entries = append(c.tags.entries, entryOf{key: c.first + i, at: p.whole, one: element("P", p.whole)})
	case len(owners) > 0:
		c.tags.entries = append(c.tags.entries, entryOf{key: c.first + i, of: owners})
	}
	for _, n := range p.notes {
		if !n.said {
			c.said(n, element(n.kind, ours{{"Type", name("OBJR")}, {"Obj", n.num}}))
		}
	}
}

func (c *carrier) said(n noteTag, in local) {
	c.tags.entries = append(c.tags.entries, entryOf{key: n.key, at: -1, one: in})
}

// forest is the root of the book's tree: a Document of the parts' Sects.
func (p *plan) forest(b *batch, done []finished) {
	if !p.book.Tagged {
		b.put(global(treeNum), nil)
		b.put(global(documentNum), nil)
		return
	}
	var sects array
	var pages, notes []any // key, value, key, value …
	for _, f := range done {
		at := func(n local) any {
			if n == 0 {
				return nil
			}
			return global(f.base + int(n) - 1)
		}
		sects = append(sects, at(f.tags.sect))
		for _, e := range f.tags.entries {
			switch {
			case e.of != nil:
				of := make(array, 0, len(e.of))
				for _, n := range e.of {
					of = append(of, at(n))
				}
				pages = append(pages, e.key, of)
			case e.at < 0:
				notes = append(notes, e.key, at(e.one))
			default:
				pages = append(pages, e.key, last{e.at, at(e.one)})
			}
		}
	}
	b.put(global(documentNum), ours{{"Type", name("StructElem")}, {"S", name("Document")}, {"P", global(treeNum)}, {"K", sects}})
	b.put(global(treeNum), ours{{"Type", name("StructTreeRoot")}, {"K", global(documentNum)},
		{"ParentTree", numberTree(b, sortedByKey(append(pages, notes...)))}, {"ParentTreeNextKey", p.noteKey(p.total, 0)}})
}

// sortedByKey puts pairs of key and value in the order of their keys.
func sortedByKey(list []any) []any {
	pairs := make([][2]any, 0, len(list)/2)
	for i := 0; i+1 < len(list); i += 2 {
		pairs = append(pairs, [2]any{list[i], list[i+1]})
	}
	slices.SortFunc(pairs, func(a, b [2]any) int { return a[0].(int) - b[0].(int) })
	out := list[:0]
	for _, p := range pairs {
		out = append(out, p[0], p[1])
	}
	return out
}

// numberTree writes pairs of key and value as a tree of two levels (7.9.7).
func numberTree(b *batch, list []any) local {
	const leaf = 2 * 256
	var kids array
	for len(list) > 0 {
		n := min(leaf, len(list))
		kids = append(kids, b.add(ours{{"Limits", array{list[0], list[n-2]}}, {"Nums", array(list[:n])}}))
		list = list[n:]
	}
	return b.add(ours{{"Kids", kids}})
}
