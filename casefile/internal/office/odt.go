package office

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"io"
	"strings"

	"ehccasefile/casefile/internal/limit"
	"ehccasefile/casefile/internal/prose"
)

// Odt reads an OpenDocument text, its template, or the flat form of one piece of XML. Errors: ErrLocked, ErrDamaged,
// ErrLarge, ErrOther, each with what to do.
func Odt(data []byte) (prose.Document, error) {
	o := &odt{paras: map[string]*odtStyle{}, lists: map[string]*odtList{}, changed: map[string]odtChange{}, images: map[string][]byte{}}
	o.ids = map[string]*odtCount{}
	var body []prose.Block
	if flat(data) {
		err := o.walk(bytes.NewReader(data), &body)
		return o.document(body, o.title, err)
	}
	p, err := unpack(data)
	if err != nil {
		return prose.Document{}, err
	}
	o.pack = p
	manifest, err := p.bytes("META-INF/manifest.xml", limit.OfficePart)
	if err == ErrLarge {
		return prose.Document{}, err
	}
	if bytes.Contains(manifest, []byte("encryption-data")) || p.has("encrypted-package") {
		return prose.Document{}, ErrLocked
	}
	if !p.has("content.xml") {
		return prose.Document{}, ErrOther
	}
	err = o.parts(&body)
	return o.document(body, o.title, err)
}

// parts reads what lies beside the words, then the words.
func (o *odt) parts(body *[]prose.Block) error {
	for _, name := range []string{"meta.xml", "styles.xml"} {
		if err := o.part(name, nil); err != nil {
			o.note("A part of the file is damaged: some numbers, notes or headings may be missing.")
		}
	}
	return o.part("content.xml", body)
}

func (o *odt) part(name string, body *[]prose.Block) error {
	r, err := o.pack.open(name)
	if r == nil || err != nil {
		return err
	}
	defer r.Close()
	return o.walk(r, body)
}

// odt is an OpenDocument text being read.
type odt struct {
	tally
	pack    *pack
	title   string
	paras   map[string]*odtStyle // by family and name: "paragraph P1"
	lists   map[string]*odtList
	outline odtList // of numbered headings
	ids     map[string]*odtCount
	heads   odtCount
	changed map[string]odtChange // tracked changes by id
	open    []string             // insertions that are open, by id
	said    map[string]bool
	images  map[string][]byte
	foots   []prose.Block
	endings []prose.Block
	remarks []prose.Block
	marks   [3]int // footnotes, endnotes and comments so far
	margin  bool
}

type odtChange struct {
	kind string // insertion or deletion
	gone []prose.Block
}

// walk reads one XML file of a document, or a whole flat one.
func (o *odt) walk(r io.Reader, body *[]prose.Block) error {
	x := newTree(r, &o.deep)
	err := x.each(func(xml.StartElement) error {
		return x.each(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "meta":
				return o.meta(x)
			case "styles", "automatic-styles":
				return o.styles(x)
			case "master-styles":
				return o.masters(x)
			case "body":
				if body == nil {
					return nil
				}
				return x.each(func(xml.StartElement) error { return o.content(x, odtMode{}, body) })
			}
			return nil
		})
	})
	if body != nil {
		o.ends = []end{{"Footnotes", o.foots}, {"Endnotes", o.endings}, {"Comments", o.remarks}}
		if len(o.remarks) > 0 {
			o.note("The file holds comments. They are listed at its end.")
		}
	}
	return err
}

func (o *odt) meta(x *tree) error {
	return x.each(func(e xml.StartElement) (err error) {
		if e.Name.Local == "title" {
			o.title, err = x.words()
		}
		return err
	})
}

// masters reads the headers and footers of the pages' masters, each different one once.
func (o *odt) masters(x *tree) error {
	o.margin, o.said = true, map[string]bool{}
	defer func() { o.margin = false }()
	return x.each(func(xml.StartElement) error {
		return x.each(func(e xml.StartElement) error {
			out := &o.headers
			switch {
			case strings.HasPrefix(e.Name.Local, "footer"):
				out = &o.footers
			case !strings.HasPrefix(e.Name.Local, "header"):
				return nil
			}
			var blocks []prose.Block
			err := o.content(x, odtMode{}, &blocks)
			blocks = trimmed(blocks)
			if words := prose.Words(blocks); len(blocks) > 0 && !o.said[words] {
				o.said[words] = true
				*out = append(*out, blocks...)
			}
			return err
		})
	})
}

// odtMode is what surrounds words.
type odtMode struct {
	look  docLook
	link  string
	gone  bool      // inside a deletion
	list  *odtCount // the list it is in
	level int       // of that list, from 1
}

// content reads what may stand in a body, a cell, a text box or a note.
func (o *odt) content(x *tree, m odtMode, out *[]prose.Block) error {
	return x.each(func(e xml.StartElement) error { return o.element(x, e, m, out) })
}

