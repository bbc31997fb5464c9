package pdf

import (
	"errors"
	"strconv"
)

// sheet is one page of a source on its way into the book.
type sheet struct {
	*carrier
	leaf   leaf
	at     place
	page   int    // of the book
	even   bool   // the content is known to leave nothing open
	spared bool   // its resources hold something that it does not draw
	told   bool   // it says what nobody sees
	hushed []byte // the content without that; nil where there was none
	fields []byte // form fields as print, in the source page's coordinates
	forms  dict   // what they draw

	tag      *pageTags // how it is read; nil in a book without tags
	marked   int       // the first number that no marked stretch of the page has
	underKey name      // what the page's resources call the font of unseen words
}

// addPage puts page i of the source into the batch, with all that it needs.
func (c *carrier) addPage(i int) error {
	s := &sheet{carrier: c, leaf: c.source.leaves[i], at: c.places[i], page: c.first + i}
	if seen := c.seen[c.index]; seen != nil {
		s.even, s.marked, s.spared, s.told = seen[i].even, seen[i].marks, seen[i].spare, seen[i].told
	}
	if c.book.Tagged {
		s.tag = c.markPage(i)
	}
	annots := s.annotations()
	contents, resources, err := s.content()
	if err != nil {
		return err
	}
	out := ours{{"Type", name("Page")}, {"Parent", c.parentOf(s.page)}, {"MediaBox", s.at.view.box}}
	if s.at.view.turn != 0 {
		out = append(out, field{"Rotate", s.at.view.turn})
	}
	if s.at.view.unit != 1 {
		out = append(out, field{"UserUnit", s.at.view.unit})
	}
	if group := c.dict(s.leaf.dict.get("Group")); c.name(group.get("S")) == "Transparency" {
		out = append(out, field{"Group", group})
	}
	out = append(out, field{"Resources", resources})
	if len(contents) > 0 {
		out = append(out, field{"Contents", contents})
	}
	if len(annots) > 0 {
		out = append(out, field{"Annots", annots})
	}
	if s.tag != nil {
		out = append(out, field{"StructParents", s.page}, field{"Tabs", name("S")})
	}
	c.put(c.pageNumber(i), out)
	return c.drain()
}

func (s *sheet) annotations() array {
	var out array
	for _, o := range s.array(s.leaf.dict.get("Annots")) {
		if !s.purse.spend(64) {
			break
		}
		if a := s.annotation(o, s.at, s); a != nil && s.at.shows(areaOf(a.(ours))) {
			out = append(out, s.note(a.(ours), s.target(o), ""))
		}
	}
	m := s.at.view.fromSight()
	for _, l := range s.links[s.page] {
		if area := m.box(s.at.sight.box(rect(l.Rect))); s.at.shows(area) {
			out = append(out, s.note(s.jump(area, l.To, l.Say), 0, l.Tag))
		}
	}
	if st, ok := s.stamp(s.page); ok && s.part.BackTo >= 0 && s.part.BackTo != s.page {
		out = append(out, s.note(s.jump(m.box(st.box()), s.part.BackTo, "Back to the index"), 0, ""))
	}
	return out
}

// areaOf is where an annotation stands.
func areaOf(a ours) rect {
	area, _ := dict(a).get("Rect").(rect)
	return area
}

// jump is a link without a frame to a page of the book.
func (s *sheet) jump(area rect, to int, say string) ours {
	out := ours{{"Type", name("Annot")}, {"Subtype", name("Link")}, {"Rect", area},
		{"Border", array{0, 0, 0}}, {"F", flagPrint}, {"Dest", s.top(to)}}
	if say != "" {
		out = append(out, field{"Contents", write(say)})
	}
	return out
}

// content gives the page's content and resources: the source's content between
// a saved and a restored state, then fields and number.
func (s *sheet) content() (array, any, error) {
	st, numbered := s.stamp(s.page)
	parts, err := s.parts()
	if err == nil && s.told {
		parts = s.quiet(parts)
	}
	base := s.bare(parts)
	worded := s.part.Words != nil && s.under != 0
	if err != nil || !numbered && !s.at.scaled && !worded && len(s.fields) == 0 && (s.tag == nil || s.tag.was != nil) {
		return parts, base, err
	}
	if !s.part.Own {
		if parts, base, err = s.levelled(parts, base); err != nil {
			return nil, nil, err
		}
	}
	res := s.dress(base, numbered || s.at.lay != nil && s.at.lay.Tab != "" && s.font != nil)
	if s.tag != nil && s.tag.was == nil {
		s.tag.whole = s.marked
	}
	out := append(array{s.opening()}, parts...)
	s.underKey = res.under
	words := s.words()
	switch end := string(s.closing(words)); {
	case words != nil:
		out = append(out, s.addStream(dict{{"Filter", name("FlateDecode")}}, deflate([]byte(end))))
	case end == restoring:
		out = append(out, restoreState)
	case end == restoring+unmarking:
		out = append(out, unmarkState)
	default:
		out = append(out, s.addStream(nil, []byte(end)))
	}
	if numbered {
		out = append(out, s.shared(st.begin(nil, res.font, s.at.view)))
		for _, u := range st.line {
			out = append(out, s.drawn[string(showing(u))])
		}
		out = append(out, endNumber)
	}
	marks, err := s.marks(nil, res.font)
	if err != nil {
		return nil, nil, err
	}
	if marks != nil {
		out = append(out, s.addStream(nil, marks))
	}
	return out, res.val, nil
}

