package pdf

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"time"
)

// frame is what holds the parts together: page tree, bookmarks, labels and
// what the file says of itself.
func (p *plan) frame(done []finished, base int) *batch {
	b := &batch{}
	b.roomy()
	p.tree(b)
	b.putStream(saveState, nil, []byte("q\n"))
	b.putStream(markState, nil, append(mark(nil, 0), "q\n"...))
	b.putStream(restoreState, nil, []byte(restoring))
	b.putStream(unmarkState, nil, []byte(restoring+unmarking))
	b.putStream(endNumber, nil, []byte("] TJ ET Q\nEMC\n"))
	p.forest(b, done)
	title := strings.TrimSpace(p.book.Title)
	info := dict{{"Title", write(title)}}
	if t := p.book.Created; !t.IsZero() {
		stamp := spell([]byte(t.UTC().Format("D:20060102150405Z")))
		info = append(info, field{"CreationDate", stamp}, field{"ModDate", stamp})
	}
	b.put(global(infoNum), info)
	b.putStream(global(wordsNum), dict{{"Type", name("Metadata")}, {"Subtype", name("XML")}}, p.words(title))
	b.put(global(catalogNum), p.root(b, done))
	return b
}

func (p *plan) root(b *batch, done []finished) dict {
	cat := dict{{"Type", name("Catalog")}, {"Pages", global(firstNode)}, {"Metadata", global(wordsNum)},
		{"PageMode", name("UseOutlines")}, {"PageLabels", dict{{"Nums", p.labels()}}},
		{"ViewerPreferences", dict{{"DisplayDocTitle", true}}},
		{"OpenAction", array{p.pageNum(0), name("XYZ"), nil, nil, 1}}}
	if p.book.Tagged {
		cat = append(cat, field{"StructTreeRoot", global(treeNum)}, field{"MarkInfo", dict{{"Marked", true}}})
	}
	if p.book.Lang != "" {
		cat = append(cat, field{"Lang", write(p.book.Lang)})
	}
	if marks := p.marks(p.book.Outline, done); len(marks) > 0 {
		cat = append(cat, field{"Outlines", outline(b, marks)})
	} else {
		cat = cat.with("PageMode", name("UseNone"))
	}
	var all, off array
	for _, f := range done {
		all = append(all, numbered(f.layers.all, f.base)...)
		off = append(off, numbered(f.layers.off, f.base)...)
	}
	if len(all) > 0 {
		config := dict{{"Order", array{}}}
		if len(off) > 0 {
			config = append(config, field{"OFF", off})
		}
		cat = append(cat, field{"OCProperties", dict{{"OCGs", all}, {"D", config}}})
	}
	return cat
}

// tree writes the nodes above the pages, of at most fan kids each (7.7.3.2).
func (p *plan) tree(b *batch) {
	number := func(level, i int) global {
		if level < 0 {
			return p.pageNum(i)
		}
		return global(firstNode + p.below(level) + i)
	}
	kids, span := p.total, 1
	for level, n := range p.nodes {
		for i := range n {
			var list array
			for k := i * fan; k < min(kids, (i+1)*fan); k++ {
				list = append(list, number(level-1, k))
			}
			node := dict{{"Type", name("Pages")}, {"Kids", list}, {"Count", min(p.total-i*span*fan, span*fan)}}
			if level+1 < len(p.nodes) {
				node = append(node, field{"Parent", number(level+1, i/fan)})
			}
			b.put(number(level, i), node)
		}
		kids, span = n, span*fan
	}
}

// marks joins our bookmarks with those of the sources below them.
func (p *plan) marks(list []Mark, done []finished) []bookmark {
	var out []bookmark
	for _, m := range list {
		k := bookmark{title: m.Title, dest: p.top(m.Page), kids: p.marks(m.Kids, done), open: true}
		if m.Part >= 0 && p.book.Parts[m.Part].Keep {
			if len(k.kids) == 0 {
				k.open = false // a source's own are there for who looks for them
			}
			k.kids = append(k.kids, done[m.Part].marks...)
		}
		out = append(out, k)
	}
	return out
}

// outline writes the bookmarks (12.3.3) and gives the number of their root.
func outline(b *batch, marks []bookmark) local {
	root := b.fresh()
	first, last, shown := siblings(b, marks, root)
	b.put(root, dict{{"Type", name("Outlines")}, {"First", first}, {"Last", last}, {"Count", shown}})
	return root
}

// siblings writes one level of bookmarks and says how many show when its
// parent is open.
func siblings(b *batch, list []bookmark, parent local) (first, last local, shown int) {
	nums := make([]local, len(list))
	for i := range list {
		nums[i] = b.fresh()
	}
	for i, m := range list {
		d := dict{{"Title", write(m.title)}, {"Parent", parent}, {"Dest", m.dest}}
		if i > 0 {
			d = append(d, field{"Prev", nums[i-1]})
		}
		if i+1 < len(list) {
			d = append(d, field{"Next", nums[i+1]})
		}
		shown++
		if len(m.kids) > 0 {
			from, to, below := siblings(b, m.kids, nums[i])
			d = append(d, field{"First", from}, field{"Last", to})
			if m.open {
				shown += below
				d = append(d, field{"Count", below})
			} else {
				d = append(d, field{"Count", -below})
			}
		}
		b.put(nums[i], d)
	}
	return nums[0], nums[len(nums)-1], shown
}

// labels is the number tree of page labels (12.4.2), which must begin at the first page.
func (p *plan) labels() array {
	list := slices.Clone(p.book.Labels)
	slices.SortStableFunc(list, func(a, b Label) int { return a.From - b.From })
	if len(list) == 0 || list[0].From > 0 {
		list = append([]Label{{Style: "D"}}, list...)
	}
	var out array
	for i, l := range list {
		if i+1 < len(list) && list[i+1].From == l.From {
			continue // the later one counts
		}
		var d dict
		if l.Style != "" {
			d = append(d, field{"S", name(l.Style)})
		}
		if l.Prefix != "" {
			d = append(d, field{"P", write(l.Prefix)})
		}
		if l.Start > 1 {
			d = append(d, field{"St", l.Start})
		}
		out = append(out, l.From, d)
	}
	return out
}

// words is the XMP packet: a title, a language, and a date if there is one.
func (p *plan) words(title string) []byte {
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">` +
		`<dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">`)
	xml.EscapeText(&b, []byte(clean(title))) // a strings.Builder takes everything
	b.WriteString(`</rdf:li></rdf:Alt></dc:title>`)
	if p.book.Lang != "" {
		b.WriteString(`<dc:language><rdf:Bag><rdf:li>`)
		xml.EscapeText(&b, []byte(p.book.Lang))
		b.WriteString(`</rdf:li></rdf:Bag></dc:language>`)
	}
	if t := p.book.Created; !t.IsZero() {
		stamp := t.UTC().Format(time.RFC3339)
		fmt.Fprintf(&b, `<xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%s</xmp:ModifyDate>`, stamp, stamp)
	}
	b.WriteString("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return []byte(b.String())
}
