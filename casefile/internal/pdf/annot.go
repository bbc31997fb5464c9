package pdf

// Annotations (12.5) pass by kind and key. Links within the file and to the web
// stay links; remarks, marks and stamps stay what they are; form fields become
// print; what starts, sends, plays or carries a file stays behind.

type fate int

const (
	dropped fate = iota
	remark
	link
	formField // a form field
)

var remarks = keys("Text", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight",
	"Underline", "Squiggly", "StrikeOut", "Stamp", "Caret", "Ink", "Watermark")

var remarkKeys = keys("Type", "Subtype", "Rect", "Contents", "F", "AS", "Border", "BS", "BE", "C", "IC", "CA",
	"ca", "QuadPoints", "Vertices", "InkList", "L", "LE", "LL", "LLE", "LLO", "CL", "RD", "DA", "Q", "IT",
	"Cap", "CO", "CP", "Sy", "OC", "BM", "Lang")

// frameKeys is how the frame of a link shows, which by default it does.
var frameKeys = keys("F", "Border", "BS", "C", "H")

// Flags of 12.5.3.
const (
	flagHidden = 1 << 1
	flagPrint  = 1 << 2
	flagNoView = 1 << 5
)

// fateOf says what becomes of an annotation, and what is lost by it.
func (r *reader) fateOf(d dict) (fate, loss) {
	flags, _ := integer(r.value(d.get("F")))
	unseen := flags&(flagHidden|flagNoView) != 0
	switch kind := r.name(d.get("Subtype")); kind {
	case "Link":
		return r.fateOfLink(d)
	case "Widget":
		return r.fateOfField(d, unseen)
	case "FileAttachment":
		return dropped, lostFiles
	case "Movie", "Sound", "Screen", "RichMedia", "3D":
		return dropped, lostMedia
	case "Redact":
		return dropped, unredacted
	default:
		if unseen || !remarks[kind] || d.get("StateModel") != nil {
			return dropped, nothingLost
		}
		return remark, nothingLost
	}
}

func (r *reader) fateOfLink(d dict) (fate, loss) {
	a := r.dict(d.get("A"))
	switch r.name(a.get("S")) {
	case "GoTo":
		return link, nothingLost
	case "URI":
		if uri, ok := r.value(a.get("URI")).(text); ok && safeLink(string(uri.bytes())) {
			return link, nothingLost
		}
		return dropped, lostLinks
	case "":
		if d.get("Dest") != nil {
			return link, nothingLost
		}
		return dropped, nothingLost
	case "JavaScript":
		return dropped, lostScripts
	}
	return dropped, lostLinks
}

func (r *reader) fateOfField(d dict, unseen bool) (fate, loss) {
	kind, val := r.inherited(d, "FT"), r.inherited(d, "V")
	switch {
	case kind == name("Sig") && r.dict(val) != nil:
		return formField, lostSignature
	case unseen:
		return dropped, nothingLost
	case r.appearance(d) == nil && (kind == name("Tx") || kind == name("Ch")) && filledIn(val):
		return dropped, emptyFields
	case r.appearance(d) == nil:
		return dropped, nothingLost
	}
	return formField, flattened
}

func filledIn(val any) bool {
	if list, ok := val.(array); ok && len(list) > 0 {
		return true
	}
	t, ok := val.(text)
	return ok && t.words() != ""
}

// inherited reads a key that a field may have from the fields above it (12.7.3.1).
func (r *reader) inherited(d dict, key name) any {
	for range 32 {
		if v := r.value(d.get(key)); v != nil {
			return v
		}
		if d = r.dict(d.get("Parent")); d == nil {
			break
		}
	}
	return nil
}

// appearance gives the stream that shows an annotation in its present state
// (12.5.5), nil without one.
func (r *reader) appearance(d dict) any {
	n := r.dict(d.get("AP")).get("N")
	if _, ok := r.stream(n); ok {
		return ref(r.target(n))
	}
	state := r.name(d.get("AS"))
	n = r.dict(n).get(state)
	if _, ok := r.stream(n); ok && state != "" {
		return ref(r.target(n))
	}
	return nil
}

