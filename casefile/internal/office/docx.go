package office

import (
	"encoding/xml"
	"maps"
	"path"
	"slices"
	"strings"

	"ehccasefile/casefile/internal/limit"
	"ehccasefile/casefile/internal/prose"
)

// Docx reads a Word file of 2007 and later. Errors: ErrLocked, ErrOld, ErrDamaged, ErrLarge, ErrOther, each with what to do.
func Docx(data []byte) (prose.Document, error) {
	if isCompound(data) {
		return prose.Document{}, oldKind(data)
	}
	p, err := unpack(data)
	if err != nil {
		return prose.Document{}, err
	}
	d := &docx{pack: p, rels: map[string]relation{}, styles: map[string]*docStyle{}, lists: newLists(), stories: map[string]*story{}, marked: map[string]int{}, images: map[string][]byte{}, seenMargin: map[string]bool{}}
	if d.main = d.mainPart(); d.main == "" {
		return prose.Document{}, ErrOther
	}
	var body []prose.Block
	err = d.read(&body)
	return d.document(body, d.title(), err)
}

// oldKind says why a compound file is not read.
func oldKind(data []byte) error {
	switch Kind(data) {
	case KindLocked:
		return ErrLocked
	case KindDoc:
		return ErrOld
	}
	return ErrOther
}

// docx is a Word file being read.
type docx struct {
	tally
	pack       *pack
	main       string
	rels       map[string]relation // of the part being read
	styles     map[string]*docStyle
	normal     string // the id of the style of a paragraph that names none
	lists      *lists
	stories    map[string]*story // footnotes, endnotes and comments, by "footnote 3"
	order      []*story          // in the order of their marks
	marked     map[string]int    // how many of a kind have one
	fields     []field           // that are open, the innermost last
	margin     bool              // a header or footer is being read
	images     map[string][]byte
	seenMargin map[string]bool // the parts of headers and footers that sections name
	tops       []string        // of them the headers, in order
	feet       []string
}

type relation struct {
	kind, target string
	outside      bool
}

func (d *docx) mainPart() string {
	for _, r := range d.relations("", "_rels/.rels") {
		if strings.HasSuffix(r.kind, "/officeDocument") && d.pack.has(r.target) {
			return r.target
		}
	}
	if d.pack.has("word/document.xml") {
		return "word/document.xml"
	}
	return ""
}

// relations reads what a part names beside it. A part without relations has none.
func (d *docx) relations(part, name string) map[string]relation {
	out := map[string]relation{}
	_ = d.part(name, func(x *tree) error {
		return x.each(func(xml.StartElement) error {
			return x.each(func(e xml.StartElement) error {
				r := relation{kind: attr(e, "Type"), target: attr(e, "Target"), outside: attr(e, "TargetMode") == "External"}
				if !r.outside {
					r.target = target(part, r.target)
				}
				if len(out) < limit.ZipEntries {
					out[attr(e, "Id")] = r
				}
				return nil
			})
		})
	})
	return out
}

// relate makes a part's relations the present ones.
func (d *docx) relate(part string) {
	d.rels = d.relations(part, path.Join(path.Dir(part), "_rels", path.Base(part)+".rels"))
}

// part walks a part; one that is missing is empty.
func (d *docx) part(name string, f func(x *tree) error) error {
	r, err := d.pack.open(name)
	if r == nil || err != nil {
		return err
	}
	defer r.Close()
	return f(newTree(r, &d.deep))
}

// named gives the target of the first relation of a kind ("/styles").
func (d *docx) named(kind string) string {
	best := ""
	for _, r := range d.rels {
		if strings.HasSuffix(r.kind, kind) && !r.outside && (best == "" || r.target < best) {
			best = r.target
		}
	}
	return best
}

// read reads the parts in the order they need one another. A damaged part beside the words is said and left out.
func (d *docx) read(body *[]prose.Block) error {
	d.relate(d.main)
	d.aside(d.part(d.named("/styles"), d.readStyles))
	d.aside(d.part(d.named("/numbering"), d.readNumbering))
	for _, kind := range []string{"footnote", "endnote", "comment"} {
		d.relate(d.main)
		if part := d.named("/" + kind + "s"); part != "" {
			d.relate(part)
			d.aside(d.part(part, func(x *tree) error { return d.readStories(x, kind) }))
			d.fields = nil
		}
	}
	d.relate(d.main)
	if d.pack.has(path.Join(path.Dir(d.main), "vbaProject.bin")) || d.named("/vbaProject") != "" {
		d.hold("The file holds macros (small programs). They were not run.")
	}
	err := d.part(d.main, func(x *tree) error {
		return x.each(func(xml.StartElement) error {
			return x.each(func(e xml.StartElement) error {
				if e.Name.Local == "body" {
					return d.content(x, mode{}, body)
				}
				return nil
			})
		})
	})
	d.fields = nil
	d.readMargins()
	d.endnotes()
	d.drawings()
	return err
}

