package pdf

import "strings"

// A page's resources may hold what the page does not draw: pictures and drawings of other pages, where all share one list, or what was taken off
// the page and left in the file. That stays behind, in pages and in forms. What cannot be told is kept: a page must not lose what it shows.

// named collects the names that content uses, as they are decoded.
type named map[string]bool

func (n named) add(raw []byte) {
	if n == nil || n[string(raw)] {
		return
	}
	n[string(raw)] = true
	if strings.IndexByte(string(raw), '#') >= 0 {
		p := parser{b: append([]byte("/"), raw...)}
		n[string(p.name())] = true
	}
}

// spareKinds are the resources that may hold a picture or a drawing, each with what tells one that does.
var spareKinds = []struct {
	kind  name
	holds func(*reader, any) bool
}{
	{"XObject", func(*reader, any) bool { return true }},
	{"Pattern", func(*reader, any) bool { return true }},
	{"ExtGState", func(r *reader, o any) bool { return r.dict(r.dict(o).get("SMask")) != nil }},
	{"Font", func(r *reader, o any) bool { return r.name(r.dict(o).get("Subtype")) == "Type3" }},
}

// spare tells whether resources hold something that content with these names does not draw.
func (r *reader) spare(res dict, used named) bool {
	if r.lends(res, used) {
		return false
	}
	for _, k := range spareKinds {
		for _, f := range r.dict(res.get(k.kind)) {
			if !used[string(f.key)] && k.holds(r, f.val) {
				return true
			}
		}
	}
	return false
}

// lends tells whether something that is drawn has no resources of its own and so draws with these (7.8.3): then nobody can tell what is spare.
func (r *reader) lends(res dict, used named) bool {
	for _, f := range r.dict(res.get("XObject")) {
		if s, ok := r.stream(f.val); ok && used[string(f.key)] {
			d, _ := s.val.(dict)
			if r.name(d.get("Subtype")) != "Image" && d.get("Resources") == nil {
				return true
			}
		}
	}
	for _, f := range r.dict(res.get("Font")) {
		if d := r.dict(f.val); r.name(d.get("Subtype")) == "Type3" && used[string(f.key)] && d.get("Resources") == nil {
			return true
		}
	}
	return false
}

// needed gives resources without what is spare.
func (r *reader) needed(res dict, used named) dict {
	out := res.clone()
	for _, k := range spareKinds {
		had := r.dict(res.get(k.kind))
		var kept dict
		for _, f := range had {
			if used[string(f.key)] || !k.holds(r, f.val) {
				kept = append(kept, f)
			}
		}
		switch {
		case len(kept) == len(had):
		case kept == nil:
			out = out.with(k.kind, dict{})
		default:
			out = out.with(k.kind, kept)
		}
	}
	return out
}

// namesIn reads the names that content uses; false where it cannot be read to its end.
func (r *reader) namesIn(content []byte) (named, bool) {
	if !r.purse.spend(len(content) / 8) {
		return nil, false
	}
	t := tally{names: named{}}
	t.read(content)
	return t.names, !t.broken
}

// markedKeys is what passes of a list of properties that a stretch of content has (14.6.2). What a picture shows and what a short form stands
// for is said in words that are not seen; ActualText is what the seen letters are.
var markedKeys = keys("MCID", "ActualText", "Lang", "Type", "Subtype", "Attached", "BBox")

// plainProperties gives a page's or form's resources with lists of properties that say nothing besides. Layers are copied as what they are.
func (r *reader) plainProperties(res dict) (dict, bool) {
	had := r.dict(res.get("Properties"))
	var out dict
	changed := false
	for _, f := range had {
		d := r.dict(f.val)
		if kind := r.name(d.get("Type")); d == nil || kind == "OCG" || kind == "OCMD" {
			out = append(out, f)
			continue
		}
		bare := d.only(markedKeys)
		changed = changed || len(bare) < len(d)
		if bare == nil {
			bare = dict{}
		}
		out = append(out, field{f.key, bare})
	}
	if !changed {
		return res, false
	}
	return res.clone().with("Properties", out), true
}