// element reads one thing of a body.
func (o *odt) element(x *tree, e xml.StartElement, m odtMode, out *[]prose.Block) error {
	switch e.Name.Local {
	case "p", "h":
		return o.paragraph(x, e, m, out)
	case "list":
		return o.list(x, e, m, out)
	case "table":
		return o.table(x, m, out)
	case "tracked-changes":
		return o.changes(x)
	case "change-start", "change-end", "change":
		return o.change(e, m, out)
	case "sequence-decls", "variable-decls", "user-field-decls", "forms", "dde-connection-decls", "index-source",
		"table-of-content-source", "alphabetical-index-source", "bibliography-source", "event-listeners":
		return nil
	case "frame", "custom-shape", "rect", "g", "line", "ellipse", "circle", "polygon", "polyline", "path", "caption", "connector", "measure", "a":
		p := &odtPara{passage: passage{t: &o.tally, out: out}, o: o}
		err := p.inline(x, e, m)
		if done := p.emitAfter(); err == nil {
			err = done
		}
		return err
	case "section":
		if attr(e, "display") == "none" {
			var gone []prose.Block
			err := o.content(x, m, &gone)
			o.hide("\n" + prose.Words(gone) + "\n")
			return err
		}
	}
	return o.content(x, m, out)
}

// change opens or ends an insertion, or shows what was deleted here.
func (o *odt) change(e xml.StartElement, _ odtMode, out *[]prose.Block) error {
	id := attr(e, "change-id")
	c, known := o.changed[id]
	switch {
	case !known:
	case e.Name.Local == "change-start" && c.kind == "insertion":
		if len(o.open) < limit.Depth {
			o.open = append(o.open, id)
		}
	case e.Name.Local == "change-end":
		for i, open := range o.open {
			if open == id {
				o.open = append(o.open[:i], o.open[i+1:]...)
				break
			}
		}
	case e.Name.Local == "change" && c.kind == "deletion":
		for _, b := range c.gone {
			if err := o.put(out, b); err != nil {
				return err
			}
		}
	}
	return nil
}

// changes reads the list of tracked changes, with the words that were deleted.
func (o *odt) changes(x *tree) error {
	return x.each(func(e xml.StartElement) error {
		id := attr(e, "id")
		return x.each(func(e xml.StartElement) error {
			c := odtChange{kind: e.Name.Local}
			err := x.each(func(e xml.StartElement) error {
				if e.Name.Local == "change-info" {
					return nil
				}
				return o.element(x, e, odtMode{gone: true}, &c.gone)
			})
			if c.kind == "insertion" || c.kind == "deletion" {
				o.tally.changes = true
				o.changed[id] = c
			}
			return err
		})
	})
}

// table reads a table. Cells that a merged one covers stay empty, or belong to the one at their left.
func (o *odt) table(x *tree, m odtMode, out *[]prose.Block) error {
	if err := o.count(); err != nil {
		return err
	}
	t := prose.Block{Kind: prose.Table}
	err := o.rows(x, m, false, &t.Rows)
	if len(t.Rows) > 0 {
		*out = append(*out, t)
	}
	return err
}

func (o *odt) rows(x *tree, m odtMode, heads bool, out *[]prose.Row) error {
	m.list, m.level = nil, 0
	return x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "table-row":
			if err := o.count(); err != nil {
				return err
			}
			row := prose.Row{Head: heads}
			err := o.cells(x, m, &row)
			if len(row.Cells) > 0 {
				*out = append(*out, row)
			}
			return err
		case "table-header-rows":
			return o.rows(x, m, true, out)
		case "table-rows", "table-row-group":
			return o.rows(x, m, heads, out)
		}
		return nil
	})
}

func (o *odt) cells(x *tree, m odtMode, row *prose.Row) error {
	beside := 0
	return x.each(func(e xml.StartElement) error {
		if err := o.count(); err != nil {
			return err
		}
		again := whole(attr(e, "number-columns-repeated"), 1, 40, 1)
		switch e.Name.Local {
		case "table-cell":
			c := prose.Cell{Across: whole(attr(e, "number-columns-spanned"), 1, 63, 1)}
			err := o.content(x, m, &c.Blocks)
			row.Cells = append(row.Cells, c)
			if !small(c.Blocks) { // a copy of copies would grow without end
				c.Blocks = nil
			}
			for range again - 1 {
				row.Cells = append(row.Cells, c)
			}
			beside = c.Across - 1
			return err
		case "covered-table-cell":
			again -= min(again, beside)
			beside = max(0, beside-1)
			for range again {
				row.Cells = append(row.Cells, prose.Cell{Across: 1})
			}
		}
		return nil
	})
}

// small tells whether a cell holds so little that it may be repeated.
func small(blocks []prose.Block) bool {
	for _, b := range blocks {
		if b.Kind == prose.Table || b.Kind == prose.Picture {
			return false
		}
	}
	return len(blocks) < 4 && len(prose.Words(blocks)) < 200
}

// inlineImage reads a picture that a flat file holds in base64.
func inlineImage(x *tree) ([]byte, error) {
	text, err := x.words()
	if err != nil {
		return nil, err
	}
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		return nil, nil
	}
	return data, nil
}
