package office

import (
	"maps"
	"sort"
	"strings"

	"ehccasefile/casefile/internal/prose"
)

// rtfWords are control words of form, with their number (1 where none is given).
var rtfWords map[string]func(r *rtf, n int)

// rtfDests are control words that say what their group is for.
var rtfDests map[string]func(r *rtf)

// rtfTables are control words that matter in any group.
var rtfTables map[string]func(r *rtf, n int, given bool)

func flag(get func(l *docLook) *int8) func(r *rtf, n int) {
	return func(r *rtf, n int) { *get(&r.state.look) = set(n != 0) }
}

func write(text string) func(r *rtf, n int) { return func(r *rtf, _ int) { r.say(text) } }

// The tables are made here: their functions and the reader name each other.
func init() {
	rtfWords, rtfTables, rtfDests = lookWords(), groupWords(), rtfGroups()
	maps.Copy(rtfWords, shapeWords())
}

// lookWords say how letters look.
func lookWords() map[string]func(r *rtf, n int) {
	words := map[string]func(r *rtf, n int){
		"b":          flag(func(l *docLook) *int8 { return &l.bold }),
		"i":          flag(func(l *docLook) *int8 { return &l.italic }),
		"ul":         flag(func(l *docLook) *int8 { return &l.under }),
		"strike":     flag(func(l *docLook) *int8 { return &l.strike }),
		"striked":    flag(func(l *docLook) *int8 { return &l.strike }),
		"super":      flag(func(l *docLook) *int8 { return &l.raised }),
		"v":          flag(func(l *docLook) *int8 { return &l.hidden }),
		"ulnone":     func(r *rtf, _ int) { r.state.look.under = -1 },
		"sub":        func(r *rtf, _ int) { r.state.look.raised = -1 },
		"nosupersub": func(r *rtf, _ int) { r.state.look.raised = -1 },
		"up":         func(r *rtf, n int) { r.state.look.raised = set(n > 0) },
		"plain": func(r *rtf, _ int) {
			r.state.look, r.state.font, r.state.in, r.state.gone = docLook{}, r.plain, false, false
		},
		"f":       func(r *rtf, n int) { r.state.font = n },
		"revised": func(r *rtf, n int) { r.state.in = n != 0; r.changes = r.changes || n != 0 },
		"deleted": func(r *rtf, n int) { r.state.gone = n != 0; r.changes = r.changes || n != 0 },
	}
	for _, kind := range []string{"uld", "uldash", "uldashd", "uldashdd", "uldb", "ulth", "ulw", "ulwave", "ulhwave", "ulldash", "ululdbwave"} {
		words[kind] = words["ul"]
	}
	return words
}

// shapeWords are letters by name, and say what paragraphs, pages and tables are.
func shapeWords() map[string]func(r *rtf, n int) {
	return map[string]func(r *rtf, n int){
		"par":  func(r *rtf, _ int) { r.end(false) },
		"sect": func(r *rtf, _ int) { r.turn() },
		"page": func(r *rtf, _ int) { r.turn() },
		"line": write("\n"), "lbr": write("\n"), "tab": write("\t"),
		"emdash": write("—"), "endash": write("–"), "lquote": write("‘"), "rquote": write("’"), "ldblquote": write("“"),
		"rdblquote": write("”"), "bullet": write("•"), "enspace": write(" "), "emspace": write(" "), "qmspace": write(" "),
		"chpgn":        func(r *rtf, _ int) { r.state.flow.numbered = r.state.flow != r.main },
		"pard":         func(r *rtf, _ int) { r.state.props, r.state.itap, r.state.style = paraProps{}, 0, 0 },
		"s":            func(r *rtf, n int) { r.state.style = n },
		"outlinelevel": func(r *rtf, n int) { r.state.props.outline = min(max(n, 0), 9) + 1 },
		"ilvl":         func(r *rtf, n int) { r.state.props.level, r.state.props.hasLevel = min(max(n, 0), 8), true },
		"intbl":        func(r *rtf, _ int) { r.state.itap = max(r.state.itap, 1) },
		"itap":         func(r *rtf, n int) { r.state.itap = min(max(n, 0), 20) },
		"pagebb": func(r *rtf, n int) {
			if n != 0 {
				r.turn()
			}
		},
		"cell":     func(r *rtf, _ int) { r.cell(1) },
		"nestcell": func(r *rtf, _ int) { r.cell(max(r.state.itap, 2)) },
		"row":      func(r *rtf, _ int) { r.endRow(1) },
		"nestrow":  func(r *rtf, _ int) { r.endRow(max(r.state.itap, 2)) },
		"trowd":    func(r *rtf, _ int) { r.row = rtfRow{} },
		"trhdr":    func(r *rtf, _ int) { r.row.head = true },
		"clmrg":    func(r *rtf, _ int) { r.row.next.beside = true },
		"clvmrg":   func(r *rtf, _ int) { r.row.next.under = true },
		"cellx":    func(r *rtf, n int) { r.row.edge(n) },
	}
}