// drawings keeps the words of drawings and charts, which lie in parts of their own and are not shown.
func (d *docx) drawings() {
	for _, name := range slices.Sorted(maps.Keys(d.pack.parts)) {
		if dir := path.Base(path.Dir(name)); (dir == "diagrams" || dir == "charts" || dir == "drawings") && strings.HasSuffix(name, ".xml") {
			d.aside(d.part(name, func(x *tree) error {
				words, err := x.words()
				d.keep("\n" + words + "\n")
				return err
			}))
		}
	}
}

// aside notes that a part beside the words could not be read.
func (d *docx) aside(err error) {
	if err != nil {
		d.note("A part of the file is damaged: some numbers, notes or headings may be missing.")
	}
}

func (d *docx) title() string {
	title := ""
	_ = d.part("docProps/core.xml", func(x *tree) error {
		return x.each(func(xml.StartElement) error {
			return x.each(func(e xml.StartElement) (err error) {
				if e.Name.Local == "title" {
					title, err = x.words()
				}
				return err
			})
		})
	})
	return title
}

// content reads what may stand in a body, a cell, a text box or a note: paragraphs and tables, and what wraps them.
func (d *docx) content(x *tree, m mode, out *[]prose.Block) error {
	chosen := false
	return x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "p":
			return d.paragraph(x, m, out)
		case "tbl":
			return d.table(x, m, out)
		case "sectPr":
			return d.section(x)
		case "altChunk":
			d.note("A part of the document is another file inside it and is not shown.")
			return nil
		case "Choice", "Fallback":
			if chosen {
				return nil
			}
			before := d.seen
			err := d.content(x, m, out)
			chosen = d.seen > before
			return err
		case "sdtPr":
			return nil
		}
		return d.content(x, d.tracked(e, m), out)
	})
}

// mode is what surrounds words: a tracked change, a link.
type mode struct {
	in, gone    bool
	link        string
	placeholder bool
}

// tracked gives the mode inside an element.
func (d *docx) tracked(e xml.StartElement, m mode) mode {
	switch e.Name.Local {
	case "ins", "moveTo", "cellIns":
		m.in, d.changes = true, true
	case "del", "moveFrom", "cellDel":
		m.gone, d.changes = true, true
	}
	return m
}

// table reads a table. Cells that a merged one covers stay empty.
func (d *docx) table(x *tree, m mode, out *[]prose.Block) error {
	if err := d.count(); err != nil {
		return err
	}
	t := prose.Block{Kind: prose.Table}
	err := d.rows(x, m, &t.Rows)
	if len(t.Rows) > 0 {
		*out = append(*out, t)
	}
	return err
}

func (d *docx) rows(x *tree, m mode, out *[]prose.Row) error {
	return x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "tr":
			return d.row(x, m, out)
		case "tblPr", "tblGrid", "sdtPr":
			return nil
		}
		return d.rows(x, d.tracked(e, m), out)
	})
}

func (d *docx) row(x *tree, m mode, out *[]prose.Row) error {
	if err := d.count(); err != nil {
		return err
	}
	var row prose.Row
	after := 0
	err := d.cells(x, m, &row, &after)
	if after > 0 {
		row.Cells = append(row.Cells, prose.Cell{Across: after})
	}
	if len(row.Cells) > 0 {
		*out = append(*out, row)
	}
	return err
}

// cells reads the cells of a row, through whatever wraps them.
func (d *docx) cells(x *tree, m mode, row *prose.Row, after *int) error {
	return x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "tc":
			return d.cell(x, m, row)
		case "trPr":
			return x.each(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "tblHeader":
					row.Head = on(e)
				case "gridBefore":
					row.Cells = append(row.Cells, prose.Cell{Across: whole(attr(e, "val"), 1, 63, 1)})
				case "gridAfter":
					*after = whole(attr(e, "val"), 1, 63, 1)
				}
				m = d.tracked(e, m)
				return nil
			})
		case "sdtPr", "tblPrEx":
			return nil
		}
		return d.cells(x, d.tracked(e, m), row, after)
	})
}

func (d *docx) cell(x *tree, m mode, row *prose.Row) error {
	if err := d.count(); err != nil {
		return err
	}
	c := prose.Cell{Across: 1}
	covered, beside := false, false
	chosen := func(e xml.StartElement) error {
		switch e.Name.Local {
		case "gridSpan":
			c.Across = whole(attr(e, "val"), 1, 63, 1)
		case "vMerge":
			covered = attr(e, "val") != "restart"
		case "hMerge":
			beside = attr(e, "val") != "restart"
		}
		m = d.tracked(e, m)
		return nil
	}
	var blocks []prose.Block
	err := x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "tcPr":
			return x.each(chosen)
		case "p":
			return d.paragraph(x, m, &blocks)
		case "tbl":
			return d.table(x, m, &blocks)
		}
		return d.content(x, d.tracked(e, m), &blocks)
	})
	if n := len(row.Cells); beside && n > 0 {
		row.Cells[n-1].Across += c.Across
		return err
	}
	if !covered || strings.TrimSpace(prose.Words(blocks)) != "" {
		c.Blocks = blocks
	}
	row.Cells = append(row.Cells, c)
	return err
}

// on tells whether a property that needs no value is on.
func on(e xml.StartElement) bool {
	switch attr(e, "val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}