// shared gives a stream with content that other pages may have as well: those of the book for what numbers are drawn with, those of the part else.
func (s *sheet) shared(content []byte) any {
	if n, ok := s.drawn[string(content)]; ok {
		return n
	}
	if _, ok := s.again[string(content)]; !ok {
		s.again[string(content)] = s.addStream(nil, content)
	}
	return s.again[string(content)]
}

// What ends a page's own content.
const (
	restoring = "\nQ\n"
	unmarking = "EMC\n"
)

// opening saves the state and lays the source's page where it goes.
func (s *sheet) opening() any {
	whole := s.tag != nil && s.tag.whole >= 0
	switch {
	case s.at.scaled:
	case !whole:
		return saveState
	case s.tag.whole == 0:
		return markState
	default:
		return s.shared(append(mark(nil, s.tag.whole), "q\n"...))
	}
	var b []byte
	if whole {
		b = mark(nil, s.tag.whole)
	}
	b = s.at.onto.cm(s.at.clip(append(b, "q "...)))
	box := s.leaf.view.box
	b = operands(b, box[0], box[1], box.width(), box.height())
	return s.shared(append(b, "re W n\n"...))
}

// closing restores the state and adds fields and words, as a part of what is
// read of the page.
func (s *sheet) closing(words []byte) []byte {
	b := []byte(restoring)
	fields := s.printed()
	added := s.tag != nil && s.tag.was != nil && len(fields)+len(words) > 0
	if added {
		s.tag.more = len(s.tag.was)
		b = mark(b, s.tag.more)
	}
	b = append(append(b, fields...), words...)
	if added || s.tag != nil && s.tag.whole >= 0 {
		b = append(b, unmarking...)
	}
	return b
}

// printed is the form fields, laid where the page went.
func (s *sheet) printed() []byte {
	if len(s.fields) == 0 || !s.at.scaled {
		return s.fields
	}
	b := s.at.onto.cm(s.at.clip([]byte("q ")))
	return append(append(b, s.fields...), "Q\n"...)
}

// print draws a form field's appearance as 12.5.5 says: its box, as its matrix
// turns it, is stretched into the field's rectangle.
func (s *sheet) print(d dict) {
	shown := s.appearance(d)
	area, ok := s.rect(d.get("Rect"))
	if shown == nil || !ok {
		return
	}
	o, _ := s.stream(shown)
	form := o.val.(dict)
	box, ok := s.rect(form.get("BBox"))
	if !ok {
		return
	}
	box = s.matrix(form.get("Matrix")).box(box)
	if box.width() == 0 || box.height() == 0 {
		return
	}
	x, y := area.width()/box.width(), area.height()/box.height()
	m := matrix{x, 0, 0, y, area[0] - box[0]*x, area[1] - box[1]*y}
	key := s.unusedKey("XObject", name("Field"+strconv.Itoa(len(s.forms))+"x"))
	s.forms = append(s.forms, field{key, s.form(shown)})
	s.fields = appendName(m.cm(append(s.fields, "q "...)), key)
	s.fields = append(s.fields, " Do Q\n"...)
}

// parts lists the streams of the page's content.
func (s *sheet) parts() (array, error) { return s.contentParts(s.leaf.dict.get("Contents")) }

// contentParts lists the streams of a page's content, broken ones left out.
func (r *reader) contentParts(o any) (array, error) {
	if _, ok := r.stream(o); ok {
		return array{o}, nil
	}
	var out array
	for _, p := range r.array(o) {
		if !r.purse.spend(16) {
			return nil, r.purse.err
		}
		if _, ok := r.stream(p); ok {
			out = append(out, p)
		}
	}
	return out, nil
}