// groupWords matter in any group.
func groupWords() map[string]func(r *rtf, n int, given bool) {
	return map[string]func(r *rtf, n int, given bool){
		"uc": func(r *rtf, n int, given bool) {
			if given {
				r.state.skip = min(max(n, 0), 100)
			}
		},
		"ansicpg": func(r *rtf, n int, _ bool) { r.page = n },
		"mac":     func(r *rtf, _ int, _ bool) { r.page = 10000 },
		"pc":      func(r *rtf, _ int, _ bool) { r.page = 437 },
		"pca":     func(r *rtf, _ int, _ bool) { r.page = 850 },
		"deff":    func(r *rtf, n int, _ bool) { r.plain, r.state.font = n, n },
		"f": func(r *rtf, n int, _ bool) {
			if r.state.dest == destFonts {
				r.font(n)
			}
		},
		"fcharset": func(r *rtf, n int, _ bool) {
			if r.state.dest == destFonts {
				f := r.fonts[r.state.font]
				f.page, f.coded = charsets[n], charsets[n] != 0
				if n == 2 {
					f.symbol = "symbol"
				}
				r.fonts[r.state.font] = f
			}
		},
		"pngblip":  func(r *rtf, _ int, _ bool) { r.blip("png") },
		"jpegblip": func(r *rtf, _ int, _ bool) { r.blip("jpeg") },
		"ffres":    func(r *rtf, n int, _ bool) { r.ticked(n, true) },
		"ffdefres": func(r *rtf, n int, _ bool) { r.ticked(n, false) },
		"fftype": func(r *rtf, n int, _ bool) {
			if r.state.form != nil {
				r.state.form.box = n == 1
			}
		},
	}
}

// rtfRow is a row as its properties describe it.
type rtfRow struct {
	head  bool
	next  rtfCell
	cells []rtfCell
}

type rtfCell struct {
	right         int
	beside, under bool
}

// edge ends the description of a cell.
func (row *rtfRow) edge(right int) {
	if len(row.cells) < 200 {
		row.next.right = right
		row.cells = append(row.cells, row.next)
	}
	row.next = rtfCell{}
}

// turn begins a new page, or a paragraph where a page cannot break.
func (r *rtf) turn() {
	r.end(true)
	if f := r.state.flow; f == r.main && r.state.itap == 0 && r.state.dest == destWords {
		_ = r.put(&f.reach(0).cell, prose.Block{Kind: prose.Break})
	}
}

// cell ends a cell of the table at a depth.
func (r *rtf) cell(depth int) {
	r.state.itap = max(r.state.itap, depth)
	if depth == 1 {
		r.state.itap = 1
	}
	r.end(true)
	l := r.state.flow.reach(depth)
	_ = r.count()
	l.cells = append(l.cells, prose.Cell{Across: 1, Blocks: l.cell})
	l.cell = nil
}

// endRow ends a row of the table at a depth.
func (r *rtf) endRow(depth int) {
	if r.state.flow == nil || len(r.state.flow.levels)-1 < depth {
		return
	}
	l := r.state.flow.reach(depth)
	if len(l.cells) == 0 {
		return
	}
	_ = r.count()
	row := prose.Row{Head: r.row.head}
	var edges []int
	for i, c := range l.cells {
		var is rtfCell
		if i < len(r.row.cells) {
			is = r.row.cells[i]
		}
		if n := len(row.Cells); is.beside && n > 0 {
			row.Cells[n-1].Blocks = append(row.Cells[n-1].Blocks, c.Blocks...)
			edges[n-1] = is.right
			continue
		}
		row.Cells, edges = append(row.Cells, c), append(edges, is.right)
	}
	l.cells, l.cell = nil, nil
	l.rows, l.edges = append(l.rows, row), append(l.edges, edges)
}

// spans gives each cell as many columns as its right edge asks for. Edges less than 4 points apart are one.
func spans(l *rtfLevel) {
	var all []int
	for _, edges := range l.edges {
		all = append(all, edges...)
	}
	sort.Ints(all)
	var columns []int
	for _, e := range all {
		if e > 0 && (len(columns) == 0 || e-columns[len(columns)-1] > 80) {
			columns = append(columns, e)
		}
	}
	if len(columns) > 30 {
		return
	}
	for i, row := range l.rows {
		before := 0
		for j := range row.Cells {
			if j >= len(l.edges[i]) || l.edges[i][j] <= 0 {
				break
			}
			at := sort.SearchInts(columns, l.edges[i][j]+1)
			row.Cells[j].Across = max(1, at-before)
			before = max(before+1, at)
		}
	}
}

// font begins the description of a font.
func (r *rtf) font(n int) {
	r.state.font = n
	if len(r.fonts) < 5000 {
		r.fonts[n] = rtfFont{}
	}
	r.state.name = &strings.Builder{}
	name := r.state.name
	r.state.close = func() {
		f := r.fonts[n]
		if s := pictureFont(strings.TrimSuffix(strings.TrimSpace(name.String()), ";")); s != "" {
			f.symbol = s
		}
		r.fonts[n] = f
	}
}

func (r *rtf) blip(kind string) {
	if r.state.picture != nil {
		r.state.picture.kind = kind
	}
}

// ticked takes what a form says of its box: its answer, or what it is where there is none.
func (r *rtf) ticked(n int, answer bool) {
	if f := r.state.form; f != nil && n < 2 && (answer || f.ticked < 0) {
		f.ticked = n
	}
}