// annotation gives what passes of an annotation, nil for nothing. Field marks
// are printed into p instead.
func (c *carrier) annotation(o any, at place, p *sheet) any {
	d := c.dict(o)
	if d == nil {
		return nil
	}
	fate, _ := c.fateOf(d)
	switch fate {
	case link:
		return c.link(d, at)
	case formField:
		p.print(d)
	case remark:
		return c.remark(d, at)
	}
	return nil
}

func (c *carrier) link(d dict, at place) any {
	area, ok := c.area(d.get("Rect"))
	if !ok {
		return nil
	}
	out := append(ours{{"Type", name("Annot")}, {"Subtype", name("Link")}, {"Rect", at.onto.box(area)}},
		d.only(frameKeys)...)
	if shown := c.appearance(d); shown != nil {
		out = append(out, field{"AP", ours{{"N", c.turned(shown, at)}}})
	}
	if quads := c.moved(d.get("QuadPoints"), at); len(quads) > 0 && len(quads)%8 == 0 {
		out = append(out, field{"QuadPoints", quads})
	}
	if a := c.dict(d.get("A")); c.name(a.get("S")) == "URI" {
		return append(out, field{"A", ours{{"S", name("URI")}, {"URI", c.value(a.get("URI"))}}})
	}
	dest := c.aimOf(d)
	if dest == nil {
		return nil
	}
	return append(out, field{"Dest", dest})
}

// remark copies a remark without who made it and when, and without what would
// happen on a click.
func (c *carrier) remark(d dict, at place) any {
	area, ok := c.area(d.get("Rect"))
	if !ok {
		return nil
	}
	out := ours(d.only(remarkKeys))
	shown := c.appearance(d)
	for i, f := range out {
		switch f.key {
		case "Rect":
			out[i].val = at.onto.box(area)
		case "Type":
			out[i].val = name("Annot")
		case "QuadPoints", "Vertices", "L", "CL", "InkList":
			if at.scaled {
				out[i].val = c.movedList(f.val, at)
			}
		}
	}
	if shown != nil {
		out = append(out, field{"AP", ours{{"N", c.turned(shown, at)}}})
	}
	return out
}

func (c *carrier) movedList(o any, at place) array {
	list := c.array(o)
	if len(list) > 0 && c.array(list[0]) == nil {
		return c.moved(list, at)
	}
	out := array{}
	for _, one := range list {
		out = append(out, c.moved(one, at))
	}
	return out
}

// moved carries a list of points over to where the page lies.
func (c *carrier) moved(o any, at place) array {
	list, _ := c.numbers(o)
	out := make(array, 0, len(list))
	for i := 0; i+1 < len(list); i += 2 {
		x, y := at.onto.point(list[i], list[i+1])
		out = append(out, round(x), round(y))
	}
	return out
}

// turned gives an appearance as it must be for a page that was laid elsewhere.
// A reader stretches an appearance into its rectangle but never turns it, so
// on a turned page it is put into a form that does.
func (c *carrier) turned(shown any, at place) any {
	shown = c.form(shown)
	if at.onto[1] == 0 && at.onto[0] > 0 {
		return shown
	}
	s, _ := c.stream(shown)
	d := s.val.(dict)
	box, ok := c.rect(d.get("BBox"))
	if !ok {
		return shown
	}
	box = c.matrix(d.get("Matrix")).box(box)
	return c.addStream(dict{{"Type", name("XObject")}, {"Subtype", name("Form")}, {"BBox", box},
		{"Matrix", unitary(at.onto)}, {"Resources", ours{{"XObject", ours{{"A", shown}}}}}}, []byte("/A Do"))
}

// unitary is the turn of m without its scale, as an array.
func unitary(m matrix) array {
	k := max(abs64(m[0]), abs64(m[1]))
	return array{round(m[0] / k), round(m[1] / k), round(m[2] / k), round(m[3] / k), 0, 0}
}

func abs64(v float64) float64 { return max(v, -v) }