// levelled makes sure that content leaves nothing open behind it. Content that
// does is put into a form, which no reader lets out of its own state; what of
// it can be decoded is closed besides. Content in several streams that cannot
// be decoded stays as it is: a number may suffer, the evidence may not.
func (s *sheet) levelled(parts array, base any) (array, any, error) {
	if s.even {
		return parts, base, nil
	}
	all, err := s.whole(parts)
	if s.purse.err != nil {
		return nil, nil, s.purse.err
	}
	raw := errors.Is(err, errFilter) || errors.Is(err, ErrTooLarge)
	if raw && len(parts) != 1 {
		return parts, base, nil
	}
	d := dict{{"Type", name("XObject")}, {"Subtype", name("Form")}, {"BBox", s.leaf.view.box}, {"Resources", base}}
	var data []byte
	if raw {
		o, _ := s.stream(parts[0])
		had := o.val.(dict)
		d = append(d, had.only(keys("Filter", "DecodeParms"))...)
		data = o.data
	} else {
		t := weigh(all)
		s.marked = t.unmarked()
		if !s.purse.spend(len(all) / 8) {
			return nil, nil, s.purse.err
		}
		if t.even() && err == nil {
			return parts, base, nil
		}
		d = append(d, field{"Filter", name("FlateDecode")})
		data = deflate(t.levelled(all))
	}
	if s.tag != nil { // what is marked within a form is not the page's
		s.marked, s.tag.was, s.tag.owners = 0, nil, nil
	}
	form := s.addStream(d, data)
	call := s.addStream(nil, []byte("/Page Do\n"))
	return array{call}, dict{{"XObject", dict{{"Page", form}}}}, nil
}

// quiet gives the content without what it says that nobody sees. Content that cannot be decoded stays as it is.
func (s *sheet) quiet(parts array) array {
	all, err := s.join(parts)
	if err != nil {
		return parts
	}
	s.hushed = hush(all)
	return array{s.addStream(dict{{"Filter", name("FlateDecode")}}, deflate(s.hushed))}
}

// whole is the page's content, decoded.
func (s *sheet) whole(parts array) ([]byte, error) {
	if s.hushed != nil {
		return s.hushed, nil
	}
	return s.join(parts)
}

// join decodes a page's content. A stream that breaks off gives what came
// before, with the error.
func (r *reader) join(parts array) ([]byte, error) {
	var all []byte
	var broken error
	for _, p := range parts {
		o, _ := r.stream(p)
		b, err := r.decode(o)
		if err != nil && broken == nil || errors.Is(err, errFilter) || errors.Is(err, ErrTooLarge) {
			broken = err
		}
		if len(parts) == 1 {
			return b, broken
		}
		if int64(len(all)+len(b)) > r.lim.MaxStream {
			return nil, errDecoded
		}
		all = append(append(all, b...), '\n')
	}
	return all, broken
}

// bare is the page's resources without keys that are none and what the page does not draw.
func (s *sheet) bare(parts array) any {
	d := s.dict(s.leaf.resources)
	only := d.only(resourceKeys)
	only, changed := s.plainProperties(only)
	if s.spared {
		if all, err := s.whole(parts); err == nil {
			if used, ok := s.namesIn(all); ok {
				only, changed = s.needed(only, used), true
			}
		}
	}
	if r, ok := s.leaf.resources.(ref); ok && len(only) == len(d) && d != nil && !changed {
		return r
	}
	if only == nil {
		return dict{}
	}
	return only
}

// dressed is resources with our fonts in them, and the fonts' names there.
type dressed struct {
	val         any
	font, under name
}

// dress adds to a page's resources what we draw with. Resources that many
// pages share are dressed once.
func (s *sheet) dress(base any, numbered bool) dressed {
	shared := 0
	worded := s.part.Words != nil && s.under != 0
	if r, ok := base.(ref); ok && len(s.forms) == 0 {
		shared = s.target(r)
		if was, ok := s.res[shared]; ok && numbered {
			return was
		}
	}
	out := dressed{font: s.unusedKeyIn(base, "Font", numberKey), under: s.unusedKeyIn(base, "Font", "Under")}
	d := s.dict(base).clone()
	if len(s.forms) > 0 {
		d = d.with("XObject", append(s.dict(d.get("XObject")).clone(), s.forms...))
	}
	if numbered {
		d = d.with("Font", append(s.dict(d.get("Font")).clone(), field{out.font, s.font.num}))
	}
	if worded {
		d = d.with("Font", append(s.dict(d.get("Font")).clone(), field{out.under, s.under}))
	}
	out.val = d
	if shared != 0 && numbered {
		out.val = s.add(d)
		s.res[shared] = out
	}
	return out
}

func (s *sheet) unusedKey(kind, key name) name { return s.unusedKeyIn(s.leaf.resources, kind, key) }

func (s *sheet) unusedKeyIn(base any, kind, key name) name {
	taken := s.dict(s.dict(base).get(kind))
	for taken.get(key) != nil {
		key += "_"
	}
	return key
}
